// All pages of this slice, for app.
#pragma once

#include <memory>
#include <vector>

#include "survey/survey.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::survey {

class Pages {
 public:
  Pages(Survey& survey, const web::Shells& shells);
  ~Pages();
  std::vector<web::Route> routes();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::survey
