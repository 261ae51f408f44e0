// Reminders (đôn đốc): made once a day from the dates of the tasks, kept with their reader, escalated by the rules.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "identity/permissions_reform.hpp"
#include "reform/plans.hpp"
#include "reform/store_plans.hpp"
#include "store/lease.hpp"

namespace motcua::reform {

using store::ReadTx;
using store::Tx;

namespace {
constexpr int kPage = 200;
constexpr int kDaysBack = 7;

std::string words(ReminderRule rule, const Task& t, Day day) {
  const auto left = t.due ? (*t.due - day).count() : 0;
  switch (rule) {
    case ReminderRule::soon: return fmt::format("Còn {} ngày đến hạn {}.", left, vn_date(*t.due));
    case ReminderRule::today: return "Đến hạn hôm nay.";
    case ReminderRule::overdue: return fmt::format("Quá hạn {} ngày (hạn {}).", -left, vn_date(*t.due));
    case ReminderRule::letter: return "Quá hạn 7 ngày: đã có dự thảo công văn đôn đốc.";
    case ReminderRule::third: return "Đã đôn đốc từ ba lần: nêu trong báo cáo của Ban Chỉ đạo.";
    case ReminderRule::silent: return "30 ngày chưa có ghi chú tiến độ.";
  }
  return {};
}
// In whose unit the reminder appears.
UnitId place(Recipient to, const Task& t) {
  const bool of_lead = to == Recipient::official || to == Recipient::head;
  return of_lead && t.lead ? t.lead : t.owner;
}
}  // namespace

int Plans::remind(const std::string& owner) {
  const auto now = b_.clock.now();
  if (!store::try_acquire_lease(b_.db, "reform.remind", owner, now, now + std::chrono::minutes(5))) return 0;
  const auto today = day_of(now);
  const auto until = b_.db.read([](ReadTx& tx) { return rows::watched_until(tx); });
  if (until && *until >= today) return 0;
  const auto first = std::max(until ? *until + std::chrono::days{1} : today, today - std::chrono::days{kDaysBack - 1});
  const By by{.name = "Hệ thống", .at = now};
  int made = 0;
  for (auto day = first; day <= today; day += std::chrono::days{1}) {
    for (std::int64_t after = 0;;) {
      const auto page = b_.db.read([&](ReadTx& tx) { return rows::open_tasks(tx, after, kPage); });
      if (page.empty()) break;
      after = page.back().id;
      const auto done = b_.db.write([&](Tx& tx) -> Result<int> {
        std::vector<std::int64_t> ids;
        for (const auto& t : page) ids.push_back(t.id);
        std::map<std::int64_t, rows::TaskSign> signs;
        for (const auto& s : rows::signs(tx, ids)) signs[s.task] = s;
        int n = 0;
        for (const auto& t : page) {
          if (t.plan != 0)
            if (const auto p = find<Plan>(tx, t.plan); !p || p->state == PlanState::draft) continue;
          const auto sent_late = static_cast<int>(rows::times_reminded(tx, t.id, ReminderRule::overdue, Recipient::head));
          const Watched w{t.due, t.course, signs[t.id].last_note.value_or(t.given_on), sent_late};
          for (const auto& r : reminders_on(w, day)) {
            if (rows::sent(tx, t.id, r.rule, r.to, day)) continue;
            Reminder reminder{.id = b_.ids.next(),
                              .task = t.id,
                              .rule = r.rule,
                              .recipient = r.to,
                              .unit = place(r.to, t),
                              .day = day,
                              .text = words(r.rule, t, day)};
            TRY_VOID(keep(tx, reminder, "reform_reminder.sent", by));
            ++n;
          }
        }
        return n;
      });
      made += done.value_or(0);
    }
    const auto marked = b_.db.write([&](Tx& tx) -> Status {
      rows::watched(tx, day);
      return {};
    });
    ensure(marked.has_value(), "the watch keeps its day");
  }
  return made;
}

std::vector<std::pair<Reminder, Task>> Plans::reminders(const Actor& actor, bool only_unread, int limit) {
  const auto units = actor.units_with(identity::kReformRead);
  std::vector<std::pair<Reminder, Task>> out;
  b_.db.read([&](ReadTx& tx) {
    for (auto& r : only_unread ? rows::unread(tx, units, limit) : rows::reminders_of_units(tx, units, limit))
      if (auto t = find<Task>(tx, r.task)) out.emplace_back(std::move(r), *std::move(t));
  });
  return out;
}

Status Plans::read(const Actor& actor, std::int64_t reminder) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto r = find<Reminder>(tx, reminder);
    if (!r || !actor.permits_in(identity::kReformRead, r->unit))
      return errors::not_found("reform.no_reminder", "Không có lời nhắc này trong phạm vi của bạn.");
    if (!b_.may_work(actor, r->unit) && !b_.may_manage(actor, r->unit)) return not_yours("reform.reminder_not_yours");
    if (r->read_at) return {};
    r->read_at = by.at;
    r->read_by = by.name;
    return keep(tx, *r, "reform_reminder.read", by);
  });
}

std::vector<Plans::Letter> Plans::letters(const Actor& actor) {
  const auto units = actor.units_with(identity::kReformManage);
  if (units.empty()) return {};
  rows::TaskFilter f{.owners = units, .course = Course::open, .due_before = b_.today(), .limit = 500};
  const auto late = b_.db.read([&](ReadTx& tx) { return viewed(tx, rows::tasks(tx, f)); });
  std::map<std::pair<UnitId, UnitId>, Letter> by_unit;
  for (const auto& v : late) {
    auto& l = by_unit[{v.task.owner, v.task.lead}];
    l.unit = v.task.lead;
    l.owner = v.task.owner;
    l.unit_name = v.lead_name;
    l.owner_name = b_.unit_name(v.task.owner);
    l.tasks.push_back(v);
  }
  std::vector<Letter> out;
  for (auto& [key, l] : by_unit) out.push_back(std::move(l));
  return out;
}

}  // namespace motcua::reform
