#include "identity/accounts.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/account_record.hpp"
#include "identity/totp.hpp"

namespace motcua::identity {
namespace {

using store::ReadTx;
using store::Tx;

// The order of names as text: the key of base/text is binary, hex keeps its order and fits both databases.
std::string sort_key(std::string_view name) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (const char c : name_order_key(name)) {
    hex += kHex[static_cast<unsigned char>(c) >> 4U];
    hex += kHex[static_cast<unsigned char>(c) & 15U];
  }
  return hex;
}

auto unknown_account() { return errors::not_found("identity.account_unknown", "Không tìm thấy tài khoản."); }

Status check_new(const NewAccount& a, std::string_view user_name) {
  std::vector<FieldError> wrong;
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; };
  if (user_name.size() < 2 || user_name.size() > 60 || !std::ranges::all_of(user_name, good))
    wrong.push_back({"user_name", "Tên đăng nhập dài 2 đến 60 ký tự, chỉ gồm chữ không dấu, số và các dấu . _ -"});
  if (clean(a.name).empty()) wrong.push_back({"name", "Nhập họ và tên."});
  if (!wrong.empty()) return errors::invalid_fields("identity.account_incomplete", std::move(wrong));
  if (a.password.empty()) return {};
  if (auto weak = check_new_password(a.password, user_name); !weak) {
    weak.error().fields.front().field = "password";
    return weak;
  }
  return {};
}

// Loads, asks for the right, lets the use case act, writes the journal row.
template <class F> Status change(Accounts& accounts, const Actor& by, AccountId id, std::string_view kind, F&& act) {
  auto& identity = accounts.identity();
  return identity.db().write([&](Tx& tx) -> Status {
    auto account = rows::account(tx, id);
    if (!account) return unknown_account();
    TRY_VOID(accounts.may_manage(tx, by, id));
    TRY_VOID(act(tx, *account));
    return record(tx, *std::move(account), {kind, identity.clock().now(), by});
  });
}

}  // namespace

Accounts::Accounts(Identity& identity, AccountOptions options) : identity_(identity), options_(std::move(options)) {
  ensure(options_.secret.size() >= 32, "the secret of the installation has at least 32 bytes");
}

Status Accounts::may_manage(ReadTx& tx, const Actor& by, AccountId id) const {
  if (by.is_system()) return {};
  const auto refuse = [] {
    return errors::forbidden("identity.account_not_yours",
                             "Tài khoản này có vai trò ngoài phạm vi bạn quản lý. Hãy hỏi người quản trị cấp trên.");
  };
  const auto mine = by.scopes_with(kIdentityManage);
  if (mine.empty()) return refuse();
  for (const auto& grant : rows::grants_of(tx, id)) {
    if (grant.span.to && *grant.span.to <= by.day()) continue;
    if (!by.tree().exists(grant.scope.unit, by.day())) continue;
    if (std::ranges::none_of(mine, [&](const Scope& s) { return covers(by.tree(), s, grant.scope, by.day()); })) return refuse();
  }
  return {};
}

AccountPage Accounts::list(const Actor& by, AccountFilter filter) const {
  filter.day = by.day();
  const int wanted = filter.limit;
  filter.limit = wanted + 1;
  return identity_.db().read([&](ReadTx& tx) {
    AccountPage page{rows::list_accounts(tx, filter), rows::count_accounts(tx, filter), false};
    page.more = page.rows.size() > static_cast<std::size_t>(wanted);
    if (page.more) page.rows.pop_back();
    return page;
  });
}

bool Accounts::none() const {
  return identity_.db().read([](ReadTx& tx) { return !rows::any_account(tx); });
}

Result<CreatedAccount> Accounts::create(const Actor& by, const NewAccount& wanted) {
  if (!by.is_system() && !by.permits(kIdentityManage))
    return errors::forbidden("identity.create_forbidden", "Bạn không có quyền tạo tài khoản.");
  const auto user_name = fold(wanted.user_name);
  TRY_VOID(check_new(wanted, user_name));
  CreatedAccount out{identity_.ids().next<AccountTag>(), identity_.ids().next<PersonTag>(),
                     wanted.password.empty() ? random_password() : wanted.password};
  const auto hash = hash_password(out.password, options_.cost);  // slow: before the transaction
  const auto name = clean(wanted.name);
  return identity_.db().write([&](Tx& tx) -> Result<CreatedAccount> {
    const auto now = identity_.clock().now();
    rows::Account account;
    account.view = {out.id, out.person, user_name, name,          clean(wanted.title), false, wanted.must_change_password,
                    false,  {},         0,         sort_key(name)};
    account.phone = clean(wanted.phone);
    account.created_at = now;
    TRY_VOID(rows::insert_account(tx, account, hash));
    TRY_VOID(record(tx, std::move(account), {"account.created", now, by}));
    return out;
  });
}

