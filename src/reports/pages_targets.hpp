// Targets of a unit, and its results for everybody: a page, a picture and data that other sites may show.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/board.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::reports {

struct TargetsView {
  std::vector<Reports::HeldTarget> held{};
  std::string unit_name{}, unit{};
  std::vector<web::ui::Option> indicators{}, kinds{};
  const web::Call* call = nullptr;
  web::Fields values{};
  std::vector<FieldError> errors{};
  bool may_set = false;
};
std::string held_words(const Reports::HeldTarget& h);

// What a unit tells everybody of a period: sums only.
struct ResultsView {
  Board board{};
  std::vector<web::ui::Option> units{};
  web::Fields values{};
  std::string meta{}, picture{}, data{};
};
std::vector<web::ui::Fact> result_facts(const Board& b);

class ResultPages {
 public:
  ResultPages(Reports& reports, identity::Identity& identity, const web::Shells& shells)
      : reports_(reports), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<ResultPages>> routes();

  web::Response targets(web::Call& call);     // GET  /bang-dieu-hanh/muc-tieu?don_vi=
  web::Response set_target(web::Call& call);  // POST /bang-dieu-hanh/muc-tieu
  web::Response results(web::Call& call);     // GET  /ket-qua-giai-quyet?don_vi=&ky=
  web::Response picture(web::Call& call);     // GET  /ket-qua-giai-quyet.svg
  web::Response data(web::Call& call);        // GET  /ket-qua-giai-quyet.json

 private:
  web::Response targets_page(web::Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status);
  Result<Board> board_of(const web::Call& call) const;
  Reports& reports_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::reports
