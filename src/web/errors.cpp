// How an error becomes an answer.
#include <algorithm>
#include <exception>

#include "base/json.hpp"
#include "base/log.hpp"
#include "web/gate.hpp"

namespace motcua::web {
namespace {

struct Shape {
  int status;
  std::string_view title;
};

Shape shape_of(Errc code) {
  switch (code) {
    case Errc::invalid_input: return {422, "Chưa xử lý được yêu cầu"};
    case Errc::not_found: return {404, "Không tìm thấy trang"};
    case Errc::forbidden: return {403, "Không có quyền thực hiện"};
    case Errc::conflict: return {409, "Dữ liệu vừa thay đổi"};
    case Errc::illegal_transition: return {409, "Không thể thực hiện bước này"};
    case Errc::unavailable: return {503, "Hệ thống đang bận"};
    case Errc::corrupt: return {500, "Có lỗi xảy ra"};
  }
  return {500, "Có lỗi xảy ra"};
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

Response problem_json(const Problem& problem) {
  JsonWriter json;
  json.begin_object().field("code", problem.status).field("key", problem.key).field("message", problem.message).key("fields").begin_array();
  for (const auto& field : problem.fields) json.begin_object().field("field", field.field).field("message", field.message).end_object();
  json.end_array();
  if (!problem.incident.empty()) json.field("incident", problem.incident);
  json.end_object();
  auto r = Response::json(json.take(), problem.status);
  r.content_type = "application/problem+json; charset=utf-8";
  return r;
}

}  // namespace

Response PlainErrorPages::render(const Call&, const Problem& problem) const {
  std::string body = "<!DOCTYPE html>\n<html lang=\"vi\">\n<head><meta charset=\"utf-8\"><title>" + html_text(problem.title) +
                     "</title></head>\n<body>\n<main>\n<h1>" + html_text(problem.title) + "</h1>\n<p>" + html_text(problem.message) +
                     "</p>\n";
  if (!problem.fields.empty()) {
    body += "<ul>\n";
    for (const auto& field : problem.fields) body += "<li>" + html_text(field.message) + "</li>\n";
    body += "</ul>\n";
  }
  if (!problem.incident.empty()) body += "<p>Mã sự cố: <strong>" + html_text(problem.incident) + "</strong></p>\n";
  body += "<p><a href=\"/\">Về trang chủ</a></p>\n</main>\n</body>\n</html>\n";
  return Response::html(std::move(body), problem.status);
}

Response problem_response(const Call& call, Problem problem) {
  if (call.request.wants_json()) return problem_json(problem);
  Response r;
  if (call.error_pages != nullptr) {
    try {
      r = call.error_pages->render(call, problem);
      r.status = problem.status;
      return r;
    } catch (const std::exception&) {  // an error page that fails must not hide the error it was to show
    }
  }
  return PlainErrorPages{}.render(call, problem);
}

Response error_response(const Call& call, const Error& error) {
  const auto shape = shape_of(error.code);
  if (!error.detail.empty())
    log::warn("web.refused", log::kv("request", call.request.id), log::kv("key", error.key), log::kv("detail", error.detail));
  Problem problem{
      .status = shape.status, .key = error.key, .title = std::string(shape.title), .message = error.message, .fields = error.fields};
  if (problem.message.empty())
    problem.message = error.fields.empty() ? "Hãy thử lại sau ít phút." : "Hãy quay lại trang trước, sửa các mục sau rồi gửi lại.";
  if (problem.status >= 500) problem.incident = call.request.id;
  auto r = problem_response(call, std::move(problem));
  if (shape.status == 503) r.headers.emplace_back("Retry-After", "10");
  return r;
}

std::shared_ptr<const Principal> OpenGate::identify(const Request&, Response&) {
  struct Nobody final : Principal {
    bool permits(Permission permission) const override { return permission.name == kOpen.name; }
  };
  return std::make_shared<Nobody>();
}

}  // namespace motcua::web
