// Models and initiatives: counted from the record, evaluated on one measure before and after, carried to other units as tasks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/testing_pages.hpp"

namespace motcua::reform {
namespace {

using testing::day;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Initiatives, go_step_by_step_and_stay_stopped) {
  using enum InitiativeState;
  EXPECT_TRUE(may_follow(registered, screened));
  EXPECT_FALSE(may_follow(registered, recognised));
  EXPECT_TRUE(may_follow(pilot, stopped));
  EXPECT_FALSE(may_follow(stopped, pilot));
  EXPECT_TRUE(may_follow(evaluated, adjusted));
  EXPECT_TRUE(may_follow(adjusted, pilot));
  EXPECT_FALSE(may_follow(adjusted, recognised));
}

class InitiativesOf : public testing::PagesTest {
 protected:
  InitiativesOf() {
    initiatives().count_with([this](const UseAsk& ask) -> std::int64_t {
      asked.push_back(ask);
      return ask.source == CountSource::scans ? scans_a_question : 0;
    });
  }
  Initiatives& initiatives() { return w.reform.services().initiatives; }
  std::int64_t model(CountSource source = CountSource::manual, std::string_view on = "2026-02-01") {
    return initiatives()
        .add(w.as("kiem"), {.unit = w.unit("xa/ubnd"),
                            .name = "Phiếu hướng dẫn bằng mã QR",
                            .content = Content::procedures,
                            .started_on = day(on),
                            .counted = "trường hợp",
                            .source = source})
        .value();
  }
  void moved(std::int64_t id, InitiativeState to, std::string decision = {}) {
    const auto done = initiatives().move(w.as("kiem"), id, to, "", std::move(decision));
    EXPECT_TRUE(done) << done.error().message;
  }
  std::int64_t scans_a_question = 0;
  std::vector<UseAsk> asked;
};
MOTCUA_EACH_ENGINE(InitiativesOf);

TEST_P(InitiativesOf, A7_are_evaluated_on_comparable_measures_and_carried_to_other_units_as_tasks) {
  const auto kiem = w.as("kiem");
  const auto id = model();
  EXPECT_EQ(initiatives().move(kiem, id, InitiativeState::evaluated, "", "").error().key, "reform.initiative_step");
  moved(id, InitiativeState::screened);
  moved(id, InitiativeState::pilot);
  EXPECT_EQ(initiatives().move(kiem, id, InitiativeState::evaluated, "", "").error().key, "reform.evaluation_missing");
  EXPECT_EQ(initiatives().measure(kiem, id, {.what = "Thời gian chờ", .before = 6000, .after = 4000, .source = "Đo"}).error().key,
            "reform.measure_invalid")
      << "without a unit of measure nothing is comparable";
  ASSERT_TRUE(
      initiatives().measure(kiem, id, {.what = "Thời gian chờ", .unit = "phút", .before = 6000, .after = 4000, .source = "Đo 30 hồ sơ"}));
  moved(id, InitiativeState::evaluated);
  EXPECT_EQ(initiatives().move(kiem, id, InitiativeState::recognised, "", "").error().key, "reform.decision_missing");
  EXPECT_EQ(initiatives().replicate(kiem, id, w.unit("xa/van-phong"), day("2026-12-15")).error().key, "reform.not_recognised");
  moved(id, InitiativeState::recognised, "15/QĐ-UBND");
  const auto task = initiatives().replicate(kiem, id, w.unit("xa/van-phong"), day("2026-12-15"));
  ASSERT_TRUE(task) << task.error().message;
  EXPECT_EQ(initiatives().replicate(kiem, id, w.unit("xa/van-phong"), day("2026-12-15")).error().key, "reform.replicate_twice");
  const auto v = initiatives().open(kiem, id).value();
  EXPECT_EQ(v.initiative.state, InitiativeState::replicated);
  ASSERT_EQ(v.replications.size(), 1U);
  EXPECT_EQ(v.replications[0].task.origin, Origin::replication);
  EXPECT_TRUE(w.reform.services().plans.add_note(w.as("ha"), *task, "Đã học cách làm"));
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(InitiativesOf, A17_use_is_counted_from_the_record_and_hands_stand_apart) {
  const auto id = model(CountSource::scans);
  moved(id, InitiativeState::screened);
  moved(id, InitiativeState::pilot);
  scans_a_question = 5;
  ASSERT_TRUE(initiatives().tally(w.as("kiem"), id, {.year = 2026, .month = 8, .count = 40}));
  ASSERT_TRUE(initiatives().tally(w.as("kiem"), id, {.year = 2026, .month = 8, .count = 30}));  // again: replaces
  asked.clear();
  const auto v = initiatives().open(w.as("kiem"), id).value();
  EXPECT_EQ(v.recorded, 5);
  EXPECT_EQ(v.by_hand, 30);
  EXPECT_EQ(v.used(), 35);
  EXPECT_EQ(asked.front().from, day("2026-02-01"));
  EXPECT_EQ(asked.front().place, w.unit("xa"));
  ASSERT_FALSE(v.months.empty());
  EXPECT_EQ(v.months.back().year * 100 + v.months.back().month, 202602);
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(InitiativesOf, without_use_for_three_months_are_told) {
  const auto id = model();
  EXPECT_FALSE(initiatives().open(w.as("kiem"), id).value().unused) << "only registered";
  moved(id, InitiativeState::screened);
  EXPECT_TRUE(initiatives().open(w.as("kiem"), id).value().unused);
  const std::chrono::year_month_day today{w.reform.services().base.today()};
  ASSERT_TRUE(
      initiatives().tally(w.as("kiem"), id, {.year = int{today.year()}, .month = static_cast<int>(unsigned{today.month()}), .count = 1}));
  EXPECT_FALSE(initiatives().list(w.as("kiem")).at(0).unused);
  EXPECT_EQ(initiatives().tally(w.as("kiem"), id, {.year = int{today.year()} + 1, .month = 1, .count = 1}).error().key,
            "reform.tally_invalid");
}

TEST_P(InitiativesOf, pages_keep_what_was_typed_and_hide_other_units) {
  const auto wrong = post("kiem", "/cai-cach/mo-hinh/them", {{"ten", "Chứng thực 3 không"}, {"nguon", "dossiers"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Chứng thực 3 không"));
  EXPECT_THAT(wrong.body, HasSubstr("Ghi mã thủ tục có hồ sơ được đếm"));
  const auto made = post("kiem", "/cai-cach/mo-hinh/them",
                         {{"don_vi", std::to_string(w.unit("xa/ubnd").value)},
                          {"ten", "Chứng thực 3 không"},
                          {"loai", "model"},
                          {"noi_dung", "NC2"},
                          {"ngay", "01/07/2026"},
                          {"dem", "trường hợp"},
                          {"nguon", "dossiers"},
                          {"thu_tuc", "2.000815"}});
  ASSERT_EQ(made.status, 303) << made.body;
  const auto path = web::testing::header_of(made, "location");
  EXPECT_THAT(get("kiem", path).body, HasSubstr("2.000815"));
  EXPECT_EQ(get("xa2", path).status, 404);
  EXPECT_EQ(get("kiem", path + "/so-do").status, 404) << "measured once it is tried";
  EXPECT_EQ(post("kiem", path + "/buoc", {{"buoc", "screened"}}).status, 303);
  EXPECT_EQ(post("kiem", path + "/buoc", {{"buoc", "pilot"}}).status, 303);
  const auto text =
      post("kiem", path + "/so-do", {{"gi", "Thời gian"}, {"don_vi_do", "phút"}, {"truoc", "lâu"}, {"sau", "5"}, {"nguon", "Đo"}});
  EXPECT_EQ(text.status, 422);
  EXPECT_THAT(text.body, HasSubstr("Ghi một số"));
  EXPECT_EQ(
      post("kiem", path + "/so-do", {{"gi", "Thời gian"}, {"don_vi_do", "phút"}, {"truoc", "60"}, {"sau", "45"}, {"nguon", "Đo"}}).status,
      303);
  EXPECT_THAT(get("kiem", path).body, HasSubstr("-15 (-25,0%)"));
  EXPECT_THAT(get("chu_tich", "/cai-cach/mo-hinh").body, HasSubstr("Chứng thực 3 không"));
}

TEST_P(InitiativesOf, unit_indicators_come_from_a_table_and_faults_name_their_cell) {
  EXPECT_THAT(get("kiem", "/cai-cach/chi-tieu/mau.csv").body, HasSubstr("ky-so;"));
  EXPECT_EQ(get("ha", "/cai-cach/chi-tieu/nhap").status, 403);
  EXPECT_EQ(post("kiem", "/cai-cach/chi-tieu/nhap").status, 422);
  ASSERT_EQ(w.reform.services()
                .indicators.import(w.as("kiem"), "ma_chi_tieu;don_vi;ky;tu_so;mau_so\nvan-ban-luan-chuyen;xa/ubnd;2026-06;11;10\n", "a.csv")
                .value()
                .values,
            1);
  const auto page = get("kiem", "/cai-cach/chi-tieu");
  EXPECT_THAT(page.body, HasSubstr("110,00%"));
  EXPECT_THAT(page.body, HasSubstr("Ghi nguyên nhân"));
  const auto id = std::to_string(w.reform.services().indicators.over(w.as("kiem")).at(0).first.id);
  const auto empty = post("kiem", "/cai-cach/chi-tieu/nguyen-nhan/" + id, {{"nguyen_nhan", ""}});
  EXPECT_EQ(empty.status, 422);
  EXPECT_EQ(post("kiem", "/cai-cach/chi-tieu/nguyen-nhan/" + id, {{"nguyen_nhan", "Văn bản giấy vào sổ sau"}}).status, 303);
  EXPECT_THAT(get("kiem", "/cai-cach/chi-tieu").body, Not(HasSubstr("Ghi nguyên nhân")));
  EXPECT_EQ(get("xa2", "/cai-cach/chi-tieu/nguyen-nhan/" + id).status, 404);
  EXPECT_THAT(get("kiem", "/cai-cach/chi-tieu/van-ban-luan-chuyen").body, HasSubstr("06/2026"));
}

}  // namespace
}  // namespace motcua::reform
