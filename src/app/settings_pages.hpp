// The page the settings of all slices hang on: what the reader may open, with a line about each.
#pragma once

#include <span>
#include <string_view>

#include "web/http.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"

namespace motcua::app {

struct SettingsEntry {
  std::string_view name, href, about;
};
// All settings pages of the program, in the order they are shown.
std::span<const SettingsEntry> settings_entries();

class SettingsPages {
 public:
  SettingsPages(const web::Router& router, const web::Shells& shells) : router_(router), shells_(shells) {}
  static std::span<const web::RouteOf<SettingsPages>> routes();

  web::Response index(web::Call& call);  // GET /quan-tri

 private:
  const web::Router& router_;  // knows what each page asks for
  const web::Shells& shells_;
};

}  // namespace motcua::app
