#include "queue/rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/dates.hpp"
#include "base/embedded.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> queue_data();
}

namespace motcua::queue {

const PriorityKind* PriorityRules::find(std::string_view word) const {
  const auto it = std::ranges::find(kinds, word, &PriorityKind::word);
  return it == kinds.end() ? nullptr : &*it;
}

namespace {
struct Span {
  Day from{};
  std::optional<Day> until;
  bool holds(Day day) const { return from <= day && (!until || day <= *until); }
};
std::optional<Span> span_in(const std::string& from, const std::string& until) {
  const auto first = parse_vn_date(from);
  if (!first) return std::nullopt;
  if (until.empty()) return Span{*first, std::nullopt};
  const auto last = parse_vn_date(until);
  if (!last) return std::nullopt;
  return Span{*first, *last};
}

std::vector<std::string> parts_of(std::string_view line) {
  std::vector<std::string> parts;
  for (;;) {
    const auto bar = line.find('|');
    parts.emplace_back(trim(line.substr(0, bar)));
    if (bar == std::string_view::npos) return parts;
    line.remove_prefix(bar + 1);
  }
}

bool read_rule(const std::vector<std::string>& parts, Day day, PriorityRules& rules) {
  if (parts.size() == 6 && parts[0] == "uu-tien") {
    const auto span = span_in(parts[2], parts[3]);
    if (!span || parts[1].empty() || parts[4].empty() || parts[5].empty()) return false;
    if (span->holds(day)) rules.kinds.push_back({parts[1], parts[4], parts[5], span->from, span->until});
    return true;
  }
  if (parts.size() == 5 && parts[0] == "xen-ke") {
    const auto span = span_in(parts[2], parts[3]);
    const auto run = plain_number(parts[1]);
    if (!span || run < 1 || run > 10) return false;
    if (span->holds(day)) {
      rules.run = static_cast<int>(run);
      rules.run_source = parts[4];
    }
    return true;
  }
  return false;
}
}  // namespace

Result<PriorityRules> read_priority_rules(std::string_view text, Day day) {
  PriorityRules rules;
  int number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trim(text.substr(0, end));
    ++number;
    if (!line.empty() && !line.starts_with('#') && !read_rule(parts_of(line), day, rules))
      return errors::invalid("queue.rules_unreadable", fmt::format("Không hiểu dòng {}: {}", number, line));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return rules;
}

PriorityRules priority_rules(Day day) {
  const auto files = embedded::queue_data();
  ensure(!files.empty(), "data/priority.txt travels inside the program");
  auto rules = read_priority_rules(files.front().bytes, day);
  ensure(rules.has_value(), "data/priority.txt can be read");
  return *std::move(rules);
}

std::optional<std::size_t> choose_next(std::span<const Waiting> waiting, int run, int most, Instant now) {
  std::optional<std::size_t> first, ordinary;
  const auto goes_first = [&](const Waiting& w) { return w.priority || (w.booked_for && *w.booked_for <= now); };
  // Whoever booked is in time from the booked moment on, even when they came before it.
  const auto since = [](const Waiting& w) { return w.booked_for ? std::max(*w.booked_for, w.issued_at) : w.issued_at; };
  const auto before = [&](std::size_t a, std::size_t b) {
    return std::pair(since(waiting[a]), waiting[a].number) < std::pair(since(waiting[b]), waiting[b].number);
  };
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    auto& best = goes_first(waiting[i]) ? first : ordinary;
    if (!best || before(i, *best)) best = i;
  }
  if (first && !(ordinary && run >= most)) return first;
  return ordinary ? ordinary : first;
}

std::optional<std::chrono::seconds> quantile(std::vector<std::chrono::seconds> values, double share) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

std::optional<int> expected_minutes(std::span<const std::chrono::seconds> services, std::int64_t ahead, int counters) {
  if (services.size() < kEnoughServices || counters < 1) return std::nullopt;
  const auto median = quantile({services.begin(), services.end()}, 0.5)->count();
  const auto rounds = (ahead + counters - 1) / counters;
  return static_cast<int>((rounds * median + 59) / 60);
}

std::vector<Instant> slots_of(const calendar::DayInfo& day, Instant now) {
  std::vector<Instant> slots;
  for (const auto& session : day.sessions) {
    const auto from = to_instant(LocalTime{day.day} + std::chrono::minutes{session.from.minutes});
    const auto to = to_instant(LocalTime{day.day} + std::chrono::minutes{session.to.minutes});
    for (auto at = from; at + std::chrono::minutes{kSlotMinutes} <= to; at += std::chrono::minutes{kSlotMinutes})
      if (at > now) slots.push_back(at);
  }
  return slots;
}

}  // namespace motcua::queue