Status Accounts::update_person(const Actor& by, AccountId id, std::string_view name, std::string_view title, std::string_view phone) {
  if (clean(name).empty()) return errors::invalid_fields("identity.person_incomplete", {{"name", "Nhập họ và tên."}});
  return change(*this, by, id, "account.updated", [&](Tx&, rows::Account& a) -> Status {
    a.view.name = clean(name);
    a.view.sort_key = sort_key(a.view.name);
    a.view.title = clean(title);
    a.phone = clean(phone);
    return {};
  });
}

Status Accounts::lock(const Actor& by, AccountId id) {
  if (by.account() == id && !by.is_system()) return errors::conflict("identity.lock_self", "Bạn không khóa được tài khoản của chính mình.");
  return change(*this, by, id, "account.locked", [&](Tx& tx, rows::Account& a) -> Status {
    if (a.view.locked) return errors::conflict("identity.locked_already", "Tài khoản đang khóa rồi.");
    a.view.locked = true;
    rows::delete_sessions_of(tx, id, {});
    return {};
  });
}

Status Accounts::unlock(const Actor& by, AccountId id) {
  return change(*this, by, id, "account.unlocked", [&](Tx& tx, rows::Account& a) -> Status {
    a.view.locked = false;
    rows::forget_tries(tx, try_key(a.view.user_name, options_.secret));
    return {};
  });
}

Result<std::string> Accounts::reset_password(const Actor& by, AccountId id, bool also_totp) {
  auto password = random_password();
  const auto hash = hash_password(password, options_.cost);
  TRY_VOID(change(*this, by, id, "account.password_reset", [&](Tx& tx, rows::Account& a) -> Status {
    a.view.must_change_password = true;
    rows::set_password(tx, id, hash, identity_.clock().now());
    rows::forget_tries(tx, try_key(a.view.user_name, options_.secret));
    if (also_totp) rows::delete_totp(tx, id);
    rows::delete_sessions_of(tx, id, {});
    return {};
  }));
  return password;
}

Status Accounts::change_password(const Actor& by, std::string_view old_password, std::string_view new_password,
                                 std::string_view keep_session) {
  const auto id = by.account();
  const auto before = identity_.db().read([&](ReadTx& tx) { return std::pair(rows::account(tx, id), rows::credential(tx, id)); });
  if (!before.first || !before.second) return unknown_account();
  if (!verify_password(old_password, before.second->password_hash))
    return errors::invalid_fields("identity.old_password_wrong", {{"old_password", "Mật khẩu hiện tại chưa đúng."}});
  if (old_password == new_password)
    return errors::invalid_fields("identity.password_same", {{"new_password", "Mật khẩu mới phải khác mật khẩu hiện tại."}});
  TRY_VOID(check_new_password(new_password, before.first->view.user_name));
  const auto hash = hash_password(new_password, options_.cost);
  return identity_.db().write([&](Tx& tx) -> Status {
    auto account = rows::account(tx, id);
    const auto current = rows::credential(tx, id);
    if (!account || !current) return unknown_account();
    if (current->password_hash != before.second->password_hash)
      return errors::conflict("identity.password_changed_meanwhile", "Mật khẩu vừa được đổi ở nơi khác. Hãy đăng nhập lại.");
    const auto now = identity_.clock().now();
    account->view.must_change_password = false;
    rows::set_password(tx, id, hash, now);
    rows::delete_sessions_of(tx, id, keep_session);
    return record(tx, *std::move(account), {"account.password_changed", now, by});
  });
}

