#include "survey/rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> survey_data();
}

namespace motcua::survey {

namespace {
template <class F> void each_line(std::string_view text, F&& f) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.front() != '#') f(line);
  }
}
std::vector<std::string> pieces(std::string_view line, char by) {
  std::vector<std::string> out;
  for (;;) {
    const auto at = line.find(by);
    out.emplace_back(trim(line.substr(0, at)));
    if (at == std::string_view::npos) return out;
    line.remove_prefix(at + 1);
  }
}
constexpr std::string_view kFactorWord = "yếu tố", kQuestionWord = "câu hỏi";

// A later line of the same code takes the place of the earlier one.
template <class T> void put_by_code(std::vector<T>& all, T one) {
  const auto at = std::ranges::find(all, one.code, &T::code);
  if (at == all.end())
    all.push_back(std::move(one));
  else
    *at = std::move(one);
}
std::int64_t half_up(std::int64_t part, std::int64_t whole) { return (2 * part + whole) / (2 * whole); }
}  // namespace

// ---- questionnaire
// -----------------------------------------------------------------------------------------------------------------------
Questionnaire questionnaire_on(Day day) {
  const auto files = embedded::survey_data();
  ensure(!files.empty(), "the questionnaire is embedded");
  Questionnaire q;
  each_line(files.front().bytes, [&](std::string_view line) {
    const auto p = pieces(line, '|');
    ensure(p.size() == 6 && (p[0] == kFactorWord || p[0] == kQuestionWord), "a line of sipas.txt is a factor or a question");
    const auto from = parse_day(p[4]);
    ensure(from.has_value(), "a line of sipas.txt has its day");
    if (*from > day) return;
    if (p[0] == kQuestionWord) {
      put_by_code(q.questions, Question{p[1], p[2], p[3]});
    } else {
      const auto weight = parse_vn_integer(p[2]);
      ensure(weight.has_value(), "a factor of sipas.txt has its weight");
      put_by_code(q.factors, Factor{p[1], p[3], p[5], static_cast<int>(*weight)});
    }
  });
  return q;
}

std::string Questionnaire::text() const {
  std::string out;
  for (const auto& f : factors) out += fmt::format("{}|{}|{}|{}|{}\n", kFactorWord, f.code, f.weight, f.name, f.source);
  for (const auto& q : questions) out += fmt::format("{}|{}|{}|{}\n", kQuestionWord, q.code, q.factor, q.text);
  return out;
}
Questionnaire Questionnaire::of(std::string_view text) {
  Questionnaire q;
  each_line(text, [&](std::string_view line) {
    const auto p = pieces(line, '|');
    if (p.size() == 5 && p[0] == kFactorWord)
      q.factors.push_back({p[1], p[3], p[4], static_cast<int>(plain_number(p[2]))});
    else if (p.size() == 4 && p[0] == kQuestionWord)
      q.questions.push_back({p[1], p[2], p[3]});
  });
  return q;
}
std::vector<std::pair<std::string, std::string>> faults(const Questionnaire& q) {
  std::vector<std::pair<std::string, std::string>> wrong;
  int sum = 0;
  for (const auto& f : q.factors) {
    if (f.weight < 0 || f.weight > 100) wrong.emplace_back("trong_so." + f.code, "Ghi trọng số từ 0 đến 100.");
    sum += f.weight;
  }
  if (sum != 100 && wrong.empty() && !q.factors.empty())
    wrong.emplace_back("trong_so." + q.factors.front().code, fmt::format("Trọng số của các yếu tố cộng lại phải là 100, đang là {}.", sum));
  for (const auto& one : q.questions) {
    if (one.text.empty()) wrong.emplace_back("cau." + one.code, "Ghi câu hỏi.");
    if (one.text.find('|') != std::string::npos) wrong.emplace_back("cau." + one.code, "Câu hỏi không dùng dấu |.");
  }
  return wrong;
}

// ---- sample
// ------------------------------------------------------------------------------------------------------------------------------
std::int64_t sample_size(std::int64_t population, int error_percent) {
  if (population <= 0 || error_percent <= 0) return 0;
  // N / (1 + N e²) with e in per cent: 10,000 N / (10,000 + N e²), whole numbers only.
  const std::int64_t over = 10'000 + population * error_percent * error_percent;
  return (10'000 * population + over - 1) / over;
}

namespace {
// `size` shared in proportion; none above its population. Largest remainders first.
std::vector<std::int64_t> share_out(std::span<const std::int64_t> populations, std::int64_t size) {
  const auto whole = std::accumulate(populations.begin(), populations.end(), std::int64_t{0});
  std::vector<std::int64_t> given(populations.size(), 0);
  if (whole == 0) return given;
  size = std::min(size, whole);
  std::vector<std::size_t> order(populations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::int64_t left = size;
  for (std::size_t i = 0; i < populations.size(); ++i) {
    given[i] = populations[i] * size / whole;
    left -= given[i];
  }
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return populations[i] * size % whole; });
  for (const auto i : order)
    if (left > 0 && given[i] < populations[i]) ++given[i], --left;
  return given;
}
}  // namespace

