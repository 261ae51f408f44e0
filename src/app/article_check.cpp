#include "app/article_check.hpp"

#include <algorithm>

#include "app/desk_services.hpp"
#include "portal/boards.hpp"
#include "reform/articles.hpp"
#include "reform/services.hpp"

namespace motcua::app {

using reports::ArticleFigure;
using reports::Measured;

namespace {
std::vector<identity::UnitId> units_of(Services& s, const ArticleFigure& f) {
  return s.identity.tree()->within(s.identity.tree()->by_key(f.unit), reports::period_from(f.period).value().to);
}
// Minutes that were promised at the place: the fewest, or the most.
std::optional<Measured> promised(Services& s, const ArticleFigure& f, bool most) {
  DeskServices desk(s);
  std::optional<int> found;
  for (const auto unit : units_of(s, f))
    for (const auto& p : desk.visits.promises(unit))
      if (p.minutes > 0) found = !found ? p.minutes : most ? std::max(*found, p.minutes) : std::min(*found, p.minutes);
  if (!found) return std::nullopt;
  return Measured{*found * std::int64_t{100}, "/khong-hen"};
}
std::optional<Measured> boards(Services& s, const ArticleFigure& f) {
  const auto n = s.db->read([&](store::ReadTx& tx) { return portal::boards_hung(tx, units_of(s, f)); });
  if (n == 0) return std::nullopt;
  return Measured{n * 100, "/quan-tri/bang-ma"};
}
}  // namespace

reports::ArticleCheck reform_article_check(Services& services) {
  auto check = reform::article_check(services.reform.services());
  check.measures.push_back({"promised_minutes_least", [&services](const ArticleFigure& f) { return promised(services, f, false); }});
  check.measures.push_back({"promised_minutes_most", [&services](const ArticleFigure& f) { return promised(services, f, true); }});
  check.measures.push_back({"qr_boards", [&services](const ArticleFigure& f) { return boards(services, f); }});
  return check;
}

}  // namespace motcua::app
