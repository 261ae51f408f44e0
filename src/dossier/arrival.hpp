// A dossier begins: at the desk (T6), or from what was filed online (T2). Private.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dossier/service.hpp"
#include "dossier/store_files.hpp"

namespace motcua::dossier {

struct Arrival {
  State from;  // nothing, or submitted
  Action action = Action::accept_at_desk;
  std::vector<FileRecord> files{};  // come with it
  std::string filing{};             // number of the online filing, into the journal
  // In the same transaction, once the dossier is stored.
  std::function<Status(store::Tx&, const Accepted&)> also{};
};

// The inside of the service for the classes of this context that dossier.hpp does not name.
Dossiers::Impl& inside(Dossiers& dossiers);

Result<Accepted> receive(Dossiers& dossiers, const Dossiers::Impl& s, const Actor& actor, const Intake& sent, const Arrival& arrival);

// Fields get `prefix` before their name.
void check_person(const Person& p, const std::string& prefix, std::string_view whom, Day today, std::vector<FieldError>& errors);
Person tidy(Person p);

}  // namespace motcua::dossier
