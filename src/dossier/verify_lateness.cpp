// `motcua verify` of lateness: letters of form 04, rules of warning and rescheduling are what their journals say.
#include <fmt/core.h>

#include <map>
#include <set>

#include "base/json.hpp"
#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/store_lateness.hpp"
#include "dossier/store_rescheduling.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

namespace {
// Each draft and letter against the digest its last journal row ends with (rows of before digests have none).
std::optional<std::string> apology_unlike_journal(store::ReadTx& tx) {
  std::set<std::int64_t> told;
  auto wrong =
      store::replay(tx, "dossier_apology", [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
        told.insert(id);
        const auto a = find_apology(tx, DossierId{id});
        if (!a) return fmt::format("dossier_apology {}: there is a journal but no row", id);
        const auto json = Json::parse(rows.back().payload);
        const auto digest = json ? (*json)["content"].text() : std::nullopt;
        if (a->version != rows.back().seq || (digest && *digest != digest_of(*a)))
          return fmt::format("dossier_apology {}: not what the journal says", id);
        return std::nullopt;
      });
  if (wrong) return wrong;
  each_apology(tx, [&](const ApologyRecord& a, const CaseRecord&) {
    if (!told.contains(a.dossier.value)) wrong = fmt::format("dossier_apology {}: no journal", a.dossier.value);
    return !wrong;
  });
  return wrong;
}

std::optional<std::string> check_apologies(store::ReadTx& tx) {
  std::optional<std::string> wrong;
  std::set<std::int64_t> extended;
  std::set<std::pair<std::int64_t, std::string>> numbers;
  each_apology(tx, [&](const ApologyRecord& a, const CaseRecord& c) {
    if (a.state != ApologyState::sent) return true;
    extended.insert(c.id.value);
    const int year{std::chrono::year_month_day{day_of(*a.sent_at)}.year()};
    if (!numbers.insert({a.unit.value, fmt::format("{}-{}", year, a.number)}).second)
      wrong = fmt::format("dossier_apology {}: number {} was given twice", a.dossier.value, a.number);
    else if (c.extension != a.term || !c.original_due)
      wrong = fmt::format("dossier_apology {}: the case does not carry its extension", a.dossier.value);
    return !wrong;
  });
  if (!wrong) wrong = apology_unlike_journal(tx);
  if (wrong) return wrong;
  each_case(tx, [&](const CaseRecord& c) {
    if (!c.extension.empty() && !extended.contains(c.id.value))
      wrong = fmt::format("dossier_case {}: extended without form 04", c.id.value);
    return !wrong;
  });
  return wrong;
}

// When a rule of a unit was set or taken back, by the journal.
using RungChanges = std::map<std::pair<std::int64_t, std::string>, std::set<Day>>;

std::optional<std::string> rung_fault(const KeptRung& kept, std::span<const store::JournalRow> rows, const RungChanges& changes) {
  const auto wrong = fmt::format("dossier_warning_rule {}: not what the journal says", kept.id);
  if (rows.size() != 1 || rows.front().kind != "dossier_warning_rule.set" || rows.front().payload != rung_payload(kept) ||
      rows.front().at != kept.set_at || rows.front().actor != kept.set_by || kept.from != day_of(kept.set_at))
    return wrong;
  const auto days = changes.find({kept.unit, kept.rung});
  if (days == changes.end()) return wrong;
  const auto next = days->second.upper_bound(kept.from);
  const auto until = next == days->second.end() ? std::nullopt : std::optional(*next - std::chrono::days{1});
  return kept.until == until ? std::optional<std::string>{} : wrong;
}

std::optional<std::string> rung_unlike_journal(store::ReadTx& tx) {
  RungChanges changes;
  auto broken = store::replay(tx, "dossier_warning_rule",
                              [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
                                const auto json = Json::parse(rows.front().payload);
                                const auto unit = json ? (*json)["unit"].integer() : std::nullopt;
                                const auto rung = json ? (*json)["rung"].text() : std::nullopt;
                                if (!unit || !rung) return fmt::format("store_journal dossier_warning_rule {}: cannot be read", id);
                                changes[{*unit, std::string(*rung)}].insert(day_of(rows.front().at));
                                return std::nullopt;
                              });
  if (broken) return broken;
  for (const auto& kept : kept_rungs(tx))
    if (auto fault = rung_fault(kept, store::history(tx, "dossier_warning_rule", kept.id), changes)) return fault;
  return std::nullopt;
}
}  // namespace

std::vector<store::Verifier> Lateness::verifiers() const {
  return {{"dossier: form 04 and extensions", check_apologies},
          {"dossier: warnings by rule", rung_unlike_journal},
          {"dossier: rescheduling", plan_unlike_journal}};
}

}  // namespace motcua::dossier
