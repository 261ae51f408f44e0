#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/plans.hpp"
#include "reform/store_plans.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

namespace {
bool takes_part(const Base& b, const Actor& actor, const Task& t, web::Permission permission) {
  static_cast<void>(b);
  if (t.lead && actor.permits_in(permission, t.lead)) return true;
  return std::ranges::any_of(partners_of(t), [&](UnitId u) { return actor.permits_in(permission, u); });
}

// What one row of a task's journal changed, in words.
std::string change_words(const Json& before, const Json& after, std::string_view kind) {
  std::string out;
  const auto add = [&](std::string text) { out += (out.empty() ? "" : "; ") + std::move(text); };
  const auto day = [](const Json& j) {
    const auto text = j.text();
    const auto d = text ? parse_day(*text) : std::nullopt;
    return d ? vn_date(*d) : std::string("không có");
  };
  if (kind == "reform_task.added" || kind == "reform_task.given" || kind == "reform_task.carried_out")
    add("Giao nhiệm vụ, hạn " + day(after["due"]));
  else if (day(before["due"]) != day(after["due"]))
    add(fmt::format("Hạn đổi từ {} sang {}", day(before["due"]), day(after["due"])));
  if (kind == "reform_task.received") add("Đơn vị chủ trì đã mở nhiệm vụ");
  if (kind == "reform_task.extension_asked")
    add("Xin gia hạn đến " + day(after["wanted_due"]) + ": " + std::string(after["wanted_reason"].text().value_or("")));
  if (kind == "reform_task.extension_refused") add("Không gia hạn: " + std::string(after["closing"].text().value_or("")));
  if (kind == "reform_task.finished") add("Hoàn thành ngày " + day(after["done_on"]));
  if (kind == "reform_task.stopped") add("Dừng thực hiện: " + std::string(after["closing"].text().value_or("")));
  if (kind == "reform_task.not_met") add("Đánh giá chưa đạt, làm tiếp");
  return out.empty() ? std::string("Ghi nhận thay đổi") : out;
}

std::vector<TaskPage::Change> history_of(ReadTx& tx, const identity::Identity& identity, std::int64_t id) {
  std::vector<TaskPage::Change> out;
  Json before;
  for (const auto& row : store::history(tx, Table<Task>::name, id)) {
    const auto now = Json::parse(row.payload);
    if (!now) continue;
    std::string by = "Hệ thống";
    if (row.actor != 0)
      if (const auto account = identity.account(tx, identity::AccountId{row.actor})) by = account->name;
    out.insert(out.begin(), {row.at, by, change_words(before, *now, row.kind)});
    before = *now;
  }
  return out;
}
}  // namespace

Result<Task> Plans::visible(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto t = find<Task>(tx, id);
  if (!t) return no_task();
  if (actor.permits_in(kReformRead, t->owner)) return *std::move(t);
  const auto plan = t->plan == 0 ? std::nullopt : find<Plan>(tx, t->plan);
  if (plan && plan->state == PlanState::draft) return no_task();
  if (takes_part(b_, actor, *t, kReformRead) || (plan && b_.may_read(actor, plan->unit))) return *std::move(t);
  return no_task();
}
Result<Task> Plans::worked(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  TRY(auto t, visible(tx, actor, id));
  if (!takes_part(b_, actor, t, identity::kReformWork) && !b_.may_manage(actor, t.owner)) return not_yours("reform.task_not_yours");
  if (t.plan != 0)
    if (const auto p = find<Plan>(tx, t.plan); p && p->state == PlanState::draft)
      return errors::illegal_transition("reform.task_of_draft", "Kế hoạch chưa ban hành, chưa báo kết quả được.");
  if (t.course != Course::open) return errors::illegal_transition("reform.task_closed", "Nhiệm vụ này đã kết thúc.");
  return t;
}
Result<Task> Plans::managed(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  TRY(auto t, visible(tx, actor, id));
  if (!b_.may_manage(actor, t.owner)) return not_yours("reform.task_not_managed");
  if (t.course != Course::open) return errors::illegal_transition("reform.task_ended", "Nhiệm vụ này đã kết thúc.");
  return t;
}

