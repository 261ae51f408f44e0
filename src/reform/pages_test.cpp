// The pages as their people use them: right and wrong input, no rights, nothing typed is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/testing_pages.hpp"

namespace motcua::reform {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ReformPages : public testing::PagesTest {};
MOTCUA_EACH_ENGINE(ReformPages);

TEST_P(ReformPages, make_a_plan_add_a_task_issue_it_and_show_it_to_the_lead) {
  const auto plan = drafted();
  EXPECT_EQ(get("chu_tich", plan).status, 200);
  EXPECT_EQ(get("ha", plan).status, 404) << "a draft of the committee is no business of its divisions yet";
  EXPECT_EQ(get("xa2", plan).status, 404);
  const auto unit = std::to_string(w.unit("xa/van-phong").value);
  EXPECT_EQ(post("kiem", plan + "/nhiem-vu",
                 {{"nhiem_vu", "Công khai thủ tục"},
                  {"noi_dung", "NC2"},
                  {"loai", "general"},
                  {"chu_tri", unit},
                  {"han", "15/12/2026"},
                  {"san_pham", "Báo cáo"},
                  {"chi_tieu", "none"}})
                .status,
            303);
  const auto early = post("kiem", plan + "/ban-hanh", {{"so", ""}, {"ngay", "hôm nay"}});
  EXPECT_EQ(early.status, 422);
  EXPECT_THAT(early.body, HasSubstr("Ngày chưa đúng"));
  EXPECT_EQ(post("kiem", plan + "/ban-hanh", {{"so", "5/KH-UBND"}, {"ngay", "01/10/2026"}}).status, 303);
  const auto page = get("kiem", plan);
  EXPECT_THAT(page.body, HasSubstr("số 5/KH-UBND"));
  EXPECT_THAT(page.body, HasSubstr("Chưa có nhiệm vụ đối thoại nào"));
  EXPECT_THAT(page.body, Not(HasSubstr("Thêm nhiệm vụ")));  // issued: only by an adjustment
  EXPECT_THAT(get("ha", "/cai-cach/nhiem-vu").body, HasSubstr("Công khai thủ tục"));
  EXPECT_THAT(get("kiem", "/cai-cach").body, HasSubstr("0/1"));
}

TEST_P(ReformPages, keep_what_was_typed_when_something_is_wrong) {
  const auto wrong = post("kiem", "/cai-cach/ke-hoach/them",
                          {{"don_vi", std::to_string(w.unit("xa/ubnd").value)}, {"ten", "Tên đã gõ"}, {"nam", "năm nay"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Tên đã gõ"));
  EXPECT_THAT(wrong.body, HasSubstr("Ghi năm bắt đầu"));
  EXPECT_THAT(wrong.body, HasSubstr("<title>Lỗi:"));
}

TEST_P(ReformPages, refuse_who_may_not_and_hide_what_is_not_visible) {
  EXPECT_EQ(get("ha", "/cai-cach/ke-hoach/them").status, 403);
  EXPECT_EQ(get("nhung", "/cai-cach").status, 403);  // reception does not read reform
  for (const auto* path :
       {"/cai-cach/ke-hoach/1", "/cai-cach/nhiem-vu/1", "/cai-cach/kiem-tra/1", "/cai-cach/cuoc-kiem-tra/1", "/cai-cach/han-che/1"})
    EXPECT_EQ(get("kiem", path).status, 404) << path;
  EXPECT_EQ(post("kiem", "/cai-cach/nhiem-vu/1/ghi-chu", {{"ghi_chu", "x"}}).status, 404);
  EXPECT_EQ(get("kiem", "/cai-cach/ke-hoach/khong-phai-so").status, 404);
}

TEST_P(ReformPages, mark_a_whole_checklist_and_print_the_minutes) {
  const auto tinh = w.as("tinh");
  auto& inspections = w.reform.services().inspections;
  const auto round =
      inspections.plan_round(tinh, {.unit = w.unit("tinh"), .year = 2026, .title = "Kế hoạch kiểm tra"}, {w.unit("xa/ubnd")}).value();
  ASSERT_TRUE(inspections.issue_round(tinh, round, "1/KH", testing::day("2026-09-01")));
  const auto visit = inspections.plan_visit(tinh, round, {.unit = w.unit("xa/ubnd"), .month = 10, .head = "Trưởng Đoàn"}).value();
  ASSERT_TRUE(inspections.open_visit(tinh, visit, testing::day("2026-10-05")));
  const auto base = "/cai-cach/cuoc-kiem-tra/" + std::to_string(visit);
  EXPECT_THAT(get("tinh", base + "/cham").body, HasSubstr("id=\"giu-cham\""));
  const auto wrong = post("tinh", base + "/cham",
                          {{"ket_qua.K3.1", "good"}, {"ket_qua.K3.2", "partly"}, {"diem.K3.2", "chín"}, {"ghi_chu.K3.2", "giữ lại"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("giữ lại"));
  EXPECT_EQ(post("tinh", base + "/cham", {{"ket_qua.K3.1", "good"}, {"ket_qua.K3.2", "partly"}, {"diem.K3.2", "6,5"}}).status, 303);
  EXPECT_THAT(get("tinh", base).body, HasSubstr("6,5/8 điểm"));
  EXPECT_TRUE(get("tinh", base + "/bien-ban.pdf").body.starts_with("%PDF"));
  EXPECT_EQ(get("kiem", base).status, 404);  // the inspected unit sees it once it is concluded
  ASSERT_TRUE(inspections.conclude(tinh, visit, "2/TB", testing::day("2026-10-05"), ""));
  EXPECT_EQ(get("kiem", base).status, 200);
  EXPECT_TRUE(get("kiem", base + "/ket-luan.pdf").body.starts_with("%PDF"));
}

}  // namespace
}  // namespace motcua::reform
