// Pages of settling with the post month by month.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "post/settlement.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::post {

struct MonthsView {
  std::string unit_name;
  std::vector<web::ui::Link> tabs;
  std::vector<Month> months;
};
struct MonthPageView {
  std::string csrf, unit_name;
  MonthView view;
  web::Fields values;
  std::vector<FieldError> errors;
  std::string base() const;
};
std::string month_address(Day first);  // "2026-10"
std::string month_title(Day first);    // "Tháng 10/2026"
std::string difference_words(const Month& m);

class SettlementPages {
 public:
  SettlementPages(Settlements& settlements, identity::Identity& identity, const web::Shells& shells)
      : settlements_(settlements), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<SettlementPages>> routes();

  web::Response list(web::Call& call);      // GET  /thu-phi/buu-chinh
  web::Response show(web::Call& call);      // GET  /thu-phi/buu-chinh/{thang}
  web::Response transfer(web::Call& call);  // POST /thu-phi/buu-chinh/{thang}/khoan
  web::Response close(web::Call& call);     // POST /thu-phi/buu-chinh/{thang}/khoa

 private:
  web::Response page(web::Call& call, Day first, std::vector<FieldError> errors, int status);
  Settlements& settlements_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::post
