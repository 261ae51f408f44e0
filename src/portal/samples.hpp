// Sample dossiers (hồ sơ mẫu): the form of a procedure filled with an invented person, and the paper of a form, blank or as a sample.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "dossier/filing.hpp"

namespace motcua::portal {

// What the sample fills in, field key → text; nothing where the program ships none.
std::optional<catalog::Answers> sample_of(const catalog::Form& form);
// Keys of the sample's own lines the form does not have.
std::vector<std::string> strange_keys(const catalog::Form& form);
// A sample that passes what a real declaration passes on that day; nothing else is shown.
std::optional<catalog::Answers> fitting_sample(const catalog::Form& form, Day today);
std::vector<std::string> sampled_forms();  // ids

struct FormPaper {
  const catalog::ProcedureVersion& version;
  const catalog::Form& form;
  const catalog::Answers* sample = nullptr;  // nothing: blank
  std::string link;                          // of the procedure's page, into the code; empty: none
};
std::string form_pdf(const FormPaper& paper);

}  // namespace motcua::portal
