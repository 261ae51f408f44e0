// Pages of the same visit and of sessions outside the desk.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "visit/visit.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::visit {

struct BoardView {
  std::string csrf, unit_name, today;
  std::vector<web::ui::Link> tabs;
  Board board;
  std::vector<Promise> promises;
  bool may_promise = false;
  Instant now;
  web::Fields values;
  std::vector<FieldError> errors;
};
struct SessionsView {
  std::string csrf, unit_name, today;
  std::vector<web::ui::Link> tabs;
  std::vector<Session> sessions;
  SessionId wrong;
  web::Fields values;
  std::vector<FieldError> errors;
};
std::string left_words(Instant now, Instant promised);  // "còn 12 phút", "quá 5 phút"

class Pages {
 public:
  Pages(Visits& visits, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : visits_(visits), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response board(web::Call& call);        // GET  /khong-hen
  web::Response promise(web::Call& call);      // POST /khong-hen/loi-hua
  web::Response sessions(web::Call& call);     // GET  /phien-ngoai-quay
  web::Response add_session(web::Call& call);  // POST /phien-ngoai-quay
  web::Response add_case(web::Call& call);     // POST /phien-ngoai-quay/{so}

 private:
  web::Response board_page(web::Call& call, std::vector<FieldError> errors, int status);
  web::Response sessions_page(web::Call& call, SessionId wrong, std::vector<FieldError> errors, int status);
  Visits& visits_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::visit
