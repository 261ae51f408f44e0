// Every figure opens the dossiers it counts.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "reports/service.hpp"

namespace motcua::reports {

bool counts(const Measure& m, const Cut& cut, dossier::Channel channel, std::span<const Step> steps) {
  if (!has(m, channel)) return false;
  const auto e = ends(steps);
  if (!e.opened || *e.opened >= cut.to) return false;
  switch (m.when) {
    case When::during:
      if (has(m, Account::received)) return *e.opened >= cut.from;
      return e.closed && *e.closed >= cut.from && *e.closed < cut.to && has(m, *e.outcome);
    case When::opening:
    case When::closing: {
      const auto where = standing(steps, m.when == When::opening ? cut.from : cut.to);
      return where && has(m, *where);
    }
  }
  return false;
}

std::string rule_words(const Measure& m, const Cut& cut, std::span<const Step> steps) {
  const auto e = ends(steps);
  if (!e.opened) return {};
  if (m.when == When::during && has(m, Account::received)) return fmt::format("Tiếp nhận {}, trong kỳ", vn_datetime(*e.opened));
  if (m.when == When::during) {
    if (!e.closed) return {};
    if (*e.outcome == Account::withdrawn)
      return fmt::format("Công dân rút {}; tính là đã giải quyết, không quá hạn", vn_datetime(*e.closed));
    if (*e.outcome == Account::stopped)
      return fmt::format("Dừng giải quyết {}; tính là đã giải quyết, không quá hạn", vn_datetime(*e.closed));
    return fmt::format("Có kết quả {}, hẹn trả {}: {}", vn_datetime(*e.closed), vn_datetime(e.due_at), label(*e.outcome));
  }
  const auto t = m.when == When::opening ? cut.from : cut.to;
  std::vector<Step> before;
  for (const auto& s : steps)
    if (s.at < t) before.push_back(s);
  const auto due = ends(before).due_at;
  const auto where = standing(steps, t).value_or(Account::received);
  const auto* when = m.when == When::opening ? "kỳ bắt đầu" : cut.running ? "lập báo cáo" : "hết kỳ";
  if (where == Account::overdue) return fmt::format("Chưa có kết quả khi {}; hẹn trả {}, đã quá hạn", when, vn_datetime(due));
  if (where == Account::in_term) return fmt::format("Chưa có kết quả khi {}; hẹn trả {}, còn hạn", when, vn_datetime(due));
  return fmt::format("Đang chờ công dân khi {}; thời gian chờ không tính vào thời hạn", when);
}

namespace {
// Where a list goes on: measure, part of it, unit, then the key within.
struct Cursor {
  std::size_t measure = 0, part = 0, unit = 0;
  std::int64_t key = INT64_MIN, dossier = INT64_MIN;
  bool fresh = true;  // from the beginning: what is not folded yet comes first

  std::string text() const { return fmt::format("{}.{}.{}.{}.{}", measure, part, unit, key, dossier); }
  static Cursor from(std::string_view text) {
    Cursor c;
    std::array<std::int64_t, 5> n{};
    std::size_t i = 0;
    while (!text.empty() && i < n.size()) {
      const auto dot = text.find('.');
      const auto part = text.substr(0, dot);
      if (std::from_chars(part.data(), part.data() + part.size(), n[i]).ec != std::errc{}) return c;
      ++i;
      text = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
    }
    if (i != n.size() || n[0] < 0 || n[1] < 0 || n[2] < 0) return c;
    return {static_cast<std::size_t>(n[0]), static_cast<std::size_t>(n[1]), static_cast<std::size_t>(n[2]), n[3], n[4], false};
  }
};

std::vector<ListPart> parts_of(const Measure& m, const Cut& cut) {
  std::optional<Instant> known;
  if (cut.known) known = to_instant(LocalTime{*cut.known + std::chrono::days{1}});
  const auto part = [&](ListPart::Kind kind, Instant from, Instant to) {
    ListPart p;
    p.kind = kind;
    p.from = from;
    p.to = to;
    p.known = known;
    return p;
  };
  using Kind = ListPart::Kind;
  if (m.when == When::during && has(m, Account::received)) return {part(Kind::received, cut.from, cut.to)};
  if (m.when == When::during) return {part(Kind::closed, cut.from, cut.to)};
  const auto t = m.when == When::opening ? cut.from : cut.to;
  return {part(Kind::still_open, t, t), part(Kind::open_then, t, t)};
}

// Walks the lists of one figure.
class CellWalk {
 public:
  CellWalk(store::ReadTx& tx, const std::vector<Measure>& measures, const Cut& cut, const Narrow& narrow, const Tail& tail, int limit)
      : tx_(tx),
        measures_(measures),
        cut_(cut),
        narrow_(narrow),
        tail_(tail),
        limit_(static_cast<std::size_t>(limit)),
        units_(narrow.places || narrow.settling ? competent_units(tx, narrow) : narrow.units) {}

  struct Found {
    CaseRow row;
    std::string rule;
  };
  std::vector<Found> found;

  // The cursor to go on from; nothing at the end.
  std::optional<Cursor> run(Cursor c) {
    if (c.fresh) {
      for (const auto& [id, one] : tail_.cases) take_unfolded(one.now);
      c.fresh = false;
    }
    for (; c.measure < measures_.size(); c = {c.measure + 1, 0, 0, INT64_MIN, INT64_MIN, false}) {
      const auto& m = measures_[c.measure];
      const auto parts = parts_of(m, cut_);
      for (; c.part < parts.size(); c = {c.measure, c.part + 1, 0, INT64_MIN, INT64_MIN, false})
        for (; c.unit < units_.size(); c = {c.measure, c.part, c.unit + 1, INT64_MIN, INT64_MIN, false})
          if (!unit_of(m, parts[c.part], c)) return c;
    }
    return std::nullopt;
  }

