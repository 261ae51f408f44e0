#include "dossier/store_links.hpp"
#include "store/lists.hpp"

#include <fmt/core.h>

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define LINK_COLUMNS \
  "l.id, l.version, l.code, l.form_id, l.ordered, l.received_unit, l.applicant_name, l.received_at, l.received_name, l.promised_at"
MOTCUA_SQL(kInsertLink,
           "INSERT INTO dossier_link (id, version, code, form_id, ordered, received_unit, applicant_name, received_at, received_name, "
           "promised_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kInsertLeg,
           "INSERT INTO dossier_link_leg (link, seq, dossier, agency, basis, determined_name, determined_at, planned_start, planned_due) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kSaveLink, "UPDATE dossier_link SET version = $3, promised_at = $4 WHERE id = $1 AND version = $2");
MOTCUA_SQL(kSaveLeg,
           "UPDATE dossier_link_leg SET agency = $3, basis = $4, determined_name = $5, determined_at = $6 WHERE link = $1 AND seq = $2");
MOTCUA_SQL(kLinkByCode, "SELECT " LINK_COLUMNS " FROM dossier_link l WHERE l.code = $1");
MOTCUA_SQL(kLinkById, "SELECT " LINK_COLUMNS " FROM dossier_link l WHERE l.id = $1");
MOTCUA_SQL(kLinkByForm, "SELECT " LINK_COLUMNS " FROM dossier_link l WHERE l.form_id = $1");
MOTCUA_SQL(kAllLinks, "SELECT " LINK_COLUMNS " FROM dossier_link l ORDER BY l.id");
#define LEG_COLUMNS "seq, dossier, agency, basis, determined_name, determined_at, planned_start, planned_due"
MOTCUA_SQL(kLegs, "SELECT " LEG_COLUMNS " FROM dossier_link_leg WHERE link = $1 ORDER BY seq");
MOTCUA_SQL(kLegOf, "SELECT " LEG_COLUMNS ", link FROM dossier_link_leg WHERE dossier = $1");
MOTCUA_SQL(kSetElsewhere, "UPDATE dossier_case SET elsewhere = $2 WHERE id = $1");
MOTCUA_SQL(kInsertRoute,
           "INSERT INTO dossier_route (id, procedure_code, scope, agency, valid_from, basis, made_name, made_at) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8)");
#define ROUTE_COLUMNS "id, procedure_code, scope, agency, valid_from, basis, made_name, made_at"
MOTCUA_SQL(kRoutes, "SELECT " ROUTE_COLUMNS
                    " FROM dossier_route WHERE procedure_code = $1 AND valid_from <= $2 "
                    "ORDER BY valid_from DESC, id DESC");
MOTCUA_SQL(kAllRoutes, "SELECT " ROUTE_COLUMNS " FROM dossier_route ORDER BY id");
MOTCUA_SQL(kLegWithoutLink,
           "SELECT l.id FROM dossier_link l WHERE (SELECT COUNT(*) FROM dossier_link_leg g WHERE g.link = l.id) < 2 LIMIT 1");
MOTCUA_SQL(kForeignCode,
           "SELECT l.id FROM dossier_link l JOIN dossier_link_leg g ON g.link = l.id AND g.seq = 1 JOIN dossier_case c ON c.id = g.dossier "
           "WHERE c.code <> l.code LIMIT 1");

LinkRecord link_from(const Row& r) {
  return {r.i64(0), r.i64(1), r.text(2), r.text(3), r.boolean(4), UnitId{r.i64(5)}, r.text(6), r.instant(7), r.text(8), r.instant(9)};
}
LegRecord leg_from(const Row& r) {
  return {r.i32(0), r.id<DossierTag>(1), UnitId{r.i64(2)}, r.text(3), r.text(4), r.opt_instant(5), r.instant(6), r.instant(7)};
}
RouteRecord route_from(const Row& r) {
  return {r.i64(0), r.text(1), UnitId{r.i64(2)}, UnitId{r.i64(3)}, r.day(4), r.text(5), r.text(6), r.instant(7)};
}
}  // namespace

