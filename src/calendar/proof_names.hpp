// Names in the JSON of a proof, in the order of their enumerators. They are stored with cases: add, never rename. Private to the context.
#pragma once

#include <array>
#include <string_view>

#include "calendar/due.hpp"

namespace motcua::calendar::names {

inline constexpr std::array<std::string_view, 8> kLines{"start", "counted", "skipped", "paused", "resumed", "due", "extension", "promise"};
inline constexpr std::array<std::string_view, 5> kNotes{"in_session", "before_opening", "between_sessions", "after_hours", "day_off"};
inline constexpr std::array<std::string_view, 4> kEffects{"counted", "outside_term", "no_working_time", "superseded"};
inline constexpr std::array<std::string_view, 2> kModes{"day_end", "same_clock"};

template <class E, std::size_t N> std::string_view of(const std::array<std::string_view, N>& names, E value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace motcua::calendar::names
