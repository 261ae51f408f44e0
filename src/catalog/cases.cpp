#include "catalog/cases.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace motcua::catalog {
namespace {

constexpr std::string_view kChannelName = "kenh";

// What counts as the answer to a name: the channel, the answer given, the preset of a question that nobody answered.
// A question that is not asked has no answer; it stands in expressions as an empty value, so that the outcome is decided.
class Facts {
 public:
  Facts(const ProcedureVersion& version, const Answers& answers, Channel channel) : channel_(id_of(channel)) {
    for (const auto& question : version.questions) {
      const auto asked = question.asked_if.evaluate(lookup());
      auto& fact = facts_.emplace_back(Fact{&question, asked, nullptr, false});
      if (asked != Truth::yes) continue;
      const auto given = answers.find(question.id);
      if (given != answers.end()) fact.answer = question.option(given->second);
      fact.given = fact.answer != nullptr;
      if (!fact.answer && !question.preset.empty()) fact.answer = question.option(question.preset);
    }
  }

  struct Fact {
    const Question* question;
    Truth asked;
    const Question::Option* answer;
    bool given;
  };
  const std::vector<Fact>& all() const { return facts_; }

  Truth evaluate(const Expression& expression) const { return expression.evaluate(lookup()); }

  // "Bạn có cần cấp bản sao không? Có": the answers an expression stands on, when the pack has no words for it.
  std::string told(const Expression& expression) const {
    std::string words;
    for (const auto& [name, value] : expression.comparisons())
      for (const auto& fact : facts_)
        if (fact.question->id == name && fact.answer && words.find(fact.question->text) == std::string::npos)
          words += fmt::format("{}{} {}", words.empty() ? "" : "; ", fact.question->text, fact.answer->text);
    return words;
  }

 private:
  Expression::Lookup lookup() const {
    return [this](std::string_view name) -> std::optional<std::string_view> {
      if (name == kChannelName) return channel_;
      for (const auto& fact : facts_)
        if (fact.question->id == name) {
          if (fact.answer) return std::string_view(fact.answer->id);
          if (fact.asked == Truth::no) return std::string_view();
          return std::nullopt;
        }
      return std::nullopt;
    };
  }

  std::string_view channel_;
  std::vector<Fact> facts_;
};

std::string term_words(int value, TimeUnit unit) {
  switch (unit) {
    case TimeUnit::working_days: return fmt::format("{} ngày làm việc", value);
    case TimeUnit::calendar_days: return fmt::format("{} ngày", value);
    case TimeUnit::hours: return fmt::format("{} giờ làm việc", value);
    case TimeUnit::minutes: return fmt::format("{} phút", value);
  }
  return {};
}

// For comparing variants only: the due moment itself is the calendar's.
int rough_minutes(const TermVariant& variant) {
  switch (variant.unit) {
    case TimeUnit::working_days: return variant.value * 24 * 60 * 7 / 5;
    case TimeUnit::calendar_days: return variant.value * 24 * 60;
    case TimeUnit::hours: return variant.value * 60;
    case TimeUnit::minutes: return variant.value;
  }
  return 0;
}

}  // namespace

std::vector<Asked> asked_questions(const ProcedureVersion& version, const Answers& answers, Channel channel) {
  std::vector<Asked> asked;
  const Facts facts(version, answers, channel);
  for (const auto& fact : facts.all())
    if (fact.asked == Truth::yes) asked.push_back({fact.question, fact.answer, fact.given});
  return asked;
}

const Question* next_question(const ProcedureVersion& version, const Answers& answers, Channel channel) {
  for (const auto& asked : asked_questions(version, answers, channel))
    if (!asked.answer) return asked.question;
  return nullptr;
}

Answers valid_answers(const ProcedureVersion& version, const Answers& answers, Channel channel) {
  Answers valid;
  for (const auto& asked : asked_questions(version, answers, channel))
    if (asked.given) valid.emplace(asked.question->id, asked.answer->id);
  return valid;
}

Truth evaluate_case(const ProcedureVersion& version, const Answers& answers, Channel channel, const Expression& expression) {
  return Facts(version, answers, channel).evaluate(expression);
}

