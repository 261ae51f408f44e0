// Roles of an account: giving one (form, what it means, then the grant) and ending one.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "identity/page_parts.hpp"
#include "identity/page_views.hpp"
#include "identity/right_lines.hpp"
#include "identity/settings_pages.hpp"
#include "views/identity/grant.hpp"
#include "views/identity/grant_end.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {

std::pair<std::string, ui::Tone> running(const DaySpan& span, Day day) {
  if (span.empty()) return {"Đã thu hồi", ui::Tone::none};
  if (span.covers(day)) return {"Đang có", ui::Tone::good};
  return day < span.from ? std::pair<std::string, ui::Tone>{"Sắp có", ui::Tone::info}
                         : std::pair<std::string, ui::Tone>{"Đã hết", ui::Tone::none};
}

struct WantedGrant {
  Role role{};
  Scope scope;
  DaySpan span;
  std::string reason;
};

std::optional<WantedGrant> read_grant(const Actor& actor, const web::Fields& f, std::vector<FieldError>& wrong) {
  WantedGrant g;
  const auto role = role_from_code(f.get("role"));
  if (!role) wrong.push_back({"role", "Chọn vai trò."});
  g.role = role.value_or(Role{});
  const auto from = day_from(f, "from", wrong);
  if (!from && f.get("from").empty()) wrong.push_back({"from", "Nhập ngày bắt đầu."});
  g.span.from = from.value_or(actor.day());
  // People name the last day; the period ends before the next one.
  if (const auto last = day_from(f, "to", wrong)) g.span.to = *last + std::chrono::days{1};
  if (g.span.to && *g.span.to <= g.span.from) wrong.push_back({"to", "Ngày cuối phải bằng hoặc sau ngày bắt đầu."});
  const auto unit = unit_from(actor.tree(), f.get("unit"), std::max(g.span.from, actor.day()));
  if (!unit) wrong.push_back({"unit", unit.error()});
  g.scope = {unit.value_or(UnitId{}), f.get("subtree") == "1"};
  g.reason = clean(f.get("reason"));
  if (g.reason.empty()) wrong.push_back({"reason", "Nhập quyết định hoặc lý do giao vai trò."});
  if (!wrong.empty()) return {};
  return g;
}

void add_preview(const Actor& actor, const WantedGrant& g, const std::vector<Grant>& held, GrantPage& page) {
  const auto& info = role_info(g.role);
  const auto day = std::max(g.span.from, actor.day());
  page.facts = {{.term = "Vai trò", .value = std::string(info.title)},
                {.term = "Được làm", .value = std::string(info.may)},
                {.term = "Phạm vi", .value = scope_words(actor.tree(), g.scope, day)},
                {.term = "Thời gian", .value = span_words(g.span)},
                {.term = "Căn cứ", .value = g.reason}};
  if (!info.must_not.empty())
    page.facts.insert(page.facts.begin() + 2, ui::Fact{.term = "Không được làm", .value = std::string(info.must_not)});
  if (g.scope.subtree) page.facts.push_back({.term = "Số đơn vị", .value = std::to_string(actor.tree().within(g.scope.unit, day).size())});
  for (const auto& other : held)
    if (other.role == g.role && other.scope == g.scope && other.span.overlaps(g.span))
      page.warnings.push_back("Tài khoản đã có vai trò này ở đây, " + span_words(other.span) + ".");
  if (g.span.from < actor.day()) page.warnings.push_back("Ngày bắt đầu đã qua. Vai trò có tác dụng từ lúc áp dụng.");
}

void take(GrantPage& page, const Error& error) {
  auto refused = refusal_of(error);
  page.errors = std::move(refused.errors);
  page.message = std::move(refused.message);
}

}  // namespace

RightLine right_line(const Actor& actor, const Grant& g) {
  const auto [state, tone] = running(g.span, actor.day());
  return {std::string(role_info(g.role).title),
          scope_words(actor.tree(), g.scope, std::max(actor.day(), g.span.from)),
          span_words(g.span),
          state,
          g.reason,
          {},
          {},
          tone,
          !g.span.to || *g.span.to > actor.day()};
}

RightLine right_line(const Accounts& accounts, const Actor& actor, const Delegation& d, AccountId other) {
  const auto person = accounts.identity().db().read([&](store::ReadTx& tx) { return accounts.identity().account(tx, other); });
  auto [state, tone] = running(d.span, actor.day());
  if (d.revoked_at) {
    state = "Thu hồi lúc " + vn_datetime(*d.revoked_at);
    tone = ui::Tone::none;
  }
  return {std::string(role_info(d.role).title),
          scope_words(actor.tree(), d.scope, std::max(actor.day(), d.span.from)),
          span_words(d.span),
          state,
          d.reason,
          person ? person->name : "",
          {},
          tone,
          !d.revoked_at && *d.span.to > actor.day()};
}

