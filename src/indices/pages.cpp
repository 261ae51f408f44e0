#include "indices/pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "indices/exports.hpp"
#include "indices/page_parts.hpp"
#include "indices/page_views.hpp"
#include "views/indices/index_766.hpp"
#include "views/indices/index_figures.hpp"
#include "views/indices/index_home.hpp"
#include "views/indices/index_series.hpp"
#include "views/indices/index_set.hpp"
#include "views/indices/index_sets.hpp"
#include "web/forms.hpp"

namespace motcua::indices {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

UnitId Pages::unit_of(const Call& call, const web::Fields& fields) const {
  const auto n = parse_vn_integer(fields.get("don_vi"));
  if (n) return UnitId{*n};
  const auto& actor = actor_of(call);
  return actor.acting_unit() ? identity_.tree()->territory(actor.acting_unit(), identity_.today()).value_or(actor.acting_unit()) : UnitId{};
}

// Places the reader may report for: his commune, or the province with its communes.
std::vector<UnitId> Pages::own_places(const Call& call) const {
  std::vector<UnitId> places;
  for (const auto u : reports_.units(actor_of(call)))
    if (identity::may_for(actor_of(call), identity::kReportMake, u)) places.push_back(u);
  return places;
}

std::vector<web::ui::Option> unit_options(const identity::Identity& identity, const std::vector<UnitId>& units) {
  std::vector<web::ui::Option> options;
  const auto tree = identity.tree();
  for (const auto u : units) options.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, identity.today()))});
  return options;
}

Response Pages::home(Call& call) {
  HomeView v;
  v.rows = {
      {.name = "Chỉ số 766 theo thời gian thực",
       .href = "/chi-so/766",
       .hint = "Điểm tính từ hồ sơ lúc này; chỗ mất điểm, xu hướng, so sánh xã, phường"},
      {.name = "Chấm điểm cải cách hành chính",
       .href = "/chi-so/cham-diem",
       .hint = "Tự chấm kèm tài liệu, thẩm định, giải trình, kết quả, giả định công thức"},
      {.name = "Chuỗi chỉ số công bố", .href = "/chi-so/chuoi", .hint = "PAR INDEX, SIPAS, PCI, PAPI, DTI theo năm, kèm nguồn"},
      {.name = "Số liệu nhập từ nơi khác", .href = "/chi-so/so-lieu", .hint = "Những gì hồ sơ của hệ thống không thể biết, kèm nguồn"},
      {.name = "Bộ tiêu chí", .href = "/chi-so/bo-tieu-chi", .hint = "Lĩnh vực, tiêu chí, cách tính, ngày áp dụng"}};
  return page(call, "Chỉ số", {}, [&](web::Html& body) { views::index_home(body, v); });
}

// ---- index 766 -------------------------------------------------------------------------------------------------------------------------

Result<reports::Question> Pages::asked(const Call& call) const {
  const auto& q = call.request.query;
  const auto today = identity_.today();
  reports::Question question;
  const std::chrono::year_month_day now{today};
  question.period = reports::calendar_month(int{now.year()}, static_cast<int>(unsigned{now.month()}));
  if (const auto word = q.get("ky"); !word.empty()) {
    TRY(question.period, reports::period_from(word));
  }
  if (const auto text = q.get("ngay"); !text.empty()) {
    const auto day = parse_vn_date(text);
    if (!day) return errors::invalid("indices.day_unreadable", "Ngày chưa đúng. Nhập theo dạng ngày/tháng/năm.");
    if (*day > today) return errors::invalid("indices.day_to_come", "Ngày này chưa đến. Chọn ngày đã qua hoặc hôm nay.");
    if (*day < question.period.from || *day > question.period.to) {
      const std::chrono::year_month_day d{*day};
      question.period = reports::calendar_month(int{d.year()}, static_cast<int>(unsigned{d.month()}));
    }
    question.known = *day;
  }
  question.unit = unit_of(call, q);
  if (question.unit && !identity_.tree()->find(question.unit))
    return errors::not_found("indices.no_unit", "Không có đơn vị này. Chọn lại đơn vị trong danh sách.");
  return question;
}

