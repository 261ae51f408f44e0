// The work behind the figures of five newspaper articles: places of that time, people, every dossier from its reception to its return,
// through the real services in order of time. The reports then show those figures because the work adds up to them.
#pragma once

#include <functional>
#include <string>

#include "app/compose.hpp"

namespace motcua::app {

struct ArticleOptions {
  std::uint64_t seed = 2026;
  std::string only{};                        // key of one place; empty: all
  std::function<void(int, int)> progress{};  // dossiers received, of how many
};
struct ArticleReport {
  int accepted = 0, settled = 0, returned = 0;
};
// `services` stands on `clock`, which is moved through those years and left after them.
Result<ArticleReport> make_articles(Services& services, FixedClock& clock, const ArticleOptions& options);

}  // namespace motcua::app
