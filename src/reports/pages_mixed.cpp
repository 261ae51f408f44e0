#include "reports/pages_mixed.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "reports/asked.hpp"
#include "views/reports/mixed_cell.hpp"
#include "views/reports/mixed_entry.hpp"
#include "views/reports/mixed_form.hpp"
#include "views/reports/mixed_frozen.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
namespace ui = web::ui;

std::string query_of(const MixedAsk& ask) {
  web::Fields f;
  f.add("bieu", std::string(ask.form->id));
  f.add("ky", ask.period.word);
  f.add("don_vi", std::to_string(ask.unit.value));
  if (ask.known) f.add("biet_den", vn_date(*ask.known));
  return web::to_urlencoded(f);
}

std::string cell_href(const MixedAsk& ask, std::string_view row, int column) {
  return fmt::format("/bao-cao/bieu/o?{}&hang={}&cot={}", query_of(ask), row, column);
}

ui::Table mixed_frame(const MixedForm& f) {
  ui::Table t{.caption = web::Label(std::string(f.title)), .dense = true};
  t.columns.push_back({.label = "STT"});
  t.columns.push_back({.label = web::Label(std::string(f.row_heading)), .width = 20});
  std::vector<ui::HeadGroup> groups{{.label = {}, .columns = 2}};
  bool any = false;
  for (const auto& c : f.columns) {
    t.columns.push_back({.label = web::Label(fmt::format("{} ({})", c.heading, c.number)), .numeric = c.measured != Quantity::text});
    const bool same = t.columns.size() > 3 && &c != f.columns.data() && (&c - 1)->group == c.group;
    if (same)
      ++groups.back().columns;
    else
      groups.push_back({.label = web::Label(std::string(c.group)), .columns = 1});
    any = any || !c.group.empty();
  }
  if (any) t.groups.push_back(std::move(groups));
  return t;
}

std::vector<std::string> rule_lines(const MixedForm& f) {
  std::vector<std::string> lines;
  for (const auto& c : f.columns)
    lines.push_back(c.sum.empty() ? fmt::format("Cột ({}): {}.", c.number, c.rule) : fmt::format("Cột {}.", number_words(c)));
  return lines;
}

std::string fact_words(const MixedColumn& c, const Fact& fact) {
  return words(c, {.known = true, .amount = fact.amount, .whole = fact.whole, .text = fact.text});
}

std::string entry_label(const MixedColumn& c) { return fmt::format("({}) {}", c.number, full_heading(c)); }

std::string entry_value(const MixedEntryView& v, const MixedColumn& c) {
  const auto at = static_cast<std::size_t>(&c - v.report.ask.form->columns.data());
  const auto& held = v.line.values.at(at);
  if (!held.known) return {};
  return c.measured == Quantity::text ? held.text : std::to_string(held.amount);
}

std::string compare_words(const MixedColumn& c, const MixedValue& then, const MixedValue& now) {
  const auto a = words(c, then), b = words(c, now);
  return a == b ? a : fmt::format("{}, nay {}", a, b);
}

Result<MixedAsk> MixedPages::asked(const Call& call, const web::Fields& q, bool strict) const {
  const auto today = identity_.today();
  TRY(const auto question, question_from(q, actor_of(call), identity_));
  MixedAsk ask{.form = mixed_form(q.get("bieu")), .period = question.period, .unit = question.unit, .known = question.known};
  if (!ask.form && (strict || !q.get("bieu").empty()))
    return errors::not_found("reports.no_mixed_form", "Không có biểu này. Chọn lại biểu trong danh sách.");
  const auto& actor = actor_of(call);
  // Who may see figures of a department or division only makes its forms.
  if (q.get("don_vi").empty() && actor.acting_unit() && !identity::may_for(actor, identity::kReportRead, ask.unit))
    ask.unit = actor.acting_unit();
  if (!ask.unit)
    if (const auto units = reports_.units(actor); !units.empty()) ask.unit = units.front();
  if (strict) return ask;
  const auto level = reporting_level(*identity_.tree(), ask.unit, today);
  if (!ask.form || ask.form->level != level) {
    const auto all = mixed_forms();
    ask.form = &*std::find_if(all.begin(), all.end(), [&](const MixedForm& f) { return f.level == level; });
  }
  if (q.get("ky").empty() || !made_for(*ask.form, ask.period)) ask.period = latest_period(*ask.form, today);
  return ask;
}

namespace {
std::vector<ui::Option> options_of(const Choices& choices, const MixedForm& form) {
  std::vector<ui::Option> periods;
  for (const auto& o : choices.periods)
    if (const auto p = period_from(o.value); p && made_for(form, *p)) periods.push_back(o);
  return periods;
}
}  // namespace

