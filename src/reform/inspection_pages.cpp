#include "reform/inspection_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/files.hpp"
#include "identity/permissions_reform.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {

ui::Tone tone_of(VisitState s) {
  return s == VisitState::planned ? ui::Tone::wait : s == VisitState::open ? ui::Tone::warn : ui::Tone::good;
}
}  // namespace

ui::Tone tone_of(FindingState s) {
  switch (s) {
    case FindingState::open:
    case FindingState::assigned: return ui::Tone::wait;
    case FindingState::remedied: return ui::Tone::info;
    case FindingState::partly: return ui::Tone::warn;
    case FindingState::confirmed: return ui::Tone::good;
    case FindingState::not_accepted: return ui::Tone::bad;
  }
  return ui::Tone::none;
}

Grid finding_grid(const std::vector<FindingView>& findings) {
  Grid g{.caption = "Hạn chế",
         .columns = {{.label = "Hạn chế", .width = 42},
                     {.label = "Đơn vị"},
                     {.label = "Mức độ"},
                     {.label = "Hạn khắc phục"},
                     {.label = "Trạng thái"}},
         .empty_title = "Không có hạn chế nào",
         .empty_text = "Hạn chế ghi trong cuộc kiểm tra, của ai, hạn nào, hiện ở đây."};
  for (const auto& v : findings) {
    const auto& f = v.finding;
    g.lines.push_back({{{.text = f.text,
                         .href = fmt::format("/cai-cach/han-che/{}", f.id),
                         .small = fmt::format("{} {}{}", f.code, v.title, f.repeats != 0 ? " · Lặp lại" : "")},
                        {.text = v.unit_name},
                        {.text = std::string(label(f.severity))},
                        {.text = f.deadline ? vn_date(*f.deadline) : std::string(),
                         .small = v.overdue ? fmt::format("quá hạn {} ngày", v.days_over) : std::string()},
                        {.tag = ui::Tag{label(f.state), tone_of(f.state)}}},
                       v.overdue || f.repeats != 0 ? ui::Tone::bad : ui::Tone::none});
  }
  return g;
}

// ---- rounds
// -----------------------------------------------------------------------------------------------------------------------------------
Response InspectionPages::rounds(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Kiểm tra và phúc tra", .crumbs = {kHomeCrumb}};
  s.links = {{.label = "Hạn chế đang mở", .href = "/cai-cach/han-che"}};
  if (!managed_units(b_, actor).empty()) s.links.push_back({.label = "Lập kế hoạch kiểm tra", .href = "/cai-cach/kiem-tra/them"});
  Grid g{.caption = "Kế hoạch kiểm tra",
         .columns = {{.label = "Kế hoạch", .width = 36},
                     {.label = "Trạng thái"},
                     {.label = "Đã kiểm tra", .numeric = true},
                     {.label = "Tỷ lệ", .numeric = true},
                     {.label = "Hạn chế", .numeric = true},
                     {.label = "Đang mở", .numeric = true},
                     {.label = "Lặp lại", .numeric = true}},
         .empty_title = "Chưa có kế hoạch kiểm tra",
         .empty_text = "Kế hoạch kiểm tra năm nêu đơn vị phải kiểm tra; tỷ lệ đã kiểm tra tự tính."};
  for (const auto& v : i_.rounds(actor)) {
    const auto all = static_cast<std::int64_t>(v.scope.size());
    g.lines.push_back({{{.text = v.round.title, .href = round_path(v.round.id), .small = fmt::format("{} · {}", v.unit_name, v.round.year)},
                        {.tag = ui::Tag{label(v.round.state), v.round.state == RoundState::draft ? ui::Tone::none : ui::Tone::good}},
                        {.text = fmt::format("{}/{}", v.inspected, all)},
                        {.text = share_text(v.inspected, all)},
                        {.text = std::to_string(v.findings)},
                        {.text = std::to_string(v.open)},
                        {.text = std::to_string(v.repeats)}}});
  }
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen InspectionPages::plan_screen(const Actor& actor) const {
  const auto units = managed_units(b_, actor);
  const auto year = int{std::chrono::year_month_day{b_.today()}.year()};
  std::vector<ui::Option> scope;
  if (!units.empty()) scope = lead_options(b_, UnitId{plain_number(units.front().value)});
  std::erase_if(scope, [&](const ui::Option& o) { return o.value == units.front().value; });
  FormScreen f{.title = "Lập kế hoạch kiểm tra",
               .crumbs = {kHomeCrumb, kRoundsCrumb},
               .action = "/cai-cach/kiem-tra/them",
               .button = "Tạo dự thảo",
               .back = "/cai-cach/kiem-tra"};
  f.fields = {{.kind = K::select, .name = "don_vi", .label = "Cơ quan kiểm tra", .options = units},
              {.kind = K::text,
               .name = "ten",
               .label = "Tên kế hoạch",
               .value = fmt::format("Kế hoạch kiểm tra công tác cải cách hành chính năm {}", year)},
              {.kind = K::number, .name = "nam", .label = "Năm", .value = std::to_string(year)},
              {.kind = K::checks, .name = "pham_vi", .label = "Đơn vị phải kiểm tra trong năm", .options = scope}};
  return f;
}
Response InspectionPages::plan_form(Call& call) { return show(call, shells_, plan_screen(actor_of(call))); }

Response InspectionPages::plan(Call& call) {
  const auto& form = call.request.form;
  std::vector<UnitId> scope;
  for (const auto u : form.all("pham_vi"))
    if (plain_number(u) != 0) scope.push_back(UnitId{plain_number(u)});
  const auto id = i_.plan_round(actor_of(call),
                                {.unit = UnitId{plain_number(form.get("don_vi"))},
                                 .year = static_cast<int>(plain_number(form.get("nam"))),
                                 .title = std::string(form.get("ten"))},
                                std::move(scope));
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error())
                                     : show(call, shells_, plan_screen(actor_of(call)), id.error().fields);
  return onward(round_path(*id), "Đã tạo dự thảo kế hoạch kiểm tra.");
}

