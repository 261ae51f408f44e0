#include <fmt/core.h>

#include <array>

#include "base/dates.hpp"
#include "base/money.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "portal/hours.hpp"
#include "portal/page_parts.hpp"
#include "portal/portal.hpp"
#include "portal/views.hpp"
#include "print/qr.hpp"
#include "views/portal/follow.hpp"
#include "views/portal/home.hpp"
#include "views/portal/look_up.hpp"
#include "web/forms.hpp"
#include "web/html.hpp"

namespace motcua::portal {

using identity::UnitId;
using identity::UnitKind;
using web::Method;

namespace {

constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
    {Method::get, "/", web::kOpen, &Pages::home},
    {Method::get, "/tra-cuu", web::kOpen, &Pages::look_up},
    {Method::post, "/tra-cuu", web::kOpen, &Pages::find},
    {Method::get, "/t/{token}", web::kOpen, &Pages::by_link},
    {Method::get, "/T/{rest...}", web::kOpen, &Pages::by_code_of_receipt},
    {Method::get, "/man-hinh", web::kOpen, &Pages::displays},
    {Method::get, "/man-hinh/{don_vi}", web::kOpen, &Pages::display},
});

// The icons of ui.md's front page, by life event of the catalogue.
web::ui::Icon icon_of(std::string_view event) {
  using web::ui::Icon;
  static constexpr std::pair<std::string_view, Icon> kIcons[] = {
      {"sinh-con", Icon::baby}, {"ket-hon", Icon::rings}, {"nguoi-than-qua-doi", Icon::flower}, {"sao-y", Icon::stamp},
      {"cho-o", Icon::house},   {"nha-dat", Icon::pin},   {"kinh-doanh", Icon::shop},           {"tro-giup", Icon::hand}};
  for (const auto& [id, icon] : kIcons)
    if (id == event) return icon;
  return Icon::paper;
}

web::ui::Proof proof_of(const calendar::Explanation& why) {
  web::ui::Proof proof;
  proof.text = why.lines.empty() ? std::string{} : why.lines.front().text;
  for (const auto& line : why.lines) {
    const bool counted = line.kind == calendar::ProofLine::Kind::counted;
    const auto date = [](Day d) { return vn_date(d).substr(0, 5); };
    proof.days.push_back({.weekday = sentence_case(vn_weekday(line.first)),
                          .date = line.first == line.last ? date(line.first) : date(line.first) + " – " + date(line.last),
                          .reason = line.text,
                          .counted = counted});
  }
  if (!proof.days.empty()) proof.days.back().last = true;
  return proof;
}

std::vector<web::ui::Step> steps_of(const dossier::PublicView& d) {
  std::vector<web::ui::Step> steps;
  for (const auto& stage : d.stages)
    steps.push_back({.title = stage.name,
                     .note = stage.at ? with_weekday(*stage.at) : std::string{},
                     .state = stage.current ? web::ui::StepState::now
                              : stage.done  ? web::ui::StepState::done
                                            : web::ui::StepState::later});
  return steps;
}

// What the applicant sent online and the desk has not looked at yet is told as sent, not as missing.
void tell_replies(FollowView& v, const dossier::ReplyForm& form) {
  v.may_reply = form.anything_open();
  for (std::size_t n = 0; n < v.asked.size() && n < form.items.size(); ++n) {
    const auto& i = form.items[n];
    if (i.waits()) {
      v.asked[n].note = "Đã gửi qua mạng, chờ xem";
      v.asked[n].needed = false;
      --v.still_missing;
    } else if (i.open() && i.sent) {
      v.asked[n].note = "Lần gửi trước chưa đạt: " + i.sent->return_reason;
    }
  }
}

FollowView follow_view(dossier::PublicView d, const std::string& hotline) {
  FollowView v{.dossier = std::move(d), .hotline = hotline};
  v.end = dossier::public_end(v.dossier);
  v.steps = steps_of(v.dossier);
  v.due_words = with_weekday(v.dossier.due_at);
  if (v.dossier.done_at) v.done_words = with_weekday(*v.dossier.done_at);
  const bool settled = v.dossier.done_at.has_value();
  v.tone = v.dossier.paused ? web::ui::Tone::wait
           : v.dossier.late ? web::ui::Tone::bad
           : settled        ? web::ui::Tone::good
                            : web::ui::Tone::info;
  v.status_sentence = v.end.closed_at    ? std::string{}
                      : v.dossier.paused ? "Thời hạn giải quyết đang tạm dừng."
                      : v.dossier.late   ? (settled ? "Kết quả đã có trễ hẹn." : "Hồ sơ đang trễ hẹn.")
                      : settled          ? "Kết quả có đúng hẹn."
                                         : "Hồ sơ đang đúng hẹn.";
  for (const auto& a : v.dossier.asked) {
    v.asked.push_back({.name = a.paper, .note = a.answered ? "Đã nộp" : a.reason + ". " + a.todo + ".", .needed = !a.answered});
    v.still_missing += !a.answered;
  }
  if (v.dossier.answer_by) v.answer_words = with_weekday(*v.dossier.answer_by);
  if (v.end.closed_at) v.closed_words = with_weekday(*v.end.closed_at);
  if (v.dossier.why) v.proof = proof_of(*v.dossier.why);
  return v;
}

