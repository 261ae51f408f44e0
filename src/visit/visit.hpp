// THE header of this context: promises of the same visit, kept or broken; sessions outside the desk.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/dossier.hpp"
#include "identity/identity.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::visit {

using dossier::DossierId;
using identity::Actor;
using identity::UnitId;
using PromiseId = Id<struct PromiseTag>;
using SessionId = Id<struct SessionTag>;

store::MigrationSet migrations();

struct Promise {
  PromiseId id;
  UnitId unit;
  std::string procedure_code, procedure_name;
  int minutes = 0;  // 0: ended
  Day valid_from{};
  std::string source, set_by_name;
};

// The end of so many minutes that begin with complete papers: working minutes within the desk's hours; plain ones at a session outside
// them (Saturday, evening, at home).
Instant promise_end(const calendar::WorkCalendar& calendar, Instant start, int minutes);
// The promise in force for a procedure on a day, of all ever set at the place.
const Promise* promise_on(const std::vector<Promise>& all, std::string_view procedure, Day day);

enum class Outcome : std::uint8_t { running, overdue, kept, broken, waiting };  // waiting: for the applicant, or ended without a result
std::string_view label(Outcome o);
Outcome outcome_of(Instant promised, std::optional<Instant> done, bool waits_or_ended, Instant now);

struct Visited {
  DossierId dossier;
  UnitId holder_unit;
  std::string code, procedure_code, procedure_name, holder_name;
  Instant received_at, promised_at;
  std::optional<Instant> done_at;
  Outcome outcome{};
};
struct Record {  // of one procedure, or of all
  std::string procedure;
  int promised = 0, kept = 0, broken = 0;
};
struct Board {
  UnitId place;                // the desk
  bool whole = false;          // the reader sees all of the desk; else what lies with his own unit
  std::vector<Visited> now;    // promised and not done, the most urgent first
  std::vector<Visited> today;  // done today
  std::vector<Record> month;   // by procedure
  Record total;
};

enum class SessionKind : std::uint8_t { saturday, evening, home, help };
std::string_view word(SessionKind k);
std::string_view label(SessionKind k);  // "Ngoài giờ buổi tối"
std::optional<SessionKind> session_kind_from(std::string_view word);
struct SessionCase {
  DossierId dossier;
  std::string code, helper, added_by_name;
  Instant added_at;
};
struct Session {
  SessionId id;
  UnitId unit;
  SessionKind kind{};
  std::string place;
  Day day{};
  std::string hours, team, source, made_by_name;
  std::vector<SessionCase> cases;
};

// Dossiers received by these units in [from, to) whose promise was kept.
std::int64_t kept_between(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to);

class Visits {
 public:
  Visits(store::Database& db, const Clock& clock, IdSource& ids, dossier::Dossiers& dossiers, catalog::Catalog& catalog,
         identity::Identity& identity)
      : db_(db), clock_(clock), ids_(ids), dossiers_(dossiers), catalog_(catalog), identity_(identity) {}

  std::vector<Promise> promises(UnitId unit);  // all that were ever set, newest first
  // From today on at the earliest: what was promised yesterday stays what it was. 30 to 45 minutes are usual; at most 240.
  Status set_promise(const Actor& actor, const Promise& promise);
  // The desk somebody belongs to: his own unit when it receives, else the one-stop of his committee. Error visit.no_desk.
  Result<UnitId> desk_of(const Actor& actor) const;
  Result<Board> board(const Actor& actor);

  std::vector<Session> sessions(const Actor& actor, UnitId unit, int limit = 50);  // newest first, with their dossiers
  std::vector<Session> coming(UnitId unit);  // today and later, the next first, without dossiers: what everybody may know
  Status add_session(const Actor& actor, const Session& session);
  // A dossier the reader sees; helper demanded for group help (nộp hộ).
  Status add_case(const Actor& actor, SessionId session, std::string_view code, std::string_view helper);

  std::vector<store::Verifier> verifiers() const;

 private:
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  dossier::Dossiers& dossiers_;
  catalog::Catalog& catalog_;
  identity::Identity& identity_;
};

}  // namespace motcua::visit
