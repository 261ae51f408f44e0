#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "reports/service.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reports_migrations();
}

namespace motcua::reports {

store::MigrationSet migrations() { return {"reports", embedded::reports_migrations()}; }

Reports::Reports(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog)
    : impl_(new Impl{db, clock, identity, catalog, fmt::format("reports-{}", identity.ids().next<struct FoldOwnerTag>().value)}) {}
Reports::~Reports() = default;

std::string Rate::text() const { return whole == 0 ? "chưa có số liệu" : vn_percent(part, whole); }

std::int64_t Balance::of(const Measure& m, dossier::Channel channel) const {
  if (!has(m, channel)) return 0;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kAccounts; ++i) {
    if (!has(m, static_cast<Account>(i))) continue;
    switch (m.when) {
      case When::opening: sum += opening[i]; break;
      case When::closing: sum += closing[i]; break;
      case When::during: sum += closing[i] - opening[i]; break;
    }
  }
  return sum;
}

Day tree_day(const Question& q, Instant now) { return std::min(q.period.to, day_of(now)); }

std::vector<UnitId> Reports::Impl::scope(const Actor& actor, const Question& q) const {
  const auto tree = identity.tree();
  const auto on = tree_day(q, clock.now());
  const auto below = [&](UnitId u) {
    if (!q.unit) return true;
    if (tree->exists(u, on)) return tree->is_within(u, q.unit, on);
    // Work of a unit that had ended by then belongs to who carried it on.
    const auto heirs = tree->successors(u, on);
    return std::any_of(heirs.begin(), heirs.end(), [&](UnitId h) { return tree->is_within(h, q.unit, on); });
  };
  std::vector<UnitId> units;
  for (const auto& u : tree->units())
    if ((actor.is_system() || actor.permits_in(identity::kReportRead, u.id)) && below(u.id)) units.push_back(u.id);
  std::sort(units.begin(), units.end());
  return units;
}

namespace {
// A unit whose figures are not those of what it is competent for.
enum class CountsBy : std::uint8_t { competence, reception, work };
CountsBy counts_by(const identity::UnitTree& tree, UnitId unit, Day on) {
  using Kind = identity::UnitKind;
  const auto kind = unit ? tree.kind(unit, on) : std::nullopt;
  if (kind == Kind::one_stop || kind == Kind::reception_point) return CountsBy::reception;
  return kind == Kind::division || kind == Kind::office ? CountsBy::work : CountsBy::competence;
}
}  // namespace

bool has_own_figures(const identity::UnitTree& tree, UnitId unit, Day day) { return counts_by(tree, unit, day) != CountsBy::competence; }

Narrow Reports::Impl::narrow(const Actor& actor, const Question& q) const {
  const auto tree = identity.tree();
  const auto on = tree_day(q, clock.now());
  const auto sorted = [](std::vector<UnitId> list) {
    std::sort(list.begin(), list.end());
    return list;
  };
  const auto below = [&](UnitId u) { return sorted(tree->within(u, on)); };
  Narrow n{scope(actor, q), q.field, q.procedure};
  if (const auto by = counts_by(*tree, q.unit, on); by != CountsBy::competence) {
    // Who may read the figures of a desk or division reads all of them; others what they may see of its dossiers.
    const bool all = actor.is_system() || actor.permits_in(identity::kReportRead, q.unit);
    n.units.clear();
    for (const auto& u : tree->units())
      if (all || actor.permits_in(identity::kReportRead, u.id)) n.units.push_back(u.id);
    n.units = sorted(std::move(n.units));
    n.any_unit = all;
    (by == CountsBy::reception ? n.places : n.settling) = below(q.unit);
  }
  const auto also = [](std::optional<std::vector<UnitId>>& list, std::vector<UnitId> wanted) {
    if (!list) {
      list = std::move(wanted);
      return;
    }
    std::erase_if(*list, [&](UnitId u) { return !std::binary_search(wanted.begin(), wanted.end(), u); });
  };
  if (q.place) also(n.places, below(q.place));
  if (q.settling) also(n.settling, below(q.settling));
  n.officer = q.officer;
  return n;
}

