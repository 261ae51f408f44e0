#include "dossier/pages_links.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "dossier/desk_form.hpp"
#include "views/dossier/dispatch.hpp"
#include "views/dossier/link.hpp"
#include "views/dossier/link_desk.hpp"
#include "views/dossier/links.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
// "2.paper.x" -> "du2", "1.q.x" -> "q1.x", "1.amount.f" -> "tien1.f"; fields of the person as at the single desk.
std::vector<FieldError> shown_errors(const std::vector<FieldError>& errors) {
  std::vector<FieldError> shown;
  for (const auto& e : errors) {
    if (e.field.size() < 3 || e.field[1] != '.' || e.field[0] < '1' || e.field[0] > '9') {
      for (auto& one : desk_errors(std::vector{e})) shown.push_back(std::move(one));
      continue;
    }
    const auto part = e.field.substr(0, 1);
    std::string_view rest(e.field);
    rest.remove_prefix(2);
    std::string field = "thu_tuc_" + part;
    if (rest.starts_with("q.")) field = "q" + part + "." + std::string(rest.substr(2));
    if (rest.starts_with("paper.")) field = "du" + part;
    if (rest.starts_with("amount.")) field = "tien" + part + "." + std::string(rest.substr(7));
    shown.push_back({std::move(field), fmt::format("Thủ tục {}: {}", part, e.message)});
  }
  return shown;
}

Person person_of(const web::Fields& f) {
  const auto get = [&](std::string_view name) { return std::string(f.get(name)); };
  Person p;
  p.number = get("so");
  p.name = get("ten");
  p.birth = get("ngay_sinh");
  p.address = get("dia_chi");
  p.phone = get("dien_thoai");
  return p;
}
}  // namespace

web::ui::Tag leg_tag(const LinkLegView& l, Instant now) {
  using web::ui::Tone;
  if (l.undetermined) return {.label = "Chờ điều phối", .tone = Tone::warn};
  if (!l.waits.empty()) return {.label = "Chưa đến lượt", .tone = Tone::wait};
  if (l.done_at)
    return l.punctuality == Punctuality::late ? web::ui::Tag{.label = "Xong, trễ hạn", .tone = Tone::bad}
                                              : web::ui::Tag{.label = l.punctuality ? "Xong" : "Đã dừng", .tone = Tone::good};
  if (l.due_at < now && !clock_paused(l.state.biz)) return {.label = "Quá hạn", .tone = Tone::bad};
  return {.label = l.state_words, .tone = Tone::info};
}

web::ui::Facts leg_facts(const LinkLegView& l) {
  web::ui::Facts facts;
  const auto add = [&](std::string term, std::string value) { facts.rows.push_back({.term = std::move(term), .value = std::move(value)}); };
  add("Cơ quan giải quyết", l.agency_name);
  add("Vì sao là cơ quan này", l.basis);
  if (!l.waits.empty()) add("Đang chờ", l.waits);
  if (l.turn_at) add("Đến lượt", moment(*l.turn_at));
  if (l.handed_at) add("Giao đi", moment(*l.handed_at));
  if (l.taken_at) add(l.elsewhere ? "Cơ quan nhận, thời hạn tính từ đây" : "Ký nhận", moment(*l.taken_at));
  add(l.elsewhere && !l.taken_at ? "Hạn dự kiến" : "Hạn của phần này", moment(l.due_at));
  if (l.done_at) add("Xong", moment(*l.done_at));
  if (!l.done_at && l.handed_at) add("Đang giữ", l.holder);
  return facts;
}

std::vector<web::ui::Option> LinkPages::agency_options() const {
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  std::vector<web::ui::Option> options;
  for (const auto u : links_.agencies()) options.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  return options;
}

Response LinkPages::list(Call& call) {
  const auto& actor = actor_of(call);
  const LinkListView v{links_.list(actor), actor.permits(identity::kDossierAccept), actor.permits(identity::kDossierChangeDue)};
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Hồ sơ liên thông"}, [&](web::Html& body) { views::links(body, v); });
  return Response::html(std::move(out).take());
}

