#include "identity/sign_in.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "identity/account_record.hpp"
#include "identity/totp.hpp"
#include "web/crypto.hpp"

namespace motcua::identity {

using store::ReadTx;
using store::Tx;
using namespace std::chrono_literals;

namespace {

auto wrong_pair() {
  return errors::invalid("identity.sign_in_failed", "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock rồi nhập lại.");
}
auto wrong_code() {
  return errors::invalid_fields("identity.code_failed",
                                {{"code", "Mã chưa đúng. Nhập mã 6 số đang hiện trên điện thoại, hoặc một mã dự phòng."}});
}
auto session_gone() { return errors::forbidden("identity.session_gone", "Phiên đăng nhập đã hết. Hãy đăng nhập lại."); }

auto wait(std::chrono::microseconds left) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
  const auto text = seconds < 120 ? fmt::format("{} giây", seconds) : fmt::format("{} phút", (seconds + 59) / 60);
  return errors::invalid("identity.sign_in_wait", fmt::format("Bạn đã nhập sai nhiều lần. Hãy thử lại sau {}.", text));
}

std::string device_hash(const Device& device) { return web::sha256_hex("device:" + device.user_agent); }

// "Chrome trên Windows": enough to recognise one's own devices, too little to tell people apart.
std::string device_label(std::string_view agent) {
  const auto pick = [&](std::initializer_list<std::pair<std::string_view, std::string_view>> rows, std::string_view fallback) {
    for (const auto& [mark, name] : rows)
      if (agent.find(mark) != std::string_view::npos) return name;
    return fallback;
  };
  const auto browser =
      pick({{"Edg/", "Edge"}, {"coc_coc", "Cốc Cốc"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}},
           "Trình duyệt khác");
  const auto system = pick(
      {{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}},
      "thiết bị khác");
  return fmt::format("{} trên {}", browser, system);
}

// 30 s after the fifth failure, then twice as long each time, at most an hour.
std::optional<Instant> next_try(int failures, int free, Instant now) {
  if (failures <= free) return {};
  const int doublings = std::min(failures - free - 1, 7);
  return now + std::min<std::chrono::microseconds>(30s * (1 << doublings), 1h);
}

}  // namespace

SignIn::SignIn(Accounts& accounts, SignInOptions options)
    : accounts_(accounts),
      identity_(accounts.identity()),
      options_(options),
      dummy_hash_(hash_password(web::random_token(), accounts.options().cost)) {}

std::string SignIn::token_hash(std::string_view token) { return web::sha256_hex(fmt::format("session:{}", token)); }

std::string SignIn::insert(Tx& tx, AccountId account, bool full, const Device& device, UnitId unit, Instant now) {
  auto token = web::random_token();
  const Instant expires = now + (full ? std::chrono::microseconds(options_.absolute) : std::chrono::microseconds(options_.second_factor));
  rows::insert_session(tx,
                       {token_hash(token), account, full, device_hash(device), unit, now, now, expires, device_label(device.user_agent)});
  return token;
}

namespace {

constexpr auto kForgetTries = 24h;

std::optional<std::chrono::microseconds> must_wait(const std::optional<rows::Tries>& tries, Instant now) {
  if (!tries || !tries->retry_at || *tries->retry_at <= now) return {};
  return *tries->retry_at - now;
}

std::string device_detail(const Device& device) {
  JsonWriter json;
  json.begin_object().field("device", device_label(device.user_agent)).end_object();
  return json.take();
}

}  // namespace

// Counts under the name, not the account: a name nobody has and a locked account slow down in the same way.
Status SignIn::count_failure(Tx& tx, std::string_view key, AccountId account, const Device& device, Instant now) {
  auto tries = rows::tries(tx, key).value_or(rows::Tries{});
  if (tries.last_at + kForgetTries <= now) tries = {};
  ++tries.failures;
  tries.last_at = now;
  tries.retry_at = next_try(tries.failures, options_.free_failures, now);
  rows::save_tries(tx, key, tries);
  // At most one row a wait, so that guessing does not fill the journal.
  if (account && tries.retry_at) return record_event(tx, account, "account.sign_in_slowed", now, device_detail(device));
  return {};
}