bool Reports::Impl::may(const Actor& actor, web::Permission permission, UnitId unit) const {
  return identity::may_for(actor, permission, unit);
}

Cut Reports::Impl::cut_of(const Question& q) const {
  Cut cut;
  const auto now = clock.now();
  cut.known = q.known;
  auto to = q.period.end();
  if (q.known) to = std::min(to, to_instant(LocalTime{*q.known + std::chrono::days{1}}));
  cut.running = now < q.period.end();
  // What bears the very moment of the question has happened: the sums, which hold whole days, count it, and so must the lists.
  cut.to = std::min(to, now + std::chrono::microseconds{1});
  cut.from = std::min(q.period.begin(), cut.to);
  return cut;
}

Balances Reports::Impl::balances(store::ReadTx& tx, const Narrow& narrow, const Cut& cut, const Tail& tail) const {
  Balances all;
  const auto into = [&all](auto member) {
    return [&all, member](const Dimensions& d, Account a, std::int64_t n) { (all[d].*member)[at(a)] += n; };
  };
  // Whole days: what happened on the day `to` falls in lies before it, but for due moments still to come (below).
  const auto midnight = [](Instant t) { return to_instant(LocalTime{day_of(t)}) == t; };
  const auto first_not = [&](Instant t) { return midnight(t) ? day_of(t) : day_of(t) + std::chrono::days{1}; };
  const auto prefix = [&](Instant t, auto member) {
    const auto to = first_not(t);
    const auto visit = into(member);
    if (narrow.fine()) {
      sum_daily(tx, narrow, {std::nullopt, to, std::nullopt, cut.known}, visit);
      return;
    }
    const auto half = half_of(to);
    const auto known_half = cut.known ? std::optional(half_of(*cut.known)) : std::nullopt;
    sum_half(tx, narrow, std::nullopt, half, known_half, visit);
    if (first_day(half) != to) sum_daily(tx, narrow, {first_day(half), to, std::nullopt, cut.known}, visit);
    if (known_half) sum_daily(tx, narrow, {std::nullopt, first_day(half), first_day(*known_half), cut.known}, visit);
  };
  prefix(cut.from, &Balance::opening);
  prefix(cut.to, &Balance::closing);
  const auto still_ahead = [&](Instant t, auto member) {
    if (midnight(t)) return;
    count_due(tx, narrow, t, to_instant(LocalTime{first_not(t)}), [&](const Dimensions& d, std::int64_t n) {
      auto& sums = all[d].*member;
      sums[at(Account::overdue)] -= n;
      sums[at(Account::in_term)] += n;
    });
  };
  still_ahead(cut.from, &Balance::opening);
  still_ahead(cut.to, &Balance::closing);
  for (const auto& [id, one] : tail.cases) {
    const auto& of = one.now.row->dimensions;
    const Dimensions d{of.field, narrow.procedure, of.channel, of.unit};
    for (const auto& [p, hands, recorded_at] : one.added) {
      auto held = of;
      held.hands = hands;
      if (!narrow.holds(held) || (cut.known && day_of(recorded_at) > *cut.known)) continue;
      if (p.at < cut.from) all[d].opening[at(p.account)] += p.amount;
      if (p.at < cut.to) all[d].closing[at(p.account)] += p.amount;
    }
  }
  return all;
}

std::string_view Reports::Impl::level_of(UnitId unit, Day day) const {
  const auto level = identity.tree()->level(unit, day);
  if (!level || *level == identity::Level::province) return "tinh";
  return *level == identity::Level::district ? "huyen" : "xa";
}

