#include "reform/inspection_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/files.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/letters_inspection.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {
std::string round_path(std::int64_t id) { return fmt::format("/cai-cach/kiem-tra/{}", id); }
std::string visit_path(std::int64_t id) { return fmt::format("/cai-cach/cuoc-kiem-tra/{}", id); }
const ui::Link kRoundsCrumb{.label = "Kiểm tra và phúc tra", .href = "/cai-cach/kiem-tra"};

std::string points_text(std::int64_t hundredths) {
  auto text = vn_decimal(hundredths, 2);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with(',')) text.pop_back();
  return text;
}
ui::Tone tone_of(VisitState s) {
  return s == VisitState::planned ? ui::Tone::wait : s == VisitState::open ? ui::Tone::warn : ui::Tone::good;
}
ui::Tone tone_of(Mark m) {
  return m == Mark::good ? ui::Tone::good : m == Mark::partly ? ui::Tone::warn : m == Mark::bad ? ui::Tone::bad : ui::Tone::none;
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
  if (!units.empty()) scope = lead_options(b_, UnitId{number_of(units.front().value)});
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
    if (number_of(u) != 0) scope.push_back(UnitId{number_of(u)});
  const auto id = i_.plan_round(actor_of(call),
                                {.unit = UnitId{number_of(form.get("don_vi"))},
                                 .year = static_cast<int>(number_of(form.get("nam"))),
                                 .title = std::string(form.get("ten"))},
                                std::move(scope));
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error())
                                     : show(call, shells_, plan_screen(actor_of(call)), id.error().fields);
  return onward(round_path(*id), "Đã tạo dự thảo kế hoạch kiểm tra.");
}

