// Pages of lateness: alerts and drafts of the staff, form 04 of a dossier, the public lists, the ladder of a unit.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dossier/service_lateness.hpp"
#include "dossier/standstill.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

// Who caused the delay, ready to be shown: on the page of the case and beside form 04.
struct LateCard {
  std::string total, against;  // "2 ngày 3 giờ", "so với hẹn 17:00 07/10/2026"
  bool running = false;
  struct Line {
    std::string what, who, used, allotted, share;
    bool outside = false;
  };
  std::vector<Line> lines;
  std::vector<std::pair<std::string, std::string>> units, parties;  // name, "1 ngày 2 giờ"
};
LateCard late_card(const LateView& late);

struct ApologyPageView {
  CaseFile file;
  std::string csrf;
  web::Fields values;
  std::vector<FieldError> errors;
  std::vector<web::ui::Option> causes, signers;
  bool may_edit = false, may_sign = false;
  std::string proposed_days;
  std::optional<LateCard> late;
  web::ui::Facts facts;
  Instant now;
  std::string base() const { return "/ho-so/" + file.dossier.code; }
};

struct LateListsView {
  std::string csrf, tab;  // "canh-bao", "cho-ky", "chua-xin-loi"
  std::vector<web::ui::Link> tabs;
  std::vector<AlertRow> alerts;
  std::vector<DraftRow> drafts;
  LatePage<MissingRow> missing;
  std::vector<Standstill> still;  // "dung-lau"
  std::string older;
  Instant now;
};

struct PublicLateView {
  bool missing_tab = false;
  web::Fields query;
  std::vector<web::ui::Link> tabs;
  std::vector<web::ui::Option> units;
  std::string from, to, summary;
  LatePage<SentRow> sent;
  LatePage<MissingRow> missing;
  std::string older;
};

struct LadderView {
  std::string csrf, unit_name, unit, key;  // key: the rung whose form is shown
  std::vector<web::ui::Option> units;
  std::vector<RungView> rungs;
  web::Fields values;
  std::vector<FieldError> errors;
  bool may_edit = false;
};

std::string recipients_words(const Rung& rung);  // "Người thụ lý, Lãnh đạo phòng"
std::string kind_word(const WarnAt& when);       // value of the form
std::string amount_words(const WarnAt& when);
std::vector<web::ui::Option> recipient_options();
std::vector<std::string> recipient_words(const Rung& rung);

class LatePages {
 public:
  LatePages(Lateness& lateness, Dossiers& dossiers, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : lateness_(lateness), dossiers_(dossiers), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<LatePages>> routes();

  web::Response lists(web::Call& call);        // GET  /tre-han?muc=
  web::Response seen(web::Call& call);         // POST /tre-han/da-xem
  web::Response apology(web::Call& call);      // GET  /ho-so/{ma}/xin-loi
  web::Response save(web::Call& call);         // POST /ho-so/{ma}/xin-loi
  web::Response send(web::Call& call);         // POST /ho-so/{ma}/xin-loi/gui
  web::Response apology_pdf(web::Call& call);  // GET  /ho-so/{ma}/xin-loi.pdf
  web::Response for_all(web::Call& call);      // GET  /xin-loi?muc=&don_vi=&tu=&den=
  web::Response ladder(web::Call& call);       // GET  /quan-tri/canh-bao?don_vi=
  web::Response set_rung(web::Call& call);     // POST /quan-tri/canh-bao

 private:
  web::Response apology_page(web::Call& call, std::vector<FieldError> errors, int status);
  web::Response ladder_page(web::Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status);
  Lateness& lateness_;
  Dossiers& dossiers_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
