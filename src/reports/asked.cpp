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
  for (const auto& f : catalog.fields()) c.fields.push_back({.value = f.id, .label = f.name});
  if (q.unit && actor.acting_unit() && !identity::may_for(actor, identity::kReportRead, q.unit))
    c.partial = fmt::format(
        "Vai trò của bạn giao ở {}. Hồ sơ do cơ quan khác ở {} có thẩm quyền giải quyết không đếm trong các con số dưới đây. Cần xem: nhờ "
        "quản trị giao vai trò ở cơ quan đó.",
        tree->name(actor.acting_unit(), today), tree->name(q.unit, today));
  return c;
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
    asked.unit = tree->territory(actor.acting_unit(), today).value_or(actor.acting_unit());
  }
  asked.field = std::string(q.get("linh_vuc"));
  asked.procedure = std::string(q.get("thu_tuc"));
  return asked;
}

}  // namespace motcua::reports
