#include "identity/account_record.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.hpp"

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
      {"account.password_rehashed", "Mã hóa lại mật khẩu"},
  });
  const auto it = std::ranges::find(kTitles, kind, [](const auto& row) { return row.first; });
  return it == kTitles.end() ? kind : it->second;
}

}  // namespace motcua::identity
