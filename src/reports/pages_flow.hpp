// Pages of work and flow: load of people, standard minutes, where dossiers stand still, papers asked for again and again.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/flow.hpp"
#include "reports/page_views.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::reports {

struct FlowChoices {
  Choices choices{};
  web::Fields values{};
  std::string meta{};
  Question question{};
};
struct LoadView {
  FlowChoices asked{};
  LoadBoard board{};
  const web::Call* call = nullptr;
};
std::string spread_words(const Spread& s);
web::ui::Meter load_meter(const OfficerLoad& o);
std::string work_href(const LoadView& v, UnitId unit, AccountId officer, bool open);  // the steps behind a person's figures

struct StandardsView {
  std::vector<StandardLine> lines{};
  std::string unit_name{}, unit{};
  std::string procedure{}, step{};  // whose form is shown
  const web::Call* call = nullptr;
  web::Fields values{};
  std::vector<FieldError> errors{};
  bool may_set = false;
};
struct FlowView {
  FlowChoices asked{};
  FlowBoard board{};
};
std::vector<web::ui::Part> stay_parts(const FlowBoard& b);  // time by kind of stay
web::ui::BarList delay_bars(const FlowView& v, web::Label caption, dossier::LateBy by);
std::string stay_href(const FlowView& v, const StayPick& pick);
std::string delay_href(const FlowView& v, dossier::LateBy by, std::string_view name);

struct PapersView {
  FlowChoices asked{};
  std::vector<PaperLine> lines{};
};
std::string paper_href(const PapersView& v, const PaperLine& line);

class FlowPages {
 public:
  FlowPages(Flow& flow, Reports& reports, identity::Identity& identity, catalog::Catalog& catalog, const web::Shells& shells)
      : flow_(flow), reports_(reports), identity_(identity), catalog_(catalog), shells_(shells) {}
  static std::span<const web::RouteOf<FlowPages>> routes();

  web::Response load(web::Call& call);        // GET  /khoi-luong
  web::Response standards(web::Call& call);   // GET  /khoi-luong/dinh-muc?don_vi=
  web::Response set(web::Call& call);         // POST /khoi-luong/dinh-muc
  web::Response flow(web::Call& call);        // GET  /cham-o-dau
  web::Response papers(web::Call& call);      // GET  /giay-to-hay-sai
  web::Response load_list(web::Call& call);   // GET  /khoi-luong/ho-so
  web::Response flow_list(web::Call& call);   // GET  /cham-o-dau/ho-so
  web::Response paper_list(web::Call& call);  // GET  /giay-to-hay-sai/ho-so

 private:
  web::Response standards_page(web::Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status);
  Flow& flow_;
  Reports& reports_;
  identity::Identity& identity_;
  catalog::Catalog& catalog_;
  const web::Shells& shells_;
};

}  // namespace motcua::reports
