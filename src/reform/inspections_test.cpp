// Inspections through the services, on both engines; the draw and the rules of repeats as properties.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/letters_inspection.hpp"
#include "reform/testing_world.hpp"

namespace motcua::reform {
namespace {

using testing::day;
using ::testing::HasSubstr;
using testing::ReformTest;

TEST(Checklist, sums_to_a_hundred_and_codes_are_stable) {
  const auto items = checklist(day("2026-10-05"));
  int sum = 0;
  for (const auto& i : items) sum += i.most;
  EXPECT_EQ(sum, 100);
  EXPECT_EQ(items.size(), 24U);
  EXPECT_NE(check_item(items, "K3.6"), nullptr);
  EXPECT_EQ(check_item(items, "K9.9"), nullptr);
  EXPECT_TRUE(checklist(day("2010-01-01")).empty());
  EXPECT_EQ(check_group_title(check_group("K3.6")), "Cải cách TTHC");
}

TEST(Levels, follow_the_bands) {
  EXPECT_EQ(level_of(9000, 10000), "Xuất sắc");
  EXPECT_EQ(level_of(8999, 10000), "Tốt");
  EXPECT_EQ(level_of(6500, 10000), "Khá");
  EXPECT_EQ(level_of(5000, 10000), "Trung bình");
  EXPECT_EQ(level_of(4999, 10000), "Yếu");
  EXPECT_EQ(level_of(0, 0), "Chưa chấm");
}

TEST(Draw, depends_on_the_seed_and_the_set_alone) {
  std::vector<std::string> codes;
  for (int i = 0; i < 200; ++i) codes.push_back("H20.39.5-2610" + std::to_string(1000 + i));
  auto shuffled = codes;
  std::reverse(shuffled.begin(), shuffled.end());
  shuffled.push_back(codes.front());  // named twice
  const auto a = draw(codes, "hạt giống", 20);
  EXPECT_EQ(a, draw(shuffled, "hạt giống", 20));
  EXPECT_EQ(a.size(), 20U);
  EXPECT_NE(a, draw(codes, "hạt khác", 20));
  const auto more = draw(codes, "hạt giống", 30);
  EXPECT_TRUE(std::equal(a.begin(), a.end(), more.begin()));  // a larger sample goes on where the smaller one ended
  EXPECT_EQ(draw(codes, "x", 500).size(), 200U);
}

TEST(Repeats, count_within_two_years_after_the_remedy_was_confirmed) {
  const std::vector<Earlier> earlier{{1, "K3.4", day("2024-03-01")}, {2, "K3.4", day("2025-09-05")}, {3, "K3.6", std::nullopt}};
  EXPECT_EQ(repeated(earlier, "K3.4", day("2026-11-26")), 2);
  EXPECT_EQ(repeated(earlier, "K3.4", day("2027-09-05")), 2);  // the last day
  EXPECT_EQ(repeated(earlier, "K3.4", day("2027-09-06")), std::nullopt);
  EXPECT_EQ(repeated(earlier, "K3.6", day("2026-11-26")), std::nullopt);  // never confirmed: still the old one
  EXPECT_EQ(repeated(earlier, "K1.1", day("2026-11-26")), std::nullopt);
}

TEST(Spread, needs_thirty_per_cent_of_the_inspected_units) {
  std::vector<std::pair<std::string, std::int64_t>> found;
  for (int u = 1; u <= 3; ++u) found.emplace_back("K3.1", u);
  found.emplace_back("K3.1", 3);  // twice at one unit counts once
  found.emplace_back("K7.3", 1);
  const auto spread = systemic(found, 10);
  ASSERT_EQ(spread.size(), 1U);
  EXPECT_EQ(spread[0].code, "K3.1");
  EXPECT_EQ(spread[0].units, 3);
  EXPECT_TRUE(systemic(found, 11).empty());
}

class InspectionsOf : public ReformTest {
 protected:
  Inspections& inspections() { return w.reform.services().inspections; }
  std::int64_t issued_round(int year = 2026) {
    const auto tinh = w.as("tinh");
    const auto round = inspections().plan_round(tinh, {.unit = w.unit("tinh"), .year = year, .title = "Kế hoạch kiểm tra"},
                                                {w.unit("xa/ubnd"), w.unit("xa-2/ubnd")});
    EXPECT_TRUE(round) << round.error().message;
    EXPECT_TRUE(inspections().issue_round(tinh, *round, "20/KH", day("2026-02-01")));
    return *round;
  }
  std::int64_t open_visit(std::int64_t round, std::string_view unit, VisitKind kind = VisitKind::inspection, std::int64_t previous = 0) {
    const auto tinh = w.as("tinh");
    const auto visit = inspections().plan_visit(
        tinh, round, {.unit = w.unit(unit), .kind = kind, .month = 9, .head = "Trưởng Đoàn Mẫu", .previous = previous});
    EXPECT_TRUE(visit) << visit.error().message;
    EXPECT_TRUE(inspections().open_visit(tinh, *visit, day_of(w.base.clock.now())));
    return *visit;
  }
  std::int64_t found(std::int64_t visit, std::string code, std::string text = "Chưa thực hiện") {
    const auto id =
        inspections().add_finding(w.as("tinh"), visit, {.code = std::move(code), .text = std::move(text), .action = "Thực hiện ngay"});
    EXPECT_TRUE(id) << id.error().message;
    return id.value_or(0);
  }
  void remedied(std::int64_t finding) {
    const auto kiem = w.as("kiem");
    ASSERT_TRUE(inspections().add_evidence(kiem, finding, true, "Văn bản 5/UBND", "", ""));
    const auto done = inspections().remedy(kiem, finding, "Đã thực hiện", day_of(w.base.clock.now()));
    ASSERT_TRUE(done) << done.error().message;
    const auto judged = inspections().judge_remedy(w.as("tinh"), finding, RecheckResult::confirmed, "");
    ASSERT_TRUE(judged) << judged.error().message;
  }
};
MOTCUA_EACH_ENGINE(InspectionsOf);

TEST_P(InspectionsOf, A3_coverage_is_the_share_of_the_units_that_must_be_inspected) {
  const auto round = issued_round();
  open_visit(round, "xa/ubnd");
  auto v = inspections().round(w.as("tinh"), round).value();
  EXPECT_EQ(v.inspected, 1);
  EXPECT_EQ(share_text(v.inspected, static_cast<std::int64_t>(v.scope.size())), "50,00%");
  ASSERT_EQ(v.waiting.size(), 1U);
  open_visit(round, "xa-2/ubnd");
  v = inspections().round(w.as("tinh"), round).value();
  EXPECT_EQ(share_words(v.inspected, static_cast<std::int64_t>(v.scope.size())), "100%");
  EXPECT_TRUE(v.waiting.empty());
}

TEST_P(InspectionsOf, A8_each_finding_of_2018_stands_under_a_code_with_a_term) {
  const auto visit = open_visit(issued_round(), "xa/ubnd");
  constexpr auto kFound = std::to_array<std::pair<const char*, const char*>>({{"K1.2", "Kế hoạch còn chung chung"},
                                                                              {"K1.8", "Chưa đối thoại với người dân"},
                                                                              {"K5.2", "Đào tạo cán bộ cơ sở chưa tốt"},
                                                                              {"K3.2", "Xử lý hồ sơ ngoài phần mềm"},
                                                                              {"K3.3", "Nhận thừa, thiếu giấy tờ"},
                                                                              {"K3.6", "Chưa xin lỗi hồ sơ trễ"},
                                                                              {"K1.1", "Chưa có kế hoạch"},
                                                                              {"K3.4", "Lưu hồ sơ thiếu thành phần"},
                                                                              {"K4.1", "Phân công không đều"},
                                                                              {"K5.1", "Chưa có đề án vị trí việc làm"}});
  for (const auto& [code, text] : kFound) found(visit, code, text);
  const auto v = inspections().visit(w.as("tinh"), visit).value();
  ASSERT_EQ(v.findings.size(), 10U);
  for (const auto& f : v.findings) {
    EXPECT_FALSE(f.title.empty()) << f.finding.code;
    EXPECT_EQ(f.finding.deadline, f.finding.opened_on + std::chrono::days{30});
  }
  EXPECT_EQ(inspections().add_finding(w.as("tinh"), visit, {.code = "K9", .text = "", .action = ""}).error().fields.size(), 3U);
}

TEST_P(InspectionsOf, A15_a_reinspection_goes_item_by_item_and_finds_no_repeat) {
  const auto round = issued_round();
  const auto visit = open_visit(round, "xa/ubnd");
  const auto a = found(visit, "K3.6"), b = found(visit, "K3.4");
  ASSERT_TRUE(inspections().conclude(w.as("tinh"), visit, "30/TB", day_of(w.base.clock.now()), ""));
  EXPECT_EQ(inspections()
                .plan_visit(w.as("tinh"), round,
                            {.unit = w.unit("xa-2/ubnd"), .kind = VisitKind::reinspection, .month = 10, .head = "A", .previous = visit})
                .error()
                .fields[0]
                .field,
            "lan_truoc");
  w.base.clock.set(parse_instant("2026-11-05T09:00").value());
  const auto again = open_visit(round, "xa/ubnd", VisitKind::reinspection, visit);
  EXPECT_EQ(inspections().conclude(w.as("tinh"), again, "40/TB", day("2026-11-05"), "").error().key, "reform.recheck_incomplete");
  EXPECT_EQ(inspections().recheck(w.as("tinh"), again, a, RecheckResult::confirmed, "").error().key, "reform.recheck_unproven");
  ASSERT_TRUE(inspections().recheck(w.as("tinh"), again, a, RecheckResult::confirmed, "Đã xem 5 văn bản xin lỗi"));
  ASSERT_TRUE(inspections().recheck(w.as("tinh"), again, b, RecheckResult::confirmed, "Đã xem kho lưu"));
  ASSERT_TRUE(inspections().conclude(w.as("tinh"), again, "40/TB", day("2026-11-05"), ""));
  const auto v = inspections().visit(w.as("tinh"), again).value();
  EXPECT_EQ(v.outcome.repeated, 0);
  EXPECT_EQ(outcome_words(v.outcome), "Tất cả hạn chế đã được khắc phục (2/2); không có hạn chế lặp lại.");
  EXPECT_EQ(inspections().finding(w.as("kiem"), a).value().finding.state, FindingState::confirmed);
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(InspectionsOf, a_repeat_is_found_across_years_and_linked) {
  const auto first = open_visit(issued_round(), "xa/ubnd");
  const auto old = found(first, "K3.4");
  ASSERT_TRUE(inspections().conclude(w.as("tinh"), first, "30/TB", day_of(w.base.clock.now()), ""));
  remedied(old);
  w.base.clock.set(parse_instant("2027-09-01T09:00").value());
  const auto second = open_visit(issued_round(2027), "xa/ubnd");
  const auto before = inspections().visit(w.as("tinh"), second).value();
  const auto item = std::ranges::find(before.items, "K3.4", [](const ItemView& i) { return i.item.code; });
  ASSERT_TRUE(item->earlier);  // told while marking, before anything is written
  const auto again = found(second, "K3.4", "Vẫn lưu thiếu");
  EXPECT_EQ(inspections().finding(w.as("tinh"), again).value().finding.repeats, old);
  EXPECT_EQ(inspections().finding(w.as("tinh"), found(second, "K3.6")).value().finding.repeats, 0);
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(InspectionsOf, a_remedy_needs_evidence_and_is_judged_by_others) {
  const auto visit = open_visit(issued_round(), "xa/ubnd");
  const auto f = found(visit, "K3.6");
  const auto kiem = w.as("kiem");
  EXPECT_EQ(inspections().remedy(kiem, f, "Xong", day_of(w.base.clock.now())).error().key, "reform.not_remediable");  // not concluded yet
  ASSERT_TRUE(inspections().conclude(w.as("tinh"), visit, "30/TB", day_of(w.base.clock.now()), ""));
  EXPECT_EQ(inspections().remedy(kiem, f, "Xong", day_of(w.base.clock.now())).error().key, "reform.remedy_unproven");
  ASSERT_TRUE(inspections().add_evidence(kiem, f, true, "Ảnh sổ", "", ""));
  ASSERT_TRUE(inspections().remedy(kiem, f, "Đã gửi văn bản xin lỗi", day_of(w.base.clock.now())));
  EXPECT_EQ(inspections().judge_remedy(kiem, f, RecheckResult::confirmed, "").error().code, Errc::forbidden);
  EXPECT_EQ(inspections().judge_remedy(w.as("tinh"), f, RecheckResult::partly, "").error().key, "reform.judge_without_reason");
  ASSERT_TRUE(inspections().judge_remedy(w.as("tinh"), f, RecheckResult::not_done, "Còn 2 hồ sơ"));
  ASSERT_TRUE(inspections().remedy(kiem, f, "Đã gửi nốt", day_of(w.base.clock.now())));
  ASSERT_TRUE(inspections().judge_remedy(w.as("tinh"), f, RecheckResult::confirmed, ""));
  EXPECT_EQ(inspections().finding(w.as("xa2"), f).error().code, Errc::not_found);
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(InspectionsOf, marks_may_come_twice_from_a_tablet_and_points_stay_in_their_bounds) {
  const auto visit = open_visit(issued_round(), "xa/ubnd");
  const auto tinh = w.as("tinh");
  ASSERT_TRUE(inspections().mark(tinh, visit, {.code = "K3.1", .mark = Mark::good}));
  ASSERT_TRUE(inspections().mark(tinh, visit, {.code = "K3.1", .mark = Mark::good}));
  EXPECT_EQ(inspections().mark(tinh, visit, {.code = "K3.2", .mark = Mark::partly}).error().key, "reform.points_missing");
  EXPECT_EQ(inspections().mark(tinh, visit, {.code = "K3.2", .mark = Mark::partly, .points = 801}).error().key, "reform.points_out");
  ASSERT_TRUE(inspections().mark(tinh, visit, {.code = "K3.2", .mark = Mark::partly, .points = 650}));
  ASSERT_TRUE(inspections().mark(tinh, visit, {.code = "K6.1", .mark = Mark::not_applicable}));
  EXPECT_EQ(inspections().mark(w.as("kiem"), visit, {.code = "K3.1", .mark = Mark::good}).error().code, Errc::forbidden);
  const auto v = inspections().visit(tinh, visit).value();
  EXPECT_EQ(v.marked, 3);
  EXPECT_EQ(v.points, 400 + 650);
  EXPECT_EQ(v.most, 400 + 800);  // what does not apply leaves both
  const auto plan_item = std::ranges::find(v.items, "K1.1", [](const ItemView& i) { return i.item.code; });
  EXPECT_THAT(plan_item->known, HasSubstr("Chưa có kế hoạch năm 2026"));
  EXPECT_TRUE(inspection_minutes(v, {"Sở Nội vụ", "Cao Lãnh"}).starts_with("%PDF"));
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(InspectionsOf, a_sample_is_drawn_once_from_what_was_settled) {
  const auto visit = open_visit(issued_round(), "xa/ubnd");
  EXPECT_EQ(inspections().draw_sample(w.as("tinh"), visit, 0).error().key, "reform.sample_size");
  EXPECT_EQ(inspections().draw_sample(w.as("tinh"), visit, 5).value(), 0);  // nothing settled here
  EXPECT_EQ(inspections().draw_sample(w.as("kiem"), visit, 5).error().code, Errc::forbidden);
}

}  // namespace
}  // namespace motcua::reform
