#include "reform/plans.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_plans.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

tl::unexpected<Error> no_plan() { return errors::not_found("reform.no_plan", "Không có kế hoạch này trong phạm vi của bạn."); }
tl::unexpected<Error> no_task() { return errors::not_found("reform.no_task", "Không có nhiệm vụ này trong phạm vi của bạn."); }
tl::unexpected<Error> not_yours(std::string_view key) {
  return errors::forbidden(key, "Việc này do cơ quan lập kế hoạch hoặc cơ quan chủ trì làm. Liên hệ cơ quan đó.");
}

bool Base::may_work(const Actor& actor, UnitId unit) const { return actor.permits_in(identity::kReformWork, unit); }
bool Base::may_manage(const Actor& actor, UnitId unit) const { return actor.permits_in(identity::kReformManage, unit); }

std::string Base::unit_name(UnitId unit) const { return unit ? std::string(identity.tree()->name(unit, today())) : std::string(); }

bool Base::may_read(const Actor& actor, UnitId unit) const {
  if (actor.permits_in(kReformRead, unit)) return true;
  // What a unit issues binds those below it.
  const auto tree = identity.tree();
  const auto day = today();
  const auto kind = tree->kind(unit, day);
  const auto place = kind == identity::UnitKind::committee ? tree->territory(unit, day).value_or(unit) : unit;
  const auto scopes = actor.scopes_with(kReformRead);
  return std::ranges::any_of(scopes, [&](const identity::Scope& s) { return tree->is_within(s.unit, place, day); });
}

std::vector<UnitId> partners_of(const Task& t) {
  std::vector<UnitId> units;
  std::int64_t n = 0;
  bool digits = false;
  for (const char c : t.partners) {
    if (c >= '0' && c <= '9') {
      n = n * 10 + (c - '0');
      digits = true;
    } else {
      if (digits) units.push_back(UnitId{n});
      n = 0;
      digits = false;
    }
  }
  return units;
}
std::string partner_list(const std::vector<UnitId>& units) {
  std::string out;
  for (const auto u : units) out += (out.empty() ? "," : "") + std::to_string(u.value) + ",";
  return out;
}

// ---- what a plan looks like today -------------------------------------------------------------------------------------------------------
Plans::Loaded Plans::load(ReadTx& tx, const Plan& plan) const {
  Loaded l;
  l.plan = plan;
  l.goals = rows::goals(tx, plan.id);
  l.tasks = rows::tasks_of_plan(tx, plan.id);
  l.activities = rows::activities_of_plan(tx, plan.id);
  std::vector<std::int64_t> ids;
  for (const auto& t : l.tasks) ids.push_back(t.id);
  for (const auto& s : rows::signs(tx, ids)) l.dated[s.task] = {.begun = s.begun, .deployed = s.deployed};
  for (const auto& t : l.tasks) {
    auto& d = l.dated[t.id];
    d.course = t.course;
    d.due = t.due;
    d.done = t.done_on;
  }
  return l;
}

std::vector<GoalView> Plans::goal_views(const Loaded& l) const {
  std::vector<GoalView> views;
  const auto today = b_.today();
  for (const auto& g : l.goals) {
    GoalView v{.goal = g};
    Dated d{.course = g.course, .due = g.due, .done = g.done_on, .begun = true};
    if (!g.metric.empty()) {
      v.figure = b_.figures.of(g.metric, l.plan.unit, l.plan.year);
      v.reference = b_.figures.reference(g.target_kind, g.metric, l.plan.unit, l.plan.year);
      v.reached = reform::reached({g.target_kind, g.target}, v.figure, v.reference);
      if (v.reached == true) {
        d.course = Course::done;
        d.done = d.due ? std::min(*d.due, today) : today;
      }
    }
    v.state = state_on(d, today);
    views.push_back(std::move(v));
  }
  return views;
}

PlanTallies Plans::tallies(const Loaded& l) const {
  PlanTallies t;
  const auto today = b_.today();
  for (const auto& v : goal_views(l)) {
    const bool done = is_done(v.state);
    t.goals.add({.course = done ? Course::done : v.goal.course,
                 .due = v.goal.due,
                 .done = done ? std::optional(v.goal.done_on.value_or(v.goal.due ? std::min(*v.goal.due, today) : today)) : std::nullopt,
                 .begun = true},
                today);
  }
  for (const auto& task : l.tasks) t.tasks.add(l.dated.at(task.id), today);
  for (const auto& a : l.activities) {
    // Activities of a task that was stopped go with it.
    const auto& of = l.dated.at(a.task);
    t.activities.add({.course = of.course == Course::cancelled ? Course::cancelled : a.course, .due = a.due, .done = a.done_on}, today);
  }
  return t;
}

