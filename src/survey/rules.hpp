// Rules of sampled surveys, without database and clock: questionnaire as dated data, size and allocation of the sample, what answers add
// up to, which groups are large enough to be shown. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace motcua::survey {

inline constexpr int kGroupMin = 5;       // a smaller group could be told apart by those who know its people
inline constexpr int kUnitMin = 10;       // questionnaires a unit gets at least
inline constexpr int kReserveShare = 20;  // per cent of the sample stand by
inline constexpr int kWantedError = 5;    // per cent
inline constexpr std::string_view kOverall = "chung";

// ---- questionnaire
// -----------------------------------------------------------------------------------------------------------------------
struct Factor {
  std::string code{}, name{}, source{};
  int weight{};  // per cent; of all factors together 100
};
struct Question {
  std::string code{}, factor{}, text{};  // factor is empty for the overall question
};
struct Questionnaire {
  std::vector<Factor> factors{};
  std::vector<Question> questions{};
  // As it is kept with a round: lines like those of the data file, without day.
  std::string text() const;
  static Questionnaire of(std::string_view text);
};
Questionnaire questionnaire_on(Day day);
// What is wrong with it, by field of the form ("cau.Y1.1", "trong_so.Y1"): empty texts, weights that are not 100 together.
std::vector<std::pair<std::string, std::string>> faults(const Questionnaire& q);

// ---- sample
// ------------------------------------------------------------------------------------------------------------------------------ n = N / (1
// + N e²), rounded up; e in per cent. Nobody to ask: 0.
std::int64_t sample_size(std::int64_t population, int error_percent);
struct Stratum {
  std::int64_t unit{};
  std::string field{};
  std::int64_t population{};
};
// How many of each stratum: by unit in proportion to its population, at least kUnitMin (or all it has), then by field within the unit.
// Largest remainders first, ties in order. Never more than there are.
std::vector<std::int64_t> allocate(std::span<const Stratum> strata, std::int64_t size);

// ---- answers
// ----------------------------------------------------------------------------------------------------------------------------- Level 1
// "Rất không hài lòng" … 5 "Rất hài lòng"; 0: no opinion, outside of every denominator.
inline constexpr std::array<std::string_view, 6> kLevels{"Không ý kiến", "Rất không hài lòng", "Không hài lòng",
                                                         "Bình thường",  "Hài lòng",           "Rất hài lòng"};
using Levels = std::map<std::string, int, std::less<>>;  // by question
std::string text_of(const Levels& levels);               // "Y1.1=4;chung=5"
Levels levels_of(std::string_view text);

struct Tally {
  std::array<std::int64_t, 6> by_level{};
  std::int64_t valid() const;
  std::int64_t content() const { return by_level[4] + by_level[5]; }
  std::optional<std::int64_t> index() const;  // hundredths of a per cent
  std::optional<std::int64_t> mean() const;   // hundredths of a level
  void add(const Tally& other);
};
struct Given {
  std::int64_t unit{};
  Levels levels{};
};
struct GroupResult {
  std::int64_t unit{};
  std::int64_t population{}, answers{};
  Tally service{};
  bool shown = true;  // large enough, and nothing small follows from it
};
struct Result5 {
  std::int64_t answers{}, population{};
  std::vector<std::pair<Question, Tally>> questions{};
  std::vector<std::pair<Factor, Tally>> factors{};
  Tally service{};                          // the overall question, or all questions when there is none
  std::optional<std::int64_t> weighted{};   // by the weights of the factors; nothing while one has no answer
  std::optional<std::int64_t> by_strata{};  // units weighted by their transactions, not by their questionnaires
  std::optional<std::int64_t> margin{};     // hundredths of a per cent
  std::vector<GroupResult> units{};
  bool enough() const { return answers >= kGroupMin; }
};
// 1.96 √(p(1−p)/n · (N−n)/(N−1)) in hundredths of a per cent.
std::optional<std::int64_t> margin_of(std::int64_t content, std::int64_t valid, std::int64_t population);
// Σ (N_h / N) · index_h over groups with answers.
std::optional<std::int64_t> stratified(std::span<const GroupResult> groups);
// Hides groups below kGroupMin, and one more when the hidden ones together would still be told by the sum of the others.
void hide_small(std::vector<GroupResult>& groups);
Result5 count(const Questionnaire& form, std::span<const Given> answers, const std::map<std::int64_t, std::int64_t>& population_by_unit);

// "82,66%"; nothing: "chưa có số liệu".
std::string index_text(const std::optional<std::int64_t>& hundredths);

// ---- imported series
// ---------------------------------------------------------------------------------------------------------------------
struct SeriesLine {
  std::string index{};
  int year{};
  std::int64_t value{};  // hundredths
  std::string source{};
};
struct SeriesFile {
  std::vector<SeriesLine> lines{};
  std::vector<std::string> faults{};  // "Dòng 3, cột “năm”: …"
};
inline constexpr std::array<std::string_view, 5> kSeries{"PCI", "PAPI", "SIPAS", "PAR INDEX", "DTI"};
// Columns chi_so, nam, gia_tri, nguon under their headings, parted by comma, semicolon or tab; fields may be quoted. At most 500 lines.
SeriesFile read_series(std::string_view csv, int this_year);

}  // namespace motcua::survey
