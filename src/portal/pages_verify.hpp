// /xac-minh: is a paper ours? In the browser where it can check Ed25519 (offline too, once the page was loaded), else by the server.
#pragma once

#include <span>

#include "dossier/statements.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct VerifyView {
  std::string keys;  // as the script reads them
  std::vector<dossier::StatementKey> known;
  std::optional<dossier::Statements::Answer> answer;
  std::string typed;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
web::ui::Tone verdict_tone(dossier::Verdict v);
web::ui::Facts statement_facts(const dossier::Statements::Answer& answer);

class VerifyPages {
 public:
  VerifyPages(dossier::Statements& statements, const web::Shells& shells) : statements_(statements), shells_(shells) {}
  static std::span<const web::RouteOf<VerifyPages>> routes();

  web::Response show(web::Call& call);     // GET /xac-minh
  web::Response by_link(web::Call& call);  // GET /X/{rest...}: what the code says
  web::Response check(web::Call& call);    // POST /xac-minh
  web::Response keys(web::Call& call);     // GET /xac-minh/khoa.txt
  web::Response revoked(web::Call& call);  // GET /xac-minh/thu-hoi.txt
  web::Response offline(web::Call& call);  // GET /xac-minh/ngoai-mang.js: keeps the page for when there is no network

 private:
  web::Response page(web::Call& call, std::string_view text, bool asked);
  dossier::Statements& statements_;
  const web::Shells& shells_;
};

}  // namespace motcua::portal
