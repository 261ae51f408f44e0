// SQL ↔ types of online filings. Private.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/filing.hpp"
#include "dossier/store.hpp"

namespace motcua::dossier {

std::string content_json(const FilingContent& content);
FilingContent content_from(std::string_view json);
std::string answer_json(const FilingAnswer& answer);
FilingAnswer answer_from(std::string_view json);

std::optional<Filing> find_filing(store::ReadTx& tx, FilingId id);  // with its files
std::optional<Filing> find_filing_numbered(store::ReadTx& tx, std::string_view number);
std::optional<Filing> find_filing_of(store::ReadTx& tx, DossierId dossier);
void insert(store::Tx& tx, const Filing& f);
// Over the version and the moment of saving that were read; false: somebody was faster.
bool save(store::Tx& tx, const Filing& f, std::int64_t old_version, Instant old_saved);
void insert(store::Tx& tx, FilingId id, const FilingFile& file);
void delete_filing_file(store::Tx& tx, FilingId id, int seq);

std::vector<FilingRow> filings_of(store::ReadTx& tx, std::int64_t citizen, int limit);  // newest first, discarded ones left out
std::vector<KeptPaper> kept_of(store::ReadTx& tx, std::int64_t citizen, int limit);     // newest first; without the name of the paper
int drafts_of(store::ReadTx& tx, std::int64_t citizen);
std::vector<FilingRow> filings_at(store::ReadTx& tx, const std::vector<UnitId>& units, FilingState state, int limit);
int count_waiting(store::ReadTx& tx, const std::vector<UnitId>& units);
// Submitted ones whose desk must be told, or its head, by now.
std::vector<FilingId> filings_to_tell(store::ReadTx& tx, Instant now, int limit);
void each_filing(store::ReadTx& tx, const std::function<bool(const Filing&)>& on);  // but drafts and discarded ones

}  // namespace motcua::dossier
