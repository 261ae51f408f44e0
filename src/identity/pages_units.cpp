// Units as of a day: the tree, the search, one unit with its whole history.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/page_parts.hpp"
#include "identity/page_views.hpp"
#include "identity/settings_pages.hpp"
#include "views/identity/unit.hpp"
#include "views/identity/unit_list.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {

constexpr std::string_view kPath = "/quan-tri/don-vi";
constexpr std::size_t kLargestTree = 300;  // units written out on one page
constexpr std::size_t kPageRows = 50;
constexpr int kPeople = 30;

std::string unit_path(UnitId id) { return fmt::format("{}/{}", kPath, id.value); }

// The day asked for; today when none or a wrong one was given.
struct AskedDay {
  Day day;
  std::string query;  // for links: "" today
};
AskedDay asked_day(const Call& call, Day today, std::vector<FieldError>& errors) {
  const auto day = day_from(call.request.query, "ngay", errors).value_or(today);
  return {day, day == today ? "" : vn_date(day)};
}

UnitNode node_of(const UnitTree& tree, UnitId id, const AskedDay& at) {
  const auto kind = tree.kind(id, at.day);
  return {std::string(tree.name(id, at.day)),
          std::string(kind ? kind_info(*kind).title : ""),
          std::string(tree.code(id, CodeSystem::gso, at.day)),
          address(unit_path(id), {{"ngay", at.query}}),
          {},
          0};
}

// Level by level while the page has room, so that the top is complete and only depth is cut.
std::vector<UnitNode> tree_of(const UnitTree& tree, const AskedDay& at) {
  std::vector<UnitNode> top;
  const auto roots = tree.roots(at.day);
  for (const auto id : roots) top.push_back(node_of(tree, id, at));
  std::size_t written = top.size();
  struct Open {
    UnitNode* node;
    UnitId id;
  };
  std::vector<Open> level;
  for (std::size_t i = 0; i < roots.size(); ++i) level.push_back({&top[i], roots[i]});
  while (!level.empty()) {
    std::vector<Open> next;
    for (const auto& open : level) {
      const auto below = tree.children(open.id, at.day);
      if (written + below.size() > kLargestTree) {
        open.node->more = below.size();
        continue;
      }
      written += below.size();
      for (const auto id : below) open.node->below.push_back(node_of(tree, id, at));
      for (std::size_t i = 0; i < below.size(); ++i) next.push_back({&open.node->below[i], below[i]});
    }
    level = std::move(next);
  }
  return top;
}

ui::Tone tone_of(const DaySpan& span, Day day) {
  if (span.covers(day)) return ui::Tone::good;
  return day < span.from ? ui::Tone::info : ui::Tone::none;
}

// Units of any time whose name or code was ever like that.
void search(const UnitTree& tree, const AskedDay& at, std::size_t from, UnitListPage& page) {
  const auto wanted = fold(page.search);
  std::size_t found = 0;
  for (const auto& unit : tree.units()) {
    const auto hit = std::ranges::find_if(unit.names, [&](const UnitName& n) { return fold(n.name).find(wanted) != std::string::npos; });
    const bool coded = std::ranges::any_of(unit.codes, [&](const UnitCode& c) { return fold(c.code) == wanted; });
    if (hit == unit.names.end() && !coded) continue;
    if (++found <= from || page.found.size() >= kPageRows) continue;
    const auto name = tree.name(unit.id, at.day);
    const auto kind = tree.kind(unit.id, at.day);
    const bool other = hit != unit.names.end() && hit->name != name;
    page.found.push_back({unit_label(tree, unit.id, unit.span.covers(at.day) ? at.day : unit.span.from), other ? hit->name : "",
                          std::string(kind ? kind_info(*kind).title : ""),
                          fmt::format("{}, {}", state_of(unit.span, at.day), span_words(unit.span)),
                          address(unit_path(unit.id), {{"ngay", at.query}}), tone_of(unit.span, at.day)});
  }
  page.shown = found == 0 ? "Không có đơn vị nào" : fmt::format("{} đơn vị", vn_number(static_cast<std::int64_t>(found)));
  const auto number = from / kPageRows + 1;
  const auto to_page = [&](std::size_t n) {
    return address(kPath, {{"q", page.search}, {"ngay", at.query}, {"trang", n > 1 ? std::to_string(n) : ""}});
  };
  if (number > 1) page.newer = to_page(number - 1);
  if (from + kPageRows < found) page.older = to_page(number + 1);
}

DatedRow line(std::string what, std::string more, const DaySpan& span, std::string basis, Day day) {
  return {std::move(what), std::move(more), span_words(span), std::move(basis), {}, span.covers(day)};
}

