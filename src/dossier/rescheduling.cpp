#include "dossier/rescheduling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "dossier/service.hpp"
#include "dossier/store_rescheduling.hpp"

namespace motcua::dossier {

namespace {
constexpr int kPage = 500;
constexpr std::size_t kBatch = 50;  // dossiers in one transaction

TellBy tell_by(const CaseRecord& c) {
  if (c.tell_by_sms) return TellBy::sms;
  return person_from(c.applicant_json).phone.empty() ? TellBy::desk : TellBy::phone;
}

// The due moment as the calendar tells it now; nothing when it cannot be told.
std::optional<calendar::DueMoment> due_now(const CaseRecord& c, const calendar::WorkCalendar& calendar) {
  const auto request = Dossiers::Impl::due_request(c);
  if (!request) return std::nullopt;
  auto due = calendar::due(calendar, *request);
  return due ? std::optional(*std::move(due)) : std::nullopt;
}

Result<std::int64_t> journal(store::Tx& tx, const PlanRecord& p, std::string_view kind, const Actor& actor, Instant now) {
  JsonWriter json;
  json.begin_object().field("by", actor.display_name).field("place", p.place).field("title", p.title).field("reason", p.reason);
  json.field("source", p.source).field("first", iso(p.first));
  if (!p.undo_reason.empty()) json.field("undo_reason", p.undo_reason);
  json.field("content", digest_of(tx, p)).end_object();
  const auto payload = json.take();
  return store::append(tx,
                       {.object = "dossier_reschedule",
                        .object_id = p.id,
                        .at = now,
                        .recorded_at = now,
                        .actor = actor.account_id,
                        .unit = actor.acting_unit().value,
                        .kind = kind,
                        .payload = payload},
                       p.version);
}

Status keep_plan(store::Tx& tx, PlanRecord& p, std::string_view kind, const Actor& actor, Instant now) {
  TRY(p.version, journal(tx, p, kind, actor, now));
  put_plan(tx, p);
  return {};
}

PlanView view_of(const PlanRecord& p) {
  PlanView v;
  v.id = p.id;
  v.state = p.state;
  v.scope = p.scope;
  v.place = p.place;
  v.title = p.title;
  v.reason = p.reason;
  v.source = p.source;
  v.made_by = p.made_by_name;
  v.first = p.first;
  v.made_at = p.made_at;
  v.applied_at = p.applied_at;
  v.undone_at = p.undone_at;
  v.applied_by = p.applied_by_name;
  v.undone_by = p.undone_by_name;
  v.undo_reason = p.undo_reason;
  return v;
}

tl::unexpected<Error> no_plan() { return errors::not_found("dossier.no_reschedule", "Không có đợt đổi hẹn này trong phạm vi của bạn."); }
}  // namespace

std::string_view label(TellBy t) {
  switch (t) {
    case TellBy::sms: return "Nhắn tin";
    case TellBy::phone: return "Gọi điện";
    case TellBy::desk: return "Báo tại quầy";
  }
  return {};
}
std::string_view label(PlanState s) {
  switch (s) {
    case PlanState::proposed: return "Chờ áp dụng";
    case PlanState::applying: return "Đang áp dụng";
    case PlanState::applied: return "Đã áp dụng";
    case PlanState::undoing: return "Đang hoàn lại";
    case PlanState::undone: return "Đã hoàn lại";
  }
  return {};
}

struct Rescheduling::ToMove {
  DossierId id;
  calendar::CalendarPtr calendar;
  catalog::VersionPtr procedure;
};

Status Rescheduling::each_moving(UnitId scope, Day first, const CalendarFor& calendar_for, std::size_t rows, Movement& sum,
                                 const std::function<Status(std::vector<ToMove>&)>& visit) const {
  const auto today = day_of(clock_.now());
  std::set<UnitId> inside;
  if (scope)
    for (const auto u : identity_.units_within(scope, today)) inside.insert(u);
  std::map<UnitId, calendar::CalendarPtr> calendars;
  std::pair<Instant, std::int64_t> after{to_instant(LocalTime{first}), 0};
  for (;;) {
    const auto page = db_.read([&](store::ReadTx& tx) { return running_due_after(tx, after, kPage); });
    if (page.empty()) return {};
    after = {page.back().due_at, page.back().id.value};
    std::vector<ToMove> moving;
    for (const auto& c : page) {
      const auto unit = Dossiers::Impl::clock_unit(c);
      if (clock_paused(c.state.biz) || (scope && !inside.contains(unit))) continue;
      auto& calendar = calendars[unit];
      if (!calendar) {
        TRY(calendar, calendar_for(unit));
      }
      const auto due = due_now(c, *calendar);
      if (!due || due->moment == c.due_at) continue;
      if (due->moment < c.due_at) {
        ++sum.kept;
        continue;
      }
      ++sum.moved;
      const auto tell = tell_by(c);
      ++(tell == TellBy::sms ? sum.sms : tell == TellBy::phone ? sum.phone : sum.desk);
      if (sum.rows.size() < rows)
        sum.rows.push_back({c.code, c.procedure_name, s().unit_name(c.received_unit), c.due_at, due->moment, tell, false});
      if (!visit) continue;
      TRY(auto procedure, s().version_of(c));
      moving.push_back({c.id, calendar, std::move(procedure)});
    }
    if (visit && !moving.empty()) TRY_VOID(visit(moving));
  }
}

Movement Rescheduling::on_paper(const CalendarChange& change, std::size_t rows) const {
  Movement sum;
  const UnitId scope{change.scope.level == calendar::ScopeLevel::nation ? 0 : change.scope.unit};
  const auto done = each_moving(
      scope, change.first, [&](UnitId unit) { return calendars_.preview(s().chain_of(unit), change.scope, change.change); }, rows, sum, {});
  return done ? sum : Movement{};
}

Result<std::int64_t> Rescheduling::propose(const Actor& actor, const CalendarChange& change) {
  PlanRecord p;
  p.id = ids_.next();
  p.scope = UnitId{change.scope.level == calendar::ScopeLevel::nation ? 0 : change.scope.unit};
  p.place = change.place;
  p.first = change.first;
  p.title = change.title;
  if (!change.change.exceptions.empty()) {
    p.reason = change.change.exceptions.front().reason;
    p.source = change.change.exceptions.front().source;
  } else if (!change.change.weekdays.empty()) {
    p.source = change.change.weekdays.front().source;
  }
  p.made_at = clock_.now();
  p.made_by_name = actor.display_name;
  return db_.write([&](store::Tx& tx) -> Result<std::int64_t> {
    auto fresh = p;  // the closure may run again
    TRY_VOID(keep_plan(tx, fresh, "dossier_reschedule.proposed", actor, fresh.made_at));
    return fresh.id;
  });
}

bool Rescheduling::may_apply(const Actor& actor, UnitId scope) const {
  if (scope) return actor.permits_in(identity::kDossierChangeDue, scope);
  const auto roots = identity_.tree()->roots(day_of(clock_.now()));
  return !roots.empty() && std::ranges::all_of(roots, [&](UnitId r) { return actor.permits_in(identity::kDossierChangeDue, r); });
}

Result<PlanView> Rescheduling::plan(const Actor& actor, std::int64_t id, std::size_t rows) {
  std::optional<PlanRecord> found;
  PlanSums sums;
  std::vector<PlanLine> lines;
  db_.read([&](store::ReadTx& tx) {
    found = find_plan(tx, id);
    if (!found || found->state == PlanState::proposed) return;
    sums = plan_sums(tx, id);
    lines = plan_lines(tx, id, static_cast<int>(rows));
  });
  if (!found || !may_apply(actor, found->scope)) return no_plan();
  auto v = view_of(*found);
  if (found->state == PlanState::proposed) {
    TRY_VOID(each_moving(found->scope, found->first, [&](UnitId unit) { return s().calendar_of(unit); }, rows, v.movement, {}));
    return v;
  }
  v.movement.moved = sums.moved;
  v.movement.sms = sums.sms;
  v.movement.phone = sums.phone;
  v.movement.desk = sums.desk;
  for (const auto& l : lines)
    v.movement.rows.push_back(
        {l.code, l.procedure_name, s().unit_name(l.received_unit), l.c.due_before, l.c.due_after, l.c.tell, l.c.undone});
  if (found->state == PlanState::undone) v.left = sums.moved - sums.undone;
  return v;
}

std::vector<PlanView> Rescheduling::plans(const Actor& actor, int limit) {
  std::vector<PlanView> views;
  db_.read([&](store::ReadTx& tx) {
    for (const auto& p : newest_plans(tx, limit)) {
      if (!may_apply(actor, p.scope)) continue;
      views.push_back(view_of(p));
      views.back().movement.moved = plan_sums(tx, p.id).moved;
    }
  });
  return views;
}

Status Rescheduling::move_some(const Actor& actor, std::int64_t plan, std::vector<ToMove>& some, int& moved) {
  const auto now = clock_.now();
  for (std::size_t begin = 0; begin < some.size(); begin += kBatch) {
    const auto end = std::min(some.size(), begin + kBatch);
    TRY(const int done, db_.write([&](store::Tx& tx) -> Result<int> {
      const auto p = find_plan(tx, plan);
      if (!p) return no_plan();
      int n = 0;
      for (std::size_t i = begin; i < end; ++i) {
        auto c = find_case(tx, some[i].id);
        if (!c || !is_open(c->state.biz) || clock_paused(c->state.biz)) continue;
        const auto due = due_now(*c, *some[i].calendar);
        if (!due || due->moment <= c->due_at) continue;
        Work w(tx, s(), actor, *std::move(c), some[i].procedure, some[i].calendar, now);
        const PlanCase moved_case{w.c.id, w.c.due_at, due->moment, w.c.calendar_version, due->proof.calendar, tell_by(w.c), false};
        w.c.due_at = due->moment;
        w.c.calendar_version = due->proof.calendar;
        TRY_VOID(w.record(events::kDueMoved, {{"reason", p->title + ": " + p->reason},
                                              {"source", p->source},
                                              {"tell", std::string(word(moved_case.tell))},
                                              {"due_before", std::to_string(to_us(moved_case.due_before))},
                                              {"due_at", std::to_string(to_us(moved_case.due_after))},
                                              {"clock", fmt::format("hẹn trả {} (trước là {})", vn_datetime(moved_case.due_after),
                                                                    vn_datetime(moved_case.due_before))}}));
        w.renew_limit();
        TRY_VOID(w.save());
        insert_plan_case(tx, plan, moved_case);
        ++n;
      }
      return n;
    }));
    moved += done;
  }
  return {};
}

Result<int> Rescheduling::apply(const Actor& actor, std::int64_t id) {
  const auto now = clock_.now();
  PlanRecord p;
  const auto begun = db_.write([&](store::Tx& tx) -> Status {
    auto found = find_plan(tx, id);
    if (!found || !may_apply(actor, found->scope)) return no_plan();
    if (found->state != PlanState::proposed && found->state != PlanState::applying)
      return errors::illegal_transition(
          "dossier.reschedule_done", fmt::format("Đợt đổi hẹn này ở trạng thái “{}”; mỗi đợt chỉ áp dụng một lần.", label(found->state)));
    if (found->state == PlanState::proposed) {
      found->state = PlanState::applying;
      found->applied_at = now;
      found->applied_by = actor.account();
      found->applied_by_name = actor.display_name;
      TRY_VOID(keep_plan(tx, *found, "dossier_reschedule.begun", actor, now));
    }
    p = *found;
    return {};
  });
  TRY_VOID(begun);
  int moved = 0;
  Movement sum;
  TRY_VOID(each_moving(
      p.scope, p.first, [&](UnitId unit) { return s().calendar_of(unit); }, 0, sum,
      [&](std::vector<ToMove>& some) { return move_some(actor, id, some, moved); }));
  TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
    auto found = find_plan(tx, id);
    if (!found || found->state != PlanState::applying) return {};
    found->state = PlanState::applied;
    return keep_plan(tx, *found, "dossier_reschedule.applied", actor, now);
  }));
  return moved;
}

