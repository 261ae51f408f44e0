#include "app/index_now.hpp"

#include <fmt/core.h>

#include "app/slices.hpp"
#include "reform/services.hpp"

namespace motcua::app {

namespace {
using indices::Fraction;
constexpr int kLately = 3;  // months the rest of the year is taken to be like

Day first_of(std::chrono::year_month month) { return Day{std::chrono::local_days{month / 1}}; }

// What is known of it; a field without any figure says nothing about the future.
std::optional<Fraction> known(const indices::IndexView& v) {
  if (v.scored.unknown == v.scored.max) return std::nullopt;
  return v.scored.total;
}

std::optional<reform::IndexNow> index_now(indices::Indices& all, const identity::Actor& actor, identity::UnitId place, Day today) {
  const std::chrono::year_month_day d{today};
  reports::Question q;
  q.unit = place;
  q.period = reports::free_period(first_of(d.year() / std::chrono::January), today);
  const auto year = all.index766.at(actor, q);
  if (!year) return std::nullopt;
  const auto& s = year->scored;
  reform::IndexNow out{.title = fmt::format("Chỉ số 766 năm {}", int{d.year()}),
                       .now = known(*year) ? fmt::format("{}/{}", s.total.text(), s.max.text()) : std::string("chưa có số liệu"),
                       .now_note = s.unknown.is_zero() ? std::string() : fmt::format("chưa có số liệu cho {} điểm", s.unknown.text()),
                       .href = fmt::format("/chi-so/766?don_vi={}&ky={}", place.value, q.period.word)};
  const auto end = first_of((d.year() + std::chrono::years{1}) / std::chrono::January) - std::chrono::days{1};
  q.period = reports::free_period(first_of(d.year() / d.month() - std::chrono::months{kLately - 1}), today);
  const auto lately = all.index766.at(actor, q);
  if (!lately || !known(*lately) || !known(*year)) return out;
  // Points by days: what has been so far, and the days to come as the last months were.
  const auto passed = (today - q.period.from).count() + (q.period.from - first_of(d.year() / std::chrono::January)).count() + 1;
  const auto whole = passed + (end - today).count();
  const double at_end =
      (s.total.to_double() * static_cast<double>(passed) + lately->scored.total.to_double() * static_cast<double>(whole - passed)) /
      static_cast<double>(whole);
  out.forecast = Fraction::scaled(static_cast<std::int64_t>(at_end * 100 + 0.5), 2).text();
  return out;
}
}  // namespace

void show_index(Services& services) {
  // One for the life of the program: it keeps the sets it has read.
  services.reform.services().index = [all = std::make_shared<indices::Indices>(index_ground(services))](const identity::Actor& actor,
                                                                                                        identity::UnitId place, Day today) {
    return index_now(*all, actor, place, today);
  };
}

}  // namespace motcua::app
