// Services that stand on the composed ones and keep nothing but a cache: made where they are used.
#pragma once

#include "app/compose.hpp"
#include "app/index_sources.hpp"
#include "indices/indices.hpp"
#include "review/review.hpp"

namespace motcua::app {

inline indices::Ground index_ground(Services& s) { return {*s.db, s.clock, s.ids, s.identity, s.reports, s.catalog, index_sources()}; }
inline review::Ground review_ground(Services& s) { return {*s.db, s.clock, s.ids, s.identity, s.reports, s.catalog}; }

}  // namespace motcua::app
