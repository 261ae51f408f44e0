// Forms of several sources: what is counted is its list, what is entered keeps its source and its history.
#include "reports/mixed.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "print/testing_office.hpp"
#include "reports/mixed_exports.hpp"
#include "reports/mixed_sources.hpp"
#include "reports/pages.hpp"
#include "reports/pages_mixed.hpp"
#include "store/testing_raw.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Period kQuarter = official_period(PeriodKind::quarter, 2026, 3);  // 15/6 to 14/9, cut after 01/8

TEST(MixedForms, sums_name_columns_that_are_there_and_every_other_says_what_it_counts) {
  for (const auto& f : mixed_forms()) {
    for (const auto& c : f.columns) {
      EXPECT_TRUE(!c.sum.empty() || !c.rule.empty()) << f.id << " " << c.number;
      for (const int n : summands(c.sum)) {
        const auto* part = column(f, n);
        ASSERT_NE(part, nullptr) << f.id << " " << c.number;
        EXPECT_TRUE(part->sum.empty()) << f.id << ": a sum of sums";
      }
      EXPECT_EQ(column(f, c.number), &c) << f.id << ": a number stands once";
    }
    for (const auto& r : f.rows)
      if (r.fill == Fill::gathered) {
        const auto* from = mixed_form(f.gathers_from);
        ASSERT_NE(from, nullptr) << f.id;
        for (const auto& c : f.columns)
          if (fill_of(f, r.key, c) == Fill::gathered) {
            EXPECT_NE(column(*from, c.number), nullptr) << f.id << " " << c.number;
          }
      }
  }
}

TEST(MixedForms, hold_from_the_first_of_august_and_for_their_kinds_of_period) {
  const auto ids = [](identity::Level level, const Period& p) {
    std::vector<std::string> found;
    for (const auto* f : mixed_forms_for(level, p)) found.emplace_back(f->id);
    return found;
  };
  using identity::Level;
  EXPECT_THAT(ids(Level::province, official_period(PeriodKind::month, 2026, 8)), ::testing::ElementsAre("03b", "04b"));
  EXPECT_THAT(ids(Level::province, kQuarter), ::testing::ElementsAre("03b", "04b", "06b", "08c"));
  EXPECT_THAT(ids(Level::commune, kQuarter), ::testing::ElementsAre("06a", "08b"));
  EXPECT_TRUE(ids(Level::commune, official_period(PeriodKind::month, 2026, 8)).empty()) << "none is monthly";
  EXPECT_TRUE(ids(Level::province, official_period(PeriodKind::month, 2026, 7)).empty()) << "cut on 14/7, before they hold";
  EXPECT_TRUE(ids(Level::province, free_period(kQuarter.from, kQuarter.to)).empty());
  const auto today = parse_day("2026-11-25").value();
  EXPECT_EQ(latest_period(*mixed_form("06a"), today).word, "quy-2026-3");
  EXPECT_EQ(latest_period(*mixed_form("03b"), today).word, "thang-2026-11");
}

class Mixed : public ::testing::TestWithParam<store::Engine> {
 protected:
  Mixed() {
    w_.person("kiem-2", "Lý Thị Xuân", identity::Role::control, "xa-2/ubnd");
    w_.person("kiem-tinh", "Mai Văn Tỉnh", identity::Role::control, "tinh");
    w_.person("lanh_dao", "Nguyễn Văn Lãnh", identity::Role::leader, "xa/ubnd");
    w_.person("kiem-khac", "Đỗ Minh Quân", identity::Role::control, "xa/ubnd");
    router_.add(web::bind_routes("mixed", pages_, MixedPages::routes()));
    router_.add(web::bind_routes("reports", report_pages_, Pages::routes()));
  }
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }
  MixedAsk ask(std::string_view form, std::string_view unit, Period period = kQuarter) const {
    return {mixed_form(form), std::move(period), w_.unit(unit)};
  }
  static EntryWish staff(std::string five = "3") {
    return {.row = "don-vi",
            .values = {{5, std::move(five)}, {6, "2"}, {7, "0"}, {8, "1"}, {9, "1"}, {10, "1"}, {11, "0"}},
            .source = "Báo cáo 12/BC-UBND",
            .source_day = "10/09/2026"};
  }
  const MixedValue& value(const MixedReport& r, std::string_view row, int number) const {
    for (const auto& l : r.lines)
      if (l.key == row) return l.values.at(static_cast<std::size_t>(column(*r.ask.form, number) - r.ask.form->columns.data()));
    ADD_FAILURE() << row;
    return r.lines.front().values.front();
  }
  std::string shown(const MixedReport& r, std::string_view row, int number) const {
    return words(*column(*r.ask.form, number), value(r, row, number));
  }
  std::string verify() {
    for (const auto& v : reports_.verifiers())
      if (const auto broken = db_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }
  web::testing::Client client(std::string who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c;
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  CatalogFormSource published_{w_.catalog, w_.identity};
  UnitFormSource places_{w_.identity};
  MixedForms forms_{*db_, w_.clock, w_.identity, reports_, {&published_, &places_}};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{gate_, w_.clock}, {.secret = std::string(32, 's')}};
  MixedPages pages_{forms_, reports_, w_.identity, w_.catalog, shells_};
  Pages report_pages_{reports_, w_.identity, w_.catalog, w_.clock, shells_};
};
MOTCUA_EACH_ENGINE(Mixed);

