// The pages as a commune's officer, the head, the province's appraiser and its leader use them; files opened by programs of others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "indices/exports.hpp"
#include "indices/pages.hpp"
#include "reports/testing_lives.hpp"
#include "store/journal.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::indices {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Day day(std::string_view iso) { return parse_day(iso).value(); }

class IndexPages : public ::testing::Test {
 protected:
  IndexPages() {
    router_.add(web::bind_routes("indices", pages_, Pages::routes()));
    w_.person("chu_tich", "Trần Văn Chủ", identity::Role::leader, "xa/ubnd");
    w_.person("tinh_cham", "Lê Thị Thẩm", identity::Role::control, "tinh");
    w_.person("tinh_lanh_dao", "Hồ Văn Tỉnh", identity::Role::leader, "tinh");
    EXPECT_TRUE(i_.sets.seed());
    std::mt19937_64 random(4);
    const auto written = database_->write([&](store::Tx& tx) -> Status {
      for (int n = 0; n < 80; ++n) {
        auto l = reports::testing::random_life(random, 9'000 + n, day("2026-08-20"), 40);
        l.unit = w_.unit(n % 2 ? "xa/ubnd" : "xa-2/ubnd");
        l.field = "chung-thuc";
        l.procedure = std::string(dossier::testing::kProcedure);
        std::int64_t seq = 0;
        for (const auto& row : reports::testing::journal_rows(l)) {
          if (row.recorded_at > w_.clock.now()) break;
          TRY(seq, store::append(tx,
                                 {.object = "dossier",
                                  .object_id = l.id,
                                  .at = row.at,
                                  .recorded_at = row.recorded_at,
                                  .actor = 0,
                                  .unit = 0,
                                  .kind = row.kind,
                                  .payload = row.payload},
                                 seq));
        }
      }
      return {};
    });
    EXPECT_TRUE(written);
    reports_.fold();
    xa_ = std::to_string(w_.unit("xa").value);
  }
  web::testing::Client as(std::string who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c;
  }
  web::Response get(std::string who, std::string target) { return as(std::move(who)).get(std::move(target)); }

  // Opens a round as the province does; its address.
  std::string open_round() {
    auto tinh = as("tinh_cham");
    const auto set = std::to_string(i_.sets.on("par-xa", w_.identity.today())->first.value);
    const auto sent = tinh.post("/chi-so/cham-diem/them", {{"ten", "Chấm năm 2026"},
                                                           {"bo", set},
                                                           {"don_vi", std::to_string(w_.unit("tinh").value)},
                                                           {"tu", "01/01/2026"},
                                                           {"den", "31/12/2026"},
                                                           {"han_tu_cham", "20/10/2026"},
                                                           {"han_giai_trinh", "20/11/2026"}});
    EXPECT_EQ(sent.status, 303) << sent.body;
    return web::testing::header_of(sent, "location");
  }

  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(reports::migrations());
    all.push_back(migrations());
    return all;
  }
  store::TestDatabase database_{tables()};
  dossier::testing::World w_{*database_};
  reports::Reports reports_{*database_, w_.clock, w_.identity, w_.catalog};
  Indices i_{{*database_, w_.clock, w_.ids, w_.identity, reports_, w_.catalog}};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  Pages pages_{i_, reports_, w_.identity, shells_};
  web::Router router_{{gate_, w_.clock}, {.secret = std::string(32, 's')}};
  std::string xa_;
};

class Told final : public LiveSource {
 public:
  void add(store::ReadTx&, std::span<const UnitId> units, Instant, Instant, LiveFacts& facts) const override {
    facts.emplace("pakn", LiveFact{static_cast<std::int64_t>(units.size()) * 4, {{"Phản ánh", "/phan-anh/xu-ly"}}});
    facts.emplace("pakn_dung_han", LiveFact{static_cast<std::int64_t>(units.size()) * 3, {}});
  }
};

TEST_F(IndexPages, what_the_record_knows_stands_before_what_was_imported_and_is_unknown_on_a_past_day) {
  const Told told;
  const LiveSource* const sources[] = {&told};
  Indices i{{*database_, w_.clock, w_.ids, w_.identity, reports_, w_.catalog, sources}};
  reports::Question q{.period = reports::calendar_month(2026, 9), .unit = w_.unit("xa")};
  const auto kiem = w_.as("kiem");
  ASSERT_TRUE(
      i.figures.add(kiem, {.unit = q.unit, .fact = "pakn", .from = q.period.from, .to = q.period.to, .value = 7, .source = "BC 9"}));
  const auto now = i.index766.at(kiem, q).value();
  EXPECT_EQ(now.fact("pakn")->text(), std::to_string(4 * reports_.scope(kiem, q).size()));
  EXPECT_TRUE(now.fact("ho_so_co_phi").has_value()) << "charges are in the dossiers";
  q.known = w_.identity.today();
  const auto then = i.index766.at(kiem, q).value();
  EXPECT_EQ(then.fact("pakn")->text(), "7") << "what others tell, with its source";
  EXPECT_FALSE(then.fact("pakn_dung_han").has_value());
  EXPECT_FALSE(then.fact("ho_so_co_phi").has_value());
}

