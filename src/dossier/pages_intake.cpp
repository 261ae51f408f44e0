#include "dossier/pages_intake.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/pages_files.hpp"
#include "views/dossier/intake_board.hpp"
#include "views/dossier/intake_online.hpp"
#include "web/forms.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
using web::ui::Fact;

namespace {
void add(std::vector<Fact>& facts, std::string label, std::string value) {
  if (!value.empty()) facts.push_back({.term = std::move(label), .value = std::move(value)});
}

void tell_person(IntakeView& v) {
  const auto& c = v.filing.content;
  add(v.person, "Họ và tên", c.applicant.name);
  add(v.person, "Số định danh", c.applicant.number);
  add(v.person, "Ngày sinh", c.applicant.birth);
  add(v.person, "Nơi cư trú", c.applicant.address);
  add(v.person, "Điện thoại", c.applicant.phone);
  add(v.person, "Thư điện tử", c.applicant.email);
  if (c.authorised) {
    add(v.person, "Người ủy quyền", c.principal.name);
    add(v.person, "Số định danh người ủy quyền", c.principal.number);
    add(v.person, "Văn bản ủy quyền", c.authority);
  }
  add(v.person, "Ai điền", std::string(label(c.filled_by)) + (c.helper.empty() ? "" : ": " + c.helper));
  add(v.person, "Nhận kết quả", std::string(label(c.return_method)) + (c.return_address.empty() ? "" : ": " + c.return_address));
}

// "Họ, chữ đệm, tên" stands in it three times: the group says whose it is.
void tell_form(IntakeView& v) {
  if (v.procedure->forms.empty()) return;
  const auto& form = v.procedure->forms.front();
  const auto group = [&](std::string heading, std::string_view key) {
    std::vector<Fact> facts;
    for (const auto& field : form.fields) {
      if (field.group != key) continue;
      const auto value = v.filing.content.form.find(field.key);
      if (value == v.filing.content.form.end()) continue;
      add(facts, field.label, field.type == catalog::FieldType::checkbox ? "Có" : value->second);
    }
    if (!facts.empty()) v.form.emplace_back(std::move(heading), std::move(facts));
  };
  group("", "");
  for (const auto& g : form.groups) group(g.label, g.key);
}

void tell_papers(IntakeView& v) {
  for (const auto& p : OnlineFiling::papers_to_upload(*v.procedure, v.filing.content))
    v.papers.push_back({p.component->id, p.component->name, {}});
  for (const auto& f : v.filing.files) {
    auto at = std::find_if(v.papers.begin(), v.papers.end(), [&](const auto& p) { return p.id == f.component; });
    if (at == v.papers.end()) {
      const auto* component = v.procedure->component(f.component);
      v.papers.push_back({f.component, component ? component->name : "Giấy tờ khác", {}});
      at = std::prev(v.papers.end());
    }
    at->files.push_back(f);
  }
  v.askable = {{.value = "to-khai", .label = "Tờ khai"}};
  for (const auto& p : v.papers) v.askable.push_back({.value = p.id, .label = p.name});
}

FilingAnswer request_in(const web::Fields& form, const IntakeView& v) {
  FilingAnswer answer;
  answer.reason = clean(form.get("ly_do"));
  answer.legal_basis = clean(form.get("can_cu"));
  const auto chosen = form.all("giay");
  for (const auto& id : chosen) {
    const auto at = std::find_if(v.papers.begin(), v.papers.end(), [&](const auto& p) { return p.id == id; });
    if (id != "to-khai" && at == v.papers.end()) continue;
    answer.items.push_back(
        {id == "to-khai" ? "" : std::string(id), id == "to-khai" ? "Tờ khai" : at->name, clean(form.get("can_lam." + std::string(id)))});
  }
  return answer;
}
}  // namespace

std::string IntakeView::paper_name(std::string_view id) const {
  for (const auto& p : papers)
    if (p.id == id) return p.name;
  return std::string(id);
}

Response IntakePages::board(Call& call) {
  const IntakeBoardView v{filing_.board(actor_of(call)), call.csrf_token};
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Hồ sơ nộp trực tuyến", .crumbs = {{.label = "Tiếp nhận hồ sơ", .href = "/tiep-nhan"}}},
                      [&](web::Html& body) { views::intake_board(body, v); });
  return Response::html(std::move(out).take());
}

