// Grants and delegations as lines of a page. Private to identity.
#pragma once

#include <vector>

#include "identity/accounts.hpp"
#include "identity/page_views.hpp"

namespace motcua::identity {

RightLine right_line(const Actor& actor, const Grant& grant);
// `other`: who stands in the line, the receiver of what was given or the giver of what was received.
RightLine right_line(const Accounts& accounts, const Actor& actor, const Delegation& delegation, AccountId other);

// From where this actor sees accounts; never empty for people, so that it can not mean "all".
std::vector<Scope> seen_from(const Actor& actor);

}  // namespace motcua::identity