std::vector<std::int64_t> allocate(std::span<const Stratum> strata, std::int64_t size) {
  std::vector<std::int64_t> units, totals;
  for (const auto& s : strata) {
    const auto at = std::ranges::find(units, s.unit);
    if (at == units.end())
      units.push_back(s.unit), totals.push_back(s.population);
    else
      totals[static_cast<std::size_t>(at - units.begin())] += s.population;
  }
  auto by_unit = share_out(totals, size);
  for (std::size_t i = 0; i < by_unit.size(); ++i) by_unit[i] = std::max(by_unit[i], std::min<std::int64_t>(kUnitMin, totals[i]));
  std::vector<std::int64_t> given(strata.size(), 0);
  for (std::size_t u = 0; u < units.size(); ++u) {
    std::vector<std::size_t> mine;
    std::vector<std::int64_t> populations;
    for (std::size_t i = 0; i < strata.size(); ++i)
      if (strata[i].unit == units[u]) mine.push_back(i), populations.push_back(strata[i].population);
    const auto shares = share_out(populations, by_unit[u]);
    for (std::size_t i = 0; i < mine.size(); ++i) given[mine[i]] = shares[i];
  }
  return given;
}

// ---- answers
// -----------------------------------------------------------------------------------------------------------------------------
std::string text_of(const Levels& levels) {
  std::string out;
  for (const auto& [code, level] : levels) out += fmt::format("{}{}={}", out.empty() ? "" : ";", code, level);
  return out;
}
Levels levels_of(std::string_view text) {
  Levels levels;
  for (const auto& piece : pieces(text, ';'))
    if (const auto at = piece.find('='); at != std::string::npos && at + 2 == piece.size() && piece.back() >= '0' && piece.back() <= '5')
      levels.emplace(piece.substr(0, at), piece.back() - '0');
  return levels;
}

