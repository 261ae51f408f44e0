#include "review/cost.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"

namespace motcua::review {

namespace {
__extension__ using Wide = __int128;
constexpr std::array<std::string_view, 6> kWords{"prepare", "submit", "pay", "inspection", "other", "collect"};
constexpr std::array<std::string_view, 6> kLabels{
    "Chuẩn bị hồ sơ", "Nộp hồ sơ",   "Nộp phí, lệ phí, chi phí khác", "Chuẩn bị, phục vụ việc kiểm tra, đánh giá thực tế tại cơ sở",
    "Công việc khác", "Nhận kết quả"};

std::int64_t narrow(Wide n) {
  ensure(n >= INT64_MIN && n <= INT64_MAX, "a compliance cost fits its column");
  return static_cast<std::int64_t>(n);
}
// n / d, half up, away from zero.
std::int64_t rounded(Wide n, Wide d) {
  const bool negative = n < 0;
  const Wide positive = negative ? -n : n;
  const auto r = narrow((positive * 2 + d) / (d * 2));
  return negative ? -r : r;
}
Milli percent(Milli n, int off) { return rounded(Wide{n} * (100 + off), 100); }
}  // namespace

std::string_view word(Work w) { return kWords.at(static_cast<std::size_t>(w)); }
std::string_view label(Work w) { return kLabels.at(static_cast<std::size_t>(w)); }
std::optional<Work> work_from(std::string_view wanted) {
  const auto found = std::find(kWords.begin(), kWords.end(), wanted);
  return found == kWords.end() ? std::nullopt : std::optional(static_cast<Work>(found - kWords.begin()));
}

Dong Cost::rounded() const { return {review::rounded(milli(), 1000)}; }

Cost step_cost(const Sheet& sheet, const Step& step, Side side) {
  if (side == Side::after && step.cut) return {};
  const auto& c = side == Side::after && step.after ? *step.after : step.now;
  // a × (t × h + d): thousandths times thousandths, brought back to thousandths of a đồng.
  const Wide once = Wide{c.hours} * sheet.wage.value + Wide{c.hired.value} * 1000;
  return {.work_milli = review::rounded(once * c.times, 1000), .fee_milli = narrow(Wide{c.fee.value} * 1000)};
}

Cost procedure_cost(const Sheet& sheet, Side side) {
  Cost sum;
  for (const auto& s : sheet.steps) {
    const auto one = step_cost(sheet, s, side);
    sum.work_milli += one.work_milli;
    sum.fee_milli += one.fee_milli;
  }
  return sum;
}

Dong year_cost(const Sheet& sheet, Side side) {
  const auto& v = side == Side::now ? sheet.now : sheet.after;
  return {rounded(Wide{procedure_cost(sheet, side).milli()} * v.frequency * v.subjects, Wide{1000} * 1000)};
}

std::optional<std::int64_t> Saving::share() const {
  if (before.value <= 0) return std::nullopt;
  return rounded(Wide{saved().value} * 10'000, before.value);
}
std::string Saving::share_text() const {
  const auto s = share();
  return s ? vn_decimal(*s, 2) + " %" : "chưa có";
}

Saving saving(const Sheet& sheet) { return {year_cost(sheet, Side::now), year_cost(sheet, Side::after)}; }

std::vector<Sensitivity> sensitivity(const Sheet& sheet) {
  std::vector<Sensitivity> all{{.what = "Số lượng đối tượng"}, {.what = "Thu nhập bình quân một giờ"}, {.what = "Số lần một năm"}};
  for (std::size_t i = 0; i < kOff.size(); ++i) {
    auto subjects = sheet, wage = sheet, frequency = sheet;
    subjects.now.subjects = percent(sheet.now.subjects, kOff[i]);
    subjects.after.subjects = percent(sheet.after.subjects, kOff[i]);
    wage.wage.value = percent(sheet.wage.value, kOff[i]);
    frequency.now.frequency = percent(sheet.now.frequency, kOff[i]);
    frequency.after.frequency = percent(sheet.after.frequency, kOff[i]);
    all[0].at[i] = saving(subjects);
    all[1].at[i] = saving(wage);
    all[2].at[i] = saving(frequency);
  }
  return all;
}

Dong days_cost(std::int64_t working_days, Dong wage, std::int64_t dossiers) { return wage * (working_days * 8) * dossiers; }

std::string million_words(Dong amount) {
  constexpr std::int64_t kMillion = 1'000'000;
  return fmt::format("{}{} triệu đồng", amount.value % kMillion != 0 ? "hơn " : "", vn_number(amount.value / kMillion));
}

}  // namespace motcua::review
