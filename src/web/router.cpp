#include "web/router.hpp"

#include <algorithm>
#include <deque>
#include <exception>
#include <system_error>
#include <tuple>

#include "base/log.hpp"
#include "store/db.hpp"
#include "web/cookies.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"
#include "web/limits.hpp"
#include "web/metrics.hpp"
#include "web/route_tree.hpp"
#include "web/security.hpp"

namespace motcua::web {
namespace {

constexpr std::string_view kVisitorCookie = "khach";
constexpr std::string_view kFlashCookie = "tin";
constexpr std::string_view kNoRoute = "(none)";

bool unsafe(const Request& request) { return request.method != Method::get; }

std::string allow_of(const std::array<bool, 4>& methods) {
  constexpr std::array<std::string_view, 4> kNames = {"GET, HEAD", "POST", "PUT", "DELETE"};
  std::string allow;
  for (std::size_t m = 0; m < methods.size(); ++m)
    if (methods[m]) allow += (allow.empty() ? "" : ", ") + std::string(kNames[m]);
  return allow;
}

std::optional<Method> method_of(std::string_view name) {
  if (name == "GET" || name == "HEAD") return Method::get;
  if (name == "POST") return Method::post;
  if (name == "PUT") return Method::put;
  if (name == "DELETE") return Method::del;
  return std::nullopt;
}

bool one_time_number(std::string_view text) {
  return text.size() >= 8 && text.size() <= 100 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

std::string fingerprint_of(const Request& request) {
  Sha256 hash;
  const auto add = [&](std::string_view part) {
    hash.update(std::to_string(part.size()) + ":");
    hash.update(part);
  };
  add(request.target);
  for (const auto& [name, value] : request.form.items()) {
    if (name == kCsrfField) continue;
    add(name);
    add(value);
  }
  for (const auto& upload : request.uploads) {
    add(upload.field);
    add(upload.sha256);
  }
  add(request.body);
  return hash.hex();
}

Problem bad_request(std::string key, std::string message) {
  return {.status = 400, .key = std::move(key), .title = "Yêu cầu không hợp lệ", .message = std::move(message)};
}

Problem too_many() {
  return {.status = 429,
          .key = "web.too_many_requests",
          .title = "Có quá nhiều yêu cầu",
          .message = "Bạn hoặc mạng của bạn vừa gửi quá nhiều yêu cầu. Hãy chờ một lát rồi thử lại."};
}

}  // namespace

Exchange::~Exchange() {
  for (const auto& upload : request.uploads) {
    std::error_code gone;  // adopted files have left already
    if (!upload.path.empty()) std::filesystem::remove(upload.path, gone);
  }
}

struct Router::Impl {
  RouterParts parts;
  RouterOptions options;
  std::deque<Route> kept;  // addresses stay
  std::vector<Route> sorted;
  RouteTree tree;

  Call call_of(const Exchange& x) const {
    return {.request = x.request, .principal = x.principal ? x.principal : nobody(), .error_pages = parts.error_pages};
  }
  static std::shared_ptr<const Principal> nobody() {
    static OpenGate gate;
    Response none;
    return gate.identify({}, none);
  }
  void count_statements(Exchange& x) const {
    if (options.take_statement_count) x.statements += options.take_statement_count();
  }
  std::string token_for(std::string_view owner) const { return base64url(hmac_sha256(options.secret, "csrf:" + std::string(owner))); }
  // What CSRF tokens, flash messages and one-time numbers of this caller are bound to.
  static std::string owner_of(const Exchange& x) {
    if (x.principal && x.principal->signed_in() && !x.principal->session_key.empty()) return "s:" + x.principal->session_key;
    const auto visitor = x.request.cookie(kVisitorCookie);
    return visitor.size() >= 20 && visitor.size() <= 100 ? "v:" + std::string(visitor) : std::string();
  }

  bool csrf_holds(const Exchange& x, std::string_view owner) const {
    if (!x.request.header("authorization").empty()) return true;  // no browser adds that by itself
    if (!same_origin(x.request) || owner.empty()) return false;
    auto sent = x.request.header(kCsrfHeader);
    if (sent.empty()) sent = x.request.form.get(kCsrfField);
    return constant_time_equal(sent, token_for(owner));
  }

