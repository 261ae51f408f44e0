#include "reports/pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "reports/asked.hpp"
#include "reports/page_views.hpp"
#include "reports/pages_listed.hpp"
#include "views/reports/report_board.hpp"
#include "views/reports/report_cell.hpp"
#include "views/reports/report_coverage.hpp"
#include "views/reports/report_frozen.hpp"
#include "views/reports/report_frozen_list.hpp"
#include "views/reports/report_table.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr std::size_t kMostInFile = 20'000;

std::int64_t number_of(std::string_view text) {
  const auto n = parse_vn_integer(text);
  return n ? *n : 0;
}
}  // namespace

Result<Pages::Asked> Pages::asked(const Call& call, const web::Fields& q) const {
  const auto today = identity_.today();
  const auto tree = identity_.tree();
  Asked a;
  TRY(a.question, question_from(q, actor_of(call), identity_));
  TRY_VOID(add_hands(a.question, q, identity_));
  const auto level = a.question.unit ? tree->level(a.question.unit, today) : std::nullopt;
  const auto& official = official_form(a.question.period, !level || *level == identity::Level::province);
  a.form = q.get("bieu").empty() ? &official : reports::form(q.get("bieu"));
  if (!a.form) return errors::not_found("reports.no_form", "Không có biểu này. Chọn lại biểu trong danh sách.");
  // A chosen form that does not hold for the period gives way to the one that does.
  if (!call.request.path.starts_with("/bao-cao/o") &&
      (a.question.period.to < a.form->valid_from || (a.form->valid_to && a.question.period.to > *a.form->valid_to)))
    a.form = &official;
  return a;
}

Response Pages::table(Call& call) {
  const auto& actor = actor_of(call);
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  auto report = reports_.table(actor, *a->form, a->question);
  if (!report) return web::error_response(call, report.error());
  TableView v;
  v.report = *std::move(report);
  v.lines = lines_of(v.report);
  if (a->question.known) {
    auto later = reports_.corrections(actor, a->question);
    if (later) v.corrections = *std::move(later);
  }
  v.choices = choices_for(reports_, identity_, catalog_, actor, a->question);
  add_involved(v.choices, reports_, identity_, actor, a->question);
  v.values = chosen_fields(a->form, a->question);
  v.query = query_of(*a->form, a->question);
  v.heading = std::string(a->form->code.empty() ? a->form->title : a->form->code);
  v.meta = fmt::format("{}. {}. {}.", v.report.unit_name, period_words(a->question), cut_words(v.report));
  const auto unit = a->question.unit;
  v.mixed =
      unit && identity::may_for(actor, identity::kReportRead, unit) ? fmt::format("/bao-cao/bieu?don_vi={}", unit.value) : "/bao-cao/bieu";
  const bool whole = !a->question.known && a->question.field.empty() && a->question.procedure.empty() && !a->question.of_hands();
  if (whole && a->question.unit && reports_.may_freeze(actor, a->question.unit)) v.call = &call;
  const auto level = identity_.tree()->level(a->question.unit, tree_day(a->question, clock_.now()));
  if (const auto due = level ? sending(a->question.period, *level) : std::nullopt)
    v.sending = fmt::format("Gửi {} chậm nhất ngày {} ({}).", due->to, vn_date(due->day), due->source);
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = v.heading + ", " + a->question.period.label},
                      [&](web::Html& body) { views::report_table(body, v); });
  return Response::html(std::move(out).take());
}

template <class F> Response Pages::file(Call& call, F&& make) {
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  const auto report = reports_.table(actor_of(call), *a->form, a->question);
  if (!report) return web::error_response(call, report.error());
  return make(*report, fmt::format("{}-{}", report->form->id, report->question.period.word));
}

namespace {
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}  // namespace

