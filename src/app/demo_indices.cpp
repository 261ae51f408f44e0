#include "app/demo_indices.hpp"

#include <fmt/core.h>

#include "app/slices.hpp"

namespace motcua::app {

namespace {
using identity::Actor;

Result<Actor> province_person(Services& s, std::string_view user, std::string_view name, std::string_view title, identity::Role role,
                              identity::UnitId province, std::string_view password) {
  const auto system = s.identity.system_actor();
  TRY(const auto made,
      s.accounts.create(system, {std::string(user), std::string(name), std::string(title), "1022", std::string(password), false}));
  TRY_VOID(s.accounts.grant(system, made.id, role, {province, true}, {s.identity.today(), {}}, "Dữ liệu trình diễn"));
  return s.identity.load_actor(made.id, province);
}

// A commune's first answers, so that the round has something to look at.
Status some_answers(Services& s, indices::Rounds& rounds, const Actor& maker, indices::RoundId round, identity::UnitId commune) {
  const auto counted = [](std::int64_t part, std::int64_t whole) { return indices::Answer{.choice = {}, .part = part, .whole = whole}; };
  const std::vector<std::pair<std::string, indices::Answer>> answers{{"1.1.2", counted(21, 23)},
                                                                     {"1.4.1", counted(26, 26)},
                                                                     {"3.1.1", counted(180, 180)},
                                                                     {"3.4.1", counted(4, 5)},
                                                                     {"7.1.1", counted(940, 965)}};
  for (const auto& [item, answer] : answers) {
    TRY_VOID(rounds.save_self(maker, round, commune, {.item = item, .answer = answer}));
    TRY_VOID(rounds.add_evidence(
        maker, round, commune, {.item = item, .title = "Báo cáo cải cách hành chính", .number = "15/BC-UBND", .day = s.identity.today()}));
  }
  return {};
}

Status one_review(Services& s, const Actor& maker, identity::UnitId commune) {
  using review::Work;
  review::Reviews reviews(review_ground(s));
  const int year = int{std::chrono::year_month_day{s.identity.today()}.year()};
  TRY(const auto plan, reviews.create(maker, {commune, year, fmt::format("Kế hoạch rà soát, đánh giá thủ tục hành chính năm {}", year),
                                              fmt::format("09/KH-UBND ngày 12/01/{}", year), review::Basis::province}));
  const Day due{std::chrono::year{year} / 12 / 10};
  TRY(const auto id, reviews.add(maker, plan, {.procedure_code = "1.001193", .level = "xã", .reason = "Số hồ sơ nhiều", .due = due}));
  TRY_VOID(reviews.add(maker, plan, {.procedure_code = "2.000815", .level = "xã", .due = due}));
  TRY_VOID(reviews.record_findings(maker, plan, id,
                                   {.necessary = "co",
                                    .reasonable = "mot-phan",
                                    .legal = "co",
                                    .findings = "Người dân nộp lại giấy tờ mà cơ sở dữ liệu đã có.",
                                    .outcome = review::Outcome::amend,
                                    .proposal = "Không yêu cầu bản sao khi dữ liệu đã có; nộp hồ sơ trực tuyến",
                                    .recommendation = "Sửa quyết định công bố thủ tục",
                                    .documents = 1}));
  TRY_VOID(reviews.put_step(maker, plan, id, {.work = Work::prepare, .name = "Điền tờ khai", .way = "Tự làm", .now = {.hours = 500}}));
  TRY_VOID(reviews.put_step(maker, plan, id,
                            {.work = Work::prepare,
                             .name = "Bản sao giấy tờ",
                             .way = "Đến nơi chứng thực",
                             .now = {.hours = 1'500, .hired = {10'000}},
                             .cut = true}));
  TRY_VOID(reviews.put_step(maker, plan, id,
                            {.work = Work::submit,
                             .name = "Nộp hồ sơ",
                             .way = "Trực tiếp; sau đơn giản hóa: qua mạng",
                             .now = {.hours = 2'000, .hired = {20'000}},
                             .after = review::Cells{.hours = 100}}));
  const review::Volume volume{review::kOnce, 1'200};
  return reviews.set_volumes(maker, plan, id,
                             {{40'000}, "Thu nhập bình quân năm 2024, Tổng cục Thống kê", volume, volume, "Sổ theo dõi năm trước"});
}
}  // namespace

Status demo_indices(Services& s, const Actor& maker, std::string_view password) {
  const auto tree = s.identity.tree();
  const auto province = tree->by_key("tinh-2025-82"), commune = tree->by_key("dong-thap/xa-tam-nong");
  ensure(province && commune, "the demo's province and commune ship with the program");
  TRY(const auto control, province_person(s, "kiemsoat.dongthap", "Vương Thị Mẫu Trúc", "Kiểm soát thủ tục hành chính tỉnh",
                                          identity::Role::control, province, password));
  TRY_VOID(province_person(s, "chutich.dongthap", "Châu Văn Mẫu Khải", "Chủ tịch Ủy ban nhân dân tỉnh", identity::Role::leader, province,
                           password));
  const auto today = s.identity.today();
  const int year = int{std::chrono::year_month_day{today}.year()};
  indices::Indices all(index_ground(s));
  TRY(const auto set, all.sets.on("par-xa", today));
  const auto day = [](int y, int m, int d) { return Day{std::chrono::year{y} / m / d}; };
  TRY(const auto round, all.rounds.create(control, {.set = set.first,
                                                    .owner = province,
                                                    .name = fmt::format("Chỉ số cải cách hành chính cấp xã năm {}", year),
                                                    .from = day(year, 1, 1),
                                                    .to = day(year, 12, 31),
                                                    .self_due = day(year + 1, 1, 15),
                                                    .appraisal_due = day(year + 1, 2, 28)}));
  TRY_VOID(all.rounds.set_appraiser(control, round, "3", control.account()));
  TRY_VOID(all.figures.add(control, indices::NewFact{.unit = commune,
                                                     .fact = "pakn",
                                                     .from = day(year, 1, 1),
                                                     .to = today,
                                                     .value = 4,
                                                     .source = "Dữ liệu trình diễn: báo cáo phản ánh, kiến nghị"}));
  TRY_VOID(some_answers(s, all.rounds, maker, round, commune));
  for (const auto& [y, score, rank] : {std::tuple{year - 3, 8'415, 31}, std::tuple{year - 2, 8'698, 24}, std::tuple{year - 1, 8'762, 19}})
    TRY_VOID(all.figures.add(control, indices::NewSeries{.code = "par-index",
                                                         .unit = province,
                                                         .year = y,
                                                         .score = indices::Fraction::scaled(score, 2),
                                                         .rank = rank,
                                                         .source = "Dữ liệu trình diễn"}));
  return one_review(s, maker, commune);
}

}  // namespace motcua::app
