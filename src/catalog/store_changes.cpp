#include "catalog/changes.hpp"

namespace motcua::catalog {

MOTCUA_SQL(
    kVersionSpans,
    "SELECT p.code, v.id, v.valid_from, v.valid_to, v.imported_at FROM catalog_version v JOIN catalog_procedure p ON p.id = v.procedure "
    "WHERE v.withdrawn_at IS NULL ORDER BY p.code, v.valid_from");

std::vector<VersionSpan> version_spans(store::ReadTx& tx) {
  return tx.all<VersionSpan>(kVersionSpans, [](const store::Row& r) {
    return VersionSpan{r.text(0), r.id<ProcedureVersionTag>(1), r.day(2), r.opt_day(3), r.instant(4)};
  });
}

}  // namespace motcua::catalog
