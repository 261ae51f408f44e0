#include "reform/task_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/files.hpp"
#include "identity/permissions.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/letters.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {
std::string path_of(std::int64_t task) { return fmt::format("/cai-cach/nhiem-vu/{}", task); }
std::string due_text(const std::optional<Day>& day) { return day ? vn_date(*day) : std::string("không có hạn"); }

struct Tab {
  std::string_view word;
  const char* label;
  Plans::List list;
};
constexpr auto kTabs = std::to_array<Tab>({{"cua-toi", "Đơn vị tôi làm", Plans::List::mine},
                                           {"qua-han", "Quá hạn", Plans::List::overdue},
                                           {"sap-den-han", "Đến hạn trong 15 ngày", Plans::List::soon},
                                           {"cap-tren-giao", "Cấp trên giao", Plans::List::assigned},
                                           {"tat-ca", "Tất cả", Plans::List::all}});
constexpr int kPage = 50;
}  // namespace

Response TaskPages::list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& q = call.request.query;
  const auto asked = q.get("muc");
  const auto found = std::ranges::find(kTabs, asked, &Tab::word);
  const auto& tab = found == kTabs.end() ? kTabs.front() : *found;
  Screen s{.title = "Nhiệm vụ cải cách hành chính", .crumbs = {kHomeCrumb}};
  if (!managed_units(plans_.base(), actor).empty())
    s.links = {{.label = "Giao nhiệm vụ", .href = "/cai-cach/nhiem-vu/giao"}, {.label = "Đôn đốc", .href = "/cai-cach/don-doc"}};
  for (const auto& t : kTabs)
    s.tabs.push_back({.label = t.label, .href = fmt::format("/cai-cach/nhiem-vu?muc={}", t.word), .current = &t == &tab});
  const auto tasks = plans_.tasks(actor, tab.list, parse_day(q.get("han")), plain_number(q.get("sau")), kPage);
  Grid g{.caption = "Nhiệm vụ",
         .columns = {{.label = "Nhiệm vụ", .width = 38},
                     {.label = "Cơ quan chủ trì"},
                     {.label = "Hạn"},
                     {.label = "Trạng thái"},
                     {.label = "Đã đôn đốc", .numeric = true}},
         .empty_title = "Không có nhiệm vụ nào ở mục này",
         .empty_text = "Nhiệm vụ trong kế hoạch đã ban hành, do cấp trên giao, sau cuộc họp hay sau kiểm tra hiện ở đây."};
  for (const auto& t : tasks)
    g.lines.push_back(
        {{{.text = t.task.text, .href = path_of(t.task.id), .small = fmt::format("{} · {}", t.plan_title, word(t.task.content))},
          {.text = t.lead_name, .small = t.task.official},
          {.text = due_text(t.task.due)},
          {.small = t.days_over > 0 ? fmt::format("{} ngày", t.days_over) : std::string(),
           .tag = ui::Tag{label(t.state), tone_of(t.state)}},
          {.text = t.reminded > 0 ? fmt::format("{} lần", t.reminded) : std::string("–")}},
         t.state == TaskState::overdue ? ui::Tone::bad : ui::Tone::none});
  if (static_cast<int>(tasks.size()) == kPage)
    g.older = fmt::format("/cai-cach/nhiem-vu?muc={}&han={}&sau={}", tab.word, tasks.back().task.due ? iso(*tasks.back().task.due) : "",
                          tasks.back().task.id);
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen TaskPages::give_screen(const Actor& actor) const {
  const auto units = managed_units(plans_.base(), actor);
  std::vector<ui::Option> leads;
  if (!units.empty()) leads = lead_options(plans_.base(), UnitId{plain_number(units.front().value)});
  FormScreen f{.title = "Giao nhiệm vụ",
               .crumbs = {kHomeCrumb, {.label = "Nhiệm vụ", .href = "/cai-cach/nhiem-vu"}},
               .action = "/cai-cach/nhiem-vu/giao",
               .button = "Giao nhiệm vụ",
               .back = "/cai-cach/nhiem-vu"};
  f.fields = {{.kind = K::select, .name = "don_vi", .label = "Đơn vị giao", .options = units},
              {.kind = K::area, .name = "nhiem_vu", .label = "Nhiệm vụ"},
              {.kind = K::select, .name = "noi_dung", .label = "Nội dung cải cách", .options = content_options()},
              {.kind = K::select, .name = "chu_tri", .label = "Cơ quan chủ trì", .options = leads},
              {.kind = K::text, .name = "van_ban", .label = "Theo văn bản", .hint = "Số, ngày, mục"},
              {.kind = K::text, .name = "san_pham", .label = "Sản phẩm"},
              {.kind = K::date, .name = "han", .label = "Thời hạn"}};
  return f;
}
Response TaskPages::give_form(Call& call) { return show(call, shells_, give_screen(actor_of(call))); }

