// Folders by the record, counts and alarms.
#include "base/json.hpp"
#include "post/store.hpp"
#include "store/lists.hpp"
#include "web/crypto.hpp"

namespace motcua::post {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define FOLDER_COLUMNS \
  "dossier, code, procedure_name, holder_unit, holder_name, from_unit, from_name, to_unit, to_name, given_at, taken_at, biz_state"
// The giving side answers for a folder until the other side confirms; a result the post brought back lies at the desk again.
MOTCUA_SQL(
    kFolders,
    "SELECT " FOLDER_COLUMNS
    " FROM dossier_v_folder WHERE holder_unit = $1 AND running AND taken_at IS NOT NULL AND channel IN ('counter', 'post') UNION ALL "
    "SELECT " FOLDER_COLUMNS
    " FROM dossier_v_folder WHERE received_unit = $1 AND holder_unit = $1 AND biz_state IN ('done', 'refused_result') AND taken_at IS "
    "NOT NULL AND channel IN ('counter', 'post') UNION ALL SELECT " FOLDER_COLUMNS
    " FROM dossier_v_folder WHERE from_unit = $1 AND taken_at IS NULL AND (running OR biz_state IN ('done', 'refused_result')) AND "
    "channel IN ('counter', 'post') UNION ALL SELECT " FOLDER_COLUMNS
    " FROM dossier_v_folder WHERE dossier IN (SELECT s.dossier FROM post_slip AS s WHERE s.unit = $1 AND s.direction = 'out' AND "
    "s.state = 'back') ORDER BY given_at, dossier LIMIT $2");
MOTCUA_SQL(
    kFoldersAfter,
    "SELECT " FOLDER_COLUMNS
    " FROM dossier_v_folder WHERE received_unit = $2 AND holder_unit = $1 AND biz_state IN ('done', 'refused_result') AND taken_at IS "
    "NOT NULL AND channel IN ('counter', 'post') UNION ALL SELECT " FOLDER_COLUMNS
    " FROM dossier_v_folder WHERE dossier IN (SELECT s.dossier FROM post_slip AS s WHERE s.unit = $2 AND s.direction = 'out' AND "
    "s.state = 'back') ORDER BY given_at, dossier LIMIT $3");
MOTCUA_SQL(kFolder, "SELECT " FOLDER_COLUMNS " FROM dossier_v_folder WHERE code = $1");
MOTCUA_SQL(
    kInsertCount,
    "INSERT INTO post_count (id, unit, counted_at, counted_by, counted_by_name, expected, seen) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kCounts,
           "SELECT id, unit, counted_at, counted_by, counted_by_name, expected, seen FROM post_count WHERE unit = $1 ORDER BY counted_at "
           "DESC, id DESC LIMIT $2");
MOTCUA_SQL(kCount, "SELECT id, unit, counted_at, counted_by, counted_by_name, expected, seen FROM post_count WHERE id = $1");
#define ALARM_COLUMNS "id, version, count_id, unit, dossier, code, kind, holder_words, raised_at, ended_at, ended_by_name, ending"
MOTCUA_SQL(kPutAlarm,
           "INSERT INTO post_alarm (" ALARM_COLUMNS
           ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO UPDATE SET version = excluded.version, "
           "ended_at = excluded.ended_at, ended_by_name = excluded.ended_by_name, ending = excluded.ending");
MOTCUA_SQL(kAlarmsOf, "SELECT " ALARM_COLUMNS " FROM post_alarm WHERE dossier = $1 ORDER BY raised_at, id");
MOTCUA_SQL(kAlarm, "SELECT " ALARM_COLUMNS " FROM post_alarm WHERE id = $1");

Folder folder_from(const Row& r) {
  Folder f;
  f.dossier = r.id<dossier::DossierTag>(0);
  f.code = r.text(1);
  f.procedure_name = r.text(2);
  f.on_way = r.is_null(10);
  f.holder_unit = f.on_way ? r.id<identity::UnitTag>(5) : r.id<identity::UnitTag>(3);
  f.holder_name = f.on_way ? r.text(6) : r.text(4);
  if (f.on_way) f.to_unit = r.id<identity::UnitTag>(7);
  f.since = r.opt_instant(10).value_or(r.instant(9));
  f.done = r.view(11) == "done" || r.view(11) == "refused_result";
  return f;
}
Count count_from(const Row& r) { return {r.i64(0), r.id<identity::UnitTag>(1), r.instant(2), r.i64(3), r.text(4), r.i32(5), r.i32(6)}; }
Alarm alarm_from(const Row& r) {
  Alarm a;
  a.id = r.id<AlarmTag>(0);
  a.version = r.i64(1);
  a.count = r.i64(2);
  a.unit = r.id<identity::UnitTag>(3);
  a.dossier = r.id<dossier::DossierTag>(4);
  a.code = r.text(5);
  a.missing = r.view(6) == "missing";
  a.holder_words = r.text(7);
  a.raised_at = r.instant(8);
  a.ended_at = r.opt_instant(9);
  a.ended_by_name = r.text(10);
  a.ending = r.text(11);
  return a;
}
}  // namespace

