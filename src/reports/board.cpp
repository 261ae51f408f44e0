#include "reports/board.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dossier/facts.hpp"
#include "reports/service.hpp"
#include "reports/store_flow.hpp"

namespace motcua::reports {

namespace {
constexpr auto kIndicators = std::to_array<Indicator>({
    {"dung-han", "Đúng hạn", "10+11", "9", "(cột 10 + cột 11) / cột 9 của Biểu 07a", false, 4, 5},
    {"toan-trinh", "Trực tuyến toàn trình", "4", "4+5+6+7", "cột 4 / (cột 4 + 5 + 6 + 7) của Biểu 07a", false, 2, 1},
    {"truc-tuyen", "Trực tuyến", "4+5", "4+5+6+7", "(cột 4 + cột 5) / (cột 4 + 5 + 6 + 7) của Biểu 07a", false, 3, 1},
    {"dang-qua-han", "Đang giải quyết đã quá hạn", "15", "13", "cột 15 / cột 13 của Biểu 07a", true, 6, 7},
});

std::vector<std::vector<Measure>> measures_of(std::string_view columns) {
  const auto& f = *form("07a");
  std::vector<std::vector<Measure>> all;
  for (const int n : summands(columns)) all.push_back(measures(f, *column(f, n)));
  return all;
}

std::int64_t total(const Balances& sums, std::string_view columns) {
  std::int64_t n = 0;
  for (const auto& part : measures_of(columns))
    for (const auto& m : part)
      for (const auto& [d, b] : sums) n += b.of(m, d.channel);
  return n;
}

Rate rate(const Balances& sums, const Indicator& i) { return {total(sums, i.part), total(sums, i.whole)}; }

// Ranks 1, 2, 2, 4: equal rates share a rank.
void rank(std::vector<BoardUnit>& units) {
  const auto better = [](const Rate& a, const Rate& b) { return a.part * b.whole > b.part * a.whole; };
  std::sort(units.begin(), units.end(), [&](const BoardUnit& a, const BoardUnit& b) {
    if ((a.on_time.whole == 0) != (b.on_time.whole == 0)) return b.on_time.whole == 0;
    if (better(a.on_time, b.on_time)) return true;
    if (better(b.on_time, a.on_time)) return false;
    return collation_key(a.name) < collation_key(b.name);
  });
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].on_time.whole == 0) break;
    const bool same = i > 0 && !better(units[i - 1].on_time, units[i].on_time);
    units[i].rank = same ? units[i - 1].rank : static_cast<int>(i) + 1;
  }
}
}  // namespace

std::span<const Indicator> indicators() { return kIndicators; }
const Indicator* indicator(std::string_view id) {
  for (const auto& i : kIndicators)
    if (i.id == id) return &i;
  return nullptr;
}

namespace {
// What a board asks of the record, each part a few statements in one snapshot.
class BoardMaker {
 public:
  BoardMaker(const Reports::Impl& s, store::ReadTx& tx, const Narrow& narrow, const Question& q,
             const std::vector<catalog::Field>& all_fields)
      : s_(s), tx_(tx), narrow_(narrow), all_fields_(all_fields), tail_(s.tail(tx)), targets_(target_rows(tx)) {
    board_.question = q;
    board_.cut = s.cut_of(q);
    if (!q.unit) return;
    line_ = s.identity.tree()->ancestors(q.unit, tree_day(q, s.clock.now()));
    line_.insert(line_.begin(), q.unit);
  }

  Board make() {
    const auto now = sums(board_.question.period), before = sums(reports::before(board_.question.period)),
               year_ago = sums(year_before(board_.question.period));
    board_.received = total(now, "4+5+6+7");
    board_.received_before = total(before, "4+5+6+7");
    board_.received_year_ago = total(year_ago, "4+5+6+7");
    board_.settled = total(now, "9");
    board_.pending = total(now, "13");
    board_.overdue = total(now, "15");
    const auto province = province_sums();
    for (const auto& i : kIndicators) {
      IndicatorValue v{&i, rate(now, i), rate(before, i), rate(year_ago, i)};
      const auto whole = rate(province, i);
      if (const auto* row = target_for(targets_, line_, i.id, board_.question.period.to))
        v.target = resolve(*row, {whole.part, whole.whole, v.year_ago.part, v.year_ago.whole}, i.lower_is_better);
      board_.indicators.push_back(std::move(v));
    }
    facts();
    months();
    fields(now);
    units(now, before);
    today();
    return std::move(board_);
  }

