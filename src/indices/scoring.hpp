// Scores of one unit by a set: points of each item with the reason, sums, grade; ranks; what would be if a rule changed. Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indices/set.hpp"

namespace motcua::indices {

// What a unit (or an appraiser) says to one item.
struct Answer {
  std::string choice{};  // key of an option
  std::optional<Fraction> part{}, whole{};
  bool not_applicable = false;
  bool given() const { return not_applicable || !choice.empty() || part.has_value(); }
  friend bool operator==(const Answer&, const Answer&) = default;
};
using Answers = std::map<std::string, Answer, std::less<>>;  // by item

struct Inputs {
  Answers answers{};
  Formula::Lookup facts{};                                    // none: no facts
  std::map<std::string, std::string, std::less<>> metrics{};  // metric -> version; else the first in force
  std::map<std::string, Fraction, std::less<>> official{};    // field or view -> score published by others; stands before our own
  Day day{};                                                  // for versions of metrics
};

enum class ItemState : std::uint8_t { scored, unknown, not_applicable };
struct ItemScore {
  const Item* item{};
  ItemState state = ItemState::unknown;
  Fraction points{}, max{};
  std::optional<Fraction> rate{};  // per cent, or the count
  std::string why{};               // one sentence
  Explained tree{};                // of formulas and metrics
  Fraction lost() const { return state == ItemState::not_applicable ? Fraction{} : max - points; }
};
struct FieldScore {
  const Field* field{};
  std::vector<ItemScore> items{};
  Fraction points{}, max{}, unknown{};  // max: of what applies; unknown: of items without a figure
  bool official = false;
};
struct Scored {
  std::vector<FieldScore> fields{};
  Fraction points{}, max{}, unknown{}, not_applicable{};  // regular part
  Fraction bonus{}, penalty{};
  Fraction total{};  // what is ranked: per cent, or points
  const Grade* grade{};
  const ItemScore* item(std::string_view id) const;
};
// One item alone; `answers` for conditions.
ItemScore score_item(const CriteriaSet& set, const Item& item, const Inputs& inputs);
Scored score(const CriteriaSet& set, const Inputs& inputs);
// Points of a view ("G34"): its official score, or the sum of its fields.
Fraction view_points(const Scored& scored, const GroupView& view, const Inputs& inputs);

// Equal scores share the rank; in order of the input.
std::vector<int> ranks(const std::vector<Fraction>& totals);

// What would be: other maxima, another way to count a metric, another rule, items left out.
struct Change {
  std::map<std::string, Fraction, std::less<>> maxima{};
  std::map<std::string, std::string, std::less<>> metrics{};
  std::map<std::string, std::string, std::less<>> formulas{};  // item -> formula over facts that gives points
  bool empty() const { return maxima.empty() && metrics.empty() && formulas.empty(); }
};
// The set with the change; per cent are of the new sum. Errors are of the formula, with their place.
Result<CriteriaSet> changed(const CriteriaSet& set, const Change& change);

}  // namespace motcua::indices
