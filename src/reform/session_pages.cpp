// A session of the steering committee: agenda and papers before it, conclusions after it, and what became of earlier ones.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/files.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/committee_pages.hpp"
#include "reform/letters_committee.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

using K = Field::Kind;

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
std::vector<ui::Link> crumbs_to(const SessionView& v) {
  return {kHomeCrumb,
          {.label = "Ban Chỉ đạo", .href = "/cai-cach/ban-chi-dao"},
          {.label = v.committee.name, .href = committee_path(v.committee.id)}};
}

Grid papers_grid(const SessionView& v) {
  Grid g{.caption = "Chương trình, tài liệu",
         .columns = {{.label = "Nội dung", .width = 60}, {.label = "Loại"}, {.label = "Ngày gửi"}},
         .empty_title = "Chưa có chương trình họp",
         .empty_text = "Thêm nội dung và tài liệu trước ngày họp 5 ngày làm việc."};
  for (const auto& p : v.papers)
    g.lines.push_back({{{.text = p.title,
                         .href = p.hash.empty() ? "" : fmt::format("{}/tep/{}", committee_path(p.committee), p.id),
                         .small = p.file_name},
                        {.text = std::string(label(p.kind))},
                        {.text = vn_date(p.day)}}});
  return g;
}

Grid items_grid(const SessionView& v, const Base& base) {
  Grid g{.caption = "Nội dung kết luận",
         .columns = {{.label = "Điểm"}, {.label = "Nội dung", .width = 50}, {.label = "Đơn vị"}, {.label = "Hạn"}, {.label = "Chỉ tiêu"}},
         .empty_title = "Chưa có nội dung kết luận",
         .empty_text = "Mỗi nội dung có đơn vị thực hiện, thời hạn và chỉ tiêu; khi ra thông báo thì thành nhiệm vụ."};
  for (const auto& i : v.items) {
    auto target = target_words({i.target_kind, i.target});
    g.lines.push_back({{{.text = item_mark(i.number) + ")"},
                        {.text = i.text, .small = std::string(label(i.content))},
                        {.text = base.unit_name(i.lead)},
                        {.text = i.due ? vn_date(*i.due) : std::string("không ghi hạn")},
                        {.text = target.empty() ? std::string("–") : std::move(target)}}});
  }
  return g;
}

Block conclusion_block(const SessionView& v) {
  Block b{.title = "Kết luận"};
  const auto& x = v.session;
  const auto fact = [&](const char* term, const std::string& value) {
    if (!value.empty()) b.facts.push_back({.term = term, .value = value});
  };
  fact("Thông báo", fmt::format("{} ngày {}", x.notice, x.notice_on ? vn_date(*x.notice_on) : std::string()));
  fact("Thống nhất", x.agreed);
  fact("Kết quả", x.results);
  fact("Hạn chế, nguyên nhân", x.limits);
  fact("Theo dõi, đôn đốc", v.follow_up_name);
  return b;
}
}  // namespace

