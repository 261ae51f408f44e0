#include "base/vietqr.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/letters.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace motcua {
namespace {

constexpr std::string_view kNapas = "A000000727";
constexpr std::size_t kMaxPayload = 512;

constexpr auto kServices = std::to_array<std::pair<VietQr::Service, std::string_view>>(
    {{VietQr::Service::account, "QRIBFTTA"}, {VietQr::Service::card, "QRIBFTTC"}, {VietQr::Service::push, "QRPUSH"}});

// Where each text of tag 62 and of the top lives; both directions read this table.
struct TextTag {
  std::string_view tag;
  std::string VietQr::*member;
  std::size_t longest;
};
constexpr auto kTopTexts =
    std::to_array<TextTag>({{"59", &VietQr::merchant_name, 25}, {"60", &VietQr::merchant_city, 15}, {"61", &VietQr::post_code, 10}});
constexpr auto kAdditional = std::to_array<TextTag>({{"01", &VietQr::bill_number, 25},
                                                     {"02", &VietQr::mobile, 25},
                                                     {"03", &VietQr::store, 25},
                                                     {"05", &VietQr::reference, 25},
                                                     {"07", &VietQr::terminal, 25},
                                                     {"08", &VietQr::purpose, 99}});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_printable(char c) { return c >= 0x20 && c < 0x7F; }
bool is_alnum(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::string without_marks(std::string_view text, bool alnum_only) {
  const std::string good = clean(text);
  std::string out;
  for (std::size_t pos = 0; pos < good.size();) {
    const char32_t c = next_code_point(good, pos).value_or(' ');
    const Letter letter = letter_of(c);
    char plain = letter.base;
    if (plain != 0 && letter.upper) plain = static_cast<char>(plain - 32);
    if (plain == 0) plain = c < 0x80 ? static_cast<char>(c) : ' ';
    out.push_back(!alnum_only || is_alnum(plain) ? plain : ' ');
  }
  return clean(out);
}

std::string tlv(std::string_view tag, std::string_view value) {
  ensure(value.size() < 100, "a TLV value has at most 99 characters");
  return fmt::format("{}{:02}{}", tag, value.size(), value);
}

using Fields = std::map<std::string, std::string_view, std::less<>>;

struct Tlv {
  Fields fields;
  bool clipped = false;  // the length of the last field points beyond the end
};

// nullopt for anything that is not a plain sequence of tag, length, value, each tag once. Codes in the wild have a last field whose
// length counts too much; the check sum has been verified before, so the field is taken as it is.
std::optional<Tlv> read_tlv(std::string_view text) {
  Tlv out;
  while (!text.empty()) {
    if (text.size() < 4 || !std::ranges::all_of(text.substr(0, 4), is_digit)) return std::nullopt;
    const auto length = static_cast<std::size_t>((text[2] - '0') * 10 + (text[3] - '0'));
    out.clipped = text.size() < 4 + length;
    if (!out.fields.emplace(text.substr(0, 2), text.substr(4, length)).second) return std::nullopt;
    text.remove_prefix(std::min(text.size(), 4 + length));
  }
  return out;
}

std::string_view at(const Fields& fields, std::string_view tag) {
  const auto found = fields.find(tag);
  return found == fields.end() ? std::string_view{} : found->second;
}

tl::unexpected<Error> malformed() { return errors::invalid("vietqr.malformed", "Mã QR chuyển khoản không đọc được; quét lại."); }
tl::unexpected<Error> not_vietqr(std::string message) { return errors::invalid("vietqr.not_vietqr", std::move(message)); }
tl::unexpected<Error> cannot_build(std::string message) { return errors::invalid("vietqr.cannot_build", std::move(message)); }

Status read_beneficiary(std::string_view tag38, VietQr& qr) {
  const auto scheme = read_tlv(tag38);
  if (!scheme || scheme->clipped) return malformed();
  if (at(scheme->fields, "00") != kNapas) return not_vietqr("Mã QR không thuộc mạng NAPAS.");
  const auto* service = std::ranges::find(kServices, at(scheme->fields, "02"), &std::pair<VietQr::Service, std::string_view>::second);
  if (service == kServices.end()) return not_vietqr("Mã QR không phải loại chuyển khoản VietQR.");
  qr.service = service->first;
  const auto target = read_tlv(at(scheme->fields, "01"));
  if (!target || target->clipped) return malformed();
  qr.bank_bin = at(target->fields, "00");
  qr.account = at(target->fields, "01");
  if (qr.bank_bin.size() != 6 || !std::ranges::all_of(qr.bank_bin, is_digit) || qr.account.empty() ||
      !std::ranges::all_of(qr.account, is_alnum))
    return malformed();
  return {};
}

}  // namespace

std::uint16_t crc16_ccitt(std::string_view bytes) {
  unsigned crc = 0xFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x1021) & 0xFFFF : (crc << 1) & 0xFFFF;
  }
  return static_cast<std::uint16_t>(crc);
}

