#include "portal/pages_apply.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/pages_files.hpp"
#include "identity/letterhead.hpp"
#include "portal/page_parts.hpp"
#include "portal/portal.hpp"
#include "views/portal/apply_begin.hpp"
#include "views/portal/apply_check.hpp"
#include "views/portal/apply_page.hpp"
#include "views/portal/apply_papers.hpp"
#include "views/portal/filing.hpp"
#include "views/portal/kept_papers.hpp"
#include "views/portal/mine.hpp"

namespace motcua::portal {

using dossier::FilingId;
using web::Call;
using web::Method;
using web::Response;

namespace {
FilingId id_of(const Call& call) { return FilingId{plain_number(call.request.param("so"))}; }

template <class View> Response rendered(const web::Shells& shells, const Call& call, web::ui::Page page, int status, View&& view) {
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::citizen_page(out, shells.citizen(call), page, [&](web::Html& body) { view(body); });
  return Response::html(std::move(out).take(), status);
}

std::string agency_of(const identity::Identity& identity, identity::UnitId unit) {
  const auto tree = identity.tree();
  return std::string(tree->name(identity::committee_above(*tree, unit, identity.today()), identity.today()));
}

// "Xã Tam Nông": all these centres begin with the same long words, which is all of them that a phone shows.
std::string short_place(std::string_view name) {
  constexpr std::string_view kCentre = "Trung tâm Phục vụ hành chính công ";
  if (name.starts_with(kCentre)) name.remove_prefix(kCentre.size());
  return sentence_case(name);
}

std::vector<ApplyView::Paper> papers_of(const ApplyView& v) {
  std::vector<ApplyView::Paper> papers;
  for (const auto& p : dossier::OnlineFiling::papers_to_upload(*v.procedure, v.filing.content)) {
    ApplyView::Paper paper{p.component->id, p.component->name, "", p.need == catalog::Need::required, {}};
    if (!p.why.empty()) paper.note = "Vì: " + p.why + ".";
    if (!p.component->digital_source.empty()) paper.note += " Cơ quan có thể tra cứu: " + p.component->digital_source + ".";
    for (const auto& f : v.filing.files)
      if (f.component == p.component->id) paper.files.push_back(f);
    papers.push_back(std::move(paper));
  }
  return papers;
}
}  // namespace

Response ApplyPages::begin_page(Call& call, const web::Fields& fields, std::vector<FieldError> errors) {
  const auto version = catalog_.on_day(call.request.param("ma"), identity_.today());
  if (!version) return web::error_response(call, version.error());
  BeginView v;
  v.procedure = *version;
  v.call = &call;
  v.errors = std::move(errors);
  const auto tree = identity_.tree();
  for (const auto unit : filing_.units_for(**version))
    v.units.push_back({.value = std::to_string(unit.value), .label = short_place(tree->name(unit, identity_.today()))});
  v.chosen = std::string(fields.get("noi_nop"));
  if (v.chosen.empty()) v.chosen = std::to_string(front_unit(identity_, unit_key_).value);
  for (const auto& q : (*version)->questions)
    if (const auto value = fields.get(q.id); !value.empty() && !q.for_staff) v.answers.emplace_back(q.id, value);
  for (auto& row : filing_.all_of(who(call)))
    if (row.state == dossier::FilingState::draft && row.procedure_code == (*version)->code) v.drafts.push_back(std::move(row));
  return rendered(shells_, call,
                  {.title = "Nộp trực tuyến",
                   .back = {.label = (*version)->short_name, .href = "/thu-tuc/" + (*version)->code},
                   .errors = v.errors,
                   .narrow = true},
                  v.errors.empty() ? 200 : 422, [&](web::Html& body) { views::apply_begin(body, v); });
}

Response ApplyPages::begin_form(Call& call) { return begin_page(call, call.request.query, {}); }

Response ApplyPages::begin(Call& call) {
  const auto& form = call.request.form;
  const auto version = catalog_.on_day(call.request.param("ma"), identity_.today());
  if (!version) return web::error_response(call, version.error());
  catalog::Answers answers;
  for (const auto& q : (*version)->questions)
    if (const auto value = form.get(q.id); !value.empty() && !q.for_staff) answers.emplace(q.id, value);
  const auto made = filing_.begin(who(call), (*version)->code, identity::UnitId{plain_number(form.get("noi_nop"))}, answers);
  if (!made) {
    if (made.error().fields.empty()) return web::error_response(call, made.error());
    return begin_page(call, form, made.error().fields);
  }
  return Response::see_other(fmt::format("/nop-ho-so/{}", made->value));
}

Result<ApplyView> ApplyPages::view(const Call& call) {
  ApplyView v;
  TRY(v.filing, filing_.mine(who(call), id_of(call)));
  TRY(v.procedure, filing_.procedure_of(v.filing));
  v.pages = apply_pages(v.filing, *v.procedure);
  v.call = &call;
  v.papers = papers_of(v);
  v.from_check = call.request.query.get("tu") == kCheckPage || call.request.form.get("tu") == kCheckPage;
  v.page = std::string(call.request.param("trang"));
  return v;
}

Response ApplyPages::resume(Call& call) {
  const auto v = view(call);
  if (!v) return web::error_response(call, v.error());
  if (!v->filing.open_to_change()) return Response::see_other(fmt::format("/ho-so-cua-toi/{}", v->filing.id.value));
  if (v->filing.state == dossier::FilingState::intake_supplement) return Response::see_other(fmt::format("{}/{}", v->base(), kCheckPage));
  for (const auto& page : v->pages) {
    if (!answered_before(v->filing, page) && !v->filing.content.saw(page.key)) return Response::see_other(v->base() + "/" + page.key);
  }
  return Response::see_other(fmt::format("{}/{}", v->base(), kCheckPage));
}

Response ApplyPages::page(ApplyView v) {
  const auto& call = *v.call;
  if (!v.filing.open_to_change()) return Response::see_other(fmt::format("/ho-so-cua-toi/{}", v.filing.id.value));
  const auto at = std::find_if(v.pages.begin(), v.pages.end(), [&](const auto& p) { return p.key == v.page; });
  if (at == v.pages.end())
    return web::error_response(call,
                               errors::not_found("portal.no_such_page", "Hồ sơ này không có trang đó. Mở lại từ Hồ sơ của tôi.").value());
  v.title = at->title;
  v.number = static_cast<int>(at - v.pages.begin()) + 1;
  const auto back = v.from_check            ? fmt::format("{}/{}", v.base(), kCheckPage)
                    : at == v.pages.begin() ? std::string("/ho-so-cua-toi")
                                            : v.base() + "/" + std::prev(at)->key;
  if (v.page.starts_with("cau.")) v.question = v.procedure->question(std::string_view(v.page).substr(4));
  if (v.page.starts_with("to-khai."))
    v.fields =
        fields_of(v.filing, *v.procedure, std::string_view(v.page).substr(8), agency_of(identity_, v.filing.unit), identity_.today());
  if (v.page == kPapersPage) offer_kept(v);
  if (v.page == kCheckPage) {
    const auto problems = filing_.problems(v.filing, *v.procedure);
    v.parts = check_parts(v, problems);
    v.complete = problems.empty();
    v.term_words = catalog::words_of(catalog::term_of(*v.procedure, v.filing.content.answers, catalog::Channel::online));
  }
  const int status = v.errors.empty() ? 200 : 422;
  return rendered(shells_, call, {.title = v.title, .back = {.label = "Quay lại", .href = back}, .errors = v.errors, .narrow = true},
                  status, [&](web::Html& body) {
                    if (v.page == kCheckPage)
                      views::apply_check(body, v);
                    else if (v.page == kPapersPage)
                      views::apply_papers(body, v);
                    else
                      views::apply_page(body, v);
                  });
}

Response ApplyPages::show(Call& call) {
  auto v = view(call);
  if (!v) return web::error_response(call, v.error());
  return page(*std::move(v));
}

Response ApplyPages::save(Call& call) {
  auto v = view(call);
  if (!v) return web::error_response(call, v.error());
  const auto known = std::any_of(v->pages.begin(), v->pages.end(), [&](const auto& p) { return p.key == v->page; });
  if (!known || v->page == kCheckPage) return page(*std::move(v));
  const auto key = v->page;
  if (key.starts_with("to-khai.")) v->fields = fields_of(v->filing, *v->procedure, std::string_view(key).substr(8), "", identity_.today());
  const auto saved =
      filing_.save(who(call), v->filing.id, key, [&](dossier::FilingContent& c) { take_page(call.request.form, key, v->fields, c); });
  if (!saved) return web::error_response(call, saved.error());
  // Saved in any case; what is wrong with this page is said now, and again before submitting.
  auto now = view(call);
  if (!now) return web::error_response(call, now.error());
  for (const auto& p : filing_.problems(now->filing, *now->procedure))
    if (p.page == key) now->errors.push_back(p.error);
  if (!now->errors.empty()) return page(*std::move(now));
  if (now->from_check) return Response::see_other(fmt::format("{}/{}", now->base(), kCheckPage));
  auto at = std::find_if(now->pages.begin(), now->pages.end(), [&](const auto& p) { return p.key == key; });
  do {
    if (at != now->pages.end()) ++at;
  } while (at != now->pages.end() && answered_before(now->filing, *at));
  const auto next = at == now->pages.end() ? std::string(kCheckPage) : at->key;
  return Response::see_other(now->base() + "/" + next);
}

Response ApplyPages::add_paper(Call& call) {
  auto v = view(call);
  if (!v) return web::error_response(call, v.error());
  v->page = std::string(kPapersPage);
  int added = 0;
  std::vector<FieldError> wrong;
  for (const auto& upload : call.request.uploads) {
    if (!upload.field.starts_with("tep.") || (upload.size == 0 && upload.file_name == "tep")) continue;
    const auto done = filing_.add_file(who(call), v->filing.id, std::string_view(upload.field).substr(4), upload.path, upload.file_name);
    if (done) {
      ++added;
    } else if (done.error().fields.empty()) {
      return web::error_response(call, done.error());
    } else {
      wrong.insert(wrong.end(), done.error().fields.begin(), done.error().fields.end());
    }
  }
  if (const auto seen = filing_.save(who(call), v->filing.id, kPapersPage, [](dossier::FilingContent&) {}); !seen)
    return web::error_response(call, seen.error());
  if (!wrong.empty()) {
    auto now = view(call);
    if (!now) return web::error_response(call, now.error());
    now->page = std::string(kPapersPage);
    now->errors = std::move(wrong);
    return page(*std::move(now));
  }
  const bool stay = call.request.form.get("viec") == "tai-len" || added > 0;
  if (stay) {
    auto response = Response::see_other(fmt::format("{}/{}{}", v->base(), kPapersPage, v->from_check ? "?tu=kiem-tra" : ""));
    response.flash = added > 0 ? fmt::format("Đã tải lên {} tệp.", added) : std::string("Chưa chọn tệp nào.");
    return response;
  }
  const auto at = std::find_if(v->pages.begin(), v->pages.end(), [](const auto& p) { return p.key == kPapersPage; });
  const bool last = v->from_check || at == v->pages.end() || std::next(at) == v->pages.end();
  return Response::see_other(v->base() + "/" + (last ? std::string(kCheckPage) : std::next(at)->key));
}

Response ApplyPages::drop_paper(Call& call) {
  const auto done = filing_.remove_file(who(call), id_of(call), static_cast<int>(plain_number(call.request.form.get("tep"))));
  if (!done) return web::error_response(call, done.error());
  return Response::see_other(fmt::format("/nop-ho-so/{}/{}", id_of(call).value, kPapersPage));
}

// The same paper by its name, whichever procedure it was sent for.
void ApplyPages::offer_kept(ApplyView& v) const {
  constexpr std::size_t kMostOffered = 6;
  const auto all = filing_.kept(who(*v.call));
  for (auto& paper : v.papers)
    for (const auto& k : all) {
      const bool there = std::ranges::any_of(paper.files, [&](const auto& f) { return f.hash == k.file.hash; });
      if (!there && fold(k.paper) == fold(paper.name) && paper.kept.size() < kMostOffered) paper.kept.push_back(k);
    }
}

Response ApplyPages::use_again(Call& call) {
  auto v = view(call);
  if (!v) return web::error_response(call, v.error());
  const auto& form = call.request.form;
  const auto done = filing_.reuse(who(call), v->filing.id, form.get("giay"), form.get("tep"));
  if (!done && done.error().fields.empty()) return web::error_response(call, done.error());
  if (!done) {
    v->page = std::string(kPapersPage);
    v->errors = done.error().fields;
    return page(*std::move(v));
  }
  auto response = Response::see_other(fmt::format("{}/{}{}", v->base(), kPapersPage, v->from_check ? "?tu=kiem-tra" : ""));
  response.flash = "Đã dùng lại giấy bạn nộp trước. Xem lại còn đúng, còn hạn không.";
  return response;
}

Response ApplyPages::kept(Call& call) {
  const KeptView v{filing_.kept(who(call))};
  return rendered(shells_, call, {.title = "Giấy tờ của tôi", .back = {.label = "Hồ sơ của tôi", .href = "/ho-so-cua-toi"}, .narrow = true},
                  200, [&](web::Html& body) { views::kept_papers(body, v); });
}

Response ApplyPages::kept_file(Call& call) {
  const auto hash = call.request.param("hash");
  for (const auto& k : filing_.kept(who(call))) {
    if (k.file.hash != hash) continue;
    const auto path = filing_.kept_path(k);
    if (!path) return web::error_response(call, path.error());
    return dossier::streamed({*path, k.file.type, k.file.name}, false);
  }
  return web::error_response(call, errors::not_found("portal.no_kept_paper", "Không có giấy tờ này.").value());
}

Response ApplyPages::paper(Call& call) {
  const auto filing = filing_.mine(who(call), id_of(call));
  if (!filing) return web::error_response(call, filing.error());
  const auto hash = call.request.param("hash");
  const auto path = filing_.file_path(*filing, hash);
  if (!path) return web::error_response(call, path.error());
  const auto at = std::find_if(filing->files.begin(), filing->files.end(), [&](const auto& f) { return f.hash == hash; });
  return dossier::streamed({*path, at->type, at->name}, false);
}

Response ApplyPages::submit(Call& call) {
  const auto done = filing_.submit(who(call), id_of(call));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return Response::see_other(fmt::format("/nop-ho-so/{}/{}", id_of(call).value, kCheckPage));
  }
  return Response::see_other(fmt::format("/ho-so-cua-toi/{}", id_of(call).value));
}