TEST_P(Mixed, what_nobody_entered_is_unknown_and_never_zero) {
  const auto r = forms_.report(w_.as("kiem"), ask("08b", "xa")).value();
  EXPECT_EQ(shown(r, "don-vi", 3), "1") << "the one-stop unit of the tree";
  EXPECT_EQ(shown(r, "don-vi", 5), "chưa có số liệu");
  EXPECT_EQ(shown(r, "don-vi", 4), "chưa có số liệu") << "a sum of nothing known";
  EXPECT_EQ(r.send->to, "UBND cấp tỉnh");
  EXPECT_EQ(r.send->day, parse_day("2026-09-20").value());
}

TEST_P(Mixed, a_figure_is_entered_with_its_source_and_corrected_without_losing_the_first) {
  const auto a = ask("08b", "xa");
  ASSERT_EQ(forms_.enter(w_.as("kiem"), a, staff()).value(), 7);
  EXPECT_EQ(forms_.enter(w_.as("kiem"), a, staff()).value(), 0) << "the same again is nothing new";
  w_.clock.advance(std::chrono::hours{24});
  auto again = staff("4");
  again.values = {{5, "4"}, {6, ""}};
  again.source = "Biên bản rà soát 02/BB";
  ASSERT_EQ(forms_.enter(w_.as("kiem-khac"), a, again).value(), 1);
  const auto r = forms_.report(w_.as("kiem"), a).value();
  EXPECT_EQ(shown(r, "don-vi", 4), "6");
  EXPECT_FALSE(value(r, "don-vi", 4).partial);
  EXPECT_EQ(shown(r, "don-vi", 11), "0") << "known to be none";
  const auto cell = forms_.cell(w_.as("lanh_dao"), a, "don-vi", 5).value();
  ASSERT_EQ(cell.history.size(), 2U);
  EXPECT_EQ(cell.history[0].amount, 4);
  EXPECT_EQ(cell.history[0].by_name, "Đỗ Minh Quân");
  EXPECT_EQ(cell.history[1].source, "Báo cáo 12/BC-UBND");
  ASSERT_EQ(cell.facts.size(), 1U);
  EXPECT_THAT(cell.facts[0].detail, HasSubstr("Biên bản rà soát 02/BB"));
  EXPECT_EQ(verify(), "");
  static constexpr store::Sql kTamper{"test.tamper", "UPDATE reports_entry SET amount = amount + 1 WHERE column_no = 6"};
  ASSERT_TRUE(db_->write([&](store::Tx& tx) -> Status {
    tx.exec(kTamper);
    return {};
  }));
  EXPECT_THAT(verify(), HasSubstr("reports_entry"));
}

