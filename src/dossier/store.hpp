// SQL ↔ types of this context. Private.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "store/db.hpp"

namespace motcua::dossier {

// The row of dossier_case as it is stored.
struct CaseRecord {
  DossierId id;
  std::int64_t version{};
  std::string code, form_id, token_hash;
  int receipt_year{};
  std::int64_t receipt_number{};
  catalog::VersionId procedure_version;
  std::string procedure_code, procedure_name, field_id, field_name;
  UnitId received_unit, competent_unit, settling_unit, holder_unit;
  AccountId holder, received_by;
  std::string holder_name, received_by_name;
  Channel channel{};
  std::string applicant_number, applicant_name, applicant_json, principal_json, authority, answers_json, form_json;
  State state;
  FinState fin{};
  DeliveryState delivery{};
  PaymentMethod payment{};
  std::int64_t fee_total{};
  ReturnMethod return_method{};
  std::string return_address;
  int sets = 1;
  bool tell_by_sms = false;
  std::string note;
  Instant received_at, legal_start, due_at;
  std::optional<Instant> promised_at, handed_at, done_at, returned_at;
  std::string term, term_words, term_variant;
  std::string extension;                // term given by form 04 ("3wd"); empty: none
  std::optional<Instant> original_due;  // before the extension
  int cutoff_minutes{};
  std::uint64_t calendar_version{};
  std::optional<Punctuality> punctuality;
  std::string step;
  int step_seq{};
  std::string search_text;
  std::string register_volume, register_number;
  std::string entered_late;
  bool elsewhere = false;
  std::optional<Instant> taken_over_at;
  std::string clock;                 // clock_facts.hpp
  std::optional<Instant> closed_at;  // withdrawn or stopped
};

struct PaperRecord {
  std::string component, name, kind;
  int originals{}, copies{};
  bool from_register{};
};
struct FeeRecord {
  std::string fee, name;
  int quantity{};
  std::int64_t amount{};
  std::string exemption, basis, how;
};
struct StepRecord {
  int seq{};
  std::string step, name, role;
  UnitId unit;
  AccountId holder;
  std::string holder_name;
  Instant started_at;
  std::optional<Instant> limit_at;
  std::int64_t allotted_minutes{};
  std::optional<Instant> finished_at;
  std::int64_t used_minutes{};
  std::string outcome;
};
struct HandoverRecord {
  int seq{};
  UnitId from_unit, to_unit;
  std::string from_name, to_name;
  Instant given_at;
  std::optional<Instant> received_at;
  std::int64_t allotted_minutes{}, used_minutes{};
  std::optional<Punctuality> result;
  std::string note;
};
struct ResultRecord {
  std::string title, summary, body;
  AccountId drafted_by, signed_by;
  identity::PersonId drafted_person;
  std::string drafted_name, signed_name;
  Instant drafted_at;
  std::optional<Instant> signed_at;
  std::string number;
  std::optional<Day> dated;
  // Signed on paper at the desk (at_once.hpp): who wrote the signature down, and the arrangement it rests on.
  std::string recorded_name;
  std::optional<std::int64_t> arrangement;
};
// What an officer proposed and nobody decided yet; `content` is JSON (supplement.cpp, endings.cpp).
struct ProposalRecord {
  ProposalKind kind{};
  std::string content;
  AccountId by;
  identity::PersonId person;
  std::string by_name;
  Instant at;
};
struct ReturnRecord {
  ReturnMethod method{};
  std::string receiver, receiver_number, identity_check, authority, confirmation, signature, waybill;
  AccountId returned_by;
  std::string returned_by_name;
  Instant returned_at;
};

// Two numbers in one round trip: the order of the day of an agency and the receipt of a unit in a year.
struct Numbers {
  std::int64_t code = 0, receipt = 0;
};
Numbers take_numbers(store::Tx& tx, std::string_view code_series, std::string_view receipt_series);
std::int64_t take_number(store::Tx& tx, std::string_view scope, std::string_view name);

void insert(store::Tx& tx, const CaseRecord& c, const Error& sent_before);
void insert_papers(store::Tx& tx, DossierId id, const std::vector<PaperRecord>& papers);
void insert_fees(store::Tx& tx, DossierId id, const std::vector<FeeRecord>& fees);
void insert(store::Tx& tx, DossierId id, const StepRecord& step);
void insert(store::Tx& tx, DossierId id, const HandoverRecord& line);
void finish_step(store::Tx& tx, DossierId id, const StepRecord& step);
void set_step_holder(store::Tx& tx, DossierId id, int seq, UnitId unit, AccountId holder, std::string_view name);
void set_step_limit(store::Tx& tx, DossierId id, const StepRecord& step);
void finish_handover(store::Tx& tx, DossierId id, const HandoverRecord& line);
void upsert_draft(store::Tx& tx, DossierId id, const ResultRecord& r);
void sign_result(store::Tx& tx, DossierId id, const ResultRecord& r);
void number_result(store::Tx& tx, DossierId id, const ResultRecord& r);
void insert(store::Tx& tx, DossierId id, const ReturnRecord& r);

// Writes what a move changes, only over the version that was read; false: somebody was faster.
bool save_move(store::Tx& tx, const CaseRecord& c, std::int64_t old_version);

std::optional<CaseRecord> find_case(store::ReadTx& tx, DossierId id);
std::optional<CaseRecord> find_case_by_code(store::ReadTx& tx, std::string_view code);
std::optional<CaseRecord> find_case_by_form(store::ReadTx& tx, std::string_view form_id);
std::optional<CaseRecord> find_case_by_token(store::ReadTx& tx, std::string_view token_hash);
std::vector<PaperRecord> papers_of(store::ReadTx& tx, DossierId id);
std::vector<FeeRecord> fees_of(store::ReadTx& tx, DossierId id);
std::vector<StepRecord> steps_of(store::ReadTx& tx, DossierId id);
// Of many dossiers in a few statements; those that are there.
std::map<DossierId, CaseRecord> cases_of(store::ReadTx& tx, std::span<const DossierId> ids);
std::map<DossierId, std::vector<StepRecord>> steps_of(store::ReadTx& tx, std::span<const DossierId> ids);
std::vector<HandoverRecord> handovers_of(store::ReadTx& tx, DossierId id);
std::optional<ResultRecord> result_of(store::ReadTx& tx, DossierId id);
std::optional<ReturnRecord> return_of(store::ReadTx& tx, DossierId id);

// What a worklist asks for. Every combination is carried by one index of dossier_case.
struct ListQuery {
  enum class By : std::uint8_t { holder, at_units, ready, received, competent } by{};
  AccountId holder;
  std::vector<UnitId> units;      // at_units, ready, received, competent
  std::vector<WorkSub> subs;      // at_units; empty: all
  std::optional<BizState> state;  // at_units: `received` for what waits to be transferred
  std::string text;               // folded words, all must occur
  std::string field, procedure;   // exact
  std::optional<Channel> channel;
  std::optional<Instant> from, to;                        // received in [from, to)
  std::optional<std::pair<Instant, std::int64_t>> after;  // keyset: the last row of the page before
  int limit = 50;
};
std::vector<CaseRecord> list(store::ReadTx& tx, const ListQuery& q);

// How many lie in each tab, in one statement.
struct TabQuery {
  AccountId account;
  std::vector<UnitId> read, hand_over, assign, approve, issue, give_back;
};
struct TabCounts {
  std::int64_t mine = 0, unit = 0, to_transfer = 0, to_take = 0, to_sign = 0, to_number = 0, ready = 0;
};
TabCounts count_tabs(store::ReadTx& tx, const TabQuery& q);

// Running dossiers by due moment, after this one.
std::vector<CaseRecord> running_due_after(store::ReadTx& tx, std::pair<Instant, std::int64_t> after, int limit);

// For verify: every dossier in order of id, and every counter.
void each_case(store::ReadTx& tx, const std::function<bool(const CaseRecord&)>& visit);
struct CounterRow {
  std::string scope, name;
  std::int64_t value{};
};
std::vector<CounterRow> counters(store::ReadTx& tx);

struct RunningAtStep {
  std::string step;
  std::int64_t count{};
};
std::vector<RunningAtStep> running_by_step(store::ReadTx& tx, catalog::VersionId version);

// The day of a desk for its waiting room: numbers and the few lines shown, never whole records.
struct DayOfDesk {
  std::int64_t received = 0, settled = 0, same_day_promised = 0, same_day_kept = 0;
  struct Line {
    std::int64_t receipt_number{};
    std::string code;
    State state;
  };
  std::vector<Line> running, ready;
};
DayOfDesk day_of_desk(store::ReadTx& tx, UnitId unit, Instant from, Instant to, int lines);

}  // namespace motcua::dossier
