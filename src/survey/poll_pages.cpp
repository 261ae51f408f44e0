#include "survey/poll_pages.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "print/sheet.hpp"
#include "reform/plan_pages.hpp"

namespace motcua::survey {

using identity::actor_of;
using reform::check_day;
using reform::day_in;
using reform::onward;
using reform::show;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {
constexpr int kDrawnPage = 50;
constexpr int kMostInvited = 5'000;

ui::Tone tone_of(PollState s) {
  switch (s) {
    case PollState::draft: return ui::Tone::none;
    case PollState::announced: return ui::Tone::wait;
    case PollState::open: return ui::Tone::info;
    case PollState::closed: return ui::Tone::good;
  }
  return ui::Tone::none;
}
ui::Tone tone_of(DrawState s) {
  switch (s) {
    case DrawState::asked: return ui::Tone::wait;
    case DrawState::reserve:
    case DrawState::dropped: return ui::Tone::none;
    case DrawState::answered: return ui::Tone::good;
  }
  return ui::Tone::none;
}
bool manages_any(const Polls& polls, const Actor& actor) { return !reform::managed_units(polls.ground().base, actor).empty(); }
Response no_such_page(const Call& call) {
  return web::error_response(call, errors::not_found("survey.no_page", "Không có trang này.").value());
}
}  // namespace

// ---- list and draft
// ----------------------------------------------------------------------------------------------------------------------
Response PollPages::list(Call& call) {
  const auto& actor = actor_of(call);
  Screen s{.title = "Khảo sát sự hài lòng (SIPAS)", .crumbs = {kReformCrumb}};
  s.links = {{.label = "Chỉ số công bố của tỉnh", .href = "/cai-cach/chi-so-cong-bo"},
             {.label = "Trang cho người dân", .href = "/khao-sat"}};
  if (manages_any(polls_, actor)) s.links.insert(s.links.begin(), {.label = "Lập đợt khảo sát", .href = "/cai-cach/khao-sat/them"});
  Grid g{.caption = "Đợt khảo sát",
         .columns = {{.label = "Đợt", .width = 40}, {.label = "Đơn vị"}, {.label = "Trạng thái"}, {.label = "Phiếu", .numeric = true}},
         .empty_title = "Chưa có đợt khảo sát nào",
         .empty_text = "Đợt khảo sát rút ngẫu nhiên người đã có hồ sơ giải quyết xong, hỏi năm yếu tố phục vụ."};
  for (const auto& row : polls_.list(actor))
    g.lines.push_back({{{.text = row.poll.title, .href = poll_path(row.poll.id), .small = std::to_string(row.poll.year)},
                        {.text = row.unit_name},
                        {.tag = ui::Tag{label(row.poll.state), tone_of(row.poll.state)}},
                        {.text = row.asked == 0 ? std::string("–") : fmt::format("{}/{}", row.answered, row.asked)}}});
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

FormScreen PollPages::draft_screen(const Actor& actor) const {
  const auto today = polls_.ground().base.today();
  const auto year = int{std::chrono::year_month_day{today}.year()};
  FormScreen f{.title = "Lập đợt khảo sát",
               .crumbs = {kReformCrumb, kPollsCrumb},
               .action = "/cai-cach/khao-sat/them",
               .button = "Lập đợt khảo sát",
               .back = "/cai-cach/khao-sat"};
  f.fields = {{.kind = K::select, .name = "don_vi", .label = "Đơn vị", .options = reform::managed_units(polls_.ground().base, actor)},
              {.kind = K::text, .name = "ten", .label = "Tên đợt", .value = fmt::format("Khảo sát sự hài lòng năm {}", year)},
              {.kind = K::number, .name = "nam", .label = "Năm", .value = std::to_string(year)},
              {.kind = K::date,
               .name = "tu",
               .label = "Hồ sơ giải quyết từ ngày",
               .hint = "Người được hỏi rút từ hồ sơ đã giải quyết trong thời gian này.",
               .value = vn_date(today - std::chrono::days{365})},
              {.kind = K::date, .name = "den", .label = "Đến ngày", .value = vn_date(today - std::chrono::days{1})},
              {.kind = K::number,
               .name = "sai_so",
               .label = "Sai số cho phép (%)",
               .hint = "Số phiếu n = N / (1 + N × e²), N là số hồ sơ, e là sai số.",
               .value = std::to_string(kWantedError)},
              {.kind = K::text, .name = "can_cu", .label = "Theo văn bản", .hint = "Số, ngày", .optional = true}};
  return f;
}
Response PollPages::draft_form(Call& call) { return show(call, shells_, draft_screen(actor_of(call))); }

Response PollPages::draft(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  std::vector<FieldError> wrong;
  for (const auto* name : {"tu", "den"}) {
    check_day(form, name, wrong);
    if (form.get(name).empty()) wrong.push_back({name, "Ghi ngày."});
  }
  if (!wrong.empty()) return show(call, shells_, draft_screen(actor), wrong);
  const auto id = polls_.draft(actor, {.unit = UnitId{plain_number(form.get("don_vi"))},
                                       .year = static_cast<int>(std::min<std::int64_t>(plain_number(form.get("nam")), 9999)),
                                       .title = std::string(form.get("ten")),
                                       .basis = std::string(form.get("can_cu")),
                                       .from = *day_in(form, "tu"),
                                       .to = *day_in(form, "den"),
                                       .error = static_cast<int>(std::min<std::int64_t>(plain_number(form.get("sai_so")), 100))});
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error()) : show(call, shells_, draft_screen(actor), id.error().fields);
  return onward(poll_path(*id), "Đã lập đợt khảo sát. Xem lại câu hỏi, rồi công bố.");
}

// ---- one survey
// --------------------------------------------------------------------------------------------------------------------------
namespace {
Block course_block(const PollView& v) {
  const auto& p = v.poll;
  Block b{.title = "Đợt khảo sát"};
  b.facts = {{.term = "Trạng thái", .value = std::string(label(p.state))},
             {.term = "Hồ sơ giải quyết", .value = fmt::format("từ {} đến {}", vn_date(p.from), vn_date(p.to))},
             {.term = "Sai số cho phép", .value = fmt::format("{}%", p.error)}};
  if (!p.basis.empty()) b.facts.push_back({.term = "Theo văn bản", .value = p.basis});
  if (!p.seed.empty())
    b.facts.push_back({.term = "Hạt giống rút mẫu", .value = fmt::format("{} (công bố {})", p.seed, vn_date(*p.announced_on))});
  if (p.drawn_on)
    b.facts.push_back(
        {.term = "Rút mẫu", .value = fmt::format("{} người ngày {}, {} người dự bị", p.wanted, vn_date(*p.drawn_on), v.reserve)});
  if (v.asked > 0) b.facts.push_back({.term = "Đã trả lời", .value = fmt::format("{}/{}", v.answered, v.asked)});
  const auto base = poll_path(p.id);
  if (p.state == PollState::open && v.may_enter) b.links.push_back({.label = "Nhập phiếu giấy", .href = base + "/phieu-giay"});
  if (p.state == PollState::open && v.may_manage) {
    b.links.push_back({.label = "Danh sách được rút, đường dẫn", .href = base + "/danh-sach"});
    b.links.push_back({.label = "Thư mời (XLSX)", .href = base + "/thu-moi.xlsx"});
  }
  if (!v.may_manage) return b;
  if (p.state == PollState::draft) {
    b.links.push_back({.label = "Sửa câu hỏi, trọng số", .href = base + "/phieu-hoi"});
    b.actions = {{.action = base + "/cong-bo", .label = "Công bố đợt khảo sát"}};
  } else if (p.state == PollState::announced) {
    b.actions = {{.action = base + "/rut-mau", .label = "Rút mẫu"}};
  } else if (p.state == PollState::open) {
    b.actions = {{.action = base + "/ket-thuc", .label = "Kết thúc, công bố kết quả", .kind = ui::ButtonKind::secondary}};
  }
  return b;
}
Block questions_block(const PollView& v) {
  Grid g{.caption = "Phiếu hỏi", .columns = {{.label = "Mã"}, {.label = "Câu hỏi", .width = 70}, {.label = "Trọng số", .numeric = true}}};
  for (const auto& q : v.form.questions)
    if (q.factor.empty()) g.lines.push_back({{{.text = q.code}, {.text = q.text}, {.text = "–"}}});
  for (const auto& f : v.form.factors) {
    g.lines.push_back({{{.text = f.code}, {.text = f.name, .small = f.source}, {.text = fmt::format("{}%", f.weight)}}});
    for (const auto& q : v.form.questions)
      if (q.factor == f.code) g.lines.push_back({{{.text = q.code}, {.text = q.text}, {.text = "–"}}});
  }
  return {.title = "Phiếu hỏi", .grid = std::move(g)};
}
}  // namespace

Response PollPages::poll(Call& call) {
  const auto v = polls_.open(actor_of(call), plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  Screen s{.title = v->poll.title, .caption = v->unit_name, .crumbs = {kReformCrumb, kPollsCrumb}};
  s.add(course_block(*v));
  if (v->result) add_result(s, *v);
  if (!v->comments.empty()) {
    Block b{.title = "Góp ý", .count = std::to_string(v->comments.size())};
    b.text = v->comments;
    s.add(std::move(b));
  }
  s.add(questions_block(*v));
  return show(call, shells_, s);
}

// ---- things to do with one
// ---------------------------------------------------------------------------------------------------------------
std::optional<FormScreen> PollPages::screen(const PollView& v, std::string_view what, const web::Fields& query) const {
  FormScreen f{.caption = v.poll.title,
               .crumbs = {kReformCrumb, kPollsCrumb, {.label = v.poll.title, .href = poll_path(v.poll.id)}},
               .action = fmt::format("{}/{}", poll_path(v.poll.id), what),
               .back = poll_path(v.poll.id)};
  if (what == "phieu-hoi" && v.poll.state == PollState::draft) {
    f.title = "Sửa câu hỏi, trọng số";
    f.text = {"Công bố rồi thì phiếu không đổi nữa. Trọng số của các yếu tố cộng lại là 100."};
    for (const auto& factor : v.form.factors) {
      f.fields.push_back({.kind = K::heading, .name = factor.code, .label = factor.name});
      f.fields.push_back({.kind = K::number,
                          .name = "trong_so." + factor.code,
                          .label = "Trọng số " + factor.code + " (%)",
                          .value = std::to_string(factor.weight)});
      for (const auto& q : v.form.questions)
        if (q.factor == factor.code)
          f.fields.push_back({.kind = K::text, .name = "cau." + q.code, .label = "Câu " + q.code, .value = q.text});
    }
    for (const auto& q : v.form.questions)
      if (q.factor.empty()) f.fields.push_back({.kind = K::text, .name = "cau." + q.code, .label = "Câu hỏi chung", .value = q.text});
    return f;
  }
  if (what == "thay-nguoi" && v.poll.state == PollState::open) {
    f.title = "Thay người không gặp được";
    f.text = {"Người dự bị kế tiếp của cùng đơn vị được mời thay."};
    f.button = "Thay người";
    f.fields = {{.kind = K::hidden, .name = "nguoi", .label = "", .value = std::string(query.get("nguoi"))},
                {.kind = K::text, .name = "ly_do", .label = "Lý do"}};
    return f;
  }
  return std::nullopt;
}

Response PollPages::form(Call& call) {
  const auto v = polls_.open(actor_of(call), plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto f = v->may_manage ? screen(*v, call.request.param("viec"), call.request.query) : std::nullopt;
  return f ? show(call, shells_, *f) : no_such_page(call);
}

Result<std::string> PollPages::done(const Actor& actor, const PollView& v, std::string_view what, const web::Fields& form) {
  const auto id = v.poll.id;
  if (what == "phieu-hoi") {
    auto q = v.form;
    for (auto& f : q.factors) f.weight = static_cast<int>(std::min<std::int64_t>(plain_number(form.get("trong_so." + f.code)), 1000));
    for (auto& one : q.questions) one.text = clean(form.get("cau." + one.code));
    TRY_VOID(polls_.set_form(actor, id, q));
    return "Đã lưu phiếu hỏi.";
  }
  if (what == "cong-bo") {
    TRY_VOID(polls_.announce(actor, id));
    return "Đã công bố. Hạt giống đã có trên trang cho người dân; bây giờ rút mẫu.";
  }
  if (what == "rut-mau") {
    TRY(const auto n, polls_.draw(actor, id));
    return fmt::format("Đã rút {} người. Gửi thư mời có đường dẫn, hoặc hỏi bằng phiếu giấy.", n);
  }
  if (what == "ket-thuc") {
    TRY_VOID(polls_.close(actor, id));
    return "Đã kết thúc, kết quả đã công khai.";
  }
  if (what == "thay-nguoi") {
    TRY_VOID(polls_.drop(actor, plain_number(form.get("nguoi")), std::string(form.get("ly_do"))));
    return "Đã thay người.";
  }
  return errors::not_found("survey.no_action", "Không có việc này.");
}

Response PollPages::act(Call& call) {
  const auto& actor = actor_of(call);
  const auto v = polls_.open(actor, plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = done(actor, *v, what, call.request.form);
  if (said) return onward(what == "thay-nguoi" ? poll_path(v->poll.id) + "/danh-sach" : poll_path(v->poll.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : screen(*v, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

namespace {
FormScreen paper_screen(const PollView& v) {
  FormScreen f{.title = "Nhập phiếu giấy",
               .caption = v.poll.title,
               .crumbs = {kReformCrumb, kPollsCrumb, {.label = v.poll.title, .href = poll_path(v.poll.id)}},
               .action = poll_path(v.poll.id) + "/phieu-giay",
               .text = {"Nhập đúng như người dân đã đánh dấu. Câu bỏ trống thì để trống."},
               .button = "Lưu phiếu, nhập phiếu tiếp",
               .back = poll_path(v.poll.id)};
  f.fields = {{.kind = K::number, .name = "so_phieu", .label = "Số phiếu", .hint = "Số ghi trên phiếu giấy"}};
  std::ranges::move(questionnaire_fields(v.form), std::back_inserter(f.fields));
  return f;
}
}  // namespace

Response PollPages::paper_form(Call& call) {
  const auto v = polls_.open(actor_of(call), plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  if (!v->may_enter || v->poll.state != PollState::open) return no_such_page(call);
  return show(call, shells_, paper_screen(*v));
}
Response PollPages::paper(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto v = polls_.open(actor, plain_number(call.request.param("dot")));
  if (!v) return web::error_response(call, v.error());
  const auto kept = polls_.enter(actor, v->poll.id, static_cast<int>(std::min<std::int64_t>(plain_number(form.get("so_phieu")), 1'000'000)),
                                 levels_in(v->form, form), clean(form.get("gop_y")));
  if (kept) return onward(poll_path(v->poll.id) + "/phieu-giay", fmt::format("Đã lưu phiếu số {}.", form.get("so_phieu")));
  return kept.error().fields.empty() ? web::error_response(call, kept.error()) : show(call, shells_, paper_screen(*v), kept.error().fields);
}

Response PollPages::drawn(Call& call) {
  const auto& actor = actor_of(call);
  const auto id = plain_number(call.request.param("dot"));
  const auto v = polls_.open(actor, id);
  if (!v) return web::error_response(call, v.error());
  const auto rows =
      polls_.drawn(actor, id, static_cast<int>(std::min<std::int64_t>(plain_number(call.request.query.get("sau")), 1'000'000)), kDrawnPage);
  if (!rows) return web::error_response(call, rows.error());
  Screen s{.title = "Danh sách được rút",
           .caption = v->poll.title,
           .crumbs = {kReformCrumb, kPollsCrumb, {.label = v->poll.title, .href = poll_path(id)}}};
  s.meta.push_back("Chỉ biết ai đã trả lời, không biết trả lời gì. Đường dẫn mở được phiếu thay người đó: không đưa cho người khác.");
  Grid g{.caption = "Người được rút",
         .columns = {{.label = "Số phiếu", .numeric = true},
                     {.label = "Hồ sơ"},
                     {.label = "Đơn vị, lĩnh vực", .width = 36},
                     {.label = "Trạng thái"},
                     {.label = "Việc"}},
         .empty_title = "Chưa rút mẫu",
         .empty_text = "Công bố đợt khảo sát, rồi rút mẫu."};
  for (const auto& row : *rows) {
    Cell act{.text = "–"};
    if (!row.link.empty()) act = {.text = "Mở phiếu trên máy tính bảng", .href = row.link + "?tai=quay"};
    g.lines.push_back({{{.text = std::to_string(row.draw.number)},
                        {.text = row.draw.dossier, .href = "/ho-so/" + row.draw.dossier},
                        {.text = row.unit_name, .small = row.draw.field},
                        {.small = row.draw.reason, .tag = ui::Tag{label(row.draw.state), tone_of(row.draw.state)}},
                        std::move(act)}});
    if (row.draw.state == DrawState::asked && v->poll.state == PollState::open)
      g.lines.back().cells[3] = {.text = "Thay người",
                                 .href = fmt::format("{}/thay-nguoi?nguoi={}", poll_path(id), row.draw.id),
                                 .tag = ui::Tag{label(row.draw.state), tone_of(row.draw.state)}};
  }
  if (std::ssize(*rows) == kDrawnPage) g.older = fmt::format("{}/danh-sach?sau={}", poll_path(id), rows->back().draw.number);
  s.add({.grid = std::move(g)});
  return show(call, shells_, s);
}

Response PollPages::sheet(Call& call) {
  const auto& actor = actor_of(call);
  const auto id = plain_number(call.request.param("dot"));
  const auto rows = polls_.drawn(actor, id, 0, kMostInvited);
  if (!rows) return web::error_response(call, rows.error());
  print::Sheet sheet{.name = "Thư mời",
                     .title = {"Người được rút trả lời khảo sát", "Đường dẫn chỉ gửi cho người có hồ sơ đó"},
                     .columns = {{"Số phiếu", 10}, {"Mã hồ sơ", 24}, {"Đơn vị tiếp nhận", 40}, {"Lĩnh vực", 30}, {"Đường dẫn", 60}},
                     .rows = {}};
  for (const auto& row : *rows)
    if (!row.link.empty())
      sheet.rows.push_back(
          {std::int64_t{row.draw.number}, row.draw.dossier, row.unit_name, row.draw.field, polls_.ground().public_url + row.link});
  return Response::bytes(print::xlsx(sheet), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "thu-moi.xlsx");
}

// ---- series
// ------------------------------------------------------------------------------------------------------------------------------
namespace {
// The province the reader's unit lies in: published indices are of provinces.
UnitId province_of(const reform::Base& base, UnitId unit) {
  const auto above = base.identity.tree()->ancestors(unit, base.today());
  return above.empty() ? unit : above.back();
}
}  // namespace

Response PollPages::series(Call& call) {
  const auto& actor = actor_of(call);
  const auto& base = polls_.ground().base;
  Screen s{.title = "Chỉ số công bố của tỉnh",
           .caption = base.unit_name(province_of(base, actor.acting_unit())),
           .crumbs = {kReformCrumb, kPollsCrumb}};
  s.meta.push_back("PCI, PAPI, SIPAS, PAR INDEX, DTI do cơ quan khác đo và công bố; ở đây chỉ ghi lại, kèm nguồn.");
  if (!import_screen(actor).fields.front().options.empty())
    s.links = {{.label = "Nhập từ tệp CSV", .href = "/cai-cach/chi-so-cong-bo/nhap"}};
  std::map<std::string, std::vector<SeriesPoint>> by_name;
  for (auto& p : polls_.series(actor, province_of(base, actor.acting_unit()))) by_name[p.name].push_back(std::move(p));
  if (by_name.empty())
    s.add({.grid = Grid{.empty_title = "Chưa có số liệu", .empty_text = "Nhập tệp CSV có cột chi_so, nam, gia_tri, nguon."}});
  for (const auto& [name, points] : by_name) {
    Block b{.title = name};
    Grid g{.caption = name, .columns = {{.label = "Năm"}, {.label = "Giá trị", .numeric = true}, {.label = "Nguồn", .width = 60}}};
    ui::Chart chart{.title = name + " qua các năm", .point_label = "Năm", .line_label = "Giá trị"};
    chart.line_unit = "";
    for (const auto& p : points) {
      g.lines.push_back({{{.text = std::to_string(p.year)}, {.text = vn_decimal(p.value, 2)}, {.text = p.source}}});
      chart.points.push_back(
          {.label = std::to_string(p.year), .line = static_cast<double>(p.value) / 100, .line_text = vn_decimal(p.value, 2)});
    }
    b.grid = std::move(g);
    if (points.size() > 1) b.chart = std::move(chart);
    s.add(std::move(b));
  }
  return show(call, shells_, s);
}

FormScreen PollPages::import_screen(const Actor& actor) const {
  const auto& base = polls_.ground().base;
  FormScreen f{.title = "Nhập chỉ số công bố",
               .crumbs = {kReformCrumb, {.label = "Chỉ số công bố của tỉnh", .href = "/cai-cach/chi-so-cong-bo"}},
               .action = "/cai-cach/chi-so-cong-bo/nhap",
               .button = "Nhập",
               .back = "/cai-cach/chi-so-cong-bo"};
  f.text = {
      "Dòng đầu là tên cột: chi_so, nam, gia_tri, nguon. Cách nhau bằng dấu chấm phẩy, dấu phẩy hoặc tab. Có một lỗi thì không dòng nào "
      "được nhập.",
      "Ví dụ: PCI;2024;66,50;Báo cáo PCI ngày 05/5/2025"};
  // Whoever manages for the committee of the province.
  const auto tree = base.identity.tree();
  std::vector<ui::Option> units;
  const auto province = province_of(base, actor.acting_unit());
  if (base.may_manage(actor, province)) units.push_back({.value = std::to_string(province.value), .label = base.unit_name(province)});
  f.fields = {{.kind = K::select, .name = "don_vi", .label = "Của tỉnh", .options = std::move(units)},
              {.kind = K::area, .name = "noi_dung", .label = "Nội dung tệp CSV", .hint = "Mở tệp, chọn hết, dán vào đây."}};
  return f;
}
Response PollPages::import_form(Call& call) {
  const auto f = import_screen(actor_of(call));
  if (f.fields.front().options.empty()) {
    Screen s{.title = f.title, .crumbs = f.crumbs};
    s.add({.notices = {{.title = "Chỉ số của tỉnh do cơ quan thường trực cấp tỉnh nhập.", .text = "Bạn xem được ở trang chỉ số công bố."}},
           .links = {{.label = "Chỉ số công bố của tỉnh", .href = "/cai-cach/chi-so-cong-bo"}}});
    return show(call, shells_, s);
  }
  return show(call, shells_, f);
}
Response PollPages::import(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto n = polls_.import_series(actor, UnitId{plain_number(form.get("don_vi"))}, form.get("noi_dung"));
  if (n) return onward("/cai-cach/chi-so-cong-bo", *n == 0 ? std::string("Không có gì thay đổi.") : fmt::format("Đã nhập {} số liệu.", *n));
  return n.error().fields.empty() ? web::error_response(call, n.error()) : show(call, shells_, import_screen(actor), n.error().fields);
}

std::span<const web::RouteOf<PollPages>> PollPages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  using identity::kReformWork;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<PollPages>>({
      {Method::get, "/cai-cach/khao-sat", kReformRead, &PollPages::list},
      {Method::get, "/cai-cach/khao-sat/them", kReformManage, &PollPages::draft_form},
      {Method::post, "/cai-cach/khao-sat/them", kReformManage, &PollPages::draft},
      {Method::get, "/cai-cach/khao-sat/{dot}", kReformRead, &PollPages::poll},
      {Method::get, "/cai-cach/khao-sat/{dot}/phieu-giay", kReformWork, &PollPages::paper_form},
      {Method::post, "/cai-cach/khao-sat/{dot}/phieu-giay", kReformWork, &PollPages::paper},
      {Method::get, "/cai-cach/khao-sat/{dot}/danh-sach", kReformManage, &PollPages::drawn},
      {Method::get, "/cai-cach/khao-sat/{dot}/thu-moi.xlsx", kReformManage, &PollPages::sheet},
      {Method::get, "/cai-cach/khao-sat/{dot}/{viec}", kReformManage, &PollPages::form},
      {Method::post, "/cai-cach/khao-sat/{dot}/{viec}", kReformManage, &PollPages::act},
      {Method::get, "/cai-cach/chi-so-cong-bo", kReformRead, &PollPages::series},
      {Method::get, "/cai-cach/chi-so-cong-bo/nhap", kReformManage, &PollPages::import_form},
      {Method::post, "/cai-cach/chi-so-cong-bo/nhap", kReformManage, &PollPages::import},
  });
  return kRoutes;
}

}  // namespace motcua::survey
