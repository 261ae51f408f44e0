#include "identity/pages_citizens.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/log.hpp"
#include "base/personal_number.hpp"
#include "base/text.hpp"
#include "identity/gate.hpp"
#include "identity/page_views.hpp"
#include "views/identity/citizen_code.hpp"
#include "views/identity/citizen_contact.hpp"
#include "views/identity/citizen_left.hpp"
#include "views/identity/citizen_profile.hpp"
#include "web/forms.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {
std::string next_of(const Call& call) {
  const auto& fields = call.request.method == web::Method::post ? call.request.form : call.request.query;
  const auto next = web::local_target(fields.get("tiep"));
  return next == "/" ? "/ho-so-cua-toi" : next;
}
std::string with_next(std::string_view path, const std::string& next) {
  return next == "/ho-so-cua-toi" ? std::string(path) : fmt::format("{}?tiep={}", path, web::percent_encode(next));
}

template <class View>
Response citizen_page(const web::Shells& shells, const Call& call, std::string_view title, ui::Link back, const FormPage& v, View&& view) {
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  ui::citizen_page(out, shells.citizen(call), {.title = title, .back = std::move(back), .errors = v.errors, .narrow = true},
                   [&](web::Html& body) { view(body); });
  return Response::html(std::move(out).take(), v.errors.empty() ? 200 : 422);
}

Response no_provider(const Call& call) {
  return web::error_response(call, errors::not_found("identity.no_provider", "Trang này chưa nối với nơi xác thực nào.").value());
}

std::vector<FieldError> check(const CitizenProfile& p, Day today) {
  std::vector<FieldError> errors;
  if (!p.number.empty())
    if (const auto number = PersonalNumber::parse(p.number, today); !number) errors.push_back({"so", number.error().message});
  if (!p.birth.empty())
    if (const auto birth = parse_partial_date(p.birth); !birth) errors.push_back({"ngay_sinh", birth.error().message});
  for (const auto* text : {&p.name, &p.address})
    if (text->size() > 400) errors.push_back({text == &p.name ? "ten" : "dia_chi", "Viết ngắn hơn 400 ký tự."});
  return errors;
}
}  // namespace

SsoOffer CitizenPages::offer(std::string_view next) const {
  if (!sso_) return {};
  return {sso_->name(), fmt::format("/dang-nhap/xac-thuc?tiep={}", web::percent_encode(next))};
}

Response CitizenPages::contact_page(Call& call, const FormPage& v, int status) {
  const bool phone = citizens_.reaches(ContactKind::phone);
  auto page = citizen_page(shells_, call, "Đăng nhập", {.label = "Trang chủ", .href = "/"}, v,
                           [&](web::Html& body) { views::citizen_contact(body, v, phone, offer(v.next)); });
  page.status = status;
  return page;
}

Response CitizenPages::profile_page(Call& call, const FormPage& v) {
  return citizen_page(shells_, call, "Thông tin của tôi", {.label = "Hồ sơ của tôi", .href = "/ho-so-cua-toi"}, v,
                      [&](web::Html& body) { views::citizen_profile(body, v, *citizen_of(call), offer("/tai-khoan-cua-toi")); });
}

Response CitizenPages::contact_form(Call& call) {
  if (citizen_of(call) && call.request.query.get("them").empty()) return Response::see_other(next_of(call));
  return contact_page(call, FormPage{call, {}, {}, next_of(call)}, 200);
}

Response CitizenPages::ask_code(Call& call) {
  FormPage v{call, {}, {}, next_of(call)};
  const auto contact = parse_contact(call.request.form.get("lien_he"));
  const auto asked = contact ? citizens_.ask_code(*contact) : tl::make_unexpected(contact.error());
  if (!asked) {
    if (asked.error().fields.empty()) return web::error_response(call, asked.error());
    v.errors = asked.error().fields;
    return contact_page(call, v, 422);
  }
  auto response = Response::see_other(with_next("/dang-nhap/nguoi-dan/ma", v.next));
  response.cookies.push_back(code_cookie(asked->token));
  if (!asked->code.empty()) response.flash = fmt::format("Bản trình diễn không gửi tin thật. Mã của bạn là {}.", asked->code);
  return response;
}

Response CitizenPages::code_form(Call& call) {
  const auto contact = citizens_.asked_contact(call.request.cookie(kCodeCookie));
  if (!contact) return Response::see_other(with_next("/dang-nhap/nguoi-dan", next_of(call)));
  const FormPage v{call, {}, {}, next_of(call)};
  return citizen_page(shells_, call, "Nhập mã", {.label = "Đổi nơi nhận mã", .href = with_next("/dang-nhap/nguoi-dan", v.next)}, v,
                      [&](web::Html& body) { views::citizen_code(body, v, masked(*contact)); });
}

Response CitizenPages::prove(Call& call) {
  const auto token = call.request.cookie(kCodeCookie);
  const auto* known = citizen_of(call);
  const auto arrived = citizens_.prove(token, call.request.form.get("code"), device_of(call.request), known ? known->id : CitizenId{});
  if (!arrived) {
    if (arrived.error().fields.empty()) return web::error_response(call, arrived.error());
    const FormPage v{call, arrived.error().fields, {}, next_of(call)};
    const auto contact = citizens_.asked_contact(token);
    const auto shown = contact ? masked(*contact) : std::string("bạn");
    return citizen_page(shells_, call, "Nhập mã", {.label = "Yêu cầu mã mới", .href = with_next("/dang-nhap/nguoi-dan", v.next)}, v,
                        [&](web::Html& body) { views::citizen_code(body, v, shown); });
  }
  if (const auto before = call.request.cookie(kCitizenCookie); !before.empty()) citizens_.sign_out(before);
  // Who comes the first time is asked once who he is; then the page that was wanted.
  auto response = Response::see_other(arrived->first_time ? with_next("/tai-khoan-cua-toi", next_of(call)) : next_of(call));
  response.cookies.push_back(citizen_cookie(arrived->session));
  response.cookies.push_back(code_cookie(""));
  return response;
}

