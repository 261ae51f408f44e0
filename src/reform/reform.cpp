#include "reform/reform.hpp"

#include "reform/report_records.hpp"
#include "reform/services.hpp"
#include "reform/store_inspections.hpp"
#include "reform/store_plans.hpp"

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
                                   verifier<PlanReport>(),
                                   verifier<ReportText>(),
                                   verifier<ReportLine>(),
                                   {"reform.findings", check_findings},
                                   {"reform.progress", check_progress}};
  return readable(std::move(all));
}

}  // namespace motcua::reform
