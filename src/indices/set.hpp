// A set of criteria as data: fields, criteria, items with their rules, facts and metrics with dated versions. Pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "indices/formula.hpp"

namespace motcua::indices {

enum class RuleKind : std::uint8_t {
  choice,           // one described state, fixed points
  band,             // points by interval of a rate or a count
  proportional,     // max × rate / full_at, or between two limits
  formula,          // points by a formula over facts
  conditional,      // another item's choice decides which rule holds
  monitor,          // shown, without points
  penalty_each,     // so many points off, each time
  penalty_per_day,  // for days of delay
};
enum class NoWhole : std::uint8_t { unknown, full, zero, not_applicable };  // a rate whose whole is 0
enum class Scorer : std::uint8_t { unit, system, survey, owner };           // who gives the answer
enum class Part : std::uint8_t { regular, bonus, penalty };
enum class Direction : std::uint8_t { none, up, down };  // declared: more is never worse, never better

struct Option {
  std::string key{}, label{};
  std::optional<Fraction> points{};  // none: the item does not apply
};
// From `from` on, up to the next band; `above`: not at it.
struct Band {
  Fraction from{};
  bool above = false;
  Fraction points{};
};
struct Rule {
  RuleKind kind{};
  std::string part{}, whole{};  // what is counted, as asked for; no whole: a count, or a number as it is
  bool count = false;
  std::vector<Option> options{};
  std::vector<Band> bands{};
  Fraction full_at{100};
  std::optional<Fraction> zero_below{};  // below it nothing
  std::optional<Fraction> zero_above{};  // falling: full up to full_at, nothing from here on, straight between
  NoWhole no_whole = NoWhole::unknown;
  Formula formula{};
  std::string on{};  // conditional: id of the other item
  std::vector<std::pair<std::string, std::shared_ptr<const Rule>>> cases{};
  Fraction each{}, first{};
  int first_days = 0;
};
// Points of a measured number (a rate in per cent, or a count).
Fraction band_points(const Rule& rule, Fraction measured);
std::optional<Fraction> proportional_points(const Rule& rule, Fraction max, Fraction measured);

struct Item {
  std::string id{}, name{};
  Fraction max{};
  Fraction weight{1};  // what-if: points and maximum times this
  std::string evidence{}, note{}, advice{};
  std::string metric{};  // the rate comes from this metric
  Scorer scorer = Scorer::unit;
  Direction direction = Direction::none;
  Rule rule{};
  bool needs_evidence() const { return !evidence.empty() && scorer == Scorer::unit; }
};
struct Criterion {
  std::string id{}, name{};  // empty: the items stand in the field themselves
  Fraction max{};
  std::vector<Item> items{};
};
struct Field {
  std::string id{}, name{};
  Fraction max{};
  Part part = Part::regular;
  std::vector<Criterion> criteria{};
};
struct Fact {
  std::string id{};
  Symbol symbol{};
  bool from_record = false;  // else imported with its source
};
struct MetricVersion {
  std::string id{}, name{};
  std::optional<Day> valid_from{};
  Formula part{}, whole{};
};
struct Metric {
  std::string id{}, name{};
  std::vector<MetricVersion> versions{};
  const MetricVersion* version(std::string_view id) const;
};
struct Grade {
  std::string label{}, meaning{};
  Fraction from{};
};
// Fields shown together: the press merges G3 and G4.
struct GroupView {
  std::string id{}, name{};
  std::vector<std::string> fields{};
};

struct CriteriaSet {
  std::string id{}, name{}, kind{}, status{}, source{};
  std::string subject{};  // whom it scores: "xa", "tinh", "tinh-xa"
  Day valid_from{};
  std::optional<Day> valid_to{};
  Fraction scale{100};
  int decimals = 2;
  bool total_in_points = false;  // else per cent of what applies
  std::optional<Fraction> bonus_max{};
  std::vector<Fact> facts{};
  std::vector<Metric> metrics{};
  std::vector<Grade> grades{};  // best first
  std::vector<GroupView> views{};
  std::vector<Field> fields{};

  const Item* item(std::string_view id) const;
  Item* item(std::string_view id);
  const Field* field(std::string_view id) const;
  const Field* field_of(std::string_view item_id) const;
  const Fact* fact(std::string_view id) const;
  const Metric* metric(std::string_view id) const;
  const Grade* grade(Fraction percent) const;
  Symbols symbols() const;
  // Items in order.
  std::vector<const Item*> items() const;
};

// Reads strictly; the error names file, line, key, and for a formula the character. Sums of maxima, bands and declared directions hold.
Result<CriteriaSet> read_set(std::string_view file, std::string_view yaml);

std::string_view label(Scorer scorer);

}  // namespace motcua::indices
