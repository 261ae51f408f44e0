// Rows of moved due moments ↔ types. Private.
#pragma once

#include "dossier/rescheduling.hpp"
#include "dossier/store.hpp"

namespace motcua::dossier {

struct PlanRecord {
  std::int64_t id{};
  std::int64_t version{};
  PlanState state{};
  UnitId scope;
  std::string place;
  Day first{};
  std::string title, reason, source;
  Instant made_at;
  std::string made_by_name;
  std::optional<Instant> applied_at;
  AccountId applied_by;
  std::string applied_by_name;
  std::optional<Instant> undone_at;
  std::string undone_by_name, undo_reason;
};
void put_plan(store::Tx& tx, const PlanRecord& p);  // new, or over the one that is there
std::optional<PlanRecord> find_plan(store::ReadTx& tx, std::int64_t id);
std::vector<PlanRecord> newest_plans(store::ReadTx& tx, int limit);

struct PlanCase {
  DossierId dossier;
  Instant due_before, due_after;
  std::uint64_t calendar_before{}, calendar_after{};
  TellBy tell{};
  bool undone = false;
};
void insert_plan_case(store::Tx& tx, std::int64_t plan, const PlanCase& c);
void mark_undone(store::Tx& tx, std::int64_t plan, DossierId id);
// Not yet taken back, by id.
std::vector<PlanCase> plan_cases(store::ReadTx& tx, std::int64_t plan, DossierId after, int limit);
struct PlanSums {
  int moved = 0, undone = 0, sms = 0, phone = 0, desk = 0;
};
PlanSums plan_sums(store::ReadTx& tx, std::int64_t plan);
struct PlanLine {
  PlanCase c;
  std::string code, procedure_name;
  UnitId received_unit;
};
std::vector<PlanLine> plan_lines(store::ReadTx& tx, std::int64_t plan, int limit);
// Of a plan and all its dossiers; the journal row says it, `verify` compares.
std::string digest_of(store::ReadTx& tx, const PlanRecord& p);
std::optional<std::string> plan_unlike_journal(store::ReadTx& tx);

}  // namespace motcua::dossier
