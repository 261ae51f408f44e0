// SQL ↔ types of opinions asked of other bodies. Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/inquiries.hpp"
#include "dossier/store.hpp"

namespace motcua::dossier {

std::vector<OpinionOf> opinions_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const OpinionOf& o);
void save(store::Tx& tx, DossierId id, const OpinionOf& o);

struct OpinionLine {
  DossierId id;
  UnitId settling_unit;
  OpinionRow row;
};
// Questions a dossier still waits for, to these units; by the limit.
std::vector<OpinionLine> open_opinions(store::ReadTx& tx, const std::vector<UnitId>& bodies, int limit);
// Those that were never answered in time, of dossiers received by these units; the latest first.
std::vector<OpinionLine> silent_opinions(store::ReadTx& tx, const std::vector<UnitId>& received_units, int limit);
// Past their limit and not reported yet.
std::vector<OpinionLine> opinions_past(store::ReadTx& tx, Instant now, int limit);

// Which of a dossier's tables of inquiries have rows; in one statement, most dossiers have none.
struct InquiryTables {
  bool obligations = false, site_checks = false, opinions = false;
};
InquiryTables inquiry_tables(store::ReadTx& tx, DossierId id);

// For verify: a dossier that waits for what was never asked.
std::optional<std::string> broken_inquiries(store::ReadTx& tx);

}  // namespace motcua::dossier
