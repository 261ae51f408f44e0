// The pages as a control officer and a leader use them; files opened again by programs of others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <set>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "print/testing_office.hpp"
#include "reports/board.hpp"
#include "reports/exports.hpp"
#include "reports/pages.hpp"
#include "reports/testing_listed.hpp"
#include "reports/testing_lives.hpp"
#include "store/journal.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Day day(std::string_view iso) { return parse_day(iso).value(); }

std::string run(const std::string& command) {
  std::string out;
  std::array<char, 4096> buffer{};
  auto* pipe = popen(command.c_str(), "r");
  if (!pipe) return out;
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  pclose(pipe);
  return out;
}

class ReportPages : public ::testing::Test {
 protected:
  ReportPages() {
    router_.add(web::bind_routes("reports", pages_, Pages::routes()));
    w_.person("lanh_dao", "Nguyễn Văn Lãnh", identity::Role::leader, "tinh");
    std::mt19937_64 random(4);
    const UnitId units[] = {w_.unit("xa/ubnd"), w_.unit("xa-2/ubnd")};
    const auto written = database_->write([&](store::Tx& tx) -> Status {
      for (int i = 0; i < 300; ++i) {
        auto l = testing::random_life(random, 9'000 + i, day("2026-05-20"), 125);
        l.unit = units[i % 2];
        l.field = i % 3 == 0 ? "ho-tich" : "chung-thuc";
        l.procedure = std::string(dossier::testing::kProcedure);
        if (l.unit == units[0]) {
          const Hands people[] = {{w_.unit("xa/van-phong"), w_.account("ha")}, {w_.unit("xa/kinh-te"), w_.account("huy")}};
          l.place = w_.unit(i % 4 == 0 ? "xa/ubnd" : "xa/mot-cua");
          testing::take_into_hands(random, l, people);
        }
        std::int64_t seq = 0;
        for (const auto& row : testing::journal_rows(l)) {
          if (row.recorded_at > w_.clock.now()) break;
          TRY(seq, store::append(tx,
                                 {.object = "dossier",
                                  .object_id = l.id,
                                  .at = row.at,
                                  .recorded_at = row.recorded_at,
                                  .actor = row.hands.officer.value,
                                  .unit = row.hands.unit.value,
                                  .kind = row.kind,
                                  .payload = row.payload},
                                 seq));
        }
      }
      return {};
    });
    EXPECT_TRUE(written);
    reports_.fold();
  }
  web::Response get(std::string who, std::string target) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c.get(std::move(target));
  }
  Report report(std::string_view form_id, const Period& p) {
    return reports_.table(w_.identity.system_actor(), *form(form_id), {.period = p, .unit = w_.unit("xa"), .known = {}}).value();
  }
  std::string write(std::string_view name, std::string_view bytes) {
    const auto path = (database_.folder() / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }
  store::TestDatabase database_{tables()};
  dossier::testing::World w_{*database_};
  Reports reports_{*database_, w_.clock, w_.identity, w_.catalog};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  Pages pages_{reports_, w_.identity, w_.catalog, w_.clock, shells_};
  web::Router router_{{gate_, w_.clock}, {.secret = std::string(32, 's')}};
};

std::vector<std::string> links(const std::string& html, std::string_view head) {
  std::vector<std::string> found;
  const std::string start = "href=\"" + std::string(head);
  for (std::size_t at = html.find(start); at != std::string::npos; at = html.find(start, at + 1)) {
    auto end = html.find('"', at + 6);
    auto link = html.substr(at + 6, end - at - 6);
    for (std::size_t amp; (amp = link.find("&amp;")) != std::string::npos;) link.erase(amp + 1, 4);
    found.push_back(link);
  }
  return found;
}

TEST_F(ReportPages, shows_the_form_in_force_and_every_figure_opens) {
  const auto page = get("kiem", "/bao-cao?ky=thang-2026-09");
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("Biểu số 07a/BTP/KSTT"));
  EXPECT_THAT(page.body, HasSubstr("Trực tuyến toàn trình (4)"));
  EXPECT_THAT(page.body, HasSubstr("Từ ngày 15/08/2026 đến ngày 14/09/2026"));
  EXPECT_THAT(page.body, HasSubstr("TỔNG CỘNG"));
  EXPECT_THAT(page.body, HasSubstr("Cột (9) = (10) + (11) + (12)."));
  const auto cells = links(page.body, "/bao-cao/o?");
  ASSERT_GT(cells.size(), 15U);
  for (const auto& link : cells) {
    const auto cell = get("kiem", link);
    ASSERT_EQ(cell.status, 200) << link;
    EXPECT_THAT(cell.body, HasSubstr("Vì sao được tính")) << link;
  }
  EXPECT_THAT(get("kiem", "/bao-cao?ky=thang-2026-07").body, HasSubstr("Biểu số II.06a/VPCP/KSTT"));
  EXPECT_THAT(get("lanh_dao", "/bao-cao?ky=thang-2026-09").body, HasSubstr("Biểu số 07b/BTP/KSTT"));
}

