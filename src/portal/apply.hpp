// Applying online as question pages: which pages a filing has, what each asks, in which order. Made from the procedure's own questions,
// form and papers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dossier/online_filing.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

inline constexpr std::string_view kCheckPage = "kiem-tra";
inline constexpr std::string_view kPapersPage = "giay-to";

struct ApplyPage {
  std::string key, title;
};
// In order; ends with the check before submitting.
std::vector<ApplyPage> apply_pages(const dossier::Filing& filing, const catalog::ProcedureVersion& version);
// A question that was answered on the procedure's page, before the filing began: shown at the check, not asked again on the way.
bool answered_before(const dossier::Filing& filing, const ApplyPage& page);

// One field of the declaration with what stands in it.
struct ApplyField {
  const catalog::FormField* field{};
  std::string value;
  std::vector<std::string> values;  // of a multiselect
  bool required = false;            // in this case, as far as it is told
};
// Fields of the group that make sense now; what is known of the applicant stands in those that were never saved.
std::vector<ApplyField> fields_of(const dossier::Filing& filing, const catalog::ProcedureVersion& version, std::string_view group,
                                  std::string_view agency, Day today);

struct ApplyView {
  dossier::Filing filing;
  catalog::VersionPtr procedure;
  std::vector<ApplyPage> pages;
  std::string page, title;
  int number = 0;  // of this page among all
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
  bool from_check = false;  // edited from the check: goes back there
  // By page.
  const catalog::Question* question = nullptr;
  std::vector<ApplyField> fields;
  struct Paper {
    std::string id, name, note;
    bool needed = false;
    std::vector<dossier::FilingFile> files;
    std::vector<dossier::KeptPaper> kept{};  // sent before, to be used again
  };
  std::vector<Paper> papers;
  struct Part {
    std::string title, page;
    std::vector<web::ui::Fact> facts;
    std::vector<FieldError> problems;
  };
  std::vector<Part> parts;  // of the check
  bool complete = false;
  std::string fee_words, term_words;

  std::string base() const { return "/nop-ho-so/" + std::to_string(filing.id.value); }
  std::string action() const { return base() + "/" + page; }
};

// What the sent page tells, into the content.
void take_page(const web::Fields& sent, std::string_view page, const std::vector<ApplyField>& fields, dossier::FilingContent& content);
std::vector<ApplyView::Part> check_parts(const ApplyView& view, const std::vector<dossier::FilingProblem>& problems);

}  // namespace motcua::portal
