// The ladder of warnings of a unit: what holds today, set otherwise from today on.
#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/pages_late.hpp"
#include "views/dossier/ladder.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Response;

namespace {
// The three fields of the form as the rule is written: "share 500", "before 2", "due", "off".
std::string moment_text(const web::Fields& form) {
  const auto kind = form.get("loai");
  const auto amount = plain_number(form.get("muc_do"));
  if (kind == "phan-tram") return amount >= 1 && amount <= 99 ? fmt::format("share {}", amount * 10) : "";
  if (kind == "ngay") return fmt::format("before {}", amount);
  return kind == "den-han" ? "due" : kind == "tat" ? "off" : "";
}
}  // namespace

std::string recipients_words(const Rung& rung) {
  std::string text;
  for (const auto r : rung.to) text += fmt::format("{}{}", text.empty() ? "" : ", ", label(r));
  return text;
}
std::string kind_word(const WarnAt& when) {
  switch (when.kind) {
    case WarnAt::Kind::share: return "phan-tram";
    case WarnAt::Kind::before_due: return "ngay";
    case WarnAt::Kind::at_due: return "den-han";
    case WarnAt::Kind::off: return "tat";
  }
  return {};
}
std::string amount_words(const WarnAt& when) {
  if (when.kind == WarnAt::Kind::share) return std::to_string(when.amount / 10);
  return when.kind == WarnAt::Kind::before_due ? std::to_string(when.amount) : std::string{};
}
std::vector<web::ui::Option> recipient_options() {
  std::vector<web::ui::Option> options;
  for (int i = 0; i < kRecipients; ++i) {
    const auto r = static_cast<Recipient>(i);
    options.push_back({.value = std::string(word(r)), .label = std::string(label(r))});
  }
  return options;
}
std::vector<std::string> recipient_words(const Rung& rung) {
  std::vector<std::string> words;
  for (const auto r : rung.to) words.emplace_back(word(r));
  return words;
}

Response LatePages::ladder_page(Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto today = identity_.today();
  const auto tree = identity_.tree();
  auto unit = UnitId{plain_number(fields.get("don_vi"))};
  if (!unit) unit = actor.acting_unit();
  auto rungs = lateness_.ladder(actor, unit);
  if (!rungs) return web::error_response(call, rungs.error());
  LadderView v;
  v.csrf = call.csrf_token;
  v.unit = std::to_string(unit.value);
  v.unit_name = std::string(tree->name(unit, today));
  v.key = std::string(fields.get("bac"));
  v.rungs = *std::move(rungs);
  for (const auto u : actor.units_with(identity::kCatalogRead))
    if (tree->exists(u, today)) v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  if (!errors.empty()) v.values = fields;
  v.errors = std::move(errors);
  v.may_edit = actor.permits_in(identity::kCatalogEdit, unit);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(
      out, shells_.staff(call),
      {.title = "Bậc cảnh báo trễ hạn", .crumbs = {{.label = "Trễ hạn và cảnh báo", .href = "/tre-han"}}, .errors = v.errors},
      [&](web::Html& body) { views::ladder(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response LatePages::ladder(Call& call) { return ladder_page(call, call.request.query, {}, 200); }

Response LatePages::set_rung(Call& call) {
  const auto& form = call.request.form;
  const UnitId unit{plain_number(form.get("don_vi"))};
  const auto key = form.get("bac");
  Status done;
  if (form.has("mac_dinh")) {
    done = lateness_.reset_rung(actor_of(call), unit, key);
  } else {
    std::vector<Recipient> to;
    for (const auto who : form.all("nguoi_nhan"))
      if (const auto r = recipient_from(who)) to.push_back(*r);
    done = lateness_.set_rung(actor_of(call), unit, key, moment_text(form), std::move(to), form.get("can_cu"));
  }
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return ladder_page(call, form, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/quan-tri/canh-bao?don_vi={}", unit.value));
  response.flash = "Đã đổi bậc cảnh báo, áp dụng từ hôm nay.";
  return response;
}

}  // namespace motcua::dossier