 private:
  Balances sums(const Period& p) {
    auto q = board_.question;
    q.period = p;
    return s_.balances(tx_, narrow_, s_.cut_of(q), tail_);
  }
  // Of the whole province the unit lies in: what "the average of the province" is measured by. A sum of a province is no secret.
  Balances province_sums() {
    const auto tree = s_.identity.tree();
    const auto on = tree_day(board_.question, s_.clock.now());
    for (const auto u : line_) {
      const auto kind = tree->kind(u, on);
      if (kind != identity::UnitKind::province && kind != identity::UnitKind::central_city) continue;
      Narrow whole{.units = tree->within(u, on), .field = board_.question.field, .procedure = board_.question.procedure};
      std::sort(whole.units.begin(), whole.units.end());
      return s_.balances(tx_, whole, board_.cut, tail_);
    }
    return {};
  }
  void facts() {
    struct Row {
      std::string_view id, title, formula;
      std::function<Rate(const Cut&)> of;
    };
    const auto supplements = [&](const Cut& c) { return count_supplements(tx_, narrow_, c.from, c.to); };
    const auto& field = narrow_.field;
    const Row rows[] = {
        {"bo-sung", "Phải bổ sung sau tiếp nhận", "hồ sơ bị yêu cầu bổ sung / hồ sơ tiếp nhận trong kỳ",
         [&](const Cut& c) {
           const auto f = supplements(c);
           return Rate{f.once, f.received};
         }},
        {"bo-sung-lai", "Phải bổ sung từ lần thứ hai", "hồ sơ bị yêu cầu từ hai lần / hồ sơ tiếp nhận trong kỳ",
         [&](const Cut& c) {
           const auto f = supplements(c);
           return Rate{f.again, f.received};
         }},
        {"thanh-toan", "Thanh toán trực tuyến", "hồ sơ nộp phí, lệ phí không dùng tiền mặt / hồ sơ đã nộp phí, lệ phí",
         [&](const Cut& c) {
           const auto f = dossier::count_payments(tx_, narrow_.units, field, c.from, c.to);
           return Rate{f.online, f.paid};
         }},
        {"xin-loi", "Xin lỗi đúng lúc khi trễ hẹn", "hồ sơ xong quá hạn có Mẫu 04 gửi trước hạn / hồ sơ xong quá hạn", [&](const Cut& c) {
           const auto f = dossier::count_apologies(tx_, narrow_.units, field, c.from, c.to);
           return Rate{f.in_time, f.late};
         }}};
    const auto cut = [&](const Period& p) {
      auto q = board_.question;
      q.period = p;
      return s_.cut_of(q);
    };
    const auto before = cut(reports::before(board_.question.period)), year = cut(year_before(board_.question.period));
    for (const auto& r : rows)
      if (narrow_.by_competence() || (r.id != "thanh-toan" && r.id != "xin-loi"))
        board_.facts.push_back({r.id, r.title, r.formula, r.of(board_.cut), r.of(before), r.of(year)});
    waiting(board_.cut);
  }
  void waiting(const Cut& c) {
    auto& w = board_.waiting;
    w.returned = count_returned(tx_, narrow_, c.from, c.to);
    if (w.returned == 0) return;
    constexpr std::int64_t kHour = 3'600'000'000;
    w.median_hours = waiting_at(tx_, narrow_, c.from, c.to, (w.returned - 1) / 2) / kHour;
    w.p90_hours = waiting_at(tx_, narrow_, c.from, c.to, (w.returned * 9 + 9) / 10 - 1) / kHour;
  }
  void months() {
    auto month = month_of(board_.question.period.to);
    for (int i = 0; i < 12; ++i) {
      board_.months.insert(board_.months.begin(), {.period = month});
      month = reports::before(month);
    }
    const auto add = [&](Instant t, Account a, std::int64_t n) {
      for (auto& m : board_.months) {
        if (t < m.period.begin() || t >= m.period.end()) continue;
        if (a == Account::received) m.received += n;
        if (a >= Account::early) m.settled += n;
        if (a >= Account::early && a != Account::late) m.in_time += n;
      }
    };
    sum_by_half(tx_, narrow_, half_of(board_.months.front().period.from), half_of(board_.months.back().period.to) + 1,
                [&](std::int64_t half, dossier::Channel, Account a, std::int64_t n) { add(to_instant(LocalTime{first_day(half)}), a, n); });
    for (const auto& [id, one] : tail_.cases) {
      auto d = one.now.row->dimensions;
      for (const auto& p : one.added) {
        d.hands = p.hands;
        if (narrow_.holds(d)) add(p.posting.at, p.posting.account, p.posting.amount);
      }
    }
  }
  void fields(const Balances& now) {
    std::map<std::string, std::int64_t> received;
    for (const auto& part : measures_of("4+5+6+7"))
      for (const auto& m : part)
        for (const auto& [d, b] : now) received[d.field] += b.of(m, d.channel);
    for (const auto& f : all_fields_)
      if (received[f.id] > 0) board_.fields.push_back({f.id, f.name, received[f.id]});
    std::stable_sort(board_.fields.begin(), board_.fields.end(), [](const auto& a, const auto& b) { return a.received > b.received; });
  }
  // The place a unit counts under in ranks: its commune, its district, or the province itself.
  UnitId place_of(UnitId unit, Day on) const {
    const auto tree = s_.identity.tree();
    if (tree->exists(unit, on)) return province_of(tree->territory(unit, on).value_or(unit), on);
    const auto heir = tree->successor(unit, on);
    return heir ? province_of(tree->territory(*heir, on).value_or(*heir), on) : unit;
  }
  // Asked for the whole country, provinces are ranked.
  UnitId province_of(UnitId place, Day on) const {
    if (board_.question.unit) return place;
    const auto above = s_.identity.tree()->ancestors(place, on);
    return above.empty() ? place : above.back();
  }
  std::vector<BoardUnit> by_place(const Balances& sums) const {
    const auto on = tree_day(board_.question, s_.clock.now());
    std::map<UnitId, Balances> places;
    for (const auto& [d, b] : sums) places[place_of(d.unit, on)][d] = b;
    std::vector<BoardUnit> units;
    for (const auto& [place, part] : places)
      units.push_back({.unit = place,
                       .name = s_.unit_name(place, on),
                       .received = total(part, "4+5+6+7"),
                       .overdue = total(part, "15"),
                       .on_time = rate(part, kIndicators[0])});
    rank(units);
    return units;
  }
  void units(const Balances& now, const Balances& before) {
    board_.average = rate(now, kIndicators[0]);
    auto units = by_place(now);
    if (units.size() < 2) return;
    const auto then = by_place(before);
    for (auto& u : units)
      for (const auto& b : then)
        if (b.unit == u.unit && b.rank > 0) u.rank_before = b.rank;
    board_.units = std::move(units);
  }
  void today() {
    const auto now = s_.clock.now();
    const auto sums_today = sums(free_period(day_of(now), day_of(now)));
    board_.today.day = day_of(now);
    board_.today.received = total(sums_today, "4+5+6+7");
    board_.today.settled = total(sums_today, "9");
    count_due(tx_, narrow_, to_instant(LocalTime{day_of(now)}), to_instant(LocalTime{day_of(now) + std::chrono::days{1}}),
              [&](const Dimensions&, std::int64_t n) { board_.today.due += n; });
    const auto five_ago = to_instant(LocalTime{day_of(now) - kLongOverdue});
    count_due(tx_, narrow_, Instant{}, five_ago, [&](const Dimensions&, std::int64_t n) { board_.overdue_days += n; });
  }

