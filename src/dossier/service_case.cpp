// One dossier with all that belongs to it, and the moves its reader may make.
#include <fmt/core.h>

#include <algorithm>

#include "dossier/service.hpp"
#include "dossier/store_lateness.hpp"
#include "dossier/store_life.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

namespace {
std::vector<EventView> events_of(store::ReadTx& tx, const Dossiers::Impl& s, DossierId id) {
  std::vector<EventView> events;
  for (const auto& row : store::history(tx, "dossier", id.value)) {
    EventView e;
    e.seq = row.seq;
    e.at = row.at;
    e.recorded_at = row.recorded_at;
    e.kind = row.kind;
    e.text = std::string(event_label(row.kind));
    e.unit_name = s.unit_name(UnitId{row.unit});
    if (const auto json = Json::parse(row.payload)) {
      e.actor_name = std::string((*json)["by"].text().value_or(""));
      for (const std::string_view key :
           {"receiver", "waybill", "to_unit", "officer", "reason", "title", "number", "text", "step", "note", "file", "clock"})
        if (const auto value = (*json)[key].text(); value && !value->empty()) {
          if (!e.detail.empty()) e.detail += "; ";
          e.detail += *value;
        }
    }
    events.push_back(std::move(e));
  }
  std::reverse(events.begin(), events.end());
  return events;
}

std::vector<StepView> steps_with_plan(const std::vector<StepRecord>& begun, const catalog::ProcedureVersion& version, const CaseRecord& c) {
  std::vector<StepView> steps;
  for (const auto& r : begun)
    steps.push_back({r.seq, r.step, r.name, r.role, r.holder_name, r.started_at, r.limit_at, r.finished_at, r.allotted_minutes,
                     r.used_minutes, r.outcome});
  if (!is_open(c.state.biz)) return steps;
  bool after_current = false;
  for (const auto& step : version.steps) {
    if (after_current && step.role != "co-quan-khac") {
      StepView v;
      v.step = step.id;
      v.name = step.name;
      v.role = step.role;
      steps.push_back(std::move(v));
    }
    after_current = after_current || step.id == c.step;
  }
  return steps;
}

// Where each move would be made today: a unit that has ended since the dossier was settled is its successor.
CaseRecord as_of_today(store::ReadTx& tx, const Dossiers::Impl& s, CaseRecord c) {
  if (is_open(c.state.biz)) return c;
  for (auto* unit : {&c.received_unit, &c.competent_unit, &c.settling_unit, &c.holder_unit}) *unit = s.unit_now(tx, *unit);
  return c;
}

std::vector<Move> moves_for(const Actor& actor, const CaseRecord& c) {
  std::vector<Move> moves;
  for (const auto* t : moves_from(c.state)) {
    Move m{t, {}};
    const auto where = place_of(t->action, c);
    // What is done in the course of work is done by who holds the dossier; what is decided about it (T…), by whoever may.
    const bool personal = t->actor == Role::officer || t->id.starts_with('W');
    if (!actor.permits_in(t->permission, where)) {
      m.why_not = fmt::format("Việc của {}.", label(t->actor));
    } else if (personal && c.holder && c.holder != actor.account()) {
      m.why_not = fmt::format("Hồ sơ do {} giữ.", c.holder_name);
    } else if (t->action == Action::extend && !c.extension.empty()) {
      m.why_not = "Đã xin lỗi và gia hạn một lần.";
    } else if (!t->built) {
      m.why_not = "Phiên bản này chưa làm được việc này.";
    }
    moves.push_back(std::move(m));
  }
  return moves;
}
}  // namespace

Result<CaseFile> Dossiers::open(const Actor& actor, std::string_view code, std::string_view purpose) {
  const auto& s = *impl_;
  CaseFile file;
  CaseRecord record, acting;
  std::vector<StepRecord> steps;
  std::optional<ProposalRecord> proposal;
  std::optional<ApologyRecord> apology;
  TRY_VOID(s.db.read([&](store::ReadTx& tx) -> Status {
    TRY(record, s.load_code(tx, actor, code));
    for (auto& p : papers_of(tx, record.id)) file.papers.push_back({p.component, p.name, p.kind, p.originals, p.copies, p.from_register});
    for (auto& f : fees_of(tx, record.id)) file.fees.push_back({f.fee, f.name, f.how, f.exemption, f.basis, f.quantity, f.amount});
    steps = steps_of(tx, record.id);
    for (auto& h : handovers_of(tx, record.id))
      file.handovers.push_back({h.seq, s.unit_name(h.from_unit), s.unit_name(h.to_unit), h.from_name, h.to_name, h.given_at, h.received_at,
                                h.allotted_minutes, h.used_minutes, h.result, h.note});
    if (const auto r = result_of(tx, record.id)) {
      const auto signer = r->arrangement ? r->signed_name + " (ký trên bản giấy tại quầy)" : r->signed_name;
      file.result = ResultView{r->title, r->summary, r->body, r->number, r->dated, r->drafted_name, signer, r->drafted_at, r->signed_at};
    }
    if (const auto r = return_of(tx, record.id))
      file.returned = ReturnView{r->method,       r->receiver, r->receiver_number,  r->identity_check,     r->authority,
                                 r->confirmation, r->waybill,  r->returned_by_name, !r->signature.empty(), r->returned_at};
    file.events = events_of(tx, s, record.id);
    if (is_open(record.state.biz)) proposal = proposal_of(tx, record.id);
    if (record.state.biz == BizState::supplement) file.supplement = open_supplement(tx, record.id);
    apology = find_apology(tx, record.id);
    acting = as_of_today(tx, s, record);
    return {};
  }));
  TRY(file.procedure, s.version_of(record));
  file.steps = steps_with_plan(steps, *file.procedure, record);
  file.dossier = s.view(record);
  file.why = s.why(record);
  file.late = late_view(s, record, steps);
  if (apology) file.apology = apology_view(s, record, *apology);
  file.moves = moves_for(actor, acting);
  file.proposal = proposal_view(proposal);
  file.may_propose = !proposal && on_officers_desk(record.state) && record.holder == actor.account() &&
                     actor.permits_in(identity::kDossierPropose, record.holder_unit);
  if (!actor.permits_in(identity::kDossierPersonal, record.received_unit) &&
      !actor.permits_in(identity::kDossierPersonal, record.holder_unit) &&
      !actor.permits_in(identity::kDossierPersonal, record.competent_unit) && record.holder != actor.account()) {
    // Sees the dossier, not the person.
    file.dossier.applicant.number = file.dossier.applicant.phone = file.dossier.applicant.email = "";
    file.dossier.principal.number = file.dossier.principal.phone = file.dossier.principal.email = "";
    file.dossier.form.clear();
  } else {
    TRY_VOID(s.db.write([&](store::Tx& tx) -> Status {
      store::log_access(tx, {.at = s.clock.now(),
                             .actor = actor.account_id,
                             .unit = actor.acting_unit().value,
                             .object = "dossier",
                             .object_id = record.id.value,
                             .purpose = purpose});
      return {};
    }));
  }
  return file;
}

}  // namespace motcua::dossier
