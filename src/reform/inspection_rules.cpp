#include "reform/inspection_rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "reform/data_file.hpp"
#include "reform/rules.hpp"
#include "web/crypto.hpp"

namespace motcua::reform {

namespace {
std::vector<CheckItem> read_checklist() {
  std::vector<CheckItem> items;
  for (const auto& p : data_lines("checklist.txt")) {
    ensure(p.size() == 5, "a line of checklist.txt has five parts");
    const auto points = parse_vn_integer(p[1]);
    const auto day = parse_day(p[4]);
    ensure(points.has_value() && day.has_value(), "points and day of checklist.txt can be read");
    items.push_back({std::string(p[0]), std::string(p[2]), std::string(p[3]), static_cast<int>(*points), *day});
  }
  return items;
}
}  // namespace

std::vector<CheckItem> checklist(Day day) {
  static const auto kAll = read_checklist();
  // A later row of the same code replaces the earlier one from its day on.
  std::map<std::string, CheckItem> in_force;
  for (const auto& i : kAll)
    if (i.valid_from <= day) {
      auto& slot = in_force[i.code];
      if (slot.code.empty() || slot.valid_from <= i.valid_from) slot = i;
    }
  std::vector<CheckItem> out;
  for (auto& [code, i] : in_force) out.push_back(std::move(i));
  return out;
}

const CheckItem* check_item(std::span<const CheckItem> items, std::string_view code) {
  const auto found = std::ranges::find(items, code, &CheckItem::code);
  return found == items.end() ? nullptr : &*found;
}

std::string_view check_group(std::string_view code) { return code.substr(0, code.find('.')); }

std::string_view check_group_title(std::string_view group) {
  constexpr auto kTitles = std::to_array<std::string_view>(
      {"Chỉ đạo, điều hành", "Thể chế", "Cải cách TTHC", "Bộ máy", "Công vụ", "Tài chính công", "Chính quyền số"});
  if (group.size() == 2 && group[1] >= '1' && group[1] <= '7') return kTitles.at(static_cast<std::size_t>(group[1] - '1'));
  return {};
}

std::string_view level_of(std::int64_t points, std::int64_t most) {
  if (most <= 0) return "Chưa chấm";
  const auto share = points * 100;
  if (share >= 90 * most) return "Xuất sắc";
  if (share >= 80 * most) return "Tốt";
  if (share >= 65 * most) return "Khá";
  return share >= 50 * most ? "Trung bình" : "Yếu";
}

std::vector<std::string> draw(std::vector<std::string> codes, std::string_view seed, std::size_t size) {
  std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  std::vector<std::pair<std::string, std::string>> keyed;
  for (auto& c : codes) keyed.emplace_back(web::sha256_hex(fmt::format("{}|{}", seed, c)), std::move(c));
  std::ranges::sort(keyed);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < keyed.size() && i < size; ++i) out.push_back(std::move(keyed[i].second));
  return out;
}

std::optional<std::int64_t> repeated(std::span<const Earlier> earlier, std::string_view code, Day today, int months) {
  using namespace std::chrono;
  const Earlier* latest = nullptr;
  for (const auto& e : earlier) {
    if (e.code != code || !e.confirmed_on) continue;
    const year_month_day confirmed{*e.confirmed_on};
    auto until = confirmed + std::chrono::months{months};
    if (!until.ok()) until = until.year() / until.month() / last;
    if (today > Day{local_days{until}}) continue;
    if (!latest || *latest->confirmed_on < *e.confirmed_on) latest = &e;
  }
  return latest ? std::optional(latest->id) : std::nullopt;
}

std::vector<Spread> systemic(std::span<const std::pair<std::string, std::int64_t>> code_and_unit, std::int64_t inspected) {
  std::map<std::string, std::set<std::int64_t>> units;
  for (const auto& [code, unit] : code_and_unit) units[code].insert(unit);
  std::vector<Spread> out;
  for (const auto& [code, at] : units) {
    const auto n = static_cast<std::int64_t>(at.size());
    // One unit is no spread, however few were inspected.
    if (inspected > 1 && n > 1 && n * 100 >= inspected * kSpreadShare) out.push_back({code, n, inspected});
  }
  return out;
}

void Outcome::add(RecheckResult r) {
  switch (r) {
    case RecheckResult::confirmed: ++confirmed; break;
    case RecheckResult::partly: ++partly; break;
    case RecheckResult::not_done: ++not_done; break;
    case RecheckResult::repeated: ++repeated; break;
  }
}

std::string outcome_words(const Outcome& o) {
  if (o.all() == 0) return "Chưa phúc tra hạn chế nào.";
  const auto word = majority_word(o.confirmed, o.all());
  const auto share = fmt::format("{}/{}", o.confirmed, o.all());
  auto text = word.empty() ? fmt::format("{} hạn chế đã được khắc phục", share)
                           : fmt::format("{} hạn chế đã được khắc phục ({})", sentence_case(word), share);
  text += o.repeated == 0 ? "; không có hạn chế lặp lại." : fmt::format("; {} hạn chế lặp lại.", o.repeated);
  return text;
}

}  // namespace motcua::reform