// Numbers called at the counters and who waits, where the place gives tickets.
bool tell_queue(queue::Queue& queue, UnitId unit, Instant now, web::ui::Display& d) {
  const auto room = queue.room(unit);
  for (const auto& t : room.called)
    if (d.called.size() < 4)
      d.called.push_back({.number = t.written_number(),
                          .counter = fmt::format("Quầy {}", t.counter),
                          .what = t.calls > 1 ? fmt::format("gọi lần {}", t.calls) : "gọi lúc " + vn_time(*t.last_called_at),
                          .just_now = now - *t.last_called_at < std::chrono::seconds{45}});
  for (const auto& k : room.kinds)
    d.queues.push_back({.letter = k.kind.letter,
                        .what = k.kind.name,
                        .people = std::to_string(k.waiting),
                        .wait = k.minutes ? fmt::format("{} phút", *k.minutes) : std::string("chưa có số liệu")});
  return !room.kinds.empty();
}

}  // namespace

std::span<const web::RouteOf<Pages>> Pages::routes() { return kRoutes; }

UnitId front_unit(const identity::Identity& identity, std::string_view key) {
  const auto tree = identity.tree();
  const auto today = identity.today();
  if (!key.empty())
    if (const auto named = tree->by_key(key)) return named;
  UnitId any;
  for (const auto& unit : tree->units()) {
    if (!tree->exists(unit.id, today) || tree->kind(unit.id, today) != UnitKind::one_stop) continue;
    if (tree->level(unit.id, today) == identity::Level::commune) return unit.id;
    if (!any) any = unit.id;
  }
  return any;
}

web::Response Pages::home(web::Call& call) {
  // Who works here begins with the work; the citizens' pages stay one click away.
  if (call.principal->permits(identity::kDossierRead)) return web::Response::see_other("/ho-so");
  if (call.principal->signed_in())  // clerks of the post, who answers opinions, the administrator: the first of their pages
    if (const auto nav = parts_.shells.staff(call).nav; !nav.empty()) return web::Response::see_other(nav.front().href);
  const auto lang = web::lang_of(call.lang);
  HomeView v{.centre = {}, .hotline = parts_.hotline, .events = {}, .hours = {}, .today_line = {}};
  for (const auto& event : parts_.catalog.life_events())
    v.events.push_back({.title = event.name, .text = {}, .href = "/thu-tuc?viec=" + event.id, .icon = icon_of(event.id)});
  if (const auto unit = front_unit(parts_.identity, parts_.unit_key)) {
    const auto tree = parts_.identity.tree();
    v.centre = tree->name(unit, parts_.identity.today());
    if (const auto calendar = parts_.dossiers.calendar_of(unit); calendar) v.hours = hours_of(**calendar, parts_.clock.now());
    if (const auto room = parts_.dossiers.waiting_room(unit); room && room->received_today > 0)
      v.today_line = fmt::format("Đã nhận {} hồ sơ, đã xong {}.", room->received_today, room->settled_today);
  }
  const auto shell = parts_.shells.citizen(call);
  web::Html out(lang, 16 * 1024);
  web::ui::citizen_page(out, shell, {.title = "Trang chủ"}, [&](web::Html& body) { views::home(body, v); });
  return web::Response::html(std::move(out).take());
}

web::Response Pages::look_up_page(web::Call& call, std::span<const FieldError> errors) {
  const auto& sent = call.request.method == Method::post ? call.request.form : call.request.query;
  const LookUpView v{.csrf = call.csrf_token, .values = &sent, .errors = errors, .hotline = parts_.hotline};
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, parts_.shells.citizen(call),
                        {.title = "Tra cứu hồ sơ", .back = {.label = "Trang chủ", .href = "/"}, .errors = errors, .narrow = true},
                        [&](web::Html& body) { views::look_up(body, v); });
  return web::Response::html(std::move(out).take(), errors.empty() ? 200 : 422);
}

web::Response Pages::look_up(web::Call& call) { return look_up_page(call, {}); }