std::int64_t Tally::valid() const { return std::accumulate(by_level.begin() + 1, by_level.end(), std::int64_t{0}); }
std::optional<std::int64_t> Tally::index() const {
  return valid() == 0 ? std::nullopt : std::optional(half_up(content() * 10'000, valid()));
}
std::optional<std::int64_t> Tally::mean() const {
  if (valid() == 0) return std::nullopt;
  std::int64_t sum = 0;
  for (std::size_t level = 1; level < by_level.size(); ++level) sum += static_cast<std::int64_t>(level) * by_level[level];
  return half_up(sum * 100, valid());
}
void Tally::add(const Tally& other) {
  for (std::size_t i = 0; i < by_level.size(); ++i) by_level[i] += other.by_level[i];
}

std::optional<std::int64_t> margin_of(std::int64_t content, std::int64_t valid, std::int64_t population) {
  if (valid == 0) return std::nullopt;
  if (population <= valid || population < 2) return 0;  // everybody was asked
  const double p = static_cast<double>(content) / static_cast<double>(valid);
  const double rest = static_cast<double>(population - valid) / static_cast<double>(population - 1);
  return std::llround(1.96 * std::sqrt(p * (1 - p) / static_cast<double>(valid) * rest) * 10'000);
}

std::optional<std::int64_t> stratified(std::span<const GroupResult> groups) {
  std::int64_t whole = 0;
  double sum = 0;
  for (const auto& g : groups)
    if (g.service.valid() > 0 && g.population > 0) {
      whole += g.population;
      sum += static_cast<double>(g.population) * static_cast<double>(g.service.content()) / static_cast<double>(g.service.valid());
    }
  return whole == 0 ? std::nullopt : std::optional<std::int64_t>(std::llround(sum / static_cast<double>(whole) * 10'000));
}

void hide_small(std::vector<GroupResult>& groups) {
  std::int64_t hidden = 0;
  for (auto& g : groups) {
    g.shown = g.answers >= kGroupMin || g.answers == 0;  // of nobody nothing is told
    if (!g.shown) hidden += g.answers;
  }
  while (hidden > 0 && hidden < kGroupMin) {
    GroupResult* smallest = nullptr;
    for (auto& g : groups)
      if (g.shown && g.answers > 0 && (!smallest || g.answers < smallest->answers)) smallest = &g;
    if (!smallest) return;
    smallest->shown = false;
    hidden += smallest->answers;
  }
}

Result5 count(const Questionnaire& form, std::span<const Given> answers, const std::map<std::int64_t, std::int64_t>& population_by_unit) {
  Result5 r;
  r.answers = static_cast<std::int64_t>(answers.size());
  const bool overall = std::ranges::find(form.questions, kOverall, &Question::code) != form.questions.end();
  std::map<std::int64_t, GroupResult> units;
  for (const auto& [unit, n] : population_by_unit) {
    units[unit] = {.unit = unit, .population = n};
    r.population += n;
  }
  for (const auto& q : form.questions) {
    Tally all;
    for (const auto& a : answers)
      if (const auto at = a.levels.find(q.code); at != a.levels.end()) {
        Tally one;
        ++one.by_level.at(static_cast<std::size_t>(at->second));
        all.add(one);
        if (!overall || q.code == kOverall) units[a.unit].service.add(one);
      }
    if (!overall || q.code == kOverall) r.service.add(all);
    r.questions.emplace_back(q, all);
  }
  for (const auto& a : answers) {
    auto& g = units[a.unit];
    g.unit = a.unit;
    ++g.answers;
  }
  std::int64_t weighted = 0;
  bool whole = !form.factors.empty();
  for (const auto& f : form.factors) {
    Tally t;
    for (const auto& [q, tally] : r.questions)
      if (q.factor == f.code) t.add(tally);
    if (const auto index = t.index())
      weighted += *index * f.weight;
    else
      whole = whole && f.weight == 0;
    r.factors.emplace_back(f, t);
  }
  if (whole) r.weighted = half_up(weighted, 100);
  for (auto& [id, g] : units) r.units.push_back(std::move(g));
  r.by_strata = stratified(r.units);
  // An overall question is asked once a person; else each person stands for himself whatever he answered.
  r.margin = overall
                 ? margin_of(r.service.content(), r.service.valid(), r.population)
                 : margin_of(r.service.content(), r.service.valid(), r.population * std::max<std::int64_t>(1, std::ssize(form.questions)));
  hide_small(r.units);
  return r;
}

std::string index_text(const std::optional<std::int64_t>& hundredths) {
  return hundredths ? vn_decimal(*hundredths, 2) + "%" : std::string("chưa có số liệu");
}

// ---- imported series
// ---------------------------------------------------------------------------------------------------------------------
namespace {
constexpr std::array<std::string_view, 4> kSeriesColumns{"chi_so", "nam", "gia_tri", "nguon"};
constexpr int kMostSeriesLines = 500;
constexpr std::int64_t kMostSeriesValue = 100'000;  // 1000,00: some indices are not out of 100

void read_series_line(SeriesFile& file, int number, const std::vector<std::string>& cells, int this_year) {
  const auto fault = [&](std::string_view column, std::string_view text) {
    file.faults.push_back(fmt::format("Dòng {}, cột {}: {}", number, column, text));
  };
  if (cells.size() != kSeriesColumns.size()) {
    file.faults.push_back(fmt::format("Dòng {}: có {} cột, cần {} cột. Giá trị có dấu phẩy thì đặt trong dấu ngoặc kép.", number,
                                      cells.size(), kSeriesColumns.size()));
    return;
  }
  const auto before = file.faults.size();
  SeriesLine line{.source = cells[3]};
  const auto index = to_upper(cells[0]);
  if (std::ranges::find(kSeries, index) == kSeries.end())
    fault("chi_so", fmt::format("“{}” không có trong danh sách PCI, PAPI, SIPAS, PAR INDEX, DTI.", cells[0]));
  line.index = index;
  line.year = static_cast<int>(std::min<std::int64_t>(plain_number(cells[1]), 9999));
  if (line.year < 2005 || line.year > this_year) fault("nam", fmt::format("“{}” không phải năm từ 2005 đến {}.", cells[1], this_year));
  if (const auto value = parse_vn_decimal(cells[2], 2); !cells[2].empty() && value && *value >= 0 && *value <= kMostSeriesValue)
    line.value = *value;
  else
    fault("gia_tri", fmt::format("“{}” không phải số. Ghi như 84,38, tối đa hai chữ số thập phân.", cells[2]));
  if (line.source.empty()) fault("nguon", "Ghi nguồn: văn bản công bố, ngày.");
  for (const auto& l : file.lines)
    if (l.index == line.index && l.year == line.year) fault("nam", fmt::format("{} năm {} đã có ở dòng trước.", line.index, line.year));
  if (file.faults.size() == before) file.lines.push_back(std::move(line));
}
}  // namespace

SeriesFile read_series(std::string_view csv, int this_year) {
  SeriesFile file;
  if (!is_utf8(csv)) {
    file.faults.emplace_back("Tệp không phải UTF-8. Lưu lại dưới dạng CSV UTF-8.");
    return file;
  }
  // The first line has the headings: no number with a comma in it yet.
  int seen = 0;
  for (const auto& row : csv_rows(csv, csv_separator(csv.substr(0, csv.find('\n'))))) {
    if (seen++ == 0) {
      if (!std::ranges::equal(row.cells, kSeriesColumns)) {
        file.faults.push_back(fmt::format("Dòng {}: dòng đầu phải là tên cột chi_so, nam, gia_tri, nguon.", row.line));
        return file;
      }
      continue;
    }
    if (seen > kMostSeriesLines + 1) {
      file.faults.push_back(fmt::format("Dòng {}: quá {} dòng. Chia tệp làm nhiều lần.", row.line, kMostSeriesLines));
      return file;
    }
    read_series_line(file, row.line, row.cells, this_year);
  }
  if (seen < 2 && file.faults.empty()) file.faults.emplace_back("Tệp không có dòng số liệu nào.");
  return file;
}

}  // namespace motcua::survey
