#include "money/pages.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/governs.hpp"
#include "print/qr.hpp"
#include "views/money/claim.hpp"
#include "views/money/due.hpp"
#include "views/money/sheet.hpp"
#include "web/forms.hpp"

namespace motcua::money {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
Response pdf(const Result<std::string>& made, const Call& call, const std::string& name) {
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*made, "application/pdf", name);
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}
SubjectId subject_of(const Call& call) { return SubjectId{plain_number(call.request.param("khoan"))}; }
}  // namespace

web::ui::Tone tone_of(Standing s) {
  switch (s) {
    case Standing::due:
    case Standing::refund_due: return web::ui::Tone::warn;
    case Standing::paid: return web::ui::Tone::good;
    case Standing::none:
    case Standing::exempt:
    case Standing::refunded: return web::ui::Tone::none;
  }
  return web::ui::Tone::none;
}

std::string signed_money(Dong amount) { return amount < Dong{} ? "-" + vn_money_short(Dong{} - amount) : vn_money_short(amount); }

web::ui::Facts transfer_facts(const TransferOrder& o) {
  web::ui::Facts facts;
  facts.rows = {{.term = "Số tiền", .value = vn_money_short(o.amount)},
                {.term = "Nội dung", .value = o.reference},
                {.term = "Tài khoản", .value = o.to.number + ", " + o.to.bank_name},
                {.term = "Chủ tài khoản", .value = o.to.holder}};
  return facts;
}

web::ui::Facts sheet_facts(const SheetView& s) {
  web::ui::Facts facts;
  facts.numeric = true;
  for (const auto& w : s.sums.by_way) facts.rows.push_back({.term = w.label, .value = signed_money(w.amount)});
  facts.rows.push_back({.term = "Tổng thu", .value = signed_money(s.sums.total)});
  if (s.carried != Dong{}) facts.rows.push_back({.term = "Tiền mặt mang sang", .value = signed_money(s.carried)});
  facts.rows.push_back({.term = "Tiền mặt phải có", .value = signed_money(s.sums.cash)});
  if (s.closed_at) {
    facts.rows.push_back({.term = "Đếm được, đã nộp", .value = signed_money(s.counted)});
    if (s.counted != s.sums.cash) facts.rows.push_back({.term = "Chênh lệch", .value = signed_money(s.counted - s.sums.cash)});
    if (!s.document.empty()) facts.rows.push_back({.term = "Chứng từ", .value = s.document});
    if (!s.note.empty()) facts.rows.push_back({.term = "Ghi chú", .value = s.note});
  }
  facts.rows.push_back({.term = "Biên lai", .value = std::to_string(s.sums.receipts)});
  if (s.sums.undone > 0) facts.rows.push_back({.term = "Biên lai hủy", .value = std::to_string(s.sums.undone)});
  return facts;
}

std::vector<web::ui::Link> cashier_tabs(const Actor& actor, std::string_view current) {
  std::vector<web::ui::Link> list{{.label = "Chờ thu", .href = "/thu-phi", .current = current == "cho-thu"},
                                  {.label = "Sổ thu", .href = "/thu-phi/so-thu", .current = current == "so-thu"}};
  if (actor.permits(identity::kFeeReconcile))
    list.insert(list.end(), {{.label = "Sao kê ngân hàng", .href = "/thu-phi/sao-ke", .current = current == "sao-ke"},
                             {.label = "Thanh toán trực tuyến", .href = "/thu-phi/cong", .current = current == "cong"},
                             {.label = "Bưu điện nộp", .href = "/thu-phi/buu-chinh"}});
  return list;
}

std::vector<web::ui::Option> Pages::unit_options(const std::vector<UnitId>& units) const {
  std::vector<web::ui::Option> options;
  const auto tree = identity_.tree();
  for (const auto u : units) options.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, identity_.today()))});
  return options;
}

UnitId Pages::till_unit(const Actor& actor) const { return identity::unit_with(actor, identity::kFeeCollect); }

// ---- what is due ----

