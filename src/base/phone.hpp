// Telephone numbers of Việt Nam. Personal data: never in logs or URLs.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace motcua {

class Phone {
 public:
  enum class Kind : std::uint8_t {
    mobile,
    landline,
    service,  // 1800…, 1900…, 113, 1022: a contact of an office, never of a person
  };

  // 0…, 84…, +84… with spaces, dots, hyphens, brackets; mobile numbers of 11 digits from before 9/2018 become today's.
  // Error: "phone.not_vietnamese".
  static Result<Phone> parse(std::string_view text);

  Kind kind() const { return kind_; }
  std::string e164() const;                                // +84912345678; service numbers as they are
  const std::string& national() const { return digits_; }  // 0912345678
  std::string display() const;                             // 0912 345 678
  std::string masked() const;                              // 0912 ••• 678
  friend auto operator<=>(const Phone&, const Phone&) = default;

 private:
  Phone(Kind kind, std::string digits) : kind_(kind), digits_(std::move(digits)) {}
  Kind kind_;
  std::string digits_;
};

}  // namespace motcua