std::vector<Folder> folders_of(ReadTx& tx, UnitId unit, int limit) { return tx.all<Folder>(kFolders, folder_from, unit, limit); }
std::vector<Folder> folders_after(ReadTx& tx, UnitId unit, UnitId ended, int limit) {
  return tx.all<Folder>(kFoldersAfter, folder_from, unit, ended, limit);
}
std::optional<Folder> folder_of(ReadTx& tx, std::string_view code) { return tx.one<Folder>(kFolder, folder_from, code); }

void insert(Tx& tx, const Count& c) {
  tx.send(kInsertCount, c.id, c.unit, c.counted_at, c.counted_by, c.counted_by_name, c.expected, c.seen);
}
std::vector<Count> counts_of(ReadTx& tx, UnitId unit, int limit) { return tx.all<Count>(kCounts, count_from, unit, limit); }

void put(Tx& tx, const Alarm& a) {
  tx.send(kPutAlarm, a.id, a.version, a.count, a.unit, a.dossier, a.code, a.missing ? "missing" : "elsewhere", a.holder_words, a.raised_at,
          a.ended_at, a.ended_by_name, a.ending);
}
std::vector<Alarm> alarms_of(ReadTx& tx, DossierId id) { return tx.all<Alarm>(kAlarmsOf, alarm_from, id); }
std::optional<Alarm> find_alarm(ReadTx& tx, AlarmId id) { return tx.one<Alarm>(kAlarm, alarm_from, id); }
std::vector<Alarm> open_alarms(ReadTx& tx, const std::vector<UnitId>& units) {
  Query q{"post.alarms", "SELECT " ALARM_COLUMNS " FROM post_alarm WHERE ended_at IS NULL"};
  store::add_list(q, " AND unit IN (", units).add(" ORDER BY raised_at, id LIMIT 500");
  std::vector<Alarm> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(alarm_from(r)); });
  return rows;
}

int count_open_alarms(ReadTx& tx, const std::vector<UnitId>& units) {
  Query q{"post.count_alarms", "SELECT COUNT(*) FROM post_alarm WHERE ended_at IS NULL"};
  store::add_list(q, " AND unit IN (", units);
  int count = 0;
  tx.each(q, [&](const Row& r) { count = r.i32(0); });
  return count;
}

std::string content_of(const Count& c) {
  JsonWriter j;
  j.begin_array().value(c.id).value(c.unit.value).value(to_us(c.counted_at)).value(c.counted_by).value(c.counted_by_name);
  return web::sha256_hex(j.value(c.expected).value(c.seen).end_array().take());
}
std::string content_of(const Alarm& a) {
  JsonWriter j;
  j.begin_array()
      .value(a.id.value)
      .value(a.version)
      .value(a.count)
      .value(a.unit.value)
      .value(a.dossier.value)
      .value(a.code)
      .value(a.missing);
  j.value(a.holder_words).value(to_us(a.raised_at)).value(a.ended_at ? std::optional(to_us(*a.ended_at)) : std::nullopt);
  return web::sha256_hex(j.value(a.ended_by_name).value(a.ending).end_array().take());
}
store::KeptRow kept_count(ReadTx& tx, std::int64_t id) {
  return tx.one<std::pair<std::string, std::int64_t>>(
      kCount, [](const Row& r) { return std::pair(content_of(count_from(r)), std::int64_t{1}); }, id);
}

}  // namespace motcua::post
