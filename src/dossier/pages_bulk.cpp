// Several dossiers at once (each its own transaction, with a summary of what failed) and whole lists as files.
#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "dossier/exports.hpp"
#include "dossier/pages.hpp"
#include "print/forms.hpp"
#include "views/dossier/bulk.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Response;

namespace {
constexpr std::size_t kMostAtOnce = 200;

// A ticked line: "id.version.code".
struct Ticked {
  Ref ref;
  std::string code;
};
std::vector<Ticked> ticked(const web::Fields& form) {
  std::vector<Ticked> list;
  for (const auto value : form.all("h")) {
    const auto first = value.find('.');
    const auto second = first == std::string_view::npos ? first : value.find('.', first + 1);
    if (second == std::string_view::npos || list.size() == kMostAtOnce) continue;
    list.push_back({{DossierId{plain_number(value.substr(0, first))}, plain_number(value.substr(first + 1, second - first - 1))},
                    std::string(value.substr(second + 1))});
  }
  return list;
}

Response sheet_file(const print::Sheet& sheet, bool as_csv, std::string_view name) {
  auto response = as_csv ? Response::bytes(print::csv(sheet), "text/csv; charset=utf-8", fmt::format("{}.csv", name))
                         : Response::bytes(print::xlsx(sheet), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                           fmt::format("{}.xlsx", name));
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}
}  // namespace

template <class F> Response Pages::many(Call& call, Tab tab, std::string_view said, F&& use_case) {
  const auto list = ticked(call.request.form);
  const auto back = fmt::format("/ho-so?muc={}", word(tab));
  BulkView v;
  v.back = back;
  for (const auto& one : list) {
    const Result<std::int64_t> done = use_case(one.ref);
    if (done) {
      ++v.done;
    } else {
      v.failed.emplace_back(one.code, done.error().fields.empty() ? done.error().message : done.error().fields.front().message);
    }
  }
  v.said =
      list.empty() ? std::string("Chưa chọn hồ sơ nào. Đánh dấu các hồ sơ trong danh sách.") : fmt::format("{} {} hồ sơ.", said, v.done);
  if (v.failed.empty()) {
    auto response = Response::see_other(back);
    response.flash = v.said;
    return response;
  }
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = std::string(said), .crumbs = {{.label = "Hồ sơ", .href = back}}},
                      [&](web::Html& body) { views::bulk(body, v); });
  return Response::html(std::move(out).take(), v.done ? 200 : 422);
}

Response Pages::hand_over_many(Call& call) {
  const UnitId to{plain_number(call.request.form.get("don_vi"))};
  return many(call, Tab::to_transfer, "Đã chuyển", [&](Ref r) { return dossiers_.hand_over(actor_of(call), r, to); });
}

Response Pages::take_many(Call& call) {
  return many(call, Tab::to_take, "Đã nhận bàn giao", [&](Ref r) { return dossiers_.confirm_receipt(actor_of(call), r); });
}

Response Pages::worklist_file(Call& call, bool as_csv) {
  const auto tab = tab_from(call.request.query.get("muc")).value_or(Tab::mine);
  const auto rows = all_of_worklist(dossiers_, actor_of(call), tab, list_filter(call.request.query));
  if (!rows) return web::error_response(call, rows.error());
  log_export(identity_, actor_of(call), clock_.now(), call.request.route);
  return sheet_file(worklist_sheet(fmt::format("Hồ sơ: {}", label(tab)), *rows), as_csv, "ho-so");
}
Response Pages::worklist_xlsx(Call& call) { return worklist_file(call, false); }
Response Pages::worklist_csv(Call& call) { return worklist_file(call, true); }

Response Pages::register_file(Call& call, bool as_csv) {
  auto filter = list_filter(call.request.query);
  const auto rows = all_of_register(dossiers_, actor_of(call), filter, identity_.today());
  if (!rows) return web::error_response(call, rows.error());
  log_export(identity_, actor_of(call), clock_.now(), call.request.route);
  return sheet_file(register_sheet(period_words(filter), *rows), as_csv, "so-theo-doi");
}
Response Pages::register_xlsx(Call& call) { return register_file(call, false); }
Response Pages::register_csv(Call& call) { return register_file(call, true); }

Response Pages::register_pdf(Call& call) {
  const auto& actor = actor_of(call);
  auto filter = list_filter(call.request.query);
  const auto rows = all_of_register(dossiers_, actor, filter, identity_.today());
  if (!rows) return web::error_response(call, rows.error());
  auto head_only = filter;
  head_only.limit = 1;
  auto form = dossiers_.register_form(actor, head_only);
  if (!form) return web::error_response(call, form.error());
  form->period = period_words(filter);
  form->lines.clear();
  for (const auto& r : *rows)
    form->lines.push_back({r.code, r.procedure_name, r.applicant_name, r.contact, r.competent_unit_name, moment(r.received_at),
                           moment(r.due_at), r.returned_at ? moment(*r.returned_at) : "", std::string(label(r.return_method)), ""});
  log_export(identity_, actor, clock_.now(), call.request.route);
  const auto made = print::register_pdf(*form);
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*made, "application/pdf", "so-theo-doi.pdf");
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

}  // namespace motcua::dossier
