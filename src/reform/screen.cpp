#include "reform/screen.hpp"

#include "base/dates.hpp"
#include "views/reform/screen.hpp"
#include "views/reform/screen_form.hpp"

namespace motcua::reform {

using web::Call;
using web::Response;

std::vector<ui::Option> content_options() {
  std::vector<ui::Option> out;
  for (const auto& r : EnumWords<Content>::kRows)
    out.push_back({.value = std::string(r.word), .label = std::string(r.word) + " · " + std::string(r.label)});
  return out;
}

Response show(Call& call, const web::Shells& shells, const Screen& screen) {
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells.staff(call), {.title = screen.title, .crumbs = screen.crumbs},
                      [&](web::Html& body) { views::screen(body, screen, call); });
  return Response::html(std::move(out).take());
}

Response show(Call& call, const web::Shells& shells, const FormScreen& form, std::vector<FieldError> errors) {
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells.staff(call), {.title = form.title, .crumbs = form.crumbs, .errors = errors},
                      [&](web::Html& body) { views::screen_form(body, form, errors, call); });
  return Response::html(std::move(out).take(), errors.empty() ? 200 : 422);
}

Response show_public(Call& call, const web::Shells& shells, const Screen& screen, ui::Link back) {
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::citizen_page(out, shells.citizen(call), {.title = screen.title, .back = std::move(back)},
                        [&](web::Html& body) { views::screen(body, screen, call); });
  return Response::html(std::move(out).take());
}

Response show_public(Call& call, const web::Shells& shells, const FormScreen& form, std::vector<FieldError> errors) {
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  auto shown = form;
  shown.back.clear();  // stands on top here
  web::ui::citizen_page(out, shells.citizen(call),
                        {.title = form.title, .back = {.label = "Quay lại", .href = form.back}, .errors = errors, .narrow = true},
                        [&](web::Html& body) { views::screen_form(body, shown, errors, call); });
  return Response::html(std::move(out).take(), errors.empty() ? 200 : 422);
}

Response onward(std::string location, std::string flash) {
  auto response = Response::see_other(std::move(location));
  response.flash = std::move(flash);
  return response;
}

std::optional<Day> day_in(const web::Fields& form, std::string_view name) {
  const auto day = parse_vn_date(form.get(name));
  return day ? std::optional(*day) : std::nullopt;
}

void check_day(const web::Fields& form, std::string_view name, std::vector<FieldError>& wrong) {
  const auto text = form.get(name);
  if (!text.empty() && !parse_vn_date(text)) wrong.push_back({std::string(name), "Ngày chưa đúng. Nhập theo dạng ngày/tháng/năm."});
}

}  // namespace motcua::reform
