#include "money/gateway.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>

#include "base/json.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"

namespace motcua::money {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOrderStates{
    {{"open", "Chờ cổng báo"}, {"paid", "Đã nộp"}, {"unowed", "Phải hoàn lại"}, {"failed", "Không thành"}, {"differs", "Lệch số tiền"}}};
constexpr std::string_view kScheme = "MC-HMAC-SHA256 ";
constexpr auto kNoticeFields = std::to_array<std::string_view>({"amount", "currency", "merchant", "order", "status", "transaction"});

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

class SignedGateway final : public Gateway {
 public:
  explicit SignedGateway(SignedGatewaySettings s) : s_(std::move(s)) {
    ensure(!s_.merchant.empty() && s_.secret.size() >= 16, "a payment gateway needs our name there and a secret of 16 letters or more");
  }
  std::string_view name() const override { return s_.name; }

  std::string pay_url(const Order& o, std::string_view description) const override {
    const std::pair<std::string_view, std::string> fields[] = {{"amount", std::to_string(o.amount.value)},
                                                               {"currency", "VND"},
                                                               {"description", std::string(description)},
                                                               {"merchant", s_.merchant},
                                                               {"notify_url", s_.home + std::string(kNoticePath)},
                                                               {"order", o.token},
                                                               {"return_url", s_.home + "/thanh-toan/" + o.token + "?ve=1"}};
    std::string text;
    for (const auto& [name, value] : fields) text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, web::percent_encode(value));
    return fmt::format("{}{}{}&signature={}", s_.url, s_.url.find('?') == std::string::npos ? "?" : "&", text, sign(text));
  }

  Result<GatewayNotice> read(const web::Fields& form, std::string_view authorization) const override {
    const auto wrong = [](std::string_view why) {
      auto error = errors::forbidden("money.gateway_signature", "Chữ ký của cổng thanh toán không đúng.");
      error.value().detail = why;
      return error;
    };
    if (!authorization.starts_with(kScheme)) return wrong("form");
    std::string text;
    for (const auto name : kNoticeFields) {
      if (form.all(name).size() != 1) return wrong("fields");
      text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, web::percent_encode(form.get(name)));
    }
    if (!web::constant_time_equal(authorization.substr(kScheme.size()), sign(text))) return wrong("signature");
    // From here it is the gateway that speaks.
    GatewayNotice n{std::string(form.get("order")), std::string(form.get("transaction")), {}, form.get("status") == "paid"};
    const auto amount = form.get("amount");
    const auto read = std::from_chars(amount.data(), amount.data() + amount.size(), n.amount.value);
    const bool whole = read.ec == std::errc{} && read.ptr == amount.data() + amount.size() && n.amount > Dong{};
    if (form.get("merchant") != s_.merchant || form.get("currency") != "VND" || !whole || n.transaction.empty() ||
        n.transaction.size() > 100)
      return wrong("content");
    return n;
  }

 private:
  std::string sign(std::string_view text) const { return hex(web::hmac_sha256(s_.secret, text)); }
  SignedGatewaySettings s_;
};
}  // namespace

std::string_view word(OrderState s) { return kOrderStates[static_cast<std::size_t>(s)].first; }
std::string_view label(OrderState s) { return kOrderStates[static_cast<std::size_t>(s)].second; }

std::unique_ptr<Gateway> signed_gateway(SignedGatewaySettings settings) { return std::make_unique<SignedGateway>(std::move(settings)); }

}  // namespace motcua::money
