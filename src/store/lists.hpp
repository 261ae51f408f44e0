// Lists in composed queries.
#pragma once

#include "store/db.hpp"

namespace motcua::store {

// `open` ends with "IN (": add_list(q, " AND unit IN (", units). An empty list finds no row.
template <class List> Query& add_list(Query& q, Query::Part open, const List& values) {
  q.add(open);
  bool first = true;
  for (const auto& value : values) {
    if (first)
      q.add("?", value);
    else
      q.add(", ?", value);
    first = false;
  }
  if (first) q.add("NULL");
  return q.add(")");
}

}  // namespace motcua::store
