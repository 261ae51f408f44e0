// When something is due, and why: the one place of the project that counts terms. Public through calendar.hpp.
//
//   auto due = calendar::due(*calendar, {.start = received_at, .term = Term::working_days(3), .pauses = pauses});
//   due->moment; explain(*calendar, due->proof)->text()
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "calendar/term.hpp"
#include "calendar/work_calendar.hpp"

namespace motcua::calendar {

// From the facts (dossier_suspension rows). Still running: no end; then there is no due moment yet (Errc::conflict).
struct Pause {
  Instant from;
  std::optional<Instant> to;
  std::string reason{};  // with its legal basis; goes into the sentences of the proof
};

enum class DueMode : std::uint8_t {
  day_end,    // a term in days ends with the last session of its last day
  same_clock  // … at the clock time it began; only where the procedure says so
};

// The applicant was asked for more and gave it: the term runs again from zero from here.
struct Restart {
  Instant at;
  std::string reason{};
};

// One extension after form 04: `by` runs from the moment it was due; the first due moment is kept.
struct Extension {
  Term by;
  std::string reason{};
};

struct DueRequest {
  Instant start;
  Term term = Term::same_day();
  std::vector<Pause> pauses{};  // any order; overlapping ones are joined
  DueMode mode = DueMode::day_end;
  TimeOfDay cutoff = TimeOfDay::of(15);
  std::optional<Restart> restart{};  // the last one
  std::optional<Extension> extension{};
  std::optional<Term> promise{};  // of the locality; stands beside the legal term, never later than it
};

enum class PauseEffect : std::uint8_t {
  counted,          // the rest of the term begins again after it
  outside_term,     // before the start or after the due moment
  no_working_time,  // did not touch working time
  superseded        // ended before the restart
};

struct PauseProof {
  Instant from;
  Instant to;
  PauseEffect effect{};
  std::int32_t used{};  // spent before it: whole days (terms in days) or minutes
  std::int32_t left{};  // kept for after it
  bool in_minutes{};    // used and left are minutes
  friend bool operator==(const PauseProof&, const PauseProof&) = default;
};

// All that decides the moment, small enough to be made a million times a second; explain() spells it out day by day.
struct Proof {
  std::uint64_t calendar{};  // version
  Instant start;             // as recorded
  Instant counted_from;      // normalised: the first moment of working time at or after the start (or the restart)
  StartNote start_note{};
  Term term = Term::same_day();
  DueMode mode{};
  TimeOfDay cutoff{};
  std::vector<PauseProof> pauses{};
  std::optional<Instant> restart{};
  std::optional<Term> extension{};
  Instant original;  // due before the extension; equal to `moment` without one
  Instant moment;
  std::optional<Term> promise{};
  std::optional<Instant> promised{};
  friend bool operator==(const Proof&, const Proof&) = default;
};

struct DueMoment {
  Instant moment;                   // effective, after an extension
  Instant original;                 // before an extension
  std::optional<Instant> promised;  // of the locality, ≤ moment
  Proof proof;
};

// Errors: calendar.out_of_years, calendar.paused (a pause without end), calendar.pause_backwards.
Result<DueMoment> due(const WorkCalendar& calendar, const DueRequest& request);

// One line of the proof: a run of days that were counted or skipped for the same reason.
struct ProofLine {
  enum class Kind : std::uint8_t { start, counted, skipped, paused, resumed, due, extension, promise };
  Day first;
  Day last;
  Kind kind{};
  int days{};                    // counted days (terms in days)
  int minutes{};                 // counted minutes (terms in hours and minutes)
  std::optional<Instant> end{};  // of the counted time of that day, or of the line
  std::string text{};            // whole Vietnamese sentence
  std::string source{};          // legal basis of a day off
};

// The proof spelled out; stands alone: recompute() needs no calendar.
struct Explanation {
  Proof proof;
  std::string calendar;  // version in text
  std::vector<ProofLine> lines;
  std::string text() const;  // one sentence a line
  std::string json() const;
  // What json() wrote; recompute() then counts through it. Errors: calendar.proof_unreadable, those of Json.
  static Result<Explanation> from_json(std::string_view text);
};

// The calendar must be the one of the proof (Errc::conflict calendar.other_version).
// `pauses` only lend their reasons to the sentences.
Result<Explanation> explain(const WorkCalendar& calendar, const Proof& proof, std::span<const Pause> pauses = {});
// Counts again through the lines of the explanation, without a calendar.
Instant recompute(const Explanation& explanation);
// Computes again from the facts of the proof alone.
Result<Instant> recompute(const WorkCalendar& calendar, const Proof& proof);

// Working time between now and a due moment, in words: "còn 2 ngày 3 giờ", "còn 35 phút", "đến hạn", "quá 1 ngày 2 giờ".
struct Distance {
  std::int64_t minutes{};  // working minutes; negative: overdue
  bool overdue{};          // now > due
  std::string words() const;
};
Distance distance(const WorkCalendar& calendar, Instant now, Instant due);
std::string duration_words(std::int64_t working_minutes);  // "1 ngày 2 giờ"; 1 ngày = 8 giờ

// The moment when `permille` of the unpaused working time from start to due have passed: limits of steps.
std::optional<Instant> moment_at_share(const WorkCalendar& calendar, const Proof& proof, int permille);
// How much of the working time has passed, 0 … 1000 and more when overdue.
int elapsed_permille(const WorkCalendar& calendar, const Proof& proof, Instant now);

}  // namespace motcua::calendar
