// Where each figure of a periodic report comes from.
#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "reform/plan_reports.hpp"
#include "reform/store_plans.hpp"
#include "reports/board.hpp"

namespace motcua::reform {

namespace {
using Found = std::map<std::string, ReportFigure, std::less<>>;

struct DossierLine {
  std::string_view key, columns;
};
constexpr auto kDossierLines = std::to_array<DossierLine>({{"ho-so.tiep-nhan", "4+5+6+7"},
                                                           {"ho-so.truc-tuyen", "4+5"},
                                                           {"ho-so.buu-chinh", "6"},
                                                           {"ho-so.truc-tiep", "7"},
                                                           {"ho-so.giai-quyet", "9"},
                                                           {"ho-so.truoc-han", "10"},
                                                           {"ho-so.dung-han", "11"},
                                                           {"ho-so.qua-han", "12"}});

// The plan of the year: as it stands today, the day the report is made.
void plan_figures(Found& found, const Plans::PlanTotals& totals) {
  const auto href = fmt::format("/cai-cach/ke-hoach/{}", totals.plan.id);
  const auto& t = totals.tallies;
  const auto put = [&](const char* key, std::string value) { found[key] = {std::move(value), totals.plan.title, href}; };
  const auto of = [](const Tally& tally) { return fmt::format("{}/{}", tally.done(), tally.live); };
  put("ke-hoach.muc-tieu", of(t.goals));
  put("ke-hoach.nhiem-vu", of(t.tasks));
  put("ke-hoach.hoat-dong", of(t.activities));
  if (t.tasks.live > 0) put("ke-hoach.ty-le", share_text(t.tasks.done(), t.tasks.live));
  put("ke-hoach.qua-han", vn_number(t.tasks.overdue));
  put("ke-hoach.con-lai", vn_number(t.tasks.live - t.tasks.done()));
}

void inspection_figures(Found& found, const std::vector<RoundView>& rounds, UnitId unit, int year) {
  std::int64_t inspected = 0, scope = 0, findings = 0, open = 0;
  bool any = false;
  for (const auto& r : rounds) {
    if (r.round.unit != unit || r.round.year != year || r.round.state == RoundState::draft) continue;
    any = true;
    inspected += r.inspected;
    scope += std::ssize(r.scope);
    findings += r.findings;
    open += r.open;
  }
  if (!any) return;
  const auto put = [&](const char* key, std::string value, const char* href) {
    found[key] = {std::move(value), fmt::format("Kế hoạch kiểm tra năm {}", year), href};
  };
  put("kiem-tra.don-vi", fmt::format("{}/{}", inspected, scope), "/cai-cach/kiem-tra");
  if (scope > 0) put("kiem-tra.ty-le", share_text(inspected, scope), "/cai-cach/kiem-tra");
  put("kiem-tra.phat-hien", vn_number(findings), "/cai-cach/han-che");
  put("kiem-tra.da-xu-ly", vn_number(findings - open), "/cai-cach/han-che");
  put("kiem-tra.dang-mo", vn_number(open), "/cai-cach/han-che");
}

// Tasks given from above that fell due in the period.
void given_figures(Found& found, const std::vector<TaskView>& tasks, const PlanReport& r) {
  std::int64_t due = 0, in_time = 0, late = 0;
  for (const auto& t : tasks) {
    if (!t.task.due || *t.task.due < r.from || *t.task.due > r.to || t.state == TaskState::cancelled) continue;
    ++due;
    in_time += t.state == TaskState::done_early || t.state == TaskState::done_on_time;
    late += t.state == TaskState::done_late || t.state == TaskState::overdue;
  }
  const auto put = [&](const char* key, std::int64_t n) {
    found[key] = {vn_number(n), "Nhiệm vụ cấp trên giao", "/cai-cach/nhiem-vu?muc=cap-tren-giao"};
  };
  put("giao.tong", due);
  put("giao.xong", in_time);
  put("giao.qua-han", late);
}
}  // namespace

std::map<std::string, ReportFigure, std::less<>> PlanReports::live(const Actor& actor, const PlanReport& r, const ReportTemplate& form) {
  Found found;
  if (const auto totals = plans_.totals(r.unit, r.year)) plan_figures(found, *totals);
  inspection_figures(found, inspections_.rounds(actor, 200), r.unit, r.year);
  given_figures(found, plans_.assigned_to(r.unit), r);
  const auto today = b_.today();
  if (r.from <= today) {
    const auto to = std::min(r.to, today);
    if (const auto sums = b_.figures.sums(r.unit, r.from, to)) {
      for (const auto& line : kDossierLines)
        found[std::string(line.key)] = {vn_number(sums->total(line.columns)), "Biểu 07a", sums->href()};
      for (const auto& i : reports::indicators()) {
        const auto part = sums->total(i.part), whole = sums->total(i.whole);
        if (whole > 0) found["chi-so." + std::string(i.id)] = {share_text(part, whole), std::string(i.formula), sums->href()};
      }
    }
  }
  for (const auto& line : form.lines)
    if (others_ && !found.contains(line.key))
      if (auto known = others_(line.key, r.unit, r.from, std::min(r.to, today))) found[line.key] = *std::move(known);
  return found;
}

}  // namespace motcua::reform
