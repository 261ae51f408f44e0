#include "feedback/pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "views/feedback/rate.hpp"
#include "views/feedback/report.hpp"
#include "views/feedback/report_board.hpp"
#include "views/feedback/results.hpp"
#include "views/feedback/send.hpp"

namespace motcua::feedback {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
template <class View> Response for_citizens(const web::Shells& shells, const Call& call, const web::ui::Page& page, View&& view) {
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::citizen_page(out, shells.citizen(call), page, [&](web::Html& body) { view(body); });
  return Response::html(std::move(out).take(), page.errors.empty() ? 200 : 422);
}
template <class View> Response for_staff(const web::Shells& shells, const Call& call, const web::ui::Page& page, View&& view) {
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells.staff(call), page, [&](web::Html& body) { view(body); });
  return Response::html(std::move(out).take(), page.errors.empty() ? 200 : 422);
}
}  // namespace

std::vector<web::ui::Option> options_of(const Question& question) {
  std::vector<web::ui::Option> options;
  for (const auto& o : question.options) options.push_back({.value = std::string(o.id), .label = std::string(o.text)});
  return options;
}
std::vector<web::ui::Part> bars_of(const QuestionResult& result) {
  std::int64_t all = 0;
  for (const auto& c : result.counts) all += c.count;
  std::vector<web::ui::Part> bars;
  for (const auto& c : result.counts)
    bars.push_back({.label = c.text,
                    .amount = static_cast<double>(c.count),
                    .value = fmt::format("{} ({})", vn_number(c.count), vn_percent(c.count, all))});
  return bars;
}
std::string tenths(int score) { return vn_decimal(score, 1); }

Response Pages::rate_page(Call& call, std::vector<FieldError> errors) {
  RateView v;
  v.token = std::string(call.request.param("token"));
  auto dossier = feedback_.judged(v.token);
  if (!dossier) return web::error_response(call, errors::not_found("feedback.no_such_link", "Không có hồ sơ với đường dẫn này.").value());
  v.dossier = *std::move(dossier);
  v.given = feedback_.rating_of(v.dossier.id);
  v.questions = questions_on(day_of(clock_.now()));
  v.at_counter = call.request.query.get("tai") == "quay" || call.request.form.get("tai") == "quay";
  v.errors = std::move(errors);
  v.call = &call;
  auto response = for_citizens(shells_, call,
                               {.title = "Đánh giá việc phục vụ",
                                .back = {.label = "Hồ sơ " + v.dossier.code, .href = "/t/" + v.token},
                                .errors = v.errors,
                                .narrow = true},
                               [&](web::Html& body) { views::rate(body, v); });
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Response Pages::rate_form(Call& call) { return rate_page(call, {}); }

Response Pages::rate(Call& call) {
  const auto& form = call.request.form;
  RatingAnswers answers;
  for (const auto& q : questions_on(day_of(clock_.now())))
    if (const auto value = form.get(q.id); !value.empty()) answers.emplace(q.id, value);
  const auto done = feedback_.rate(call.request.param("token"), answers, static_cast<int>(plain_number(form.get("chung"))),
                                   form.get("gop_y"), form.get("tai") == "quay");
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return rate_page(call, done.error().fields);
  }
  auto response = Response::see_other(fmt::format("/danh-gia/{}", call.request.param("token")));
  response.flash = "Cảm ơn bạn đã đánh giá.";
  return response;
}

Response Pages::results_page(Call& call, bool staff) {
  ResultsView v;
  v.call = &call;
  v.staff = staff;
  const auto today = identity_.today();
  const auto read = [&](std::string_view name, Day otherwise) {
    const auto text = call.request.query.get(name);
    if (text.empty()) return otherwise;
    const auto day = parse_vn_date(text);
    if (!day) v.errors.push_back({std::string(name), "Viết ngày dạng 01/11/2026."});
    return day.value_or(otherwise);
  };
  const std::chrono::year_month_day ymd{today};
  const Day from = read("tu", Day{std::chrono::local_days{ymd.year() / ymd.month() / 1}});
  const Day to = read("den", today);
  v.results = staff ? feedback_.results(actor_of(call), from, to) : feedback_.public_results(from, to);
  const web::ui::Page page{.title = "Kết quả đánh giá việc phục vụ", .errors = v.errors};
  if (staff) return for_staff(shells_, call, page, [&](web::Html& body) { views::results(body, v); });
  return for_citizens(shells_, call, page, [&](web::Html& body) { views::results(body, v); });
}
Response Pages::results(Call& call) { return results_page(call, false); }
Response Pages::staff_results(Call& call) { return results_page(call, true); }

