// The post takes over stage by stage: what counts as carried out, what each stage must tell; on both databases.
#include "reform/takeover.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/pages.hpp"
#include "reform/testing_world.hpp"
#include "store/testing_raw.hpp"

namespace motcua::reform {
namespace {

using testing::day;
using ::testing::HasSubstr;

TEST(Takeover, four_of_eleven_communes_in_apprenticeship_are_36_36_per_cent) {
  std::vector<Stage> stages(11, Stage::none);
  for (int i = 0; i < 4; ++i) stages[static_cast<std::size_t>(i)] = Stage::beside;
  auto t = takeover_tally(stages);
  EXPECT_EQ(share_text(t.carried_out, t.units), "36,36%");
  EXPECT_EQ(t.wholly, 0);
  stages[10] = Stage::wholly;
  stages[0] = Stage::stopped;
  stages[9] = Stage::trained;
  t = takeover_tally(stages);
  EXPECT_EQ(t.carried_out, 4);
  EXPECT_EQ(t.wholly, 1);
}

class TakeoverOf : public testing::ReformTest {
 protected:
  TakeoverOf() { router_.add(pages_.routes()); }
  web::testing::Client client(std::string who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c;
  }
  Takeovers& takeovers() { return w.reform.services().takeovers; }
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w.base};
  Pages pages_{w.reform, shells_};
  web::Router router_{{gate_, w.base.clock}, {.secret = std::string(32, 's')}};
};
MOTCUA_EACH_ENGINE(TakeoverOf);

TEST_P(TakeoverOf, each_stage_tells_what_it_must_and_stays_in_the_story) {
  const auto unit = w.unit("xa/mot-cua");
  const auto path = "/cai-cach/buu-chinh/" + std::to_string(unit.value);
  EXPECT_THAT(client("kiem").get("/cai-cach/buu-chinh").body, HasSubstr("B0 · Chưa triển khai"));
  const auto wrong = client("kiem").post(path + "/ghi", {{"buoc", "B1"}, {"ngay", "01/09/2026"}, {"pham_vi", "Đã gõ"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Đã gõ"));
  EXPECT_EQ(client("kiem").post(path + "/ghi", {{"buoc", "B1"}, {"ngay", "01/09/2026"}, {"van_ban", "12/KH-UBND"}}).status, 303);
  EXPECT_EQ(client("kiem").post(path + "/ghi", {{"buoc", "B3"}, {"ngay", "01/08/2026"}, {"nhan_vien", "2"}}).status, 422)
      << "before the last one";
  EXPECT_EQ(client("kiem").post(path + "/ghi", {{"buoc", "B3"}, {"ngay", "15/09/2026"}, {"nhan_vien", "2"}}).status, 303);
  EXPECT_EQ(takeovers()
                .reach(w.as("kiem"), {.unit = unit, .stage = Stage::wholly, .day = day("2026-09-20"), .scope = "Tất cả", .employees = 2})
                .error()
                .fields.at(0)
                .field,
            "cong_chuc");
  EXPECT_EQ(takeovers().reach(w.as("kiem"), {.unit = unit, .stage = Stage::stopped, .day = day("2026-09-20")}).error().fields.at(0).field,
            "ly_do");
  EXPECT_THAT(client("tinh").get("/cai-cach/buu-chinh").body, HasSubstr("1/2"));
  const auto page = client("kiem").get(path).body;
  EXPECT_THAT(page, HasSubstr("12/KH-UBND"));
  EXPECT_THAT(page, HasSubstr("B3 · Đang học việc"));
  EXPECT_EQ(client("ha").get(path + "/ghi").status, 403);
  EXPECT_EQ(client("xa2").get(path).status, 404);
  EXPECT_EQ(w.broken(*database), "");
  store::RawDatabase raw(database.url());
  EXPECT_EQ(raw.change("UPDATE reform_takeover SET employees = 9 WHERE stage = 'B3'"), 1);
  EXPECT_THAT(w.broken(*database), HasSubstr("reform_takeover"));
}

}  // namespace
}  // namespace motcua::reform
