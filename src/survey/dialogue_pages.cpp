#include "survey/dialogue_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/plan_pages.hpp"
#include "survey/minutes.hpp"
#include "survey/public_pages.hpp"

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
std::string path_of(std::int64_t dialogue) { return fmt::format("/cai-cach/doi-thoai/{}", dialogue); }
ui::Tone tone_of(DialogueState s) {
  switch (s) {
    case DialogueState::planned: return ui::Tone::none;
    case DialogueState::announced: return ui::Tone::info;
    case DialogueState::held: return ui::Tone::wait;
    case DialogueState::published: return ui::Tone::good;
  }
  return ui::Tone::none;
}
ui::Tone tone_of(QuestionState s) {
  switch (s) {
    case QuestionState::received:
    case QuestionState::accepted: return ui::Tone::wait;
    case QuestionState::refused: return ui::Tone::none;
    case QuestionState::answered: return ui::Tone::good;
  }
  return ui::Tone::none;
}
}  // namespace

// ---- list
// --------------------------------------------------------------------------------------------------------------------------------
Response DialoguePages::list(Call& call) {
  const auto& actor = actor_of(call);
  const auto& base = dialogues_.ground().base;
  const auto year = int{std::chrono::year_month_day{base.today()}.year()};
  const auto rows = dialogues_.list(actor);
  Screen s{.title = "Tiếp xúc, đối thoại với người dân", .crumbs = {kReformCrumb}};
  s.links = {{.label = "Trang cho người dân", .href = "/doi-thoai"}};
  if (!reform::managed_units(base, actor).empty())
    s.links.insert(s.links.begin(), {.label = "Lập kế hoạch đối thoại", .href = "/cai-cach/doi-thoai/them"});
  std::int64_t planned = 0, held = 0, received = 0, answered = 0, promised = 0, kept = 0;
  Grid g{.caption = "Các buổi đối thoại",
         .columns = {{.label = "Chủ đề", .width = 36},
                     {.label = "Đơn vị"},
                     {.label = "Thời gian"},
                     {.label = "Trạng thái"},
                     {.label = "Đã trả lời", .numeric = true},
                     {.label = "Việc đã hứa, làm xong", .numeric = true}},
         .empty_title = "Chưa có kế hoạch đối thoại",
         .empty_text = "Mỗi năm Ủy ban nhân dân cấp xã đối thoại với người dân ít nhất một lần (Luật Thực hiện dân chủ ở cơ sở, Điều 32)."};
  for (const auto& row : rows) {
    const auto& d = row.dialogue;
    if (d.year == year) {
      ++planned;
      held += d.state >= DialogueState::held;
      received += row.tally.received;
      answered += row.tally.answered;
      promised += row.tally.promises;
      kept += row.tally.kept;
    }
    g.lines.push_back({{{.text = d.topic, .href = path_of(d.id)},
                        {.text = row.unit_name},
                        {.text = d.day ? vn_date(*d.day) : fmt::format("tháng {}/{}", d.month, d.year)},
                        {.tag = ui::Tag{label(d.state), tone_of(d.state)}},
                        {.text = fmt::format("{}/{}", row.tally.answered, row.tally.received)},
                        {.text = fmt::format("{}/{}", row.tally.kept, row.tally.promises),
                         .small = row.tally.late > 0 ? fmt::format("{} quá hạn", row.tally.late) : std::string()}}});
  }
  const auto without = dialogues_.without_any(actor, year);
  Block top{.title = fmt::format("Năm {}", year)};
  top.figures = {{.label = "Đã tổ chức trên kế hoạch", .value = fmt::format("{}/{}", held, planned)},
                 {.label = "Câu hỏi đã trả lời", .value = fmt::format("{}/{}", answered, received)},
                 {.label = "Việc đã hứa, làm xong", .value = fmt::format("{}/{}", kept, promised)},
                 {.label = "Đơn vị chưa đối thoại",
                  .value = std::to_string(without.size()),
                  .tone = without.empty() ? ui::Tone::good : ui::Tone::bad}};
  s.add(std::move(top));
  s.add({.grid = std::move(g)});
  if (!without.empty()) {
    Grid none{.caption = "Đơn vị chưa đối thoại trong năm", .columns = {{.label = "Đơn vị"}}};
    for (const auto& name : without) none.lines.push_back({{{.text = name}}});
    s.add({.title = fmt::format("Đơn vị chưa đối thoại trong năm {}", year),
           .count = std::to_string(without.size()),
           .grid = std::move(none)});
  }
  return show(call, shells_, s);
}