void insert(Tx& tx, const LinkRecord& l) {
  tx.send(kInsertLink, l.id, l.version, l.code, l.form_id, l.ordered, l.received_unit, l.applicant_name, l.received_at, l.received_by,
          l.promised_at);
}
void insert(Tx& tx, std::int64_t link, const LegRecord& g) {
  tx.send(kInsertLeg, link, g.seq, g.dossier, g.agency, g.basis, g.determined_by, g.determined_at, g.planned_start, g.planned_due);
}
bool save_link(Tx& tx, const LinkRecord& l, std::int64_t old_version) {
  return tx.exec(kSaveLink, l.id, old_version, l.version, l.promised_at) == 1;
}
void save(Tx& tx, std::int64_t link, const LegRecord& g) {
  tx.send(kSaveLeg, link, g.seq, g.agency, g.basis, g.determined_by, g.determined_at);
}
std::optional<LinkRecord> find_link(ReadTx& tx, std::string_view code) { return tx.one<LinkRecord>(kLinkByCode, link_from, code); }
std::optional<LinkRecord> find_link(ReadTx& tx, std::int64_t id) { return tx.one<LinkRecord>(kLinkById, link_from, id); }
std::optional<LinkRecord> find_link_by_form(ReadTx& tx, std::string_view form_id) {
  return tx.one<LinkRecord>(kLinkByForm, link_from, form_id);
}
std::vector<LegRecord> legs_of(ReadTx& tx, std::int64_t link) { return tx.all<LegRecord>(kLegs, leg_from, link); }
std::optional<LinkOf> link_of_dossier(ReadTx& tx, DossierId id) {
  return tx.one<LinkOf>(
      kLegOf,
      [](const Row& r) {
        return LinkOf{r.i64(8), leg_from(r)};
      },
      id);
}
void set_elsewhere(Tx& tx, DossierId id, bool elsewhere) { tx.send(kSetElsewhere, id, elsewhere); }

std::vector<LinkLine> links_at(ReadTx& tx, const std::vector<UnitId>& received_units, int limit) {
  Query q("dossier.links_at",
          "SELECT " LINK_COLUMNS
          ", (SELECT COUNT(*) FROM dossier_link_leg g WHERE g.link = l.id), "
          "(SELECT COUNT(*) FROM dossier_link_leg g JOIN dossier_case c ON c.id = g.dossier WHERE g.link = l.id AND c.running), "
          "(SELECT COUNT(*) FROM dossier_link_leg g WHERE g.link = l.id AND g.agency = 0) FROM dossier_link l WHERE l.id > 0");
  store::add_list(q, " AND l.received_unit IN (", received_units);
  q.add(" ORDER BY l.received_at DESC, l.id DESC LIMIT ?", limit);
  std::vector<LinkLine> lines;
  tx.each(q, [&](const Row& r) { lines.push_back({link_from(r), r.i32(10), r.i32(11), r.i32(12)}); });
  return lines;
}
std::vector<OpenLeg> undetermined_legs(ReadTx& tx, const std::vector<UnitId>& received_units, int limit) {
  Query q("dossier.undetermined_legs",
          "SELECT l.code, g.basis, g.dossier FROM dossier_link_leg g JOIN dossier_link l ON l.id = g.link JOIN dossier_case c ON "
          "c.id = g.dossier WHERE g.agency = 0 AND c.running");
  store::add_list(q, " AND l.received_unit IN (", received_units);
  q.add(" ORDER BY g.link, g.seq LIMIT ?", limit);
  std::vector<OpenLeg> legs;
  tx.each(q, [&](const Row& r) { legs.push_back({r.text(0), r.text(1), r.id<DossierTag>(2)}); });
  return legs;
}

void insert(Tx& tx, const RouteRecord& r) {
  tx.send(kInsertRoute, r.id, r.procedure_code, r.scope, r.agency, r.from, r.basis, r.made_by, r.made_at);
}
std::vector<RouteRecord> routes_of(ReadTx& tx, std::string_view procedure_code, Day day) {
  return tx.all<RouteRecord>(kRoutes, route_from, procedure_code, day);
}
std::vector<RouteRecord> all_routes(ReadTx& tx) { return tx.all<RouteRecord>(kAllRoutes, route_from); }

void each_link(ReadTx& tx, const std::function<bool(const LinkRecord&)>& visit) {
  for (const auto& l : tx.all<LinkRecord>(kAllLinks, link_from))
    if (!visit(l)) return;
}
std::optional<std::string> broken_legs(ReadTx& tx) {
  std::optional<std::string> found;
  tx.each(kLegWithoutLink, [&](const Row& r) { found = fmt::format("dossier_link {}: fewer than two parts", r.i64(0)); });
  if (!found)
    tx.each(kForeignCode, [&](const Row& r) { found = fmt::format("dossier_link {}: its code is not that of its first part", r.i64(0)); });
  return found;
}

}  // namespace motcua::dossier