TEST_F(ReportPages, what_happened_at_the_very_moment_is_in_the_figure_and_in_its_list) {
  w_.accepted(1);
  const auto today = day_of(w_.clock.now());
  for (const bool folded : {false, true}) {
    if (folded) reports_.fold();
    const auto cell = reports_
                          .cell(w_.identity.system_actor(), *form("07a"),
                                {.period = free_period(today, today), .unit = w_.unit("xa"), .known = {}}, {}, 7, "")
                          .value();
    EXPECT_GE(cell.figure, 1) << folded;
    EXPECT_EQ(cell.figure, static_cast<std::int64_t>(cell.rows.size())) << folded;
  }
}

TEST_F(ReportPages, refuses_people_without_the_right_and_addresses_that_are_wrong) {
  EXPECT_EQ(get("ha", "/bao-cao").status, 403);
  EXPECT_EQ(get("ha", "/bang-dieu-hanh").status, 403);
  EXPECT_EQ(get("kiem", "/bao-cao?bieu=99").status, 404);
  EXPECT_EQ(get("kiem", "/bao-cao?don_vi=77").status, 404);
  EXPECT_EQ(get("kiem", "/bao-cao/o?bieu=07a&cot=99").status, 404);
  EXPECT_GE(get("kiem", "/bao-cao?ky=thang-2026-13").status, 400);
  EXPECT_GE(get("kiem", "/bao-cao?tu=03/10/2026&den=01/10/2026").status, 400);
  EXPECT_GE(get("kiem", "/bao-cao?biet_den=x").status, 400);
  EXPECT_EQ(get("kiem", "/bao-cao/o?bieu=07a&cot=9&sau=rubbish.1").status, 200) << "a spoilt cursor begins anew";
}

TEST_F(ReportPages, a_figure_of_another_commune_is_not_told) {
  const auto other = std::to_string(w_.unit("xa-2").value);
  EXPECT_THAT(get("kiem", "/bao-cao?ky=thang-2026-09&don_vi=" + other).body, HasSubstr("Chưa có số liệu"));
  EXPECT_THAT(get("kiem", "/bao-cao/o?bieu=07a&ky=thang-2026-09&cot=9&don_vi=" + other).body, HasSubstr("Không có hồ sơ nào"));
}

TEST_F(ReportPages, tells_what_was_known_on_a_day_and_what_came_later) {
  const auto page = get("kiem", "/bao-cao?ky=thang-2026-09&biet_den=01/09/2026");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Số liệu như đã biết hết ngày 01/09/2026"));
  EXPECT_THAT(page.body, HasSubstr("Thay đổi ghi nhận sau ngày đó"));
}

