#include "reports/flow.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/permissions.hpp"
#include "reports/flow_parts.hpp"
#include "reports/told_once.hpp"
#include "store/journal.hpp"
#include "store/lease.hpp"
#include "store/verify.hpp"

namespace motcua::reports {

namespace {
constexpr std::chrono::days kLearnFrom{92};
}  // namespace

FlowSpan span_of(const Question& q, Instant now) { return {std::min(q.period.begin(), now), std::min(q.period.end(), now)}; }

const StandardRow* Flow::Standards::set_for(UnitId unit, const StepKey& key) const {
  auto above = tree->ancestors(unit, day);
  above.insert(above.begin(), unit);
  for (const auto u : above) {
    const StandardRow* holds = nullptr;
    for (const auto& r : own)
      if (r.unit == u && r.procedure == key.first && r.step == key.second && r.from <= day) holds = &r;
    if (holds) return holds;
  }
  return nullptr;
}

std::int64_t Flow::Standards::minutes(UnitId unit, const StepKey& key) const {
  if (!own.empty())
    if (const auto* row = set_for(unit, key)) return row->minutes;
  const auto it = learned.find(key);
  return it != learned.end() && it->second.samples >= kLeastSamples ? it->second.minutes : kUnknownMinutes;
}

Flow::Standards Flow::standards_of(store::ReadTx& tx) const {
  return {learned_standards(tx), standard_rows(tx), identity_.tree(), identity_.today()};
}

std::vector<UnitId> Flow::scope(const Actor& actor, const Question& q) const { return reports_.scope(actor, q); }

// ---- load -------------------------------------------------------------------------------------------------------------------------------

namespace {
using Officers = std::map<AccountId, OfficerLoad>;

// Who could work there and did nothing is what a leader must see too.
void add_idle(Officers& officers, const identity::Identity& identity, store::ReadTx& tx, UnitId unit, Day on) {
  const bool desk = identity.tree()->kind(unit, on) == identity::UnitKind::one_stop;
  for (const auto& a : identity.accounts_with(tx, desk ? identity::kDossierAccept : identity::kDossierWork, unit))
    if (!a.locked) officers[a.id].name = a.name;
}

// Who of those able to gets each dossier nobody works on.
void add_proposals(UnitLoad& u, const identity::Identity& identity, store::ReadTx& tx, const std::vector<dossier::StepFact>& waiting,
                   const std::vector<std::int64_t>& costs) {
  std::set<AccountId> able;
  for (const auto& a : identity.accounts_with(tx, identity::kDossierWork, u.unit))
    if (!a.locked) able.insert(a.id);
  std::vector<std::int64_t> open;
  std::vector<const OfficerLoad*> people;
  for (const auto& o : u.officers)
    if (able.contains(o.officer)) {
      people.push_back(&o);
      open.push_back(o.open_minutes);
    }
  const auto given = share_out(open, costs);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto& s = waiting[i];
    u.proposals.push_back({s.code, s.procedure_name, s.version, s.due_at, costs[i], people[given[i]]->officer, people[given[i]]->name});
  }
}

void set_loads(UnitLoad& u, Officers& officers, std::int64_t working_minutes) {
  std::vector<double> loads;
  for (auto& [id, o] : officers) {
    o.officer = id;
    o.load = working_minutes > 0 ? static_cast<double>(o.minutes) / static_cast<double>(working_minutes) : 0;
    loads.push_back(o.load);
    u.officers.push_back(std::move(o));
  }
  u.spread = spread_of(loads);
}
}  // namespace

