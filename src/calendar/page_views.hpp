// What the settings pages show; made by pages*.cpp. Private to the context.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "calendar/pages.hpp"
#include "web/ui.hpp"

namespace motcua::calendar {

struct YearView {
  std::string place, noi;
  int year{};
  bool may_edit = false;
  std::vector<web::ui::Option> places;
  struct Off {
    std::string date, weekday, what, source, level;
    bool own{}, undecided{};
  };
  std::vector<Off> days;
  struct Hours {
    std::string weekday, sessions, validity, source, level;
    bool own{};
  };
  std::vector<Hours> week;
  struct Entry {
    std::string when, what, reason, source, withdraw;
  };
  std::vector<Entry> own;
  int working_days{};
  std::string version;
};

struct ChangeFormView {
  std::string place, noi, kind, title;
};

struct PreviewView {
  std::string place, noi, title;
  bool past = false;
  std::vector<std::pair<std::string, std::string>> sent;
  struct DayLine {
    std::string date, before, after;
  };
  std::vector<DayLine> days;
  int more = 0;  // changed days not listed
  struct Month {
    std::string name;
    int before{}, after{};
  };
  std::vector<Month> months;
  std::optional<RunningDue::Moved> running;
};

struct WithdrawView {
  std::string place, path, back, what, when, reason, source;
  bool weekly = false;
};

struct CalculatorView {
  std::vector<web::ui::Option> places;
  std::string place;
  std::string due;  // empty: nothing counted yet
  std::vector<std::string> kinds;
  std::vector<ProofLine> lines;
  std::string version;
};

}  // namespace motcua::calendar
