// Official forms 04 and 06 told by the reviews and by what people reported.
#include "app/form_sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_world.hpp"
#include "feedback/feedback.hpp"
#include "review/review.hpp"
#include "store/testing.hpp"

namespace motcua::app {
namespace {

using reports::MixedReport;
using reports::official_period;
using reports::PeriodKind;

class FormsOfSlices : public ::testing::TestWithParam<store::Engine> {
 protected:
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(reports::migrations());
    all.push_back(feedback::migrations());
    all.push_back(review::migrations());
    return all;
  }
  FormsOfSlices() {
    w_.person("kiem-tinh", "Mai Văn Tỉnh", identity::Role::control, "tinh");
    w_.person("chu-tich", "Lê Văn Chủ", identity::Role::leader, "tinh");
  }
  MixedReport report(std::string_view who, std::string_view form, std::string_view unit, reports::Period p) {
    auto r = forms_.forms.report(w_.as(who), {reports::mixed_form(form), std::move(p), w_.unit(unit)});
    EXPECT_TRUE(r) << (r ? "" : r.error().message);
    return r.value();
  }
  std::string shown(const MixedReport& r, std::string_view row, int number) {
    const auto& f = *r.ask.form;
    const auto* c = reports::column(f, number);
    for (const auto& l : r.lines)
      if (l.key == row) return reports::words(*c, l.values.at(static_cast<std::size_t>(c - f.columns.data())));
    return "no such row";
  }
  void at(std::string_view iso) { w_.clock.set(parse_instant(iso).value()); }
  std::string send(feedback::ReportKind kind, std::string_view iso) {
    at(iso);
    return feedback_
        .send({kind, w_.unit("xa/mot-cua"), "Lê Thị Mận", "0912 000 111", "", "", "Chờ lâu, không ai hướng dẫn giấy tờ."}, nullptr)
        .value();
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  reports::Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  FormServices forms_{*db_, w_.clock, w_.identity, w_.catalog, reports_};
  feedback::Feedback feedback_{*db_, w_.clock, w_.ids, w_.identity, w_.dossiers};
  review::Reviews reviews_{{*db_, w_.clock, w_.ids, w_.identity, reports_, w_.catalog}};
};
MOTCUA_EACH_ENGINE(FormsOfSlices);

TEST_P(FormsOfSlices, reports_of_people_are_counted_by_kind_and_moment) {
  using enum feedback::ReportKind;
  const auto quarter = official_period(PeriodKind::quarter, 2027, 1);  // 15/12 to 14/3
  const auto answer = [&](const std::string& number, std::string_view iso, std::string_view in_public) {
    at(iso);
    const auto kiem = w_.as("kiem");
    const auto version = feedback_.open(kiem, number)->version;
    const auto done = feedback_.answer(kiem, number, version, "Đã nhắc nhở và xin lỗi.", "dung", in_public);
    ASSERT_TRUE(done) << done.error().message;
  };
  const auto before = send(behaviour, "2026-12-10T08:00"), kept = send(regulation, "2026-12-12T08:00");
  answer(before, "2026-12-20T08:00", "Chờ lâu tại quầy");
  const auto inside = send(behaviour, "2027-01-05T08:00");
  answer(inside, "2027-01-08T08:00", "");
  send(regulation, "2027-02-01T08:00");
  send(fault, "2027-02-02T08:00");
  send(behaviour, "2027-03-20T08:00");
  answer(kept, "2027-03-25T08:00", "");  // after the quarter: still open in it
  const auto r = report("kiem", "06a", "xa", quarter);
  const std::map<int, std::string> expected{{3, "4"},  {4, "2"},  {5, "2"},  {6, "2"},  {7, "2"},  {8, "2"},  {9, "2"},
                                            {10, "0"}, {11, "1"}, {12, "1"}, {13, "2"}, {14, "0"}, {15, "2"}, {16, "1"}};
  for (const auto& [column, text] : expected) EXPECT_EQ(shown(r, "he-thong", column), text) << column;
  EXPECT_EQ(shown(r, "ngoai", 4), "chưa có số liệu");
  const auto cell = forms_.forms.cell(w_.as("kiem"), r.ask, "he-thong", 11).value();
  ASSERT_EQ(cell.facts.size(), 1U);
  EXPECT_EQ(cell.facts[0].name, before);
  EXPECT_EQ(cell.facts[0].href, "/phan-anh/xu-ly/" + before);
  EXPECT_EQ(cell.facts[0].detail.find("Mận"), std::string::npos) << "no names of people";
  EXPECT_EQ(shown(report("kiem-tinh", "06b", "tinh", quarter), "he-thong", 3), "4");
  // What carries over is what was in progress.
  const auto next = report("kiem", "06a", "xa", official_period(PeriodKind::quarter, 2027, 2));
  EXPECT_EQ(shown(next, "he-thong", 6), shown(r, "he-thong", 13));
}

TEST_P(FormsOfSlices, reviews_are_counted_when_they_were_approved) {
  const auto maker = w_.as("kiem-tinh"), leader = w_.as("chu-tich");
  const auto august = official_period(PeriodKind::month, 2027, 8), october = official_period(PeriodKind::month, 2027, 10);
  EXPECT_EQ(shown(report("kiem-tinh", "04b", "tinh", august), "dia-phuong", 2), "chưa có số liệu") << "no plan of the year";
  at("2027-07-20T08:00");
  const auto plan = reviews_.create(maker, {w_.unit("tinh"), 2027, "Kế hoạch rà soát năm 2027", "KH 1", review::Basis::province}).value();
  const auto add = [&](std::string code) {
    return reviews_.add(maker, plan, {std::move(code), "Thủ tục rà soát", "tỉnh", "", parse_day("2027-12-01").value()}).value();
  };
  const auto cut = add("KB.01"), keep = add("KB.02");
  const auto found = [&](review::ItemId id, review::Outcome outcome) {
    const auto done = reviews_.record_findings(maker, plan, id,
                                               {.necessary = "co",
                                                .reasonable = "mot-phan",
                                                .legal = "co",
                                                .findings = "Trùng dữ liệu đã có",
                                                .outcome = outcome,
                                                .proposal = "Bỏ bản sao",
                                                .recommendation = "Sửa quyết định",
                                                .documents = 2,
                                                .days_now = 10,
                                                .days_after = 9});
    ASSERT_TRUE(done) << done.error().message;
  };
  at("2027-08-03T08:00");
  found(keep, review::Outcome::keep);
  found(cut, review::Outcome::amend);
  ASSERT_TRUE(
      reviews_.put_step(maker, plan, cut, {.work = review::Work::prepare, .name = "Điền đơn", .way = "Tự làm", .now = {.hours = 500}}));
  ASSERT_TRUE(reviews_.put_step(
      maker, plan, cut,
      {.work = review::Work::prepare, .name = "Bản sao", .way = "Chứng thực", .now = {.hours = 2'000, .hired = {20'000}}, .cut = true}));
  const review::Volume volume{review::kOnce, 100};
  ASSERT_TRUE(reviews_.set_volumes(maker, plan, cut, {{40'000}, "Nguồn thử", volume, volume, "Nguồn thử"}));
  ASSERT_TRUE(reviews_.propose(maker, plan, cut));
  ASSERT_TRUE(reviews_.check(maker, plan, cut));
  at("2027-09-20T08:00");
  const auto approved = reviews_.approve(leader, plan, cut, "15/QĐ-UBND ngày 20/09/2027");
  ASSERT_TRUE(approved) << approved.error().message;
  at("2027-10-20T08:00");
  const auto first = report("kiem-tinh", "04b", "tinh", august);
  EXPECT_EQ(shown(first, "dia-phuong", 2), "2");
  EXPECT_EQ(shown(first, "dia-phuong", 3), "1") << "only what was kept; the other was approved later";
  EXPECT_EQ(shown(first, "dia-phuong", 4), "1");
  EXPECT_EQ(shown(first, "dia-phuong", 10), "chưa có số liệu") << "nothing was cut: no rate";
  const auto then = report("kiem-tinh", "04b", "tinh", october);
  EXPECT_EQ(shown(then, "dia-phuong", 6), "1");
  EXPECT_EQ(shown(then, "dia-phuong", 7), "2");
  EXPECT_EQ(shown(then, "dia-phuong", 9), "1");
  EXPECT_EQ(shown(then, "dia-phuong", 10), "10,0%");
  // 2 hours × 40,000 + 20,000 hired, 100 times a year, of those and half an hour more.
  EXPECT_EQ(shown(then, "dia-phuong", 11), "10,00");
  EXPECT_EQ(shown(then, "dia-phuong", 12), "83,3%");
  EXPECT_EQ(shown(then, "dia-phuong", 13), "15/QĐ-UBND ngày 20/09/2027");
  EXPECT_EQ(shown(then, "chinh-phu", 2), "chưa có số liệu");
  const auto cell = forms_.forms.cell(w_.as("kiem-tinh"), then.ask, "dia-phuong", 11).value();
  ASSERT_EQ(cell.facts.size(), 1U);
  EXPECT_THAT(cell.facts[0].href, ::testing::StartsWith("/ra-soat/"));
  EXPECT_FALSE(forms_.forms.report(w_.as("kiem"), then.ask)) << "a commune does not see the province's";
}

}  // namespace
}  // namespace motcua::app
