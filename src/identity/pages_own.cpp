// One's own account: sessions, second factor, delegations.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/gate.hpp"
#include "identity/page_parts.hpp"
#include "identity/page_views.hpp"
#include "identity/right_lines.hpp"
#include "identity/settings_pages.hpp"
#include "print/qr.hpp"
#include "views/identity/delegate.hpp"
#include "views/identity/own.hpp"
#include "views/identity/recovery_codes.hpp"
#include "views/identity/totp.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {

constexpr std::string_view kPath = "/tai-khoan";

Response back(std::string_view path, std::string flash) {
  auto response = Response::see_other(std::string(path));
  response.flash = std::move(flash);
  return response;
}

// A password that was handed out opens the change of password and nothing else.
std::optional<Response> password_first(const Actor& actor) {
  if (actor.must_change_password()) return Response::see_other("/tai-khoan/mat-khau");
  return {};
}

std::string by_four(std::string_view secret) {
  std::string out;
  for (std::size_t i = 0; i < secret.size(); i += 4) out.append(out.empty() ? "" : " ").append(secret.substr(i, 4));
  return out;
}

}  // namespace

Response OwnPages::show(Call& call) {
  const auto& actor = actor_of(call);
  if (auto first = password_first(actor)) return *std::move(first);
  auto details = accounts_.details(actor.account());
  ensure(details.has_value(), "who is signed in has an account");
  OwnPage page{.call = call, .account = *std::move(details)};
  page.sessions = sign_in_.sessions(actor, session_token(call.request));
  for (const auto& g : accounts_.grants(actor.account())) page.rights.push_back(right_line(actor, g));
  for (const auto& d : accounts_.delegations_from(actor.account())) {
    page.given.push_back(right_line(accounts_, actor, d, d.receiver));
    if (page.given.back().running) page.given.back().href = fmt::format("{}/uy-quyen/{}", kPath, d.id.value);
  }
  for (const auto& d : accounts_.delegations_to(actor.account())) page.received.push_back(right_line(accounts_, actor, d, d.giver));
  page.may_delegate = actor.permits(kIdentityDelegate);
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::own, page, shell));
}

Response OwnPages::end_session(Call& call) {
  if (const auto done = sign_in_.end_session(actor_of(call), call.request.form.get("phien")); !done)
    return web::error_response(call, done.error());
  return back(kPath, "Đã kết thúc phiên đó.");
}

Response OwnPages::end_sessions(Call& call) {
  const auto& actor = actor_of(call);
  if (call.request.form.get("ca-day") == "1") {
    sign_in_.sign_out_everywhere(actor);
    auto response = Response::see_other("/dang-nhap");
    response.cookies.push_back(no_session_cookie());
    return response;
  }
  sign_in_.sign_out_everywhere(actor, session_token(call.request));
  return back(kPath, "Đã kết thúc mọi phiên khác.");
}

Response OwnPages::totp_page(Call& call, const std::vector<FieldError>& errors) {
  const auto& actor = actor_of(call);
  const auto details = accounts_.details(actor.account());
  ensure(details.has_value(), "who is signed in has an account");
  TotpPage page{.call = call, .on = details->view.totp, .codes_left = details->recovery_codes_left, .errors = errors};
  if (const auto pending = accounts_.pending_totp(actor)) page.secret = by_four(pending->secret_base32);
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::totp, page, shell), errors.empty() ? 200 : 422);
}

Response OwnPages::totp_form(Call& call) {
  if (auto first = password_first(actor_of(call))) return *std::move(first);
  return totp_page(call, {});
}

Response OwnPages::begin_totp(Call& call) {
  const auto& actor = actor_of(call);
  if (auto first = password_first(actor)) return *std::move(first);
  if (const auto begun = accounts_.begin_totp(actor); !begun) return web::error_response(call, begun.error());
  return Response::see_other("/tai-khoan/ma-xac-thuc");
}

Response OwnPages::totp_code(Call& call) {
  const auto pending = accounts_.pending_totp(actor_of(call));
  if (!pending) return web::error_response(call, errors::not_found("identity.totp_no_code", "Chưa bắt đầu bật mã xác thực.").value());
  const auto symbol = print::encode_qr(pending->uri);
  if (!symbol) return web::error_response(call, symbol.error());
  return Response::bytes(print::qr_svg(*symbol, "Mã QR của ứng dụng xác thực"), "image/svg+xml");
}

Response OwnPages::confirm_totp(Call& call) {
  const auto codes = accounts_.confirm_totp(actor_of(call), call.request.form.get("code"));
  if (!codes) {
    if (codes.error().fields.empty()) return web::error_response(call, codes.error());
    return totp_page(call, codes.error().fields);
  }
  // In the answer itself: only their hashes are kept.
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::recovery_codes, *codes, shell));
}

Response OwnPages::end_totp(Call& call) {
  const auto done = accounts_.disable_totp(actor_of(call), call.request.form.find("password").value_or(""));
  if (done) return back(kPath, "Đã tắt mã xác thực.");
  if (done.error().fields.empty()) return web::error_response(call, done.error());
  return totp_page(call, done.error().fields);
}