TEST_F(IndexPages, index_766_shows_points_losses_and_the_dossiers_behind_them) {
  const auto page = get("kiem", "/chi-so/766?ky=lich-2026-09");
  ASSERT_EQ(page.status, 200) << page.body;
  for (const auto* words : {"Chỉ số 766", "Tỷ lệ hồ sơ xử lý trước hạn, đúng hạn", "Mất điểm nhiều nhất ở đâu", "Xu hướng 12 tháng",
                            "/bao-cao/o?", "chưa có số liệu", "Điểm này chưa đủ."})
    EXPECT_THAT(page.body, HasSubstr(words));
  EXPECT_THAT(page.body, Not(HasSubstr("So sánh xã, phường"))) << "one commune has nobody to be compared with";
  EXPECT_THAT(get("tinh_cham", "/chi-so/766?ky=lich-2026-09").body, HasSubstr("So sánh xã, phường"));
  EXPECT_THAT(get("kiem", "/chi-so/766?ky=lich-2026-09&ngay=15/09/2026").body, HasSubstr("Như đã biết hết ngày 15/09/2026"));
  EXPECT_GE(get("kiem", "/chi-so/766?ngay=15/13/2026").status, 400);
  EXPECT_GE(get("kiem", "/chi-so/766?ngay=01/01/2030").status, 400);
  EXPECT_GE(get("kiem", "/chi-so/766?ky=abc").status, 400);
  EXPECT_EQ(get("kiem", "/chi-so/766?don_vi=77").status, 404);
  EXPECT_EQ(get("ha", "/chi-so/766").status, 403);
  const auto sheet = get("kiem", "/chi-so/766.xlsx?ky=lich-2026-09");
  EXPECT_EQ(sheet.status, 200);
  EXPECT_EQ(sheet.body.substr(0, 2), "PK");
  for (const auto* path : {"/chi-so", "/chi-so/bo-tieu-chi", "/chi-so/so-lieu", "/chi-so/chuoi", "/chi-so/cham-diem"})
    EXPECT_EQ(get("kiem", path).status, 200) << path;
}

TEST_F(IndexPages, a_set_is_shown_with_its_rules_in_words) {
  for (const auto& row : i_.sets.list()) {
    const auto page = get("kiem", "/chi-so/bo-tieu-chi/" + std::to_string(row.id.value));
    ASSERT_EQ(page.status, 200) << row.code;
    EXPECT_THAT(page.body, HasSubstr("Cách chấm"));
  }
  const auto qd = get("kiem", "/chi-so/bo-tieu-chi/" + std::to_string(i_.sets.on("qd11-xa", w_.identity.today())->first.value)).body;
  EXPECT_THAT(qd, HasSubstr("Từ 25 % đến dưới 30 %: 0,5 điểm."));
  EXPECT_THAT(qd, HasSubstr("Trên 0 % đến dưới 25 %: 0,25 điểm."));
  EXPECT_EQ(get("kiem", "/chi-so/bo-tieu-chi/1").status, 404);
}

