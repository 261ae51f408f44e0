// Style sheets, scripts, fonts and pictures: inside the program, named by their content, so that browsers may keep them for ever.
#pragma once

#include <string>
#include <string_view>

#include "web/http.hpp"

namespace motcua::web {

// asset_url("staff.css") -> "/tai-san/staff.3f9a0c21.css". An unknown name throws BrokenInvariant, except in a build without assets
// (no node_modules), where the plain name comes back.
std::string_view asset_url(std::string_view name);

struct Asset {
  std::string_view name;          // "staff.css"
  std::string_view url;           // "/tai-san/staff.3f9a0c21.css"
  std::string_view content_type;  // "text/css; charset=utf-8"
  std::string_view bytes;
  std::string_view gzip;  // empty when packing does not pay (fonts)
};
const Asset* find_asset(std::string_view url);  // by address; nullptr when there is none

inline constexpr std::string_view kAssetRoute = "/tai-san/{ten...}";
// GET /tai-san/…: immutable for a year, packed when the client takes gzip, 304 on the same ETag, 404 as a plain answer.
Response serve_asset(Call& call);
// The one route of the assets, for Router::add.
std::vector<Route> asset_routes();

}  // namespace motcua::web
