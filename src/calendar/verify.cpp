#include "calendar/verify.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "calendar/store.hpp"

namespace motcua::calendar {

namespace {
using Broken = std::optional<std::string>;
using Rows = std::span<const store::JournalRow>;

std::string text_of(const Json& member) {
  JsonWriter out;
  member.write(out);
  return out.take();
}

// The row as its journal tells it: what the first row said, and what was done to it since.
struct Told {
  std::string payload;
  std::optional<Instant> withdrawn_at;
};
Told tell(Rows rows) {
  Told told;
  told.payload = rows.front().payload;
  for (const auto& row : rows) {
    if (row.kind == "calendar.exception_withdrawn" || row.kind == "calendar.weekday_withdrawn") told.withdrawn_at = row.at;
    if (row.kind != "calendar.weekday_ended") continue;
    const auto ended = Json::parse(row.payload), before = Json::parse(told.payload);
    if (!ended || !before) continue;
    // An ended rule says its new last day where it said the old one.
    const auto old = "\"valid_to\":" + text_of((*before)["valid_to"]);
    if (const auto at = told.payload.find(old); at != std::string::npos)
      told.payload.replace(at, old.size(), "\"valid_to\":" + text_of((*ended)["valid_to"]));
  }
  return told;
}

Broken check(store::ReadTx& tx, std::string_view object, const std::vector<rows::Kept>& kept) {
  std::set<std::int64_t> seen;
  auto broken = store::replay(tx, object, [&](std::int64_t id, Rows journal) -> Broken {
    seen.insert(id);
    const auto found = std::ranges::lower_bound(kept, id, {}, &rows::Kept::id);
    if (found == kept.end() || found->id != id) return fmt::format("bảng {}, dòng {}: có nhật ký nhưng không còn dòng", object, id);
    const auto told = tell(journal);
    const auto& first = journal.front();
    const bool same = found->payload == told.payload && found->withdrawn_at == told.withdrawn_at &&
                      (!found->created || (found->created->at == first.recorded_at && found->created->by == first.actor)) &&
                      (!found->version || *found->version == journal.back().seq);
    return same ? Broken{} : fmt::format("bảng {}, dòng {}: khác nhật ký", object, id);
  });
  for (const auto& row : kept)
    if (!broken && !seen.contains(row.id)) broken = fmt::format("bảng {}, dòng {}: không có nhật ký", object, row.id);
  return broken;
}

Broken check_exceptions(store::ReadTx& tx) { return check(tx, "calendar_exception", rows::kept_exceptions(tx)); }
Broken check_sessions(store::ReadTx& tx) { return check(tx, "calendar_session", rows::kept_sessions(tx)); }
Broken check_decisions(store::ReadTx& tx) { return check(tx, "calendar_decision", rows::kept_decisions(tx)); }
}  // namespace

std::vector<store::Verifier> verifiers() {
  return {{"calendar.days", check_exceptions}, {"calendar.weekdays", check_sessions}, {"calendar.decisions", check_decisions}};
}

}  // namespace motcua::calendar