Response MixedPages::form(Call& call) {
  const auto& actor = actor_of(call);
  const auto ask = asked(call, call.request.query, false);
  if (!ask) return web::error_response(call, ask.error());
  auto report = forms_.report(actor, *ask);
  if (!report) return web::error_response(call, report.error());
  MixedView v{.report = *std::move(report)};
  const auto choices = choices_for(reports_, identity_, catalog_, actor, {.period = ask->period, .unit = ask->unit});
  for (const auto& f : mixed_forms())
    if (f.level == ask->form->level)
      v.forms.push_back({.value = std::string(f.id), .label = web::Label(fmt::format("{} {}", f.code, f.title))});
  v.periods = options_of(choices, *ask->form);
  for (const auto& u : choices.units)
    if (u.value != kAllUnits) v.units.push_back(u);
  v.query = query_of(*ask);
  v.values.add("bieu", std::string(ask->form->id));
  v.values.add("ky", ask->period.word);
  v.values.add("don_vi", std::to_string(ask->unit.value));
  if (ask->known) v.values.add("biet_den", vn_date(*ask->known));
  if (!ask->known && forms_.may_make(actor, ask->unit)) {
    v.call = &call;
    for (const auto& r : ask->form->rows)
      if (std::any_of(ask->form->columns.begin(), ask->form->columns.end(),
                      [&](const MixedColumn& c) { return fill_of(*ask->form, r.key, c) == Fill::entered; }))
        v.entry.push_back(
            {.label = "Nhập số liệu: " + std::string(r.name), .href = fmt::format("/bao-cao/bieu/nhap?{}&hang={}", v.query, r.key)});
  }
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  ui::staff_page(out, shells_.staff(call),
                 {.title = web::Label(fmt::format("{}, {}", ask->form->code, ask->period.label)),
                  .crumbs = {{.label = "Báo cáo", .href = "/bao-cao"}}},
                 [&](web::Html& body) { views::mixed_form(body, v); });
  return Response::html(std::move(out).take());
}

template <class F> Response MixedPages::file(Call& call, F&& make) {
  const auto ask = asked(call, call.request.query, true);
  if (!ask) return web::error_response(call, ask.error());
  const auto report = forms_.report(actor_of(call), *ask);
  if (!report) return web::error_response(call, report.error());
  return make(*report, fmt::format("{}-{}", ask->form->id, ask->period.word));
}

namespace {
constexpr std::string_view kMixedXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}  // namespace

Response MixedPages::xlsx(Call& call) {
  return file(call, [](const MixedReport& r, const std::string& name) {
    return Response::bytes(print::xlsx(sheet_of(r)), std::string(kMixedXlsx), name + ".xlsx");
  });
}
Response MixedPages::csv(Call& call) {
  return file(call, [](const MixedReport& r, const std::string& name) {
    return Response::bytes(print::csv(sheet_of(r)), "text/csv; charset=utf-8", name + ".csv");
  });
}
Response MixedPages::pdf(Call& call) {
  return file(call,
              [](const MixedReport& r, const std::string& name) { return Response::bytes(pdf_of(r), "application/pdf", name + ".pdf"); });
}

Response MixedPages::cell(Call& call) {
  const auto& q = call.request.query;
  const auto ask = asked(call, q, true);
  if (!ask) return web::error_response(call, ask.error());
  const auto& actor = actor_of(call);
  MixedCellView v{.row = std::string(q.get("hang"))};
  auto cell = forms_.cell(actor, *ask, v.row, static_cast<int>(plain_number(q.get("cot"))));
  if (!cell) return web::error_response(call, cell.error());
  v.cell = *std::move(cell);
  v.report.ask = *ask;
  v.back = "/bao-cao/bieu?" + query_of(*ask);
  v.xlsx = "/bao-cao/bieu/o.xlsx" + cell_href(*ask, v.row, v.cell.column->number).substr(std::string_view("/bao-cao/bieu/o").size());
  if (!ask->known && fill_of(*ask->form, v.row, *v.cell.column) == Fill::entered && forms_.may_make(actor, ask->unit))
    v.entry = fmt::format("/bao-cao/bieu/nhap?{}&hang={}", query_of(*ask), v.row);
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  const auto title = full_heading(*v.cell.column);
  ui::staff_page(out, shells_.staff(call),
                 {.title = web::Label(title),
                  .crumbs = {{.label = web::Label(std::string(ask->form->code)), .href = v.back}},
                  .crumb = web::Label(fmt::format("Cột {}", v.cell.column->number))},
                 [&](web::Html& body) { views::mixed_cell(body, v); });
  return Response::html(std::move(out).take());
}

Response MixedPages::cell_xlsx(Call& call) {
  const auto& q = call.request.query;
  const auto ask = asked(call, q, true);
  if (!ask) return web::error_response(call, ask.error());
  const auto cell = forms_.cell(actor_of(call), *ask, q.get("hang"), static_cast<int>(plain_number(q.get("cot"))));
  if (!cell) return web::error_response(call, cell.error());
  MixedReport r{.ask = *ask};
  return Response::bytes(print::xlsx(sheet_of(r, *cell)), std::string(kMixedXlsx),
                         fmt::format("{}-cot-{}.xlsx", ask->form->id, cell->column->number));
}

