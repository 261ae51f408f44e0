#include "catalog/pack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "catalog/catalog.hpp"

namespace motcua::catalog {
namespace {

const std::vector<PackProcedure>& shipped() {
  static const auto all = [] {
    std::vector<PackProcedure> procedures;
    for (const auto& pack : Catalog::shipped_packs()) {
      auto read = read_pack(pack.name, pack.text, Catalog::units());
      EXPECT_TRUE(read) << (read ? "" : read.error().message);
      if (read) std::ranges::move(*read, std::back_inserter(procedures));
    }
    return procedures;
  }();
  return all;
}

TEST(Packs, hold_85_procedures_of_13_fields_in_the_levels_that_were_published) {
  std::map<std::string, int> levels;
  std::set<std::string> fields, codes;
  int civil_status_commune = 0;
  for (const auto& p : shipped()) {
    ++levels[p.version.level];
    fields.insert(p.version.field.id);
    codes.insert(p.code);
    civil_status_commune += p.version.field.id == "ho-tich" && p.version.level == "xã";
  }
  EXPECT_EQ(codes.size(), 85u);
  EXPECT_EQ(fields.size(), 13u);
  EXPECT_EQ(levels, (std::map<std::string, int>{{"xã", 56}, {"huyện", 27}, {"tỉnh", 2}}));
  EXPECT_EQ(civil_status_commune, 26);
}

TEST(Packs, come_back_from_the_stored_document_unchanged) {
  for (const auto& p : shipped()) {
    const auto json = canonical_json(p.document);
    const auto again = read_document(json, Catalog::units());
    ASSERT_TRUE(again) << p.code << again.error().message;
    EXPECT_EQ(again->code, p.code);
    EXPECT_EQ(again->questions.size(), p.version.questions.size());
    EXPECT_EQ(again->steps.size(), p.version.steps.size());
    const auto node = parse_json(json);
    ASSERT_TRUE(node);
    EXPECT_EQ(canonical_json(*node), json) << p.code;
  }
}

}  // namespace
}  // namespace motcua::catalog