TEST_F(ReportPages, a_report_signed_off_keeps_its_figures_and_shows_what_changed_since) {
  web::testing::Client control(router_);
  control.cookies["phien"] = "kiem";
  const auto unit = std::to_string(w_.unit("xa").value);
  const auto sent = control.post("/bao-cao/chot", {{"bieu", "07a"}, {"ky", "thang-2026-10"}, {"don_vi", unit}});
  ASSERT_EQ(sent.status, 303) << sent.body;
  const auto at = web::testing::header_of(sent, "location");
  const auto before = report("07a", official_period(PeriodKind::month, 2026, 10));
  const auto page = control.get(at);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("Biểu số 07a/BTP/KSTT, Tháng 10 năm 2026"));
  EXPECT_THAT(page.body, Not(HasSubstr(", nay ")));
  // A dossier that came before is entered a day later.
  w_.clock.advance(std::chrono::hours{30});
  testing::Life l;
  l.id = 77'777;
  l.received_at = parse_instant("2026-09-21T08:00").value();
  l.recorded_at = w_.clock.now();
  l.due = parse_instant("2026-10-30T17:00").value();
  l.unit = w_.unit("xa/ubnd");
  l.field = "ho-tich";
  l.procedure = "1.000001";
  const auto row = testing::journal_rows(l).front();
  ASSERT_TRUE(database_->write([&](store::Tx& tx) {
    return store::append(
        tx,
        {.object = "dossier", .object_id = l.id, .at = row.at, .recorded_at = row.recorded_at, .kind = row.kind, .payload = row.payload},
        0);
  }));
  reports_.fold();
  const auto after = control.get(at);
  EXPECT_THAT(after.body, HasSubstr(std::to_string(before.total.values[0]) + ", nay " + std::to_string(before.total.values[0] + 1)));
  EXPECT_THAT(after.body, HasSubstr("H20.39.5-77777"));
  EXPECT_THAT(control.get("/bao-cao/da-chot").body, HasSubstr("Tháng 10 năm 2026"));
  web::testing::Client stranger(router_);
  stranger.cookies["phien"] = "la";
  EXPECT_GE(stranger.get(at).status, 403);
  control.cookies["phien"] = "lanh_dao";
  EXPECT_EQ(control.get(at).status, 200);
  EXPECT_EQ(control.post("/bao-cao/chot", {{"ky", "thang-2026-10"}, {"don_vi", unit}}).status, 403) << "reads, does not make";
}

TEST_F(ReportPages, the_board_of_a_province_ranks_its_communes) {
  const auto page = get("lanh_dao", "/bang-dieu-hanh?ky=thang-2026-09");
  ASSERT_EQ(page.status, 200) << page.body;
  for (const auto* words : {"Bảng điều hành giải quyết thủ tục hành chính", "Hồ sơ tiếp nhận", "Đúng hạn", "Xã Tân Phú", "Xã Tân Hội",
                            "Tăng ", "so với tháng trước", "<svg"})
    EXPECT_THAT(page.body, HasSubstr(words));
  const auto commune = get("kiem", "/bang-dieu-hanh?ky=thang-2026-09");
  EXPECT_THAT(commune.body, Not(HasSubstr("Xếp hạng")));
  for (const auto& link : links(commune.body, "/bao-cao/o?")) EXPECT_EQ(get("kiem", link).status, 200) << link;
  EXPECT_THAT(get("kiem", "/bang-dieu-hanh?ky=thang-2025-03").body, HasSubstr("Chưa có số liệu"));
}

