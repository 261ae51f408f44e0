#include "base/official_codes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace motcua {
namespace {

constexpr std::size_t kLongestAgencyCode = 35;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_group(std::string_view s) {
  return !s.empty() && s.size() <= 4 && std::ranges::all_of(s, [](char c) { return is_digit(c) || is_capital(c); });
}
// Z is the scheme of other agencies.
bool is_level_one(std::string_view s) { return s.size() == 3 && s[0] >= 'A' && s[0] <= 'Y' && is_digits(s.substr(1), 2); }

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string ascii_upper(std::string_view text) {
  std::string out(trim(text));
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

std::optional<AgencyCode::Form> form_of(std::string_view text) {
  if (text.size() > kLongestAgencyCode) return std::nullopt;
  const auto groups = split(text, '.');
  if (is_level_one(groups.front()) && std::all_of(groups.begin() + 1, groups.end(), is_group)) return AgencyCode::Form::from_top;
  if (groups.size() == 4 && is_digits(groups[0], 3) && is_digits(groups[1], 2) && is_digits(groups[2], 2) && is_level_one(groups[3]))
    return AgencyCode::Form::from_leaf;
  const bool other = text.size() >= 3 && text[0] == 'Z' && is_digits(text.substr(1, 2), 2) && text.substr(1, 2) != "00" &&
                     text.back() != '.' && std::ranges::all_of(text, [](char c) { return is_digit(c) || is_capital(c) || c == '.'; }) &&
                     text.find("..") == std::string_view::npos;
  return other ? std::optional(AgencyCode::Form::other) : std::nullopt;
}

bool is_zero(std::string_view group) { return group.find_first_not_of('0') == std::string_view::npos; }

// Codes of ministries inside dossier codes since 25/01/2026.
constexpr auto kCentralSystems = std::to_array<std::pair<std::string_view, std::string_view>>({{"02", "Bộ Xây dựng"},
                                                                                               {"03", "Bộ Giáo dục và Đào tạo"},
                                                                                               {"06", "Bộ Khoa học và Công nghệ"},
                                                                                               {"09", "Bộ Nội vụ"},
                                                                                               {"10", "Bộ Nông nghiệp và Môi trường"},
                                                                                               {"15", "Bộ Tư pháp"},
                                                                                               {"16", "Bộ Văn hóa, Thể thao và Du lịch"},
                                                                                               {"17", "Bộ Xây dựng"},
                                                                                               {"18", "Bộ Y tế"}});

}  // namespace

Result<AgencyCode> AgencyCode::parse(std::string_view text) {
  std::string code = ascii_upper(text);
  const auto form = form_of(code);
  if (!form)
    return errors::invalid("agency_code.malformed",
                           "Mã định danh cơ quan có dạng H20.14 hoặc 000.00.14.H20, chỉ gồm A–Z, 0–9 và dấu chấm, dài nhất 35 ký tự.");
  return AgencyCode(*form, std::move(code));
}

std::string_view AgencyCode::level_one() const {
  const std::string_view code = text_;
  return form_ == Form::from_leaf ? code.substr(code.size() - 3) : code.substr(0, 3);
}

std::optional<AgencyCode> AgencyCode::from_top() const {
  if (form_ != Form::from_leaf) return *this;
  auto groups = split(text_, '.');
  std::ranges::reverse(groups);
  while (groups.size() > 1 && is_zero(groups.back())) groups.pop_back();
  std::string code(groups.front());
  for (auto group = groups.begin() + 1; group != groups.end(); ++group) {
    if (is_zero(*group)) return std::nullopt;
    code.append(1, '.').append(*group);
  }
  return AgencyCode(Form::from_top, std::move(code));
}

Result<DossierCode> DossierCode::parse(std::string_view text) {
  std::string code = ascii_upper(text);
  const auto parts = split(code, '-');
  const auto form = form_of(parts.front());
  if (parts.size() == 3 && form && *form != AgencyCode::Form::other && is_digits(parts[1], 6) && parts[2].size() >= 4 &&
      parts[2].size() <= 7 && is_digits(parts[2], parts[2].size()))
    return DossierCode(std::move(code));
  if (parts.size() == 3 && form && is_digits(parts[1], 8))
    return errors::invalid("dossier_code.malformed",
                           "Ngày trong mã hồ sơ có 8 chữ số: đây là mã trao đổi của hệ thống bộ; lưu làm mã ngoài và tra theo mã đó.");
  return errors::invalid("dossier_code.malformed",
                         "Mã hồ sơ có dạng H20.14-260105-0002 hoặc 000.00.14.H20-240115-0001; xem lại trên giấy tiếp nhận.");
}

Result<DossierCode> DossierCode::build(const AgencyCode& agency, Day received, std::int64_t sequence) {
  const std::chrono::year_month_day day{received};
  const int year = static_cast<int>(day.year());
  if (agency.form() == AgencyCode::Form::other || sequence < 1 || sequence > 9'999'999 || year < 2000 || year > 2099)
    return errors::invalid("dossier_code.cannot_build",
                           "Không tạo được mã hồ sơ: kiểm tra mã định danh của cơ quan và số thứ tự trong ngày.");
  return DossierCode(fmt::format("{}-{:02}{:02}{:02}-{:04}", agency.text(), year % 100, static_cast<unsigned>(day.month()),
                                 static_cast<unsigned>(day.day()), sequence));
}

std::string_view DossierCode::agency() const { return std::string_view(text_).substr(0, text_.find('-')); }
std::string_view DossierCode::order() const { return std::string_view(text_).substr(text_.rfind('-') + 1); }

std::optional<Day> DossierCode::received() const {
  const auto date = std::string_view(text_).substr(text_.find('-') + 1, 6);
  return parse_day("20" + std::string(date.substr(0, 2)) + "-" + std::string(date.substr(2, 2)) + "-" + std::string(date.substr(4)));
}

std::string_view DossierCode::central_system() const {
  const auto number = order();
  if (number.size() < 6) return {};
  for (const auto& [code, name] : kCentralSystems)
    if (number.starts_with(code)) return name;
  return {};
}

std::vector<std::string> DossierCode::warnings() const {
  std::vector<std::string> out;
  if (!received()) out.emplace_back("Sáu chữ số giữa mã không phải ngày tiếp nhận (năm, tháng, ngày); kiểm tra lại mã.");
  if (is_zero(order())) out.emplace_back("Số thứ tự trong ngày bắt đầu từ 0001; kiểm tra lại mã.");
  return out;
}

Result<ProcedureCode> ProcedureCode::parse(std::string_view text) {
  std::string code = ascii_upper(text);
  const auto groups = split(code, '.');
  const bool good = code.size() <= 40 && groups.size() >= 2 && is_digits(groups[0], 1) && is_digits(groups[1], 6) &&
                    std::all_of(groups.begin() + 2, groups.end(), is_group);
  if (!good) return errors::invalid("procedure_code.malformed", "Mã thủ tục hành chính có dạng 1.000948 hoặc 1.000948.H38.");
  return ProcedureCode(std::move(code));
}

}  // namespace motcua
