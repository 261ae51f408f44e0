#include "calendar/term.hpp"

#include <fmt/core.h>

#include <charconv>
#include <optional>

#include "base/result.hpp"

namespace motcua::calendar {

namespace {

constexpr int kLongestDays = 20 * 366;

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text.front() == '-') return std::nullopt;
  return value;
}

// "0.5", "2,25", "3" in thousandths; at most three decimals.
std::optional<int> thousandths(std::string_view text) {
  const auto point = text.find_first_of(".,");
  const auto units = whole(text.substr(0, point));
  if (!units || *units > kLongestDays) return std::nullopt;
  if (point == std::string_view::npos) return *units * 1000;
  std::string decimals{text.substr(point + 1)};
  if (decimals.empty() || decimals.size() > 3) return std::nullopt;
  decimals.resize(3, '0');
  const auto rest = whole(decimals);
  return rest ? std::optional(*units * 1000 + *rest) : std::nullopt;
}

std::string decimal(int thousandths, char point) {
  if (thousandths % 1000 == 0) return fmt::format("{}", thousandths / 1000);
  auto text = fmt::format("{}{}{:03}", thousandths / 1000, point, thousandths % 1000);
  while (text.back() == '0') text.pop_back();
  return text;
}

tl::unexpected<Error> no_term(std::string_view text) {
  return errors::invalid(
      "calendar.term_unreadable",
      fmt::format("Không hiểu thời hạn “{}”. Ghi như 3wd, 0.5wd (ngày làm việc), 8wh (giờ làm việc), 30m (phút làm việc), "
                  "30d (ngày), 1mo (tháng) hoặc same-day (trong ngày).",
                  text));
}

}  // namespace

Result<TimeOfDay> TimeOfDay::parse(std::string_view text) {
  const auto colon = text.find(':');
  if (colon != std::string_view::npos && colon >= 1 && colon <= 2 && text.size() == colon + 3) {
    const auto hour = whole(text.substr(0, colon));
    const auto minute = whole(text.substr(colon + 1));
    if (hour && minute && *minute < 60 && *hour * 60 + *minute <= 24 * 60) return of(*hour, *minute);
  }
  return errors::invalid("calendar.time_unreadable", fmt::format("Không hiểu giờ “{}”. Ghi giờ và phút, ví dụ 07:30.", text));
}

std::string TimeOfDay::text() const { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

Result<Term> Term::parse(std::string_view text) {
  if (text == "same-day") return same_day();
  const auto letters = text.find_first_not_of("0123456789.,");
  if (letters == std::string_view::npos) return no_term(text);
  const auto number = text.substr(0, letters);
  const auto unit = text.substr(letters);
  const auto parts = thousandths(number);
  if (!parts || *parts == 0) return no_term(text);
  const bool is_whole = *parts % 1000 == 0 && number.find_first_of(".,") == std::string_view::npos;
  Term term = same_day();
  int days = *parts / 1000;
  if (unit == "wd") {
    term = working_day_thousandths(*parts);
  } else if (unit == "wh") {
    if (*parts > kLongestDays * 8 * 1000) return no_term(text);
    const auto minutes = static_cast<std::int64_t>(*parts) * 60;
    if (minutes % 1000 != 0) return no_term(text);  // less than a minute left over
    term = Term{TermUnit::working_hours, static_cast<int>(minutes / 1000)};
    days = days / 8;
  } else if (unit == "m" && is_whole) {
    term = working_minutes(days);
    days = days / kMinutesPerWorkingDay;
  } else if (unit == "d" && is_whole) {
    term = calendar_days(days);
  } else if (unit == "mo" && is_whole) {
    term = months(days);
    days = days * 31;
  } else {
    return no_term(text);
  }
  if (days > kLongestDays) return errors::invalid("calendar.term_too_long", "Thời hạn dài quá 20 năm. Kiểm tra lại con số.");
  return term;
}

Term Term::working_days(int days) { return working_day_thousandths(days * 1000); }
Term Term::working_day_thousandths(int thousandths) {
  ensure(thousandths > 0, "a term is positive");
  return {TermUnit::working_days, thousandths};
}
Term Term::working_hours(int hours) {
  ensure(hours > 0, "a term is positive");
  return {TermUnit::working_hours, hours * 60};
}
Term Term::working_minutes(int minutes) {
  ensure(minutes > 0, "a term is positive");
  return {TermUnit::working_minutes, minutes};
}
Term Term::calendar_days(int days) {
  ensure(days > 0, "a term is positive");
  return {TermUnit::calendar_days, days};
}
Term Term::months(int months) {
  ensure(months > 0, "a term is positive");
  return {TermUnit::months, months};
}

std::string Term::text() const {
  switch (unit_) {
    case TermUnit::working_days: return decimal(value_, '.') + "wd";
    case TermUnit::working_hours:
      // Minutes that are no decimal part of an hour with three places (20 minutes) are told as minutes: the same length.
      return value_ * 50 % 3 == 0 ? decimal(value_ * 50 / 3, '.') + "wh" : fmt::format("{}m", value_);
    case TermUnit::working_minutes: return fmt::format("{}m", value_);
    case TermUnit::calendar_days: return fmt::format("{}d", value_);
    case TermUnit::months: return fmt::format("{}mo", value_);
    case TermUnit::same_day: return "same-day";
  }
  return {};
}

std::string Term::words() const {
  switch (unit_) {
    case TermUnit::working_days: return decimal(value_, ',') + " ngày làm việc";
    case TermUnit::working_hours:
      return value_ % 60 == 0 ? fmt::format("{} giờ làm việc", value_ / 60)
                              : fmt::format("{} giờ {} phút làm việc", value_ / 60, value_ % 60);
    case TermUnit::working_minutes: return fmt::format("{} phút làm việc", value_);
    case TermUnit::calendar_days: return fmt::format("{} ngày", value_);
    case TermUnit::months: return fmt::format("{} tháng", value_);
    case TermUnit::same_day: return "trong ngày";
  }
  return {};
}

}  // namespace motcua::calendar
