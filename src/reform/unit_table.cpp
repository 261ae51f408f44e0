// Definitions of the indicators and the reading of a table of values. Pure.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/csv.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "reform/data_file.hpp"
#include "reform/unit_indicators.hpp"

namespace motcua::reform {

namespace {
std::vector<UnitIndicator> read_definitions() {
  std::vector<UnitIndicator> all;
  for (const auto& p : data_lines("indicators.txt")) {
    ensure(p.size() == 8, "a line of indicators.txt has eight parts");
    UnitIndicator i{.key = std::string(p[0]),
                    .title = std::string(p[1]),
                    .numerator = std::string(p[2]),
                    .denominator = std::string(p[3]),
                    .source = std::string(p[4]),
                    .every = std::string(p[5]),
                    .proof = std::string(p[7])};
    if (!p[6].empty()) {
      const auto n = parse_vn_decimal(p[6], 2);
      ensure(n.has_value(), "a target of indicators.txt is a number");
      i.target = *n;
    }
    all.push_back(std::move(i));
  }
  return all;
}
}  // namespace

std::span<const UnitIndicator> unit_indicators() {
  static const auto kAll = read_definitions();
  return kAll;
}
const UnitIndicator* unit_indicator(std::string_view key) {
  const auto all = unit_indicators();
  const auto found = std::ranges::find(all, key, &UnitIndicator::key);
  return found == all.end() ? nullptr : &*found;
}

std::string Month::text() const { return fmt::format("{:02}/{}", month, year); }

std::optional<Month> parse_month(std::string_view text) {
  std::vector<std::int64_t> numbers;
  std::size_t first_digits = 0, digits = 0;
  std::int64_t n = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      n = n * 10 + (c - '0');
      if (++digits > 4) return std::nullopt;
    } else if ((c == '-' || c == '/') && digits > 0 && numbers.empty()) {
      first_digits = digits;
      numbers.push_back(n);
      n = 0;
      digits = 0;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0) return std::nullopt;
  numbers.push_back(n);
  Month m;
  if (numbers.size() == 1)
    m = {static_cast<int>(numbers[0]), 12};
  else if (first_digits == 4)
    m = {static_cast<int>(numbers[0]), static_cast<int>(numbers[1])};
  else
    m = {static_cast<int>(numbers[1]), static_cast<int>(numbers[0])};
  if (m.year < 2000 || m.year > 2100 || m.month < 1 || m.month > 12) return std::nullopt;
  return m;
}

Figure UnitValue::figure() const {
  if (part && whole) return figure_of(*part, *whole);
  return {.value = reported};
}

namespace {
constexpr auto kHeadings = std::to_array<std::string_view>({"ma_chi_tieu", "don_vi", "ky", "tu_so", "mau_so"});

// One row of the table, with what is wrong in it.
class RowReader {
 public:
  RowReader(const CsvRow& row, const std::map<std::string, std::size_t>& at, std::vector<ImportFault>& faults)
      : row_(row), at_(at), faults_(faults) {}

  ImportLine read() {
    ImportLine l{.row = row_.line, .key = cell("ma_chi_tieu"), .unit = cell("don_vi"), .note = cell("ghi_chu")};
    if (!unit_indicator(l.key)) fault("ma_chi_tieu", fmt::format("Không có chỉ tiêu “{}”.", l.key));
    if (l.unit.empty()) fault("don_vi", "Ghi mã hoặc tên đơn vị.");
    if (const auto m = parse_month(cell("ky")))
      l.month = *m;
    else
      fault("ky", "Kỳ ghi như 2026-08, 8/2026 hoặc 2026.");
    l.part = count("tu_so");
    l.whole = count("mau_so");
    rate(l);
    if (l.part.has_value() != l.whole.has_value())
      fault(l.part ? "mau_so" : "tu_so", "Ghi cả tử số và mẫu số, hoặc chỉ ghi tỷ lệ.");
    else if (l.whole && *l.whole == 0)
      fault("mau_so", "Mẫu số bằng 0: để trống cả dòng khi chưa có số liệu.");
    else if (!l.whole && !l.reported)
      fault("ty_le", "Ghi tử số và mẫu số, hoặc tỷ lệ.");
    else if (l.whole && l.reported)
      fault("ty_le", "Đã có tử số và mẫu số thì để trống tỷ lệ: hệ thống tự tính.");
    return l;
  }

 private:
  std::string cell(const char* name) const {
    const auto found = at_.find(name);
    return found == at_.end() || found->second >= row_.cells.size() ? std::string() : row_.cells[found->second];
  }
  void fault(const char* column, std::string text) {
    // One fault a cell: what cannot be read is not missing as well.
    for (const auto& f : faults_)
      if (f.row == row_.line && f.column == column) return;
    faults_.push_back({row_.line, column, std::move(text)});
  }
  std::optional<std::int64_t> count(const char* column) {
    const auto text = cell(column);
    if (text.empty()) return std::nullopt;
    const auto n = parse_vn_integer(text);
    if (n && *n >= 0) return *n;
    fault(column, "Phải là số nguyên không âm, ví dụ 1.250.");
    return std::nullopt;
  }
  void rate(ImportLine& l) {
    auto text = cell("ty_le");
    if (text.starts_with('>')) {
      l.more = true;
      text.erase(0, 1);
    }
    if (text.ends_with('%')) text.pop_back();
    if (trim(text).empty()) return;
    const auto n = parse_vn_decimal(trim(text), 2);
    if (n && *n >= 0)
      l.reported = *n;
    else
      fault("ty_le", "Tỷ lệ ghi như 57,7 hoặc >90.");
  }

  const CsvRow& row_;
  const std::map<std::string, std::size_t>& at_;
  std::vector<ImportFault>& faults_;
};
}  // namespace

ImportTable read_values(std::string_view csv) {
  ImportTable t;
  const auto rows = csv_rows(csv, csv_separator(csv.substr(0, csv.find('\n'))));
  if (rows.empty()) {
    t.faults.push_back({1, "", "Tệp trống. Tải mẫu, điền rồi nhập lại."});
    return t;
  }
  std::map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < rows[0].cells.size(); ++i) at[fold(rows[0].cells[i])] = i;
  for (const auto h : kHeadings)
    if (!at.contains(std::string(h))) t.faults.push_back({rows[0].line, std::string(h), fmt::format("Thiếu cột {}.", h)});
  if (!t.faults.empty()) return t;
  std::map<std::tuple<std::string, std::string, Month>, int> seen;
  for (const auto& row : std::span(rows).subspan(1)) {
    auto l = RowReader(row, at, t.faults).read();
    const auto [first, fresh] = seen.emplace(std::tuple(l.key, fold(l.unit), l.month), row.line);
    if (!fresh) t.faults.push_back({row.line, "ky", fmt::format("Trùng với dòng {}: cùng chỉ tiêu, đơn vị và kỳ.", first->second)});
    t.lines.push_back(std::move(l));
  }
  if (t.lines.empty()) t.faults.push_back({2, "", "Tệp chưa có dòng số liệu nào."});
  return t;
}

}  // namespace motcua::reform