FormScreen DialoguePages::plan_screen(const Actor& actor) const {
  const std::chrono::year_month_day today{dialogues_.ground().base.today()};
  FormScreen f{.title = "Lập kế hoạch đối thoại",
               .crumbs = {kReformCrumb, kDialoguesCrumb},
               .action = "/cai-cach/doi-thoai/them",
               .button = "Lưu kế hoạch",
               .back = "/cai-cach/doi-thoai"};
  f.fields = {
      {.kind = K::select, .name = "don_vi", .label = "Đơn vị tổ chức", .options = reform::managed_units(dialogues_.ground().base, actor)},
      {.kind = K::text, .name = "chu_de", .label = "Chủ đề", .hint = "Ví dụ: thủ tục đất đai ở xã"},
      {.kind = K::text, .name = "cung", .label = "Cùng tổ chức", .optional = true, .value = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"},
      {.kind = K::number, .name = "thang", .label = "Tháng dự kiến", .value = std::to_string(unsigned{today.month()})},
      {.kind = K::number, .name = "nam", .label = "Năm", .value = std::to_string(int{today.year()})}};
  return f;
}
Response DialoguePages::plan_form(Call& call) { return show(call, shells_, plan_screen(actor_of(call))); }
Response DialoguePages::plan(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto id = dialogues_.plan(actor, {.unit = UnitId{plain_number(form.get("don_vi"))},
                                          .year = static_cast<int>(std::min<std::int64_t>(plain_number(form.get("nam")), 9999)),
                                          .month = static_cast<int>(std::min<std::int64_t>(plain_number(form.get("thang")), 99)),
                                          .topic = std::string(form.get("chu_de")),
                                          .partner = std::string(form.get("cung"))});
  if (!id)
    return id.error().fields.empty() ? web::error_response(call, id.error()) : show(call, shells_, plan_screen(actor), id.error().fields);
  return onward(path_of(*id), "Đã lập kế hoạch. Thông báo để người dân biết và gửi câu hỏi.");
}

// ---- one dialogue
// ------------------------------------------------------------------------------------------------------------------------
namespace {
Block about_block(const DialogueView& v) {
  const auto& d = v.dialogue;
  const auto base = path_of(d.id);
  Block b{.title = "Buổi đối thoại"};
  b.facts = {{.term = "Trạng thái", .value = std::string(label(d.state))},
             {.term = "Thời gian",
              .value = d.day ? fmt::format("{} ngày {}", d.clock, vn_date(*d.day)) : fmt::format("dự kiến tháng {}/{}", d.month, d.year)}};
  const auto fact = [&](const char* term, const std::string& value) {
    if (!value.empty()) b.facts.push_back({.term = term, .value = value});
  };
  fact("Địa điểm", d.place);
  fact("Chủ trì", d.chair);
  fact("Cùng tổ chức", d.partner);
  fact("Mời dự", d.invited);
  fact("Số người dự", d.people > 0 ? vn_number(d.people) : "");
  if (!d.minutes.empty()) b.text = {d.minutes};
  if (d.state != DialogueState::planned) b.links.push_back({.label = "Trang cho người dân", .href = fmt::format("/doi-thoai/{}", d.id)});
  if (d.state >= DialogueState::held) b.links.push_back({.label = "Biên bản (PDF)", .href = base + "/bien-ban.pdf"});
  if (!v.may_manage) return b;
  if (d.state == DialogueState::planned) b.links.push_back({.label = "Thông báo, mời dự", .href = base + "/thong-bao"});
  if (d.state == DialogueState::announced || d.state == DialogueState::held) {
    b.links.push_back({.label = "Ghi câu hỏi tại buổi đối thoại", .href = base + "/cau-hoi"});
    b.links.push_back({.label = d.state == DialogueState::held ? "Sửa biên bản" : "Ghi biên bản", .href = base + "/dien-ra"});
  }
  if (d.state != DialogueState::planned) b.links.push_back({.label = "Giao việc đã hứa", .href = base + "/loi-hua"});
  if (d.state == DialogueState::held) b.actions = {{.action = base + "/cong-khai", .label = "Công khai kết luận"}};
  return b;
}

Block question_block(const DialogueView& v) {
  Grid g{.caption = "Câu hỏi, ý kiến",
         .columns = {{.label = "Số", .numeric = true},
                     {.label = "Câu hỏi", .width = 40},
                     {.label = "Trả lời", .width = 30},
                     {.label = "Trạng thái"},
                     {.label = "Việc"}},
         .empty_title = "Chưa có câu hỏi nào",
         .empty_text = "Câu hỏi người dân gửi trên mạng và hỏi tại buổi đối thoại hiện ở đây."};
  const bool open = v.may_manage && v.dialogue.state != DialogueState::published;
  for (const auto& q : v.questions) {
    Cell act{.text = "–"};
    const auto at = [&](std::string_view what) { return fmt::format("{}/{}?cau={}", path_of(v.dialogue.id), what, q.id); };
    if (open && q.state != QuestionState::refused)
      act = {.text = q.state == QuestionState::answered ? "Sửa trả lời" : "Trả lời", .href = at("tra-loi")};
    Cell state{.small = q.task != 0 ? "đã giao việc" : "", .tag = ui::Tag{label(q.state), tone_of(q.state)}};
    if (open && q.state == QuestionState::received) {
      state.text = "Xem xét";
      state.href = at("xem-xet");
    }
    g.lines.push_back(
        {{{.text = std::to_string(q.number)},
          {.text = v.may_manage || q.public_text.empty() ? (v.may_manage ? q.text : std::string("chờ xem xét")) : q.public_text,
           .small = fmt::format("{}{}{}", label(q.channel), q.sender.empty() ? "" : " · " + q.sender,
                                q.contact.empty() ? "" : " · " + q.contact)},
          {.text = q.answer.empty() ? std::string("–") : q.answer},
          std::move(state),
          std::move(act)}});
  }
  return {.title = "Câu hỏi, ý kiến", .count = fmt::format("{}/{}", v.tally.answered, v.tally.received), .grid = std::move(g)};
}
}  // namespace

Response DialoguePages::dialogue(Call& call) {
  const auto v = dialogues_.open(actor_of(call), plain_number(call.request.param("buoi")));
  if (!v) return web::error_response(call, v.error());
  Screen s{.title = v->dialogue.topic, .caption = v->unit_name, .crumbs = {kReformCrumb, kDialoguesCrumb}};
  s.add(about_block(*v));
  s.add(question_block(*v));
  s.add(promises_block(*v, true));
  return show(call, shells_, s);
}

Response DialoguePages::minutes(Call& call) {
  const auto v = dialogues_.open(actor_of(call), plain_number(call.request.param("buoi")));
  if (!v) return web::error_response(call, v.error());
  if (v->dialogue.state < DialogueState::held)
    return web::error_response(call, errors::not_found("survey.no_minutes", "Buổi đối thoại này chưa có biên bản.").value());
  return Response::bytes(dialogue_minutes(*v, reform::issuer_of(dialogues_.ground().base, v->dialogue.unit)), "application/pdf");
}

// ---- things to do with one
// ---------------------------------------------------------------------------------------------------------------
std::optional<FormScreen> DialoguePages::screen(const DialogueView& v, std::string_view what, const web::Fields& query) const {
  const auto& d = v.dialogue;
  FormScreen f{.caption = d.topic,
               .crumbs = {kReformCrumb, kDialoguesCrumb, {.label = d.topic, .href = path_of(d.id)}},
               .action = fmt::format("{}/{}", path_of(d.id), what),
               .back = path_of(d.id)};
  const auto asked = plain_number(query.get("cau"));
  const auto at = std::ranges::find(v.questions, asked, &DialogueQuestion::id);
  const auto* q = at == v.questions.end() ? nullptr : &*at;
  const Field which{.kind = K::hidden, .name = "cau", .label = "", .value = std::to_string(asked)};
  const Field shown{.kind = K::area,
                    .name = "cong_khai",
                    .label = "Câu hỏi để công khai",
                    .hint = "Không có tên, số điện thoại, địa chỉ nhà của ai.",
                    .value = q ? (q->public_text.empty() ? q->text : q->public_text) : std::string()};
  if (what == "thong-bao") {
    f.title = "Thông báo, mời dự";
    f.button = "Thông báo";
    f.text = {"Thông báo rồi thì ai cũng xem được và gửi câu hỏi được đến hết ngày tổ chức."};
    f.fields = {{.kind = K::date, .name = "ngay", .label = "Ngày tổ chức"},
                {.kind = K::text, .name = "gio", .label = "Giờ bắt đầu", .value = "08:00"},
                {.kind = K::text, .name = "noi", .label = "Địa điểm"},
                {.kind = K::text, .name = "chu_tri", .label = "Người chủ trì", .hint = "Chức vụ và họ tên"},
                {.kind = K::area, .name = "moi", .label = "Mời dự", .hint = "Ai được mời, ví dụ: toàn thể người dân ấp 1, ấp 2."},
                {.kind = K::area, .name = "thong_bao", .label = "Nội dung thông báo", .optional = true}};
  } else if (what == "dien-ra") {
    f.title = "Biên bản buổi đối thoại";
    f.fields = {
        {.kind = K::number, .name = "so_nguoi", .label = "Số người dự", .value = d.people > 0 ? std::to_string(d.people) : std::string()},
        {.kind = K::area,
         .name = "dien_bien",
         .label = "Diễn biến, kết luận của chủ trì",
         .hint = "Được công khai: không nêu tên người dân.",
         .value = d.minutes}};
  } else if (what == "cau-hoi") {
    f.title = "Ghi câu hỏi tại buổi đối thoại";
    f.button = "Lưu câu hỏi";
    f.fields = {{.kind = K::area, .name = "cau_hoi", .label = "Câu hỏi, ý kiến"},
                {.kind = K::select, .name = "noi_dung", .label = "Nội dung cải cách", .options = reform::content_options(), .value = "NC2"},
                {.kind = K::text, .name = "ten", .label = "Họ và tên người hỏi", .optional = true},
                {.kind = K::text, .name = "lien_he", .label = "Liên hệ", .optional = true}};
  } else if (what == "xem-xet" && q) {
    f.title = fmt::format("Xem xét câu hỏi số {}", q->number);
    f.text = {q->text};
    f.fields = {which,
                shown,
                {.kind = K::radios,
                 .name = "nhan",
                 .label = "Trả lời tại buổi đối thoại?",
                 .options = {{.value = "co", .label = "Có"}, {.value = "khong", .label = "Không, vì không thuộc buổi này"}},
                 .value = "co"},
                {.kind = K::area,
                 .name = "ly_do",
                 .label = "Lý do không trả lời",
                 .hint = "Và nơi giải quyết. Chỉ ghi khi không trả lời.",
                 .optional = true}};
  } else if (what == "tra-loi" && q) {
    f.title = fmt::format("Trả lời câu hỏi số {}", q->number);
    f.text = {q->text};
    f.fields = {which,
                shown,
                {.kind = K::area, .name = "tra_loi", .label = "Câu trả lời", .hint = "Được công khai.", .value = q->answer},
                {.kind = K::check, .name = "tai_cho", .label = "Đã trả lời tại chỗ", .optional = true, .value = q->on_spot ? "1" : ""}};
  } else if (what == "loi-hua") {
    f.title = "Giao việc đã hứa";
    f.button = "Giao việc";
    f.text = {"Việc vào danh sách nhiệm vụ của đơn vị; làm đến đâu người dân xem được."};
    std::vector<ui::Option> about;
    for (const auto& one : v.questions)
      if (one.task == 0 && !one.public_text.empty())
        about.push_back({.value = std::to_string(one.id), .label = fmt::format("{}. {}", one.number, one.public_text)});
    f.fields = {
        {.kind = K::select, .name = "cau", .label = "Từ câu hỏi", .options = std::move(about), .none = "Của cả buổi", .optional = true},
        {.kind = K::area, .name = "viec", .label = "Việc", .hint = "Như người dân sẽ đọc, không có tên riêng của ai."},
        {.kind = K::select, .name = "noi_dung", .label = "Nội dung cải cách", .options = reform::content_options(), .value = "NC2"},
        {.kind = K::select,
         .name = "don_vi",
         .label = "Đơn vị thực hiện",
         .options = reform::lead_options(dialogues_.ground().base, d.unit)},
        {.kind = K::date, .name = "han", .label = "Hạn"},
        {.kind = K::text, .name = "san_pham", .label = "Sản phẩm chứng minh"}};
  } else {
    return std::nullopt;
  }
  return f;
}

Response DialoguePages::form(Call& call) {
  const auto v = dialogues_.open(actor_of(call), plain_number(call.request.param("buoi")));
  if (!v) return web::error_response(call, v.error());
  const auto f = v->may_manage ? screen(*v, call.request.param("viec"), call.request.query) : std::nullopt;
  return f ? show(call, shells_, *f)
           : web::error_response(call, errors::not_found("survey.no_dialogue_page", "Không có trang này.").value());
}

Result<std::string> DialoguePages::done(const Actor& actor, const DialogueView& v, std::string_view what, const web::Fields& form) {
  const auto id = v.dialogue.id;
  std::vector<FieldError> wrong;
  for (const auto* name : {"ngay", "han"}) check_day(form, name, wrong);
  if (!wrong.empty()) return errors::invalid_fields("survey.dialogue_days", std::move(wrong));
  const auto text = [&](std::string_view name) { return std::string(form.get(name)); };
  const auto question = plain_number(form.get("cau"));
  const auto content = reform::from_word<reform::Content>(form.get("noi_dung")).value_or(reform::Content::procedures);
  if (what == "thong-bao") {
    TRY_VOID(dialogues_.announce(actor, id,
                                 {.chair = text("chu_tri"),
                                  .place = text("noi"),
                                  .day = day_in(form, "ngay"),
                                  .clock = text("gio"),
                                  .invited = text("moi"),
                                  .notice = text("thong_bao")}));
    return "Đã thông báo. Người dân gửi câu hỏi được từ bây giờ.";
  }
  if (what == "dien-ra") {
    TRY_VOID(dialogues_.hold(actor, id, static_cast<int>(std::min<std::int64_t>(plain_number(form.get("so_nguoi")), 100'000)),
                             text("dien_bien")));
    return "Đã lưu biên bản.";
  }
  if (what == "cau-hoi") {
    TRY(const auto number,
        dialogues_.add_question(actor, id,
                                {.text = text("cau_hoi"), .sender = text("ten"), .contact = text("lien_he"), .content = content}));
    return fmt::format("Đã ghi câu hỏi số {}.", number);
  }
  if (what == "xem-xet") {
    if (form.get("nhan") == "khong") {
      TRY_VOID(dialogues_.refuse(actor, id, question, text("ly_do")));
      return "Đã ghi lý do không trả lời.";
    }
    TRY_VOID(dialogues_.take_up(actor, id, question, text("cong_khai")));
    return "Câu hỏi đã hiện trên trang cho người dân.";
  }
  if (what == "tra-loi") {
    TRY_VOID(dialogues_.answer(actor, id, question, text("cong_khai"), text("tra_loi"), form.get("tai_cho") == "1"));
    return "Đã lưu câu trả lời, ai cũng xem được.";
  }
  if (what == "loi-hua") {
    TRY_VOID(dialogues_.promise(actor, id,
                                {.question = question,
                                 .text = text("viec"),
                                 .product = text("san_pham"),
                                 .lead = UnitId{plain_number(form.get("don_vi"))},
                                 .due = day_in(form, "han"),
                                 .content = content}));
    return "Đã giao việc. Người dân xem được làm đến đâu.";
  }
  if (what == "cong-khai") {
    TRY_VOID(dialogues_.publish(actor, id));
    return "Đã công khai kết luận.";
  }
  return errors::not_found("survey.no_dialogue_action", "Không có việc này.");
}

Response DialoguePages::act(Call& call) {
  const auto& actor = actor_of(call);
  const auto v = dialogues_.open(actor, plain_number(call.request.param("buoi")));
  if (!v) return web::error_response(call, v.error());
  const auto what = call.request.param("viec");
  const auto said = done(actor, *v, what, call.request.form);
  if (said) return onward(path_of(v->dialogue.id), *said);
  const auto f = said.error().fields.empty() ? std::nullopt : screen(*v, what, call.request.form);
  return f ? show(call, shells_, *f, said.error().fields) : web::error_response(call, said.error());
}

std::span<const web::RouteOf<DialoguePages>> DialoguePages::routes() {
  using identity::kReformManage;
  using identity::kReformRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<DialoguePages>>({
      {Method::get, "/cai-cach/doi-thoai", kReformRead, &DialoguePages::list},
      {Method::get, "/cai-cach/doi-thoai/them", kReformManage, &DialoguePages::plan_form},
      {Method::post, "/cai-cach/doi-thoai/them", kReformManage, &DialoguePages::plan},
      {Method::get, "/cai-cach/doi-thoai/{buoi}", kReformRead, &DialoguePages::dialogue},
      {Method::get, "/cai-cach/doi-thoai/{buoi}/bien-ban.pdf", kReformRead, &DialoguePages::minutes},
      {Method::get, "/cai-cach/doi-thoai/{buoi}/{viec}", kReformManage, &DialoguePages::form},
      {Method::post, "/cai-cach/doi-thoai/{buoi}/{viec}", kReformManage, &DialoguePages::act},
  });
  return kRoutes;
}

}  // namespace motcua::survey
