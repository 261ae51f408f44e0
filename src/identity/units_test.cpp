#include "identity/units.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "identity/units_import.hpp"

namespace motcua::identity {
namespace {

Day day(const char* text) { return parse_day(text).value(); }

UnitId id_of(std::string_view key) {
  // Any one-to-one map will do; equal keys give equal ids.
  static std::map<std::string, UnitId, std::less<>> ids;
  const auto it = ids.find(key);
  if (it != ids.end()) return it->second;
  return ids.emplace(std::string(key), UnitId{static_cast<std::int64_t>(ids.size()) + 1}).first->second;
}

const UnitTree& shipped() {
  static const UnitTree tree = build_tree(shipped_units().value(), id_of);
  return tree;
}

std::vector<std::string> names(const std::vector<UnitId>& units, Day on) {
  std::vector<std::string> all;
  for (const auto u : units) all.emplace_back(shipped().name(u, on));
  std::ranges::sort(all);
  return all;
}

TEST(ShippedUnits, hold_together) { EXPECT_EQ(faults(shipped()), std::vector<std::string>{}); }

TEST(ShippedUnits, have_63_provinces_until_june_2025_and_34_since) {
  EXPECT_EQ(shipped().roots(day("2025-06-30")).size(), 63U);
  EXPECT_EQ(shipped().roots(day("2025-07-01")).size(), 34U);
}

TEST(ShippedUnits, have_three_levels_then_two) {
  std::set<Level> before, after;
  for (const auto& unit : shipped().units()) {
    if (unit.span.covers(day("2025-06-30"))) before.insert(*shipped().level(unit.id, day("2025-06-30")));
    if (unit.span.covers(day("2025-07-01"))) after.insert(*shipped().level(unit.id, day("2025-07-01")));
  }
  EXPECT_EQ(before, (std::set{Level::province, Level::district, Level::commune}));
  EXPECT_EQ(after, (std::set{Level::province, Level::commune}));
}

TEST(ShippedUnits, my_phu_became_my_tra) {
  const auto my_phu = shipped().by_key("cao-lanh-2023/29888");
  const auto my_tra = shipped().by_key("dong-thap/phuong-my-tra");
  ASSERT_TRUE(my_phu);
  EXPECT_EQ(shipped().successor(my_phu, day("2026-11-25")), my_tra);
  EXPECT_EQ(shipped().name_then_and_now(my_phu, day("2023-10-31"), day("2026-11-25")), "Phường Mỹ Phú (nay là Phường Mỹ Trà)");
  // The statistics code went over to the successor; only a day tells them apart.
  EXPECT_EQ(shipped().by_code(CodeSystem::gso, "29888", day("2025-06-30")), std::vector{my_phu});
  EXPECT_EQ(shipped().by_code(CodeSystem::gso, "29888", day("2025-07-01")), std::vector{my_tra});
}

TEST(ShippedUnits, province_code_82_means_two_provinces) {
  const auto at = [](const char* on) {
    const auto found = shipped().by_code(CodeSystem::gso, "82", day(on));
    return found.size() == 1 ? std::string(shipped().name(found.front(), day(on))) : std::string();
  };
  EXPECT_EQ(at("2025-06-30"), "Tỉnh Tiền Giang");
  EXPECT_EQ(at("2025-07-01"), "Tỉnh Đồng Tháp");
}

TEST(ShippedUnits, a_district_goes_over_to_several_communes_and_is_never_guessed) {
  const auto district = shipped().by_key("tam-nong-2022");
  EXPECT_FALSE(shipped().exists(district, day("2025-07-01")));
  EXPECT_EQ(names(shipped().successors(district, day("2025-07-01")), day("2025-07-01")),
            (std::vector<std::string>{"Xã An Hòa", "Xã An Long", "Xã Phú Cường", "Xã Phú Thọ", "Xã Tam Nông", "Xã Tràm Chim"}));
  EXPECT_FALSE(shipped().successor(district, day("2025-07-01")));
  // Its offices have no record of their own.
  EXPECT_EQ(shipped().successors(shipped().by_key("tam-nong-2022/mot-cua"), day("2025-07-01")).size(), 6U);
}

TEST(ShippedUnits, change_name_and_kind_without_ending) {
  const auto hue = shipped().by_key("tinh-46");
  EXPECT_EQ(shipped().name(hue, day("2024-12-31")), "Tỉnh Thừa Thiên Huế");
  EXPECT_EQ(shipped().kind(hue, day("2024-12-31")), UnitKind::province);
  EXPECT_EQ(shipped().name(hue, day("2025-01-01")), "Thành phố Huế");
  EXPECT_EQ(shipped().kind(hue, day("2025-01-01")), UnitKind::central_city);
  EXPECT_EQ(shipped().kind(shipped().by_key("tinh-2025-75"), day("2026-04-29")), UnitKind::province);
  EXPECT_EQ(shipped().kind(shipped().by_key("tinh-2025-75"), day("2026-04-30")), UnitKind::central_city);
}

TEST(ShippedUnits, of_the_articles_keep_their_counts) {
  const auto communes = [](const char* key, const char* on) {
    const auto below = shipped().children(shipped().by_key(key), day(on));
    return std::ranges::count_if(below, [&](UnitId u) { return kind_info(*shipped().kind(u, day(on))).territorial; });
  };
  EXPECT_EQ(communes("tam-nong-2022", "2022-07-15"), 12);
  EXPECT_EQ(communes("lap-vo-2018", "2018-07-19"), 13);
  EXPECT_EQ(communes("hong-ngu-2018", "2018-07-17"), 7);
  EXPECT_EQ(communes("cao-lanh-2023", "2023-10-31"), 15);
  EXPECT_EQ(communes("huong-thuy-2022", "2022-06-23"), 10);
  EXPECT_EQ(communes("hiep-duc-2023", "2023-08-31"), 11);
  EXPECT_EQ(communes("tinh-2025-82", "2026-11-25"), 102);
}

TEST(ShippedUnits, of_every_commune_that_ended_have_a_successor) {
  for (const auto& unit : shipped().units())
    if (unit.span.to && *unit.span.to <= kTwoTierStart) {
      const auto next = shipped().successors(unit.id, day("2026-11-25"));
      EXPECT_FALSE(next.empty()) << unit.key;
      for (const auto n : next) EXPECT_TRUE(shipped().exists(n, day("2026-11-25")));
    }
}

// Properties over the whole tree, on days around the changes.
TEST(UnitTreeProperty, within_ancestors_and_parents_agree) {
  for (const auto* text : {"2018-07-19", "2025-06-30", "2025-07-01", "2026-11-25"}) {
    const auto on = day(text);
    std::size_t seen = 0;
    for (const auto root : shipped().roots(on)) {
      const auto all = shipped().within(root, on);
      seen += all.size();
      EXPECT_EQ(std::set<UnitId>(all.begin(), all.end()).size(), all.size());
      for (const auto unit : all) {
        EXPECT_TRUE(shipped().is_within(unit, root, on));
        const auto above = shipped().ancestors(unit, on);
        EXPECT_EQ(above.empty() ? unit : above.back(), root);
        if (!above.empty()) {
          EXPECT_FALSE(shipped().is_within(above.front(), unit, on));
          EXPECT_EQ(shipped().parent(unit, on), above.front());
        }
      }
    }
    EXPECT_EQ(static_cast<std::ptrdiff_t>(seen),
              std::ranges::count_if(shipped().units(), [&](const Unit& u) { return u.span.covers(on); }));
  }
}

Unit small(std::int64_t id, DaySpan span, std::vector<UnitParent> parents = {}) {
  return {UnitId{id}, "k" + std::to_string(id), span,  {{"Đơn vị " + std::to_string(id), UnitKind::commune, span, ""}},
          {},         std::move(parents),       false, "",
          0};
}

TEST(Faults, name_what_is_wrong) {
  const DaySpan ever{};
  EXPECT_TRUE(faults(UnitTree({small(1, ever)}, {})).empty());
  EXPECT_FALSE(faults(UnitTree({small(1, ever, {{UnitId{9}, ever}})}, {})).empty()) << "parent unknown";
  EXPECT_FALSE(faults(UnitTree({small(1, ever, {{UnitId{2}, ever}}), small(2, ever, {{UnitId{1}, ever}})}, {})).empty()) << "cycle";
  auto gap = small(1, ever);
  gap.names.front().span.to = day("2020-01-01");
  EXPECT_FALSE(faults(UnitTree({gap}, {})).empty()) << "gap in names";
  auto twin = small(2, ever);
  auto one = small(1, ever);
  one.codes = twin.codes = {{CodeSystem::gso, "00001", ever, false}};
  EXPECT_FALSE(faults(UnitTree({one, twin}, {})).empty()) << "code twice on a day";
  const DaySpan ended{kSinceEver, day("2020-01-01")};
  EXPECT_FALSE(faults(UnitTree({small(1, ever, {{UnitId{2}, ever}}), small(2, ended)}, {})).empty()) << "parent ended";
  EXPECT_FALSE(faults(UnitTree({small(1, ever), small(2, ever)},
                               {{UnitId{1}, UnitId{2}, day("2020-01-01"), SuccessionKind::merge, true, "", false}}))
                   .empty())
      << "merged but not ended";
}

TEST(Successors, are_followed_over_several_mergers) {
  const auto y = [](int n) { return day((std::to_string(2000 + n) + "-01-01").c_str()); };
  const UnitTree tree({small(1, {kSinceEver, y(10)}), small(2, {y(10), y(20)}), small(3, {y(20), {}}), small(4, {y(20), {}})},
                      {{UnitId{1}, UnitId{2}, y(10), SuccessionKind::merge, true, "", false},
                       {UnitId{2}, UnitId{3}, y(20), SuccessionKind::split, false, "", false},
                       {UnitId{2}, UnitId{4}, y(20), SuccessionKind::split, false, "", false}});
  EXPECT_EQ(tree.successors(UnitId{1}, y(5)), std::vector{UnitId{1}});
  EXPECT_EQ(tree.successor(UnitId{1}, y(15)), UnitId{2});
  EXPECT_EQ(tree.successors(UnitId{1}, y(25)), (std::vector{UnitId{3}, UnitId{4}}));
  EXPECT_EQ(tree.predecessors(UnitId{4}), (std::vector{UnitId{4}, UnitId{2}, UnitId{1}}));
}

TEST(UnitFiles, with_faults_name_the_line) {
  const auto error = [](std::string_view yaml) { return read_unit_pack(yaml).error().message; };
  EXPECT_EQ(error("units:\n- {key: a, name: A, kind: planet}\n"), "Tệp đơn vị sai: dòng 2: loại đơn vị \"planet\" chưa biết.");
  EXPECT_EQ(error("units:\n- {key: a,\n"), "Tệp đơn vị sai cú pháp: dòng 3.");
  EXPECT_EQ(error("units:\n\n- {name: A, kind: commune}\n"), "Tệp đơn vị sai: dòng 3: thiếu key.");
  EXPECT_EQ(error("x: 1"), "Tệp đơn vị cần có danh sách units.");
  std::vector<UnitPack> packs{read_unit_pack("units:\n- {key: a, name: A, kind: commune, parent: b}\n").value()};
  EXPECT_EQ(merge(std::move(packs)).error().key, "identity.unit_file_link");
}

}  // namespace
}  // namespace motcua::identity
