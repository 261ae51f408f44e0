#include "web/assets.hpp"

#include <algorithm>

#include "web/assets_table.hpp"

namespace motcua::web {

std::string_view asset_url(std::string_view name) {
  const auto table = asset_table();
  for (const auto& asset : table)
    if (asset.name == name) return asset.url;
  ensure(table.empty(), "asset_url: no such asset");
  return "/tai-san/chua-dung";  // a build without npm packages has no assets; pages still work, unstyled
}

const Asset* find_asset(std::string_view url) {
  const auto table = asset_table();
  const auto found = std::ranges::lower_bound(table, url, {}, &Asset::url);
  return found != table.end() && found->url == url ? &*found : nullptr;
}

Response serve_asset(Call& call) {
  const auto* asset = find_asset(call.request.path);
  if (asset == nullptr) {
    auto missing = Response::text("Không có tệp này.\n", 404);
    missing.shared = true;
    return missing;
  }
  Response r;
  r.content_type = asset->content_type;
  // The name changes with the content, so the address itself is the validator.
  const std::string etag = "\"" + std::string(asset->url.substr(asset->url.rfind('/') + 1)) + "\"";
  r.headers = {{"Cache-Control", "public, max-age=31536000, immutable"}, {"ETag", etag}, {"Vary", "Accept-Encoding"}};
  if (call.request.header("if-none-match") == etag) {
    r.status = 304;
    return r;
  }
  const bool pack = !asset->gzip.empty() && call.request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (pack) r.headers.emplace_back("Content-Encoding", "gzip");
  r.body = pack ? asset->gzip : asset->bytes;
  return r;
}

std::vector<Route> asset_routes() {
  return {{Method::get, kAssetRoute, kOpen, [](Call& call) { return serve_asset(call); }, 0, "web"}};
}

}  // namespace motcua::web