Response IntakePages::page(Call& call, std::vector<FieldError> errors) {
  const auto& actor = actor_of(call);
  auto filing = filing_.at_desk(actor, call.request.param("so"), call.request.route);
  if (!filing) return web::error_response(call, filing.error());
  IntakeView v;
  v.filing = *std::move(filing);
  auto procedure = filing_.procedure_of(v.filing);
  if (!procedure) return web::error_response(call, procedure.error());
  v.procedure = *std::move(procedure);
  v.call = &call;
  v.errors = std::move(errors);
  if (v.waits()) {
    auto preview = dossiers_.preview(actor, filing_.intake_of(v.filing, *v.procedure));
    if (preview) {
      v.preview = *std::move(preview);
    } else {
      v.preview_fault = preview.error().message;
    }
  }
  tell_person(v);
  tell_papers(v);
  for (const auto& q : catalog::asked_questions(*v.procedure, v.filing.content.answers, catalog::Channel::online))
    if (q.answer) add(v.answers, q.question->text, q.answer->text);
  tell_form(v);
  const int status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Hồ sơ nộp trực tuyến " + v.filing.number,
                       .crumbs = {{.label = "Hồ sơ nộp trực tuyến", .href = "/tiep-nhan/truc-tuyen"}},
                       .crumb = v.filing.number,
                       .errors = v.errors},
                      [&](web::Html& body) { views::intake_online(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response IntakePages::show(Call& call) { return page(call, {}); }

Response IntakePages::file(Call& call) {
  const auto filing = filing_.at_desk(actor_of(call), call.request.param("so"), call.request.route);
  if (!filing) return web::error_response(call, filing.error());
  const auto path = filing_.file_path(*filing, call.request.param("hash"));
  if (!path) return web::error_response(call, path.error());
  const auto at =
      std::find_if(filing->files.begin(), filing->files.end(), [&](const auto& f) { return f.hash == call.request.param("hash"); });
  return streamed({*path, at->type, at->name}, false);
}

Response IntakePages::accept(Call& call) {
  const auto& form = call.request.form;
  OnlineFiling::Reception reception;
  for (const auto& [name, value] : form.items())
    if (name.starts_with("tien."))
      if (const auto amount = parse_money(value)) reception.amounts[name.substr(5)] = amount->value;
  const auto done = filing_.accept(actor_of(call), call.request.param("so"), plain_number(form.get("v")), reception);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, done.error().fields);
  }
  return Response::see_other("/tiep-nhan/" + done->code);
}

Response IntakePages::answered(Call& call, const Status& done, std::string flash) {
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, done.error().fields);
  }
  auto response = Response::see_other("/tiep-nhan/truc-tuyen");
  response.flash = std::move(flash);
  return response;
}

Response IntakePages::ask(Call& call) {
  const auto& actor = actor_of(call);
  const auto number = call.request.param("so");
  auto filing = filing_.at_desk(actor, number, call.request.route);
  if (!filing) return web::error_response(call, filing.error());
  auto procedure = filing_.procedure_of(*filing);
  if (!procedure) return web::error_response(call, procedure.error());
  IntakeView v;
  v.filing = *std::move(filing);
  v.procedure = *std::move(procedure);
  tell_papers(v);
  const auto request = request_in(call.request.form, v);
  return answered(call, filing_.ask(actor, number, plain_number(call.request.form.get("v")), request),
                  fmt::format("Đã yêu cầu người nộp sửa hồ sơ {}.", number));
}

Response IntakePages::refuse(Call& call) {
  const auto& form = call.request.form;
  const auto number = call.request.param("so");
  const FilingAnswer answer{clean(form.get("ly_do_tu_choi")), clean(form.get("can_cu_tu_choi")), clean(form.get("huong_dan")), {}};
  return answered(call, filing_.refuse(actor_of(call), number, plain_number(form.get("v")), answer),
                  fmt::format("Đã từ chối tiếp nhận hồ sơ {}; người nộp đọc được lý do.", number));
}

std::span<const web::RouteOf<IntakePages>> IntakePages::routes() {
  using namespace identity;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<IntakePages>>({
      {Method::get, "/tiep-nhan/truc-tuyen", kDossierAccept, &IntakePages::board},
      {Method::get, "/tiep-nhan/truc-tuyen/{so}", kDossierAccept, &IntakePages::show},
      {Method::get, "/tiep-nhan/truc-tuyen/{so}/tep/{hash}", kDossierAccept, &IntakePages::file},
      {Method::post, "/tiep-nhan/truc-tuyen/{so}/tiep-nhan", kDossierAccept, &IntakePages::accept},
      {Method::post, "/tiep-nhan/truc-tuyen/{so}/yeu-cau-sua", kDossierAccept, &IntakePages::ask},
      {Method::post, "/tiep-nhan/truc-tuyen/{so}/tu-choi", kDossierAccept, &IntakePages::refuse},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
