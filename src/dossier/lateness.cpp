#include "dossier/lateness.hpp"

#include <algorithm>
#include <numeric>

#include "base/result.hpp"

namespace motcua::dossier {

namespace {
std::int64_t overrun(const Stretch& s) {
  return s.outside_term ? 0 : std::max<std::int64_t>(0, s.used - std::max<std::int64_t>(0, s.allotted));
}
}  // namespace

std::string_view label(Party p) {
  switch (p) {
    case Party::agency: return "Cơ quan";
    case Party::applicant: return "Người nộp hồ sơ";
    case Party::post: return "Bưu chính";
  }
  return {};
}

LateSplit split_lateness(std::span<const Stretch> stretches, std::int64_t late_minutes) {
  LateSplit split;
  split.late = std::max<std::int64_t>(0, late_minutes);
  split.shares.assign(stretches.size(), 0);
  if (split.late == 0) return split;
  std::int64_t overruns = 0;
  for (const auto& s : stretches) overruns += overrun(s);
  const auto shared = std::min(split.late, overruns);  // the rest was saved by nobody and taken by nobody on record
  split.unexplained = split.late - shared;
  if (shared == 0) return split;
  struct Rest {
    std::int64_t remainder;
    std::size_t stretch;
  };
  std::vector<Rest> rests;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const auto over = overrun(stretches[i]);
    split.shares[i] = over * shared / overruns;
    given += split.shares[i];
    if (over > 0) rests.push_back({over * shared % overruns, i});
  }
  std::stable_sort(rests.begin(), rests.end(), [](const Rest& a, const Rest& b) { return a.remainder > b.remainder; });
  for (std::size_t i = 0; given < shared; ++i, ++given) ++split.shares[rests[i].stretch];
  ensure(std::accumulate(split.shares.begin(), split.shares.end(), split.unexplained) == split.late, "the shares add up to the lateness");
  return split;
}

std::vector<LateSum> sum_by(LateBy by, std::span<const Stretch> stretches, const LateSplit& split) {
  std::vector<LateSum> sums;
  const auto add = [&sums](std::string_view name, std::int64_t minutes) {
    if (minutes == 0) return;
    const auto known = std::find_if(sums.begin(), sums.end(), [&](const LateSum& s) { return s.name == name; });
    if (known != sums.end()) {
      known->minutes += minutes;
    } else {
      sums.push_back({std::string(name), minutes});
    }
  };
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const auto& s = stretches[i];
    switch (by) {
      case LateBy::step: add(s.name, split.shares[i]); break;
      case LateBy::unit: add(s.party == Party::agency ? std::string_view(s.unit_name) : label(s.party), split.shares[i]); break;
      case LateBy::party: add(label(s.party), split.shares[i]); break;
    }
  }
  add("Không có ghi chép", split.unexplained);
  return sums;
}

}  // namespace motcua::dossier