std::string_view Reports::Impl::section_of(const Form& form, UnitId unit, Day day) const {
  if (form.layout == Layout::by_field) return "";
  if (form.by_unit && motcua::fold(identity.tree()->name(unit, day)).find("van phong dang ky dat dai") != std::string::npos) return "dat";
  return level_of(unit, day);
}

std::string Reports::Impl::unit_name(UnitId unit, Day day) const {
  if (!unit) return "Các đơn vị trong phạm vi của bạn";
  return std::string(identity.tree()->name(unit, day));
}

Result<Balances> Reports::balances(const Actor& actor, const Question& q) {
  const auto narrow = impl_->narrow(actor, q);
  const auto cut = impl_->cut_of(q);
  return impl_->db.read([&](store::ReadTx& tx) { return impl_->balances(tx, narrow, cut, impl_->tail(tx)); });
}

std::vector<UnitId> Reports::scope(const Actor& actor, const Question& q) const { return impl_->scope(actor, q); }

Narrow Reports::narrow(const Actor& actor, const Question& q) const { return impl_->narrow(actor, q); }

Reports::InvolvedChoices Reports::involved(const Actor& actor, const Question& q) const {
  auto& s = *impl_;
  InvolvedChoices choices;
  const auto on = tree_day(q, s.clock.now());
  // Of a whole province there are hundreds: a commune or an agency is chosen first.
  const auto kind = q.unit ? s.identity.tree()->kind(q.unit, on) : std::nullopt;
  if (!kind || *kind == identity::UnitKind::province || *kind == identity::UnitKind::central_city) return choices;
  auto whole = q;
  whole.place = whole.settling = {};
  whole.officer = {};
  const auto narrow = s.narrow(actor, whole);
  auto asked = narrow;
  if (q.settling)
    asked = s.narrow(actor, [&] {
      auto one = whole;
      one.settling = q.settling;
      return one;
    }());
  s.db.read([&](store::ReadTx& tx) {
    auto found = reports::involved(tx, narrow);
    choices.places = std::move(found.places);
    choices.settling = std::move(found.settling);
    if (!asked.settling) return;
    // Names only of those who worked for units the reader is shown.
    std::erase_if(*asked.settling, [&](UnitId u) { return !std::binary_search(choices.settling.begin(), choices.settling.end(), u); });
    for (const auto id : officers_of(tx, *asked.settling))
      if (const auto account = s.identity.account(tx, id)) choices.officers.emplace_back(id, account->name);
  });
  std::sort(choices.officers.begin(), choices.officers.end(),
            [](const auto& a, const auto& b) { return collation_key(a.second) < collation_key(b.second); });
  return choices;
}

std::vector<UnitId> Reports::units(const Actor& actor) const {
  const auto tree = impl_->identity.tree();
  const auto today = impl_->identity.today();
  std::set<UnitId> found;
  for (const auto u : actor.units_with(identity::kReportRead)) {
    const auto kind = tree->kind(u, today);
    if (kind && identity::kind_info(*kind).territorial) found.insert(u);
    if (const auto place = tree->territory(u, today)) found.insert(*place);
  }
  std::vector<UnitId> units(found.begin(), found.end());
  std::sort(units.begin(), units.end(), [&](UnitId a, UnitId b) {
    const auto la = tree->level(a, today), lb = tree->level(b, today);
    return la != lb ? la < lb : collation_key(tree->name(a, today)) < collation_key(tree->name(b, today));
  });
  return units;
}

// ---- tables --------------------------------------------------------------------------------------------------------------------------

namespace {
struct Rows {
  std::map<std::pair<std::string, UnitId>, std::vector<std::int64_t>> by_key;  // field or unit of the row
};

std::string_view section_title(const Form& form, std::string_view word) {
  if (form.by_unit) {
    if (word == "tinh") return "Sở, ban, ngành";
    if (word == "dat") return "Văn phòng đăng ký đất đai";
    return word == "huyen" ? "UBND cấp huyện" : "UBND cấp xã";
  }
  if (word == "tinh") return "TTHC thuộc phạm vi thẩm quyền giải quyết của cấp tỉnh";
  if (word == "huyen") return "TTHC thuộc phạm vi thẩm quyền giải quyết của cấp huyện";
  return "TTHC thuộc phạm vi thẩm quyền giải quyết của UBND cấp xã";
}

void add_to(std::vector<std::int64_t>& sums, const std::vector<std::int64_t>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
}
}  // namespace