std::vector<TaskView> Plans::viewed(ReadTx& tx, const std::vector<Task>& tasks) const {
  std::vector<std::int64_t> ids;
  for (const auto& t : tasks) ids.push_back(t.id);
  std::map<std::int64_t, rows::TaskSign> signs;
  for (const auto& s : rows::signs(tx, ids)) signs[s.task] = s;
  std::map<std::int64_t, std::string> plans;
  std::vector<TaskView> views;
  const auto today = b_.today();
  for (const auto& t : tasks) {
    TaskView v{.task = t};
    const auto& s = signs[t.id];
    v.state = state_on({t.course, t.due, t.done_on, s.begun, s.deployed}, today);
    if (v.state == TaskState::overdue) v.days_over = static_cast<int>((today - *t.due).count());
    v.lead_name = b_.unit_name(t.lead);
    v.reminded = rows::times_reminded(tx, t.id, ReminderRule::overdue, Recipient::head);
    if (t.plan != 0) {
      auto& title = plans[t.plan];
      if (title.empty())
        if (const auto p = find<Plan>(tx, t.plan)) title = p->title;
      v.plan_title = title;
    } else {
      v.plan_title = t.document.empty() ? std::string(label(t.origin)) : t.document;
    }
    views.push_back(std::move(v));
  }
  return views;
}

PlanFacts Plans::facts(ReadTx& tx, const Plan& plan, const std::vector<Task>& tasks, std::vector<Task>* missing) const {
  PlanFacts f;
  f.issued = plan.state != PlanState::draft;
  f.issue_by = plan.issue_by;
  std::string text;
  std::set<std::int64_t> carried;
  for (const auto& t : tasks) {
    if (t.course == Course::cancelled) continue;
    f.tasks.push_back({t.text, t.product, t.kind, static_cast<bool>(t.lead), t.due.has_value()});
    text += t.text + ". ";
    if (t.parent != 0) carried.insert(t.parent);
  }
  if (plan.parent != 0)
    for (const auto& t : rows::tasks_of_plan(tx, plan.parent)) {
      const auto partners = partners_of(t);
      if (t.course == Course::cancelled || (t.lead != plan.unit && std::ranges::find(partners, plan.unit) == partners.end())) continue;
      ++f.handed_down;
      if (carried.contains(t.id)) continue;
      f.missing.push_back(t.text);
      if (missing) missing->push_back(t);
    }
  auto others = rows::issued_plans(tx, plan.unit, plan.year - 1);
  std::ranges::move(rows::other_plans(tx, plan.year, plan.id, 50), std::back_inserter(others));
  for (const auto& other : others) {
    if (other.kind != PlanKind::yearly || plan.kind != PlanKind::yearly || other.id == plan.parent) continue;
    std::string theirs;
    for (const auto& t : rows::tasks_of_plan(tx, other.id)) theirs += t.text + ". ";
    f.alike.emplace_back(fmt::format("{} năm {}", b_.unit_name(other.unit), other.year), likeness(text, theirs));
  }
  return f;
}

std::vector<PlanRow> Plans::list(const Actor& actor, int limit) {
  const auto units = actor.units_with(kReformRead);
  std::vector<UnitId> above;
  const auto tree = b_.identity.tree();
  for (const auto& s : actor.scopes_with(kReformRead))
    for (const auto a : tree->ancestors(s.unit, b_.today())) {
      above.push_back(a);
      for (const auto c : tree->children(a, b_.today()))
        if (tree->kind(c, b_.today()) == identity::UnitKind::committee) above.push_back(c);
    }
  std::vector<Loaded> loaded;
  b_.db.read([&](ReadTx& tx) {
    for (const auto& p : rows::plans(tx, units, above, limit)) loaded.push_back(load(tx, p));
  });
  std::vector<PlanRow> out;
  for (const auto& l : loaded) out.push_back({l.plan, b_.unit_name(l.plan.unit), tallies(l)});
  return out;
}

