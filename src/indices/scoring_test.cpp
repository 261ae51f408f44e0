#include "indices/scoring.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include <random>

#include "indices/shipped.hpp"

namespace motcua::indices {
namespace {

using ::testing::HasSubstr;

Fraction f(std::string_view text) { return Fraction::parse(text).value(); }

CriteriaSet shipped(std::string_view name) {
  for (const auto& file : shipped_sets())
    if (file.name == name) {
      auto set = read_set(file.name, file.text);
      EXPECT_TRUE(set) << (set ? "" : set.error().message);
      if (set) return *std::move(set);
    }
  ADD_FAILURE() << name << " is not shipped";
  return {};
}
Formula::Lookup facts(std::map<std::string, Fraction, std::less<>> known) {
  return [known = std::move(known)](std::string_view id) -> std::optional<Fraction> {
    const auto found = known.find(id);
    return found == known.end() ? std::nullopt : std::optional(found->second);
  };
}
Answer rate(Fraction part, Fraction whole) { return {.choice = {}, .part = part, .whole = whole}; }
Answer chosen(std::string key) { return {.choice = std::move(key), .part = {}, .whole = {}}; }
Answer count(Fraction n) { return {.choice = {}, .part = n, .whole = {}}; }
std::string points(const CriteriaSet& set, std::string_view item, const Inputs& in) {
  const auto s = score_item(set, *set.item(item), in);
  return s.state == ItemState::scored ? s.points.fixed() : s.state == ItemState::unknown ? "?" : "không áp dụng";
}

TEST(ShippedSets, are_all_read_and_add_up) {
  EXPECT_EQ(shipped_sets().size(), 5U);
  for (const auto& file : shipped_sets()) {
    const auto set = read_set(file.name, file.text);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_FALSE(set->source.empty());
    EXPECT_GT(set->items().size(), 7U);
  }
  EXPECT_EQ(shipped("par-xa.yaml").items().size(), 47U);
  EXPECT_EQ(shipped("par-xa.yaml").fields.size(), 8U);
  EXPECT_EQ(shipped("dti-tinh.yaml").scale, Fraction{1000});
}

// The public samples of index 766.
TEST(Index766, gives_the_sample_scores) {
  const auto set = shipped("chi-so-766.yaml");
  // Thái Nguyên, 29/08/2025, as published by group.
  Inputs published;
  published.official = {{"G1", f("15.67")}, {"G2", f("19.31")}, {"G34", f("17.49")}, {"G6", f("17.86")}, {"G5", f("16.64")}};
  const auto total = score(set, published);
  EXPECT_EQ(total.total.fixed(), "86,97");
  EXPECT_EQ(total.grade->label, "Tốt");
  EXPECT_EQ(total.unknown, Fraction{});
  EXPECT_EQ(view_points(total, set.views.front(), published).fixed(), "17,49");

  Inputs in;
  in.facts = facts({{"dung_han", 81},
                    {"khong_hai_long", 0},
                    {"tong_ho_so", 100},
                    {"dung_lai", 40},
                    {"tiep_nhan", 100},
                    {"pakn", 0},
                    {"pakn_dung_han", 0}});
  EXPECT_EQ(points(set, "5.4", in), "5,40");
  EXPECT_EQ(points(set, "5.2", in), "6,00") << "no petition at all";
  EXPECT_EQ(points(set, "4.3", in), "1,00");
  in.facts = facts({{"nop_truc_tuyen", 48}, {"tiep_nhan", 100}, {"dung_han", 9217}, {"tong_ho_so", 10000}});
  EXPECT_EQ(points(set, "3.3", in), "5,76");
  EXPECT_EQ(points(set, "2.1", in), "18,43");
  EXPECT_EQ(points(set, "1.1", in), "?") << "unknown is never full marks";
  EXPECT_THAT(score_item(set, *set.item("1.1"), in).why, HasSubstr("Chưa có số liệu: "));
}

TEST(Scoring, takes_what_does_not_apply_out_of_the_whole) {
  // reform.md 3.2: 60,5 + 12 + 1 - 0,5 of 92.
  const auto set = read_set("t.yaml", R"(
set: {id: t, name: T, kind: par, scale: 100, decimals: 2, source: thử, valid_from: 2026-01-01, subject: xa}
grades: [{label: Tốt, from: 80}, {label: Khá, from: 0}]
fields:
- {id: a, name: A, max: 77, items: [{id: a1, name: A1, max: 77, rule: {kind: proportional, part: x, whole: y, full_at: 100}}]}
- {id: b, name: B, max: 15, items: [{id: b1, name: B1, max: 15, scored_by: survey, rule: {kind: proportional, part: x, whole: y, full_at: 100}}]}
- {id: c, name: C, max: 8, items: [{id: c1, name: C1, max: 8, rule: {kind: choice, options: [{key: a, points: 8, label: l}, {key: z, points: khong-ap-dung, label: m}]}}]}
- {id: d, name: D, max: 5, part: bonus, items: [{id: d1, name: D1, max: 5, rule: {kind: choice, options: [{key: a, points: 5, label: l}, {key: b, points: 1, label: l}]}}]}
- {id: e, name: E, part: penalty, items: [{id: e1, name: E1, rule: {kind: penalty_each, part: lần, each: 0.5}}]}
)");
  ASSERT_TRUE(set) << set.error().message;
  Inputs in;
  in.answers = {{"a1", rate(f("60.5"), 77)}, {"b1", rate(12, 15)}, {"c1", chosen("z")}, {"d1", chosen("b")}, {"e1", count(1)}};
  const auto s = score(*set, in);
  EXPECT_EQ(s.max, Fraction{92});
  EXPECT_EQ(s.total.fixed(), "79,35");
  EXPECT_EQ(s.grade->label, "Khá");
  in.answers["e1"] = count(1000);
  EXPECT_EQ(score(*set, in).total, Fraction{}) << "never below nothing";
}

TEST(Qd11, knows_every_kind_of_rule) {
  const auto set = shipped("qd11-xa.yaml");
  const auto one = [&](std::string_view item, Answer a, Answers more = {}) {
    Inputs in;
    in.answers = std::move(more);
    in.answers[std::string(item)] = a;
    return points(set, item, in);
  };
  EXPECT_EQ(one("I.1", chosen("b")), "1,50");
  EXPECT_EQ(one("I.2.1", rate(30, 100)), "1,00");
  EXPECT_EQ(one("I.2.1", rate(299, 1000)), "0,50");
  EXPECT_EQ(one("I.2.1", rate(1, 1000)), "0,25");
  EXPECT_EQ(one("I.2.1", rate(0, 10)), "0,00");
  EXPECT_EQ(one("II.2", chosen("c")), "không áp dụng");
  EXPECT_EQ(one("II.4.2", count(1), {{"II.4.1", chosen("b")}}), "2,00");
  EXPECT_EQ(one("II.4.2", rate(17, 20), {{"II.4.1", chosen("a")}}), "4,00");
  EXPECT_EQ(one("II.4.2", rate(17, 20)), "?");
  EXPECT_EQ(one("II.5.1", count(50)), "3,00");
  EXPECT_EQ(one("II.6", rate(f("59.9"), 100)), "0,00");
  EXPECT_EQ(one("II.6", rate(70, 100)), "8,24");
  EXPECT_EQ(one("II.6", rate(90, 100)), "10,00");
  EXPECT_EQ(one("II.6", rate(0, 0)), "không áp dụng") << "no budget was assigned";
  EXPECT_EQ(one("V.1", count(2)), "1,00");
  EXPECT_EQ(one("V.1", count(4)), "3,00");
  EXPECT_EQ(one("V.3", count(3)), "1,50");
  Inputs all;
  for (const auto* i : set.items())
    if (i->rule.kind == RuleKind::choice) all.answers[i->id] = chosen(i->rule.options.front().key);
  const auto s = score(set, all);
  EXPECT_EQ(s.bonus, f("12"));
  EXPECT_LE(s.total, Fraction{100});
}

// 40 procedures offered online, 25 with any dossier, 20 with an online one: the change Tam Nông asked for.
TEST(WhatIf, procedures_nobody_asked_for_leave_the_whole) {
  const auto set = shipped("par-xa.yaml");
  Inputs in;
  in.facts = facts({{"thu_tuc_truc_tuyen", 40}, {"thu_tuc_truc_tuyen_co_ho_so", 25}, {"thu_tuc_co_ho_so_truc_tuyen", 20}});
  const auto before = score_item(set, *set.item("3.6.2"), in);
  EXPECT_EQ(before.rate->fixed(), "50,00");
  EXPECT_EQ(before.points.fixed(), "1,25");
  in.metrics["ty_le_thu_tuc_truc_tuyen"] = "v2";
  const auto after = score_item(set, *set.item("3.6.2"), in);
  EXPECT_EQ(after.rate->fixed(), "80,00");
  EXPECT_EQ(after.points.fixed(), "2,00");
  EXPECT_THAT(after.why, HasSubstr("Không tính thủ tục không phát sinh hồ sơ"));
  // 10 offered, none with any dossier: 0 % and no rate.
  in.facts = facts({{"thu_tuc_truc_tuyen", 10}, {"thu_tuc_truc_tuyen_co_ho_so", 0}, {"thu_tuc_co_ho_so_truc_tuyen", 0}});
  EXPECT_EQ(points(set, "3.6.2", in), "?");
  in.metrics.clear();
  EXPECT_EQ(score_item(set, *set.item("3.6.2"), in).rate->fixed(), "0,00");
}

TEST(WhatIf, a_weight_or_a_formula_changes_points_and_whole) {
  const auto set = shipped("par-xa.yaml");
  Inputs in;
  in.answers = {{"3.4.1", rate(1, 2)}, {"1.1.1", chosen("b")}};
  in.facts = facts({{"giai_quyet_dung_han", 97}, {"da_giai_quyet", 100}});
  const auto heavier = changed(set, {.maxima = {{"3.4.1", 6}, {"1.1.1", 0}}, .metrics = {}, .formulas = {}});
  ASSERT_TRUE(heavier);
  EXPECT_EQ(points(*heavier, "3.4.1", in), "3,00");
  EXPECT_EQ(points(*heavier, "1.1.1", in), "0,00");
  EXPECT_EQ(score(*heavier, in).max, Fraction{103});
  const auto other = changed(set, {.maxima = {}, .metrics = {}, .formulas = {{"3.3.2", "4 điểm * giai_quyet_dung_han / da_giai_quyet"}}});
  ASSERT_TRUE(other);
  EXPECT_EQ(points(*other, "3.3.2", in), "3,88");
  const auto bad = changed(set, {.maxima = {}, .metrics = {}, .formulas = {{"3.3.2", "4 điểm * giai_quyet / da_giai_quyet"}}});
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message, HasSubstr("ký tự thứ 10"));
  EXPECT_FALSE(changed(set, {.maxima = {{"9.9", 1}}, .metrics = {}, .formulas = {}}));
  EXPECT_FALSE(changed(set, {.maxima = {}, .metrics = {{"ty_le_dung_han", "v9"}}, .formulas = {}}));
}

TEST(Ranks, are_shared_by_equal_scores) {
  EXPECT_EQ(ranks({Fraction{80}, Fraction{90}, Fraction{80}, Fraction{70}}), (std::vector<int>{2, 1, 2, 4}));
}

// Properties over random answers to every shipped set.
TEST(Scoring, points_stay_between_nothing_and_the_maximum_and_rise_where_declared) {
  std::mt19937_64 random(11);
  const auto some = [&](int below) { return Fraction{static_cast<std::int64_t>(random() % static_cast<unsigned>(below))}; };
  for (const auto& file : shipped_sets()) {
    const auto set = read_set(file.name, file.text).value();
    for (int round = 0; round < 200; ++round) {
      Inputs in;
      std::map<std::string, Fraction, std::less<>> known;
      for (const auto& fact : set.facts)
        if (random() % 5) known[fact.id] = some(200);
      in.facts = facts(known);
      for (const auto* i : set.items()) {
        if (random() % 6 == 0) continue;
        Answer a;
        if (i->rule.kind == RuleKind::choice)
          a.choice = i->rule.options[random() % i->rule.options.size()].key;
        else
          a = rate(some(130), some(100));
        in.answers[i->id] = a;
      }
      const auto s = score(set, in);
      EXPECT_GE(s.total, Fraction{});
      EXPECT_LE(s.points, s.max);
      EXPECT_LE(s.max + s.not_applicable, set.scale);
      for (const auto& fs : s.fields)
        for (const auto& one : fs.items) {
          EXPECT_GE(one.points, Fraction{}) << one.item->id;
          if (fs.field->part != Part::penalty) {
            EXPECT_LE(one.points, one.item->max) << one.item->id;
          }
        }
    }
    for (const auto* i : set.items()) {
      if (i->direction == Direction::none) continue;
      Fraction last = i->direction == Direction::up ? Fraction{} : i->max;
      for (int tenth = 0; tenth <= 1200; ++tenth) {
        const auto measured = Fraction::scaled(tenth, i->direction == Direction::up ? 1 : 2);
        const auto p =
            i->rule.kind == RuleKind::band ? band_points(i->rule, measured) : proportional_points(i->rule, i->max, measured).value();
        EXPECT_TRUE(i->direction == Direction::up ? p >= last : p <= last) << set.id << " " << i->id << " at " << measured.text();
        last = p;
      }
      EXPECT_EQ(last, i->direction == Direction::up ? i->max : Fraction{}) << i->id;
    }
  }
}

// Every number from 0 on lies in exactly one band: the one that gives its points.
TEST(Bands, part_the_line) {
  std::mt19937_64 random(3);
  for (const auto& file : shipped_sets()) {
    const auto set = read_set(file.name, file.text).value();
    for (const auto* i : set.items()) {
      const auto& bands = i->rule.bands;
      for (int n = 0; n < 300 && !bands.empty(); ++n) {
        const auto x = Fraction::scaled(static_cast<std::int64_t>(random() % 12'000), 2);
        int inside = 0;
        for (std::size_t b = 0; b < bands.size(); ++b) {
          const bool begun = bands[b].above ? x > bands[b].from : x >= bands[b].from;
          const bool over = b + 1 < bands.size() && (bands[b + 1].above ? x > bands[b + 1].from : x >= bands[b + 1].from);
          if (begun && !over) {
            ++inside;
            EXPECT_EQ(band_points(i->rule, x), bands[b].points);
          }
        }
        EXPECT_EQ(inside, 1) << i->id << " at " << x.text();
      }
    }
  }
}

TEST(ReadSet, refuses_what_does_not_hold_with_file_and_line) {
  const auto set = [](std::string_view fields, std::string_view more = "") {
    return fmt::format(
        "set: {{id: t, name: T, kind: par, scale: 10, decimals: 2, source: thử, valid_from: 2026-01-01, subject: xa}}\n{}fields:\n{}", more,
        fields);
  };
  const std::string good = "- {id: a, name: A, max: 10, items: [{id: a1, name: A1, max: 10, direction: up, rule: RULE}]}\n";
  const auto with = [&](std::string_view rule, std::string_view more = "") {
    auto text = good;
    text.replace(text.find("RULE"), 4, rule);
    return set(text, more);
  };
  ASSERT_TRUE(read_set("t.yaml", with("{kind: proportional, part: x, whole: y, full_at: 100}")));
  struct Bad {
    std::string yaml, what;
  };
  for (const auto& [yaml, what] : std::vector<Bad>{
           {set("- {id: a, name: A, max: 9, items: [{id: a1, name: A1, max: 10, rule: {kind: proportional, part: x, whole: y, full_at: "
                "100}}]}\n"),
            "các tiêu chí cộng lại 10 điểm, ghi 9"},
           {with("{kind: band, part: x, whole: y, bands: [{from: 0, points: 0}, {from: 50, points: 10}, {from: 20, points: 10}]}"),
            "nối tiếp từ thấp lên cao"},
           {with("{kind: band, part: x, whole: y, bands: [{from: 10, points: 0}, {from: 50, points: 10}]}"), "phải bắt đầu từ 0"},
           {with("{kind: band, part: x, whole: y, bands: [{from: 0, points: 10}, {from: 50, points: 3}]}"), "càng cao càng nhiều điểm"},
           {with("{kind: band, part: x, whole: y, bands: [{from: 0, points: 0}, {from: 50, points: 11}]}"), "phải từ 0 đến 10"},
           {with("{kind: proportional, part: x, full_at: 100}"), "cần tên mẫu số"},
           {with("{kind: proportional, part: x, whole: y, full_at: 2, zero_above: 3}"), "ngược với direction"},
           {with("{kind: proportional, part: x, whole: y, full_at: 0}"), "phải lớn hơn 0"},
           {with("{kind: proportional, part: x, whole: y, full_at: abc}"), "không hiểu số"},
           {with("{kind: la, part: x}"), "không nhận giá trị"},
           {with("{kind: choice, options: [{key: a, points: 10, label: l}]}"), "ít nhất hai mức"},
           {with("{kind: choice, options: [{key: a, points: 3, label: l}, {key: a, points: 1, label: l}]}"), "viết hai lần"},
           {with("{kind: penalty_each, part: x, each: 1}"), "chỉ dùng trong nhóm điểm trừ"},
           {with("{kind: formula, formula: '10 điểm * h / k'}", "facts: [{id: h, name: H, unit: hồ sơ, from: record}]\n"), "ký tự thứ 15"},
           {with("{kind: formula, formula: 'h / h'}", "facts: [{id: h, name: H, unit: hồ sơ, from: record}]\n"), "công thức phải cho điểm"},
           {with("{kind: conditional, on: z9, cases: [{key: a, rule: {kind: proportional, part: x, whole: y, full_at: 100}}]}"),
            "không có tiêu chí z9"},
           {with("{kind: proportional, part: x, whole: y, full_at: 100, la: 1}"), "la"},
           {"set: {id: t}\n", "dòng 1"},
           {"fields: [", "không đọc được YAML"},
       }) {
    const auto read = read_set("t.yaml", yaml);
    ASSERT_FALSE(read) << yaml;
    EXPECT_THAT(read.error().message, HasSubstr(what)) << yaml;
    EXPECT_THAT(read.error().message, HasSubstr("t.yaml"));
  }
}

}  // namespace
}  // namespace motcua::indices
