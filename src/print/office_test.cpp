// Every spreadsheet of the program is written by xlsx(): LibreOffice opens it and shows what was meant, whatever stands in its cells.
#include <random>

#include "print/testing_office.hpp"

namespace motcua::print {
namespace {

Cell random_cell(std::mt19937_64& random) {
  static const std::vector<std::string> words{"Đúng hạn",  "=1+1",         "+84 9",           "-5",       "@tong", "a, \"b\"",
                                              "hai\ndòng", "012345678901", "chưa có số liệu", "1.000001", "100%",  "ỡ ụ ẩ",
                                              "'nháy",     "2026-11-25"};
  switch (random() % 6) {
    case 0: return words[random() % words.size()];
    case 1: return static_cast<std::int64_t>(random() % 2'000'000'000);
    case 2: return static_cast<double>(random() % 1'000'000) / 100;
    case 3: return Day{std::chrono::days{10'000 + random() % 20'000}};
    case 4: return Instant{std::chrono::minutes{15'000'000 + random() % 20'000'000}};
    default: return {};
  }
}

Sheet random_sheet(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Sheet sheet{.name = "Bảng " + std::to_string(seed), .title = {"BÁO CÁO", "=không phải công thức"}, .columns = {}, .rows = {}};
  for (int c = 0; c < 6; ++c) sheet.columns.push_back({"Cột " + std::to_string(c + 1), 14});
  if (seed % 2 == 0)
    sheet.heading = {{{"Cột 1", 0, 1, 2}, {"Nhóm", 1, 3, 1}, {"Cột 5", 4, 1, 2}, {"Cột 6", 5, 1, 2}},
                     {{"Cột 2", 1}, {"Cột 3", 2}, {"Cột 4", 3}}};
  for (int r = 0; r < 40; ++r) {
    std::vector<Cell> cells{"Dòng " + std::to_string(r + 1)};
    for (int c = 1; c < 6; ++c) cells.push_back(random_cell(random));
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

TEST(Office, shows_every_kind_of_cell_as_it_was_meant) {
  std::vector<Sheet> sheets;
  std::vector<std::string> files;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    sheets.push_back(random_sheet(seed));
    files.push_back(xlsx(sheets.back()));
  }
  const auto opened = office::opened_by_office(files);
  for (std::size_t i = 0; i < sheets.size(); ++i) office::expect_same(sheets[i], opened[i]);
}

TEST(Office, tells_a_cell_that_differs) {
  auto sheet = random_sheet(1);
  const auto opened = office::opened_by_office({xlsx(sheet)});
  sheet.rows[7][0] = "Dòng khác";
  EXPECT_NE(opened.at(0).at(10).at(0), std::get<std::string>(sheet.rows[7][0])) << "title of two lines, one heading, seven rows before";
  EXPECT_EQ(opened.at(0).at(10).at(0), "Dòng 8");
}

}  // namespace
}  // namespace motcua::print
