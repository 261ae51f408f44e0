// A dossier begins: at the desk (T6), from what was filed online (T2), or as a part of a linked case. Private.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dossier/service.hpp"
#include "dossier/store_files.hpp"
#include "money/ledger.hpp"

namespace motcua::dossier {

struct Arrival {
  State from{};  // nothing, or submitted
  Action action = Action::accept_at_desk;
  bool linked = false;              // a part of a linked case: its code is that of the desk's own agency (118/2025/NĐ-CP Đ28.2)
  std::vector<FileRecord> files{};  // come with it
  std::string filing{};             // number of the online filing, into the journal
  // The money came before the dossier: who took it and how (the post). Nothing: as the intake says.
  std::optional<money::Taking> taking{};
  // In the same transaction, once the dossier is stored.
  std::function<Status(store::Tx&, const Accepted&)> also{};
};

Result<Accepted> receive(Dossiers& dossiers, const Dossiers::Impl& s, const Actor& actor, const Intake& sent, const Arrival& arrival);

// Fields get `prefix` before their name.
void check_person(const Person& p, const std::string& prefix, std::string_view whom, Day today, std::vector<FieldError>& errors);
Person tidy(Person p);

}  // namespace motcua::dossier
