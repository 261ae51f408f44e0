// What the pages of the waiting room say of tickets.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "queue/pages.hpp"

namespace motcua::queue {

std::string minutes_words(const std::optional<int>& minutes) {
  if (!minutes) return "chưa có số liệu";
  return *minutes == 0 ? std::string("đến lượt ngay") : fmt::format("khoảng {} phút", *minutes);
}
std::string time_words(const std::optional<std::chrono::seconds>& duration) {
  if (!duration) return "chưa có số liệu";
  if (*duration < std::chrono::minutes{1}) return fmt::format("{} giây", duration->count());
  return fmt::format("{} phút", std::chrono::round<std::chrono::minutes>(*duration).count());
}
std::string letter_and_name(const std::vector<Kind>& kinds, const Ticket& t) {
  const auto name = kind_name_of(kinds, t.kind);
  return name.empty() ? t.letter : t.letter + " · " + name;
}
std::string kind_name_of(const std::vector<Kind>& kinds, KindId id) {
  const auto it = std::ranges::find(kinds, id, &Kind::id);
  return it == kinds.end() ? std::string{} : it->name;
}

std::string priority_words(const PriorityRules& rules, const Ticket& t) {
  if (const auto* kind = rules.find(t.priority)) return kind->label;
  return t.booked_for ? "Đặt giờ " + vn_time(*t.booked_for) : std::string("–");
}
std::string waited_words(const Ticket& t, Instant now) {
  const auto since = t.booked_for ? std::max(*t.booked_for, t.issued_at) : t.issued_at;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - since).count();
  return minutes < 0 ? std::string("chưa đến giờ đặt") : fmt::format("{} phút", minutes);
}
std::string current_words(const CounterView& v) {
  const auto& t = *v.d.current;
  if (t.state == TicketState::serving) return fmt::format("Phục vụ từ {}, {}.", vn_time(*t.served_at), t.officer_name);
  return fmt::format("Gọi lúc {}, lần {}.", vn_time(*t.last_called_at), t.calls);
}

std::vector<web::ui::Tile> machine_tiles(const MachineView& v) {
  std::vector<web::ui::Tile> tiles;
  for (const auto& k : v.room.kinds)
    tiles.push_back({.title = k.kind.letter + " · " + k.kind.name,
                     .text = fmt::format("{} người đang chờ; thời gian chờ: {}", k.waiting, minutes_words(k.minutes)),
                     .href = fmt::format("{}?viec={}", v.path, k.kind.id.value),
                     .icon = web::ui::Icon::people});
  return tiles;
}
std::vector<web::ui::Tile> kind_tiles(const BookView& v) {
  std::vector<web::ui::Tile> tiles;
  for (const auto& k : v.kinds)
    tiles.push_back({.title = k.name, .text = {}, .href = fmt::format("{}?viec={}", v.path, k.id.value), .icon = web::ui::Icon::paper});
  return tiles;
}

std::vector<web::ui::Fact> ticket_facts(const FollowTicketView& v) {
  std::vector<web::ui::Fact> rows;
  rows.push_back({.term = "Tình trạng", .value = v.state});
  if (v.t.ticket.state == TicketState::waiting && !v.over) {
    rows.push_back({.term = "Trước bạn", .value = fmt::format("{} người", v.t.ahead)});
    rows.push_back({.term = "Chờ", .value = minutes_words(v.t.minutes)});
  }
  if (!v.t.priority_label.empty()) rows.push_back({.term = "Ưu tiên", .value = v.t.priority_label});
  if (v.t.ticket.booked_for) rows.push_back({.term = "Đặt giờ", .value = vn_time(*v.t.ticket.booked_for)});
  rows.push_back({.term = "Lấy số lúc", .value = vn_datetime(v.t.ticket.issued_at)});
  return rows;
}
std::vector<web::ui::Sum> called_pairs(const std::vector<Ticket>& called) {
  std::vector<web::ui::Sum> rows;
  for (const auto& t : called) rows.push_back({.label = t.written_number(), .amount = fmt::format("Quầy {}", t.counter)});
  return rows;
}

}  // namespace motcua::queue
