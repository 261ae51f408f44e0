#include "reform/plan_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions.hpp"
#include "identity/permissions_reform.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {
std::string years(const Plan& p) { return p.year == p.last_year ? std::to_string(p.year) : fmt::format("{}–{}", p.year, p.last_year); }
std::string due_text(const std::optional<Day>& day) { return day ? vn_date(*day) : std::string("chưa có"); }

ui::Tone tone_of(PlanState s) {
  return s == PlanState::draft ? ui::Tone::none : s == PlanState::adjusted ? ui::Tone::warn : ui::Tone::good;
}
ui::Tone tone_of(PlanCheck::Outcome o) {
  return o == PlanCheck::Outcome::good ? ui::Tone::good : o == PlanCheck::Outcome::warn ? ui::Tone::warn : ui::Tone::bad;
}
std::string outcome_word(PlanCheck::Outcome o) {
  return o == PlanCheck::Outcome::good ? "Đạt" : o == PlanCheck::Outcome::warn ? "Xem lại" : "Chưa đạt";
}
}  // namespace

std::string plan_path(std::int64_t plan) { return fmt::format("/cai-cach/ke-hoach/{}", plan); }

ui::Tone tone_of(TaskState state) {
  switch (state) {
    case TaskState::done_early:
    case TaskState::done_on_time: return ui::Tone::good;
    case TaskState::done_late: return ui::Tone::warn;
    case TaskState::overdue: return ui::Tone::bad;
    case TaskState::deployed:
    case TaskState::in_progress: return ui::Tone::info;
    case TaskState::not_started:
    case TaskState::cancelled: return ui::Tone::none;
  }
  return ui::Tone::none;
}

std::string_view goal_state(const GoalView& g) {
  if (is_done(g.state)) return "Đạt";
  return g.state == TaskState::overdue ? "Không đạt" : "Chưa đến hạn";
}

std::vector<ui::Option> lead_options(const Base& base, UnitId unit) {
  const auto tree = base.identity.tree();
  const auto day = base.today();
  const auto place = tree->territory(unit, day).value_or(unit);
  std::vector<std::pair<std::string, ui::Option>> found;
  for (const auto u : tree->within(place, day)) {
    const auto kind = tree->kind(u, day);
    if (!kind || identity::kind_info(*kind).territorial || *kind == identity::UnitKind::reception_point) continue;
    const bool own = tree->territory(u, day) == place;
    if (!own && *kind != identity::UnitKind::committee) continue;
    const auto name = std::string(tree->name(u, day));
    found.emplace_back((own ? "0" : "1") + collation_key(name), ui::Option{.value = std::to_string(u.value), .label = name});
  }
  std::ranges::sort(found, {}, [](const auto& f) { return f.first; });
  std::vector<ui::Option> out;
  for (auto& [key, o] : found) out.push_back(std::move(o));
  return out;
}

std::vector<ui::Option> managed_units(const Base& base, const Actor& actor) {
  const auto tree = base.identity.tree();
  const auto day = base.today();
  std::vector<ui::Option> out;
  for (const auto u : actor.units_with(identity::kReformManage)) {
    const auto kind = tree->kind(u, day);
    if (!kind || identity::kind_info(*kind).territorial) continue;
    out.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, day))});
  }
  // The committee first: it is whose plan it nearly always is.
  std::ranges::stable_partition(
      out, [&](const ui::Option& o) { return tree->kind(UnitId{plain_number(o.value)}, day) == identity::UnitKind::committee; });
  return out;
}

namespace {
Block counter(std::string_view title, const Tally& t, std::string_view done_word, const std::string& href) {
  Block b{.title = std::string(title)};
  b.big = ui::BigFigure{fmt::format("{}/{}", t.done(), t.live), href, fmt::format("{}, {}", done_word, share_words(t.done(), t.live))};
  const auto part = [&](std::string_view name, std::int64_t n, ui::Tone tone) {
    if (n > 0) b.parts.push_back({std::string(name), static_cast<double>(n), std::to_string(n), href, tone});
  };
  part("Trước hạn", t.early, ui::Tone::good);
  part("Đúng hạn", t.on_time, ui::Tone::good);
  part("Trễ hạn", t.late, ui::Tone::warn);
  part("Đã triển khai", t.deployed, ui::Tone::info);
  part("Đang thực hiện", t.in_progress, ui::Tone::info);
  part("Chưa thực hiện", t.not_started, ui::Tone::wait);
  part("Quá hạn", t.overdue, ui::Tone::bad);
  return b;
}
}  // namespace

