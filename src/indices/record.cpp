#include "indices/record.hpp"

#include <fmt/core.h>

#include <set>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "indices/store.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> indices_migrations();
}

namespace motcua::indices {

store::MigrationSet migrations() { return {"indices", embedded::indices_migrations()}; }

Status record(store::Tx& tx, const Ground& g, const Actor& actor, std::string_view object, std::int64_t id, std::int64_t version,
              std::string_view kind, std::string_view about) {
  const auto now = g.clock.now();
  JsonWriter payload;
  payload.begin_object();
  if (!about.empty()) payload.field("about", about);
  payload.field("content", web::sha256_hex(table::content_of(tx, object, id))).end_object();
  const auto text = payload.take();
  TRY_VOID(store::append(tx,
                         {.object = object,
                          .object_id = id,
                          .at = now,
                          .recorded_at = now,
                          .actor = actor.account().value,
                          .unit = actor.acting_unit().value,
                          .kind = kind,
                          .payload = text},
                         version));
  return {};
}

namespace {
std::optional<std::string> check(store::ReadTx& tx, std::string_view object) {
  std::set<std::int64_t> seen;
  auto broken = store::replay(tx, object, [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
    seen.insert(id);
    const auto content = table::content_of(tx, object, id);
    if (content.empty()) return fmt::format("bảng {}, dòng {}: có nhật ký nhưng không còn dòng", object, id);
    const auto told = Json::parse(rows.back().payload);
    const auto digest = told ? (*told)["content"].text() : std::nullopt;
    const bool same = digest && *digest == web::sha256_hex(content) && table::version_of(tx, object, id) == rows.back().seq;
    return same ? std::nullopt : std::optional(fmt::format("bảng {}, dòng {}: khác nhật ký", object, id));
  });
  for (const auto id : table::ids_of(tx, object))
    if (!broken && !seen.contains(id)) broken = fmt::format("bảng {}, dòng {}: không có nhật ký", object, id);
  return broken;
}
}  // namespace

std::vector<store::Verifier> verifiers() {
  std::vector<store::Verifier> all;
  for (const auto object : table::objects()) all.push_back({object, [object](store::ReadTx& tx) { return check(tx, object); }});
  return all;
}

}  // namespace motcua::indices
