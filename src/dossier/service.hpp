// What the use cases share. Private.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "dossier/clock_facts.hpp"
#include "dossier/dossier.hpp"
#include "dossier/events.hpp"
#include "dossier/store.hpp"
#include "store/journal.hpp"

namespace motcua::dossier {

class StatementSigner;

struct Dossiers::Impl {
  store::Database& db;
  const Clock& clock;
  IdSource& ids;
  catalog::Catalog& catalog;
  calendar::Calendars& calendars;
  identity::Identity& identity;
  DossierOptions options;
  std::shared_ptr<const StatementSigner> signer{};  // of receipts, apologies, results; nothing: they carry no statement (statements.hpp)

  // --- units and calendars ---
  calendar::CalendarOf chain_of(UnitId unit) const;
  Result<calendar::CalendarPtr> calendar_of(UnitId unit) const;
  // Who acts now for a unit that has ended (merged_desks.hpp).
  UnitId unit_now(store::ReadTx& tx, UnitId unit) const;
  // The agency competent to settle what this unit receives: the committee above it, else the nearest unit with a code.
  UnitId competent_of(UnitId receiving, Day day) const;
  Result<std::string> agency_code(UnitId competent, UnitId receiving, Day day) const;
  // Whose calendar a dossier's term runs by: the desk's, or that of the agency of another place that settles it.
  static UnitId clock_unit(const CaseRecord& c) { return c.elsewhere ? c.competent_unit : c.received_unit; }
  std::string unit_name(UnitId unit) const;
  std::string province_name(UnitId unit, Day day) const;  // "Đồng Tháp"

  // --- links ---
  std::string token_of(DossierId id) const;
  // What the QR of the receipt says (Thông tư 01/2023/TT-VPCP): link with its token, codes of dossier, procedure and form, the
  // applicant's number sealed. All in capitals: alphanumeric mode.
  std::string qr_of(const CaseRecord& c, std::string_view form = "01") const;

  // --- reading ---
  bool visible(const Actor& actor, const CaseRecord& c) const;
  Result<CaseRecord> load(store::ReadTx& tx, const Actor& actor, DossierId id) const;
  Result<CaseRecord> load_code(store::ReadTx& tx, const Actor& actor, std::string_view code) const;
  DossierView view(const CaseRecord& c, bool with_time_left = true) const;
  DossierRow row(const CaseRecord& c, Day soon_until, const calendar::CalendarPtr& calendar) const;
  Result<catalog::VersionPtr> version_of(const CaseRecord& c) const;
  // What the due moment is counted from. Errors: a term that cannot be read.
  static Result<calendar::DueRequest> due_request(const CaseRecord& c);
  // The due moment told again from what was stored, with the calendar of that day; nothing when it cannot be told any more.
  std::optional<calendar::DueMoment> due_of(const CaseRecord& c, const calendar::WorkCalendar& calendar) const;
  std::optional<calendar::Explanation> why(const CaseRecord& c) const;
  // Who did what since the person looked; the message of a conflict.
  Error changed_meanwhile(store::ReadTx& tx, DossierId id, std::int64_t seen) const;

  template <class F> Result<std::int64_t> change(const Actor& actor, Ref ref, F&& body);
};

std::string person_json(const Person& p);
Person person_from(std::string_view json);
std::string answers_json(const catalog::Answers& answers);
catalog::Answers answers_from(std::string_view json);
catalog::Channel catalog_channel(Channel c);
Result<calendar::Term> calendar_term(const catalog::Term& term);
std::string token_hash(std::string_view token);
std::string_view event_label(std::string_view kind);
std::string_view life_event_label(std::string_view kind);  // those of supplement, endings, inquiries; else the kind itself
// The unit whose people make this move on this dossier: where the permission of the table is asked for.
UnitId place_of(Action action, const CaseRecord& c);
// A proposal as the reader sees it, nothing when there is none.
std::optional<ProposalView> proposal_view(const std::optional<ProposalRecord>& record);
// From here the term runs that is running now: its legal start, or the last restart.
Instant clock_start(const CaseRecord& c);
// The same, moved on by the working time of the pauses that have ended: from here to the due moment is the whole term.
Instant unpaused_start(const CaseRecord& c, const calendar::WorkCalendar& calendar);
// Nothing for a dossier that is not late. Outside transactions: the calendar may have to be read.
std::optional<LateView> late_view(const Dossiers::Impl& s, const CaseRecord& c, const std::vector<StepRecord>& steps);
struct ApologyRecord;
ApologyView apology_view(const Dossiers::Impl& s, const CaseRecord& c, const ApologyRecord& a);

// One use case on one dossier inside its transaction: moves, journal, steps and hand-over lines; saved once at the end.
class Work {
 public:
  using Extra = std::vector<std::pair<std::string_view, std::string>>;

