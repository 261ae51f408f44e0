#include "post/store.hpp"

#include <fmt/core.h>

#include <array>

#include "base/json.hpp"
#include "store/lists.hpp"
#include "web/crypto.hpp"

namespace motcua::post {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define SLIP_COLUMNS                                                                                                                \
  "id, version, direction, unit, year, number, state, clerk, clerk_name, made_at, dossier, code, procedure_code, procedure_name, "  \
  "person_name, person_address, person_phone, papers, content, fee_taken, fee_paper, waybill, scheme, protocol, reason, receiver, " \
  "ended_at"
MOTCUA_SQL(
    kPutSlip,
    "INSERT INTO post_slip (" SLIP_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, "
    "$26, $27) ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, dossier = excluded.dossier, code = "
    "excluded.code, protocol = excluded.protocol, reason = excluded.reason, receiver = excluded.receiver, ended_at = "
    "excluded.ended_at");
MOTCUA_SQL(kSlip, "SELECT " SLIP_COLUMNS " FROM post_slip WHERE id = $1");
MOTCUA_SQL(kSlipsOf, "SELECT " SLIP_COLUMNS " FROM post_slip WHERE protocol = $1 ORDER BY id");
MOTCUA_SQL(kSlipsOfDossier, "SELECT " SLIP_COLUMNS " FROM post_slip WHERE dossier = $1 ORDER BY id");
MOTCUA_SQL(kFeesTaken,
           "SELECT count(*), CAST(coalesce(sum(fee_taken), 0) AS BIGINT) FROM post_slip WHERE unit = $1 AND direction = 'in' AND fee_taken "
           "> 0 AND made_at >= "
           "$2 AND made_at < $3");
#define PROTOCOL_COLUMNS "id, version, direction, unit, year, number, made_at, giver, giver_name, signed_at, taker, taker_name, note"
MOTCUA_SQL(kPutProtocol,
           "INSERT INTO post_protocol (" PROTOCOL_COLUMNS
           ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO UPDATE SET version = excluded.version, "
           "signed_at = excluded.signed_at, taker = excluded.taker, taker_name = excluded.taker_name, note = excluded.note");
MOTCUA_SQL(kProtocol, "SELECT " PROTOCOL_COLUMNS " FROM post_protocol WHERE id = $1");
#define SCHEME_COLUMNS "id, unit, name, valid_from, valid_to, cost, source, set_by_name"
MOTCUA_SQL(kInsertScheme, "INSERT INTO post_scheme (" SCHEME_COLUMNS ", set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kSchemes, "SELECT " SCHEME_COLUMNS " FROM post_scheme WHERE unit = $1 ORDER BY valid_from DESC, id DESC");
MOTCUA_SQL(kScheme, "SELECT " SCHEME_COLUMNS ", set_at, set_by FROM post_scheme WHERE id = $1");
MOTCUA_SQL(kSchemeCounts,
           "SELECT scheme, count(*), count(CASE WHEN state = 'delivered' THEN 1 END), count(CASE WHEN state IN ('undelivered', 'back', "
           "'resent', 'fetched') "
           "THEN 1 END), "
           "count(CASE WHEN state IN ('handed', 'on_way') THEN 1 END) FROM post_slip WHERE scheme <> 0 AND unit = $1 GROUP BY scheme");
#define READY_COLUMNS "f.dossier, f.code, f.procedure_name, f.return_address, f.done_at, f.fin_state, f.waybill"
MOTCUA_SQL(
    kReady,
    "SELECT " READY_COLUMNS
    ", 0 AS back, 'settled' AS why FROM dossier_v_folder AS f WHERE f.received_unit = $1 AND f.biz_state IN ('done', "
    "'refused_result') AND f.return_method = 'post' UNION ALL SELECT " READY_COLUMNS
    ", 0, 'returned' FROM dossier_v_folder AS f WHERE f.received_unit = $1 AND f.delivery_state = 'in_post' AND NOT EXISTS (SELECT 1 "
    "FROM post_slip AS s WHERE s.dossier = f.dossier AND s.direction = 'out') UNION ALL SELECT " READY_COLUMNS
    ", s.id, 'back' FROM post_slip AS s JOIN dossier_v_folder AS f ON f.dossier = s.dossier WHERE s.unit = $1 AND s.direction = 'out' "
    "AND s.state = 'back' ORDER BY done_at, dossier LIMIT 200");
MOTCUA_SQL(kSlipIds, "SELECT id FROM post_slip ORDER BY id");
MOTCUA_SQL(kProtocolIds, "SELECT id FROM post_protocol ORDER BY id");
MOTCUA_SQL(kSchemeIds, "SELECT id FROM post_scheme ORDER BY id");
MOTCUA_SQL(kCountIds, "SELECT id FROM post_count ORDER BY id");
MOTCUA_SQL(kAlarmIds, "SELECT id FROM post_alarm ORDER BY id");
MOTCUA_SQL(
    kSlipGap,
    "SELECT 'post_slip', unit FROM post_slip GROUP BY direction, unit, year HAVING min(number) <> 1 OR max(number) <> count(*) UNION "
    "ALL SELECT 'post_protocol', unit FROM post_protocol GROUP BY direction, unit, year HAVING min(number) <> 1 OR max(number) <> "
    "count(*) LIMIT 1");

constexpr std::array<std::string_view, 2> kDirections{"in", "out"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kStates{{{"waiting", "Chờ giao cho Bộ phận Một cửa"},
                                                                                 {"handed", "Đã giao, chờ ký nhận"},
                                                                                 {"accepted", "Đã tiếp nhận"},
                                                                                 {"sent_back", "Trả lại bưu điện"},
                                                                                 {"on_way", "Bưu điện đang giao"},
                                                                                 {"delivered", "Đã phát"},
                                                                                 {"undelivered", "Không phát được, bưu điện giữ"},
                                                                                 {"back", "Không phát được, đã về quầy"},
                                                                                 {"resent", "Không phát được, đã gửi lại"},
                                                                                 {"fetched", "Người nhận đến quầy nhận"}}};
bool has_ended(SlipState s) {
  return s == SlipState::accepted || s == SlipState::sent_back || s == SlipState::delivered || s == SlipState::resent ||
         s == SlipState::fetched;
}
Direction direction_from(std::string_view w) { return w == kDirections[1] ? Direction::out : Direction::in; }
SlipState state_from(std::string_view w) {
  for (std::size_t i = 0; i < kStates.size(); ++i)
    if (kStates[i].first == w) return static_cast<SlipState>(i);
  throw BrokenInvariant("state of a postal slip");
}

Slip slip_from(const Row& r) {
  Slip s;
  int i = 0;
  s.id = r.id<SlipTag>(i++);
  s.version = r.i64(i++);
  s.direction = direction_from(r.view(i++));
  s.unit = r.id<identity::UnitTag>(i++);
  s.year = r.i32(i++);
  s.number = r.i64(i++);
  s.state = state_from(r.view(i++));
  s.clerk = r.i64(i++);
  s.clerk_name = r.text(i++);
  s.made_at = r.instant(i++);
  s.dossier = r.id<dossier::DossierTag>(i++);
  s.code = r.text(i++);
  s.procedure_code = r.text(i++);
  s.procedure_name = r.text(i++);
  s.person_name = r.text(i++);
  s.person_address = r.text(i++);
  s.person_phone = r.text(i++);
  s.papers = r.text(i++);
  s.content = r.text(i++);
  s.fee_taken = Dong{r.i64(i++)};
  s.fee_paper = r.text(i++);
  s.waybill = r.text(i++);
  s.scheme = r.id<SchemeTag>(i++);
  s.protocol = r.id<ProtocolTag>(i++);
  s.reason = r.text(i++);
  s.receiver = r.text(i++);
  s.ended_at = r.opt_instant(i++);
  return s;
}

Protocol protocol_from(const Row& r) {
  Protocol p;
  int i = 0;
  p.id = r.id<ProtocolTag>(i++);
  p.version = r.i64(i++);
  p.direction = direction_from(r.view(i++));
  p.unit = r.id<identity::UnitTag>(i++);
  p.year = r.i32(i++);
  p.number = r.i64(i++);
  p.made_at = r.instant(i++);
  p.giver = r.i64(i++);
  p.giver_name = r.text(i++);
  p.signed_at = r.opt_instant(i++);
  p.taker = r.i64(i++);
  p.taker_name = r.text(i++);
  p.note = r.text(i++);
  return p;
}

Scheme scheme_from(const Row& r) {
  return {r.id<SchemeTag>(0), r.id<identity::UnitTag>(1), r.text(2), r.day(3), r.opt_day(4), Dong{r.i64(5)}, r.text(6), r.text(7)};
}

void put_moment(JsonWriter& j, const std::optional<Instant>& t) { j.value(t ? std::optional(to_us(*t)) : std::nullopt); }
std::int64_t id_from(const Row& r) { return r.i64(0); }
}  // namespace

std::string_view word(Direction d) { return kDirections.at(static_cast<std::size_t>(d)); }
std::string_view word(SlipState s) { return kStates.at(static_cast<std::size_t>(s)).first; }
std::string_view label(SlipState s) { return kStates.at(static_cast<std::size_t>(s)).second; }
std::string Slip::written_number() const { return fmt::format("{}/{}", number, year); }
std::string Protocol::written_number() const { return fmt::format("{}/{}", number, year); }

void put(Tx& tx, const Slip& s) {
  tx.send(kPutSlip, s.id, s.version, word(s.direction), s.unit, s.year, s.number, word(s.state), s.clerk, s.clerk_name, s.made_at,
          s.dossier, s.code, s.procedure_code, s.procedure_name, s.person_name, s.person_address, s.person_phone, s.papers, s.content,
          s.fee_taken.value, s.fee_paper, s.waybill, s.scheme, s.protocol, s.reason, s.receiver, s.ended_at);
}
std::optional<Slip> find_slip(ReadTx& tx, SlipId id) { return tx.one<Slip>(kSlip, slip_from, id); }
std::vector<Slip> slips_of(ReadTx& tx, ProtocolId id) { return tx.all<Slip>(kSlipsOf, slip_from, id); }
std::vector<Slip> slips_of(ReadTx& tx, DossierId id) { return tx.all<Slip>(kSlipsOfDossier, slip_from, id); }
FeesTaken fees_of(ReadTx& tx, UnitId unit, Instant from, Instant to) {
  return tx
      .one<FeesTaken>(
          kFeesTaken,
          [](const Row& r) {
            return FeesTaken{r.i32(0), Dong{r.i64(1)}};
          },
          unit, from, to)
      .value_or(FeesTaken{});
}
std::vector<Slip> slips_in(ReadTx& tx, const std::vector<UnitId>& units, Direction d, SlipState s, int limit) {
  Query q{"post.slips", "SELECT " SLIP_COLUMNS " FROM post_slip WHERE TRUE"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" AND direction = ? AND state = ?", word(d), word(s));
  if (has_ended(s))
    q.add(" ORDER BY made_at DESC, id DESC LIMIT ?", limit);
  else
    q.add(" ORDER BY made_at, id LIMIT ?", limit);
  std::vector<Slip> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(slip_from(r)); });
  return rows;
}