Response ApplyPages::discard(Call& call) {
  const auto done = filing_.discard(who(call), id_of(call));
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other("/ho-so-cua-toi");
  response.flash = "Đã bỏ hồ sơ đang soạn.";
  return response;
}

Response ApplyPages::submitted(Call& call) {
  auto v = view(call);
  if (!v) return web::error_response(call, v.error());
  if (v->filing.state == dossier::FilingState::draft) return Response::see_other(v->base());
  return rendered(shells_, call,
                  {.title = "Hồ sơ " + v->filing.number, .back = {.label = "Hồ sơ của tôi", .href = "/ho-so-cua-toi"}, .narrow = true}, 200,
                  [&](web::Html& body) { views::filing(body, *v); });
}

Response ApplyPages::mine(Call& call) {
  const MineView v{filing_.all_of(who(call)), who(call).profile.name};
  return rendered(shells_, call, {.title = "Hồ sơ của tôi", .back = {.label = "Trang chủ", .href = "/"}, .narrow = true}, 200,
                  [&](web::Html& body) { views::mine(body, v); });
}

std::span<const web::RouteOf<ApplyPages>> ApplyPages::routes() {
  using identity::kDossierOwn;
  constexpr std::uint64_t kUpload = 3 * static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<ApplyPages>>({
      {Method::get, "/ho-so-cua-toi", kDossierOwn, &ApplyPages::mine},
      {Method::get, "/ho-so-cua-toi/{so}", kDossierOwn, &ApplyPages::submitted},
      {Method::get, "/nop-ho-so/moi/{ma}", kDossierOwn, &ApplyPages::begin_form},
      {Method::post, "/nop-ho-so/moi/{ma}", kDossierOwn, &ApplyPages::begin},
      {Method::get, "/nop-ho-so/{so}", kDossierOwn, &ApplyPages::resume},
      {Method::get, "/nop-ho-so/{so}/tep/{hash}", kDossierOwn, &ApplyPages::paper},
      {Method::post, "/nop-ho-so/{so}/nop", kDossierOwn, &ApplyPages::submit},
      {Method::post, "/nop-ho-so/{so}/xoa", kDossierOwn, &ApplyPages::discard},
      {Method::post, "/nop-ho-so/{so}/giay-to", kDossierOwn, &ApplyPages::add_paper, kUpload},
      {Method::post, "/nop-ho-so/{so}/giay-to/bo", kDossierOwn, &ApplyPages::drop_paper},
      {Method::post, "/nop-ho-so/{so}/giay-to/dung-lai", kDossierOwn, &ApplyPages::use_again},
      {Method::get, "/giay-to-cua-toi", kDossierOwn, &ApplyPages::kept},
      {Method::get, "/giay-to-cua-toi/{hash}", kDossierOwn, &ApplyPages::kept_file},
      {Method::get, "/nop-ho-so/{so}/{trang}", kDossierOwn, &ApplyPages::show},
      {Method::post, "/nop-ho-so/{so}/{trang}", kDossierOwn, &ApplyPages::save},
  });
  return kRoutes;
}

}  // namespace motcua::portal
