#include "reports/pages_targets.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/json.hpp"
#include "base/numbers.hpp"
#include "identity/permissions.hpp"
#include "reports/asked.hpp"
#include "views/reports/results.hpp"
#include "views/reports/results_picture.hpp"
#include "views/reports/targets.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
namespace ui = web::ui;

std::string held_words(const Reports::HeldTarget& h) {
  if (!h.row) return "Chưa đặt";
  switch (h.row->kind) {
    case TargetKind::fixed:
      return fmt::format("{} {}", h.indicator->lower_is_better ? "Không quá" : "Từ", vn_percent(h.row->permille, 1000));
    case TargetKind::better_than_last_year: return fmt::format("Hơn cùng kỳ năm trước {} điểm phần trăm", vn_decimal(h.row->permille, 1));
    case TargetKind::province_average:
    case TargetKind::last_year: break;
  }
  return std::string(label(h.row->kind));
}

Response ResultPages::targets_page(Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto q = question_from(fields, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  auto unit = q->unit;
  auto held = reports_.targets(actor, unit);
  if (!held && fields.get("don_vi").empty()) {  // who may see figures of a division only is shown that
    unit = actor.acting_unit();
    held = reports_.targets(actor, unit);
  }
  if (!held) return web::error_response(call, held.error());
  TargetsView v{.held = *std::move(held),
                .unit_name = std::string(identity_.tree()->name(unit, identity_.today())),
                .unit = std::to_string(unit.value),
                .call = &call,
                .errors = std::move(errors),
                .may_set = reports_.may_set_target(actor, unit)};
  for (const auto& i : indicators()) v.indicators.push_back({.value = std::string(i.id), .label = web::Label(std::string(i.title))});
  for (const auto k : {TargetKind::fixed, TargetKind::province_average, TargetKind::last_year, TargetKind::better_than_last_year})
    v.kinds.push_back({.value = std::string(word(k)), .label = web::Label(std::string(label(k)))});
  if (!v.errors.empty()) v.values = fields;
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  ui::staff_page(out, shells_.staff(call),
                 {.title = "Mục tiêu của đơn vị", .crumbs = {{.label = "Bảng điều hành", .href = "/bang-dieu-hanh"}}, .errors = v.errors},
                 [&](web::Html& body) { views::targets(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response ResultPages::targets(Call& call) { return targets_page(call, call.request.query, {}, 200); }

Response ResultPages::set_target(Call& call) {
  const auto& form = call.request.form;
  const UnitId unit{parse_vn_integer(form.get("don_vi")).value_or(0)};
  const auto kind = target_kind_from(form.get("cach"));
  if (!kind) return targets_page(call, form, {{"cach", "Chọn cách đặt mục tiêu."}}, 422);
  const auto percent = parse_vn_decimal(form.get("muc"), 1).value_or(0);
  const auto done = reports_.set_target(actor_of(call), unit,
                                        {std::string(form.get("chi_so")), *kind,
                                         static_cast<int>(std::clamp<std::int64_t>(percent, 0, 10'000)), std::string(form.get("nguon"))});
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return targets_page(call, form, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/bang-dieu-hanh/muc-tieu?don_vi={}", unit.value));
  response.flash = "Đã đặt mục tiêu, áp dụng từ hôm nay.";
  return response;
}

// ---- for everybody ----------------------------------------------------------------------------------------------------------------------

namespace {
// The last official month that has ended, unless another period is asked for.
Result<Question> public_question(const web::Fields& q, const identity::Identity& identity) {
  Question asked;
  if (const auto word = q.get("ky"); !word.empty()) {
    TRY(asked.period, period_from(word));
  } else {
    asked.period = before(month_of(identity.today()));
  }
  if (asked.period.from > identity.today()) return errors::not_found("reports.results_to_come", "Kỳ này chưa đến. Chọn một kỳ đã qua.");
  asked.unit = {parse_vn_integer(q.get("don_vi")).value_or(0)};
  if (asked.unit && !identity.tree()->find(asked.unit))
    return errors::not_found("reports.no_results_unit", "Không có đơn vị này. Chọn lại đơn vị trong danh sách.");
  return asked;
}

// Other sites may show it: nothing in it is about a person.
Response for_other_sites(Response r) {
  r.shared = true;
  r.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  r.headers.emplace_back("Access-Control-Allow-Origin", "*");
  r.headers.emplace_back("Cache-Control", "public, max-age=900");
  return r;
}
}  // namespace

Result<Board> ResultPages::board_of(const Call& call) const {
  TRY(const auto q, public_question(call.request.query, identity_));
  TRY(auto board, reports_.board(identity_.system_actor(), q));
  // Read by anybody: no reader has a scope of their own here.
  if (!q.unit) board.unit_name = "Tất cả đơn vị";
  return board;
}

std::vector<ui::Fact> result_facts(const Board& b) {
  std::vector<ui::Fact> list;
  list.push_back({.term = "Hồ sơ tiếp nhận", .value = vn_number(b.received)});
  list.push_back({.term = "Đã giải quyết", .value = vn_number(b.settled)});
  for (const auto& i : b.indicators)
    if (!i.indicator->lower_is_better)
      list.push_back(
          {.term = web::Label(std::string(i.indicator->title)), .value = i.now.text() + (i.target ? " (" + i.target->words + ")" : "")});
  list.push_back({.term = "Quá hạn chưa xong", .value = vn_number(b.overdue)});
  return list;
}

Response ResultPages::results(Call& call) {
  auto board = board_of(call);
  if (!board) return web::error_response(call, board.error());
  ResultsView v{.board = *std::move(board)};
  const auto& q = v.board.question;
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  for (const auto u : reports_.places_with_dossiers())
    v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  v.values.add("ky", q.period.word);
  if (q.unit) v.values.add("don_vi", std::to_string(q.unit.value));
  v.meta = fmt::format("{}, {} ({}).", v.board.unit_name, q.period.label, period_words(q));
  const auto same = web::to_urlencoded(v.values);
  v.picture = "/ket-qua-giai-quyet.svg?" + same;
  v.data = "/ket-qua-giai-quyet.json?" + same;
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  ui::citizen_page(out, shells_.citizen(call),
                   {.title = "Kết quả giải quyết thủ tục hành chính", .back = {.label = "Trang chủ", .href = "/"}},
                   [&](web::Html& body) { views::results(body, v); });
  return Response::html(std::move(out).take());
}

Response ResultPages::picture(Call& call) {
  const auto board = board_of(call);
  if (!board) return web::error_response(call, board.error());
  web::Html out(web::lang_of(call.lang), 4 * 1024);
  views::results_picture(out, *board);
  Response r;
  r.content_type = "image/svg+xml";
  r.body = std::move(out).take();
  return for_other_sites(std::move(r));
}

Response ResultPages::data(Call& call) {
  const auto board = board_of(call);
  if (!board) return web::error_response(call, board.error());
  const auto& b = *board;
  JsonWriter json;
  json.begin_object().field("unit", b.unit_name).field("period", b.question.period.label);
  json.field("from", iso(b.question.period.from)).field("to", iso(b.question.period.to)).field("running", b.cut.running);
  json.field("received", b.received).field("settled", b.settled).field("pending", b.pending).field("overdue", b.overdue);
  json.key("indicators").begin_array();
  for (const auto& i : b.indicators) {
    json.begin_object().field("id", i.indicator->id).field("title", i.indicator->title).field("formula", i.indicator->formula);
    json.field("part", i.now.part).field("whole", i.now.whole).field("text", i.now.text()).end_object();
  }
  json.end_array().end_object();
  return for_other_sites(Response::json(json.take()));
}

std::span<const web::RouteOf<ResultPages>> ResultPages::routes() {
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<ResultPages>>({
      {Method::get, "/bang-dieu-hanh/muc-tieu", kReportRead, &ResultPages::targets},
      {Method::post, "/bang-dieu-hanh/muc-tieu", kReportRead, &ResultPages::set_target},
      {Method::get, "/ket-qua-giai-quyet", web::kOpen, &ResultPages::results},
      {Method::get, "/ket-qua-giai-quyet.svg", web::kOpen, &ResultPages::picture},
      {Method::get, "/ket-qua-giai-quyet.json", web::kOpen, &ResultPages::data},
  });
  return kRoutes;
}

}  // namespace motcua::reports
