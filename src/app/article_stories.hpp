// What the articles tell beside dossiers: plans, inspections, committees, values of units, models, each recorded on its day.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/compose.hpp"

namespace motcua::app {

struct ArticleStory {
  std::string place;  // key of the place; whose accounts the article's dossiers made
  Day on{};
  std::function<Status(Services&)> record;
};
// In order of time.
std::vector<ArticleStory> article_stories();

}  // namespace motcua::app
