// What the applicant does from home after reception: answers a request for papers (by the link of the receipt, no account), asks to
// withdraw (who filed online, signed in).
#pragma once

#include <span>

#include "dossier/replies.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct ReplyPageView {
  dossier::ReplyForm form;
  std::string answer_words;  // "17:00 thứ Năm, 26/11/2026"; empty: no end
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
  std::string action() const { return "/t/" + form.link_token + "/bo-sung"; }
};
struct WithdrawPageView {
  dossier::WithdrawalForm form;
  std::string filing;  // number in addresses
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
// "Đã gửi 09:10 05/10/2026: câu trả lời và 2 tệp": what was sent is counted, not shown; the page opens to whoever holds the link.
std::string sent_words(const dossier::ReplyView& sent);
web::ui::Facts withdrawal_facts(const dossier::EndingView& ending);

class ReplyPages {
 public:
  ReplyPages(dossier::Replies& replies, const web::Shells& shells) : replies_(replies), shells_(shells) {}
  static std::span<const web::RouteOf<ReplyPages>> routes();

  web::Response show(web::Call& call);        // GET /t/{token}/bo-sung
  web::Response save(web::Call& call);        // POST: keeps what was typed and uploaded; sends with viec=gui
  web::Response withdrawal(web::Call& call);  // GET /ho-so-cua-toi/{so}/rut
  web::Response withdraw(web::Call& call);    // POST

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors);
  web::Response withdrawal_page(web::Call& call, std::vector<FieldError> errors);
  dossier::Replies& replies_;
  const web::Shells& shells_;
};

}  // namespace motcua::portal