Response TaskPages::give(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  Task t{.owner = UnitId{plain_number(form.get("don_vi"))},
         .text = std::string(form.get("nhiem_vu")),
         .content = from_word<Content>(form.get("noi_dung")).value_or(Content::steering),
         .lead = UnitId{plain_number(form.get("chu_tri"))},
         .due = day_in(form, "han"),
         .product = clean(form.get("san_pham")),
         .origin = Origin::assigned,
         .document = clean(form.get("van_ban"))};
  std::vector<FieldError> wrong;
  check_day(form, "han", wrong);
  if (wrong.empty() && !t.due) wrong.push_back({"han", "Ghi thời hạn."});
  if (t.product.empty()) wrong.push_back({"san_pham", "Ghi sản phẩm phải nộp."});
  if (t.document.empty()) wrong.push_back({"van_ban", "Ghi văn bản giao: số, ngày, mục."});
  if (!wrong.empty()) return show(call, shells_, give_screen(actor), wrong);
  const auto id = plans_.give(actor, std::move(t));
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error()) : show(call, shells_, give_screen(actor), id.error().fields);
  return onward(path_of(*id), "Đã giao nhiệm vụ.");
}

// ---- one task
// --------------------------------------------------------------------------------------------------------------------------------
namespace {
Block facts_block(const TaskPage& p, Day today) {
  const auto& t = p.view.task;
  Block b{.title = "Nhiệm vụ", .accent = true};
  const auto fact = [&](const char* term, std::string value) {
    if (!value.empty()) b.facts.push_back({.term = term, .value = std::move(value)});
  };
  fact("Trạng thái",
       fmt::format("{}{}", label(p.view.state), p.view.days_over > 0 ? fmt::format(", {} ngày", p.view.days_over) : std::string()));
  fact("Cơ quan chủ trì", p.view.lead_name + (t.official.empty() ? "" : " · " + t.official));
  std::string partners;
  for (const auto& n : p.partner_names) partners += (partners.empty() ? "" : ", ") + n;
  fact("Cơ quan phối hợp", partners);
  fact("Thời hạn", due_text(t.due) + (t.first_due ? fmt::format(" (trước gia hạn: {})", vn_date(*t.first_due)) : std::string()));
  fact("Sản phẩm", t.product);
  fact("Từ", p.plan.id != 0 ? fmt::format("{}, {}", p.plan.title, p.owner_name)
                            : fmt::format("{}: {}, {}", label(t.origin), t.document, p.owner_name));
  fact("Theo dõi, đôn đốc", p.follow_up_name);
  if (p.parent) b.facts.push_back({.term = "Nhiệm vụ cấp trên", .value = p.parent->text});
  if (t.received_at) fact("Đã nhận", vn_datetime(*t.received_at));
  if (!t.metric.empty()) {
    fact("Chỉ tiêu", target_words({t.target_kind, t.target}));
    fact("Hiện nay", p.figure.text() + (p.reached ? (*p.reached ? ", đạt" : ", chưa đạt") : ""));
    if (p.reference.value) fact("So với", p.reference.text());
    if (!p.figure.href.empty()) b.links.push_back({.label = "Mở số liệu", .href = p.figure.href});
  }
  if (t.evaluation != Evaluation::none) fact("Đánh giá", std::string(label(t.evaluation)));
  if (t.done_on) fact("Hoàn thành", vn_date(*t.done_on));
  fact(t.course == Course::cancelled ? "Dừng theo" : "Ghi chú", t.closing);
  if (p.plan.id != 0) b.links.push_back({.label = "Kế hoạch", .href = fmt::format("/cai-cach/ke-hoach/{}", p.plan.id)});
  const auto base = path_of(t.id);
  if (p.may_work && !t.received_at && t.origin != Origin::own) b.actions.push_back({.action = base + "/nhan", .label = "Đã nhận nhiệm vụ"});
  if (p.may_work && t.due && today <= *t.due) b.links.push_back({.label = "Xin gia hạn", .href = base + "/gia-han"});
  if (p.may_manage) {
    b.actions.push_back({.action = base + "/ket-thuc", .label = "Xác nhận hoàn thành"});
    b.links.push_back({.label = "Dừng thực hiện", .href = base + "/dung"});
  }
  return b;
}

Block extension_block(const TaskPage& p) {
  const auto& t = p.view.task;
  const auto base = path_of(t.id);
  Block b{.title = "Đề nghị gia hạn", .text = {fmt::format("Đến {}: {}", vn_date(*t.wanted_due), t.wanted_reason)}};
  if (p.may_manage) {
    b.actions = {{.action = base + "/duyet-gia-han", .label = "Cho gia hạn"}};
    b.links = {{.label = "Không gia hạn", .href = base + "/khong-gia-han"}};
  }
  return b;
}

Block proof_block(const TaskPage& p) {
  const auto base = path_of(p.view.task.id);
  Block b{.title = "Sản phẩm đã nộp", .count = std::to_string(p.proofs.size())};
  Grid g{.caption = "Sản phẩm",
         .columns = {{.label = "Sản phẩm", .width = 40}, {.label = "Ngày"}, {.label = "Người nộp"}, {.label = "Trạng thái"}},
         .empty_title = "Chưa có sản phẩm",
         .empty_text = "Tiến độ tính từ sản phẩm đã nộp: văn bản, báo cáo hay số liệu từ hồ sơ. Không ai nhập phần trăm."};
  for (const auto& x : p.proofs) {
    std::string activity;
    for (const auto& a : p.activities)
      if (a.id == x.activity) activity = fmt::format("Hoạt động {}", a.number);
    std::string small =
        std::string(label(x.kind)) + (x.number.empty() ? "" : " · " + x.number) + (activity.empty() ? "" : " · " + activity);
    if (x.figure) small += " · " + Figure{.value = x.figure}.text();
    g.lines.push_back({{{.text = x.text, .href = x.hash.empty() ? std::string() : fmt::format("{}/tep/{}", base, x.hash), .small = small},
                        {.text = vn_date(x.day)},
                        {.text = x.made_by},
                        {.small = x.answer,
                         .tag = ui::Tag{label(x.state), x.state == ProofState::accepted   ? ui::Tone::good
                                                        : x.state == ProofState::returned ? ui::Tone::bad
                                                                                          : ui::Tone::wait}}}});
  }
  b.grid = std::move(g);
  if (p.may_work) b.links.push_back({.label = "Nộp sản phẩm", .href = base + "/san-pham"});
  if (p.may_manage)
    for (const auto& x : p.proofs) {
      if (x.state != ProofState::submitted) continue;
      b.actions.push_back({.action = base + "/xac-nhan",
                           .label = "Xác nhận: " + x.text,
                           .kind = ui::ButtonKind::secondary,
                           .hidden = {{"san_pham", std::to_string(x.id)}}});
      b.links.push_back({.label = "Trả lại: " + x.text, .href = fmt::format("{}/tra-lai?san_pham={}", base, x.id)});
    }
  return b;
}

Block activity_block(const TaskPage& p, Day today) {
  Block b{.title = "Hoạt động", .count = std::to_string(p.activities.size())};
  Grid g{.caption = "Hoạt động",
         .columns = {{.label = "Hoạt động", .width = 46}, {.label = "Người thực hiện"}, {.label = "Hạn"}, {.label = "Trạng thái"}},
         .empty_title = "Chưa chia thành hoạt động",
         .empty_text = "Hoạt động hoàn thành khi sản phẩm của nó được xác nhận."};
  for (const auto& a : p.activities) {
    const auto s =
        state_on({a.course, a.due, a.done_on, false,
                  std::ranges::any_of(p.proofs, [&](const Proof& x) { return x.activity == a.id && x.state != ProofState::returned; })},
                 today);
    g.lines.push_back({{{.text = fmt::format("{}. {}", a.number, a.text), .small = a.product},
                        {.text = a.official},
                        {.text = due_text(a.due)},
                        {.tag = ui::Tag{label(s), tone_of(s)}}}});
  }
  b.grid = std::move(g);
  if (p.may_work) b.links.push_back({.label = "Thêm hoạt động", .href = path_of(p.view.task.id) + "/hoat-dong"});
  return b;
}

Block history_block(const TaskPage& p) {
  Block b{.title = "Diễn biến"};
  for (const auto& n : p.notes) b.events.push_back({.at = vn_datetime(n.made_at), .what = n.text, .detail = "Tiến độ · " + n.made_by});
  for (const auto& r : p.reminders)
    b.events.push_back({.at = vn_date(r.day),
                        .what = fmt::format("Đôn đốc {}: {}", label(r.recipient), r.text),
                        .detail = r.read_at ? fmt::format("Đã xem {} · {}", vn_datetime(*r.read_at), r.read_by) : std::string("Chưa xem")});
  for (const auto& c : p.history) b.events.push_back({.at = vn_datetime(c.at), .what = c.what, .detail = c.by});
  if (p.may_work) b.links = {{.label = "Ghi tiến độ", .href = path_of(p.view.task.id) + "/ghi-chu"}};
  return b;
}
}  // namespace

