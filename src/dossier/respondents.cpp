#include "dossier/respondents.hpp"

#include "base/text.hpp"
#include "dossier/service.hpp"
#include "dossier/store.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

std::vector<Respondent> respondents(Dossiers& dossiers, std::span<const std::string> codes, std::string_view key) {
  const auto& s = inside(dossiers);
  return s.db.read([&](store::ReadTx& tx) {
    std::vector<Respondent> all;
    for (const auto& code : codes) {
      const auto c = find_case_by_code(tx, code);
      if (!c) continue;
      // Who has no number is told by name: two people of one name then are asked once, which harms nobody.
      const auto who = c->applicant_number.empty() ? "ten|" + name_key(c->applicant_name) : "so|" + c->applicant_number;
      all.push_back({c->code, c->field_name, c->received_unit, web::base64url(web::hmac_sha256(key, who))});
    }
    return all;
  });
}

}  // namespace motcua::dossier
