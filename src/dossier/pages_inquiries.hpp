// Pages of what is asked of others: site check, opinions, money owed, of one dossier; the questions of who is asked; who kept silent.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/case_view.hpp"
#include "dossier/inquiries.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::dossier {

inline constexpr int kConsultRows = 4;

struct InquiriesView {
  CaseView c;  // its `units` are the bodies that can be asked
  InquiriesFile inquiries;
  const web::Fields* values() const { return c.values.items().empty() ? nullptr : &c.values; }
  std::string action(std::string_view deed) const { return c.base() + "/xac-minh/" + std::string(deed); }
};
struct OpinionsView {
  std::vector<OpinionRow> rows;
  std::string csrf, code;  // code, seq: the question that was answered wrongly
  int seq = 0;
  web::Fields values;
  std::vector<FieldError> errors;
  Instant now;
};
web::ui::Tag opinion_tag(const OpinionOf& o, Instant now);
web::ui::Facts site_facts(const SiteCheckView& s);
web::ui::Facts obligation_facts(const ObligationView& o);

class InquiryPages {
 public:
  InquiryPages(Inquiries& inquiries, Dossiers& dossiers, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : inquiries_(inquiries), dossiers_(dossiers), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<InquiryPages>> routes();

  web::Response show(web::Call& call);         // GET  /ho-so/{ma}/xac-minh
  web::Response go_on_site(web::Call& call);   // POST /ho-so/{ma}/xac-minh/thuc-dia
  web::Response findings(web::Call& call);     // POST /ho-so/{ma}/xac-minh/ket-qua
  web::Response consult(web::Call& call);      // POST /ho-so/{ma}/xac-minh/hoi
  web::Response write_down(web::Call& call);   // POST /ho-so/{ma}/xac-minh/tra-loi
  web::Response enough(web::Call& call);       // POST /ho-so/{ma}/xac-minh/du-y-kien
  web::Response ask_payment(web::Call& call);  // POST /ho-so/{ma}/xac-minh/nghia-vu
  web::Response paid(web::Call& call);         // POST /ho-so/{ma}/xac-minh/da-nop
  web::Response questions(web::Call& call);    // GET  /y-kien
  web::Response answer(web::Call& call);       // POST /y-kien/{ma}
  web::Response silent(web::Call& call);       // GET  /y-kien/im-lang

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors, int status);
  web::Response questions_page(web::Call& call, OpinionsView v, int status);
  template <class F> web::Response act(web::Call& call, std::string_view said, F&& use_case);
  Inquiries& inquiries_;
  Dossiers& dossiers_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
