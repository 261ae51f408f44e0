#include "portal/hours.hpp"

#include <array>

#include "base/text.hpp"
#include "portal/page_parts.hpp"

namespace motcua::portal {

namespace {
std::string sessions_text(const std::vector<calendar::Session>& sessions) {
  std::string text;
  bool reception_only = !sessions.empty();
  for (const auto& s : sessions) {
    text += (text.empty() ? "" : ", ") + s.from.text() + "–" + s.to.text();
    reception_only = reception_only && s.kind == calendar::SessionKind::reception_only;
  }
  return reception_only ? text + " (chỉ nhận và trả hồ sơ)" : text;
}

// Weekdays with the same sessions told together: "Thứ Hai – thứ Sáu".
std::vector<web::ui::Sum> week_of(const calendar::WorkCalendar& calendar, Day today) {
  const auto monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
  std::vector<web::ui::Sum> rows;
  std::array<std::string, 7> hours;
  for (int i = 0; i < 7; ++i) {
    // An ordinary week: the next week of this weekday without an exception.
    auto info = calendar.info(monday + std::chrono::days{i});
    for (int week = 1; week < 6 && info.kind != calendar::DayKind::work && !info.reason.empty(); ++week)
      info = calendar.info(monday + std::chrono::days{i + 7 * week});
    hours[static_cast<std::size_t>(i)] = sessions_text(info.sessions);
  }
  for (std::size_t i = 0; i < 7;) {
    std::size_t last = i;
    while (last + 1 < 7 && hours[last + 1] == hours[i]) ++last;
    const auto first_name = sentence_case(vn_weekday(monday + std::chrono::days{i}));
    const auto name = last == i ? first_name : first_name + " – " + std::string(vn_weekday(monday + std::chrono::days{last}));
    rows.push_back({name, hours[i].empty() ? "nghỉ" : hours[i]});
    i = last + 1;
  }
  return rows;
}
}  // namespace

OpenHours hours_of(const calendar::WorkCalendar& calendar, Instant now) {
  OpenHours hours{.known = true,
                  .open_now = calendar.is_open(now),
                  .until = {},
                  .week = week_of(calendar, day_of(now)),
                  .next_day_off = {},
                  .next_opening = {}};
  const auto today = day_of(now);
  if (hours.open_now) {
    for (const auto& s : calendar.info(today).sessions) {
      const auto ends = vn_time(now) < s.to.text();
      if (ends && hours.until.empty()) hours.until = "đến " + s.to.text();
    }
  } else if (const auto start = calendar.normalise(now)) {
    hours.next_opening = "mở cửa " + with_weekday(start->at);
  }
  for (Day d = today + std::chrono::days{1}; calendar.covers(d) && d < today + std::chrono::days{120}; d += std::chrono::days{1}) {
    const auto info = calendar.info(d);
    if (info.kind == calendar::DayKind::holiday) {
      hours.next_day_off = std::string(vn_weekday(d)) + ", " + vn_date(d) + " (" + info.reason + ")";
      break;
    }
  }
  return hours;
}

}  // namespace motcua::portal
