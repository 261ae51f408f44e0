// P7: due moments with proof, one core. A year of starts, terms of all units, swaps in force; every eighth with pauses, among them
// one of a year.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "calendar/calendar.hpp"

using namespace motcua;
using namespace motcua::calendar;

namespace {

CalendarPtr with_swaps() {
  auto nation = national_layer(2015, 2045, national_data().decisions);
  for (const auto& swap : national_data().swaps) {
    if (!swap.in_force) continue;
    nation.exceptions.push_back(
        {.first = swap.off, .last = swap.off, .kind = ExceptionKind::swap_off, .reason = swap.reason, .source = swap.source});
    nation.exceptions.push_back({.first = swap.work,
                                 .last = swap.work,
                                 .kind = ExceptionKind::swap_work,
                                 .reason = swap.reason,
                                 .source = swap.source,
                                 .as_on = swap.off});
  }
  return *WorkCalendar::build({&nation, 1}, 2015, 2045);
}

std::vector<DueRequest> requests() {
  const Term terms[] = {Term::working_days(3),  Term::working_days(20),    Term::working_day_thousandths(500),
                        Term::working_hours(8), Term::working_minutes(30), Term::calendar_days(30),
                        Term::months(1),        Term::same_day()};
  std::vector<DueRequest> out;
  const Instant first = *parse_instant("2026-01-05T07:00");
  for (int i = 0; i < 4096; ++i) {
    DueRequest request{.start = first + std::chrono::minutes{i * 127}, .term = terms[i % 8]};
    if (i % 64 == 1) {
      request.pauses.push_back({.from = request.start + std::chrono::hours{48}, .to = request.start + std::chrono::hours{48 + 365 * 24}});
    } else if (i % 8 == 1) {
      request.pauses.push_back({.from = request.start + std::chrono::hours{30}, .to = request.start + std::chrono::hours{100}});
      request.pauses.push_back({.from = request.start + std::chrono::hours{200}, .to = request.start + std::chrono::hours{260}});
    }
    out.push_back(std::move(request));
  }
  return out;
}

}  // namespace

int main() {
  using Timer = std::chrono::steady_clock;
  const auto calendar = with_swaps();
  const auto wishes = requests();
  std::vector<double> rates;
  std::int64_t sum = 0;
  for (int round = 0; round < 7; ++round) {
    const auto from = Timer::now();
    for (int turn = 0; turn < 50; ++turn)
      for (const auto& wish : wishes) sum += to_us(due(*calendar, wish)->proof.moment) & 0xffff;
    const auto seconds = std::chrono::duration<double>(Timer::now() - from).count();
    rates.push_back(50.0 * static_cast<double>(wishes.size()) / seconds / 1e6);
  }
  std::ranges::sort(rates);
  const auto from = Timer::now();
  std::size_t bytes = 0;
  for (const auto& wish : wishes) bytes += explain(*calendar, due(*calendar, wish)->proof)->text().size();
  const auto explained = static_cast<double>(wishes.size()) / std::chrono::duration<double>(Timer::now() - from).count();
  std::printf(
      "{\"id\":\"P7\",\"what\":\"due moments with proof, median of 7\",\"value\":%.2f,\"unit\":\"M/s\",\"bar\":1,\"better\":\"more\","
      "\"detail\":\"lowest %.2f; spelled out in sentences %.0f a second (%zu bytes each); check %lld\"}\n",
      rates[3], rates[0], explained, bytes / wishes.size(), static_cast<long long>(sum & 0xff));
}
