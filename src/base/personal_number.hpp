// Số định danh cá nhân: 12 digits (Luật Căn cước 2023 Điều 12). Personal data: never in logs or URLs, so there is no formatter.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/provinces.hpp"
#include "base/result.hpp"

namespace motcua {

enum class Sex : std::uint8_t { nam, nu };
std::string_view sex_label(Sex sex);  // Nam, Nữ

class PersonalNumber {
 public:
  // Twelve digits; spaces between them are dropped. Errors: "personal_number.not_12_digits".
  static Result<PersonalNumber> parse(std::string_view text);
  // The same, and the year of birth is not after the year of `today`: "personal_number.born_later".
  static Result<PersonalNumber> parse(std::string_view text, Day today);

  const std::string& text() const { return digits_; }
  Sex sex() const;
  int birth_year() const;  // 1900–2399
  std::string_view province_code() const { return std::string_view(digits_).substr(0, 3); }
  // Where the birth was registered, as provinces were up to 30/6/2025; nullptr: foreign country or a code not known here.
  const FormerProvince* province() const { return province_of_birth_registration(province_code()); }
  std::string masked() const;  // •••••••••123

  // What does not fit, as sentences for people. Never a reason to refuse: sex may have been corrected later, codes of the provinces
  // after 01/7/2025 and of countries are not published.
  std::vector<std::string> warnings() const;
  std::vector<std::string> warnings(std::optional<Sex> stated_sex, std::optional<int> stated_birth_year) const;

  friend auto operator<=>(const PersonalNumber&, const PersonalNumber&) = default;

 private:
  explicit PersonalNumber(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

// Papers before the personal number.
bool is_old_identity_number(std::string_view text);  // CMND, 9 digits
bool is_passport_number(std::string_view text);      // B1234567; two letters in new series

}  // namespace motcua
