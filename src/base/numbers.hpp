// Numbers and money as Vietnamese papers write them: thousands ".", decimals ",".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "base/result.hpp"

namespace motcua {

std::string vn_number(std::int64_t n);                      // 12.041
std::string vn_decimal(std::int64_t scaled, int decimals);  // vn_decimal(1234567, 2) -> 12.345,67
// Share of the whole, rounded half up: vn_percent(967, 1000) -> "96,7%"; no whole -> "–". Not negative.
std::string vn_percent(std::int64_t part, std::int64_t whole, int decimals = 1);
std::string vn_money(Dong amount);        // 4.000 đồng (running text)
std::string vn_money_short(Dong amount);  // 4.000 ₫ (tables, screens)
std::string two_digits(std::int64_t n);   // 01, 02, …, 09, 10: numbers in documents (Nghị định 30/2020/NĐ-CP Phụ lục I)
std::string roman(int n);                 // 1–3999: phần, chương, phụ lục

// Letters of điểm in legal texts, 1–23: a, b, c, d, đ, e, g, h, i, k, … x, y (no f, j, w, z).
std::string_view point_letter(int n);

// An id or a version as addresses and hidden fields carry it: "12041". Anything else is 0.
std::int64_t plain_number(std::string_view text);
// Accept "12041", "12.041", "-5"; refuse "1.5" and "12.04": a dot only parts thousands. Spaces at the ends are ignored.
Result<std::int64_t> parse_vn_integer(std::string_view text);
// "96,7" with decimals = 2 -> 9670. More decimals than that, or a dot used as a decimal mark, is an error.
Result<std::int64_t> parse_vn_decimal(std::string_view text, int decimals);
// Not negative, up to kMaxMoney; the unit may follow: đồng, đ, ₫, VND, VNĐ.
inline constexpr Dong kMaxMoney{1'000'000'000'000'000};
Result<Dong> parse_money(std::string_view text);

// North: linh, nghìn. South: lẻ, ngàn.
enum class WordStyle : std::uint8_t { bac, nam };

struct WordOptions {
  WordStyle style = WordStyle::bac;
  bool exact = false;       // ends with " chẵn"
  bool plain_four = false;  // "hai mươi bốn" instead of "hai mươi tư"
};
std::string number_in_words(std::int64_t n, WordOptions options = {});  // "hai mươi mốt"
std::string amount_in_words(Dong amount, WordOptions options = {});     // "Hai mươi mốt nghìn đồng"

}  // namespace motcua