Result<LoadBoard> Flow::load(const Actor& actor, const Question& q) {
  const auto units = scope(actor, q);
  const auto now = clock_.now();
  const auto span = span_of(q, now);
  const auto on = tree_day(q, now);
  LoadBoard board;
  TRY(const auto calendar, dossiers_.calendar_of(q.unit ? q.unit : (units.empty() ? UnitId{} : units.front())));
  board.working_minutes = calendar->working_minutes(span.from, span.to);
  db_.read([&](store::ReadTx& tx) {
    const auto standards = standards_of(tx);
    std::map<UnitId, Officers> by_unit;
    std::map<UnitId, std::vector<dossier::StepFact>> waiting;
    const auto standard = [&](const dossier::StepFact& s) { return standards.minutes(s.unit, {s.procedure, s.step}); };
    int steps = 0;
    dossier::each_step_ended(tx, units, q.field, span.from, span.to, kMostSteps, [&](const dossier::StepFact& s) {
      ++steps;
      if (!s.holder) return;
      auto& o = by_unit[s.unit][s.holder];
      o.name = s.holder_name;
      ++o.done;
      o.minutes += standard(s);
    });
    board.cut = steps == kMostSteps;
    dossier::each_step_running(tx, units, q.field, kMostSteps, [&](const dossier::StepFact& s) {
      if (!s.holder) {
        if (s.role == "chuyen-mon") waiting[s.unit].push_back(s);
        return;
      }
      auto& o = by_unit[s.unit][s.holder];
      o.name = s.holder_name;
      ++o.open;
      o.open_minutes += standard(s);
    });
    for (auto& [unit, officers] : by_unit) {
      add_idle(officers, identity_, tx, unit, on);
      UnitLoad u{.unit = unit, .name = std::string(identity_.tree()->name(unit, on))};
      set_loads(u, officers, board.working_minutes);
      u.may_assign = actor.permits_in(identity::kDossierAssign, unit);
      std::vector<std::int64_t> costs;
      for (const auto& s : waiting[unit]) costs.push_back(standard(s));
      add_proposals(u, identity_, tx, waiting[unit], costs);
      std::sort(u.officers.begin(), u.officers.end(),
                [](const auto& a, const auto& b) { return a.minutes != b.minutes ? a.minutes > b.minutes : a.name < b.name; });
      board.units.push_back(std::move(u));
    }
  });
  std::sort(board.units.begin(), board.units.end(),
            [](const auto& a, const auto& b) { return collation_key(a.name) < collation_key(b.name); });
  return board;
}

// ---- standards --------------------------------------------------------------------------------------------------------------------------

int Flow::learn(std::string_view owner) {
  const auto now = clock_.now();
  const auto last = db_.read([](store::ReadTx& tx) { return learned_at(tx); });
  if (last && day_of(*last) == day_of(now)) return 0;
  if (!store::try_acquire_lease(db_, "reports.learn", owner, now, now + std::chrono::minutes(10))) return 0;
  std::map<StepKey, Learned> learned;
  const auto calendar = dossiers_.calendar_of({});
  if (calendar) {
    std::vector<UnitId> units;
    for (const auto& u : identity_.tree()->units()) units.push_back(u.id);
    std::vector<Done> done;
    db_.read([&](store::ReadTx& tx) {
      dossier::each_step_ended(tx, units, "", now - kLearnFrom, now, kMostSteps, [&](const dossier::StepFact& s) {
        if (s.holder) done.push_back({s.holder.value, s.procedure, s.step, *s.finished_at});
      });
    });
    learned = reports::learn(done, [&](Instant a, Instant b) { return (*calendar)->working_minutes(a, b); });
    const auto kept = db_.write([&](store::Tx& tx) -> Status {
      save_learned(tx, learned, now);
      return {};
    });
    ensure(kept.has_value(), "what was learned is never refused");
  }
  store::release_lease(db_, "reports.learn", owner);
  return static_cast<int>(learned.size());
}

namespace {
std::string standard_payload(const StandardRow& r) {
  JsonWriter json;
  json.begin_object().field("unit", r.unit.value).field("procedure", r.procedure).field("step", r.step).field("minutes", r.minutes);
  json.field("from", iso(r.from)).field("source", r.source).field("by", r.set_by_name).end_object();
  return json.take();
}
}  // namespace