Response Pages::due(Call& call) {
  const auto& actor = actor_of(call);
  DueView v;
  v.csrf = call.csrf_token;
  v.query = std::string(call.request.query.get("q"));
  int status = 200;
  if (!clean(v.query).empty()) {
    const auto found = money_.find(actor, v.query);
    if (found) return Response::see_other(fmt::format("/thu-phi/{}", found->value));
    v.errors.push_back({"q", found.error().message});
    status = 404;
  }
  v.page = money_.due(actor, call.request.query.get("sau"));
  if (!v.page.next.empty()) v.older = "/thu-phi?sau=" + v.page.next;
  v.tabs = cashier_tabs(actor, "cho-thu");
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Thu phí, lệ phí", .errors = v.errors},
                      [&](web::Html& body) { views::due(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::claim_page(Call& call, SubjectId subject, std::vector<FieldError> errors, int status) {
  auto claim = money_.open(actor_of(call), subject, call.request.route);
  if (!claim) return web::error_response(call, claim.error());
  ClaimPageView v;
  v.csrf = call.csrf_token;
  v.claim = *std::move(claim);
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  if (v.claim.order) v.qr = v.base() + "/qr.svg";
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Thu phí " + v.claim.debtor.code,
                       .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}},
                       .crumb = v.claim.debtor.code,
                       .errors = v.errors},
                      [&](web::Html& body) { views::claim(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::claim(Call& call) { return claim_page(call, subject_of(call), {}, 200); }

Response Pages::qr(Call& call) {
  const auto claim = money_.open(actor_of(call), subject_of(call), call.request.route);
  if (!claim) return web::error_response(call, claim.error());
  if (!claim->order) return web::error_response(call, errors::not_found("money.no_qr", "Khoản này không có mã chuyển khoản.").value());
  const auto symbol = print::encode_qr(claim->order->payload);
  if (!symbol) return web::error_response(call, symbol.error());
  return Response::bytes(print::qr_svg(*symbol, "Mã VietQR chuyển " + vn_money(claim->due)), "image/svg+xml");
}

Response Pages::take(Call& call) {
  const auto way = way_from(call.request.form.get("cach"));
  const auto subject = subject_of(call);
  // Only money that was seen: cash in hand. What goes over a bank or a gateway is taken from what they report.
  if (!way || *way != Way::cash) return claim_page(call, subject, {{"cach", "Chọn cách thu."}}, 422);
  Dong part;
  if (const auto typed = call.request.form.get("so_tien"); !clean(typed).empty()) {
    const auto amount = parse_money(typed);
    if (!amount || *amount <= Dong{})
      return claim_page(call, subject, {{"so_tien", "Ghi số tiền thu lần này, ví dụ 20.000; để trống là thu đủ."}}, 422);
    part = *amount;
  }
  const auto receipt =
      money_.take(actor_of(call), subject, {.way = *way, .payer = std::string(call.request.form.get("nguoi_nop")), .amount = part});
  if (!receipt) {
    if (receipt.error().fields.empty()) return web::error_response(call, receipt.error());
    return claim_page(call, subject, receipt.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/thu-phi/{}", subject.value));
  response.flash = "Đã thu và lập biên lai. In biên lai cho người nộp.";
  return response;
}

Response Pages::refund(Call& call) {
  const auto subject = subject_of(call);
  const auto done = money_.pay_refund(actor_of(call), subject, way_from(call.request.form.get("cach")).value_or(Way::cash),
                                      call.request.form.get("chung_tu"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return claim_page(call, subject, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/thu-phi/{}", subject.value));
  response.flash = "Đã ghi khoản hoàn.";
  return response;
}

Response Pages::undo(Call& call) {
  const auto& actor = actor_of(call);
  const ReceiptId receipt{plain_number(call.request.param("so"))};
  const auto done = money_.undo(actor, receipt, call.request.form.get("ly_do"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return claim_page(call, SubjectId{plain_number(call.request.form.get("khoan"))}, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/thu-phi/{}", done->value));
  response.flash = "Đã hủy biên lai bằng bút toán ngược. Số biên lai không dùng lại.";
  return response;
}

Response Pages::receipt_pdf(Call& call) {
  const auto form = money_.receipt_form(actor_of(call), ReceiptId{plain_number(call.request.param("so"))});
  if (!form) return web::error_response(call, form.error());
  return pdf(print::fee_receipt_pdf(*form), call, fmt::format("bien-lai-{}.pdf", form->number));
}

// ---- day sheets ----

Response Pages::sheet_page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  SheetPageView v;
  v.csrf = call.csrf_token;
  v.sheet = money_.open_sheet(actor, till_unit(actor));
  v.closed = money_.closed_sheets(actor);
  v.tabs = cashier_tabs(actor, "so-thu");
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Sổ thu của tôi", .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}}, .errors = v.errors},
                      [&](web::Html& body) { views::sheet(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::sheet(Call& call) { return sheet_page(call, {}, 200); }

Response Pages::old_sheet(Call& call) {
  const auto& actor = actor_of(call);
  auto sheet = money_.sheet(actor, SheetId{plain_number(call.request.param("so"))});
  if (!sheet) return web::error_response(call, sheet.error());
  SheetPageView v;
  v.csrf = call.csrf_token;
  v.sheet = *std::move(sheet);
  v.tabs = cashier_tabs(actor, "so-thu");
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = fmt::format("Bảng kê số {}", v.sheet.number),
                       .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}, {.label = "Sổ thu", .href = "/thu-phi/so-thu"}}},
                      [&](web::Html& body) { views::sheet(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::close(Call& call) {
  const auto& form = call.request.form;
  Closing c;
  c.unit = UnitId{plain_number(form.get("don_vi"))};
  c.sheet = static_cast<int>(plain_number(form.get("so")));
  const auto counted = parse_money(form.get("dem_duoc"));
  if (!counted) return sheet_page(call, {{"dem_duoc", "Ghi số tiền mặt đếm được, ví dụ 120.000; không có thì ghi 0."}}, 422);
  c.counted = *counted;
  c.document = std::string(form.get("chung_tu"));
  c.note = std::string(form.get("ghi_chu"));
  const auto closed = money_.close(actor_of(call), c);
  if (!closed) {
    if (closed.error().fields.empty()) return web::error_response(call, closed.error());
    return sheet_page(call, closed.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/thu-phi/so-thu/{}", closed->value));
  response.flash = "Đã khóa sổ. In bảng kê, ký và nộp tiền.";
  return response;
}

Response Pages::sheet_pdf(Call& call) {
  const auto form = money_.sheet_form(actor_of(call), SheetId{plain_number(call.request.param("so"))});
  if (!form) return web::error_response(call, form.error());
  return pdf(print::day_sheet_pdf(*form), call, "bang-ke-thu.pdf");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using namespace identity;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/thu-phi", kFeeCollect, &Pages::due},
      {Method::get, "/thu-phi/{khoan}", kFeeCollect, &Pages::claim},
      {Method::get, "/thu-phi/{khoan}/qr.svg", kFeeCollect, &Pages::qr},
      {Method::post, "/thu-phi/{khoan}/thu", kFeeCollect, &Pages::take},
      {Method::post, "/thu-phi/{khoan}/hoan", kFeeRefund, &Pages::refund},
      {Method::post, "/thu-phi/bien-lai/{so}/huy", kFeeCollect, &Pages::undo},
      {Method::get, "/thu-phi/bien-lai/{so}/in.pdf", kFeeCollect, &Pages::receipt_pdf},
      {Method::get, "/thu-phi/so-thu", kFeeCollect, &Pages::sheet},
      {Method::get, "/thu-phi/so-thu/{so}", kFeeCollect, &Pages::old_sheet},
      {Method::post, "/thu-phi/so-thu/khoa", kFeeCollect, &Pages::close},
      {Method::get, "/thu-phi/so-thu/{so}/in.pdf", kFeeCollect, &Pages::sheet_pdf},
      {Method::get, "/thu-phi/sao-ke", kFeeReconcile, &Pages::statement},
      {Method::post, "/thu-phi/sao-ke", kFeeReconcile, &Pages::import, 4 * 1024 * 1024},
      {Method::post, "/thu-phi/sao-ke/{so}/khop", kFeeReconcile, &Pages::assign},
      {Method::post, "/thu-phi/sao-ke/{so}/de-rieng", kFeeReconcile, &Pages::set_aside},
      {Method::get, "/quan-tri/tai-khoan-thu", kIdentityManage, &Pages::accounts},
      {Method::post, "/quan-tri/tai-khoan-thu", kIdentityManage, &Pages::set_account},
  });
  return kRoutes;
}

}  // namespace motcua::money
