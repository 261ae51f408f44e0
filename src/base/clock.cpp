#include "base/clock.hpp"

#include <fmt/core.h>

namespace motcua {

using namespace std::chrono;

Instant SystemClock::now() const { return time_point_cast<microseconds>(system_clock::now()); }

namespace {
// Reads exactly `width` digits at `pos`; moves pos on.
std::optional<int> digits(std::string_view s, std::size_t& pos, std::size_t width) {
  if (pos + width > s.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const char c = s[pos + i];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  pos += width;
  return value;
}
bool skip(std::string_view s, std::size_t& pos, char c) {
  if (pos >= s.size() || s[pos] != c) return false;
  ++pos;
  return true;
}
std::optional<Day> make_day(int y, int m, int d) {
  const auto ymd = year{y} / month{static_cast<unsigned>(m)} / day{static_cast<unsigned>(d)};
  if (!ymd.ok()) return std::nullopt;
  return local_days{ymd};
}
}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  std::size_t pos = 0;
  if (text.size() == 10 && text[4] == '-') {
    const auto y = digits(text, pos, 4);
    if (!y || !skip(text, pos, '-')) return std::nullopt;
    const auto m = digits(text, pos, 2);
    if (!m || !skip(text, pos, '-')) return std::nullopt;
    const auto d = digits(text, pos, 2);
    return d ? make_day(*y, *m, *d) : std::nullopt;
  }
  if (text.size() == 10 && text[2] == '/') {
    const auto d = digits(text, pos, 2);
    if (!d || !skip(text, pos, '/')) return std::nullopt;
    const auto m = digits(text, pos, 2);
    if (!m || !skip(text, pos, '/')) return std::nullopt;
    const auto y = digits(text, pos, 4);
    return y ? make_day(*y, *m, *d) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) return std::nullopt;
  const auto date = parse_day(text.substr(0, 10));
  if (!date) return std::nullopt;
  std::size_t pos = 11;
  const auto h = digits(text, pos, 2);
  if (!h || !skip(text, pos, ':')) return std::nullopt;
  const auto m = digits(text, pos, 2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  int s = 0;
  if (skip(text, pos, ':')) {
    const auto sec = digits(text, pos, 2);
    if (!sec || *sec > 59) return std::nullopt;
    s = *sec;
  }
  const LocalTime wall = *date + hours{*h} + minutes{*m} + seconds{s};
  const auto rest = text.substr(pos);
  if (rest.empty() || rest == "+07:00" || rest == "+0700") return to_instant(wall);
  if (rest == "Z") return Instant{wall.time_since_epoch()};
  return std::nullopt;
}

namespace {
struct Parts {
  int y;
  unsigned mo, d;
  long h, mi, s;
};
Parts parts(Instant t) {
  const auto local = to_local(t);
  const auto d = floor<days>(local);
  const year_month_day ymd{d};
  const hh_mm_ss hms{floor<seconds>(local - d)};
  return {int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()}, hms.hours().count(), hms.minutes().count(), hms.seconds().count()};
}
}  // namespace

std::string iso(Instant t) {
  const auto p = parts(t);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+07:00", p.y, p.mo, p.d, p.h, p.mi, p.s);
}
std::string iso(Day d) {
  const year_month_day ymd{d};
  return fmt::format("{:04}-{:02}-{:02}", int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()});
}
std::string vn_date(Day d) {
  const year_month_day ymd{d};
  return fmt::format("{:02}/{:02}/{:04}", unsigned{ymd.day()}, unsigned{ymd.month()}, int{ymd.year()});
}
std::string vn_date(Instant t) { return vn_date(day_of(t)); }
std::string vn_time(Instant t) {
  const auto p = parts(t);
  return fmt::format("{:02}:{:02}", p.h, p.mi);
}
std::string vn_datetime(Instant t) { return vn_time(t) + " " + vn_date(t); }

}  // namespace motcua
