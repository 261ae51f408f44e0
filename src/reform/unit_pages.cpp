#include "reform/unit_pages.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr std::uint64_t kMostImport = 2 << 20;
const ui::Link kIndicatorsCrumb{.label = "Chỉ tiêu số của đơn vị", .href = "/cai-cach/chi-tieu"};

std::string value_text(const Figure& f, bool more) { return f.value && more ? "trên " + f.text() : f.text(); }
std::string month_text(int number) { return Month{number / 12, number % 12 + 1}.text(); }
std::string count_text(const std::optional<std::int64_t>& n) { return n ? vn_number(*n) : std::string("–"); }

Grid overview_grid(const std::vector<IndicatorRow>& rows) {
  Grid g{.caption = "Chỉ tiêu",
         .columns = {{.label = "Chỉ tiêu", .width = 44},
                     {.label = "Giá trị", .numeric = true},
                     {.label = "Kỳ"},
                     {.label = "Mức đặt ra", .numeric = true},
                     {.label = "So với cuối năm trước", .numeric = true}}};
  for (const auto& r : rows) {
    const auto small = !r.latest.value ? std::string()
                       : r.over        ? std::string("vượt 100%: cần giải thích")
                       : r.from_parts  ? std::string()
                                       : std::string("tỷ lệ do đơn vị báo");
    const auto change =
        r.change ? fmt::format("{}{} điểm", *r.change < 0 ? "−" : "+", vn_decimal(std::abs(*r.change), 2)) : std::string("–");
    g.lines.push_back({{{.text = r.indicator->title,
                         .href = "/cai-cach/chi-tieu/" + r.indicator->key,
                         .small = fmt::format("{} / {}. Nguồn: {}", r.indicator->numerator, r.indicator->denominator, r.indicator->source)},
                        {.text = value_text(r.latest, r.more), .small = small},
                        {.text = r.month ? r.month->text() : std::string("–")},
                        {.text = r.indicator->target ? Figure{.value = r.indicator->target}.text() : std::string("–")},
                        {.text = change}},
                       r.over ? ui::Tone::warn : ui::Tone::none});
  }
  return g;
}

Block over_block(const std::vector<std::pair<UnitValue, std::string>>& over) {
  Grid g{.caption = "Giá trị vượt 100%",
         .columns = {{.label = "Đơn vị"},
                     {.label = "Chỉ tiêu", .width = 36},
                     {.label = "Kỳ"},
                     {.label = "Giá trị", .numeric = true},
                     {.label = "Vì sao"}}};
  for (const auto& [v, name] : over) {
    const auto* i = unit_indicator(v.key);
    g.lines.push_back({{{.text = name},
                        {.text = i ? i->title : v.key},
                        {.text = month_text(v.month)},
                        {.text = value_text(v.figure(), v.more)},
                        v.cause.empty() ? Cell{.text = "Ghi nguyên nhân", .href = fmt::format("/cai-cach/chi-tieu/nguyen-nhan/{}", v.id)}
                                        : Cell{.text = v.cause}},
                       v.cause.empty() ? ui::Tone::warn : ui::Tone::none});
  }
  return {.title = "Giá trị vượt 100%: giữ nguyên, hỏi nguyên nhân", .count = std::to_string(over.size()), .grid = std::move(g)};
}

Block zero_block(const std::vector<UnitIndicators::Zero>& zero, int year) {
  Grid g{.caption = "Đơn vị không phát sinh hồ sơ trực tuyến",
         .columns = {{.label = "Đơn vị", .width = 60},
                     {.label = "Hồ sơ tiếp nhận", .numeric = true},
                     {.label = "Trực tuyến", .numeric = true}},
         .empty_title = "Không có đơn vị nào",
         .empty_text = "Đơn vị có hồ sơ mà từ đầu năm chưa có hồ sơ trực tuyến hiện ở đây."};
  for (const auto& u : zero)
    g.lines.push_back({{{.text = u.name, .href = fmt::format("/bao-cao?bieu=07a&don_vi={}", u.unit.value)},
                        {.text = vn_number(u.received)},
                        {.text = "0"}}});
  return {.title = fmt::format("Đơn vị không phát sinh hồ sơ trực tuyến từ 01/01/{}", year),
          .count = std::to_string(zero.size()),
          .grid = std::move(g)};
}
}  // namespace

Response UnitIndicatorPages::overview(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Chỉ tiêu số của đơn vị", .crumbs = {kHomeCrumb}};
  s.meta = {"Tỷ lệ của nhiều đơn vị cộng từ tử số và mẫu số; tỷ lệ không có tử số, mẫu số thì không cộng"};
  if (!managed_units(b_, actor).empty())
    s.links = {{.label = "Nhập từ bảng tính", .href = "/cai-cach/chi-tieu/nhap"},
               {.label = "Tải mẫu nhập (CSV)", .href = "/cai-cach/chi-tieu/mau.csv"}};
  s.add({.grid = overview_grid(i_.overview(actor))});
  if (const auto over = i_.over(actor); !over.empty()) s.add(over_block(over));
  const auto year = int{std::chrono::year_month_day{b_.today()}.year()};
  if (const auto zero = i_.without_online(actor, year)) s.add(zero_block(*zero, year));
  return show(call, shells_, s);
}

