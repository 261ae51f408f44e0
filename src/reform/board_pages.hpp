// "Điều hành cải cách": what is late, whose, since when. Each figure opens its list.
#pragma once

#include <span>

#include "reform/screen.hpp"
#include "reform/services.hpp"

namespace motcua::reform {

class BoardPages {
 public:
  BoardPages(Services& services, const web::Shells& shells) : s_(services), shells_(shells) {}
  static std::span<const web::RouteOf<BoardPages>> routes();
  web::Response board(web::Call& call);

 private:
  Services& s_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