std::vector<RequiredPaper> required_papers(const ProcedureVersion& version, const Answers& answers, Channel channel) {
  const Facts facts(version, answers, channel);
  std::vector<RequiredPaper> papers;
  for (const auto& component : version.components) {
    if (!component.channels.empty() && std::ranges::find(component.channels, channel) == component.channels.end()) continue;
    const auto needed = facts.evaluate(component.needs);
    if (needed == Truth::no) continue;
    RequiredPaper paper;
    paper.component = &component;
    paper.need = needed == Truth::open ? Need::open : component.optional ? Need::optional : Need::required;
    paper.why = component.condition.empty() ? facts.told(component.needs) : component.condition;
    // What is only shown, told or typed once is not multiplied by the number of dossier sets.
    const bool once = component.kind == PaperKind::present_only || component.kind == PaperKind::data || component.kind == PaperKind::e_form;
    paper.originals = component.originals * (once ? 1 : version.dossier_sets);
    paper.copies = component.copies * (once ? 1 : version.dossier_sets);
    papers.push_back(std::move(paper));
  }
  return papers;
}

std::vector<SparedPaper> spared_papers(const ProcedureVersion& version, const Answers& answers, Channel channel) {
  const Facts facts(version, answers, channel);
  std::vector<SparedPaper> spared;
  for (const auto& component : version.components) {
    if (component.digital_source.empty()) continue;
    if (!component.channels.empty() && std::ranges::find(component.channels, channel) == component.channels.end()) continue;
    const auto needed = facts.evaluate(component.needs);
    if (needed == Truth::yes && component.kind == PaperKind::data) spared.push_back({&component, true});
    // Not needed because of what the office looked up itself.
    if (needed == Truth::no) {
      const auto comparisons = component.needs.comparisons();
      const bool by_office = std::ranges::any_of(comparisons, [&](const auto& c) {
        const auto* question = version.question(c.name);
        return question && question->for_staff;
      });
      Answers asking = answers;
      for (const auto& [name, value] : comparisons)
        if (const auto* question = version.question(name); question && question->for_staff) asking.insert_or_assign(name, value);
      if (by_office && Facts(version, asking, channel).evaluate(component.needs) == Truth::yes) spared.push_back({&component, false});
    }
  }
  return spared;
}

Term term_of(const ProcedureVersion& version, const Answers& answers, Channel channel, std::string_view chosen_variant) {
  const auto& limit = version.time_limit;
  const TermVariant* variant = chosen_variant.empty() ? nullptr : limit.variant(chosen_variant);
  if (!variant && chosen_variant.empty()) {
    const Facts facts(version, answers, channel);
    for (const auto& candidate : limit.variants)  // several at once: the longest covers them all
      if (candidate.needs && facts.evaluate(candidate.needs) == Truth::yes &&
          (!variant || rough_minutes(candidate) > rough_minutes(*variant)))
        variant = &candidate;
  }
  Term term;
  if (variant) {
    term.value = variant->value;
    term.unit = variant->unit;
    term.same_day = variant->value == 0;
    term.variant = variant->id;
    term.why = variant->when;
  } else {
    term.value = limit.value;
    term.unit = limit.unit;
    term.same_day = limit.same_day || limit.value == 0;
    term.why = limit.rule;
  }
  if (term.same_day) term.cutoff_minutes = limit.cutoff_minutes;
  return term;
}

std::string words_of(const Term& term) {
  if (!term.same_day) return term_words(term.value, term.unit);
  if (!term.cutoff_minutes) return "Trong ngày";
  return fmt::format("Trong ngày; nhận sau {:02}:{:02} thì ngày làm việc tiếp theo", *term.cutoff_minutes / 60, *term.cutoff_minutes % 60);
}

FieldNeed field_need(const FormField& field, const Answers& values) {
  if (field.required) return FieldNeed::required;
  if (field.required_if.empty()) return FieldNeed::optional;
  if (!field.needs) return FieldNeed::open;
  const auto needed = field.needs.evaluate([&](std::string_view name) -> std::optional<std::string_view> {
    const auto found = values.find(name);
    return found == values.end() ? std::string_view() : std::string_view(found->second);
  });
  return needed == Truth::yes ? FieldNeed::required : FieldNeed::optional;
}

std::vector<const FormField*> missing_fields(const Form& form, const Answers& values) {
  std::vector<const FormField*> missing;
  for (const auto& field : form.fields) {
    if (field_need(field, values) != FieldNeed::required) continue;
    const auto found = values.find(field.key);
    if (found == values.end() || found->second.empty()) missing.push_back(&field);
  }
  return missing;
}

}  // namespace motcua::catalog
