// Numbers of businesses: mã số thuế, mã số doanh nghiệp, số đăng ký hộ kinh doanh.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace motcua {

class TaxNumber {
 public:
  enum class Kind : std::uint8_t {
    organisation,  // 10 digits with a check digit; equals the enterprise code
    branch,        // the same and -001 … -999
    person,        // since 01/7/2025 the personal number of a person or household business (Thông tư 86/2024/TT-BTC)
  };

  // Errors: "tax_number.wrong_length", "tax_number.wrong_check_digit", "tax_number.wrong_branch".
  static Result<TaxNumber> parse(std::string_view text);

  Kind kind() const { return kind_; }
  const std::string& text() const { return text_; }                                        // 0100109106, 0100109106-001
  std::string_view organisation() const { return std::string_view(text_).substr(0, 10); }  // not for persons
  friend auto operator<=>(const TaxNumber&, const TaxNumber&) = default;

 private:
  TaxNumber(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {}
  Kind kind_;
  std::string text_;
};

// The tenth digit for nine digits; 10 when no such number can exist.
int tax_check_digit(std::string_view nine_digits);

// Number on certificates of household businesses before 01/7/2025: province, district letter, 8, six digits: 87A8000123.
bool is_household_business_number(std::string_view text);

}  // namespace motcua
