// The result of a procedure as a plain paper: what was approved, its number, who signed. Not an official form of a certificate.
#pragma once

#include <string>

#include "print/forms.hpp"

namespace motcua::print {

struct ResultForm {
  Letterhead head;                   // its number is the number of the result
  std::string title, summary, body;  // paragraphs of the body are parted by line ends
  std::string dossier_code, procedure_name, applicant;
  std::string signer;
  Instant signed_at;
};
Result<std::string> result_pdf(const ResultForm& form);

}  // namespace motcua::print
