#include "identity/page_parts.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "web/forms.hpp"

namespace motcua::identity {
namespace {

constexpr std::size_t kSuggestions = 12;

}  // namespace

std::string span_words(const DaySpan& span) {
  if (span.empty()) return fmt::format("thu hồi trước khi có hiệu lực ({})", vn_date(span.from));
  auto words = span.from <= kSinceEver ? std::string("từ đầu") : "từ " + vn_date(span.from);
  if (span.to) words += " đến hết " + vn_date(*span.to - std::chrono::days{1});
  return words;
}

std::string state_of(const DaySpan& span, Day day) {
  if (span.covers(day)) return "Đang có";
  return day < span.from ? "Chưa có" : "Đã kết thúc";
}

std::string unit_label(const UnitTree& tree, UnitId id, Day day) {
  std::string label(tree.name(id, day));
  for (const auto above : tree.ancestors(id, day)) label.append(", ").append(tree.name(above, day));
  return label;
}

std::string scope_words(const UnitTree& tree, const Scope& scope, Day day) {
  return unit_label(tree, scope.unit, day) + (scope.subtree ? " và các đơn vị bên dưới" : "");
}

tl::expected<UnitId, std::string> unit_from(const UnitTree& tree, std::string_view text, Day day) {
  const auto wanted = fold(text);
  if (wanted.empty()) return tl::make_unexpected(std::string("Nhập tên đơn vị rồi chọn một dòng gợi ý."));
  if (std::ranges::all_of(wanted, [](char c) { return c >= '0' && c <= '9'; })) {
    const auto id = id_from<UnitTag>(wanted);
    if (id && tree.find(id) != nullptr) return id;
    if (const auto coded = tree.by_code(CodeSystem::gso, wanted, day); coded.size() == 1) return coded.front();
  }
  std::vector<UnitId> named;
  for (const auto& unit : tree.units()) {
    if (!unit.span.covers(day)) continue;
    const auto name = fold(tree.name(unit.id, day));
    if (!wanted.starts_with(name)) continue;
    if (wanted == name)
      named.push_back(unit.id);
    else if (wanted == fold(unit_label(tree, unit.id, day)))
      return unit.id;
  }
  if (named.size() == 1) return named.front();
  if (named.empty())
    return tl::make_unexpected(fmt::format("Ngày {} không có đơn vị tên “{}”. Gõ vài chữ rồi chọn một dòng gợi ý.", vn_date(day), text));
  auto which = fmt::format("Có {} đơn vị tên này. Hãy ghi cả cấp trên, ví dụ: {}", named.size(), unit_label(tree, named[0], day));
  return tl::make_unexpected(which + "; " + unit_label(tree, named[1], day) + ".");
}

web::Response unit_suggestions(const UnitTree& tree, std::string_view text, Day day) {
  JsonWriter json;
  json.begin_array();
  std::size_t found = 0;
  if (const auto wanted = fold(text); wanted.size() >= 2) {
    // Names that begin with the words first.
    for (const bool beginning : {true, false})
      for (const auto& unit : tree.units()) {
        if (found == kSuggestions || !unit.span.covers(day)) continue;
        const auto at = fold(tree.name(unit.id, day)).find(wanted);
        if (at == std::string::npos || (at == 0) != beginning) continue;
        const auto label = unit_label(tree, unit.id, day);
        json.begin_object().field("value", label).field("label", label).end_object();
        ++found;
      }
  }
  return web::Response::json(json.end_array().take());
}

std::string account_label(const AccountView& account) { return fmt::format("{} ({})", account.name, account.user_name); }

tl::expected<AccountId, std::string> account_from(const Accounts& accounts, std::string_view text) {
  // "Nguyễn An (an)" or the user name alone.
  auto name = text;
  if (const auto open = text.rfind('('); open != std::string_view::npos && text.ends_with(')'))
    name = text.substr(open + 1, text.size() - open - 2);
  const auto found = accounts.identity().db().read([&](store::ReadTx& tx) { return accounts.identity().account_by_name(tx, fold(name)); });
  if (found) return found->id;
  const auto page = accounts.list(accounts.identity().system_actor(), {.search = std::string(text), .limit = 2});
  if (page.rows.size() == 1 && !fold(text).empty()) return page.rows.front().id;
  return tl::make_unexpected(std::string(page.rows.empty() ? "Không tìm thấy người này. Gõ vài chữ của họ tên rồi chọn một dòng gợi ý."
                                                           : "Có nhiều người trùng tên. Hãy chọn một dòng gợi ý."));
}

std::optional<Day> day_from(const web::Fields& fields, std::string_view name, std::vector<FieldError>& wrong) {
  const auto text = fields.get(name);
  if (text.empty()) return {};
  const auto day = parse_day(text);
  if (!day) wrong.push_back({std::string(name), "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 30/06/2025."});
  return day;
}

std::string address(std::string_view path, const std::vector<std::pair<std::string_view, std::string>>& query) {
  std::string out(path);
  char join = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    out += fmt::format("{}{}={}", join, name, web::percent_encode(value));
    join = '&';
  }
  return out;
}

Refusal refusal_of(const Error& error) {
  if (!error.fields.empty()) return {error.fields, {}};
  return {{}, error.message};
}

}  // namespace motcua::identity
