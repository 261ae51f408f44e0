#include <fmt/core.h>

#include "base/dates.hpp"
#include "dossier/case_view.hpp"
#include "dossier/pages.hpp"
#include "print/forms.hpp"
#include "views/dossier/register_.hpp"
#include "views/dossier/return_desk.hpp"
#include "views/dossier/worklist.hpp"
#include "web/forms.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
// The same address with another cursor.
std::string with_cursor(std::string_view path, const web::Fields& q, std::string_view cursor) {
  if (cursor.empty()) return {};
  web::Fields next;
  for (const auto& [name, value] : q.items())
    if (name != "sau" && !value.empty()) next.add(name, value);
  next.add("sau", std::string(cursor));
  return fmt::format("{}?{}", path, web::to_urlencoded(next));
}

web::Fields without_cursor(const web::Fields& q) {
  web::Fields same;
  for (const auto& [name, value] : q.items())
    if (name != "sau" && !value.empty()) same.add(name, value);
  return same;
}

std::vector<web::ui::Option> field_options(catalog::Catalog& catalog) {
  std::vector<web::ui::Option> options;
  for (const auto& f : catalog.fields()) options.push_back({.value = f.id, .label = f.name});
  return options;
}
}  // namespace

Filter Pages::list_filter(const web::Fields& q) {
  Filter f;
  f.text = std::string(q.get("q"));
  f.field = std::string(q.get("linh_vuc"));
  f.channel = channel_from(q.get("kenh"));
  if (const auto day = parse_vn_date(q.get("tu"))) f.from = *day;
  if (const auto day = parse_vn_date(q.get("den"))) f.to = *day;
  f.after = std::string(q.get("sau"));
  return f;
}

