// The forms of one plan, and what is done when they are sent: one branch each, so the two functions are long but flat.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "reform/plan_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Response;
using K = Field::Kind;

// -----------------------------------------------------------------------------------------------------------------------------
std::optional<FormScreen> PlanPages::screen(const PlanView& v, std::string_view what, const web::Fields& query) const {
  const auto base = plan_path(v.plan.id);
  FormScreen f{.caption = v.plan.title,
               .crumbs = {kHomeCrumb, {.label = v.plan.title, .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  const auto leads = lead_options(plans_.base(), v.plan.unit);
  std::vector<ui::Option> metrics;
  for (const auto& m : plans_.base().figures.metrics()) metrics.push_back({.value = m.key, .label = m.title});
  const auto targets = [&] {
    return std::vector<Field>{
        {.kind = K::select,
         .name = "so_lieu",
         .label = "Số liệu từ hồ sơ",
         .hint = "Lấy trực tiếp từ báo cáo, không nhập tay.",
         .options = metrics,
         .none = "Không gắn số liệu",
         .optional = true},
        {.kind = K::select, .name = "chi_tieu", .label = "So sánh", .options = options_of<TargetKind>(), .value = "none"},
        {.kind = K::decimal,
         .name = "muc",
         .label = "Mức (%)",
         .hint = "Cho “đạt ít nhất” và “không quá”, ví dụ 80 hoặc 57,7.",
         .optional = true}};
  };
  if (what == "muc-tieu") {
    f.title = "Thêm mục tiêu";
    f.fields = {{.kind = K::area, .name = "muc_tieu", .label = "Mục tiêu"},
                {.kind = K::select, .name = "noi_dung", .label = "Nội dung cải cách", .options = content_options()},
                {.kind = K::date, .name = "han", .label = "Thời hạn", .optional = true}};
    std::ranges::move(targets(), std::back_inserter(f.fields));
  } else if (what == "nhiem-vu") {
    f.title = "Thêm nhiệm vụ";
    f.fields = {
        {.kind = K::area, .name = "nhiem_vu", .label = "Nhiệm vụ"},
        {.kind = K::select, .name = "noi_dung", .label = "Nội dung cải cách", .options = content_options()},
        {.kind = K::select, .name = "loai", .label = "Loại nhiệm vụ", .options = options_of<TaskKind>()},
        {.kind = K::select, .name = "chu_tri", .label = "Cơ quan chủ trì", .options = leads, .none = "Chưa phân công", .optional = true},
        {.kind = K::date, .name = "han", .label = "Thời hạn", .optional = true},
        {.kind = K::text,
         .name = "san_pham",
         .label = "Sản phẩm",
         .hint = "Ví dụ: báo cáo, quyết định, biên bản hội nghị.",
         .optional = true},
        {.kind = K::text, .name = "nguoi", .label = "Người thực hiện", .optional = true},
        {.kind = K::check, .name = "moi_xa", .label = "Giao cho mọi UBND cấp xã trong địa bàn"}};
    if (leads.size() <= 30)
      f.fields.push_back({.kind = K::checks, .name = "phoi_hop", .label = "Cơ quan phối hợp", .options = leads, .optional = true});
    std::ranges::move(targets(), std::back_inserter(f.fields));
  } else if (what == "kinh-phi") {
    f.title = "Thêm kinh phí một năm";
    f.fields = {{.kind = K::number, .name = "nam_kinh_phi", .label = "Năm"},
                {.kind = K::money, .name = "kinh_phi", .label = "Kinh phí kế hoạch"},
                {.kind = K::money, .name = "da_chi", .label = "Đã chi", .optional = true},
                {.kind = K::text, .name = "nguon", .label = "Nguồn kinh phí, văn bản", .optional = true}};
  } else if (what == "ban-hanh") {
    f.title = "Ban hành kế hoạch";
    f.button = "Ban hành";
    f.text = {fmt::format(
        "{} mục tiêu, {} nhiệm vụ. Sau khi ban hành, đơn vị chủ trì thấy nhiệm vụ và được nhắc hạn; thay đổi phải theo đợt điều chỉnh.",
        v.tallies.goals.live, v.tallies.tasks.live)};
    for (const auto& c : v.checks)
      if (c.outcome != PlanCheck::Outcome::good && c.code != "PC1") f.text.push_back(fmt::format("{}: {}", c.title, c.text));
    f.fields = {{.kind = K::text, .name = "so", .label = "Số kế hoạch", .hint = "Ví dụ 12/KH-UBND"},
                {.kind = K::date, .name = "ngay", .label = "Ngày ban hành", .value = vn_date(plans_.base().today())},
                {.kind = K::area, .name = "ly_do", .label = "Lý do, nếu nhiệm vụ chưa đủ cụ thể", .optional = true}};
  } else if (what == "dieu-chinh") {
    f.title = "Điều chỉnh kế hoạch";
    f.button = "Mở đợt điều chỉnh";
    f.fields = {{.kind = K::text, .name = "so", .label = "Số văn bản điều chỉnh"},
                {.kind = K::date, .name = "ngay", .label = "Ngày văn bản", .value = vn_date(plans_.base().today())},
                {.kind = K::area, .name = "ly_do", .label = "Lý do"}};
  } else if (what == "trien-khai") {
    const auto id = plain_number(query.get("nhiem_vu"));
    const auto found = std::ranges::find(v.handed_down, id, &Task::id);
    if (found == v.handed_down.end()) return std::nullopt;
    f.title = "Triển khai nhiệm vụ cấp trên giao";
    f.text = {found->text};
    f.fields = {{.kind = K::hidden, .name = "nhiem_vu", .value = std::to_string(id)},
                {.kind = K::select, .name = "chu_tri", .label = "Cơ quan chủ trì ở đơn vị", .options = leads},
                {.kind = K::date, .name = "han", .label = "Thời hạn", .value = found->due ? vn_date(*found->due) : std::string()},
                {.kind = K::text, .name = "san_pham", .label = "Sản phẩm", .value = found->product}};
  } else if (what == "dat") {
    const auto id = plain_number(query.get("muc_tieu"));
    const auto found = std::ranges::find(v.goals, id, [](const GoalView& g) { return g.goal.id; });
    if (found == v.goals.end() || !found->goal.metric.empty()) return std::nullopt;
    f.title = "Mục tiêu đã đạt";
    f.text = {found->goal.text};
    f.fields = {{.kind = K::hidden, .name = "muc_tieu", .value = std::to_string(id)},
                {.kind = K::text, .name = "van_ban", .label = "Văn bản chứng minh", .hint = "Số, ngày, trích yếu"},
                {.kind = K::date, .name = "ngay", .label = "Ngày đạt"}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response PlanPages::form(Call& call) {
  const auto opened = plans_.open(actor_of(call), plain_number(call.request.param("ke_hoach")));
  if (!opened) return web::error_response(call, opened.error());
  const auto f = opened->may_manage ? screen(*opened, call.request.param("viec"), call.request.query) : std::nullopt;
  if (!f) return web::error_response(call, no_plan().value());
  return show(call, shells_, *f);
}

namespace {
struct TargetWish {
  std::string metric;
  TargetKind kind{};
  std::int64_t value{};
};
TargetWish target_in(const web::Fields& form, std::vector<FieldError>& wrong) {
  TargetWish t{std::string(form.get("so_lieu")), from_word<TargetKind>(form.get("chi_tieu")).value_or(TargetKind::none), 0};
  if (t.kind == TargetKind::at_least || t.kind == TargetKind::at_most) {
    if (const auto n = parse_vn_decimal(form.get("muc"), 2); n && *n >= 0 && !form.get("muc").empty())
      t.value = *n;
    else
      wrong.push_back({"muc", "Ghi mức bằng phần trăm, ví dụ 80 hoặc 57,7."});
  }
  return t;
}
tl::unexpected<Error> fields(std::vector<FieldError> wrong) { return errors::invalid_fields("reform.form_invalid", std::move(wrong)); }
}  // namespace

Result<std::string> PlanPages::done(const Actor& actor, const PlanView& v, std::string_view what, const web::Fields& form) {
  std::vector<FieldError> wrong;
  for (const auto* name : {"han", "ngay"}) check_day(form, name, wrong);
  const auto id = v.plan.id;
  const auto text = [&](std::string_view name) { return std::string(form.get(name)); };
  const auto money = [&](std::string_view name) -> std::int64_t {
    if (form.get(name).empty()) return 0;
    const auto amount = parse_money(form.get(name));
    if (!amount) wrong.push_back({std::string(name), "Số tiền chưa đúng. Ghi bằng đồng."});
    return amount ? amount->value : 0;
  };
  if (what == "muc-tieu" || what == "nhiem-vu") {
    const auto target = target_in(form, wrong);
    const auto nc = from_word<Content>(form.get("noi_dung")).value_or(Content::steering);
    if (!wrong.empty()) return fields(std::move(wrong));
    if (what == "muc-tieu") {
      TRY_VOID(plans_.add_goal(actor, id,
                               {.text = text("muc_tieu"),
                                .content = nc,
                                .metric = target.metric,
                                .target_kind = target.kind,
                                .target = target.value,
                                .due = day_in(form, "han")}));
      return "Đã thêm mục tiêu.";
    }
    Task t{.text = text("nhiem_vu"),
           .content = nc,
           .kind = from_word<TaskKind>(form.get("loai")).value_or(TaskKind::general),
           .lead = UnitId{plain_number(form.get("chu_tri"))},
           .official = clean(form.get("nguoi")),
           .due = day_in(form, "han"),
           .product = text("san_pham"),
           .metric = target.metric,
           .target_kind = target.kind,
           .target = target.value};
    std::vector<UnitId> partners;
    for (const auto p : form.all("phoi_hop")) partners.push_back(UnitId{plain_number(p)});
    if (form.has("moi_xa")) {
      const auto tree = plans_.base().identity.tree();
      const auto day = plans_.base().today();
      for (const auto& o : lead_options(plans_.base(), v.plan.unit))
        if (const UnitId u{plain_number(o.value)}; tree->kind(u, day) == identity::UnitKind::committee && u != v.plan.unit)
          partners.push_back(u);
    }
    t.partners = partner_list(partners);
    TRY_VOID(plans_.add_task(actor, id, std::move(t)));
    return "Đã thêm nhiệm vụ.";
  }
  if (what == "kinh-phi") {
    Budget b{.year = static_cast<int>(plain_number(form.get("nam_kinh_phi"))),
             .planned = money("kinh_phi"),
             .spent = money("da_chi"),
             .source = clean(form.get("nguon"))};
    if (!wrong.empty()) return fields(std::move(wrong));
    TRY_VOID(plans_.add_budget(actor, id, std::move(b)));
    return "Đã thêm kinh phí.";
  }
  if (!wrong.empty()) return fields(std::move(wrong));
  if (what == "ban-hanh") {
    TRY_VOID(plans_.issue(actor, id, text("so"), day_in(form, "ngay"), text("ly_do")));
    return "Đã ban hành kế hoạch. Cơ quan chủ trì thấy nhiệm vụ của mình.";
  }
  if (what == "dieu-chinh") {
    TRY_VOID(plans_.adjust(actor, id, text("so"), day_in(form, "ngay"), text("ly_do")));
    return "Đã mở đợt điều chỉnh.";
  }
  if (what == "ket-thuc-dieu-chinh") {
    TRY_VOID(plans_.end_adjusting(actor, id));
    return "Đã kết thúc điều chỉnh.";
  }
  if (what == "trien-khai") {
    TRY_VOID(plans_.carry_out(actor, id, plain_number(form.get("nhiem_vu")), UnitId{plain_number(form.get("chu_tri"))}, day_in(form, "han"),
                              text("san_pham")));
    return "Đã thành nhiệm vụ của đơn vị.";
  }
  if (what == "dat") {
    TRY_VOID(plans_.goal_reached(actor, plain_number(form.get("muc_tieu")), text("van_ban"), day_in(form, "ngay")));
    return "Đã ghi mục tiêu đạt.";
  }
  return errors::not_found("reform.no_such_act", "Không có việc này với kế hoạch.");
}

Response PlanPages::act(Call& call) {
  const auto& actor = actor_of(call);
  const auto opened = plans_.open(actor, plain_number(call.request.param("ke_hoach")));
  if (!opened) return web::error_response(call, opened.error());
  const auto what = call.request.param("viec");
  const auto said = done(actor, *opened, what, call.request.form);
  if (said) return onward(plan_path(opened->plan.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : screen(*opened, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

}  // namespace motcua::reform
