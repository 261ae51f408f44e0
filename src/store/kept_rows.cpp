#include "store/kept_rows.hpp"

#include <fmt/core.h>

#include <set>

#include "base/json.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"

namespace motcua::store {

Status append(Tx& tx, const RowChange& c) {
  JsonWriter json;
  json.begin_object().field("by", c.by).field("content", c.content).end_object();
  const auto payload = json.take();
  TRY_VOID(append(tx,
                  {.object = c.object,
                   .object_id = c.id,
                   .at = c.at,
                   .recorded_at = c.at,
                   .actor = c.actor,
                   .unit = c.unit,
                   .kind = c.kind,
                   .payload = payload},
                  c.version));
  return {};
}

std::optional<std::string> check_kept_rows(ReadTx& tx, std::string_view object, const std::vector<std::int64_t>& ids,
                                           const std::function<KeptRow(std::int64_t)>& load) {
  std::set<std::int64_t> left(ids.begin(), ids.end());
  auto broken = replay(tx, object, [&](std::int64_t id, std::span<const JournalRow> rows) -> std::optional<std::string> {
    if (left.erase(id) == 0) return fmt::format("{} {}: there is a journal but no row", object, id);
    const auto json = Json::parse(rows.back().payload);
    const auto now = load(id);
    if (!json || !now || now->first != (*json)["content"].text().value_or("") || now->second != rows.back().seq)
      return fmt::format("{} {}: not what the journal says", object, id);
    return std::nullopt;
  });
  if (!broken && !left.empty()) broken = fmt::format("{} {}: no journal", object, *left.begin());
  return broken;
}

}  // namespace motcua::store
