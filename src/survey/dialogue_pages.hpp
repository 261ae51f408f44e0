// Staff pages of dialogues.
#pragma once

#include <optional>
#include <span>

#include "survey/dialogues.hpp"
#include "survey/parts.hpp"

namespace motcua::survey {

class DialoguePages {
 public:
  DialoguePages(Dialogues& dialogues, const web::Shells& shells) : dialogues_(dialogues), shells_(shells) {}
  static std::span<const web::RouteOf<DialoguePages>> routes();

  web::Response list(web::Call& call);       // GET  /cai-cach/doi-thoai
  web::Response plan_form(web::Call& call);  // GET  /cai-cach/doi-thoai/them
  web::Response plan(web::Call& call);       // POST
  web::Response dialogue(web::Call& call);   // GET  /cai-cach/doi-thoai/{buoi}
  web::Response minutes(web::Call& call);    // GET  /cai-cach/doi-thoai/{buoi}/bien-ban.pdf
  web::Response form(web::Call& call);       // GET  /cai-cach/doi-thoai/{buoi}/{viec}
  web::Response act(web::Call& call);        // POST

 private:
  FormScreen plan_screen(const Actor& actor) const;
  std::optional<FormScreen> screen(const DialogueView& v, std::string_view what, const web::Fields& query) const;
  Result<std::string> done(const Actor& actor, const DialogueView& v, std::string_view what, const web::Fields& form);
  Dialogues& dialogues_;
  const web::Shells& shells_;
};

}  // namespace motcua::survey
