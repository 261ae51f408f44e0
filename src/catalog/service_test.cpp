#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "catalog/catalog.hpp"
#include "store/journal.hpp"
#include "store/testing.hpp"

namespace motcua::catalog {
namespace {

Day day(std::string_view text) { return *parse_day(text); }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not in the pack: " + std::string(from));
  return text.replace(at, from.size(), to);
}

PackFile shipped(std::string_view name) {
  for (auto& pack : Catalog::shipped_packs())
    if (pack.name == name) return pack;
  throw std::runtime_error("no such pack");
}

// The pack with another term of the residence registration.
PackFile residence_with_term(int days) {
  auto pack = shipped("cu-tru.yaml");
  pack.text = replaced(pack.text, "    value: 7\n", "    value: " + std::to_string(days) + "\n");
  return pack;
}

class TwoRunning final : public RunningCases {
 public:
  std::vector<Count> by_step(store::ReadTx&, VersionId) const override { return {{"tiep-nhan", 2}, {"buoc-cu", 1}}; }
};

class CatalogService : public store::EngineTest {
 protected:
  CatalogService() : EngineTest({migrations()}), clock_(*parse_instant("2026-11-25T08:00")), ids_(clock_), catalog_(db(), clock_, ids_) {}

  ImportPlan import(const std::vector<PackFile>& packs, std::optional<Day> effective = std::nullopt) {
    auto plan = catalog_.import(packs, effective, {7, 3});
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
    return plan ? *plan : ImportPlan{};
  }
  std::vector<std::string> found(std::string_view text, std::string_view field = "", std::string_view event = "") {
    Search search;
    search.text = text;
    search.field = field;
    search.life_event = event;
    search.day = day("2026-11-25");
    search.page_size = 100;
    std::vector<std::string> codes;
    for (const auto& row : catalog_.search(search).rows) codes.push_back(row.code);
    return codes;
  }
  std::string first(std::string_view text) {
    const auto codes = found(text);
    return codes.empty() ? "" : codes.front();
  }

  FixedClock clock_;
  IdSource ids_;
  Catalog catalog_;
};
MOTCUA_EACH_ENGINE(CatalogService);

TEST_P(CatalogService, imports_the_shipped_packs_once_and_changes_nothing_the_second_time) {
  const auto packs = Catalog::shipped_packs();
  const auto first_time = import(packs);
  EXPECT_EQ(first_time.added, 85);
  EXPECT_EQ(first_time.changed + first_time.unchanged, 0);
  const auto version = (*catalog_.on_day("1.001193", day("2026-11-25")))->id;
  clock_.advance(std::chrono::hours(24));
  const auto second_time = import(packs);
  EXPECT_EQ(second_time.unchanged, 85);
  EXPECT_EQ(second_time.added + second_time.changed, 0);
  EXPECT_EQ((*catalog_.on_day("1.001193", day("2026-11-26")))->id, version);
  EXPECT_EQ(catalog_.versions("1.001193").size(), 1u);
  EXPECT_EQ(catalog_.fields().size(), 13u);
}

TEST_P(CatalogService, gives_the_version_that_holds_on_the_day) {
  import({residence_with_term(7)}, day("2020-01-01"));
  import({residence_with_term(9)}, day("2026-12-01"));
  import({residence_with_term(8)}, day("2024-07-01"));
  for (const auto& [at, term] : std::vector<std::pair<std::string_view, int>>{
           {"2020-01-01", 7}, {"2024-06-30", 7}, {"2024-07-01", 8}, {"2026-11-30", 8}, {"2026-12-01", 9}, {"2031-01-01", 9}}) {
    const auto version = catalog_.on_day("1.004222", day(at));
    ASSERT_TRUE(version) << at;
    EXPECT_EQ((*version)->time_limit.value, term) << at;
    EXPECT_TRUE((*version)->holds_on(day(at))) << at;
  }
  const auto before = catalog_.on_day("1.004222", day("2019-12-31"));
  ASSERT_FALSE(before);
  EXPECT_EQ(before.error().code, Errc::not_found);
  EXPECT_FALSE(catalog_.on_day("9.999999", day("2026-11-25")));
}

TEST_P(CatalogService, tells_each_change_and_whom_it_touches_before_it_is_applied) {
  import({residence_with_term(7)});
  const TwoRunning running;
  catalog_.set_running_cases(running);
  auto pack = residence_with_term(5);
  pack.text = replaced(pack.text, "Lệ phí đăng ký thường trú", "Lệ phí cư trú");
  const auto plan = catalog_.preview(std::vector{pack}, day("2027-01-01"));
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->changed, 1);
  EXPECT_EQ(plan->unchanged, 2);
  const auto changed = std::ranges::find(plan->procedures, std::string("1.004222"), &PlannedProcedure::code);
  ASSERT_NE(changed, plan->procedures.end());
  std::set<std::string> paths;
  for (const auto& change : changed->changes) paths.insert(change.path + ": " + change.before + " -> " + change.after);
  EXPECT_EQ(paths,
            (std::set<std::string>{"time_limit.value: 7 -> 5", "fees.le-phi-cu-tru.name: Lệ phí đăng ký thường trú -> Lệ phí cư trú"}));
  EXPECT_EQ(changed->impact.running, 3);
  ASSERT_EQ(changed->impact.steps.size(), 2u);
  EXPECT_FALSE(changed->impact.steps[0].gone);
  EXPECT_TRUE(changed->impact.steps[1].gone);
  EXPECT_EQ((*catalog_.on_day("1.004222", day("2027-01-01")))->time_limit.value, 7) << "a preview changes nothing";
}

