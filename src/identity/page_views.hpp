// What the pages of this context show.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::identity {

namespace ui = web::ui;

struct FormPage {
  const web::Call& call;
  std::vector<FieldError> errors{};
  std::string message{};  // an error that belongs to no field
  std::string next{};     // where to go afterwards
};

}  // namespace motcua::identity
