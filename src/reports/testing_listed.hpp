// For tests: figures of a page that open lists, and the rows of those lists over all their pages.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "web/testing.hpp"

namespace motcua::reports::testing {

struct OpenFigure {
  std::string href;
  std::int64_t figure = 0;
};

inline std::string plain_href(std::string text) {
  for (std::size_t amp; (amp = text.find("&amp;")) != std::string::npos;) text.erase(amp + 1, 4);
  return text;
}

// Links of figures to addresses that begin so: "12.041", or "2 ngày (3 hồ sơ)", where the number in brackets counts.
inline std::vector<OpenFigure> figures_of(const std::string& html, std::string_view head) {
  std::vector<OpenFigure> found;
  const std::string start = "href=\"" + std::string(head);
  for (std::size_t at = html.find(start); at != std::string::npos; at = html.find(start, at + 1)) {
    const auto end = html.find('"', at + 6), text = html.find('>', end) + 1, close = html.find('<', text);
    std::string shown = html.substr(text, close - text);
    if (const auto bracket = shown.find('('); bracket != std::string::npos) shown.erase(0, bracket + 1);
    std::erase(shown, '.');
    if (shown.empty() || shown[0] < '0' || shown[0] > '9') continue;
    if (shown.find_first_of(",%") != std::string::npos) continue;  // a rate, a waiting time
    found.push_back({plain_href(html.substr(at + 6, end - at - 6)), std::atoll(shown.c_str())});
  }
  return found;
}

inline std::int64_t rows_behind(web::testing::Client& client, std::string href) {
  std::int64_t rows = 0;
  for (int pages = 0; !href.empty() && pages < 100; ++pages) {
    const auto page = client.get(href);
    EXPECT_EQ(page.status, 200) << href;
    for (std::size_t at = page.body.find("<a href=\"/ho-so/"); at != std::string::npos; at = page.body.find("<a href=\"/ho-so/", at + 1))
      ++rows;
    const auto next = page.body.find("sau=");
    if (next == std::string::npos) break;
    const auto begin = page.body.rfind("href=\"", next) + 6;
    href = plain_href(page.body.substr(begin, page.body.find('"', begin) - begin));
  }
  return rows;
}

}  // namespace motcua::reports::testing
