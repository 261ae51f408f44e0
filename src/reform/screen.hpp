// What a page of this slice is made of, as data: the pages decide what stands on it, three templates write it. One look for all pages.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "reform/words.hpp"
#include "web/html.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui_board.hpp"
#include "web/ui_case.hpp"
#include "web/ui_form.hpp"
#include "web/ui_list.hpp"
#include "web/ui_page.hpp"

namespace motcua::reform {

namespace ui = web::ui;

struct Cell {
  std::string text{};
  std::string href{};
  std::string small{};  // second line, muted
  std::optional<ui::Tag> tag{};
  std::optional<ui::Meter> meter{};
};
struct Line {
  std::vector<Cell> cells{};
  ui::Tone tone = ui::Tone::none;
};
struct Grid {
  web::Label caption{};
  std::vector<ui::Column> columns{};
  std::vector<Line> lines{};
  web::Label empty_title{}, empty_text{};
  std::string newer{}, older{};  // pager
};
struct Action {
  std::string action{};
  web::Label label{};
  ui::ButtonKind kind = ui::ButtonKind::main;
  std::vector<std::pair<std::string, std::string>> hidden{};
};
// A card; what is empty is not shown. In this order: figure, bar, figures, text, facts, grid, chart, events, links, actions.
struct Block {
  web::Label title{};
  std::string count{};
  bool accent = false, bare = false;  // bare: without a card around it
  std::optional<ui::BigFigure> big{};
  std::vector<ui::Part> parts{};
  std::vector<ui::Figure> figures{};
  std::vector<ui::Notice> notices{};
  std::vector<std::string> text{};
  std::vector<ui::Fact> facts{};
  std::optional<ui::BarList> bars{};
  std::optional<Grid> grid{};
  std::optional<ui::Chart> chart{};
  std::vector<ui::Event> events{};
  std::vector<ui::ChecklistItem> checklist{};
  std::vector<ui::Link> links{};
  std::vector<Action> actions{};
  bool flush() const {
    return grid && text.empty() && facts.empty() && figures.empty() && parts.empty() && !big && links.empty() && actions.empty() &&
           notices.empty();
  }
};
enum class Layout : std::uint8_t { full, halves, thirds };
struct Group {
  web::Label title{};
  Layout layout = Layout::full;
  std::vector<Block> blocks{};
};
struct Screen {
  std::string title{}, caption{};
  std::vector<web::Content> meta{};
  std::vector<ui::Link> links{};
  std::vector<ui::Link> crumbs{};
  std::vector<ui::Link> tabs{};
  std::vector<Group> groups{};
  Screen& add(Block block) {
    groups.push_back({.blocks = {std::move(block)}});
    return *this;
  }
};

// One form, one page: nothing typed is lost, errors stand beside their fields.
struct Field {
  enum class Kind : std::uint8_t { heading, radios, text, area, date, number, decimal, money, select, check, checks, file, hidden, note };
  Kind kind = Kind::text;
  std::string name{};
  web::Label label{};
  web::Label hint{};
  std::vector<ui::Option> options{};
  web::Label none{};
  bool optional = false;
  std::string value{};
  std::string accept{};
};
struct FormScreen {
  std::string title{}, caption{};
  std::vector<ui::Link> crumbs{};
  std::string action{};
  std::vector<std::string> text{};
  std::vector<Field> fields{};
  web::Label button = "Lưu";
  std::string back{};
  std::string id{};  // "giu-…": entries are kept on the machine until they are sent
  bool multipart = false;
};

std::vector<ui::Option> content_options();
template <class E> std::vector<ui::Option> options_of() {
  std::vector<ui::Option> out;
  for (const auto& r : EnumWords<E>::kRows) out.push_back({.value = std::string(r.word), .label = r.label});
  return out;
}

web::Response show(web::Call& call, const web::Shells& shells, const Screen& screen);
web::Response show(web::Call& call, const web::Shells& shells, const FormScreen& form, std::vector<FieldError> errors = {});
// The same for everybody: in the shell of the citizens' side.
web::Response show_public(web::Call& call, const web::Shells& shells, const Screen& screen, ui::Link back);
web::Response show_public(web::Call& call, const web::Shells& shells, const FormScreen& form, std::vector<FieldError> errors = {});
// After a POST: onward with a message, or the form again with its errors, or the error page.
web::Response onward(std::string location, std::string flash);

std::optional<Day> day_in(const web::Fields& form, std::string_view name);
// A day that is written but cannot be read is an error of its field.
void check_day(const web::Fields& form, std::string_view name, std::vector<FieldError>& wrong);

}  // namespace motcua::reform