Group counters(const PlanTallies& t, const std::string& base_href) {
  Group g{.layout = Layout::thirds};
  auto goals = counter("Mục tiêu", t.goals, "đã đạt", base_href + "#muc-tieu");
  // A goal is reached or not; early and late do not apply to it.
  goals.parts.clear();
  const auto part = [&](const char* name, std::int64_t n, ui::Tone tone) {
    if (n > 0) goals.parts.push_back({name, static_cast<double>(n), std::to_string(n), base_href + "#muc-tieu", tone});
  };
  part("Đạt", t.goals.done(), ui::Tone::good);
  part("Chưa đến hạn", t.goals.live - t.goals.done() - t.goals.overdue, ui::Tone::wait);
  part("Không đạt", t.goals.overdue, ui::Tone::bad);
  g.blocks.push_back(std::move(goals));
  g.blocks.push_back(counter("Nhiệm vụ", t.tasks, "đã hoàn thành", base_href + "#nhiem-vu"));
  g.blocks.push_back(counter("Hoạt động", t.activities, "đã hoàn thành", base_href + "#nhiem-vu"));
  return g;
}

// ---- list
// ---------------------------------------------------------------------------------------------------------------------------------
Response PlanPages::list(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Kế hoạch cải cách hành chính", .crumbs = {kHomeCrumb}};
  if (!managed_units(plans_.base(), actor).empty()) s.links = {{.label = "Lập kế hoạch", .href = "/cai-cach/ke-hoach/them"}};
  Grid g{.caption = "Kế hoạch, chương trình, đề án",
         .columns = {{.label = "Kế hoạch", .width = 36},
                     {.label = "Đơn vị"},
                     {.label = "Trạng thái"},
                     {.label = "Mục tiêu", .numeric = true},
                     {.label = "Nhiệm vụ", .numeric = true},
                     {.label = "Hoạt động", .numeric = true},
                     {.label = "Quá hạn", .numeric = true}},
         .empty_title = "Chưa có kế hoạch nào",
         .empty_text = "Kế hoạch năm, chương trình và đề án của đơn vị, và kế hoạch cấp trên đã ban hành, hiện ở đây."};
  for (const auto& row : plans_.list(actor)) {
    const auto& p = row.plan;
    const auto share = [](const Tally& t) { return t.live == 0 ? std::string("–") : fmt::format("{}/{}", t.done(), t.live); };
    g.lines.push_back({{{.text = p.title,
                         .href = plan_path(p.id),
                         .small = fmt::format("{} · {}{}", label(p.kind), years(p), p.number.empty() ? "" : " · " + p.number)},
                        {.text = row.unit_name},
                        {.tag = ui::Tag{label(p.state), tone_of(p.state)}},
                        {.text = share(row.tallies.goals)},
                        {.text = share(row.tallies.tasks)},
                        {.text = share(row.tallies.activities)},
                        {.text = std::to_string(row.tallies.tasks.overdue)}},
                       row.tallies.tasks.overdue > 0 ? ui::Tone::bad : ui::Tone::none});
  }
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen PlanPages::draft_screen(const Actor& actor) const {
  FormScreen f{.title = "Lập kế hoạch",
               .crumbs = {kHomeCrumb, {.label = "Kế hoạch", .href = "/cai-cach/ke-hoach"}},
               .action = "/cai-cach/ke-hoach/them",
               .button = "Tạo dự thảo",
               .back = "/cai-cach/ke-hoach"};
  const auto year = int{std::chrono::year_month_day{plans_.base().today()}.year()};
  std::vector<ui::Option> above;
  for (const auto& row : const_cast<Plans&>(plans_).list(actor))
    if (row.plan.state != PlanState::draft)
      above.push_back(
          {.value = std::to_string(row.plan.id), .label = fmt::format("{}: {} ({})", row.unit_name, row.plan.title, years(row.plan))});
  f.fields = {
      {.kind = K::select, .name = "don_vi", .label = "Đơn vị lập kế hoạch", .options = managed_units(plans_.base(), actor)},
      {.kind = K::select, .name = "loai", .label = "Loại", .options = options_of<PlanKind>(), .value = "yearly"},
      {.kind = K::text, .name = "ten", .label = "Tên kế hoạch", .value = fmt::format("Kế hoạch cải cách hành chính năm {}", year + 1)},
      {.kind = K::number, .name = "nam", .label = "Năm (năm bắt đầu)", .value = std::to_string(year + 1)},
      {.kind = K::number, .name = "den_nam", .label = "Đến năm", .hint = "Chỉ ghi cho chương trình và đề án nhiều năm.", .optional = true},
      {.kind = K::select,
       .name = "cap_tren",
       .label = "Triển khai kế hoạch nào",
       .hint = "Nhiệm vụ của kế hoạch đó giao cho đơn vị được nhắc đến khi có nhiệm vụ con.",
       .options = std::move(above),
       .none = "Không có",
       .optional = true},
      {.kind = K::date, .name = "truoc_ngay", .label = "Phải ban hành trước ngày", .optional = true},
      {.kind = K::money, .name = "kinh_phi", .label = "Tổng kinh phí", .hint = "Cho đề án nhiều năm.", .optional = true},
      {.kind = K::area, .name = "can_cu", .label = "Căn cứ", .optional = true}};
  return f;
}

Response PlanPages::draft_form(Call& call) { return show(call, shells_, draft_screen(actor_of(call))); }

Response PlanPages::draft(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  std::vector<FieldError> wrong;
  check_day(form, "truoc_ngay", wrong);
  NewPlan wish{.unit = UnitId{plain_number(form.get("don_vi"))},
               .kind = from_word<PlanKind>(form.get("loai")).value_or(PlanKind::yearly),
               .year = static_cast<int>(plain_number(form.get("nam"))),
               .last_year = static_cast<int>(plain_number(form.get("den_nam"))),
               .title = std::string(form.get("ten")),
               .basis = std::string(form.get("can_cu")),
               .parent = plain_number(form.get("cap_tren")),
               .issue_by = day_in(form, "truoc_ngay")};
  if (const auto money = form.get("kinh_phi"); !money.empty()) {
    if (const auto amount = parse_money(money))
      wish.budget = amount->value;
    else
      wrong.push_back({"kinh_phi", "Số tiền chưa đúng. Ghi bằng đồng, ví dụ 6.300.000.000."});
  }
  if (!wrong.empty()) return show(call, shells_, draft_screen(actor), wrong);
  const auto id = plans_.draft(actor, wish);
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error()) : show(call, shells_, draft_screen(actor), id.error().fields);
  return onward(plan_path(*id), "Đã tạo dự thảo. Thêm mục tiêu và nhiệm vụ, rồi ban hành.");
}

