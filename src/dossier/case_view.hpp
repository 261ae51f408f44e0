// What the pages of worklists, of one case, of the register and of the return desk show. Private.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dossier/dossier.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

struct ListView {
  Worklist list;
  web::Fields query;
  std::vector<web::ui::Link> tabs;
  std::vector<web::ui::Option> fields;  // lĩnh vực
  std::string heading, summary;
  std::string older;  // address of the next page
  Instant now;
  std::string csrf;
  std::string bulk;                    // address that takes several ticked dossiers; empty: this list has no such deed
  std::vector<web::ui::Option> units;  // that ticked dossiers can be handed to
  std::string export_query;            // the filters of this list
};
std::vector<web::ui::Column> list_columns(const ListView& v);
std::string tick_value(const DossierRow& row);  // "id.version.code"

// What several deeds at once came to.
struct BulkView {
  std::string said, back;
  int done = 0;
  std::vector<std::pair<std::string, std::string>> failed;  // code and why
};

struct CaseView {
  CaseFile file;
  std::string csrf, tab;
  web::Fields values;
  std::vector<FieldError> errors;
  std::vector<web::ui::Option> units, officers, reviewers, signers;
  Instant now;
  bool can_note = false;

  bool may(Action a) const;
  const Move* move(Action a) const;
  bool may_ask_for_time() const;  // form 04: works on it or signs, and the date is near
  std::string base() const { return "/ho-so/" + file.dossier.code; }
  std::string version() const { return std::to_string(file.dossier.version); }
};

struct ReturnDeskView {
  std::string csrf, typed;
  std::vector<FieldError> errors;
  web::Fields values;
  std::optional<CaseFile> file;
  std::vector<DossierRow> ready;
};

web::ui::Due due_of(const DossierRow& row);
web::ui::CaseHead head_of(const CaseView& v);
web::ui::NextAction next_of(const CaseView& v);
std::vector<web::ui::Link> tabs_of(const CaseView& v);
std::vector<web::ui::Task> tasks_of(const CaseView& v);
std::vector<web::ui::Event> timeline_of(const CaseView& v);
web::ui::Facts person_facts(const CaseFile& file);
web::ui::Fees fees_of(const CaseFile& file);
std::string_view result_heading(const CaseFile& file);
web::ui::Facts result_facts(const ResultView& r);
web::ui::Facts return_facts(const ReturnView& r);
std::vector<web::ui::Message> notes_of(const CaseFile& file);
std::string default_title(const CaseFile& file);  // name of the result paper of the procedure
std::string moment(Instant t);                    // "16:30 01/12/2026"
web::ui::Tone tone_of(Urgency u);
std::string plain_name(std::string_view procedure_name);  // "Thủ tục đăng ký khai sinh" -> "Đăng ký khai sinh"
std::string holder_words(const DossierRow& row);          // "Phạm Thị A, Phòng Tư pháp"
web::ui::Tag tag_of(State s);
std::string copies_words(const PaperView& p);
std::vector<web::ui::Option> identity_checks();
std::vector<web::ui::Option> outcomes_of(const CaseFile& file);  // of the running step that can be chosen now

}  // namespace motcua::dossier
