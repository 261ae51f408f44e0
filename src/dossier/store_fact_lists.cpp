#include "dossier/fact_lists.hpp"
#include "store/lists.hpp"

namespace motcua::dossier {

#define DOSSIER_LISTED "SELECT DISTINCT c.id, c.code, c.procedure_name, c.competent_unit, c.received_at, c.due_at, "

namespace {
void add_ask(store::Query& q, const ListAsk& ask) {
  if (!ask.field.empty()) q.add(" AND c.field_id = ?", ask.field);
  q.add(" AND c.id > ?", ask.after).add(" AND c.competent_unit IN (");
  for (std::size_t i = 0; i < ask.units.size(); ++i) {
    if (i == 0)
      q.add("?", ask.units[i]);
    else
      q.add(", ?", ask.units[i]);
  }
  q.add(") ORDER BY 1, 7 LIMIT ?", ask.limit);
}

std::vector<ListedDossier> listed(store::ReadTx& tx, const store::Query& q) {
  std::vector<ListedDossier> rows;
  tx.each(q, [&](const store::Row& r) {
    rows.push_back({{r.i64(0)}, r.text(1), r.text(2), UnitId{r.i64(3)}, r.instant(4), r.instant(5), r.text(6)});
  });
  return rows;
}
}  // namespace

std::vector<ListedDossier> list_payments(store::ReadTx& tx, const ListAsk& ask, bool online) {
  if (ask.units.empty()) return {};
  store::Query q{"dossier.list_payments",
                 DOSSIER_LISTED "'' FROM dossier_case c WHERE c.fee_total > 0 AND c.fin_state IN ('paid', 'reconciled')"};
  if (online) q.add(" AND c.payment IN ('viet_qr', 'transfer', 'online')");
  q.add(" AND c.received_at >= ? AND c.received_at < ?", ask.from, ask.to);
  add_ask(q, ask);
  return listed(tx, q);
}

std::vector<ListedDossier> list_apologies(store::ReadTx& tx, const ListAsk& ask, bool in_time) {
  if (ask.units.empty()) return {};
  store::Query q{"dossier.list_apologies", DOSSIER_LISTED
                 "'' FROM dossier_case c LEFT JOIN dossier_apology a ON a.dossier = c.id "
                 "WHERE (c.running OR c.punctuality = 'late') AND c.punctuality = 'late'"};
  if (in_time) q.add(" AND a.sent_at IS NOT NULL AND a.timeliness <> 'after_due'");
  q.add(" AND c.done_at >= ? AND c.done_at < ?", ask.from, ask.to);
  add_ask(q, ask);
  return listed(tx, q);
}

std::vector<ListedDossier> list_missing_paper(store::ReadTx& tx, const ListAsk& ask, std::string_view procedure,
                                              std::string_view component) {
  if (ask.units.empty()) return {};
  store::Query q{"dossier.list_missing", DOSSIER_LISTED
                 "'' FROM dossier_supplement x JOIN dossier_supplement_item i ON i.dossier = x.dossier AND i.request = x.seq "
                 "JOIN dossier_case c ON c.id = x.dossier WHERE x.state <> 'void'"};
  q.add(" AND c.procedure_code = ? AND i.component = ?", procedure, component);
  q.add(" AND c.received_at >= ? AND c.received_at < ?", ask.from, ask.to);
  add_ask(q, ask);
  return listed(tx, q);
}

std::vector<ListedDossier> list_needless_papers(store::ReadTx& tx, const ListAsk& ask, std::string_view procedure) {
  if (ask.units.empty()) return {};
  store::Query q{"dossier.list_needless",
                 DOSSIER_LISTED "p.name FROM dossier_case c JOIN dossier_paper p ON p.dossier = c.id WHERE p.kind = 'Ngoài danh mục'"};
  q.add(" AND c.procedure_code = ?", procedure);
  q.add(" AND c.received_at >= ? AND c.received_at < ?", ask.from, ask.to);
  add_ask(q, ask);
  return listed(tx, q);
}

}  // namespace motcua::dossier
