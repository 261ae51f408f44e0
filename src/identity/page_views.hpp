// What the pages of this context show.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "identity/accounts.hpp"
#include "identity/sign_in.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::identity {

namespace ui = web::ui;

struct FormPage {
  const web::Call& call;
  std::vector<FieldError> errors{};
  std::string message{};  // an error that belongs to no field
  std::string next{};     // where to go afterwards
};

struct SsoOffer {
  std::string name;  // empty: no provider of sign-in
  std::string href;
};

// ---- units -------------------------------------------------------------------------------------------------------------------------
struct UnitNode {
  std::string name, kind, code, href;
  std::vector<UnitNode> below;
  std::size_t more = 0;  // units directly below that are not written out
};
struct UnitLine {
  std::string label, former, kind, state, href;  // former: the name that was found when it is not today's
  ui::Tone tone{};
};
struct UnitListPage {
  const web::Call& call;
  Day day{};
  bool today = true;
  std::string search{}, shown{}, newer{}, older{};
  std::vector<FieldError> errors{};
  std::vector<UnitNode> tree{};
  std::vector<UnitLine> found{};
};

struct DatedRow {  // a line of a history
  std::string what, more, span, basis, href;
  bool current = false;
};
struct PersonLine {
  std::string name, title, href;
};
struct UnitView {
  const web::Call& call;
  Day day{};
  bool today = true;
  UnitId id;
  std::string name{}, kind{}, path{}, state{}, note{};
  ui::Tone tone{};
  bool invented = false;
  std::vector<ui::Link> crumbs{}, actions{};
  std::vector<FieldError> errors{};
  std::vector<DatedRow> names{}, codes{}, parents{}, before{}, after{}, children{};
  std::vector<PersonLine> people{};
  std::string all_people{};  // address of the whole list, when there are more and the caller may open it
};

struct Difference {
  std::string unit, what, before, after;
};
struct ChangePreview {
  std::string sentence;  // "Từ 01/01/2027: …"
  std::vector<Difference> differences;
  std::vector<std::string> warnings;
};
struct UnitChangePage {
  const web::Call& call;
  const web::Fields& values;
  UnitId id;
  std::string verb{}, title{}, name{}, path{};
  std::vector<FieldError> errors{};
  std::string message{};
  std::vector<ui::Option> kinds{}, successions{};
  std::string kind{};  // of today, chosen at first
  std::optional<ChangePreview> preview{};
  std::vector<std::pair<std::string, std::string>> kept{};  // values for the form that applies
  std::string edit{};                                       // back to the form with its values
};

// ---- accounts ----------------------------------------------------------------------------------------------------------------------
struct AccountLine {
  std::string name, user_name, title, rights, state, last_sign_in, href;
  ui::Tone tone{};
};
struct AccountListPage {
  const web::Call& call;
  web::Fields values{};  // as asked, units by name
  std::vector<FieldError> errors{};
  std::vector<ui::Option> roles{};
  std::vector<AccountLine> rows{};
  std::string shown{}, newer{}, older{};
  bool may_manage = false, filtered = false;
};
struct RightLine {
  std::string role, scope, span, state, reason, who, href;  // href: where it is ended
  ui::Tone tone{};
  bool running = false;
};
struct AccountPageView {
  const web::Call& call;
  const AccountDetails& account;
  std::vector<FieldError> errors{};
  bool may_manage = false, own = false;
  std::string path{}, hint{};  // hint: why it may not be changed
  std::vector<RightLine> grants{}, given{}, received{};
  std::vector<AuditRow> audit{};
};
struct GrantPage {
  const web::Call& call;
  const web::Fields& values;
  const AccountDetails& account;
  std::string path{}, day{};  // day: suggested as the first
  std::vector<FieldError> errors{};
  std::string message{};
  std::vector<ui::Option> roles{};
  std::vector<ui::Fact> facts{};  // the preview; empty: the form
  std::vector<std::string> warnings{};
  std::vector<std::pair<std::string, std::string>> kept{};
  std::string edit{};
};

// ---- one's own account -------------------------------------------------------------------------------------------------------------
struct OwnPage {
  const web::Call& call;
  AccountDetails account;
  std::vector<SessionInfo> sessions{};
  std::vector<RightLine> rights{}, given{}, received{};
  bool may_delegate = false;
};
struct TotpPage {
  const web::Call& call;
  bool on = false;
  std::int64_t codes_left{};
  std::string secret{};  // grouped by four; empty: not begun
  std::vector<FieldError> errors{};
};
struct DelegatePage {
  const web::Call& call;
  std::vector<FieldError> errors{};
  std::string message{}, day{};
  std::vector<ui::Option> rights{};
};

}  // namespace motcua::identity