std::vector<TaskView> Plans::tasks(const Actor& actor, List which, std::optional<Day> after_due, std::int64_t after, int limit) {
  const auto readable = actor.units_with(kReformRead), own = actor.units_with(identity::kReformWork);
  const auto today = b_.today();
  rows::TaskFilter f{.owners = readable, .leads = readable, .after_due = after_due, .after = after, .limit = limit};
  switch (which) {
    case List::mine:
      f.owners = {};
      f.leads = own;
      f.course = Course::open;
      break;
    case List::overdue:
      f.course = Course::open;
      f.due_before = today;
      break;
    case List::soon:
      f.course = Course::open;
      f.due_from = today;
      f.due_to = today + std::chrono::days{15};
      break;
    case List::assigned: f.origin = Origin::assigned; break;
    case List::all: break;
  }
  return b_.db.read([&](ReadTx& tx) { return viewed(tx, rows::tasks(tx, f)); });
}

std::optional<Plans::PlanTotals> Plans::totals(UnitId unit, int year) {
  const auto loaded = b_.db.read([&](ReadTx& tx) -> std::optional<Loaded> {
    const auto issued = rows::issued_plans(tx, unit, year);
    const auto own = std::ranges::find(issued, PlanKind::yearly, &Plan::kind);
    return own == issued.end() ? std::nullopt : std::optional(load(tx, *own));
  });
  if (!loaded) return std::nullopt;
  return PlanTotals{loaded->plan, tallies(*loaded)};
}

std::vector<TaskView> Plans::assigned_to(UnitId unit) {
  const auto tree = b_.identity.tree();
  const auto units = tree->within(tree->territory(unit, b_.today()).value_or(unit), b_.today());
  return b_.db.read([&](ReadTx& tx) { return viewed(tx, rows::tasks(tx, {.leads = units, .origin = Origin::assigned, .limit = 1000})); });
}

Result<TaskPage> Plans::task(const Actor& actor, std::int64_t id) {
  TaskPage p;
  const auto loaded = b_.db.read([&](ReadTx& tx) -> Status {
    TRY(const auto t, visible(tx, actor, id));
    p.view = viewed(tx, {t}).front();
    if (t.plan != 0) p.plan = find<Plan>(tx, t.plan).value_or(Plan{});
    p.activities = rows::activities(tx, id);
    p.proofs = rows::proofs(tx, id);
    p.notes = rows::notes(tx, id);
    p.reminders = rows::reminders(tx, id);
    p.children = viewed(tx, rows::children_of_task(tx, id));
    if (t.parent != 0) p.parent = find<Task>(tx, t.parent);
    p.history = history_of(tx, b_.identity, id);
    return {};
  });
  TRY_VOID(loaded);
  const auto& t = p.view.task;
  p.owner_name = b_.unit_name(t.owner);
  p.follow_up_name = b_.unit_name(t.follow_up);
  for (const auto u : partners_of(t)) p.partner_names.push_back(b_.unit_name(u));
  if (!t.metric.empty()) {
    const int year = p.plan.id != 0 ? p.plan.year : int{std::chrono::year_month_day{t.given_on}.year()};
    const auto whose = t.lead ? t.lead : t.owner;
    p.figure = b_.figures.of(t.metric, whose, year);
    p.reference = b_.figures.reference(t.target_kind, t.metric, whose, year);
    p.reached = reform::reached({t.target_kind, t.target}, p.figure, p.reference);
  }
  const bool draft = p.plan.id != 0 && p.plan.state == PlanState::draft;
  const bool open = t.course == Course::open && !draft;
  p.may_manage = open && b_.may_manage(actor, t.owner);
  p.may_work = open && (p.may_manage || takes_part(b_, actor, t, identity::kReformWork));
  return p;
}

Result<std::int64_t> Plans::give(Tx& tx, const By& by, Task wish) {
  wish.text = clean(wish.text);
  if (wish.text.empty()) return errors::invalid_fields("reform.given_without_text", {{"nhiem_vu", "Ghi nội dung nhiệm vụ."}});
  if (!wish.lead) return errors::invalid_fields("reform.given_to_nobody", {{"chu_tri", "Chọn cơ quan chủ trì."}});
  wish.id = b_.ids.next();
  if (wish.given_on == Day{}) wish.given_on = day_of(by.at);
  TRY_VOID(keep(tx, wish, "reform_task.given", by));
  return wish.id;
}
Result<std::int64_t> Plans::give(const Actor& actor, Task wish) {
  if (!b_.may_manage(actor, wish.owner)) return not_yours("reform.give_not_yours");
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) { return give(tx, by, wish); });
}

