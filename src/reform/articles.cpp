#include "reform/articles.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/embedded.hpp"
#include "reform/services.hpp"
#include "reform/store_committee.hpp"
#include "reform/store_initiatives.hpp"
#include "reform/store_inspections.hpp"
#include "reform/store_plans.hpp"
#include "reform/store_unit_indicators.hpp"
#include "reports/periods.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reform_data();
}

namespace motcua::reform {

using reports::ArticleFigure;
using reports::Measured;

std::span<const ArticleFigure> article_figures() {
  static const std::vector<ArticleFigure> kFigures = [] {
    for (const auto& file : embedded::reform_data())
      if (file.name == "articles.txt") {
        auto figures = reports::read_article_figures(file.bytes);
        ensure(figures.has_value(), "the figures of the articles can be read");
        return *std::move(figures);
      }
    ensure(false, "the figures of the articles ship with the program");
    return std::vector<ArticleFigure>{};
  }();
  return kFigures;
}

namespace {
// What the record of one place and year says. Read as it is, without rights: the places of the articles have been merged since, so nobody
// works there any more.
class Record {
 public:
  explicit Record(Services& s) : s_(s) {}

  std::optional<Measured> plan(const ArticleFigure& f, const std::function<std::int64_t(const PlanTallies&)>& count) const {
    for (const auto& p : all<Plan>()) {
      if (p.kind != PlanKind::yearly || p.year != year_of(f) || p.state == PlanState::draft || !in_place(p.unit, f)) continue;
      const auto loaded = s_.base.db.read([&](store::ReadTx& tx) { return s_.plans.load(tx, p); });
      return Measured{count(s_.plans.tallies(loaded)), fmt::format("/cai-cach/ke-hoach/{}", p.id)};
    }
    return std::nullopt;
  }
  std::optional<Measured> scheme_budget(const ArticleFigure& f) const {
    for (const auto& p : all<Plan>()) {
      if (p.kind != PlanKind::scheme || !in_place(p.unit, f)) continue;
      std::int64_t sum = 0;
      for (const auto& b : all<Budget>()) sum += b.plan == p.id ? b.planned : 0;
      return Measured{sum * 100, fmt::format("/cai-cach/ke-hoach/{}", p.id)};
    }
    return std::nullopt;
  }
  // Tasks the higher level gave to the place: how many, and how many of them in time.
  std::optional<Measured> assigned(const ArticleFigure& f, bool in_time) const {
    std::int64_t given = 0, good = 0;
    for (const auto& t : all<Task>()) {
      if (t.origin != Origin::assigned || !in_place(t.lead, f) || year(t.given_on) != year_of(f)) continue;
      ++given;
      const auto state = state_on({.course = t.course, .due = t.due, .done = t.done_on}, s_.base.today());
      good += state == TaskState::done_early || state == TaskState::done_on_time;
    }
    if (given == 0) return std::nullopt;
    return Measured{in_time ? *share(good, given) : given * 100, "/cai-cach/nhiem-vu?muc=cap-tren-giao"};
  }

  std::optional<Measured> coverage(const ArticleFigure& f) const {
    for (const auto& r : all<Round>()) {
      if (r.year != year_of(f) || !in_place(r.unit, f)) continue;
      Task scope;
      scope.partners = r.scope;
      const auto units = partners_of(scope);
      const auto visits = all<Visit>();
      const auto seen = std::ranges::count_if(units, [&](UnitId u) {
        return std::ranges::any_of(visits,
                                   [&](const Visit& v) { return v.round == r.id && v.unit == u && v.state != VisitState::planned; });
      });
      const auto part = share(seen, static_cast<std::int64_t>(units.size()));
      if (part) return Measured{*part, fmt::format("/cai-cach/kiem-tra/{}", r.id)};
    }
    return std::nullopt;
  }
  std::optional<Measured> reinspected(const ArticleFigure& f) const {
    std::int64_t n = 0, round = 0;
    for (const auto& v : all<Visit>())
      if (v.kind == VisitKind::reinspection && v.state == VisitState::concluded && v.day && year(*v.day) == year_of(f) &&
          in_place(v.unit, f)) {
        ++n;
        round = v.round;
      }
    if (n == 0) return std::nullopt;
    return Measured{n * 100, fmt::format("/cai-cach/kiem-tra/{}", round)};
  }
  std::optional<Measured> findings(const ArticleFigure& f, const std::function<bool(const Finding&)>& counts) const {
    bool any = false;
    std::int64_t n = 0;
    for (const auto& x : all<Finding>()) {
      if (!in_place(x.unit, f) || year(x.opened_on) > year_of(f)) continue;
      any = true;
      n += counts(x);
    }
    if (!any) return std::nullopt;
    return Measured{n * 100, "/cai-cach/han-che"};
  }