web::Response Pages::find(web::Call& call) {
  const auto code = call.request.form.get("ma");
  const auto token = call.request.form.get("ma_tra_cuu");
  std::vector<FieldError> errors;
  if (code.empty()) errors.push_back({"ma", "Gõ mã hồ sơ in ở đầu giấy tiếp nhận."});
  if (token.empty()) errors.push_back({"ma_tra_cuu", "Gõ mã tra cứu in dưới mã QR."});
  if (!errors.empty()) return look_up_page(call, errors);
  const auto found = parts_.dossiers.look_up(code, token);
  if (!found) {
    // One answer for a wrong code and a wrong token: nobody learns which codes exist.
    errors.push_back(
        {"ma_tra_cuu", "Không có hồ sơ với hai mã này. Xem lại từng chữ trên giấy tiếp nhận, hoặc gọi " + parts_.hotline + "."});
    return look_up_page(call, errors);
  }
  return web::Response::see_other("/t/" + found->link_token);
}

web::Response Pages::by_link(web::Call& call) {
  auto found = parts_.dossiers.look_up_link(call.request.param("token"));
  if (!found) return web::error_response(call, found.error());
  auto v = follow_view(std::move(*found), parts_.hotline);
  v.claim = parts_.money.public_claim(v.dossier.code);
  v.still = dossier::Standstills(parts_.dossiers).by_link(v.dossier.link_token);
  if (!v.asked.empty())
    if (const auto form = parts_.replies.form(v.dossier.link_token)) tell_replies(v, *form);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::citizen_page(out, parts_.shells.citizen(call),
                        {.title = "Hồ sơ " + v.dossier.code, .back = {.label = "Tra hồ sơ khác", .href = "/tra-cuu"}, .narrow = true},
                        [&](web::Html& body) { views::follow(body, v); });
  auto response = web::Response::html(std::move(out).take());
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

std::string page_of_code(std::string_view rest) {
  const auto slash = rest.find('/');
  auto page = "/t/" + web::percent_encode(rest.substr(0, slash));
  if (slash == std::string_view::npos) return page;
  // What else a code carries (codes of dossier and procedure, a sealed number) is for other readers.
  const auto more = rest.substr(slash + 1);
  const auto word = to_upper(more.substr(0, more.find('/')));
  for (const std::string_view part : {"bo-sung", "nop-phi"})
    if (word == to_upper(part)) page += "/" + std::string(part);
  return page;
}

web::Response Pages::by_code_of_receipt(web::Call& call) { return web::Response::see_other(page_of_code(call.request.param("rest"))); }

web::Response Pages::displays(web::Call&) {
  return web::Response::see_other("/man-hinh/" + std::to_string(front_unit(parts_.identity, parts_.unit_key).value));
}

web::Response Pages::display(web::Call& call) {
  const auto text = call.request.param("don_vi");
  UnitId unit;
  for (const char c : text) {
    if (c < '0' || c > '9' || unit.value > (1LL << 58))
      return web::error_response(call, errors::not_found("portal.no_display", "Không có màn hình của đơn vị này.").value());
    unit.value = unit.value * 10 + (c - '0');
  }
  const auto room = parts_.dossiers.waiting_room(unit);
  if (!room) return web::error_response(call, room.error());
  const auto now = parts_.clock.now();
  web::ui::Display d{.lang = web::lang_of(call.lang),
                     .unit_name = room->unit_name,
                     .day_line = std::string(vn_weekday(day_of(now))) + ", " + vn_date(now),
                     .clock = vn_time(now)};
  const bool calls = tell_queue(parts_.queue, unit, now, d);
  for (const auto& line : room->ready)
    if (d.called.size() < 4)
      d.called.push_back({.number = std::to_string(line.receipt_number),
                          .counter = "Quầy trả kết quả",
                          .what = line.words,
                          .just_now = !calls && d.called.empty()});
  if (room->same_day_promised > 0) {
    d.promise = "Trả trong ngày";
    d.kept = fmt::format("Giữ lời hôm nay: {} trên {}.", room->same_day_kept, room->same_day_promised);
  }
  d.promises = {{"Hồ sơ nhận hôm nay", std::to_string(room->received_today)},
                {"Hồ sơ đã xong hôm nay", std::to_string(room->settled_today)}};
  d.foot_title = "Xem hồ sơ đến đâu: quét mã QR trên giấy tiếp nhận.";
  d.foot_text = calls ? "Số có chữ cái là số lấy ở máy. Số khác là số giấy tiếp nhận: kết quả đã sẵn sàng, mời đến quầy trả kết quả."
                      : "Số ở trên là số giấy tiếp nhận. Kết quả đã sẵn sàng, mời đến quầy trả kết quả.";
  if (!parts_.public_url.empty())
    if (const auto code = print::encode_qr(parts_.public_url + "/tra-cuu")) d.foot_text += " Hoặc vào " + parts_.public_url + "/tra-cuu.";
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::display_page(out, d);
  auto response = web::Response::html(std::move(out).take());
  // Refreshed without script and without a meta element.
  response.headers.emplace_back("Refresh", "20");
  return response;
}

}  // namespace motcua::portal
