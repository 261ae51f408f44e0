// For tests: spreadsheets opened by LibreOffice, and its cells compared with what was meant.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "print/sheet.hpp"

namespace motcua::print::office {

using Cells = std::vector<std::vector<std::string>>;

inline Cells cells_of_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Cells rows(1);
  std::string field;
  bool quoted = false;
  const auto end_field = [&] { rows.back().push_back(std::exchange(field, {})); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"')
        field += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        field += text[++i];
      else
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      end_field();
    } else if (c == '\n') {
      end_field();
      rows.emplace_back();
    } else if (c != '\r') {
      field += c;
    }
  }
  if (!field.empty() || !rows.back().empty()) end_field();
  if (rows.back().empty()) rows.pop_back();
  return rows;
}

// What LibreOffice shows of each file, in one start of it. An empty answer: it could not open the file.
inline std::vector<Cells> opened_by_office(const std::vector<std::string>& files) {
  auto folder = (std::filesystem::temp_directory_path() / "motcua-office-XXXXXX").string();
  EXPECT_NE(mkdtemp(folder.data()), nullptr);
  std::string names;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto path = folder + "/" + std::to_string(i) + ".xlsx";
    std::ofstream(path, std::ios::binary) << files[i];
    names += " '" + path + "'";
  }
  // Comma, quotes, UTF-8, from the first line, cells as they are shown.
  const std::string command = "LC_ALL=C.UTF-8 soffice --headless --norestore '-env:UserInstallation=file://" + folder +
                              "/profile' --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false' --outdir '" +
                              folder + "'" + names + " 2>&1";
  std::string said;
  std::FILE* pipe = popen(command.c_str(), "r");
  EXPECT_TRUE(pipe);
  std::array<char, 4096> buffer{};
  while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) said.append(buffer.data(), n);
  EXPECT_EQ(pclose(pipe), 0) << "bin/setup installs LibreOffice: " << said;
  std::vector<Cells> opened;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::ifstream in(folder + "/" + std::to_string(i) + ".csv", std::ios::binary);
    opened.push_back(cells_of_csv(std::string{std::istreambuf_iterator<char>(in), {}}));
    EXPECT_FALSE(opened.back().empty()) << "file " << i << ": " << said;
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return opened;
}

// The number a spreadsheet shows: "1,234.50".
inline double shown_number(std::string text) {
  std::erase(text, ',');
  double n = std::nan("");
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

inline void expect_cell(const Cell& meant, const std::string& shown, const std::string& where) {
  if (const auto* text = std::get_if<std::string>(&meant)) {
    EXPECT_EQ(shown, *text) << where;
  } else if (const auto* number = std::get_if<std::int64_t>(&meant)) {
    EXPECT_EQ(std::llround(shown_number(shown)), *number) << where << ": " << shown;
    EXPECT_FALSE(shown.empty()) << where;
  } else if (const auto* fraction = std::get_if<double>(&meant)) {
    EXPECT_NEAR(shown_number(shown), *fraction, 0.0051) << where << ": " << shown;
  } else if (const auto* day = std::get_if<Day>(&meant)) {
    EXPECT_EQ(shown, vn_date(*day)) << where;
  } else if (const auto* moment = std::get_if<Instant>(&meant)) {
    EXPECT_EQ(shown, vn_datetime(*moment)) << where;
  } else {
    EXPECT_EQ(shown, "") << where;
  }
}

// Title, headings and every cell; what lies beyond the columns is empty.
inline void expect_same(const Sheet& sheet, const Cells& shown) {
  const auto at = [&](std::size_t row, std::size_t column) {
    return row < shown.size() && column < shown[row].size() ? shown[row][column] : std::string();
  };
  std::size_t row = 0;
  for (const auto& line : sheet.title) EXPECT_EQ(at(row++, 0), line) << sheet.name;
  if (sheet.heading.empty()) {
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) EXPECT_EQ(at(row, c), sheet.columns[c].heading) << sheet.name;
    ++row;
  }
  for (const auto& level : sheet.heading) {
    for (const auto& cell : level) EXPECT_EQ(at(row, static_cast<std::size_t>(cell.column)), cell.text) << sheet.name;
    ++row;
  }
  for (std::size_t r = 0; r < sheet.rows.size(); ++r, ++row)
    for (std::size_t c = 0; c < sheet.columns.size(); ++c)
      expect_cell(c < sheet.rows[r].size() ? sheet.rows[r][c] : Cell{}, at(row, c),
                  sheet.name + ", row " + std::to_string(r + 1) + ", column " + std::to_string(c + 1));
  EXPECT_EQ(shown.size(), row) << sheet.name << ": as many rows as meant";
}

}  // namespace motcua::print::office
