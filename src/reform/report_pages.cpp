#include "reform/report_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/letters_report.hpp"
#include "reform/plan_pages.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ui::Link kReportsCrumb{.label = "Báo cáo định kỳ", .href = "/cai-cach/bao-cao"};
std::string report_path(std::int64_t id) { return fmt::format("/cai-cach/bao-cao/{}", id); }
std::string span_words(const PlanReport& r) { return fmt::format("từ {} đến {}", vn_date(r.from), vn_date(r.to)); }
}  // namespace

Response ReportPages::list(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Báo cáo cải cách hành chính định kỳ", .crumbs = {kHomeCrumb}};
  if (!managed_units(reports_.base(), actor).empty()) s.links = {{.label = "Lập báo cáo", .href = "/cai-cach/bao-cao/lap"}};
  Grid g{.caption = "Báo cáo",
         .columns = {{.label = "Báo cáo", .width = 44}, {.label = "Đơn vị"}, {.label = "Số liệu"}, {.label = "Trạng thái"}},
         .empty_title = "Chưa có báo cáo nào",
         .empty_text = "Báo cáo quý, 6 tháng, 9 tháng, năm: số liệu đọc thẳng từ kế hoạch, kiểm tra, hồ sơ; phần nhận xét tự viết."};
  for (const auto& v : reports_.list(actor))
    g.lines.push_back({{{.text = v.title, .href = report_path(v.report.id), .small = v.report.number},
                        {.text = v.unit_name},
                        {.text = span_words(v.report)},
                        {.small = v.is_signed() ? "ngày " + vn_date(*v.report.signed_on) : std::string(),
                         .tag = ui::Tag{v.is_signed() ? "Đã ký" : "Đang soạn", v.is_signed() ? ui::Tone::good : ui::Tone::wait}}}});
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen ReportPages::begin_screen(const Actor& actor) const {
  const std::chrono::year_month_day today{reports_.base().today()};
  std::vector<ui::Option> quarters;
  for (int q = 1; q <= 4; ++q) quarters.push_back({.value = std::to_string(q), .label = "Quý " + roman(q)});
  FormScreen f{.title = "Lập báo cáo", .crumbs = {kHomeCrumb, kReportsCrumb}, .action = "/cai-cach/bao-cao/lap"};
  f.text = {"Kỳ số liệu chốt theo 09/2019/NĐ-CP Điều 12: từ ngày 15 tháng trước kỳ đến ngày 14 tháng cuối kỳ."};
  f.button = "Lập báo cáo";
  f.back = "/cai-cach/bao-cao";
  f.fields = {
      {.kind = Field::Kind::select, .name = "don_vi", .label = "Đơn vị", .options = managed_units(reports_.base(), actor)},
      {.kind = Field::Kind::select, .name = "loai", .label = "Loại báo cáo", .options = options_of<ReportKind>(), .value = "quarter"},
      {.kind = Field::Kind::select,
       .name = "quy",
       .label = "Quý",
       .hint = "Chỉ chọn cho báo cáo quý.",
       .options = std::move(quarters),
       .none = "Không chọn",
       .optional = true,
       .value = std::to_string((unsigned{today.month()} + 2) / 3)},
      {.kind = Field::Kind::number, .name = "nam", .label = "Năm", .value = std::to_string(int{today.year()})}};
  return f;
}
Response ReportPages::begin_form(Call& call) { return show(call, shells_, begin_screen(actor_of(call))); }
Response ReportPages::begin(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto number = [&](const char* name) { return static_cast<int>(std::min<std::int64_t>(plain_number(form.get(name)), 9999)); };
  const auto id = reports_.begin(actor, UnitId{plain_number(form.get("don_vi"))},
                                 from_word<ReportKind>(form.get("loai")).value_or(ReportKind::quarter), number("nam"), number("quy"));
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error()) : show(call, shells_, begin_screen(actor), id.error().fields);
  return onward(report_path(*id), "Báo cáo đã có số liệu. Viết phần nhận xét, ghi số liệu còn thiếu, rồi ký.");
}

