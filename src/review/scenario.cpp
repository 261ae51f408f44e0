#include "review/scenario.hpp"

#include <fmt/core.h>

#include <array>

namespace motcua::review {

namespace {
struct Level {
  std::string_view level, code;
  int planned, proposed;
  std::int64_t dossiers;  // of all proposals together; each saves 100,000 đồng
};
constexpr std::array kLevels{Level{"huyện", "H", 38, 28, 4'432}, Level{"xã", "X", 70, 32, 4'716}};
constexpr Day kDue{std::chrono::year{2023} / 10 / 31};
constexpr std::string_view kMadeUp = "Số liệu dựng cho kịch bản";

Status propose(Reviews& reviews, const Actor& maker, const Actor& leader, PlanId plan, ItemId id, std::int64_t dossiers) {
  TRY_VOID(reviews.record_findings(maker, plan, id,
                                   {.necessary = "co",
                                    .reasonable = "mot-phan",
                                    .legal = "co",
                                    .findings = "Thành phần hồ sơ trùng với dữ liệu đã có.",
                                    .outcome = Outcome::amend,
                                    .proposal = "Bỏ bản sao có chứng thực, dùng dữ liệu đã có",
                                    .recommendation = "Sửa quyết định công bố thủ tục",
                                    .documents = 1,
                                    .days_now = 10,
                                    .days_after = 9}));
  TRY_VOID(reviews.put_step(maker, plan, id, {.work = Work::prepare, .name = "Điền đơn", .way = "Tự làm", .now = {.hours = 500}}));
  TRY_VOID(reviews.put_step(maker, plan, id,
                            {.work = Work::prepare,
                             .name = "Bản sao có chứng thực",
                             .way = "Đến nơi chứng thực",
                             .now = {.hours = 2'000, .hired = {20'000}},
                             .cut = true}));
  const Volume volume{kOnce, dossiers};
  TRY_VOID(reviews.set_volumes(maker, plan, id, {{40'000}, std::string(kMadeUp), volume, volume, std::string(kMadeUp)}));
  TRY_VOID(reviews.propose(maker, plan, id));
  TRY_VOID(reviews.check(maker, plan, id));
  return reviews.approve(leader, plan, id, "Quyết định của kịch bản năm 2023");
}
}  // namespace

Result<PlanId> make_article_plan(Reviews& reviews, const Actor& maker, const Actor& leader, UnitId unit) {
  TRY(const auto plan,
      reviews.create(maker, {unit, 2023, "Rà soát, đánh giá thủ tục hành chính năm 2023 (kịch bản Cao Lãnh)", "", Basis::province}));
  for (const auto& level : kLevels)
    for (int n = 0; n < level.planned; ++n) {
      TRY(const auto id,
          reviews.add(maker, plan,
                      {fmt::format("KB.{}{:02}", level.code, n + 1), fmt::format("Thủ tục cấp {} số {} của kịch bản", level.level, n + 1),
                       std::string(level.level), "", kDue}));
      if (n < level.proposed) {
        const auto share = level.dossiers / level.proposed + (n < level.dossiers % level.proposed ? 1 : 0);
        TRY_VOID(propose(reviews, maker, leader, plan, id, share));
      } else {
        TRY_VOID(
            reviews.record_findings(maker, plan, id, {.necessary = "co", .reasonable = "co", .legal = "co", .outcome = Outcome::keep}));
      }
    }
  return plan;
}

}  // namespace motcua::review
