// What the views show. Private.
#pragma once

#include <string>
#include <vector>

#include "review/review.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::review {

std::string milli_words(Milli n);  // "1,5"
std::string verdict_words(std::string_view verdict);
web::ui::Tag state_tag(ItemState state);
std::string cells_words(const Cells& cells);  // "1,5 giờ, thuê 10.000 ₫"

struct ListView {
  std::vector<PlanSummary> rows{};
  std::string older{};
  bool may_make = false;
};
struct PlanFormView {
  std::vector<web::ui::Option> units{};
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
  std::string year{};
};
struct WagesView {
  std::vector<WageRow> rows{};
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
  bool may_add = false;
};
struct PlanPageView {
  PlanView plan{};
  std::string base{};
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
};
struct ItemPageView {
  ItemView view{};
  std::string base{}, form{};
  const Step* step{};  // being edited
  const web::Call* call{};
  const std::vector<FieldError>* errors{};
};
web::ui::Form item_form(const ItemPageView& v, std::string_view action);
std::vector<web::ui::Option> verdict_options();
std::vector<web::ui::Option> outcome_options();
std::vector<web::ui::Option> work_options();
std::string days_words(const ItemRow& item);
std::vector<web::ui::Fact> saving_facts(const ItemPageView& v);

}  // namespace motcua::review