namespace {
std::vector<web::ui::Option> period_options(const reports::Period& asked, Day today) {
  std::vector<web::ui::Option> options;
  const auto add = [&](const reports::Period& p) { options.push_back({.value = p.word, .label = p.label}); };
  const std::chrono::year_month_day now{today};
  auto month = now.year() / now.month();
  for (int i = 0; i < 12; ++i, month -= std::chrono::months{1})
    add(reports::calendar_month(int{month.year()}, static_cast<int>(unsigned{month.month()})));
  for (int y = int{now.year()}; y > int{now.year()} - 2; --y) {
    for (int q = 4; q >= 1; --q)
      if (const auto p = reports::official_period(reports::PeriodKind::quarter, y, q); p.from <= today) add(p);
    add(reports::official_period(reports::PeriodKind::year, y));
  }
  if (std::none_of(options.begin(), options.end(), [&](const auto& o) { return o.value == asked.word; }))
    options.insert(options.begin(), {.value = asked.word, .label = asked.label});
  return options;
}
}  // namespace

Response Pages::index(Call& call) {
  const auto& actor = actor_of(call);
  const auto q = asked(call);
  if (!q) return web::error_response(call, q.error());
  auto index = indices_.index766.at(actor, *q);
  if (!index) return web::error_response(call, index.error());
  IndexPageView v;
  v.index = *std::move(index);
  if (auto places = indices_.index766.places(actor, *q)) v.places = *std::move(places);
  auto running = *q;
  running.known.reset();
  if (auto months = indices_.index766.months(actor, running, 12)) v.months = *std::move(months);
  for (const auto& f : v.index.scored.fields)
    for (const auto& i : f.items)
      if (i.state == ItemState::scored && i.lost() > Fraction{}) v.lost.push_back(&i);
  std::stable_sort(v.lost.begin(), v.lost.end(), [](const ItemScore* a, const ItemScore* b) { return a->lost() > b->lost(); });
  v.periods = period_options(q->period, identity_.today());
  v.units = unit_options(identity_, reports_.units(actor));
  v.values.add("ky", q->period.word);
  if (q->unit) v.values.add("don_vi", std::to_string(q->unit.value));
  if (q->known) v.values.add("ngay", vn_date(*q->known));
  v.query = web::to_urlencoded(v.values);
  v.meta = fmt::format("{}. {}, từ {} đến {}. {}.", v.index.unit_name, q->period.label, vn_date(q->period.from), vn_date(q->period.to),
                       q->known ? "Như đã biết hết ngày " + vn_date(*q->known) : "Tính lúc " + vn_datetime(identity_.clock().now()));
  return page(call, "Chỉ số 766", {{"Chỉ số", "/chi-so"}}, [&](web::Html& body) { views::index_766(body, v); });
}

Response Pages::index_xlsx(Call& call) {
  const auto q = asked(call);
  if (!q) return web::error_response(call, q.error());
  const auto index = indices_.index766.at(actor_of(call), *q);
  if (!index) return web::error_response(call, index.error());
  return Response::bytes(print::xlsx(sheet_of(*index)), std::string(kXlsx), "chi-so-766-" + q->period.word + ".xlsx");
}

// ---- sets ------------------------------------------------------------------------------------------------------------------------------

Response Pages::sets(Call& call) {
  const auto rows = indices_.sets.list();
  return page(call, "Bộ tiêu chí", {{"Chỉ số", "/chi-so"}}, [&](web::Html& body) { views::index_sets(body, rows); });
}

Response Pages::set(Call& call) {
  const SetId id{parse_vn_integer(call.request.param("so")).value_or(0)};
  auto set = indices_.sets.open(id);
  if (!set) return web::error_response(call, set.error());
  const SetPageView v{*indices_.sets.row(id), *std::move(set)};
  return page(call, v.row.name, {{"Chỉ số", "/chi-so"}, {"Bộ tiêu chí", "/chi-so/bo-tieu-chi"}},
              [&](web::Html& body) { views::index_set(body, v); });
}

// ---- figures of others -----------------------------------------------------------------------------------------------------------------

namespace {
constexpr int kFactRows = 50;

// Days as typed; a faulty one is told at its field.
std::optional<Day> day_in(const web::Fields& form, std::string_view field, std::vector<FieldError>& wrong) {
  const auto day = parse_vn_date(form.get(field));
  if (day) return *day;
  wrong.push_back({std::string(field), "Nhập ngày, ví dụ 30/11/2026."});
  return std::nullopt;
}
std::optional<Fraction> number_in(const web::Fields& form, std::string_view field, std::vector<FieldError>& wrong) {
  const auto n = Fraction::parse_vn(form.get(field));
  if (!n) wrong.push_back({std::string(field), "Nhập số, ví dụ 12.041 hoặc 86,98."});
  return n;
}
}  // namespace

