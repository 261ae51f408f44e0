// Opening hours as citizens read them, told by the calendar of a unit.
#pragma once

#include <string>
#include <vector>

#include "calendar/work_calendar.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct OpenHours {
  bool known = false;
  bool open_now = false;
  std::string until;               // "đến 11:30"
  std::vector<web::ui::Sum> week;  // "Thứ Hai – thứ Sáu": "07:30–11:30, 13:00–17:00"
  std::string next_day_off;        // "thứ Sáu, 01/01/2027 (Tết Dương lịch)"
  std::string next_opening;        // when closed: "mở cửa 07:30 thứ Năm, 26/11"
};
OpenHours hours_of(const calendar::WorkCalendar& calendar, Instant now);

}  // namespace motcua::portal
