// Pages of applying online and of "Hồ sơ của tôi".
#pragma once

#include <span>

#include "identity/citizens.hpp"
#include "portal/apply.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::portal {

struct BeginView {
  catalog::VersionPtr procedure;
  std::vector<web::ui::Option> units;
  std::string chosen;  // where
  std::vector<std::pair<std::string, std::string>> answers;
  std::vector<dossier::FilingRow> drafts;  // of this procedure, that the person has begun already; newest first
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
struct MineView {
  std::vector<dossier::FilingRow> filings;
  std::string name;
};

struct KeptView {
  std::vector<dossier::KeptPaper> papers;
};

// Parts of the pages as the components take them.
std::vector<web::ui::Option> question_options(const ApplyView& view);
std::string answer_of(const ApplyView& view);
web::ui::Tone filing_tone(const dossier::Filing& filing);
web::ui::Tone row_tone(const dossier::FilingRow& row);
std::vector<web::ui::Step> filing_steps(const dossier::Filing& filing);

class ApplyPages {
 public:
  ApplyPages(dossier::OnlineFiling& filing, catalog::Catalog& catalog, identity::Identity& identity, const Clock& clock,
             const web::Shells& shells, std::string unit_key)
      : filing_(filing), catalog_(catalog), identity_(identity), clock_(clock), shells_(shells), unit_key_(std::move(unit_key)) {}
  static std::span<const web::RouteOf<ApplyPages>> routes();

  web::Response begin_form(web::Call& call);  // GET /nop-ho-so/moi/{ma}?chung_sinh=co…
  web::Response begin(web::Call& call);       // POST
  web::Response resume(web::Call& call);      // GET /nop-ho-so/{so}: the first page that is not done
  web::Response show(web::Call& call);        // GET /nop-ho-so/{so}/{trang}
  web::Response save(web::Call& call);        // POST
  web::Response add_paper(web::Call& call);   // POST /nop-ho-so/{so}/giay-to
  web::Response drop_paper(web::Call& call);  // POST /nop-ho-so/{so}/giay-to/bo
  web::Response use_again(web::Call& call);   // POST /nop-ho-so/{so}/giay-to/dung-lai
  web::Response kept(web::Call& call);        // GET /giay-to-cua-toi
  web::Response kept_file(web::Call& call);   // GET /giay-to-cua-toi/{hash}
  web::Response paper(web::Call& call);       // GET /nop-ho-so/{so}/tep/{hash}
  web::Response submit(web::Call& call);      // POST /nop-ho-so/{so}/nop
  web::Response discard(web::Call& call);     // POST /nop-ho-so/{so}/xoa
  web::Response submitted(web::Call& call);   // GET /ho-so-cua-toi/{so}
  web::Response mine(web::Call& call);        // GET /ho-so-cua-toi

 private:
  Result<ApplyView> view(const web::Call& call);
  web::Response page(ApplyView v);
  void offer_kept(ApplyView& v) const;
  web::Response begin_page(web::Call& call, const web::Fields& fields, std::vector<FieldError> errors);
  dossier::OnlineFiling& filing_;
  catalog::Catalog& catalog_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
  std::string unit_key_;
};

}  // namespace motcua::portal