// ---- one plan
// --------------------------------------------------------------------------------------------------------------------------------
namespace {
Block goal_block(const PlanView& v) {
  Block b{.title = "Mục tiêu", .count = std::to_string(v.tallies.goals.live)};
  Grid g{.caption = "Mục tiêu",
         .columns =
             {{.label = "Mục tiêu", .width = 44}, {.label = "Chỉ tiêu"}, {.label = "Hiện nay"}, {.label = "Hạn"}, {.label = "Trạng thái"}},
         .empty_title = "Chưa có mục tiêu",
         .empty_text = "Mục tiêu gắn số liệu từ hồ sơ sẽ tự tính đạt hay chưa."};
  for (const auto& goal : v.goals) {
    Cell state{.small = goal.goal.proof,
               .tag = ui::Tag{goal_state(goal), tone_of(is_done(goal.state) ? TaskState::done_on_time : goal.state)}};
    if (v.may_manage && goal.goal.metric.empty() && !is_done(goal.state) && v.plan.state != PlanState::draft)
      state = {.text = "Ghi văn bản chứng minh",
               .href = fmt::format("{}/dat?muc_tieu={}", plan_path(v.plan.id), goal.goal.id),
               .tag = state.tag};
    Cell now{.text = goal.goal.metric.empty() ? std::string("–") : goal.figure.text(),
             .href = goal.figure.value ? goal.figure.href : std::string()};
    if (goal.goal.target_kind == TargetKind::average || goal.goal.target_kind == TargetKind::last_year)
      now.small = "so với " + goal.reference.text();
    g.lines.push_back({{{.text = fmt::format("{}. {}", goal.goal.number, goal.goal.text), .small = std::string(word(goal.goal.content))},
                        {.text = target_words({goal.goal.target_kind, goal.goal.target}), .small = goal.figure.source},
                        std::move(now),
                        {.text = due_text(goal.goal.due)},
                        std::move(state)},
                       goal.state == TaskState::overdue ? ui::Tone::bad : ui::Tone::none});
  }
  b.grid = std::move(g);
  if (v.open_for_change()) b.links = {{.label = "Thêm mục tiêu", .href = plan_path(v.plan.id) + "/muc-tieu"}};
  return b;
}

Block task_block(const PlanView& v) {
  Block b{.title = "Nhiệm vụ", .count = std::to_string(v.tallies.tasks.live)};
  Grid g{.caption = "Nhiệm vụ",
         .columns = {{.label = "Nhiệm vụ", .width = 40},
                     {.label = "Cơ quan chủ trì"},
                     {.label = "Hạn"},
                     {.label = "Sản phẩm"},
                     {.label = "Trạng thái"}},
         .empty_title = "Chưa có nhiệm vụ",
         .empty_text = "Mỗi nhiệm vụ cần cơ quan chủ trì, thời hạn và sản phẩm cụ thể."};
  for (const auto& t : v.tasks)
    g.lines.push_back(
        {{{.text = fmt::format("{}. {}", t.task.number, t.task.text),
           .href = fmt::format("/cai-cach/nhiem-vu/{}", t.task.id),
           .small =
               fmt::format("{}{}", word(t.task.content), t.task.kind == TaskKind::general ? "" : " · " + std::string(label(t.task.kind)))},
          {.text = t.lead_name.empty() ? std::string("chưa có") : t.lead_name},
          {.text = due_text(t.task.due), .small = t.task.first_due ? "trước là " + vn_date(*t.task.first_due) : std::string()},
          {.text = t.task.product.empty() ? std::string("chưa có") : t.task.product},
          {.small = t.days_over > 0 ? fmt::format("{} ngày", t.days_over) : std::string(),
           .tag = ui::Tag{label(t.state), tone_of(t.state)}}},
         t.state == TaskState::overdue ? ui::Tone::bad : ui::Tone::none});
  b.grid = std::move(g);
  if (v.open_for_change()) b.links = {{.label = "Thêm nhiệm vụ", .href = plan_path(v.plan.id) + "/nhiem-vu"}};
  return b;
}

Block check_block(const PlanView& v) {
  Grid g{.caption = "Kiểm tra kế hoạch",
         .columns = {{.label = "Điều cần có", .width = 30}, {.label = "Kết quả"}, {.label = "Chi tiết", .width = 50}}};
  for (const auto& c : v.checks) {
    std::string items;
    for (std::size_t i = 0; i < c.items.size() && i < 5; ++i) items += (i == 0 ? "" : "; ") + c.items[i];
    if (c.items.size() > 5) items += fmt::format("; và {} mục nữa", c.items.size() - 5);
    g.lines.push_back({{{.text = std::string(c.title)},
                        {.tag = ui::Tag{outcome_word(c.outcome), tone_of(c.outcome)}},
                        {.text = c.text, .small = items}}});
  }
  return {.title = "Kiểm tra kế hoạch", .grid = std::move(g)};
}

Block budget_block(const PlanView& v) {
  Grid g{.caption = "Kinh phí theo năm",
         .columns = {{.label = "Năm"}, {.label = "Kế hoạch", .numeric = true}, {.label = "Đã chi", .numeric = true}, {.label = "Nguồn"}},
         .empty_title = "Chưa chia kinh phí theo năm",
         .empty_text = "Thêm từng năm của đề án."};
  std::int64_t planned = 0, spent = 0;
  for (const auto& b : v.budgets) {
    planned += b.planned;
    spent += b.spent;
    g.lines.push_back({{{.text = std::to_string(b.year)},
                        {.text = vn_money_short(Dong{b.planned})},
                        {.text = vn_money_short(Dong{b.spent})},
                        {.text = b.source}}});
  }
  if (!g.lines.empty())
    g.lines.push_back({{{.text = "Cộng"}, {.text = vn_money_short(Dong{planned})}, {.text = vn_money_short(Dong{spent})}, {}}});
  Block b{.title = "Kinh phí"};
  if (v.plan.budget > 0) b.text = {fmt::format("Tổng kinh phí {}{}.", v.plan.budget_more ? "hơn " : "", vn_money(Dong{v.plan.budget}))};
  b.grid = std::move(g);
  if (v.open_for_change()) b.links = {{.label = "Thêm kinh phí một năm", .href = plan_path(v.plan.id) + "/kinh-phi"}};
  return b;
}

Block handed_block(const PlanView& v) {
  Grid g{.caption = "Nhiệm vụ cấp trên giao chưa triển khai",
         .columns = {{.label = "Nhiệm vụ cấp trên giao", .width = 70}, {.label = "Hạn"}, {.label = "Việc"}}};
  for (const auto& t : v.handed_down) {
    Cell act{.text = "Chưa có nhiệm vụ con"};
    if (v.open_for_change()) act = {.text = "Triển khai", .href = fmt::format("{}/trien-khai?nhiem_vu={}", plan_path(v.plan.id), t.id)};
    g.lines.push_back({{{.text = t.text}, {.text = due_text(t.due)}, std::move(act)}, ui::Tone::bad});
  }
  return {.title = "Cấp trên giao, chưa triển khai", .count = std::to_string(v.handed_down.size()), .accent = true, .grid = std::move(g)};
}
}  // namespace