Response InspectionPages::round(Call& call) {
  const auto opened = i_.round(actor_of(call), number_of(call.request.param("dot")));
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
  const auto v = i_.round(actor_of(call), number_of(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto f = round_screen(actor_of(call), *v, call.request.param("viec"));
  return f ? show(call, shells_, *f) : web::error_response(call, no_plan().value());
}

Response InspectionPages::round_act(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto v = i_.round(actor, number_of(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  Status done = errors::not_found("reform.no_round_act", "Không có việc này với kế hoạch kiểm tra.");
  std::string location = round_path(v->round.id), said = "Đã ban hành kế hoạch kiểm tra.";
  if (what == "ban-hanh") {
    done = i_.issue_round(actor, v->round.id, std::string(form.get("so")), day_in(form, "ngay"));
  } else if (what == "cuoc") {
    const auto id = i_.plan_visit(actor, v->round.id,
                                  {.unit = UnitId{number_of(form.get("don_vi"))},
                                   .kind = from_word<VisitKind>(form.get("loai")).value_or(VisitKind::inspection),
                                   .mode = from_word<VisitMode>(form.get("hinh_thuc")).value_or(VisitMode::regular),
                                   .month = static_cast<int>(number_of(form.get("thang"))),
                                   .decision = clean(form.get("quyet_dinh")),
                                   .head = std::string(form.get("truong_doan")),
                                   .members = clean(form.get("thanh_vien")),
                                   .secretary = clean(form.get("thu_ky")),
                                   .joint = form.has("lien_nganh"),
                                   .previous = number_of(form.get("lan_truoc"))});
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

// ---- one visit
// -----------------------------------------------------------------------------------------------------------------------------------
namespace {
Block head_block(const VisitView& v) {
  const auto base = visit_path(v.visit.id);
  Block b{.title = "Cuộc kiểm tra", .accent = true};
  const auto fact = [&](const char* term, std::string value) {
    if (!value.empty()) b.facts.push_back({.term = term, .value = std::move(value)});
  };
  fact("Trạng thái", std::string(label(v.visit.state)));
  fact("Hình thức", fmt::format("{}, {}", label(v.visit.kind), label(v.visit.mode)));
  fact("Đoàn kiểm tra", v.visit.head + (v.visit.members.empty() ? "" : "; " + v.visit.members) +
                            (v.visit.secretary.empty() ? "" : "; thư ký " + v.visit.secretary));
  fact("Quyết định", v.visit.decision);
  if (v.visit.state != VisitState::planned) {
    fact("Điểm", fmt::format("{}/{} điểm, {}/{} mục đã chấm: {}", points_text(v.points), points_text(v.most), v.marked, v.items.size(),
                             level_of(v.points, v.most)));
    fact("Hạt giống rút mẫu", v.visit.seed);
  }
  if (v.visit.kind == VisitKind::reinspection) fact("Phúc tra", outcome_words(v.outcome));
  if (v.visit.concluded_on) fact("Kết luận", fmt::format("Thông báo {} ngày {}", v.visit.conclusion, vn_date(*v.visit.concluded_on)));
  if (v.may_inspect) {
    if (v.visit.state == VisitState::planned) b.links.push_back({.label = "Mở cuộc kiểm tra", .href = base + "/mo"});
    if (v.visit.state == VisitState::open) {
      b.links.push_back({.label = "Chấm bảng kiểm tra", .href = base + "/cham"});
      b.links.push_back({.label = "Ghi hạn chế", .href = base + "/han-che"});
      if (v.samples.empty()) b.links.push_back({.label = "Rút hồ sơ mẫu", .href = base + "/mau"});
      b.links.push_back({.label = "Kết luận", .href = base + "/ket-luan"});
    }
  }
  if (v.visit.state != VisitState::planned) b.links.push_back({.label = "Biên bản (PDF)", .href = base + "/bien-ban.pdf"});
  if (v.visit.state == VisitState::concluded) b.links.push_back({.label = "Thông báo kết luận (PDF)", .href = base + "/ket-luan.pdf"});
  return b;
}

Block again_block(const VisitView& v) {
  Grid g{.caption = "Hạn chế lần trước",
         .columns = {{.label = "Hạn chế lần trước", .width = 50}, {.label = "Kết quả phúc tra"}, {.label = "Việc"}},
         .empty_title = "Lần trước không có hạn chế",
         .empty_text = "Không có mục nào phải phúc tra."};
  for (const auto& a : v.again) {
    Cell act;
    if (v.may_inspect && v.visit.state == VisitState::open)
      act = {.text = a.recheck ? "Sửa" : "Ghi kết quả",
             .href = fmt::format("{}/phuc-tra?han_che={}", visit_path(v.visit.id), a.finding.id)};
    g.lines.push_back({{{.text = a.finding.text, .href = fmt::format("/cai-cach/han-che/{}", a.finding.id), .small = a.finding.code},
                        {.text = a.recheck ? std::string(label(a.recheck->result)) : std::string("Chưa ghi"),
                         .small = a.recheck ? a.recheck->note : std::string()},
                        std::move(act)},
                       a.recheck && a.recheck->result == RecheckResult::repeated ? ui::Tone::bad : ui::Tone::none});
  }
  return {.title = "Phúc tra từng hạn chế", .count = std::to_string(v.again.size()), .grid = std::move(g)};
}

std::vector<ui::ChecklistItem> check_lines(const VisitView& v, std::string_view group) {
  std::vector<ui::ChecklistItem> out;
  for (const auto& i : v.items) {
    if (check_group(i.item.code) != group) continue;
    ui::Tag state{i.known.empty() ? web::Label("Chưa chấm") : web::Label("Hệ thống có số liệu"),
                  i.known.empty() ? ui::Tone::none : ui::Tone::info};
    if (i.score) state = {label(i.score->mark), tone_of(i.score->mark)};
    auto score = i.score ? fmt::format("{}/{} điểm", points_text(i.score->points), points_text(i.score->most))
                         : fmt::format("tối đa {} điểm", i.item.most);
    if (!i.findings.empty()) score += fmt::format(", {} hạn chế", i.findings.size());
    if (i.earlier) score += ", đã nêu lần trước";
    const bool open = v.may_inspect && v.visit.state == VisitState::open;
    out.push_back({.code = i.item.code,
                   .title = i.item.title,
                   .href = open ? fmt::format("{}/cham#{}", visit_path(v.visit.id), i.item.code)
                                : fmt::format("{}#{}", visit_path(v.visit.id), "han-che"),
                   .status = state,
                   .score = score});
  }
  return out;
}
}  // namespace

Response InspectionPages::visit(Call& call) {
  const auto opened = i_.visit(actor_of(call), number_of(call.request.param("cuoc")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  Screen s{.title = fmt::format("{}: {}", label(v.visit.kind), v.unit_name),
           .caption = v.round.title,
           .crumbs = {kHomeCrumb, kRoundsCrumb, {.label = v.round.title, .href = round_path(v.round.id)}}};
  s.meta.push_back(v.visit.day ? "Ngày " + vn_date(*v.visit.day) : fmt::format("Dự kiến tháng {}", v.visit.month));
  s.add(head_block(v));
  if (v.visit.kind == VisitKind::reinspection) s.add(again_block(v));
  Block found{.title = "Hạn chế đã ghi", .count = std::to_string(v.findings.size()), .grid = finding_grid(v.findings)};
  s.add(std::move(found));
  if (!v.samples.empty()) {
    Grid g{.caption = "Hồ sơ mẫu",
           .columns = {{.label = "TT", .numeric = true}, {.label = "Hồ sơ", .width = 50}, {.label = "Kết quả"}, {.label = "Việc"}}};
    for (const auto& x : v.samples) {
      Cell act;
      if (v.may_inspect && v.visit.state == VisitState::open)
        act = {.text = "Ghi kết quả", .href = fmt::format("{}/mau-ho-so?ho_so={}", visit_path(v.visit.id), x.id)};
      g.lines.push_back({{{.text = std::to_string(x.drawn)},
                          {.text = x.dossier, .href = "/ho-so/" + x.dossier, .small = x.procedure},
                          {.text = std::string(label(x.verdict)), .small = x.note},
                          std::move(act)}});
    }
    s.add({.title = "Hồ sơ mẫu",
           .count = std::to_string(v.samples.size()),
           .text = {"Rút theo thứ tự SHA-256 của hạt giống và mã hồ sơ, trong hồ sơ có kết quả 12 tháng gần nhất: ai có hạt giống đều rút "
                    "lại được."},
           .grid = std::move(g)});
  }
  for (const auto* group : {"K1", "K2", "K3", "K4", "K5", "K6", "K7"})
    s.add({.title = fmt::format("{} {}", group, check_group_title(group)), .checklist = check_lines(v, group)});
  return show(call, shells_, s);
}

std::optional<FormScreen> InspectionPages::visit_screen(const VisitView& v, std::string_view what, const web::Fields& query) const {
  if (!v.may_inspect) return std::nullopt;
  const auto base = visit_path(v.visit.id);
  FormScreen f{.caption = v.unit_name,
               .crumbs = {kHomeCrumb, kRoundsCrumb, {.label = v.unit_name, .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  std::vector<ui::Option> items;
  for (const auto& i : v.items) items.push_back({.value = i.item.code, .label = fmt::format("{} {}", i.item.code, i.item.title)});
  if (what == "mo") {
    f.title = "Mở cuộc kiểm tra";
    f.button = "Mở và công bố hạt giống rút mẫu";
    f.fields = {{.kind = K::date, .name = "ngay", .label = "Ngày kiểm tra", .value = vn_date(b_.today())}};
  } else if (what == "mau") {
    f.title = "Rút hồ sơ mẫu";
    f.button = "Rút mẫu";
    f.text = {
        "Hồ sơ có kết quả trong 12 tháng gần nhất của đơn vị, rút ngẫu nhiên theo hạt giống đã công bố khi mở cuộc kiểm tra. Chỉ rút một "
        "lần."};
    f.fields = {{.kind = K::number, .name = "so_mau", .label = "Số hồ sơ", .value = "20"}};
  } else if (what == "mau-ho-so") {
    const auto found = std::ranges::find(v.samples, number_of(query.get("ho_so")), &Sample::id);
    if (found == v.samples.end()) return std::nullopt;
    f.title = "Hồ sơ mẫu " + found->dossier;
    f.text = {found->procedure};
    f.fields = {{.kind = K::hidden, .name = "ho_so", .value = std::to_string(found->id)},
                {.kind = K::radios,
                 .name = "ket_qua",
                 .label = "Kết quả",
                 .options = options_of<SampleVerdict>(),
                 .value = std::string(word(found->verdict))},
                {.kind = K::text, .name = "ghi_chu", .label = "Ghi chú", .optional = true, .value = found->note}};
  } else if (what == "cham") {
    f.title = "Chấm bảng kiểm tra";
    f.id = "giu-cham";
    f.button = "Lưu các mục đã chấm";
    f.text = {"Mạng yếu cũng chấm được: mục đã nhập được giữ trên máy này đến khi gửi xong."};
    for (const auto& i : v.items) {
      f.fields.push_back({.kind = K::heading, .name = i.item.code, .label = fmt::format("{} {}", i.item.code, i.item.title)});
      if (i.earlier)
        f.fields.push_back(
            {.kind = K::note,
             .label = fmt::format("Đã nêu ngày {}, xác nhận khắc phục ngày {}: nếu còn, là hạn chế lặp lại.", vn_date(i.earlier->opened_on),
                                  i.earlier->confirmed_on ? vn_date(*i.earlier->confirmed_on) : std::string())});
      f.fields.push_back({.kind = K::radios,
                          .name = "ket_qua." + i.item.code,
                          .label = "Kết quả",
                          .hint = i.known.empty() ? fmt::format("Cách kiểm tra: {}. Tối đa {} điểm.", i.item.how, i.item.most)
                                                  : fmt::format("Hệ thống: {} Tối đa {} điểm.", i.known, i.item.most),
                          .options = options_of<Mark>(),
                          .value = i.score ? std::string(word(i.score->mark)) : std::string()});
      f.fields.push_back({.kind = K::decimal,
                          .name = "diem." + i.item.code,
                          .label = fmt::format("Điểm (0–{})", i.item.most),
                          .optional = true,
                          .value = i.score && i.score->mark == Mark::partly ? points_text(i.score->points) : std::string()});
      f.fields.push_back({.kind = K::text,
                          .name = "ghi_chu." + i.item.code,
                          .label = "Ghi chú",
                          .optional = true,
                          .value = i.score ? i.score->note : std::string()});
    }
  } else if (what == "han-che") {
    f.title = "Ghi hạn chế";
    f.id = "giu-han-che";
    f.multipart = true;
    f.fields = {
        {.kind = K::select, .name = "ma", .label = "Mục của bảng kiểm tra", .options = items},
        {.kind = K::area, .name = "han_che", .label = "Hạn chế, tồn tại"},
        {.kind = K::area, .name = "kien_nghi", .label = "Kiến nghị khắc phục"},
        {.kind = K::select, .name = "muc_do", .label = "Mức độ", .options = options_of<Severity>(), .value = "medium"},
        {.kind = K::select, .name = "nguyen_nhan", .label = "Nguyên nhân", .options = options_of<Cause>()},
        {.kind = K::select,
         .name = "trach_nhiem",
         .label = "Đơn vị khắc phục",
         .options = lead_options(b_, v.visit.unit),
         .value = std::to_string(v.visit.unit.value)},
        {.kind = K::text, .name = "nguoi", .label = "Người chịu trách nhiệm", .optional = true},
        {.kind = K::date, .name = "han", .label = "Hạn khắc phục", .hint = "Để trống: 30 ngày.", .optional = true},
        {.kind = K::text, .name = "bang_chung", .label = "Bằng chứng", .hint = "Ảnh chụp gì, ở đâu; văn bản số nào", .optional = true},
        {.kind = K::file, .name = "tep", .label = "Ảnh hoặc tệp", .optional = true, .accept = ".pdf,.jpg,.jpeg,.png"}};
  } else if (what == "phuc-tra") {
    const auto found = std::ranges::find(v.again, number_of(query.get("han_che")), [](const VisitView::Again& a) { return a.finding.id; });
    if (found == v.again.end()) return std::nullopt;
    f.title = "Kết quả phúc tra";
    f.text = {found->finding.text,
              found->finding.remedy.empty() ? std::string("Đơn vị chưa báo khắc phục.") : "Đơn vị đã báo: " + found->finding.remedy};
    f.fields = {{.kind = K::hidden, .name = "han_che", .value = std::to_string(found->finding.id)},
                {.kind = K::radios,
                 .name = "ket_qua",
                 .label = "Kết quả",
                 .options = options_of<RecheckResult>(),
                 .value = found->recheck ? std::string(word(found->recheck->result)) : std::string()},
                {.kind = K::area,
                 .name = "ghi_chu",
                 .label = "Bằng chứng đã xem, nhận xét",
                 .value = found->recheck ? found->recheck->note : std::string()}};
  } else if (what == "ket-luan") {
    f.title = "Kết luận kiểm tra";
    f.button = "Kết luận, giao khắc phục";
    f.text = {fmt::format("{} hạn chế sẽ giao khắc phục cho đơn vị, mỗi hạn chế có hạn riêng.", v.findings.size())};
    f.fields = {{.kind = K::text, .name = "so", .label = "Số thông báo kết luận"},
                {.kind = K::date, .name = "ngay", .label = "Ngày", .value = vn_date(b_.today())},
                {.kind = K::area, .name = "bien_ban", .label = "Ưu điểm, ý kiến của đơn vị được kiểm tra", .optional = true}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response InspectionPages::visit_form(Call& call) {
  const auto v = i_.visit(actor_of(call), number_of(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  const auto f = visit_screen(*v, call.request.param("viec"), call.request.query);
  return f ? show(call, shells_, *f)
           : web::error_response(call, errors::not_found("reform.no_visit_form", "Không có việc này với cuộc kiểm tra.").value());
}

Result<std::string> InspectionPages::marks_done(const Actor& actor, const VisitView& v, const web::Fields& form) {
  std::vector<FieldError> wrong;
  int n = 0;
  for (const auto& i : v.items) {
    const auto& code = i.item.code;
    const auto mark = from_word<Mark>(form.get("ket_qua." + code));
    if (!mark) continue;
    NewScore wish{.code = code, .mark = *mark, .note = std::string(form.get("ghi_chu." + code))};
    if (const auto text = form.get("diem." + code); !text.empty()) {
      const auto points = parse_vn_decimal(text, 2);
      if (!points) {
        wrong.push_back({"diem." + code, "Điểm chưa đúng, ví dụ 2,5."});
        continue;
      }
      wish.points = *points;
    }
    if (*mark == Mark::good) wish.points = std::nullopt;  // all of it
    if (const auto done = i_.mark(actor, v.visit.id, std::move(wish)); !done) {
      if (done.error().fields.empty()) return tl::make_unexpected(done.error());
      wrong.push_back({"diem." + code, done.error().fields.front().message});
    } else {
      ++n;
    }
  }
  if (!wrong.empty()) return errors::invalid_fields("reform.marks_invalid", std::move(wrong));
  return fmt::format("Đã lưu {} mục.", n);
}

Result<std::string> InspectionPages::visit_done(Call& call, const VisitView& v, std::string_view what) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto id = v.visit.id;
  std::vector<FieldError> wrong;
  for (const auto* name : {"ngay", "han"}) check_day(form, name, wrong);
  if (!wrong.empty()) return errors::invalid_fields("reform.visit_form_invalid", std::move(wrong));
  if (what == "mo") {
    TRY_VOID(i_.open_visit(actor, id, day_in(form, "ngay")));
    return "Đã mở cuộc kiểm tra và công bố hạt giống rút mẫu.";
  }
  if (what == "mau") {
    TRY(const int n, i_.draw_sample(actor, id, static_cast<std::size_t>(std::max<std::int64_t>(number_of(form.get("so_mau")), 0))));
    return n == 0 ? std::string("Đơn vị không có hồ sơ nào có kết quả trong 12 tháng.") : fmt::format("Đã rút {} hồ sơ mẫu.", n);
  }
  if (what == "mau-ho-so") {
    const auto sample = number_of(form.get("ho_so"));
    if (std::ranges::find(v.samples, sample, &Sample::id) == v.samples.end())
      return errors::not_found("reform.sample_of_other", "Không có hồ sơ mẫu này.");
    TRY_VOID(i_.judge_sample(actor, sample, from_word<SampleVerdict>(form.get("ket_qua")).value_or(SampleVerdict::unseen),
                             std::string(form.get("ghi_chu"))));
    return "Đã ghi kết quả hồ sơ mẫu.";
  }
  if (what == "cham") return marks_done(actor, v, form);
  if (what == "han-che") {
    TRY(auto file, keep_file(b_, call.request, "tep"));
    TRY(const auto finding, i_.add_finding(actor, id,
                                           {.code = std::string(form.get("ma")),
                                            .text = std::string(form.get("han_che")),
                                            .action = std::string(form.get("kien_nghi")),
                                            .person = std::string(form.get("nguoi")),
                                            .severity = from_word<Severity>(form.get("muc_do")).value_or(Severity::medium),
                                            .cause = from_word<Cause>(form.get("nguyen_nhan")).value_or(Cause::subjective),
                                            .responsible = UnitId{number_of(form.get("trach_nhiem"))},
                                            .deadline = day_in(form, "han")}));
    const auto text = clean(form.get("bang_chung"));
    if (!file.hash.empty() || !text.empty())
      TRY_VOID(i_.add_evidence(actor, finding, false, text.empty() ? "Ảnh chụp khi kiểm tra" : text, file.hash, file.name));
    return "Đã ghi hạn chế.";
  }
  if (what == "phuc-tra") {
    const auto result = from_word<RecheckResult>(form.get("ket_qua"));
    if (!result) return errors::invalid_fields("reform.recheck_missing", {{"ket_qua", "Chọn kết quả phúc tra."}});
    TRY_VOID(i_.recheck(actor, id, number_of(form.get("han_che")), *result, std::string(form.get("ghi_chu"))));
    return "Đã ghi kết quả phúc tra.";
  }
  if (what == "ket-luan") {
    TRY_VOID(i_.conclude(actor, id, std::string(form.get("so")), day_in(form, "ngay"), std::string(form.get("bien_ban"))));
    return "Đã kết luận; hạn chế được giao khắc phục.";
  }
  return errors::not_found("reform.no_visit_act", "Không có việc này với cuộc kiểm tra.");
}

Response InspectionPages::visit_act(Call& call) {
  const auto v = i_.visit(actor_of(call), number_of(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = visit_done(call, *v, what);
  if (said) return onward(visit_path(v->visit.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : visit_screen(*v, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

Response InspectionPages::minutes_pdf(Call& call) {
  const auto v = i_.visit(actor_of(call), number_of(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  return Response::bytes(inspection_minutes(*v, b_.unit_name(v->round.unit)), "application/pdf", "bien-ban-kiem-tra.pdf");
}
Response InspectionPages::conclusion_pdf(Call& call) {
  const auto v = i_.visit(actor_of(call), number_of(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  if (v->visit.state != VisitState::concluded)
    return web::error_response(call, errors::not_found("reform.not_concluded", "Cuộc kiểm tra này chưa kết luận.").value());
  return Response::bytes(inspection_conclusion(*v, b_.unit_name(v->round.unit)), "application/pdf", "ket-luan-kiem-tra.pdf");
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
