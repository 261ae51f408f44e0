// Accounts: list, one account with its rights and what happened to it, lock, password, person.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/numbers.hpp"
#include "identity/page_parts.hpp"
#include "identity/page_views.hpp"
#include "identity/right_lines.hpp"
#include "identity/settings_pages.hpp"
#include "views/identity/account.hpp"
#include "views/identity/account_list.hpp"
#include "views/identity/account_new.hpp"
#include "views/identity/password_once.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {

constexpr std::string_view kPath = "/quan-tri/tai-khoan";
constexpr int kPageRows = 50;
constexpr int kAuditRows = 100;

std::string account_path(AccountId id) { return fmt::format("{}/{}", kPath, id.value); }

Response back(AccountId id, std::string flash) {
  auto response = Response::see_other(account_path(id));
  response.flash = std::move(flash);
  return response;
}

std::string rights_words(const std::vector<Grant>& grants, const Actor& actor) {
  std::string words;
  for (const auto& g : grants)
    if (g.span.covers(actor.day()))
      words += fmt::format("{}{}, {}", words.empty() ? "" : "; ", role_info(g.role).title, actor.tree().name(g.scope.unit, actor.day()));
  return words.empty() ? "Chưa có vai trò" : words;
}

AccountFilter filter_of(const Call& call, const Actor& actor, AccountListPage& page) {
  const auto& query = call.request.query;
  AccountFilter filter{.search = std::string(query.get("q")),
                       .role = role_from_code(query.get("vai-tro")),
                       .only_locked = query.get("khoa") == "1",
                       .seen_from = seen_from(actor),
                       .limit = kPageRows};
  for (const auto& [name, value] : query.items()) {
    if (name == "don-vi" && !query.get("don-vi").empty()) {
      const auto unit = unit_from(actor.tree(), query.get("don-vi"), actor.day());
      if (unit)
        filter.within = *unit;
      else
        page.errors.push_back({"don-vi", unit.error()});
      page.values.add(name, unit ? unit_label(actor.tree(), *unit, actor.day()) : value);
    } else if (name != "sau") {
      page.values.add(name, value);
    }
  }
  page.filtered = !filter.search.empty() || filter.within || filter.role || filter.only_locked;
  return filter;
}

}  // namespace

std::vector<Scope> seen_from(const Actor& actor) {
  auto scopes = actor.scopes_with(kIdentityAudit);
  if (scopes.empty() && !actor.is_system()) scopes.push_back({});  // no unit: nothing is seen, instead of all
  return scopes;
}

Response AccountPages::list(Call& call) {
  const auto& actor = actor_of(call);
  AccountListPage page{.call = call};
  auto filter = filter_of(call, actor, page);
  if (const auto after = id_from<AccountTag>(call.request.query.get("sau")))
    if (const auto last = accounts_.details(after)) {
      filter.after_id = after;
      filter.after_sort = last->view.sort_key;
    }
  const auto found = accounts_.list(actor, filter);
  for (const auto& a : found.rows)
    page.rows.push_back({a.name, a.user_name, a.title, rights_words(accounts_.grants(a.id), actor),
                         a.locked                 ? "Đang khóa"
                         : a.must_change_password ? "Chờ đổi mật khẩu"
                                                  : "Đang dùng",
                         a.last_sign_in ? vn_datetime(*a.last_sign_in) : "Chưa đăng nhập", account_path(a.id),
                         a.locked                 ? ui::Tone::bad
                         : a.must_change_password ? ui::Tone::wait
                                                  : ui::Tone::good});
  page.shown = fmt::format("{} tài khoản", vn_number(found.total));
  std::vector<std::pair<std::string_view, std::string>> query;
  for (const auto& [name, value] : page.values.items()) query.emplace_back(name, value);
  if (filter.after_id) page.newer = address(kPath, query);
  if (found.more) {
    query.emplace_back("sau", std::to_string(found.rows.back().id.value));
    page.older = address(kPath, query);
  }
  for (const auto& role : all_roles())
    if (role.staff) page.roles.push_back({.value = std::string(role.code), .label = std::string(role.title)});
  page.may_manage = actor.permits(kIdentityManage);
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::account_list, page, shell), page.errors.empty() ? 200 : 422);
}

tl::expected<AccountDetails, Response> AccountPages::visible(Call& call) const {
  const auto& actor = actor_of(call);
  const auto id = id_from<AccountTag>(call.request.param("id"));
  auto details = id ? accounts_.details(id) : std::nullopt;
  if (!details || accounts_.list(actor, {.only = id, .seen_from = seen_from(actor), .limit = 1}).rows.empty())
    return tl::make_unexpected(web::error_response(
        call, errors::not_found("identity.account_page_unknown", "Không có tài khoản này trong phạm vi của bạn.").value()));
  return *std::move(details);
}

