// A late holiday, swap or closure carried over to running dossiers: on paper first, applied once, taken back once. Both dates stay.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

// How the person is told of the new date; the receipt is printed anew in every case.
enum class TellBy : std::uint8_t { sms, phone, desk };
std::string_view word(TellBy t);
std::string_view label(TellBy t);  // "Nhắn tin"

struct MovedRow {
  std::string code, procedure_name, unit_name;
  Instant before, after;
  TellBy tell{};
  bool undone = false;
};
// What a change of the calendar does to running dossiers.
struct Movement {
  int moved = 0;
  int kept = 0;  // would be due earlier: what was promised to people stays
  int sms = 0, phone = 0, desk = 0;
  std::vector<MovedRow> rows;  // the first ones, by due moment
};

enum class PlanState : std::uint8_t { proposed, applying, applied, undoing, undone };
std::string_view label(PlanState s);  // "Chờ áp dụng"
struct PlanView {
  std::int64_t id{};
  PlanState state{};
  UnitId scope;  // 0: the nation
  std::string place, title, reason, source, made_by;
  Day first{};
  Instant made_at;
  std::optional<Instant> applied_at, undone_at;
  std::string applied_by, undone_by, undo_reason;
  Movement movement;  // proposed: as of now; else what was done
  int left = 0;       // taken back: dossiers that kept the new date (settled or changed since, or the old date had passed)
};

struct CalendarChange {
  calendar::Scope scope;
  std::string place;  // "Phường Mỹ Trà"
  calendar::Change change;
  Day first{};  // the first day it touches
  std::string title;
};

class Rescheduling {
 public:
  Rescheduling(store::Database& db, const Clock& clock, IdSource& ids, Dossiers& dossiers, identity::Identity& identity,
               calendar::Calendars& calendars)
      : db_(db), clock_(clock), ids_(ids), dossiers_(dossiers), identity_(identity), calendars_(calendars) {}

  // Before the calendar is changed. Writes nothing.
  Movement on_paper(const CalendarChange& change, std::size_t rows = 200) const;
  // After it was changed: keeps what is to be carried over. Anybody who may change the calendar; applying it needs more.
  Result<std::int64_t> propose(const Actor& actor, const CalendarChange& change);
  Result<PlanView> plan(const Actor& actor, std::int64_t id, std::size_t rows = 200);
  std::vector<PlanView> plans(const Actor& actor, int limit = 50);  // newest first, without their dossiers
  bool may_apply(const Actor& actor, UnitId scope) const;
  // Moves every dossier that moves, each with its journal row and its message. A stop in the middle: apply again goes on. The number
  // moved. Errors: dossier.reschedule_done (applied before).
  Result<int> apply(const Actor& actor, std::int64_t id);
  // The old dates come back where that is still possible. The number brought back. A reason is demanded.
  Result<int> undo(const Actor& actor, std::int64_t id, std::string_view reason);

 private:
  using CalendarFor = std::function<Result<calendar::CalendarPtr>(UnitId clock_unit)>;
  struct ToMove;
  // Running dossiers of the scope whose clock runs, due from `first` on, page by page and outside any transaction: counts them and
  // hands on those that move.
  Status each_moving(UnitId scope, Day first, const CalendarFor& calendar_for, std::size_t rows, Movement& sum,
                     const std::function<Status(std::vector<ToMove>&)>& visit) const;
  Status move_some(const Actor& actor, std::int64_t plan, std::vector<ToMove>& some, int& moved);
  Dossiers::Impl& s() const { return inside(dossiers_); }
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  Dossiers& dossiers_;
  identity::Identity& identity_;
  calendar::Calendars& calendars_;
};

}  // namespace motcua::dossier