Result<PlanView> Plans::open(const Actor& actor, std::int64_t id) {
  PlanView v;
  Loaded l;
  PlanFacts known;
  const bool there = b_.db.read([&](ReadTx& tx) {
    const auto p = find<Plan>(tx, id);
    if (!p) return false;
    const bool own = actor.permits_in(kReformRead, p->unit);
    if (!own && (p->state == PlanState::draft || !b_.may_read(actor, p->unit))) return false;
    l = load(tx, *p);
    v.tasks = viewed(tx, l.tasks);
    v.budgets = rows::budgets(tx, id);
    v.adjustments = rows::adjustments(tx, id);
    known = facts(tx, *p, l.tasks, &v.handed_down);
    if (p->parent != 0)
      if (const auto parent = find<Plan>(tx, p->parent)) v.parent_title = parent->title;
    return true;
  });
  if (!there) return no_plan();
  v.plan = l.plan;
  v.unit_name = b_.unit_name(v.plan.unit);
  v.goals = goal_views(l);
  v.tallies = tallies(l);
  v.may_manage = b_.may_manage(actor, v.plan.unit);
  if (v.plan.kind == PlanKind::yearly) v.checks = check_plan(known, b_.today());
  return v;
}

// ---- making one
// ---------------------------------------------------------------------------------------------------------------------------
Result<std::int64_t> Plans::draft(const Actor& actor, const NewPlan& wish) {
  std::vector<FieldError> wrong;
  Plan p;
  p.unit = wish.unit;
  p.kind = wish.kind;
  p.year = wish.year;
  p.last_year = wish.kind == PlanKind::yearly ? wish.year : wish.last_year;
  p.title = clean(wish.title);
  p.basis = clean(wish.basis);
  p.parent = wish.parent;
  p.issue_by = wish.issue_by;
  p.budget = wish.budget;
  p.budget_more = wish.budget_more;
  if (!wish.unit) wrong.push_back({"don_vi", "Chọn đơn vị lập kế hoạch."});
  if (p.title.empty()) wrong.push_back({"ten", "Ghi tên kế hoạch."});
  if (p.year < 2010 || p.year > 2100)
    wrong.push_back({"nam", "Ghi năm bắt đầu, ví dụ 2026."});
  else if (p.last_year < p.year || p.last_year > p.year + 15)
    wrong.push_back({"den_nam", "Năm kết thúc phải từ năm bắt đầu trở đi, nhiều nhất 15 năm sau."});
  if (!wrong.empty()) return errors::invalid_fields("reform.plan_invalid", std::move(wrong));
  if (!b_.may_manage(actor, p.unit)) return not_yours("reform.plan_not_yours");
  const auto by = by_of(actor, b_.clock.now());
  p.id = b_.ids.next();
  p.made_by = by.name;
  p.made_at = by.at;
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    auto fresh = p;
    if (p.parent != 0) {
      const auto parent = find<Plan>(tx, p.parent);
      if (!parent || !b_.may_read(actor, parent->unit) || parent->state == PlanState::draft)
        return errors::invalid_fields("reform.parent_unknown", {{"cap_tren", "Chọn kế hoạch cấp trên trong danh sách."}});
    }
    TRY_VOID(keep(tx, fresh, "reform_plan.drafted", by));
    return fresh.id;
  });
}

Result<Plan> Plans::changeable(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto p = find<Plan>(tx, id);
  if (!p || !b_.may_read(actor, p->unit)) return no_plan();
  if (!b_.may_manage(actor, p->unit)) {
    if (p->state == PlanState::draft) return no_plan();
    return not_yours("reform.plan_not_managed");
  }
  if (p->state != PlanState::draft && p->state != PlanState::adjusted)
    return errors::illegal_transition("reform.plan_closed", "Kế hoạch đã ban hành. Mở đợt điều chỉnh theo quyết định rồi sửa.");
  return *std::move(p);
}