Response InspectionPages::round(Call& call) {
  const auto opened = i_.round(actor_of(call), plain_number(call.request.param("dot")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  const auto all = static_cast<std::int64_t>(v.scope.size());
  const auto base = round_path(v.round.id);
  Screen s{.title = v.round.title, .caption = v.unit_name, .crumbs = {kHomeCrumb, kRoundsCrumb}};
  s.meta.push_back(
      fmt::format("Năm {}. {}{}", v.round.year, label(v.round.state),
                  v.round.issued_on ? fmt::format(", số {} ngày {}", v.round.number, vn_date(*v.round.issued_on)) : std::string()));
  if (v.may_manage) {
    if (v.round.state == RoundState::draft) s.links.push_back({.label = "Ban hành", .href = base + "/ban-hanh"});
    s.links.push_back({.label = "Thêm cuộc kiểm tra, phúc tra", .href = base + "/cuoc"});
  }
  s.add({.bare = true,
         .figures = {{.label = "Đơn vị đã kiểm tra",
                      .value = fmt::format("{}/{}", v.inspected, all),
                      .href = base + "#cuoc",
                      .note = share_text(v.inspected, all)},
                     {.label = "Hạn chế phát hiện", .value = std::to_string(v.findings), .href = "/cai-cach/han-che?muc=tat-ca"},
                     {.label = "Hạn chế đang mở",
                      .value = std::to_string(v.open),
                      .href = "/cai-cach/han-che",
                      .tone = v.open > 0 ? ui::Tone::warn : ui::Tone::good},
                     {.label = "Hạn chế lặp lại",
                      .value = std::to_string(v.repeats),
                      .href = "/cai-cach/han-che?muc=tat-ca",
                      .tone = v.repeats > 0 ? ui::Tone::bad : ui::Tone::good}}});
  Grid g{.caption = "Cuộc kiểm tra",
         .columns =
             {{.label = "Đơn vị", .width = 36}, {.label = "Loại"}, {.label = "Ngày"}, {.label = "Trưởng Đoàn"}, {.label = "Trạng thái"}},
         .empty_title = "Chưa có cuộc kiểm tra",
         .empty_text = "Thêm từng cuộc: đơn vị, tháng, Đoàn kiểm tra."};
  for (const auto& x : v.visits)
    g.lines.push_back({{{.text = b_.unit_name(x.unit), .href = visit_path(x.id)},
                        {.text = std::string(label(x.kind)), .small = std::string(label(x.mode))},
                        {.text = x.day ? vn_date(*x.day) : fmt::format("Tháng {}", x.month)},
                        {.text = x.head, .small = x.decision},
                        {.tag = ui::Tag{label(x.state), tone_of(x.state)}}}});
  s.add({.title = "Cuộc kiểm tra", .grid = std::move(g)});
  if (!v.spread.empty()) {
    Grid spread{
        .caption = "Hạn chế mang tính hệ thống",
        .columns = {{.label = "Mục", .width = 60}, {.label = "Đơn vị có hạn chế", .numeric = true}, {.label = "Tỷ lệ", .numeric = true}}};
    const auto items = checklist(b_.today());
    for (const auto& x : v.spread) {
      const auto* item = check_item(items, x.code);
      spread.lines.push_back({{{.text = fmt::format("{} {}", x.code, item ? item->title : std::string())},
                               {.text = fmt::format("{}/{}", x.units, x.inspected)},
                               {.text = share_text(x.units, x.inspected)}},
                              ui::Tone::bad});
    }
    s.add({.title = "Hạn chế có ở từ 30% đơn vị trở lên: giao một nhiệm vụ chung",
           .accent = true,
           .grid = std::move(spread),
           .links = v.may_manage ? std::vector<ui::Link>{{.label = "Giao nhiệm vụ chung", .href = "/cai-cach/nhiem-vu/giao"}}
                                 : std::vector<ui::Link>{}});
  }
  if (!v.waiting.empty()) {
    Block b{.title = "Đơn vị chưa kiểm tra", .count = std::to_string(v.waiting.size())};
    std::string names;
    for (const auto u : v.waiting) names += (names.empty() ? "" : ", ") + b_.unit_name(u);
    b.text = {names};
    s.add(std::move(b));
  }
  return show(call, shells_, s);
}

std::optional<FormScreen> InspectionPages::round_screen(const Actor& actor, const RoundView& v, std::string_view what) const {
  if (!v.may_manage) return std::nullopt;
  const auto base = round_path(v.round.id);
  FormScreen f{.caption = v.round.title,
               .crumbs = {kHomeCrumb, kRoundsCrumb, {.label = v.round.title, .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  if (what == "ban-hanh") {
    f.title = "Ban hành kế hoạch kiểm tra";
    f.button = "Ban hành";
    f.fields = {{.kind = K::text, .name = "so", .label = "Số kế hoạch"},
                {.kind = K::date, .name = "ngay", .label = "Ngày ban hành", .value = vn_date(b_.today())}};
  } else if (what == "cuoc") {
    f.title = "Thêm cuộc kiểm tra, phúc tra";
    std::vector<ui::Option> units, before;
    for (const auto u : v.scope) units.push_back({.value = std::to_string(u.value), .label = b_.unit_name(u)});
    for (const auto& r : i_.rounds(actor))
      for (const auto& x : r.visits)
        if (x.state == VisitState::concluded)
          before.push_back({.value = std::to_string(x.id),
                            .label = fmt::format("{}, ngày {}", b_.unit_name(x.unit), x.day ? vn_date(*x.day) : std::string())});
    f.fields = {{.kind = K::select, .name = "don_vi", .label = "Đơn vị được kiểm tra", .options = units},
                {.kind = K::select, .name = "loai", .label = "Loại", .options = options_of<VisitKind>()},
                {.kind = K::select,
                 .name = "lan_truoc",
                 .label = "Phúc tra cuộc nào",
                 .hint = "Chỉ chọn khi phúc tra.",
                 .options = before,
                 .none = "Không phải phúc tra",
                 .optional = true},
                {.kind = K::select, .name = "hinh_thuc", .label = "Hình thức", .options = options_of<VisitMode>()},
                {.kind = K::number, .name = "thang", .label = "Tháng dự kiến"},
                {.kind = K::text, .name = "quyet_dinh", .label = "Quyết định thành lập Đoàn kiểm tra", .optional = true},
                {.kind = K::text, .name = "truong_doan", .label = "Trưởng Đoàn"},
                {.kind = K::text, .name = "thanh_vien", .label = "Thành viên", .optional = true},
                {.kind = K::text, .name = "thu_ky", .label = "Thư ký", .optional = true},
                {.kind = K::check, .name = "lien_nganh", .label = "Kiểm tra chung cải cách hành chính và kiểm soát thủ tục"}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response InspectionPages::round_form(Call& call) {
  const auto v = i_.round(actor_of(call), plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto f = round_screen(actor_of(call), *v, call.request.param("viec"));
  return f ? show(call, shells_, *f) : web::error_response(call, no_plan().value());
}

Response InspectionPages::round_act(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto v = i_.round(actor, plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  Status done = errors::not_found("reform.no_round_act", "Không có việc này với kế hoạch kiểm tra.");
  std::string location = round_path(v->round.id), said = "Đã ban hành kế hoạch kiểm tra.";
  if (what == "ban-hanh") {
    done = i_.issue_round(actor, v->round.id, std::string(form.get("so")), day_in(form, "ngay"));
  } else if (what == "cuoc") {
    const auto id = i_.plan_visit(actor, v->round.id,
                                  {.unit = UnitId{plain_number(form.get("don_vi"))},
                                   .kind = from_word<VisitKind>(form.get("loai")).value_or(VisitKind::inspection),
                                   .mode = from_word<VisitMode>(form.get("hinh_thuc")).value_or(VisitMode::regular),
                                   .month = static_cast<int>(plain_number(form.get("thang"))),
                                   .decision = clean(form.get("quyet_dinh")),
                                   .head = std::string(form.get("truong_doan")),
                                   .members = clean(form.get("thanh_vien")),
                                   .secretary = clean(form.get("thu_ky")),
                                   .joint = form.has("lien_nganh"),
                                   .previous = plain_number(form.get("lan_truoc"))});
    if (id) {
      location = visit_path(*id);
      said = "Đã thêm cuộc kiểm tra.";
      done = {};
    } else {
      done = tl::make_unexpected(id.error());
    }
  }
  if (done) return onward(location, said);
  const auto f = done.error().fields.empty() ? std::nullopt : round_screen(actor, *v, what);
  return f ? show(call, shells_, *f, done.error().fields) : web::error_response(call, done.error());
}

std::span<const web::RouteOf<InspectionPages>> InspectionPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  constexpr std::uint64_t kUpload = static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<InspectionPages>>({
      {Method::get, "/cai-cach/kiem-tra", kReformRead, &InspectionPages::rounds},
      {Method::get, "/cai-cach/kiem-tra/them", kReformManage, &InspectionPages::plan_form},
      {Method::post, "/cai-cach/kiem-tra/them", kReformManage, &InspectionPages::plan},
      {Method::get, "/cai-cach/kiem-tra/{dot}", kReformRead, &InspectionPages::round},
      {Method::get, "/cai-cach/kiem-tra/{dot}/{viec}", kReformManage, &InspectionPages::round_form},
      {Method::post, "/cai-cach/kiem-tra/{dot}/{viec}", kReformManage, &InspectionPages::round_act},
      {Method::get, "/cai-cach/cuoc-kiem-tra/{cuoc}", kReformRead, &InspectionPages::visit},
      {Method::get, "/cai-cach/cuoc-kiem-tra/{cuoc}/bien-ban.pdf", kReformRead, &InspectionPages::minutes_pdf},
      {Method::get, "/cai-cach/cuoc-kiem-tra/{cuoc}/ket-luan.pdf", kReformRead, &InspectionPages::conclusion_pdf},
      {Method::get, "/cai-cach/cuoc-kiem-tra/{cuoc}/{viec}", kReformManage, &InspectionPages::visit_form},
      {Method::post, "/cai-cach/cuoc-kiem-tra/{cuoc}/{viec}", kReformManage, &InspectionPages::visit_act, kUpload},
  });
  return kRoutes;
}

}  // namespace motcua::reform
