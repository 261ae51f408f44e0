#include "reports/asked.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"

namespace motcua::reports {

namespace {
// Official periods up to today, the newest first.
std::vector<web::ui::Option> period_options(Day today) {
  std::vector<web::ui::Option> options;
  const auto add = [&](const Period& p) { options.push_back({.value = p.word, .label = p.label}); };
  auto month = month_of(today);
  const int this_year = int{std::chrono::year_month_day{month.to}.year()};
  for (int i = 0; i < 14; ++i, month = before(month)) add(month);
  for (int y = this_year; y > this_year - 3; --y) {
    for (int q = 4; q >= 1; --q)
      if (const auto p = official_period(PeriodKind::quarter, y, q); p.from <= today) add(p);
    if (const auto p = official_period(PeriodKind::half_year, y); p.from <= today) add(p);
    if (const auto p = official_period(PeriodKind::year, y); p.from <= today) add(p);
  }
  return options;
}

Result<std::optional<Day>> day_of_field(const web::Fields& q, std::string_view name, std::string_view what) {
  const auto text = q.get(name);
  if (text.empty()) return std::nullopt;
  const auto day = parse_vn_date(text);
  if (!day) return errors::invalid("reports.day_unreadable", fmt::format("{} chưa đúng. Nhập theo dạng ngày/tháng/năm.", what));
  return *day;
}
}  // namespace

Choices choices_for(const Reports& reports, const identity::Identity& identity, catalog::Catalog& catalog, const identity::Actor& actor,
                    const Question& q) {
  Choices c;
  const auto today = identity.today();
  for (const auto& f : forms())
    if (f.offered && q.period.to >= f.valid_from && (!f.valid_to || q.period.to <= *f.valid_to))
      c.forms.push_back({.value = std::string(f.id), .label = std::string(f.code.empty() ? f.title : f.code)});
  c.periods = period_options(today);
  if (std::none_of(c.periods.begin(), c.periods.end(), [&](const auto& o) { return o.value == q.period.word; }))
    c.periods.insert(c.periods.begin(), {.value = q.period.word, .label = q.period.label});
  const auto tree = identity.tree();
  const auto units = reports.units(actor);
  if (units.size() > 1) c.units.push_back({.value = std::string(kAllUnits), .label = "Tất cả đơn vị trong phạm vi"});
  for (const auto u : units) c.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  const auto asked_for = std::to_string(q.unit.value);
  if (q.unit && std::none_of(c.units.begin(), c.units.end(), [&](const auto& o) { return o.value == asked_for; }))
    c.units.push_back({.value = asked_for, .label = std::string(tree->name(q.unit, today))});
  for (const auto& f : catalog.fields()) c.fields.push_back({.value = f.id, .label = f.name});
  if (q.unit && actor.acting_unit() && !identity::may_for(actor, identity::kReportRead, q.unit))
    c.partial = fmt::format(
        "Vai trò của bạn giao ở {}. Hồ sơ do cơ quan khác ở {} có thẩm quyền giải quyết không đếm trong các con số dưới đây. Cần xem: nhờ "
        "quản trị giao vai trò ở cơ quan đó.",
        tree->name(actor.acting_unit(), today), tree->name(q.unit, today));
  return c;
}

void add_involved(Choices& c, const Reports& reports, const identity::Identity& identity, const identity::Actor& actor, const Question& q) {
  const auto found = reports.involved(actor, q);
  const auto tree = identity.tree();
  const auto today = identity.today();
  const auto option = [&](UnitId u) {
    return web::ui::Option{.value = std::to_string(u.value), .label = std::string(tree->name(u, today))};
  };
  // One desk is no choice, unless the figures are narrowed to it; one division is: nobody has taken the rest in hand.
  if (found.places.size() > 1 || q.place)
    for (const auto u : found.places) c.places.push_back(option(u));
  for (const auto u : found.settling) c.settling.push_back(option(u));
  for (const auto& [id, name] : found.officers) c.officers.push_back({.value = std::to_string(id.value), .label = name});
  const auto keep = [](std::vector<web::ui::Option>& options, std::int64_t chosen, std::string_view label) {
    const auto value = std::to_string(chosen);
    if (chosen != 0 && std::none_of(options.begin(), options.end(), [&](const auto& o) { return o.value == value; }))
      options.push_back({.value = value, .label = std::string(label)});
  };
  keep(c.places, q.place.value, q.place ? tree->name(q.place, today) : "");
  keep(c.settling, q.settling.value, q.settling ? tree->name(q.settling, today) : "");
  keep(c.officers, q.officer.value, "Người đã chọn");
}

Status add_hands(Question& asked, const web::Fields& q, const identity::Identity& identity) {
  const auto tree = identity.tree();
  const auto unit = [&](std::string_view name, UnitId& into) -> Status {
    into = {parse_vn_integer(q.get(name)).value_or(0)};
    if (into && !tree->find(into)) return errors::not_found("reports.no_unit", "Không có đơn vị này. Chọn lại đơn vị trong danh sách.");
    return {};
  };
  TRY_VOID(unit("noi_nhan", asked.place));
  TRY_VOID(unit("noi_xu_ly", asked.settling));
  asked.officer = {parse_vn_integer(q.get("nguoi_xu_ly")).value_or(0)};
  return {};
}

void add_hand_fields(web::Fields& f, const Question& q) {
  if (q.place) f.add("noi_nhan", std::to_string(q.place.value));
  if (q.settling) f.add("noi_xu_ly", std::to_string(q.settling.value));
  if (q.officer) f.add("nguoi_xu_ly", std::to_string(q.officer.value));
}

web::Fields chosen_fields(const Form* form, const Question& q) {
  web::Fields f;
  if (form) f.add("bieu", std::string(form->id));
  f.add("ky", q.period.word);
  if (q.period.kind == PeriodKind::free) {
    f.add("tu", vn_date(q.period.from));
    f.add("den", vn_date(q.period.to));
  }
  f.add("don_vi", q.unit ? std::to_string(q.unit.value) : std::string(kAllUnits));
  if (!q.field.empty()) f.add("linh_vuc", q.field);
  if (!q.procedure.empty()) f.add("thu_tuc", q.procedure);
  if (q.known) f.add("biet_den", vn_date(*q.known));
  add_hand_fields(f, q);
  return f;
}

Result<Question> question_from(const web::Fields& q, const identity::Actor& actor, const identity::Identity& identity) {
  const auto today = identity.today();
  Question asked;
  TRY(const auto from, day_of_field(q, "tu", "Từ ngày"));
  TRY(const auto to, day_of_field(q, "den", "Đến ngày"));
  TRY(asked.known, day_of_field(q, "biet_den", "Ngày “như đã biết”"));
  if (from && to) {
    if (*to < *from) return errors::invalid("reports.period_backwards", "“Đến ngày” phải từ “Từ ngày” trở đi. Sửa lại một trong hai ngày.");
    asked.period = free_period(*from, *to);
  } else if (const auto word = q.get("ky"); !word.empty()) {
    TRY(asked.period, period_from(word));
  } else {
    asked.period = month_of(today);
  }
  const auto tree = identity.tree();
  if (q.get("don_vi") == kAllUnits) {
    asked.unit = {};
  } else if (const auto unit = parse_vn_integer(q.get("don_vi")).value_or(0); unit != 0) {
    asked.unit = {unit};
    if (!tree->find(asked.unit)) return errors::not_found("reports.no_unit", "Không có đơn vị này. Chọn lại đơn vị trong danh sách.");
  } else if (actor.acting_unit()) {
    // A head of a desk or division reads the figures of that; others those of the place they work for.
    const auto place = tree->territory(actor.acting_unit(), today).value_or(actor.acting_unit());
    const bool own =
        actor.permits_in(identity::kReportRead, actor.acting_unit()) && !identity::may_for(actor, identity::kReportRead, place);
    asked.unit = own && has_own_figures(*tree, actor.acting_unit(), today) ? actor.acting_unit() : place;
  }
  asked.field = std::string(q.get("linh_vuc"));
  asked.procedure = std::string(q.get("thu_tuc"));
  return asked;
}

}  // namespace motcua::reports
