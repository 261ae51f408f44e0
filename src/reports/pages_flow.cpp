#include "reports/pages_flow.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/permissions.hpp"
#include "reports/asked.hpp"
#include "reports/pages_listed.hpp"
#include "views/reports/flow.hpp"
#include "views/reports/load.hpp"
#include "views/reports/papers.hpp"
#include "views/reports/standards.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
namespace ui = web::ui;

namespace {
// "/cham-o-dau/ho-so?ky=…" with more.
std::string list_href(std::string_view path, const Question& q, const std::vector<std::pair<std::string, std::string>>& more) {
  auto f = chosen_fields(nullptr, q);
  for (const auto& [name, value] : more) f.add(name, value);
  return fmt::format("{}?{}", path, web::to_urlencoded(f));
}

struct WordOfLateBy {
  dossier::LateBy by;
  std::string_view word;
};
constexpr std::array<WordOfLateBy, 3> kLateBys{
    {{dossier::LateBy::unit, "don-vi"}, {dossier::LateBy::step, "buoc"}, {dossier::LateBy::party, "ben"}}};
struct WordOfStays {
  StayPick::Kind kind;
  std::string_view word;
};
constexpr std::array<WordOfStays, 4> kStayKinds{{{StayPick::Kind::visits, "luot"},
                                                 {StayPick::Kind::dossiers, "ho-so"},
                                                 {StayPick::Kind::again, "lai"},
                                                 {StayPick::Kind::back, "quay-ve"}}};
}  // namespace

std::string stay_href(const FlowView& v, const StayPick& pick) {
  std::string word;
  for (const auto& k : kStayKinds)
    if (k.kind == pick.kind) word = k.word;
  return list_href("/cham-o-dau/ho-so", v.asked.question, {{"dem", word}, {"chang", pick.state}, {"ve", pick.back_to}});
}

std::string delay_href(const FlowView& v, dossier::LateBy by, std::string_view name) {
  std::string word;
  for (const auto& k : kLateBys)
    if (k.by == by) word = k.word;
  return list_href("/cham-o-dau/ho-so", v.asked.question, {{"cham", word}, {"ten", std::string(name)}});
}

std::string work_href(const LoadView& v, UnitId unit, AccountId officer, bool open) {
  return list_href("/khoi-luong/ho-so", v.asked.question,
                   {{"noi_lam", std::to_string(unit.value)}, {"nguoi", std::to_string(officer.value)}, {"giu", open ? "1" : ""}});
}

std::string paper_href(const PapersView& v, const PaperLine& l) {
  auto q = v.asked.question;
  q.procedure = l.procedure;
  return list_href("/giay-to-hay-sai/ho-so", q, {{"thanh_phan", l.component}, {"giay", l.paper}});
}

namespace {
std::string hundredths(double x) { return vn_decimal(std::llround(x * 100), 2); }
std::string per_cent(double share) { return vn_decimal(std::llround(share * 1000), 1) + "%"; }
}  // namespace

std::string spread_words(const Spread& s) {
  if (s.people < 2) return "Một người, không có gì để so.";
  std::string text = fmt::format("Hệ số Gini {} (0 là chia đều). ", hundredths(s.gini));
  if (s.mean > 0) text += fmt::format("Người nhiều nhất gấp {} lần trung bình. ", hundredths(s.most_to_mean));
  text += fmt::format("Dưới 30% thời gian: {} người; trên 120%: {} người.", s.idle, s.overloaded);
  return text;
}

ui::Meter load_meter(const OfficerLoad& o) {
  return {.share = std::min(1.0, o.load),
          .value = per_cent(o.load),
          .tone = o.load > kOverloaded ? ui::Tone::bad
                  : o.load < kIdle     ? ui::Tone::warn
                                       : ui::Tone::good};
}