TEST_F(ReportPages, every_figure_of_the_board_opens_exactly_what_it_counts) {
  web::testing::Client control(router_);
  control.cookies["phien"] = "kiem";
  for (const auto* period : {"thang-2026-09", "quy-2026-3"}) {
    const auto page = control.get(std::string("/bang-dieu-hanh?ky=") + period);
    ASSERT_EQ(page.status, 200);
    std::set<std::string> facts;
    std::size_t opened = 0;
    for (const auto* head : {"/bao-cao/o?", "/bang-dieu-hanh/ho-so?"})
      for (const auto& f : testing::figures_of(page.body, head)) {
        EXPECT_EQ(testing::rows_behind(control, f.href), f.figure) << f.href;
        facts.insert(f.href.substr(0, f.href.find('?')));
        ++opened;
      }
    EXPECT_EQ(facts.size(), 2U);
    EXPECT_GT(opened, 20U) << "tiles, and parts and wholes of the indicators in three periods";
  }
}

TEST_F(ReportPages, the_board_is_narrowed_to_a_desk_a_division_and_an_officer_and_every_figure_still_opens) {
  const auto desk = std::to_string(w_.unit("xa/mot-cua").value), office = std::to_string(w_.unit("xa/van-phong").value),
             ha = std::to_string(w_.account("ha").value);
  const std::string month = "/bang-dieu-hanh?ky=thang-2026-09";
  const auto whole = get("kiem", month);
  for (const auto* words : {"Nơi tiếp nhận", "Đơn vị thụ lý", "Phòng Kinh tế xã Tân Phú"}) EXPECT_THAT(whole.body, HasSubstr(words));
  EXPECT_THAT(whole.body, Not(HasSubstr("Người thụ lý"))) << "people are chosen within a unit";
  EXPECT_THAT(whole.body, HasSubstr("Thanh toán trực tuyến"));
  web::testing::Client control(router_);
  control.cookies["phien"] = "kiem";
  for (const auto& more : {"&noi_nhan=" + desk, "&noi_xu_ly=" + office, "&noi_xu_ly=" + office + "&nguoi_xu_ly=" + ha}) {
    const auto page = control.get(month + more);
    ASSERT_EQ(page.status, 200) << more;
    EXPECT_THAT(page.body, Not(HasSubstr("Thanh toán trực tuyến"))) << "what is not told by desk is not shown";
    std::size_t opened = 0;
    for (const auto* head : {"/bao-cao/o?", "/bang-dieu-hanh/ho-so?"})
      for (const auto& f : testing::figures_of(page.body, head)) {
        EXPECT_EQ(testing::rows_behind(control, f.href), f.figure) << f.href;
        ++opened;
      }
    EXPECT_GT(opened, 8U) << more;
  }
  EXPECT_THAT(control.get(month + "&noi_xu_ly=" + office).body, HasSubstr("Phạm Thị Thu Hà"));
  EXPECT_EQ(control.get(month + "&noi_nhan=77").status, 404);
  EXPECT_EQ(control.get("/bang-dieu-hanh/ho-so?ky=thang-2026-09&chi_so=thanh-toan&noi_nhan=" + desk).status, 404);
  EXPECT_THAT(control.get("/bao-cao?ky=thang-2026-09&noi_nhan=" + desk).body, Not(HasSubstr("Chốt báo cáo")))
      << "what is signed off is a whole report";
}

TEST_F(ReportPages, the_head_of_a_division_sees_the_figures_of_what_it_worked_on) {
  const auto own = get("khanh", "/bang-dieu-hanh?ky=thang-2026-09");
  ASSERT_EQ(own.status, 200);
  EXPECT_THAT(own.body, HasSubstr("Văn phòng HĐND và UBND xã Tân Phú."));
  EXPECT_THAT(own.body, Not(HasSubstr("Trong kỳ này không có hồ sơ nào được đếm")));
  EXPECT_THAT(own.body, HasSubstr("Phạm Thị Thu Hà")) << "the officers of the division are there to choose";
  EXPECT_THAT(own.body, Not(HasSubstr("Phòng Kinh tế")));
  const auto other = get("khanh", "/bang-dieu-hanh?ky=thang-2026-09&don_vi=" + std::to_string(w_.unit("xa/kinh-te").value));
  EXPECT_THAT(other.body, HasSubstr("Chưa có số liệu"));
}

