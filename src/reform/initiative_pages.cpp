#include "reform/initiative_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/committee_pages.hpp"
#include "reform/letters_inspection.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
std::string initiative_path(std::int64_t id) { return fmt::format("/cai-cach/mo-hinh/{}", id); }
const ui::Link kInitiativesCrumb{.label = "Mô hình, sáng kiến", .href = "/cai-cach/mo-hinh"};

// Units of one's own where one may report, by name.
std::vector<ui::Option> working_units(const Base& b, const Actor& actor) {
  const auto tree = b.identity.tree();
  std::vector<std::pair<std::string, ui::Option>> found;
  for (const auto u : actor.units_with(identity::kReformWork)) {
    const auto kind = tree->kind(u, b.today());
    if (!kind || identity::kind_info(*kind).territorial) continue;
    auto name = std::string(tree->name(u, b.today()));
    found.emplace_back(collation_key(name), ui::Option{.value = std::to_string(u.value), .label = name});
  }
  std::ranges::sort(found, {}, [](const auto& f) { return f.first; });
  std::vector<ui::Option> out;
  for (auto& [key, o] : found) out.push_back(std::move(o));
  return out;
}

ui::Tone tone_of(InitiativeState s) {
  switch (s) {
    case InitiativeState::registered:
    case InitiativeState::screened: return ui::Tone::wait;
    case InitiativeState::pilot:
    case InitiativeState::evaluated:
    case InitiativeState::adjusted: return ui::Tone::info;
    case InitiativeState::recognised:
    case InitiativeState::replicated: return ui::Tone::good;
    case InitiativeState::stopped: return ui::Tone::none;
  }
  return ui::Tone::none;
}

Block about_block(const InitiativeView& v) {
  const auto& i = v.initiative;
  Block b{.title = std::string(label(i.kind)), .accent = true};
  const auto fact = [&](const char* term, std::string value) {
    if (!value.empty()) b.facts.push_back({.term = term, .value = std::move(value)});
  };
  fact("Bước", std::string(label(i.state)));
  fact("Nội dung cải cách", std::string(label(i.content)));
  fact("Vấn đề", i.problem);
  fact("Cách làm", i.way);
  fact("Nơi thí điểm", i.places);
  fact("Bắt đầu", vn_date(i.started_on));
  fact("Người phụ trách", i.owner);
  fact("Đã dùng", fmt::format("{} {}", vn_number(v.used()), i.counted));
  fact("Nguồn số đếm", i.procedure.empty() ? std::string(label(i.source)) : fmt::format("{} ({})", label(i.source), i.procedure));
  fact("Ý kiến người dân", i.opinion);
  fact("Văn bản", i.decision);
  return b;
}

Grid months_grid(const InitiativeView& v) {
  const bool both = v.initiative.source != CountSource::manual;
  Grid g{.caption = "Lượt dùng theo tháng", .columns = {{.label = "Tháng"}}};
  if (both) g.columns.push_back({.label = "Hệ thống đếm", .numeric = true});
  g.columns.push_back({.label = "Đếm tay", .numeric = true});
  g.columns.push_back({.label = "Ghi chú"});
  for (const auto& m : v.months) {
    Line line{{{.text = fmt::format("{:02}/{}", m.month, m.year)}}};
    if (both) line.cells.push_back({.text = vn_number(m.recorded)});
    line.cells.push_back({.text = vn_number(m.by_hand)});
    line.cells.push_back({.text = m.note.empty() ? std::string("–") : m.note});
    g.lines.push_back(std::move(line));
  }
  return g;
}

Grid measures_grid(const InitiativeView& v) {
  Grid g{.caption = "Trước và sau",
         .columns = {{.label = "Đo gì", .width = 36},
                     {.label = "Trước", .numeric = true},
                     {.label = "Sau", .numeric = true},
                     {.label = "Chênh", .numeric = true},
                     {.label = "Nguồn"}},
         .empty_title = "Chưa có số đo",
         .empty_text = "Đo cùng một việc trước và sau khi áp dụng, cùng đơn vị đo; có số đo mới đánh giá được."};
  for (const auto& m : v.measures) {
    const auto gap = m.after - m.before;
    const auto share = m.before == 0 ? std::string() : fmt::format(" ({}%)", vn_decimal(gap * 1000 / m.before, 1));
    g.lines.push_back({{{.text = m.what},
                        {.text = fmt::format("{} {}", points_text(m.before), m.unit)},
                        {.text = fmt::format("{} {}", points_text(m.after), m.unit)},
                        {.text = (gap > 0 ? "+" : "") + points_text(gap) + share},
                        {.text = m.source}}});
  }
  return g;
}
}  // namespace