Response SessionPages::session(Call& call) {
  const auto opened = c_.session(actor_of(call), plain_number(call.request.param("phien")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  const auto& x = v.session;
  const auto base = session_path(x.id);
  Screen s{.title = fmt::format("Phiên họp thứ {}", x.number), .caption = v.committee.name, .crumbs = crumbs_to(v)};
  s.meta = {fmt::format("Ngày {}{} · Chủ trì: {} · {}", vn_date(x.day), x.place.empty() ? "" : ", " + x.place, x.chair, label(x.state))};
  if (v.may_manage && x.state == SessionState::planned)
    s.links = {{.label = "Thêm nội dung, tài liệu", .href = base + "/tai-lieu"}, {.label = "Ghi đã họp", .href = base + "/hop"}};
  if (v.may_manage && x.state == SessionState::held)
    s.links = {{.label = "Thêm nội dung kết luận", .href = base + "/noi-dung"},
               {.label = "Thêm biên bản", .href = base + "/tai-lieu"},
               {.label = "Ra thông báo kết luận", .href = base + "/thong-bao"}};
  const bool concluded = x.state == SessionState::concluded;
  if (concluded) {
    s.links = {{.label = "Thông báo kết luận (PDF)", .href = base + "/thong-bao.pdf"}};
    s.add({.title = "Nhiệm vụ", .count = std::to_string(v.tasks.size()), .accent = true, .grid = followed_tasks(v.tasks)});
    s.add(conclusion_block(v));
  } else if (!v.earlier.empty()) {
    s.add({.title = "Kết luận các phiên trước chưa xong",
           .count = std::to_string(v.earlier.size()),
           .accent = true,
           .grid = followed_tasks(v.earlier)});
  }
  if (!concluded && v.may_manage && x.state == SessionState::held) s.add({.title = "Nội dung kết luận", .grid = items_grid(v, b_)});
  s.add({.title = "Chương trình, tài liệu", .grid = papers_grid(v)});
  if (!x.attendance.empty()) s.add({.title = "Thành phần dự", .text = {x.attendance}});
  return show(call, shells_, s);
}

std::optional<FormScreen> SessionPages::session_screen(const SessionView& v, std::string_view what) const {
  if (!v.may_manage) return std::nullopt;
  const auto base = session_path(v.session.id);
  const bool planned = v.session.state == SessionState::planned, held = v.session.state == SessionState::held;
  FormScreen f{.caption = fmt::format("Phiên họp thứ {}", v.session.number),
               .crumbs = crumbs_to(v),
               .action = fmt::format("{}/{}", base, what),
               .back = base};
  f.crumbs.push_back({.label = fmt::format("Phiên thứ {}", v.session.number), .href = base});
  if (what == "tai-lieu" && (planned || held)) {
    f.title = planned ? "Thêm nội dung, tài liệu" : "Thêm biên bản";
    f.multipart = true;
    if (planned)
      f.fields.push_back(
          {.kind = K::select,
           .name = "loai",
           .label = "Loại",
           .options = {{.value = "agenda", .label = "Nội dung chương trình họp"}, {.value = "paper", .label = "Tài liệu họp"}}});
    f.fields.push_back({.name = "ten", .label = "Tên"});
    f.fields.push_back({.kind = K::file, .name = "tep", .label = "Tệp", .optional = true, .accept = ".pdf"});
  } else if (what == "hop" && planned) {
    f.title = "Ghi đã họp";
    f.fields = {{.kind = K::area, .name = "du_hop", .label = "Thành phần dự họp, vắng"}};
  } else if (what == "noi-dung" && held) {
    f.title = "Thêm nội dung kết luận";
    std::vector<ui::Option> metrics;
    for (const auto& m : b_.figures.metrics()) metrics.push_back({.value = m.key, .label = m.title});
    f.fields = {
        {.kind = K::area, .name = "noi_dung", .label = "Nội dung giao"},
        {.kind = K::select, .name = "nc", .label = "Nội dung cải cách", .options = content_options()},
        {.kind = K::select, .name = "chu_tri", .label = "Đơn vị thực hiện", .options = lead_options(b_, v.committee.unit)},
        {.kind = K::date, .name = "han", .label = "Thời hạn", .optional = true},
        {.name = "san_pham", .label = "Sản phẩm", .optional = true},
        {.kind = K::select, .name = "so_lieu", .label = "Số liệu", .options = metrics, .none = "Không gắn số liệu", .optional = true},
        {.kind = K::select, .name = "chi_tieu", .label = "So sánh", .options = options_of<TargetKind>(), .value = "none"},
        {.kind = K::decimal, .name = "muc", .label = "Mức (%)", .hint = "Cho “đạt ít nhất” và “không quá”, ví dụ 80.", .optional = true}};
  } else if (what == "thong-bao" && held) {
    f.title = "Ra thông báo kết luận";
    f.button = "Ban hành, giao nhiệm vụ";
    f.text = {fmt::format("{} nội dung sẽ thành nhiệm vụ; {} theo dõi, đôn đốc.", v.items.size(), v.follow_up_name)};
    f.fields = {{.name = "so", .label = "Số thông báo"},
                {.kind = K::date, .name = "ngay", .label = "Ngày", .value = vn_date(b_.today())},
                {.kind = K::area, .name = "thong_nhat", .label = "Nội dung thống nhất", .optional = true},
                {.kind = K::area, .name = "ket_qua", .label = "Kết quả đạt được", .optional = true},
                {.kind = K::area, .name = "han_che", .label = "Hạn chế, nguyên nhân", .optional = true}};
  } else {
    return std::nullopt;
  }
  return f;
}
Response SessionPages::session_form(Call& call) {
  const auto v = c_.session(actor_of(call), plain_number(call.request.param("phien")));
  if (!v) return web::error_response(call, v.error());
  if (const auto f = session_screen(*v, call.request.param("viec"))) return show(call, shells_, *f);
  return web::error_response(call, errors::not_found("reform.no_session_form", "Không có việc này với phiên họp lúc này.").value());
}

Result<std::string> SessionPages::item_added(Call& call, const SessionView& v) {
  const auto& f = call.request.form;
  std::vector<FieldError> wrong;
  check_day(f, "han", wrong);
  Item i{.text = std::string(f.get("noi_dung")),
         .content = from_word<Content>(f.get("nc")).value_or(Content::steering),
         .lead = UnitId{plain_number(f.get("chu_tri"))},
         .due = day_in(f, "han"),
         .product = clean(f.get("san_pham")),
         .metric = std::string(f.get("so_lieu")),
         .target_kind = from_word<TargetKind>(f.get("chi_tieu")).value_or(TargetKind::none)};
  if (i.target_kind == TargetKind::at_least || i.target_kind == TargetKind::at_most) {
    const auto n = parse_vn_decimal(f.get("muc"), 2);
    if (!n || f.get("muc").empty())
      wrong.push_back({"muc", "Ghi mức bằng phần trăm, ví dụ 80."});
    else
      i.target = *n;
  }
  if (!wrong.empty()) return errors::invalid_fields("reform.item_unreadable", std::move(wrong));
  TRY_VOID(c_.add_item(actor_of(call), v.session.id, std::move(i)));
  return "Đã thêm nội dung kết luận.";
}
Result<std::string> SessionPages::session_done(Call& call, const SessionView& v, std::string_view what) {
  const auto& actor = actor_of(call);
  const auto& f = call.request.form;
  const auto id = v.session.id;
  if (what == "tai-lieu") {
    TRY(const auto file, keep_file(b_, call.request, "tep"));
    const auto kind =
        v.session.state == SessionState::planned ? from_word<PaperKind>(f.get("loai")).value_or(PaperKind::paper) : PaperKind::minutes;
    TRY_VOID(c_.add_paper(actor, v.committee.id,
                          {.of_session = id, .kind = kind, .title = std::string(f.get("ten")), .hash = file.hash, .file_name = file.name}));
    return "Đã thêm.";
  }
  if (what == "hop") {
    TRY_VOID(c_.hold(actor, id, std::string(f.get("du_hop"))));
    return "Đã ghi phiên họp.";
  }
  if (what == "noi-dung") return item_added(call, v);
  if (what == "thong-bao") {
    TRY_VOID(c_.conclude(actor, id, std::string(f.get("so")), day_in(f, "ngay"), std::string(f.get("thong_nhat")),
                         std::string(f.get("ket_qua")), std::string(f.get("han_che"))));
    return "Đã ra thông báo; nội dung kết luận thành nhiệm vụ.";
  }
  return errors::not_found("reform.no_session_act", "Không có việc này với phiên họp.");
}
Response SessionPages::session_act(Call& call) {
  const auto v = c_.session(actor_of(call), plain_number(call.request.param("phien")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = session_done(call, *v, what);
  if (said) return onward(session_path(v->session.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : session_screen(*v, what);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

Response SessionPages::notice_pdf(Call& call) {
  const auto v = c_.session(actor_of(call), plain_number(call.request.param("phien")));
  if (!v) return web::error_response(call, v.error());
  if (v->session.state != SessionState::concluded)
    return web::error_response(call, errors::not_found("reform.no_notice", "Phiên họp này chưa ra thông báo.").value());
  return Response::bytes(conclusion_notice(*v, b_), "application/pdf", "thong-bao-ket-luan.pdf");
}

std::span<const web::RouteOf<SessionPages>> SessionPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  constexpr std::uint64_t kUpload = static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<SessionPages>>({
      {Method::get, "/cai-cach/phien-hop/{phien}", kReformRead, &SessionPages::session},
      {Method::get, "/cai-cach/phien-hop/{phien}/thong-bao.pdf", kReformRead, &SessionPages::notice_pdf},
      {Method::get, "/cai-cach/phien-hop/{phien}/{viec}", kReformManage, &SessionPages::session_form},
      {Method::post, "/cai-cach/phien-hop/{phien}/{viec}", kReformManage, &SessionPages::session_act, kUpload},
  });
  return kRoutes;
}

}  // namespace motcua::reform