  // Values of the place's units: their newest month of the year, added up.
  std::optional<Measured> rate(const ArticleFigure& f, std::string_view key) const {
    const auto figure = s_.figures.of(key, place(f), year_of(f));
    if (!figure.value) return std::nullopt;
    return Measured{*figure.value, figure.href};
  }
  std::optional<Measured> part(const ArticleFigure& f, std::string_view key) const {
    const auto figure = s_.figures.of(key, place(f), year_of(f));
    if (!figure.part) return std::nullopt;
    return Measured{*figure.part * 100, figure.href};
  }
  std::optional<Measured> periods_complete(const ArticleFigure& f, std::string_view key) const {
    std::int64_t n = 0;
    std::string opens;
    for (const auto& v : all<UnitValue>()) {
      if (v.key != key || v.figure().value != 10'000 || !in_place(v.unit, f)) continue;
      ++n;
      opens = fmt::format("/cai-cach/chi-tieu/{}/{}", key, v.unit.value);
    }
    if (n == 0) return std::nullopt;
    return Measured{n * 100, opens};
  }

  std::optional<Measured> models(const ArticleFigure& f, const std::function<bool(const Initiative&)>& counts) const {
    std::int64_t n = 0;
    for (const auto& i : all<Initiative>())
      if (in_place(i.unit, f) && year(i.started_on) == year_of(f)) n += counts(i);
    if (n == 0) return std::nullopt;
    return Measured{n * 100, "/cai-cach/mo-hinh"};
  }
  std::optional<Measured> model_use(const ArticleFigure& f, CountSource source) const {
    for (const auto& i : all<Initiative>())
      if (i.source == source && in_place(i.unit, f))
        return Measured{s_.initiatives.recorded(i) * 100, fmt::format("/cai-cach/mo-hinh/{}", i.id)};
    return std::nullopt;
  }

  std::optional<Measured> sessions(const ArticleFigure& f) const {
    for (const auto& c : all<Committee>())
      if (in_place(c.unit, f)) {
        const auto n = std::ranges::count_if(all<Session>(), [&](const Session& s) { return s.committee == c.id; });
        return Measured{n * 100, fmt::format("/cai-cach/ban-chi-dao/{}", c.id)};
      }
    return std::nullopt;
  }
  std::optional<Measured> conclusions(const ArticleFigure& f, const std::function<bool(const Task&)>& counts) const {
    std::int64_t n = 0, session = 0;
    for (const auto& t : all<Task>())
      if (t.origin == Origin::conclusion && in_place(t.owner, f)) {
        session = t.origin_id;
        n += counts(t);
      }
    if (session == 0) return std::nullopt;
    return Measured{n * 100, fmt::format("/cai-cach/phien-hop/{}", session)};
  }

 private:
  template <class T> std::vector<T> all() const {
    return s_.base.db.read([](store::ReadTx& tx) { return all_of<T>(tx); });
  }
  static int year(Day day) { return int{std::chrono::year_month_day{day}.year()}; }
  static Day last_of(const ArticleFigure& f) { return reports::period_from(f.period).value().to; }
  static int year_of(const ArticleFigure& f) { return year(last_of(f)); }
  UnitId place(const ArticleFigure& f) const { return s_.base.identity.tree()->by_key(f.unit); }
  bool in_place(UnitId unit, const ArticleFigure& f) const {
    const auto where = place(f);
    return where && unit && s_.base.identity.tree()->is_within(unit, where, last_of(f));
  }

  Services& s_;
};

using Measuring = std::function<std::optional<Measured>(const ArticleFigure&)>;

// Values of units go by their key: "ky-so_rate" is the rate, "unit:ky-so" its numerator.
void add_values(std::vector<reports::ArticleMeasure>& all, const Record& r) {
  for (const auto& f : article_figures()) {
    const std::string_view name = f.indicator;
    Measuring measure;
    if (name.ends_with("_rate") && unit_indicator(name.substr(0, name.size() - 5)))
      measure = [r, key = std::string(name.substr(0, name.size() - 5))](const ArticleFigure& x) { return r.rate(x, key); };
    else if (name.starts_with("unit:"))
      measure = [r, key = std::string(name.substr(5))](const ArticleFigure& x) { return r.part(x, key); };
    else if (name.starts_with("periods_complete:"))
      measure = [r, key = std::string(name.substr(17))](const ArticleFigure& x) { return r.periods_complete(x, key); };
    if (measure && std::ranges::none_of(all, [&](const auto& m) { return m.indicator == name; })) all.push_back({name, std::move(measure)});
  }
}
}  // namespace

reports::ArticleCheck article_check(Services& services) {
  const Record r(services);
  const auto tally = [r](std::int64_t (*count)(const PlanTallies&)) {
    return Measuring([r, count](const ArticleFigure& f) { return r.plan(f, count); });
  };
  reports::ArticleCheck check{.figures = article_figures()};
  check.measures = {
      {"plan_goals", tally([](const PlanTallies& t) { return t.goals.live * 100; })},
      {"plan_tasks", tally([](const PlanTallies& t) { return t.tasks.live * 100; })},
      {"plan_tasks_done_rate", tally([](const PlanTallies& t) { return share(t.tasks.done(), t.tasks.live).value_or(0); })},
      {"plan_activities_done_rate", tally([](const PlanTallies& t) { return share(t.activities.done(), t.activities.live).value_or(0); })},
      {"plan_tasks_deployed_rate", tally([](const PlanTallies& t) { return share(t.tasks.carried_out, t.tasks.live).value_or(0); })},
      {"scheme_budget", [r](const ArticleFigure& f) { return r.scheme_budget(f); }},
      {"tasks_assigned", [r](const ArticleFigure& f) { return r.assigned(f, false); }},
      {"assigned_in_time_rate", [r](const ArticleFigure& f) { return r.assigned(f, true); }},
      {"inspection_coverage_rate", [r](const ArticleFigure& f) { return r.coverage(f); }},
      {"reinspected_units", [r](const ArticleFigure& f) { return r.reinspected(f); }},
      {"findings_with_term",
       [r](const ArticleFigure& f) { return r.findings(f, [](const Finding& x) { return x.deadline.has_value(); }); }},
      {"findings_repeated", [r](const ArticleFigure& f) { return r.findings(f, [](const Finding& x) { return x.repeats != 0; }); }},
      {"models", [r](const ArticleFigure& f) { return r.models(f, [](const Initiative&) { return true; }); }},
      {"models_evaluated",
       [r](const ArticleFigure& f) {
         return r.models(f, [](const Initiative& i) {
           return i.state == InitiativeState::evaluated || i.state == InitiativeState::recognised || i.state == InitiativeState::replicated;
         });
       }},
      {"model_use:scans", [r](const ArticleFigure& f) { return r.model_use(f, CountSource::scans); }},
      {"model_use:dossiers", [r](const ArticleFigure& f) { return r.model_use(f, CountSource::dossiers); }},
      {"committee_sessions", [r](const ArticleFigure& f) { return r.sessions(f); }},
      {"committee_tasks", [r](const ArticleFigure& f) { return r.conclusions(f, [](const Task&) { return true; }); }},
      {"committee_average_targets",
       [r](const ArticleFigure& f) { return r.conclusions(f, [](const Task& t) { return t.target_kind == TargetKind::average; }); }},
  };
  add_values(check.measures, r);
  return check;
}

}  // namespace motcua::reform