Response AccountPages::account_page(Call& call, const AccountDetails& details, const std::vector<FieldError>& errors) {
  const auto& actor = actor_of(call);
  const auto id = details.view.id;
  AccountPageView view{.call = call, .account = details, .errors = errors, .path = account_path(id)};
  const auto allowed = identity_.db().read([&](store::ReadTx& tx) { return accounts_.may_manage(tx, actor, id); });
  view.may_manage = actor.permits(kIdentityManage) && allowed.has_value();
  view.own = actor.account() == id;
  if (!allowed && actor.permits(kIdentityManage)) view.hint = allowed.error().message;
  for (const auto& g : accounts_.grants(id)) {
    view.grants.push_back(right_line(actor, g));
    if (view.may_manage && !view.own && view.grants.back().running)
      view.grants.back().href = fmt::format("{}/vai-tro/{}", view.path, g.id.value);
  }
  for (const auto& d : accounts_.delegations_from(id)) {
    view.given.push_back(right_line(accounts_, actor, d, d.receiver));
    if (view.may_manage && view.given.back().running) view.given.back().href = fmt::format("{}/uy-quyen/{}", view.path, d.id.value);
  }
  for (const auto& d : accounts_.delegations_to(id)) view.received.push_back(right_line(accounts_, actor, d, d.giver));
  view.audit = accounts_.audit(id, kAuditRows);
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::account, view, shell), errors.empty() ? 200 : 422);
}

Response AccountPages::show(Call& call) {
  const auto details = visible(call);
  return details ? account_page(call, *details, {}) : details.error();
}

Response AccountPages::create_page(Call& call, const std::vector<FieldError>& errors, int status) {
  const FormPage page{call, errors, {}, {}};
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::account_new, page, shell), status);
}

Response AccountPages::create_form(Call& call) { return create_page(call, {}, 200); }

Response AccountPages::create(Call& call) {
  const auto& form = call.request.form;
  const auto made = accounts_.create(actor_of(call), {std::string(form.get("user_name")), std::string(form.get("name")),
                                                      std::string(form.get("title")), std::string(form.get("phone")), "", true});
  if (!made) {
    if (made.error().fields.empty()) return web::error_response(call, made.error());
    return create_page(call, made.error().fields, 422);
  }
  return password_page(call, made->id, made->password, true);
}

// In the answer itself, not on a page one could come back to: the password is nowhere else in clear.
Response AccountPages::password_page(Call& call, AccountId id, const std::string& password, bool fresh) {
  const auto details = accounts_.details(id);
  ensure(details.has_value(), "an account that was just written is there");
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::password_once, std::string_view(details->view.name),
                                    std::string_view(details->view.user_name), std::string_view(password),
                                    std::string_view(account_path(id)), fresh, shell));
}

Response AccountPages::update_person(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto& form = call.request.form;
  const auto done = accounts_.update_person(actor_of(call), details->view.id, form.get("name"), form.get("title"), form.get("phone"));
  if (done) return back(details->view.id, "Đã sửa họ tên, chức vụ, điện thoại.");
  if (done.error().fields.empty()) return web::error_response(call, done.error());
  return account_page(call, *details, done.error().fields);
}

Response AccountPages::lock(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  if (const auto done = accounts_.lock(actor_of(call), details->view.id); !done) return web::error_response(call, done.error());
  return back(details->view.id, "Đã khóa tài khoản. Mọi phiên đăng nhập đã kết thúc.");
}

Response AccountPages::unlock(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  if (const auto done = accounts_.unlock(actor_of(call), details->view.id); !done) return web::error_response(call, done.error());
  return back(details->view.id, "Đã mở khóa tài khoản.");
}

Response AccountPages::reset_password(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto password = accounts_.reset_password(actor_of(call), details->view.id, call.request.form.get("totp") == "1");
  if (!password) return web::error_response(call, password.error());
  return password_page(call, details->view.id, *password, false);
}

Response AccountPages::revoke_delegation(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto done = accounts_.revoke_delegation(actor_of(call), id_from<DelegationTag>(call.request.param("so")));
  if (!done) return web::error_response(call, done.error());
  return back(details->view.id, "Đã thu hồi ủy quyền.");
}

std::span<const web::RouteOf<AccountPages>> AccountPages::routes() {
  using enum web::Method;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<AccountPages>>({
      {get, "/quan-tri/tai-khoan", kIdentityAudit, &AccountPages::list},
      {post, "/quan-tri/tai-khoan", kIdentityManage, &AccountPages::create},
      {get, "/quan-tri/tai-khoan/them", kIdentityManage, &AccountPages::create_form},
      {get, "/quan-tri/tai-khoan/{id}", kIdentityAudit, &AccountPages::show},
      {post, "/quan-tri/tai-khoan/{id}/nguoi", kIdentityManage, &AccountPages::update_person},
      {post, "/quan-tri/tai-khoan/{id}/khoa", kIdentityManage, &AccountPages::lock},
      {post, "/quan-tri/tai-khoan/{id}/mo-khoa", kIdentityManage, &AccountPages::unlock},
      {post, "/quan-tri/tai-khoan/{id}/mat-khau", kIdentityManage, &AccountPages::reset_password},
      {get, "/quan-tri/tai-khoan/{id}/vai-tro", kIdentityManage, &AccountPages::grant_form},
      {post, "/quan-tri/tai-khoan/{id}/vai-tro", kIdentityManage, &AccountPages::grant},
      {get, "/quan-tri/tai-khoan/{id}/vai-tro/{so}", kIdentityManage, &AccountPages::end_grant_form},
      {post, "/quan-tri/tai-khoan/{id}/vai-tro/{so}", kIdentityManage, &AccountPages::end_grant},
      {post, "/quan-tri/tai-khoan/{id}/uy-quyen/{so}", kIdentityManage, &AccountPages::revoke_delegation},
  });
  return kRoutes;
}

}  // namespace motcua::identity
