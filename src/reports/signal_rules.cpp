#include "reports/signal_rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/embedded.hpp"
#include "base/numbers.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reports_data();
}

namespace motcua::reports {

namespace {
std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> parted(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <class T> bool read_number(std::string_view text, T& out, T most) {
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  return wrong == std::errc{} && end == text.data() + text.size() && out >= 0 && out <= most;
}

bool read_window(std::string_view text, Window& w) {
  if (text == "ngay") w = Window::day;
  if (text == "tuan") w = Window::week;
  if (text == "thang") w = Window::month;
  return text == "ngay" || text == "tuan" || text == "thang";
}

bool read_line(const std::vector<std::string_view>& c, SignalRule& r) {
  constexpr int kMinutes = 60 * 24 * 366;
  if (c.size() != 14 || c[0] != "dau-hieu" || c[1].empty() || !read_window(c[2], r.window)) return false;
  if (!read_number(c[3], r.wait_days, 366) || !read_number(c[4], r.span_minutes, kMinutes) ||
      !read_number<std::int64_t>(c[5], r.least, 1'000'000) || r.least < 1 || !read_number(c[6], r.usual_permille, 1000) ||
      !read_number(c[7], r.chance_permille, 1000))
    return false;
  const auto from = parse_day(c[8]);
  if (!from) return false;
  r.from = *from;
  if (!c[9].empty()) {
    r.until = parse_day(c[9]);
    if (!r.until || *r.until < r.from) return false;
  }
  r.key = c[1];
  r.source = c[10];
  r.title = c[11];
  r.words = c[12];
  r.lawful = c[13];
  return !r.source.empty() && !r.title.empty() && !r.words.empty() && !r.lawful.empty();
}
}  // namespace

Result<std::vector<SignalRule>> read_signal_rules(std::string_view text) {
  std::vector<SignalRule> rules;
  int number = 0;
  for (const auto line : parted(text, '\n')) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    SignalRule r;
    if (!read_line(parted(line, '|'), r))
      return errors::invalid("reports.signals_unreadable", fmt::format("Dòng {} của tệp dấu hiệu không đúng mẫu.", number));
    rules.push_back(std::move(r));
  }
  return rules;
}

std::span<const SignalRule> signal_rules() {
  static const std::vector<SignalRule> kRules = [] {
    for (const auto& file : embedded::reports_data())
      if (file.name == "signals.txt") {
        auto rules = read_signal_rules(file.bytes);
        ensure(rules.has_value(), "the rules of signals that ship with the program can be read");
        return *std::move(rules);
      }
    ensure(false, "the rules of signals ship with the program");
    return std::vector<SignalRule>{};
  }();
  return kRules;
}

const SignalRule* signal_rule(std::string_view key, Day day) {
  for (const auto& r : signal_rules())
    if (r.key == key && r.holds_on(day)) return &r;
  return nullptr;
}

WindowDays window_of(Window w, Day day) {
  using std::chrono::days;
  switch (w) {
    case Window::day: return {day, day};
    case Window::week: {
      const auto monday = day - days{std::chrono::weekday{day}.iso_encoding() - 1};
      return {monday, monday + days{6}};
    }
    case Window::month: {
      const std::chrono::year_month_day ymd{day};
      return {Day{ymd.year() / ymd.month() / 1}, Day{ymd.year() / ymd.month() / std::chrono::last}};
    }
  }
  return {day, day};
}

double chance_of(std::int64_t hits, std::int64_t population, double share) {
  if (hits <= 0) return 1;
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  const auto n = static_cast<double>(population);
  double sum = 0;
  for (auto k = hits; k <= population; ++k) {
    const auto x = static_cast<double>(k);
    const auto term =
        std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * std::log(share) + (n - x) * std::log1p(-share));
    sum += term;
    if (x > n * share && term < sum * 1e-12) break;  // the rest is less than can be seen
  }
  return std::min(sum, 1.0);
}

bool stands_out(const SignalRule& rule, std::int64_t hits, std::int64_t population) {
  return hits >= rule.least && chance_of(hits, population, rule.usual_permille / 1000.0) <= rule.chance_permille / 1000.0;
}

bool silence_stands_out(const SignalRule& rule, double mean) {
  return mean >= static_cast<double>(rule.least) && std::exp(-mean) <= rule.chance_permille / 1000.0;
}

bool none_stands_out(const SignalRule& rule, std::int64_t count, double share) {
  return count >= rule.least && std::pow(1 - share, static_cast<double>(count)) <= rule.chance_permille / 1000.0;
}

std::string chance_words(double chance) {
  const auto tenths = static_cast<std::int64_t>(std::lround(chance * 10'000));  // of 1/1000
  return tenths < 1 ? "dưới 0,1 phần nghìn" : vn_decimal(tenths, 1) + " phần nghìn";
}

std::int64_t densest(std::span<const SignalHit> hits, int minutes) {
  std::int64_t most = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    while (hits[i].at - hits[first].at > std::chrono::minutes{minutes}) ++first;
    most = std::max(most, static_cast<std::int64_t>(i - first + 1));
  }
  return most;
}

Gaps gaps_of(std::vector<std::int64_t> numbers) {
  constexpr std::int64_t kLeap = 100;
  constexpr int kNamed = 12;
  std::sort(numbers.begin(), numbers.end());
  Gaps g;
  int named = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const auto missing = numbers[i] - numbers[i - 1] - 1;
    if (missing <= 0) continue;
    const bool leap = missing > kLeap;
    g.missing += leap ? 1 : missing;
    if (++named > kNamed) continue;
    if (!g.words.empty()) g.words += ", ";
    if (leap)
      g.words += fmt::format("nhảy từ {} đến {}", numbers[i - 1], numbers[i]);
    else if (missing == 1)
      g.words += std::to_string(numbers[i] - 1);
    else
      g.words += fmt::format("{}–{}", numbers[i - 1] + 1, numbers[i] - 1);
  }
  if (named > kNamed) g.words += fmt::format(" và {} chỗ khác", named - kNamed);
  return g;
}

}  // namespace motcua::reports
