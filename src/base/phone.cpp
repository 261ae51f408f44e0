#include "base/phone.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace motcua {
namespace {

using Prefix = std::pair<std::string_view, std::string_view>;

// Mobile numbers lost a digit in 9–11/2018.
constexpr auto kOldMobile = std::to_array<Prefix>({
    {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"}, {"0167", "037"}, {"0168", "038"},
    {"0169", "039"}, {"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"}, {"0128", "078"}, {"0123", "083"},
    {"0124", "084"}, {"0125", "085"}, {"0127", "081"}, {"0129", "082"}, {"0186", "056"}, {"0188", "058"}, {"0199", "059"},
});

constexpr auto kShortCodes = std::to_array<std::string_view>({"111", "112", "113", "114", "115", "1022", "1080", "1081"});

std::string grouped(std::string_view digits, std::string_view hidden) {
  const auto head = digits.substr(0, digits.size() - 6);
  const auto middle = hidden.empty() ? digits.substr(digits.size() - 6, 3) : hidden;
  return std::string(head).append(" ").append(middle).append(" ").append(digits.substr(digits.size() - 3));
}

}  // namespace

Result<Phone> Phone::parse(std::string_view text) {
  const auto wrong = [] {
    return errors::invalid("phone.not_vietnamese", "Nhập số điện thoại Việt Nam, ví dụ 0912 345 678 hoặc 0277 3851 234.");
  };
  std::string digits;
  bool plus = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits.push_back(c);
    else if (c == '+' && digits.empty() && !plus)
      plus = true;
    else if (std::string_view(" .-()\t").find(c) == std::string_view::npos)
      return wrong();
  }
  if (plus || (digits.starts_with("84") && digits.size() >= 11)) {
    if (!digits.starts_with("84")) return wrong();
    digits.erase(0, 2);
    if (!digits.starts_with('0')) digits.insert(0, 1, '0');
  }
  if (std::ranges::find(kShortCodes, digits) != kShortCodes.end()) return Phone(Kind::service, digits);
  if ((digits.starts_with("1800") || digits.starts_with("1900")) && digits.size() >= 8 && digits.size() <= 10)
    return Phone(Kind::service, digits);
  if (digits.size() == 11)
    for (const auto& [old, now] : kOldMobile)
      if (digits.starts_with(old)) {
        digits.replace(0, 4, now);
        break;
      }
  if (digits.size() == 11 && digits.starts_with("02")) return Phone(Kind::landline, digits);
  // Prefixes are allotted over time, so the first digit only tells that it is a mobile number.
  if (digits.size() == 10 && digits[0] == '0' && std::string_view("35789").find(digits[1]) != std::string_view::npos)
    return Phone(Kind::mobile, digits);
  return wrong();
}

std::string Phone::e164() const { return kind_ == Kind::service ? digits_ : "+84" + digits_.substr(1); }
std::string Phone::display() const { return kind_ == Kind::service ? digits_ : grouped(digits_, ""); }
std::string Phone::masked() const { return kind_ == Kind::service ? digits_ : grouped(digits_, "•••"); }

}  // namespace motcua
