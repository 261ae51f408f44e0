#include "portal/pages_verify.hpp"

#include <fmt/core.h>

#include "portal/page_parts.hpp"
#include "views/portal/verify.hpp"

namespace motcua::portal {

using dossier::Verdict;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr std::size_t kLongest = 4096;

// Kept by the browser after the first visit: the page as it was last seen with a network, else as it was kept. The page itself puts what it
// is made of into the same store (assets/ts/verify.ts).
constexpr std::string_view kWorker = R"(self.addEventListener("install", (e) => e.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/tai-san/")) e.respondWith(caches.match(e.request, { ignoreVary: true }).then((kept) => kept ?? fetch(e.request)));
  else if (["/xac-minh", "/xac-minh/thu-hoi.txt"].includes(url.pathname))
    e.respondWith(fetch(e.request).catch(() => caches.match(url.pathname, { ignoreVary: true })));
});
)";
}  // namespace

web::ui::Tone verdict_tone(Verdict v) {
  switch (v) {
    case Verdict::genuine: return web::ui::Tone::good;
    case Verdict::revoked: return web::ui::Tone::warn;
    case Verdict::forged:
    case Verdict::unknown_key: break;
  }
  return web::ui::Tone::bad;
}

web::ui::Facts statement_facts(const dossier::Statements::Answer& a) {
  web::ui::Facts facts;
  const auto& s = *a.statement;
  const auto add = [&](std::string_view term, std::string value) {
    facts.rows.push_back({.term = std::string(term), .value = std::move(value)});
  };
  add("Giấy", std::string(label(s.kind)));
  add("Mã hồ sơ", s.code);
  add("Cơ quan", a.agency_name.empty() ? s.agency : a.agency_name);
  add("Ngày ghi trên giấy", vn_datetime(s.issued_at));
  if (s.due_at) add("Hẹn trả ghi trên giấy", vn_datetime(*s.due_at));
  if (a.due_now) add("Hẹn trả nay là", vn_datetime(*a.due_now));
  if (a.checked.revoked_at) add("Thu hồi lúc", vn_datetime(*a.checked.revoked_at));
  return facts;
}

Response VerifyPages::page(Call& call, std::string_view text, bool asked) {
  if (!statements_.ready())
    return web::error_response(call, errors::not_found("portal.nothing_signed", "Cơ quan này chưa ký mã xác minh trên giấy.").value());
  VerifyView v;
  for (const auto& k : statements_.keys()) {
    v.keys += (v.keys.empty() ? "" : " ") + k.id + ":" + k.public_hex;
    v.known.push_back(k);
  }
  v.call = &call;
  v.typed = std::string(text.substr(0, kLongest));
  if (asked) {
    auto answer = statements_.answer(v.typed);
    if (answer.statement)
      v.answer = std::move(answer);
    else
      v.errors.push_back(
          {"noi_dung",
           "Không thấy mã xác minh. Quét mã ở phần dưới của giấy (không phải mã ở góc trên), hoặc chép nguyên dòng có chữ MC1/."});
  }
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::citizen_page(
      out, shells_.citizen(call),
      {.title = "Kiểm tra giấy thật hay giả", .back = {.label = "Trang chủ", .href = "/"}, .errors = v.errors, .narrow = true},
      [&](web::Html& body) { views::verify(body, v); });
  return Response::html(std::move(out).take(), v.errors.empty() ? 200 : 422);
}

Response VerifyPages::show(Call& call) { return page(call, {}, false); }
Response VerifyPages::by_link(Call& call) { return page(call, call.request.param("rest"), true); }
Response VerifyPages::check(Call& call) { return page(call, call.request.form.get("noi_dung"), true); }

Response VerifyPages::keys(Call&) { return Response::text(dossier::keys_text(statements_.keys())); }
Response VerifyPages::revoked(Call&) { return Response::text(statements_.signed_revocations()); }

Response VerifyPages::offline(Call&) {
  Response r;
  r.content_type = "text/javascript; charset=utf-8";
  r.body = std::string(kWorker);
  r.headers = {{"Cache-Control", "no-cache"}, {"Service-Worker-Allowed", "/xac-minh"}};
  return r;
}

std::span<const web::RouteOf<VerifyPages>> VerifyPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<VerifyPages>>({
      {Method::get, "/xac-minh", web::kOpen, &VerifyPages::show},
      {Method::post, "/xac-minh", web::kOpen, &VerifyPages::check},
      {Method::get, "/xac-minh/khoa.txt", web::kOpen, &VerifyPages::keys},
      {Method::get, "/xac-minh/thu-hoi.txt", web::kOpen, &VerifyPages::revoked},
      {Method::get, "/xac-minh/ngoai-mang.js", web::kOpen, &VerifyPages::offline},
      {Method::get, "/X/{rest...}", web::kOpen, &VerifyPages::by_link},
  });
  return kRoutes;
}

}  // namespace motcua::portal