Response Pages::worklist(Call& call) {
  const auto& q = call.request.query;
  const auto tab = tab_from(q.get("muc")).value_or(Tab::mine);
  ListView v;
  v.list = dossiers_.worklist(actor_of(call), tab, list_filter(q));
  v.query = q;
  v.now = clock_.now();
  v.heading = tab == Tab::mine ? "Việc của tôi" : fmt::format("Hồ sơ: {}", label(tab));
  std::size_t overdue = 0, today = 0;
  for (const auto& r : v.list.rows) {
    if (r.done_at) continue;
    overdue += r.urgency == Urgency::overdue;
    today += r.urgency == Urgency::today;
  }
  v.summary = fmt::format("{}, {} {}.{}{}", vn_time(v.now), vn_weekday(day_of(v.now)), vn_date(v.now),
                          overdue ? fmt::format(" {} hồ sơ quá hạn.", overdue) : "",
                          today ? fmt::format(" {} hồ sơ phải xong hôm nay.", today) : "");
  for (const auto& c : v.list.counts)
    v.tabs.push_back({.label = std::string(label(c.tab)),
                      .href = fmt::format("/ho-so?muc={}", word(c.tab)),
                      .current = c.tab == tab,
                      .count = std::to_string(c.count)});
  v.tabs.push_back(
      {.label = std::string(label(Tab::all)), .href = fmt::format("/ho-so?muc={}", word(Tab::all)), .current = tab == Tab::all});
  v.tabs.push_back({.label = "Bổ sung, đề nghị", .href = "/bo-sung"});
  v.fields = field_options(catalog_);
  v.older = with_cursor("/ho-so", q, v.list.next);
  v.csrf = call.csrf_token;
  v.export_query = web::to_urlencoded(without_cursor(q));
  if (tab == Tab::to_take) v.bulk = "/nhan-nhieu-ho-so";
  if (tab == Tab::to_transfer && !v.list.rows.empty()) {
    const auto on_day = identity_.today();
    if (const auto version = catalog_.on_day(v.list.rows.front().procedure_code, on_day)) {
      const auto tree = identity_.tree();
      for (const auto u : dossiers_.settling_units(actor_of(call).acting_unit(), **version, on_day))
        v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, on_day))});
      v.bulk = "/chuyen-nhieu-ho-so";
    }
  }
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = v.heading}, [&](web::Html& body) { views::worklist(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::register_page(Call& call) {
  const auto& q = call.request.query;
  ListView v;
  auto list = dossiers_.register_of(actor_of(call), list_filter(q));
  if (!list) return web::error_response(call, list.error());
  v.list = *std::move(list);
  v.query = q;
  v.now = clock_.now();
  v.export_query = web::to_urlencoded(without_cursor(q));
  v.summary = fmt::format("{} dòng trên trang này, mới nhất ở trên.", v.list.rows.size());
  v.fields = field_options(catalog_);
  v.older = with_cursor("/so-theo-doi", q, v.list.next);
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Sổ theo dõi hồ sơ"}, [&](web::Html& body) { views::register_(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::return_desk(Call& call) {
  const auto& actor = actor_of(call);
  ReturnDeskView v;
  v.csrf = call.csrf_token;
  const auto scanned = call.request.query.get("ma");
  if (!scanned.empty()) {
    if (const auto code = dossiers_.code_from_scan(actor, scanned)) {
      v.typed = *code;
      auto file = dossiers_.open(actor, *code, call.request.route);
      if (!file) return web::error_response(call, file.error());
      v.file = *std::move(file);
    } else {
      v.typed = std::string(scanned);
      v.errors.push_back({"ma", code.error().message});
    }
  }
  v.ready = dossiers_.worklist(actor, Tab::ready, {}).rows;
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Trả kết quả", .errors = v.errors},
                      [&](web::Html& body) { views::return_desk(body, v); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using namespace identity;
  constexpr std::uint64_t kForm = 256 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/tiep-nhan", kDossierAccept, &Pages::desk},
      {Method::post, "/tiep-nhan", kDossierAccept, &Pages::post_desk, kForm},
      {Method::post, "/tiep-nhan/tom-tat", kDossierAccept, &Pages::desk_side, kForm},
      {Method::get, "/tiep-nhan/thu-tuc", kDossierAccept, &Pages::procedures},
      {Method::get, "/tiep-nhan/{ma}", kDossierAccept, &Pages::accepted},
      {Method::get, "/ho-so", kDossierRead, &Pages::worklist},
      {Method::get, "/ho-so/{ma}", kDossierRead, &Pages::show},
      {Method::get, "/ho-so/{ma}/giay-tiep-nhan.pdf", kDossierRead, &Pages::receipt_pdf},
      {Method::get, "/ho-so/{ma}/phieu-kiem-soat.pdf", kDossierRead, &Pages::control_slip_pdf},
      {Method::post, "/ho-so/{ma}/chuyen", kDossierHandOver, &Pages::hand_over},
      {Method::post, "/ho-so/{ma}/nhan-ban-giao", kDossierRead, &Pages::take},
      {Method::post, "/ho-so/{ma}/phan-cong", kDossierAssign, &Pages::assign},
      {Method::post, "/ho-so/{ma}/bat-dau", kDossierWork, &Pages::begin},
      {Method::post, "/ho-so/{ma}/xong-buoc", kDossierWork, &Pages::complete_step},
      {Method::post, "/ho-so/{ma}/du-thao", kDossierWork, &Pages::draft, kForm},
      {Method::post, "/ho-so/{ma}/trinh-duyet", kDossierWork, &Pages::submit_for_review},
      {Method::post, "/ho-so/{ma}/trinh-ky", kDossierWork, &Pages::submit_for_signature},
      {Method::post, "/ho-so/{ma}/dong-y", kDossierReview, &Pages::endorse},
      {Method::post, "/ho-so/{ma}/tra-lai", kDossierReview, &Pages::send_back},
      {Method::post, "/ho-so/{ma}/ky-duyet", kDossierApprove, &Pages::approve},
      {Method::post, "/ho-so/{ma}/vao-so", kDossierIssue, &Pages::number},
      {Method::post, "/ho-so/{ma}/chuyen-tra", kDossierIssue, &Pages::ready},
      {Method::post, "/ho-so/{ma}/thu-tien", kFeeCollect, &Pages::pay},
      {Method::post, "/ho-so/{ma}/ghi-chu", kDossierRead, &Pages::note},
      {Method::post, "/ho-so/{ma}/tra-ket-qua", kDossierReturn, &Pages::give_back, kForm},
      {Method::get, "/tra-ket-qua", kDossierReturn, &Pages::return_desk},
      {Method::get, "/so-theo-doi", kDossierRead, &Pages::register_page},
      {Method::get, "/so-theo-doi.pdf", kDossierRead, &Pages::register_pdf},
      {Method::get, "/so-theo-doi.xlsx", kDossierRead, &Pages::register_xlsx},
      {Method::get, "/so-theo-doi.csv", kDossierRead, &Pages::register_csv},
      {Method::get, "/ho-so.xlsx", kDossierRead, &Pages::worklist_xlsx},
      {Method::get, "/ho-so.csv", kDossierRead, &Pages::worklist_csv},
      {Method::post, "/chuyen-nhieu-ho-so", kDossierHandOver, &Pages::hand_over_many},
      {Method::post, "/nhan-nhieu-ho-so", kDossierRead, &Pages::take_many},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
