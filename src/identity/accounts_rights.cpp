// Grants and delegations.
#include <algorithm>

#include "base/text.hpp"
#include "identity/account_record.hpp"
#include "identity/accounts.hpp"

namespace motcua::identity {

using store::Tx;

namespace {

auto unknown_account() { return errors::not_found("identity.account_unknown_here", "Không tìm thấy tài khoản."); }

Status may_grant(const Actor& by, AccountId account, const Scope& scope) {
  if (by.is_system()) return {};
  if (by.account() == account) return errors::forbidden("identity.grant_self", "Bạn không tự giao vai trò cho mình được.");
  const auto mine = by.scopes_with(kIdentityManage);
  if (std::ranges::any_of(mine, [&](const Scope& s) { return covers(by.tree(), s, scope, by.day()); })) return {};
  return errors::forbidden("identity.grant_outside", "Đơn vị này nằm ngoài phạm vi bạn quản lý.");
}

}  // namespace

Result<GrantId> Accounts::grant(const Actor& by, AccountId account_id, Role role, Scope scope, DaySpan span, std::string_view reason) {
  TRY_VOID(may_grant(by, account_id, scope));
  if (!role_info(role).staff)
    return errors::invalid_fields("identity.role_not_for_staff",
                                  {{"role", "Vai trò này dành cho người nộp hồ sơ, không giao cho cán bộ."}});
  if (clean(reason).empty())
    return errors::invalid_fields("identity.grant_reason", {{"reason", "Nhập quyết định hoặc lý do giao vai trò."}});
  const Grant grant{identity_.ids().next<GrantTag>(), account_id, role, scope, span, clean(reason)};
  return identity_.db().write([&](Tx& tx) -> Result<GrantId> {
    auto account = rows::account(tx, account_id);
    if (!account) return unknown_account();
    const auto tree = identity_.refresh(tx);
    const auto* unit = tree->find(scope.unit);
    if (unit == nullptr || !unit->span.covers(std::max(span.from, unit->span.from)))
      return errors::invalid_fields("identity.grant_unit", {{"unit", "Đơn vị không tồn tại trong thời gian này."}});
    TRY_VOID(check_grant(grant, rows::grants_of(tx, account_id)));
    rows::insert_grant(tx, grant);
    TRY_VOID(record(tx, *std::move(account), {"account.granted", identity_.clock().now(), by}));
    return grant.id;
  });
}

Status Accounts::end_grant(const Actor& by, GrantId id, Day first_day_without) {
  return identity_.db().write([&](Tx& tx) -> Status {
    const auto grant = rows::grant(tx, id);
    if (!grant) return errors::not_found("identity.grant_unknown", "Không tìm thấy vai trò đã giao.");
    TRY_VOID(may_grant(by, grant->account, grant->scope));
    if (grant->span.to && *grant->span.to <= first_day_without)
      return errors::conflict("identity.grant_ended_already", "Vai trò này đã kết thúc trước ngày đó.");
    auto account = rows::account(tx, grant->account);
    if (!account) return unknown_account();
    // Never before it began: a grant taken back before its first day covers no day.
    rows::end_grant(tx, id, std::max(first_day_without, grant->span.from));
    return record(tx, *std::move(account), {"account.grant_ended", identity_.clock().now(), by});
  });
}

Result<DelegationId> Accounts::delegate(const Actor& by, AccountId receiver, Role role, Scope scope, DaySpan span,
                                        std::string_view reason) {
  const Delegation wanted{identity_.ids().next<DelegationTag>(), by.account(), receiver, role, scope, span, clean(reason), {}};
  return identity_.db().write([&](Tx& tx) -> Result<DelegationId> {
    auto account = rows::account(tx, by.account());
    const auto other = rows::account(tx, receiver);
    if (!account) return unknown_account();
    if (!other || other->view.locked)
      return errors::invalid_fields("identity.delegation_receiver", {{"receiver", "Chọn người nhận có tài khoản đang dùng."}});
    TRY_VOID(check_delegation(*identity_.refresh(tx), wanted, rows::grants_of(tx, by.account())));
    // What may not be held together may not be lent together either.
    for (const auto& held : rows::grants_of(tx, receiver))
      if (held.span.overlaps(span))
        if (const auto clash = incompatible(held.role, role)) return errors::conflict("identity.delegation_clash", std::string(*clash));
    const auto now = identity_.clock().now();
    rows::insert_delegation(tx, wanted, now);
    TRY_VOID(record(tx, *std::move(account), {"account.delegated", now, by}));
    return wanted.id;
  });
}

Status Accounts::revoke_delegation(const Actor& by, DelegationId id) {
  return identity_.db().write([&](Tx& tx) -> Status {
    const auto d = rows::delegation(tx, id);
    if (!d) return errors::not_found("identity.delegation_unknown", "Không tìm thấy ủy quyền.");
    if (by.account() != d->giver) TRY_VOID(may_manage(tx, by, d->giver));
    if (d->revoked_at) return errors::conflict("identity.delegation_revoked_already", "Ủy quyền này đã thu hồi.");
    auto account = rows::account(tx, d->giver);
    if (!account) return unknown_account();
    const auto now = identity_.clock().now();
    rows::revoke_delegation(tx, id, now);
    return record(tx, *std::move(account), {"account.delegation_revoked", now, by});
  });
}

}  // namespace motcua::identity
