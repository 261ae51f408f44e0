// SQL ↔ types of immediate cases. Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/at_once.hpp"

namespace motcua::dossier {

struct ArrangementStamp {
  Instant at;
  std::int64_t by = 0;
};

void insert(store::Tx& tx, const Arrangement& a, const ArrangementStamp& stamp);
std::vector<Arrangement> arrangements_at(store::ReadTx& tx, UnitId desk, std::string_view procedure);
std::vector<Arrangement> arrangements_by(store::ReadTx& tx, AccountId signer);
std::vector<PaperSignature> paper_signatures(store::ReadTx& tx, AccountId signer, int limit);
std::string content_of(const Arrangement& a, const ArrangementStamp& stamp);  // digest
std::optional<std::string> broken_arrangements(store::ReadTx& tx);

}  // namespace motcua::dossier
