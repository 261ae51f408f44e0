// Pages of linked cases: reception of one submission with several procedures, a case with its parts, the queue of the dispatcher.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/links.hpp"
#include "dossier/pages_late.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

inline constexpr int kLinkRows = 4;

struct LinkPartView {
  int n = 0;
  catalog::VersionPtr procedure;
  Competence who;
  std::string agency_name;
  std::optional<Preview> preview;
  std::vector<web::ui::Option> papers;  // optional ones; those that must be there are listed
  std::vector<std::string> required;    // names with their number
  std::string name(std::string_view field) const { return std::string(field) + std::to_string(n); }
};
struct LinkDeskView {
  std::string csrf, form_id;
  web::Fields values;
  std::vector<FieldError> errors;
  std::vector<web::ui::Option> agencies;
  std::vector<LinkPartView> parts;
};
struct LinkListView {
  std::vector<LinkRow> rows;
  bool may_accept = false, may_dispatch = false;
};
struct LinkPageView {
  LinkView link;
  std::optional<LateCard> late;
  Instant now;
};
struct DispatchView {
  std::vector<DispatchRow> rows;
  std::vector<web::ui::Option> agencies;
  std::string csrf, code;  // code: the part that was answered wrongly
  web::Fields values;
  std::vector<FieldError> errors;
};
web::ui::Tag leg_tag(const LinkLegView& leg, Instant now);
web::ui::Facts leg_facts(const LinkLegView& leg);

class LinkPages {
 public:
  LinkPages(Links& links, Dossiers& dossiers, catalog::Catalog& catalog, identity::Identity& identity, const Clock& clock,
            const web::Shells& shells)
      : links_(links), dossiers_(dossiers), catalog_(catalog), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<LinkPages>> routes();

  web::Response list(web::Call& call);       // GET  /lien-thong
  web::Response desk(web::Call& call);       // GET  /lien-thong/moi
  web::Response receive(web::Call& call);    // POST /lien-thong/moi
  web::Response show(web::Call& call);       // GET  /lien-thong/{ma}
  web::Response queue(web::Call& call);      // GET  /lien-thong/dieu-phoi
  web::Response determine(web::Call& call);  // POST /lien-thong/dieu-phoi/{ma}

 private:
  LinkDeskView desk_view(web::Call& call, const web::Fields& sent, LinkedIntake& intake);
  web::Response desk_page(web::Call& call, const LinkDeskView& view, int status);
  web::Response queue_page(web::Call& call, DispatchView view, int status);
  std::vector<web::ui::Option> agency_options() const;
  Links& links_;
  Dossiers& dossiers_;
  catalog::Catalog& catalog_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
