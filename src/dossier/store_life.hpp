// SQL ↔ types of the way of a dossier: proposals, supplement requests, endings, payments, inquiries, corrections. Private.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/store.hpp"

namespace motcua::dossier {

std::optional<ProposalRecord> proposal_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const ProposalRecord& p);
void delete_proposal(store::Tx& tx, DossierId id);

// ---- supplement ----
struct SupplementRecord {
  SupplementView view;
  AccountId officer;  // whom the dossier goes back to
  int warned = 0;     // how often the applicant was warned that it will be closed
};
std::vector<SupplementRecord> supplements_of(store::ReadTx& tx, DossierId id);  // with their items, oldest first
std::optional<SupplementView> open_supplement(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const SupplementRecord& r);  // with its items
void save(store::Tx& tx, DossierId id, const SupplementRecord& r);    // what changes after it was asked
void save_answer(store::Tx& tx, DossierId id, int request, const SupplementItemView& item);
void add_papers(store::Tx& tx, DossierId id, int first_seq, const std::vector<PaperRecord>& papers);

// Lines of the list of supplements.
struct SupplementLine {
  DossierId id;
  int seq = 0;
  std::string code, applicant_name, procedure_name;
  SupplementState state{};
  Instant asked_at;
  std::optional<Instant> sent_at, answer_by;
  int items = 0, missing = 0, warned = 0, special_days = 0;
  int replied = 0;  // missing ones the applicant has answered online, for the desk to look at
};
std::vector<SupplementLine> open_supplements(store::ReadTx& tx, const std::vector<UnitId>& received_units, int limit);
// Sent, with a time to answer, warned fewer than `most` times; for the job.
std::vector<SupplementLine> supplements_to_warn(store::ReadTx& tx, int most, Instant answer_by_until);
struct ProposalLine {
  DossierId id;
  std::string code, applicant_name, procedure_name, holder_unit_name, by;
  UnitId holder_unit;
  ProposalKind kind{};
  Instant at, due_at;
};
std::vector<ProposalLine> open_proposals(store::ReadTx& tx, const std::vector<UnitId>& holder_units, int limit);

// ---- endings ----
struct EndingRecord {
  EndingView view;
  std::string from_state;  // business state a withdrawal was asked in
};
std::vector<EndingRecord> endings_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const EndingRecord& r);
void save(store::Tx& tx, DossierId id, const EndingRecord& r);

// ---- the rest ----
std::vector<ObligationView> obligations_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const ObligationView& o);
void save(store::Tx& tx, DossierId id, const ObligationView& o);
std::vector<SiteCheckView> site_checks_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const SiteCheckView& s);
void save(store::Tx& tx, DossierId id, const SiteCheckView& s);

struct CorrectionRecord {
  CorrectionView view;
  std::string old_result, old_return;  // JSON
};
std::vector<CorrectionRecord> corrections_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const CorrectionRecord& r);
// The result becomes a draft again; how it was returned is forgotten here (the correction keeps both).
void reopen_result(store::Tx& tx, DossierId id);
void delete_draft(store::Tx& tx, DossierId id);

struct RerouteRecord {
  int seq = 0;
  UnitId from_agency, to_agency, to_unit;
  std::string reason, legal_basis;
  Instant at;
  std::string by, old_draft;
};
std::vector<RerouteRecord> reroutes_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const RerouteRecord& r);

std::optional<ArchiveView> archive_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const ArchiveView& a);
int count_files(store::ReadTx& tx, DossierId id);

// Tables of this header that have rows of a dossier: most have none, so the others are asked only when this says so.
enum class LifeTable : std::uint8_t { proposal, supplement, ending, obligation, site_check, opinion, correction, reroute, archive, reply };
std::vector<LifeTable> life_tables_of(store::ReadTx& tx, DossierId id);

// For verify: dossiers whose rows do not say what their state says; the first one in words, with its id.
std::optional<std::string> broken_life(store::ReadTx& tx);

}  // namespace motcua::dossier
