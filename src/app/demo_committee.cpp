#include "app/demo_committee.hpp"

#include <fmt/core.h>

#include "reform/services.hpp"

namespace motcua::app {

using namespace reform;
using identity::Actor;
using identity::UnitId;

namespace {
class CommitteeMaker {
 public:
  CommitteeMaker(Services& s, const Actor& steward, std::string_view place)
      : s_(s), r_(s.reform.services()), steward_(steward), place_(place), today_(day_of(s.clock.now())) {}

  Status run() {
    TRY_VOID(committee());
    TRY_VOID(values());
    TRY_VOID(models());
    return {};
  }

 private:
  UnitId unit(std::string_view below) const { return s_.identity.tree()->by_key(fmt::format("{}/{}", place_, below)); }
  Day before(int days) const { return today_ - std::chrono::days{days}; }

  Status committee() {
    auto& c = r_.committees;
    TRY(const auto id, c.set_up(steward_, {.unit = unit("ubnd"),
                                           .name = "Ban Chỉ đạo cải cách hành chính và chuyển đổi số",
                                           .decision = "118/QĐ-UBND",
                                           .set_up_on = before(90),
                                           .follow_up = unit("van-phong")}));
    TRY_VOID(c.add_member(steward_, id,
                          {.name = "Cao Văn Mẫu Bình", .post = "Chủ tịch UBND", .role = MemberRole::head, .charge = "Chỉ đạo chung"}));
    TRY_VOID(c.add_member(steward_, id,
                          {.name = "Mai Thị Mẫu Cúc",
                           .post = "Kiểm soát thủ tục hành chính",
                           .role = MemberRole::member,
                           .charge = "Thủ tục hành chính",
                           .area = "Bộ phận Một cửa"}));
    TRY(const auto rules, c.add_paper(steward_, id, {.kind = PaperKind::regulation, .title = "Quy chế làm việc của Ban Chỉ đạo"}));
    TRY_VOID(c.move_paper(steward_, rules, PaperState::issued, "01/QC-BCĐ", before(80), "Tiếp thu 4/5 ý kiến góp ý"));
    TRY_VOID(c.add_paper(steward_, id, {.kind = PaperKind::assignment, .title = "Thông báo phân công nhiệm vụ các thành viên"}));
    TRY_VOID(session(id));
    TRY(const auto next,
        c.plan_session(steward_, id, {.day = today_ + std::chrono::days{9}, .place = "Hội trường UBND", .chair = "Cao Văn Mẫu Bình"}));
    TRY_VOID(c.add_paper(steward_, id, {.of_session = next, .kind = PaperKind::agenda, .title = "Việc thực hiện kết luận phiên thứ nhất"}));
    return {};
  }

