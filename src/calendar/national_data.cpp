// Reads data/national.txt, which travels inside the program.
#include <fmt/core.h>

#include <charconv>

#include "base/embedded.hpp"
#include "calendar/holidays.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> calendar_data();
}

namespace motcua::calendar {

namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto bar = line.find('|');
    out.push_back(trim(line.substr(0, bar)));
    if (bar == std::string_view::npos) return out;
    line.remove_prefix(bar + 1);
  }
}

int year_of(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  return error == std::errc{} && end == text.data() + text.size() && year >= 1995 && year <= 2199 ? year : 0;
}

bool read_line(const std::vector<std::string_view>& column, NationalData& out) {
  const auto kind = column[0];
  if (kind == "tet" && column.size() == 4) {
    const int year = year_of(column[1]);
    if (year == 0 || (column[2] != "1+4" && column[2] != "2+3") || column[3].empty()) return false;
    out.decisions.tet.push_back({year, column[2] == "1+4" ? 1 : 2, std::string(column[3])});
    return true;
  }
  if (kind == "quoc-khanh" && column.size() == 4) {
    const int year = year_of(column[1]);
    if (year == 0 || (column[2] != "01/09" && column[2] != "03/09") || column[3].empty()) return false;
    out.decisions.national_day.push_back({year, column[2] == "01/09", std::string(column[3])});
    return true;
  }
  if (kind == "hoan-doi" && column.size() == 6) {
    const auto off = parse_day(column[1]);
    const auto work = parse_day(column[2]);
    if (!off || !work || (column[3] != "in-force" && column[3] != "proposed") || column[4].empty() || column[5].empty()) return false;
    out.swaps.push_back({*off, *work, column[3] == "in-force", std::string(column[4]), std::string(column[5])});
    return true;
  }
  return false;
}

}  // namespace

Result<NationalData> parse_national_data(std::string_view text) {
  NationalData out;
  int number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (!read_line(columns(line), out))
      return errors::invalid("calendar.national_data_line", fmt::format("Dòng {} của dữ liệu ngày nghỉ không đọc được: {}", number, line));
  }
  return out;
}

const NationalData& national_data() {
  static const NationalData data = [] {
    const auto files = embedded::calendar_data();
    ensure(files.size() == 1, "national data is embedded");
    auto parsed = parse_national_data(files[0].bytes);
    ensure(parsed.has_value(), parsed ? "" : parsed.error().message);
    return *std::move(parsed);
  }();
  return data;
}

}  // namespace motcua::calendar