namespace {
Block report_head(const PlanReportView& v) {
  const auto base = report_path(v.report.id);
  Block b{.title = "Báo cáo"};
  b.facts = {
      {.term = "Trạng thái",
       .value = v.is_signed() ? fmt::format("Đã ký số {} ngày {}, {}", v.report.number, vn_date(*v.report.signed_on), v.report.signer)
                              : std::string("Đang soạn: số liệu tính lại mỗi lần mở")},
      {.term = "Số liệu", .value = span_words(v.report)}};
  std::int64_t unknown = 0;
  for (const auto& line : v.form.lines) unknown += v.figure(line.key).value.empty();
  if (unknown > 0) b.facts.push_back({.term = "Chưa có số liệu", .value = fmt::format("{} dòng", unknown)});
  b.links = {{.label = v.is_signed() ? "Bản đã ký (PDF)" : "Xem bản in (PDF)", .href = base + "/in.pdf"},
             {.label = "Phụ lục (XLSX)", .href = base + "/phu-luc.xlsx"}};
  if (v.may_manage && !v.is_signed()) {
    b.links.push_back({.label = "Ghi số liệu của đơn vị", .href = base + "/so-lieu"});
    b.links.push_back({.label = "Ký báo cáo", .href = base + "/ky"});
  }
  return b;
}

Block part_block(const PlanReportView& v, const ReportPart& part, bool links) {
  Block b{.title = part.code + ". " + part.title};
  for (const auto& key : part.figures)
    if (const auto* line = v.form.line(key))
      b.figures.push_back({.label = line->title,
                           .value = v.figure(key).text(),
                           .href = links || !v.figure(key).href.starts_with("/bao-cao") ? v.figure(key).href : std::string()});
  const auto at = v.texts.find(part.code);
  if (at != v.texts.end() && !at->second.empty()) {
    const auto& last = at->second.back();
    if (last.text.empty())
      b.text.push_back("Đã xóa lời viết.");
    else
      b.text.push_back(last.text);
    b.text.push_back(fmt::format("Bản {}, {} viết lúc {}.", last.number, last.made_by, vn_datetime(last.made_at)));
  } else {
    b.text.push_back(v.is_signed() ? "Không có nhận xét." : "Chưa viết gì.");
  }
  if (v.may_manage && !v.is_signed())
    b.links.push_back({.label = "Viết phần " + part.code, .href = fmt::format("{}/viet?muc={}", report_path(v.report.id), part.code)});
  if (at != v.texts.end() && at->second.size() > 1)
    b.links.push_back({.label = fmt::format("Các bản trước của phần {}", part.code),
                       .href = fmt::format("{}?muc={}", report_path(v.report.id), part.code)});
  return b;
}

Block annex_block(const PlanReportView& v, int annex, bool links) {
  Grid g{
      .caption = std::string(annex_title(annex)),
      .columns = {{.label = "Nội dung", .width = 46}, {.label = "Giá trị", .numeric = true}, {.label = "Đơn vị tính"}, {.label = "Nguồn"}}};
  for (const auto& line : v.form.lines) {
    if (line.annex != annex) continue;
    const auto& f = v.figure(line.key);
    g.lines.push_back({{{.text = line.title},
                        {.text = f.text(), .href = links || !f.href.starts_with("/bao-cao") ? f.href : std::string()},
                        {.text = line.unit},
                        {.text = f.source.empty() ? std::string("–") : f.source}}});
  }
  return {.title = fmt::format("Phụ lục {}. {}", annex, annex_title(annex)), .grid = std::move(g)};
}

Block versions_block(const PlanReportView& v, std::string_view part) {
  Block b{.title = fmt::format("Các bản của phần {}", part)};
  if (const auto at = v.texts.find(part); at != v.texts.end())
    for (auto t = at->second.rbegin(); t != at->second.rend(); ++t)
      b.events.push_back({.at = vn_datetime(t->made_at), .what = fmt::format("Bản {}, {}", t->number, t->made_by), .detail = t->text});
  return b;
}
}  // namespace

Response ReportPages::report(Call& call) {
  const auto& actor = actor_of(call);
  const auto v = reports_.open(actor, plain_number(call.request.param("so")));
  if (!v) return web::error_response(call, v.error());
  Screen s{.title = v->title, .caption = v->unit_name, .crumbs = {kHomeCrumb, kReportsCrumb}};
  s.add(report_head(*v));
  if (const auto part = call.request.query.get("muc"); v->texts.contains(part)) s.add(versions_block(*v, part));
  const bool links = actor.permits(identity::kReportRead);  // no way to a page that would refuse
  for (const auto& part : v->form.parts) {
    if (part.heading())
      s.groups.push_back({.title = part.code + ". " + part.title});
    else if (s.groups.back().title.empty() || part.code.find('.') == std::string::npos)
      s.groups.push_back({.blocks = {part_block(*v, part, links)}});
    else
      s.groups.back().blocks.push_back(part_block(*v, part, links));
  }
  for (int annex = 1; !annex_title(annex).empty(); ++annex) s.add(annex_block(*v, annex, links));
  return show(call, shells_, s);
}

Response ReportPages::pdf(Call& call) {
  const auto v = reports_.open(actor_of(call), plain_number(call.request.param("so")));
  if (!v) return web::error_response(call, v.error());
  if (v->is_signed()) return file_response(call, reports_.base(), v->report.pdf_hash, "bao-cao.pdf");
  return Response::bytes(report_pdf(*v, issuer_of(reports_.base(), v->report.unit)), "application/pdf");
}
Response ReportPages::xlsx(Call& call) {
  const auto v = reports_.open(actor_of(call), plain_number(call.request.param("so")));
  if (!v) return web::error_response(call, v.error());
  if (v->is_signed()) return file_response(call, reports_.base(), v->report.xlsx_hash, "phu-luc.xlsx");
  return Response::bytes(report_xlsx(*v), kXlsx, "phu-luc.xlsx");
}

