// Sắp xếp, sáp nhập đơn vị: when units have ended, their running dossiers, worklists, people and rights pass to those that carry on, with a
// preview and a protocol. Papers keep the unit they arose under: codes, receipts, QR codes and figures of before stay as they are; books of
// numbers are closed, the successor opens its own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "identity/accounts.hpp"
#include "print/merger_form.hpp"

namespace motcua::dossier {

struct EndedUnit {
  UnitId unit;
  std::string name, successors;  // "xã Tân Phú, xã Tân Hội"
  Day on{};                      // first day without it
  int open = 0;                  // dossiers that lie there
  bool begun = false;            // its protocol exists and is not finished
};
struct MappedUnit {
  UnitId from, to;  // to 0: several or none carry on; to be chosen
  std::string from_name, to_name;
  int open = 0;  // dossiers lying there
};
struct MovedCase {
  std::string code, procedure, state_words, holder, from_name, to_name;
  Instant due_at;
};
struct MovedRight {
  AccountId account;
  std::string person, role_title, from_name, to_name;
};
struct MergerView {
  UnitId unit;
  std::string name, receiver;
  Day on{};
  std::vector<MappedUnit> units;
  int cases_total = 0;
  std::vector<MovedCase> cases;  // the first of them
  std::vector<MovedRight> rights;
  std::vector<std::string> closing;
  std::string basis, made_by;
  std::optional<Instant> made_at, finished_at;  // made_at: the protocol exists
};
using UnitMap = std::map<UnitId, UnitId>;

class UnitMoves {
 public:
  UnitMoves(Dossiers& dossiers, identity::Accounts& accounts);

  std::vector<EndedUnit> ended(const Actor& actor);  // those with open dossiers, or a protocol that is not finished
  // What would pass, or what has passed. `chosen`: successors a person chose, by ended unit.
  Result<MergerView> view(const Actor& actor, UnitId ended, const UnitMap& chosen = {});
  // All of it; dossier by dossier, each in its own transaction with its journal row. Interrupted, it goes on where it stopped.
  Result<MergerView> apply(const Actor& actor, UnitId ended, const UnitMap& chosen, std::string_view basis);
  Result<print::MergerForm> protocol(const Actor& actor, UnitId ended);

  std::vector<store::Verifier> verifiers() const;

 private:
  Status require(const Actor& actor, UnitId ended) const;
  UnitMap mapping(UnitId ended, const UnitMap& chosen) const;
  Status move_rights(const Actor& actor, std::int64_t merger, const UnitMap& map, Day on, std::string_view basis);
  Result<int> move_cases(const Actor& actor, std::int64_t merger, const UnitMap& map, std::string_view words);
  Dossiers::Impl& s_;
  identity::Accounts& accounts_;
};

// The unit that carries on the work of an ended one: the same kind of office below its successor; nothing when that is not one unit.
std::optional<UnitId> counterpart(const identity::UnitTree& tree, UnitId ended, Day day);

}  // namespace motcua::dossier