Response Pages::show_figures(Call& call, const std::vector<FieldError>& errors) {
  const auto& fields = call.request.method == Method::post ? call.request.form : call.request.query;
  FiguresView v;
  v.unit = unit_of(call, fields);
  v.units = unit_options(identity_, reports_.units(actor_of(call)));
  v.may_add = v.unit && identity::may_for(actor_of(call), identity::kReportMake, v.unit);
  v.values.add("don_vi", std::to_string(v.unit.value));
  const auto set = indices_.sets.on(Index766::kCode, identity_.today());
  if (set) {
    for (const auto& f : set->second->facts)
      if (!f.from_record) v.facts.push_back({.value = f.id, .label = fmt::format("{} ({})", f.symbol.name, f.symbol.unit)});
    for (const auto& f : set->second->fields)
      v.facts.push_back({.value = "diem:" + f.id, .label = fmt::format("Điểm công bố: {}", f.name)});
    for (const auto& g : set->second->views) v.facts.push_back({.value = "diem:" + g.id, .label = fmt::format("Điểm công bố: {}", g.name)});
    for (const auto& o : v.facts) v.names[o.value] = std::string(o.label.raw());
  }
  v.rows = indices_.figures.facts(actor_of(call), v.unit, parse_vn_integer(call.request.query.get("sau")).value_or(0), kFactRows + 1);
  if (v.rows.size() > kFactRows) {
    v.rows.pop_back();
    v.older = fmt::format("/chi-so/so-lieu?don_vi={}&sau={}", v.unit.value, v.rows.back().id);
  }
  v.call = &call;
  v.errors = &errors;
  return page(
      call, "Số liệu nhập từ nơi khác", {{"Chỉ số", "/chi-so"}}, [&](web::Html& body) { views::index_figures(body, v); }, errors);
}

Response Pages::figures(Call& call) { return show_figures(call, {}); }

Response Pages::add_figure(Call& call) {
  const auto& form = call.request.form;
  std::vector<FieldError> wrong;
  NewFact f{.unit = unit_of(call, form), .fact = std::string(form.get("so_lieu")), .source = std::string(form.get("nguon"))};
  const auto from = day_in(form, "tu", wrong), to = day_in(form, "den", wrong);
  const auto value = number_in(form, "gia_tri", wrong);
  if (!wrong.empty()) return show_figures(call, wrong);
  f.from = *from;
  f.to = *to;
  f.value = *value;
  const auto added = indices_.figures.add(actor_of(call), f);
  if (!added) return added.error().fields.empty() ? web::error_response(call, added.error()) : show_figures(call, added.error().fields);
  auto response = Response::see_other(fmt::format("/chi-so/so-lieu?don_vi={}", f.unit.value));
  response.flash = "Đã ghi số liệu và nguồn. Chỉ số dùng số này từ bây giờ.";
  return response;
}

Response Pages::withdraw_figure(Call& call) {
  const auto done = indices_.figures.withdraw_fact(actor_of(call), parse_vn_integer(call.request.param("so")).value_or(0));
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other(fmt::format("/chi-so/so-lieu?don_vi={}", call.request.form.get("don_vi")));
  response.flash = "Đã thu hồi số liệu.";
  return response;
}

Response Pages::show_series(Call& call, const std::vector<FieldError>& errors) {
  const auto& fields = call.request.method == Method::post ? call.request.form : call.request.query;
  SeriesView v;
  v.unit = unit_of(call, fields);
  v.units = unit_options(identity_, reports_.units(actor_of(call)));
  v.may_add = v.unit && identity::may_for(actor_of(call), identity::kReportMake, v.unit);
  v.values.add("don_vi", std::to_string(v.unit.value));
  for (const auto& n : series_names()) v.codes.push_back({.value = std::string(n.code), .label = std::string(n.name)});
  for (auto& r : indices_.figures.series(actor_of(call), v.unit)) {
    const auto known = std::find_if(v.codes.begin(), v.codes.end(), [&](const auto& o) { return o.value == r.code; });
    const auto name = known == v.codes.end() ? r.code : std::string(known->label.raw());
    auto at = std::find_if(v.lines.begin(), v.lines.end(), [&](const SeriesLine& l) { return l.name == name && l.part == r.part; });
    if (at == v.lines.end()) at = v.lines.insert(v.lines.end(), {name, r.part, {}});
    at->rows.push_back(std::move(r));
  }
  v.call = &call;
  v.errors = &errors;
  return page(
      call, "Chuỗi chỉ số công bố", {{"Chỉ số", "/chi-so"}}, [&](web::Html& body) { views::index_series(body, v); }, errors);
}

Response Pages::series(Call& call) { return show_series(call, {}); }