Response InitiativePages::list(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Mô hình, sáng kiến", .crumbs = {kHomeCrumb}};
  if (!working_units(b_, actor).empty()) s.links = {{.label = "Đăng ký mô hình, sáng kiến", .href = "/cai-cach/mo-hinh/them"}};
  Grid g{.caption = "Mô hình, sáng kiến",
         .columns = {{.label = "Tên", .width = 40},
                     {.label = "Đơn vị"},
                     {.label = "Bắt đầu"},
                     {.label = "Đã dùng", .numeric = true},
                     {.label = "Bước"}},
         .empty_title = "Chưa có mô hình, sáng kiến",
         .empty_text = "Đăng ký, thí điểm, đếm lượt dùng, đánh giá rồi mới nhân rộng."};
  for (const auto& v : i_.list(actor)) {
    const auto& i = v.initiative;
    g.lines.push_back({{{.text = i.name, .href = initiative_path(i.id), .small = fmt::format("{} · {}", label(i.kind), word(i.content))},
                        {.text = v.unit_name},
                        {.text = vn_date(i.started_on)},
                        {.text = vn_number(v.used()), .small = v.unused ? std::string("3 tháng không có lượt dùng") : i.counted},
                        {.tag = ui::Tag{label(i.state), tone_of(i.state)}}},
                       v.unused ? ui::Tone::warn : ui::Tone::none});
  }
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen InitiativePages::new_screen(const Actor& actor) const {
  using FieldKind = Field::Kind;
  FormScreen f{.title = "Đăng ký mô hình, sáng kiến",
               .crumbs = {kHomeCrumb, kInitiativesCrumb},
               .action = "/cai-cach/mo-hinh/them",
               .button = "Đăng ký",
               .back = "/cai-cach/mo-hinh"};
  f.fields = {{.kind = FieldKind::select, .name = "don_vi", .label = "Đơn vị", .options = working_units(b_, actor)},
              {.name = "ten", .label = "Tên"},
              {.kind = FieldKind::select, .name = "loai", .label = "Loại", .options = options_of<InitiativeKind>()},
              {.kind = FieldKind::select, .name = "noi_dung", .label = "Nội dung cải cách", .options = content_options()},
              {.kind = FieldKind::area, .name = "van_de", .label = "Vấn đề cần giải quyết", .optional = true},
              {.kind = FieldKind::area, .name = "cach_lam", .label = "Cách làm", .optional = true},
              {.name = "noi", .label = "Nơi thí điểm", .optional = true},
              {.kind = FieldKind::date, .name = "ngay", .label = "Bắt đầu"},
              {.name = "dem", .label = "Đếm gì", .hint = "Lượt quét, trường hợp, hồ sơ"},
              {.kind = FieldKind::select,
               .name = "nguon",
               .label = "Nguồn số đếm",
               .hint = "Hệ thống tự đếm từ bảng mã, lời hẹn, hồ sơ của đơn vị; đếm tay được ghi riêng.",
               .options = options_of<CountSource>()},
              {.name = "thu_tuc", .label = "Mã thủ tục", .hint = "Khi đếm hồ sơ của một thủ tục", .optional = true}};
  return f;
}
Response InitiativePages::new_form(Call& call) { return show(call, shells_, new_screen(actor_of(call))); }
Response InitiativePages::create(Call& call) {
  const auto& f = call.request.form;
  const auto id = i_.add(actor_of(call), {.unit = UnitId{plain_number(f.get("don_vi"))},
                                          .name = std::string(f.get("ten")),
                                          .kind = from_word<InitiativeKind>(f.get("loai")).value_or(InitiativeKind::model),
                                          .content = from_word<Content>(f.get("noi_dung")).value_or(Content::procedures),
                                          .problem = clean(f.get("van_de")),
                                          .way = clean(f.get("cach_lam")),
                                          .places = clean(f.get("noi")),
                                          .owner = actor_of(call).display_name,
                                          .started_on = day_in(f, "ngay").value_or(Day{}),
                                          .counted = clean(f.get("dem")),
                                          .source = from_word<CountSource>(f.get("nguon")).value_or(CountSource::manual),
                                          .procedure = std::string(f.get("thu_tuc"))});
  if (id) return onward(initiative_path(*id), "Đã đăng ký.");
  return id.error().fields.empty() ? web::error_response(call, id.error())
                                   : show(call, shells_, new_screen(actor_of(call)), id.error().fields);
}

Response InitiativePages::initiative(Call& call) {
  const auto opened = i_.open(actor_of(call), plain_number(call.request.param("mo_hinh")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  const auto state = v.initiative.state;
  const auto base = initiative_path(v.initiative.id);
  Screen s{.title = v.initiative.name, .caption = v.unit_name, .crumbs = {kHomeCrumb, kInitiativesCrumb}};
  auto about = about_block(v);
  if (v.unused)
    about.notices = {{.title = "3 tháng qua không có lượt dùng.", .text = "Xem lại: điều chỉnh, hoặc dừng.", .tone = ui::Tone::warn}};
  Block months{.title = "Lượt dùng", .count = vn_number(v.used()), .grid = months_grid(v)};
  Block measures{.title = "Đánh giá: trước và sau", .grid = measures_grid(v)};
  if (v.may_work && state != InitiativeState::stopped) {
    months.links = {{.label = "Ghi số đếm tay", .href = base + "/dem-tay"}};
    if (state != InitiativeState::registered) measures.links = {{.label = "Thêm số đo trước và sau", .href = base + "/so-do"}};
  }
  if (v.may_manage && state != InitiativeState::stopped) about.links = {{.label = "Chuyển bước", .href = base + "/buoc"}};
  if (v.may_manage && (state == InitiativeState::recognised || state == InitiativeState::replicated))
    about.links.push_back({.label = "Nhân rộng", .href = base + "/nhan-rong"});
  s.add(std::move(about)).add(std::move(months)).add(std::move(measures));
  if (!v.replications.empty())
    s.add({.title = "Nhân rộng", .count = std::to_string(v.replications.size()), .grid = followed_tasks(v.replications)});
  return show(call, shells_, s);
}

std::optional<FormScreen> InitiativePages::screen(const InitiativeView& v, std::string_view what) const {
  using FieldKind = Field::Kind;
  if (!v.may_work || v.initiative.state == InitiativeState::stopped) return std::nullopt;
  const auto base = initiative_path(v.initiative.id);
  FormScreen f{.caption = v.initiative.name,
               .crumbs = {kHomeCrumb, kInitiativesCrumb, {.label = v.initiative.name, .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  if (what == "dem-tay") {
    f.title = "Ghi số đếm tay";
    f.fields = {{.kind = FieldKind::number, .name = "thang", .label = "Tháng"},
                {.kind = FieldKind::number,
                 .name = "nam",
                 .label = "Năm",
                 .value = std::to_string(int{std::chrono::year_month_day{b_.today()}.year()})},
                {.kind = FieldKind::number, .name = "so_luong", .label = "Số lượng"},
                {.name = "ghi_chu", .label = "Ghi chú", .optional = true}};
  } else if (what == "so-do" && v.initiative.state != InitiativeState::registered) {
    f.title = "Thêm số đo trước và sau";
    f.fields = {{.name = "gi", .label = "Đo gì", .hint = "Thời gian chờ, số lần đi lại, chi phí, mức hài lòng"},
                {.name = "don_vi_do", .label = "Đơn vị đo", .hint = "Dùng cho cả trước và sau: phút, lần, đồng, %"},
                {.kind = FieldKind::decimal, .name = "truoc", .label = "Trước"},
                {.kind = FieldKind::decimal, .name = "sau", .label = "Sau"},
                {.name = "nguon", .label = "Nguồn số liệu"}};
  } else if (what == "buoc" && v.may_manage) {
    f.title = "Chuyển bước";
    std::vector<ui::Option> next;
    for (const auto& r : EnumWords<InitiativeState>::kRows)
      if (const auto to = *from_word<InitiativeState>(r.word); may_follow(v.initiative.state, to) && to != InitiativeState::replicated)
        next.push_back({.value = std::string(r.word), .label = r.label});
    f.fields = {{.kind = FieldKind::select, .name = "buoc", .label = "Bước", .options = next},
                {.kind = FieldKind::area, .name = "y_kien", .label = "Ý kiến người dân", .optional = true},
                {.name = "quyet_dinh", .label = "Văn bản công nhận, hoặc lý do dừng", .optional = true}};
  } else if (what == "nhan-rong" && v.may_manage) {
    f.title = "Nhân rộng";
    f.button = "Giao nhiệm vụ nhân rộng";
    f.fields = {{.kind = FieldKind::select, .name = "don_vi", .label = "Đơn vị áp dụng", .options = lead_options(b_, v.initiative.unit)},
                {.kind = FieldKind::date, .name = "han", .label = "Thời hạn"}};
  } else {
    return std::nullopt;
  }
  return f;
}
Response InitiativePages::form(Call& call) {
  const auto v = i_.open(actor_of(call), plain_number(call.request.param("mo_hinh")));
  if (!v) return web::error_response(call, v.error());
  if (const auto f = screen(*v, call.request.param("viec"))) return show(call, shells_, *f);
  return web::error_response(call, errors::not_found("reform.no_initiative_form", "Không có việc này lúc này.").value());
}

Result<std::string> InitiativePages::done(Call& call, const InitiativeView& v, std::string_view what) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.form;
  const auto id = v.initiative.id;
  if (what == "dem-tay") {
    const auto n = parse_vn_integer(f.get("so_luong"));
    TRY_VOID(i_.tally(actor, id,
                      {.year = static_cast<int>(plain_number(f.get("nam"))),
                       .month = static_cast<int>(plain_number(f.get("thang"))),
                       .count = n ? *n : -1,
                       .note = std::string(f.get("ghi_chu"))}));
    return "Đã ghi số đếm tay.";
  }
  if (what == "so-do") {
    std::vector<FieldError> wrong;
    const auto number = [&](const char* name) -> std::int64_t {
      const auto n = parse_vn_decimal(f.get(name), 2);
      if (!n || f.get(name).empty()) wrong.push_back({name, "Ghi một số, ví dụ 45 hoặc 2,5."});
      return n ? *n : 0;
    };
    Measure m{.what = std::string(f.get("gi")),
              .unit = std::string(f.get("don_vi_do")),
              .before = number("truoc"),
              .after = number("sau"),
              .source = std::string(f.get("nguon"))};
    if (!wrong.empty()) return errors::invalid_fields("reform.measure_unreadable", std::move(wrong));
    TRY_VOID(i_.measure(actor, id, std::move(m)));
    return "Đã thêm số đo.";
  }
  if (what == "buoc") {
    const auto to = from_word<InitiativeState>(f.get("buoc")).value_or(v.initiative.state);
    TRY_VOID(i_.move(actor, id, to, std::string(f.get("y_kien")), std::string(f.get("quyet_dinh"))));
    return "Đã chuyển bước.";
  }
  if (what == "nhan-rong") {
    TRY_VOID(i_.replicate(actor, id, UnitId{plain_number(f.get("don_vi"))}, day_in(f, "han")));
    return "Đã giao nhiệm vụ nhân rộng.";
  }
  return errors::not_found("reform.no_initiative_act", "Không có việc này.");
}
Response InitiativePages::act(Call& call) {
  const auto v = i_.open(actor_of(call), plain_number(call.request.param("mo_hinh")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = done(call, *v, what);
  if (said) return onward(initiative_path(v->initiative.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : screen(*v, what);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

std::span<const web::RouteOf<InitiativePages>> InitiativePages::routes() {
  using identity::kReformRead;
  using identity::kReformWork;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<InitiativePages>>({
      {Method::get, "/cai-cach/mo-hinh", kReformRead, &InitiativePages::list},
      {Method::get, "/cai-cach/mo-hinh/them", kReformWork, &InitiativePages::new_form},
      {Method::post, "/cai-cach/mo-hinh/them", kReformWork, &InitiativePages::create},
      {Method::get, "/cai-cach/mo-hinh/{mo_hinh}", kReformRead, &InitiativePages::initiative},
      {Method::get, "/cai-cach/mo-hinh/{mo_hinh}/{viec}", kReformWork, &InitiativePages::form},
      {Method::post, "/cai-cach/mo-hinh/{mo_hinh}/{viec}", kReformWork, &InitiativePages::act},
  });
  return kRoutes;
}

}  // namespace motcua::reform
