// A scoring round from the self-score to what-if, on both databases; index 766 from real dossiers.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_world.hpp"
#include "identity/permissions.hpp"
#include "indices/indices.hpp"
#include "reports/testing_lives.hpp"
#include "store/journal.hpp"
#include "store/testing_raw.hpp"

namespace motcua::indices {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Day day(std::string_view iso) { return parse_day(iso).value(); }
Fraction f(std::string_view text) { return Fraction::parse(text).value(); }

std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(reports::migrations());
  all.push_back(migrations());
  return all;
}

class Rounding : public ::testing::TestWithParam<store::Engine> {
 protected:
  Rounding() {
    w_.person("chu_tich", "Trần Văn Chủ", identity::Role::leader, "xa/ubnd");
    w_.person("tinh_cham", "Lê Thị Thẩm", identity::Role::control, "tinh");
    w_.person("tinh_lanh_dao", "Hồ Văn Tỉnh", identity::Role::leader, "tinh");
    w_.person("kiem_2", "Đỗ Thị Hội", identity::Role::control, "xa-2/ubnd");
    w_.person("chu_tich_2", "Vũ Văn Hội", identity::Role::leader, "xa-2/ubnd");
    EXPECT_TRUE(i_.sets.seed());
  }
  // Dossiers of both communes through the journal.
  void live(std::int64_t first = 5'000) {
    std::mt19937_64 random(static_cast<std::uint64_t>(first));
    const UnitId units[] = {w_.unit("xa/ubnd"), w_.unit("xa-2/ubnd")};
    const auto done = db_->write([&](store::Tx& tx) -> Status {
      for (int n = 0; n < 120; ++n) {
        auto l = reports::testing::random_life(random, first + n, day("2026-03-01"), 150);
        l.unit = units[n % 2];
        l.field = "chung-thuc";
        l.procedure = std::string(dossier::testing::kProcedure);
        l.channel = n % 4 == 0 ? dossier::Channel::online_full : dossier::Channel::counter;
        std::int64_t seq = 0;
        for (const auto& row : reports::testing::journal_rows(l)) {
          if (row.recorded_at > w_.clock.now()) break;
          TRY(seq, store::append(tx,
                                 {.object = "dossier",
                                  .object_id = l.id,
                                  .at = row.at,
                                  .recorded_at = row.recorded_at,
                                  .actor = 0,
                                  .unit = 0,
                                  .kind = row.kind,
                                  .payload = row.payload},
                                 seq));
        }
      }
      return {};
    });
    ASSERT_TRUE(done);
    reports_.fold();
  }
  RoundId open_round(std::string_view code = "par-xa") {
    const auto set = i_.sets.on(code, w_.identity.today());
    EXPECT_TRUE(set);
    const auto made = i_.rounds.create(w_.as("tinh_cham"), {.set = set->first,
                                                            .owner = w_.unit("tinh"),
                                                            .name = "Chấm năm 2026",
                                                            .from = day("2026-01-01"),
                                                            .to = day("2026-12-31"),
                                                            .self_due = day("2026-10-20"),
                                                            .appraisal_due = day("2026-11-20")});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return *made;
  }
  // Every item of the unit at full marks, with a document where one is needed.
  void self_score(RoundId round, std::string_view who, UnitId unit) {
    const auto card = i_.rounds.card(w_.as(who), round, unit).value();
    for (const auto* item : card.set->items()) {
      if (item->scorer != Scorer::unit) continue;
      Rounds::Given g{.item = item->id};
      if (item->rule.kind == RuleKind::choice) {
        g.answer.choice = item->rule.options.front().key;
      } else {
        g.answer.part = 95;
        g.answer.whole = 100;
      }
      const auto saved = i_.rounds.save_self(w_.as(who), round, unit, g);
      ASSERT_TRUE(saved) << item->id << saved.error().message;
      const auto kept = i_.rounds.add_evidence(w_.as(who), round, unit,
                                               {.item = item->id, .title = "Kế hoạch", .number = "12/KH-UBND", .day = day("2026-02-03")});
      ASSERT_TRUE(kept) << kept.error().message;
    }
  }
  void survey(RoundId round, UnitId unit) {
    for (const auto* item : {"8.1.1", "8.2.1"}) {
      const auto saved = i_.rounds.survey(w_.as("tinh_cham"), round, unit,
                                          {.item = item, .answer = {.choice = {}, .part = 85, .whole = 100}, .note = "Điều tra quý III"});
      ASSERT_TRUE(saved) << saved.error().message;
    }
  }
  void expect_verified() {
    for (const auto& v : verifiers()) {
      const auto broken = db_->read([&](store::ReadTx& tx) { return v.check(tx); });
      EXPECT_FALSE(broken) << *broken;
    }
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  reports::Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  Indices i_{{*db_, w_.clock, w_.ids, w_.identity, reports_, w_.catalog}};
};
MOTCUA_EACH_ENGINE(Rounding);

TEST_P(Rounding, goes_from_the_self_score_to_the_published_rank) {
  live();
  const auto round = open_round();
  const auto xa = w_.unit("xa"), xa2 = w_.unit("xa-2");
  EXPECT_EQ(i_.rounds.open(w_.as("tinh_cham"), round)->cards.size(), 2U);
  EXPECT_EQ(i_.rounds.open(w_.as("kiem"), round)->cards.size(), 1U) << "a commune sees its own card";
  EXPECT_FALSE(i_.rounds.card(w_.as("kiem"), round, xa2)) << "not that of another";
  EXPECT_FALSE(i_.rounds.open(w_.as("ha"), round)) << "nothing without the right";

  // Locking asks for everything and for the head.
  EXPECT_THAT(i_.rounds.lock(w_.as("chu_tich"), round, xa).error().message, HasSubstr("chưa tự chấm"));
  self_score(round, "kiem", xa);
  EXPECT_FALSE(i_.rounds.lock(w_.as("kiem"), round, xa));
  ASSERT_TRUE(i_.rounds.lock(w_.as("chu_tich"), round, xa));
  EXPECT_FALSE(i_.rounds.save_self(w_.as("kiem"), round, xa, {.item = "1.1.1", .answer = {.choice = "b"}})) << "locked";

  // Appraisal by field, lower only with a reason.
  EXPECT_FALSE(i_.rounds.appraise(w_.as("kiem"), round, xa, {.item = "1.1.1", .answer = {.choice = "b"}})) << "not by the commune";
  EXPECT_THAT(
      i_.rounds.appraise(w_.as("tinh_cham"), round, xa, {.item = "1.1.1", .answer = {.choice = "b"}}).error().fields.front().message,
      HasSubstr("chọn lý do"));
  ASSERT_TRUE(i_.rounds.appraise(w_.as("tinh_cham"), round, xa,
                                 {.item = "1.1.1", .answer = {.choice = "b"}, .reason = "qua-han", .note = "Ban hành ngày 3/2"}));
  EXPECT_FALSE(i_.rounds.finish_appraisal(w_.as("tinh_cham"), round, xa)) << "the others are not appraised";
  const auto fields = i_.rounds.card(w_.as("tinh_cham"), round, xa)->rights.fields;
  EXPECT_EQ(fields.size(), 8U);
  for (const auto& field : fields) ASSERT_TRUE(i_.rounds.keep_self(w_.as("tinh_cham"), round, xa, field));
  ASSERT_TRUE(i_.rounds.finish_appraisal(w_.as("tinh_cham"), round, xa));

  // The commune disputes one item and is heard.
  EXPECT_FALSE(i_.rounds.dispute(w_.as("kiem"), round, xa, {.item = "1.1.1", .answer = {.choice = "a"}})) << "without a word";
  ASSERT_TRUE(
      i_.rounds.dispute(w_.as("kiem"), round, xa, {.item = "1.1.1", .answer = {.choice = "a"}, .note = "Kế hoạch tỉnh đến ngày 1/2"}));
  EXPECT_FALSE(i_.rounds.finish_appraisal(w_.as("tinh_cham"), round, xa));
  ASSERT_TRUE(i_.rounds.appraise(w_.as("tinh_cham"), round, xa, {.item = "1.1.1", .answer = {.choice = "a"}}));
  ASSERT_TRUE(i_.rounds.finish_appraisal(w_.as("tinh_cham"), round, xa));
  const auto card = i_.rounds.card(w_.as("kiem"), round, xa).value();
  EXPECT_EQ(card.card.state, CardState::final);
  EXPECT_EQ(card.items.at("1.1.1").now.points, Fraction{1});
  EXPECT_EQ(card.items.at("1.1.1").answers.size(), 4U) << "old and new values stay";

  // The second commune accepts; survey; publication freezes all.
  self_score(round, "kiem_2", xa2);
  ASSERT_TRUE(i_.rounds.lock(w_.as("chu_tich_2"), round, xa2));
  EXPECT_THAT(i_.rounds.publish(w_.as("tinh_lanh_dao"), round, "12/QĐ-UBND").error().message, HasSubstr("Xã Tân Hội"));
  for (const auto& field : fields) ASSERT_TRUE(i_.rounds.keep_self(w_.as("tinh_cham"), round, xa2, field));
  ASSERT_TRUE(i_.rounds.finish_appraisal(w_.as("tinh_cham"), round, xa2));
  ASSERT_TRUE(i_.rounds.accept(w_.as("chu_tich_2"), round, xa2));
  survey(round, xa);
  survey(round, xa2);
  EXPECT_FALSE(i_.rounds.publish(w_.as("tinh_cham"), round, "12/QĐ-UBND"));
  ASSERT_TRUE(i_.rounds.publish(w_.as("tinh_lanh_dao"), round, "12/QĐ-UBND ngày 05/10/2026"));
  const auto before = i_.rounds.open(w_.as("tinh_cham"), round).value();
  EXPECT_TRUE(before.row.published);
  EXPECT_FALSE(
      i_.rounds.survey(w_.as("tinh_cham"), round, xa, {.item = "8.1.1", .answer = {.choice = {}, .part = 99, .whole = 100}, .note = "lại"}))
      << "closed";
  live(9'000);
  const auto after = i_.rounds.open(w_.as("tinh_cham"), round).value();
  for (std::size_t n = 0; n < after.cards.size(); ++n) EXPECT_EQ(after.cards[n].now, before.cards[n].now) << "new dossiers change nothing";
  EXPECT_EQ(i_.rounds.card(w_.as("kiem"), round, xa)->now.total, before.cards[before.cards[0].row.unit == xa ? 0 : 1].now);
  expect_verified();
}

// Only the appraiser named for a field scores it, and nobody his own.
TEST_P(Rounding, keeps_fields_and_four_eyes) {
  const auto round = open_round();
  const auto xa = w_.unit("xa");
  w_.person("tinh_cham_2", "Bùi Văn Hai", identity::Role::control, "tinh");
  ASSERT_TRUE(i_.rounds.set_appraiser(w_.as("tinh_cham"), round, "1", w_.account("tinh_cham_2")));
  EXPECT_FALSE(i_.rounds.set_appraiser(w_.as("kiem"), round, "1", w_.account("kiem")));
  EXPECT_FALSE(i_.rounds.set_appraiser(w_.as("tinh_cham"), round, "1", w_.account("ha"))) << "has no right to appraise";
  self_score(round, "kiem", xa);
  // The province's officer fills one item in for the commune: he may not appraise that one.
  ASSERT_TRUE(i_.rounds.save_self(w_.as("tinh_cham"), round, xa, {.item = "2.1.1", .answer = {.choice = {}, .part = 1, .whole = 1}}));
  ASSERT_TRUE(i_.rounds.lock(w_.as("chu_tich"), round, xa));
  EXPECT_THAT(i_.rounds.appraise(w_.as("tinh_cham"), round, xa, {.item = "1.1.1", .answer = {.choice = "a"}}).error().message,
              HasSubstr("người khác"));
  EXPECT_TRUE(i_.rounds.appraise(w_.as("tinh_cham_2"), round, xa, {.item = "1.1.1", .answer = {.choice = "a"}}));
  EXPECT_THAT(
      i_.rounds.appraise(w_.as("tinh_cham"), round, xa, {.item = "2.1.1", .answer = {.choice = {}, .part = 1, .whole = 1}}).error().message,
      HasSubstr("chính mình"));
  EXPECT_FALSE(i_.rounds.keep_self(w_.as("tinh_cham"), round, xa, "2"));
  EXPECT_TRUE(i_.rounds.keep_self(w_.as("tinh_cham_2"), round, xa, "2"));
  EXPECT_FALSE(i_.rounds.card(w_.as("tinh_cham"), round, xa)->rights.fields.contains("1"));
  expect_verified();
}

TEST_P(Rounding, ends_at_its_days_and_refuses_what_cannot_be) {
  const auto round = open_round();
  const auto xa = w_.unit("xa");
  const auto kiem = w_.as("kiem");
  const auto bad = [&](const Rounds::Given& g) { return i_.rounds.save_self(kiem, round, xa, g); };
  EXPECT_FALSE(bad({.item = "1.1.1", .answer = {.choice = "z"}}));
  EXPECT_FALSE(bad({.item = "1.1.2", .answer = {.choice = {}, .part = 5}}));
  EXPECT_FALSE(bad({.item = "1.1.2", .answer = {.choice = {}, .part = -5, .whole = 9}}));
  EXPECT_FALSE(bad({.item = "9.9.9", .answer = {.choice = "a"}}));
  EXPECT_FALSE(bad({.item = "3.6.1", .answer = {.choice = {}, .part = 1, .whole = 1}})) << "the record scores that one";
  EXPECT_FALSE(bad({.item = "8.1.1", .answer = {.choice = {}, .part = 1, .whole = 1}})) << "a survey does";
  EXPECT_FALSE(
      i_.rounds.add_evidence(kiem, round, xa, {.item = "1.1.1", .kind = EvidenceKind::link, .title = "x", .link = "javascript:alert(1)"}));
  ASSERT_TRUE(bad({.item = "1.1.2", .answer = {.choice = {}, .part = 12, .whole = 23}}));
  EXPECT_EQ(i_.rounds.card(kiem, round, xa)->items.at("1.1.2").self.rate->fixed(), "52,17");
  EXPECT_FALSE(i_.rounds.create(w_.as("kiem"), {.set = {}, .owner = w_.unit("tinh"), .name = "x"})) << "not for the province";
  w_.clock.set(parse_instant("2026-10-21T08:00").value());
  EXPECT_THAT(bad({.item = "1.1.2", .answer = {.choice = {}, .part = 12, .whole = 23}}).error().message, HasSubstr("hết hạn"));
  EXPECT_FALSE(i_.rounds.card(w_.as("kiem"), round, xa)->rights.self);
}

TEST_P(Rounding, what_if_ranks_before_and_after_without_changing_anything) {
  live();
  const auto round = open_round();
  const auto xa = w_.unit("xa"), xa2 = w_.unit("xa-2");
  ASSERT_TRUE(i_.rounds.save_self(w_.as("kiem"), round, xa, {.item = "1.1.2", .answer = {.choice = {}, .part = 100, .whole = 100}}));
  for (const auto* item : {"1.4.1", "5.1.1", "5.2.1"})
    ASSERT_TRUE(i_.rounds.save_self(w_.as("kiem_2"), round, xa2, {.item = item, .answer = {.choice = {}, .part = 100, .whole = 100}}));
  const auto tinh = w_.as("tinh_cham");
  Change heavier;
  heavier.maxima["1.1.2"] = 20;
  const auto w = i_.rounds.what_if(tinh, round, heavier).value();
  EXPECT_EQ(w.max_after, Fraction{118});
  ASSERT_EQ(w.rows.size(), 2U);
  EXPECT_EQ(w.rows.front().unit, xa);
  EXPECT_EQ(w.rows.front().rank_before, 2);
  EXPECT_EQ(w.rows.front().rank_after, 1);
  Change counted;
  counted.metrics["ty_le_thu_tuc_truc_tuyen"] = "v2";
  const auto c = i_.rounds.what_if(tinh, round, counted).value();
  for (const auto& row : c.rows) {
    EXPECT_GE(row.after, row.before) << "procedures nobody asked for no longer spoil the score";
    if (row.unit == xa) {
      EXPECT_THAT(row.items.at("3.6.2").second, HasSubstr("100 %"));
    }
  }
  Change wrong;
  wrong.formulas["3.6.1"] = "2 điểm * nop_truc_tuyen / thu_tuc_truc_tuyen";
  EXPECT_THAT(i_.rounds.what_if(tinh, round, wrong).error().message, HasSubstr("phải cho điểm"));
  wrong.formulas["3.6.1"] = "2 điểm * nop_truc / tiep_nhan";
  EXPECT_THAT(i_.rounds.what_if(tinh, round, wrong).error().message, HasSubstr("ký tự thứ 10"));
  EXPECT_FALSE(i_.rounds.what_if(w_.as("kiem"), round, heavier)) << "a commune does not see the others";
  EXPECT_EQ(i_.rounds.open(tinh, round)->set->scale, Fraction{100});
}

TEST_P(Rounding, index_766_is_told_from_the_dossiers_and_every_figure_opens) {
  live();
  const reports::Question q{.period = reports::free_period(day("2026-03-01"), day("2026-08-31")), .unit = w_.unit("xa"), .known = {}};
  const auto kiem = w_.as("kiem");
  const auto v = i_.index766.at(kiem, q).value();
  const auto table = reports_.table(kiem, *reports::form("07a"), q).value();
  EXPECT_EQ(v.fact("tong_ho_so"), Fraction{table.total.values[0]});
  EXPECT_EQ(v.fact("nop_truc_tuyen"), Fraction{table.total.values[1] + table.total.values[2]});
  EXPECT_EQ(v.fact("da_giai_quyet"), std::nullopt) << "not a fact of this set";
  EXPECT_EQ(v.recorded.at("da_giai_quyet").value, Fraction{table.total.values[6]});
  // Fully online dossiers of procedures offered fully online have lists of their own, which add up.
  EXPECT_EQ(v.row.valid_from, day("2026-01-01")) << "the version of the year";
  const auto* on_time = v.scored.item("2.1");
  ASSERT_TRUE(on_time);
  EXPECT_EQ(on_time->points, multiply(*divide(*v.fact("dung_han"), *v.fact("tong_ho_so")), Fraction{20})->rounded(2));
  for (const auto& [id, fact] : v.recorded)
    for (const auto& [label, href] : fact.lists) EXPECT_TRUE(href.starts_with("/")) << id;
  EXPECT_EQ(v.scored.item("5.2")->state, ItemState::unknown) << "nobody told us about petitions";
  EXPECT_GT(v.scored.unknown, Fraction{50});

  // What others report counts from now on, marked with its source, and not before it was known.
  ASSERT_TRUE(i_.figures.add(kiem, {.unit = w_.unit("xa"),
                                    .fact = "pakn",
                                    .from = day("2026-03-01"),
                                    .to = day("2026-08-31"),
                                    .value = 0,
                                    .source = "Báo cáo 15/BC-UBND"}));
  ASSERT_TRUE(i_.figures.add(kiem, {.unit = w_.unit("xa"),
                                    .fact = "pakn_dung_han",
                                    .from = day("2026-03-01"),
                                    .to = day("2026-08-31"),
                                    .value = 0,
                                    .source = "Báo cáo 15/BC-UBND"}));
  EXPECT_EQ(i_.index766.at(kiem, q)->scored.item("5.2")->points, Fraction{6});
  EXPECT_EQ(i_.index766.at(kiem, q)->imported.at("pakn").source, "Báo cáo 15/BC-UBND");
  auto then = q;
  then.known = day("2026-09-01");
  EXPECT_EQ(i_.index766.at(kiem, then)->scored.item("5.2")->state, ItemState::unknown);
  const auto entered = i_.figures.facts(kiem, w_.unit("xa"), 0, 10);
  ASSERT_EQ(entered.size(), 2U);
  ASSERT_TRUE(i_.figures.withdraw_fact(kiem, entered.front().id));
  EXPECT_EQ(i_.index766.at(kiem, q)->scored.item("5.2")->state, ItemState::unknown);
  EXPECT_FALSE(i_.figures.add(
      kiem, {.unit = w_.unit("xa-2"), .fact = "pakn", .from = day("2026-03-01"), .to = day("2026-08-31"), .value = 1, .source = "x"}))
      << "another commune";
  EXPECT_FALSE(
      i_.figures.add(kiem, {.unit = w_.unit("xa"), .fact = "pakn", .from = day("2026-03-01"), .to = day("2026-08-31"), .value = 1}))
      << "no source";

  // The province compares its communes; the sums are the same as asked one by one.
  auto all = q;
  all.unit = w_.unit("tinh");
  const auto tinh = w_.as("tinh_cham");
  const auto places = i_.index766.places(tinh, all).value();
  ASSERT_EQ(places.size(), 2U);
  EXPECT_GE(places[0].total, places[1].total);
  for (const auto& p : places) {
    auto one = q;
    one.unit = p.unit;
    EXPECT_EQ(i_.index766.at(tinh, one)->scored.total, p.total);
  }
  EXPECT_EQ(i_.index766.months(kiem, q, 3)->size(), 3U);
  // A stranger's figure counts nothing.
  EXPECT_EQ(i_.index766.at(w_.as("kiem_2"), q)->fact("tong_ho_so"), Fraction{});
  expect_verified();
}

TEST_P(Rounding, a_published_score_of_a_group_stands_before_our_own) {
  const auto kiem = w_.as("tinh_cham");
  const auto tinh = w_.unit("tinh");
  for (const auto& [group, score] : std::vector<std::pair<std::string, std::string>>{
           {"G1", "15.67"}, {"G2", "19.31"}, {"G34", "17.49"}, {"G6", "17.86"}, {"G5", "16.64"}})
    ASSERT_TRUE(i_.figures.add(kiem, {.unit = tinh,
                                      .fact = "diem:" + group,
                                      .from = day("2025-08-01"),
                                      .to = day("2025-08-31"),
                                      .value = f(score),
                                      .source = "dantri.com.vn 29/08/2025"}));
  const auto v = i_.index766.at(kiem, {.period = reports::calendar_month(2025, 8), .unit = tinh, .known = {}}).value();
  EXPECT_EQ(v.scored.total.fixed(), "86,97");
  EXPECT_EQ(v.row.valid_from, day("2022-06-23"));
}

TEST_P(Rounding, sets_are_imported_by_date_and_source) {
  const auto tinh = w_.as("tinh_cham");
  const auto text = [](std::string_view from, std::string_view name) {
    return fmt::format(
        "set: {{id: rieng, name: {}, kind: par, scale: 10, decimals: 2, source: 9/QĐ-UBND, valid_from: {}, subject: xa}}\nfields:\n"
        "- {{id: a, name: A, max: 10, items: [{{id: a1, name: A1, max: 10, rule: {{kind: proportional, part: x, whole: y, full_at: "
        "100}}}}]}}\n",
        name, from);
  };
  const auto import = [&](std::string body) {
    const std::vector<SetFile> files{{"rieng.yaml", std::move(body)}};
    return i_.sets.import(tinh, files);
  };
  EXPECT_EQ(import(text("2025-01-01", "Một"))->front().what, ImportedSet::What::added);
  EXPECT_EQ(import(text("2025-01-01", "Một"))->front().what, ImportedSet::What::unchanged);
  EXPECT_EQ(import(text("2025-01-01", "Hai"))->front().what, ImportedSet::What::replaced);
  EXPECT_EQ(import(text("2026-01-01", "Ba"))->front().what, ImportedSet::What::added);
  EXPECT_EQ(i_.sets.on("rieng", day("2025-06-01"))->second->name, "Hai");
  EXPECT_EQ(i_.sets.on("rieng", day("2026-06-01"))->second->name, "Ba");
  EXPECT_FALSE(i_.sets.on("rieng", day("2024-06-01")));
  open_round("rieng");
  EXPECT_THAT(import(text("2026-01-01", "Bốn")).error().message, HasSubstr("đã có kỳ chấm"));
  EXPECT_THAT(import("set: {id: x}").error().message, HasSubstr("rieng.yaml"));
  const std::vector<SetFile> files{{"rieng.yaml", text("2027-01-01", "Năm")}};
  EXPECT_FALSE(i_.sets.import(w_.as("ha"), files));
  ASSERT_TRUE(i_.sets.seed());
  expect_verified();
}

TEST_P(Rounding, series_of_others_keep_year_rank_and_source) {
  const auto tinh = w_.as("tinh_cham");
  const auto unit = w_.unit("tinh");
  for (const auto& [year, score, rank] : std::vector<std::tuple<int, std::string, int>>{{2023, "86.98", 30}, {2024, "88.1", 21}})
    ASSERT_TRUE(i_.figures.add(
        tinh, NewSeries{.code = "par-index", .unit = unit, .year = year, .score = f(score), .rank = rank, .source = "Bộ Nội vụ công bố"}));
  const auto rows = i_.figures.series(tinh, unit);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].score, f("88.1"));
  EXPECT_FALSE(i_.figures.add(tinh, NewSeries{.code = "la", .unit = unit, .year = 2024, .score = 1, .source = "x"}));
  EXPECT_FALSE(i_.figures.add(tinh, NewSeries{.code = "pci", .unit = unit, .year = 24, .score = 1, .source = "x"}));
  EXPECT_FALSE(i_.figures.add(w_.as("kiem"), NewSeries{.code = "pci", .unit = unit, .year = 2024, .score = 1, .source = "x"}));
  ASSERT_TRUE(i_.figures.withdraw_series(tinh, rows[0].id));
  EXPECT_FALSE(i_.figures.withdraw_series(tinh, rows[0].id));
  EXPECT_EQ(i_.figures.series(tinh, unit).size(), 1U);
  expect_verified();
  // A change behind the journal's back is found.
  store::RawDatabase raw(db_.url());
  ASSERT_TRUE(raw.change("UPDATE indices_series SET score = score + 1"));
  bool found = false;
  for (const auto& v : verifiers()) found = found || db_->read([&](store::ReadTx& tx) { return v.check(tx); }).has_value();
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace motcua::indices
