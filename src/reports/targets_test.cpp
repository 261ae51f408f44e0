// Targets, the figures of the articles beside ours, and the results for everybody.
#include "reports/targets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_gate.hpp"
#include "reports/articles.hpp"
#include "reports/flow.hpp"
#include "reports/pages.hpp"
#include "reports/pages_targets.hpp"
#include "reports/testing_planted.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::reports {
namespace {

using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::Not;

Day day(std::string_view iso) { return parse_day(iso).value(); }

TEST(Targets, resolve_against_what_they_are_measured_by) {
  const TargetGrounds grounds{612, 1000, 480, 1000};
  const auto of = [&](TargetKind kind, int permille, bool lower = false) {
    return resolve({.kind = kind, .permille = permille}, grounds, lower).value().permille;
  };
  EXPECT_EQ(of(TargetKind::fixed, 950), 950);
  EXPECT_EQ(of(TargetKind::province_average, 0), 612);
  EXPECT_EQ(of(TargetKind::last_year, 0), 480);
  EXPECT_EQ(of(TargetKind::better_than_last_year, 50), 530);
  EXPECT_EQ(of(TargetKind::better_than_last_year, 50, true), 430) << "less is better";
  EXPECT_FALSE(resolve({.kind = TargetKind::province_average}, {}, false)) << "no average of nothing";
  EXPECT_FALSE(resolve({.kind = TargetKind::province_average}, {.province_whole = 40}, false))
      << "nobody has any: nothing is reached by it";
  EXPECT_THAT(resolve({.kind = TargetKind::province_average}, grounds, false)->words, HasSubstr("61,2%"));
}

TEST(Targets, are_met_from_the_target_on_and_unknown_without_a_whole) {
  const Target high{.permille = 950}, low{.permille = 50, .lower_is_better = true};
  EXPECT_EQ(high.met(95, 100), true);
  EXPECT_EQ(high.met(94, 100), false);
  EXPECT_EQ(high.met(0, 0), std::nullopt);
  EXPECT_EQ(low.met(5, 100), true);
  EXPECT_EQ(low.met(6, 100), false);
}

TEST(Targets, the_nearest_unit_and_the_latest_day_hold) {
  const UnitId commune{1}, province{2};
  const UnitId line[] = {commune, province};
  const std::vector<TargetRow> rows{{.id = 1, .unit = province, .indicator = "dung-han", .permille = 900, .from = day("2026-01-01")},
                                    {.id = 2, .unit = commune, .indicator = "dung-han", .permille = 980, .from = day("2026-06-01")},
                                    {.id = 3, .unit = province, .indicator = "dung-han", .permille = 910, .from = day("2026-03-01")}};
  EXPECT_EQ(target_for(rows, line, "dung-han", day("2026-02-01"))->permille, 900);
  EXPECT_EQ(target_for(rows, line, "dung-han", day("2026-05-01"))->permille, 910);
  EXPECT_EQ(target_for(rows, line, "dung-han", day("2026-07-01"))->permille, 980);
  EXPECT_EQ(target_for(rows, line, "dung-han", day("2025-12-31"))->permille, 950) << "what ships with the program";
  EXPECT_EQ(target_for(rows, line, "truc-tuyen", day("2026-07-01"))->kind, TargetKind::province_average);
  EXPECT_EQ(target_for(rows, line, "toan-trinh", day("2026-07-01")), nullptr);
  EXPECT_FALSE(read_targets("muc-tieu | dung-han | khac | 1 | 01/07/2018 | nguồn"));
  EXPECT_FALSE(read_targets("muc-tieu | dung-han | co-dinh | 1001 | 01/07/2018 | nguồn"));
}

TEST(ArticleFigures, agree_to_the_precision_they_were_printed_with) {
  const auto figure = [](std::string indicator, Printed printed, std::int64_t hundredths) {
    return ArticleFigure{.indicator = std::move(indicator), .printed = printed, .hundredths = hundredths};
  };
  EXPECT_TRUE(agrees(figure("late_rate", Printed::exact, 2872), {2872, {}}));
  EXPECT_FALSE(agrees(figure("late_rate", Printed::exact, 2872), {2873, {}}));
  EXPECT_TRUE(agrees(figure("online_rate", Printed::exact, 5770), {5771, {}})) << "printed with one decimal";
  EXPECT_FALSE(agrees(figure("online_rate", Printed::exact, 5770), {5776, {}}));
  EXPECT_TRUE(agrees(figure("online_rate", Printed::exact, 4800), {4801, {}}));
  EXPECT_FALSE(agrees(figure("received", Printed::exact, 2251500), {2251600, {}})) << "dossiers are counted";
  EXPECT_TRUE(agrees(figure("on_time_rate", Printed::nearly, 9000), {8960, {}}));
  EXPECT_FALSE(agrees(figure("on_time_rate", Printed::nearly, 9000), {9000, {}})) << "nearly is less";
  EXPECT_TRUE(agrees(figure("by_post", Printed::more_than, 870000), {870100, {}}));
  EXPECT_FALSE(agrees(figure("by_post", Printed::more_than, 870000), {980000, {}})) << "not that much more";
  EXPECT_EQ(article_figures().size(), 15U);
}

TEST(ArticleFigures, are_said_as_the_article_says_them) {
  const auto said = [](std::string indicator, Printed printed, std::int64_t article, std::int64_t ours) {
    return printed_words({.indicator = std::move(indicator), .printed = printed, .hundredths = article}, ours);
  };
  EXPECT_EQ(said("plan_tasks_done_rate", Printed::more_than, 5200, 5217), "hơn 52%");
  EXPECT_EQ(said("plan_activities_done_rate", Printed::nearly, 5900, 5882), "gần 59%");
  EXPECT_EQ(said("on_time_rate", Printed::nearly, 9000, 8960), "gần 90%");
  EXPECT_EQ(said("by_post", Printed::more_than, 870000, 870100), "hơn 8.700");
  EXPECT_EQ(said("late_rate", Printed::exact, 2872, 2872), "28,72%");
  EXPECT_EQ(said("online_rate", Printed::exact, 0, 0), "0%");
  EXPECT_EQ(said("received", Printed::exact, 2251500, 2251500), "22.515");
}

class TargetPages : public ::testing::TestWithParam<store::Engine> {
 protected:
  TargetPages() {
    router_.add(web::bind_routes("results", results_, ResultPages::routes()));
    router_.add(web::bind_routes("reports", boards_, Pages::routes()));
    testing::Planter planter(*db_, 20'000);
    for (int i = 0; i < 20; ++i)
      for (const auto* commune : {"xa", "xa-2"}) {
        testing::Planted p;
        p.received = p.recorded = parse_instant("2026-08-20T09:00").value() + hours{24 * (i % 5)};
        p.due = p.received + hours{24 * 7};
        p.settled = p.received + hours{24 * (i < 3 ? 9 : 2)};
        p.desk = w_.unit(std::string(commune) + "/mot-cua");
        p.competent = w_.unit(std::string(commune) + "/ubnd");
        if (commune == std::string_view("xa-2")) p.channel = dossier::Channel::online_full;
        planter.plant(p);
      }
    w_.clock.set(parse_instant("2026-10-05T09:10").value());
    reports_.fold();
  }
  web::testing::Client client(std::string who) {
    web::testing::Client c(router_);
    if (!who.empty()) c.cookies["phien"] = std::move(who);
    return c;
  }
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  ResultPages results_{reports_, w_.identity, shells_};
  Pages boards_{reports_, w_.identity, w_.catalog, w_.clock, shells_};
  web::Router router_{{gate_, w_.clock}, {.secret = std::string(32, 's')}};
};
MOTCUA_EACH_ENGINE(TargetPages);

TEST_P(TargetPages, a_unit_sets_its_target_and_the_board_holds_it_to_it) {
  const std::string board = "/bang-dieu-hanh?ky=thang-2026-09";
  const auto before = client("kiem").get(board);
  EXPECT_THAT(before.body, HasSubstr("mục tiêu 95%: chưa đạt"));
  EXPECT_THAT(before.body, HasSubstr("mặt bằng chung của tỉnh 50,0%: chưa đạt")) << "online: the other commune has all";
  const auto unit = std::to_string(w_.unit("xa").value);
  EXPECT_EQ(client("ha").get("/bang-dieu-hanh/muc-tieu").status, 403);
  EXPECT_EQ(client("kiem").get("/bang-dieu-hanh/muc-tieu?don_vi=" + std::to_string(w_.unit("xa-2").value)).status, 404);
  EXPECT_THAT(client("kiem").get("/bang-dieu-hanh/muc-tieu").body, HasSubstr("Từ 95,0%"));
  const web::testing::Pairs form{
      {"don_vi", unit}, {"chi_so", "dung-han"}, {"cach", "co-dinh"}, {"muc", "85"}, {"nguon", "Kế hoạch 12/KH-UBND"}};
  EXPECT_EQ(client("thanh").post("/bang-dieu-hanh/muc-tieu", form).status, 403);
  auto wrong = form;
  wrong[3].second = "0";
  const auto refused = client("kiem").post("/bang-dieu-hanh/muc-tieu", wrong);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Kế hoạch 12/KH-UBND"));
  ASSERT_EQ(client("kiem").post("/bang-dieu-hanh/muc-tieu", form).status, 303);
  // It holds from today on: the month before is told with the target of its time.
  EXPECT_THAT(client("kiem").get(board).body, HasSubstr("mục tiêu 95%"));
  EXPECT_THAT(client("kiem").get("/bang-dieu-hanh?ky=thang-2026-10").body, HasSubstr("mục tiêu 85%"));
}

TEST_P(TargetPages, a_board_is_compared_with_another_unit_the_reader_may_see) {
  w_.person("lanh_dao", "Nguyễn Văn Lãnh", identity::Role::leader, "tinh");
  const auto address =
      "/bang-dieu-hanh?ky=thang-2026-09&don_vi=" + std::to_string(w_.unit("xa").value) + "&voi=" + std::to_string(w_.unit("xa-2").value);
  EXPECT_THAT(client("lanh_dao").get(address).body, HasSubstr("100,0%"));
  EXPECT_THAT(client("kiem").get(address).body, Not(HasSubstr("100,0%"))) << "nothing is told of what he may not see";
}

TEST_P(TargetPages, results_are_for_everybody_and_for_other_sites) {
  const auto query = "?ky=thang-2026-09&don_vi=" + std::to_string(w_.unit("xa").value);
  const auto page = client("").get("/ket-qua-giai-quyet" + query);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("85,0%"));
  EXPECT_THAT(page.body, HasSubstr("Xã Tân Hội")) << "other places to choose from";
  const auto picture = client("").get("/ket-qua-giai-quyet.svg" + query);
  EXPECT_EQ(picture.content_type, "image/svg+xml");
  EXPECT_THAT(picture.body, HasSubstr("<svg "));
  EXPECT_THAT(picture.body, HasSubstr("85,0%"));
  EXPECT_EQ(web::testing::header_of(picture, "cross-origin-resource-policy"), "cross-origin");
  const auto data = client("").get("/ket-qua-giai-quyet.json" + query);
  EXPECT_THAT(data.body, HasSubstr("\"received\":20,\"settled\":20"));
  EXPECT_THAT(client("").get("/ket-qua-giai-quyet?ky=thang-2026-03").body, HasSubstr("chưa có số liệu"));
  EXPECT_EQ(client("").get("/ket-qua-giai-quyet?don_vi=77").status, 404);
  EXPECT_EQ(client("").get("/ket-qua-giai-quyet?ky=thang-2027-03").status, 404);
}

}  // namespace
}  // namespace motcua::reports
