#include "reports/flow_model.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/numbers.hpp"

namespace motcua::reports {

std::string minutes_words(std::int64_t minutes) {
  constexpr std::int64_t kHour = 60, kDay = 480;
  if (minutes < kHour) return fmt::format("{} phút", minutes);
  if (minutes < kDay) {
    const auto rest = minutes % kHour;
    return rest == 0 ? fmt::format("{} giờ", minutes / kHour) : fmt::format("{} giờ {} phút", minutes / kHour, rest);
  }
  const auto hours = minutes % kDay / kHour;
  return hours == 0 ? fmt::format("{} ngày", vn_number(minutes / kDay)) : fmt::format("{} ngày {} giờ", vn_number(minutes / kDay), hours);
}

std::int64_t at_share(std::vector<std::int64_t> values, double share) {
  if (values.empty()) return 0;
  const auto place = static_cast<std::size_t>(std::max(0.0, std::ceil(share * static_cast<double>(values.size())) - 1));
  const auto it = values.begin() + static_cast<std::ptrdiff_t>(std::min(place, values.size() - 1));
  std::nth_element(values.begin(), it, values.end());
  return *it;
}

double gini(std::span<const std::int64_t> shares) {
  std::vector<std::int64_t> sorted(shares.begin(), shares.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  double whole = 0, weighted = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    whole += static_cast<double>(sorted[i]);
    weighted += static_cast<double>(i + 1) * static_cast<double>(sorted[i]);
  }
  if (whole <= 0 || sorted.size() < 2) return 0;
  return (2 * weighted) / (n * whole) - (n + 1) / n;
}

Spread spread_of(std::span<const double> loads) {
  Spread s;
  s.people = static_cast<int>(loads.size());
  if (loads.empty()) return s;
  s.mean = std::accumulate(loads.begin(), loads.end(), 0.0) / static_cast<double>(loads.size());
  if (s.mean > 0) s.most_to_mean = *std::max_element(loads.begin(), loads.end()) / s.mean;
  std::vector<std::int64_t> scaled;
  for (const auto l : loads) {
    s.idle += l < kIdle;
    s.overloaded += l > kOverloaded;
    scaled.push_back(std::llround(l * 1e6));
  }
  s.gini = gini(scaled);
  return s;
}

std::map<StepKey, Learned> learn(std::span<const Done> done, const std::function<std::int64_t(Instant, Instant)>& working_minutes,
                                 std::int64_t longest) {
  std::map<std::int64_t, Instant> before;
  std::map<StepKey, std::vector<std::int64_t>> gaps;
  for (const auto& d : done) {
    const auto last = before.find(d.person);
    if (last != before.end() && day_of(last->second) == day_of(d.at)) {
      const auto minutes = std::max<std::int64_t>(1, working_minutes(last->second, d.at));
      if (minutes <= longest) gaps[{d.procedure, d.step}].push_back(minutes);
    }
    before[d.person] = d.at;
  }
  std::map<StepKey, Learned> learned;
  for (auto& [key, minutes] : gaps) {
    const auto samples = static_cast<std::int64_t>(minutes.size());
    learned[key] = {at_share(std::move(minutes), 0.5), samples};
  }
  return learned;
}

std::string_view label(StayKind k) {
  switch (k) {
    case StayKind::work: return "Đang làm";
    case StayKind::queue: return "Nằm chờ trong cơ quan";
    case StayKind::others: return "Chờ cơ quan khác";
    case StayKind::applicant: return "Chờ người nộp";
    case StayKind::pickup: return "Chờ người dân nhận kết quả";
  }
  return "";
}

StayKind stay_kind(dossier::State s) {
  using dossier::BizState;
  using dossier::WorkSub;
  switch (s.biz) {
    case BizState::intake_supplement:
    case BizState::supplement:
    case BizState::fin_obligation:
    case BizState::withdraw_requested: return StayKind::applicant;
    case BizState::done:
    case BizState::refused_result:
    case BizState::withdrawn:
    case BizState::stopped: return StayKind::pickup;
    case BizState::none:
    case BizState::draft:
    case BizState::submitted:
    case BizState::intake_refused:
    case BizState::received:
    case BizState::returned:
    case BizState::archived: return StayKind::queue;
    case BizState::in_process: break;
  }
  switch (s.sub) {
    case WorkSub::verifying:
    case WorkSub::site_check:
    case WorkSub::drafting: return StayKind::work;
    case WorkSub::consulting:
    case WorkSub::interagency: return StayKind::others;
    case WorkSub::none:
    case WorkSub::to_transfer:
    case WorkSub::assigned:
    case WorkSub::review:
    case WorkSub::to_sign:
    case WorkSub::to_number: return StayKind::queue;
  }
  return StayKind::queue;
}

std::vector<Stay> stays_of(std::span<const dossier::JournalMove> moves) {
  std::vector<Stay> stays;
  const dossier::JournalMove* last = nullptr;
  for (const auto& m : moves) {
    if (!m.moves) continue;
    if (last && m.to == last->to) continue;  // a fact about the same place
    if (last && m.at >= last->at) stays.push_back({last->to, stay_kind(last->to), last->at, m.at});
    last = &m;
  }
  return stays;
}

bool goes_back(const dossier::JournalMove& m) {
  using dossier::BizState;
  if (!m.moves || m.from.biz != BizState::in_process || m.to.biz != BizState::in_process) return false;
  return m.to.sub < m.from.sub && m.to.sub != dossier::WorkSub::none;
}

std::vector<std::size_t> share_out(std::vector<std::int64_t> open_minutes, std::span<const std::int64_t> costs) {
  std::vector<std::size_t> given;
  if (open_minutes.empty()) return given;
  for (const auto cost : costs) {
    const auto least = static_cast<std::size_t>(std::min_element(open_minutes.begin(), open_minutes.end()) - open_minutes.begin());
    open_minutes[least] += cost;
    given.push_back(least);
  }
  return given;
}

}  // namespace motcua::reports
