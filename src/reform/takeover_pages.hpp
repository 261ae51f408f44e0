// Pages of the takeover of desks by the public post.
#pragma once

#include <span>

#include "reform/screen.hpp"
#include "reform/takeover.hpp"

namespace motcua::reform {

class TakeoverPages {
 public:
  TakeoverPages(Takeovers& takeovers, const web::Shells& shells) : takeovers_(takeovers), shells_(shells) {}
  static std::span<const web::RouteOf<TakeoverPages>> routes();

  web::Response list(web::Call& call);
  web::Response unit(web::Call& call);
  web::Response form(web::Call& call);
  web::Response reach(web::Call& call);

 private:
  Takeovers& takeovers_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