UnitId Flow::governing(const Actor& actor, UnitId unit) const {
  if (actor.permits_in(identity::kReportRead, unit)) return unit;
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  for (const auto child : tree->children(unit, today))
    if (tree->kind(child, today) == identity::UnitKind::committee && actor.permits_in(identity::kReportRead, child)) return child;
  // Who may see figures of a division only is shown that.
  const auto own = actor.acting_unit();
  return own && tree->is_within(own, unit, today) ? own : unit;
}

bool Flow::may_set(const Actor& actor, UnitId unit) const {
  return actor.permits_in(identity::kReportMake, unit) || actor.permits_in(identity::kDossierAssign, unit);
}

Result<std::vector<StandardLine>> Flow::standards(const Actor& actor, UnitId unit) {
  if (!unit || !(actor.is_system() || actor.permits_in(identity::kReportRead, unit)))
    return errors::not_found("reports.no_standards", "Không có đơn vị này, hoặc đơn vị không thuộc phạm vi của bạn.");
  const auto units = identity_.units_within(unit, identity_.today());
  const auto now = clock_.now();
  return db_.read([&](store::ReadTx& tx) {
    const auto standards = standards_of(tx);
    std::map<StepKey, StandardLine> lines;
    dossier::each_step_ended(tx, units, "", now - kLearnFrom, now, kMostSteps, [&](const dossier::StepFact& s) {
      auto& l = lines[{s.procedure, s.step}];
      l.procedure = s.procedure;
      l.procedure_name = s.procedure_name;
      l.step = s.step;
      l.step_name = s.name;
    });
    std::vector<StandardLine> list;
    for (auto& [key, l] : lines) {
      l.minutes = standards.minutes(unit, key);
      if (const auto it = standards.learned.find(key); it != standards.learned.end()) l.learned = it->second;
      if (const auto* row = standards.set_for(unit, key)) {
        l.own = true;
        l.source = fmt::format("{}, {} ghi, áp dụng từ {}", row->source, row->set_by_name, vn_date(row->from));
      } else if (l.learned && l.learned->samples >= kLeastSamples) {
        l.source = fmt::format("Trung vị của {} lần làm trong 3 tháng", l.learned->samples);
      } else {
        l.source = "Chưa đủ số liệu để học, tạm tính 20 phút";
      }
      list.push_back(std::move(l));
    }
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::pair(collation_key(a.procedure_name), a.step) < std::pair(collation_key(b.procedure_name), b.step);
    });
    return list;
  });
}

Status Flow::set_standard(const Actor& actor, UnitId unit, const StandardWish& w) {
  if (!may_set(actor, unit))
    return errors::forbidden("reports.may_not_set_standard", "Lãnh đạo phòng hoặc người kiểm soát thủ tục của đơn vị đặt định mức.");
  std::vector<FieldError> wrong;
  constexpr std::int64_t kMost = 60 * 8 * 20;
  if (w.minutes < 1 || w.minutes > kMost) wrong.push_back({"phut", "Nhập số phút từ 1 đến 9.600."});
  if (w.source.size() < 5) wrong.push_back({"nguon", "Ghi căn cứ: số quyết định, biên bản đo."});
  if (w.procedure.empty() || w.step.empty()) wrong.push_back({"phut", "Chọn thủ tục và bước trong danh sách."});
  if (!wrong.empty()) {
    auto e = errors::invalid("reports.standard_invalid", "Xem lại số phút và căn cứ.");
    e.value().fields = std::move(wrong);
    return e;
  }
  const auto now = clock_.now();
  StandardRow row{.id = identity_.ids().next(),
                  .unit = unit,
                  .procedure = w.procedure,
                  .step = w.step,
                  .minutes = w.minutes,
                  .from = identity_.today(),
                  .source = w.source,
                  .set_at = now,
                  .set_by_name = actor.display_name};
  return db_.write([&](store::Tx& tx) -> Status {
    insert(tx, row);
    const auto payload = standard_payload(row);
    TRY_VOID(store::append(tx,
                           {.object = "standard",
                            .object_id = row.id,
                            .at = now,
                            .recorded_at = now,
                            .actor = actor.account_id,
                            .unit = unit.value,
                            .kind = "reports.standard_set",
                            .payload = payload},
                           0));
    return {};
  });
}

