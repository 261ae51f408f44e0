#include "reform/takeover_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/plan_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
const ui::Link kTakeoverCrumb{.label = "Chuyển giao bưu chính", .href = "/cai-cach/buu-chinh"};
std::string takeover_path(UnitId unit) { return fmt::format("/cai-cach/buu-chinh/{}", unit.value); }
ui::Tone tone_of(Stage s) {
  switch (s) {
    case Stage::none: return ui::Tone::none;
    case Stage::planned:
    case Stage::trained: return ui::Tone::wait;
    case Stage::beside:
    case Stage::partly: return ui::Tone::info;
    case Stage::wholly: return ui::Tone::good;
    case Stage::stopped: return ui::Tone::bad;
  }
  return ui::Tone::none;
}
FormScreen reach_screen(const TakeoverRow& row) {
  auto stages = options_of<Stage>();
  stages.erase(stages.begin());  // from the beginning on
  FormScreen f{.title = "Ghi bước đã đạt",
               .caption = row.name,
               .crumbs = {kHomeCrumb, kTakeoverCrumb, {.label = row.name, .href = takeover_path(row.unit)}}};
  f.action = takeover_path(row.unit) + "/ghi";
  f.back = takeover_path(row.unit);
  f.fields = {{.kind = Field::Kind::select, .name = "buoc", .label = "Bước", .options = std::move(stages)},
              {.kind = Field::Kind::date, .name = "ngay", .label = "Ngày đạt"},
              {.kind = Field::Kind::text, .name = "van_ban", .label = "Kế hoạch, hợp đồng", .hint = "Số, ngày", .optional = true},
              {.kind = Field::Kind::text,
               .name = "pham_vi",
               .label = "Phần chuyển giao",
               .hint = "Tiếp nhận, luân chuyển, trả kết quả; lĩnh vực",
               .optional = true},
              {.kind = Field::Kind::number, .name = "nhan_vien", .label = "Nhân viên bưu chính tại quầy", .optional = true},
              {.kind = Field::Kind::number, .name = "cong_chuc", .label = "Công chức đã rút về", .optional = true},
              {.kind = Field::Kind::text, .name = "ly_do", .label = "Ghi chú, lý do tạm dừng", .optional = true}};
  return f;
}
}  // namespace