LinkDeskView LinkPages::desk_view(Call& call, const web::Fields& sent, LinkedIntake& intake) {
  const auto& actor = actor_of(call);
  const auto today = identity_.today();
  LinkDeskView v;
  v.csrf = call.csrf_token;
  v.form_id = std::string(sent.get("form_id"));
  v.values = sent;
  if (v.form_id.empty()) {
    v.form_id = web::random_token(16);
    for (const auto& [name, value] : {std::pair{"thu_tu", "lan-luot"}, std::pair{"sms", "1"}})
      if (!sent.has(name)) v.values.add(name, value);
  }
  v.agencies = agency_options();
  auto& common = intake.common;
  common.form_id = v.form_id;
  common.applicant = person_of(sent);
  common.tell_by_sms = sent.has("sms");
  common.paid = sent.has("da_thu");
  common.payment = common.paid ? PaymentMethod::cash : PaymentMethod::at_return;
  common.note = std::string(sent.get("ghi_chu"));
  intake.ordered = sent.get("thu_tu") != "cung-luc";
  for (int row = 1; row <= kLinkRows; ++row) {
    const auto field = fmt::format("thu_tuc_{}", row);
    const auto typed = sent.get(field);
    if (typed.empty()) continue;
    auto code = procedure_code_in(typed);
    if (code.empty()) {
      catalog::Search search;
      search.text = std::string(typed);
      search.day = today;
      search.page_size = 2;
      const auto found = catalog_.search(search);
      if (found.rows.size() == 1) code = found.rows.front().code;
    }
    const auto version = code.empty()
                             ? Result<catalog::VersionPtr>(errors::not_found("", "Chọn một thủ tục trong gợi ý, hoặc gõ mã thủ tục."))
                             : catalog_.on_day(code, today);
    if (!version) {
      v.errors.push_back({field, version.error().message});
      continue;
    }
    LinkPartView part;
    part.n = static_cast<int>(intake.parts.size()) + 1;
    part.procedure = *version;
    LinkedPart p;
    p.procedure_code = code;
    p.agency = UnitId{plain_number(sent.get(fmt::format("co_quan_{}", row)))};
    for (const auto& q : part.procedure->questions) {
      const auto answer = sent.get(part.name("q") + "." + q.id);
      if (!answer.empty()) p.answers[q.id] = std::string(answer);
    }
    const auto chosen = sent.all(part.name("g"));
    for (const auto& paper : catalog::required_papers(*part.procedure, p.answers, catalog::Channel::counter)) {
      const auto& c = *paper.component;
      const bool must = paper.need == catalog::Need::required;
      if (must) {
        part.required.push_back(fmt::format("{} ({} bản chính, {} bản sao)", c.name, paper.originals, paper.copies));
      } else {
        part.papers.push_back({.value = c.id, .label = c.name, .hint = paper_words(paper)});
      }
      const bool brought = must ? sent.has(part.name("du")) : std::find(chosen.begin(), chosen.end(), c.id) != chosen.end();
      if (brought) p.papers.push_back({c.id, "", paper.originals, paper.copies, false});
    }
    for (const auto& fee : part.procedure->fees)
      if (const auto typed_amount = sent.get(part.name("tien") + "." + fee.id); !typed_amount.empty())
        if (const auto amount = parse_money(typed_amount)) p.amounts[fee.id] = amount->value;
    part.who = p.agency ? Competence{p.agency, "chọn tại quầy"} : links_.competence(*part.procedure, actor.acting_unit(), today);
    part.agency_name = part.who.agency ? std::string(identity_.tree()->name(part.who.agency, today)) : std::string();
    intake.parts.push_back(std::move(p));
    v.parts.push_back(std::move(part));
  }
  if (intake.parts.empty()) return v;
  if (auto previews = links_.preview(actor, intake)) {
    for (std::size_t n = 0; n < v.parts.size() && n < previews->size(); ++n) v.parts[n].preview = std::move((*previews)[n]);
  } else {
    v.errors.push_back({"thu_tuc_1", previews.error().message});
  }
  return v;
}

