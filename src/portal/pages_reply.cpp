#include "portal/pages_reply.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "dossier/files.hpp"
#include "portal/page_parts.hpp"
#include "views/portal/reply.hpp"
#include "views/portal/withdraw.hpp"

namespace motcua::portal {

using dossier::FilingId;
using web::Call;
using web::Method;
using web::Response;

namespace {
FilingId filing_of(const Call& call) { return FilingId{plain_number(call.request.param("so"))}; }

// Everything the person typed and chose, item by item; what is wrong is gathered, the rest is kept.
Result<std::vector<FieldError>> take_all(dossier::Replies& replies, const Call& call, const dossier::ReplyForm& form) {
  std::vector<FieldError> wrong;
  const auto kept = [&](const Status& done) -> Status {
    if (done || done.error().fields.empty()) return done;
    wrong.insert(wrong.end(), done.error().fields.begin(), done.error().fields.end());
    return {};
  };
  const auto token = form.link_token;
  for (const auto& i : form.items) {
    if (!i.open()) continue;
    TRY_VOID(kept(replies.save_note(token, i.asked.seq, call.request.form.get(fmt::format("tra_loi_{}", i.asked.seq)))));
    for (const auto& upload : call.request.uploads) {
      if (upload.field != fmt::format("tep_{}", i.asked.seq) || (upload.size == 0 && upload.file_name == "tep")) continue;
      TRY_VOID(kept(replies.add_file(token, i.asked.seq, upload.path, upload.file_name)));
    }
  }
  return wrong;
}
}  // namespace

std::string sent_words(const dossier::ReplyView& sent) {
  std::string what = sent.note.empty() ? "" : "câu trả lời";
  if (!sent.files.empty()) what += fmt::format("{}{} tệp", what.empty() ? "" : " và ", sent.files.size());
  return fmt::format("Đã gửi {}: {}", vn_datetime(sent.sent_at), what);
}

web::ui::Facts withdrawal_facts(const dossier::EndingView& e) {
  using dossier::EndingState;
  web::ui::Facts facts;
  if (e.requested_at) facts.rows.push_back({.term = "Bạn xin rút lúc", .value = vn_datetime(*e.requested_at)});
  facts.rows.push_back({.term = "Lý do", .value = e.ground.reason});
  facts.rows.push_back({.term = "Trả lời",
                        .value = e.state == EndingState::asked  ? std::string("Chưa trả lời")
                                 : e.state == EndingState::done ? std::string("Đã cho rút")
                                                                : "Không cho rút: " + e.answer});
  if (e.state == EndingState::declined) facts.rows.push_back({.term = "Căn cứ", .value = e.ground.legal_basis});
  if (e.decided_at) facts.rows.push_back({.term = "Trả lời lúc", .value = vn_datetime(*e.decided_at)});
  return facts;
}

Response ReplyPages::page(Call& call, std::vector<FieldError> errors) {
  const auto token = call.request.param("token");
  auto form = replies_.form(token);
  if (!form) return web::error_response(call, form.error());
  ReplyPageView v{*std::move(form), {}, std::move(errors), &call};
  if (v.form.request.answer_by) v.answer_words = with_weekday(*v.form.request.answer_by);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::citizen_page(out, shells_.citizen(call),
                        {.title = "Bổ sung giấy tờ",
                         .back = {.label = "Hồ sơ đang ở đâu", .href = "/t/" + v.form.link_token},
                         .errors = v.errors,
                         .narrow = true},
                        [&](web::Html& body) { views::reply(body, v); });
  auto response = Response::html(std::move(out).take(), v.errors.empty() ? 200 : 422);
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Response ReplyPages::show(Call& call) {
  const auto token = call.request.param("token");
  // Answered, closed or never asked: the page of the dossier says where it is now.
  if (!replies_.form(token)) return Response::see_other("/t/" + std::string(token));
  return page(call, {});
}

Response ReplyPages::save(Call& call) {
  const auto form = replies_.form(call.request.param("token"));
  if (!form) return web::error_response(call, form.error());
  auto wrong = take_all(replies_, call, *form);
  if (!wrong) return web::error_response(call, wrong.error());
  if (!wrong->empty()) return page(call, *std::move(wrong));
  const auto& fields = call.request.form;
  const auto back = "/t/" + form->link_token + "/bo-sung";
  if (const auto which = fields.get("bo"); !which.empty()) {
    const auto mark = std::min(which.find('.'), which.size());
    const auto item = static_cast<int>(std::min<std::int64_t>(plain_number(which.substr(0, mark)), 1000));
    const auto seq = mark < which.size() ? static_cast<int>(std::min<std::int64_t>(plain_number(which.substr(mark + 1)), 1000)) : 0;
    if (const auto done = replies_.remove_file(form->link_token, item, seq); !done) return web::error_response(call, done.error());
    return Response::see_other(back);
  }
  if (fields.get("viec") != "gui") {
    auto response = Response::see_other(back);
    response.flash = "Đã lưu. Bấm Gửi phần bổ sung khi đủ.";
    return response;
  }
  if (const auto sent = replies_.send(form->link_token); !sent) {
    if (sent.error().fields.empty()) return web::error_response(call, sent.error());
    return page(call, sent.error().fields);
  }
  auto response = Response::see_other("/t/" + form->link_token);
  response.flash = "Đã gửi phần bổ sung. Bộ phận Một cửa xem rồi báo bạn: đủ thì có hẹn trả mới, chưa đạt thì nói rõ ở đâu.";
  return response;
}

Response ReplyPages::withdrawal_page(Call& call, std::vector<FieldError> errors) {
  auto form = replies_.withdrawal(who(call), filing_of(call));
  if (!form) return web::error_response(call, form.error());
  const WithdrawPageView v{*std::move(form), std::to_string(filing_of(call).value), std::move(errors), &call};
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, shells_.citizen(call),
                        {.title = "Rút hồ sơ",
                         .back = {.label = "Hồ sơ " + v.form.code, .href = "/ho-so-cua-toi/" + v.filing},
                         .errors = v.errors,
                         .narrow = true},
                        [&](web::Html& body) { views::withdraw(body, v); });
  return Response::html(std::move(out).take(), v.errors.empty() ? 200 : 422);
}

Response ReplyPages::withdrawal(Call& call) { return withdrawal_page(call, {}); }

Response ReplyPages::withdraw(Call& call) {
  const auto done = replies_.ask_withdrawal(who(call), filing_of(call), call.request.form.get("ly_do"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return withdrawal_page(call, done.error().fields);
  }
  auto response = Response::see_other(fmt::format("/ho-so-cua-toi/{}/rut", filing_of(call).value));
  response.flash = "Đã gửi yêu cầu rút. Thời hạn giải quyết tạm dừng đến khi có trả lời.";
  return response;
}

std::span<const web::RouteOf<ReplyPages>> ReplyPages::routes() {
  using identity::kDossierOwn;
  constexpr std::uint64_t kUpload = 3 * static_cast<std::uint64_t>(dossier::kMostFileBytes) + 64 * 1024;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<ReplyPages>>({
      {Method::get, "/t/{token}/bo-sung", web::kOpen, &ReplyPages::show},
      {Method::post, "/t/{token}/bo-sung", web::kOpen, &ReplyPages::save, kUpload},
      {Method::get, "/ho-so-cua-toi/{so}/rut", kDossierOwn, &ReplyPages::withdrawal},
      {Method::post, "/ho-so-cua-toi/{so}/rut", kDossierOwn, &ReplyPages::withdraw},
  });
  return kRoutes;
}

}  // namespace motcua::portal
