// What is stored of the way of a dossier (supplement, endings, inquiries, corrections), for its digest. Private; see content.hpp.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "dossier/store_inquiries.hpp"
#include "dossier/store_life.hpp"
#include "dossier/store_replies.hpp"

namespace motcua::dossier {

struct LifeContent {
  std::optional<ProposalRecord> proposal{};
  std::vector<SupplementRecord> supplements{};  // with their items
  std::vector<EndingRecord> endings{};
  std::vector<ObligationView> obligations{};
  std::vector<SiteCheckView> site_checks{};
  std::vector<OpinionOf> opinions{};
  std::vector<CorrectionRecord> corrections{};
  std::vector<RerouteRecord> reroutes{};
  std::optional<ArchiveView> archive{};
  std::vector<ReplyRecord> replies{};  // sent ones
};
LifeContent load_life(store::ReadTx& tx, DossierId id);
// In the order of kContentTables: proposal, supplement, its items, ending, obligation, site check, opinion, correction, reroute, archive,
// replies of the applicant.
std::array<std::string, 11> life_parts(const LifeContent& life);

}  // namespace motcua::dossier
