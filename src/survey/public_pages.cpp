#include "survey/public_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "reform/plan_pages.hpp"

namespace motcua::survey {

using reform::onward;
using reform::show_public;
using web::Call;
using web::Method;
using web::Response;
using K = Field::Kind;

namespace {
Response no_such_dialogue(const Call& call) {
  return web::error_response(
      call, errors::not_found("survey.no_public_dialogue", "Không có buổi đối thoại này, hoặc chưa được thông báo.").value());
}
std::string when_and_where(const Dialogue& d) {
  return d.day ? fmt::format("{} ngày {}, tại {}", d.clock, vn_date(*d.day), d.place) : fmt::format("dự kiến tháng {}/{}", d.month, d.year);
}
}  // namespace

// ---- surveys
// -----------------------------------------------------------------------------------------------------------------------------
Response PublicPages::polls(Call& call) {
  Screen s{.title = "Khảo sát sự hài lòng của người dân"};
  s.meta.push_back("Người được hỏi do máy rút ngẫu nhiên từ hồ sơ đã giải quyết, theo hạt giống công bố trước. Mỗi người trả lời một lần.");
  const auto all = polls_.in_public();
  if (all.empty())
    s.add({.grid = Grid{.empty_title = "Chưa có đợt khảo sát nào",
                        .empty_text = "Đợt khảo sát và kết quả hiện ở đây. Bạn có thể gửi phản ánh, kiến nghị bất cứ lúc nào."}});
  for (const auto& v : all) {
    const auto& p = v.poll;
    Block b{.title = p.title};
    b.facts = {{.term = "Đơn vị", .value = v.unit_name},
               {.term = "Trạng thái", .value = std::string(label(p.state))},
               {.term = "Hồ sơ giải quyết", .value = fmt::format("từ {} đến {}", vn_date(p.from), vn_date(p.to))},
               {.term = "Hạt giống rút mẫu", .value = fmt::format("{} (công bố {})", p.seed, vn_date(*p.announced_on))}};
    if (v.asked > 0) b.facts.push_back({.term = "Đã trả lời", .value = fmt::format("{}/{} người được rút", v.answered, v.asked)});
    s.add(std::move(b));
    if (v.result) add_result(s, v);
  }
  return show_public(call, shells_, s, {.label = "Trang đầu", .href = "/"});
}

Response PublicPages::questionnaire(Call& call, std::vector<FieldError> errors) {
  const auto token = std::string(call.request.param("token"));
  const auto who = polls_.invited(token);
  if (!who)
    return web::error_response(
        call, errors::not_found("survey.no_such_link", "Không có phiếu với đường dẫn này. Xem lại đường dẫn trên thư mời.").value());
  const bool tablet = call.request.query.get("tai") == "quay" || call.request.form.get("tai") == "quay";
  Response response;
  if (who->draw.state == DrawState::answered || who->poll.state != PollState::open) {
    Screen s{.title = who->poll.title, .caption = who->unit_name};
    const bool done = who->draw.state == DrawState::answered;
    s.add({.notices = {{.title = done ? "Phiếu này đã được trả lời. Cảm ơn bạn." : "Đợt khảo sát này không còn nhận phiếu.",
                        .text = done ? "Mỗi người trả lời một lần. Kết quả được công khai khi đợt khảo sát kết thúc."
                                     : "Kết quả xem ở trang khảo sát.",
                        .tone = done ? ui::Tone::good : ui::Tone::info}},
           .links = {{.label = "Xem các đợt khảo sát và kết quả", .href = "/khao-sat"}}});
    response = show_public(call, shells_, s, {});
  } else {
    FormScreen f{
        .title = who->poll.title, .caption = who->unit_name, .action = "/khao-sat/" + token, .button = "Gửi phiếu", .back = "/khao-sat"};
    f.text = {
        fmt::format(
            "Bạn được rút ngẫu nhiên vì đã có hồ sơ giải quyết xong ở {}. Không ghi tên; đơn vị chỉ thấy số cộng của ít nhất {} phiếu.",
            who->unit_name, kGroupMin),
        "Câu nào không muốn trả lời thì bỏ trống hoặc chọn “Không ý kiến”."};
    f.fields = questionnaire_fields(who->form);
    if (tablet) f.fields.push_back({.kind = K::hidden, .name = "tai", .label = "", .value = "quay"});
    response = show_public(call, shells_, f, std::move(errors));
  }
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Response PublicPages::form(Call& call) { return questionnaire(call, {}); }

Response PublicPages::answer(Call& call) {
  const auto& form = call.request.form;
  const auto token = std::string(call.request.param("token"));
  const auto who = polls_.invited(token);
  if (!who) return questionnaire(call, {});
  const bool tablet = form.get("tai") == "quay";
  const auto taken = polls_.answer(token, levels_in(who->form, form), clean(form.get("gop_y")), tablet ? Channel::tablet : Channel::web);
  if (!taken) return taken.error().fields.empty() ? web::error_response(call, taken.error()) : questionnaire(call, taken.error().fields);
  return onward("/khao-sat/" + token, "Đã nhận phiếu của bạn.");
}

// ---- dialogues
// ---------------------------------------------------------------------------------------------------------------------------
Response PublicPages::dialogues(Call& call) {
  Screen s{.title = "Đối thoại với người dân"};
  s.meta.push_back("Buổi đối thoại đã thông báo, câu hỏi, trả lời và việc đã hứa: làm đến đâu.");
  Grid g{.caption = "Các buổi đối thoại",
         .columns = {{.label = "Chủ đề", .width = 40},
                     {.label = "Đơn vị, thời gian"},
                     {.label = "Đã trả lời", .numeric = true},
                     {.label = "Việc đã hứa, làm xong", .numeric = true}},
         .empty_title = "Chưa có buổi đối thoại nào được thông báo",
         .empty_text = "Buổi đối thoại sắp tới hiện ở đây. Bạn có thể gửi phản ánh, kiến nghị bất cứ lúc nào."};
  for (const auto& row : dialogues_.in_public()) {
    const auto& d = row.dialogue;
    g.lines.push_back({{{.text = d.topic, .href = fmt::format("/doi-thoai/{}", d.id), .small = std::string(label(d.state))},
                        {.text = row.unit_name, .small = when_and_where(d)},
                        {.text = fmt::format("{}/{}", row.tally.answered, row.tally.received)},
                        {.text = fmt::format("{}/{}", row.tally.kept, row.tally.promises)}}});
  }
  s.add({.grid = std::move(g)});
  return show_public(call, shells_, s, {.label = "Trang đầu", .href = "/"});
}

Block promises_block(const DialogueView& v, bool staff) {
  Grid g{.caption = "Việc đã hứa",
         .columns = {{.label = "Việc", .width = 44}, {.label = "Đơn vị thực hiện"}, {.label = "Hạn"}, {.label = "Đến nay"}},
         .empty_title = "Chưa có việc nào được hứa",
         .empty_text = "Việc chủ trì hứa tại buổi đối thoại hiện ở đây, làm đến đâu ai cũng xem được."};
  for (const auto& p : v.promises) {
    const auto& t = p.view.task;
    g.lines.push_back(
        {{{.text = t.text,
           .href = staff ? fmt::format("/cai-cach/nhiem-vu/{}", t.id) : std::string(),
           .small = p.question_number > 0 ? fmt::format("Từ câu hỏi số {}", p.question_number) : std::string()},
          {.text = p.view.lead_name},
          {.text = t.due ? vn_date(*t.due) : std::string("–"), .small = t.first_due ? "trước là " + vn_date(*t.first_due) : std::string()},
          {.small = p.proof, .tag = ui::Tag{label(p.view.state), reform::tone_of(p.view.state)}}}});
  }
  Block b{.title = "Việc đã hứa", .count = std::to_string(v.promises.size())};
  if (!staff) b.text = {"Một việc chỉ là hoàn thành khi sản phẩm đã được xác nhận."};
  b.grid = std::move(g);
  return b;
}

Response PublicPages::dialogue(Call& call) {
  const auto v = dialogues_.open_in_public(plain_number(call.request.param("buoi")));
  if (!v) return no_such_dialogue(call);
  const auto& d = v->dialogue;
  Screen s{.title = d.topic, .caption = v->unit_name};
  Block about{.title = "Buổi đối thoại"};
  about.facts = {{.term = "Trạng thái", .value = std::string(label(d.state))},
                 {.term = "Thời gian, địa điểm", .value = when_and_where(d)},
                 {.term = "Chủ trì", .value = d.chair},
                 {.term = "Mời dự", .value = d.invited}};
  if (!d.partner.empty()) about.facts.push_back({.term = "Cùng tổ chức", .value = d.partner});
  if (d.people > 0) about.facts.push_back({.term = "Số người dự", .value = vn_number(d.people)});
  if (!d.notice.empty()) about.text = {d.notice};
  if (v->takes_questions) about.links = {{.label = "Gửi câu hỏi trước buổi đối thoại", .href = fmt::format("/doi-thoai/{}/hoi", d.id)}};
  s.add(std::move(about));
  Block list{.title = "Câu hỏi và trả lời", .count = fmt::format("{}/{}", v->tally.answered, v->tally.received)};
  list.text.push_back(fmt::format("Đã nhận {} câu hỏi, đã trả lời {}, đang chờ {}, không thuộc buổi đối thoại {}.", v->tally.received,
                                  v->tally.answered, v->tally.waiting, v->tally.refused));
  s.add(std::move(list));
  for (const auto& q : v->questions) {
    Block one{.title = fmt::format("Câu hỏi số {}", q.number)};
    one.text = {q.public_text};
    if (q.state == QuestionState::answered)
      one.text.push_back(fmt::format("Trả lời ngày {}: {}", q.answered_on ? vn_date(*q.answered_on) : "", q.answer));
    else
      one.notices = {{.title = "Chờ trả lời tại buổi đối thoại.", .tone = ui::Tone::info}};
    s.add(std::move(one));
  }
  s.add(promises_block(*v, false));
  if (!d.minutes.empty()) {
    Block end{.title = "Kết luận"};
    end.text = {d.minutes};
    s.add(std::move(end));
  }
  return show_public(call, shells_, s, {.label = "Các buổi đối thoại", .href = "/doi-thoai"});
}

Response PublicPages::ask_page(Call& call, std::vector<FieldError> errors) {
  const auto v = dialogues_.open_in_public(plain_number(call.request.param("buoi")));
  if (!v) return no_such_dialogue(call);
  const auto back = fmt::format("/doi-thoai/{}", v->dialogue.id);
  if (!v->takes_questions) {
    Screen s{.title = v->dialogue.topic, .caption = v->unit_name};
    s.add({.notices = {{.title = "Buổi đối thoại này không còn nhận câu hỏi trên mạng.", .text = "Bạn có thể gửi phản ánh, kiến nghị."}},
           .links = {{.label = "Gửi phản ánh, kiến nghị", .href = "/phan-anh"}}});
    return show_public(call, shells_, s, {.label = "Buổi đối thoại", .href = back});
  }
  FormScreen f{.title = "Gửi câu hỏi", .caption = v->dialogue.topic, .action = back + "/hoi", .button = "Gửi câu hỏi", .back = back};
  f.text = {fmt::format("Câu hỏi được trả lời tại buổi đối thoại {} và trên trang này. Tên và liên hệ của bạn không công khai.",
                        when_and_where(v->dialogue))};
  std::vector<ui::Option> contents;
  for (const auto& r : reform::EnumWords<reform::Content>::kRows)
    if (r.word != "NC0") contents.push_back({.value = std::string(r.word), .label = std::string(r.label)});
  f.fields = {{.kind = K::area, .name = "cau_hoi", .label = "Câu hỏi hoặc ý kiến"},
              {.kind = K::select, .name = "noi_dung", .label = "Về việc gì", .options = std::move(contents), .value = "NC2"},
              {.kind = K::text, .name = "ten", .label = "Họ và tên", .optional = true},
              {.kind = K::text,
               .name = "lien_he",
               .label = "Điện thoại hoặc thư điện tử",
               .hint = "Để chúng tôi hỏi lại khi chưa rõ.",
               .optional = true}};
  return show_public(call, shells_, f, std::move(errors));
}
Response PublicPages::ask_form(Call& call) { return ask_page(call, {}); }

Response PublicPages::ask(Call& call) {
  const auto& form = call.request.form;
  const auto id = plain_number(call.request.param("buoi"));
  const auto number =
      dialogues_.ask(id, {.text = std::string(form.get("cau_hoi")),
                          .sender = std::string(form.get("ten")),
                          .contact = std::string(form.get("lien_he")),
                          .content = reform::from_word<reform::Content>(form.get("noi_dung")).value_or(reform::Content::procedures)});
  if (!number) return number.error().fields.empty() ? web::error_response(call, number.error()) : ask_page(call, number.error().fields);
  return onward(fmt::format("/doi-thoai/{}", id), fmt::format("Đã nhận câu hỏi số {}. Câu hỏi hiện ở đây sau khi được xem xét.", *number));
}

std::span<const web::RouteOf<PublicPages>> PublicPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<PublicPages>>({
      {Method::get, "/khao-sat", web::kOpen, &PublicPages::polls},
      {Method::get, "/khao-sat/{token}", web::kOpen, &PublicPages::form},
      {Method::post, "/khao-sat/{token}", web::kOpen, &PublicPages::answer},
      {Method::get, "/doi-thoai", web::kOpen, &PublicPages::dialogues},
      {Method::get, "/doi-thoai/{buoi}", web::kOpen, &PublicPages::dialogue},
      {Method::get, "/doi-thoai/{buoi}/hoi", web::kOpen, &PublicPages::ask_form},
      {Method::post, "/doi-thoai/{buoi}/hoi", web::kOpen, &PublicPages::ask},
  });
  return kRoutes;
}

}  // namespace motcua::survey
