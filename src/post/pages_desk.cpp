// Pages of the one-stop's side of the post: what comes, what goes, the schemes.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "post/pages.hpp"
#include "views/post/incoming.hpp"
#include "views/post/protocol.hpp"
#include "views/post/schemes.hpp"
#include "views/post/sending.hpp"

namespace motcua::post {

using identity::actor_of;
using identity::kDossierAccept;
using identity::kDossierAllocate;
using identity::kDossierReturn;
using identity::unit_with;
using web::Call;
using web::Response;

namespace {
std::vector<web::ui::Link> tabs(const Actor& actor, std::string_view current) {
  std::vector<web::ui::Link> list;
  const auto add = [&](web::Permission permission, std::string_view label, std::string_view href) {
    if (actor.permits(permission)) list.push_back({.label = std::string(label), .href = std::string(href), .current = href == current});
  };
  add(kDossierAccept, "Hồ sơ đến", "/nhan-buu-chinh");
  add(kDossierReturn, "Kết quả đi", "/gui-ket-qua");
  add(kDossierAllocate, "Chương trình trả tại nhà", "/gui-ket-qua/chuong-trinh");
  if (list.size() == 1) list.clear();
  return list;
}
std::vector<Protocol> signed_of(std::vector<Protocol> all, Direction d) {
  std::erase_if(all, [&](const Protocol& p) { return p.direction != d || !p.signed_at; });
  return all;
}
}  // namespace

Response Pages::incoming(Call& call) {
  const auto& actor = actor_of(call);
  IncomingView v;
  v.tabs = tabs(actor, "/nhan-buu-chinh");
  v.to_sign = post_.to_sign(actor, Direction::in);
  v.signed_before = signed_of(post_.protocols(actor), Direction::in);
  v.fees = fees_of_month(actor, unit_with(actor, kDossierAccept));
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Hồ sơ đến qua bưu chính"}, [&](web::Html& body) { views::incoming(body, v); });
  return Response::html(std::move(out).take(), 200);
}

Response Pages::protocol_page(Call& call, std::vector<std::pair<std::string, std::string>> failed, std::vector<FieldError> errors,
                              int status) {
  auto p = post_.protocol(actor_of(call), ProtocolId{plain_number(call.request.param("so"))});
  if (!p) return web::error_response(call, p.error());
  ProtocolPageView v;
  v.csrf = call.csrf_token;
  v.protocol = *std::move(p);
  const bool in = v.protocol.direction == Direction::in;
  v.to_check = post_.may_sign(actor_of(call), v.protocol) && std::ranges::count(v.protocol.slips, SlipState::handed, &Slip::state) > 0;
  v.failed = std::move(failed);
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  const web::ui::Link up = in ? web::ui::Link{.label = "Hồ sơ đến qua bưu chính", .href = "/nhan-buu-chinh"}
                              : web::ui::Link{.label = "Kết quả gửi qua bưu chính", .href = "/gui-ket-qua"};
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Biên bản giao nhận " + v.protocol.written_number(), .crumbs = {up}, .errors = v.errors},
                      [&](web::Html& body) { views::protocol(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::protocol(Call& call) { return protocol_page(call, {}, {}, 200); }

Response Pages::sign(Call& call) {
  const auto& form = call.request.form;
  const ProtocolId id{plain_number(call.request.param("so"))};
  const auto p = post_.protocol(actor_of(call), id);
  if (!p) return web::error_response(call, p.error());
  std::vector<Check> checks;
  for (const auto& s : p->slips)
    checks.push_back(
        {s.id, form.get(fmt::format("kiem.{}", s.id.value)) != "tra-lai", std::string(form.get(fmt::format("ly_do.{}", s.id.value)))});
  const auto done = post_.sign(actor_of(call), id, checks);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return protocol_page(call, {}, done.error().fields, 422);
  }
  if (!done->failed.empty()) return protocol_page(call, done->failed, {}, 422);
  return back_to(fmt::format("/nhan-buu-chinh/{}", id.value),
                 fmt::format("Đã ký. {} hồ sơ được tiếp nhận, {} phiếu trả lại bưu điện.", done->accepted, done->sent_back));
}

Response Pages::sending_page(Call& call, SlipId wrong, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto unit = unit_with(actor, kDossierReturn);
  SendingView v;
  v.csrf = call.csrf_token;
  v.tabs = tabs(actor, "/gui-ket-qua");
  v.may_send = post_.may_send(actor, unit);
  v.ready = post_.ready(actor, unit);
  v.undelivered = post_.slips(actor, Direction::out, SlipState::undelivered);
  v.back = post_.slips(actor, Direction::out, SlipState::back);
  v.on_way = post_.slips(actor, Direction::out, SlipState::on_way);
  v.waiting = post_.to_sign(actor, Direction::out);
  v.signed_before = signed_of(post_.protocols(actor), Direction::out);
  for (const auto& s : post_.schemes(unit, identity_.today())) v.schemes.push_back({.value = std::to_string(s.id.value), .label = s.name});
  v.wrong = wrong;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Kết quả gửi qua bưu chính", .errors = v.errors},
                      [&](web::Html& body) { views::sending(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::sending(Call& call) { return sending_page(call, {}, {}, 200); }

Response Pages::send(Call& call) {
  const auto& form = call.request.form;
  const auto& actor = actor_of(call);
  std::vector<Outgoing> results;
  for (const auto& value : form.all("chon"))
    results.push_back({DossierId{plain_number(value)}, std::string(form.get("buu_gui." + std::string(value)))});
  const auto done = post_.send(actor, unit_with(actor, kDossierReturn), results, SchemeId{plain_number(form.get("chuong_trinh"))});
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return sending_page(call, {}, done.error().fields, 422);
  }
  return back_to(fmt::format("/gui-ket-qua/bien-ban/{}", done->value), "Đã giao kết quả cho bưu điện. In biên bản để hai bên ký.");
}

Response Pages::take_back(Call& call) {
  const auto done = post_.take_back(actor_of(call), SlipId{plain_number(call.request.param("so"))});
  if (!done) return web::error_response(call, done.error());
  return back_to("/gui-ket-qua", "Kết quả đã về quầy. Gửi lại, hoặc mời người nhận đến quầy.");
}

Response Pages::fetched(Call& call) {
  const SlipId slip{plain_number(call.request.param("so"))};
  const auto done = post_.fetched(actor_of(call), slip, call.request.form.get("nguoi_nhan"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return sending_page(call, slip, done.error().fields, 422);
  }
  return back_to("/gui-ket-qua", "Đã ghi: người nhận đã nhận kết quả tại quầy.");
}

Response Pages::schemes_page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  SchemesView v;
  v.csrf = call.csrf_token;
  v.tabs = tabs(actor, "/gui-ket-qua/chuong-trinh");
  v.counts = post_.counts(actor, unit_with(actor, kDossierAllocate));
  v.today = vn_date(identity_.today());
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Chương trình trả kết quả tại nhà", .errors = v.errors},
                      [&](web::Html& body) { views::schemes(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::schemes(Call& call) { return schemes_page(call, {}, 200); }

Response Pages::add_scheme(Call& call) {
  const auto& form = call.request.form;
  const auto& actor = actor_of(call);
  Scheme s;
  s.unit = unit_with(actor, kDossierAllocate);
  s.name = std::string(form.get("ten"));
  s.source = std::string(form.get("can_cu"));
  const auto from = parse_vn_date(form.get("tu_ngay"));
  if (!from) return schemes_page(call, {{"tu_ngay", "Ghi ngày bắt đầu, ví dụ 01/12/2026."}}, 422);
  s.valid_from = *from;
  if (!form.get("den_ngay").empty()) {
    const auto to = parse_vn_date(form.get("den_ngay"));
    if (!to) return schemes_page(call, {{"den_ngay", "Ghi ngày kết thúc, ví dụ 31/12/2026, hoặc để trống."}}, 422);
    s.valid_to = *to;
  }
  const auto cost = parse_money(form.get("don_gia").empty() ? "0" : form.get("don_gia"));
  if (!cost) return schemes_page(call, {{"don_gia", "Ghi chi phí một lần phát, ví dụ 26.000; không có thì ghi 0."}}, 422);
  s.cost = *cost;
  const auto done = post_.add_scheme(actor, s);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return schemes_page(call, done.error().fields, 422);
  }
  return back_to("/gui-ket-qua/chuong-trinh", "Đã ghi chương trình.");
}

}  // namespace motcua::post
