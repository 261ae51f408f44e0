// Pages of the cashier.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "money/money.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::money {

struct DueView {
  std::string csrf, query, older;
  DuePage page;
  std::vector<web::ui::Link> tabs;
  std::vector<FieldError> errors;
};
struct ClaimPageView {
  std::string csrf;
  ClaimView claim;
  std::string qr;  // address of the picture
  std::vector<web::ui::Link> tabs;
  web::Fields values;
  std::vector<FieldError> errors;
  std::string base() const { return "/thu-phi/" + std::to_string(claim.debtor.subject.value); }
};
struct SheetPageView {
  std::string csrf;
  SheetView sheet;
  std::vector<SheetView> closed;  // beside the open one
  std::vector<web::ui::Link> tabs;
  std::vector<web::ui::Option> units;
  web::Fields values;
  std::vector<FieldError> errors;
};
struct StatementView {
  std::string csrf;
  std::vector<BankLine> open, newest;
  std::vector<web::ui::Link> tabs;
  std::vector<web::ui::Option> units;
  std::optional<BankAccount> account;
  BankLineId wrong;   // whose form shows the errors
  BankLineId chosen;  // whose forms are open: one at a time
  web::Fields values;
  std::vector<FieldError> errors;
};
struct AccountPageView {
  std::string csrf, unit;
  std::vector<BankAccount> accounts;
  std::vector<web::ui::Option> units;
  std::string today;
  web::Fields values;
  std::vector<FieldError> errors;
};

// Parts of the cashier's work: "cho-thu", "so-thu", "sao-ke", "cong".
std::vector<web::ui::Link> cashier_tabs(const Actor& actor, std::string_view current);
web::ui::Tone tone_of(Standing s);
std::string signed_money(Dong amount);  // "-30.000 ₫"
web::ui::Facts sheet_facts(const SheetView& s);
web::ui::Facts transfer_facts(const TransferOrder& order);

class Pages {
 public:
  Pages(Money& money, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : money_(money), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response due(web::Call& call);          // GET  /thu-phi?q=
  web::Response claim(web::Call& call);        // GET  /thu-phi/{khoan}
  web::Response qr(web::Call& call);           // GET  /thu-phi/{khoan}/qr.svg
  web::Response take(web::Call& call);         // POST /thu-phi/{khoan}/thu
  web::Response refund(web::Call& call);       // POST /thu-phi/{khoan}/hoan
  web::Response undo(web::Call& call);         // POST /thu-phi/bien-lai/{so}/huy
  web::Response receipt_pdf(web::Call& call);  // GET  /thu-phi/bien-lai/{so}/in.pdf
  web::Response sheet(web::Call& call);        // GET  /thu-phi/so-thu
  web::Response old_sheet(web::Call& call);    // GET  /thu-phi/so-thu/{so}
  web::Response close(web::Call& call);        // POST /thu-phi/so-thu/khoa
  web::Response sheet_pdf(web::Call& call);    // GET  /thu-phi/so-thu/{so}/in.pdf
  web::Response statement(web::Call& call);    // GET  /thu-phi/sao-ke
  web::Response import(web::Call& call);       // POST /thu-phi/sao-ke
  web::Response assign(web::Call& call);       // POST /thu-phi/sao-ke/{so}/khop
  web::Response set_aside(web::Call& call);    // POST /thu-phi/sao-ke/{so}/de-rieng
  web::Response accounts(web::Call& call);     // GET  /quan-tri/tai-khoan-thu
  web::Response set_account(web::Call& call);  // POST /quan-tri/tai-khoan-thu

 private:
  web::Response claim_page(web::Call& call, SubjectId subject, std::vector<FieldError> errors, int status);
  web::Response sheet_page(web::Call& call, std::vector<FieldError> errors, int status);
  web::Response statement_page(web::Call& call, BankLineId wrong, std::vector<FieldError> errors, int status);
  web::Response accounts_page(web::Call& call, std::vector<FieldError> errors, int status);
  std::vector<web::ui::Option> unit_options(const std::vector<UnitId>& units) const;
  // The unit a till is kept for: the acting one, else the first where the person may collect.
  UnitId till_unit(const Actor& actor) const;
  Money& money_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::money
