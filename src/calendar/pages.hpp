// Settings pages of the calendar: /quan-tri/lich. What they need of units and people is asked through PlaceSource, which app fills in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::calendar {

// The names are those of identity, which gives them to roles.
inline constexpr web::Permission kCalendarRead{"calendar.read"};
inline constexpr web::Permission kCalendarEdit{"calendar.edit"};

// Whose calendar is shown: the nation (unit 0), a province or a unit.
struct Place {
  Scope scope;
  std::string name;  // "Cả nước", "Tỉnh Đồng Tháp", "Phường Mỹ Trà"
};

class PlaceSource {
 public:
  virtual ~PlaceSource() = default;
  // What the caller may see, the caller's own place first.
  virtual std::vector<Place> places(const web::Call& call) const = 0;
  virtual CalendarOf chain(const Place& place) const = 0;  // from general to particular, the place itself last; empty: the nation
  virtual std::string name_of(const Scope& scope) const = 0;
  virtual Actor actor(const web::Call& call) const = 0;
  virtual bool may_edit(const web::Call& call, const Place& place) const = 0;
};

// Running dossiers whose due moment a change would move; filled in by app once dossiers are known.
class RunningDue {
 public:
  struct Example {
    std::string code;
    Instant before, after;
  };
  struct Moved {
    int moved = 0;
    std::vector<Example> examples;  // a few
    int kept = 0;                   // would be due earlier: the promised moment stays
    std::string told;               // "12 nhắn tin, 3 gọi điện"; who is told of the new moment and how
  };
  virtual ~RunningDue() = default;
  // On paper, before the change. `first`: the first day it touches.
  virtual Moved moved(const Place& place, const Change& change, Day first) const = 0;
  // After the change was applied: the address where it is carried over to running dossiers; empty: none moves, or not for this caller.
  virtual std::string applied(const web::Call& call, const Place& place, const Change& change, Day first, std::string_view title) const = 0;
};

class Pages {
 public:
  // `running` may be null. All must outlive the pages.
  Pages(Calendars& calendars, const PlaceSource& places, const web::Shells& shells, const Clock& clock, const RunningDue* running = nullptr)
      : calendars_(calendars), places_(places), shells_(shells), clock_(clock), running_(running) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response year(web::Call& call);           // GET  /quan-tri/lich?noi=&nam=
  web::Response calculator(web::Call& call);     // GET  /quan-tri/lich/tinh-thu
  web::Response change_form(web::Call& call);    // GET  /quan-tri/lich/them?noi=&loai=
  web::Response preview(web::Call& call);        // POST /quan-tri/lich/xem-truoc
  web::Response apply(web::Call& call);          // POST /quan-tri/lich/ap-dung
  web::Response withdraw_form(web::Call& call);  // GET  /quan-tri/lich/thu-hoi/{loai}/{so}
  web::Response withdraw(web::Call& call);       // POST /quan-tri/lich/thu-hoi/{loai}/{so}

 private:
  struct Own;  // an own entry with its place
  // The place of ?noi=, the first one without it; not among those the caller may see: calendar.no_place.
  Result<Place> place_of(const web::Call& call, const web::Fields& fields) const;
  Result<Place> editable(const web::Call& call, const web::Fields& fields) const;
  Result<Own> own_entry(const web::Call& call);
  web::Response show_form(const web::Call& call, const Place& place, const web::Fields& values, const std::vector<FieldError>& errors);
  web::Response show_withdraw(const web::Call& call, const Own& own, const std::vector<FieldError>& errors);

  Calendars& calendars_;
  const PlaceSource& places_;
  const web::Shells& shells_;
  const Clock& clock_;
  const RunningDue* running_;
};

}  // namespace motcua::calendar
