#include "reports/articles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/embedded.hpp"
#include "base/numbers.hpp"
#include "dossier/facts.hpp"
#include "reports/page_views.hpp"
#include "reports/store.hpp"
#include "reports/targets.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reports_data();
}

namespace motcua::reports {

namespace {
std::optional<Printed> printed_from(std::string_view word) {
  if (word == "exact") return Printed::exact;
  if (word == "more_than") return Printed::more_than;
  if (word == "nearly") return Printed::nearly;
  return std::nullopt;
}

bool is_rate(const ArticleFigure& f) { return f.indicator.ends_with("_rate"); }
}  // namespace

Result<std::vector<ArticleFigure>> read_article_figures(std::string_view text) {
  std::vector<ArticleFigure> figures;
  int number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto c = parts_of(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++number;
    if (c[0].starts_with('#') || (c.size() == 1 && c[0].empty())) continue;
    ArticleFigure f;
    const auto printed = c.size() == 8 ? printed_from(c[5]) : std::nullopt;
    if (!printed || c[0] != "bai" ||
        std::from_chars(c[6].data(), c[6].data() + c[6].size(), f.hundredths).ptr != c[6].data() + c[6].size() || !period_from(c[3]))
      return errors::invalid("reports.articles_unreadable", fmt::format("Dòng {} của tệp số liệu bài báo không đúng mẫu.", number));
    f.id = c[1];
    f.unit = c[2];
    f.period = c[3];
    f.indicator = c[4];
    f.printed = *printed;
    f.note = c[7];
    figures.push_back(std::move(f));
  }
  return figures;
}

std::span<const ArticleFigure> article_figures() {
  static const std::vector<ArticleFigure> kFigures = [] {
    for (const auto& file : embedded::reports_data())
      if (file.name == "articles.txt") {
        auto figures = read_article_figures(file.bytes);
        ensure(figures.has_value(), "the figures of the articles can be read");
        return *std::move(figures);
      }
    ensure(false, "the figures of the articles ship with the program");
    return std::vector<ArticleFigure>{};
  }();
  return kFigures;
}

namespace {
// Printed with as many decimals as needed: 57,7 % is 5770, 48 % is 4800. Counts that are "more than" are rounded to their last figure
// that is not nought: 8.700 to hundreds.
std::int64_t grain_of(const ArticleFigure& f) {
  std::int64_t grain = is_rate(f) || f.printed == Printed::exact ? 1 : 100;
  if (!is_rate(f) && f.printed == Printed::exact) return grain;
  while (f.hundredths != 0 && f.hundredths % (grain * 10) == 0 && !(is_rate(f) && grain == 100)) grain *= 10;
  return grain;
}
}  // namespace

bool agrees(const ArticleFigure& f, const Measured& ours) {
  switch (f.printed) {
    case Printed::exact: {
      const auto grain = grain_of(f);
      return std::abs(ours.hundredths - f.hundredths) * 2 <= (grain == 1 ? 0 : grain);
    }
    case Printed::more_than: return ours.hundredths > f.hundredths && ours.hundredths - f.hundredths <= f.hundredths / 100;
    case Printed::nearly: return ours.hundredths < f.hundredths && f.hundredths - ours.hundredths <= f.hundredths / 100;
  }
  return false;
}

namespace {
// Measures of dossiers: columns of the management table of the unit and period.
class Dossiers {
 public:
  Dossiers(Reports& reports, store::Database& db, identity::Identity& identity) : reports_(reports), db_(db), identity_(identity) {}

