// Official forms as data: columns, groups, formulas and the days they hold, each with its source. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/ledger.hpp"
#include "reports/periods.hpp"

namespace motcua::reports {

// One countable thing: dossiers that entered certain accounts in the period, or stood in them at its beginning or end.
enum class When : std::uint8_t { opening, during, closing };
struct Measure {
  When when{};
  std::uint16_t accounts = 0;  // bit of each Account
  std::uint8_t channels = 0;   // bit of each dossier::Channel; 0: all
};
constexpr std::uint16_t bit(Account a) { return static_cast<std::uint16_t>(1U << at(a)); }
constexpr std::uint8_t bit(dossier::Channel c) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(c)); }
constexpr bool has(const Measure& m, Account a) { return (m.accounts & bit(a)) != 0; }
constexpr bool has(const Measure& m, dossier::Channel c) { return m.channels == 0 || (m.channels & bit(c)) != 0; }

struct Column {
  int number = 0;
  std::string_view group, subgroup, heading;
  Measure measure{};
  std::string_view sum{};   // "4+5+6+7+8": the figure is the sum of those columns, its dossiers are theirs together
  std::string_view rule{};  // what is counted, in one sentence; shown beside the figure
};
std::vector<int> summands(std::string_view sum);

enum class Layout : std::uint8_t {
  by_field,           // a row for each field
  by_level_and_field  // sections: what the province settles, what its communes settle
};

struct Form {
  std::string_view id;    // in addresses: "07a"
  std::string_view code;  // "Biểu số 07a/BTP/KSTT"; empty: a table of ours
  std::string_view title;
  std::string_view reporter, receiver;
  Day valid_from{};
  std::optional<Day> valid_to;  // last day
  std::string_view basis;
  Layout layout{};
  bool by_unit = false;             // rows are units
  std::span<const Column> columns;  // those with figures, in order; STT and the name of the row come before
  bool offered = true;              // to choose from; else only its cells are opened, from a board
};

std::span<const Form> forms();
const Form* form(std::string_view id);
// Forms of the kind of unit that hold on the cut-off day of the period; the official one first.
// A period that spans a change uses what holds on its last day.
const Form& official_form(const Period& p, bool province);
const Column* column(const Form& f, int number);
// All measures of a column, formulas resolved; they never share a dossier.
std::vector<Measure> measures(const Form& f, const Column& c);

// Identities of a form, e.g. column 3 = 9 + 13; a table that breaks one is a bug.
struct Identity {
  int left;
  std::string_view right;  // "9+13"
};
std::span<const Identity> identities(const Form& f);

}  // namespace motcua::reports