 private:
  void take_unfolded(const Case& now) { take(now); }
  // In these hands on the day known?
  bool held(const Case& c) const {
    auto d = c.row->dimensions;
    d.hands = hands_on(c.steps, cut_.known);
    return narrow_.holds(d);
  }
  bool take(const Case& c) {
    if (!held(c)) return false;
    const auto steps = known_on(c.plain_steps(), cut_.known);
    for (const auto& m : measures_) {
      if (!counts(m, cut_, c.row->dimensions.channel, steps)) continue;
      found.push_back({*c.row, rule_words(m, cut_, steps)});
      return true;
    }
    return false;
  }
  // False: the page is full, the cursor stands at the last row taken.
  bool unit_of(const Measure& m, ListPart part, Cursor& c) {
    part.unit = units_[c.unit];
    part.narrow = &narrow_;
    while (true) {
      part.after = {c.key, c.dossier};
      const auto rows = candidates(tx_, part);
      std::vector<DossierId> ids;
      for (const auto& r : rows)
        if (has(m, r.row.dimensions.channel)) ids.push_back(r.row.dossier);
      const auto cases = load_cases(tx_, ids);
      for (const auto& r : rows) {
        if (found.size() >= limit_) return false;
        c.key = r.key;
        c.dossier = r.row.dossier.value;
        if (tail_.cases.contains(r.row.dossier)) continue;  // came first
        const auto one = cases.find(r.row.dossier);
        if (one == cases.end()) continue;
        const auto steps = known_on(one->second.plain_steps(), cut_.known);
        if (counts(m, cut_, r.row.dimensions.channel, steps) && held(one->second)) found.push_back({r.row, rule_words(m, cut_, steps)});
      }
      if (rows.size() < static_cast<std::size_t>(part.limit)) return true;
    }
  }

  store::ReadTx& tx_;
  const std::vector<Measure>& measures_;
  const Cut& cut_;
  const Narrow& narrow_;
  const Tail& tail_;
  std::size_t limit_;
  std::vector<UnitId> units_;
};
}  // namespace

Result<CellList> Reports::cell(const Actor& actor, const Form& form, const Question& asked, const RowKey& row, int number,
                               std::string_view after, int limit) {
  auto& s = *impl_;
  const auto* col = reports::column(form, number);
  if (!col) return errors::not_found("reports.no_column", "Biểu không có cột này. Mở lại báo cáo rồi chọn một con số.");
  auto q = asked;
  if (!row.field.empty()) q.field = row.field;
  const auto on = tree_day(q, s.clock.now());
  auto narrow = s.narrow(actor, q);
  if (row.unit || !row.section.empty()) narrow.any_unit = false;
  std::erase_if(narrow.units, [&](UnitId u) {
    return (row.unit && u != row.unit) || (!row.section.empty() && s.section_of(form, u, on) != row.section);
  });
  const auto cut = s.cut_of(q);
  const auto counted = measures(form, *col);
  CellList list{.form = &form, .column = col};
  list.row_name = row.unit ? s.unit_name(row.unit, on) : s.unit_name(q.unit, on);
  for (const auto& f : s.catalog.fields())
    if (f.id == row.field) list.row_name = f.name;
  return s.db.read([&](store::ReadTx& tx) -> Result<CellList> {
    const auto tail = s.tail(tx);
    for (const auto& [d, balance] : s.balances(tx, narrow, cut, tail))
      for (const auto& m : counted) list.figure += balance.of(m, d.channel);
    CellWalk walk(tx, counted, cut, narrow, tail, limit);
    if (const auto next = walk.run(Cursor::from(after))) list.next = next->text();
    for (auto& f : walk.found) {
      CellRow r;
      r.dossier = f.row.dossier;
      r.code = f.row.code;
      r.procedure_code = f.row.dimensions.procedure;
      if (const auto version = s.catalog.version(tx, f.row.version)) r.procedure_name = (*version)->name;
      r.unit_name = s.unit_name(f.row.dimensions.unit, on);
      r.channel = f.row.dimensions.channel;
      r.received_at = f.row.received_at;
      r.due_at = f.row.due_at;
      r.closed_at = f.row.closed_at;
      r.outcome = f.row.outcome;
      r.rule = std::move(f.rule);
      list.rows.push_back(std::move(r));
    }
    return list;
  });
}

Result<std::vector<Correction>> Reports::corrections(const Actor& actor, const Question& q) {
  auto& s = *impl_;
  if (!q.known) return std::vector<Correction>{};
  const auto narrow = s.narrow(actor, q);
  const auto since = to_instant(LocalTime{*q.known + std::chrono::days{1}});
  constexpr int kMost = 500;
  return s.db.read([&](store::ReadTx& tx) -> Result<std::vector<Correction>> {
    std::vector<Correction> list;
    for (const auto& late : steps_recorded_since(tx, since, std::min(since, q.period.end()), kMost)) {
      if (!narrow.holds(late.row.dimensions)) continue;
      const auto account = s.identity.account(tx, late.step.actor);
      list.push_back({late.row.code, late.step.step.effect, late.step.step.at, late.step.step.recorded_at,
                      account ? account->name : std::string("Hệ thống"), late.step.reason});
    }
    return list;
  });
}

}  // namespace motcua::reports