TEST_F(ReportPages, what_is_due_today_and_long_overdue_opens_those_and_no_others) {
  const auto unit = w_.unit("xa");
  Question q{.period = official_period(PeriodKind::month, 2026, 10), .unit = unit, .known = {}};
  const auto control = w_.as("kiem");
  FactLists facts{*database_, w_.clock, w_.identity, w_.catalog};
  std::int64_t due = 0, overdue = 0;
  for (int day = 0; day < 12; ++day, w_.clock.advance(std::chrono::hours{24})) {
    const auto board = reports_.board(control, q).value();
    const auto all = [&](std::string_view fact) {
      std::vector<ListedRow> rows;
      std::int64_t figure = 0;
      std::string after;
      do {
        auto page = facts.list(control, q, fact, false, after, 7).value();
        figure = page.figure;
        std::move(page.rows.begin(), page.rows.end(), std::back_inserter(rows));
        after = page.next;
      } while (!after.empty());
      EXPECT_EQ(figure, static_cast<std::int64_t>(rows.size())) << fact;
      return rows;
    };
    const auto today = all("hen-hom-nay"), late = all("qua-han-lau"), waited = all("cong-dan-cho");
    EXPECT_EQ(board.today.due, static_cast<std::int64_t>(today.size()));
    EXPECT_EQ(board.overdue_days, static_cast<std::int64_t>(late.size()));
    EXPECT_EQ(board.waiting.returned, static_cast<std::int64_t>(waited.size()));
    for (const auto& r : today) EXPECT_EQ(day_of(r.due_at), day_of(w_.clock.now()));
    for (const auto& r : late) EXPECT_LT(day_of(r.due_at), day_of(w_.clock.now()) - std::chrono::days{5});
    due += board.today.due;
    overdue += board.overdue_days;
  }
  EXPECT_GT(due, 0);
  EXPECT_GT(overdue, 0);
  EXPECT_FALSE(facts.list(control, q, "khong-co", false, ""));
  q.unit = w_.unit("xa-2");
  EXPECT_EQ(facts.list(control, q, "qua-han-lau", false, "")->figure, 0) << "another commune's are not told";
}

TEST_F(ReportPages, lists_procedures_without_dossiers_with_their_last_one) {
  const auto page = get("kiem", "/bao-cao/thu-tuc-khong-phat-sinh?ky=thang-2026-09");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Chưa từng có"));
  EXPECT_THAT(page.body, Not(HasSubstr("/thu-tuc/" + std::string(dossier::testing::kProcedure) + "\"")));
  const auto before = get("kiem", "/bao-cao/thu-tuc-khong-phat-sinh?ky=thang-2026-03");
  EXPECT_THAT(before.body, HasSubstr("/thu-tuc/" + std::string(dossier::testing::kProcedure) + "\""));
}

TEST_F(ReportPages, the_spreadsheet_read_back_holds_the_same_figures) {
  const auto file = get("kiem", "/bao-cao.xlsx?ky=thang-2026-09");
  ASSERT_EQ(file.status, 200);
  const auto path = write("07a.xlsx", file.body);
  const auto r = report("07a", official_period(PeriodKind::month, 2026, 9));
  // A small reader: the sheet and its shared strings as XML.
  const auto sheet = run("unzip -p '" + path + "' xl/worksheets/sheet1.xml"), words = run("unzip -p '" + path + "' xl/sharedStrings.xml");
  EXPECT_THAT(words, HasSubstr("Biểu số 07a/BTP/KSTT"));
  EXPECT_THAT(words, HasSubstr("Từ kỳ trước"));
  EXPECT_THAT(sheet, HasSubstr("<mergeCell ref="));
  const auto last = sheet.rfind("<row ");
  std::string total;
  for (std::size_t at = sheet.find("<v>", last); at != std::string::npos; at = sheet.find("<v>", at + 1))
    total += sheet.substr(at + 3, sheet.find('<', at + 3) - at - 3) + " ";
  std::string expected;
  for (const auto v : r.total.values) expected += std::to_string(v) + " ";
  EXPECT_THAT(total, ::testing::EndsWith(expected));
  const auto csv = get("kiem", "/bao-cao.csv?ky=thang-2026-09").body;
  std::string line = "TỔNG CỘNG";
  for (const auto v : r.total.values) line += "," + std::to_string(v);
  EXPECT_THAT(csv, HasSubstr(line));
  EXPECT_EQ(get("kiem", links(get("kiem", "/bao-cao?ky=thang-2026-09").body, "/bao-cao/o?")[0].insert(10, ".xlsx")).status, 200);
}

