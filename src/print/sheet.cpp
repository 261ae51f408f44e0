#include "print/sheet.hpp"

#include <fmt/core.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/result.hpp"

namespace motcua::print {

namespace {

lxw_datetime datetime_of(LocalTime t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day ymd{day};
  const std::chrono::hh_mm_ss hms{std::chrono::floor<std::chrono::seconds>(t - day)};
  return {int{ymd.year()},
          static_cast<int>(unsigned{ymd.month()}),
          static_cast<int>(unsigned{ymd.day()}),
          static_cast<int>(hms.hours().count()),
          static_cast<int>(hms.minutes().count()),
          static_cast<double>(hms.seconds().count())};
}

std::string tab_name(std::string name) {
  for (char& c : name)
    if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = '-';
  // 31 characters, not bytes: cut at the start of a UTF-8 sequence.
  std::size_t characters = 0;
  for (std::size_t i = 0; i < name.size(); ++i)
    if ((static_cast<unsigned char>(name[i]) & 0xc0) != 0x80 && ++characters > 31) return name.substr(0, i);
  return name.empty() ? "Bảng" : name;
}

struct Formats {
  lxw_format *title, *heading, *words, *number, *fraction, *day, *moment;
};

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell, const Formats& f) {
  if (const auto* words = std::get_if<std::string>(&cell)) {
    worksheet_write_string(sheet, row, column, words->c_str(), f.words);
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    worksheet_write_number(sheet, row, column, static_cast<double>(*number), f.number);
  } else if (const auto* fraction = std::get_if<double>(&cell)) {
    worksheet_write_number(sheet, row, column, *fraction, f.fraction);
  } else if (const auto* day = std::get_if<Day>(&cell)) {
    auto when = datetime_of(LocalTime{*day});
    worksheet_write_datetime(sheet, row, column, &when, f.day);
  } else if (const auto* moment = std::get_if<Instant>(&cell)) {
    auto when = datetime_of(to_local(*moment));
    worksheet_write_datetime(sheet, row, column, &when, f.moment);
  } else {
    worksheet_write_blank(sheet, row, column, f.words);
  }
}

Formats make_formats(lxw_workbook* book) {
  const auto bordered = [&](const char* number_format) {
    auto* format = workbook_add_format(book);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (number_format) format_set_num_format(format, number_format);
    return format;
  };
  Formats f{workbook_add_format(book), bordered(nullptr),      bordered(nullptr),           bordered("#,##0"),
            bordered("#,##0.0#"),      bordered("dd/mm/yyyy"), bordered("hh:mm dd/mm/yyyy")};
  format_set_bold(f.title);
  format_set_bold(f.heading);
  format_set_align(f.heading, LXW_ALIGN_CENTER);
  format_set_bg_color(f.heading, 0xF6F3EE);
  return f;
}

// The last row of the heading.
lxw_row_t write_heading(lxw_worksheet* page, lxw_row_t row, const Heading& heading, lxw_format* format) {
  for (std::size_t r = 0; r < heading.size(); ++r)
    for (const auto& cell : heading[r]) {
      const auto top = static_cast<lxw_row_t>(row + r), below = static_cast<lxw_row_t>(top + static_cast<lxw_row_t>(cell.rows) - 1);
      const auto first = static_cast<lxw_col_t>(cell.column), last = static_cast<lxw_col_t>(cell.column + cell.columns - 1);
      if (top == below && first == last)
        worksheet_write_string(page, top, first, cell.text.c_str(), format);
      else
        worksheet_merge_range(page, top, first, below, last, cell.text.c_str(), format);
    }
  return static_cast<lxw_row_t>(row + heading.size() - 1);
}

// The library writes to a named file only (1.1.4 has no memory output).
struct ScratchFile {
  std::string path;
  ScratchFile() {
    path = (std::filesystem::temp_directory_path() / "motcua-sheet-XXXXXX").string();
    const int descriptor = mkstemp(path.data());
    ensure(descriptor >= 0, "a temporary file for the spreadsheet");
    close(descriptor);
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

}  // namespace

std::string xlsx(const Sheet& sheet) {
  const ScratchFile file;
  lxw_workbook_options options{};
  options.constant_memory = sheet.heading.empty() ? LXW_TRUE : LXW_FALSE;  // joined cells need the rows above
  auto* book = workbook_new_opt(file.path.c_str(), &options);
  ensure(book != nullptr, "a workbook");
  const auto formats = make_formats(book);
  auto* page = workbook_add_worksheet(book, tab_name(sheet.name).c_str());
  ensure(page != nullptr, "a worksheet");
  worksheet_set_landscape(page);
  worksheet_set_paper(page, 9);  // A4
  worksheet_fit_to_pages(page, 1, 0);
  for (std::size_t i = 0; i < sheet.columns.size(); ++i)
    worksheet_set_column(page, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), sheet.columns[i].width, nullptr);
  lxw_row_t row = 0;
  for (const auto& line : sheet.title) worksheet_write_string(page, row++, 0, line.c_str(), formats.title);
  const auto first_heading = row;
  if (sheet.heading.empty()) {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      worksheet_write_string(page, row, static_cast<lxw_col_t>(i), sheet.columns[i].heading.c_str(), formats.heading);
  } else {
    row = write_heading(page, row, sheet.heading, formats.heading);
  }
  worksheet_repeat_rows(page, first_heading, row);
  worksheet_freeze_panes(page, row + 1, 0);
  for (const auto& cells : sheet.rows) {
    ++row;
    for (std::size_t i = 0; i < cells.size(); ++i) write_cell(page, row, static_cast<lxw_col_t>(i), cells[i], formats);
  }
  const auto error = workbook_close(book);
  ensure(error == LXW_NO_ERROR, lxw_strerror(error));
  std::ifstream in(file.path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

std::string csv(const Sheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  const auto field = [&](std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
  };
  const auto cell_text = [&](const Cell& cell) -> std::string {
    if (const auto* words = std::get_if<std::string>(&cell)) return field(*words);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* fraction = std::get_if<double>(&cell)) return fmt::format("{}", *fraction);
    if (const auto* day = std::get_if<Day>(&cell)) return vn_date(*day);
    if (const auto* moment = std::get_if<Instant>(&cell)) return vn_datetime(*moment);
    return {};
  };
  const auto line = [&](const auto& items, const auto& text_of) {
    bool first = true;
    for (const auto& item : items) {
      if (!first) out += ',';
      first = false;
      out += text_of(item);
    }
    out += "\r\n";
  };
  line(sheet.columns, [&](const SheetColumn& c) { return field(c.heading); });
  for (const auto& row : sheet.rows) line(row, cell_text);
  return out;
}

}  // namespace motcua::print