std::vector<store::Verifier> Flow::verifiers() const {
  const auto set_at = [](const auto& r) { return r.set_at; };
  return {{"reports: standards",
           [set_at](store::ReadTx& tx) {
             return told_once_fault(tx, "standard", "reports_standard_set", standard_rows(tx), standard_payload, set_at);
           }},
          {"reports: targets", [set_at](store::ReadTx& tx) {
             return told_once_fault(tx, "target", "reports_target", target_rows(tx), target_payload, set_at);
           }}};
}

void each_dossier_moves(store::ReadTx& tx, std::span<const DossierId> dossiers, const MovesVisit& visit) {
  std::vector<dossier::JournalMove> one;
  dossier::each_moves_of(tx, dossiers, [&](const dossier::JournalMove& m) {
    if (!one.empty() && one.front().dossier != m.dossier) {
      visit(one);
      one.clear();
    }
    one.push_back(m);
  });
  if (!one.empty()) visit(one);
}

std::int64_t minutes_of(const calendar::WorkCalendar& calendar, const Stay& stay) {
  return calendar.covers(stay.from) && calendar.covers(stay.to) ? calendar.working_minutes(stay.from, stay.to) : 0;
}

// ---- where dossiers stand still ---------------------------------------------------------------------------------------------------------

namespace {
struct Gathered {
  StayKind kind{};
  std::vector<std::int64_t> minutes{};
  std::set<DossierId> dossiers{}, again{};
};

std::vector<DelayLine> lines_of(const std::map<std::string, DelayLine>& sums) {
  std::vector<DelayLine> lines;
  for (const auto& [name, line] : sums) lines.push_back(line);
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.minutes > b.minutes; });
  return lines;
}

void add_delays(FlowBoard& board, const std::vector<dossier::Lateness::LateOf>& late) {
  std::map<std::string, DelayLine> unit, party, step;
  const auto add = [](std::map<std::string, DelayLine>& to, const dossier::LateView& v, dossier::LateBy by) {
    for (const auto& s : dossier::sum_by(by, v.stretches, v.split)) {
      auto& line = to[s.name];
      line.name = s.name;
      line.minutes += s.minutes;
      ++line.dossiers;
    }
  };
  for (const auto& [id, v] : late) {
    board.late_minutes += v.split.late;
    add(unit, v, dossier::LateBy::unit);
    add(party, v, dossier::LateBy::party);
    add(step, v, dossier::LateBy::step);
  }
  board.by_unit = lines_of(unit);
  board.by_party = lines_of(party);
  board.by_step = lines_of(step);
}
}  // namespace

Result<FlowBoard> Flow::flow(const Actor& actor, const Question& q) {
  const auto narrow = reports_.narrow(actor, q);
  const auto span = span_of(q, clock_.now());
  TRY(const auto calendar, dossiers_.calendar_of(q.unit));
  return db_.read([&](store::ReadTx& tx) {
    FlowBoard board;
    const auto ended = ended_cases(tx, narrow, span.from, span.to, std::nullopt, kMostCases);
    board.settled = ended.count;
    board.looked = static_cast<std::int64_t>(ended.latest.size());
    std::map<std::string, Gathered> places;
    std::map<std::pair<std::string, std::string>, std::int64_t> back;
    each_dossier_moves(tx, ended.latest, [&](std::span<const dossier::JournalMove> moves) {
      for (const auto& s : stays_of(moves)) {
        auto& g = places[label(s.state)];
        g.kind = s.kind;
        g.minutes.push_back(minutes_of(*calendar, s));
        if (!g.dossiers.insert(moves.front().dossier).second) g.again.insert(moves.front().dossier);
      }
      for (const auto& m : moves)
        if (goes_back(m)) ++back[{label(m.from), label(m.to)}];
    });
    for (auto& [state, g] : places) {
      StayLine line{.state = state, .kind = g.kind};
      line.visits = static_cast<std::int64_t>(g.minutes.size());
      line.dossiers = static_cast<std::int64_t>(g.dossiers.size());
      line.again = static_cast<std::int64_t>(g.again.size());
      for (const auto m : g.minutes) line.minutes += m;
      line.median = at_share(g.minutes, 0.5);
      line.p90 = at_share(std::move(g.minutes), 0.9);
      board.stays.push_back(std::move(line));
    }
    std::stable_sort(board.stays.begin(), board.stays.end(), [](const auto& a, const auto& b) { return a.minutes > b.minutes; });
    for (const auto& [way, times] : back) board.back.push_back({way.first, way.second, times});
    const auto late = ended_cases(tx, narrow, span.from, span.to, Account::late, kMostLate);
    board.late = late.count;
    board.late_looked = static_cast<std::int64_t>(late.latest.size());
    add_delays(board, lateness_.split_many(tx, late.latest));
    return board;
  });
}

