#include "dossier/pages_files.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "views/dossier/files.hpp"
#include "web/forms.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

Response streamed(const CaseFiles::Opened& opened, bool download) {
  Response response;
  response.content_type = opened.type;
  response.file = opened.path;
  auto disposition = web::content_disposition(opened.name);
  if (!download) disposition.replace(0, std::string_view("attachment").size(), "inline");
  response.headers.emplace_back("content-disposition", std::move(disposition));
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

std::string size_words(std::int64_t bytes) {
  if (bytes < 1024 * 1024) return fmt::format("{} KB", (bytes + 1023) / 1024);
  const auto tenths = (bytes * 10 + (1 << 19)) >> 20;
  return fmt::format("{},{} MB", tenths / 10, tenths % 10);
}

std::vector<web::ui::Option> paper_options(const CaseFile& file) {
  std::vector<web::ui::Option> options;
  for (const auto& p : file.papers) options.push_back({.value = p.name, .label = p.name});
  return options;
}

Response FilePages::page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  auto file = dossiers_.open(actor, call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  FilesView v;
  v.file = *std::move(file);
  v.files = files_.of(v.file.dossier.id);
  v.csrf = call.csrf_token;
  v.errors = std::move(errors);
  v.may_add = files_.may_add(actor, v.file.dossier);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Tệp của hồ sơ " + v.file.dossier.code,
                       .crumbs = {{.label = v.file.dossier.code, .href = v.base() + "?muc=giay-to"}},
                       .crumb = "Tệp",
                       .errors = v.errors},
                      [&](web::Html& body) { views::files(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response FilePages::list(Call& call) { return page(call, {}, 200); }

Response FilePages::add(Call& call) {
  const auto& actor = actor_of(call);
  const auto code = call.request.param("ma");
  auto file = dossiers_.open(actor, code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  Ref ref{file->dossier.id, plain_number(call.request.form.get("v"))};
  int added = 0;
  for (const auto& upload : call.request.uploads) {
    if (upload.field != "tep" || upload.size == 0) continue;
    const auto done = files_.add(actor, ref, upload.path, upload.file_name, call.request.form.get("giay_to"));
    if (!done) {
      if (done.error().fields.empty()) return web::error_response(call, done.error());
      return page(call, done.error().fields, 422);
    }
    ref.version = *done;
    ++added;
  }
  if (added == 0) return page(call, {{"tep", "Chọn một tệp để đính kèm."}}, 422);
  auto response = Response::see_other(fmt::format("/ho-so/{}/tep", code));
  response.flash = fmt::format("Đã đính {} tệp.", added);
  return response;
}

Response FilePages::open(Call& call) {
  const auto opened = files_.open(actor_of(call), call.request.param("ma"), call.request.param("hash"), call.request.route);
  if (!opened) return web::error_response(call, opened.error());
  return streamed(*opened, false);
}

Response FilePages::result(Call& call) {
  const auto opened = files_.result_for(call.request.param("token"), call.request.route);
  if (!opened) return web::error_response(call, opened.error());
  return streamed(*opened, true);
}

std::span<const web::RouteOf<FilePages>> FilePages::routes() {
  using namespace identity;
  constexpr std::uint64_t kUpload = 5 * static_cast<std::uint64_t>(kMostFileBytes) + 64 * 1024;  // a few files at a time
  static constexpr auto kRoutes = std::to_array<web::RouteOf<FilePages>>({
      {Method::get, "/ho-so/{ma}/tep", kDossierRead, &FilePages::list},
      {Method::post, "/ho-so/{ma}/tep", kDossierRead, &FilePages::add, kUpload},
      {Method::get, "/ho-so/{ma}/tep/{hash}", kDossierRead, &FilePages::open},
      {Method::get, "/t/{token}/ket-qua.pdf", web::kOpen, &FilePages::result},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
