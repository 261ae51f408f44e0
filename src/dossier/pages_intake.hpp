// The desk's pages of online filing: what waits, one filing, receive, ask, refuse.
#pragma once

#include <span>

#include "dossier/online_filing.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

struct IntakeBoardView {
  OnlineFiling::Board board;
  std::string csrf;
};
struct IntakeView {
  Filing filing;
  catalog::VersionPtr procedure;
  Preview preview;
  std::string preview_fault;  // why it cannot be received at all
  std::vector<web::ui::Fact> person, answers;
  std::vector<std::pair<std::string, std::vector<web::ui::Fact>>> form;  // by group, as it was asked; the first may have no heading
  struct Paper {
    std::string id, name;
    std::vector<FilingFile> files;
  };
  std::vector<Paper> papers;
  std::vector<web::ui::Option> askable;  // the declaration and each paper
  std::string paper_name(std::string_view id) const;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
  bool waits() const { return filing.state == FilingState::submitted; }
  std::string base() const { return "/tiep-nhan/truc-tuyen/" + filing.number; }
};

class IntakePages {
 public:
  IntakePages(OnlineFiling& filing, Dossiers& dossiers, const web::Shells& shells)
      : filing_(filing), dossiers_(dossiers), shells_(shells) {}
  static std::span<const web::RouteOf<IntakePages>> routes();

  web::Response board(web::Call& call);   // GET /tiep-nhan/truc-tuyen
  web::Response show(web::Call& call);    // GET /tiep-nhan/truc-tuyen/{so}
  web::Response file(web::Call& call);    // GET /tiep-nhan/truc-tuyen/{so}/tep/{hash}
  web::Response accept(web::Call& call);  // POST …/tiep-nhan
  web::Response ask(web::Call& call);     // POST …/yeu-cau-sua
  web::Response refuse(web::Call& call);  // POST …/tu-choi

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors);
  web::Response answered(web::Call& call, const Status& done, std::string flash);
  OnlineFiling& filing_;
  Dossiers& dossiers_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
