#include "identity/letterhead.hpp"

#include "base/text.hpp"

namespace motcua::identity {

print::Letterhead letterhead(const UnitTree& tree, UnitId superior, UnitId office, std::string number, Day date) {
  print::Letterhead head;
  head.superior = to_upper(tree.name(superior, date));
  // The official lay-out: the kind of the body, below it the place.
  for (const std::string_view kind : {"ỦY BAN NHÂN DÂN ", "UỶ BAN NHÂN DÂN "})
    if (head.superior.starts_with(kind)) head.superior[kind.size() - 1] = '\n';
  head.office = to_upper(tree.name(office, date));
  head.number = std::move(number);
  head.place = place_before_date(tree, office, date);
  head.date = date;
  return head;
}

std::string place_before_date(const UnitTree& tree, UnitId unit, Day day) {
  const std::string_view place = tree.name(tree.territory(unit, day).value_or(unit), day);
  // Nghị định 30/2020/NĐ-CP keeps the kind before a number, and in the name of this one city.
  if (place == "Thành phố Hồ Chí Minh") return std::string(place);
  for (const std::string_view kind : {"Xã ", "Phường ", "Thị trấn ", "Đặc khu ", "Huyện ", "Quận ", "Thị xã ", "Thành phố ", "Tỉnh "})
    if (place.starts_with(kind)) {
      const auto bare = place.substr(kind.size());
      return std::string(!bare.empty() && bare.front() >= '0' && bare.front() <= '9' ? place : bare);
    }
  return std::string(place);
}

UnitId committee_above(const UnitTree& tree, UnitId unit, Day day) {
  auto line = tree.ancestors(unit, day);
  line.insert(line.begin(), unit);
  for (const auto u : line) {
    if (tree.kind(u, day) == UnitKind::committee) return u;
    for (const auto child : tree.children(u, day))
      if (tree.kind(child, day) == UnitKind::committee) return child;
  }
  return unit;
}

UnitId desk_of(const UnitTree& tree, UnitId unit, Day day) {
  const auto is_desk = [&](UnitId u) { return tree.exists(u, day) && tree.kind(u, day) == UnitKind::one_stop; };
  if (is_desk(unit)) return unit;
  for (const auto u : tree.within(committee_above(tree, unit, day), day))
    if (is_desk(u)) return u;
  return {};
}

}  // namespace motcua::identity