Response Pages::send_page(Call& call, std::vector<FieldError> errors) {
  SendView v;
  v.call = &call;
  v.errors = std::move(errors);
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  for (const auto& u : tree->units())
    if (tree->exists(u.id, today) && tree->kind(u.id, today) == identity::UnitKind::one_stop)
      v.units.push_back({.value = std::to_string(u.id.value), .label = std::string(tree->name(u.id, today))});
  std::sort(v.units.begin(), v.units.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  if (const auto* citizen = identity::citizen_of(call)) {
    v.sender = citizen->profile.name;
    v.contact = citizen->contacts.empty() ? "" : citizen->contacts.front().value;
    v.mine = feedback_.of(*citizen);
  }
  v.answered = feedback_.answered_in_public();
  return for_citizens(shells_, call,
                      {.title = "Phản ánh, kiến nghị", .back = {.label = "Trang chủ", .href = "/"}, .errors = v.errors, .narrow = true},
                      [&](web::Html& body) { views::send(body, v); });
}
Response Pages::send_form(Call& call) { return send_page(call, {}); }

Response Pages::send(Call& call) {
  const auto& form = call.request.form;
  const auto kind = report_kind_from(form.get("loai"));
  const ReportWish wish{kind.value_or(ReportKind::other), UnitId{plain_number(form.get("noi_nhan"))}, std::string(form.get("ho_ten")),
                        std::string(form.get("lien_he")), std::string(form.get("dia_chi")),           std::string(form.get("ma")),
                        std::string(form.get("noi_dung"))};
  std::vector<FieldError> wrong;
  if (!kind) wrong.push_back({"loai", "Chọn việc bạn muốn nói."});
  const auto done = wrong.empty() ? feedback_.send(wish, identity::citizen_of(call))
                                  : tl::make_unexpected(errors::invalid_fields("feedback.no_kind", wrong).value());
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return send_page(call, done.error().fields);
  }
  auto response = Response::see_other("/phan-anh");
  response.flash = fmt::format("Đã nhận phản ánh số {}. Cơ quan trả lời theo cách liên lạc bạn ghi.", *done);
  return response;
}

Response Pages::board(Call& call) {
  const BoardView v{feedback_.board(actor_of(call)), clock_.now()};
  return for_staff(shells_, call, {.title = "Phản ánh, kiến nghị"}, [&](web::Html& body) { views::report_board(body, v); });
}

Response Pages::report_page(Call& call, std::vector<FieldError> errors) {
  auto report = feedback_.open(actor_of(call), call.request.param("so"));
  if (!report) return web::error_response(call, report.error());
  ReportView v;
  v.report = *std::move(report);
  for (const auto& a : feedback_.handlers(v.report)) v.handlers.push_back({.value = std::to_string(a.id.value), .label = a.name});
  v.errors = std::move(errors);
  v.call = &call;
  return for_staff(shells_, call,
                   {.title = "Phản ánh " + v.report.number,
                    .crumbs = {{.label = "Phản ánh, kiến nghị", .href = "/phan-anh/xu-ly"}},
                    .crumb = v.report.number,
                    .errors = v.errors},
                   [&](web::Html& body) { views::report(body, v); });
}
Response Pages::show(Call& call) { return report_page(call, {}); }

Response Pages::after(Call& call, const Status& done, std::string flash) {
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return report_page(call, done.error().fields);
  }
  auto response = Response::see_other("/phan-anh/xu-ly");
  response.flash = std::move(flash);
  return response;
}
Response Pages::assign(Call& call) {
  const auto& form = call.request.form;
  return after(call,
               feedback_.assign(actor_of(call), call.request.param("so"), plain_number(form.get("v")),
                                identity::AccountId{plain_number(form.get("nguoi_tra_loi"))}),
               "Đã giao người trả lời.");
}
Response Pages::forward(Call& call) {
  const auto& form = call.request.form;
  return after(call, feedback_.forward(actor_of(call), call.request.param("so"), plain_number(form.get("v")), form.get("chuyen_den")),
               "Đã ghi chuyển nơi có thẩm quyền.");
}
Response Pages::answer(Call& call) {
  const auto& form = call.request.form;
  return after(call,
               feedback_.answer(actor_of(call), call.request.param("so"), plain_number(form.get("v")), form.get("tra_loi"),
                                form.get("ket_luan"), form.get("cong_khai")),
               "Đã trả lời.");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using namespace identity;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/danh-gia", web::kOpen, &Pages::results},
      {Method::get, "/danh-gia/{token}", web::kOpen, &Pages::rate_form},
      {Method::post, "/danh-gia/{token}", web::kOpen, &Pages::rate},
      {Method::get, "/bang-dieu-hanh/danh-gia", kReportRead, &Pages::staff_results},
      {Method::get, "/phan-anh", web::kOpen, &Pages::send_form},
      {Method::post, "/phan-anh", web::kOpen, &Pages::send},
      {Method::get, "/phan-anh/xu-ly", kFeedbackAnswer, &Pages::board},
      {Method::get, "/phan-anh/xu-ly/{so}", kFeedbackAnswer, &Pages::show},
      {Method::post, "/phan-anh/xu-ly/{so}/giao", kFeedbackAnswer, &Pages::assign},
      {Method::post, "/phan-anh/xu-ly/{so}/chuyen", kFeedbackAnswer, &Pages::forward},
      {Method::post, "/phan-anh/xu-ly/{so}/tra-loi", kFeedbackAnswer, &Pages::answer},
  });
  return kRoutes;
}

}  // namespace motcua::feedback