void put(Tx& tx, const Protocol& p) {
  tx.send(kPutProtocol, p.id, p.version, word(p.direction), p.unit, p.year, p.number, p.made_at, p.giver, p.giver_name, p.signed_at,
          p.taker, p.taker_name, p.note);
}
std::optional<Protocol> find_protocol(ReadTx& tx, ProtocolId id) { return tx.one<Protocol>(kProtocol, protocol_from, id); }
std::vector<Protocol> newest_protocols(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  Query q{"post.protocols", "SELECT " PROTOCOL_COLUMNS " FROM post_protocol WHERE TRUE"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY made_at DESC, id DESC LIMIT ?", limit);
  std::vector<Protocol> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(protocol_from(r)); });
  return rows;
}

std::vector<Protocol> open_protocols(ReadTx& tx, const std::vector<UnitId>& units, Direction d) {
  Query q{"post.open_protocols",
          "SELECT " PROTOCOL_COLUMNS " FROM post_protocol WHERE id IN (SELECT protocol FROM post_slip WHERE state = 'handed'"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" AND direction = ?) ORDER BY made_at, id LIMIT 200", word(d));
  std::vector<Protocol> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(protocol_from(r)); });
  return rows;
}

void insert(Tx& tx, const Scheme& s, Instant at, std::int64_t by) {
  tx.send(kInsertScheme, s.id, s.unit, s.name, s.valid_from, s.valid_to, s.cost.value, s.source, s.set_by_name, at, by);
}
std::vector<Scheme> schemes_of(ReadTx& tx, UnitId unit) { return tx.all<Scheme>(kSchemes, scheme_from, unit); }
std::vector<SchemeCount> scheme_counts(ReadTx& tx, UnitId unit) {
  std::vector<SchemeCount> counts;
  for (auto& s : schemes_of(tx, unit)) counts.push_back({std::move(s)});
  tx.each(
      kSchemeCounts,
      [&](const Row& r) {
        for (auto& c : counts)
          if (c.scheme.id.value == r.i64(0)) {
            c.sent = r.i32(1);
            c.delivered = r.i32(2);
            c.undelivered = r.i32(3);
            c.on_way = r.i32(4);
            c.cost = c.scheme.cost * (c.delivered + c.undelivered);
          }
      },
      unit);
  return counts;
}

