// What the parts of the rounds service share. Private.
#pragma once

#include "indices/indices.hpp"
#include "indices/record.hpp"
#include "indices/store.hpp"

namespace motcua::indices {

// A card with all that is needed to score it.
struct Rounds::Loaded {
  RoundRow round{};
  CardRow card{};
  SetPtr set{};
  std::vector<AnswerRow> answers{};
  std::vector<EvidenceRow> evidence{};
};

// The answers that count: of the self-score alone, or as they stand with appraisal. Survey and owner's answers are in both.
Answers answers_of(std::span<const AnswerRow> rows, bool self_only);
// The newest answer of a stage.
std::optional<AnswerRow> last_of(std::span<const AnswerRow> rows, std::string_view item, Stage stage);
Scored scored_of(const CriteriaSet& set, const Answers& answers, const std::map<std::string, Fraction, std::less<>>& facts, Day day,
                 const std::map<std::string, std::string, std::less<>>& metrics = {});
std::map<std::string, Fraction, std::less<>> values_of(const LiveFacts& facts);
// Whether the answer has what the rule asks for; a sentence when not.
std::optional<std::string> fault_of(const Item& item, const Answer& answer);
bool four_eyes(std::span<const AnswerRow> rows, std::string_view item, const Actor& actor);

}  // namespace motcua::indices