void add_history(const UnitTree& tree, const Unit& unit, const AskedDay& at, UnitView& view) {
  auto names = unit.names;
  std::ranges::sort(names, std::greater{}, [](const UnitName& n) { return n.span.from; });
  for (const auto& n : names) view.names.push_back(line(n.name, std::string(kind_info(n.kind).title), n.span, n.legal_basis, at.day));
  for (const auto& c : unit.codes) {
    const auto system = c.system == CodeSystem::gso   ? "Mã đơn vị hành chính"
                        : c.system == CodeSystem::eid ? "Mã định danh điện tử"
                                                      : "Mã định danh điện tử cũ";
    view.codes.push_back(line(c.code, system, c.span, c.invented ? "Mã giả để trình diễn" : "", at.day));
  }
  for (const auto& p : unit.parents) {
    view.parents.push_back(line(unit_label(tree, p.parent, std::max(p.span.from, unit.span.from)), "", p.span, "", at.day));
    view.parents.back().href = address(unit_path(p.parent), {{"ngay", at.query}});
  }
  for (const auto& s : tree.successions()) {
    if (s.from != unit.id && s.to != unit.id) continue;
    const auto other = s.from == unit.id ? s.to : s.from;
    auto& rows = s.from == unit.id ? view.after : view.before;
    rows.push_back({unit_label(tree, other, s.from == unit.id ? s.on : s.on - std::chrono::days{1}),
                    std::string(title_of(s.kind)) + (s.whole ? "" : " (một phần)"), "từ " + vn_date(s.on), s.legal_basis,
                    address(unit_path(other), {{"ngay", at.query}}), true});
  }
  for (const auto id : tree.children(unit.id, at.day)) {
    const auto kind = tree.kind(id, at.day);
    view.children.push_back({std::string(tree.name(id, at.day)), std::string(kind ? kind_info(*kind).title : ""),
                             span_words(tree.find(id)->span), std::string(tree.code(id, CodeSystem::gso, at.day)),
                             address(unit_path(id), {{"ngay", at.query}}), true});
  }
}

}  // namespace

Response UnitPages::list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& tree = actor.tree();
  UnitListPage page{.call = call};
  const auto at = asked_day(call, actor.day(), page.errors);
  page.day = at.day;
  page.today = at.query.empty();
  page.search = call.request.query.get("q");
  if (page.search.empty()) {
    page.tree = tree_of(tree, at);
  } else {
    const auto number = id_from<struct PageTag>(call.request.query.get("trang")).value;
    search(tree, at, static_cast<std::size_t>(std::clamp<std::int64_t>(number, 1, 10'000) - 1) * kPageRows, page);
  }
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::unit_list, page, shell), page.errors.empty() ? 200 : 422);
}

Response UnitPages::suggestions(Call& call) {
  const auto& actor = actor_of(call);
  return unit_suggestions(actor.tree(), call.request.query.get("q"), parse_day(call.request.query.get("ngay")).value_or(actor.day()));
}

Response UnitPages::show(Call& call) {
  const auto& actor = actor_of(call);
  const auto& tree = actor.tree();
  const auto id = id_from<UnitTag>(call.request.param("id"));
  const auto* unit = tree.find(id);
  if (unit == nullptr) return web::error_response(call, errors::not_found("identity.unit_page_unknown", "Không có đơn vị này.").value());
  UnitView view{.call = call, .id = id};
  const auto at = asked_day(call, actor.day(), view.errors);
  view.day = at.day;
  view.today = at.query.empty();
  view.name = tree.name(id, at.day);
  const auto kind = tree.kind(id, at.day);
  view.kind = kind ? kind_info(*kind).title : "";
  view.path = unit_path(id);
  view.state = fmt::format("{}, {}", state_of(unit->span, at.day), span_words(unit->span));
  view.tone = tone_of(unit->span, at.day);
  view.invented = unit->invented;
  view.note = unit->note;
  view.crumbs = {{.label = "Đơn vị", .href = address(kPath, {{"ngay", at.query}})}};
  auto above = tree.ancestors(id, at.day);
  std::ranges::reverse(above);
  for (const auto up : above)
    view.crumbs.push_back({.label = std::string(tree.name(up, at.day)), .href = address(unit_path(up), {{"ngay", at.query}})});
  add_history(tree, *unit, at, view);
  // An ended unit is changed no more; one to come is changed by who manages the unit above it (UnitRegister judges again).
  if (unit->span.covers(at.day) && actor.permits_in(kIdentityManage, id))
    view.actions = {{.label = "Thêm đơn vị bên dưới", .href = view.path + "/them"},
                    {.label = "Đổi tên, loại", .href = view.path + "/doi-ten"},
                    {.label = "Chuyển sang cấp trên khác", .href = view.path + "/chuyen"},
                    {.label = "Kết thúc, sáp nhập", .href = view.path + "/ket-thuc"}};
  const auto people = accounts_.list(actor, {.within = id, .limit = kPeople});
  const bool may_open = actor.permits(kIdentityAudit);
  for (const auto& p : people.rows)
    view.people.push_back({p.name, p.title, may_open ? fmt::format("/quan-tri/tai-khoan/{}", p.id.value) : std::string()});
  if (people.more && may_open) view.all_people = address("/quan-tri/tai-khoan", {{"don-vi", std::to_string(id.value)}});
  const auto shell = shells_.staff(call);
  return Response::html(web::render(shell.lang, views::unit, view, shell), view.errors.empty() ? 200 : 422);
}

std::span<const web::RouteOf<UnitPages>> UnitPages::routes() {
  using enum web::Method;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<UnitPages>>({
      {get, "/quan-tri/don-vi", kIdentityRead, &UnitPages::list},
      {get, "/quan-tri/don-vi/goi-y", kIdentityRead, &UnitPages::suggestions},
      {get, "/quan-tri/don-vi/{id}", kIdentityRead, &UnitPages::show},
      {get, "/quan-tri/don-vi/{id}/{viec}", kIdentityManage, &UnitPages::change_form},
      {post, "/quan-tri/don-vi/{id}/{viec}", kIdentityManage, &UnitPages::apply_change},
  });
  return kRoutes;
}

}  // namespace motcua::identity