std::optional<TotpEnrolment> Accounts::pending_totp(const Actor& by) const {
  return identity_.db().read([&](ReadTx& tx) -> std::optional<TotpEnrolment> {
    const auto account = rows::account(tx, by.account());
    const auto pending = rows::totp(tx, by.account());
    if (!account || !pending || pending->confirmed_at) return {};
    const auto secret = open_secret(pending->sealed_secret, options_.secret);
    if (!secret) return {};
    return TotpEnrolment{base32(*secret), otpauth_uri(options_.issuer, account->view.user_name, *secret)};
  });
}

Status Accounts::disable_totp(const Actor& by, std::string_view password) {
  const auto id = by.account();
  const auto before = identity_.db().read([&](ReadTx& tx) { return rows::credential(tx, id); });
  if (!before) return unknown_account();
  if (!verify_password(password, before->password_hash))
    return errors::invalid_fields("identity.totp_off_password", {{"password", "Mật khẩu chưa đúng."}});
  return identity_.db().write([&](Tx& tx) -> Status {
    auto account = rows::account(tx, id);
    const auto current = rows::credential(tx, id);
    if (!account || !current || current->password_hash != before->password_hash) return unknown_account();
    if (!account->view.totp) return errors::conflict("identity.totp_off_already", "Mã xác thực đang tắt rồi.");
    rows::delete_totp(tx, id);
    account->view.totp = false;
    return record(tx, *std::move(account), {"account.totp_off", identity_.clock().now(), by});
  });
}

std::optional<AccountDetails> Accounts::details(AccountId id) const {
  return identity_.db().read([&](ReadTx& tx) -> std::optional<AccountDetails> {
    auto account = rows::account(tx, id);
    if (!account) return {};
    return AccountDetails{std::move(account->view), std::move(account->phone), account->created_at, rows::recovery_codes_left(tx, id)};
  });
}

Result<TotpEnrolment> Accounts::begin_totp(const Actor& by) {
  const auto secret = random_totp_secret();
  const auto sealed = seal_secret(secret, options_.secret);
  return identity_.db().write([&](Tx& tx) -> Result<TotpEnrolment> {
    const auto account = rows::account(tx, by.account());
    if (!account) return unknown_account();
    if (account->view.totp)
      return errors::conflict("identity.totp_on_already", "Mã xác thực đang bật. Muốn đổi điện thoại, hãy nhờ người quản trị cấp lại.");
    rows::save_totp(tx, by.account(), {sealed, {}, 0});
    return TotpEnrolment{base32(secret), otpauth_uri(options_.issuer, account->view.user_name, secret)};
  });
}

Result<std::vector<std::string>> Accounts::confirm_totp(const Actor& by, std::string_view code) {
  auto codes = random_recovery_codes();
  std::vector<std::string> hashes;
  for (const auto& c : codes) hashes.push_back(recovery_code_hash(c));
  TRY_VOID(identity_.db().write([&](Tx& tx) -> Status {
    auto account = rows::account(tx, by.account());
    auto pending = rows::totp(tx, by.account());
    if (!account || !pending || pending->confirmed_at)
      return errors::conflict("identity.totp_not_begun", "Hãy mở lại trang bật mã xác thực rồi quét mã mới.");
    const auto secret = open_secret(pending->sealed_secret, options_.secret);
    ensure(secret.has_value(), "TOTP secret does not open: the secret of the installation has changed");
    const auto now = identity_.clock().now();
    const auto step = match_totp(*secret, code, now, 0);
    if (!step)
      return errors::invalid_fields("identity.totp_wrong", {{"code", "Mã chưa đúng. Hãy nhập mã 6 số đang hiện trên điện thoại."}});
    rows::save_totp(tx, by.account(), {pending->sealed_secret, now, *step});
    rows::replace_recovery_codes(tx, by.account(), hashes);
    return record(tx, *std::move(account), {"account.totp_on", now, by});
  }));
  return codes;
}

std::vector<Grant> Accounts::grants(AccountId id) const {
  return identity_.db().read([&](ReadTx& tx) { return rows::grants_of(tx, id); });
}
std::vector<Delegation> Accounts::delegations_from(AccountId id) const {
  return identity_.db().read([&](ReadTx& tx) { return rows::delegations_from(tx, id); });
}
std::vector<Delegation> Accounts::delegations_to(AccountId id) const {
  return identity_.db().read([&](ReadTx& tx) { return rows::delegations_to(tx, id); });
}

}  // namespace motcua::identity