TEST_F(IndexPages, figures_of_others_need_a_source_and_lose_nothing_typed) {
  auto kiem = as("kiem");
  const auto wrong = kiem.post(
      "/chi-so/so-lieu",
      {{"don_vi", xa_}, {"so_lieu", "pakn"}, {"tu", "01/09/2026"}, {"den", "30/09/2026"}, {"gia_tri", "1.5"}, {"nguon", "Báo cáo 5"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Nhập số, ví dụ"));
  EXPECT_THAT(wrong.body, HasSubstr("value=\"Báo cáo 5\""));
  EXPECT_EQ(
      kiem.post("/chi-so/so-lieu", {{"don_vi", xa_}, {"so_lieu", "pakn"}, {"tu", "01/09/2026"}, {"den", "30/09/2026"}, {"gia_tri", "4"}})
          .status,
      422);
  EXPECT_EQ(
      kiem.post(
              "/chi-so/so-lieu",
              {{"don_vi", xa_}, {"so_lieu", "pakn"}, {"tu", "01/09/2026"}, {"den", "30/09/2026"}, {"gia_tri", "4"}, {"nguon", "Báo cáo 5"}})
          .status,
      303);
  EXPECT_THAT(kiem.get("/chi-so/so-lieu?don_vi=" + xa_).body, HasSubstr("Báo cáo 5"));
  EXPECT_THAT(kiem.get("/chi-so/766?ky=lich-2026-09").body, HasSubstr("Nhập, nguồn: Báo cáo 5"));
  EXPECT_EQ(as("chu_tich").post("/chi-so/so-lieu", {{"don_vi", xa_}}).status, 403) << "reads, does not make";
  EXPECT_THAT(get("tinh_cham", "/chi-so/so-lieu?don_vi=" + xa_).body, HasSubstr("Thu hồi"));

  auto tinh = as("tinh_cham");
  const auto unit = std::to_string(w_.unit("tinh").value);
  EXPECT_EQ(tinh.post("/chi-so/chuoi",
                      {{"don_vi", unit}, {"chi_so", "pci"}, {"nam", "2024"}, {"diem", "70,1"}, {"hang", "12"}, {"nguon", "VCCI"}})
                .status,
            303);
  EXPECT_EQ(
      tinh.post("/chi-so/chuoi", {{"don_vi", unit}, {"chi_so", "pci"}, {"nam", "2025"}, {"diem", "71,3"}, {"hang", "9"}, {"nguon", "VCCI"}})
          .status,
      303);
  EXPECT_EQ(tinh.post("/chi-so/chuoi", {{"don_vi", unit}, {"chi_so", "pci"}, {"nam", "25"}, {"diem", "x"}, {"nguon", "VCCI"}}).status, 422);
  EXPECT_THAT(tinh.get("/chi-so/chuoi?don_vi=" + unit).body, HasSubstr("+1,2, lên 3 bậc"));
}

TEST_F(IndexPages, a_card_goes_from_hand_to_hand) {
  EXPECT_EQ(as("tinh_cham").post("/chi-so/cham-diem/them", {{"ten", ""}, {"tu", "x"}}).status, 422);
  EXPECT_EQ(as("chu_tich").post("/chi-so/cham-diem/them", {}).status, 403);
  const auto round = open_round();
  const auto card = round + "/phieu/" + xa_;
  EXPECT_EQ(get("ha", round).status, 403);
  EXPECT_EQ(get("la", card).status, 403);
  EXPECT_EQ(get("kiem", round + "/phieu/" + std::to_string(w_.unit("xa-2").value)).status, 404);
  EXPECT_THAT(get("tinh_cham", round).body, HasSubstr("Người thẩm định từng lĩnh vực"));

  auto kiem = as("kiem");
  const auto item = card + "/muc/1.1.2";
  EXPECT_THAT(kiem.get(card).body, HasSubstr("việc phải làm"));
  EXPECT_THAT(kiem.get(item).body, HasSubstr("Nhiệm vụ đã hoàn thành"));
  const auto wrong = kiem.post(item + "/tu-cham", {{"tu", "12"}, {"mau", "hai ba"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Không hiểu số “hai ba”"));
  EXPECT_THAT(wrong.body, HasSubstr("value=\"12\""));
  EXPECT_EQ(kiem.post(item + "/tu-cham", {{"tu", "12"}, {"mau", "23"}}).status, 303);
  EXPECT_THAT(kiem.get(item).body, HasSubstr("52,17 %"));
  EXPECT_EQ(kiem.post(item + "/tai-lieu", {{"loai_tai_lieu", "document"}, {"ten_tai_lieu", ""}}).status, 422);
  EXPECT_EQ(kiem.post(item + "/tai-lieu", {{"loai_tai_lieu", "document"},
                                           {"ten_tai_lieu", "Danh mục nhiệm vụ"},
                                           {"so_tai_lieu", "3/BC-UBND"},
                                           {"ngay_tai_lieu", "02/10/2025"}})
                .status,
            303);
  EXPECT_THAT(kiem.get(card).body, HasSubstr("ngoài kỳ chấm")) << "a document of another year is questioned";
  EXPECT_EQ(as("chu_tich").post(item + "/tu-cham", {{"tu", "12"}, {"mau", "23"}}).status, 403);
  EXPECT_GE(as("chu_tich").post(card + "/chot").status, 400) << "not complete";

  for (const auto* each : i_.sets.on("par-xa", w_.identity.today())->second->items()) {
    if (each->scorer != Scorer::unit || each->id == "1.1.2") continue;
    const auto at = card + "/muc/" + each->id;
    const auto saved = each->rule.kind == RuleKind::choice ? kiem.post(at + "/tu-cham", {{"muc", "a"}})
                                                           : kiem.post(at + "/tu-cham", {{"tu", "9"}, {"mau", "10"}});
    ASSERT_EQ(saved.status, 303) << each->id;
    ASSERT_EQ(
        kiem.post(at + "/tai-lieu", {{"loai_tai_lieu", "link"}, {"ten_tai_lieu", "Trang tin"}, {"duong_dan", "https://example.vn/tin"}})
            .status,
        303);
  }
  ASSERT_EQ(as("chu_tich").post(card + "/chot").status, 303);
  auto tinh = as("tinh_cham");
  EXPECT_THAT(tinh.get(item).body, HasSubstr("Đơn vị tự chấm: 12 / 23"));
  EXPECT_EQ(tinh.post(item + "/tham-dinh", {{"tu", "11"}, {"mau", "23"}}).status, 303) << "0 points either way: no reason is needed";
  EXPECT_EQ(tinh.post(card + "/muc/1.1.1/tham-dinh", {{"muc", "c"}}).status, 422);
  EXPECT_EQ(tinh.post(card + "/muc/1.1.1/tham-dinh", {{"muc", "c"}, {"ly_do", "khong-co-tai-lieu"}}).status, 303);
  for (const auto* field : {"1", "2", "3", "4", "5", "6", "7", "8"})
    EXPECT_EQ(tinh.post(card + "/giu-nguyen", {{"linh_vuc", field}}).status, 303);
  EXPECT_EQ(tinh.post(card + "/xong-tham-dinh").status, 303);
  EXPECT_THAT(kiem.get(card + "/muc/1.1.1").body, HasSubstr("Gửi giải trình"));
  EXPECT_EQ(kiem.post(card + "/muc/1.1.1/giai-trinh", {{"muc", "a"}}).status, 422);
  EXPECT_EQ(kiem.post(card + "/muc/1.1.1/giai-trinh", {{"muc", "a"}, {"y_kien", "Đã gửi kế hoạch"}}).status, 303);
  EXPECT_THAT(tinh.get(card + "/muc/1.1.1").body, HasSubstr("Thẩm định lần 2"));
  EXPECT_EQ(tinh.post(card + "/muc/1.1.1/tham-dinh", {{"muc", "a"}}).status, 303);
  EXPECT_EQ(tinh.post(card + "/xong-tham-dinh").status, 303);
  EXPECT_EQ(tinh.post(card + "/muc/8.1.1/dieu-tra", {{"tu", "85"}, {"mau", "100"}}).status, 422);
  EXPECT_EQ(tinh.post(card + "/muc/8.1.1/dieu-tra", {{"tu", "85"}, {"mau", "100"}, {"y_kien", "Điều tra quý III"}}).status, 303);
  EXPECT_THAT(kiem.get(card).body, HasSubstr("Có kết quả cuối"));
  EXPECT_THAT(kiem.get(card + "/khoang-cach").body, HasSubstr("Theo tiêu chí"));
  EXPECT_EQ(get("tinh_cham", card + "/phieu.xlsx").body.substr(0, 2), "PK");
  EXPECT_EQ(get("tinh_cham", card + "/phieu.pdf").body.substr(0, 4), "%PDF");
  EXPECT_EQ(get("tinh_cham", round + "/xep-hang.xlsx").body.substr(0, 2), "PK");
  EXPECT_EQ(as("tinh_cham").post(round + "/cong-bo", {{"quyet_dinh", "1"}}).status, 403);
  EXPECT_EQ(as("tinh_lanh_dao").post(round + "/cong-bo", {{"quyet_dinh", ""}}).status, 422);
}

TEST_F(IndexPages, what_if_shows_before_and_after_or_where_the_formula_is_wrong) {
  const auto round = open_round();
  const auto page = get("tinh_cham", round + "/gia-dinh?cach.ty_le_thu_tuc_truc_tuyen=v2");
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("Hạng sau"));
  EXPECT_THAT(page.body, HasSubstr("3.6.2"));
  EXPECT_THAT(get("tinh_cham", round + "/gia-dinh?muc=1.1.1&diem=3").body, HasSubstr("Tổng điểm tối đa: 100 thành 102"));
  EXPECT_THAT(get("tinh_cham", round + "/gia-dinh?muc=1.1.1&diem=ba").body, HasSubstr("Không hiểu điểm tối đa mới"));
  EXPECT_THAT(get("tinh_cham", round + "/gia-dinh?muc_cong_thuc=3.6.1&cong_thuc=2+*+x").body, HasSubstr("ký tự thứ 5"));
  EXPECT_EQ(get("kiem", round + "/gia-dinh").status, 404);
}

}  // namespace
}  // namespace motcua::indices
