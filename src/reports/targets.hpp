// Targets of indicators: fixed, or relative to the average of the province, to the year before. Data with dates and a source.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/cases.hpp"

namespace motcua::reports {

enum class TargetKind : std::uint8_t { fixed, province_average, last_year, better_than_last_year };
std::string_view word(TargetKind k);   // as stored: "co-dinh"
std::string_view label(TargetKind k);  // "Không thấp hơn mặt bằng chung của tỉnh"
std::optional<TargetKind> target_kind_from(std::string_view word);

// What a unit set, or what ships with the program (unit 0). The latest one that has begun holds; the nearest unit above wins.
struct TargetRow {
  std::int64_t id{};
  UnitId unit{};
  std::string indicator{};
  TargetKind kind{};
  int permille = 0;  // fixed: the target; better: how much more than the year before
  Day from{};
  std::string source{};
  Instant set_at{};
  std::string set_by_name{};
};
// Parts of a line of the data files, between "|", without the blanks around them.
std::vector<std::string> parts_of(std::string_view line);
// Errors: reports.targets_unreadable with the line.
Result<std::vector<TargetRow>> read_targets(std::string_view text);
std::span<const TargetRow> shipped_targets();
// `line`: the unit and those above it, nearest first; `rows` in the order they were set.
const TargetRow* target_for(std::span<const TargetRow> rows, std::span<const UnitId> line, std::string_view indicator, Day day);

// As it holds for one figure.
struct Target {
  int permille = 0;
  std::string words{};  // "mục tiêu 95%", "mặt bằng chung của tỉnh 61,2%"
  std::string source{};
  bool lower_is_better = false;
  // Of part and whole; nothing when there is no whole.
  std::optional<bool> met(std::int64_t part, std::int64_t whole) const;
};
struct TargetGrounds {  // part and whole of the province and of the year before
  std::int64_t province_part = 0, province_whole = 0, year_part = 0, year_whole = 0;
};
// Nothing where what it is measured against is not known.
std::optional<Target> resolve(const TargetRow& row, const TargetGrounds& grounds, bool lower_is_better);

struct TargetWish {
  std::string indicator{};
  TargetKind kind{};
  int permille = 0;
  std::string source{};
};

}  // namespace motcua::reports