std::vector<ui::Part> stay_parts(const FlowBoard& b) {
  std::vector<ui::Part> parts;
  std::int64_t whole = 0;
  for (const auto& s : b.stays) whole += s.kind == StayKind::pickup ? 0 : s.minutes;
  for (const auto kind : {StayKind::work, StayKind::queue, StayKind::others, StayKind::applicant}) {
    std::int64_t minutes = 0;
    for (const auto& s : b.stays)
      if (s.kind == kind) minutes += s.minutes;
    if (minutes == 0) continue;
    parts.push_back({.label = web::Label(std::string(label(kind))),
                     .amount = static_cast<double>(minutes),
                     .value = vn_percent(minutes, whole),
                     .href = {},
                     .tone = kind == StayKind::work     ? ui::Tone::good
                             : kind == StayKind::queue  ? ui::Tone::bad
                             : kind == StayKind::others ? ui::Tone::warn
                                                        : ui::Tone::wait});
  }
  return parts;
}

ui::BarList delay_bars(const FlowView& v, web::Label caption, dossier::LateBy by) {
  const auto& b = v.board;
  const auto& lines = by == dossier::LateBy::unit ? b.by_unit : by == dossier::LateBy::step ? b.by_step : b.by_party;
  ui::BarList list{.caption = std::move(caption)};
  constexpr std::size_t kMost = 8;
  for (const auto& l : lines) {
    if (list.rows.size() == kMost) break;
    list.rows.push_back({.label = l.name,
                         .amount = static_cast<double>(l.minutes),
                         .value = fmt::format("{} ({} hồ sơ)", minutes_words(l.minutes), vn_number(l.dossiers)),
                         .href = delay_href(v, by, l.name),
                         .tone = ui::Tone::bad});
  }
  return list;
}

namespace {
FlowChoices choices_of(const Reports& reports, const identity::Identity& identity, catalog::Catalog& catalog, const identity::Actor& actor,
                       const Question& q) {
  FlowChoices c{.choices = choices_for(reports, identity, catalog, actor, q), .values = chosen_fields(nullptr, q), .question = q};
  const auto name = q.unit ? std::string(identity.tree()->name(q.unit, identity.today())) : std::string("Các đơn vị trong phạm vi của bạn");
  c.meta = fmt::format("{}. {}.", name, period_words(q));
  return c;
}
}  // namespace

