// Forms of 09/2026/TT-BTP whose figures come from several slices and, for what no record knows, from the unit itself. As data. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/periods.hpp"

namespace motcua::reports {

// Where a figure comes from.
enum class Fill : std::uint8_t {
  counted,   // from the record: a source lists what it counts
  gathered,  // from what the units below have entered in their own form
  entered    // the unit enters it, with its source
};
enum class Quantity : std::uint8_t {
  number,
  flag,      // 1 or 0: has it or has it not
  millions,  // đồng in the record, million đồng on the form
  share,     // part of a whole
  text
};

struct MixedColumn {
  int number = 0;
  std::string_view group, heading;
  Quantity measured = Quantity::number;
  std::string_view sum{};        // "4+5": the figure is their sum, what it counts is theirs together
  std::optional<Fill> fill{};    // in every row; else as the row says
  std::string_view rule{};       // what is counted, in one sentence
  bool only_first_rows = false;  // means nothing in the row of the sum
};
struct MixedRow {
  std::string_view key, name;
  Fill fill = Fill::counted;
};

struct MixedForm {
  std::string_view id, code, title, reporter, receiver;
  identity::Level level{};  // of who reports
  Day valid_from{};
  std::optional<Day> valid_to;
  std::string_view basis;
  bool monthly = false;  // else by quarter, half-year and year only
  std::string_view row_heading, counted_in;
  std::span<const MixedRow> rows;
  std::span<const MixedColumn> columns;
  bool with_total = false;          // a last row with the sum of the others
  std::string_view gathers_from{};  // form of the units below
  std::string_view note{};          // what readers must know of it
};

std::span<const MixedForm> mixed_forms();
const MixedForm* mixed_form(std::string_view id);
const MixedColumn* column(const MixedForm& f, int number);
const MixedRow* row(const MixedForm& f, std::string_view key);
inline constexpr std::string_view kTotalRow = "tong";

// Forms a unit of the level makes, that hold on the last day of the period and are made for a period of its kind.
std::vector<const MixedForm*> mixed_forms_for(identity::Level level, const Period& p);
bool made_for(const MixedForm& f, const Period& p);
// Nothing: a sum, or a row that is one.
std::optional<Fill> fill_of(const MixedForm& f, std::string_view row, const MixedColumn& c);
// The latest period that has ended by `today` and that the form is made for: a quarter.
Period latest_period(const MixedForm& f, Day today);

}  // namespace motcua::reports