Status Plans::confirm_receipt(const Actor& actor, std::int64_t id) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto t, worked(tx, actor, id));
    if (t.received_at) return {};
    t.received_at = by.at;
    return keep(tx, t, "reform_task.received", by);
  });
}

Result<std::int64_t> Plans::add_activity(const Actor& actor, std::int64_t task, Activity wish) {
  wish.text = clean(wish.text);
  if (wish.text.empty()) return errors::invalid_fields("reform.activity_without_text", {{"hoat_dong", "Ghi nội dung hoạt động."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto t, visible(tx, actor, task));
    if (!takes_part(b_, actor, t, identity::kReformWork) && !b_.may_manage(actor, t.owner)) return not_yours("reform.activity_not_yours");
    if (t.course != Course::open) return errors::illegal_transition("reform.activity_of_closed", "Nhiệm vụ này đã kết thúc.");
    auto a = wish;
    a.id = b_.ids.next();
    a.task = task;
    a.number = static_cast<int>(rows::activities(tx, task).size()) + 1;
    TRY_VOID(keep(tx, a, "reform_activity.added", by));
    return a.id;
  });
}

Result<std::int64_t> Plans::add_note(const Actor& actor, std::int64_t task, std::string text) {
  Note n{.text = clean(text), .made_by = actor.display_name, .made_at = b_.clock.now()};
  if (n.text.empty()) return errors::invalid_fields("reform.note_empty", {{"ghi_chu", "Ghi tiến độ: đã làm gì, vướng gì."}});
  const auto by = by_of(actor, n.made_at);
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto t, worked(tx, actor, task));
    auto fresh = n;
    fresh.id = b_.ids.next();
    fresh.task = t.id;
    TRY_VOID(keep(tx, fresh, "reform_note.added", by));
    return fresh.id;
  });
}

Result<std::int64_t> Plans::register_proof(const Actor& actor, std::int64_t task, NewProof wish) {
  Proof p{.activity = wish.activity,
          .kind = wish.kind,
          .text = clean(wish.text),
          .number = clean(wish.number),
          .hash = wish.hash,
          .file_name = wish.file_name,
          .metric = wish.metric,
          .made_by = actor.display_name,
          .made_at = b_.clock.now()};
  p.day = wish.day.value_or(b_.today());
  std::vector<FieldError> wrong;
  if (p.text.empty()) wrong.push_back({"noi_dung", "Ghi tên sản phẩm: trích yếu văn bản, nội dung báo cáo hay hội nghị."});
  if (p.kind == ProofKind::document && p.number.empty()) wrong.push_back({"so", "Ghi số, ký hiệu văn bản."});
  if (p.day > b_.today()) wrong.push_back({"ngay", "Ngày của sản phẩm không sau hôm nay."});
  if (p.kind == ProofKind::figure) {
    TRY(const auto page, this->task(actor, task));
    p.metric = page.view.task.metric;
    if (p.metric.empty())
      wrong.push_back({"loai", "Nhiệm vụ này không gắn số liệu từ hồ sơ. Chọn văn bản hay báo cáo."});
    else if (!page.figure.value)
      wrong.push_back({"loai", "Chưa có số liệu để chứng minh."});
    p.figure = page.figure.value;
  }
  if (!wrong.empty()) return errors::invalid_fields("reform.proof_invalid", std::move(wrong));
  const auto by = by_of(actor, p.made_at);
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto t, worked(tx, actor, task));
    if (p.activity != 0) {
      const auto a = find<Activity>(tx, p.activity);
      if (!a || a->task != t.id)
        return errors::invalid_fields("reform.activity_unknown", {{"hoat_dong", "Chọn hoạt động của nhiệm vụ này."}});
    }
    auto fresh = p;
    fresh.id = b_.ids.next();
    fresh.task = t.id;
    TRY_VOID(keep(tx, fresh, "reform_proof.registered", by));
    return fresh.id;
  });
}