std::vector<ReadyRow> ready_to_send(ReadTx& tx, UnitId unit) {
  return tx.all<ReadyRow>(
      kReady,
      [](const Row& r) {
        ReadyRow row;
        row.dossier = r.id<dossier::DossierTag>(0);
        row.code = r.text(1);
        row.procedure_name = r.text(2);
        row.address = r.text(3);
        row.since = r.instant(4);
        row.fee_due = r.view(5) == "due";
        row.back = r.id<SlipTag>(7);
        row.returned = r.view(8) == "returned";
        if (row.returned) row.waybill = r.text(6);
        return row;
      },
      unit);
}

// ---- digests ----

std::string content_of(const Slip& s) {
  JsonWriter j;
  j.begin_array().value(s.id.value).value(s.version).value(word(s.direction)).value(s.unit.value).value(s.year).value(s.number);
  j.value(word(s.state)).value(s.clerk).value(s.clerk_name).value(to_us(s.made_at)).value(s.dossier.value).value(s.code);
  j.value(s.procedure_code).value(s.procedure_name).value(s.person_name).value(s.person_address).value(s.person_phone).value(s.papers);
  j.value(s.content).value(s.fee_taken.value).value(s.fee_paper).value(s.waybill).value(s.scheme.value).value(s.protocol.value);
  j.value(s.reason).value(s.receiver);
  put_moment(j, s.ended_at);
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(const Protocol& p) {
  JsonWriter j;
  j.begin_array().value(p.id.value).value(p.version).value(word(p.direction)).value(p.unit.value).value(p.year).value(p.number);
  j.value(to_us(p.made_at)).value(p.giver).value(p.giver_name);
  put_moment(j, p.signed_at);
  return web::sha256_hex(j.value(p.taker).value(p.taker_name).value(p.note).end_array().take());
}
std::string content_of(const Scheme& s, Instant at, std::int64_t by) {
  JsonWriter j;
  j.begin_array().value(s.id.value).value(s.unit.value).value(s.name).value(to_number(s.valid_from));
  j.value(s.valid_to ? std::optional(to_number(*s.valid_to)) : std::nullopt).value(s.cost.value).value(s.source).value(s.set_by_name);
  return web::sha256_hex(j.value(to_us(at)).value(by).end_array().take());
}

std::vector<std::int64_t> ids_of(ReadTx& tx, std::string_view table) {
  if (table == "post_slip") return tx.all<std::int64_t>(kSlipIds, id_from);
  if (table == "post_protocol") return tx.all<std::int64_t>(kProtocolIds, id_from);
  if (table == "post_scheme") return tx.all<std::int64_t>(kSchemeIds, id_from);
  if (table == "post_count") return tx.all<std::int64_t>(kCountIds, id_from);
  return tx.all<std::int64_t>(kAlarmIds, id_from);
}
store::KeptRow kept_scheme(ReadTx& tx, std::int64_t id) {
  return tx.one<std::pair<std::string, std::int64_t>>(
      kScheme, [](const Row& r) { return std::pair(content_of(scheme_from(r), r.instant(8), r.i64(9)), std::int64_t{1}); }, id);
}
std::optional<std::string> number_gap(ReadTx& tx) {
  return tx.one<std::string>(kSlipGap,
                             [](const Row& r) { return fmt::format("{} of unit {}: numbers are not dense", r.view(0), r.i64(1)); });
}

}  // namespace motcua::post