  Response finish(Exchange& x, Response r) const;
  Response finish_problem(Exchange& x, Problem problem) const { return finish(x, problem_response(call_of(x), std::move(problem))); }
  Response limited(Exchange& x, std::chrono::seconds wait) const {
    auto r = problem_response(call_of(x), too_many());
    r.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return finish(x, std::move(r));
  }
  std::optional<Response> open(Exchange& x) const;
  std::optional<Response> authorize(Exchange& x) const;
  std::optional<Response> deny(Exchange& x) const;
  Response failed(const Exchange& x) const;  // inside a catch block: what broke, as a page
  Response run_once(const Exchange& x, Call& call, std::string_view owner) const;
  void add_visitor_and_flash(const Exchange& x, const Call& call, const std::string& owner, const std::string& visitor, Response& r) const;
  Response answer(Exchange& x) const;
};

// Headers, metrics, log line: every answer leaves through here.
Response Router::Impl::finish(Exchange& x, Response r) const {
  for (auto& cookie : x.merged.cookies) r.cookies.push_back(std::move(cookie));
  for (auto& header : x.merged.headers) r.headers.push_back(std::move(header));
  const bool signed_in = x.principal && x.principal->signed_in();
  drop_broken_headers(r);
  add_security_headers(x.request, signed_in, r);
  finish_shared(x.request, r);
  for (const auto& cookie : r.cookies) r.headers.emplace_back("Set-Cookie", set_cookie(cookie, x.request.secure));
  count_statements(x);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - x.started);
  const auto route = x.route != nullptr ? x.route->pattern : kNoRoute;
  if (parts.metrics != nullptr) parts.metrics->request(route, r.status, took, x.statements);
  log::info("web.request", log::kv("request", x.request.id), log::kv("method", method_of(x.method_name) ? x.method_name : "other"),
            log::kv("route", route), log::kv("status", r.status), log::kv("us", took), log::kv("statements", x.statements),
            log::kv("bytes", r.body.size()));
  return r;
}

std::optional<Response> Router::Impl::open(Exchange& x) const {
  auto& q = x.request;
  if (q.id.empty()) q.id = random_readable();
  if (!q.header("authorization").empty()) std::erase_if(q.headers, [](const auto& h) { return h.first == "cookie"; });
  const auto mark = q.target.find('?');
  const auto raw_path = std::string_view(q.target).substr(0, mark);
  const auto path = decode_path(raw_path);
  if (!path || q.target.find('#') != std::string::npos)
    return finish_problem(x, bad_request("web.bad_path", "Địa chỉ này không đúng dạng. Hãy kiểm tra lại đường dẫn."));
  q.path = *path;
  if (mark != std::string::npos) {
    auto query = parse_urlencoded(std::string_view(q.target).substr(mark + 1));
    if (!query)
      return finish_problem(x, bad_request(query.error().key, "Phần sau dấu hỏi của địa chỉ không đúng dạng. Hãy mở lại từ trang trước."));
    q.query = *std::move(query);
  }
  const auto method = method_of(x.method_name);
  if (method) q.method = *method;
  q.head = x.method_name == "HEAD";
  auto found = tree.find(method, q.path);
  if (found.route != nullptr) {
    x.route = found.route;
    q.route = found.route->pattern;
    q.params = std::move(found.params);
  }
  if (parts.limiter != nullptr)
    if (const auto wait = parts.limiter->by_address(q, parts.clock.now())) return limited(x, *wait);
  if (x.route != nullptr) return std::nullopt;
  if (found.any()) {
    auto r = problem_response(call_of(x), {.status = 405,
                                           .key = "web.method_not_allowed",
                                           .title = "Không dùng được cách gửi này",
                                           .message = "Trang này không nhận cách gửi vừa dùng. Hãy quay lại và dùng nút trên trang."});
    r.headers.emplace_back("Allow", allow_of(found.methods));
    return finish(x, std::move(r));
  }
  if (raw_path.size() > 1 && raw_path.ends_with('/') &&
      tree.find(std::nullopt, std::string_view(q.path).substr(0, q.path.size() - 1)).any()) {
    Response r{.status = 308};
    r.headers.emplace_back("Location", std::string(raw_path.substr(0, raw_path.size() - 1)) +
                                           (mark == std::string::npos ? std::string() : q.target.substr(mark)));
    return finish(x, std::move(r));
  }
  return finish_problem(x, {.status = 404,
                            .key = "web.no_route",
                            .title = "Không tìm thấy trang",
                            .message = "Không có trang nào ở địa chỉ này. Hãy kiểm tra lại đường dẫn hoặc bắt đầu từ trang chủ."});
}

std::optional<Response> Router::Impl::authorize(Exchange& x) const {
  if (options.take_statement_count) options.take_statement_count();  // what this thread did before is not ours
  try {
    x.principal = parts.gate.identify(x.request, x.merged);
    ensure(x.principal != nullptr, "the gate names a principal");
  } catch (...) {
    x.principal = nobody();
    return finish(x, failed(x));
  }
  if (parts.limiter != nullptr) {
    const auto now = parts.clock.now();
    if (x.principal->signed_in()) {
      if (const auto wait = parts.limiter->by_account(x.principal->account_id, now)) return limited(x, *wait);
    } else if (unsafe(x.request)) {
      if (const auto wait = parts.limiter->by_anonymous_post(x.request, now)) return limited(x, *wait);
    }
  }
  auto denied = deny(x);
  if (!denied) count_statements(x);
  return denied;
}

std::optional<Response> Router::Impl::deny(Exchange& x) const {
  const auto wanted = x.route->permission;
  if (wanted.name == kOpen.name) return std::nullopt;
  const bool signed_in = x.principal->signed_in();
  if (x.principal->permits(wanted)) return std::nullopt;
  if (signed_in)
    return finish_problem(x, {.status = 403,
                              .key = "web.forbidden",
                              .title = "Không có quyền thực hiện",
                              .message = "Tài khoản của bạn chưa được giao quyền này. Hãy liên hệ người quản trị của đơn vị."});
  if (x.request.wants_json() || x.request.path.starts_with(options.api_prefix)) {
    auto r = problem_response(
        call_of(x), {.status = 401, .key = "web.sign_in_first", .title = "Chưa đăng nhập", .message = "Hãy đăng nhập rồi gửi lại."});
    r.headers.emplace_back("WWW-Authenticate", "Bearer");
    return finish(x, std::move(r));
  }
  const auto back = unsafe(x.request) ? std::string() : "?tiep=" + percent_encode(x.request.target);
  return finish(x, Response::see_other(options.sign_in_path + back));
}

// The one place where exceptions end: a machine that is away is 503 and may be tried again, all else is 500 with its number.
Response Router::Impl::failed(const Exchange& x) const {
  Problem problem{
      .status = 500,
      .key = "web.incident",
      .title = "Có lỗi xảy ra",
      .message = "Hệ thống chưa làm được việc này và đã ghi lại sự cố. Hãy thử lại; nếu vẫn lỗi, báo bộ phận hỗ trợ mã sự cố dưới đây.",
      .incident = x.request.id};
  const auto route = x.route != nullptr ? x.route->pattern : kNoRoute;
  std::string cause = "not a std::exception";
  try {
    throw;
  } catch (const store::Failure& e) {
    cause = e.what();
    using enum store::FailureKind;
    const auto kind = e.kind();
    if (kind == busy || kind == connection || kind == disk || kind == read_only) {
      problem.status = 503;
      problem.key = "web.database_away";
      problem.title = "Hệ thống đang bận";
      problem.message = "Chưa kết nối được cơ sở dữ liệu. Nội dung chưa được lưu; hãy thử lại sau ít phút.";
    }
  } catch (const std::exception& e) {
    cause = e.what();
  } catch (...) {  // named above
  }
  log::error("web.incident", log::kv("request", x.request.id), log::kv("route", route), log::kv("status", problem.status),
             log::kv("cause", cause));
  const bool retry = problem.status == 503;
  auto r = problem_response(call_of(x), std::move(problem));
  if (retry) r.headers.emplace_back("Retry-After", "10");
  return r;
}

Response Router::Impl::run_once(const Exchange& x, Call& call, std::string_view owner) const {
  const auto handle = [&] {
    try {
      return x.route->handler(call);
    } catch (...) {
      return failed(x);
    }
  };
  if (!unsafe(x.request) || parts.idempotency == nullptr) return handle();
  auto key = x.request.form.get(kFormIdField);
  if (key.empty()) key = x.request.header("idempotency-key");
  // Token callers have no session: the token itself is the owner.
  const auto whose = owner.empty() ? "t:" + std::string(x.request.header("authorization")) : std::string(owner);
  if (!one_time_number(key) || whose.size() <= 2) return handle();
  try {
    auto claim = parts.idempotency->claim(whose, key, fingerprint_of(x.request));
    switch (claim.state) {
      case Idempotency::State::fresh: break;
      case Idempotency::State::done: return std::move(claim.answer);
      case Idempotency::State::running:
        return problem_response(call,
                                {.status = 409,
                                 .key = "web.form_running",
                                 .title = "Đang xử lý",
                                 .message = "Lần gửi trước của biểu mẫu này còn đang được xử lý. Hãy chờ một lát rồi xem lại danh sách."});
      case Idempotency::State::other_content:
        return problem_response(call, {.status = 409,
                                       .key = "web.form_sent_before",
                                       .title = "Biểu mẫu đã được gửi",
                                       .message = "Biểu mẫu này đã được gửi với nội dung khác. Hãy tải lại trang rồi nhập lại."});
    }
  } catch (...) {
    return failed(x);
  }
  auto r = handle();
  try {
    if (r.status < 400)
      parts.idempotency->complete(whose, key, r);
    else
      parts.idempotency->forget(whose, key);
  } catch (const std::exception& e) {  // the work is done: its answer goes out
    log::error("web.answer_not_kept", log::kv("request", x.request.id), log::kv("cause", e.what()));
  }
  return r;
}

void Router::Impl::add_visitor_and_flash(const Exchange& x, const Call& call, const std::string& owner, const std::string& visitor,
                                         Response& r) const {
  bool keep_visitor = !visitor.empty() && r.body.find(call.csrf_token) != std::string::npos;
  const bool page = r.status == 200 && !unsafe(x.request) && r.content_type.starts_with("text/html");
  if (!call.flash.empty() && page) r.cookies.push_back(expired_cookie(std::string(kFlashCookie)));
  if (!r.flash.empty()) {
    constexpr std::size_t kLongest = 1000;  // browsers keep 4 KB in all
    if (r.flash.size() <= kLongest)
      r.cookies.push_back(
          {.name = std::string(kFlashCookie), .value = sign_value(options.secret, owner, r.flash), .max_age = std::chrono::minutes{5}});
    keep_visitor = keep_visitor || !visitor.empty();
  }
  if (keep_visitor) r.cookies.push_back({.name = std::string(kVisitorCookie), .value = visitor});
}

Response Router::Impl::answer(Exchange& x) const {
  if (!x.principal) {
    if (auto early = authorize(x)) return std::move(*early);
  } else if (options.take_statement_count) {
    options.take_statement_count();
  }
  auto owner = owner_of(x);
  if (unsafe(x.request) && !csrf_holds(x, owner))
    return finish_problem(x,
                          {.status = 403,
                           .key = "web.csrf",
                           .title = "Trang đã cũ",
                           .message = "Trang này mở đã lâu hoặc được gửi từ nơi khác nên chưa được nhận. Hãy tải lại trang rồi gửi lại."});
  std::string visitor;  // a new one, set only when the page has use for it
  if (owner.empty()) {
    visitor = random_token(24);
    owner = "v:" + visitor;
  }
  Call call = call_of(x);
  call.csrf_token = token_for(owner);
  call.form_id = random_token(15);
  if (const auto sent = x.request.cookie(kFlashCookie); !sent.empty()) call.flash = read_signed(options.secret, owner, sent).value_or("");
  auto r = run_once(x, call, visitor.empty() ? owner : "");
  add_visitor_and_flash(x, call, owner, visitor, r);
  return finish(x, std::move(r));
}

Router::Router(RouterParts parts, RouterOptions options) : impl_(new Impl{parts, std::move(options), {}, {}, {}}) {
  ensure(impl_->options.secret.size() >= 32, "the router's secret has 32 bytes or more");
}

Router::~Router() = default;

void Router::add(std::vector<Route> routes) {
  for (auto& route : routes) {
    impl_->kept.push_back(std::move(route));
    impl_->tree.insert(impl_->kept.back());
    impl_->sorted.push_back(impl_->kept.back());
  }
  std::ranges::sort(impl_->sorted,
                    [](const Route& a, const Route& b) { return std::tie(a.pattern, a.method) < std::tie(b.pattern, b.method); });
}

std::span<const Route> Router::routes() const { return impl_->sorted; }

std::optional<Response> Router::open(Exchange& exchange) const { return impl_->open(exchange); }
std::optional<Response> Router::authorize(Exchange& exchange) const { return impl_->authorize(exchange); }
Response Router::answer(Exchange& exchange) const { return impl_->answer(exchange); }

Response Router::refuse(Exchange& exchange, Problem problem) const {
  if (exchange.request.id.empty()) exchange.request.id = random_readable();
  const bool retry = problem.status == 503;
  auto r = problem_response(impl_->call_of(exchange), std::move(problem));
  if (retry) r.headers.emplace_back("Retry-After", "5");
  return impl_->finish(exchange, std::move(r));
}

Response Router::dispatch(Request request) const {
  constexpr std::array<std::string_view, 4> kNames = {"GET", "POST", "PUT", "DELETE"};
  Exchange x;
  x.method_name = request.head ? "HEAD" : kNames[static_cast<std::size_t>(request.method)];
  x.request = std::move(request);
  if (auto early = open(x)) return std::move(*early);
  return answer(x);
}

std::string Router::csrf_token(const Request& request) const {
  Exchange x;
  x.request = request;
  x.request.uploads.clear();  // theirs, not ours to remove
  x.principal = impl_->parts.gate.identify(x.request, x.merged);
  const auto owner = Impl::owner_of(x);
  return owner.empty() ? "" : impl_->token_for(owner);
}

}  // namespace motcua::web
