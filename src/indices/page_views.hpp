// What the views show. Private.
#pragma once

#include <string>
#include <vector>

#include "indices/indices.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::indices {

// A rule in sentences, one a line.
std::vector<std::string> rule_lines(const CriteriaSet& set, const Item& item);
std::string answer_words(const Item& item, const Answer& answer);
std::string points_words(const ItemScore& score);   // "1,25", "chưa có", "không áp dụng"
std::string of_max(Fraction points, Fraction max);  // "18,43 / 20"
// Only a final score has a grade: what is not scored yet is not weak.
web::ui::Tag grade_of(const CriteriaSet& set, CardState state, Fraction total);
web::ui::Meter points_meter(Fraction points, Fraction max);
web::ui::Tag state_tag(CardState state);
// The tree of an explanation, one line a part.
struct TreeLine {
  int depth = 0;
  std::string text{}, value{}, id{};
};
std::vector<TreeLine> tree_lines(const Explained& tree);

struct HomeView {
  std::vector<web::ui::Task> rows{};
};

// ---- index 766
struct FactLine {
  std::string name{}, value{}, source{};
  bool recorded = false;
  std::vector<std::pair<std::string, std::string>> lists{};
};
struct IndexItemView {
  const ItemScore* score{};
  std::vector<FactLine> facts{};
};
struct IndexPageView {
  IndexView index{};
  std::vector<IndexPlace> places{};
  std::vector<IndexPoint> months{};
  std::vector<const ItemScore*> lost{};  // most points first
  std::vector<web::ui::Option> periods{}, units{};
  web::Fields values{};
  std::string query{}, meta{};
};
IndexItemView item_view(const IndexView& v, const ItemScore& score);
web::ui::Chart month_chart(const std::vector<IndexPoint>& months);
std::string place_href(const IndexPageView& v, UnitId unit);

// ---- sets, figures, series
struct SetPageView {
  SetRow row{};
  SetPtr set{};
};
struct FiguresView {
  UnitId unit{};
  std::vector<web::ui::Option> units{}, facts{};
  std::vector<FactRow> rows{};
  std::map<std::string, std::string> names{};
  std::string older{};
  const web::Call* call{};
  bool may_add = false;
  const std::vector<FieldError>* errors{};
  web::Fields values{};
};
struct SeriesLine {
  std::string name{}, part{};
  std::vector<SeriesRow> rows{};  // by year
};
struct SeriesView {
  UnitId unit{};
  std::vector<web::ui::Option> units{}, codes{};
  std::vector<SeriesLine> lines{};
  const web::Call* call{};
  bool may_add = false;
  const std::vector<FieldError>* errors{};
  web::Fields values{};
};
web::ui::Chart series_chart(const SeriesLine& line);
std::string change_words(const SeriesLine& line, std::size_t i);

// ---- rounds
struct RoundsView {
  std::vector<RoundSummary> rows{};
  std::string older{};
  bool may_open = false;
};
struct RoundFormView {
  std::vector<web::ui::Option> sets{}, owners{};
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
  web::Fields values{};
};
struct RoundPageView {
  RoundView round{};
  std::string base{}, meta{};
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
};
std::vector<web::ui::Option> candidate_options(const RoundView& round);
std::string difference_words(Fraction self, Fraction now);
struct WhatIfView {
  RoundView round{};
  std::optional<WhatIf> result{};
  std::string base{}, error{};
  web::Fields values{};
  std::vector<std::pair<const Metric*, std::vector<web::ui::Option>>> metrics{};
  std::vector<web::ui::Option> items{};
};
std::string rank_move(const WhatIfRow& row);

struct CardPageView {
  CardView card{};
  std::string base{}, meta{}, remaining{};
  const web::Call* call{};
};
std::vector<web::ui::Fact> card_facts(const CardPageView& v);
struct GapLine {
  const ItemScore* score{};
  std::string before{};
};
struct GapsView {
  CardView card{};
  std::string base{};
  std::vector<GapLine> lines{};
  std::vector<web::ui::Part> fields{};
};
struct ItemPageView {
  CardView card{};
  ItemView item{};
  std::string base{}, form{};  // which form was sent
  const Rule* rule{};          // the one that holds beside the other answers
  Answer proposed{};           // shown in the forms
  std::string condition{};     // why nothing can be answered yet
  std::vector<FactLine> facts{};
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
  std::string previous{}, next{};
};
bool can_appraise(const ItemPageView& v);
web::ui::Form answer_form(const ItemPageView& v, std::string_view action);
std::vector<web::ui::Option> reason_options();
std::vector<web::ui::Option> evidence_options();
std::vector<web::ui::Option> choice_options(const Rule& rule);
std::string typed(const std::optional<Fraction>& f);
std::vector<web::ui::Event> history_events(const ItemPageView& v);

}  // namespace motcua::indices
