// Reviews through the services on both databases, and their pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "reports/testing_lives.hpp"
#include "review/pages.hpp"
#include "review/scenario.hpp"
#include "store/journal.hpp"
#include "store/testing_raw.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::review {
namespace {

using ::testing::HasSubstr;

Day day(std::string_view iso) { return parse_day(iso).value(); }
std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(reports::migrations());
  all.push_back(migrations());
  return all;
}

class Reviewing : public ::testing::TestWithParam<store::Engine> {
 protected:
  Reviewing() : db_(tables(), GetParam()) {
    w_.person("chu_tich", "Trần Văn Chủ", identity::Role::leader, "xa/ubnd");
    w_.person("kiem_2", "Đỗ Thị Hội", identity::Role::control, "xa-2/ubnd");
    EXPECT_TRUE(r_.seed());
  }
  // `count` dossiers of the procedure received on one day.
  void dossiers(int count, std::string_view on, std::int64_t first) {
    const auto done = db_->write([&](store::Tx& tx) -> Status {
      for (int n = 0; n < count; ++n) {
        reports::testing::Life l;
        l.id = first + n;
        l.received_at = l.recorded_at = to_instant(LocalTime{day(on)}) + std::chrono::hours{9};
        l.due = l.received_at + std::chrono::hours{48};
        l.unit = w_.unit("xa/ubnd");
        l.field = "chung-thuc";
        l.procedure = std::string(dossier::testing::kProcedure);
        const auto row = reports::testing::journal_rows(l).front();
        TRY_VOID(store::append(tx,
                               {.object = "dossier",
                                .object_id = l.id,
                                .at = row.at,
                                .recorded_at = row.recorded_at,
                                .actor = 0,
                                .unit = 0,
                                .kind = row.kind,
                                .payload = row.payload},
                               0));
      }
      return {};
    });
    ASSERT_TRUE(done);
    reports_.fold();
  }
  PlanId plan() {
    const auto made = r_.create(w_.as("kiem"), {w_.unit("xa"), 2026, "Kế hoạch rà soát năm 2026", "12/KH-UBND", Basis::province});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return *made;
  }
  ItemId item(PlanId plan) {
    const auto made =
        r_.add(w_.as("kiem"), plan, {.procedure_code = std::string(dossier::testing::kProcedure), .level = "xã", .due = day("2026-10-30")});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return *made;
  }
  void fill(PlanId plan, ItemId id) {
    const auto kiem = w_.as("kiem");
    const auto good = [](const Status& s) {
      ASSERT_TRUE(s) << s.error().message << (s.error().fields.empty() ? "" : s.error().fields.front().message);
    };
    good(r_.record_findings(kiem, plan, id,
                            {.necessary = "co",
                             .reasonable = "mot-phan",
                             .legal = "co",
                             .outcome = Outcome::amend,
                             .proposal = "Bỏ bản sao",
                             .documents = 1,
                             .days_now = 10,
                             .days_after = 9}));
    good(r_.put_step(kiem, plan, id, {.work = Work::prepare, .name = "Đơn", .now = {.hours = 500}}));
    good(r_.put_step(kiem, plan, id, {.work = Work::prepare, .name = "Bản sao", .now = {.hours = 1'500, .hired = {10'000}}, .cut = true}));
    good(r_.put_step(kiem, plan, id,
                     {.work = Work::submit, .name = "Nộp", .now = {.hours = 2'000, .hired = {20'000}}, .after = Cells{.hours = 100}}));
    good(r_.put_step(kiem, plan, id,
                     {.work = Work::collect,
                      .name = "Nhận",
                      .now = {.hours = 2'000, .hired = {20'000}},
                      .after = Cells{.hours = 0, .hired = {20'000}}}));
    good(r_.put_step(kiem, plan, id, {.work = Work::pay, .name = "Lệ phí", .now = {.fee = {8'000}}}));
    good(r_.set_volumes(kiem, plan, id, {{40'000}, "Tổng cục Thống kê", {kOnce, 1'200}, {kOnce, 1'200}, "Sổ theo dõi"}));
  }
  void expect_verified() {
    for (const auto& v : verifiers()) {
      const auto broken = db_->read([&](store::ReadTx& tx) { return v.check(tx); });
      EXPECT_FALSE(broken) << *broken;
    }
  }

  store::TestDatabase db_;
  dossier::testing::World w_{*db_};
  reports::Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  Reviews r_{{*db_, w_.clock, w_.ids, w_.identity, reports_, w_.catalog}};
};
MOTCUA_EACH_ENGINE(Reviewing);

// 38 + 70 procedures, 28 + 32 proposals, more than 443 and 471 million: the work adds up to the article's totals.
TEST_P(Reviewing, the_article_s_totals_come_from_the_work) {
  const auto system = w_.identity.system_actor();
  const auto made = make_article_plan(r_, system, system, w_.unit("xa"));
  ASSERT_TRUE(made) << made.error().message;
  const auto p = r_.plan(system, *made).value();
  const auto& district = p.levels.at("huyện");
  const auto& commune = p.levels.at("xã");
  EXPECT_EQ(district.planned, 38);
  EXPECT_EQ(district.proposed, 28);
  EXPECT_EQ(district.proposed_share(), "73,68%");
  EXPECT_EQ(million_words(district.saving.saved()), "hơn 443 triệu đồng");
  EXPECT_EQ(commune.planned, 70);
  EXPECT_EQ(commune.proposed, 32);
  EXPECT_EQ(commune.proposed_share(), "45,71%");
  EXPECT_EQ(million_words(commune.saving.saved()), "hơn 471 triệu đồng");
  EXPECT_EQ(million_words(p.all.saving.saved()), "hơn 914 triệu đồng");
  EXPECT_EQ(p.all.saving.saved(), district.saving.saved() + commune.saving.saved());
  EXPECT_EQ(p.all.reviewed, 108);
  EXPECT_EQ(p.all.keep, 48);
  EXPECT_EQ(p.all.approved, 60);
  expect_verified();
}

TEST_P(Reviewing, a_procedure_goes_from_the_plan_to_the_saving_that_came_true) {
  dossiers(30, "2025-06-02", 100);
  const auto kiem = w_.as("kiem");
  const auto p = plan();
  const auto id = item(p);
  EXPECT_EQ(r_.item(kiem, p, id)->last_year->dossiers, 30) << "the record proposes the volume";
  EXPECT_EQ(r_.item(kiem, p, id)->wage->hourly, Dong{40'000});
  EXPECT_FALSE(r_.propose(kiem, p, id)) << "nothing reviewed";
  fill(p, id);
  const auto v = r_.item(kiem, p, id).value();
  EXPECT_FALSE(v.item.procedure_name.empty()) << "from the catalogue";
  EXPECT_EQ(saving(v.item.sheet).saved(), Dong{295'200'000});
  EXPECT_EQ(saving(v.item.sheet).share_text(), "82,55 %");
  EXPECT_FALSE(r_.item(w_.as("kiem_2"), p, id)) << "another commune";
  EXPECT_FALSE(r_.put_step(w_.as("chu_tich"), p, id, {.name = "x"})) << "reads, does not make";

  ASSERT_TRUE(r_.propose(kiem, p, id));
  EXPECT_FALSE(r_.put_step(kiem, p, id, {.name = "Thêm"})) << "sent";
  EXPECT_FALSE(r_.approve(w_.as("chu_tich"), p, id, "1/QĐ")) << "not checked yet";
  EXPECT_FALSE(r_.send_back(kiem, p, id, ""));
  ASSERT_TRUE(r_.send_back(kiem, p, id, "Ghi rõ điều khoản phải sửa"));
  EXPECT_EQ(r_.item(kiem, p, id)->item.returned_note, "Ghi rõ điều khoản phải sửa");
  ASSERT_TRUE(r_.propose(kiem, p, id));
  ASSERT_TRUE(r_.check(kiem, p, id));
  EXPECT_FALSE(r_.approve(kiem, p, id, "1/QĐ"));
  EXPECT_FALSE(r_.approve(w_.as("chu_tich"), p, id, ""));
  ASSERT_TRUE(r_.approve(w_.as("chu_tich"), p, id, "15/QĐ-UBND ngày 20/09/2026"));
  EXPECT_FALSE(r_.carry_out(kiem, p, id, day("2027-01-01"), "16/QĐ")) << "to come";
  ASSERT_TRUE(r_.carry_out(kiem, p, id, day("2026-09-01"), "16/QĐ-UBND"));
  dossiers(7, "2026-09-15", 500);
  const auto done = r_.item(kiem, p, id).value();
  ASSERT_TRUE(done.realised);
  EXPECT_EQ(done.realised->volume.dossiers, 7);
  EXPECT_EQ(done.realised->saved, Dong{7 * 246'000});
  EXPECT_EQ(done.realised->promised, Dong{295'200'000LL * 35 / 365}) << "1/9 to 5/10 are 35 days";
  expect_verified();
  store::RawDatabase raw(db_.url());
  ASSERT_TRUE(raw.change("UPDATE review_step SET hours = hours + 1"));
  bool found = false;
  for (const auto& check : verifiers()) found = found || db_->read([&](store::ReadTx& tx) { return check.check(tx); }).has_value();
  EXPECT_TRUE(found) << "a change behind the journal's back";
}

TEST_P(Reviewing, refuses_what_makes_no_sense) {
  const auto kiem = w_.as("kiem");
  const auto p = plan();
  const auto id = item(p);
  EXPECT_FALSE(r_.create(w_.as("ha"), {w_.unit("xa"), 2026, "x", "", Basis::province}));
  EXPECT_FALSE(r_.create(kiem, {w_.unit("xa"), 26, "", "", Basis::province}));
  EXPECT_THAT(r_.add(kiem, p, {.procedure_code = std::string(dossier::testing::kProcedure), .level = "xã", .due = day("2026-10-30")})
                  .error()
                  .fields.front()
                  .message,
              HasSubstr("đã có trong kế hoạch"));
  EXPECT_FALSE(r_.add(kiem, p, {.procedure_code = "9.999", .level = "xã", .due = day("2026-10-30")})) << "unknown code without a name";
  EXPECT_FALSE(r_.add(kiem, p, {.procedure_code = "1", .procedure_name = "x", .level = "ấp", .due = day("2026-10-30")}));
  EXPECT_FALSE(r_.record_findings(kiem, p, id, {.necessary = "co", .reasonable = "co", .legal = "?", .outcome = Outcome::keep}));
  EXPECT_FALSE(r_.record_findings(kiem, p, id, {.necessary = "co", .reasonable = "co", .legal = "co", .outcome = Outcome::amend}))
      << "what is amended?";
  EXPECT_FALSE(r_.put_step(kiem, p, id, {.name = "x", .now = {.hours = -1}}));
  EXPECT_FALSE(r_.set_volumes(kiem, p, id, {{0}, "x", {}, {}, "x"}));
  EXPECT_FALSE(r_.set_volumes(kiem, p, id, {{40'000}, "x", {kOnce, 1}, {kOnce, 1}, ""}));
  ASSERT_TRUE(
      r_.record_findings(kiem, p, id, {.necessary = "co", .reasonable = "co", .legal = "co", .outcome = Outcome::amend, .proposal = "x"}));
  ASSERT_TRUE(r_.put_step(kiem, p, id, {.work = Work::prepare, .name = "Đơn", .now = {.hours = 500}, .after = Cells{.hours = 500}}));
  EXPECT_FALSE(r_.item(kiem, p, id)->item.sheet.steps.front().after) << "the same cells are no change";
  ASSERT_TRUE(r_.set_volumes(kiem, p, id, {{40'000}, "x", {kOnce, 10}, {kOnce, 10}, "x"}));
  EXPECT_THAT(r_.propose(kiem, p, id).error().message, HasSubstr("chưa cắt giảm"));
  const auto step = r_.item(kiem, p, id)->item.sheet.steps.front().id;
  EXPECT_FALSE(r_.drop_step(kiem, p, id, 1));
  ASSERT_TRUE(r_.drop_step(kiem, p, id, step));
  EXPECT_FALSE(r_.add_wage(kiem, day("2026-01-01"), {0}, "x"));
  ASSERT_TRUE(r_.add_wage(kiem, day("2026-01-01"), {45'000}, "Cục Thống kê"));
  EXPECT_EQ(r_.item(kiem, p, id)->wage->hourly, Dong{45'000});
  EXPECT_EQ(r_.item(kiem, p, id)->item.sheet.wage, Dong{40'000}) << "a sheet keeps the base of its day";
  expect_verified();
}

class ReviewPages : public Reviewing {
 protected:
  ReviewPages() { router_.add(web::bind_routes("review", pages_, Pages::routes())); }
  web::testing::Client as(std::string who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c;
  }
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  Pages pages_{r_, reports_, w_.identity, shells_};
  web::Router router_{{gate_, w_.clock}, {.secret = std::string(32, 's')}};
};

INSTANTIATE_TEST_SUITE_P(sqlite, ReviewPages, ::testing::Values(store::Engine::sqlite));

TEST_P(ReviewPages, an_officer_reviews_a_procedure_and_the_chair_approves) {
  auto kiem = as("kiem");
  EXPECT_THAT(kiem.get("/ra-soat").body, HasSubstr("Chưa có kế hoạch rà soát nào"));
  EXPECT_EQ(as("ha").get("/ra-soat").status, 403);
  EXPECT_EQ(kiem.post("/ra-soat/them", {{"ten", ""}, {"nam", "2026"}, {"don_vi", std::to_string(w_.unit("xa").value)}}).status, 422);
  EXPECT_EQ(kiem.post("/ra-soat/them", {{"ten", "Kế hoạch 2026"}, {"nam", "2026"}}).status, 422) << "no unit chosen is a field to mend";
  const auto made = kiem.post(
      "/ra-soat/them", {{"ten", "Kế hoạch 2026"}, {"nam", "2026"}, {"don_vi", std::to_string(w_.unit("xa").value)}, {"theo", "province"}});
  ASSERT_EQ(made.status, 303) << made.body;
  const auto plan = web::testing::header_of(made, "location");
  EXPECT_EQ(kiem.post(plan, {{"ma", "2.000913"}, {"cap", "xã"}, {"han", "x"}}).status, 422);
  EXPECT_EQ(kiem.post(plan, {{"ma", "2.000913"}, {"cap", "xã"}, {"han", "30/10/2026"}}).status, 303);
  const auto body = kiem.get(plan).body;
  const auto start = body.find(plan + "/thu-tuc/");
  ASSERT_NE(start, std::string::npos);
  const auto item = body.substr(start, body.find('"', start) - start);
  EXPECT_THAT(kiem.get(item).body, HasSubstr("Thêm công việc"));
  EXPECT_EQ(kiem.post(item + "/phieu", {{"can_thiet", "co"}, {"hop_ly", "co"}, {"hop_phap", "co"}, {"phuong_an", "amend"}}).status, 422);
  EXPECT_EQ(kiem.post(item + "/phieu", {{"can_thiet", "co"},
                                        {"hop_ly", "co"},
                                        {"hop_phap", "co"},
                                        {"phuong_an", "amend"},
                                        {"noi_dung", "Bỏ bản sao"},
                                        {"ngay_nay", "10"},
                                        {"ngay_sau", "9"}})
                .status,
            303);
  const auto wrong = kiem.post(item + "/viec", {{"nhom", "prepare"}, {"cong_viec", "Bản sao"}, {"gio", "một"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Không hiểu số “một”"));
  EXPECT_THAT(wrong.body, HasSubstr("value=\"Bản sao\""));
  EXPECT_EQ(
      kiem.post(item + "/viec",
                {{"nhom", "prepare"}, {"cong_viec", "Bản sao"}, {"gio", "1,5"}, {"lan", "1"}, {"thue", "10.000"}, {"thay_doi", "cat"}})
          .status,
      303);
  EXPECT_EQ(kiem.post(item + "/so-luong", {{"thu_nhap", "40.000"},
                                           {"nguon_thu_nhap", "Thống kê"},
                                           {"tan_suat", "1"},
                                           {"tan_suat_sau", "1"},
                                           {"doi_tuong", "1.200"},
                                           {"doi_tuong_sau", "1.200"},
                                           {"nguon_doi_tuong", "Sổ"}})
                .status,
            303);
  EXPECT_THAT(kiem.get(item).body, HasSubstr("84.000.000 ₫"));
  EXPECT_THAT(kiem.get(item).body, HasSubstr("Nếu một con số sai đi"));
  EXPECT_EQ(kiem.post(item + "/de-xuat").status, 303);
  EXPECT_EQ(kiem.post(item + "/dat").status, 303);
  EXPECT_EQ(kiem.post(item + "/phe-duyet", {{"quyet_dinh", "1"}}).status, 403);
  auto chair = as("chu_tich");
  EXPECT_EQ(chair.post(item + "/phe-duyet", {{"quyet_dinh", ""}}).status, 422);
  EXPECT_EQ(chair.post(item + "/phe-duyet", {{"quyet_dinh", "15/QĐ-UBND"}}).status, 303);
  EXPECT_EQ(kiem.post(item + "/thuc-thi", {{"ngay_thuc_thi", "01/10/2026"}, {"van_ban", "16/QĐ-UBND"}}).status, 303);
  EXPECT_THAT(kiem.get(item).body, HasSubstr("Tiết kiệm thật"));
  EXPECT_THAT(kiem.get(plan).body, HasSubstr("84 triệu đồng"));
  EXPECT_EQ(kiem.get(plan + "/ket-qua.xlsx").body.substr(0, 2), "PK");
  EXPECT_EQ(kiem.get(plan + "/ket-qua.pdf").body.substr(0, 4), "%PDF");
  EXPECT_EQ(kiem.get(item + "/chi-phi.xlsx").body.substr(0, 2), "PK");
  EXPECT_EQ(as("kiem_2").get(plan).status, 404);
  EXPECT_EQ(as("kiem_2").get(item).status, 404);
  EXPECT_EQ(kiem.post("/ra-soat/thu-nhap", {{"tu", "01/01/2026"}, {"muc", "45.000"}, {"nguon", "Cục Thống kê"}}).status, 303);
  EXPECT_THAT(kiem.get("/ra-soat/thu-nhap").body, HasSubstr("45.000 ₫"));
}

}  // namespace
}  // namespace motcua::review
