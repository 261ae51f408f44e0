#include "dossier/store_statements.hpp"

#include <algorithm>

namespace motcua::dossier {

using store::ReadTx;
using store::Row;

namespace {
MOTCUA_SQL(
    kCorrected,
    "SELECT c.code, x.decided_at FROM dossier_correction x JOIN dossier_case c ON c.id = x.dossier ORDER BY x.decided_at DESC LIMIT $1");
MOTCUA_SQL(
    kWithdrawn,
    "SELECT c.code, e.decided_at FROM dossier_ending e JOIN dossier_case c ON c.id = e.dossier WHERE e.kind = 'withdrawn' AND e.state = "
    "'done' ORDER BY e.decided_at DESC LIMIT $1");
MOTCUA_SQL(kCorrectedOne,
           "SELECT c.code, x.decided_at FROM dossier_correction x JOIN dossier_case c ON c.id = x.dossier WHERE c.code = $1");
MOTCUA_SQL(kWithdrawnOne,
           "SELECT c.code, e.decided_at FROM dossier_ending e JOIN dossier_case c ON c.id = e.dossier WHERE c.code = $1 AND e.kind = "
           "'withdrawn' AND e.state = 'done'");

auto line_of(StatementKind kind) {
  return [kind](const Row& r) { return Revocation{kind, r.text(0), r.instant(1)}; };
}
void add_all(std::vector<Revocation>& list, std::vector<Revocation> more) { list.insert(list.end(), more.begin(), more.end()); }
}  // namespace

std::vector<Revocation> revocations_of(ReadTx& tx, int limit) {
  auto list = tx.all<Revocation>(kCorrected, line_of(StatementKind::result), limit);
  add_all(list, tx.all<Revocation>(kWithdrawn, line_of(StatementKind::receipt), limit));
  std::ranges::stable_sort(list, std::ranges::greater{}, &Revocation::at);
  list.resize(std::min(list.size(), static_cast<std::size_t>(limit)));
  return list;
}
std::vector<Revocation> revocations_for(ReadTx& tx, std::string_view code) {
  auto list = tx.all<Revocation>(kCorrectedOne, line_of(StatementKind::result), code);
  add_all(list, tx.all<Revocation>(kWithdrawnOne, line_of(StatementKind::receipt), code));
  return list;
}

}  // namespace motcua::dossier
