// What staff see: the list with any day, the versions of a procedure, and an import with its effect before it is applied.
#include <fmt/core.h>

#include <array>
#include <fstream>
#include <iterator>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "catalog/pages.hpp"
#include "identity/identity.hpp"
#include "views/catalog/history.hpp"
#include "views/catalog/plan.hpp"
#include "views/catalog/staff_list.hpp"

namespace motcua::catalog {
namespace {

constexpr std::uint64_t kLargestUpload = 20'000'000;

Importer importer_of(const web::Call& call) {
  Importer by{call.principal->account_id, 0};
  if (const auto* actor = dynamic_cast<const identity::Actor*>(call.principal.get())) by.unit = actor->acting_unit().value;
  return by;
}

std::string span_words(const VersionInfo& info) {
  return fmt::format("Từ {}{}", vn_date(info.valid_from), info.valid_to ? " đến " + vn_date(*info.valid_to) : std::string());
}

}  // namespace

web::Response Pages::staff_list(web::Call& call) { return staff_list(call, {}); }

web::Response Pages::staff_list(web::Call& call, const std::vector<FieldError>& errors) {
  const auto day = parse_day(call.request.query.get("ngay")).value_or(today());
  const auto view = list_view(call.request.query, "/quan-tri/thu-tuc", day);
  const auto shell = shells_.staff(call);
  const bool may_edit = call.principal->permits(identity::kCatalogEdit);
  return web::Response::html(web::render(shell.lang, views::staff_list, view, errors, shell, call, may_edit, !view.fields.empty()),
                             errors.empty() ? 200 : 422);
}

web::Response Pages::history(web::Call& call) {
  HistoryView view;
  view.code = call.request.param("ma");
  const auto infos = catalog_.versions(view.code);
  if (infos.empty())
    return web::error_response(call, errors::not_found("catalog.no_procedure", fmt::format("Không có thủ tục {}.", view.code)).value());
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const auto& info = infos[i];
    VersionLine line;
    line.info = info;
    line.span = span_words(info);
    if (info.withdrawn) {
      line.state = "Đã thay trước khi dùng";
    } else {
      line.view_day = iso(info.valid_from);
      const bool over = info.valid_to && *info.valid_to < today();
      line.state = over ? "Hết hiệu lực" : info.valid_from > today() ? "Sắp có hiệu lực" : "Đang áp dụng";
      line.tone = over ? web::ui::Tone::none : info.valid_from > today() ? web::ui::Tone::info : web::ui::Tone::good;
    }
    if (i == 0) {
      const auto version = catalog_.version(info.id);
      if (!version) return web::error_response(call, version.error());
      view.name = (*version)->name;
    }
    if (i + 1 < infos.size()) {
      auto changes = catalog_.changes(infos[i + 1].id, info.id);
      if (!changes) return web::error_response(call, changes.error());
      line.changes = *std::move(changes);
    }
    view.versions.push_back(std::move(line));
  }
  const auto shell = shells_.staff(call);
  return web::Response::html(web::render(shell.lang, views::history, view, shell));
}

web::Response Pages::upload(web::Call& call) {
  const auto written = call.request.form.get("hieu-luc");
  const auto effective = written.empty() ? std::optional<Day>{} : parse_day(written);
  if (!written.empty() && !effective) return staff_list(call, {{"hieu-luc", "Viết ngày dạng 25/11/2026."}});
  std::vector<PackFile> packs;
  for (const auto& file : call.request.uploads) {
    if (file.field != "tep" || file.size == 0) continue;
    std::ifstream in(file.path, std::ios::binary);
    packs.push_back({file.file_name, std::string(std::istreambuf_iterator<char>(in), {})});
  }
  if (packs.empty()) packs = Catalog::shipped_packs();
  for (const auto& pack : packs)
    if (!is_utf8(pack.text)) return staff_list(call, {{"tep", fmt::format("Tệp {} không phải văn bản UTF-8.", pack.name)}});
  const auto draft = catalog_.keep_draft(packs, effective, importer_of(call));
  if (!draft) return web::error_response(call, draft.error());
  return web::Response::see_other(fmt::format("/quan-tri/thu-tuc/nhap/{}", *draft));
}

web::Response Pages::show_draft(web::Call& call) {
  const auto draft = catalog_.draft(plain_number(call.request.param("so")), call.principal->account_id);
  if (!draft) return web::error_response(call, draft.error());
  PlanView view;
  view.draft = draft->id;
  for (const auto& pack : draft->packs) view.files += (view.files.empty() ? "" : ", ") + pack.name;
  view.effective = draft->effective ? "Có hiệu lực từ " + vn_date(*draft->effective)
                                    : std::string("Có hiệu lực từ hôm nay; thủ tục mới theo ngày ghi trong gói");
  auto plan = catalog_.preview(draft->packs, draft->effective);
  if (plan)
    view.plan = *std::move(plan);
  else
    view.failure = plan.error().message;
  const auto shell = shells_.staff(call);
  return web::Response::html(web::render(shell.lang, views::plan, view, shell, call), view.plan ? 200 : 422);
}

web::Response Pages::apply_draft(web::Call& call) {
  const auto done = catalog_.apply_draft(plain_number(call.request.param("so")), importer_of(call));
  if (!done) return web::error_response(call, done.error());
  return web::Response::see_other("/quan-tri/thu-tuc");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using web::Method;
  static constexpr auto kRoutes =
      std::to_array<web::RouteOf<Pages>>({{Method::get, "/thu-tuc", web::kOpen, &Pages::list},
                                          {Method::get, "/thu-tuc/{ma}", web::kOpen, &Pages::procedure},
                                          {Method::get, "/quan-tri/thu-tuc", identity::kCatalogRead, &Pages::staff_list},
                                          {Method::get, "/quan-tri/thu-tuc/{ma}", identity::kCatalogRead, &Pages::history},
                                          {Method::post, "/quan-tri/thu-tuc/nhap", identity::kCatalogEdit, &Pages::upload, kLargestUpload},
                                          {Method::get, "/quan-tri/thu-tuc/nhap/{so}", identity::kCatalogEdit, &Pages::show_draft},
                                          {Method::post, "/quan-tri/thu-tuc/nhap/{so}", identity::kCatalogEdit, &Pages::apply_draft}});
  return kRoutes;
}

struct WebPages::Impl {
  Pages pages;
};
WebPages::WebPages(Catalog& catalog, const web::Shells& shells, const Clock& clock, PageSettings settings)
    : impl_(new Impl{Pages(catalog, shells, clock, std::move(settings))}) {}
WebPages::~WebPages() = default;
std::vector<web::Route> WebPages::routes() { return web::bind_routes("catalog", impl_->pages, Pages::routes()); }

}  // namespace motcua::catalog