  const Reports::Impl& s_;
  store::ReadTx& tx_;
  const Narrow& narrow_;
  const std::vector<catalog::Field>& all_fields_;
  Tail tail_;
  std::vector<TargetRow> targets_;
  std::vector<UnitId> line_;  // the unit and those above it
  Board board_;
};
}  // namespace

Result<Board> Reports::board(const Actor& actor, const Question& q) {
  auto& s = *impl_;
  const auto narrow = s.narrow(actor, q);
  const auto fields = s.catalog.fields();
  auto board = s.db.read([&](store::ReadTx& tx) { return BoardMaker(s, tx, narrow, q, fields).make(); });
  board.unit_name = s.unit_name(q.unit, tree_day(q, s.clock.now()));
  return board;
}

namespace {
// Procedures that the unit cannot settle are no gap of it: a commune's list has those of communes, a province's all.
std::string settled_level(const Reports::Impl& s, UnitId unit, Day on) {
  if (!unit) return {};
  const auto word = s.level_of(unit, on);
  return word == "xa" ? "xã" : word == "huyen" ? "huyện" : std::string();
}
}  // namespace

Result<ProcedureCoverage> Reports::coverage(const Actor& actor, const Question& q) {
  auto& s = *impl_;
  auto all = q;
  all.procedure.clear();
  const auto narrow = s.narrow(actor, all);
  const auto on = tree_day(q, s.clock.now());
  const auto used =
      s.db.read([&](store::ReadTx& tx) { return procedure_use(tx, narrow, q.period.from, q.period.to + std::chrono::days{1}); });
  const auto tail = s.db.read([&](store::ReadTx& tx) { return s.tail(tx); });
  std::map<std::string, ProcedureUse> by_code;
  for (const auto& u : used) by_code[u.procedure] = u;
  for (const auto& [id, one] : tail.cases) {
    const auto& d = one.now.row->dimensions;
    if (!narrow.holds(d)) continue;
    const auto day = day_of(one.now.row->received_at);
    auto& u = by_code[d.procedure];
    if (day >= q.period.from && day <= q.period.to) ++u.received;
    if (day <= q.period.to) u.last = std::max(u.last, day);
  }
  ProcedureCoverage coverage;
  catalog::Search search;
  search.day = on;
  search.field = q.field;
  search.level = settled_level(s, q.unit, on);
  search.page_size = 200;
  std::vector<std::pair<std::string, UnusedProcedure>> unused;
  for (search.page = 1;; ++search.page) {
    const auto page = s.catalog.search(search);
    for (const auto& p : page.rows) {
      ++coverage.used.whole;
      const auto found = by_code.find(p.code);
      if (found != by_code.end() && found->second.received > 0) {
        ++coverage.used.part;
        continue;
      }
      std::optional<Day> last;
      if (found != by_code.end() && found->second.last != Day{}) last = found->second.last;
      unused.emplace_back(collation_key(p.field_name + "|" + p.name), UnusedProcedure{p.code, p.name, p.field_name, last});
    }
    if (search.page >= page.pages) break;
  }
  std::sort(unused.begin(), unused.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [key, p] : unused) coverage.unused.push_back(std::move(p));
  return coverage;
}

}  // namespace motcua::reports
