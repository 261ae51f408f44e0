// SQL ↔ types of linked cases. Private.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/store.hpp"

namespace motcua::dossier {

struct LinkRecord {
  std::int64_t id = 0, version = 0;
  std::string code, form_id;
  bool ordered = true;
  UnitId received_unit;
  std::string applicant_name;
  Instant received_at;
  std::string received_by;
  Instant promised_at;
};
struct LegRecord {
  int seq = 0;
  DossierId dossier;
  UnitId agency;
  std::string basis, determined_by;
  std::optional<Instant> determined_at;
  Instant planned_start, planned_due;
};

void insert(store::Tx& tx, const LinkRecord& l);
void insert(store::Tx& tx, std::int64_t link, const LegRecord& leg);
bool save_link(store::Tx& tx, const LinkRecord& l, std::int64_t old_version);  // version and promise
void save(store::Tx& tx, std::int64_t link, const LegRecord& leg);             // agency, why, who
std::optional<LinkRecord> find_link(store::ReadTx& tx, std::string_view code);
std::optional<LinkRecord> find_link(store::ReadTx& tx, std::int64_t id);
std::optional<LinkRecord> find_link_by_form(store::ReadTx& tx, std::string_view form_id);
std::vector<LegRecord> legs_of(store::ReadTx& tx, std::int64_t link);
struct LinkOf {
  std::int64_t link = 0;
  LegRecord leg;
};
std::optional<LinkOf> link_of_dossier(store::ReadTx& tx, DossierId id);
void set_elsewhere(store::Tx& tx, DossierId id, bool elsewhere);

struct LinkLine {
  LinkRecord link;
  int parts = 0, running = 0, undetermined = 0;
};
std::vector<LinkLine> links_at(store::ReadTx& tx, const std::vector<UnitId>& received_units, int limit);  // newest first
struct OpenLeg {
  std::string link_code, basis;
  DossierId dossier;
};
std::vector<OpenLeg> undetermined_legs(store::ReadTx& tx, const std::vector<UnitId>& received_units, int limit);  // oldest first

struct RouteRecord {
  std::int64_t id = 0;
  std::string procedure_code;
  UnitId scope, agency;
  Day from{};
  std::string basis, made_by;
  Instant made_at;
};
void insert(store::Tx& tx, const RouteRecord& r);
std::vector<RouteRecord> routes_of(store::ReadTx& tx, std::string_view procedure_code, Day day);
std::vector<RouteRecord> all_routes(store::ReadTx& tx);

void each_link(store::ReadTx& tx, const std::function<bool(const LinkRecord&)>& visit);
std::optional<std::string> broken_legs(store::ReadTx& tx);

}  // namespace motcua::dossier
