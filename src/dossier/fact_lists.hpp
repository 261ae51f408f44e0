// Dossiers behind the facts of facts.hpp, one page at a time: each list is as long as its figure. Read only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

struct ListedDossier {
  DossierId id{};
  std::string code{}, procedure_name{};
  UnitId unit{};  // competent
  Instant received_at{}, due_at{};
  std::string detail{};  // name of the paper
};
// Of these units, in order of id, after one.
struct ListAsk {
  std::span<const UnitId> units{};
  std::string_view field{};  // empty: all
  Instant from{}, to{};
  DossierId after{};
  int limit = 50;
};

// Those count_payments counts; `online`: without cash only.
std::vector<ListedDossier> list_payments(store::ReadTx& tx, const ListAsk& ask, bool online);
// Those count_apologies counts; `in_time`: with form 04 sent before the due moment only.
std::vector<ListedDossier> list_apologies(store::ReadTx& tx, const ListAsk& ask, bool in_time);
// Those each_missing_paper counts for a component of a procedure.
std::vector<ListedDossier> list_missing_paper(store::ReadTx& tx, const ListAsk& ask, std::string_view procedure,
                                              std::string_view component);
// Papers brought in vain, those each_needless_paper counts for a procedure: one row for a dossier and a name.
std::vector<ListedDossier> list_needless_papers(store::ReadTx& tx, const ListAsk& ask, std::string_view procedure);

}  // namespace motcua::dossier
