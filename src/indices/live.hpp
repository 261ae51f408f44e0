// Facts of an index as the record of dossiers knows them at this moment, each with the lists behind it; and what others report about the
// rest, imported with its source.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.hpp"
#include "identity/identity.hpp"
#include "indices/scoring.hpp"
#include "reports/reports.hpp"
#include "reports/uses.hpp"

namespace motcua::indices {

using identity::Actor;
using identity::UnitId;

struct LiveFact {
  Fraction value{};
  std::vector<std::pair<std::string, std::string>> lists{};  // what is behind it: label, address
};
using LiveFacts = std::map<std::string, LiveFact, std::less<>>;  // by id of the fact

// Filled by whoever keeps the record: facts that neither the ledger nor the dossiers hold.
class LiveSource {
 public:
  virtual ~LiveSource() = default;
  // Of what happened in these units (sorted) in [from, to).
  virtual void add(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, LiveFacts& facts) const = 0;
};
using LiveSources = std::span<const LiveSource* const>;

class Live {
 public:
  Live(reports::Reports& reports, catalog::Catalog& catalog, identity::Identity& identity, LiveSources sources)
      : reports_(reports),
        catalog_(catalog),
        identity_(identity),
        sources_(sources),
        uses_(identity.db(), identity.clock(), identity, catalog) {}

  // Of the unit asked for with all below it; counts only what the reader may see.
  Result<LiveFacts> of(const Actor& actor, const reports::Question& question);
  // Of each of these territories from one look at the sums; question.unit is what they lie in.
  Result<std::map<UnitId, LiveFacts>> by_place(const Actor& actor, const reports::Question& question, const std::vector<UnitId>& places);

 private:
  struct Offer {
    std::string code;
    catalog::OnlineLevel online{};
  };
  std::vector<Offer> offers(UnitId unit, Day day);
  reports::Reports& reports_;
  catalog::Catalog& catalog_;
  // What is told as it is now only: nothing of it as known on a past day.
  void add_present(const Actor& actor, const reports::Question& question, LiveFacts& facts) const;
  identity::Identity& identity_;
  LiveSources sources_;
  reports::Uses uses_;
};

}  // namespace motcua::indices
