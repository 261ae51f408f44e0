#include "reports/targets.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/embedded.hpp"
#include "base/numbers.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reports_data();
}

namespace motcua::reports {

namespace {
struct Named {
  std::string_view word, label;
};
constexpr std::array<Named, 4> kKinds{{{"co-dinh", "Mức cố định"},
                                       {"mat-bang-tinh", "Không thấp hơn mặt bằng chung của tỉnh"},
                                       {"nam-truoc", "Không thấp hơn cùng kỳ năm trước"},
                                       {"hon-nam-truoc", "Hơn cùng kỳ năm trước một số điểm phần trăm"}}};

}  // namespace

std::vector<std::string> parts_of(std::string_view line) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = line.find('|');
    const auto part = line.substr(0, end);
    const auto first = part.find_first_not_of(" \t\r");
    parts.emplace_back(first == std::string_view::npos ? std::string_view{}
                                                       : part.substr(first, part.find_last_not_of(" \t\r") - first + 1));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

std::string_view word(TargetKind k) { return kKinds[static_cast<std::size_t>(k)].word; }
std::string_view label(TargetKind k) { return kKinds[static_cast<std::size_t>(k)].label; }
std::optional<TargetKind> target_kind_from(std::string_view w) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i].word == w) return static_cast<TargetKind>(i);
  return std::nullopt;
}

Result<std::vector<TargetRow>> read_targets(std::string_view text) {
  std::vector<TargetRow> rows;
  int number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto c = parts_of(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++number;
    if (c.size() == 1 && (c[0].empty() || c[0].starts_with('#'))) continue;
    if (c[0].starts_with('#')) continue;
    TargetRow r;
    const auto kind = c.size() == 6 ? target_kind_from(c[2]) : std::nullopt;
    const auto from = c.size() == 6 ? parse_day(c[4]) : std::nullopt;
    const bool read = kind && from && c[0] == "muc-tieu" && !c[1].empty() && !c[5].empty() &&
                      std::from_chars(c[3].data(), c[3].data() + c[3].size(), r.permille).ptr == c[3].data() + c[3].size();
    if (!read || r.permille < 0 || r.permille > 1000)
      return errors::invalid("reports.targets_unreadable", fmt::format("Dòng {} của tệp mục tiêu không đúng mẫu.", number));
    r.indicator = c[1];
    r.kind = *kind;
    r.from = *from;
    r.source = c[5];
    rows.push_back(std::move(r));
  }
  return rows;
}

std::span<const TargetRow> shipped_targets() {
  static const std::vector<TargetRow> kRows = [] {
    for (const auto& file : embedded::reports_data())
      if (file.name == "targets.txt") {
        auto rows = read_targets(file.bytes);
        ensure(rows.has_value(), "the targets that ship with the program can be read");
        return *std::move(rows);
      }
    ensure(false, "targets ship with the program");
    return std::vector<TargetRow>{};
  }();
  return kRows;
}

const TargetRow* target_for(std::span<const TargetRow> rows, std::span<const UnitId> line, std::string_view indicator, Day day) {
  const auto latest = [&](std::span<const TargetRow> all, UnitId unit) {
    const TargetRow* holds = nullptr;
    for (const auto& r : all)
      if (r.unit == unit && r.indicator == indicator && r.from <= day) holds = &r;
    return holds;
  };
  for (const auto unit : line)
    if (const auto* row = latest(rows, unit)) return row;
  return latest(shipped_targets(), UnitId{});
}

std::optional<bool> Target::met(std::int64_t part, std::int64_t whole) const {
  if (whole == 0) return std::nullopt;
  const auto reached = part * 1000, asked = whole * permille;
  return lower_is_better ? reached <= asked : reached >= asked;
}

std::optional<Target> resolve(const TargetRow& row, const TargetGrounds& g, bool lower_is_better) {
  Target t{.source = row.source, .lower_is_better = lower_is_better};
  const auto permille = [](std::int64_t part, std::int64_t whole) { return static_cast<int>((part * 2000 / whole + 1) / 2); };
  switch (row.kind) {
    case TargetKind::fixed:
      t.permille = row.permille;
      t.words = fmt::format("mục tiêu {}", vn_percent(t.permille, 1000, row.permille % 10 == 0 ? 0 : 1));
      return t;
    case TargetKind::province_average:
      if (g.province_whole == 0) return std::nullopt;
      if (g.province_part == 0 && !lower_is_better) return std::nullopt;  // where nobody has any, having none is no achievement
      t.permille = permille(g.province_part, g.province_whole);
      t.words = fmt::format("mặt bằng chung của tỉnh {}", vn_percent(t.permille, 1000));
      return t;
    case TargetKind::last_year:
      if (g.year_whole == 0) return std::nullopt;
      t.permille = permille(g.year_part, g.year_whole);
      t.words = fmt::format("cùng kỳ năm trước {}", vn_percent(t.permille, 1000));
      return t;
    case TargetKind::better_than_last_year: {
      if (g.year_whole == 0) return std::nullopt;
      const auto year = permille(g.year_part, g.year_whole);
      t.permille = std::clamp(lower_is_better ? year - row.permille : year + row.permille, 0, 1000);
      t.words = fmt::format("mục tiêu {} (năm trước {})", vn_percent(t.permille, 1000), vn_percent(year, 1000));
      return t;
    }
  }
  return std::nullopt;
}

}  // namespace motcua::reports