Result<std::int64_t> Plans::add_goal(const Actor& actor, std::int64_t plan, Goal wish) {
  wish.text = clean(wish.text);
  std::vector<FieldError> wrong;
  if (wish.text.empty()) wrong.push_back({"muc_tieu", "Ghi nội dung mục tiêu."});
  if (!wish.metric.empty() && wish.target_kind == TargetKind::none)
    wrong.push_back({"chi_tieu", "Chọn cách so sánh: ít nhất, không quá, bình quân tỉnh hay năm trước."});
  if (wish.metric.empty() && wish.target_kind != TargetKind::none)
    wrong.push_back({"so_lieu", "Chọn số liệu để so với chỉ tiêu, hoặc bỏ chỉ tiêu số."});
  if (!wrong.empty()) return errors::invalid_fields("reform.goal_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto p, changeable(tx, actor, plan));
    auto g = wish;
    g.id = b_.ids.next();
    g.plan = p.id;
    g.number = static_cast<int>(rows::goals(tx, plan).size()) + 1;
    TRY_VOID(keep(tx, g, "reform_goal.added", by));
    return g.id;
  });
}

Result<std::int64_t> Plans::add_task(const Actor& actor, std::int64_t plan, Task wish) {
  wish.text = clean(wish.text);
  wish.product = clean(wish.product);
  if (wish.text.empty()) return errors::invalid_fields("reform.task_without_text", {{"nhiem_vu", "Ghi nội dung nhiệm vụ."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto p, changeable(tx, actor, plan));
    auto t = wish;
    t.id = b_.ids.next();
    t.plan = p.id;
    t.owner = p.unit;
    t.number = static_cast<int>(rows::tasks_of_plan(tx, plan).size()) + 1;
    t.given_on = p.issued_on.value_or(b_.today());
    TRY_VOID(keep(tx, t, "reform_task.added", by));
    return t.id;
  });
}

Result<std::int64_t> Plans::add_budget(const Actor& actor, std::int64_t plan, Budget wish) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto p, changeable(tx, actor, plan));
    std::vector<FieldError> wrong;
    if (wish.year < p.year || wish.year > p.last_year)
      wrong.push_back({"nam_kinh_phi", fmt::format("Năm phải từ {} đến {}.", p.year, p.last_year)});
    if (wish.planned < 0 || wish.spent < 0) wrong.push_back({"kinh_phi", "Số tiền không âm."});
    if (!wrong.empty()) return errors::invalid_fields("reform.budget_invalid", std::move(wrong));
    auto line = wish;
    line.id = b_.ids.next();
    line.plan = plan;
    TRY_VOID(keep(tx, line, "reform_budget.added", by));
    return line.id;
  });
}

Status Plans::issue(const Actor& actor, std::int64_t plan, std::string number, std::optional<Day> day, std::string reason) {
  number = clean(number);
  reason = clean(reason);
  std::vector<FieldError> wrong;
  if (number.empty()) wrong.push_back({"so", "Ghi số kế hoạch, ví dụ 12/KH-UBND."});
  if (!day)
    wrong.push_back({"ngay", "Ghi ngày ban hành."});
  else if (*day > b_.today())
    wrong.push_back({"ngay", "Ngày ban hành không sau hôm nay."});
  if (!wrong.empty()) return errors::invalid_fields("reform.issue_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto p, changeable(tx, actor, plan));
    if (p.state != PlanState::draft) return errors::illegal_transition("reform.plan_issued", "Kế hoạch này đã ban hành.");
    const auto known = facts(tx, p, rows::tasks_of_plan(tx, plan), nullptr);
    const auto all = static_cast<std::int64_t>(known.tasks.size());
    if (p.kind == PlanKind::yearly && (all == 0 || complete_tasks(known.tasks) * 100 < all * kCompleteShare)) {
      if (all == 0 || reason.empty())
        return errors::invalid_fields(
            "reform.plan_too_general",
            {{"ly_do", fmt::format("Mới {}/{} nhiệm vụ có cơ quan chủ trì, thời hạn và sản phẩm. Bổ sung, hoặc ghi lý do vẫn ban hành.",
                                   complete_tasks(known.tasks), all)}});
      p.exception = reason;
    }
    p.number = number;
    p.issued_on = day;
    p.state = PlanState::issued;
    return keep(tx, p, "reform_plan.issued", by);
  });
}

