// Pages of what interrupts or ends the way of a dossier, and of what is left to do after its end: supplement, refusal, stop,
// withdrawal, originals and money that go back, correction, archive, the right agency; the list "Bổ sung hồ sơ".
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/endings.hpp"
#include "dossier/replies.hpp"
#include "dossier/supplement.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::dossier {

struct CaseView;

class LifePages {
 public:
  LifePages(Supplements& supplements, Endings& endings, Replies& replies, Dossiers& dossiers, identity::Identity& identity,
            const Clock& clock, const web::Shells& shells)
      : supplements_(supplements),
        endings_(endings),
        replies_(replies),
        dossiers_(dossiers),
        identity_(identity),
        clock_(clock),
        shells_(shells) {}
  static std::span<const web::RouteOf<LifePages>> routes();

  web::Response board(web::Call& call);               // GET  /bo-sung
  web::Response supplement(web::Call& call);          // GET  /ho-so/{ma}/bo-sung
  web::Response propose_supplement(web::Call& call);  // POST /ho-so/{ma}/bo-sung
  web::Response ask(web::Call& call);                 // POST /ho-so/{ma}/bo-sung/yeu-cau
  web::Response send(web::Call& call);                // POST /ho-so/{ma}/bo-sung/gui
  web::Response answer(web::Call& call);              // POST /ho-so/{ma}/bo-sung/tra-loi
  web::Response send_back(web::Call& call);           // POST /ho-so/{ma}/bo-sung/chua-dat
  web::Response confirm(web::Call& call);             // POST /ho-so/{ma}/bo-sung/du
  web::Response close(web::Call& call);               // POST /ho-so/{ma}/bo-sung/dong
  web::Response supplement_pdf(web::Call& call);      // GET  /ho-so/{ma}/bo-sung.pdf?lan=
  web::Response decline(web::Call& call);             // POST /ho-so/{ma}/de-nghi/tra-lai
  web::Response refusal(web::Call& call);             // GET  /ho-so/{ma}/tu-choi
  web::Response propose_refusal(web::Call& call);     // POST /ho-so/{ma}/tu-choi
  web::Response refuse(web::Call& call);              // POST /ho-so/{ma}/tu-choi/ky
  web::Response refusal_pdf(web::Call& call);         // GET  /ho-so/{ma}/tu-choi.pdf
  web::Response stopping(web::Call& call);            // GET  /ho-so/{ma}/dung
  web::Response propose_stop(web::Call& call);        // POST /ho-so/{ma}/dung
  web::Response stop(web::Call& call);                // POST /ho-so/{ma}/dung/ky
  web::Response stop_pdf(web::Call& call);            // GET  /ho-so/{ma}/dung.pdf
  web::Response withdrawal(web::Call& call);          // GET  /ho-so/{ma}/rut
  web::Response ask_withdrawal(web::Call& call);      // POST /ho-so/{ma}/rut
  web::Response grant(web::Call& call);               // POST /ho-so/{ma}/rut/dong-y
  web::Response refuse_withdrawal(web::Call& call);   // POST /ho-so/{ma}/rut/khong
  web::Response afterwards(web::Call& call);          // GET  /ho-so/{ma}/sau-ket-thuc
  web::Response originals(web::Call& call);           // POST /ho-so/{ma}/tra-ban-chinh
  web::Response refund(web::Call& call);              // POST /ho-so/{ma}/hoan-tien
  web::Response correct(web::Call& call);             // POST /ho-so/{ma}/sua-ket-qua
  web::Response archive(web::Call& call);             // POST /ho-so/{ma}/luu-tru
  web::Response other_agency(web::Call& call);        // GET  /ho-so/{ma}/chuyen-co-quan?co_quan=
  web::Response reroute(web::Call& call);             // POST /ho-so/{ma}/chuyen-co-quan

 private:
  // The dossier of the address as its reader sees it; what was sent is kept when there are errors.
  Result<CaseView> case_of(web::Call& call, std::vector<FieldError> errors);
  web::Response supplement_page(web::Call& call, std::vector<FieldError> errors);
  web::Response proposal_page(web::Call& call, ProposalKind kind, std::vector<FieldError> errors);
  web::Response withdrawal_page(web::Call& call, std::vector<FieldError> errors);
  web::Response afterwards_page(web::Call& call, std::vector<FieldError> errors);
  web::Response agency_page(web::Call& call, std::vector<FieldError> errors);
  web::Response propose(web::Call& call, ProposalKind kind);
  // Runs a use case on the dossier of the address: back to `after` ("" is the case itself) with a word, or the page with what is wrong.
  using UseCase = std::function<Result<std::int64_t>(Ref, const web::Fields&)>;
  using Again = std::function<web::Response(std::vector<FieldError>)>;
  web::Response act(web::Call& call, std::string_view after, std::string_view said, const Again& again, const UseCase& use_case);
  // A page of the staff below the case of `view`.
  web::Response page(web::Call& call, const CaseView& view, std::string title, const std::function<void(web::Html&)>& body);

  Supplements& supplements_;
  Endings& endings_;
  Replies& replies_;
  Dossiers& dossiers_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
