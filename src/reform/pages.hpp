// All pages of this slice, for app.
#pragma once

#include <memory>
#include <vector>

#include "reform/reform.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::reform {

class Pages {
 public:
  Pages(Reform& reform, const web::Shells& shells);
  ~Pages();
  std::vector<web::Route> routes();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::reform
