// Rows of warnings, form 04 and moved due moments ↔ types. Private.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/late_views.hpp"
#include "dossier/store.hpp"

namespace motcua::dossier {

// ---- watching ----
// Running dossiers that were never looked at, whose due moment moved, or whose next moment has come; by id.
std::vector<DossierId> to_watch(store::ReadTx& tx, DossierId after, Instant now, int limit);
void set_watch(store::Tx& tx, DossierId id, Instant due, std::optional<Instant> next);
// Looks again at all dossiers received by or settled under these units.
void watch_again(store::Tx& tx, UnitId unit, Instant now);

struct AlertRecord {
  std::int64_t id{};
  DossierId dossier;
  std::string rung;
  Instant due_at;
  AccountId account;
  std::string_view recipient;
  Instant made_at;
};
bool insert_alert(store::Tx& tx, const AlertRecord& a);  // false: this person was told already
struct StoredAlert {
  std::int64_t id{};
  std::string code, procedure_name, rung, recipient, holder_name;
  Instant due_at, made_at;
  State state;
};
// Unseen ones of running dossiers whose due moment is still the one warned of.
std::vector<StoredAlert> alerts_of(store::ReadTx& tx, AccountId account, int limit);
std::int64_t count_alerts_of(store::ReadTx& tx, AccountId account);
bool mark_alert_seen(store::Tx& tx, std::int64_t id, AccountId account, Instant now);

// ---- form 04 ----
struct ApologyRecord {
  DossierId dossier;
  std::int64_t version{};
  ApologyState state{};
  UnitId unit, received_unit;
  Instant made_at;
  std::string step, cause, cause_text;
  std::string term;  // "3wd"
  Instant due_before, due_after;
  std::string proof;  // JSON of the explanation
  AccountId signer;
  std::string signer_name, edited_by_name;
  std::optional<Instant> edited_at;
  std::string number;
  AccountId signed_by;
  std::string signed_by_name;
  std::optional<Instant> sent_at;
  std::optional<Timeliness> timeliness;
};
std::optional<ApologyRecord> find_apology(store::ReadTx& tx, DossierId id);
// Of everything stored but the version; the journal row says it, `verify` compares.
std::string digest_of(const ApologyRecord& a);
void put_apology(store::Tx& tx, const ApologyRecord& a);  // new, or over the one that is there
// Drafts of dossiers that are settled or closed by now.
std::vector<DossierId> needless_drafts(store::ReadTx& tx, int limit);

struct ListedApology {
  ApologyRecord apology;
  std::string code, procedure_name, applicant_name;
};
std::vector<ListedApology> drafts_at(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);
struct LateQuery {
  UnitId unit;
  Instant from, to;  // [from, to)
  std::optional<std::pair<Instant, std::int64_t>> after;
  int limit = 50;
};
std::vector<ListedApology> sent_apologies(store::ReadTx& tx, const LateQuery& q);
std::int64_t count_sent_apologies(store::ReadTx& tx, const LateQuery& q);
struct LateCase {
  DossierId id;
  std::string code, procedure_name;
  UnitId competent_unit, received_unit;
  bool elsewhere = false;
  Instant due_at;
  std::optional<Instant> done_at;
};
// Running beyond the due moment and not waiting for the applicant, or settled after it, without form 04.
std::vector<LateCase> late_without_apology(store::ReadTx& tx, const LateQuery& q, Instant now);
std::int64_t count_late_without_apology(store::ReadTx& tx, const LateQuery& q, Instant now);
std::vector<UnitId> competent_units_late(store::ReadTx& tx, Instant now);
void each_apology(store::ReadTx& tx, const std::function<bool(const ApologyRecord&, const CaseRecord&)>& visit);

// ---- rungs set by units ----
struct RungRecord {
  std::int64_t id{};
  UnitId unit;
  Rung rung;
};
// As stored, for the verifier.
struct KeptRung {
  std::int64_t id{}, unit{};
  std::string rung, moment, recipients;
  Day from{};
  std::optional<Day> until;
  std::string source;
  Instant set_at;
  std::int64_t set_by{};
};
std::vector<KeptRung> kept_rungs(store::ReadTx& tx);
std::string rung_payload(const KeptRung& r);  // of the journal row
std::vector<RungRecord> rungs_of(store::ReadTx& tx, UnitId unit);
void insert_rung(store::Tx& tx, const RungRecord& r, AccountId by, Instant at);
// Ends what the unit set for the rung: with the day before `from`, or without trace of effect when it began on that day.
void end_rung(store::Tx& tx, UnitId unit, std::string_view key, Day last);

}  // namespace motcua::dossier