Status Plans::adjust(const Actor& actor, std::int64_t plan, std::string number, std::optional<Day> day, std::string reason) {
  Adjustment a{.number = clean(number), .reason = clean(reason), .made_by = actor.display_name};
  std::vector<FieldError> wrong;
  if (a.number.empty()) wrong.push_back({"so", "Ghi số văn bản điều chỉnh."});
  if (!day) wrong.push_back({"ngay", "Ghi ngày văn bản."});
  if (a.reason.empty()) wrong.push_back({"ly_do", "Ghi lý do điều chỉnh."});
  if (!wrong.empty()) return errors::invalid_fields("reform.adjust_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto p = find<Plan>(tx, plan);
    if (!p || !b_.may_read(actor, p->unit)) return no_plan();
    if (!b_.may_manage(actor, p->unit))
      return p->state == PlanState::draft ? Status(no_plan()) : Status(not_yours("reform.adjust_not_yours"));
    if (p->state != PlanState::issued)
      return errors::illegal_transition("reform.not_adjustable", "Chỉ điều chỉnh kế hoạch đã ban hành và chưa mở đợt điều chỉnh.");
    auto fresh = a;
    fresh.id = b_.ids.next();
    fresh.plan = plan;
    fresh.day = *day;
    TRY_VOID(keep(tx, fresh, "reform_adjustment.opened", by));
    p->state = PlanState::adjusted;
    return keep(tx, *p, "reform_plan.adjusted", by);
  });
}

Status Plans::end_adjusting(const Actor& actor, std::int64_t plan) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto p, changeable(tx, actor, plan));
    if (p.state != PlanState::adjusted) return errors::illegal_transition("reform.not_adjusting", "Kế hoạch này không đang điều chỉnh.");
    p.state = PlanState::issued;
    return keep(tx, p, "reform_plan.adjustment_ended", by);
  });
}

Status Plans::goal_reached(const Actor& actor, std::int64_t goal, std::string document, std::optional<Day> day) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto g = find<Goal>(tx, goal);
    const auto p = g ? find<Plan>(tx, g->plan) : std::nullopt;
    if (!p || !b_.may_read(actor, p->unit)) return errors::not_found("reform.no_goal", "Không có mục tiêu này.");
    if (!b_.may_manage(actor, p->unit)) return not_yours("reform.goal_not_yours");
    if (p->state == PlanState::draft) return errors::illegal_transition("reform.goal_of_draft", "Kế hoạch chưa ban hành.");
    if (!g->metric.empty())
      return errors::illegal_transition("reform.goal_has_figure", "Mục tiêu này tự tính từ số liệu, không xác nhận bằng tay.");
    g->proof = clean(document);
    std::vector<FieldError> wrong;
    if (g->proof.empty()) wrong.push_back({"van_ban", "Ghi văn bản chứng minh: số, ngày, trích yếu."});
    if (!day || *day > b_.today()) wrong.push_back({"ngay", "Ghi ngày đạt, không sau hôm nay."});
    if (!wrong.empty()) return errors::invalid_fields("reform.goal_proof_invalid", std::move(wrong));
    g->course = Course::done;
    g->done_on = day;
    return keep(tx, *g, "reform_goal.reached", by);
  });
}

Result<std::int64_t> Plans::carry_out(const Actor& actor, std::int64_t plan, std::int64_t higher_task, UnitId lead, std::optional<Day> due,
                                      std::string product) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto p, changeable(tx, actor, plan));
    const auto higher = find<Task>(tx, higher_task);
    if (!higher || higher->plan != p.parent || p.parent == 0) return no_task();
    auto t = *higher;
    t.id = b_.ids.next();
    t.version = 0;
    t.plan = p.id;
    t.owner = p.unit;
    t.parent = higher->id;
    t.goal = 0;
    t.number = static_cast<int>(rows::tasks_of_plan(tx, plan).size()) + 1;
    t.lead = lead ? lead : p.unit;
    t.partners = {};
    t.official = {};
    if (due) t.due = due;
    t.first_due = std::nullopt;
    if (!clean(product).empty()) t.product = clean(product);
    t.budget = 0;
    t.given_on = b_.today();
    t.received_at = std::nullopt;
    t.course = Course::open;
    t.done_on = std::nullopt;
    t.closing = {};
    t.evaluation = Evaluation::none;
    t.wanted_due = std::nullopt;
    t.wanted_reason = {};
    TRY_VOID(keep(tx, t, "reform_task.carried_out", by));
    return t.id;
  });
}

}  // namespace motcua::reform