Response TakeoverPages::list(Call& call) {
  const auto all = takeovers_.list(actor_of(call));
  std::vector<Stage> stages;
  for (const auto& r : all) stages.push_back(r.stage);
  const auto t = takeover_tally(stages);
  Screen s{.title = "Chuyển giao cho bưu chính công ích", .crumbs = {kHomeCrumb}};
  s.meta.push_back("Nhân viên bưu chính chỉ tiếp nhận và trả kết quả; không xử lý, không phê duyệt hồ sơ.");
  Block top{.title = "Đến nay"};
  top.figures = {
      {.label = "Đã triển khai (B3 đến B5)",
       .value = fmt::format("{}/{}", t.carried_out, t.units),
       .note = share_text(t.carried_out, t.units)},
      {.label = "Chuyển giao hoàn toàn (B5)", .value = fmt::format("{}/{}", t.wholly, t.units), .note = share_text(t.wholly, t.units)}};
  s.add(std::move(top));
  Grid g{.caption = "Bộ phận Một cửa",
         .columns = {{.label = "Bộ phận Một cửa", .width = 40},
                     {.label = "Bước"},
                     {.label = "Từ ngày"},
                     {.label = "Nhân viên bưu chính", .numeric = true},
                     {.label = "Công chức đã rút", .numeric = true}},
         .empty_title = "Không có Bộ phận Một cửa nào trong phạm vi của bạn",
         .empty_text = "Các Bộ phận Một cửa đơn vị bạn theo dõi hiện ở đây."};
  for (const auto& r : all) {
    const auto* last = r.steps.empty() ? nullptr : &r.steps.back();
    g.lines.push_back({{{.text = r.name, .href = takeover_path(r.unit)},
                        {.tag = ui::Tag{std::string(word(r.stage)) + " · " + std::string(label(r.stage)), tone_of(r.stage)}},
                        {.text = last ? vn_date(last->day) : std::string("–")},
                        {.text = last ? std::to_string(last->employees) : std::string("–")},
                        {.text = last ? std::to_string(last->withdrawn) : std::string("–")}}});
  }
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

Response TakeoverPages::unit(Call& call) {
  const auto r = takeovers_.open(actor_of(call), UnitId{plain_number(call.request.param("don_vi"))});
  if (!r) return web::error_response(call, r.error());
  Screen s{.title = r->name, .crumbs = {kHomeCrumb, kTakeoverCrumb}};
  if (r->may_manage) s.links = {{.label = "Ghi bước đã đạt", .href = takeover_path(r->unit) + "/ghi"}};
  Grid g{.caption = "Các bước",
         .columns = {{.label = "Ngày"},
                     {.label = "Bước"},
                     {.label = "Văn bản"},
                     {.label = "Phần chuyển giao", .width = 30},
                     {.label = "Nhân viên bưu chính", .numeric = true},
                     {.label = "Người ghi"}},
         .empty_title = "Chưa triển khai",
         .empty_text = "Ghi bước đầu tiên khi có kế hoạch hoặc hợp đồng."};
  for (auto step = r->steps.rbegin(); step != r->steps.rend(); ++step)
    g.lines.push_back({{{.text = vn_date(step->day)},
                        {.small = step->note,
                         .tag = ui::Tag{std::string(word(step->stage)) + " · " + std::string(label(step->stage)), tone_of(step->stage)}},
                        {.text = step->document.empty() ? std::string("–") : step->document},
                        {.text = step->scope.empty() ? std::string("–") : step->scope},
                        {.text = std::to_string(step->employees),
                         .small = step->withdrawn > 0 ? fmt::format("{} công chức rút về", step->withdrawn) : std::string()},
                        {.text = step->made_by}}});
  s.add({.title = "Các bước đã đạt", .grid = std::move(g)});
  return show(call, shells_, s);
}

Response TakeoverPages::form(Call& call) {
  const auto r = takeovers_.open(actor_of(call), UnitId{plain_number(call.request.param("don_vi"))});
  if (!r) return web::error_response(call, r.error());
  if (!r->may_manage) return web::error_response(call, not_yours("reform.takeover_form_not_yours").value());
  return show(call, shells_, reach_screen(*r));
}

Response TakeoverPages::reach(Call& call) {
  const auto& form = call.request.form;
  const auto r = takeovers_.open(actor_of(call), UnitId{plain_number(call.request.param("don_vi"))});
  if (!r) return web::error_response(call, r.error());
  const auto number = [&](const char* name) { return static_cast<int>(std::min<std::int64_t>(plain_number(form.get(name)), 10'000)); };
  std::vector<FieldError> wrong;
  check_day(form, "ngay", wrong);
  if (!wrong.empty()) return show(call, shells_, reach_screen(*r), wrong);
  const auto done = takeovers_.reach(actor_of(call), {.unit = r->unit,
                                                      .stage = from_word<Stage>(form.get("buoc")).value_or(Stage::none),
                                                      .day = day_in(form, "ngay").value_or(Day{}),
                                                      .document = std::string(form.get("van_ban")),
                                                      .scope = std::string(form.get("pham_vi")),
                                                      .employees = number("nhan_vien"),
                                                      .withdrawn = number("cong_chuc"),
                                                      .note = std::string(form.get("ly_do"))});
  if (!done)
    return done.error().fields.empty() ? web::error_response(call, done.error())
                                       : show(call, shells_, reach_screen(*r), done.error().fields);
  return onward(takeover_path(r->unit), "Đã ghi bước chuyển giao.");
}

std::span<const web::RouteOf<TakeoverPages>> TakeoverPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<TakeoverPages>>({
      {Method::get, "/cai-cach/buu-chinh", kReformRead, &TakeoverPages::list},
      {Method::get, "/cai-cach/buu-chinh/{don_vi}", kReformRead, &TakeoverPages::unit},
      {Method::get, "/cai-cach/buu-chinh/{don_vi}/ghi", kReformManage, &TakeoverPages::form},
      {Method::post, "/cai-cach/buu-chinh/{don_vi}/ghi", kReformManage, &TakeoverPages::reach},
  });
  return kRoutes;
}

}  // namespace motcua::reform