Response PlanPages::plan(Call& call) {
  auto opened = plans_.open(actor_of(call), plain_number(call.request.param("ke_hoach")));
  if (!opened) return web::error_response(call, opened.error());
  if (!actor_of(call).permits(identity::kReportRead))  // no way to a page that would refuse
    for (auto& goal : opened->goals) goal.figure.href.clear();
  const auto& v = *opened;
  const auto base = plan_path(v.plan.id);
  Screen s{.title = v.plan.title, .caption = v.unit_name, .crumbs = {kHomeCrumb, {.label = "Kế hoạch", .href = "/cai-cach/ke-hoach"}}};
  s.meta.push_back(
      fmt::format("{} {}. {}{}", label(v.plan.kind), years(v.plan), label(v.plan.state),
                  v.plan.issued_on ? fmt::format(", số {} ngày {}", v.plan.number, vn_date(*v.plan.issued_on)) : std::string()));
  if (!v.parent_title.empty()) s.meta.push_back("Triển khai: " + v.parent_title);
  if (!v.plan.exception.empty()) s.meta.push_back("Ban hành khi nhiệm vụ chưa đủ cụ thể: " + v.plan.exception);
  if (v.may_manage) {
    if (v.plan.state == PlanState::draft) s.links.push_back({.label = "Ban hành", .href = base + "/ban-hanh"});
    if (v.plan.state == PlanState::issued) s.links.push_back({.label = "Điều chỉnh", .href = base + "/dieu-chinh"});
  }
  if (v.plan.kind == PlanKind::yearly || v.tallies.tasks.live > 0) s.groups.push_back(counters(v.tallies, base));
  if (v.plan.state == PlanState::adjusted && v.may_manage)
    s.add({.notices = {{.title = "Đang điều chỉnh.",
                        .text = "Thêm mục tiêu, nhiệm vụ theo quyết định, rồi kết thúc đợt điều chỉnh.",
                        .tone = ui::Tone::warn}},
           .actions = {{.action = base + "/ket-thuc-dieu-chinh", .label = "Kết thúc điều chỉnh"}}});
  if (!v.handed_down.empty()) s.add(handed_block(v));
  s.add(goal_block(v));
  s.add(task_block(v));
  if (v.plan.kind != PlanKind::yearly) s.add(budget_block(v));
  if (!v.checks.empty()) s.add(check_block(v));
  if (!v.adjustments.empty()) {
    Grid g{.caption = "Các lần điều chỉnh",
           .columns = {{.label = "Ngày"}, {.label = "Văn bản"}, {.label = "Lý do", .width = 50}, {.label = "Người ghi"}}};
    for (const auto& a : v.adjustments)
      g.lines.push_back({{{.text = vn_date(a.day)}, {.text = a.number}, {.text = a.reason}, {.text = a.made_by}}});
    s.add({.title = "Các lần điều chỉnh", .grid = std::move(g)});
  }
  return show(call, shells_, s);
}

std::span<const web::RouteOf<PlanPages>> PlanPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<PlanPages>>({
      {Method::get, "/cai-cach/ke-hoach", kReformRead, &PlanPages::list},
      {Method::get, "/cai-cach/ke-hoach/them", kReformManage, &PlanPages::draft_form},
      {Method::post, "/cai-cach/ke-hoach/them", kReformManage, &PlanPages::draft},
      {Method::get, "/cai-cach/ke-hoach/{ke_hoach}", kReformRead, &PlanPages::plan},
      {Method::get, "/cai-cach/ke-hoach/{ke_hoach}/{viec}", kReformManage, &PlanPages::form},
      {Method::post, "/cai-cach/ke-hoach/{ke_hoach}/{viec}", kReformManage, &PlanPages::act},
  });
  return kRoutes;
}

}  // namespace motcua::reform