Response LinkPages::desk_page(Call& call, const LinkDeskView& v, int status) {
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Tiếp nhận hồ sơ liên thông",
                       .crumbs = {{.label = "Hồ sơ liên thông", .href = "/lien-thong"}},
                       .crumb = "Tiếp nhận",
                       .errors = v.errors},
                      [&](web::Html& body) { views::link_desk(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response LinkPages::desk(Call& call) {
  LinkedIntake intake;
  return desk_page(call, desk_view(call, call.request.query, intake), 200);
}

Response LinkPages::receive(Call& call) {
  LinkedIntake intake;
  const auto& sent = call.request.form;
  auto v = desk_view(call, sent, intake);
  if (sent.get("viec") != "tiep-nhan") return desk_page(call, v, 200);
  if (!v.errors.empty()) return desk_page(call, v, 422);
  const auto accepted = links_.accept(actor_of(call), intake);
  if (!accepted) {
    if (accepted.error().fields.empty()) return web::error_response(call, accepted.error());
    v.errors = shown_errors(accepted.error().fields);
    return desk_page(call, v, 422);
  }
  auto response = Response::see_other("/lien-thong/" + *accepted);
  response.flash = fmt::format("Đã tiếp nhận hồ sơ liên thông {}. In giấy hẹn của từng thủ tục.", *accepted);
  return response;
}

Response LinkPages::show(Call& call) {
  auto link = links_.open(actor_of(call), call.request.param("ma"));
  if (!link) return web::error_response(call, link.error());
  LinkPageView v{*std::move(link), {}, clock_.now()};
  if (v.link.late) v.late = late_card(*v.link.late);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(
      out, shells_.staff(call),
      {.title = "Hồ sơ liên thông " + v.link.code, .crumbs = {{.label = "Hồ sơ liên thông", .href = "/lien-thong"}}, .crumb = v.link.code},
      [&](web::Html& body) { views::link(body, v); });
  return Response::html(std::move(out).take());
}

// ---- dispatcher ----

Response LinkPages::queue_page(Call& call, DispatchView v, int status) {
  v.rows = links_.queue(actor_of(call));
  v.agencies = agency_options();
  v.csrf = call.csrf_token;
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Điều phối hồ sơ liên thông", .errors = v.errors},
                      [&](web::Html& body) { views::dispatch(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response LinkPages::queue(Call& call) { return queue_page(call, {}, 200); }

Response LinkPages::determine(Call& call) {
  const auto& form = call.request.form;
  const auto code = call.request.param("ma");
  const auto file = dossiers_.open(actor_of(call), code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  const auto done = links_.determine(actor_of(call), {file->dossier.id, plain_number(form.get("v"))},
                                     {UnitId{plain_number(form.get("co_quan"))}, std::string(form.get("can_cu")), form.has("nho")});
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    DispatchView v;
    v.code = std::string(code);
    v.values = form;
    v.errors = done.error().fields;
    return queue_page(call, std::move(v), 422);
  }
  auto response = Response::see_other("/lien-thong/dieu-phoi");
  response.flash = fmt::format("Đã xác định cơ quan giải quyết hồ sơ {}.", code);
  return response;
}

std::span<const web::RouteOf<LinkPages>> LinkPages::routes() {
  using namespace identity;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<LinkPages>>({
      {Method::get, "/lien-thong", kDossierRead, &LinkPages::list},
      {Method::get, "/lien-thong/moi", kDossierAccept, &LinkPages::desk},
      {Method::post, "/lien-thong/moi", kDossierAccept, &LinkPages::receive},
      {Method::get, "/lien-thong/dieu-phoi", kDossierChangeDue, &LinkPages::queue},
      {Method::post, "/lien-thong/dieu-phoi/{ma}", kDossierChangeDue, &LinkPages::determine},
      {Method::get, "/lien-thong/{ma}", kDossierRead, &LinkPages::show},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
