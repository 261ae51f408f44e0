// Staff pages of surveys and of series of published indices.
#pragma once

#include <optional>
#include <span>

#include "survey/parts.hpp"

namespace motcua::survey {

class PollPages {
 public:
  PollPages(Polls& polls, const web::Shells& shells) : polls_(polls), shells_(shells) {}
  static std::span<const web::RouteOf<PollPages>> routes();

  web::Response list(web::Call& call);         // GET  /cai-cach/khao-sat
  web::Response draft_form(web::Call& call);   // GET  /cai-cach/khao-sat/them
  web::Response draft(web::Call& call);        // POST
  web::Response poll(web::Call& call);         // GET  /cai-cach/khao-sat/{dot}
  web::Response paper_form(web::Call& call);   // GET  /cai-cach/khao-sat/{dot}/phieu-giay
  web::Response paper(web::Call& call);        // POST
  web::Response drawn(web::Call& call);        // GET  /cai-cach/khao-sat/{dot}/danh-sach
  web::Response sheet(web::Call& call);        // GET  /cai-cach/khao-sat/{dot}/thu-moi.xlsx
  web::Response form(web::Call& call);         // GET  /cai-cach/khao-sat/{dot}/{viec}
  web::Response act(web::Call& call);          // POST
  web::Response series(web::Call& call);       // GET  /cai-cach/chi-so-cong-bo
  web::Response import_form(web::Call& call);  // GET  /cai-cach/chi-so-cong-bo/nhap
  web::Response import(web::Call& call);       // POST

 private:
  FormScreen draft_screen(const Actor& actor) const;
  FormScreen import_screen(const Actor& actor) const;
  std::optional<FormScreen> screen(const PollView& v, std::string_view what, const web::Fields& query) const;
  Result<std::string> done(const Actor& actor, const PollView& v, std::string_view what, const web::Fields& form);
  Polls& polls_;
  const web::Shells& shells_;
};

}  // namespace motcua::survey
