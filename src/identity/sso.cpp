#include "identity/sso.hpp"

#include <fmt/core.h>

#include <charconv>

#include "web/cookies.hpp"
#include "web/crypto.hpp"

namespace motcua::identity {

using namespace std::chrono_literals;

namespace {
constexpr auto kWayLife = 10min;

struct Way {
  std::string token;
  Instant begun;
  std::string next;
};
std::optional<Way> way_from(std::string_view text) {
  const auto first = text.find('|');
  const auto second = first == std::string_view::npos ? first : text.find('|', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  std::int64_t at = 0;
  const auto number = text.substr(first + 1, second - first - 1);
  if (std::from_chars(number.data(), number.data() + number.size(), at).ec != std::errc{}) return std::nullopt;
  return Way{std::string(text.substr(0, first)), from_us(at), std::string(text.substr(second + 1))};
}
tl::unexpected<Error> stale() {
  return errors::invalid("identity.sso_stale", "Lượt đăng nhập này đã hết hạn hoặc đã dùng rồi. Bấm nút để làm lại.");
}
}  // namespace

std::string SingleSignOn::derived(std::string_view purpose, std::string_view token) const {
  return web::base64url(web::hmac_sha256(secret_, fmt::format("{}:{}", purpose, token)));
}

Result<SingleSignOn::Begun> SingleSignOn::begin(std::string_view next) {
  const auto token = web::random_token();
  TRY(auto url, provider_.authorize_url(derived("state", token), derived("nonce", token), derived("verifier", token)));
  return Begun{std::move(url), web::sign_value(secret_, "sso", fmt::format("{}|{}|{}", token, to_us(clock_.now()), next))};
}

Result<SingleSignOn::Back> SingleSignOn::arrive(std::string_view cookie, const web::Fields& answer, const Device& device, CitizenId known) {
  const auto text = web::read_signed(secret_, "sso", cookie);
  const auto way = text ? way_from(*text) : std::nullopt;
  const auto now = clock_.now();
  if (!way || now - way->begun > kWayLife || way->begun > now) return stale();
  if (!web::constant_time_equal(answer.get("state"), derived("state", way->token))) return stale();
  if (!citizens_.use_once(way->token, way->begun + kWayLife + 1min)) return stale();
  // RFC 9207: who tells his name must be who was asked.
  if (answer.has("iss") && answer.get("iss") != provider_.settings().issuer) return stale();
  if (answer.has("error") || answer.get("code").empty()) {
    auto cancelled =
        errors::invalid("identity.sso_cancelled",
                        fmt::format("Bạn chưa đồng ý, hoặc {} từ chối. Bấm nút để làm lại, hoặc dùng một mã gửi cho bạn.", name()));
    cancelled.value().detail = answer.has("error") ? "the provider answered with an error" : "no code";
    return cancelled;
  }
  TRY(const auto person, provider_.arrive(answer.get("code"), derived("nonce", way->token), derived("verifier", way->token)));
  TRY(auto arrived, citizens_.enter(person, device, known));
  return Back{std::move(arrived), way->next};
}

std::string SingleSignOn::next_of(std::string_view cookie) const {
  const auto text = web::read_signed(secret_, "sso", cookie);
  const auto way = text ? way_from(*text) : std::nullopt;
  return way ? way->next : std::string();
}

web::Cookie sso_cookie(std::string value) {
  const bool gone = value.empty();
  return {std::string(kSsoCookie), std::move(value), "Lax", gone ? std::chrono::seconds(0s) : std::chrono::seconds(kWayLife), true};
}

}  // namespace motcua::identity