Response UnitIndicatorPages::import_page(Call& call, std::vector<FieldError> errors, const std::vector<ImportFault>& faults) {
  FormScreen f{.title = "Nhập chỉ tiêu từ bảng tính",
               .crumbs = {kHomeCrumb, kIndicatorsCrumb},
               .action = "/cai-cach/chi-tieu/nhap",
               .button = "Nhập",
               .back = "/cai-cach/chi-tieu"};
  f.multipart = true;
  f.text = {
      "Tệp CSV (trong Excel, LibreOffice: lưu thành CSV UTF-8) với các cột ma_chi_tieu, don_vi, ky, tu_so, mau_so, ty_le, ghi_chu. Có lỗi "
      "ở "
      "một ô thì chưa dòng nào được ghi."};
  for (const auto& x : faults) f.text.push_back(fmt::format("Dòng {}{}: {}", x.row, x.column.empty() ? "" : ", cột " + x.column, x.text));
  f.fields = {{.kind = Field::Kind::file, .name = "tep", .label = "Tệp CSV", .accept = ".csv,text/csv"}};
  return show(call, shells_, f, std::move(errors));
}
Response UnitIndicatorPages::import_form(Call& call) { return import_page(call, {}, {}); }

Response UnitIndicatorPages::import(Call& call) {
  for (const auto& u : call.request.uploads) {
    if (u.field != "tep" || u.size == 0) continue;
    if (u.size > kMostImport) return import_page(call, {{"tep", "Tệp quá lớn: tối đa 2 MB."}}, {});
    std::ifstream in(u.path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!is_utf8(text)) return import_page(call, {{"tep", "Tệp không phải CSV UTF-8. Lưu lại thành CSV UTF-8 rồi nhập."}}, {});
    const auto done = i_.import(actor_of(call), text, u.file_name);
    if (!done) return web::error_response(call, done.error());
    if (!done->faults.empty())
      return import_page(call, {{"tep", "Tệp có lỗi: sửa các ô nêu ở trên rồi nhập lại. Chưa dòng nào được ghi."}}, done->faults);
    return onward("/cai-cach/chi-tieu", fmt::format("Đã nhập {} giá trị.", done->values));
  }
  return import_page(call, {{"tep", "Chọn tệp để nhập."}}, {});
}

Response UnitIndicatorPages::sample(Call&) {
  // One line for each indicator, to be filled in.
  std::string text = "\xEF\xBB\xBF" + std::string(kImportTemplate);
  for (const auto& i : unit_indicators()) text += fmt::format("{};;;;;;{}\r\n", i.key, i.title);
  return Response::bytes(std::move(text), "text/csv; charset=utf-8", "mau-chi-tieu.csv");
}

