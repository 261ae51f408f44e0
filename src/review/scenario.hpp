// The review of Cao Lãnh district in 2023 as its public article tells it, made again through the services: 38 procedures of the district
// and 70 of the communes in the plan, 28 and 32 proposals, more than 443 and 471 million đồng saved. Which procedures and how many
// dossiers each had is not in the article: names and volumes here are made up so that the work adds up to its totals.
#pragma once

#include "review/review.hpp"

namespace motcua::review {

Result<PlanId> make_article_plan(Reviews& reviews, const Actor& maker, const Actor& leader, UnitId unit);

}  // namespace motcua::review
