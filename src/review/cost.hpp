// Compliance cost of a procedure (Thông tư 02/2017/TT-VPCP Điều 27): what one costs, what a year costs, what a proposal saves. Exact:
// hours and times are thousandths, money is đồng; nothing is rounded before the last figure. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"

namespace motcua::review {

// Fixed groups of work of the cost sheet.
enum class Work : std::uint8_t { prepare, submit, pay, inspection, other, collect };
std::string_view word(Work w);
std::string_view label(Work w);
std::optional<Work> work_from(std::string_view word);

// A thousandth: 1.5 hours are 1500, once is 1000.
using Milli = std::int64_t;
inline constexpr Milli kOnce = 1000;

// Cells of one line of the sheet.
struct Cells {
  Milli hours = 0;      // thời gian thực hiện (giờ)
  Milli times = kOnce;  // số lần làm việc này cho một lần thực hiện thủ tục
  Dong hired{};         // tư vấn, dịch vụ, in ấn, đi lại, bưu điện
  Dong fee{};           // phí, lệ phí, chi phí khác theo quy định
  friend bool operator==(const Cells&, const Cells&) = default;
};
// A line today and after simplification: unchanged, with other cells, or cut. Only what the proposal touches differs.
struct Step {
  std::int64_t id{};
  Work work{};
  std::string name{}, way{};
  Cells now{};
  std::optional<Cells> after{};  // none: as now
  bool cut = false;
  bool touched() const { return cut || (after && *after != now); }
};

struct Volume {
  Milli frequency = kOnce;    // số lần thực hiện một năm
  std::int64_t subjects = 0;  // số lượng đối tượng tuân thủ một năm
  friend bool operator==(const Volume&, const Volume&) = default;
};
struct Sheet {
  Dong wage{};  // thu nhập bình quân một người một giờ
  std::vector<Step> steps{};
  Volume now{}, after{};
};

// Thousandths of a đồng, so that hours times wage stay exact.
struct Cost {
  std::int64_t work_milli = 0;  // W
  std::int64_t fee_milli = 0;   // F
  std::int64_t milli() const { return work_milli + fee_milli; }
  Dong rounded() const;  // half up
};
enum class Side : std::uint8_t { now, after };
Cost step_cost(const Sheet& sheet, const Step& step, Side side);
Cost procedure_cost(const Sheet& sheet, Side side);  // C = W + F
Dong year_cost(const Sheet& sheet, Side side);       // T = C × M × Q

struct Saving {
  Dong before{}, after{};
  Dong saved() const { return before - after; }
  bool negative() const { return after > before; }
  // Share cut, of 10,000: 8255 is 82,55 %; none without a cost before.
  std::optional<std::int64_t> share() const;
  std::string share_text() const;  // "82,55 %", "chưa có"
};
Saving saving(const Sheet& sheet);

// The saving when one figure is off: subjects, wage, frequency by this many per cent.
struct Sensitivity {
  std::string what{};
  std::array<Saving, 4> at{};  // -20 %, -10 %, +10 %, +20 %
};
inline constexpr std::array<int, 4> kOff{-20, -10, 10, 20};
std::vector<Sensitivity> sensitivity(const Sheet& sheet);

// A second way some decisions of 2025 count: the agency's processing days priced as hours. Not what Điều 27 asks for, never the default.
Dong days_cost(std::int64_t working_days, Dong wage, std::int64_t dossiers);

// "hơn 443 triệu đồng" when something is left below the million, else "443 triệu đồng".
std::string million_words(Dong amount);

}  // namespace motcua::review