TEST_P(Mixed, refuses_what_makes_no_sense_and_whoever_may_not) {
  const auto a = ask("08b", "xa");
  const auto key = [&](std::string_view who, const MixedAsk& at, const EntryWish& wish) {
    const auto done = forms_.enter(w_.as(who), at, wish);
    return done ? std::string() : done.error().key;
  };
  EXPECT_EQ(key("lanh_dao", a, staff()), "reports.may_not_enter");
  EXPECT_EQ(key("kiem-2", a, staff()), "reports.no_mixed_unit") << "another commune does not see it";
  auto wrong = staff("-1");
  EXPECT_EQ(key("kiem", a, wrong), "reports.entry_invalid");
  wrong = staff();
  wrong.values[8] = "2";
  EXPECT_EQ(key("kiem", a, wrong), "reports.entry_invalid") << "has it or has it not";
  wrong = staff();
  wrong.source = "";
  EXPECT_EQ(key("kiem", a, wrong), "reports.entry_invalid");
  wrong = staff();
  wrong.source_day = "01/01/2030";
  EXPECT_EQ(key("kiem", a, wrong), "reports.entry_invalid") << "a source of tomorrow";
  wrong = staff();
  wrong.values = {{3, "5"}};
  EXPECT_EQ(key("kiem", a, wrong), "reports.no_entry_cell") << "what the record knows is not entered";
  wrong.values = {};
  EXPECT_EQ(key("kiem", a, wrong), "reports.entry_invalid");
  EXPECT_EQ(key("kiem", ask("08b", "xa", official_period(PeriodKind::quarter, 2027, 3)), staff()), "reports.enter_too_early");
  EXPECT_EQ(key("kiem", ask("08b", "xa", official_period(PeriodKind::month, 2026, 8)), staff()), "reports.form_not_for_period");
  EXPECT_EQ(key("kiem-tinh", ask("08b", "tinh"), staff()), "reports.form_of_another_level");
  EXPECT_EQ(forms_.report(w_.as("kiem"), ask("08c", "tinh")).error().key, "reports.no_mixed_unit");
  EXPECT_EQ(forms_.cell(w_.as("kiem"), a, "don-vi", 99).error().key, "reports.no_mixed_cell");
  EXPECT_EQ(forms_.cell(w_.as("kiem"), a, "tong", 3).error().key, "reports.no_mixed_cell") << "a form of one row has no sum";
}

TEST_P(Mixed, as_known_on_a_day_is_the_form_that_was_made_that_day_and_tells_what_came_later) {
  const auto a = ask("08b", "xa"), province = ask("08c", "tinh");
  struct Made {
    Day on;
    MixedReport commune, whole;
  };
  std::vector<Made> made;
  const auto keep = [&] {
    made.push_back({day_of(w_.clock.now()), forms_.report(w_.as("kiem"), a).value(), forms_.report(w_.as("kiem-tinh"), province).value()});
    w_.clock.advance(std::chrono::hours{24});
  };
  keep();
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), a, staff("3")));
  keep();
  auto again = staff("4");
  again.values = {{5, "4"}};
  again.source = "Biên bản rà soát 02/BB";
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), a, again));
  keep();
  ASSERT_TRUE(forms_.enter(w_.as("kiem-2"), ask("08b", "xa-2"), staff("5")));
  keep();
  const auto same = [](const MixedReport& then, const MixedReport& now) {
    ASSERT_EQ(then.lines.size(), now.lines.size());
    for (std::size_t i = 0; i < then.lines.size(); ++i) EXPECT_EQ(then.lines[i].values, now.lines[i].values) << then.lines[i].key;
  };
  for (const auto& m : made) {
    auto then = a, whole = province;
    then.known = whole.known = m.on;
    same(m.commune, forms_.report(w_.as("kiem"), then).value());
    same(m.whole, forms_.report(w_.as("kiem-tinh"), whole).value());
  }
  auto first = a;
  first.known = made[1].on;
  const auto r = forms_.report(w_.as("kiem"), first).value();
  EXPECT_EQ(shown(r, "don-vi", 5), "3");
  ASSERT_EQ(r.later.size(), 1U);
  EXPECT_THAT(r.later[0], HasSubstr("Biên bản rà soát 02/BB"));
  EXPECT_EQ(forms_.cell(w_.as("kiem"), first, "don-vi", 5)->history.size(), 1U);
  EXPECT_EQ(forms_.enter(w_.as("kiem"), first, staff("9")).error().key, "reports.past_is_only_read");
  EXPECT_EQ(forms_.freeze(w_.as("kiem"), first).error().key, "reports.past_is_only_read");
  // What came to the catalogue after the day was not known then.
  auto before = ask("03b", "tinh");
  before.known = made[0].on - std::chrono::days{400};
  EXPECT_EQ(value(forms_.report(w_.as("kiem-tinh"), before).value(), "trung-uong", 10).amount, 0);

  const auto page = client("kiem").get("/bao-cao/bieu?bieu=08b&ky=quy-2026-3&biet_den=" + vn_date(made[1].on));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("Số liệu như đã biết hết ngày " + vn_date(made[1].on)));
  EXPECT_THAT(page.body, HasSubstr("Nhập sau ngày đó"));
  EXPECT_THAT(page.body, Not(HasSubstr("Chốt biểu này")));
  EXPECT_THAT(page.body, Not(HasSubstr("Nhập số liệu:")));
  EXPECT_GE(client("kiem").get("/bao-cao/bieu?bieu=08b&ky=quy-2026-3&biet_den=x").status, 400);
}

