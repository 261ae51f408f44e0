// What a change of the calendar does to running dossiers: the settings pages of calendar over the service of dossier.
#pragma once

#include "app/calendar_places.hpp"
#include "dossier/rescheduling.hpp"

namespace motcua::app {

class CalendarRunning final : public calendar::RunningDue {
 public:
  explicit CalendarRunning(dossier::Rescheduling& rescheduling) : rescheduling_(rescheduling) {}
  Moved moved(const calendar::Place& place, const calendar::Change& change, Day first) const override;
  std::string applied(const web::Call& call, const calendar::Place& place, const calendar::Change& change, Day first,
                      std::string_view title) const override;

 private:
  dossier::Rescheduling& rescheduling_;
};

}  // namespace motcua::app