Response TaskPages::task(Call& call) {
  auto page = plans_.task(actor_of(call), plain_number(call.request.param("nhiem_vu")));
  if (!page) return web::error_response(call, page.error());
  if (!actor_of(call).permits(identity::kReportRead)) page->figure.href.clear();  // no way to a page that would refuse
  const auto& p = *page;
  Screen s{.title = p.view.task.text,
           .caption = std::string(label(p.view.task.content)),
           .crumbs = {kHomeCrumb, {.label = "Nhiệm vụ", .href = "/cai-cach/nhiem-vu"}}};
  if (p.view.task.wanted_due) s.add(extension_block(p));
  s.add(facts_block(p, plans_.base().today()));
  s.add(proof_block(p));
  s.add(activity_block(p, plans_.base().today()));
  if (!p.children.empty()) {
    Grid g{.caption = "Nhiệm vụ con", .columns = {{.label = "Đơn vị", .width = 40}, {.label = "Hạn"}, {.label = "Trạng thái"}}};
    for (const auto& c : p.children)
      g.lines.push_back({{{.text = c.lead_name, .href = path_of(c.task.id)},
                          {.text = due_text(c.task.due)},
                          {.tag = ui::Tag{label(c.state), tone_of(c.state)}}}});
    s.add({.title = "Đơn vị đã triển khai", .count = std::to_string(p.children.size()), .grid = std::move(g)});
  }
  s.add(history_block(p));
  return show(call, shells_, s);
}

