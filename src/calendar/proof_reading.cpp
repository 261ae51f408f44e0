// The explanation kept with a case, read back.
#include <fmt/core.h>

#include <charconv>

#include "base/json.hpp"
#include "calendar/due.hpp"
#include "calendar/proof_names.hpp"

namespace motcua::calendar {

namespace {

// Twenty years day by day fit.
constexpr JsonLimits kLimits{.bytes = 16'000'000, .depth = 8};

tl::unexpected<Error> unreadable(std::string_view what) {
  return errors::invalid("calendar.proof_unreadable", fmt::format("Phần giải thích đã lưu không đọc được ở “{}”.", what));
}

Result<std::string_view> text_of(const Json& json, std::string_view name) {
  if (const auto text = json[name].text()) return *text;
  return unreadable(name);
}

Result<Instant> moment_of(const Json& json, std::string_view name) {
  TRY(const auto text, text_of(json, name));
  if (const auto t = parse_instant(text)) return *t;
  return unreadable(name);
}

Result<std::optional<Instant>> maybe_moment(const Json& json, std::string_view name) {
  if (json[name].is_null()) return std::nullopt;
  return moment_of(json, name);
}

Result<Day> day_at(const Json& json, std::string_view name) {
  TRY(const auto text, text_of(json, name));
  if (const auto day = parse_day(text)) return *day;
  return unreadable(name);
}

Result<Term> term_of(const Json& json, std::string_view name) {
  TRY(const auto text, text_of(json, name));
  if (auto term = Term::parse(text)) return *term;
  return unreadable(name);
}

Result<std::optional<Term>> maybe_term(const Json& json, std::string_view name) {
  if (json[name].is_null()) return std::nullopt;
  return term_of(json, name);
}

Result<int> count_of(const Json& json, std::string_view name) {
  const auto n = json[name].integer();
  if (!n || *n < 0 || *n > 100'000'000) return unreadable(name);
  return static_cast<int>(*n);
}

template <class E, std::size_t N>
Result<E> name_of(const Json& json, std::string_view field, const std::array<std::string_view, N>& names) {
  TRY(const auto text, text_of(json, field));
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == text) return static_cast<E>(i);
  return unreadable(field);
}

Result<PauseProof> pause_of(const Json& json) {
  PauseProof pause;
  TRY(pause.from, moment_of(json, "from"));
  TRY(pause.to, moment_of(json, "to"));
  TRY(pause.effect, name_of<PauseEffect>(json, "effect", names::kEffects));
  TRY(pause.used, count_of(json, "used"));
  TRY(pause.left, count_of(json, "left"));
  TRY(const auto unit, text_of(json, "unit"));
  if (unit != "minutes" && unit != "days") return unreadable("unit");
  pause.in_minutes = unit == "minutes";
  return pause;
}

Result<ProofLine> line_of(const Json& json) {
  using Kind = ProofLine::Kind;
  ProofLine line;
  TRY(line.kind, name_of<Kind>(json, "kind", names::kLines));
  TRY(line.first, day_at(json, "first"));
  TRY(line.last, day_at(json, "last"));
  TRY(line.days, count_of(json, "days"));
  TRY(line.minutes, count_of(json, "minutes"));
  TRY(line.end, maybe_moment(json, "end"));
  TRY(line.text, text_of(json, "text"));
  TRY(line.source, text_of(json, "source"));
  // Counting again stands on these.
  if (!line.end && (line.kind == Kind::due || line.kind == Kind::extension || line.kind == Kind::promise)) return unreadable("end");
  return line;
}

Result<Proof> proof_of(const Json& json) {
  Proof proof;
  TRY(const auto version, text_of(json, "calendar"));
  const auto [end, wrong] = std::from_chars(version.data(), version.data() + version.size(), proof.calendar, 16);
  if (version.size() != 16 || wrong != std::errc{} || end != version.data() + version.size()) return unreadable("calendar");
  TRY(proof.moment, moment_of(json, "due"));
  TRY(proof.original, moment_of(json, "original"));
  TRY(proof.promised, maybe_moment(json, "promised"));
  TRY(proof.start, moment_of(json, "start"));
  TRY(proof.counted_from, moment_of(json, "counted_from"));
  TRY(proof.start_note, name_of<StartNote>(json, "start_note", names::kNotes));
  TRY(proof.term, term_of(json, "term"));
  TRY(proof.mode, name_of<DueMode>(json, "mode", names::kModes));
  TRY(const auto cutoff, text_of(json, "cutoff"));
  TRY(proof.cutoff, TimeOfDay::parse(cutoff));
  TRY(proof.restart, maybe_moment(json, "restart"));
  TRY(proof.extension, maybe_term(json, "extension"));
  TRY(proof.promise, maybe_term(json, "promise"));
  for (const auto& item : json["pauses"].elements()) {
    TRY(auto pause, pause_of(item));
    proof.pauses.push_back(pause);
  }
  return proof;
}

}  // namespace

Result<Explanation> Explanation::from_json(std::string_view text) {
  TRY(const auto json, Json::parse(text, kLimits));
  Explanation out;
  TRY(out.proof, proof_of(json));
  TRY(out.calendar, text_of(json, "calendar"));
  for (const auto& item : json["lines"].elements()) {
    TRY(auto line, line_of(item));
    out.lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace motcua::calendar
