// The page of a list behind a figure that is no cell of a form.
#pragma once

#include <string>

#include "reports/listed.hpp"
#include "reports/reports.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::reports {

struct ListedView {
  Listed list{};
  std::string period{}, older{};
  web::ui::Link back{};
};
// `back`: the page the figure stands on.
web::Response listed_page(web::Call& call, const web::Shells& shells, Result<Listed> list, const Question& question,
                          const web::ui::Link& back);

}  // namespace motcua::reports
