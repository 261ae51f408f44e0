// Pages of the boards with QR codes, and where a read code leads.
#pragma once

#include <span>

#include "portal/boards.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct BoardsView {
  std::vector<Board> boards;
  std::vector<web::ui::Option> units;
  std::int64_t scans = 0, scans_of_month = 0;
  std::string month;  // "11/2026"
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};

class BoardPages {
 public:
  BoardPages(Boards& boards, identity::Identity& identity, const web::Shells& shells)
      : boards_(boards), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<BoardPages>> routes();

  web::Response read(web::Call& call);     // GET /B/{bang}/{ma}
  web::Response list(web::Call& call);     // GET /quan-tri/bang-ma?thang=11/2026
  web::Response add(web::Call& call);      // POST
  web::Response sheet(web::Call& call);    // GET /quan-tri/bang-ma/{so}/phieu.pdf?kho=a5
  web::Response reprint(web::Call& call);  // POST …/in-lai
  web::Response end(web::Call& call);      // POST …/thao

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors);
  web::Response after(web::Call& call, const Status& done, std::string flash);
  Boards& boards_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::portal