Response Pages::table_xlsx(Call& call) {
  return file(call, [](const Report& r, const std::string& name) {
    return Response::bytes(print::xlsx(sheet_of(r)), std::string(kXlsx), name + ".xlsx");
  });
}
Response Pages::table_csv(Call& call) {
  return file(call, [](const Report& r, const std::string& name) {
    return Response::bytes(print::csv(sheet_of(r)), "text/csv; charset=utf-8", name + ".csv");
  });
}
Response Pages::table_pdf(Call& call) {
  return file(call, [](const Report& r, const std::string& name) { return Response::bytes(pdf_of(r), "application/pdf", name + ".pdf"); });
}

namespace {
struct CellAddress {
  RowKey row;
  int column = 0;
};
CellAddress address_of(const web::Fields& q) {
  return {{std::string(q.get("muc")), std::string(q.get("hang_linh_vuc")), UnitId{number_of(q.get("hang_don_vi"))}},
          static_cast<int>(number_of(q.get("cot")))};
}
}  // namespace

Response Pages::cell(Call& call) {
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  const auto& q = call.request.query;
  const auto where = address_of(q);
  auto list = reports_.cell(actor_of(call), *a->form, a->question, where.row, where.column, q.get("sau"));
  if (!list) return web::error_response(call, list.error());
  CellView v;
  v.list = *std::move(list);
  v.question = a->question;
  v.title = full_heading(*a->form, *v.list.column);
  v.caption = fmt::format("{}, cột {}", a->form->code.empty() ? a->form->title : a->form->code, where.column);
  // Parts of indicators were opened from the board, not from a report.
  v.back = a->form->offered ? "/bao-cao?" + query_of(*a->form, a->question)
                            : "/bang-dieu-hanh?" + web::to_urlencoded(chosen_fields(nullptr, a->question));
  const auto same = cell_href(*a->form, a->question, where.row, where.column);
  if (!v.list.next.empty()) v.older = same + "&sau=" + v.list.next;
  v.xlsx = "/bao-cao/o.xlsx" + same.substr(std::string_view("/bao-cao/o").size());
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = v.title, .crumbs = {{.label = "Báo cáo", .href = v.back}}, .crumb = fmt::format("Cột {}", where.column)},
                      [&](web::Html& body) { views::report_cell(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::cell_xlsx(Call& call) {
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  const auto where = address_of(call.request.query);
  CellList all;
  std::string after;
  do {
    auto page = reports_.cell(actor_of(call), *a->form, a->question, where.row, where.column, after, 500);
    if (!page) return web::error_response(call, page.error());
    if (static_cast<std::size_t>(page->figure) > kMostInFile)
      return web::error_response(
          call, errors::invalid("reports.list_too_large", "Con số này có hơn 20.000 hồ sơ. Chọn kỳ ngắn hơn hoặc một lĩnh vực rồi tải lại.")
                    .value());
    auto rows = std::move(all.rows);
    std::move(page->rows.begin(), page->rows.end(), std::back_inserter(rows));
    after = page->next;
    all = *std::move(page);
    all.rows = std::move(rows);
  } while (!after.empty());
  return Response::bytes(print::xlsx(sheet_of(all, a->question)), std::string(kXlsx),
                         fmt::format("{}-cot-{}.xlsx", a->form->id, where.column));
}

Response Pages::board(Call& call) {
  const auto& actor = actor_of(call);
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  auto board = reports_.board(actor, a->question);
  if (!board) return web::error_response(call, board.error());
  BoardView v;
  v.board = *std::move(board);
  v.choices = choices_for(reports_, identity_, catalog_, actor, a->question);
  add_involved(v.choices, reports_, identity_, actor, a->question);
  v.values = chosen_fields(nullptr, a->question);
  if (const auto other = number_of(call.request.query.get("voi")); other != 0) {
    auto q = a->question;
    q.unit = {other};
    if (identity_.tree()->find(q.unit)) {
      auto compared = reports_.board(actor, q);
      if (!compared) return web::error_response(call, compared.error());
      v.other = *std::move(compared);
      v.values.add("voi", std::to_string(other));
    }
  }
  v.query = query_of(*reports::form("quan-ly"), a->question);
  v.meta = fmt::format("{}. {}.", v.board.unit_name, period_words(a->question));
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Bảng điều hành giải quyết thủ tục hành chính"},
                      [&](web::Html& body) { views::report_board(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::fact_list(Call& call) {
  const auto& actor = actor_of(call);
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  const auto& q = call.request.query;
  return listed_page(call, shells_, facts_.list(actor, a->question, q.get("chi_so"), q.get("phan") == "1", q.get("sau")), a->question,
                     {.label = "Bảng điều hành", .href = "/bang-dieu-hanh?" + web::to_urlencoded(chosen_fields(nullptr, a->question))});
}

Response Pages::coverage(Call& call) {
  const auto& actor = actor_of(call);
  const auto a = asked(call);
  if (!a) return web::error_response(call, a.error());
  auto coverage = reports_.coverage(actor, a->question);
  if (!coverage) return web::error_response(call, coverage.error());
  CoverageView v;
  v.coverage = *std::move(coverage);
  v.question = a->question;
  v.choices = choices_for(reports_, identity_, catalog_, actor, a->question);
  add_involved(v.choices, reports_, identity_, actor, a->question);
  v.values = chosen_fields(nullptr, a->question);
  v.meta = fmt::format("{}. {} trên {} thủ tục có hồ sơ trong kỳ.", period_words(a->question), vn_number(v.coverage.used.part),
                       vn_number(v.coverage.used.whole));
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Thủ tục không phát sinh hồ sơ"},
                      [&](web::Html& body) { views::report_coverage(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::freeze(Call& call) {
  const auto a = asked(call, call.request.form);
  if (!a) return web::error_response(call, a.error());
  const auto id = reports_.freeze(actor_of(call), *a->form, a->question, call.request.form.get("ghi_chu"));
  if (!id) return web::error_response(call, id.error());
  auto response = Response::see_other(fmt::format("/bao-cao/da-chot/{}", *id));
  response.flash = "Đã chốt báo cáo. Số liệu lúc chốt được giữ nguyên; hồ sơ ghi nhận sau hiện ở phần so sánh.";
  return response;
}

Response Pages::frozen_list(Call& call) {
  const auto list = reports_.frozen(actor_of(call));
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Báo cáo đã chốt", .crumbs = {{.label = "Báo cáo", .href = "/bao-cao"}}},
                      [&](web::Html& body) { views::report_frozen_list(body, list); });
  return Response::html(std::move(out).take());
}

Response Pages::frozen_one(Call& call) {
  const auto found = reports_.frozen(actor_of(call), number_of(call.request.param("so")));
  if (!found) return web::error_response(call, found.error());
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = found->summary.title, .crumbs = {{.label = "Báo cáo đã chốt", .href = "/bao-cao/da-chot"}}},
                      [&](web::Html& body) { views::report_frozen(body, *found); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using identity::kReportMake;
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/bang-dieu-hanh", kReportRead, &Pages::board},
      {Method::get, "/bang-dieu-hanh/ho-so", kReportRead, &Pages::fact_list},
      {Method::get, "/bao-cao", kReportRead, &Pages::table},
      {Method::get, "/bao-cao.xlsx", kReportRead, &Pages::table_xlsx},
      {Method::get, "/bao-cao.csv", kReportRead, &Pages::table_csv},
      {Method::get, "/bao-cao.pdf", kReportRead, &Pages::table_pdf},
      {Method::get, "/bao-cao/o", kReportRead, &Pages::cell},
      {Method::get, "/bao-cao/o.xlsx", kReportRead, &Pages::cell_xlsx},
      {Method::get, "/bao-cao/da-chot", kReportRead, &Pages::frozen_list},
      {Method::get, "/bao-cao/da-chot/{so}", kReportRead, &Pages::frozen_one},
      {Method::post, "/bao-cao/chot", kReportMake, &Pages::freeze},
      {Method::get, "/bao-cao/thu-tuc-khong-phat-sinh", kReportRead, &Pages::coverage},
  });
  return kRoutes;
}

}  // namespace motcua::reports
