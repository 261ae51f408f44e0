// What I was told (citizens), and what could not be delivered (administrators).
#pragma once

#include <span>

#include "notify/messages.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::notify {

struct ToldView {
  std::vector<Message> messages;
};
struct TroubledView {
  std::vector<Message> messages;
  const web::Call* call = nullptr;
};

class Pages {
 public:
  Pages(Messages& messages, const web::Shells& shells) : messages_(messages), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response told(web::Call& call);      // GET /tin-cua-toi
  web::Response troubled(web::Call& call);  // GET /quan-tri/tin-nhan
  web::Response retry(web::Call& call);     // POST /quan-tri/tin-nhan/{so}/gui-lai

 private:
  Messages& messages_;
  const web::Shells& shells_;
};

}  // namespace motcua::notify
