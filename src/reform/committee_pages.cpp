#include "reform/committee_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/files.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

std::string committee_path(std::int64_t id) { return fmt::format("/cai-cach/ban-chi-dao/{}", id); }
std::string session_path(std::int64_t id) { return fmt::format("/cai-cach/phien-hop/{}", id); }

Grid followed_tasks(const std::vector<TaskView>& tasks) {
  Grid g{.caption = "Nhiệm vụ theo kết luận",
         .columns = {{.label = "Nhiệm vụ", .width = 40},
                     {.label = "Đơn vị thực hiện"},
                     {.label = "Hạn"},
                     {.label = "Chỉ tiêu"},
                     {.label = "Trạng thái"}},
         .empty_title = "Chưa có nhiệm vụ",
         .empty_text = "Nội dung kết luận thành nhiệm vụ khi thông báo được ban hành."};
  for (const auto& t : tasks) {
    auto target = target_words({t.task.target_kind, t.task.target});
    g.lines.push_back({{{.text = t.task.text, .href = fmt::format("/cai-cach/nhiem-vu/{}", t.task.id), .small = t.task.document},
                        {.text = t.lead_name},
                        {.text = t.task.due ? vn_date(*t.task.due) : std::string("không ghi hạn")},
                        {.text = target.empty() ? std::string("–") : std::move(target)},
                        {.small = t.days_over > 0 ? fmt::format("{} ngày", t.days_over) : std::string(),
                         .tag = ui::Tag{label(t.state), tone_of(t.state)}}},
                       t.state == TaskState::overdue ? ui::Tone::bad : ui::Tone::none});
  }
  return g;
}

namespace {
const ui::Link kCommitteesCrumb{.label = "Ban Chỉ đạo", .href = "/cai-cach/ban-chi-dao"};
std::string file_path(const CommitteePaper& p) { return fmt::format("{}/tep/{}", committee_path(p.committee), p.id); }

Block sessions_block(const CommitteeView& v) {
  Grid g{.caption = "Phiên họp",
         .columns = {{.label = "Phiên"}, {.label = "Ngày"}, {.label = "Chủ trì"}, {.label = "Trạng thái"}},
         .empty_title = "Chưa có phiên họp",
         .empty_text = "Lên lịch phiên họp, thêm nội dung và tài liệu trước ngày họp."};
  for (const auto& x : v.sessions)
    g.lines.push_back({{{.text = fmt::format("Phiên thứ {}", x.number), .href = session_path(x.id)},
                        {.text = vn_date(x.day), .small = x.place},
                        {.text = x.chair},
                        {.text = std::string(label(x.state)), .small = x.notice}}});
  Block b{.title = "Phiên họp", .grid = std::move(g)};
  if (v.may_manage) b.links = {{.label = "Lên lịch phiên họp", .href = committee_path(v.committee.id) + "/phien"}};
  return b;
}

Block papers_block(const CommitteeView& v) {
  const auto base = committee_path(v.committee.id);
  Grid g{.caption = "Quy chế, phân công",
         .columns = {{.label = "Văn bản", .width = 50}, {.label = "Bước"}, {.label = "Góp ý, tiếp thu"}},
         .empty_title = "Chưa có quy chế",
         .empty_text = "Quy chế làm việc và thông báo phân công đi từ lấy góp ý đến ban hành."};
  if (v.may_manage) g.columns.push_back({.label = "Việc tiếp theo"});
  for (const auto& p : v.papers) {
    const auto number = p.number.empty() ? std::string() : fmt::format(", số {} ngày {}", p.number, vn_date(p.day));
    Line line{{{.text = p.title, .href = p.hash.empty() ? "" : file_path(p), .small = fmt::format("{}{}", label(p.kind), number)},
               {.tag = ui::Tag{label(p.state), p.state == PaperState::issued ? ui::Tone::good : ui::Tone::info}},
               {.text = p.note.empty() ? std::string("–") : p.note}}};
    if (v.may_manage)
      line.cells.push_back(p.state == PaperState::issued
                               ? Cell{.text = "–"}
                               : Cell{.text = "Chuyển bước", .href = fmt::format("{}/chuyen?van_ban={}", base, p.id)});
    g.lines.push_back(std::move(line));
  }
  Block b{.title = "Quy chế, phân công", .grid = std::move(g)};
  if (v.may_manage) b.links = {{.label = "Thêm văn bản", .href = base + "/van-ban"}};
  return b;
}

Block members_block(const CommitteeView& v) {
  Grid g{.caption = "Thành viên",
         .columns = {{.label = "Họ tên"}, {.label = "Vai trò"}, {.label = "Lĩnh vực phụ trách"}, {.label = "Địa bàn phụ trách"}},
         .empty_title = "Chưa có thành viên",
         .empty_text = "Thêm thành viên, lĩnh vực và địa bàn phụ trách."};
  const auto or_dash = [](const std::string& s) { return s.empty() ? std::string("–") : s; };
  for (const auto& m : v.members)
    g.lines.push_back({{{.text = m.name, .small = m.post},
                        {.text = std::string(label(m.role))},
                        {.text = or_dash(m.charge)},
                        {.text = or_dash(m.area)}}});
  Block b{.title = "Thành viên", .count = std::to_string(v.members.size()), .grid = std::move(g)};
  if (v.may_manage) b.links = {{.label = "Thêm thành viên", .href = committee_path(v.committee.id) + "/thanh-vien"}};
  return b;
}
}  // namespace