Result<int> Rescheduling::undo(const Actor& actor, std::int64_t id, std::string_view reason) {
  const auto now = clock_.now();
  const auto why = clean(reason);
  TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
    auto found = find_plan(tx, id);
    if (!found || !may_apply(actor, found->scope)) return no_plan();
    if (found->state == PlanState::proposed || found->state == PlanState::undone)
      return errors::illegal_transition("dossier.reschedule_not_applied",
                                        fmt::format("Đợt đổi hẹn này ở trạng thái “{}” nên không hoàn lại được.", label(found->state)));
    if (why.empty()) return errors::invalid_fields("dossier.undo_without_reason", {{"ly_do", "Ghi lý do hoàn lại."}});
    if (found->state == PlanState::undoing) return {};
    found->state = PlanState::undoing;
    found->undone_at = now;
    found->undone_by_name = actor.display_name;
    found->undo_reason = why;
    return keep_plan(tx, *found, "dossier_reschedule.undo_begun", actor, now);
  }));
  int back = 0;
  for (DossierId after;;) {
    struct Back {
      PlanCase moved;
      catalog::VersionPtr procedure;
      calendar::CalendarPtr calendar;
    };
    std::vector<Back> some;
    std::vector<std::pair<PlanCase, CaseRecord>> read;
    db_.read([&](store::ReadTx& tx) {
      for (const auto& m : plan_cases(tx, id, after, static_cast<int>(kBatch)))
        if (auto c = find_case(tx, m.dossier)) read.emplace_back(m, *std::move(c));
    });
    if (read.empty()) break;
    after = read.back().first.dossier;
    for (const auto& [m, c] : read) {
      TRY(auto procedure, s().version_of(c));
      TRY(auto calendar, s().calendar_of(Dossiers::Impl::clock_unit(c)));
      some.push_back({m, std::move(procedure), std::move(calendar)});
    }
    TRY(const int done, db_.write([&](store::Tx& tx) -> Result<int> {
      int n = 0;
      for (const auto& one : some) {
        auto c = find_case(tx, one.moved.dossier);
        // Changed since, settled, or the old date has passed: what people were told last stays.
        if (!c || !is_open(c->state.biz) || c->due_at != one.moved.due_after || one.moved.due_before <= now) continue;
        Work w(tx, s(), actor, *std::move(c), one.procedure, one.calendar, now);
        w.c.due_at = one.moved.due_before;
        w.c.calendar_version = one.moved.calendar_before;
        TRY_VOID(w.record(events::kDueRestored, {{"reason", why},
                                                 {"due_before", std::to_string(to_us(one.moved.due_after))},
                                                 {"due_at", std::to_string(to_us(one.moved.due_before))},
                                                 {"clock", fmt::format("hẹn trả {} (trước là {})", vn_datetime(one.moved.due_before),
                                                                       vn_datetime(one.moved.due_after))}}));
        w.renew_limit();
        TRY_VOID(w.save());
        mark_undone(tx, id, one.moved.dossier);
        ++n;
      }
      return n;
    }));
    back += done;
  }
  TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
    auto found = find_plan(tx, id);
    if (!found || found->state != PlanState::undoing) return {};
    found->state = PlanState::undone;
    return keep_plan(tx, *found, "dossier_reschedule.undone", actor, now);
  }));
  return back;
}

}  // namespace motcua::dossier