Result<SignedIn> SignIn::password(std::string_view user_name, std::string_view password, const Device& device) {
  struct Found {
    std::optional<rows::Account> account;
    std::optional<rows::Credential> credential;
    std::optional<rows::Tries> tries;
  };
  const auto name = fold(user_name);
  const auto key = try_key(name, accounts_.options().secret);
  const auto found = identity_.db().read([&](ReadTx& tx) {
    Found f{rows::account_by_name(tx, name), {}, rows::tries(tx, key)};
    if (f.account) f.credential = rows::credential(tx, f.account->view.id);
    return f;
  });
  const auto now = identity_.clock().now();
  const bool known = found.account && found.credential;
  // The hash is computed in every case, before anything is told.
  const bool right =
      verify_password(password, known ? found.credential->password_hash : dummy_hash_) && known && !found.account->view.locked;
  if (const auto left = must_wait(found.tries, now)) return wait(*left);
  const auto id = known ? found.account->view.id : AccountId{};
  if (!right) {
    TRY_VOID(identity_.db().write([&](Tx& tx) -> Status { return count_failure(tx, key, id, device, now); }));
    if (known) log::warn("identity.sign_in_failed", log::kv("account", id.value));
    return wrong_pair();
  }
  std::string renewed;
  if (needs_rehash(found.credential->password_hash, accounts_.options().cost)) renewed = hash_password(password, accounts_.options().cost);
  return identity_.db().write([&](Tx& tx) -> Result<SignedIn> {
    auto account = rows::account(tx, id);
    const auto current = rows::credential(tx, id);
    // Between reading and writing the password may have changed or the account been locked.
    if (!account || account->view.locked || !current || current->password_hash != found.credential->password_hash) return wrong_pair();
    // Failures are forgotten only when the whole sign-in is through, else codes could be guessed for ever.
    const bool totp = account->view.totp;
    SignedIn in{insert(tx, id, !totp, device, {}, now), id, totp ? SignInStage::second_factor : SignInStage::full,
                account->view.must_change_password};
    if (!renewed.empty()) {
      rows::set_password(tx, id, renewed, current->changed_at);
      TRY_VOID(record(tx, *account, {"account.password_rehashed", now, identity_.system_actor()}));
    }
    if (!totp) TRY_VOID(arrived(tx, id, key, device, now));
    return in;
  });
}

Status SignIn::arrived(Tx& tx, AccountId account, std::string_view key, const Device& device, Instant now) {
  rows::forget_tries(tx, key);
  rows::touch_sign_in(tx, account, now);
  return record_event(tx, account, "account.signed_in", now, device_detail(device));
}

Result<SignedIn> SignIn::second_factor(std::string_view token, std::string_view code, const Device& device) {
  const auto hash = token_hash(token);
  const auto now = identity_.clock().now();
  bool failed = false;
  auto outcome = identity_.db().write([&](Tx& tx) -> Result<SignedIn> {
    failed = false;
    const auto session = rows::session(tx, hash);
    if (!session || session->full || session->expires_at <= now || session->device_hash != device_hash(device)) return session_gone();
    auto account = rows::account(tx, session->account);
    const auto second = rows::totp(tx, session->account);
    if (!account || account->view.locked || !second) return session_gone();
    const auto key = try_key(account->view.user_name, accounts_.options().secret);
    if (const auto left = must_wait(rows::tries(tx, key), now)) return wait(*left);
    const auto secret = open_secret(second->sealed_secret, accounts_.options().secret);
    ensure(secret.has_value(), "TOTP secret does not open: the secret of the installation has changed");
    if (const auto step = match_totp(*secret, code, now, second->last_step)) {
      rows::use_totp_step(tx, session->account, *step);
    } else if (rows::use_recovery_code(tx, session->account, recovery_code_hash(code), now)) {
      TRY_VOID(record(tx, *account, {"account.recovery_code_used", now, identity_.system_actor()}));
    } else {
      failed = true;
      TRY_VOID(count_failure(tx, key, session->account, device, now));
      return SignedIn{};  // the count must stay
    }
    rows::delete_session(tx, hash);
    TRY_VOID(arrived(tx, session->account, key, device, now));
    return SignedIn{insert(tx, session->account, true, device, {}, now), session->account, SignInStage::full,
                    account->view.must_change_password};
  });
  if (failed && outcome) return wrong_code();
  return outcome;
}

