// When somebody is warned that a dossier may be late, when form 04 is drafted, and the coded causes: rules as data with dates
// (data/late.txt, and what a unit sets otherwise). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"

namespace motcua::dossier {

enum class Recipient : std::uint8_t { officer, head, desk_head, leader };
inline constexpr int kRecipients = 4;
std::string_view word(Recipient r);   // as stored
std::string_view label(Recipient r);  // "Người thụ lý"
std::optional<Recipient> recipient_from(std::string_view word);
std::string recipients_text(std::span<const Recipient> who);                           // "officer, head"
std::optional<std::vector<Recipient>> recipients_from(std::string_view comma_parted);  // nothing: a word is unknown, or none

// "share 500", "before 2", "due", "off"; with "*": not once form 04 has been sent.
struct WarnAt {
  enum class Kind : std::uint8_t { share, before_due, at_due, off };
  Kind kind{};
  int amount{};  // share: of 1000; before_due: working days
  bool unless_apology = false;
  static std::optional<WarnAt> parse(std::string_view text);
  std::string text() const;
  std::string words() const;  // "50% thời hạn", "2 ngày làm việc trước hạn", "Khi đến hạn", "Không cảnh báo"
  friend bool operator==(const WarnAt&, const WarnAt&) = default;
};

struct Rung {
  std::string key{};
  WarnAt when{};
  std::vector<Recipient> to{};
  Day from{};
  std::optional<Day> until{};  // inclusive
  std::string source{};
  std::string words{};  // "Đã dùng một nửa thời hạn"
  bool holds_on(Day d) const { return d >= from && (!until || d <= *until); }
};
struct LateCause {
  std::string code{};
  std::vector<std::string> roles{};  // of steps; empty: any
  Day from{};
  std::optional<Day> until{};
  std::string source{};
  std::string words{};
  bool fits(std::string_view role) const;
  bool holds_on(Day d) const { return d >= from && (!until || d <= *until); }
};
// Form 04 of a dossier received in this time.
struct ApologyTitle {
  Day from{};
  std::optional<Day> until{};
  std::string title{};  // "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"
  std::string sign{};   // "PXL"
  std::string form{};   // "Mẫu số 04, Thông tư 03/2025/TT-VPCP"
};
struct LateData {
  std::vector<Rung> rungs{};
  std::vector<LateCause> causes{};
  std::vector<ApologyTitle> titles{};

  const ApologyTitle& title_for(Day received) const;
  // Those of the role first, then those of any step.
  std::vector<const LateCause*> causes_for(std::string_view role, Day day) const;
  const LateCause* cause(std::string_view code) const;
};
// Errors: dossier.late_data_unreadable with the line.
Result<LateData> read_late_data(std::string_view text);
const LateData& late_data();  // that ships with the program

// The ladder of a unit on a day: its own rungs take the place of those with the same key. `chain`: rungs set by the unit and by those
// above it, the nearest first.
std::vector<Rung> ladder_on(const LateData& data, std::span<const std::vector<Rung>> chain, Day day);

// ---- moments ----

// The clock time of `due` on the n-th working day before its day, kept inside the sessions of that day.
std::optional<Instant> working_days_before(const calendar::WorkCalendar& calendar, Instant due, int n);
// From here on form 04 can still be sent in time: one working day before the due moment. A term too short for that: after four fifths.
Instant apology_limit(const calendar::WorkCalendar& calendar, Instant start, Instant due);
// Nothing: the rung is off, or the term is so short that the moment is not after its start.
std::optional<Instant> moment_of(const WarnAt& when, const calendar::WorkCalendar& calendar, Instant start, Instant due);

enum class Timeliness : std::uint8_t { in_time, short_notice, after_due };
constexpr Timeliness timeliness(Instant sent, Instant limit, Instant due) {
  if (sent > due) return Timeliness::after_due;
  return sent <= limit ? Timeliness::in_time : Timeliness::short_notice;
}
std::string_view word(Timeliness t);
std::string_view label(Timeliness t);  // "Báo trước hạn 1 ngày", "Báo sát hạn", "Báo sau hạn"
std::optional<Timeliness> timeliness_from(std::string_view word);

// ---- what to do now ----

struct WatchPlan {
  const Rung* warn = nullptr;  // the highest rung reached; earlier ones missed (a long stop) are passed over
  bool draft = false;          // form 04 must wait for its signature
  std::optional<Instant> next_at{};
};
// `apology_sent`: of this dossier. Rungs of one ladder; the plan points into it.
WatchPlan watch_plan(std::span<const Rung> ladder, const calendar::WorkCalendar& calendar, Instant start, Instant due, Instant now,
                     bool apology_sent);

}  // namespace motcua::dossier