Response CommitteePages::list(Call& call) {
  Screen s{.title = "Ban Chỉ đạo cải cách hành chính", .crumbs = {kHomeCrumb}};
  if (!managed_units(b_, actor_of(call)).empty()) s.links = {{.label = "Ghi Ban Chỉ đạo mới", .href = "/cai-cach/ban-chi-dao/them"}};
  Grid g{.caption = "Ban Chỉ đạo",
         .columns = {{.label = "Ban Chỉ đạo", .width = 44},
                     {.label = "Quyết định"},
                     {.label = "Số phiên", .numeric = true},
                     {.label = "Phiên gần nhất"}},
         .empty_title = "Chưa có Ban Chỉ đạo",
         .empty_text = "Ban Chỉ đạo theo quyết định thành lập, quy chế, phân công và các phiên họp hiện ở đây."};
  for (const auto& v : c_.list(actor_of(call))) {
    const auto& c = v.committee;
    g.lines.push_back({{{.text = c.name, .href = committee_path(c.id), .small = v.unit_name},
                        {.text = c.decision, .small = vn_date(c.set_up_on)},
                        {.text = std::to_string(v.sessions.size())},
                        v.sessions.empty() ? Cell{.text = "–"}
                                           : Cell{.text = vn_date(v.sessions.front().day), .href = session_path(v.sessions.front().id)}}});
  }
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen CommitteePages::new_screen(const Actor& actor) const {
  const auto units = managed_units(b_, actor);
  FormScreen f{.title = "Ghi Ban Chỉ đạo mới",
               .crumbs = {kHomeCrumb, kCommitteesCrumb},
               .action = "/cai-cach/ban-chi-dao/them",
               .back = "/cai-cach/ban-chi-dao"};
  using FieldKind = Field::Kind;
  f.fields = {{.kind = FieldKind::select, .name = "don_vi", .label = "Đơn vị thành lập", .options = units},
              {.kind = FieldKind::text, .name = "ten", .label = "Tên", .value = "Ban Chỉ đạo cải cách hành chính và chuyển đổi số"},
              {.kind = FieldKind::text, .name = "quyet_dinh", .label = "Quyết định thành lập", .hint = "Ví dụ 609/QĐ-UBND"},
              {.kind = FieldKind::date, .name = "ngay", .label = "Ngày quyết định"},
              {.kind = FieldKind::select,
               .name = "theo_doi",
               .label = "Cơ quan theo dõi, đôn đốc kết luận",
               .options = units.empty() ? units : lead_options(b_, UnitId{plain_number(units.front().value)})}};
  return f;
}
Response CommitteePages::new_form(Call& call) { return show(call, shells_, new_screen(actor_of(call))); }
Response CommitteePages::create(Call& call) {
  const auto& f = call.request.form;
  const auto id = c_.set_up(actor_of(call), {.unit = UnitId{plain_number(f.get("don_vi"))},
                                             .name = std::string(f.get("ten")),
                                             .decision = std::string(f.get("quyet_dinh")),
                                             .set_up_on = day_in(f, "ngay").value_or(Day{}),
                                             .follow_up = UnitId{plain_number(f.get("theo_doi"))}});
  if (id) return onward(committee_path(*id), "Đã ghi Ban Chỉ đạo.");
  return id.error().fields.empty() ? web::error_response(call, id.error())
                                   : show(call, shells_, new_screen(actor_of(call)), id.error().fields);
}

Response CommitteePages::committee(Call& call) {
  const auto opened = c_.open(actor_of(call), plain_number(call.request.param("ban")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  Screen s{.title = v.committee.name, .caption = v.unit_name, .crumbs = {kHomeCrumb, kCommitteesCrumb}};
  s.meta = {
      fmt::format("Quyết định {} ngày {} · Theo dõi kết luận: {}", v.committee.decision, vn_date(v.committee.set_up_on), v.follow_up_name)};
  s.add({.title = "Theo dõi kết luận", .count = std::to_string(v.tasks.size()), .accent = true, .grid = followed_tasks(v.tasks)});
  s.add(sessions_block(v)).add(papers_block(v)).add(members_block(v));
  return show(call, shells_, s);
}

std::optional<FormScreen> CommitteePages::committee_screen(const CommitteeView& v, std::string_view what, const web::Fields& query) const {
  using FieldKind = Field::Kind;
  if (!v.may_manage) return std::nullopt;
  const auto base = committee_path(v.committee.id);
  FormScreen f{.caption = v.committee.name,
               .crumbs = {kHomeCrumb, kCommitteesCrumb, {.label = v.committee.name, .href = base}},
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  if (what == "thanh-vien") {
    f.title = "Thêm thành viên";
    f.fields = {{.name = "ho_ten", .label = "Họ tên"},
                {.name = "chuc_vu", .label = "Chức vụ", .optional = true},
                {.kind = FieldKind::select, .name = "vai_tro", .label = "Vai trò", .options = options_of<MemberRole>(), .value = "member"},
                {.name = "linh_vuc", .label = "Lĩnh vực phụ trách", .optional = true},
                {.name = "dia_ban", .label = "Địa bàn phụ trách", .optional = true}};
  } else if (what == "van-ban") {
    f.title = "Thêm văn bản";
    f.multipart = true;
    f.fields = {{.kind = FieldKind::select,
                 .name = "loai",
                 .label = "Loại",
                 .options = {{.value = "regulation", .label = "Quy chế làm việc"},
                             {.value = "assignment", .label = "Thông báo phân công nhiệm vụ"}}},
                {.name = "ten", .label = "Tên văn bản"},
                {.kind = FieldKind::file, .name = "tep", .label = "Tệp dự thảo", .optional = true, .accept = ".pdf"}};
  } else if (what == "chuyen") {
    const auto found = std::ranges::find(v.papers, plain_number(query.get("van_ban")), &CommitteePaper::id);
    if (found == v.papers.end() || found->state == PaperState::issued) return std::nullopt;
    f.title = "Chuyển bước: " + found->title;
    std::vector<ui::Option> next;
    for (const auto& r : EnumWords<PaperState>::kRows)
      if (*from_word<PaperState>(r.word) > found->state) next.push_back({.value = std::string(r.word), .label = r.label});
    f.fields = {{.kind = FieldKind::hidden, .name = "van_ban", .value = std::to_string(found->id)},
                {.kind = FieldKind::select, .name = "buoc", .label = "Bước", .options = next},
                {.name = "so", .label = "Số", .hint = "Khi ban hành", .optional = true},
                {.kind = FieldKind::date, .name = "ngay", .label = "Ngày ban hành", .optional = true},
                {.kind = FieldKind::area, .name = "gop_y", .label = "Góp ý và tiếp thu", .optional = true}};
  } else if (what == "phien") {
    f.title = "Lên lịch phiên họp";
    f.fields = {{.kind = FieldKind::date, .name = "ngay", .label = "Ngày họp"},
                {.name = "noi_hop", .label = "Nơi họp", .optional = true},
                {.name = "chu_tri", .label = "Chủ trì"}};
  } else {
    return std::nullopt;
  }
  return f;
}
Response CommitteePages::committee_form(Call& call) {
  const auto v = c_.open(actor_of(call), plain_number(call.request.param("ban")));
  if (!v) return web::error_response(call, v.error());
  const auto f = committee_screen(*v, call.request.param("viec"), call.request.query);
  if (f) return show(call, shells_, *f);
  return web::error_response(call, errors::not_found("reform.no_committee_form", "Không có việc này với Ban Chỉ đạo.").value());
}
Result<std::string> CommitteePages::committee_done(Call& call, const CommitteeView& v, std::string_view what) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.form;
  const auto id = v.committee.id;
  if (what == "thanh-vien") {
    TRY_VOID(c_.add_member(actor, id,
                           {.name = std::string(f.get("ho_ten")),
                            .post = clean(f.get("chuc_vu")),
                            .role = from_word<MemberRole>(f.get("vai_tro")).value_or(MemberRole::member),
                            .charge = clean(f.get("linh_vuc")),
                            .area = clean(f.get("dia_ban"))}));
    return "Đã thêm thành viên.";
  }
  if (what == "van-ban") {
    TRY(const auto file, keep_file(b_, call.request, "tep"));
    const auto kind = from_word<PaperKind>(f.get("loai")).value_or(PaperKind::regulation);
    TRY_VOID(c_.add_paper(actor, id, {.kind = kind, .title = std::string(f.get("ten")), .hash = file.hash, .file_name = file.name}));
    return "Đã thêm văn bản, đang lấy góp ý.";
  }
  if (what == "chuyen") {
    const auto paper = plain_number(f.get("van_ban"));
    if (std::ranges::find(v.papers, paper, &CommitteePaper::id) == v.papers.end())
      return errors::not_found("reform.paper_of_other", "Không có văn bản này.");
    const auto to = from_word<PaperState>(f.get("buoc")).value_or(PaperState::comments);
    TRY_VOID(c_.move_paper(actor, paper, to, std::string(f.get("so")), day_in(f, "ngay"), std::string(f.get("gop_y"))));
    return "Đã chuyển bước.";
  }
  if (what == "phien") {
    TRY_VOID(c_.plan_session(
        actor, id, {.day = day_in(f, "ngay").value_or(Day{}), .place = clean(f.get("noi_hop")), .chair = clean(f.get("chu_tri"))}));
    return "Đã lên lịch phiên họp.";
  }
  return errors::not_found("reform.no_committee_act", "Không có việc này với Ban Chỉ đạo.");
}
Response CommitteePages::committee_act(Call& call) {
  const auto v = c_.open(actor_of(call), plain_number(call.request.param("ban")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = committee_done(call, *v, what);
  if (said) return onward(committee_path(v->committee.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : committee_screen(*v, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

Response CommitteePages::file(Call& call) {
  const auto p = c_.paper(actor_of(call), plain_number(call.request.param("tep")));
  if (!p) return web::error_response(call, p.error());
  return file_response(call, b_, p->hash, p->file_name);
}

std::span<const web::RouteOf<CommitteePages>> CommitteePages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  constexpr std::uint64_t kUpload = static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<CommitteePages>>({
      {Method::get, "/cai-cach/ban-chi-dao", kReformRead, &CommitteePages::list},
      {Method::get, "/cai-cach/ban-chi-dao/them", kReformManage, &CommitteePages::new_form},
      {Method::post, "/cai-cach/ban-chi-dao/them", kReformManage, &CommitteePages::create},
      {Method::get, "/cai-cach/ban-chi-dao/{ban}", kReformRead, &CommitteePages::committee},
      {Method::get, "/cai-cach/ban-chi-dao/{ban}/tep/{tep}", kReformRead, &CommitteePages::file},
      {Method::get, "/cai-cach/ban-chi-dao/{ban}/{viec}", kReformManage, &CommitteePages::committee_form},
      {Method::post, "/cai-cach/ban-chi-dao/{ban}/{viec}", kReformManage, &CommitteePages::committee_act, kUpload},
  });
  return kRoutes;
}

}  // namespace motcua::reform