Response CitizenPages::to_provider(Call& call) {
  if (!sso_) return no_provider(call);
  const auto begun = sso_->begin(next_of(call));
  if (!begun) return not_through(call, begun.error());
  auto response = Response::see_other(begun->url);
  response.cookies.push_back(sso_cookie(begun->cookie));
  return response;
}

// Back on the page of signing in, with what happened and what to do.
Response CitizenPages::not_through(Call& call, const Error& error) {
  log::warn("identity.sso_failed", log::kv("key", error.key), log::kv("cause", error.detail));
  const auto wanted = sso_->next_of(call.request.cookie(kSsoCookie));
  auto page = contact_page(call, FormPage{call, {}, error.message, wanted.empty() ? next_of(call) : wanted},
                           web::error_response(call, error).status);
  page.cookies.push_back(sso_cookie(""));
  return page;
}

Response CitizenPages::from_provider(Call& call) {
  if (!sso_) return no_provider(call);
  const auto* known = citizen_of(call);
  const auto back =
      sso_->arrive(call.request.cookie(kSsoCookie), call.request.query, device_of(call.request), known ? known->id : CitizenId{});
  if (!back) return not_through(call, back.error());
  if (const auto before = call.request.cookie(kCitizenCookie); !before.empty()) citizens_.sign_out(before);
  auto response = Response::see_other(back->next);
  response.cookies.push_back(citizen_cookie(back->arrived.session));
  response.cookies.push_back(sso_cookie(""));
  return response;
}

// Not a redirect from the form: a browser lets a form lead to our own pages only.
Response CitizenPages::left(Call& call) {
  const auto url = sso_ ? sso_->end_session_url() : std::nullopt;
  if (!url) return Response::see_other("/");
  const FormPage v{call, {}, {}, {}};
  return citizen_page(shells_, call, "Đã đăng xuất", {.label = "Trang chủ", .href = "/"}, v,
                      [&](web::Html& body) { views::citizen_left(body, sso_->name(), *url); });
}

Response CitizenPages::sign_out(Call& call) {
  const auto* citizen = citizen_of(call);
  citizens_.sign_out(call.request.cookie(kCitizenCookie));
  auto response = Response::see_other(sso_ && citizen && citizen->by_provider ? "/dang-xuat/xong" : "/");
  response.cookies.push_back(citizen_cookie(""));
  return response;
}

Response CitizenPages::profile(Call& call) {
  const auto* citizen = citizen_of(call);
  if (!citizen) return Response::see_other("/tai-khoan");  // staff who look here
  const FormPage v{call, {}, {}, next_of(call)};
  return profile_page(call, v);
}

Response CitizenPages::save_profile(Call& call) {
  const auto* citizen = citizen_of(call);
  if (!citizen) return Response::see_other("/tai-khoan");
  const auto& form = call.request.form;
  CitizenProfile p{clean(form.get("ten")), "", clean(form.get("ngay_sinh")), clean(form.get("gioi")), clean(form.get("dia_chi"))};
  for (const char c : form.get("so"))
    if (c >= '0' && c <= '9') p.number += c;
  FormPage v{call, check(p, day_of(clock_.now())), {}, next_of(call)};
  if (!v.errors.empty()) return profile_page(call, v);
  if (const auto saved = citizens_.save_profile(citizen->id, p); !saved) return web::error_response(call, saved.error());
  auto response = Response::see_other(v.next);
  response.flash = "Đã lưu thông tin của bạn.";
  return response;
}

std::span<const web::RouteOf<CitizenPages>> CitizenPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<CitizenPages>>({
      {web::Method::get, "/dang-nhap/nguoi-dan", web::kOpen, &CitizenPages::contact_form},
      {web::Method::post, "/dang-nhap/nguoi-dan", web::kOpen, &CitizenPages::ask_code},
      {web::Method::get, "/dang-nhap/nguoi-dan/ma", web::kOpen, &CitizenPages::code_form},
      {web::Method::post, "/dang-nhap/nguoi-dan/ma", web::kOpen, &CitizenPages::prove},
      {web::Method::get, "/dang-nhap/xac-thuc", web::kOpen, &CitizenPages::to_provider},
      {web::Method::get, "/dang-nhap/xac-thuc/tro-ve", web::kOpen, &CitizenPages::from_provider},
      {web::Method::get, "/dang-xuat/xong", web::kOpen, &CitizenPages::left},
      {web::Method::post, "/dang-xuat/nguoi-dan", kDossierOwn, &CitizenPages::sign_out},
      {web::Method::get, "/tai-khoan-cua-toi", kDossierOwn, &CitizenPages::profile},
      {web::Method::post, "/tai-khoan-cua-toi", kDossierOwn, &CitizenPages::save_profile},
  });
  return kRoutes;
}

}  // namespace motcua::identity
