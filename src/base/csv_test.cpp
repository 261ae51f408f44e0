// Tables saved from a spreadsheet.
#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace motcua {
namespace {

TEST(CsvRows, keep_the_line_they_begin_on_and_what_is_quoted) {
  const auto rows = csv_rows(
      "\xEF\xBB\xBF"
      "a;b\r\n\r\n\"x;\ny\";\"nói \"\"gọn\"\"\"\r\n;;\n cuối ;",
      ';');
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].line, 1);
  EXPECT_EQ(rows[1].line, 3);
  EXPECT_EQ(rows[1].cells, (std::vector<std::string>{"x; y", "nói \"gọn\""}));
  EXPECT_EQ(rows[2].line, 6);
  EXPECT_EQ(rows[2].cells, (std::vector<std::string>{"cuối", ""}));
  EXPECT_TRUE(csv_rows("", ',').empty());
}

TEST(CsvSeparator, is_what_there_is_most_of) {
  EXPECT_EQ(csv_separator("a;b;c,d"), ';');
  EXPECT_EQ(csv_separator("a,b"), ',');
  EXPECT_EQ(csv_separator("a\tb\tc,d"), '\t');
  EXPECT_EQ(csv_separator(""), ',');
}

}  // namespace
}  // namespace motcua
