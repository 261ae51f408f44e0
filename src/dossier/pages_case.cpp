#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/bundle.hpp"
#include "dossier/case_extras.hpp"
#include "dossier/case_view.hpp"
#include "dossier/pages.hpp"
#include "dossier/statements.hpp"
#include "print/forms.hpp"
#include "print/signed_forms.hpp"
#include "views/dossier/case_.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Response;

namespace {
std::vector<web::ui::Option> people(const std::vector<identity::AccountView>& accounts) {
  std::vector<web::ui::Option> options;
  for (const auto& a : accounts)
    options.push_back({.value = std::to_string(a.id.value), .label = a.title.empty() ? a.name : a.name + ", " + a.title});
  return options;
}

Response pdf(Call& call, const Result<std::string>& made, std::string_view name) {
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*made, "application/pdf", name);
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}
}  // namespace

Response Pages::case_page(Call& call, const web::Fields& values, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  auto file = dossiers_.open(actor, call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  CaseView v;
  v.file = *std::move(file);
  v.csrf = call.csrf_token;
  v.tab = std::string(call.request.query.get("muc"));
  if (v.tab != "giay-to" && v.tab != "dien-bien" && v.tab != "trao-doi" && v.tab != "tien") v.tab = "viec";
  v.values = values;
  v.errors = std::move(errors);
  v.now = clock_.now();
  const CaseExtras x{Bundles::may(actor, v.file.dossier), Links(dossiers_).note(v.file.dossier.id),
                     Standstills(dossiers_).of(v.file.dossier.id)};
  if (x.link && !x.link->waits.empty())
    for (auto& m : v.file.moves)
      if (m.transition->action == Action::hand_over && m.why_not.empty()) m.why_not = x.link->waits;
  const auto& d = v.file.dossier;
  if (v.may(Action::hand_over)) {
    const auto today = identity_.today();
    const auto tree = identity_.tree();
    for (const auto u : dossiers_.settling_units(d.elsewhere ? d.competent_unit : d.received_unit, *v.file.procedure, today))
      v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  }
  if (v.may(Action::assign)) v.officers = people(dossiers_.officers(d));
  if (v.may(Action::submit_for_signature)) v.reviewers = people(dossiers_.reviewers(d));
  if (v.may(Action::submit_for_signature) || v.may(Action::endorse)) v.signers = people(dossiers_.signers(d));
  web::Html out(web::lang_of(call.lang), 48 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = d.code + " – " + d.procedure_name,
                       .crumbs = {{.label = "Việc của tôi", .href = "/ho-so"}},
                       .crumb = d.code,
                       .errors = v.errors},
                      [&](web::Html& body) { views::case_(body, v, x); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::show(Call& call) { return case_page(call, {}, {}, 200); }

template <class F> Response Pages::act(Call& call, std::string_view said, F&& use_case) {
  const auto code = call.request.param("ma");
  const auto& form = call.request.form;
  const auto file = dossiers_.open(actor_of(call), code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  const Ref ref{file->dossier.id, plain_number(form.get("v"))};
  const Result<std::int64_t> done = use_case(ref, form);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return case_page(call, form, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/ho-so/{}", code));
  response.flash = std::string(said);
  return response;
}

Response Pages::hand_over(Call& call) {
  return act(call, "Đã chuyển hồ sơ.", [&](Ref r, const web::Fields& f) {
    return dossiers_.hand_over(actor_of(call), r, UnitId{plain_number(f.get("don_vi"))}, f.get("ghi_chu"));
  });
}
Response Pages::take(Call& call) {
  return act(call, "Đã nhận bàn giao.", [&](Ref r, const web::Fields&) { return dossiers_.confirm_receipt(actor_of(call), r); });
}
Response Pages::assign(Call& call) {
  return act(call, "Đã phân công.",
             [&](Ref r, const web::Fields& f) { return dossiers_.assign(actor_of(call), r, AccountId{plain_number(f.get("nguoi"))}); });
}
Response Pages::begin(Call& call) {
  return act(call, "Đã bắt đầu thẩm tra.", [&](Ref r, const web::Fields&) { return dossiers_.begin_work(actor_of(call), r); });
}
Response Pages::complete_step(Call& call) {
  return act(call, "Đã ghi kết quả của bước.",
             [&](Ref r, const web::Fields& f) { return dossiers_.complete_step(actor_of(call), r, f.get("ket_qua")); });
}
Response Pages::draft(Call& call) {
  return act(call, "Đã lưu dự thảo.", [&](Ref r, const web::Fields& f) {
    return dossiers_.save_draft_result(actor_of(call), r,
                                       {std::string(f.get("title")), std::string(f.get("summary")), std::string(f.get("body"))});
  });
}
Response Pages::submit_for_review(Call& call) {
  return act(call, "Đã trình lãnh đạo phòng.", [&](Ref r, const web::Fields& f) {
    return dossiers_.submit_for_review(actor_of(call), r, AccountId{plain_number(f.get("lanh_dao"))});
  });
}
Response Pages::submit_for_signature(Call& call) {
  return act(call, "Đã trình ký.", [&](Ref r, const web::Fields& f) {
    return dossiers_.submit_for_signature(actor_of(call), r, AccountId{plain_number(f.get("nguoi"))});
  });
}
Response Pages::endorse(Call& call) {
  return act(call, "Đã duyệt và trình ký.",
             [&](Ref r, const web::Fields& f) { return dossiers_.endorse(actor_of(call), r, AccountId{plain_number(f.get("nguoi"))}); });
}
Response Pages::send_back(Call& call) {
  return act(call, "Đã trả lại để sửa.",
             [&](Ref r, const web::Fields& f) { return dossiers_.send_back(actor_of(call), r, f.get("ly_do")); });
}
Response Pages::approve(Call& call) {
  return act(call, "Đã ký duyệt.", [&](Ref r, const web::Fields&) { return dossiers_.approve(actor_of(call), r); });
}
Response Pages::number(Call& call) {
  return act(call, "Đã vào số.", [&](Ref r, const web::Fields& f) { return dossiers_.number_result(actor_of(call), r, f.get("ky_hieu")); });
}
Response Pages::ready(Call& call) {
  return act(call, "Đã chuyển kết quả về nơi trả.", [&](Ref r, const web::Fields&) { return dossiers_.mark_ready(actor_of(call), r); });
}
Response Pages::pay(Call& call) {
  return act(call, "Đã ghi thu tiền.", [&](Ref r, const web::Fields& f) {
    return dossiers_.record_payment(actor_of(call), r, payment_method_from(f.get("cach")).value_or(PaymentMethod::cash));
  });
}
Response Pages::note(Call& call) {
  return act(call, "Đã ghi vào hồ sơ.",
             [&](Ref r, const web::Fields& f) { return dossiers_.add_note(actor_of(call), r, f.get("noi_dung")); });
}
Response Pages::give_back(Call& call) {
  return act(call, "Đã trả kết quả.", [&](Ref r, const web::Fields& f) {
    Handing h;
    h.method = return_method_from(f.get("cach")).value_or(ReturnMethod::counter);
    h.receiver = std::string(f.get("receiver"));
    h.receiver_number = std::string(f.get("receiver_number"));
    h.identity_check = std::string(f.get("identity_check"));
    h.authority = std::string(f.get("authority"));
    h.waybill = std::string(f.get("waybill"));
    h.confirmed = f.has("confirmed");
    h.fee_taken = f.has("fee_taken");
    h.signature = std::string(f.get("signature"));
    return dossiers_.return_result(actor_of(call), r, h);
  });
}

Response Pages::receipt_pdf(Call& call) {
  const auto code = call.request.param("ma");
  const auto form = dossiers_.receipt(actor_of(call), code);
  if (!form) return web::error_response(call, form.error());
  return pdf(call, print::signed_receipt_pdf(*form, proof_link(dossiers_, *form)), fmt::format("giay-tiep-nhan-{}.pdf", code));
}
Response Pages::control_slip_pdf(Call& call) {
  const auto code = call.request.param("ma");
  const auto form = dossiers_.control_slip(actor_of(call), code);
  if (!form) return web::error_response(call, form.error());
  return pdf(call, print::control_slip_pdf(*form), fmt::format("phieu-kiem-soat-{}.pdf", code));
}

}  // namespace motcua::dossier
