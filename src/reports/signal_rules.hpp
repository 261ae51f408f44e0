// Rules of the signals: what is counted, when it stands out from ordinary work. Data with dates (data/signals.txt). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "dossier/dossier.hpp"

namespace motcua::reports {

enum class Window : std::uint8_t { day, week, month };

struct SignalRule {
  std::string key{};
  Window window{};
  int wait_days{};        // after the window's end
  int span_minutes{};     // what the rule measures with
  std::int64_t least{};   // fewer cases say nothing
  int usual_permille{};   // share that ordinary work shows
  int chance_permille{};  // raised only when ordinary work shows as many at most this often
  Day from{};
  std::optional<Day> until{};  // inclusive
  std::string source{}, title{}, words{}, lawful{};
  bool holds_on(Day d) const { return d >= from && (!until || d <= *until); }
};
// Errors: reports.signals_unreadable with the line.
Result<std::vector<SignalRule>> read_signal_rules(std::string_view text);
std::span<const SignalRule> signal_rules();  // that ship with the program
const SignalRule* signal_rule(std::string_view key, Day day);

// The window a day lies in; both days inclusive.
struct WindowDays {
  Day from{}, to{};
};
WindowDays window_of(Window w, Day day);

// Probability of `hits` or more among `population` when each comes with `share`.
double chance_of(std::int64_t hits, std::int64_t population, double share);
bool stands_out(const SignalRule& rule, std::int64_t hits, std::int64_t population);
// No dossier where as many as `mean` are usual; no online one among `count` where others have `share`.
bool silence_stands_out(const SignalRule& rule, double mean);
bool none_stands_out(const SignalRule& rule, std::int64_t count, double share);
// "3,2 phần nghìn", "dưới 0,1 phần nghìn"
std::string chance_words(double chance);

// A dossier that a rule counts.
struct SignalHit {
  dossier::DossierId dossier{};
  Instant at{};
  std::string why{};
};
// The most hits within `minutes` of each other. `hits` in order of time.
std::int64_t densest(std::span<const SignalHit> hits, int minutes);

// Numbers missing between those that are there: "14, 17–19". A leap of more than a hundred is one gap: a misread number, a new book.
struct Gaps {
  std::int64_t missing = 0;
  std::string words{};
};
Gaps gaps_of(std::vector<std::int64_t> numbers);

}  // namespace motcua::reports
