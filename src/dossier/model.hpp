// The case as the law sees it: states, the one table of lawful moves, lateness, codes. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "dossier/states.hpp"

namespace motcua::dossier {

// ---- lateness (day granularity; result at the one-stop desk counts, not its collection) ----

enum class Punctuality : std::uint8_t { early, on_time, late };
// Trước hạn: an earlier day; đúng hạn: the same day and not after the moment; quá hạn: after the moment.
constexpr Punctuality punctuality(Instant done, Instant due) {
  if (done > due) return Punctuality::late;
  return day_of(done) < day_of(due) ? Punctuality::early : Punctuality::on_time;
}
// Running dossiers: a paused one is never overdue.
constexpr bool overdue_now(Instant now, Instant due, bool paused) { return !paused && now > due; }

std::string_view label(Punctuality p);  // "Trước hạn", "Đúng hạn", "Quá hạn"
std::string_view word(Punctuality p);   // as stored: "early", "on_time", "late"
std::optional<Punctuality> punctuality_from(std::string_view word);

// Groups of a worklist, most urgent first.
enum class Urgency : std::uint8_t { overdue, today, soon, later };
// `soon_until`: the second working day from today (calendar knows it).
constexpr Urgency urgency(Instant now, Instant due, Day soon_until) {
  if (now > due) return Urgency::overdue;
  if (day_of(due) <= day_of(now)) return Urgency::today;
  return day_of(due) <= soon_until ? Urgency::soon : Urgency::later;
}
std::string_view label(Urgency u);  // "Quá hạn", "Hết hạn hôm nay", "Hết hạn trong 2 ngày làm việc tới", "Còn hạn"

// ---- how a dossier came and how its result goes ----

enum class Channel : std::uint8_t { counter, post, online_full, online_partial, kiosk, vneid };
enum class ReturnMethod : std::uint8_t { counter, post, online, other_centre };
enum class PaymentMethod : std::uint8_t { none, cash, viet_qr, transfer, online, at_return };

std::string_view word(Channel c);  // "counter", "post", …
std::string_view label(Channel c);
std::optional<Channel> channel_from(std::string_view word);
std::string_view word(ReturnMethod m);
std::string_view label(ReturnMethod m);
std::optional<ReturnMethod> return_method_from(std::string_view word);
std::string_view word(PaymentMethod m);
std::string_view label(PaymentMethod m);
std::optional<PaymentMethod> payment_method_from(std::string_view word);

// ---- codes ----

// "  h20.39.5 - 261123-7 " as people type it -> "H20.39.5-261123-0007"; unchanged when it cannot be one.
std::string tidy_dossier_code(std::string_view typed);

// ---- steps ----

// Shares of a term, in working minutes; the parts add up to the whole (largest remainder), a share of 0 gets 0.
std::vector<std::int64_t> split_minutes(std::int64_t total, std::span<const double> shares);

// ---- words ----

// What happens next, for the person who waits; plain words, no officialese, no personal data.
std::string_view citizen_words(State state);
// Next thing to do, for the officer who holds the dossier.
std::string_view officer_words(State state);
// "Còn 1 ngày 3 giờ", "Còn 45 phút", "Quá hạn 2 ngày 1 giờ": working minutes, one day is 8 hours.
std::string remaining_words(std::int64_t working_minutes_left);
// "4 giờ 56 phút", "1 ngày 2 giờ"
std::string duration_words(std::int64_t working_minutes);

}  // namespace motcua::dossier
