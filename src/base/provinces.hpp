// Provinces: the 63 that name the birth registration in a personal number (and the landline area), and the 34 since 01/7/2025
// (Quyết định 19/2025/QĐ-TTg). The same two digits mean different provinces before and after that day: 82 was Tiền Giang, is Đồng Tháp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace motcua {

inline constexpr Day kTwoTierSince{std::chrono::year{2025} / 7 / 1};

struct FormerProvince {
  std::string_view code;            // "087", as in personal numbers; "0" + the statistical code of the time
  std::string_view name;            // "Đồng Tháp"
  std::string_view successor_code;  // statistical code since 01/7/2025: "82"
  std::string_view area_code;       // landlines: "0277"
};

struct Province {
  std::string_view code;  // statistical code: "82"
  std::string_view name;
  bool city;  // thành phố trực thuộc trung ương (Đồng Nai from 30/4/2026)
};

std::span<const FormerProvince> former_provinces();
std::span<const Province> provinces();
// nullptr for codes of foreign countries and unknown ones.
const FormerProvince* province_of_birth_registration(std::string_view code);
// Empty when no province had the statistical code on that day.
std::string_view province_name(std::string_view stat_code, Day on);
// Known for days since 01/7/2025 only.
bool is_central_city(std::string_view stat_code, Day on);

}  // namespace motcua