TEST_F(ReportPages, office_opens_every_form_and_shows_its_figures) {
  std::vector<print::Sheet> sheets;
  std::vector<std::string> files;
  const auto add = [&](print::Sheet sheet) {
    files.push_back(print::xlsx(sheet));
    sheets.push_back(std::move(sheet));
  };
  const auto september = official_period(PeriodKind::month, 2026, 9);
  for (const auto& f : forms()) {
    const auto r = report(f.id, f.id == "ii-06a" ? official_period(PeriodKind::month, 2026, 7) : september);
    EXPECT_FALSE(r.nothing) << f.id;
    add(sheet_of(r));
  }
  const Question q{.period = september, .unit = w_.unit("xa"), .known = {}};
  const auto cell = reports_.cell(w_.identity.system_actor(), *form("07a"), q, {}, 9, "", 500).value();
  EXPECT_GT(cell.rows.size(), 3U);
  add(sheet_of(cell, q));
  const auto opened = print::office::opened_by_office(files);
  for (std::size_t i = 0; i < sheets.size(); ++i) print::office::expect_same(sheets[i], opened.at(i));
}

TEST_F(ReportPages, the_printed_form_reads_as_the_official_one) {
  const auto file = get("kiem", "/bao-cao.pdf?ky=thang-2026-09");
  ASSERT_EQ(file.status, 200);
  const auto path = write("07a.pdf", file.body);
  const auto text = run("pdftotext -layout '" + path + "' -");
  for (const auto* words : {"Biểu số 07a/BTP/KSTT", "Thông tư 09/2026/TT-BTP", "Đơn vị báo cáo", "UBND cấp tỉnh", "Tháng 9 năm 2026",
                            "(15)", "TỔNG CỘNG", "THỦ TRƯỞNG ĐƠN VỊ", "Số lượng hồ sơ đang giải quyết"})
    EXPECT_THAT(text, HasSubstr(words));
  EXPECT_THAT(run("pdfinfo '" + path + "'"), HasSubstr("841.89 x 595.276 pts (A4)"));
  const auto wide = write("quan-ly.pdf", pdf_of(report("quan-ly", official_period(PeriodKind::quarter, 2026, 3))));
  EXPECT_THAT(run("pdftotext -layout '" + wide + "' -"), HasSubstr("Tạm dừng xử lý"));
}

TEST(Headings, cover_every_column_once_in_each_row) {
  for (const auto& f : forms()) {
    const auto heading = heading_of(f);
    std::set<std::pair<std::size_t, int>> covered;
    std::size_t cells = 0;
    for (std::size_t r = 0; r < heading.size(); ++r)
      for (const auto& c : heading[r])
        for (int row = 0; row < c.rows; ++row)
          for (int column = 0; column < c.columns; ++column) {
            covered.emplace(r + static_cast<std::size_t>(row), c.column + column);
            ++cells;
          }
    EXPECT_EQ(cells, covered.size()) << f.id;
    EXPECT_EQ(cells, heading.size() * (f.columns.size() + 2)) << f.id;
  }
}

}  // namespace
}  // namespace motcua::reports
