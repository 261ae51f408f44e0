// What everybody sees: surveys with their results, one's own questionnaire, dialogues with questions, answers and promises.
#pragma once

#include <span>

#include "survey/dialogues.hpp"
#include "survey/parts.hpp"

namespace motcua::survey {

class PublicPages {
 public:
  PublicPages(Polls& polls, Dialogues& dialogues, const web::Shells& shells) : polls_(polls), dialogues_(dialogues), shells_(shells) {}
  static std::span<const web::RouteOf<PublicPages>> routes();

  web::Response polls(web::Call& call);      // GET  /khao-sat
  web::Response form(web::Call& call);       // GET  /khao-sat/{token}
  web::Response answer(web::Call& call);     // POST
  web::Response dialogues(web::Call& call);  // GET  /doi-thoai
  web::Response dialogue(web::Call& call);   // GET  /doi-thoai/{buoi}
  web::Response ask_form(web::Call& call);   // GET  /doi-thoai/{buoi}/hoi
  web::Response ask(web::Call& call);        // POST

 private:
  web::Response questionnaire(web::Call& call, std::vector<FieldError> errors);
  web::Response ask_page(web::Call& call, std::vector<FieldError> errors);
  Polls& polls_;
  Dialogues& dialogues_;
  const web::Shells& shells_;
};

// Questions with their answers, and promises with their state, as everybody reads them.
Block promises_block(const DialogueView& v, bool staff);

}  // namespace motcua::survey