  Status session(std::int64_t committee) {
    auto& c = r_.committees;
    TRY(const auto id, c.plan_session(steward_, committee, {.day = before(60), .place = "Hội trường UBND", .chair = "Cao Văn Mẫu Bình"}));
    TRY_VOID(c.hold(steward_, id, "Đủ thành viên; mời Trưởng các phòng"));
    TRY_VOID(c.add_item(steward_, id,
                        {.text = "Công khai xin lỗi tổ chức, cá nhân đối với mọi hồ sơ trễ hẹn",
                         .content = Content::procedures,
                         .lead = unit("ttpvhcc"),
                         .due = today_ + std::chrono::days{25},
                         .product = "Danh sách thư xin lỗi"}));
    TRY_VOID(c.add_item(steward_, id,
                        {.text = "Ký số trên hệ thống quản lý văn bản",
                         .content = Content::digital,
                         .lead = unit("van-phong"),
                         .due = before(5),
                         .product = "Trích xuất hệ thống",
                         .metric = "ky-so",
                         .target_kind = TargetKind::at_least,
                         .target = 10'000}));
    TRY_VOID(c.add_item(steward_, id,
                        {.text = "Nâng tỷ lệ hồ sơ trực tuyến, không thấp hơn mặt bằng chung của tỉnh",
                         .content = Content::digital,
                         .lead = unit("phong-vhxh"),
                         .due = today_ + std::chrono::days{20},
                         .metric = "truc-tuyen",
                         .target_kind = TargetKind::average}));
    return c.conclude(steward_, id, "45/TB-BCĐ", before(57), "Thông qua quy chế làm việc, phân công thành viên.",
                      "Bộ phận Một cửa hoạt động ổn định.", "Ký số chưa thành nếp; hồ sơ trực tuyến còn ít do người dân chưa quen.");
  }

  Status values() {
    const std::chrono::year_month_day d{today_};
    const int year = int{d.year()};
    const auto one_stop = s_.identity.tree()->find(unit("ttpvhcc"))->key, office = s_.identity.tree()->find(unit("van-phong"))->key;
    std::string csv(kImportTemplate);
    csv += fmt::format("ky-so;{};{}-12;410;520;;\r\nky-so;{};{}-06;486;520;;\r\n", office, year - 1, office, year);
    csv += fmt::format("van-ban-luan-chuyen;{};{}-06;545;520;;văn bản gửi trên hệ thống / văn bản vào sổ\r\n", office, year);
    csv += fmt::format("vneid;{};{}-06;;;>90;theo báo cáo của công an\r\n", office, year);
    csv += fmt::format("ma-doc;{};{}-06;24;24;;\r\nma-doc;{};{}-06;11;12;;\r\n", office, year, one_stop, year);
    TRY(const auto imported, r_.indicators.import(steward_, csv, "chi-tieu-quy-2.csv"));
    ensure(imported.faults.empty(), "the demonstration's table has no faults");
    return {};
  }

  Status models() {
    auto& m = r_.initiatives;
    const auto add = [&](std::string name, std::string problem, CountSource source, std::string procedure, int since) {
      return m.add(steward_, {.unit = unit("ttpvhcc"),
                              .name = std::move(name),
                              .kind = InitiativeKind::model,
                              .content = Content::procedures,
                              .problem = std::move(problem),
                              .way = "Làm tại một quầy của Bộ phận Một cửa",
                              .places = "Bộ phận Một cửa",
                              .owner = "Trưởng Bộ phận Một cửa",
                              .started_on = before(since),
                              .counted = "trường hợp",
                              .source = source,
                              .procedure = std::move(procedure)});
    };
    TRY(const auto certified,
        add("Chứng thực bản sao, trả ngay", "Người dân phải trở lại nhận bản sao", CountSource::dossiers, "2.000815", 120));
    for (const auto to : {InitiativeState::screened, InitiativeState::pilot}) TRY_VOID(m.move(steward_, certified, to, "", ""));
    TRY_VOID(m.measure(
        steward_, certified,
        {.what = "Thời gian chờ một lượt", .unit = "phút", .before = 6'000, .after = 2'500, .source = "Đo 30 lượt, trước và sau"}));
    TRY_VOID(m.measure(steward_, certified,
                       {.what = "Số lần đến", .unit = "lần", .before = 200, .after = 100, .source = "Đo 30 lượt, trước và sau"}));
    TRY_VOID(m.move(steward_, certified, InitiativeState::evaluated, "28/30 người được hỏi hài lòng", ""));
    TRY_VOID(m.move(steward_, certified, InitiativeState::recognised, "", "Quyết định 96/QĐ-UBND"));
    TRY_VOID(m.replicate(steward_, certified, unit("phong-kt"), today_ + std::chrono::days{30}));
    TRY(const auto visit, add("Hồ sơ không hẹn", "Việc đơn giản vẫn phải hẹn ngày", CountSource::same_visit, "", 40));
    TRY_VOID(m.move(steward_, visit, InitiativeState::screened, "", ""));
    TRY_VOID(m.move(steward_, visit, InitiativeState::pilot, "", ""));
    const std::chrono::year_month_day d{today_};
    return m.tally(
        steward_, visit,
        {.year = int{d.year()}, .month = static_cast<int>(unsigned{d.month()}), .count = 6, .note = "Ngày mất điện, ghi sổ tay"});
  }

  Services& s_;
  reform::Services& r_;
  const Actor& steward_;
  std::string place_;
  Day today_;
};
}  // namespace

Status make_demo_committee(Services& services, const Actor& steward, std::string_view place) {
  return CommitteeMaker(services, steward, place).run();
}

}  // namespace motcua::app
