// Pages of the waiting room: the machine, tickets and booked times for everybody; counters, figures and settings for the staff.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "queue/queue.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::queue {

struct MachineView {
  std::string path, csrf, form_id;
  RoomNow room;
  std::optional<Kind> chosen;
  std::vector<web::ui::Option> priorities;
  std::string rule;  // "Sau 2 vé ưu tiên liền nhau gọi 1 vé thường"
  web::Fields values;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
struct FollowTicketView {
  TicketView t;
  std::string state;
  std::string back;  // the machine the person stands at
  bool over = false;
};
struct BookView {
  std::string path, unit, unit_name;
  std::vector<Kind> kinds;
  std::optional<Kind> chosen;
  std::vector<Day> days;
  std::optional<Day> day;
  std::vector<web::ui::Option> slots;  // with room
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
struct BookingView {
  Booking b;
  std::string kind_name, unit_name, when, phone;
  const web::Call* call = nullptr;
};
struct CountersView {
  std::string unit_name;
  std::vector<web::ui::Link> tabs;
  std::vector<Counter> counters;
  RoomNow room;
  std::vector<Booking> booked;  // today, not yet here
  std::vector<Kind> kinds;
  std::vector<web::ui::Option> kind_options, priorities;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
struct CounterView {
  std::string path;
  std::vector<web::ui::Link> tabs;
  DeskView d;
  Instant now;
  const web::Call* call = nullptr;
};
struct FiguresView {
  std::string unit_name, from, until, query;
  std::vector<web::ui::Link> tabs;
  std::optional<WaitFigures> figures;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
struct TicketsView {
  std::string title, back, older;
  TicketPage page;
  Day today{};
};
struct PlaceView {
  std::string unit_name, machine;    // address of the machine's page; empty: none yet
  std::vector<web::ui::Link> links;  // what everybody sees of this place: the display, booking, contacts
  std::vector<web::ui::Link> tabs;
  std::vector<Kind> kinds;
  std::vector<Counter> counters;
  PriorityRules rules;
  std::string wrong;  // "viec", "quay"
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};

std::string minutes_words(const std::optional<int>& minutes);                  // "khoảng 12 phút", "chưa có số liệu"
std::string time_words(const std::optional<std::chrono::seconds>& duration);   // "12 phút", "40 giây"
std::string letter_and_name(const std::vector<Kind>& kinds, const Ticket& t);  // "A · Hộ tịch"

std::string kind_name_of(const std::vector<Kind>& kinds, KindId id);
std::string priority_words(const PriorityRules& rules, const Ticket& t);  // "Người khuyết tật", "Đặt giờ 09:00", "–"
std::string waited_words(const Ticket& t, Instant now);                   // "12 phút"
std::string current_words(const CounterView& v);                          // "Gọi lúc 09:12, lần 2"
std::vector<web::ui::Tile> machine_tiles(const MachineView& v);
std::vector<web::ui::Tile> kind_tiles(const BookView& v);
std::vector<web::ui::Fact> ticket_facts(const FollowTicketView& v);
std::vector<web::ui::Sum> called_pairs(const std::vector<Ticket>& called);  // "A012": "Quầy 3"

struct PagesParts {
  Queue& queue;
  identity::Identity& identity;
  const Clock& clock;
  const web::Shells& shells;
  std::string public_url;           // front of links in codes; empty: none
  std::function<UnitId()> front{};  // the centre of the front page
};

// Without an account.
class PublicPages {
 public:
  explicit PublicPages(PagesParts parts) : parts_(std::move(parts)) {}
  static std::span<const web::RouteOf<PublicPages>> routes();

  web::Response machine(web::Call& call);       // GET  /lay-so/{khoa}?viec=…
  web::Response take(web::Call& call);          // POST /lay-so/{khoa}
  web::Response arrive(web::Call& call);        // POST /lay-so/{khoa}/dat-gio
  web::Response ticket(web::Call& call);        // GET  /ve/{token}
  web::Response paper(web::Call& call);         // GET  /ve/{token}/ve.pdf
  web::Response book_front(web::Call& call);    // GET  /dat-gio
  web::Response book(web::Call& call);          // GET  /dat-gio/{don_vi}?viec=…&ngay=…
  web::Response keep_booking(web::Call& call);  // POST
  web::Response booking(web::Call& call);       // GET  /lich-hen/{ma_hen}
  web::Response cancel(web::Call& call);        // POST /lich-hen/{ma_hen}/huy

 private:
  web::Response machine_page(web::Call& call, std::vector<FieldError> errors);
  web::Response book_page(web::Call& call, const web::Fields& asked, std::vector<FieldError> errors);
  PagesParts parts_;
};

class Pages {
 public:
  explicit Pages(PagesParts parts) : parts_(std::move(parts)) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response counters(web::Call& call);     // GET  /goi-so
  web::Response give(web::Call& call);         // POST /goi-so: a ticket for somebody who cannot use the machine
  web::Response counter(web::Call& call);      // GET  /goi-so/{quay}
  web::Response next(web::Call& call);         // POST /goi-so/{quay}/goi
  web::Response again(web::Call& call);        // POST /goi-so/{quay}/goi-lai
  web::Response absent(web::Call& call);       // POST /goi-so/{quay}/vang
  web::Response serve(web::Call& call);        // POST /goi-so/{quay}/phuc-vu
  web::Response finish(web::Call& call);       // POST /goi-so/{quay}/xong
  web::Response figures(web::Call& call);      // GET  /thoi-gian-cho?tu=…&den=…
  web::Response tickets(web::Call& call);      // GET  /thoi-gian-cho/ve?tu=…&den=…&viec=A
  web::Response place(web::Call& call);        // GET  /quan-tri/quay
  web::Response set_kind(web::Call& call);     // POST /quan-tri/quay/viec
  web::Response set_counter(web::Call& call);  // POST /quan-tri/quay/so-quay
  web::Response new_key(web::Call& call);      // POST /quan-tri/quay/may

 private:
  web::Response counters_page(web::Call& call, std::vector<FieldError> errors);
  web::Response place_page(web::Call& call, std::string wrong, std::vector<FieldError> errors);
  web::Response after_place(web::Call& call, const Status& done, std::string wrong, std::string said);
  web::Response after_call(web::Call& call, const Status& done, std::string said);
  PagesParts parts_;
};

}  // namespace motcua::queue