// ---- papers -----------------------------------------------------------------------------------------------------------------------------

namespace {
struct VersionUse {
  std::map<std::int64_t, std::int64_t> received{};  // by version
  std::string name{};
};
}  // namespace

Result<std::vector<PaperLine>> Flow::papers(const Actor& actor, const Question& q, std::int64_t least) {
  const auto units = scope(actor, q);
  const auto span = span_of(q, clock_.now());
  return db_.read([&](store::ReadTx& tx) {
    std::map<std::string, VersionUse> used;
    dossier::each_version_received(tx, units, span.from, span.to, [&](const dossier::PaperFact& f) {
      auto& u = used[f.procedure];
      u.received[f.version.value] += f.dossiers;
      u.name = f.paper;
    });
    struct One {
      std::string paper{};
      std::map<std::int64_t, std::int64_t> dossiers{};  // by version
    };
    std::map<std::tuple<std::string, bool, std::string>, One> papers;  // procedure, needless, component or name
    const auto asked_for = [&](const dossier::PaperFact& f) {
      if (!q.procedure.empty() && f.procedure != q.procedure) return false;
      if (q.field.empty()) return true;
      const auto version = catalog_.version(tx, f.version);
      return version && (*version)->field.id == q.field;
    };
    const auto gather = [&](bool needless) {
      return [&, needless](const dossier::PaperFact& f) {
        if (!asked_for(f)) return;
        auto& one = papers[{f.procedure, needless, needless ? collation_key(f.paper) : f.component}];
        one.paper = f.paper;
        one.dossiers[f.version.value] += f.dossiers;
      };
    };
    dossier::each_missing_paper(tx, units, span.from, span.to, gather(false));
    dossier::each_needless_paper(tx, units, span.from, span.to, gather(true));
    std::vector<PaperLine> lines;
    for (const auto& [key, one] : papers) {
      const auto& [procedure, needless, component] = key;
      const auto& use = used[procedure];
      PaperLine line{.procedure = procedure, .procedure_name = use.name, .paper = one.paper, .needless = needless};
      if (!needless) line.component = component;
      for (const auto& [version, n] : one.dossiers) line.dossiers += n;
      // Versions in the order they began to hold: the last two with dossiers are before and after the change.
      std::vector<std::pair<Day, std::int64_t>> versions;
      for (const auto& [version, n] : use.received)
        if (const auto found = catalog_.version(tx, catalog::VersionId{version})) versions.emplace_back((*found)->valid_from, version);
      std::sort(versions.begin(), versions.end());
      const auto rate = [&](std::int64_t version) {
        const auto n = one.dossiers.find(version);
        const auto whole = use.received.at(version);
        return whole >= least ? Rate{n == one.dossiers.end() ? 0 : n->second, whole} : Rate{};
      };
      if (!versions.empty()) line.now = rate(versions.back().second);
      if (versions.size() > 1) {
        line.before = rate(versions[versions.size() - 2].second);
        line.changed = versions.back().first;
      }
      lines.push_back(std::move(line));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.dossiers > b.dossiers; });
    return lines;
  });
}

}  // namespace motcua::reports
