// Statements of the bank and the accounts money goes to.
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "money/pages.hpp"
#include "views/money/accounts.hpp"
#include "views/money/statement.hpp"

namespace motcua::money {

using identity::actor_of;
using web::Call;
using web::Response;

namespace {
constexpr std::uint64_t kMaxStatement = 2 * 1024 * 1024;
}  // namespace

Response Pages::statement_page(Call& call, BankLineId wrong, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  StatementView v;
  v.csrf = call.csrf_token;
  v.open = money_.unmatched(actor);
  v.newest = money_.lines(actor);
  v.tabs = cashier_tabs(actor, "sao-ke");
  v.units = unit_options(actor.units_with(identity::kFeeReconcile));
  v.account = money_.account_on(till_unit(actor), identity_.today());
  v.wrong = wrong;
  v.chosen = wrong ? wrong : BankLineId{plain_number(call.request.query.get("khoan"))};
  if (std::ranges::none_of(v.open, [&](const BankLine& l) { return l.id == v.chosen; }) && !v.open.empty()) v.chosen = v.open.front().id;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Sao kê ngân hàng", .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}}, .errors = v.errors},
                      [&](web::Html& body) { views::statement(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::statement(Call& call) { return statement_page(call, {}, {}, 200); }

Response Pages::import(Call& call) {
  const auto& actor = actor_of(call);
  for (const auto& upload : call.request.uploads) {
    if (upload.field != "tep" || upload.size == 0) continue;
    if (upload.size > kMaxStatement) return statement_page(call, {}, {{"tep", "Tệp lớn hơn 2 MB. Tải sao kê của ít ngày hơn."}}, 422);
    std::ifstream in(upload.path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const auto chosen = plain_number(call.request.form.get("don_vi"));
    const auto done = money_.import_statement(actor, chosen ? UnitId{chosen} : till_unit(actor), bytes, upload.file_name);
    if (!done) {
      if (done.error().code != Errc::invalid_input) return web::error_response(call, done.error());
      return statement_page(call, {}, {{"tep", done.error().message}}, 422);
    }
    auto response = Response::see_other("/thu-phi/sao-ke");
    response.flash = fmt::format("Đọc {} khoản tiền vào, {} khoản mới: tự khớp {}, chưa khớp {}.", done->lines, done->new_lines,
                                 done->matched, done->new_lines - done->matched);
    if (done->skipped > 0)
      response.flash +=
          fmt::format(" Bỏ qua {} dòng không phải tiền vào: tiền ra, cộng cuối bảng, dòng thiếu ngày hoặc số tiền.", done->skipped);
    return response;
  }
  return statement_page(call, {}, {{"tep", "Chọn tệp sao kê CSV tải từ ngân hàng."}}, 422);
}

Response Pages::assign(Call& call) {
  const BankLineId id{plain_number(call.request.param("so"))};
  const auto done = money_.assign(actor_of(call), id, call.request.form.get("ma"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return statement_page(call, id, done.error().fields, 422);
  }
  auto response = Response::see_other("/thu-phi/sao-ke");
  response.flash = "Đã khớp và lập biên lai.";
  return response;
}

Response Pages::set_aside(Call& call) {
  const BankLineId id{plain_number(call.request.param("so"))};
  const auto done = money_.set_aside(actor_of(call), id, call.request.form.get("ghi_chu"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return statement_page(call, id, done.error().fields, 422);
  }
  auto response = Response::see_other("/thu-phi/sao-ke");
  response.flash = "Đã để riêng khoản này.";
  return response;
}

// ---- accounts ----

Response Pages::accounts_page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  AccountPageView v;
  v.csrf = call.csrf_token;
  const auto units = actor.units_with(identity::kIdentityManage);
  std::vector<UnitId> desks;
  const auto tree = identity_.tree();
  for (const auto u : units)
    if (tree->kind(u, identity_.today()) == identity::UnitKind::one_stop) desks.push_back(u);
  v.units = unit_options(desks);
  const auto& asked = status == 200 ? call.request.query : call.request.form;
  v.unit = std::string(asked.get("don_vi"));
  if (v.unit.empty() && !v.units.empty()) v.unit = v.units.front().value;
  if (const UnitId unit{plain_number(v.unit)}; actor.permits_in(identity::kIdentityManage, unit)) v.accounts = money_.accounts(unit);
  v.today = vn_date(identity_.today());
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Tài khoản thu phí, lệ phí", .errors = v.errors},
                      [&](web::Html& body) { views::accounts(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::accounts(Call& call) { return accounts_page(call, {}, 200); }

Response Pages::set_account(Call& call) {
  const auto& form = call.request.form;
  BankAccount a;
  a.unit = UnitId{plain_number(form.get("don_vi"))};
  a.bank_bin = std::string(form.get("bin"));
  a.bank_name = std::string(form.get("ngan_hang"));
  a.number = std::string(form.get("so_tai_khoan"));
  a.holder = std::string(form.get("chu_tai_khoan"));
  a.symbol = std::string(form.get("ky_hieu"));
  a.source = std::string(form.get("can_cu"));
  const auto from = parse_vn_date(form.get("tu_ngay"));
  if (!from) return accounts_page(call, {{"tu_ngay", "Ghi ngày bắt đầu dùng, ví dụ 01/12/2026."}}, 422);
  a.valid_from = *from;
  const auto done = money_.set_account(actor_of(call), a);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return accounts_page(call, done.error().fields, 422);
  }
  auto response = Response::see_other("/quan-tri/tai-khoan-thu?don_vi=" + std::to_string(a.unit.value));
  response.flash = "Đã ghi tài khoản.";
  return response;
}

}  // namespace motcua::money