Result<Report> Reports::table(const Actor& actor, const Form& form, const Question& q) {
  auto& s = *impl_;
  if (q.period.to < form.valid_from || (form.valid_to && q.period.to > *form.valid_to))
    return errors::invalid("reports.form_not_in_force",
                           fmt::format("{} không áp dụng cho kỳ chốt số liệu ngày {}. Chọn biểu có hiệu lực vào ngày đó.",
                                       form.code.empty() ? form.title : form.code, vn_date(q.period.to)));
  const auto narrow = s.narrow(actor, q);
  Report report{.form = &form, .question = q, .cut = s.cut_of(q)};
  report.told_at = s.clock.now();
  const auto on = tree_day(q, report.told_at);
  report.unit_name = s.unit_name(q.unit, on);
  const auto sums = s.db.read([&](store::ReadTx& tx) { return s.balances(tx, narrow, report.cut, s.tail(tx)); });

  const auto width = form.columns.size();
  std::vector<std::vector<Measure>> counted;
  for (const auto& c : form.columns) counted.push_back(measures(form, c));
  std::map<std::string, std::string> field_names;
  for (const auto& f : s.catalog.fields()) field_names[f.id] = f.name;

  std::map<std::string, Rows> sections;
  std::map<UnitId, std::string> section_of_unit;
  report.total.values.assign(width, 0);
  report.total.name = "TỔNG CỘNG";
  for (const auto& [d, balance] : sums) {
    std::vector<std::int64_t> values(width, 0);
    for (std::size_t i = 0; i < width; ++i)
      for (const auto& m : counted[i]) values[i] += balance.of(m, d.channel);
    if (std::all_of(values.begin(), values.end(), [](std::int64_t v) { return v == 0; })) continue;
    const auto [place, fresh] = section_of_unit.try_emplace(d.unit);
    if (fresh) place->second = s.section_of(form, d.unit, on);
    const auto& section = place->second;
    auto& row = sections[section].by_key[{form.by_unit ? "" : d.field, form.by_unit ? d.unit : UnitId{}}];
    row.resize(width, 0);
    add_to(row, values);
    add_to(report.total.values, values);
  }
  report.nothing = sections.empty();
  for (const auto* word : {"", "tinh", "dat", "huyen", "xa"}) {
    const auto found = sections.find(word);
    if (found == sections.end()) continue;
    Section section{.word = word, .title = *word ? std::string(section_title(form, word)) : "", .rows = {}, .total = {}};
    section.total = {.name = *word ? "Cộng" : "TỔNG CỘNG",
                     .key = {.section = word, .field = {}, .unit = {}},
                     .values = std::vector<std::int64_t>(width, 0)};
    for (auto& [key, values] : found->second.by_key) {
      const auto& [field, unit] = key;
      const auto named = field_names.find(field);
      ReportRow row{.name = form.by_unit ? s.identity.tree()->name_then_and_now(unit, on, s.identity.today())
                                         : (named == field_names.end() ? field : named->second),
                    .key = {.section = word, .field = field, .unit = unit},
                    .values = std::move(values)};
      add_to(section.total.values, row.values);
      section.rows.push_back(std::move(row));
    }
    std::sort(section.rows.begin(), section.rows.end(),
              [](const ReportRow& a, const ReportRow& b) { return collation_key(a.name) < collation_key(b.name); });
    report.sections.push_back(std::move(section));
  }
  return report;
}

}  // namespace motcua::reports
