// Pages of the forms of mixed_forms.hpp: form, what is behind a figure, entering figures, files, signed-off forms.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/mixed_exports.hpp"
#include "reports/page_views.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::reports {

// "bieu=06a&ky=quy-2026-3&don_vi=12".
std::string query_of(const MixedAsk& ask);
std::string cell_href(const MixedAsk& ask, std::string_view row, int column);

struct EntryLink {
  std::string label{}, href{};
};
struct MixedView {
  MixedReport report{};
  std::vector<web::ui::Option> forms{}, periods{}, units{};
  web::Fields values{};
  std::string query{};
  std::vector<EntryLink> entry{};   // rows the reader may enter figures in
  const web::Call* call = nullptr;  // set: the reader may sign it off
};
web::ui::Table mixed_frame(const MixedForm& form);
std::vector<std::string> rule_lines(const MixedForm& form);

struct MixedCellView {
  MixedReport report{};
  MixedCell cell{};
  std::string row{}, back{}, xlsx{}, entry{};
};

std::string fact_words(const MixedColumn& c, const Fact& fact);  // what one fact adds

struct MixedEntryView {
  MixedReport report{};
  MixedLine line{};
  std::vector<const MixedColumn*> columns{};  // those that are entered
  web::Fields values{};
  std::vector<FieldError> errors{};
  std::string back{};
  const web::Call* call = nullptr;
};
std::string entry_label(const MixedColumn& c);
std::string entry_value(const MixedEntryView& v, const MixedColumn& c);  // what holds now

struct MixedFrozenView {
  FrozenMixed frozen{};
};
std::string compare_words(const MixedColumn& c, const MixedValue& then, const MixedValue& now);

class MixedPages {
 public:
  MixedPages(MixedForms& forms, Reports& reports, identity::Identity& identity, catalog::Catalog& catalog, const web::Shells& shells)
      : forms_(forms), reports_(reports), identity_(identity), catalog_(catalog), shells_(shells) {}
  static std::span<const web::RouteOf<MixedPages>> routes();

  web::Response form(web::Call& call);  // GET  /bao-cao/bieu
  web::Response xlsx(web::Call& call);  // GET  /bao-cao/bieu.xlsx
  web::Response csv(web::Call& call);   // GET  /bao-cao/bieu.csv
  web::Response pdf(web::Call& call);   // GET  /bao-cao/bieu.pdf
  web::Response cell(web::Call& call);  // GET  /bao-cao/bieu/o
  web::Response cell_xlsx(web::Call& call);
  web::Response entry(web::Call& call);   // GET  /bao-cao/bieu/nhap
  web::Response enter(web::Call& call);   // POST /bao-cao/bieu/nhap
  web::Response freeze(web::Call& call);  // POST /bao-cao/bieu/chot
  web::Response frozen(web::Call& call);  // GET  /bao-cao/bieu/da-chot/{so}

 private:
  // `strict`: the form and period asked for or an error; else the nearest that fits the unit.
  Result<MixedAsk> asked(const web::Call& call, const web::Fields& q, bool strict) const;
  template <class F> web::Response file(web::Call& call, F&& make);
  web::Response entry_page(web::Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status);

  MixedForms& forms_;
  Reports& reports_;
  identity::Identity& identity_;
  catalog::Catalog& catalog_;
  const web::Shells& shells_;
};

}  // namespace motcua::reports
