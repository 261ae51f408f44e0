#include "app/demo_survey.hpp"

#include <fmt/core.h>

#include "app/demo_people.hpp"
#include "reform/services.hpp"
#include "survey/services.hpp"

namespace motcua::app {

using identity::Actor;
using identity::UnitId;

namespace {

class SurveyMaker {
 public:
  explicit SurveyMaker(Services& s) : s_(s), r_(s.survey.services()), today_(day_of(s.clock.now())) {}

  Status run() {
    TRY_VOID(series());
    TRY(const auto kiem, control());
    TRY_VOID(survey(kiem, "Khảo sát sự hài lòng, đợt 1", 8, 9, true));
    TRY_VOID(survey(kiem, "Khảo sát sự hài lòng, đợt 2", 15, 3, false));
    TRY_VOID(held(kiem));
    TRY_VOID(to_come(kiem));
    TRY_VOID(report(kiem));
    return takeover(kiem);
  }

 private:
  UnitId unit(std::string_view below) const { return s_.identity.tree()->by_key(fmt::format("{}/{}", demo_places()[0].key, below)); }
  int year() const { return int{std::chrono::year_month_day{today_}.year()}; }
  Result<Actor> control() {
    const auto user = fmt::format("kiemsoat.{}", demo_places()[0].suffix);
    const auto account = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, user); });
    ensure(account.has_value(), "the demonstration's people are there");
    return s_.identity.load_actor(account->id, unit("ubnd"));
  }

  Status series() {
    const auto account = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, "kiemsoat.dongthap"); });
    if (!account) return {};
    TRY(const auto province, s_.identity.load_actor(account->id));
    const auto done = r_.polls.import_series(province, s_.identity.tree()->by_key("tinh-2025-82"),
                                             "chi_so;nam;gia_tri;nguon\n"
                                             "PCI;2023;61,20;Số liệu trình diễn\nPCI;2024;63,45;Số liệu trình diễn\n"
                                             "PCI;2025;64,10;Số liệu trình diễn\nPAPI;2024;42,75;Số liệu trình diễn\n"
                                             "PAPI;2025;43,05;Số liệu trình diễn\nSIPAS;2024;81,30;Số liệu trình diễn\n"
                                             "SIPAS;2025;83,95;Số liệu trình diễn\n");
    if (!done) return tl::make_unexpected(done.error());
    return {};
  }

  // `of_ten`: so many of ten of those drawn have answered.
  Status survey(const Actor& kiem, const char* title, int error, int of_ten, bool close) {
    TRY(const auto id, r_.polls.draft(kiem, {.unit = unit("ubnd"),
                                             .year = year(),
                                             .title = title,
                                             .basis = "Kế hoạch 25/KH-UBND",
                                             .from = today_ - std::chrono::days{365},
                                             .to = today_ - std::chrono::days{1},
                                             .error = error}));
    TRY_VOID(r_.polls.announce(kiem, id));
    const auto drawn = r_.polls.draw(kiem, id);
    if (!drawn) return drawn.error().key == "survey.nobody_to_ask" ? Status{} : Status{tl::make_unexpected(drawn.error())};
    TRY(const auto list, r_.polls.drawn(kiem, id, 0, 1000));
    TRY(const auto opened, r_.polls.open(kiem, id));
    int n = 0, answered = 0;
    for (const auto& row : list) {
      ++n;
      if (row.link.empty() || n % 10 >= of_ten) continue;
      survey::Levels levels;
      int at = 0;
      for (const auto& q : opened.form.questions) {
        const int draw = (n * 7 + ++at * 5) % 23;
        levels[q.code] = draw < 9 ? 5 : draw < 18 ? 4 : draw < 20 ? 3 : draw < 21 ? 2 : 0;
      }
      const auto comment = n == 11 ? "Mong có thêm ghế ngồi chờ." : n == 23 ? "Cán bộ hướng dẫn tận tình." : "";
      if (n % 6 == 0)
        TRY_VOID(r_.polls.enter(kiem, id, row.draw.number, levels, comment));
      else
        TRY_VOID(r_.polls.answer(row.link.substr(row.link.rfind('/') + 1), levels, comment,
                                 n % 4 == 0 ? survey::Channel::tablet : survey::Channel::web));
      ++answered;
    }
    return close && answered >= survey::kGroupMin ? r_.polls.close(kiem, id) : Status{};
  }

  Status held(const Actor& kiem) {
    TRY(const auto id, r_.dialogues.plan(kiem, dialogue("Thủ tục đất đai và hộ tịch ở xã")));
    TRY_VOID(r_.dialogues.announce(kiem, id, notice(today_)));
    TRY_VOID(r_.dialogues.ask(
        id, {.text = "Sao hồ sơ đất của tôi phải bổ sung hai lần?", .sender = "Nguyễn Thị Mẫu", .contact = "0912 000 111"}));
    TRY_VOID(r_.dialogues.add_question(kiem, id, {.text = "Quầy trả kết quả có mở sáng thứ Bảy không?"}));
    TRY_VOID(r_.dialogues.add_question(kiem, id, {.text = "Tôi khiếu nại quyết định thu hồi đất."}));
    TRY(const auto v, r_.dialogues.open(kiem, id));
    TRY_VOID(r_.dialogues.answer(kiem, id, v.questions.at(0).id, "Vì sao hồ sơ đất phải bổ sung hai lần?",
                                 "Từ nay chỉ yêu cầu bổ sung một lần, ghi hết trong một phiếu.", true));
    TRY_VOID(r_.dialogues.answer(kiem, id, v.questions.at(1).id, "Quầy trả kết quả có mở sáng thứ Bảy không?",
                                 "Mở sáng thứ Bảy từ tháng sau.", true));
    TRY_VOID(r_.dialogues.refuse(kiem, id, v.questions.at(2).id, "Là khiếu nại: gửi đến nơi tiếp công dân của xã."));
    TRY_VOID(r_.dialogues.promise(kiem, id,
                                  {.question = v.questions.at(1).id,
                                   .text = "Mở quầy trả kết quả sáng thứ Bảy",
                                   .product = "Lịch trực đã niêm yết",
                                   .lead = unit("ttpvhcc"),
                                   .due = today_ + std::chrono::days{20}}));
    TRY_VOID(r_.dialogues.promise(kiem, id,
                                  {.text = "Niêm yết mẫu tờ khai điền sẵn ở nhà văn hóa các ấp",
                                   .product = "Ảnh niêm yết",
                                   .lead = unit("phong-vhxh"),
                                   .due = today_ + std::chrono::days{10}}));
    TRY_VOID(r_.dialogues.hold(kiem, id, 64, "Chủ trì ghi nhận các ý kiến, giao hai việc có thời hạn."));
    return r_.dialogues.publish(kiem, id);
  }
  Status to_come(const Actor& kiem) {
    TRY(const auto id, r_.dialogues.plan(kiem, dialogue("Nộp hồ sơ trực tuyến: khó ở đâu")));
    TRY_VOID(r_.dialogues.announce(kiem, id, notice(today_ + std::chrono::days{14})));
    TRY_VOID(r_.dialogues.ask(id, {.text = "Người già không có điện thoại thông minh thì nộp thế nào?"}));
    return {};
  }
  // A quarter signed, the year being written.
  Status report(const Actor& kiem) {
    auto& reports = s_.reform.services().plan_reports;
    const auto month = unsigned{std::chrono::year_month_day{today_}.month()};
    const int quarter = month > 9 ? 3 : month > 6 ? 2 : 1;
    TRY(const auto last,
        reports.begin(kiem, unit("ubnd"), reform::ReportKind::quarter, month > 3 ? year() : year() - 1, month > 3 ? quarter : 3));
    TRY_VOID(reports.write(kiem, last, "III.1", "Nhiệm vụ trong kế hoạch được theo dõi thường xuyên."));
    TRY_VOID(reports.write(kiem, last, "III.1", "Nhiệm vụ trong kế hoạch được theo dõi thường xuyên, hồ sơ trễ hẹn giảm."));
    TRY_VOID(reports.write(kiem, last, "V", "Đề nghị tỉnh mở lớp tập huấn kỹ năng số cho công chức cấp xã."));
    TRY_VOID(reports.enter(kiem, last, "nhap.dao-tao", "12", "Danh sách lớp tập huấn tháng 8"));
    TRY_VOID(reports.sign(kiem, last, "118/BC-UBND", "Chủ tịch Ủy ban nhân dân xã"));
    TRY(const auto whole, reports.begin(kiem, unit("ubnd"), reform::ReportKind::year, year(), 0));
    return reports.write(kiem, whole, "I.2", "Ban Chỉ đạo họp mỗi quý một lần.");
  }
  Status takeover(const Actor& kiem) {
    auto& takeovers = s_.reform.services().takeovers;
    TRY_VOID(takeovers.reach(kiem, {.unit = unit("ttpvhcc"),
                                    .stage = reform::Stage::planned,
                                    .day = today_ - std::chrono::days{120},
                                    .document = "Kế hoạch 61/KH-UBND"}));
    return takeovers.reach(kiem, {.unit = unit("ttpvhcc"),
                                  .stage = reform::Stage::beside,
                                  .day = today_ - std::chrono::days{45},
                                  .document = "Hợp đồng 07/HĐ",
                                  .scope = "Tiếp nhận, trả kết quả",
                                  .employees = 2});
  }
  survey::Dialogue dialogue(const char* topic) const {
    return {.unit = unit("ubnd"),
            .year = year(),
            .month = static_cast<int>(unsigned{std::chrono::year_month_day{today_}.month()}),
            .topic = topic,
            .partner = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"};
  }
  static survey::Dialogue notice(Day day) {
    return {.chair = "Chủ tịch Ủy ban nhân dân xã",
            .place = "Hội trường Ủy ban nhân dân xã",
            .day = day,
            .clock = "08:00",
            .invited = "Toàn thể người dân trong xã",
            .notice = "Ai không đến được thì gửi câu hỏi trước trên trang này."};
  }

  Services& s_;
  survey::Services& r_;
  Day today_;
};

}  // namespace

Status make_demo_survey(Services& services) { return SurveyMaker(services).run(); }

}  // namespace motcua::app