TEST_P(CatalogService, replaces_a_version_on_the_same_day_only_while_no_dossier_stands_on_it) {
  import({residence_with_term(7)}, day("2026-11-25"));
  import({residence_with_term(6)}, day("2026-11-25"));
  const auto version = *catalog_.on_day("1.004222", day("2026-11-25"));
  EXPECT_EQ(version->time_limit.value, 6);
  const auto infos = catalog_.versions("1.004222");
  ASSERT_EQ(infos.size(), 2u) << "the withdrawn one stays on record";
  EXPECT_FALSE(infos[0].withdrawn);
  EXPECT_TRUE(infos[1].withdrawn);

  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(db().write([&](store::Tx& tx) { return catalog_.mark_used(tx, version->id); }));
  }
  const auto refused = catalog_.import(std::vector{residence_with_term(5)}, day("2026-11-25"), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "catalog.version_in_use");
  EXPECT_EQ((*catalog_.on_day("1.004222", day("2026-11-25")))->time_limit.value, 6);
  EXPECT_TRUE(catalog_.versions("1.004222")[0].used);
  import({residence_with_term(5)}, day("2026-11-26"));
  EXPECT_EQ((*catalog_.version(version->id))->time_limit.value, 6) << "a dossier keeps its version";
  EXPECT_EQ((*catalog_.version(version->id))->valid_to, day("2026-11-25"));

  const auto withdrawn = infos[1].id;
  const auto late = db().write([&](store::Tx& tx) { return catalog_.mark_used(tx, withdrawn); });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().key, "catalog.version_withdrawn");
}

TEST_P(CatalogService, refuses_a_bad_pack_as_a_whole_and_names_the_place) {
  auto bad = shipped("cu-tru.yaml");
  bad.text = replaced(bad.text, "  dossier_sets: 1\n", "  dosier_sets: 1\n");
  const auto refused = catalog_.import(std::vector{shipped("giao-duc.yaml"), bad}, std::nullopt, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("cu-tru.yaml, dòng "), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().message.find("khóa dosier_sets: không có khóa này"), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().message.find("khóa dossier_sets: thiếu"), std::string::npos) << refused.error().message;
  EXPECT_TRUE(found("").empty()) << "nothing of the good pack either";
  const auto twice = catalog_.import(std::vector{shipped("giao-duc.yaml"), shipped("giao-duc.yaml")}, std::nullopt, {});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().key, "catalog.procedure_twice");
}

