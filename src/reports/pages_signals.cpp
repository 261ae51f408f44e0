#include "reports/pages_signals.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/permissions.hpp"
#include "reports/page_views.hpp"
#include "views/reports/signal.hpp"
#include "views/reports/signal_rules.hpp"
#include "views/reports/signals.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
namespace ui = web::ui;

namespace {
std::string_view state_tab(SignalState s) {
  switch (s) {
    case SignalState::open: return "cho-giai-trinh";
    case SignalState::explained: return "cho-ket-luan";
    case SignalState::closed: return "da-dong";
  }
  return "";
}

SignalFilter filter_of(const web::Fields& q) {
  SignalFilter f;
  f.state = SignalState::open;
  for (const auto s : {SignalState::open, SignalState::explained, SignalState::closed})
    if (q.get("muc") == state_tab(s)) f.state = s;
  f.rule = std::string(q.get("loai"));
  f.unit = UnitId{plain_number(q.get("don_vi"))};
  f.after = std::string(q.get("sau"));
  return f;
}

std::string address(std::string_view path, const web::Fields& q, std::string_view name, std::string_view value) {
  web::Fields next;
  for (const auto& [n, v] : q.items())
    if (n != "sau" && n != name && !v.empty()) next.add(n, v);
  next.add(std::string(name), std::string(value));
  return fmt::format("{}?{}", path, web::to_urlencoded(next));
}
}  // namespace

ui::Tag signal_tag(SignalState s) {
  const auto tone = s == SignalState::open ? ui::Tone::warn : s == SignalState::explained ? ui::Tone::info : ui::Tone::none;
  return {.label = web::Label(std::string(label(s))), .tone = tone};
}

std::string window_words(const SignalRow& row) {
  if (row.from == row.to) return fmt::format("{}, {}", vn_weekday(row.from), vn_date(row.from));
  return fmt::format("Từ {} đến {}", vn_date(row.from), vn_date(row.to));
}

std::vector<std::string> threshold_lines(const SignalRule& r) {
  std::vector<std::string> lines;
  const auto per = r.window == Window::day ? "mỗi ngày" : r.window == Window::week ? "mỗi tuần" : "mỗi tháng";
  if (r.key == "khong-ho-so" || r.key == "khong-truc-tuyen")
    lines.push_back(fmt::format("Xét {}; chỉ nêu khi bình thường phải có từ {} hồ sơ.", per, vn_number(r.least)));
  else
    lines.push_back(fmt::format("Xét {}; chỉ nêu khi có từ {} trường hợp.", per, vn_number(r.least)));
  if (r.span_minutes > 0) lines.push_back(fmt::format("Ngưỡng thời gian: {} phút.", vn_number(r.span_minutes)));
  if (r.usual_permille > 0) lines.push_back(fmt::format("Bình thường không quá {}.", vn_percent(r.usual_permille, 1000)));
  if (r.chance_permille < 1000)
    lines.push_back(fmt::format("Số ít không nêu: chỉ nêu khi khả năng ngẫu nhiên không quá {} phần nghìn.", r.chance_permille));
  return lines;
}

Response SignalPages::list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& q = call.request.query;
  const auto filter = filter_of(q);
  SignalsView v;
  v.page = signals_.list(actor, filter);
  v.values = q;
  const auto tab = [&](SignalState s, std::int64_t count) {
    v.tabs.push_back({.label = web::Label(std::string(label(s))),
                      .href = address("/dau-hieu", q, "muc", state_tab(s)),
                      .current = filter.state == s,
                      .count = vn_number(count),
                      .count_alarm = s == SignalState::open && count > 0});
  };
  tab(SignalState::open, v.page.open);
  tab(SignalState::explained, v.page.explained);
  tab(SignalState::closed, v.page.closed);
  for (const auto& r : signal_rules())
    if (!r.until) v.rules.push_back({.value = r.key, .label = r.title});
  const auto tree = identity_.tree();
  for (const auto u : reports_.units(actor))
    v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, identity_.today()))});
  if (!v.page.next.empty()) v.older = address("/dau-hieu", q, "sau", v.page.next);
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(out, shells_.staff(call), {.title = "Dấu hiệu cần xem lại"}, [&](web::Html& body) { views::signals(body, v); });
  return Response::html(std::move(out).take());
}