Response MixedPages::entry_page(Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto ask = asked(call, fields, true);
  if (!ask) return web::error_response(call, ask.error());
  auto report = forms_.report(actor, *ask);
  if (!report) return web::error_response(call, report.error());
  MixedEntryView v{.report = *std::move(report), .values = fields, .errors = std::move(errors), .call = &call};
  const auto key = fields.get("hang");
  const auto& lines = v.report.lines;
  const auto line = std::find_if(lines.begin(), lines.end(), [&](const MixedLine& l) { return l.key == key; });
  for (const auto& c : ask->form->columns)
    if (fill_of(*ask->form, key, c) == Fill::entered) v.columns.push_back(&c);
  if (line == lines.end() || v.columns.empty() || !forms_.may_make(actor, ask->unit))
    return web::error_response(
        call, errors::not_found("reports.no_entry_row", "Dòng này không có số liệu để bạn nhập. Mở lại biểu rồi chọn dòng.").value());
  v.line = *line;
  v.back = "/bao-cao/bieu?" + query_of(*ask);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  ui::staff_page(
      out, shells_.staff(call),
      {.title = "Nhập số liệu", .crumbs = {{.label = web::Label(std::string(ask->form->code)), .href = v.back}}, .errors = v.errors},
      [&](web::Html& body) { views::mixed_entry(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response MixedPages::entry(Call& call) { return entry_page(call, call.request.query, {}, 200); }

Response MixedPages::enter(Call& call) {
  const auto& form = call.request.form;
  const auto ask = asked(call, form, true);
  if (!ask) return web::error_response(call, ask.error());
  EntryWish wish{.row = std::string(form.get("hang")),
                 .values = {},
                 .source = std::string(form.get("nguon")),
                 .source_day = std::string(form.get("ngay_nguon"))};
  for (const auto& c : ask->form->columns)
    if (fill_of(*ask->form, wish.row, c) == Fill::entered) wish.values[c.number] = std::string(form.get(fmt::format("cot_{}", c.number)));
  const auto kept = forms_.enter(actor_of(call), *ask, wish);
  if (!kept) {
    if (kept.error().fields.empty()) return web::error_response(call, kept.error());
    return entry_page(call, form, kept.error().fields, 422);
  }
  auto response = Response::see_other("/bao-cao/bieu?" + query_of(*ask));
  response.flash = *kept == 0 ? "Không có con số nào thay đổi." : fmt::format("Đã ghi {} con số, kèm nguồn.", *kept);
  return response;
}

Response MixedPages::freeze(Call& call) {
  const auto ask = asked(call, call.request.form, true);
  if (!ask) return web::error_response(call, ask.error());
  const auto id = forms_.freeze(actor_of(call), *ask);
  if (!id) return web::error_response(call, id.error());
  auto response = Response::see_other(fmt::format("/bao-cao/bieu/da-chot/{}", *id));
  response.flash = "Đã chốt biểu. Số liệu lúc chốt được giữ nguyên và so với số liệu hiện nay.";
  return response;
}

Response MixedPages::frozen(Call& call) {
  auto found = forms_.frozen(actor_of(call), plain_number(call.request.param("so")));
  if (!found) return web::error_response(call, found.error());
  const MixedFrozenView v{*std::move(found)};
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(out, shells_.staff(call),
                 {.title = web::Label(v.frozen.summary.title), .crumbs = {{.label = "Báo cáo đã chốt", .href = "/bao-cao/da-chot"}}},
                 [&](web::Html& body) { views::mixed_frozen(body, v); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<MixedPages>> MixedPages::routes() {
  using identity::kReportMake;
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<MixedPages>>({
      {Method::get, "/bao-cao/bieu", kReportRead, &MixedPages::form},
      {Method::get, "/bao-cao/bieu.xlsx", kReportRead, &MixedPages::xlsx},
      {Method::get, "/bao-cao/bieu.csv", kReportRead, &MixedPages::csv},
      {Method::get, "/bao-cao/bieu.pdf", kReportRead, &MixedPages::pdf},
      {Method::get, "/bao-cao/bieu/o", kReportRead, &MixedPages::cell},
      {Method::get, "/bao-cao/bieu/o.xlsx", kReportRead, &MixedPages::cell_xlsx},
      {Method::get, "/bao-cao/bieu/nhap", kReportMake, &MixedPages::entry},
      {Method::post, "/bao-cao/bieu/nhap", kReportMake, &MixedPages::enter},
      {Method::post, "/bao-cao/bieu/chot", kReportMake, &MixedPages::freeze},
      {Method::get, "/bao-cao/bieu/da-chot/{so}", kReportRead, &MixedPages::frozen},
  });
  return kRoutes;
}

}  // namespace motcua::reports