Response UnitIndicatorPages::indicator(Call& call) {
  const auto* i = unit_indicator(call.request.param("chi_tieu"));
  if (!i) return web::error_response(call, errors::not_found("reform.no_indicator", "Không có chỉ tiêu này.").value());
  Screen s{.title = i->title, .crumbs = {kHomeCrumb, kIndicatorsCrumb}};
  s.meta = {fmt::format("{} / {} · Nguồn: {} · Kỳ: {} · Minh chứng: {}", i->numerator, i->denominator, i->source, i->every, i->proof)};
  Grid g{.caption = i->title,
         .columns = {{.label = "Đơn vị", .width = 40},
                     {.label = "Kỳ"},
                     {.label = "Tử số", .numeric = true},
                     {.label = "Mẫu số", .numeric = true},
                     {.label = "Giá trị", .numeric = true}},
         .empty_title = "Chưa có số liệu",
         .empty_text = "Nhập từ bảng tính, mỗi dòng một đơn vị, một kỳ."};
  for (const auto& [v, name] : i_.latest(actor_of(call), i->key))
    g.lines.push_back({{{.text = name, .href = fmt::format("/cai-cach/chi-tieu/{}/{}", i->key, v.unit.value), .small = v.note},
                        {.text = month_text(v.month)},
                        {.text = count_text(v.part)},
                        {.text = count_text(v.whole)},
                        {.text = value_text(v.figure(), v.more), .small = v.whole ? std::string() : std::string("tỷ lệ do đơn vị báo")}},
                       v.over() ? ui::Tone::warn : ui::Tone::none});
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

Response UnitIndicatorPages::series(Call& call) {
  const auto found = i_.series(actor_of(call), UnitId{plain_number(call.request.param("don_vi"))}, call.request.param("chi_tieu"));
  if (!found) return web::error_response(call, found.error());
  const auto& title = found->indicator->title;
  Screen s{.title = title,
           .caption = found->unit_name,
           .crumbs = {kHomeCrumb, kIndicatorsCrumb, {.label = title, .href = "/cai-cach/chi-tieu/" + found->indicator->key}}};
  ui::Chart chart{.title = title, .point_label = "Kỳ", .line_label = "Giá trị"};
  Grid g{.caption = "Chuỗi số liệu",
         .columns = {{.label = "Kỳ"},
                     {.label = "Tử số", .numeric = true},
                     {.label = "Mẫu số", .numeric = true},
                     {.label = "Giá trị", .numeric = true},
                     {.label = "Tệp, ghi chú"}},
         .empty_title = "Chưa có số liệu",
         .empty_text = "Nhập từ bảng tính."};
  for (const auto& v : found->values) {
    const auto f = v.figure();
    if (f.value) {
      const auto amount = static_cast<double>(*f.value) / 100.0;
      chart.points.push_back({.label = month_text(v.month), .line = amount, .line_text = f.text()});
      chart.line_max = std::max(chart.line_max, amount);
    }
    g.lines.push_back({{{.text = month_text(v.month)},
                        {.text = count_text(v.part)},
                        {.text = count_text(v.whole)},
                        {.text = value_text(f, v.more)},
                        {.text = v.note, .small = v.file_name}}});
  }
  if (chart.points.size() > 1) s.add({.title = "Diễn biến", .chart = std::move(chart)});
  s.add({.title = "Số liệu", .grid = std::move(g)});
  return show(call, shells_, s);
}

std::optional<FormScreen> UnitIndicatorPages::cause_screen(Call& call) {
  const auto id = plain_number(call.request.param("so"));
  for (const auto& [v, name] : i_.over(actor_of(call))) {
    if (v.id != id) continue;
    const auto* i = unit_indicator(v.key);
    FormScreen f{.title = "Vì sao vượt 100%",
                 .caption = name,
                 .crumbs = {kHomeCrumb, kIndicatorsCrumb},
                 .action = fmt::format("/cai-cach/chi-tieu/nguyen-nhan/{}", v.id),
                 .back = "/cai-cach/chi-tieu"};
    f.text = {
        fmt::format("{}: {} ({}). Giá trị được giữ nguyên.", i ? i->title : v.key, value_text(v.figure(), v.more), month_text(v.month))};
    f.fields = {{.kind = Field::Kind::area, .name = "nguyen_nhan", .label = "Nguyên nhân", .value = v.cause}};
    return f;
  }
  return std::nullopt;
}
Response UnitIndicatorPages::cause_form(Call& call) {
  if (const auto f = cause_screen(call)) return show(call, shells_, *f);
  return web::error_response(call, errors::not_found("reform.no_over", "Không có số liệu vượt 100% này.").value());
}
Response UnitIndicatorPages::cause(Call& call) {
  const auto done = i_.explain(actor_of(call), plain_number(call.request.param("so")), std::string(call.request.form.get("nguyen_nhan")));
  if (done) return onward("/cai-cach/chi-tieu", "Đã ghi nguyên nhân.");
  const auto f = done.error().fields.empty() ? std::nullopt : cause_screen(call);
  return f ? show(call, shells_, *f, done.error().fields) : web::error_response(call, done.error());
}

std::span<const web::RouteOf<UnitIndicatorPages>> UnitIndicatorPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  using identity::kReformWork;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<UnitIndicatorPages>>({
      {Method::get, "/cai-cach/chi-tieu", kReformRead, &UnitIndicatorPages::overview},
      {Method::get, "/cai-cach/chi-tieu/nhap", kReformManage, &UnitIndicatorPages::import_form},
      {Method::post, "/cai-cach/chi-tieu/nhap", kReformManage, &UnitIndicatorPages::import, kMostImport + 64 * 1024},
      {Method::get, "/cai-cach/chi-tieu/mau.csv", kReformManage, &UnitIndicatorPages::sample},
      {Method::get, "/cai-cach/chi-tieu/nguyen-nhan/{so}", kReformWork, &UnitIndicatorPages::cause_form},
      {Method::post, "/cai-cach/chi-tieu/nguyen-nhan/{so}", kReformWork, &UnitIndicatorPages::cause},
      {Method::get, "/cai-cach/chi-tieu/{chi_tieu}", kReformRead, &UnitIndicatorPages::indicator},
      {Method::get, "/cai-cach/chi-tieu/{chi_tieu}/{don_vi}", kReformRead, &UnitIndicatorPages::series},
  });
  return kRoutes;
}

}  // namespace motcua::reform
