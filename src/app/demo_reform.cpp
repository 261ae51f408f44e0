#include "app/demo_reform.hpp"

#include <fmt/core.h>

#include <array>

#include "app/demo_committee.hpp"
#include "app/demo_people.hpp"
#include "reform/services.hpp"

namespace motcua::app {

using namespace reform;
using identity::Actor;
using identity::UnitId;

namespace {

struct Line {
  const char* text;
  const char* product;
  Content content;
  TaskKind kind;
  int due_in;  // days from today
  int stage;   // 0 nothing, 1 product waits, 2 done
};
constexpr auto kTasks = std::to_array<Line>({
    {"Rà soát, công khai đầy đủ thủ tục hành chính tại Bộ phận Một cửa", "Danh mục đã niêm yết", Content::procedures, TaskKind::general,
     -60, 2},
    {"Tổ chức đối thoại với người dân về thủ tục hành chính", "Biên bản đối thoại", Content::steering, TaskKind::dialogue, -20, 2},
    {"Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực", "Báo cáo số hóa", Content::digital, TaskKind::general, -12, 0},
    {"Nâng tỷ lệ hồ sơ giải quyết đúng hạn", "Số liệu từ hồ sơ", Content::procedures, TaskKind::general, 20, 1},
    {"Tập huấn kỹ năng hướng dẫn người dân nộp hồ sơ trực tuyến", "Danh sách lớp tập huấn", Content::service, TaskKind::training, 12, 0},
    {"Rà soát, tự kiểm tra văn bản quy phạm pháp luật", "Báo cáo rà soát", Content::institutions, TaskKind::report, 25, 1},
    {"Xây dựng đề án vị trí việc làm của đơn vị sự nghiệp", "Đề án được phê duyệt", Content::service, TaskKind::general, 30, 0},
    {"Tuyên truyền cải cách hành chính trên hệ thống truyền thanh", "Tin, bài đã phát", Content::steering, TaskKind::communication, 15, 1},
});

class Maker {
 public:
  explicit Maker(Services& s) : s_(s), r_(s.reform.services()), today_(day_of(s.clock.now())) {}

  Status run() {
    TRY_VOID(province());
    TRY_VOID(commune());
    TRY_VOID(inspection());
    TRY(const auto kiem, as("kiemsoat", "ubnd"));
    TRY_VOID(make_demo_committee(s_, kiem, demo_places()[0].key));
    s_.reform.round("demo");
    return {};
  }

