#include <fmt/core.h>

#include "base/json.hpp"
#include "dossier/desk_form.hpp"
#include "dossier/pages.hpp"
#include "identity/governs.hpp"
#include "views/dossier/accepted.hpp"
#include "views/dossier/desk.hpp"
#include "views/dossier/desk_live.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Response;

// What was typed becomes a procedure, an intake and its preview.
DeskView Pages::desk_view(Call& call, const web::Fields& sent, Intake& intake) {
  DeskView v;
  v.csrf = call.csrf_token;
  v.form_id = std::string(sent.get("form_id"));
  if (v.form_id.empty()) v.form_id = web::random_token(16);
  const auto& actor = actor_of(call);
  const auto today = identity_.today();
  const auto typed = sent.get("thu_tuc");
  v.procedure_code = procedure_code_in(typed);
  if (v.procedure_code.empty() && !typed.empty()) {
    catalog::Search search;
    search.text = std::string(typed);
    search.day = today;
    search.page_size = 8;
    const auto found = catalog_.search(search);
    if (found.rows.size() == 1) {
      v.procedure_code = found.rows.front().code;
    } else {
      for (const auto& row : found.rows) v.suggestions.push_back({row.code, row.name, row.field_name + ", " + row.term});
      v.errors.push_back({"thu_tuc", found.rows.empty() ? "Không tìm thấy thủ tục. Gõ ít từ hơn, hoặc gõ mã thủ tục."
                                                        : "Chọn một thủ tục trong danh sách."});
    }
  }
  catalog::VersionPtr version;
  if (!v.procedure_code.empty()) {
    if (auto found = catalog_.on_day(v.procedure_code, today)) {
      version = *std::move(found);
    } else {
      v.errors.push_back({"thu_tuc", found.error().message});
    }
  }
  intake = read_desk_form(sent, today, version.get(), v);
  intake.form_id = v.form_id;
  // Who works in two units and acts for the other one still sits at his desk here.
  intake.unit = identity::unit_with(actor, identity::kDossierAccept);
  if (!version) return v;
  if (!version->forms.empty()) v.form = &version->forms.front();
  const auto tree = identity_.tree();
  for (const auto& unit : tree->units())
    if (tree->kind(unit.id, today) == identity::UnitKind::committee)
      v.agencies.push_back({.value = std::to_string(unit.id.value), .label = std::string(tree->name(unit.id, today))});
  if (auto preview = dossiers_.preview(actor, intake)) {
    v.preview = *std::move(preview);
    v.at_once = AtOnceDesk(dossiers_).offered(actor, intake, *v.preview);
  } else {
    v.errors.push_back({"thu_tuc", preview.error().message});
  }
  return v;
}

Response Pages::desk_page(Call& call, const DeskView& view, int status) {
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Tiếp nhận hồ sơ tại quầy", .crumb = "Tiếp nhận hồ sơ", .errors = view.errors},
                      [&](web::Html& body) { views::desk(body, view); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::desk(Call& call) {
  Intake intake;
  const auto view = desk_view(call, call.request.query, intake);
  return desk_page(call, view);
}

Response Pages::post_desk(Call& call) {
  const auto& sent = call.request.form;
  Intake intake;
  auto view = desk_view(call, sent, intake);
  const bool at_once = sent.get("viec") == "tra-ngay" && !view.at_once.empty();
  if (sent.get("viec") != "tiep-nhan" && !at_once) return desk_page(call, view);
  if (!view.errors.empty() || !view.preview) {
    if (view.errors.empty()) view.errors.push_back({"thu_tuc", "Chọn thủ tục trước."});
    return desk_page(call, view, 422);
  }
  const auto accepted =
      at_once ? AtOnceDesk(dossiers_).settle(actor_of(call), intake, read_at_once(sent, intake)) : dossiers_.accept(actor_of(call), intake);
  if (!accepted) {
    if (accepted.error().fields.empty()) return web::error_response(call, accepted.error());
    view.errors = desk_errors(accepted.error().fields);
    return desk_page(call, view, 422);
  }
  return Response::see_other("/tiep-nhan/" + accepted->code);
}

Response Pages::desk_side(Call& call) {
  Intake intake;
  const auto view = desk_view(call, call.request.form, intake);
  return Response::html(web::render(web::lang_of(call.lang), views::desk_live, view));
}

Response Pages::procedures(Call& call) {
  catalog::Search search;
  search.text = std::string(call.request.query.get("q"));
  search.day = identity_.today();
  search.page_size = 8;
  JsonWriter json;
  json.begin_array();
  if (!search.text.empty())
    for (const auto& row : catalog_.search(search).rows) {
      const auto shown = row.code + " – " + row.name;
      json.begin_object().field("value", shown).field("label", shown).end_object();
    }
  json.end_array();
  return Response::json(json.take());
}

Response Pages::accepted(Call& call) {
  const auto file = dossiers_.open(actor_of(call), call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Đã tiếp nhận hồ sơ", .crumbs = {{.label = "Tiếp nhận hồ sơ", .href = "/tiep-nhan"}}},
                      [&](web::Html& body) { views::accepted(body, *file); });
  return Response::html(std::move(out).take());
}

}  // namespace motcua::dossier