std::string vietqr_purpose(std::string_view text) { return without_marks(text, true); }

Result<std::string> build_vietqr(const VietQr& qr) {
  if (qr.bank_bin.size() != 6 || !std::ranges::all_of(qr.bank_bin, is_digit)) return cannot_build("Mã ngân hàng (BIN) gồm 6 chữ số.");
  if (qr.account.empty() || qr.account.size() > 19 || !std::ranges::all_of(qr.account, is_alnum))
    return cannot_build("Số tài khoản gồm 1 đến 19 chữ số hoặc chữ cái, không có dấu cách.");
  if (qr.amount && (*qr.amount <= Dong{0} || *qr.amount >= Dong{10'000'000'000'000}))
    return cannot_build("Số tiền chuyển khoản phải lớn hơn 0 và có nhiều nhất 13 chữ số.");
  const auto* service = std::ranges::find(kServices, qr.service, &std::pair<VietQr::Service, std::string_view>::first);
  std::string out = tlv("00", "01") + tlv("01", qr.amount ? "12" : "11");
  out += tlv("38", tlv("00", kNapas) + tlv("01", tlv("00", qr.bank_bin) + tlv("01", qr.account)) + tlv("02", service->second));
  out += tlv("53", "704");
  if (qr.amount) out += tlv("54", std::to_string(qr.amount->value));
  out += tlv("58", "VN");
  const auto text_of = [&](const TextTag& row, std::string& to) -> Status {
    const std::string plain = without_marks(qr.*row.member, row.tag == "08");
    if (plain.size() > row.longest) return cannot_build(fmt::format("Nội dung \"{}\" dài quá {} ký tự.", plain, row.longest));
    if (!plain.empty()) to += tlv(row.tag, plain);
    return {};
  };
  for (const auto& row : kTopTexts) TRY_VOID(text_of(row, out));
  std::string additional;
  for (const auto& row : kAdditional) TRY_VOID(text_of(row, additional));
  if (additional.size() > 99) return cannot_build("Nội dung chuyển khoản và các số kèm theo dài quá 99 ký tự.");
  if (!additional.empty()) out += tlv("62", additional);
  out += "6304";
  return out + fmt::format("{:04X}", crc16_ccitt(out));
}

Result<VietQr> parse_vietqr(std::string_view payload) {
  payload = trim(payload);
  if (payload.size() > kMaxPayload || payload.size() < 12 || !std::ranges::all_of(payload, is_printable)) return malformed();
  const auto body = payload.substr(0, payload.size() - 8);
  if (!body.starts_with("000201") || payload.substr(body.size(), 4) != "6304") return malformed();
  const auto stated = to_upper(payload.substr(payload.size() - 4));
  if (stated != fmt::format("{:04X}", crc16_ccitt(payload.substr(0, payload.size() - 4))))
    return errors::invalid("vietqr.wrong_crc", "Mã QR chuyển khoản sai mã kiểm tra; quét lại hoặc xin mã mới.");
  const auto tlv = read_tlv(body);
  if (!tlv) return malformed();
  const Fields& fields = tlv->fields;
  if (at(fields, "53") != "704") return not_vietqr("Mã QR không dùng đồng Việt Nam.");
  if (at(fields, "58") != "VN") return not_vietqr("Mã QR không phải của Việt Nam.");
  VietQr qr;
  TRY_VOID(read_beneficiary(at(fields, "38"), qr));
  if (const auto amount = at(fields, "54"); !amount.empty()) {
    const auto value = std::ranges::all_of(amount, is_digit) ? parse_money(amount) : malformed();
    if (!value) return malformed();
    qr.amount = *value;
  }
  for (const auto& row : kTopTexts) qr.*row.member = at(fields, row.tag);
  const auto additional = read_tlv(at(fields, "62"));
  if (!additional) return malformed();
  for (const auto& row : kAdditional) qr.*row.member = at(additional->fields, row.tag);
  if (tlv->clipped || additional->clipped)
    qr.warnings.emplace_back("Độ dài một trường trong mã QR ghi sai; đối chiếu nội dung chuyển khoản.");
  return qr;
}

}  // namespace motcua