Status Plans::judge_proof(const Actor& actor, std::int64_t proof, bool accept, std::string answer) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto p = find<Proof>(tx, proof);
    if (!p) return errors::not_found("reform.no_proof", "Không có sản phẩm này trong phạm vi của bạn.");
    TRY(const auto t, managed(tx, actor, p->task));
    if (p->state != ProofState::submitted) return errors::illegal_transition("reform.proof_judged", "Sản phẩm này đã được xem xét.");
    p->answer = clean(answer);
    if (!accept && p->answer.empty()) return errors::invalid_fields("reform.return_without_reason", {{"tra_loi", "Ghi lý do trả lại."}});
    p->state = accept ? ProofState::accepted : ProofState::returned;
    TRY_VOID(keep(tx, *p, accept ? "reform_proof.accepted" : "reform_proof.returned", by));
    if (!accept || p->activity == 0) return {};
    auto a = find<Activity>(tx, p->activity);
    if (!a || a->course != Course::open) return {};
    a->course = Course::done;
    a->done_on = p->day;
    return keep(tx, *a, "reform_activity.finished", by);
  });
}

Status Plans::finish(const Actor& actor, std::int64_t id, Evaluation evaluation) {
  TRY(const auto page, task(actor, id));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto t, managed(tx, actor, id));
    t.evaluation = evaluation;
    if (evaluation == Evaluation::not_met) return keep(tx, t, "reform_task.not_met", by);
    std::optional<Day> done;
    for (const auto& p : rows::proofs(tx, id))
      if (p.state == ProofState::accepted) done = std::max(done.value_or(p.day), p.day);
    if (!done)
      return errors::illegal_transition("reform.no_accepted_proof",
                                        "Chưa có sản phẩm nào được xác nhận. Xác nhận sản phẩm trước, rồi kết thúc.");
    if (t.target_kind != TargetKind::none && page.reached != true)
      return errors::illegal_transition(
          "reform.target_not_reached",
          fmt::format("Chỉ tiêu {} chưa đạt: hiện nay {}.", target_words({t.target_kind, t.target}), page.figure.text()));
    t.course = Course::done;
    t.done_on = done;
    return keep(tx, t, "reform_task.finished", by);
  });
}

Status Plans::stop(const Actor& actor, std::int64_t id, std::string decision) {
  decision = clean(decision);
  if (decision.empty()) return errors::invalid_fields("reform.stop_without_decision", {{"quyet_dinh", "Ghi văn bản quyết định dừng."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto t, managed(tx, actor, id));
    t.course = Course::cancelled;
    t.closing = decision;
    return keep(tx, t, "reform_task.stopped", by);
  });
}

Status Plans::ask_extension(const Actor& actor, std::int64_t id, std::optional<Day> due, std::string reason) {
  reason = clean(reason);
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto t, worked(tx, actor, id));
    std::vector<FieldError> wrong;
    if (!due || (t.due && *due <= *t.due)) wrong.push_back({"han_moi", "Hạn mới phải sau hạn hiện nay."});
    if (reason.empty()) wrong.push_back({"ly_do", "Ghi lý do xin gia hạn."});
    if (t.due && b_.today() > *t.due) wrong.push_back({"han_moi", "Đã quá hạn, không gia hạn được nữa; báo kết quả khi xong."});
    if (!wrong.empty()) return errors::invalid_fields("reform.extension_invalid", std::move(wrong));
    t.wanted_due = due;
    t.wanted_reason = reason;
    return keep(tx, t, "reform_task.extension_asked", by);
  });
}

Status Plans::decide_extension(const Actor& actor, std::int64_t id, bool grant, std::string reason) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto t, managed(tx, actor, id));
    if (!t.wanted_due) return errors::illegal_transition("reform.no_extension_asked", "Chưa có đề nghị gia hạn.");
    if (grant && t.due && b_.today() > *t.due)
      return errors::illegal_transition("reform.extension_too_late", "Hạn cũ đã qua nên không gia hạn được; nhiệm vụ tính là quá hạn.");
    if (!grant && clean(reason).empty())
      return errors::invalid_fields("reform.refusal_without_reason", {{"ly_do", "Ghi lý do không gia hạn."}});
    if (grant) {
      if (!t.first_due) t.first_due = t.due;
      t.due = t.wanted_due;
    } else {
      t.closing = clean(reason);
    }
    t.wanted_due = std::nullopt;
    if (grant) t.wanted_reason = {};
    return keep(tx, t, grant ? "reform_task.extended" : "reform_task.extension_refused", by);
  });
}

}  // namespace motcua::reform