std::optional<Presence> SignIn::presence(std::string_view token, const Device& device) {
  if (token.empty()) return {};
  const auto hash = token_hash(token);
  const auto now = identity_.clock().now();
  bool touch = false;
  auto found = identity_.db().read([&](ReadTx& tx) -> std::optional<Presence> {
    const auto session = rows::session(tx, hash);
    if (!session || !session->full || session->expires_at <= now || session->seen_at + options_.idle <= now) return {};
    if (session->device_hash != device_hash(device)) return {};
    const auto account = rows::account(tx, session->account);
    if (!account) return {};
    auto actor = identity_.load_actor(tx, session->account, session->acting_unit);
    if (!actor) return {};
    touch = now - session->seen_at >= 1min;  // one write a minute and session is enough to know it is alive
    return Presence{std::make_shared<const Actor>(*std::move(actor)), account->view.must_change_password, hash};
  });
  if (found && touch)
    (void)identity_.db().write([&](Tx& tx) -> Status {
      rows::touch_session(tx, hash, now);
      return {};
    });
  return found;
}

bool SignIn::waits_for_second_factor(std::string_view token, const Device& device) const {
  if (token.empty()) return false;
  const auto now = identity_.clock().now();
  return identity_.db().read([&](ReadTx& tx) {
    const auto session = rows::session(tx, token_hash(token));
    return session && !session->full && session->expires_at > now && session->device_hash == device_hash(device);
  });
}

Result<std::string> SignIn::rotate(std::string_view token, const Device& device) {
  const auto now = identity_.clock().now();
  return identity_.db().write([&](Tx& tx) -> Result<std::string> {
    const auto hash = token_hash(token);
    auto session = rows::session(tx, hash);
    if (!session || !session->full || session->device_hash != device_hash(device)) return session_gone();
    auto fresh = web::random_token();
    rows::delete_session(tx, hash);
    session->token_hash = token_hash(fresh);
    session->seen_at = now;
    rows::insert_session(tx, *session);  // the absolute end stays
    return fresh;
  });
}

Status SignIn::choose_unit(const Actor& by, std::string_view token, UnitId unit) {
  const auto units = by.own_units();
  if (std::ranges::find(units, unit) == units.end())
    return errors::invalid_fields("identity.unit_not_own", {{"unit", "Chọn một đơn vị bạn đang được giao vai trò."}});
  return identity_.db().write([&](Tx& tx) -> Status {
    const auto session = rows::session(tx, token_hash(token));
    if (!session || session->account != by.account()) return session_gone();
    rows::set_acting_unit(tx, session->token_hash, unit);
    return {};
  });
}

void SignIn::sign_out(std::string_view token) {
  (void)identity_.db().write([&](Tx& tx) -> Status {
    rows::delete_session(tx, token_hash(token));
    return {};
  });
}

void SignIn::sign_out_everywhere(const Actor& by, std::string_view keep_token) {
  (void)identity_.db().write([&](Tx& tx) -> Status {
    rows::delete_sessions_of(tx, by.account(), keep_token.empty() ? std::string() : token_hash(keep_token));
    return {};
  });
}

Status SignIn::end_session(const Actor& by, std::string_view key) {
  return identity_.db().write([&](Tx& tx) -> Status {
    const auto session = rows::session(tx, key);
    if (!session || session->account != by.account()) return errors::not_found("identity.session_unknown", "Phiên này đã kết thúc.");
    rows::delete_session(tx, key);
    return {};
  });
}

std::vector<SessionInfo> SignIn::sessions(const Actor& by, std::string_view token) const {
  const auto now = identity_.clock().now();
  const auto current = token_hash(token);
  return identity_.db().read([&](ReadTx& tx) {
    std::vector<SessionInfo> all;
    for (auto& s : rows::sessions_of(tx, by.account(), now))
      if (s.full && s.seen_at + options_.idle > now)
        all.push_back({s.token_hash, std::move(s.device_label), s.created_at, s.seen_at, s.token_hash == current});
    return all;
  });
}

std::int64_t SignIn::sweep() {
  const auto now = identity_.clock().now();
  const auto gone = identity_.db().write([&](Tx& tx) -> Result<std::int64_t> {
    rows::delete_old_tries(tx, now - kForgetTries);
    return rows::delete_expired_sessions(tx, now, now - options_.idle);
  });
  return gone.value_or(0);
}

}  // namespace motcua::identity
