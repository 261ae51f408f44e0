// What the views show. Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/board.hpp"
#include "reports/exports.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::reports {

// Address parts of a question: "bieu=07a&ky=thang-2026-11&don_vi=12".
std::string query_of(const Form& form, const Question& q);
// The list behind a figure.
std::string cell_href(const Form& form, const Question& q, const RowKey& row, int column);
// The list behind a fact of the board; `part`: of the part of a rate, else of its whole.
std::string fact_href(const Question& q, std::string_view fact, bool part);
std::string columns_href(const Question& q, const RowKey& row, int column);  // of form 07a, whatever form the page shows

struct Choices {
  std::vector<web::ui::Option> forms{}, periods{}, units{}, fields{}, places{}, settling{}, officers{};
  std::string partial{};  // what the reader may not see is not counted: said, so that nobody takes the rest for everything
};

struct TableView {
  Report report{};
  std::vector<Line> lines{};
  std::vector<Correction> corrections{};
  Choices choices{};
  web::Fields values{};
  std::string query{}, heading{}, meta{}, sending{};
  std::string mixed{};              // the unit's other forms
  const web::Call* call = nullptr;  // set: the reader may sign it off
};
std::vector<std::pair<std::string, std::string>> freeze_fields(const TableView& v);
web::ui::Table table_frame(const TableView& v);
std::vector<std::string> rule_lines(const Form& form);
std::string effect_words(Effect e);

// A cell of a report signed off beside what it is now.
struct FrozenLine {
  Line then{};
  std::vector<std::int64_t> now{};
};
std::vector<FrozenLine> frozen_lines(const FrozenReport& r);
std::string compare_words(std::int64_t then, std::int64_t now);  // "12, nay 13"
web::ui::Table frozen_frame(const FrozenReport& r);
std::string frozen_href(const FrozenSummary& f);

struct CellView {
  CellList list{};
  Question question{};
  std::string title{}, caption{}, rule{}, back{}, older{}, xlsx{};
};
std::string sum_words(const CellView& v);  // "(3) = (4) + (5)"

struct BoardView {
  Board board{};
  std::optional<Board> other{};  // of the unit it is compared with
  Choices choices{};
  web::Fields values{};
  std::string query{}, meta{};
};
std::vector<web::ui::Link> board_links(const BoardView& v);
std::vector<web::ui::Figure> tiles(const BoardView& v);
std::vector<web::ui::Figure> today_tiles(const BoardView& v);
web::ui::Chart month_chart(const BoardView& v);
web::ui::BarList field_bars(const BoardView& v);
std::string unit_href(const BoardView& v, const BoardUnit& u);
std::string rank_change(const BoardUnit& u);
web::ui::Tag rank_tag(const BoardView& v, const BoardUnit& u);
web::ui::Meter rank_meter(const BoardView& v, const BoardUnit& u);
// A rate with the lists of its part and its whole.
struct RateCell {
  std::string text{}, part{}, part_href{}, whole{}, whole_href{};
};
// An indicator with its target, the periods before, and the unit it is compared with.
struct CompareLine {
  std::string title{}, formula{};
  std::vector<RateCell> cells{};  // this period, the one before, the year before, the other unit when there is one
  std::string target{};
  web::ui::Tone tone{};
};
std::vector<CompareLine> compare_lines(const BoardView& v);
web::ui::Table compare_frame(const BoardView& v);

struct CoverageView {
  ProcedureCoverage coverage{};
  Question question{};
  Choices choices{};
  web::Fields values{};
  std::string meta{};
};

}  // namespace motcua::reports