  Work(store::Tx& in, const Dossiers::Impl& service, const Actor& who, CaseRecord record, catalog::VersionPtr version,
       calendar::CalendarPtr days, Instant at)
      : tx(in),
        s(service),
        actor(who),
        c(std::move(record)),
        procedure(std::move(version)),
        calendar(std::move(days)),
        now(at),
        old_version_(c.version) {}

  // The move by the table: lawful from here, permitted to this person in `where`. Journal and message are written by save().
  Status move(Action action, UnitId where, std::string_view event, const Extra& extra = {});
  // A move the table gives to the applicant, made by himself: no right of staff is asked for.
  Status move_by_applicant(Action action, std::string_view event, const Extra& extra = {});
  // From here on the moves these permissions guard are made under what who has them arranged beforehand (at_once.hpp); `told` goes into
  // their journal rows.
  void act_under(std::vector<web::Permission> given, Extra told);
  // The person has the right there, or acts under such an arrangement.
  Status require(web::Permission permission, UnitId where) const;
  // A fact that moves nothing (note, number, confirmation of a bundle).
  Status record(std::string_view event, const Extra& extra = {});
  // The person holds the dossier, or stands in for who holds it.
  Status require_holder(web::Permission permission) const;
  // The running step ends and the next step of `role` begins in `unit`; a line of the control slip when it changes hands.
  Status next_step(std::string_view role, UnitId unit, AccountId holder, std::string_view holder_name, std::string_view outcome,
                   bool received_at_once, std::string_view note = {});
  // Back to the last step of `role` (a draft sent back).
  void step_back(std::string_view role, UnitId unit, AccountId holder, std::string_view holder_name, std::string_view reason);
  void begin_step(const catalog::Step& step, UnitId unit, AccountId holder, std::string_view holder_name);
  void end_step(std::string_view outcome);
  void hold(UnitId unit, AccountId holder, std::string_view name);
  // A dossier received for another place: its term begins now, at the agency that settles (309/2026/NĐ-CP Đ8.3). What the journal says
  // of it; empty when the term runs already.
  Result<Extra> take_over();
  // The due moment told again from start, term and what happened to the clock since; what the journal says of it.
  Result<Extra> recount(const ClockFacts& facts);
  // The bundle goes to another place without a step of its own there (back to the desk, to who works on it).
  void pass(UnitId unit, AccountId holder, std::string_view name, bool received_at_once, std::string_view note);
  // After a wait the step of the procedure begins anew, with limits of the new due moment.
  void begin_step_anew();
  // The first step of a role, from the beginning of the procedure.
  const catalog::Step* first_step(std::string_view role) const;
  // Move where the table says (place_of).
  Status move(Action action, std::string_view event, const Extra& extra = {}) { return move(action, place(action), event, extra); }
  // place_of, with the successor in the place of a unit that has ended since the dossier was settled.
  UnitId place(Action action) const;
  // The running step gets the limit that follows from the due moment as it is now.
  void renew_limit();
  Status save();

  store::Tx& tx;
  const Dossiers::Impl& s;
  const Actor& actor;
  CaseRecord c;
  catalog::VersionPtr procedure;
  calendar::CalendarPtr calendar;
  Instant now;

 private:
  Status append(std::string_view event, const Transition* t, State from, const Extra& extra);
  bool arranged(web::Permission permission) const;
  std::optional<StepRecord> running_step() const;
  void limit(StepRecord& r, const catalog::Step& step) const;
  const catalog::Step* find_step(std::string_view role, bool after_current) const;
  void hand_line(UnitId unit, std::string_view holder_name, bool received_at_once, std::string_view note);
  std::int64_t old_version_;
  std::vector<std::pair<std::string, std::string>> rows_;  // of the journal: event, payload; written once all else is stored
  std::vector<web::Permission> given_;                     // by an arrangement
  Extra given_told_;
  std::optional<StepRecord> ended_;  // the step that ended last in this use case
};

template <class F> Result<std::int64_t> Dossiers::Impl::change(const Actor& actor, Ref ref, F&& body) {
  // What needs no transaction is read before it: the procedure and the calendar are cached.
  TRY(const auto before, db.read([&](store::ReadTx& tx) { return load(tx, actor, ref.id); }));
  TRY(auto procedure, version_of(before));
  TRY(auto calendar, calendar_of(clock_unit(before)));
  const auto now = clock.now();
  auto outcome = db.write([&](store::Tx& tx) -> Result<std::int64_t> {
    TRY(auto c, load(tx, actor, ref.id));
    if (c.version != ref.version) return tl::make_unexpected(changed_meanwhile(tx, ref.id, ref.version));
    Work work(tx, *this, actor, std::move(c), procedure, calendar, now);
    TRY_VOID(body(work));
    TRY_VOID(work.save());
    return work.c.version;
  });
  if (!outcome && outcome.error().code == Errc::conflict && !outcome.error().key.starts_with("dossier."))
    return tl::make_unexpected(db.read([&](store::ReadTx& tx) { return changed_meanwhile(tx, ref.id, ref.version); }));
  return outcome;
}

}  // namespace motcua::dossier
