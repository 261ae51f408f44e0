#include "base/personal_number.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"

namespace motcua {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
int digit(char c) { return c - '0'; }

}  // namespace

std::string_view sex_label(Sex sex) { return sex == Sex::nam ? "Nam" : "Nữ"; }

Result<PersonalNumber> PersonalNumber::parse(std::string_view text) {
  std::string digits(trim(text));
  std::erase(digits, ' ');
  if (digits.size() != 12 || !std::ranges::all_of(digits, is_digit))
    return errors::invalid("personal_number.not_12_digits", "Số định danh cá nhân gồm đúng 12 chữ số; kiểm tra lại trên thẻ.");
  return PersonalNumber(std::move(digits));
}

Result<PersonalNumber> PersonalNumber::parse(std::string_view text, Day today) {
  TRY(auto number, parse(text));
  if (number.birth_year() > static_cast<int>(std::chrono::year_month_day{today}.year()))
    return errors::invalid(
        "personal_number.born_later",
        fmt::format("Số định danh này có năm sinh {}, sau năm nay; kiểm tra lại chữ số thứ 4 đến thứ 6.", number.birth_year()));
  return number;
}

Sex PersonalNumber::sex() const { return digit(digits_[3]) % 2 == 0 ? Sex::nam : Sex::nu; }

int PersonalNumber::birth_year() const { return 1900 + 100 * (digit(digits_[3]) / 2) + 10 * digit(digits_[4]) + digit(digits_[5]); }

std::string PersonalNumber::masked() const { return mask_tail(digits_, 3); }

std::vector<std::string> PersonalNumber::warnings() const { return warnings(std::nullopt, std::nullopt); }

std::vector<std::string> PersonalNumber::warnings(std::optional<Sex> stated_sex, std::optional<int> stated_birth_year) const {
  std::vector<std::string> out;
  if (province() == nullptr)
    out.push_back(fmt::format("Không có tỉnh nào mang mã {}: có thể khai sinh ở nước ngoài hoặc mã cấp sau 01/7/2025; đối chiếu với thẻ.",
                              province_code()));
  if (stated_sex && *stated_sex != sex())
    out.push_back(
        fmt::format("Giới tính đã khai là {}, theo số định danh là {}; đối chiếu với giấy tờ.", sex_label(*stated_sex), sex_label(sex())));
  if (stated_birth_year && *stated_birth_year != birth_year())
    out.push_back(fmt::format("Năm sinh đã khai là {}, theo số định danh là {}; đối chiếu với giấy tờ.", *stated_birth_year, birth_year()));
  return out;
}

bool is_old_identity_number(std::string_view text) { return text.size() == 9 && std::ranges::all_of(text, is_digit); }

bool is_passport_number(std::string_view text) {
  const auto letters = static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin());
  return letters >= 1 && letters <= 2 && text.size() == letters + 7 &&
         std::ranges::all_of(text.substr(0, letters), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::ranges::all_of(text.substr(letters), is_digit);
}

}  // namespace motcua
