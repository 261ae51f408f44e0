// Sign-in, second factor, choice of the unit, sign-out.
#include <fmt/core.h>

#include <array>

#include "identity/page_views.hpp"
#include "identity/pages.hpp"
#include "views/identity/choose_unit.hpp"
#include "views/identity/password.hpp"
#include "views/identity/sign_in.hpp"
#include "views/identity/sign_in_code.hpp"
#include "web/forms.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {

template <class View>
Response narrow_page(const web::Shells& shells, const Call& call, std::string_view title, const FormPage& v, View&& view,
                     int status = 200) {
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  ui::staff_page(out, shells.staff(call), {.title = title, .errors = v.errors, .narrow = true}, [&](web::Html& body) { view(body); });
  return Response::html(std::move(out).take(), status);
}

std::string next_of(const Call& call) {
  const auto& fields = call.request.method == web::Method::post ? call.request.form : call.request.query;
  return web::local_target(fields.get("tiep"));
}

FormPage with_error(const Call& call, const Error& error) {
  FormPage v{call, error.fields, {}, next_of(call)};
  if (error.fields.empty()) v.message = error.message;
  return v;
}

std::string with_next(std::string_view path, const std::string& next) {
  return next == "/" ? std::string(path) : fmt::format("{}?tiep={}", path, web::percent_encode(next));
}

// Where a fresh session goes: first the password, then the unit, then the page that was wanted.
Response arrive(const SignedIn& in, const Actor& actor, const std::string& next) {
  auto response = Response::see_other(in.must_change_password                                ? "/tai-khoan/mat-khau"
                                      : !actor.acting_unit() && actor.own_units().size() > 1 ? with_next("/chon-don-vi", next)
                                                                                             : next);
  response.cookies.push_back(session_cookie(in.token));
  return response;
}

}  // namespace

Response Pages::sign_in_form(Call& call) {
  if (call.principal->signed_in()) return Response::see_other(next_of(call));
  // Pages of the citizens' account: their own way of signing in.
  for (const std::string_view theirs : {"/nop-ho-so/", "/ho-so-cua-toi", "/tai-khoan-cua-toi", "/tin-cua-toi"})
    if (next_of(call).starts_with(theirs)) return Response::see_other(with_next("/dang-nhap/nguoi-dan", next_of(call)));
  const FormPage v{call, {}, {}, next_of(call)};
  return narrow_page(shells_, call, "Đăng nhập", v, [&](web::Html& body) { views::sign_in(body, v); });
}

Response Pages::sign_in(Call& call) {
  const auto& form = call.request.form;
  // Not trimmed: a blank may be part of a password.
  const auto in = sign_in_.password(form.get("user_name"), form.find("password").value_or(""), device_of(call.request));
  if (!in) {
    const auto v = with_error(call, in.error());
    return narrow_page(
        shells_, call, "Đăng nhập", v, [&](web::Html& body) { views::sign_in(body, v); }, 422);
  }
  // A session that was open here ends: what was fixed before the sign-in is worth nothing after it.
  if (const auto before = session_token(call.request); !before.empty()) sign_in_.sign_out(before);
  if (in->stage == SignInStage::second_factor) {
    auto response = Response::see_other(with_next("/dang-nhap/ma", next_of(call)));
    response.cookies.push_back(session_cookie(in->token));
    return response;
  }
  const auto actor = identity_.load_actor(in->account);
  if (!actor) return web::error_response(call, actor.error());
  return arrive(*in, *actor, next_of(call));
}

Response Pages::code_form(Call& call) {
  if (!sign_in_.waits_for_second_factor(session_token(call.request), device_of(call.request))) return Response::see_other("/dang-nhap");
  const FormPage v{call, {}, {}, next_of(call)};
  return narrow_page(shells_, call, "Nhập mã xác thực", v, [&](web::Html& body) { views::sign_in_code(body, v); });
}

Response Pages::code(Call& call) {
  const auto in = sign_in_.second_factor(session_token(call.request), call.request.form.get("code"), device_of(call.request));
  if (!in) {
    if (in.error().key == "identity.session_gone") return Response::see_other("/dang-nhap");
    const auto v = with_error(call, in.error());
    return narrow_page(
        shells_, call, "Nhập mã xác thực", v, [&](web::Html& body) { views::sign_in_code(body, v); }, 422);
  }
  const auto actor = identity_.load_actor(in->account);
  if (!actor) return web::error_response(call, actor.error());
  return arrive(*in, *actor, next_of(call));
}

Response Pages::sign_out(Call& call) {
  sign_in_.sign_out(session_token(call.request));
  auto response = Response::see_other("/dang-nhap");
  response.cookies.push_back(no_session_cookie());
  return response;
}

Response Pages::unit_form(Call& call) {
  const auto& actor = actor_of(call);
  const FormPage v{call, {}, {}, next_of(call)};
  std::vector<ui::Option> units;
  for (const auto unit : actor.own_units())
    units.push_back({.value = std::to_string(unit.value), .label = std::string(actor.tree().name(unit, actor.day()))});
  if (units.empty()) return Response::see_other("/");
  return narrow_page(shells_, call, "Chọn đơn vị", v, [&](web::Html& body) { views::choose_unit(body, v, units); });
}

Response Pages::choose_unit(Call& call) {
  const auto& actor = actor_of(call);
  const auto text = call.request.form.get("unit");
  UnitId chosen;
  for (const auto unit : actor.own_units())
    if (std::to_string(unit.value) == text) chosen = unit;
  if (const auto done = sign_in_.choose_unit(actor, session_token(call.request), chosen); !done)
    return web::error_response(call, done.error());
  return Response::see_other(next_of(call));
}

Response Pages::password_form(Call& call) {
  const FormPage v{call, {}, {}, {}};
  return narrow_page(shells_, call, "Đổi mật khẩu", v,
                     [&](web::Html& body) { views::password(body, v, actor_of(call).must_change_password()); });
}

Response Pages::change_password(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto refuse = [&](const Error& error) {
    const auto v = with_error(call, error);
    return narrow_page(
        shells_, call, "Đổi mật khẩu", v, [&](web::Html& body) { views::password(body, v, actor.must_change_password()); }, 422);
  };
  const auto fresh = form.find("new_password").value_or("");
  if (fresh != form.find("again").value_or(""))
    return refuse(errors::invalid_fields("identity.password_again", {{"again", "Hai lần nhập chưa giống nhau."}}).value());
  const auto token = session_token(call.request);
  if (const auto done = accounts_.change_password(actor, form.find("old_password").value_or(""), fresh, SignIn::token_hash(token)); !done)
    return refuse(done.error());
  const auto rotated = sign_in_.rotate(token, device_of(call.request));
  auto response = Response::see_other("/");
  if (rotated) response.cookies.push_back(session_cookie(*rotated));
  return response;
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using enum web::Method;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {get, "/dang-nhap", web::kOpen, &Pages::sign_in_form},
      {post, "/dang-nhap", web::kOpen, &Pages::sign_in},
      {get, "/dang-nhap/ma", web::kOpen, &Pages::code_form},
      {post, "/dang-nhap/ma", web::kOpen, &Pages::code},
      {post, "/dang-xuat", web::kSignedIn, &Pages::sign_out},
      {get, "/chon-don-vi", web::kSignedIn, &Pages::unit_form},
      {post, "/chon-don-vi", web::kSignedIn, &Pages::choose_unit},
      {get, "/tai-khoan/mat-khau", web::kSignedIn, &Pages::password_form},
      {post, "/tai-khoan/mat-khau", web::kSignedIn, &Pages::change_password},
  });
  return kRoutes;
}

}  // namespace motcua::identity
