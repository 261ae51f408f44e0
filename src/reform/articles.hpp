// Figures of the articles that this slice's record adds up to, for `motcua report articles --check`.
#pragma once

#include "reports/articles.hpp"

namespace motcua::reform {

struct Services;
std::span<const reports::ArticleFigure> article_figures();
reports::ArticleCheck article_check(Services& services);

}  // namespace motcua::reform
