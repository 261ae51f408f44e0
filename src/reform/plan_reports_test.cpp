// Periodic reports: periods, template, live figures, versions of texts, the frozen copy; on both databases.
#include "reform/plan_reports.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/letters_report.hpp"
#include "reform/pages.hpp"
#include "reform/testing_world.hpp"
#include "store/testing_raw.hpp"

namespace motcua::reform {
namespace {

using testing::day;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ReportSpans, are_cut_on_the_fourteenth) {
  struct Row {
    ReportKind kind;
    int quarter;
    const char *from, *to;
  };
  for (const auto& r :
       {Row{ReportKind::quarter, 1, "2025-12-15", "2026-03-14"}, Row{ReportKind::quarter, 3, "2026-06-15", "2026-09-14"},
        Row{ReportKind::half_year, 0, "2025-12-15", "2026-06-14"}, Row{ReportKind::nine_months, 0, "2025-12-15", "2026-09-14"},
        Row{ReportKind::year, 0, "2025-12-15", "2026-12-14"}}) {
    const auto span = span_of(r.kind, 2026, r.quarter);
    EXPECT_EQ(iso(span.from), r.from);
    EXPECT_EQ(iso(span.to), r.to);
  }
  EXPECT_EQ(report_title(ReportKind::quarter, 2026, 3), "Báo cáo công tác cải cách hành chính quý III năm 2026");
}

TEST(ReportTemplates, name_only_figures_they_have_and_every_annex_has_lines) {
  const auto t = report_template(day("2026-11-29"));
  EXPECT_GT(t.parts.size(), 20U);
  for (const auto& part : t.parts)
    for (const auto& key : part.figures) EXPECT_NE(t.line(key), nullptr) << part.code << ": " << key;
  for (int annex = 1; annex <= 7; ++annex)
    EXPECT_TRUE(std::ranges::any_of(t.lines, [&](const auto& l) { return l.annex == annex; })) << annex;
  EXPECT_TRUE(report_template(day("2020-01-01")).parts.empty());
}

class ReportsOf : public testing::ReformTest {
 protected:
  ReportsOf() { router_.add(pages_.routes()); }
  PlanReports& reports() { return w.reform.services().plan_reports; }
  std::int64_t begun(ReportKind kind = ReportKind::quarter, int quarter = 3) {
    const auto id = reports().begin(w.as("kiem"), w.unit("xa/ubnd"), kind, 2026, quarter);
    EXPECT_TRUE(id) << id.error().message;
    return id.value_or(0);
  }
  // A plan of two tasks, one of them done.
  void planned() {
    auto& plans = w.reform.services().plans;
    const auto kiem = w.as("kiem");
    const auto plan = plans.draft(kiem, {.unit = w.unit("xa/ubnd"), .year = 2026, .title = "Kế hoạch 2026"}).value();
    std::int64_t first = 0;
    for (const auto* text : {"Niêm yết thủ tục", "Đối thoại"})
      first = plans.add_task(kiem, plan, {.text = text, .lead = w.unit("xa/van-phong"), .due = day("2026-12-01"), .product = "Báo cáo"})
                  .value();
    ASSERT_TRUE(plans.issue(kiem, plan, "5/KH", day("2026-01-10"), ""));
    const auto proof = plans.register_proof(w.as("ha"), first, {.text = "Báo cáo", .number = "1/BC", .day = day("2026-10-01")}).value();
    ASSERT_TRUE(plans.judge_proof(kiem, proof, true, ""));
    ASSERT_TRUE(plans.finish(kiem, first, Evaluation::met));
  }
  web::testing::Client client(std::string who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c;
  }
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w.base};
  Pages pages_{w.reform, shells_};
  web::Router router_{{gate_, w.base.clock}, {.secret = std::string(32, 's')}};
};
MOTCUA_EACH_ENGINE(ReportsOf);

