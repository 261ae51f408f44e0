// The form of the desk: outside text to an Intake, and back to the fields that are shown again. Private.
#pragma once

#include <string>
#include <vector>

#include "dossier/at_once.hpp"
#include "dossier/dossier.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

struct DeskSuggestion {
  std::string code, name, about;
};

// What the page of the desk shows.
struct DeskView {
  std::string csrf;
  std::string form_id;
  web::Fields values;  // what stands in the fields: typed, from the card, and defaults
  std::vector<FieldError> errors;
  std::vector<std::string> notes;  // of the card, of the papers
  std::vector<DeskSuggestion> suggestions;
  std::optional<Preview> preview;
  const catalog::Form* form = nullptr;  // electronic form of the procedure
  std::string procedure_code;
  std::vector<Arrangement> at_once;       // who can sign it at the desk; empty: it is not settled on the spot
  std::vector<web::ui::Option> agencies;  // that may settle instead of the desk's own committee
};

// The declaration as it is asked now: fields whose condition is not met are left out.
struct DeskFormGroup {
  std::string label;
  std::vector<const catalog::FormField*> fields;
};
std::vector<DeskFormGroup> form_groups(const DeskView& view);
std::string form_hint(const catalog::FormField& field);  // help and, for tables, how a line is typed

// Reads the fields; the scanned card is taken apart and its fields written into `values`.
Intake read_desk_form(const web::Fields& sent, Day today, const catalog::ProcedureVersion* version, DeskView& view);
// What stands in the part "Trả kết quả ngay", the applicant himself takes it when nobody else is named.
AtOnce read_at_once(const web::Fields& sent, const Intake& intake);
// Names of the service's errors become names of fields ("applicant.name" -> "ten").
std::vector<FieldError> desk_errors(const std::vector<FieldError>& errors);
// The code out of "1.001193 – Đăng ký khai sinh"; empty when there is none.
std::string procedure_code_in(std::string_view typed);

// Parts of the page as the components take them.
std::vector<web::ui::Option> options_of(const catalog::Question& question);
std::vector<web::ui::Option> options_of(const catalog::FormField& field);
std::vector<web::ui::Option> signer_options(const std::vector<Arrangement>& offers);
std::vector<web::ui::Option> exemption_options(const catalog::Fee& fee);
web::ui::Due due_of(const Preview& preview);
web::ui::Proof proof_of(const calendar::Explanation& why, Instant now, std::string_view term_words);
web::ui::Fees fees_of(const Preview& preview);
std::vector<std::string> still_missing(const Preview& preview);
bool is_short(const catalog::Question& question);              // fits beside another one
std::string paper_words(const catalog::RequiredPaper& paper);  // kind, why it is asked, where it can be looked up

}  // namespace motcua::dossier
