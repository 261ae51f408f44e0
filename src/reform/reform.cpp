#include "reform/reform.hpp"

#include "reform/report_records.hpp"
#include "reform/services.hpp"
#include "reform/store_committee.hpp"
#include "reform/store_initiatives.hpp"
#include "reform/store_inspections.hpp"
#include "reform/store_plans.hpp"
#include "reform/store_unit_indicators.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reform_migrations();
}

namespace motcua::reform {

store::MigrationSet migrations() { return {"reform", embedded::reform_migrations()}; }

Reform::Reform(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, reports::Reports& reports,
               store::Blobs& blobs)
    : services_(std::make_unique<Services>(db, clock, ids, identity, reports, blobs)) {}
Reform::~Reform() = default;

int Reform::round(const std::string& owner) { return services_->plans.remind(owner); }

namespace {
// Nothing is done without an accepted proof of that day or before.
std::optional<std::string> check_progress(store::ReadTx& tx) {
  for (const auto& t : all_of<Task>(tx)) {
    if (t.course != Course::done) continue;
    bool proven = false;
    for (const auto& p : rows::proofs(tx, t.id)) proven = proven || (p.state == ProofState::accepted && t.done_on && p.day <= *t.done_on);
    if (!proven) return "bảng reform_task, dòng " + std::to_string(t.id) + ": hoàn thành mà không có sản phẩm được xác nhận";
  }
  return std::nullopt;
}
// A confirmed remedy rests on evidence or on a re-check.
std::optional<std::string> check_findings(store::ReadTx& tx) {
  for (const auto& f : all_of<Finding>(tx))
    if (f.state == FindingState::confirmed && rows::evidence(tx, f.id).empty() && rows::rechecks_of_finding(tx, f.id).empty())
      return "bảng reform_finding, dòng " + std::to_string(f.id) + ": xác nhận khắc phục mà không có bằng chứng";
  return std::nullopt;
}
// Each paragraph of an issued notice has become a task of that session.
std::optional<std::string> check_conclusions(store::ReadTx& tx) {
  for (const auto& s : all_of<Session>(tx)) {
    if (s.state != SessionState::concluded) continue;
    for (const auto& i : rows::items(tx, s.id)) {
      const auto task = find<Task>(tx, i.given);
      if (!task || task->origin != Origin::conclusion || task->origin_id != s.id)
        return "bảng reform_item, dòng " + std::to_string(i.id) + ": đã ra thông báo mà không thành nhiệm vụ";
    }
  }
  return std::nullopt;
}
}  // namespace

std::vector<store::Verifier> Reform::verifiers() const {
  std::vector<store::Verifier> all{verifier<Plan>(),
                                   verifier<Budget>(),
                                   verifier<Adjustment>(),
                                   verifier<Goal>(),
                                   verifier<Task>(),
                                   verifier<Activity>(),
                                   verifier<Proof>(),
                                   verifier<Note>(),
                                   verifier<Reminder>(),
                                   verifier<Round>(),
                                   verifier<Visit>(),
                                   verifier<Score>(),
                                   verifier<Sample>(),
                                   verifier<Finding>(),
                                   verifier<Recheck>(),
                                   verifier<Evidence>(),
                                   verifier<Committee>(),
                                   verifier<Member>(),
                                   verifier<CommitteePaper>(),
                                   verifier<Session>(),
                                   verifier<Item>(),
                                   verifier<UnitValue>(),
                                   verifier<Initiative>(),
                                   verifier<HandTally>(),
                                   verifier<Measure>(),
                                   verifier<PlanReport>(),
                                   verifier<ReportText>(),
                                   verifier<ReportLine>(),
                                   verifier<TakeoverStep>(),
                                   {"reform.findings", check_findings},
                                   {"reform.progress", check_progress},
                                   {"reform.conclusions", check_conclusions}};
  return readable(std::move(all));
}

}  // namespace motcua::reform