Response SignalPages::rules(Call& call) {
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  ui::staff_page(out, shells_.staff(call), {.title = "Quy tắc tìm dấu hiệu", .crumbs = {{.label = "Dấu hiệu", .href = "/dau-hieu"}}},
                 [&](web::Html& body) { views::signal_rules(body, signal_rules()); });
  return Response::html(std::move(out).take());
}

Response SignalPages::show(Call& call, std::vector<FieldError> errors, int status) {
  auto found = signals_.open(actor_of(call), plain_number(call.request.param("so")), call.request.query.get("sau"));
  if (!found) return web::error_response(call, found.error());
  SignalPageView v;
  v.signal = *std::move(found);
  v.call = &call;
  v.errors = std::move(errors);
  const auto& row = v.signal.line.row;
  v.base = fmt::format("/dau-hieu/{}", row.id);
  if (!v.signal.next.empty()) v.older = fmt::format("{}?sau={}", v.base, v.signal.next);
  v.report = "/bao-cao?" + query_of(*form("quan-ly"), {.period = free_period(row.from, row.to), .unit = row.unit});
  const auto add = [&](std::string term, std::string value) {
    if (!value.empty()) v.facts.rows.push_back({.term = web::Label(std::move(term)), .value = std::move(value)});
  };
  add("Đơn vị", v.signal.line.unit_name);
  add("Thời gian", window_words(row));
  add("Ghi nhận được", row.evidence);
  if (!row.chance.empty()) add("Khả năng ngẫu nhiên", row.chance);
  add("Phát hiện lúc", vn_datetime(row.found_at));
  for (const auto o : {SignalOutcome::lawful, SignalOutcome::mended, SignalOutcome::to_inspect})
    v.outcomes.push_back({.value = std::string(word(o)), .label = web::Label(std::string(label(o)))});
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(out, shells_.staff(call),
                 {.title = web::Label(v.signal.rule->title), .crumbs = {{.label = "Dấu hiệu", .href = "/dau-hieu"}}, .errors = v.errors},
                 [&](web::Html& body) { views::signal(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response SignalPages::one(Call& call) { return show(call, {}, 200); }

namespace {
Response back_to(std::string_view id, std::string said) {
  auto response = Response::see_other(fmt::format("/dau-hieu/{}", id));
  response.flash = std::move(said);
  return response;
}
}  // namespace

Response SignalPages::explain(Call& call) {
  const auto& form = call.request.form;
  const auto id = call.request.param("so");
  const auto done = signals_.explain(actor_of(call), plain_number(id), plain_number(form.get("v")), form.get("giai_trinh"));
  if (done) return back_to(id, "Đã ghi giải trình. Người kiểm soát thủ tục khác xem và kết luận.");
  if (done.error().fields.empty()) return web::error_response(call, done.error());
  return show(call, done.error().fields, 422);
}

Response SignalPages::close(Call& call) {
  const auto& form = call.request.form;
  const auto id = call.request.param("so");
  const auto outcome = signal_outcome_from(form.get("ket_qua"));
  if (!outcome) return show(call, {{"ket_qua", "Chọn một kết luận."}}, 422);
  const auto done = signals_.close(actor_of(call), plain_number(id), plain_number(form.get("v")), *outcome, form.get("ket_luan"));
  if (done) return back_to(id, "Đã đóng dấu hiệu.");
  if (done.error().fields.empty()) return web::error_response(call, done.error());
  return show(call, done.error().fields, 422);
}

std::span<const web::RouteOf<SignalPages>> SignalPages::routes() {
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<SignalPages>>({
      {Method::get, "/dau-hieu", kReportRead, &SignalPages::list},
      {Method::get, "/dau-hieu/quy-tac", kReportRead, &SignalPages::rules},
      {Method::get, "/dau-hieu/{so}", kReportRead, &SignalPages::one},
      {Method::post, "/dau-hieu/{so}/giai-trinh", kReportRead, &SignalPages::explain},
      {Method::post, "/dau-hieu/{so}/ket-luan", kReportRead, &SignalPages::close},
  });
  return kRoutes;
}

}  // namespace motcua::reports
