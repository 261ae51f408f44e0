// Figures of the articles about managing reform, with what boards and promises know of them.
#pragma once

#include "app/compose.hpp"
#include "reports/articles.hpp"

namespace motcua::app {

reports::ArticleCheck reform_article_check(Services& services);

}  // namespace motcua::app
