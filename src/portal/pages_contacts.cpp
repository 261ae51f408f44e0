#include "portal/pages_contacts.hpp"

#include "base/numbers.hpp"
#include "base/phone.hpp"
#include "identity/letterhead.hpp"
#include "portal/portal.hpp"
#include "views/portal/contacts.hpp"
#include "views/portal/contacts_settings.hpp"

namespace motcua::portal {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

std::string contact_line(const Contact& c) {
  std::string line = c.name;
  for (const auto* part : {&c.hamlet, &c.place, &c.hours})
    if (!part->empty() && *part != c.name) line += ", " + *part;
  return line;
}

UnitId ContactPages::place_of(const Actor& actor) const {
  const auto desk = identity::desk_of(*parts_.identity.tree(), actor.acting_unit(), parts_.identity.today());
  return desk ? desk : actor.acting_unit();
}

ContactsView ContactPages::view_of(UnitId unit) {
  ContactsView v;
  v.unit_name = unit ? std::string(parts_.identity.tree()->name(unit, parts_.identity.today())) : std::string{};
  v.unit = std::to_string(unit.value);
  v.hotline = parts_.hotline;
  if (const auto calendar = parts_.dossiers.calendar_of(unit); unit && calendar) v.hours = hours_of(**calendar, parts_.clock.now());
  const auto all = parts_.contacts.list(unit);
  for (const auto kind : kContactKinds) {
    ContactsView::Group group{kind, {}};
    for (const auto& c : all)
      if (c.kind == kind) group.lines.push_back(c);
    v.groups.push_back(std::move(group));
  }
  if (parts_.sessions) v.sessions = parts_.sessions(unit);
  return v;
}

Response ContactPages::show(Call& call) {
  // One of several places of an installation; without a name, or with one nobody knows, that of the front page.
  UnitId unit{plain_number(call.request.query.get("don_vi"))};
  if (!unit || !parts_.identity.tree()->exists(unit, parts_.identity.today())) unit = front_unit(parts_.identity, parts_.unit_key);
  const auto v = view_of(unit);
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, parts_.shells.citizen(call), {.title = "Liên hệ, giờ làm việc", .back = {.label = "Trang chủ", .href = "/"}},
                        [&](web::Html& body) { views::contacts(body, v); });
  return Response::html(std::move(out).take());
}

Response ContactPages::settings_page(Call& call, std::vector<FieldError> errors) {
  auto v = view_of(place_of(actor_of(call)));
  v.call = &call;
  v.errors = std::move(errors);
  const int status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(
      out, parts_.shells.staff(call),
      {.title = "Liên hệ, điểm hỗ trợ", .crumbs = {{.label = "Quầy và lấy số", .href = "/quan-tri/quay"}}, .errors = v.errors},
      [&](web::Html& body) { views::contacts_settings(body, v); });
  return Response::html(std::move(out).take(), status);
}
Response ContactPages::settings(Call& call) { return settings_page(call, {}); }

Response ContactPages::add(Call& call) {
  const auto& form = call.request.form;
  const auto& actor = actor_of(call);
  Contact c;
  c.unit = place_of(actor);
  const auto kind = contact_kind_from(form.get("loai"));
  if (!kind) return settings_page(call, {{"loai", "Chọn một loại."}});
  c.kind = *kind;
  c.hamlet = std::string(form.get("ap"));
  c.name = std::string(form.get("ten"));
  c.place = std::string(form.get("noi"));
  c.phone = std::string(form.get("dien_thoai"));
  c.hours = std::string(form.get("gio"));
  const auto done = parts_.contacts.add(actor, c);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return settings_page(call, done.error().fields);
  }
  auto response = Response::see_other("/quan-tri/lien-he");
  response.flash = "Đã thêm. Người dân thấy ngay ở trang Liên hệ.";
  return response;
}

Response ContactPages::end(Call& call) {
  const auto done = parts_.contacts.end(actor_of(call), ContactId{plain_number(call.request.param("so"))});
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other("/quan-tri/lien-he");
  response.flash = "Đã thôi hiển thị dòng này.";
  return response;
}

std::span<const web::RouteOf<ContactPages>> ContactPages::routes() {
  using identity::kDossierAllocate;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<ContactPages>>({
      {Method::get, "/lien-he", web::kOpen, &ContactPages::show},
      {Method::get, "/quan-tri/lien-he", kDossierAllocate, &ContactPages::settings},
      {Method::post, "/quan-tri/lien-he", kDossierAllocate, &ContactPages::add},
      {Method::post, "/quan-tri/lien-he/{so}/thoi", kDossierAllocate, &ContactPages::end},
  });
  return kRoutes;
}

}  // namespace motcua::portal
