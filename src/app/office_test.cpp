// Every spreadsheet the site hands out opens in LibreOffice and shows the same cells as the list or report it was made of.
#include <gmock/gmock.h>

#include <deque>
#include <set>

#include "app/demo_reform.hpp"
#include "app/demo_survey.hpp"
#include "app/testing_world.hpp"
#include "print/testing_office.hpp"

namespace motcua::app {
namespace {

using print::office::Cells;
using testing::World;

// Addresses on a page, below one of these.
std::vector<std::string> links_of(const std::string& html) {
  std::vector<std::string> found;
  for (std::size_t at = html.find("href=\"/"); at != std::string::npos; at = html.find("href=\"/", at + 1)) {
    auto link = html.substr(at + 6, html.find('"', at + 6) - at - 6);
    for (std::size_t amp; (amp = link.find("&amp;")) != std::string::npos;) link.erase(amp + 1, 4);
    found.push_back(std::move(link));
  }
  return found;
}

// "/ra-soat/12/ket-qua.xlsx?…" is of the route "/ra-soat/{so}/ket-qua.xlsx".
bool is_of(std::string_view link, std::string_view pattern) {
  link = link.substr(0, link.find('?'));
  while (!link.empty() && !pattern.empty()) {
    const auto a = link.find('/', 1), b = pattern.find('/', 1);
    const auto part = link.substr(0, a), asked = pattern.substr(0, b);
    if (part != asked && !asked.starts_with("/{")) return false;
    link = a == std::string_view::npos ? std::string_view{} : link.substr(a);
    pattern = b == std::string_view::npos ? std::string_view{} : pattern.substr(b);
  }
  return link.empty() && pattern.empty();
}

bool leads_on(std::string_view link) {
  constexpr std::array<std::string_view, 7> kBelow{"/bao-cao",     "/chi-so",           "/ra-soat",          "/ho-so?",
                                                   "/so-theo-doi", "/cai-cach/bao-cao", "/cai-cach/khao-sat"};
  return std::ranges::any_of(kBelow, [&](std::string_view head) { return link.starts_with(head); });
}

// The last rows of the sheet are those of the CSV.
void expect_rows(const Cells& csv, const Cells& shown, const std::string& where) {
  ASSERT_GE(shown.size() + 1, csv.size()) << where;
  for (std::size_t r = 1; r < csv.size(); ++r) {
    const auto& line = shown[shown.size() - csv.size() + r];
    for (std::size_t c = 0; c < csv[r].size(); ++c) {
      auto meant = csv[r][c];
      if (meant.size() > 1 && meant[0] == '\'') meant.erase(0, 1);  // what a spreadsheet would take for a formula
      const auto cell = c < line.size() ? line[c] : std::string();
      const bool number = !meant.empty() && meant.find_first_not_of("0123456789") == std::string::npos && meant != cell;
      if (number)
        EXPECT_EQ(std::llround(print::office::shown_number(cell)), std::stoll(meant)) << where << " row " << r << " column " << c;
      else
        EXPECT_EQ(cell, meant) << where << " row " << r << " column " << c;
    }
  }
}

TEST(Office, opens_every_spreadsheet_of_the_site) {
  testing::World world(store::Engine::sqlite);
  world.demo(60);
  ASSERT_TRUE(make_demo_reform(*world.services));
  ASSERT_TRUE(make_demo_survey(*world.services));
  std::set<std::string_view> waiting;
  for (const auto& route : world.site->router().routes())
    if (route.pattern.ends_with(".xlsx")) waiting.insert(route.pattern);
  ASSERT_GE(waiting.size(), 11U);
  struct Found {
    std::string link;
    Cells csv;
  };
  std::vector<Found> found;
  std::vector<std::string> files;
  for (const auto* user : {"kiemsoat.tamnong", "kiemsoat.dongthap", "tiepnhan.tamnong", "chutich.tamnong"}) {
    auto client = world.as(user);
    std::deque<std::string> todo{"/cai-cach/bao-cao", "/cai-cach/khao-sat", "/bao-cao",          "/bao-cao/bieu", "/chi-so/766",
                                 "/chi-so/cham-diem", "/ra-soat",           "/ho-so?muc=don-vi", "/so-theo-doi"};
    std::set<std::string> seen(todo.begin(), todo.end());
    for (int pages = 0; !todo.empty() && !waiting.empty() && pages < 160; ++pages) {
      const auto page = client.get(todo.front());
      todo.pop_front();
      for (auto& link : links_of(page.body)) {
        const auto route = std::ranges::find_if(waiting, [&](std::string_view pattern) { return is_of(link, pattern); });
        if (route != waiting.end()) {
          auto file = client.get(link);
          if (file.status != 200) continue;
          auto other = link;
          other.replace(other.find(".xlsx"), 5, ".csv");
          const auto csv = client.get(other);
          found.push_back({link, csv.status == 200 ? print::office::cells_of_csv(csv.body) : Cells{}});
          files.push_back(std::move(file.body));
          waiting.erase(route);
        } else if (leads_on(link) && link.find(".xlsx") == std::string::npos && link.find(".csv") == std::string::npos &&
                   link.find(".pdf") == std::string::npos && seen.insert(link).second) {
          todo.push_back(std::move(link));
        }
      }
    }
  }
  EXPECT_THAT(waiting, ::testing::IsEmpty()) << "every spreadsheet is offered on some page";
  const auto opened = print::office::opened_by_office(files);
  std::size_t compared = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_GT(opened.at(i).size(), 2U) << found[i].link;
    if (found[i].csv.empty()) continue;
    expect_rows(found[i].csv, opened[i], found[i].link);
    ++compared;
  }
  EXPECT_GE(compared, 3U) << "lists of dossiers and reports have a CSV to compare with";
}

}  // namespace
}  // namespace motcua::app
