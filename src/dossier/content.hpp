// Everything stored of one dossier, and its digest. The digest ends the journal of each use case, so that `motcua verify` finds a
// value that was changed past the journal and names its table. Private.
//
// A new column or table belongs here too: the test of the whole program changes every value of every table and expects to be told.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/content_life.hpp"
#include "dossier/store.hpp"
#include "dossier/store_files.hpp"

namespace motcua::dossier {

struct Content {
  CaseRecord c;
  std::vector<PaperRecord> papers{};
  std::vector<FeeRecord> fees{};
  std::vector<StepRecord> steps{};
  std::vector<HandoverRecord> handovers{};
  std::optional<ResultRecord> result{};  // without the hash of its PDF, which is made when it is first asked for
  std::optional<ReturnRecord> returned{};
  std::vector<FileRecord> files{};
  LifeContent life{};
};
// In the order of the digest. New ones only at the end: digests of before have fewer parts.
inline constexpr auto kContentTables = std::to_array<std::string_view>(
    {"dossier_case", "dossier_paper", "dossier_fee", "dossier_step", "dossier_handover", "dossier_result", "dossier_return", "dossier_file",
     "dossier_proposal", "dossier_supplement", "dossier_supplement_item", "dossier_ending", "dossier_obligation", "dossier_site_check",
     "dossier_opinion", "dossier_correction", "dossier_reroute", "dossier_archive", "dossier_supplement_reply"});

// Where the fields of the first part stand that others read (a dispute file).
struct CasePart {
  std::size_t code = 2, biz = 28, sub = 29, received_at = 39, due_at = 41, done_at = 44, returned_at = 45, closed_at = 63;
};
inline constexpr CasePart kCasePart;

Content load_content(store::ReadTx& tx, CaseRecord c);
// SHA-256 over all parts (64 hex digits), a blank, the first 8 digits of each part, which tell the table when the whole differs.
std::string digest_of(const Content& content);
// The texts the digest is made of, in the order of the tables.
std::vector<std::string> content_parts(const Content& content);
// The table that differs from what the digest says; empty when all is as it was.
std::string_view changed_table(const Content& content, std::string_view digest);
std::string_view changed_table(const std::vector<std::string>& parts, std::string_view digest);

// Ends the payload of a journal row (an object) with the digest.
std::string with_digest(std::string payload, const Content& content);

}  // namespace motcua::dossier
