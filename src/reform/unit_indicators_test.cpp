// Values of units: read from a table with its faults, kept over 100 %, told as series; units without online dossiers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "reform/testing_world.hpp"
#include "reform/unit_indicators.hpp"

namespace motcua::reform {
namespace {

using ::testing::HasSubstr;
using testing::ReformTest;

TEST(Months, are_read_as_people_write_them) {
  EXPECT_EQ(parse_month("2026-08"), (Month{2026, 8}));
  EXPECT_EQ(parse_month("8/2026"), (Month{2026, 8}));
  EXPECT_EQ(parse_month("2026"), (Month{2026, 12}));
  for (const auto* bad : {"", "13/2026", "2026-00", "26", "tháng 8", "1/2/2026"}) EXPECT_EQ(parse_month(bad), std::nullopt) << bad;
}

TEST(ImportTables, name_each_fault_by_row_and_column) {
  const auto t = read_values(
      "ma_chi_tieu;don_vi;ky;tu_so;mau_so;ty_le;ghi_chu\r\nvneid;Xã A;2026-08;;;>90;\nla;;13/2026;1;;;\nky-so;Xã B;8/2026;5;0;;\nky-so;Xã "
      "C;8/2026;5;10;50;\n");
  ASSERT_EQ(t.lines.size(), 4U);
  EXPECT_TRUE(t.lines[0].more);
  EXPECT_EQ(t.lines[0].reported, 9000);
  std::vector<std::pair<int, std::string>> where;
  for (const auto& f : t.faults) where.emplace_back(f.row, f.column);
  EXPECT_EQ(where, (std::vector<std::pair<int, std::string>>{
                       {3, "ma_chi_tieu"}, {3, "don_vi"}, {3, "ky"}, {3, "mau_so"}, {4, "mau_so"}, {5, "ty_le"}}));
  EXPECT_EQ(read_values("").faults.front().row, 1);
  EXPECT_THAT(read_values("don_vi;ky\n").faults.front().text, HasSubstr("Thiếu cột"));
  const auto quoted = read_values("ma_chi_tieu,don_vi,ky,tu_so,mau_so,ghi_chu\nvneid,\"Xã A, huyện B\",2026,1,2,\"nói \"\"gọn\"\"\"\n");
  ASSERT_TRUE(quoted.faults.empty());
  EXPECT_EQ(quoted.lines[0].unit, "Xã A, huyện B");
  EXPECT_EQ(quoted.lines[0].note, "nói \"gọn\"");
}

class UnitIndicatorsOf : public ReformTest {
 protected:
  UnitIndicators& indicators() { return w.reform.services().indicators; }
  static constexpr std::string_view kHead = "ma_chi_tieu;don_vi;ky;tu_so;mau_so;ty_le;ghi_chu\n";
  int imported(std::string_view rows) {
    const auto done = indicators().import(w.as("tinh"), std::string(kHead) + std::string(rows), "tep.csv").value();
    for (const auto& f : done.faults) ADD_FAILURE() << f.row << " " << f.column << ": " << f.text;
    return done.values;
  }
  const IndicatorRow& row(const std::vector<IndicatorRow>& all, std::string_view key) {
    return *std::ranges::find(all, key, [](const IndicatorRow& r) { return r.indicator->key; });
  }
};
MOTCUA_EACH_ENGINE(UnitIndicatorsOf);

TEST_P(UnitIndicatorsOf, A4_a_rate_over_a_hundred_is_kept_and_asked_about) {
  ASSERT_EQ(imported("van-ban-luan-chuyen;Ủy ban nhân dân xã Tân Phú;2026-06;1100;1000;;\n"), 1);
  const auto over = indicators().over(w.as("tinh"));
  ASSERT_EQ(over.size(), 1U);
  EXPECT_EQ(over[0].first.figure().text(), "110,00%");
  EXPECT_EQ(indicators().explain(w.as("kiem"), over[0].first.id, " ").error().key, "reform.cause_missing");
  ASSERT_TRUE(indicators().explain(w.as("kiem"), over[0].first.id, "Văn bản giấy vào sổ sau"));
  EXPECT_EQ(indicators().over(w.as("tinh"))[0].first.cause, "Văn bản giấy vào sổ sau");
  EXPECT_EQ(indicators().explain(w.as("xa2"), over[0].first.id, "x").error().code, Errc::not_found);
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(UnitIndicatorsOf, A12_signing_and_software_stand_per_unit_and_add_up_from_their_parts) {
  ASSERT_EQ(imported("ky-so;H20.39.5;2026-06;200;200;;\nky-so;H20.39.6;2026-06;100;100;;\n"), 2);
  const auto r = row(indicators().overview(w.as("tinh")), "ky-so");
  EXPECT_EQ(r.latest.text(), "100,00%");
  EXPECT_TRUE(r.from_parts);
  EXPECT_EQ(indicators().latest(w.as("tinh"), "ky-so").size(), 2U);
  EXPECT_EQ(indicators().latest(w.as("kiem"), "ky-so").size(), 1U);  // their own
}

TEST_P(UnitIndicatorsOf, A19_the_trend_is_told_against_the_end_of_the_year_before) {
  ASSERT_EQ(imported("tre-han;xa/ubnd;2022-12;;;28,72;\ntre-han;xa/ubnd;2023-08;;;7,83;\ntruc-tuyen-nop;xa/"
                     "ubnd;2022-12;;;0;\ntruc-tuyen-nop;xa/ubnd;2023-08;;;57,7;\n"),
            4);
  const auto all = indicators().overview(w.as("tinh"));
  EXPECT_EQ(row(all, "tre-han").latest.text(), "7,83%");
  EXPECT_EQ(row(all, "tre-han").change, 783 - 2872);
  EXPECT_EQ(row(all, "truc-tuyen-nop").change, 5770);
  EXPECT_EQ(indicators().series(w.as("tinh"), w.unit("xa/ubnd"), "tre-han").value().values.size(), 2U);
}

TEST_P(UnitIndicatorsOf, A21_reported_rates_keep_their_qualifier_and_are_never_averaged) {
  ASSERT_EQ(imported("vneid;xa/ubnd;2023-08;;;>90;\nxac-thuc-bhxh;xa/ubnd;2023-08;;;98;\nso-hoa-ho-tich;xa/ubnd;2019;1;1;;sổ 2016–2019\n"),
            3);
  auto all = indicators().overview(w.as("tinh"));
  EXPECT_TRUE(row(all, "vneid").more);
  EXPECT_EQ(row(all, "vneid").latest.text(), "90,00%");
  EXPECT_EQ(row(all, "xac-thuc-bhxh").latest.text(), "98,00%");
  EXPECT_EQ(row(all, "so-hoa-ho-tich").latest.text(), "100,00%");
  ASSERT_EQ(imported("vneid;xa-2/ubnd;2023-08;;;50;\n"), 1);
  all = indicators().overview(w.as("tinh"));
  EXPECT_EQ(row(all, "vneid").latest.text(), "chưa có số liệu");  // two reported rates have no common whole
}

TEST_P(UnitIndicatorsOf, A22_units_with_dossiers_and_none_online_are_a_list) {
  w.base.accepted(1);
  const auto zero = indicators().without_online(w.as("tinh"), 2026).value();
  ASSERT_EQ(zero.size(), 1U);
  EXPECT_EQ(zero[0].name, "Xã Tân Phú");
  EXPECT_EQ(zero[0].received, 1);
  EXPECT_TRUE(indicators().without_online(w.as("tinh"), 2031).value().empty());
}

TEST_P(UnitIndicatorsOf, with_one_fault_nothing_is_written_and_a_correction_is_a_new_version) {
  const auto done =
      indicators()
          .import(w.as("tinh"), std::string(kHead) + "ky-so;xa/ubnd;2026-06;1;2;;\n\nky-so;Xã không có;2026-06;1;2;;\n", "a.csv")
          .value();
  EXPECT_EQ(done.values, 0);
  ASSERT_EQ(done.faults.size(), 1U);
  EXPECT_EQ(done.faults[0].row, 4);
  EXPECT_EQ(done.faults[0].column, "don_vi");
  EXPECT_TRUE(indicators().latest(w.as("tinh"), "ky-so").empty());
  ASSERT_EQ(imported("ky-so;xa/ubnd;2026-06;1;2;;\n"), 1);
  ASSERT_EQ(imported("ky-so;xa/ubnd;2026-06;2;2;;sửa\n"), 1);
  const auto v = indicators().latest(w.as("tinh"), "ky-so").at(0).first;
  EXPECT_EQ(v.version, 2);
  EXPECT_EQ(v.figure().text(), "100,00%");
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(UnitIndicatorsOf, may_be_what_a_target_is_held_against) {
  ASSERT_EQ(imported("ky-so;xa/ubnd;2026-06;150;200;;\nky-so;xa-2/ubnd;2026-06;200;200;;\n"), 2);
  const auto& figures = w.reform.services().figures;
  EXPECT_EQ(figures.of("ky-so", w.unit("xa/ubnd"), 2026).text(), "75,00%");
  EXPECT_EQ(figures.of("ky-so", w.unit("xa/ubnd"), 2025).text(), "chưa có số liệu");
  EXPECT_EQ(figures.reference(TargetKind::average, "ky-so", w.unit("xa/ubnd"), 2026).text(), "87,50%");
}

TEST_P(UnitIndicatorsOf, are_written_by_the_standing_body_only) {
  EXPECT_EQ(indicators().import(w.as("ha"), kHead, "a.csv").error().code, Errc::forbidden);
}

}  // namespace
}  // namespace motcua::reform