Response TaskPages::file(Call& call) {
  const auto page = plans_.task(actor_of(call), plain_number(call.request.param("nhiem_vu")));
  if (!page) return web::error_response(call, page.error());
  const auto hash = call.request.param("hash");
  for (const auto& p : page->proofs)
    if (p.hash == hash && !hash.empty()) return file_response(call, plans_.base(), p.hash, p.file_name);
  return file_response(call, plans_.base(), {}, {});
}

std::optional<FormScreen> TaskPages::screen(const TaskPage& p, std::string_view what, const web::Fields& query) const {
  const auto& t = p.view.task;
  const auto base = path_of(t.id);
  FormScreen f{.caption = t.text,
               .crumbs = {kHomeCrumb, {.label = "Nhiệm vụ", .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  const bool work = p.may_work, manage = p.may_manage;
  if (what == "hoat-dong" && work) {
    f.title = "Thêm hoạt động";
    f.fields = {{.kind = K::area, .name = "noi_dung", .label = "Hoạt động"},
                {.kind = K::text, .name = "nguoi", .label = "Người thực hiện", .optional = true},
                {.kind = K::text, .name = "san_pham", .label = "Sản phẩm", .optional = true},
                {.kind = K::date, .name = "han", .label = "Thời hạn", .optional = true}};
  } else if (what == "san-pham" && work) {
    f.title = "Nộp sản phẩm";
    f.button = "Nộp";
    f.multipart = true;
    std::vector<ui::Option> activities;
    for (const auto& a : p.activities)
      if (a.course == Course::open)
        activities.push_back({.value = std::to_string(a.id), .label = fmt::format("Hoạt động {}: {}", a.number, a.text)});
    auto kinds = options_of<ProofKind>();
    if (t.metric.empty()) std::erase_if(kinds, [](const ui::Option& o) { return o.value == "figure"; });
    f.fields = {{.kind = K::select, .name = "loai", .label = "Loại sản phẩm", .options = kinds},
                {.kind = K::text, .name = "noi_dung", .label = "Tên sản phẩm, trích yếu"},
                {.kind = K::text, .name = "so", .label = "Số, ký hiệu", .optional = true},
                {.kind = K::date, .name = "ngay", .label = "Ngày", .value = vn_date(plans_.base().today())}};
    if (!activities.empty())
      f.fields.push_back(
          {.kind = K::select, .name = "hoat_dong", .label = "Của", .options = activities, .none = "Cả nhiệm vụ", .optional = true});
    f.fields.push_back({.kind = K::file,
                        .name = "tep",
                        .label = "Tệp",
                        .hint = "PDF, JPG, PNG, tối đa 20 MB",
                        .optional = true,
                        .accept = ".pdf,.jpg,.jpeg,.png"});
  } else if (what == "ghi-chu" && work) {
    f.title = "Ghi tiến độ";
    f.fields = {{.kind = K::area, .name = "ghi_chu", .label = "Đã làm gì, vướng gì"}};
  } else if (what == "gia-han" && work) {
    f.title = "Xin gia hạn";
    f.button = "Gửi đề nghị";
    f.text = {"Phải được duyệt trước khi hạn cũ qua. Hạn cũ vẫn được giữ lại."};
    f.fields = {{.kind = K::date, .name = "han_moi", .label = "Hạn mới"}, {.kind = K::area, .name = "ly_do", .label = "Lý do"}};
  } else if (what == "khong-gia-han" && manage) {
    f.title = "Không gia hạn";
    f.fields = {{.kind = K::area, .name = "ly_do", .label = "Lý do"}};
  } else if (what == "dung" && manage) {
    f.title = "Dừng thực hiện nhiệm vụ";
    f.button = "Dừng thực hiện";
    f.fields = {{.kind = K::text, .name = "quyet_dinh", .label = "Văn bản quyết định dừng", .hint = "Số, ngày, lý do"}};
  } else if (what == "tra-lai" && manage) {
    f.title = "Trả lại sản phẩm";
    f.button = "Trả lại";
    f.fields = {{.kind = K::hidden, .name = "san_pham", .value = std::string(query.get("san_pham"))},
                {.kind = K::area, .name = "tra_loi", .label = "Lý do, cần làm gì thêm"}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response TaskPages::form(Call& call) {
  const auto page = plans_.task(actor_of(call), plain_number(call.request.param("nhiem_vu")));
  if (!page) return web::error_response(call, page.error());
  const auto f = screen(*page, call.request.param("viec"), call.request.query);
  if (!f) return web::error_response(call, no_task().value());
  return show(call, shells_, *f);
}

Result<std::string> TaskPages::done(Call& call, const TaskPage& p, std::string_view what) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto id = p.view.task.id;
  const auto text = [&](std::string_view name) { return std::string(form.get(name)); };
  std::vector<FieldError> wrong;
  for (const auto* name : {"han", "ngay", "han_moi"}) check_day(form, name, wrong);
  if (!wrong.empty()) return errors::invalid_fields("reform.task_form_invalid", std::move(wrong));
  if (what == "nhan") {
    TRY_VOID(plans_.confirm_receipt(actor, id));
    return "Đã ghi nhận.";
  }
  if (what == "hoat-dong") {
    Activity a{
        .text = text("noi_dung"), .official = clean(form.get("nguoi")), .product = clean(form.get("san_pham")), .due = day_in(form, "han")};
    if (clean(a.text).empty()) return errors::invalid_fields("reform.activity_empty", {{"noi_dung", "Ghi nội dung hoạt động."}});
    TRY_VOID(plans_.add_activity(actor, id, std::move(a)));
    return "Đã thêm hoạt động.";
  }
  if (what == "san-pham") {
    TRY(auto file, keep_file(plans_.base(), call.request, "tep"));
    TRY_VOID(plans_.register_proof(actor, id,
                                   {.activity = plain_number(form.get("hoat_dong")),
                                    .kind = from_word<ProofKind>(form.get("loai")).value_or(ProofKind::document),
                                    .text = text("noi_dung"),
                                    .number = text("so"),
                                    .day = day_in(form, "ngay"),
                                    .metric = {},
                                    .hash = file.hash,
                                    .file_name = file.name}));
    return "Đã nộp sản phẩm, chờ cơ quan giao việc xác nhận.";
  }
  if (what == "ghi-chu") {
    TRY_VOID(plans_.add_note(actor, id, text("ghi_chu")));
    return "Đã ghi tiến độ.";
  }
  if (what == "gia-han") {
    TRY_VOID(plans_.ask_extension(actor, id, day_in(form, "han_moi"), text("ly_do")));
    return "Đã gửi đề nghị gia hạn.";
  }
  if (what == "duyet-gia-han" || what == "khong-gia-han") {
    TRY_VOID(plans_.decide_extension(actor, id, what == "duyet-gia-han", text("ly_do")));
    return what == "duyet-gia-han" ? "Đã gia hạn; hạn cũ được giữ lại." : "Đã trả lời không gia hạn.";
  }
  if (what == "dung") {
    TRY_VOID(plans_.stop(actor, id, text("quyet_dinh")));
    return "Nhiệm vụ dừng thực hiện, không còn tính vào kết quả.";
  }
  if (what == "xac-nhan" || what == "tra-lai") {
    const auto proof = plain_number(form.get("san_pham"));
    if (std::ranges::find(p.proofs, proof, &Proof::id) == p.proofs.end())
      return errors::not_found("reform.proof_of_other", "Không có sản phẩm này.");
    TRY_VOID(plans_.judge_proof(actor, proof, what == "xac-nhan", text("tra_loi")));
    return what == "xac-nhan" ? "Đã xác nhận sản phẩm." : "Đã trả lại sản phẩm.";
  }
  if (what == "ket-thuc") {
    TRY_VOID(plans_.finish(actor, id, Evaluation::met));
    return "Nhiệm vụ hoàn thành.";
  }
  return errors::not_found("reform.no_such_task_act", "Không có việc này với nhiệm vụ.");
}

Response TaskPages::act(Call& call) {
  const auto page = plans_.task(actor_of(call), plain_number(call.request.param("nhiem_vu")));
  if (!page) return web::error_response(call, page.error());
  const auto what = call.request.param("viec");
  const auto said = done(call, *page, what);
  if (said) return onward(path_of(page->view.task.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : screen(*page, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

// ---- reminders
// ---------------------------------------------------------------------------------------------------------------------------------
Response TaskPages::reminders(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Đôn đốc", .crumbs = {kHomeCrumb, {.label = "Nhiệm vụ", .href = "/cai-cach/nhiem-vu"}}};
  const auto letters = plans_.letters(actor);
  if (!letters.empty()) {
    Grid g{.caption = "Công văn đôn đốc",
           .columns = {{.label = "Đơn vị có nhiệm vụ quá hạn", .width = 50},
                       {.label = "Nhiệm vụ quá hạn", .numeric = true},
                       {.label = "Dự thảo công văn"}}};
    for (const auto& l : letters)
      g.lines.push_back({{{.text = l.unit_name, .small = "Cơ quan theo dõi: " + l.owner_name},
                          {.text = std::to_string(l.tasks.size())},
                          {.text = "Tải công văn (PDF)", .href = fmt::format("/cai-cach/don-doc/cong-van.pdf?don_vi={}", l.unit.value)}}});
    s.add({.title = "Công văn đôn đốc", .grid = std::move(g)});
  }
  const bool all = call.request.query.get("muc") == "tat-ca";
  s.tabs = {{.label = "Chưa xem", .href = "/cai-cach/don-doc", .current = !all},
            {.label = "Tất cả", .href = "/cai-cach/don-doc?muc=tat-ca", .current = all}};
  Block b{.title = "Lời nhắc"};
  Grid g{.caption = "Lời nhắc",
         .columns = {{.label = "Ngày"}, {.label = "Nhiệm vụ", .width = 40}, {.label = "Nhắc"}, {.label = "Gửi"}, {.label = "Đã xem"}},
         .empty_title = "Không có lời nhắc nào",
         .empty_text = "Hệ thống tự nhắc trước hạn 15, 7, 3, 1 ngày, đúng ngày, và sau hạn."};
  for (const auto& [r, t] : plans_.reminders(actor, !all))
    g.lines.push_back({{{.text = vn_date(r.day)},
                        {.text = t.text, .href = path_of(t.id)},
                        {.text = r.text},
                        {.text = std::string(label(r.recipient))},
                        {.text = r.read_at ? vn_datetime(*r.read_at) : std::string("Chưa"), .small = r.read_by}},
                       r.rule == ReminderRule::third ? ui::Tone::bad : ui::Tone::none});
  b.grid = std::move(g);
  if (!all && !b.grid->lines.empty())
    b.actions = {{.action = "/cai-cach/don-doc/da-xem", .label = "Đã xem các lời nhắc này", .kind = ui::ButtonKind::secondary}};
  s.add(std::move(b));
  return show(call, shells_, s);
}

Response TaskPages::read(Call& call) {
  const auto& actor = actor_of(call);
  int n = 0;
  for (const auto& [r, t] : plans_.reminders(actor, true))
    if (plans_.read(actor, r.id)) ++n;
  return onward("/cai-cach/don-doc", fmt::format("Đã ghi nhận xem {} lời nhắc.", n));
}

Response TaskPages::letter(Call& call) {
  const UnitId unit{plain_number(call.request.query.get("don_vi"))};
  for (const auto& l : plans_.letters(actor_of(call)))
    if (l.unit == unit)
      return Response::bytes(reminder_letter(l, issuer_of(plans_.base(), l.owner), plans_.base().today()), "application/pdf",
                             "cong-van-don-doc.pdf");
  return web::error_response(call, errors::not_found("reform.no_letter", "Đơn vị này không có nhiệm vụ quá hạn cần đôn đốc.").value());
}

std::span<const web::RouteOf<TaskPages>> TaskPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  constexpr std::uint64_t kUpload = static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<TaskPages>>({
      {Method::get, "/cai-cach/nhiem-vu", kReformRead, &TaskPages::list},
      {Method::get, "/cai-cach/nhiem-vu/giao", kReformManage, &TaskPages::give_form},
      {Method::post, "/cai-cach/nhiem-vu/giao", kReformManage, &TaskPages::give},
      {Method::get, "/cai-cach/nhiem-vu/{nhiem_vu}", kReformRead, &TaskPages::task},
      {Method::get, "/cai-cach/nhiem-vu/{nhiem_vu}/{viec}", kReformRead, &TaskPages::form},
      // Whose unit leads, takes part or follows up is checked with the task.
      {Method::post, "/cai-cach/nhiem-vu/{nhiem_vu}/{viec}", kReformRead, &TaskPages::act, kUpload},
      {Method::get, "/cai-cach/nhiem-vu/{nhiem_vu}/tep/{hash}", kReformRead, &TaskPages::file},
      {Method::get, "/cai-cach/don-doc", kReformRead, &TaskPages::reminders},
      {Method::post, "/cai-cach/don-doc/da-xem", kReformRead, &TaskPages::read},
      {Method::get, "/cai-cach/don-doc/cong-van.pdf", kReformManage, &TaskPages::letter},
  });
  return kRoutes;
}

}  // namespace motcua::reform
