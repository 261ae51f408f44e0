// Rules of inspections: the checklist as data, the draw of dossiers, repeats and spread of findings, shares of a re-inspection. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "reform/words.hpp"

namespace motcua::reform {

struct CheckItem {
  std::string code{}, title{}, how{};
  int most{};  // points
  Day valid_from{};
};
// Items in force on the day, in order; the shipped table sums to 100.
std::vector<CheckItem> checklist(Day day);
const CheckItem* check_item(std::span<const CheckItem> items, std::string_view code);
// "K3" of "K3.4" and what it is called.
std::string_view check_group(std::string_view code);
std::string_view check_group_title(std::string_view group);
// 90 Xuất sắc, 80 Tốt, 65 Khá, 50 Trung bình; of what applied.
std::string_view level_of(std::int64_t points, std::int64_t most);

// The first `size` codes in the order of SHA-256(seed + "|" + code): anybody with the seed and the list can draw them again.
std::vector<std::string> draw(std::vector<std::string> codes, std::string_view seed, std::size_t size);

struct Earlier {
  std::int64_t id{};
  std::string code{};
  std::optional<Day> confirmed_on{};
};
inline constexpr int kRepeatMonths = 24;
// The earlier finding of the unit that a new one repeats: same code, confirmed at most 24 months ago; the latest.
std::optional<std::int64_t> repeated(std::span<const Earlier> earlier, std::string_view code, Day today, int months = kRepeatMonths);

inline constexpr int kSpreadShare = 30;  // per cent of the inspected units
// Codes found at so many of the inspected units of a round that the whole place needs one task.
struct Spread {
  std::string code{};
  std::int64_t units{}, inspected{};
};
std::vector<Spread> systemic(std::span<const std::pair<std::string, std::int64_t>> code_and_unit, std::int64_t inspected);

struct Outcome {
  std::int64_t confirmed{}, partly{}, not_done{}, repeated{};
  std::int64_t all() const { return confirmed + partly + not_done + repeated; }
  void add(RecheckResult r);
};
// "Đa số hạn chế đã được khắc phục (8/10); không có hạn chế lặp lại."
std::string outcome_words(const Outcome& o);

// Default term of a remedy.
inline constexpr int kRemedyDays = 30;

}  // namespace motcua::reform
