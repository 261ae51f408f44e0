// Figures of the articles beside ours. Each slice brings the measures of its own figures; `motcua report articles --check` prints them all.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/command.hpp"
#include "reports/reports.hpp"

namespace motcua::reports {

enum class Printed : std::uint8_t { exact, more_than, nearly };
struct ArticleFigure {
  std::string id{}, unit{}, period{}, indicator{};
  Printed printed{};
  std::int64_t hundredths = 0;
  std::string note{};
};
// Errors: reports.articles_unreadable with the line.
Result<std::vector<ArticleFigure>> read_article_figures(std::string_view text);
std::span<const ArticleFigure> article_figures();  // of dossiers

// What the record says; the figure agrees when it is the same to the precision printed, lies above "more than", or below "nearly" by at
// most one in a hundred of it.
struct Measured {
  std::int64_t hundredths = 0;
  std::string opens{};  // address whose list is the figure; empty: none
};
bool agrees(const ArticleFigure& figure, const Measured& ours);
// Ours as the article would print it, rounded as far as it rounds: "hơn 52%", "gần 59%", "hơn 6.000", "28,72%".
std::string printed_words(const ArticleFigure& figure, std::int64_t hundredths);

// How a slice measures its figures, by the word of the indicator. Nothing: the record has no such dossiers.
struct ArticleMeasure {
  std::string_view indicator;
  std::function<std::optional<Measured>(const ArticleFigure&)> measure;
};
struct ArticleCheck {
  std::span<const ArticleFigure> figures{};
  std::vector<ArticleMeasure> measures{};
};
ArticleCheck dossier_article_check(Reports& reports, store::Database& db, identity::Identity& identity);
// Prints each figure, ours, the difference. 0: all agree; 1: a figure differs or is missing.
int article_command(std::span<const ArticleCheck> checks, CommandIo& io);

}  // namespace motcua::reports