TEST_P(CatalogService, finds_procedures_without_marks_by_name_code_and_everyday_words_in_pages) {
  import(Catalog::shipped_packs());
  for (const auto& [text, code] : std::vector<std::pair<std::string_view, std::string_view>>{{"khai sinh", "1.001193"},
                                                                                             {"Khai sinh", "1.001193"},
                                                                                             {"dang ky khai sinh", "1.001193"},
                                                                                             {"làm giấy khai sinh cho con", "1.001193"},
                                                                                             {"khai si", "1.001193"},
                                                                                             {"1.001193", "1.001193"},
                                                                                             {"1.0011", "1.001193"},
                                                                                             {"ket hon", "1.000894"},
                                                                                             {"cưới", "1.000894"},
                                                                                             {"khai tử", "1.000656"},
                                                                                             {"giấy độc thân", "1.004873"},
                                                                                             {"sao y bản chính", "2.000815"},
                                                                                             {"hộ khẩu", "1.004222"},
                                                                                             {"trich luc", "2.000635"},
                                                                                             {"đổi tên", "1.004859"}})
    EXPECT_EQ(first(text), code) << text;
  const std::set<std::string> certification{"2.000815", "2.000884", "2.000908", "2.000913", "2.000927",
                                            "2.000942", "2.001016", "2.001019", "2.001035", "2.001406"};
  const auto certified = found("công chứng");
  ASSERT_GE(certified.size(), certification.size());
  EXPECT_EQ(std::set<std::string>(certified.begin(), certified.begin() + 10), certification);
  const auto land = found("", "dat-dai");
  const auto red_book = found("sổ đỏ");
  for (const auto& code : land) EXPECT_NE(std::ranges::find(red_book, code), red_book.end()) << code;
  EXPECT_NE(std::ranges::find(land, red_book.front()), land.end());
  EXPECT_TRUE(found("xyzzy").empty());
  EXPECT_EQ(found("").size(), 85u);
  EXPECT_EQ(found("", "ho-tich").size(), 32u);
  EXPECT_EQ(found("", "", "ket-hon"), (std::vector<std::string>{"1.000894", "1.004873"}));

  // Paged and filtered.
  Search search;
  search.day = day("2026-11-25");
  search.field = "ho-tich";
  search.page_size = 10;
  std::set<std::string> seen;
  for (search.page = 1; search.page <= 4; ++search.page) {
    const auto page = catalog_.search(search);
    EXPECT_EQ(page.total, 32);
    EXPECT_EQ(page.pages, 4);
    for (const auto& row : page.rows) EXPECT_TRUE(seen.insert(row.code).second) << row.code;
  }
  EXPECT_EQ(seen.size(), 32u);
  search = {};
  search.day = day("2020-01-01");
  search.level = "tỉnh";
  EXPECT_EQ(catalog_.search(search).total, 2) << "three levels of government";
  search.day = day("2026-01-01");
  EXPECT_EQ(catalog_.search(search).total, 11) << "two levels since 1/7/2025";
  search.day = day("2017-12-31");
  EXPECT_EQ(catalog_.search(search).total, 0);
}

TEST_P(CatalogService, looks_up_a_known_version_without_a_statement) {
  import({shipped("ho-tich.yaml")});
  ASSERT_TRUE(catalog_.on_day("1.001193", day("2026-11-25")));
  store::Database::take_statement_count();
  ASSERT_TRUE(catalog_.on_day("1.001193", day("2026-11-25")));
  EXPECT_EQ(store::Database::take_statement_count(), 0);
}

}  // namespace
}  // namespace motcua::catalog
