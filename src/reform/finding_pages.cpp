#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/files.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/inspection_pages.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {
std::string path_of(std::int64_t id) { return fmt::format("/cai-cach/han-che/{}", id); }
const ui::Link kListCrumb{.label = "Hạn chế", .href = "/cai-cach/han-che"};
}  // namespace

Response FindingPages::list(Call& call) {
  const bool all = call.request.query.get("muc") == "tat-ca";
  Screen s{.title = "Hạn chế và khắc phục", .crumbs = {kHomeCrumb, {.label = "Kiểm tra và phúc tra", .href = "/cai-cach/kiem-tra"}}};
  s.tabs = {{.label = "Đang mở", .href = "/cai-cach/han-che", .current = !all},
            {.label = "Tất cả", .href = "/cai-cach/han-che?muc=tat-ca", .current = all}};
  s.add({.grid = finding_grid(i_.findings(actor_of(call), !all))});
  return show(call, shells_, s);
}

Response FindingPages::finding(Call& call) {
  const auto opened = i_.finding(actor_of(call), plain_number(call.request.param("han_che")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  const auto& f = v.finding;
  const auto base = path_of(f.id);
  Screen s{.title = f.text, .caption = fmt::format("{} {}", f.code, v.title), .crumbs = {kHomeCrumb, kListCrumb}};
  Block b{.title = "Hạn chế", .accent = true};
  const auto fact = [&](const char* term, std::string value) {
    if (!value.empty()) b.facts.push_back({.term = term, .value = std::move(value)});
  };
  fact("Trạng thái", std::string(label(f.state)) + (v.overdue ? fmt::format(", quá hạn {} ngày", v.days_over) : std::string()));
  fact("Đơn vị", v.unit_name);
  fact("Mức độ, nguyên nhân", fmt::format("{}, {}", label(f.severity), label(f.cause)));
  fact("Kiến nghị", f.action);
  fact("Đơn vị khắc phục", v.responsible_name + (f.person.empty() ? "" : " · " + f.person));
  fact("Phát hiện ngày", vn_date(f.opened_on));
  if (f.deadline) fact("Hạn khắc phục", vn_date(*f.deadline));
  fact("Đã khắc phục", f.remedy + (f.remedied_on ? fmt::format(" ({})", vn_date(*f.remedied_on)) : std::string()));
  if (f.confirmed_on) fact("Xác nhận", vn_date(*f.confirmed_on));
  fact("Trả lời của Đoàn kiểm tra", f.answer);
  b.links.push_back({.label = "Cuộc kiểm tra", .href = fmt::format("/cai-cach/cuoc-kiem-tra/{}", f.visit)});
  if (v.may_remedy) b.links.push_back({.label = "Báo khắc phục", .href = base + "/khac-phuc"});
  if (v.may_judge) b.links.push_back({.label = "Kiểm chứng", .href = base + "/kiem-chung"});
  if (v.earlier)
    s.add({.notices = {{.title = "Hạn chế lặp lại.",
                        .text = fmt::format("Đã nêu ngày {}, xác nhận khắc phục ngày {}: {}", vn_date(v.earlier->opened_on),
                                            v.earlier->confirmed_on ? vn_date(*v.earlier->confirmed_on) : std::string(), v.earlier->text),
                        .tone = ui::Tone::bad}},
           .links = {{.label = "Xem hạn chế và bằng chứng lần trước", .href = path_of(v.earlier->id)}}});
  s.add(std::move(b));
  Block e{.title = "Bằng chứng", .count = std::to_string(v.evidence.size())};
  Grid g{.caption = "Bằng chứng",
         .columns = {{.label = "Bằng chứng", .width = 50}, {.label = "Của"}, {.label = "Người nộp"}},
         .empty_title = "Chưa có bằng chứng",
         .empty_text = "Không có bằng chứng thì không xác nhận khắc phục."};
  for (const auto& x : v.evidence)
    g.lines.push_back(
        {{{.text = x.text, .href = x.hash.empty() ? std::string() : fmt::format("{}/tep/{}", base, x.hash), .small = x.file_name},
          {.text = x.of_remedy ? "Khắc phục" : "Hạn chế"},
          {.text = x.made_by, .small = vn_datetime(x.made_at)}}});
  e.grid = std::move(g);
  if (v.may_remedy || v.may_judge) e.links = {{.label = "Thêm bằng chứng", .href = base + "/bang-chung"}};
  s.add(std::move(e));
  if (!v.rechecks.empty()) {
    Grid r{.caption = "Phúc tra", .columns = {{.label = "Kết quả phúc tra"}, {.label = "Nhận xét", .width = 60}}};
    for (const auto& x : v.rechecks)
      r.lines.push_back(
          {{{.text = std::string(label(x.result)), .href = fmt::format("/cai-cach/cuoc-kiem-tra/{}", x.visit)}, {.text = x.note}}});
    s.add({.title = "Phúc tra", .grid = std::move(r)});
  }
  return show(call, shells_, s);
}

std::optional<FormScreen> FindingPages::screen(const FindingView& v, std::string_view what) const {
  const auto base = path_of(v.finding.id);
  FormScreen f{.caption = v.finding.text,
               .crumbs = {kHomeCrumb, kListCrumb, {.label = v.finding.code, .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  if (what == "bang-chung" && (v.may_remedy || v.may_judge)) {
    f.title = "Thêm bằng chứng";
    f.multipart = true;
    f.fields = {{.kind = K::text, .name = "noi_dung", .label = "Bằng chứng là gì", .hint = "Văn bản số, ảnh chụp ở đâu, trích xuất nào"},
                {.kind = K::file, .name = "tep", .label = "Tệp hoặc ảnh", .optional = true, .accept = ".pdf,.jpg,.jpeg,.png"}};
  } else if (what == "khac-phuc" && v.may_remedy) {
    f.title = "Báo khắc phục";
    f.text = {"Kiến nghị: " + v.finding.action};
    f.fields = {{.kind = K::area, .name = "khac_phuc", .label = "Đã làm gì"},
                {.kind = K::date, .name = "ngay", .label = "Ngày khắc phục", .value = vn_date(b_.today())}};
  } else if (what == "kiem-chung" && v.may_judge) {
    f.title = "Kiểm chứng khắc phục";
    f.text = {"Đơn vị báo: " + v.finding.remedy};
    f.fields = {{.kind = K::radios,
                 .name = "ket_qua",
                 .label = "Kết quả",
                 .options = {{.value = "confirmed", .label = "Đã khắc phục"},
                             {.value = "partly", .label = "Khắc phục một phần"},
                             {.value = "not_done", .label = "Chưa đạt"}}},
                {.kind = K::area, .name = "tra_loi", .label = "Nhận xét", .optional = true}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response FindingPages::form(Call& call) {
  const auto v = i_.finding(actor_of(call), plain_number(call.request.param("han_che")));
  if (!v) return web::error_response(call, v.error());
  const auto f = screen(*v, call.request.param("viec"));
  return f ? show(call, shells_, *f)
           : web::error_response(call, errors::not_found("reform.no_finding_form", "Không có việc này với hạn chế.").value());
}

Result<std::string> FindingPages::done(Call& call, const FindingView& v, std::string_view what) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto id = v.finding.id;
  if (what == "bang-chung") {
    TRY(auto file, keep_file(b_, call.request, "tep"));
    TRY_VOID(i_.add_evidence(actor, id, !v.may_judge, std::string(form.get("noi_dung")), file.hash, file.name));
    return "Đã thêm bằng chứng.";
  }
  if (what == "khac-phuc") {
    TRY_VOID(i_.remedy(actor, id, std::string(form.get("khac_phuc")), day_in(form, "ngay")));
    return "Đã báo khắc phục, chờ Đoàn kiểm tra kiểm chứng.";
  }
  if (what == "kiem-chung") {
    const auto result = from_word<RecheckResult>(form.get("ket_qua"));
    if (!result || *result == RecheckResult::repeated)
      return errors::invalid_fields("reform.judge_missing", {{"ket_qua", "Chọn kết quả kiểm chứng."}});
    TRY_VOID(i_.judge_remedy(actor, id, *result, std::string(form.get("tra_loi"))));
    return "Đã ghi kết quả kiểm chứng.";
  }
  return errors::not_found("reform.no_finding_act", "Không có việc này với hạn chế.");
}

Response FindingPages::act(Call& call) {
  const auto v = i_.finding(actor_of(call), plain_number(call.request.param("han_che")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = done(call, *v, what);
  if (said) return onward(path_of(v->finding.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : screen(*v, what);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

Response FindingPages::file(Call& call) {
  const auto v = i_.finding(actor_of(call), plain_number(call.request.param("han_che")));
  if (!v) return web::error_response(call, v.error());
  const auto hash = call.request.param("hash");
  for (const auto& e : v->evidence)
    if (e.hash == hash && !hash.empty()) return file_response(call, b_, e.hash, e.file_name);
  return file_response(call, b_, {}, {});
}

std::span<const web::RouteOf<FindingPages>> FindingPages::routes() {
  using identity::kReformRead;
  constexpr std::uint64_t kUpload = static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<FindingPages>>({
      {Method::get, "/cai-cach/han-che", kReformRead, &FindingPages::list},
      {Method::get, "/cai-cach/han-che/{han_che}", kReformRead, &FindingPages::finding},
      {Method::get, "/cai-cach/han-che/{han_che}/{viec}", kReformRead, &FindingPages::form},
      // Whose unit remedies and who may judge is checked with the finding.
      {Method::post, "/cai-cach/han-che/{han_che}/{viec}", kReformRead, &FindingPages::act, kUpload},
      {Method::get, "/cai-cach/han-che/{han_che}/tep/{hash}", kReformRead, &FindingPages::file},
  });
  return kRoutes;
}

}  // namespace motcua::reform
