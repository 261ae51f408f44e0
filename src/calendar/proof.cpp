// What can be done with a proof once it is spelled out: print it, carry it as JSON, count through it again.
#include <fmt/core.h>

#include "base/json.hpp"
#include "calendar/due.hpp"
#include "calendar/proof_names.hpp"

namespace motcua::calendar {

using Kind = ProofLine::Kind;

namespace {

std::optional<std::string> maybe_iso(const std::optional<Instant>& t) { return t ? std::optional(iso(*t)) : std::nullopt; }
std::optional<std::string> maybe_text(const std::optional<Term>& term) { return term ? std::optional(term->text()) : std::nullopt; }

// Adds up the counted lines of one term.
class Count {
 public:
  void add(const ProofLine& line) {
    days_ += line.days;
    minutes_ += line.minutes;
    last_ = line.last;
    if (line.end) end_ = *line.end;
  }
  void skip(const ProofLine& line) { after_ = line.last + std::chrono::days{1}; }

  // The moment the lines lead to, if they count as much as the term asks for; `told` is the end told for the last day.
  Instant finish(const Term& term, Instant told) const {
    switch (term.unit()) {
      case TermUnit::working_days: {
        const int rest = term.fraction_minutes();
        // A rest may be cut short by the end of the next working day.
        return days_ == term.whole_days() && minutes_ <= rest && (rest == 0 || minutes_ > 0) ? end_ : Instant{};
      }
      case TermUnit::working_hours:
      case TermUnit::working_minutes: return minutes_ == term.value() ? end_ : Instant{};
      case TermUnit::calendar_days:
        if (days_ != term.value()) return Instant{};
        [[fallthrough]];
      case TermUnit::months: return day_of(told) == std::max(last_, after_) ? told : Instant{};
      case TermUnit::same_day: return end_;
    }
    return Instant{};
  }

 private:
  int days_ = 0;
  int minutes_ = 0;
  Day last_{};
  Day after_{};  // the day after the days off that follow the last counted day
  Instant end_{};
};

}  // namespace

std::string Explanation::text() const {
  std::string out;
  for (const auto& line : lines) out += line.source.empty() ? line.text + "\n" : fmt::format("{} [{}]\n", line.text, line.source);
  return out + fmt::format("Phiên bản lịch làm việc: {}.\n", calendar);
}

std::string Explanation::json() const {
  JsonWriter json;
  json.begin_object()
      .field("due", iso(proof.moment))
      .field("original", iso(proof.original))
      .field("promised", maybe_iso(proof.promised))
      .field("start", iso(proof.start))
      .field("counted_from", iso(proof.counted_from))
      .field("start_note", names::of(names::kNotes, proof.start_note))
      .field("term", proof.term.text())
      .field("mode", names::of(names::kModes, proof.mode))
      .field("cutoff", proof.cutoff.text())
      .field("restart", maybe_iso(proof.restart))
      .field("extension", maybe_text(proof.extension))
      .field("promise", maybe_text(proof.promise))
      .field("calendar", calendar)
      .key("pauses")
      .begin_array();
  for (const auto& pause : proof.pauses)
    json.begin_object()
        .field("from", iso(pause.from))
        .field("to", iso(pause.to))
        .field("effect", names::of(names::kEffects, pause.effect))
        .field("used", pause.used)
        .field("left", pause.left)
        .field("unit", pause.in_minutes ? "minutes" : "days")
        .end_object();
  json.end_array().key("lines").begin_array();
  for (const auto& line : lines)
    json.begin_object()
        .field("kind", names::of(names::kLines, line.kind))
        .field("first", iso(line.first))
        .field("last", iso(line.last))
        .field("days", line.days)
        .field("minutes", line.minutes)
        .field("end", maybe_iso(line.end))
        .field("text", line.text)
        .field("source", line.source)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

Instant recompute(const Explanation& explanation) {
  Count count;
  Instant due{};
  for (const auto& line : explanation.lines) {
    switch (line.kind) {
      case Kind::counted: count.add(line); break;
      case Kind::skipped: count.skip(line); break;
      case Kind::extension:
        if (count.finish(explanation.proof.term, *line.end) != *line.end) return Instant{};
        count = Count{};
        break;
      case Kind::due: due = count.finish(explanation.proof.extension.value_or(explanation.proof.term), *line.end); break;
      case Kind::start:
      case Kind::paused:
      case Kind::resumed:
      case Kind::promise: break;
    }
  }
  return due;
}

}  // namespace motcua::calendar
