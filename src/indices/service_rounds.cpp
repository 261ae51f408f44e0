// Scoring rounds: what is read. Changes of a card: service_cards.cpp.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "indices/rounds.hpp"

namespace motcua::indices {

using identity::kDirectiveGive;
using identity::kReportMake;
using identity::kReportRead;
using identity::may_for;

// ---- helpers of all parts --------------------------------------------------------------------------------------------------------------

Answers answers_of(std::span<const AnswerRow> rows, bool self_only) {
  // Later stages stand before earlier ones; within a stage the newest counts.
  Answers answers;
  const auto put = [&](Stage stage) {
    for (const auto& r : rows)
      if (r.stage == stage) answers.insert_or_assign(r.item, r.answer);
  };
  put(Stage::self);
  if (!self_only) {
    put(Stage::appraised);
    put(Stage::second);
  }
  put(Stage::survey);
  return answers;
}

std::optional<AnswerRow> last_of(std::span<const AnswerRow> rows, std::string_view item, Stage stage) {
  std::optional<AnswerRow> found;
  for (const auto& r : rows)
    if (r.item == item && r.stage == stage) found = r;
  return found;
}
std::optional<AnswerRow> ItemView::last(Stage stage) const { return last_of(answers, item->id, stage); }
bool ItemView::answered() const {
  const auto s = last(item->scorer == Scorer::unit ? Stage::self : Stage::survey);
  return s && s->answer.given();
}

std::map<std::string, Fraction, std::less<>> values_of(const LiveFacts& facts) {
  std::map<std::string, Fraction, std::less<>> values;
  for (const auto& [id, f] : facts) values.emplace(id, f.value);
  return values;
}

Scored scored_of(const CriteriaSet& set, const Answers& answers, const std::map<std::string, Fraction, std::less<>>& facts, Day day,
                 const std::map<std::string, std::string, std::less<>>& metrics) {
  Inputs in;
  in.answers = answers;
  in.day = day;
  in.metrics = metrics;
  in.facts = [&](std::string_view id) -> std::optional<Fraction> {
    const auto found = facts.find(id);
    return found == facts.end() ? std::nullopt : std::optional(found->second);
  };
  return score(set, in);
}

reports::Question Rounds::question_of(const RoundRow& r, UnitId unit) const {
  return {.period = reports::free_period(r.from, r.to), .unit = unit, .known = {}};
}

std::span<const std::pair<std::string_view, std::string_view>> reason_codes() {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kCodes{
      {{"khong-co-tai-lieu", "Không có tài liệu kiểm chứng"},
       {"tai-lieu-khong-dung", "Tài liệu không đúng, không phù hợp"},
       {"tinh-sai", "Tính sai"},
       {"qua-han", "Quá thời hạn"},
       {"ly-do-khac", "Lý do khác, ghi ở ý kiến"}}};
  return kCodes;
}

// ---- reading -----------------------------------------------------------------------------------------------------------------------

std::vector<RoundSummary> Rounds::list(const Actor& actor, std::int64_t before, int limit) {
  const auto tree = g_.identity.tree();
  const auto today = g_.identity.today();
  std::vector<RoundSummary> found;
  g_.db.read([&](store::ReadTx& tx) {
    std::map<SetId, std::string> names;
    for (const auto& s : table::sets(tx)) names[s.id] = s.name;
    for (auto cursor = before; std::ssize(found) < limit;) {
      const auto rows = table::rounds(tx, cursor, limit);
      for (const auto& r : rows) {
        cursor = r.id.value;
        const auto cards = table::cards(tx, r.id);
        const bool seen = may_for(actor, kReportRead, r.owner) ||
                          std::any_of(cards.begin(), cards.end(), [&](const CardRow& c) { return may_for(actor, kReportRead, c.unit); });
        if (!seen) continue;
        found.push_back(
            {r, names[r.set], std::string(tree->name(r.owner, today)), static_cast<int>(cards.size()),
             static_cast<int>(std::count_if(cards.begin(), cards.end(), [](const CardRow& c) { return c.state == CardState::final; }))});
        if (std::ssize(found) == limit) break;
      }
      if (std::ssize(rows) < limit) break;
    }
  });
  return found;
}

namespace {
struct CardTotals {
  Fraction self{}, now{};
};
}  // namespace

Result<RoundView> Rounds::open(const Actor& actor, RoundId id) {
  const auto round = g_.db.read([&](store::ReadTx& tx) { return table::round(tx, id); });
  const auto missing = [] { return errors::not_found("indices.no_round", "Không có kỳ chấm điểm này. Mở lại danh sách."); };
  if (!round) return missing();
  RoundView v{.row = *round};
  TRY(v.set, sets_.open(round->set));
  v.for_owner = may_for(actor, kReportRead, round->owner);
  v.may_manage = !round->published && may_for(actor, kReportMake, round->owner);
  v.may_publish = !round->published && may_for(actor, kDirectiveGive, round->owner);
  const auto tree = g_.identity.tree();
  const auto on = std::min(round->to, g_.identity.today());
  v.owner_name = tree->name(round->owner, on);
  std::vector<CardRow> cards;
  std::map<CardId, std::vector<AnswerRow>> answers;
  std::map<CardId, std::map<std::string, Fraction, std::less<>>> facts;
  g_.db.read([&](store::ReadTx& tx) {
    cards = table::cards(tx, id);
    for (const auto& c : cards) {
      answers[c.id] = table::answers(tx, c.id);
      if (round->published) facts[c.id] = table::card_facts(tx, c.id);
    }
    for (const auto& [field, account] : table::appraisers(tx, id))
      if (const auto a = g_.identity.account(tx, account)) v.appraisers[field] = a->name;
    if (v.may_manage)
      for (const auto& a : g_.identity.accounts_with(tx, kReportMake, round->owner)) v.candidates.emplace_back(a.id, a.name);
  });
  const bool seen =
      v.for_owner || std::any_of(cards.begin(), cards.end(), [&](const CardRow& c) { return may_for(actor, kReportRead, c.unit); });
  if (!seen) return missing();
  if (!round->published) {
    std::vector<UnitId> units;
    for (const auto& c : cards) units.push_back(c.unit);
    // What the record says of a unit is the same for whoever asks.
    TRY(const auto live, live_.by_place(g_.identity.system_actor(), question_of(*round, round->owner), units));
    for (const auto& c : cards) facts[c.id] = values_of(live.at(c.unit));
  }
  std::vector<Fraction> totals;
  for (const auto& c : cards) {
    const auto self = scored_of(*v.set, answers_of(answers[c.id], true), facts[c.id], round->to);
    const auto now = scored_of(*v.set, answers_of(answers[c.id], false), facts[c.id], round->to);
    v.cards.push_back({c, std::string(tree->name(c.unit, on)), self.total, round->published && c.total ? *c.total : now.total});
    totals.push_back(v.cards.back().now);
  }
  const auto by_rank = ranks(totals);
  Fraction sum;
  for (std::size_t i = 0; i < v.cards.size(); ++i) {
    v.cards[i].rank = by_rank[i];
    v.best = std::max(v.best, totals[i]);
    sum = sum + totals[i];
  }
  v.all = static_cast<int>(v.cards.size());
  if (v.all > 0) v.mean = divide(sum, Fraction{v.all}).value_or(Fraction{}).rounded(v.set->decimals);
  if (!v.for_owner) std::erase_if(v.cards, [&](const CardSummary& c) { return !may_for(actor, kReportRead, c.row.unit); });
  std::sort(v.cards.begin(), v.cards.end(), [](const CardSummary& a, const CardSummary& b) {
    return a.rank != b.rank ? a.rank < b.rank : collation_key(a.name) < collation_key(b.name);
  });
  return v;
}

Result<Rounds::Loaded> Rounds::load(store::ReadTx& tx, const Actor& actor, RoundId round, UnitId unit) {
  const auto missing = [] { return errors::not_found("indices.no_card", "Không có phiếu chấm này. Mở lại kỳ chấm điểm."); };
  Loaded l;
  const auto r = table::round(tx, round);
  const auto c = r ? table::card(tx, round, unit) : std::nullopt;
  if (!c || (!may_for(actor, kReportRead, r->owner) && !may_for(actor, kReportRead, unit))) return missing();
  l.round = *r;
  l.card = *c;
  l.answers = table::answers(tx, c->id);
  l.evidence = table::evidence(tx, c->id);
  return l;
}

namespace {
// What still stands against locking the self-score, and what deserves a second look.
void inspect(CardView& v) {
  for (const auto* item : v.set->items()) {
    if (item->scorer != Scorer::unit) continue;
    const auto& view = v.items.at(item->id);
    const auto& field = *v.set->field_of(item->id);
    const auto given = view.last(Stage::self);
    if (!given || !given->answer.given()) {
      if (field.part == Part::regular) v.missing.push_back(fmt::format("{} {}: chưa tự chấm.", item->id, item->name));
      continue;
    }
    const auto kept = std::count_if(view.evidence.begin(), view.evidence.end(), [](const EvidenceRow& e) { return !e.withdrawn_at; });
    if (item->needs_evidence() && kept == 0 && view.self.points > Fraction{})
      v.missing.push_back(fmt::format("{} {}: chưa có tài liệu kiểm chứng.", item->id, item->name));
    for (const auto& e : view.evidence) {
      if (e.withdrawn_at) continue;
      if (e.day && (*e.day < v.round.from || *e.day > v.round.to))
        v.warnings.push_back(fmt::format("{}: tài liệu “{}” ghi ngày {}, ngoài kỳ chấm.", item->id, e.title, vn_date(*e.day)));
      if (e.kind == EvidenceKind::document && (e.number.empty() || !e.day))
        v.warnings.push_back(fmt::format("{}: văn bản “{}” chưa có số hoặc ngày.", item->id, e.title));
    }
  }
}

CardRights rights_of(const Actor& actor, const CardView& v, const std::map<std::string, AccountId>& appraisers, Day today) {
  CardRights r;
  if (v.round.published) return r;
  const auto unit = v.card.unit;
  const bool maker = may_for(actor, kReportMake, unit), owner = may_for(actor, kReportMake, v.round.owner);
  r.owner = owner;
  r.self = maker && v.card.state == CardState::self && today <= v.round.self_due;
  r.lock = may_for(actor, kDirectiveGive, unit) && v.card.state == CardState::self && today <= v.round.self_due;
  r.dispute = maker && (v.card.state == CardState::appraised || v.card.state == CardState::disputed) && today <= v.round.appraisal_due;
  r.accept = v.card.state == CardState::appraised && (may_for(actor, kDirectiveGive, unit) || (owner && today > v.round.appraisal_due));
  if (owner && (v.card.state == CardState::locked || v.card.state == CardState::disputed))
    for (const auto& f : v.set->fields) {
      const auto named = appraisers.find(f.id);
      if (named == appraisers.end() || named->second == actor.account()) r.fields.insert(f.id);
    }
  return r;
}
}  // namespace

Result<CardView> Rounds::card(const Actor& actor, RoundId round, UnitId unit) {
  std::map<std::string, AccountId> appraisers;
  std::map<std::string, Fraction, std::less<>> facts, facts_before;
  std::vector<AnswerRow> answers_before;
  std::optional<RoundRow> earlier;
  auto loaded = g_.db.read([&](store::ReadTx& tx) -> Result<Loaded> {
    TRY(auto l, load(tx, actor, round, unit));
    appraisers = table::appraisers(tx, round);
    if (l.round.published) facts = table::card_facts(tx, l.card.id);
    // The round before of the same owner that this unit was in.
    for (const auto& r : table::rounds(tx, round.value, 50)) {
      const auto c = r.published && r.owner == l.round.owner ? table::card(tx, r.id, unit) : std::nullopt;
      if (!c) continue;
      earlier = r;
      answers_before = table::answers(tx, c->id);
      facts_before = table::card_facts(tx, c->id);
      break;
    }
    return l;
  });
  if (!loaded) return tl::make_unexpected(loaded.error());
  auto& l = *loaded;
  CardView v{.round = l.round, .card = l.card};
  TRY(v.set, sets_.open(l.round.set));
  const auto tree = g_.identity.tree();
  const auto on = std::min(l.round.to, g_.identity.today());
  v.unit_name = tree->name(unit, on);
  v.owner_name = tree->name(l.round.owner, on);
  v.now_at = g_.clock.now();
  TRY(v.recorded, live_.of(may_for(actor, kReportRead, unit) ? actor : g_.identity.system_actor(), question_of(l.round, unit)));
  if (!l.round.published) facts = values_of(v.recorded);
  v.self = scored_of(*v.set, answers_of(l.answers, true), facts, l.round.to);
  v.now = scored_of(*v.set, answers_of(l.answers, false), facts, l.round.to);
  for (const auto* item : v.set->items()) {
    ItemView one{.item = item, .self = *v.self.item(item->id), .now = *v.now.item(item->id)};
    std::copy_if(l.answers.begin(), l.answers.end(), std::back_inserter(one.answers),
                 [&](const AnswerRow& a) { return a.item == item->id; });
    std::copy_if(l.evidence.begin(), l.evidence.end(), std::back_inserter(one.evidence),
                 [&](const EvidenceRow& e) { return e.item == item->id; });
    v.items.emplace(item->id, std::move(one));
  }
  if (earlier) {
    TRY(const auto set, sets_.open(earlier->set));
    const auto then = scored_of(*set, answers_of(answers_before, false), facts_before, earlier->to);
    for (const auto& f : then.fields)
      for (const auto& i : f.items) v.before.emplace(i.item->id, i.points);
    v.before_name = earlier->name;
  }
  inspect(v);
  v.rights = rights_of(actor, v, appraisers, g_.identity.today());
  return v;
}

// ---- what if ---------------------------------------------------------------------------------------------------------------------------

Result<WhatIf> Rounds::what_if(const Actor& actor, RoundId id, const Change& change) {
  TRY(const auto view, open(actor, id));
  if (!view.for_owner) return errors::not_found("indices.what_if_for_owner", "Trang này dành cho cơ quan tổ chức chấm điểm.");
  TRY(const auto other, changed(*view.set, change));
  std::map<UnitId, LiveFacts> live;
  if (!view.row.published) {
    std::vector<UnitId> units;
    for (const auto& c : view.cards) units.push_back(c.row.unit);
    TRY(live, live_.by_place(g_.identity.system_actor(), question_of(view.row, view.row.owner), units));
  }
  WhatIf w{.max_before = view.set->scale};
  for (const auto* item : view.set->items())
    if (change.maxima.contains(item->id) || change.formulas.contains(item->id) ||
        (!item->metric.empty() && change.metrics.contains(item->metric)))
      w.changed.push_back(item);
  std::vector<Fraction> before, after;
  for (const auto& c : view.cards) {
    std::vector<AnswerRow> answers;
    std::map<std::string, Fraction, std::less<>> facts;
    g_.db.read([&](store::ReadTx& tx) {
      answers = table::answers(tx, c.row.id);
      if (view.row.published) facts = table::card_facts(tx, c.row.id);
    });
    if (!view.row.published) facts = values_of(live.at(c.row.unit));
    const auto given = answers_of(answers, false);
    const auto was = scored_of(*view.set, given, facts, view.row.to);
    const auto is = scored_of(other, given, facts, view.row.to, change.metrics);
    WhatIfRow row{.unit = c.row.unit, .name = c.name, .before = was.total, .after = is.total};
    const auto words = [](const ItemScore& s) {
      if (s.state == ItemState::not_applicable) return std::string("không áp dụng");
      if (s.state == ItemState::unknown) return std::string("chưa có số liệu");
      return (s.rate ? s.rate->text() + (s.item->metric.empty() && s.item->rule.whole.empty() ? "" : " %") + ", " : "") + s.points.text() +
             " điểm";
    };
    for (const auto* item : w.changed) row.items.emplace(item->id, std::pair{words(*was.item(item->id)), words(*is.item(item->id))});
    before.push_back(was.total);
    after.push_back(is.total);
    w.rows.push_back(std::move(row));
  }
  const auto rank_before = ranks(before), rank_after = ranks(after);
  for (std::size_t i = 0; i < w.rows.size(); ++i) {
    w.rows[i].rank_before = rank_before[i];
    w.rows[i].rank_after = rank_after[i];
  }
  for (const auto& f : other.fields)
    if (f.part == Part::regular) w.max_after = w.max_after + f.max;
  std::stable_sort(w.rows.begin(), w.rows.end(), [](const WhatIfRow& a, const WhatIfRow& b) { return a.rank_after < b.rank_after; });
  return w;
}

}  // namespace motcua::indices
