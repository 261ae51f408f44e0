#include "web/ui_list.hpp"

#include "base/result.hpp"

namespace motcua::web::ui {
namespace {

void link(Html& out, const Link& link) {
  out << "<a";
  out.url_attr(" href", link.href);
  if (link.current) out << " aria-current=\"page\"";
  out << ">";
  out.text(link.label);
  out << "</a>";
}

void count(Html& out, const Link& link) {
  if (link.count.empty()) return;
  out << (link.count_alarm ? Markup(" <span class=\"mc-count mc-count--late\">") : Markup(" <span class=\"mc-count\">"));
  out.text(link.count) << "</span>";
}

void width_attr(Html& out, int percent) {
  // Widths are steps of the style sheet, since style attributes are not allowed.
  if (percent <= 0) return;
  constexpr Markup kSteps[] = {" class=\"mc-cw5\"",  " class=\"mc-cw10\"", " class=\"mc-cw15\"", " class=\"mc-cw20\"",
                               " class=\"mc-cw25\"", " class=\"mc-cw30\"", " class=\"mc-cw35\"", " class=\"mc-cw40\"",
                               " class=\"mc-cw45\"", " class=\"mc-cw50\""};
  const auto step = static_cast<std::size_t>(percent >= 50 ? 9 : percent < 5 ? 0 : percent / 5 - 1);
  out << kSteps[step];
}

void sort_link(Html& out, const Column& column) {
  out << "<a class=\"mc-sort\"";
  out.url_attr(" href", column.sort_href);
  out << ">";
  out.text(column.label);
  out << (column.sorted == '+'   ? Markup(" <span aria-hidden=\"true\">▲</span>")
          : column.sorted == '-' ? Markup(" <span aria-hidden=\"true\">▼</span>")
                                 : Markup(" <span class=\"mc-sort__off\" aria-hidden=\"true\">⇅</span>"));
  out << "</a>";
}

}  // namespace

void tag(Html& out, const Tag& tag) {
  if (tag.label.empty()) return;
  out << "<strong class=\"mc-tag";
  switch (tag.tone) {
    case Tone::none: out << " mc-tag--grey"; break;
    case Tone::info: out << " mc-tag--blue"; break;
    case Tone::good: out << " mc-tag--green"; break;
    case Tone::warn: out << " mc-tag--yellow"; break;
    case Tone::bad: out << " mc-tag--red"; break;
    case Tone::wait: out << " mc-tag--wait"; break;
  }
  out << "\">";
  out.text(tag.label) << "</strong>";
}

// Below 640 px rows become blocks (style sheet); browsers of today keep the table a table for screen readers, and HTML forbids saying so
// twice.
namespace {
void head_groups(Html& out, const std::vector<HeadGroup>& groups) {
  out << "<tr>";
  for (const auto& group : groups) {
    out << (group.label.empty() ? Markup("<td") : Markup("<th scope=\"colgroup\""));
    if (group.columns > 1) out.attr(" colspan", group.columns);
    out << ">";
    out.text(group.label) << (group.label.empty() ? Markup("</td>") : Markup("</th>"));
  }
  out << "</tr>";
}
}  // namespace

void table(Html& out, const Table& table, TableSlot body) {
  // An official form with more columns than a window holds scrolls sideways in a box of its own, by keyboard too.
  constexpr std::size_t kManyColumns = 9;
  const bool wide = table.columns.size() > kManyColumns;
  if (wide) {
    out << "<div class=\"mc-tablescroll\" role=\"region\" tabindex=\"0\"";
    out.attr(" aria-label", table.caption.empty() ? Label("Bảng rộng, cuộn ngang để xem hết") : table.caption) << ">\n";
  }
  out << "<table class=\"mc-table";
  if (table.dense) out << " mc-table--dense";
  if (table.plain) out << " mc-table--plain";
  out << "\">";
  if (!table.caption.empty()) {
    out << (table.caption_hidden ? Markup("<caption class=\"mc-hidden\">") : Markup("<caption>"));
    out.text(table.caption) << "</caption>";
  }
  if (!table.columns.empty()) {
    out << "<colgroup>";
    for (const auto& column : table.columns) {
      out << "<col";
      width_attr(out, column.width);
      out << ">";
    }
    out << "</colgroup><thead>";
    for (const auto& groups : table.groups) head_groups(out, groups);
    out << "<tr>";
    for (const auto& column : table.columns) {
      out << (column.numeric ? Markup("<th scope=\"col\" class=\"mc-num\"") : Markup("<th scope=\"col\""));
      if (column.sorted == '+') out << " aria-sort=\"ascending\"";
      if (column.sorted == '-') out << " aria-sort=\"descending\"";
      out << ">";
      if (!column.sort_href.empty())
        sort_link(out, column);
      else if (column.label_hidden) {
        out << "<span class=\"mc-hidden\">";
        out.text(column.label) << "</span>";
      } else {
        out.text(column.label);
      }
      out << "</th>";
    }
    out << "</tr></thead>\n";
  }
  out << "<tbody>\n";
  TableWriter writer(table);
  body(out, writer);
  out << "</tbody></table>\n";
  if (wide) out << "</div>\n";
}

void TableWriter::row(Html& out, const Row& row, Slot cells) {
  column_ = 0;
  out << "<tr";
  if (row.tone == Tone::bad)
    out << (row.selected ? Markup(" class=\"mc-row--late mc-row--on\"") : Markup(" class=\"mc-row--late\""));
  else if (row.tone == Tone::good)
    out << " class=\"mc-row--good\"";
  else if (row.selected)
    out << " class=\"mc-row--on\"";
  if (!row.id.empty()) out.attr(" id", row.id);
  out << ">";
  cells(out);
  out << "</tr>\n";
}

void TableWriter::begin(Html& out, bool head) {
  ensure(table_.columns.empty() || column_ < table_.columns.size(), "ui.table: more cells than columns");
  in_head_ = head;
  out << (head ? Markup("<th scope=\"row\"") : Markup("<td"));
  if (column_ < table_.columns.size()) {
    const auto& column = table_.columns[column_];
    if (column.numeric) out << " class=\"mc-num\"";
    if (!column.label_hidden && !column.label.empty()) out.attr(" data-label", column.label);
  }
  out << ">";
  ++column_;
}
void TableWriter::end(Html& out) { out << (in_head_ ? Markup("</th>") : Markup("</td>")); }

void TableWriter::cell(Html& out, const Content& content) {
  begin(out, false);
  out.text(content);
  end(out);
}
void TableWriter::cell(Html& out, Slot content) {
  begin(out, false);
  content(out);
  end(out);
}
void TableWriter::head_cell(Html& out, const Content& content) {
  begin(out, true);
  out.text(content);
  end(out);
}
void TableWriter::head_cell(Html& out, Slot content) {
  begin(out, true);
  content(out);
  end(out);
}

void TableWriter::group(Html& out, const Link& group) {
  out << "<tr class=\"mc-row--group\"><th scope=\"rowgroup\"";
  out.attr(" colspan", table_.columns.size());
  out << ">";
  if (group.href.empty())
    out.text(group.label);
  else
    link(out, group);
  count(out, group);
  out << "</th></tr>\n";
}

void TableWriter::note(Html& out, const Row& row, Slot content) {
  out << (row.tone == Tone::bad ? Markup("<tr class=\"mc-row--note mc-row--note-bad\">") : Markup("<tr class=\"mc-row--note\">"));
  out << "<td";
  out.attr(" colspan", table_.columns.size());
  out << ">";
  content(out);
  out << "</td></tr>\n";
}

void tabs(Html& out, const Tabs& tabs) {
  out << "<nav class=\"mc-tabs\"";
  out.attr(" aria-label", tabs.label);
  out << "><ul>";
  for (const auto& item : tabs.items) {
    out << "<li><a";
    out.url_attr(" href", item.href);
    if (item.current) out << " aria-current=\"page\"";
    out << ">";
    out.text(item.label);
    count(out, item);
    out << "</a></li>";
  }
  out << "</ul></nav>\n";
}

void chips(Html& out, const Tabs& tabs) {
  out << "<nav class=\"mc-chips\"";
  out.attr(" aria-label", tabs.label);
  out << "><ul>";
  for (const auto& item : tabs.items) {
    out << "<li><a";
    out.url_attr(" href", item.href);
    if (item.current) out << " aria-current=\"page\"";
    out << ">";
    out.text(item.label);
    if (!item.count.empty()) {
      out << "<span>";
      out.text(item.count) << "</span>";
    }
    out << "</a></li>";
  }
  out << "</ul></nav>\n";
}

void sub_nav(Html& out, const Tabs& tabs) {
  out << "<nav class=\"mc-subnav\"";
  out.attr(" aria-label", tabs.label);
  out << "><ul>";
  for (const auto& item : tabs.items) {
    out << "<li>";
    link(out, item);
    count(out, item);
    out << "</li>";
  }
  out << "</ul></nav>\n";
}

void pager(Html& out, const Pager& pager) {
  if (pager.newer.empty() && pager.older.empty()) return;
  out << "<nav class=\"mc-pager\"";
  out.attr(" aria-label", tr(out.lang(), "Trang của danh sách"));
  out << ">";
  if (!pager.newer.empty()) {
    out << "<a rel=\"prev\"";
    out.url_attr(" href", pager.newer);
    out << "><span aria-hidden=\"true\">←</span> ";
    out.say("Trang trước") << "</a>";
  }
  if (!pager.shown.empty()) {
    out << "<span>";
    out.text(pager.shown) << "</span>";
  }
  if (!pager.older.empty()) {
    out << "<a rel=\"next\"";
    out.url_attr(" href", pager.older);
    out << ">";
    out.say("Trang sau") << " <span aria-hidden=\"true\">→</span></a>";
  }
  out << "</nav>\n";
}

namespace {
void actions(Html& out, const Fact& fact) {
  for (const auto& action : fact.actions) {
    out << " <a";
    out.url_attr(" href", action.href);
    out << ">";
    out.text(action.label);
    const auto& about = fact.action_about.empty() ? fact.term : fact.action_about;
    out << "<span class=\"mc-hidden\"> ";
    out.text(about) << "</span></a>";
  }
}
}  // namespace

void summary_list(Html& out, const Facts& facts) {
  out << "<dl class=\"mc-summary\">";
  for (const auto& fact : facts.rows) {
    out << "<div class=\"mc-summary__row\"><dt>";
    out.text(fact.term) << "</dt><dd class=\"mc-summary__value\">";
    out.text(fact.value) << "</dd>";
    if (!fact.actions.empty()) {
      out << "<dd class=\"mc-summary__actions\">";
      actions(out, fact);
      out << "</dd>";
    }
    out << "</div>";
  }
  out << "</dl>\n";
}

void facts(Html& out, const Facts& facts) {
  out << (facts.numeric ? Markup("<dl class=\"mc-facts mc-facts--num\">") : Markup("<dl class=\"mc-facts\">"));
  for (const auto& fact : facts.rows) {
    out << "<div><dt>";
    out.text(fact.term) << "</dt><dd>";
    out.text(fact.value);
    actions(out, fact);
    out << "</dd></div>";
  }
  out << "</dl>\n";
}

void fees(Html& out, const Fees& fees) {
  out << "<dl class=\"mc-fees\">";
  for (const auto& row : fees.rows) {
    out << "<div><dt>";
    out.text(row.label) << "</dt><dd>";
    out.text(row.amount) << "</dd></div>";
  }
  if (!fees.total.empty()) {
    out << "<div class=\"mc-fees__total\"><dt>";
    out.text(fees.total_label) << "</dt><dd>";
    out.text(fees.total) << "</dd></div>";
  }
  out << "</dl>\n";
}

void item_list(Html& out, const std::vector<HeldItem>& items) {
  out << "<ul class=\"mc-items\">";
  for (const auto& item : items) {
    out << "<li><strong>";
    out.text(item.title) << "</strong>";
    if (!item.text.empty()) {
      out << "<span class=\"mc-muted\">";
      out.text(item.text) << "</span>";
    }
    out << "</li>";
  }
  out << "</ul>\n";
}

void messages(Html& out, const std::vector<Message>& messages) {
  out << "<ul class=\"mc-messages\">";
  for (const auto& message : messages) {
    out << (message.outgoing ? Markup("<li class=\"mc-messages__out\"><strong>") : Markup("<li><strong>"));
    out.text(message.from) << "</strong> <span class=\"mc-muted\">";
    out.text(message.when) << "</span><p>";
    out.text(message.text) << "</p></li>";
  }
  out << "</ul>\n";
}

}  // namespace motcua::web::ui
