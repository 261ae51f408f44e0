#include "dossier/filing.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/personal_number.hpp"
#include "base/phone.hpp"
#include "dossier/filing_parts.hpp"
#include "dossier/words.hpp"

namespace motcua::dossier {

namespace {
constexpr std::array<Named, 6> kStates{{{"draft", "Đang soạn"},
                                        {"submitted", "Đang chờ tiếp nhận"},
                                        {"intake_supplement", "Cần bạn sửa rồi nộp lại"},
                                        {"intake_refused", "Không được tiếp nhận"},
                                        {"received", "Đã tiếp nhận"},
                                        {"discarded", "Đã bỏ"}}};
constexpr std::array<Named, 4> kFilledBy{{{"unknown", "Chưa ghi"},
                                          {"self", "Tôi tự điền"},
                                          {"helper", "Có người giúp tôi điền"},
                                          {"officer", "Cán bộ điền giúp tại điểm hỗ trợ"}}};
}  // namespace

std::string_view word(FilingState s) { return named(kStates, s).word; }
std::optional<FilingState> filing_state_from(std::string_view w) { return from_word<FilingState>(kStates, w); }
std::string_view label(FilingState s) { return named(kStates, s).label; }
BizState biz_of(FilingState s) {
  switch (s) {
    case FilingState::submitted: return BizState::submitted;
    case FilingState::intake_supplement: return BizState::intake_supplement;
    case FilingState::intake_refused: return BizState::intake_refused;
    case FilingState::received: return BizState::received;
    case FilingState::draft:
    case FilingState::discarded: break;
  }
  return BizState::draft;
}
std::string_view word(FilledBy f) { return named(kFilledBy, f).word; }
std::optional<FilledBy> filled_by_from(std::string_view w) { return from_word<FilledBy>(kFilledBy, w); }
std::string_view label(FilledBy f) { return named(kFilledBy, f).label; }

bool FilingContent::saw(std::string_view page) const { return std::find(seen.begin(), seen.end(), page) != seen.end(); }

std::optional<std::string> field_fault(const catalog::FormField& field, std::string_view value, Day today) {
  using T = catalog::FieldType;
  constexpr std::size_t kLongest = 4000;
  if (value.empty()) return std::nullopt;
  if (value.size() > kLongest) return "Viết ngắn hơn 4.000 ký tự.";
  const auto told = [](const auto& read) { return read ? std::nullopt : std::optional(read.error().message); };
  switch (field.type) {
    case T::id_number: return told(PersonalNumber::parse(value, today));
    case T::phone: return told(Phone::parse(value));
    case T::date: return parse_vn_date(value) ? std::nullopt : std::optional<std::string>("Viết ngày dạng 05/01/1990.");
    case T::date_partial: return told(parse_partial_date(value));
    case T::money: return told(parse_money(value));
    case T::number: return told(parse_vn_decimal(value, 4));
    case T::email:
      return value.find('@') == std::string_view::npos ? std::optional<std::string>("Địa chỉ thư chưa đúng. Ví dụ: ten@thu.example.")
                                                       : std::nullopt;
    case T::select:
      return std::find(field.options.begin(), field.options.end(), value) == field.options.end()
                 ? std::optional<std::string>("Chọn một dòng trong danh sách.")
                 : std::nullopt;
    default: return std::nullopt;
  }
}

std::vector<FilingProblem> form_problems(const catalog::Form& form, const catalog::Answers& answers, const catalog::Answers& filled,
                                         Day today) {
  std::vector<FilingProblem> problems;
  const auto add = [&](const catalog::FormField& field, std::string message) {
    problems.push_back({"to-khai." + field.group, {"f." + field.key, std::move(message)}});
  };
  auto values = answers;
  values.insert(filled.begin(), filled.end());
  for (const auto* field : catalog::missing_fields(form, values))
    if (typed_online(*field))
      add(*field, fmt::format("{} “{}”.", field->type == catalog::FieldType::checkbox ? "Đánh dấu" : "Điền", field->label));
  for (const auto& field : form.fields)
    if (const auto value = filled.find(field.key); value != filled.end())
      if (auto fault = field_fault(field, value->second, today)) add(field, *std::move(fault));
  return problems;
}

}  // namespace motcua::dossier