Response FlowPages::load(Call& call) {
  const auto& actor = actor_of(call);
  const auto q = question_from(call.request.query, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  auto board = flow_.load(actor, *q);
  if (!board) return web::error_response(call, board.error());
  LoadView v{.asked = choices_of(reports_, identity_, catalog_, actor, *q), .board = *std::move(board), .call = &call};
  v.asked.choices.partial.clear();  // work is counted where it is done
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(out, shells_.staff(call), {.title = "Khối lượng công việc"}, [&](web::Html& body) { views::load(body, v); });
  return Response::html(std::move(out).take());
}

Response FlowPages::flow(Call& call) {
  const auto& actor = actor_of(call);
  const auto q = question_from(call.request.query, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  auto board = flow_.flow(actor, *q);
  if (!board) return web::error_response(call, board.error());
  FlowView v{.asked = choices_of(reports_, identity_, catalog_, actor, *q), .board = *std::move(board)};
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(out, shells_.staff(call), {.title = "Hồ sơ chậm ở đâu"}, [&](web::Html& body) { views::flow(body, v); });
  return Response::html(std::move(out).take());
}

Response FlowPages::papers(Call& call) {
  const auto& actor = actor_of(call);
  const auto q = question_from(call.request.query, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  auto lines = flow_.papers(actor, *q);
  if (!lines) return web::error_response(call, lines.error());
  PapersView v{.asked = choices_of(reports_, identity_, catalog_, actor, *q), .lines = *std::move(lines)};
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(out, shells_.staff(call), {.title = "Giấy tờ hay thiếu, hay thừa"}, [&](web::Html& body) { views::papers(body, v); });
  return Response::html(std::move(out).take());
}

// ---- lists behind the figures -----------------------------------------------------------------------------------------------------------

namespace {
std::size_t rows_before(const web::Fields& q) {
  constexpr std::int64_t kMost = 1'000'000;
  return static_cast<std::size_t>(std::min(plain_number(q.get("sau")), kMost));
}
}  // namespace

Response FlowPages::flow_list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.query;
  const auto q = question_from(f, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  const ui::Link back{.label = "Chậm ở đâu", .href = "/cham-o-dau?" + web::to_urlencoded(chosen_fields(nullptr, *q))};
  for (const auto& k : kLateBys)
    if (f.get("cham") == k.word)
      return listed_page(call, shells_, flow_.delay_list(actor, *q, k.by, f.get("ten"), rows_before(f)), *q, back);
  for (const auto& k : kStayKinds)
    if (f.get("dem") == k.word)
      return listed_page(call, shells_,
                         flow_.stay_list(actor, *q, {k.kind, std::string(f.get("chang")), std::string(f.get("ve"))}, rows_before(f)), *q,
                         back);
  return web::error_response(
      call, errors::not_found("reports.no_flow_list", "Không có danh sách này. Mở lại trang “Chậm ở đâu” rồi chọn một con số.").value());
}

Response FlowPages::load_list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.query;
  const auto q = question_from(f, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  const UnitId unit{plain_number(f.get("noi_lam"))};
  const AccountId officer{plain_number(f.get("nguoi"))};
  return listed_page(call, shells_, flow_.work_list(actor, *q, unit, officer, f.get("giu") == "1", rows_before(f)), *q,
                     {.label = "Khối lượng công việc", .href = "/khoi-luong?" + web::to_urlencoded(chosen_fields(nullptr, *q))});
}

Response FlowPages::paper_list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.query;
  auto q = question_from(f, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  const PaperPick pick{q->procedure, std::string(f.get("thanh_phan")), std::string(f.get("giay"))};
  auto list = flow_.paper_list(actor, *q, pick, rows_before(f));
  q->procedure.clear();
  return listed_page(call, shells_, std::move(list), *q,
                     {.label = "Giấy tờ hay sai", .href = "/giay-to-hay-sai?" + web::to_urlencoded(chosen_fields(nullptr, *q))});
}

Response FlowPages::standards_page(Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto q = question_from(fields, actor, identity_);
  if (!q) return web::error_response(call, q.error());
  const auto unit = flow_.governing(actor, q->unit);
  auto lines = flow_.standards(actor, unit);
  if (!lines) return web::error_response(call, lines.error());
  StandardsView v{.lines = *std::move(lines),
                  .unit_name = std::string(identity_.tree()->name(unit, identity_.today())),
                  .unit = std::to_string(unit.value),
                  .procedure = std::string(fields.get("thu_tuc")),
                  .step = std::string(fields.get("buoc")),
                  .call = &call,
                  .errors = std::move(errors),
                  .may_set = flow_.may_set(actor, unit)};
  if (!v.errors.empty()) v.values = fields;
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  ui::staff_page(
      out, shells_.staff(call),
      {.title = "Định mức phút cho mỗi bước", .crumbs = {{.label = "Khối lượng công việc", .href = "/khoi-luong"}}, .errors = v.errors},
      [&](web::Html& body) { views::standards(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response FlowPages::standards(Call& call) { return standards_page(call, call.request.query, {}, 200); }

Response FlowPages::set(Call& call) {
  const auto& form = call.request.form;
  const auto unit = parse_vn_integer(form.get("don_vi")).value_or(0);
  const auto done = flow_.set_standard(actor_of(call), UnitId{unit},
                                       {std::string(form.get("thu_tuc")), std::string(form.get("buoc")),
                                        parse_vn_integer(form.get("phut")).value_or(0), std::string(form.get("nguon"))});
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return standards_page(call, form, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/khoi-luong/dinh-muc?don_vi={}", unit));
  response.flash = "Đã đặt định mức, áp dụng từ hôm nay.";
  return response;
}

std::span<const web::RouteOf<FlowPages>> FlowPages::routes() {
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<FlowPages>>({
      {Method::get, "/khoi-luong", kReportRead, &FlowPages::load},
      {Method::get, "/khoi-luong/dinh-muc", kReportRead, &FlowPages::standards},
      {Method::post, "/khoi-luong/dinh-muc", kReportRead, &FlowPages::set},
      {Method::get, "/cham-o-dau", kReportRead, &FlowPages::flow},
      {Method::get, "/giay-to-hay-sai", kReportRead, &FlowPages::papers},
      {Method::get, "/khoi-luong/ho-so", kReportRead, &FlowPages::load_list},
      {Method::get, "/cham-o-dau/ho-so", kReportRead, &FlowPages::flow_list},
      {Method::get, "/giay-to-hay-sai/ho-so", kReportRead, &FlowPages::paper_list},
  });
  return kRoutes;
}

}  // namespace motcua::reports
