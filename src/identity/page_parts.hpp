// What the settings pages share: dates and units in words, units and people found by what was typed. Private to identity.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "identity/accounts.hpp"
#include "web/html.hpp"
#include "web/http.hpp"

namespace motcua::identity {

std::string span_words(const DaySpan& span);         // "từ 01/07/2025", "từ đầu đến hết 30/06/2025"
std::string state_of(const DaySpan& span, Day day);  // "Đang có", "Đã kết thúc", "Chưa có"

// "Phòng Văn hóa - Xã hội, Xã Bến, Tỉnh Sông": what suggestions put into the field and what is understood when typed.
std::string unit_label(const UnitTree& tree, UnitId id, Day day);
std::string scope_words(const UnitTree& tree, const Scope& scope, Day day);  // "… và các đơn vị bên dưới"
// A unit that exists on the day by its label, name (without marks too), code of the statistics or number. Else what to do.
tl::expected<UnitId, std::string> unit_from(const UnitTree& tree, std::string_view text, Day day);
// [{"value","label"}] of at most twelve units of the day.
web::Response unit_suggestions(const UnitTree& tree, std::string_view text, Day day);

std::string account_label(const AccountView& account);  // "Nguyễn An (an)"
tl::expected<AccountId, std::string> account_from(const Accounts& accounts, std::string_view text);

// The day of a field "30/06/2025"; `wrong` gets what to do when it cannot be read. Empty: nothing.
std::optional<Day> day_from(const web::Fields& fields, std::string_view name, std::vector<FieldError>& wrong);

template <class Tag> Id<Tag> id_from(std::string_view text) {
  Id<Tag> id;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  return failed == std::errc{} && end == text.data() + text.size() && id.value > 0 ? id : Id<Tag>{};
}

// "/quan-tri/don-vi?ngay=30/06/2025"; empty values are left out.
std::string address(std::string_view path, const std::vector<std::pair<std::string_view, std::string>>& query);

// Errors of fields, or the one message that belongs to none.
struct Refusal {
  std::vector<FieldError> errors{};
  std::string message{};
};
Refusal refusal_of(const Error& error);

}  // namespace motcua::identity