Response Pages::add_series(Call& call) {
  const auto& form = call.request.form;
  std::vector<FieldError> wrong;
  NewSeries s{.code = std::string(form.get("chi_so")),
              .unit = unit_of(call, form),
              .part = std::string(form.get("phan")),
              .source = std::string(form.get("nguon"))};
  s.year = static_cast<int>(parse_vn_integer(form.get("nam")).value_or(0));
  if (const auto rank = form.get("hang"); !rank.empty()) s.rank = static_cast<int>(parse_vn_integer(rank).value_or(-1));
  const auto score = number_in(form, "diem", wrong);
  if (!wrong.empty()) return show_series(call, wrong);
  s.score = *score;
  const auto added = indices_.figures.add(actor_of(call), s);
  if (!added) return added.error().fields.empty() ? web::error_response(call, added.error()) : show_series(call, added.error().fields);
  auto response = Response::see_other(fmt::format("/chi-so/chuoi?don_vi={}", s.unit.value));
  response.flash = "Đã ghi chỉ số công bố và nguồn.";
  return response;
}

Response Pages::withdraw_series(Call& call) {
  const auto done = indices_.figures.withdraw_series(actor_of(call), parse_vn_integer(call.request.param("so")).value_or(0));
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other(fmt::format("/chi-so/chuoi?don_vi={}", call.request.form.get("don_vi")));
  response.flash = "Đã thu hồi số liệu.";
  return response;
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using identity::kDirectiveGive;
  using identity::kReportMake;
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/chi-so", kReportRead, &Pages::home},
      {Method::get, "/chi-so/766", kReportRead, &Pages::index},
      {Method::get, "/chi-so/766.xlsx", kReportRead, &Pages::index_xlsx},
      {Method::get, "/chi-so/bo-tieu-chi", kReportRead, &Pages::sets},
      {Method::get, "/chi-so/bo-tieu-chi/{so}", kReportRead, &Pages::set},
      {Method::get, "/chi-so/so-lieu", kReportRead, &Pages::figures},
      {Method::post, "/chi-so/so-lieu", kReportMake, &Pages::add_figure},
      {Method::post, "/chi-so/so-lieu/{so}/thu-hoi", kReportMake, &Pages::withdraw_figure},
      {Method::get, "/chi-so/chuoi", kReportRead, &Pages::series},
      {Method::post, "/chi-so/chuoi", kReportMake, &Pages::add_series},
      {Method::post, "/chi-so/chuoi/{so}/thu-hoi", kReportMake, &Pages::withdraw_series},
      {Method::get, "/chi-so/cham-diem", kReportRead, &Pages::rounds},
      {Method::get, "/chi-so/cham-diem/them", kReportMake, &Pages::round_form},
      {Method::post, "/chi-so/cham-diem/them", kReportMake, &Pages::create_round},
      {Method::get, "/chi-so/cham-diem/{so}", kReportRead, &Pages::round},
      {Method::get, "/chi-so/cham-diem/{so}/xep-hang.xlsx", kReportRead, &Pages::round_xlsx},
      {Method::get, "/chi-so/cham-diem/{so}/gia-dinh", kReportRead, &Pages::what_if},
      {Method::post, "/chi-so/cham-diem/{so}/tham-dinh-vien", kReportMake, &Pages::set_appraiser},
      {Method::post, "/chi-so/cham-diem/{so}/cong-bo", kDirectiveGive, &Pages::publish},
      {Method::get, "/chi-so/cham-diem/{so}/phieu/{don_vi}", kReportRead, &Pages::card},
      {Method::get, "/chi-so/cham-diem/{so}/phieu/{don_vi}/phieu.xlsx", kReportRead, &Pages::card_xlsx},
      {Method::get, "/chi-so/cham-diem/{so}/phieu/{don_vi}/phieu.pdf", kReportRead, &Pages::card_pdf},
      {Method::get, "/chi-so/cham-diem/{so}/phieu/{don_vi}/khoang-cach", kReportRead, &Pages::gaps},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/chot", kDirectiveGive, &Pages::lock},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/giu-nguyen", kReportMake, &Pages::keep_self},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/xong-tham-dinh", kReportMake, &Pages::finish_appraisal},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/dong-y", kReportRead, &Pages::accept},
      {Method::get, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}", kReportRead, &Pages::item},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}/tu-cham", kReportMake, &Pages::save_self},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}/tham-dinh", kReportMake, &Pages::appraise},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}/giai-trinh", kReportMake, &Pages::dispute},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}/dieu-tra", kReportMake, &Pages::survey},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}/tai-lieu", kReportMake, &Pages::add_evidence},
      {Method::post, "/chi-so/cham-diem/{so}/phieu/{don_vi}/muc/{muc}/bo-tai-lieu/{tai_lieu}", kReportMake, &Pages::withdraw_evidence},
  });
  return kRoutes;
}

}  // namespace motcua::indices
