// Reports on the forms of mixed_forms.hpp: what the record knows is listed and counted, the rest the unit enters with its source.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "identity/identity.hpp"
#include "reports/mixed_forms.hpp"
#include "reports/reports.hpp"
#include "reports/store_entries.hpp"

namespace motcua::reports {

struct MixedAsk {
  const MixedForm* form{};
  Period period{};
  UnitId unit{};
  std::optional<Day> known{};  // as known at the end of this day; none: now
  // What happened before this counts: the period, as far as it was over on the day known.
  Instant until() const;
  Day last_day(Day today) const;  // of the period, of what is known, of what has been
};

// One thing behind a figure. A figure is the sum of the amounts of its facts, so the list and the figure are one.
struct Fact {
  std::string row{};
  int column = 0;
  std::string name{}, detail{}, href{};
  std::int64_t amount = 1, whole = 0;  // whole: of a share
  std::string text{};                  // of a column of words
};
struct Facts {
  std::vector<Fact> all{};
  std::set<std::string> known{};    // rows the record knows something of; other rows: "chưa có số liệu"
  std::set<std::string> partial{};  // rows of which it does not know all, as known on the day asked for
};

// Filled by whoever keeps the record: lists what counts in the cells of a form.
class FormSource {
 public:
  virtual ~FormSource() = default;
  virtual bool knows(std::string_view form) const = 0;
  // `units`: what the reader may see at or below the unit, sorted.
  virtual Facts facts(store::ReadTx& tx, const Actor& actor, const MixedAsk& ask, std::span<const UnitId> units) const = 0;
};

struct MixedValue {
  bool known = false, partial = false;  // partial: a part of it is not known
  bool none = false;                    // the cell means nothing in this row
  std::int64_t amount = 0, whole = 0;
  std::int64_t things = 0;  // facts behind it
  std::string text{};
  friend bool operator==(const MixedValue&, const MixedValue&) = default;
};
struct MixedLine {
  std::string key{}, name{};
  std::vector<MixedValue> values{};  // in order of the form's columns
};
struct MixedReport {
  MixedAsk ask{};
  std::string unit_name{};
  std::vector<MixedLine> lines{};
  std::vector<std::string> sources{};  // of what the unit entered, one sentence a figure
  std::vector<std::string> later{};    // entered after the day known, one sentence a figure
  Instant told_at{};
  bool running = false;
  std::optional<Sending> send{};
};
// Is there a figure, or words saying that the cell means nothing? A share without a whole is none.
bool told(const MixedColumn& c, const MixedValue& v);
// "12", "1.234,50", "8,3%", "chưa có số liệu".
std::string words(const MixedColumn& c, const MixedValue& v);

struct MixedCell {
  const MixedColumn* column{};
  std::string row_name{};
  MixedValue value{};
  std::vector<Fact> facts{};
  std::vector<EntryRow> history{};  // of an entered cell, the latest first
  std::string coverage{};           // of a gathered one: "3 trong 102 đơn vị đã nhập"
};

struct EntryWish {
  std::string row{};
  std::map<int, std::string> values{};  // by column, as typed; empty: left as it is
  std::string source{}, source_day{};
};

struct FrozenMixed {
  FrozenSummary summary{};
  MixedReport then{}, now{};
};

class MixedForms {
 public:
  MixedForms(store::Database& db, const Clock& clock, identity::Identity& identity, Reports& reports,
             std::vector<const FormSource*> sources)
      : db_(db), clock_(clock), identity_(identity), reports_(reports), sources_(std::move(sources)) {}

  Result<MixedReport> report(const Actor& actor, const MixedAsk& ask);
  Result<MixedCell> cell(const Actor& actor, const MixedAsk& ask, std::string_view row, int column);
  // Keeps what was typed and is not yet so; how many figures.
  Result<int> enter(const Actor& actor, const MixedAsk& ask, const EntryWish& wish);
  bool may_make(const Actor& actor, UnitId unit) const;
  Result<std::int64_t> freeze(const Actor& actor, const MixedAsk& ask);
  Result<FrozenMixed> frozen(const Actor& actor, std::int64_t id);

 private:
  struct Sums;
  Status allowed(const Actor& actor, const MixedAsk& ask) const;
  Sums sums(store::ReadTx& tx, const Actor& actor, const MixedAsk& ask) const;
  MixedReport tell(const MixedAsk& ask, const Sums& sums) const;
  store::Database& db_;
  const Clock& clock_;
  identity::Identity& identity_;
  Reports& reports_;
  std::vector<const FormSource*> sources_;
};

// Level of the forms a unit makes: a province its own, everybody else those of communes and departments.
identity::Level reporting_level(const identity::UnitTree& tree, UnitId unit, Day day);

}  // namespace motcua::reports