 private:
  UnitId unit(std::string_view key) const { return s_.identity.tree()->by_key(key); }
  int year() const { return int{std::chrono::year_month_day{today_}.year()}; }
  Day first_of_year() const { return Day{std::chrono::local_days{std::chrono::year{year()} / 1 / 1}}; }
  Result<Actor> as(std::string_view post, std::string_view below) {
    const auto user = fmt::format("{}.{}", post, demo_places()[0].suffix);
    const auto account = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, user); });
    ensure(account.has_value(), "the demonstration's people are there");
    return s_.identity.load_actor(account->id, unit(fmt::format("{}/{}", demo_places()[0].key, below)));
  }

  Status province() {
    const auto from = unit("dong-thap/ubnd");
    const auto account = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, "kiemsoat.dongthap"); });
    if (!from || !account) return {};
    TRY(const auto control, s_.identity.load_actor(account->id));
    TRY(higher_,
        r_.plans.draft(control, {.unit = from, .year = year(), .title = fmt::format("Kế hoạch cải cách hành chính tỉnh năm {}", year())}));
    const auto partners = partner_list({unit("dong-thap/xa-tam-nong/ubnd"), unit("dong-thap/xa-lap-vo/ubnd")});
    for (const auto* text : {"Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực", "Công khai xin lỗi đối với mọi hồ sơ trễ hẹn"}) {
      reform::Task t{.text = text,
                     .content = Content::procedures,
                     .lead = from,
                     .partners = partners,
                     .due = today_ + std::chrono::days{30},
                     .product = "Báo cáo kết quả"};
      TRY_VOID(r_.plans.add_task(control, higher_, std::move(t)));
    }
    return r_.plans.issue(control, higher_, "312/KH-UBND", first_of_year() + std::chrono::days{9}, "");
  }

  Status commune() {
    TRY(const auto kiem, as("kiemsoat", "ubnd"));
    TRY(const auto officer, as("tuphap", "phong-vhxh"));
    const auto from = unit(fmt::format("{}/ubnd", demo_places()[0].key)), lead = unit(fmt::format("{}/phong-vhxh", demo_places()[0].key));
    TRY(const auto plan, r_.plans.draft(kiem, {.unit = from,
                                               .year = year(),
                                               .title = fmt::format("Kế hoạch cải cách hành chính năm {}", year()),
                                               .parent = higher_,
                                               .issue_by = first_of_year() + std::chrono::days{30}}));
    TRY_VOID(r_.plans.add_goal(kiem, plan,
                               {.text = "Tỷ lệ hồ sơ giải quyết đúng hạn",
                                .content = Content::procedures,
                                .metric = "dung-han",
                                .target_kind = TargetKind::at_least,
                                .target = 9500,
                                .due = today_ + std::chrono::days{33}}));
    TRY_VOID(r_.plans.add_goal(kiem, plan,
                               {.text = "Tỷ lệ hồ sơ trực tuyến không thấp hơn bình quân của tỉnh",
                                .content = Content::digital,
                                .metric = "truc-tuyen",
                                .target_kind = TargetKind::average,
                                .due = today_ + std::chrono::days{33}}));
    TRY_VOID(r_.plans.add_goal(
        kiem, plan,
        {.text = "100% công chức tiếp nhận được tập huấn trong năm", .content = Content::service, .due = today_ + std::chrono::days{33}}));
    std::vector<std::int64_t> tasks;
    for (const auto& line : kTasks) {
      reform::Task t{.text = line.text,
                     .content = line.content,
                     .kind = line.kind,
                     .lead = lead,
                     .official = "Chuyên viên tư pháp - hộ tịch",
                     .due = today_ + std::chrono::days{line.due_in},
                     .product = line.product};
      if (line.stage == 1 && line.content == Content::procedures) {
        t.metric = "dung-han";
        t.target_kind = TargetKind::at_least;
        t.target = 9500;
      }
      TRY(const auto id, r_.plans.add_task(kiem, plan, std::move(t)));
      tasks.push_back(id);
    }
    TRY_VOID(r_.plans.issue(kiem, plan, "25/KH-UBND", first_of_year() + std::chrono::days{19}, ""));
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      TRY_VOID(r_.plans.add_activity(
          officer, tasks[i],
          {.text = "Chuẩn bị, phân công", .official = "Chuyên viên", .due = today_ + std::chrono::days{kTasks[i].due_in - 10}}));
      if (kTasks[i].stage == 0) continue;
      TRY(const auto proof,
          r_.plans.register_proof(officer, tasks[i],
                                  {.text = kTasks[i].product,
                                   .number = fmt::format("{}/BC-VHXH", 40 + i),
                                   .day = today_ - std::chrono::days{kTasks[i].stage == 2 ? 61 - static_cast<int>(i) : 2}}));
      if (kTasks[i].stage < 2) continue;
      TRY_VOID(r_.plans.judge_proof(kiem, proof, true, ""));
      TRY_VOID(r_.plans.finish(kiem, tasks[i], Evaluation::met));
    }
    return r_.plans.add_note(officer, tasks[3], "Đã rà soát hồ sơ sắp đến hạn hằng ngày.").has_value() ? Status{} : Status{};
  }

  Status inspection() {
    TRY(const auto kiem, as("kiemsoat", "ubnd"));
    const auto place = std::string(demo_places()[0].key);
    const auto from = unit(place + "/ubnd");
    TRY(const auto round,
        r_.inspections.plan_round(
            kiem, {.unit = from, .year = year(), .title = fmt::format("Kế hoạch kiểm tra công tác cải cách hành chính năm {}", year())},
            {unit(place + "/phong-vhxh"), unit(place + "/phong-kt"), unit(place + "/ttpvhcc")}));
    TRY_VOID(r_.inspections.issue_round(kiem, round, "30/KH-UBND", first_of_year() + std::chrono::days{40}));
    TRY(const auto first, r_.inspections.plan_visit(kiem, round,
                                                    {.unit = unit(place + "/phong-vhxh"),
                                                     .month = 10,
                                                     .decision = "Quyết định 41/QĐ-UBND",
                                                     .head = "Mai Thị Mẫu Cúc",
                                                     .members = "Đỗ Văn Mẫu Tùng"}));
    TRY_VOID(r_.inspections.open_visit(kiem, first, today_ - std::chrono::days{40}));
    TRY_VOID(r_.inspections.mark(kiem, first, {.code = "K1.1", .mark = Mark::good}));
    TRY_VOID(r_.inspections.mark(kiem, first, {.code = "K3.4", .mark = Mark::partly, .points = 250, .note = "3/20 hồ sơ mẫu lưu thiếu"}));
    TRY_VOID(r_.inspections.add_finding(
        kiem, first,
        {.code = "K3.4", .text = "3/20 hồ sơ mẫu lưu thiếu thành phần", .action = "Bổ sung thành phần, rà soát hồ sơ lưu trong năm"}));
    TRY_VOID(r_.inspections.add_finding(
        kiem, first, {.code = "K5.2", .text = "Chưa lập danh sách công chức cần tập huấn", .action = "Lập danh sách, đăng ký lớp quý IV"}));
    TRY_VOID(r_.inspections.conclude(kiem, first, "12/TB-ĐKT", today_ - std::chrono::days{38}, "Đơn vị phối hợp tốt."));
    TRY(const auto second,
        r_.inspections.plan_visit(kiem, round, {.unit = unit(place + "/ttpvhcc"), .month = 11, .head = "Mai Thị Mẫu Cúc"}));
    TRY_VOID(r_.inspections.open_visit(kiem, second, today_));
    TRY(const auto drawn, r_.inspections.draw_sample(kiem, second, 20));
    static_cast<void>(drawn);
    return {};
  }

  Services& s_;
  reform::Services& r_;
  Day today_;
  std::int64_t higher_ = 0;
};

}  // namespace

Status make_demo_reform(Services& services) { return Maker(services).run(); }

}  // namespace motcua::app
