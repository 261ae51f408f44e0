#include "dossier/store_verify.hpp"

#include <tuple>

namespace motcua::dossier {

using store::ReadTx;
using store::Row;

namespace {
MOTCUA_SQL(kNumberedForms,
           "SELECT 'form02', sent_at FROM dossier_supplement WHERE number > 0 AND sent_at IS NOT NULL UNION ALL "
           "SELECT CASE WHEN kind = 'refused' THEN 'form03' ELSE 'form05' END, decided_at FROM dossier_ending WHERE number > 0 AND "
           "decided_at IS NOT NULL");
MOTCUA_SQL(kRunningFrom, "SELECT id, running, biz_state FROM dossier_case WHERE id > $1 ORDER BY id LIMIT 5000");
MOTCUA_SQL(kBadPapers,
           "SELECT dossier FROM dossier_paper GROUP BY dossier HAVING min(seq) <> 1 OR max(seq) <> count(*) ORDER BY 1 LIMIT 1");
MOTCUA_SQL(kBadFees, "SELECT dossier FROM dossier_fee GROUP BY dossier HAVING min(seq) <> 1 OR max(seq) <> count(*) ORDER BY 1 LIMIT 1");
MOTCUA_SQL(kOrphanPaper,
           "SELECT dossier FROM dossier_paper x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kOrphanFee, "SELECT dossier FROM dossier_fee x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kOrphanStep,
           "SELECT dossier FROM dossier_step x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kOrphanHandover,
           "SELECT dossier FROM dossier_handover x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kOrphanResult,
           "SELECT dossier FROM dossier_result x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kOrphanReturn,
           "SELECT dossier FROM dossier_return x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kOrphanFile,
           "SELECT dossier FROM dossier_file x WHERE NOT EXISTS (SELECT 1 FROM dossier_case c WHERE c.id = x.dossier) LIMIT 1");
MOTCUA_SQL(kVersionsInUse, "SELECT DISTINCT procedure_version FROM dossier_case ORDER BY procedure_version");
MOTCUA_SQL(kFileHashes, "SELECT dossier, hash FROM dossier_file ORDER BY dossier, seq");
MOTCUA_SQL(kResultHashes, "SELECT dossier, file_hash FROM dossier_result WHERE file_hash <> '' ORDER BY dossier");

template <std::size_t N> std::optional<BadLines> first_of(ReadTx& tx, const std::pair<const char*, const store::Sql*> (&checks)[N]) {
  for (const auto& [table, sql] : checks)
    if (const auto id = tx.one<std::int64_t>(*sql, [](const Row& r) { return r.i64(0); })) return BadLines{table, *id};
  return std::nullopt;
}
}  // namespace

void each_running(ReadTx& tx, const std::function<bool(std::int64_t, bool, BizState)>& visit) {
  std::int64_t last = INT64_MIN;
  for (;;) {
    const auto page = tx.all<std::tuple<std::int64_t, bool, BizState>>(
        kRunningFrom, [](const Row& r) { return std::tuple(r.i64(0), r.boolean(1), biz_state_from(r.view(2)).value_or(BizState::none)); },
        last);
    if (page.empty()) return;
    for (const auto& [id, running, state] : page) {
      if (!visit(id, running, state)) return;
      last = id;
    }
  }
}

std::optional<BadLines> badly_numbered(ReadTx& tx) { return first_of(tx, {{"dossier_paper", &kBadPapers}, {"dossier_fee", &kBadFees}}); }

std::optional<BadLines> line_without_dossier(ReadTx& tx) {
  return first_of(tx, {{"dossier_paper", &kOrphanPaper},
                       {"dossier_fee", &kOrphanFee},
                       {"dossier_step", &kOrphanStep},
                       {"dossier_handover", &kOrphanHandover},
                       {"dossier_result", &kOrphanResult},
                       {"dossier_return", &kOrphanReturn},
                       {"dossier_file", &kOrphanFile}});
}

std::vector<std::int64_t> versions_in_use(ReadTx& tx) {
  return tx.all<std::int64_t>(kVersionsInUse, [](const Row& r) { return r.i64(0); });
}

std::vector<StoredHash> stored_hashes(ReadTx& tx) {
  auto all = tx.all<StoredHash>(kFileHashes, [](const Row& r) { return StoredHash{"dossier_file", r.i64(0), r.text(1)}; });
  tx.each(kResultHashes, [&](const Row& r) { all.push_back({"dossier_result", r.i64(0), r.text(1)}); });
  return all;
}

std::vector<NumberedForm> numbered_forms(store::ReadTx& tx) {
  return tx.all<NumberedForm>(kNumberedForms, [](const store::Row& r) { return NumberedForm{r.text(0), r.instant(1)}; });
}

}  // namespace motcua::dossier