Response OwnPages::delegate_page(Call& call, const std::vector<FieldError>& errors, const std::string& message) {
  const auto& actor = actor_of(call);
  DelegatePage page{.call = call, .errors = errors, .message = message, .day = vn_date(actor.day())};
  for (const auto& g : accounts_.grants(actor.account()))
    if ((!g.span.to || *g.span.to > actor.day()) && !role_info(g.role).permissions.without_undelegable().empty())
      page.rights.push_back(
          {.value = std::to_string(g.id.value),
           .label = std::string(role_info(g.role).title),
           .hint = fmt::format("{}, {}", scope_words(actor.tree(), g.scope, std::max(actor.day(), g.span.from)), span_words(g.span))});
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::delegate, page, shell), errors.empty() && message.empty() ? 200 : 422);
}

Response OwnPages::delegate_form(Call& call) { return delegate_page(call, {}, {}); }

Response OwnPages::delegate(Call& call) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.form;
  std::vector<FieldError> wrong;
  const auto receiver = account_from(accounts_, f.get("receiver"));
  if (!receiver) wrong.push_back({"receiver", receiver.error()});
  std::optional<Grant> lent;
  const auto chosen = id_from<GrantTag>(f.get("right"));
  for (const auto& g : accounts_.grants(actor.account()))
    if (g.id == chosen) lent = g;
  if (!lent) wrong.push_back({"right", "Chọn vai trò muốn ủy quyền."});
  const auto from = day_from(f, "from", wrong);
  if (f.get("from").empty()) wrong.push_back({"from", "Nhập ngày bắt đầu."});
  const auto last = day_from(f, "to", wrong);
  if (f.get("to").empty()) wrong.push_back({"to", "Nhập ngày cuối; ủy quyền luôn có hạn, nhiều nhất một năm."});
  if (clean(f.get("reason")).empty()) wrong.push_back({"reason", "Nhập văn bản hoặc lý do ủy quyền."});
  auto scope = lent ? lent->scope : Scope{};
  if (!f.get("unit").empty()) {
    const auto unit = unit_from(actor.tree(), f.get("unit"), std::max(from.value_or(actor.day()), actor.day()));
    if (unit)
      scope.unit = *unit;
    else
      wrong.push_back({"unit", unit.error()});
  }
  if (!wrong.empty()) return delegate_page(call, wrong, {});
  const DaySpan span{*from, *last + std::chrono::days{1}};
  const auto done = accounts_.delegate(actor, *receiver, lent->role, scope, span, f.get("reason"));
  if (!done) {
    const auto refused = refusal_of(done.error());
    return delegate_page(call, refused.errors, refused.message);
  }
  return back(kPath, fmt::format("Đã ủy quyền, {}.", span_words(span)));
}

Response OwnPages::people(Call& call) {
  JsonWriter json;
  json.begin_array();
  const auto text = call.request.query.get("q");
  if (fold(text).size() >= 2)
    for (const auto& a : accounts_.list(actor_of(call), {.search = std::string(text), .limit = 12}).rows)
      if (!a.locked && a.id != actor_of(call).account())
        json.begin_object()
            .field("value", account_label(a))
            .field("label", a.title.empty() ? account_label(a) : account_label(a) + ", " + a.title)
            .end_object();
  return Response::json(json.end_array().take());
}

Response OwnPages::revoke_delegation(Call& call) {
  const auto& actor = actor_of(call);
  const auto id = id_from<DelegationTag>(call.request.param("so"));
  // Others' delegations are not even told to exist here; admins revoke them on the page of the account.
  const auto own = accounts_.delegations_from(actor.account());
  if (std::ranges::find(own, id, &Delegation::id) == own.end())
    return web::error_response(call, errors::not_found("identity.delegation_not_own", "Không có ủy quyền này.").value());
  if (const auto done = accounts_.revoke_delegation(actor, id); !done) return web::error_response(call, done.error());
  return back(kPath, "Đã thu hồi ủy quyền.");
}

std::span<const web::RouteOf<OwnPages>> OwnPages::routes() {
  using enum web::Method;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<OwnPages>>({
      {get, "/tai-khoan", web::kSignedIn, &OwnPages::show},
      {post, "/tai-khoan/phien", web::kSignedIn, &OwnPages::end_session},
      {post, "/tai-khoan/phien/tat-ca", web::kSignedIn, &OwnPages::end_sessions},
      {get, "/tai-khoan/ma-xac-thuc", web::kSignedIn, &OwnPages::totp_form},
      {post, "/tai-khoan/ma-xac-thuc", web::kSignedIn, &OwnPages::begin_totp},
      {get, "/tai-khoan/ma-xac-thuc/qr", web::kSignedIn, &OwnPages::totp_code},
      {post, "/tai-khoan/ma-xac-thuc/xac-nhan", web::kSignedIn, &OwnPages::confirm_totp},
      {post, "/tai-khoan/ma-xac-thuc/tat", web::kSignedIn, &OwnPages::end_totp},
      {get, "/tai-khoan/uy-quyen", kIdentityDelegate, &OwnPages::delegate_form},
      {post, "/tai-khoan/uy-quyen", kIdentityDelegate, &OwnPages::delegate},
      {get, "/tai-khoan/uy-quyen/nguoi", kIdentityDelegate, &OwnPages::people},
      {post, "/tai-khoan/uy-quyen/{so}", web::kSignedIn, &OwnPages::revoke_delegation},
  });
  return kRoutes;
}

}  // namespace motcua::identity
