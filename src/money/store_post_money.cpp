#include "money/post_money.hpp"

#include "money/store.hpp"

namespace motcua::money {

namespace {
MOTCUA_SQL(kPostSum,
           "SELECT count(*), CAST(coalesce(sum(CASE WHEN target = 'post' THEN amount ELSE -amount END), 0) AS BIGINT) FROM money_entry "
           "WHERE unit = $1 AND (source = 'post' OR target = 'post') AND at >= $2 AND at < $3");
MOTCUA_SQL(kPostTakings,
           "SELECT e.subject, c.code, e.name, e.document, e.actor_name, CASE WHEN e.target = 'post' THEN e.amount ELSE -e.amount END, "
           "e.at FROM money_entry AS e JOIN money_claim AS c ON c.subject = e.subject WHERE e.unit = $1 AND (e.source = 'post' OR "
           "e.target = 'post') AND e.at >= $2 AND e.at < $3 ORDER BY e.at, e.id LIMIT $4");
}  // namespace

PostSum post_sum(store::ReadTx& tx, UnitId unit, Instant from, Instant to) {
  return tx
      .one<PostSum>(
          kPostSum,
          [](const store::Row& r) {
            return PostSum{r.i32(0), Dong{r.i64(1)}};
          },
          unit, from, to)
      .value_or(PostSum{});
}

std::vector<PostTaking> post_takings(store::ReadTx& tx, UnitId unit, Instant from, Instant to, int limit) {
  return tx.all<PostTaking>(
      kPostTakings,
      [](const store::Row& r) {
        return PostTaking{r.id<SubjectTag>(0), r.text(1), r.text(2), r.text(3), r.text(4), Dong{r.i64(5)}, r.instant(6)};
      },
      unit, from, to, limit);
}

std::vector<BankLine> lines_to_account_for(store::ReadTx& tx, UnitId unit, int limit) {
  std::vector<BankLine> list;
  for (auto& r : open_lines(tx, {unit}, limit)) list.push_back(std::move(r.line));
  return list;
}

}  // namespace motcua::money
