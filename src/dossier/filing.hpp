// What a person files online, before it is a dossier. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "store/blobs.hpp"

namespace motcua::dossier {

using FilingId = Id<struct FilingTag>;

enum class FilingState : std::uint8_t { draft, submitted, intake_supplement, intake_refused, received, discarded };
std::string_view word(FilingState s);
std::optional<FilingState> filing_state_from(std::string_view word);
std::string_view label(FilingState s);  // to the citizen: "Đang chờ tiếp nhận"
BizState biz_of(FilingState s);         // the state of the table it stands for

// Who typed it: the record tells how many people manage alone (118/2025/NĐ-CP Đ5.1, the channel is never dressed up).
enum class FilledBy : std::uint8_t { unknown, self, helper, officer };
std::string_view word(FilledBy f);
std::optional<FilledBy> filled_by_from(std::string_view word);
std::string_view label(FilledBy f);

// What the person filled in; saved at every page.
struct FilingContent {
  catalog::Answers answers, form;
  Person applicant;
  bool authorised = false;
  Person principal;
  std::string authority;
  ReturnMethod return_method = ReturnMethod::counter;
  std::string return_address;
  FilledBy filled_by = FilledBy::unknown;
  std::string helper;             // who helped
  std::vector<std::string> seen;  // pages that were saved once: "truong-hop", "to-khai.me"
  bool saw(std::string_view page) const;
};

// What the desk answered last: items of T3 in full, reason and basis of T3 and T5.
struct FilingAnswer {
  struct Item {
    std::string component;  // id, or empty: the declaration
    std::string paper, todo;
  };
  std::string reason, legal_basis, guidance;
  std::vector<Item> items;
};

struct FilingFile {
  int seq = 0;
  std::string component, name, hash, type;
  std::int64_t size{};
  Instant added_at;
  store::ScanState scan{};
};

// A file somebody sent with an earlier filing, offered again where the same paper is asked for.
struct KeptPaper {
  FilingFile file;
  FilingId filing;
  std::string paper;  // name of what it stands for: "Giấy chứng sinh"
  std::string procedure_code, procedure_name, number;
  Instant submitted_at;
};

struct Filing {
  FilingId id;
  std::int64_t version{};
  std::string number;  // "NOP-261125-0007"; empty while a draft
  FilingState state{};
  std::int64_t citizen{};
  UnitId unit;
  std::string unit_name;
  std::string procedure_code, procedure_name, applicant_name;
  catalog::VersionId procedure_version;
  FilingContent content;
  FilingAnswer answer;
  int rounds = 0;  // how often it was submitted
  Instant made_at, saved_at;
  std::optional<Instant> submitted_at;  // the last time
  std::optional<Instant> alert_by;      // 2 hours later: the desk must have been told
  std::optional<Instant> answer_by;     // 8 working hours later: the desk must have answered
  std::optional<Instant> alerted_at, escalated_at, answered_at;
  std::string answered_by;
  DossierId dossier;
  std::string dossier_code, link_token;  // once received
  std::vector<FilingFile> files;
  bool open_to_change() const { return state == FilingState::draft || state == FilingState::intake_supplement; }
  bool answered_late() const { return answer_by && answered_at && *answered_at > *answer_by; }
};

// A line of a list.
struct FilingRow {
  FilingId id;
  std::string number, procedure_code, procedure_name, applicant_name, answered_by, dossier_code, link_token;
  FilingState state{};
  Instant saved_at;
  std::optional<Instant> submitted_at, answer_by, answered_at;
  DossierId dossier;
  bool escalated = false;
  bool asks_papers = false;  // the dossier it became waits for the applicant's papers
  int rounds = 0;
};

// What stands in the way of submitting, by the page where it is mended.
struct FilingProblem {
  std::string page;  // "giay-to"
  FieldError error;
};

// What is wrong with a declaration: what this case must tell and does not, and what cannot be read. By page ("to-khai.<group>") and
// field ("f.<key>"). Photos and signatures are given otherwise.
std::vector<FilingProblem> form_problems(const catalog::Form& form, const catalog::Answers& answers, const catalog::Answers& filled,
                                         Day today);

}  // namespace motcua::dossier
