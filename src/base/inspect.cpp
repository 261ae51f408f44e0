#include "base/inspect.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/args.hpp"
#include "base/card_qr.hpp"
#include "base/json.hpp"
#include "base/legacy_text.hpp"
#include "base/numbers.hpp"
#include "base/official_codes.hpp"
#include "base/personal_number.hpp"
#include "base/tax_number.hpp"
#include "base/text.hpp"
#include "base/vietqr.hpp"

namespace motcua {
namespace {

constexpr std::size_t kLongestValue = 100'000;

struct Field {
  std::string key;    // in JSON
  std::string label;  // on screen
  std::string text;
  std::optional<std::int64_t> number = std::nullopt;  // numbers stay numbers in JSON
  std::string json_text = {};                         // dates: ISO in JSON, dd/MM/yyyy on screen
};

struct Finding {
  std::vector<std::string> reasons;  // why it is not valid
  std::vector<std::string> warnings;
  std::vector<Field> fields;

  void add(std::string key, std::string label, std::string_view text) {
    if (!text.empty()) fields.push_back({std::move(key), std::move(label), std::string(text)});
  }
  void add_date(std::string key, std::string label, std::string text, std::string iso_text) {
    fields.push_back({std::move(key), std::move(label), std::move(text), std::nullopt, std::move(iso_text)});
  }
  void add(std::string key, std::string label, Day day) { add_date(std::move(key), std::move(label), vn_date(day), iso(day)); }
  void add(std::string key, std::string label, std::int64_t number) {
    fields.push_back({std::move(key), std::move(label), std::to_string(number), number});
  }
};

struct Question {
  std::string_view value;
  WordStyle style = WordStyle::bac;
  Day today;
};

template <class T> bool failed(const Result<T>& result, Finding& out) {
  if (!result) out.reasons.push_back(result.error().message);
  return !result;
}

void add_number_fields(const PersonalNumber& number, Finding& out) {
  out.add("number", "Số định danh", number.text());
  out.add("province_code", "Mã nơi đăng ký khai sinh", number.province_code());
  if (const auto* province = number.province()) {
    out.add("province", "Nơi đăng ký khai sinh", province->name);
    out.add("province_now", "Nay là", province_name(province->successor_code, kTwoTierSince));
  }
  out.add("sex", "Giới tính", sex_label(number.sex()));
  out.add("birth_year", "Năm sinh", number.birth_year());
}

Finding inspect_personal_number(const Question& q) {
  Finding out;
  const auto number = PersonalNumber::parse(q.value, q.today);
  if (failed(number, out)) {
    if (is_old_identity_number(trim(q.value))) out.warnings.emplace_back("Đây có thể là số CMND 9 số.");
    return out;
  }
  out.warnings = number->warnings();
  add_number_fields(*number, out);
  return out;
}

std::string_view kind_label(CardHolder::Kind kind) {
  switch (kind) {
    case CardHolder::Kind::cccd: return "CCCD";
    case CardHolder::Kind::can_cuoc: return "Căn cước";
    case CardHolder::Kind::insurance: return "BHYT";
  }
  return "";
}

Finding inspect_card_qr(const Question& q) {
  Finding out;
  const auto card = parse_card_qr(q.value, q.today);
  if (failed(card, out)) return out;
  out.warnings = card->warnings;
  out.add("card", "Loại thẻ", kind_label(card->kind));
  if (card->number) out.add("number", "Số định danh", card->number->text());
  out.add("insurance_number", "Số thẻ BHYT", card->insurance_number);
  out.add("old_number", "Số CMND", card->old_number);
  out.add("full_name", "Họ và tên", card->full_name);
  if (card->birth) out.add_date("birth", "Ngày sinh", card->birth->text(), card->birth->iso());
  if (card->sex) out.add("sex", "Giới tính", sex_label(*card->sex));
  out.add("address", "Nơi thường trú", card->address);
  if (card->issued) out.add("issued", "Ngày cấp", *card->issued);
  out.add("father_name", "Họ tên cha", card->father_name);
  out.add("mother_name", "Họ tên mẹ", card->mother_name);
  out.add("clinic", "Nơi đăng ký khám bệnh", card->clinic);
  if (card->valid_from) out.add("valid_from", "Giá trị từ", *card->valid_from);
  if (card->valid_to) out.add("valid_to", "Giá trị đến", *card->valid_to);
  for (std::size_t i = 0; i < card->extra.size(); ++i)
    out.add("extra_" + std::to_string(i + 1), "Trường thêm " + std::to_string(i + 1), card->extra[i]);
  return out;
}

Finding inspect_tax_number(const Question& q) {
  Finding out;
  if (is_household_business_number(trim(q.value))) {
    out.add("number", "Số đăng ký", trim(q.value));
    out.add("kind", "Loại", "Hộ kinh doanh (cấp trước 01/7/2025)");
    out.reasons.emplace_back("Đây là số đăng ký hộ kinh doanh, không phải mã số thuế; từ 01/7/2025 hộ dùng số định danh của chủ hộ.");
    return out;
  }
  const auto number = TaxNumber::parse(q.value);
  if (failed(number, out)) return out;
  out.add("number", "Mã số thuế", number->text());
  switch (number->kind()) {
    case TaxNumber::Kind::organisation: out.add("kind", "Loại", "Tổ chức, doanh nghiệp"); break;
    case TaxNumber::Kind::branch:
      out.add("kind", "Loại", "Đơn vị phụ thuộc");
      out.add("organisation", "Của mã số thuế", number->organisation());
      break;
    case TaxNumber::Kind::person:
      out.add("kind", "Loại", "Cá nhân, hộ kinh doanh (số định danh cá nhân, từ 01/7/2025)");
      if (const auto person = PersonalNumber::parse(number->text(), q.today); !failed(person, out)) out.warnings = person->warnings();
      break;
  }
  return out;
}

Finding inspect_vietqr(const Question& q) {
  Finding out;
  const auto qr = parse_vietqr(q.value);
  if (failed(qr, out)) return out;
  out.warnings = qr->warnings;
  out.add("bank_bin", "Mã ngân hàng (BIN)", qr->bank_bin);
  out.add("account", qr->service == VietQr::Service::card ? "Số thẻ" : "Số tài khoản", qr->account);
  static constexpr std::array<std::string_view, 3> kServices{"account", "card", "push"};
  out.add("service", "Dịch vụ", kServices[static_cast<std::size_t>(qr->service)]);
  if (qr->amount) {
    out.add("amount", "Số tiền (đồng)", qr->amount->value);
    out.add("amount_text", "Số tiền", vn_money(*qr->amount));
  }
  out.add("purpose", "Nội dung", qr->purpose);
  out.add("merchant_name", "Tên người nhận", qr->merchant_name);
  out.add("merchant_city", "Thành phố", qr->merchant_city);
  out.add("post_code", "Mã bưu chính", qr->post_code);
  out.add("bill_number", "Số hóa đơn", qr->bill_number);
  out.add("mobile", "Số di động", qr->mobile);
  out.add("store", "Cửa hàng", qr->store);
  out.add("reference", "Tham chiếu", qr->reference);
  out.add("terminal", "Điểm thu", qr->terminal);
  if (qr->purpose.size() > 25) out.warnings.emplace_back("Nội dung dài quá 25 ký tự; ngân hàng có thể cắt bớt.");
  return out;
}

void add_agency_fields(const AgencyCode& code, Finding& out) {
  out.add("code", "Mã định danh", code.text());
  switch (code.form()) {
    case AgencyCode::Form::from_top: out.add("form", "Kiểu", "Quyết định 20/2020/QĐ-TTg"); break;
    case AgencyCode::Form::from_leaf: out.add("form", "Kiểu", "Thông tư 10/2016/TT-BTTTT (kiểu cũ)"); break;
    case AgencyCode::Form::other: out.add("form", "Kiểu", "Cơ quan khác (Zxy)"); break;
  }
  out.add("level_one", "Cấp 1", code.level_one());
  if (code.form() != AgencyCode::Form::from_leaf) return;
  if (const auto now = code.from_top())
    out.add("code_2020", "Kiểu mới", now->text());
  else
    out.warnings.emplace_back("Không đổi được sang kiểu mới vì có nhóm số không ở giữa; giữ mã này làm tên gọi khác.");
}

Finding inspect_agency_code(const Question& q) {
  Finding out;
  const auto code = AgencyCode::parse(q.value);
  if (failed(code, out)) return out;
  if (code->text() != trim(q.value)) out.warnings.emplace_back("Đã đổi chữ thường thành chữ hoa.");
  add_agency_fields(*code, out);
  return out;
}

Finding inspect_dossier_code(const Question& q) {
  Finding out;
  const auto code = DossierCode::parse(q.value);
  if (failed(code, out)) return out;
  out.warnings = code->warnings();
  if (code->text() != trim(q.value)) out.warnings.emplace_back("Đã đổi chữ thường thành chữ hoa.");
  out.add("code", "Mã hồ sơ", code->text());
  out.add("agency", "Mã định danh cơ quan", code->agency());
  if (const auto agency = AgencyCode::parse(code->agency()); agency && agency->form() == AgencyCode::Form::from_leaf)
    if (const auto now = agency->from_top()) out.add("agency_2020", "Mã định danh kiểu mới", now->text());
  if (const auto day = code->received()) {
    out.add("received", "Ngày tiếp nhận", *day);
    out.add("prefix_means", "Cơ quan trong mã", *day >= kTwoTierSince ? "giải quyết" : "tiếp nhận");
  }
  out.add("order", "Số thứ tự", code->order());
  out.add("central_system", "Hệ thống tập trung của", code->central_system());
  return out;
}

Finding inspect_amount(const Question& q) {
  Finding out;
  const auto amount = parse_money(q.value);
  if (failed(amount, out)) return out;
  out.add("amount", "Số tiền (đồng)", amount->value);
  out.add("text", "Viết bằng số", vn_money(*amount));
  out.add("words", "Bằng chữ", amount_in_words(*amount, {.style = q.style}));
  out.add("style", "Cách đọc", q.style == WordStyle::bac ? "bac" : "nam");
  return out;
}

void add_legacy(std::string_view text, Finding& out) {
  const auto legacy = detect_legacy(text);
  if (!legacy) return;
  const bool tcvn3 = *legacy == LegacyEncoding::tcvn3;
  out.warnings.emplace_back(tcvn3 ? "Có vẻ là bảng mã TCVN3 (phông .Vn…); xem dạng đã chuyển rồi xác nhận."
                                  : "Có vẻ là bảng mã VNI (phông VNI-…); xem dạng đã chuyển rồi xác nhận.");
  out.add("encoding", "Bảng mã", tcvn3 ? "tcvn3" : "vni");
  out.add("converted", "Đã chuyển", (tcvn3 ? decode_tcvn3(text) : decode_vni(text)).value_or(""));
}

Finding inspect_text(const Question& q) {
  Finding out;
  if (!is_utf8(q.value)) {
    out.reasons.emplace_back("Văn bản không phải UTF-8; lưu lại tệp bằng bảng mã Unicode (UTF-8).");
    add_legacy(from_cp1252(q.value), out);
    return out;
  }
  out.add("clean", "Dạng lưu", clean(q.value));
  out.add("key1", "Khóa tìm không dấu", fold(q.value));
  out.add("key2", "Khóa tìm có dấu", tone_key(q.value));
  out.add("name_key", "Khóa tên (y như i)", name_key(q.value));
  add_legacy(q.value, out);
  return out;
}

struct KindRow {
  std::string_view name;
  Finding (*inspect)(const Question&);
};
constexpr auto kKinds = std::to_array<KindRow>({{"personal-number", inspect_personal_number},
                                                {"card-qr", inspect_card_qr},
                                                {"tax-number", inspect_tax_number},
                                                {"vietqr", inspect_vietqr},
                                                {"agency-code", inspect_agency_code},
                                                {"dossier-code", inspect_dossier_code},
                                                {"amount", inspect_amount},
                                                {"text", inspect_text}});

std::string as_json(std::string_view kind, const Finding& finding) {
  JsonWriter json;
  json.begin_object().field("kind", kind).field("valid", finding.reasons.empty());
  for (const auto& [name, list] : {std::pair{"reasons", &finding.reasons}, {"warnings", &finding.warnings}}) {
    json.key(name).begin_array();
    for (const auto& line : *list) json.value(line);
    json.end_array();
  }
  json.key("fields").begin_object();
  for (const auto& field : finding.fields) {
    json.key(field.key);
    if (field.number)
      json.value(*field.number);
    else
      json.value(field.json_text.empty() ? field.text : field.json_text);
  }
  return json.end_object().end_object().take() + "\n";
}

std::string as_text(const Finding& finding) {
  std::string out = finding.reasons.empty() ? "Hợp lệ\n" : "Không hợp lệ\n";
  for (const auto& reason : finding.reasons) out.append("- ").append(reason).append("\n");
  for (const auto& warning : finding.warnings) out.append("! ").append(warning).append("\n");
  for (const auto& field : finding.fields) out.append(field.label).append(": ").append(field.text).append("\n");
  return out;
}

// VALUE "-": from standard input, without the end of the last line.
std::string read_standard_input() {
  std::string text;
  std::array<char, 4096> buffer{};
  while (text.size() <= kLongestValue) {
    const auto n = std::fread(buffer.data(), 1, buffer.size(), stdin);
    if (n == 0) break;
    text.append(buffer.data(), n);
  }
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

int wrong_call(CommandIo& io, std::string_view why) {
  std::fputs((std::string(why) + "\n\n" + std::string(inspect_command().usage) + "\n").c_str(), io.err);
  return 2;
}

int run(std::span<const std::string_view> words, CommandIo& io) {
  static constexpr auto kOptions = std::to_array<Option>({{"kind"}, {"style"}, {"json", false}});
  const auto args = Args::parse(words, kOptions);
  if (!args) return wrong_call(io, args.error().message);
  const auto* kind = std::ranges::find(kKinds, args->get_or("kind", ""), &KindRow::name);
  if (kind == kKinds.end()) return wrong_call(io, "Chọn --kind trong danh sách dưới đây.");
  if (args->positional().size() != 1)
    return wrong_call(io, "Cho đúng một giá trị; đặt trong dấu nháy nếu có dấu cách, hoặc \"-\" để đọc từ đầu vào.");
  const auto style = args->get_or("style", "bac");
  if (style != "bac" && style != "nam") return wrong_call(io, "--style là bac hoặc nam.");
  std::string value(args->positional().front());
  if (value == "-") value = read_standard_input();
  if (value.size() > kLongestValue) return wrong_call(io, "Giá trị quá dài.");
  const auto finding = kind->inspect({value, style == "bac" ? WordStyle::bac : WordStyle::nam, day_of(io.clock.now())});
  std::fputs((args->has("json") ? as_json(kind->name, finding) : as_text(finding)).c_str(), io.out);
  return finding.reasons.empty() ? 0 : 1;
}

}  // namespace

const Command& inspect_command() {
  static const Command command{"inspect", "cho biết hệ thống hiểu một dữ liệu nhập vào như thế nào",
                               "motcua inspect --kind LOẠI GIÁ_TRỊ [--style bac|nam] [--json]\n"
                               "  LOẠI: personal-number  số định danh cá nhân\n"
                               "        card-qr          nội dung mã QR trên thẻ căn cước, CCCD, BHYT\n"
                               "        tax-number       mã số thuế, số đăng ký hộ kinh doanh\n"
                               "        vietqr           nội dung mã VietQR\n"
                               "        agency-code      mã định danh cơ quan\n"
                               "        dossier-code     mã hồ sơ\n"
                               "        amount           số tiền, viết bằng chữ (--style: cách đọc Bắc hoặc Nam)\n"
                               "        text             các khóa tìm kiếm của một đoạn chữ\n"
                               "  GIÁ_TRỊ \"-\": đọc từ đầu vào chuẩn (để dữ liệu cá nhân không nằm trong lịch sử lệnh).\n"
                               "  Kết thúc với 0: hợp lệ, 1: không hợp lệ, 2: gọi sai.",
                               run};
  return command;
}

}  // namespace motcua