  std::optional<Question> question(const ArticleFigure& f) const {
    Question q;
    q.period = period_from(f.period).value();
    q.unit = identity_.tree()->by_key(f.unit);
    if (!q.unit) return std::nullopt;
    return q;
  }
  std::int64_t total(const Question& q, std::string_view columns) const {
    const auto sums = reports_.balances(identity_.system_actor(), q);
    if (!sums) return 0;
    std::int64_t n = 0;
    for (const int number : summands(columns))
      for (const auto& m : measures(*form("07a"), *column(*form("07a"), number)))
        for (const auto& [d, b] : *sums) n += b.of(m, d.channel);
    return n;
  }
  std::optional<Measured> count(const ArticleFigure& f, std::string_view columns) const {
    const auto q = question(f);
    if (!q) return std::nullopt;
    return Measured{total(*q, columns) * 100,
                    summands(columns).size() == 1 ? columns_href(*q, {}, summands(columns)[0]) : "/bao-cao?" + query_of(*form("07a"), *q)};
  }
  std::optional<Measured> rate(const ArticleFigure& f, std::string_view part, std::string_view whole) const {
    const auto q = question(f);
    const auto all = q ? total(*q, whole) : 0;
    if (all == 0) return std::nullopt;
    return Measured{(total(*q, part) * 20'000 / all + 1) / 2, "/bao-cao?" + query_of(*form("07a"), *q)};
  }
  std::optional<Measured> increase(const ArticleFigure& f) const {
    auto q = question(f);
    if (!q) return std::nullopt;
    const auto now = total(*q, "4+5+6+7");
    q->period = year_before(q->period);
    return Measured{(now - total(*q, "4+5+6+7")) * 100, "/bao-cao?" + query_of(*form("07a"), *q)};
  }
  std::optional<Measured> by_post(const ArticleFigure& f) const {
    const auto q = question(f);
    if (!q) return std::nullopt;
    const auto units = reports_.scope(identity_.system_actor(), *q);
    const auto n = db_.read([&](store::ReadTx& tx) { return dossier::count_by_post(tx, units, q->period.begin(), q->period.end()); });
    return Measured{n * 100, {}};
  }
  // Communes that had dossiers since January and none of them online.
  std::optional<Measured> zero_online(const ArticleFigure& f) const {
    const auto q = question(f);
    if (!q) return std::nullopt;
    auto since = *q;
    const auto year = std::chrono::year_month_day{q->period.to}.year();
    since.period = free_period(Day{year / std::chrono::January / 1}, q->period.to);
    const auto sums = reports_.balances(identity_.system_actor(), since);
    if (!sums) return std::nullopt;
    std::map<UnitId, std::pair<std::int64_t, std::int64_t>> places;  // received, online
    const auto tree = identity_.tree();
    for (const auto& [d, b] : *sums) {
      const auto place = tree->territory(d.unit, q->period.to).value_or(d.unit);
      if (tree->level(place, q->period.to) != identity::Level::commune) continue;
      for (const auto& m : measures(*form("07a"), *column(*form("07a"), 4))) places[place].second += b.of(m, d.channel);
      for (const auto& m : measures(*form("07a"), *column(*form("07a"), 5))) places[place].second += b.of(m, d.channel);
      for (const int number : {4, 5, 6, 7})
        for (const auto& m : measures(*form("07a"), *column(*form("07a"), number))) places[place].first += b.of(m, d.channel);
    }
    const auto zero = std::count_if(places.begin(), places.end(), [](const auto& p) { return p.second.first > 0 && p.second.second == 0; });
    return Measured{zero * 100, {}};
  }

 private:
  Reports& reports_;
  store::Database& db_;
  identity::Identity& identity_;
};

std::string words(const ArticleFigure& f, std::int64_t hundredths) {
  if (!is_rate(f)) return vn_number(hundredths / 100);
  auto text = vn_decimal(hundredths, 2);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with(',')) text.pop_back();
  return text + "%";
}
}  // namespace

std::string printed_words(const ArticleFigure& f, std::int64_t hundredths) {
  const auto grain = grain_of(f);
  const auto rounded = (hundredths + grain / 2) / grain * grain;
  const auto* word = f.printed == Printed::exact || hundredths == rounded ? "" : hundredths > rounded ? "hơn " : "gần ";
  return word + words(f, rounded);
}

ArticleCheck dossier_article_check(Reports& reports, store::Database& db, identity::Identity& identity) {
  const Dossiers d(reports, db, identity);
  ArticleCheck check{.figures = article_figures()};
  check.measures = {
      {"received", [d](const ArticleFigure& f) { return d.count(f, "4+5+6+7"); }},
      {"settled", [d](const ArticleFigure& f) { return d.count(f, "9"); }},
      {"received_increase", [d](const ArticleFigure& f) { return d.increase(f); }},
      {"settled_rate", [d](const ArticleFigure& f) { return d.rate(f, "9", "4+5+6+7"); }},
      {"on_time_rate", [d](const ArticleFigure& f) { return d.rate(f, "10+11", "9"); }},
      {"settled_rate", [d](const ArticleFigure& f) { return d.rate(f, "9", "4+5+6+7"); }},
      {"late_rate", [d](const ArticleFigure& f) { return d.rate(f, "12", "9"); }},
      {"online_received", [d](const ArticleFigure& f) { return d.count(f, "4+5"); }},
      {"online_rate", [d](const ArticleFigure& f) { return d.rate(f, "4+5", "4+5+6+7"); }},
      {"by_post", [d](const ArticleFigure& f) { return d.by_post(f); }},
      {"units_zero_online", [d](const ArticleFigure& f) { return d.zero_online(f); }},
  };
  return check;
}

int article_command(std::span<const ArticleCheck> checks, CommandIo& io) {
  int differing = 0;
  for (const auto& check : checks)
    for (const auto& f : check.figures) {
      const auto how =
          std::find_if(check.measures.begin(), check.measures.end(), [&](const auto& m) { return m.indicator == f.indicator; });
      const auto ours = how == check.measures.end() ? std::nullopt : how->measure(f);
      const auto printed = fmt::format("{}{}",
                                       f.printed == Printed::exact    ? ""
                                       : f.printed == Printed::nearly ? "gần "
                                                                      : "hơn ",
                                       words(f, f.hundredths));
      fmt::print(io.out, "{}  {}, {}: bài viết {}; ", f.id, f.unit, f.note, printed);
      if (!ours) {
        ++differing;
        fmt::print(io.out, "của hệ thống chưa có số liệu\n");
        continue;
      }
      const bool same = agrees(f, *ours);
      differing += !same;
      const auto gap = ours->hundredths - f.hundredths;
      fmt::print(io.out, "của hệ thống {}, viết là “{}”; chênh {}{}: {}{}\n", words(f, ours->hundredths),
                 printed_words(f, ours->hundredths), gap < 0 ? "-" : "", words(f, std::abs(gap)), same ? "khớp" : "KHÔNG KHỚP",
                 ours->opens.empty() ? "" : "  " + ours->opens);
    }
  return differing == 0 ? 0 : 1;
}

}  // namespace motcua::reports
