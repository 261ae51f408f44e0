#include "dossier/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/embedded.hpp"
#include "dossier/words.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> dossier_data();
}

namespace motcua::dossier {

namespace {
using calendar::WorkCalendar;

constexpr std::array<Named, kRecipients> kRecipient{{{"officer", "Người thụ lý"},
                                                     {"head", "Lãnh đạo phòng"},
                                                     {"desk_head", "Người đứng đầu Bộ phận Một cửa"},
                                                     {"leader", "Lãnh đạo Ủy ban nhân dân"}}};
constexpr std::array<Named, 3> kTimeliness{
    {{"in_time", "Báo trước hạn từ 1 ngày"}, {"short_notice", "Báo sát hạn"}, {"after_due", "Báo sau hạn"}}};

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

std::optional<int> number_in(std::string_view text, int least, int most) {
  int n = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (wrong != std::errc{} || end != text.data() + text.size() || n < least || n > most) return std::nullopt;
  return n;
}

bool read_period(std::string_view from, std::string_view until, Day& first, std::optional<Day>& last) {
  const auto begins = parse_day(from);
  if (!begins) return false;
  first = *begins;
  if (until.empty()) return true;
  last = parse_day(until);
  return last && *last >= first;
}

bool read_line(const std::vector<std::string_view>& c, LateData& out) {
  if (c[0] == "canh-bao" && c.size() == 8) {
    const auto when = WarnAt::parse(c[2]);
    const auto to = recipients_from(c[3]);
    Rung r;
    if (!when || !to || !read_period(c[4], c[5], r.from, r.until) || c[6].empty() || c[7].empty()) return false;
    r.key = c[1];
    r.when = *when;
    r.to = *to;
    r.source = c[6];
    r.words = c[7];
    out.rungs.push_back(std::move(r));
    return true;
  }
  if (c[0] == "ly-do" && c.size() == 7) {
    LateCause cause;
    if (!read_period(c[3], c[4], cause.from, cause.until) || c[1].empty() || c[6].empty()) return false;
    cause.code = c[1];
    if (c[2] != "*")
      for (const auto role : parted(c[2], ',')) cause.roles.emplace_back(role);
    cause.source = c[5];
    cause.words = c[6];
    out.causes.push_back(std::move(cause));
    return true;
  }
  if (c[0] == "mau-04" && c.size() == 6) {
    ApologyTitle t;
    if (!read_period(c[1], c[2], t.from, t.until) || c[3].empty()) return false;
    t.title = c[3];
    t.sign = c[4];
    t.form = c[5];
    out.titles.push_back(std::move(t));
    return true;
  }
  return false;
}
}  // namespace

std::string_view word(Recipient r) { return named(kRecipient, r).word; }
std::string_view label(Recipient r) { return named(kRecipient, r).label; }
std::optional<Recipient> recipient_from(std::string_view w) { return from_word<Recipient>(kRecipient, w); }
std::string recipients_text(std::span<const Recipient> who) {
  std::string text;
  for (const auto r : who) text += fmt::format("{}{}", text.empty() ? "" : ", ", word(r));
  return text;
}
std::optional<std::vector<Recipient>> recipients_from(std::string_view text) {
  std::vector<Recipient> who;
  for (const auto part : parted(text, ',')) {
    const auto r = recipient_from(part);
    if (!r) return std::nullopt;
    who.push_back(*r);
  }
  return who;
}

std::optional<WarnAt> WarnAt::parse(std::string_view text) {
  WarnAt at;
  text = trimmed(text);
  if (text.ends_with('*')) {
    at.unless_apology = true;
    text = trimmed(text.substr(0, text.size() - 1));
  }
  const auto amount = [&](std::string_view word_of, int least, int most) -> std::optional<int> {
    return text.starts_with(word_of) ? number_in(text.substr(word_of.size()), least, most) : std::nullopt;
  };
  if (text == "due") {
    at.kind = Kind::at_due;
  } else if (text == "off") {
    at.kind = Kind::off;
  } else if (const auto share = amount("share ", 1, 999)) {
    at.kind = Kind::share;
    at.amount = *share;
  } else if (const auto days = amount("before ", 1, 60)) {
    at.kind = Kind::before_due;
    at.amount = *days;
  } else {
    return std::nullopt;
  }
  return at;
}

std::string WarnAt::text() const {
  const std::string_view star = unless_apology ? " *" : "";
  switch (kind) {
    case Kind::share: return fmt::format("share {}{}", amount, star);
    case Kind::before_due: return fmt::format("before {}{}", amount, star);
    case Kind::at_due: return fmt::format("due{}", star);
    case Kind::off: return "off";
  }
  return {};
}

std::string WarnAt::words() const {
  switch (kind) {
    case Kind::share: return fmt::format("Khi dùng hết {}% thời hạn", amount / 10);
    case Kind::before_due: return fmt::format("{} ngày làm việc trước hạn", amount);
    case Kind::at_due: return "Khi quá hạn";
    case Kind::off: return "Không cảnh báo";
  }
  return {};
}

bool LateCause::fits(std::string_view role) const { return roles.empty() || std::find(roles.begin(), roles.end(), role) != roles.end(); }

const ApologyTitle& LateData::title_for(Day received) const {
  for (const auto& t : titles)
    if (received >= t.from && (!t.until || received <= *t.until)) return t;
  return titles.back();
}

std::vector<const LateCause*> LateData::causes_for(std::string_view role, Day day) const {
  std::vector<const LateCause*> found;
  for (const bool any : {false, true})
    for (const auto& c : causes)
      if (c.roles.empty() == any && c.fits(role) && c.holds_on(day)) found.push_back(&c);
  return found;
}

const LateCause* LateData::cause(std::string_view code) const {
  for (const auto& c : causes)
    if (c.code == code) return &c;
  return nullptr;
}

Result<LateData> read_late_data(std::string_view text) {
  LateData data;
  int line_number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    ++line_number;
    if (!line.empty() && !line.starts_with('#') && !read_line(parted(line, '|'), data))
      return errors::invalid("dossier.late_data_unreadable", fmt::format("Không hiểu dòng {}: {}", line_number, line));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (data.titles.empty()) return errors::invalid("dossier.late_data_unreadable", "Thiếu tên của Mẫu số 04.");
  return data;
}

const LateData& late_data() {
  static const LateData kData = [] {
    const auto files = embedded::dossier_data();
    ensure(!files.empty(), "data/late.txt travels inside the program");
    auto data = read_late_data(files.front().bytes);
    ensure(data.has_value(), "data/late.txt: " + (data ? std::string{} : data.error().message));
    return *std::move(data);
  }();
  return kData;
}

std::vector<Rung> ladder_on(const LateData& data, std::span<const std::vector<Rung>> chain, Day day) {
  std::vector<Rung> ladder;
  for (const auto& shipped : data.rungs) {
    if (!shipped.holds_on(day)) continue;
    Rung rung = shipped;
    for (const auto& own : chain) {
      const auto set = std::find_if(own.begin(), own.end(), [&](const Rung& r) { return r.key == shipped.key && r.holds_on(day); });
      if (set == own.end()) continue;
      rung = *set;
      rung.words = shipped.words;
      break;
    }
    ladder.push_back(std::move(rung));
  }
  return ladder;
}

// ---- moments ----

std::optional<Instant> working_days_before(const WorkCalendar& calendar, Instant due, int n) {
  Day d = day_of(due);
  for (int left = n; left > 0;) {
    d -= std::chrono::days{1};
    if (!calendar.covers(d)) return std::nullopt;
    if (calendar.is_working_day(d)) --left;
  }
  const auto opening = calendar.opening(d), closing = calendar.closing(d);
  if (!opening || !closing) return std::nullopt;
  return std::clamp(due - (day_of(due) - d), *opening, *closing);
}

namespace {
std::optional<Instant> at_share(const WorkCalendar& calendar, Instant start, Instant due, int permille) {
  const auto total = std::max<std::int64_t>(0, calendar.working_minutes(start, due));
  return calendar.add_working_minutes(start, total * permille / 1000);
}
}  // namespace

Instant apology_limit(const WorkCalendar& calendar, Instant start, Instant due) {
  if (const auto day_before = working_days_before(calendar, due, 1); day_before && *day_before > start) return *day_before;
  return at_share(calendar, start, due, 800).value_or(due);
}

std::optional<Instant> moment_of(const WarnAt& when, const WorkCalendar& calendar, Instant start, Instant due) {
  std::optional<Instant> at;
  switch (when.kind) {
    case WarnAt::Kind::share: at = at_share(calendar, start, due, when.amount); break;
    case WarnAt::Kind::before_due: at = working_days_before(calendar, due, when.amount); break;
    case WarnAt::Kind::at_due: at = due + std::chrono::minutes{1}; break;  // "quá hạn": after the moment
    case WarnAt::Kind::off: break;
  }
  return at && *at > start ? at : std::nullopt;
}

std::string_view word(Timeliness t) { return named(kTimeliness, t).word; }
std::string_view label(Timeliness t) { return named(kTimeliness, t).label; }
std::optional<Timeliness> timeliness_from(std::string_view w) { return from_word<Timeliness>(kTimeliness, w); }

// ---- what to do now ----

WatchPlan watch_plan(std::span<const Rung> ladder, const WorkCalendar& calendar, Instant start, Instant due, Instant now,
                     bool apology_sent) {
  WatchPlan plan;
  Instant highest;
  const auto next = [&plan](Instant at) { plan.next_at = plan.next_at ? std::min(*plan.next_at, at) : at; };
  for (const auto& rung : ladder) {
    if (rung.when.unless_apology && apology_sent) continue;
    const auto at = moment_of(rung.when, calendar, start, due);
    if (!at) continue;
    if (*at > now) {
      next(*at);
    } else if (!plan.warn || *at >= highest) {
      plan.warn = &rung;
      highest = *at;
    }
  }
  if (!apology_sent) {
    const auto limit = apology_limit(calendar, start, due);
    plan.draft = now >= limit;
    if (!plan.draft) next(limit);
  }
  return plan;
}

}  // namespace motcua::dossier
