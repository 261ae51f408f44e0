#include "money/statement.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/csv.hpp"
#include "base/dates.hpp"
#include "base/text.hpp"

namespace motcua::money {

namespace {
using Cells = std::vector<std::string>;

enum class Column : std::uint8_t { date, credit, debit, text, ref };
struct Heading {
  std::string_view words;
  Column column;
};
// Folded headings as Vietnamese banks and bookkeeping programs write them; the longer ones first.
constexpr auto kHeadings = std::to_array<Heading>({
    {"ngay giao dich", Column::date},
    {"ngay hach toan", Column::date},
    {"ngay hieu luc", Column::date},
    {"transaction date", Column::date},
    {"ngay", Column::date},
    {"date", Column::date},
    {"so tien ghi co", Column::credit},
    {"ghi co", Column::credit},
    {"phat sinh co", Column::credit},
    {"credit", Column::credit},
    {"so tien ghi no", Column::debit},
    {"ghi no", Column::debit},
    {"phat sinh no", Column::debit},
    {"debit", Column::debit},
    {"so tien", Column::credit},
    {"amount", Column::credit},
    {"noi dung giao dich", Column::text},
    {"noi dung", Column::text},
    {"dien giai", Column::text},
    {"mo ta", Column::text},
    {"description", Column::text},
    {"so tham chieu", Column::ref},
    {"ma giao dich", Column::ref},
    {"so but toan", Column::ref},
    {"so chung tu", Column::ref},
    {"reference", Column::ref},
    {"transaction id", Column::ref},
});

struct Columns {
  std::array<std::optional<std::size_t>, 5> at;
  std::optional<std::size_t> of(Column c) const { return at[static_cast<std::size_t>(c)]; }
  bool enough() const { return of(Column::date) && of(Column::credit) && of(Column::text); }
};

Columns columns_of(const Cells& row) {
  Columns columns;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto words = fold(row[i]);
    for (const auto& heading : kHeadings) {
      if (!words.starts_with(heading.words)) continue;
      auto& at = columns.at[static_cast<std::size_t>(heading.column)];
      if (!at) at = i;
      break;
    }
  }
  return columns;
}

// "30.000", "30,000", "30000", "30.000,00", "+30,000.00 VND". Nothing: no amount; an error: not a whole amount of đồng.
Result<std::optional<Dong>> amount_of(std::string_view text) {
  std::string digits, marks;
  bool minus = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '.' || c == ',') {
      digits += c;
      marks += c;
    } else if (c == '-' && digits.empty()) {
      minus = true;
    }
  }
  if (digits.find_first_of("0123456789") == std::string::npos) return std::optional<Dong>{};
  // The last mark with one or two digits behind it begins a fraction; all others group thousands.
  const auto last = digits.find_last_of(".,");
  std::string whole = digits, fraction;
  if (last != std::string::npos && digits.size() - last - 1 < 3) {
    whole = digits.substr(0, last);
    fraction = digits.substr(last + 1);
  }
  if (fraction.find_first_not_of('0') != std::string::npos) return errors::invalid("money.statement_amount", "phần lẻ");
  std::int64_t sum = 0;
  for (const char c : whole) {
    if (c == '.' || c == ',') continue;
    sum = sum * 10 + (c - '0');
    if (sum > 1'000'000'000'000'000) return errors::invalid("money.statement_amount", "quá lớn");
  }
  return std::optional(Dong{minus ? -sum : sum});
}

std::optional<Day> day_in(std::string_view text) {
  const auto first = text.substr(0, text.find_first_of(" T"));
  if (const auto day = parse_vn_date(first)) return *day;
  if (const auto day = parse_day(first)) return *day;
  return std::nullopt;
}
}  // namespace

Result<Statement> read_statement(std::string_view bytes) {
  if (!is_utf8(bytes))
    return errors::invalid("money.statement_coding", "Tệp không phải bảng mã UTF-8. Lưu lại dạng “CSV UTF-8” rồi tải lên.");
  const auto rows = csv_rows(bytes, csv_separator(bytes));
  const auto head = std::ranges::find_if(rows, [](const CsvRow& row) { return columns_of(row.cells).enough(); });
  if (head == rows.end())
    return errors::invalid("money.statement_headings",
                           "Không tìm thấy dòng tiêu đề có cột ngày, số tiền (ghi có) và nội dung. Tải đúng tệp sao kê CSV của ngân hàng.");
  const auto columns = columns_of(head->cells);
  Statement statement;
  for (auto row = head + 1; row != rows.end(); ++row) {
    const int number = row->line;
    const auto cell = [&](Column c) -> std::string_view {
      const auto at = columns.of(c);
      return at && *at < row->cells.size() ? std::string_view(row->cells[*at]) : std::string_view{};
    };
    const auto day = day_in(cell(Column::date));
    const auto amount = amount_of(cell(Column::credit));
    if (!amount || (!day && !cell(Column::text).empty() && amount->value_or(Dong{}) > Dong{} && !cell(Column::date).empty()))
      return errors::invalid("money.statement_line",
                             fmt::format("Dòng {}: không đọc được ngày hoặc số tiền. Sửa dòng đó rồi tải lại.", number));
    if (!day || amount->value_or(Dong{}) <= Dong{}) {  // money that went out, sums below the table
      ++statement.skipped;
      continue;
    }
    statement.lines.push_back({*day, **amount, std::string(cell(Column::text)), std::string(cell(Column::ref))});
  }
  if (statement.lines.empty()) return errors::invalid("money.statement_empty", "Tệp không có khoản tiền vào nào.");
  return statement;
}

}  // namespace motcua::money
