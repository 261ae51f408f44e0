// The web side: pages of all slices on one router, and the server in front of it.
#pragma once

#include <memory>
#include <vector>

#include "app/compose.hpp"
#include "web/http.hpp"
#include "web/router.hpp"

namespace motcua::app {

// Router with every route of the program; usable without a socket (tests walk it).
class Site {
 public:
  explicit Site(Services& services);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  web::Router& router();
  web::Metrics& metrics();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::app
