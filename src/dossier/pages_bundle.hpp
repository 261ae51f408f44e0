// The dispute file of a dossier, and the key it is signed with, published.
#pragma once

#include <span>
#include <string>

#include "dossier/bundle.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::dossier {

struct BundleKeyView {
  std::string fingerprint;
};

class BundlePages {
 public:
  BundlePages(Bundles& bundles, const web::Shells& shells) : bundles_(bundles), shells_(shells) {}
  static std::span<const web::RouteOf<BundlePages>> routes();

  web::Response download(web::Call& call);  // GET /ho-so/{ma}/tranh-chap.zip
  web::Response key(web::Call& call);       // GET /khoa-ky

 private:
  Bundles& bundles_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
