// One visit: its page, its forms (one branch each, so two functions are long but flat) and its papers.
#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/inspection_pages.hpp"
#include "reform/letters_inspection.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Response;
using K = Field::Kind;

namespace {
ui::Tone tone_of(Mark m) {
  return m == Mark::good ? ui::Tone::good : m == Mark::partly ? ui::Tone::warn : m == Mark::bad ? ui::Tone::bad : ui::Tone::none;
}
}  // namespace

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
  const auto opened = i_.visit(actor_of(call), plain_number(call.request.param("cuoc")));
  if (!opened) return web::error_response(call, opened.error());
  const auto& v = *opened;
  Screen s{
      .title = fmt::format("{}: {}", label(v.visit.kind), v.unit_name), .caption = v.round.title, .crumbs = {kHomeCrumb, kRoundsCrumb}};
  if (actor_of(call).permits_in(identity::kReformRead, v.round.unit))
    s.crumbs.push_back({.label = v.round.title, .href = round_path(v.round.id)});
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

namespace {
// Each item of the checklist: its mark, its points where it is neither, a note.
std::vector<Field> mark_fields(const VisitView& v) {
  std::vector<Field> fields;
  for (const auto& i : v.items) {
    fields.push_back({.kind = K::heading, .name = i.item.code, .label = fmt::format("{} {}", i.item.code, i.item.title)});
    if (i.earlier)
      fields.push_back(
          {.kind = K::note,
           .label = fmt::format("Đã nêu ngày {}, xác nhận khắc phục ngày {}: nếu còn, là hạn chế lặp lại.", vn_date(i.earlier->opened_on),
                                i.earlier->confirmed_on ? vn_date(*i.earlier->confirmed_on) : std::string())});
    fields.push_back({.kind = K::radios,
                      .name = "ket_qua." + i.item.code,
                      .label = "Kết quả",
                      .hint = i.known.empty() ? fmt::format("Cách kiểm tra: {}. Tối đa {} điểm.", i.item.how, i.item.most)
                                              : fmt::format("Hệ thống: {} Tối đa {} điểm.", i.known, i.item.most),
                      .options = options_of<Mark>(),
                      .value = i.score ? std::string(word(i.score->mark)) : std::string()});
    fields.push_back({.kind = K::decimal,
                      .name = "diem." + i.item.code,
                      .label = fmt::format("Điểm (0–{})", i.item.most),
                      .optional = true,
                      .value = i.score && i.score->mark == Mark::partly ? points_text(i.score->points) : std::string()});
    fields.push_back({.kind = K::text,
                      .name = "ghi_chu." + i.item.code,
                      .label = "Ghi chú",
                      .optional = true,
                      .value = i.score ? i.score->note : std::string()});
  }
  return fields;
}
std::vector<Field> finding_fields(const std::vector<ui::Option>& items, const std::vector<ui::Option>& leads, UnitId unit) {
  return {{.kind = K::select, .name = "ma", .label = "Mục của bảng kiểm tra", .options = items},
          {.kind = K::area, .name = "han_che", .label = "Hạn chế, tồn tại"},
          {.kind = K::area, .name = "kien_nghi", .label = "Kiến nghị khắc phục"},
          {.kind = K::select, .name = "muc_do", .label = "Mức độ", .options = options_of<Severity>(), .value = "medium"},
          {.kind = K::select, .name = "nguyen_nhan", .label = "Nguyên nhân", .options = options_of<Cause>()},
          {.kind = K::select, .name = "trach_nhiem", .label = "Đơn vị khắc phục", .options = leads, .value = std::to_string(unit.value)},
          {.kind = K::text, .name = "nguoi", .label = "Người chịu trách nhiệm", .optional = true},
          {.kind = K::date, .name = "han", .label = "Hạn khắc phục", .hint = "Để trống: 30 ngày.", .optional = true},
          {.kind = K::text, .name = "bang_chung", .label = "Bằng chứng", .hint = "Ảnh chụp gì, ở đâu; văn bản số nào", .optional = true},
          {.kind = K::file, .name = "tep", .label = "Ảnh hoặc tệp", .optional = true, .accept = ".pdf,.jpg,.jpeg,.png"}};
}
}  // namespace

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
    const auto found = std::ranges::find(v.samples, plain_number(query.get("ho_so")), &Sample::id);
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
    f.fields = mark_fields(v);
  } else if (what == "han-che") {
    f.title = "Ghi hạn chế";
    f.id = "giu-han-che";
    f.multipart = true;
    f.fields = finding_fields(items, lead_options(b_, v.visit.unit), v.visit.unit);
  } else if (what == "phuc-tra") {
    const auto found =
        std::ranges::find(v.again, plain_number(query.get("han_che")), [](const VisitView::Again& a) { return a.finding.id; });
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
  const auto v = i_.visit(actor_of(call), plain_number(call.request.param("cuoc")));
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
    TRY(const int n, i_.draw_sample(actor, id, static_cast<std::size_t>(std::max<std::int64_t>(plain_number(form.get("so_mau")), 0))));
    return n == 0 ? std::string("Đơn vị không có hồ sơ nào có kết quả trong 12 tháng.") : fmt::format("Đã rút {} hồ sơ mẫu.", n);
  }
  if (what == "mau-ho-so") {
    const auto sample = plain_number(form.get("ho_so"));
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
                                            .responsible = UnitId{plain_number(form.get("trach_nhiem"))},
                                            .deadline = day_in(form, "han")}));
    const auto text = clean(form.get("bang_chung"));
    if (!file.hash.empty() || !text.empty())
      TRY_VOID(i_.add_evidence(actor, finding, false, text.empty() ? "Ảnh chụp khi kiểm tra" : text, file.hash, file.name));
    return "Đã ghi hạn chế.";
  }
  if (what == "phuc-tra") {
    const auto result = from_word<RecheckResult>(form.get("ket_qua"));
    if (!result) return errors::invalid_fields("reform.recheck_missing", {{"ket_qua", "Chọn kết quả phúc tra."}});
    TRY_VOID(i_.recheck(actor, id, plain_number(form.get("han_che")), *result, std::string(form.get("ghi_chu"))));
    return "Đã ghi kết quả phúc tra.";
  }
  if (what == "ket-luan") {
    TRY_VOID(i_.conclude(actor, id, std::string(form.get("so")), day_in(form, "ngay"), std::string(form.get("bien_ban"))));
    return "Đã kết luận; hạn chế được giao khắc phục.";
  }
  return errors::not_found("reform.no_visit_act", "Không có việc này với cuộc kiểm tra.");
}

Response InspectionPages::visit_act(Call& call) {
  const auto v = i_.visit(actor_of(call), plain_number(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = visit_done(call, *v, what);
  if (said) return onward(visit_path(v->visit.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : visit_screen(*v, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

Response InspectionPages::minutes_pdf(Call& call) {
  const auto v = i_.visit(actor_of(call), plain_number(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  return Response::bytes(inspection_minutes(*v, issuer_of(b_, v->round.unit)), "application/pdf", "bien-ban-kiem-tra.pdf");
}
Response InspectionPages::conclusion_pdf(Call& call) {
  const auto v = i_.visit(actor_of(call), plain_number(call.request.param("cuoc")));
  if (!v) return web::error_response(call, v.error());
  if (v->visit.state != VisitState::concluded)
    return web::error_response(call, errors::not_found("reform.not_concluded", "Cuộc kiểm tra này chưa kết luận.").value());
  return Response::bytes(inspection_conclusion(*v, issuer_of(b_, v->round.unit)), "application/pdf", "ket-luan-kiem-tra.pdf");
}

}  // namespace motcua::reform