Response AccountPages::grant_page(Call& call, GrantPage& page) {
  page.path = fmt::format("/quan-tri/tai-khoan/{}", page.account.view.id.value);
  page.day = vn_date(actor_of(call).day());
  for (const auto& role : all_roles())
    if (role.staff) page.roles.push_back({.value = std::string(role.code), .label = std::string(role.title)});
  const auto shell = shells_.staff(call);
  const bool good = page.errors.empty() && page.message.empty();
  return Response::html(web::render(shell.lang, views::grant, page, shell), good ? 200 : 422);
}

Response AccountPages::grant_form(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto& actor = actor_of(call);
  GrantPage page{.call = call, .values = call.request.query, .account = *details};
  if (!page.values.has("xem")) return grant_page(call, page);
  const auto wanted = read_grant(actor, page.values, page.errors);
  if (!wanted) return grant_page(call, page);
  const auto held = accounts_.grants(details->view.id);
  if (const auto fits = check_grant({{}, details->view.id, wanted->role, wanted->scope, wanted->span, wanted->reason}, held); !fits) {
    take(page, fits.error());
    return grant_page(call, page);
  }
  add_preview(actor, *wanted, held, page);
  std::vector<std::pair<std::string_view, std::string>> query;
  for (const auto& [name, value] : page.values.items()) {
    if (name == "xem") continue;
    page.kept.emplace_back(name, value);
    query.emplace_back(name, value);
  }
  page.edit = address(fmt::format("/quan-tri/tai-khoan/{}/vai-tro", details->view.id.value), query);
  return grant_page(call, page);
}

Response AccountPages::grant(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto& actor = actor_of(call);
  GrantPage page{.call = call, .values = call.request.form, .account = *details};
  const auto wanted = read_grant(actor, page.values, page.errors);
  if (!wanted) return grant_page(call, page);
  const auto done = accounts_.grant(actor, details->view.id, wanted->role, wanted->scope, wanted->span, wanted->reason);
  if (!done) {
    if (done.error().code == Errc::forbidden) return web::error_response(call, done.error());
    take(page, done.error());
    return grant_page(call, page);
  }
  auto response = Response::see_other(fmt::format("/quan-tri/tai-khoan/{}", details->view.id.value));
  response.flash = fmt::format("Đã giao vai trò {}, {}.", role_info(wanted->role).title, span_words(wanted->span));
  return response;
}

Response AccountPages::end_page(Call& call, const AccountDetails& details, const Grant& grant, const std::vector<FieldError>& errors,
                                const std::string& message) {
  const FormPage page{call, errors, message, {}};
  const auto shell = shells_.staff(call);
  const auto line = right_line(actor_of(call), grant);
  const auto path = fmt::format("/quan-tri/tai-khoan/{}", details.view.id.value);
  const auto action = fmt::format("{}/vai-tro/{}", path, grant.id.value);
  return Response::html(web::render(shell.lang, views::grant_end, page, line, std::string_view(details.view.name), std::string_view(path),
                                    std::string_view(action), std::string_view(vn_date(actor_of(call).day())), shell),
                        errors.empty() && message.empty() ? 200 : 422);
}

namespace {

// The grant of the path, when it belongs to that account.
std::optional<Grant> grant_of(const Accounts& accounts, const Call& call, AccountId account) {
  const auto id = id_from<GrantTag>(call.request.param("so"));
  for (auto& g : accounts.grants(account))
    if (g.id == id) return std::move(g);
  return {};
}

Response no_grant(const Call& call) {
  return web::error_response(call, errors::not_found("identity.grant_page_unknown", "Tài khoản không có vai trò này.").value());
}

}  // namespace

Response AccountPages::end_grant_form(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto grant = grant_of(accounts_, call, details->view.id);
  return grant ? end_page(call, *details, *grant, {}, {}) : no_grant(call);
}

Response AccountPages::end_grant(Call& call) {
  const auto details = visible(call);
  if (!details) return details.error();
  const auto grant = grant_of(accounts_, call, details->view.id);
  if (!grant) return no_grant(call);
  std::vector<FieldError> wrong;
  const auto last = day_from(call.request.form, "last", wrong);
  if (!last && wrong.empty()) wrong.push_back({"last", "Nhập ngày cuối cùng còn vai trò."});
  if (!wrong.empty()) return end_page(call, *details, *grant, wrong, {});
  const auto& actor = actor_of(call);
  // The past is not rewritten: what was done under the role until now was done rightly.
  if (*last < actor.day() - std::chrono::days{1})
    return end_page(call, *details, *grant, {{"last", "Chọn từ ngày hôm qua trở đi; việc đã làm trước đó vẫn đúng quyền."}}, {});
  const auto done = accounts_.end_grant(actor, grant->id, *last + std::chrono::days{1});
  if (!done) {
    if (done.error().code == Errc::forbidden) return web::error_response(call, done.error());
    return end_page(call, *details, *grant, {}, done.error().message);
  }
  auto response = Response::see_other(fmt::format("/quan-tri/tai-khoan/{}", details->view.id.value));
  response.flash = fmt::format("Vai trò {} kết thúc hết ngày {}.", role_info(grant->role).title, vn_date(*last));
  return response;
}

}  // namespace motcua::identity
