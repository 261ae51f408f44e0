#include "reports/pages_listed.hpp"

#include <fmt/core.h>

#include "reports/exports.hpp"
#include "views/reports/listed.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

web::Response listed_page(web::Call& call, const web::Shells& shells, Result<Listed> list, const Question& q, const web::ui::Link& back) {
  if (!list) return web::error_response(call, list.error());
  ListedView v{.list = *std::move(list), .period = fmt::format("{} ({}).", q.period.label, period_words(q)), .back = back};
  if (!v.list.next.empty()) {
    web::Fields next;
    for (const auto& [name, value] : call.request.query.items())
      if (name != "sau" && !value.empty()) next.add(name, value);
    next.add("sau", v.list.next);
    v.older = fmt::format("{}?{}", call.request.path, web::to_urlencoded(next));
  }
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells.staff(call), {.title = web::Label(v.list.title), .crumbs = {v.back}},
                      [&](web::Html& body) { views::listed(body, v); });
  return web::Response::html(std::move(out).take());
}

}  // namespace motcua::reports