TEST_P(ReportsOf, figures_are_read_live_and_what_nobody_knows_is_unknown) {
  const auto id = begun();
  EXPECT_EQ(begun(), id) << "one report for a unit and a period";
  EXPECT_EQ(reports().open(w.as("kiem"), id)->figure("ke-hoach.nhiem-vu").text(), "chưa có số liệu") << "no plan is not zero tasks";
  planned();
  const auto v = reports().open(w.as("kiem"), id).value();
  EXPECT_EQ(v.figure("ke-hoach.nhiem-vu").value, "1/2");
  EXPECT_EQ(v.figure("ke-hoach.ty-le").value, "50,00%");
  EXPECT_THAT(v.figure("ke-hoach.nhiem-vu").href, HasSubstr("/cai-cach/ke-hoach/"));
  EXPECT_EQ(v.figure("kiem-tra.phat-hien").text(), "chưa có số liệu");
  EXPECT_EQ(v.figure("ho-so.tiep-nhan").value, "0");
  EXPECT_EQ(v.figure("nhap.dao-tao").text(), "chưa có số liệu");
  EXPECT_EQ(reports().enter(w.as("kiem"), id, "ho-so.tiep-nhan", "99", "Sổ").error().fields.at(0).field, "so_lieu")
      << "live figures are not typed";
  EXPECT_EQ(reports().enter(w.as("kiem"), id, "nhap.dao-tao", "12", " ").error().fields.at(0).field, "nguon");
  ASSERT_TRUE(reports().enter(w.as("kiem"), id, "nhap.dao-tao", "12", "Danh sách lớp"));
  ASSERT_TRUE(reports().enter(w.as("kiem"), id, "nhap.dao-tao", "13", "Danh sách lớp"));
  EXPECT_EQ(reports().open(w.as("kiem"), id)->figure("nhap.dao-tao").value, "13");
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(ReportsOf, each_text_is_a_version_and_the_signed_copy_stays_as_it_was) {
  planned();
  const auto id = begun();
  ASSERT_TRUE(reports().write(w.as("kiem"), id, "III.1", "Bản một"));
  ASSERT_TRUE(reports().write(w.as("kiem"), id, "III.1", "Bản hai"));
  ASSERT_TRUE(reports().write(w.as("kiem"), id, "III.1", "Bản hai")) << "the same text makes no version";
  EXPECT_EQ(reports().write(w.as("kiem"), id, "III", "Vào tiêu đề").error().code, Errc::not_found);
  EXPECT_EQ(reports().open(w.as("kiem"), id)->texts.at("III.1").size(), 2U);
  EXPECT_EQ(reports().sign(w.as("kiem"), id, "", "A").error().fields.at(0).field, "so");
  EXPECT_EQ(reports().sign(w.as("kiem"), begun(ReportKind::year, 0), "1/BC", "A").error().key, "reform.report_early");
  ASSERT_TRUE(reports().sign(w.as("kiem"), id, "9/BC-UBND", "Chủ tịch"));
  const auto pdf = client("kiem").get("/cai-cach/bao-cao/" + std::to_string(id) + "/in.pdf");
  EXPECT_FALSE(pdf.file.empty()) << "the kept copy, not one made anew";
  EXPECT_EQ(reports().write(w.as("kiem"), id, "III.1", "Bản ba").error().key, "reform.report_signed");
  // The plan goes on; the report does not.
  auto& plans = w.reform.services().plans;
  const auto open = plans.tasks(w.as("kiem"), Plans::List::all);
  for (const auto& t : open)
    if (t.task.course == Course::open) {
      ASSERT_TRUE(plans.stop(w.as("kiem"), t.task.id, "QĐ 1"));
    }
  EXPECT_EQ(reports().open(w.as("kiem"), id)->figure("ke-hoach.nhiem-vu").value, "1/2");
  EXPECT_EQ(w.broken(*database), "");
  store::RawDatabase raw(database.url());
  EXPECT_EQ(raw.change("UPDATE reform_report_line SET value = '2/2' WHERE figure = 'ke-hoach.nhiem-vu'"), 1);
  EXPECT_THAT(w.broken(*database), HasSubstr("reform_report_line"));
}

TEST_P(ReportsOf, pages_keep_what_was_typed_and_refuse_who_may_not) {
  planned();
  const auto id = begun();
  const auto path = "/cai-cach/bao-cao/" + std::to_string(id);
  const auto page = client("kiem").get(path).body;
  EXPECT_THAT(page, HasSubstr("1/2"));
  EXPECT_THAT(page, HasSubstr("chưa có số liệu"));
  EXPECT_EQ(client("kiem").post(path + "/viet", {{"muc", "III.2"}, {"noi_dung", "Còn chậm."}}).status, 303);
  EXPECT_THAT(client("kiem").get(path + "?muc=III.2").body, HasSubstr("Còn chậm."));
  const auto wrong = client("kiem").post(path + "/so-lieu", {{"so_lieu", "nhap.dao-tao"}, {"gia_tri", "mười hai"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("mười hai"));
  EXPECT_TRUE(client("kiem").get(path + "/in.pdf").body.starts_with("%PDF"));
  EXPECT_TRUE(client("kiem").get(path + "/phu-luc.xlsx").body.starts_with("PK"));
  EXPECT_EQ(client("ha").get("/cai-cach/bao-cao/lap").status, 403);
  EXPECT_EQ(client("xa2").get(path).status, 404);
  EXPECT_EQ(client("kiem").get(path + "/viet?muc=I").status, 404);
  EXPECT_EQ(client("kiem")
                .post("/cai-cach/bao-cao/lap", {{"don_vi", std::to_string(w.unit("xa/ubnd").value)}, {"loai", "year"}, {"nam", "2030"}})
                .status,
            422);
}

}  // namespace
}  // namespace motcua::reform
