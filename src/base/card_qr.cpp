#include "base/card_qr.hpp"

#include <algorithm>

#include "base/legacy_text.hpp"
#include "base/letters.hpp"
#include "base/text.hpp"

namespace motcua {
namespace {

constexpr std::size_t kLongestPayload = 4096;
constexpr std::size_t kCitizenFields = 7;
constexpr std::size_t kInsuranceFields = 8;
constexpr Day kCanCuocSince{std::chrono::year{2024} / 7 / 1};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> fields;
  for (;;) {
    const auto bar = text.find('|');
    fields.push_back(clean(text.substr(0, bar)));
    if (bar == std::string_view::npos) return fields;
    text.remove_prefix(bar + 1);
  }
}

tl::unexpected<Error> not_a_card() {
  return errors::invalid("card_qr.not_a_card", "Đây không phải mã QR của thẻ căn cước, CCCD hoặc thẻ BHYT; quét lại hoặc nhập tay.");
}

tl::unexpected<Error> wrong_date() {
  return errors::invalid("card_qr.wrong_date", "Ngày trong mã QR không đọc được; quét lại bằng máy ảnh hoặc nhập tay.");
}

// A Vietnamese typing method left on turns letters of the scan into others; names then hold signs no name has.
bool looks_like_a_name(std::string_view name) {
  if (name.empty()) return false;
  for (std::size_t pos = 0; pos < name.size();) {
    const char32_t c = next_code_point(name, pos).value_or(0xFFFD);
    const bool sign = c == ' ' || c == '\'' || c == '-' || c == '.' || c == 0x2019;
    if (letter_of(c).base == 0 && !sign && (c < 0xC0 || c == 0xFFFD)) return false;
  }
  return true;
}

std::optional<std::string> from_hex(std::string_view hex) {
  const auto nibble = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  if (hex.empty() || hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = nibble(hex[i]);
    const int low = nibble(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return is_utf8(out) ? std::optional(clean(out)) : std::nullopt;
}

// "B.E 15 digits" of the old cards, the ten digits of newer ones, or the personal number.
bool is_insurance_number(std::string_view s) {
  const bool old =
      s.size() == 15 && std::ranges::all_of(s.substr(0, 2), [](char c) { return c >= 'A' && c <= 'Z'; }) && is_digits(s.substr(2), 13);
  return old || is_digits(s, 10) || is_digits(s, 12);
}

Result<CardHolder> read_insurance(const std::vector<std::string>& fields, std::string name) {
  CardHolder card;
  card.kind = CardHolder::Kind::insurance;
  card.insurance_number = fields[0];
  if (is_digits(fields[0], 12))
    if (auto number = PersonalNumber::parse(fields[0])) card.number = *std::move(number);
  card.full_name = std::move(name);
  if (const auto birth = parse_partial_date(fields[2]))
    card.birth = *birth;
  else
    return wrong_date();
  card.sex = fields[3] == "1" ? Sex::nam : Sex::nu;
  if (auto address = from_hex(fields[4])) card.address = *std::move(address);
  card.clinic = fields[5];
  if (const auto day = parse_vn_date(fields[6])) card.valid_from = *day;
  if (const auto day = parse_vn_date(fields[7])) card.valid_to = *day;
  card.extra.assign(fields.begin() + kInsuranceFields, fields.end());
  if (!looks_like_a_name(card.full_name)) card.warnings.emplace_back("Họ tên đọc được có ký tự lạ; đối chiếu với thẻ.");
  return card;
}

std::optional<Sex> sex_of(std::string_view label) {
  const auto key = fold(label);
  if (key == "nam") return Sex::nam;
  return key == "nu" ? std::optional(Sex::nu) : std::nullopt;
}

void add_warnings(CardHolder& card, std::string_view sex_label, Day today) {
  auto& out = card.warnings;
  if (!card.sex && !sex_label.empty()) out.emplace_back("Giới tính trên mã QR không đọc được; chọn theo thẻ.");
  const auto year = card.birth ? std::optional(card.birth->year) : std::nullopt;
  std::ranges::move(card.number->warnings(card.sex, year), std::back_inserter(out));
  if (!looks_like_a_name(card.full_name))
    out.emplace_back("Họ tên đọc được có ký tự lạ: tắt bộ gõ tiếng Việt rồi quét lại, hoặc sửa theo thẻ.");
  if (!card.old_number.empty() && !is_old_identity_number(card.old_number))
    out.emplace_back("Số CMND cũ không đủ 9 chữ số; đối chiếu với thẻ.");
  if (card.issued && *card.issued > today) out.emplace_back("Ngày cấp trên mã QR ở sau hôm nay; đối chiếu với thẻ.");
}

Result<CardHolder> read_citizen(const std::vector<std::string>& fields, Day today) {
  CardHolder card;
  auto number = PersonalNumber::parse(fields[0], today);
  if (!number) return errors::invalid("card_qr.wrong_number", "Số định danh trong mã QR không hợp lệ; quét lại hoặc nhập tay.");
  card.number = *std::move(number);
  card.old_number = fields[1];
  card.full_name = fields[2];
  const auto birth = is_digits(fields[3], 8) ? parse_partial_date(fields[3]) : Result<PartialDate>(wrong_date());
  const auto issued = is_digits(fields[6], 8) ? parse_vn_date(fields[6]) : Result<Day>(wrong_date());
  if (!birth || !issued) return wrong_date();
  card.birth = *birth;
  card.issued = *issued;
  card.sex = sex_of(fields[4]);
  card.address = fields[5];
  card.kind = fields.size() > kCitizenFields || *issued >= kCanCuocSince ? CardHolder::Kind::can_cuoc : CardHolder::Kind::cccd;
  card.extra.assign(fields.begin() + kCitizenFields, fields.end());
  if (card.extra.size() >= 3) {
    card.father_name = card.extra[1];
    card.mother_name = card.extra[2];
  }
  add_warnings(card, fields[4], today);
  return card;
}

}  // namespace

Result<CardHolder> parse_card_qr(std::string_view payload, Day today) {
  if (payload.size() > kLongestPayload) return not_a_card();
  std::string text(trim(payload));
  if (!is_utf8(text)) return not_a_card();
  const auto fixed = undo_double_encoding(text);
  if (fixed) text = *fixed;
  const auto fields = split(text);
  if (fields.size() >= kInsuranceFields && is_insurance_number(fields[0]))
    if (auto name = from_hex(fields[1])) return read_insurance(fields, *std::move(name));
  if (fields.size() < kCitizenFields) return not_a_card();
  auto card = read_citizen(fields, today);
  if (card && fixed)
    card->warnings.insert(card->warnings.begin(), "Máy quét gõ sai bảng mã, đã chuyển lại; đối chiếu họ tên và địa chỉ với thẻ.");
  return card;
}

}  // namespace motcua
