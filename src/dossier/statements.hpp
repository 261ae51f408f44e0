// Proof without us: the signed statement each receipt, apology and result carries as a second code, the keys it is checked with, the list
// of what was revoked, and what we say of a statement somebody shows.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dossier/dossier.hpp"
#include "dossier/statement.hpp"
#include "print/apology_form.hpp"
#include "print/result_form.hpp"

namespace motcua::dossier {

// From now on papers of this installation carry a statement signed by it.
void sign_with(Dossiers& dossiers, std::shared_ptr<const StatementSigner> signer);

// What the code says: a link of capitals that ends with the statement; empty: nothing is signed (no key; a draft).
std::string proof_link(Dossiers& dossiers, const print::ReceiptForm& form);
std::string proof_link(Dossiers& dossiers, const print::ApologyForm& form);
std::string proof_link(Dossiers& dossiers, const print::ResultForm& form, std::string_view salt);

class Statements {
 public:
  explicit Statements(Dossiers& dossiers);

  bool ready() const;  // there is a key
  std::span<const StatementKey> keys() const;
  // Corrected results and withdrawn dossiers, the newest 5,000.
  RevocationList revocations();
  std::string signed_revocations();

  struct Answer {
    std::optional<Statement> statement;  // nothing: none was found in the text
    Checked checked{};
    std::optional<Instant> due_now;  // of a receipt or apology whose date has been moved since
    std::string agency_name;         // empty: not one of ours
    Instant asked_at;
  };
  Answer answer(std::string_view text);

 private:
  Dossiers::Impl& s_;
};

}  // namespace motcua::dossier
