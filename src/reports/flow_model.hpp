// Measures of work and flow: load, inequality, standard minutes learned from what was done, where dossiers stand still. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "dossier/moves.hpp"

namespace motcua::reports {

std::string minutes_words(std::int64_t minutes);  // "2 ngày 3 giờ" of eight hours a day

// Value at a share of the sorted whole (0.5: the median, the lower one of two); 0 of nothing.
std::int64_t at_share(std::vector<std::int64_t> values, double share);

// How unevenly a whole is shared: 0 all alike, towards 1 one person has everything. Nothing shared, or one person: 0.
double gini(std::span<const std::int64_t> shares);

// Load of people as share of their working time, and what it says of their group (reform: idle below 30 %, overloaded above 120 %).
struct Spread {
  double mean = 0, most_to_mean = 0, gini = 0;
  int people = 0, idle = 0, overloaded = 0;
};
inline constexpr double kIdle = 0.3, kOverloaded = 1.2;
Spread spread_of(std::span<const double> loads);

// ---- standard minutes ----
// A step somebody finished.
struct Done {
  std::int64_t person{};
  std::string procedure{}, step{};
  Instant at{};
};
using StepKey = std::pair<std::string, std::string>;  // procedure, step
struct Learned {
  std::int64_t minutes = 0, samples = 0;
};
// Median of the working minutes between what a person finished and what he finished before on the same day: what one dossier costs where
// work goes on without a break. Gaps over `longest` are breaks and left out; less than a minute counts as one. `done` in order of time.
std::map<StepKey, Learned> learn(std::span<const Done> done, const std::function<std::int64_t(Instant, Instant)>& working_minutes,
                                 std::int64_t longest = 240);

// ---- where dossiers stand ----
enum class StayKind : std::uint8_t { work, queue, others, applicant, pickup };
std::string_view label(StayKind k);  // "Đang làm", "Nằm chờ trong cơ quan"
struct Stay {
  dossier::State state{};
  StayKind kind{};
  Instant from{}, to{};
};
StayKind stay_kind(dossier::State s);
// Stays of one dossier, in order; the last one ends with its last move (nothing runs on).
std::vector<Stay> stays_of(std::span<const dossier::JournalMove> moves);
// A move back: work that is done again.
bool goes_back(const dossier::JournalMove& move);

// The person with the least to do gets the next one; ties by the order given. `costs` of what is to be given out, in order.
std::vector<std::size_t> share_out(std::vector<std::int64_t> open_minutes, std::span<const std::int64_t> costs);

}  // namespace motcua::reports
