#include "identity/account_record.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.hpp"
#include "web/crypto.hpp"

namespace motcua::identity {

Status record(store::Tx& tx, rows::Account account, const Happening& h) {
  rows::update_account(tx, account);
  JsonWriter json;
  json.begin_object().key("state").raw(rows::account_state(tx, account)).key("detail").raw(h.detail).end_object();
  const auto payload = json.take();
  const store::JournalEntry entry{"account", account.view.id.value, h.at, h.at, h.by.account().value, h.by.acting_unit().value, h.kind,
                                  payload};
  TRY(account.view.version, store::append(tx, entry, account.view.version));
  rows::update_account(tx, account);
  return {};
}

Status record_event(store::Tx& tx, AccountId id, std::string_view kind, Instant at, std::string_view detail) {
  auto account = rows::account(tx, id);
  ensure(account.has_value(), "an event belongs to an account");
  JsonWriter json;
  json.begin_object().key("detail").raw(detail).end_object();
  const auto payload = json.take();
  TRY(account->view.version, store::append(tx, {"account", id.value, at, at, id.value, 0, kind, payload}, account->view.version));
  rows::update_account(tx, *account);
  return {};
}

std::string try_key(std::string_view folded_name, std::string_view installation_secret) {
  return web::sha256_hex(web::hmac_sha256(installation_secret, std::string("identity.try:").append(folded_name)));
}

std::string_view account_event_title(std::string_view kind) {
  static constexpr auto kTitles = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"account.created", "Tạo tài khoản"},
      {"account.updated", "Sửa họ tên, chức vụ"},
      {"account.locked", "Khóa tài khoản"},
      {"account.unlocked", "Mở khóa tài khoản"},
      {"account.password_reset", "Cấp lại mật khẩu"},
      {"account.password_changed", "Đổi mật khẩu"},
      {"account.granted", "Giao vai trò"},
      {"account.grant_ended", "Kết thúc vai trò"},
      {"account.delegated", "Ủy quyền"},
      {"account.delegation_revoked", "Thu hồi ủy quyền"},
      {"account.totp_on", "Bật mã xác thực"},
      {"account.totp_off", "Tắt mã xác thực"},
      {"account.recovery_code_used", "Dùng mã dự phòng"},
      {"account.signed_in", "Đăng nhập"},
      {"account.sign_in_slowed", "Nhập sai nhiều lần, phải chờ"},
      {"account.password_rehashed", "Mã hóa lại mật khẩu"},
  });
  const auto it = std::ranges::find(kTitles, kind, [](const auto& row) { return row.first; });
  return it == kTitles.end() ? kind : it->second;
}

}  // namespace motcua::identity
