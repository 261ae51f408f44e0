// Lists: tables that become labelled rows on phones, tabs, pager, summary and fact lists, tags.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "web/html.hpp"
#include "web/ui_page.hpp"

namespace motcua::web::ui {

struct Tag {
  Label label{};
  Tone tone = Tone::none;
};
void tag(Html& out, const Tag& tag);

// ---- table -------------------------------------------------------------------------------------------------------------------------
struct Column {
  Label label{};
  bool numeric = false;
  std::string sort_href{};  // a link that sorts by this column
  char sorted = ' ';        // '+' ascending, '-' descending, ' ' not by this one
  int width = 0;            // per cent, 0 = as needed
  bool label_hidden = false;
};
struct HeadGroup {  // over columns that belong together; an empty label stands over those that have none
  Label label{};
  int columns = 1;
};
struct Table {
  Label caption{};
  bool caption_hidden = true;
  std::vector<Column> columns{};
  std::vector<std::vector<HeadGroup>> groups{};  // rows above the labels of the columns, from top to bottom
  bool dense = false;
  bool plain = false;  // without the row lines (inside cards on boards)
};
struct Row {
  Tone tone = Tone::none;  // bad: red edge
  bool selected = false;
  std::string id{};
};
class TableWriter {
 public:
  explicit TableWriter(const Table& table) : table_(table) {}
  void row(Html& out, const Row& row, Slot cells);
  void row(Html& out, Slot cells) { row(out, {}, cells); }
  // Next cell of the row. The first call with .head makes a row header.
  void cell(Html& out, const Content& content);
  void cell(Html& out, Slot content);
  void head_cell(Html& out, const Content& content);
  void head_cell(Html& out, Slot content);
  // A heading over the rows that follow: "Quá hạn 1".
  void group(Html& out, const Link& group);
  // A full-width row that belongs to the one above: what must be done about it.
  void note(Html& out, const Row& row, Slot content);

 private:
  void begin(Html& out, bool head);
  void end(Html& out);
  const Table& table_;
  std::size_t column_ = 0;
  bool in_head_ = false;
};
using TableSlot = BasicSlot<TableWriter&>;
void table(Html& out, const Table& table, TableSlot body);

// ---- around lists -------------------------------------------------------------------------------------------------------------------
struct Tabs {
  Label label{};  // read out: "Phần của hồ sơ"
  std::vector<Link> items{};
};
void tabs(Html& out, const Tabs& tabs);
void chips(Html& out, const Tabs& tabs);    // two-line link boxes (checklist groups); count is the second line
void sub_nav(Html& out, const Tabs& tabs);  // column of links (settings)
struct Pager {
  std::string newer{};  // addresses; empty: none
  std::string older{};
  Label shown{};  // "10 hồ sơ mỗi trang"
};
void pager(Html& out, const Pager& pager);

// ---- terms and values ------------------------------------------------------------------------------------------------------------------
struct Fact {
  Label term{};
  Content value{};
  std::vector<Link> actions{};  // "Sửa"
  Label action_about{};         // read out after the action: "nơi sinh"
};
struct Facts {
  std::vector<Fact> rows{};
  bool numeric = false;  // values at the right
};
void summary_list(Html& out, const Facts& facts);  // "Kiểm tra trước khi nộp", settings
void facts(Html& out, const Facts& facts);         // compact, side column; citizens: term over value on phones

struct Sum {
  Label label{};
  std::string amount{};  // written: "16.000 ₫"
};
struct Fees {
  std::vector<Sum> rows{};
  Label total_label = "Tổng cộng";
  std::string total{};
};
void fees(Html& out, const Fees& fees);

struct HeldItem {
  Label title{};
  Label text{};
};
void item_list(Html& out, const std::vector<HeldItem>& items);
struct Message {
  std::string from{};
  std::string when{};
  std::string text{};
  bool outgoing = false;
};
void messages(Html& out, const std::vector<Message>& messages);

}  // namespace motcua::web::ui
