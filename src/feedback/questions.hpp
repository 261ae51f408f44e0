// The questions people answer about the service they met: dated data with its source, and what the answers add up to. Pure.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace motcua::feedback {

struct Option {
  std::string_view id, text;
  std::optional<int> points;  // 0–100; nothing: does not count ("không liên quan")
};
struct Question {
  std::string_view id, text, basis;
  std::span<const Option> options;
};
// In force on the day; empty: none.
std::span<const Question> questions_on(Day day);

// Question → option.
using RatingAnswers = std::map<std::string, std::string, std::less<>>;
// Only known questions and options.
RatingAnswers valid(std::span<const Question> questions, const RatingAnswers& sent);
// Mean of the points of what counts, rounded half up; nothing when nothing counts: never taken as full marks.
std::optional<int> score_of(std::span<const Question> questions, const RatingAnswers& answers);

}  // namespace motcua::feedback