TEST_P(Mixed, a_province_gathers_what_its_communes_entered_and_says_who_has_not) {
  const auto province = ask("08c", "tinh");
  EXPECT_EQ(shown(forms_.report(w_.as("kiem-tinh"), province).value(), "cap-xa", 5), "chưa có số liệu");
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), ask("08b", "xa"), staff("3")));
  auto r = forms_.report(w_.as("kiem-tinh"), province).value();
  EXPECT_EQ(shown(r, "cap-xa", 5), "3");
  EXPECT_TRUE(value(r, "cap-xa", 5).partial);
  EXPECT_EQ(forms_.cell(w_.as("kiem-tinh"), province, "cap-xa", 5)->coverage, "1 trong 2 đơn vị đã nhập.");
  ASSERT_TRUE(forms_.enter(w_.as("kiem-2"), ask("08b", "xa-2"), staff("5")));
  r = forms_.report(w_.as("kiem-tinh"), province).value();
  EXPECT_EQ(shown(r, "cap-xa", 5), "8");
  EXPECT_FALSE(value(r, "cap-xa", 5).partial);
  EXPECT_EQ(shown(r, "cap-xa", 3), "2");
  EXPECT_EQ(shown(r, "cap-xa", 8), "2") << "units that have it";
  EXPECT_TRUE(value(r, kTotalRow, 5).partial) << "the province has not entered its own";
  EXPECT_EQ(shown(r, kTotalRow, 5), "8");
  const auto cell = forms_.cell(w_.as("kiem-tinh"), province, "cap-xa", 4).value();
  EXPECT_EQ(cell.facts.size(), 6U) << "two communes, three kinds of people";
  EXPECT_THAT(cell.facts[0].href, HasSubstr("bieu=08b"));
}

TEST_P(Mixed, every_counted_figure_is_the_sum_of_its_list) {
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), ask("08b", "xa"), staff()));
  std::size_t cells = 0;
  for (const auto* id : {"03b", "08c"}) {
    const auto r = forms_.report(w_.as("kiem-tinh"), ask(id, "tinh")).value();
    for (const auto& l : r.lines)
      for (std::size_t i = 0; i < l.values.size(); ++i) {
        if (l.values[i].none) continue;
        const auto cell = forms_.cell(w_.as("kiem-tinh"), r.ask, l.key, r.ask.form->columns[i].number).value();
        EXPECT_EQ(cell.value, l.values[i]) << id << " " << l.key;
        std::int64_t sum = 0;
        for (const auto& f : cell.facts) sum += f.amount;
        EXPECT_EQ(sum, l.values[i].amount) << id << " " << l.key << " " << i;
        EXPECT_EQ(static_cast<std::int64_t>(cell.facts.size()), l.values[i].things);
        ++cells;
      }
  }
  EXPECT_GT(cells, 40U);
  // Procedures of the pack are in force, none began in the quarter.
  const auto r = forms_.report(w_.as("kiem-tinh"), ask("03b", "tinh")).value();
  catalog::Search search;
  search.day = kQuarter.to;
  const auto in_force = w_.catalog.search(search).total;
  EXPECT_EQ(value(r, kTotalRow, 10).amount, in_force);
  EXPECT_EQ(value(r, kTotalRow, 4).amount, 0);
  EXPECT_EQ(shown(r, "trung-uong", 8), "chưa có số liệu");
}

TEST_P(Mixed, a_form_signed_off_keeps_its_figures) {
  const auto a = ask("08b", "xa");
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), a, staff()));
  EXPECT_EQ(forms_.freeze(w_.as("lanh_dao"), a).error().key, "reports.may_not_freeze_form");
  const auto id = forms_.freeze(w_.as("kiem"), a).value();
  EXPECT_EQ(verify(), "");
  auto later = staff("9");
  later.source = "Biên bản 5";
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), a, later));
  const auto f = forms_.frozen(w_.as("lanh_dao"), id).value();
  EXPECT_EQ(shown(f.then, "don-vi", 5), "3");
  EXPECT_EQ(shown(f.now, "don-vi", 5), "9");
  EXPECT_EQ(f.summary.title, "Biểu số 08b/BTP/KSTT, Quý III năm 2026");
  EXPECT_FALSE(forms_.frozen(w_.as("kiem-2"), id));
  const auto page = client("kiem").get(fmt::format("/bao-cao/bieu/da-chot/{}", id));
  EXPECT_THAT(page.body, HasSubstr("3, nay 9"));
  EXPECT_THAT(client("kiem").get("/bao-cao/da-chot").body, HasSubstr(fmt::format("/bao-cao/bieu/da-chot/{}", id)));
}