std::optional<FormScreen> ReportPages::screen(const PlanReportView& v, std::string_view what, const web::Fields& query) const {
  FormScreen f{.caption = v.title,
               .crumbs = {kHomeCrumb, kReportsCrumb, {.label = v.title, .href = report_path(v.report.id)}},
               .action = fmt::format("{}/{}", report_path(v.report.id), what),
               .back = report_path(v.report.id)};
  if (what == "viet") {
    const auto* part = v.form.part(query.get("muc"));
    if (!part || part->heading()) return std::nullopt;
    f.title = fmt::format("{}. {}", part->code, part->title);
    for (const auto& key : part->figures)
      if (const auto* line = v.form.line(key)) f.text.push_back(fmt::format("{}: {}", line->title, v.figure(key).text()));
    f.text.push_back("Số liệu trên tự in vào báo cáo; ở đây viết nhận xét. Mỗi lần lưu là một bản, bản trước vẫn giữ.");
    f.fields = {{.kind = Field::Kind::hidden, .name = "muc", .label = "", .value = part->code},
                {.kind = Field::Kind::area, .name = "noi_dung", .label = "Nội dung", .optional = true, .value = v.text(part->code)}};
  } else if (what == "so-lieu") {
    f.title = "Ghi số liệu của đơn vị";
    f.text = {"Chỉ số liệu hệ thống không có. Số liệu khác đọc thẳng từ hồ sơ, kế hoạch, kiểm tra, không ghi tay."};
    std::vector<ui::Option> lines;
    for (const auto& line : v.form.lines)
      if (line.typed()) lines.push_back({.value = line.key, .label = fmt::format("{} ({})", line.title, v.figure(line.key).text())});
    f.fields = {{.kind = Field::Kind::select, .name = "so_lieu", .label = "Số liệu", .options = std::move(lines)},
                {.kind = Field::Kind::text, .name = "gia_tri", .label = "Giá trị"},
                {.kind = Field::Kind::text, .name = "nguon", .label = "Nguồn", .hint = "Văn bản, sổ theo dõi, ngày"}};
  } else if (what == "ky") {
    f.title = "Ký báo cáo";
    f.button = "Ký, giữ bản này";
    f.text = {"Số liệu và câu chữ được giữ nguyên như lúc ký; bản in không đổi nữa."};
    f.fields = {{.kind = Field::Kind::text, .name = "so", .label = "Số, ký hiệu", .hint = "Ví dụ 120/BC-UBND"},
                {.kind = Field::Kind::text, .name = "nguoi_ky", .label = "Người ký", .hint = "Chức vụ, họ tên"}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response ReportPages::form(Call& call) {
  const auto v = reports_.open(actor_of(call), plain_number(call.request.param("so")));
  if (!v) return web::error_response(call, v.error());
  const auto f = v->may_manage && !v->is_signed() ? screen(*v, call.request.param("viec"), call.request.query) : std::nullopt;
  return f ? show(call, shells_, *f) : web::error_response(call, errors::not_found("reform.no_report_page", "Không có trang này.").value());
}

Response ReportPages::act(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto id = plain_number(call.request.param("so"));
  const auto v = reports_.open(actor, id);
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto text = [&](const char* name) { return std::string(form.get(name)); };
  Status done = errors::not_found("reform.no_report_action", "Không có việc này.");
  std::string said;
  if (what == "viet") {
    done = reports_.write(actor, id, text("muc"), text("noi_dung"));
    said = "Đã lưu phần " + text("muc") + ".";
  } else if (what == "so-lieu") {
    done = reports_.enter(actor, id, text("so_lieu"), text("gia_tri"), text("nguon"));
    said = "Đã ghi số liệu.";
  } else if (what == "ky") {
    done = reports_.sign(actor, id, text("so"), text("nguoi_ky"));
    said = "Đã ký. Bản này được giữ nguyên.";
  }
  if (done) return onward(report_path(id), said);
  const auto f = done.error().fields.empty() ? std::nullopt : screen(*v, what, form);
  return f ? show(call, shells_, *f, done.error().fields) : web::error_response(call, done.error());
}

std::span<const web::RouteOf<ReportPages>> ReportPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<ReportPages>>({
      {Method::get, "/cai-cach/bao-cao", kReformRead, &ReportPages::list},
      {Method::get, "/cai-cach/bao-cao/lap", kReformManage, &ReportPages::begin_form},
      {Method::post, "/cai-cach/bao-cao/lap", kReformManage, &ReportPages::begin},
      {Method::get, "/cai-cach/bao-cao/{so}", kReformRead, &ReportPages::report},
      {Method::get, "/cai-cach/bao-cao/{so}/in.pdf", kReformRead, &ReportPages::pdf},
      {Method::get, "/cai-cach/bao-cao/{so}/phu-luc.xlsx", kReformRead, &ReportPages::xlsx},
      {Method::get, "/cai-cach/bao-cao/{so}/{viec}", kReformManage, &ReportPages::form},
      {Method::post, "/cai-cach/bao-cao/{so}/{viec}", kReformManage, &ReportPages::act},
  });
  return kRoutes;
}

}  // namespace motcua::reform
