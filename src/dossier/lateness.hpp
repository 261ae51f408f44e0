// Who caused a delay, exactly: the working minutes of lateness are shared among those who took longer than their part of the term,
// and the shares add up to the lateness. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::dossier {

enum class Party : std::uint8_t { agency, applicant, post };
std::string_view label(Party p);  // "Cơ quan", "Người nộp hồ sơ", "Bưu chính"

// A stretch of working time between the start of the term and its end, in the hands of one party. Minutes are working minutes.
struct Stretch {
  std::string step{};  // id of the step; empty: none
  std::string name{};  // "Thẩm tra hồ sơ"
  std::int64_t unit{};
  std::string unit_name{};
  std::string holder{};
  Party party{};
  std::int64_t allotted{};
  std::int64_t used{};
  bool outside_term = false;  // the clock stood (supplement, payment, on the way to another place): time, but no lateness
};

struct LateSplit {
  std::int64_t late{};               // working minutes after the due moment
  std::vector<std::int64_t> shares;  // one for each stretch
  std::int64_t unexplained{};        // of no stretch: there are gaps in what was recorded
};

// Each stretch answers for what it took beyond its part, less what others saved (in proportion to the overrun; whole minutes by
// largest remainder). A stretch within its part, or outside the term, gets nothing; none gets more than its own overrun.
LateSplit split_lateness(std::span<const Stretch> stretches, std::int64_t late_minutes);

// The same minutes added up another way; in order of first appearance, without zeros. `unexplained` is a line of its own.
struct LateSum {
  std::string name{};
  std::int64_t minutes{};
};
enum class LateBy : std::uint8_t { step, unit, party };
std::vector<LateSum> sum_by(LateBy by, std::span<const Stretch> stretches, const LateSplit& split);

}  // namespace motcua::dossier
