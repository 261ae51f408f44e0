// What the page files share. Private.
#pragma once

#include "indices/pages.hpp"
#include "web/ui.hpp"

namespace motcua::indices {

inline constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

std::vector<web::ui::Option> unit_options(const identity::Identity& identity, const std::vector<UnitId>& units);

template <class View>
web::Response Pages::page(web::Call& call, std::string title, std::vector<std::pair<std::string, std::string>> crumbs, View&& view,
                          std::span<const FieldError> errors) {
  std::vector<web::ui::Link> links;
  for (auto& [label, href] : crumbs) links.push_back({.label = std::move(label), .href = std::move(href)});
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = std::move(title), .crumbs = std::move(links), .errors = errors}, view);
  return web::Response::html(std::move(out).take(), errors.empty() ? 200 : 422);
}

}  // namespace motcua::indices
