#include "base/tax_number.hpp"

#include <algorithm>
#include <array>

#include "base/personal_number.hpp"
#include "base/text.hpp"

namespace motcua {
namespace {

bool all_digits(std::string_view s) {
  return std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

int tax_check_digit(std::string_view nine_digits) {
  static constexpr std::array kWeights{31, 29, 23, 19, 17, 13, 7, 5, 3};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (nine_digits[i] - '0');
  return 10 - sum % 11;
}

Result<TaxNumber> TaxNumber::parse(std::string_view text) {
  std::string digits(trim(text));
  std::erase(digits, ' ');
  if (digits.size() == 14 && digits[10] == '-') digits.erase(10, 1);
  const bool right_length = digits.size() == 10 || digits.size() == 12 || digits.size() == 13;
  if (!right_length || !all_digits(digits))
    return errors::invalid("tax_number.wrong_length",
                           "Mã số thuế có 10 chữ số, 10 chữ số kèm -001 đến -999, hoặc là số định danh 12 chữ số.");
  if (digits.size() == 12) return TaxNumber(Kind::person, std::move(digits));
  if (tax_check_digit(digits) != digits[9] - '0')
    return errors::invalid("tax_number.wrong_check_digit", "Mã số thuế sai chữ số kiểm tra; đối chiếu lại từng chữ số.");
  if (digits.size() == 10) return TaxNumber(Kind::organisation, std::move(digits));
  if (digits.ends_with("000")) return errors::invalid("tax_number.wrong_branch", "Ba chữ số của đơn vị phụ thuộc đi từ 001 đến 999.");
  digits.insert(10, 1, '-');
  return TaxNumber(Kind::branch, std::move(digits));
}

bool is_household_business_number(std::string_view text) {
  return text.size() == 10 && all_digits(text.substr(0, 2)) && text[2] >= 'A' && text[2] <= 'Z' && text[3] == '8' &&
         all_digits(text.substr(4));
}

}  // namespace motcua
