// What differs between two versions of a procedure, key by key. Private to this slice.
#pragma once

#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/node.hpp"

namespace motcua::catalog {

// Items of lists are matched by their id, key, number, code or title, so that moving one is no change of the others.
// The order of questions, components and steps counts and is told once as "thứ tự".
std::vector<Change> changes_between(const Node& before, const Node& after);
// Forms whose fields or texts differ.
std::vector<std::string> changed_forms(const std::vector<Change>& changes);

}  // namespace motcua::catalog