TEST_P(Mixed, pages_take_a_figure_and_lose_nothing_typed) {
  auto c = client("kiem");
  const auto unit = std::to_string(w_.unit("xa").value);
  EXPECT_EQ(client("ha").get("/bao-cao/bieu").status, 403);
  const auto page = c.get("/bao-cao/bieu?bieu=08b&ky=quy-2026-3&don_vi=" + unit);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("Biểu số 08b/BTP/KSTT"));
  EXPECT_THAT(page.body, HasSubstr("chưa có số liệu"));
  EXPECT_THAT(page.body, HasSubstr("Nhập số liệu"));
  EXPECT_THAT(client("lanh_dao").get("/bao-cao/bieu?bieu=08b&don_vi=" + unit).body, Not(HasSubstr("Nhập số liệu: ")));
  EXPECT_EQ(client("lanh_dao").get("/bao-cao/bieu/nhap?bieu=08b&ky=quy-2026-3&hang=don-vi&don_vi=" + unit).status, 403);
  const std::vector<std::pair<std::string, std::string>> where{{"bieu", "08b"}, {"ky", "quy-2026-3"}, {"don_vi", unit}, {"hang", "don-vi"}};
  auto typed = where;
  typed.insert(typed.end(), {{"cot_5", "ba"}, {"cot_6", "2"}, {"nguon", "Báo cáo 12"}, {"ngay_nguon", "10/09/2026"}});
  const auto refused = c.post("/bao-cao/bieu/nhap", typed);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Báo cáo 12"));
  EXPECT_THAT(refused.body, HasSubstr("Nhập một số nguyên từ 0 trở lên."));
  typed = where;
  typed.insert(typed.end(), {{"cot_5", "3"}, {"nguon", "Báo cáo 12"}, {"ngay_nguon", "10/09/2026"}});
  EXPECT_EQ(c.post("/bao-cao/bieu/nhap", typed).status, 303);
  const auto cell = c.get("/bao-cao/bieu/o?bieu=08b&ky=quy-2026-3&hang=don-vi&cot=5&don_vi=" + unit);
  EXPECT_THAT(cell.body, HasSubstr("Các lần nhập"));
  EXPECT_THAT(cell.body, HasSubstr("Cao Hữu Nghĩa"));
  EXPECT_EQ(c.get("/bao-cao/bieu?bieu=99&don_vi=" + unit).status, 404);
  EXPECT_GE(c.get("/bao-cao/bieu/o?bieu=08b&ky=thang-2026-08&hang=don-vi&cot=5&don_vi=" + unit).status, 400);
  EXPECT_EQ(c.get("/bao-cao/bieu?bieu=08b&don_vi=" + std::to_string(w_.unit("xa-2").value)).status, 404) << "another commune's";
}

TEST_P(Mixed, files_hold_what_the_page_shows) {
  ASSERT_TRUE(forms_.enter(w_.as("kiem"), ask("08b", "xa"), staff()));
  std::vector<print::Sheet> sheets;
  std::vector<std::string> files;
  const auto add = [&](print::Sheet sheet) {
    files.push_back(print::xlsx(sheet));
    sheets.push_back(std::move(sheet));
  };
  for (const auto& f : mixed_forms()) {
    const bool province = f.level == identity::Level::province;
    const auto r = forms_.report(w_.as(province ? "kiem-tinh" : "kiem"), ask(f.id, province ? "tinh" : "xa")).value();
    add(sheet_of(r));
    const auto pdf = pdf_of(r);
    EXPECT_TRUE(pdf.starts_with("%PDF")) << f.id;
  }
  const auto r = forms_.report(w_.as("kiem-tinh"), ask("03b", "tinh")).value();
  add(sheet_of(r, forms_.cell(w_.as("kiem-tinh"), r.ask, "trung-uong", 10).value()));
  const auto opened = print::office::opened_by_office(files);
  for (std::size_t i = 0; i < sheets.size(); ++i) print::office::expect_same(sheets[i], opened.at(i));
  const auto query = "?bieu=08b&ky=quy-2026-3&don_vi=" + std::to_string(w_.unit("xa").value);
  for (const auto* kind : {".xlsx", ".csv", ".pdf"}) EXPECT_EQ(client("kiem").get(std::string("/bao-cao/bieu") + kind + query).status, 200);
  EXPECT_THAT(client("kiem").get("/bao-cao/bieu.csv" + query).body, HasSubstr("Bộ phận Một cửa của đơn vị,1,5,3,2,0,1,1,1,0"));
}

}  // namespace
}  // namespace motcua::reports
