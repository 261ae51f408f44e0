// `motcua verify`: every state is told again from the journal, every number was given and given once.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "dossier/content.hpp"
#include "dossier/files.hpp"
#include "dossier/moves.hpp"
#include "dossier/record_views.hpp"
#include "dossier/service.hpp"
#include "dossier/store_inquiries.hpp"
#include "dossier/store_life.hpp"
#include "dossier/store_verify.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

namespace {
// What the journal says of one dossier.
struct Told {
  State state;
  std::int64_t version = 0;
  std::optional<std::string> broken;
};

Told tell(std::int64_t id, std::span<const store::JournalRow> rows) {
  Told told;
  for (const auto& row : rows) {
    told.version = row.seq;
    const auto json = Json::parse(row.payload);
    if (!json) return {told.state, told.version, fmt::format("store_journal dossier {} seq {}: payload is no JSON", id, row.seq)};
    const auto action = (*json)["action"].text();
    if (!action) continue;  // a fact that moves nothing
    const auto from = state_from((*json)["from"]), to = state_from((*json)["to"]);
    if (row.seq == 1 && from.biz == BizState::submitted) told.state = from;  // filed online before it was a dossier (T2)
    const auto which = action_from(*action);
    const auto* t = which ? transition(told.state, *which) : nullptr;
    if (from != told.state || !t || after(told.state, *t) != to)
      return {told.state, told.version,
              fmt::format("store_journal dossier {} seq {}: {} is not lawful from {}", id, row.seq, *action, word(told.state.biz))};
    told.state = to;
  }
  return told;
}

// Control sheet and register say nothing that the journal does not say.
std::string fault_of_views(const Content& x, std::span<const store::JournalRow> rows) {
  std::vector<SlipLine> slip;
  for (const auto& h : x.handovers) slip.push_back({h.seq, h.from_name, h.given_at, h.received_at});
  std::vector<RecordRow> journal;
  for (const auto& r : rows) {
    const auto json = Json::parse(r.payload);
    journal.push_back({r.at, r.recorded_at, r.kind, json ? std::string((*json)["by"].text().value_or("")) : std::string()});
  }
  return not_in_journal(slip, {x.c.received_at, x.c.done_at, x.c.returned_at, x.c.closed_at}, journal);
}

// Everything stored of a dossier against the digest its last journal row ends with (rows of before digests have none).
std::optional<std::string> content_fault(store::ReadTx& tx, std::int64_t id, std::span<const store::JournalRow> rows) {
  const auto json = Json::parse(rows.back().payload);
  const auto digest = json ? (*json)["content"].text() : std::nullopt;
  if (!digest) return std::nullopt;
  try {
    auto c = find_case(tx, DossierId{id});
    if (!c) return fmt::format("dossier_case {}: there is a journal but no row", id);
    const auto content = load_content(tx, *std::move(c));
    const auto table = changed_table(content, *digest);
    if (!table.empty()) return fmt::format("{} of dossier {}: not what the journal says", table, id);
    if (const auto fault = fault_of_views(content, rows); !fault.empty())
      return fmt::format("dossier_handover of dossier {}: {}", id, fault);
  } catch (const store::Failure&) {
    throw;
  } catch (const std::exception&) {  // a word that is none of ours
    return fmt::format("dossier_case {}: cannot be read", id);
  }
  return std::nullopt;
}

std::optional<std::string> check_content(store::ReadTx& tx) {
  auto broken =
      store::replay(tx, "dossier", [&](std::int64_t id, std::span<const store::JournalRow> rows) { return content_fault(tx, id, rows); });
  if (broken) return broken;
  each_running(tx, [&](std::int64_t id, bool running, BizState state) {
    if (running != is_open(state)) broken = fmt::format("dossier_case {}: running does not follow from its state", id);
    return !broken;
  });
  if (broken) return broken;
  if (const auto bad = badly_numbered(tx)) return fmt::format("{} of dossier {}: lines are not numbered on", bad->table, bad->dossier);
  if (const auto bad = line_without_dossier(tx)) return fmt::format("{} of dossier {}: no such dossier", bad->table, bad->dossier);
  return std::nullopt;
}

std::optional<std::string> check_states(store::ReadTx& tx) {
  std::unordered_map<std::int64_t, std::pair<State, std::int64_t>> told;
  auto broken = store::replay(tx, "dossier", [&](std::int64_t id, std::span<const store::JournalRow> rows) {
    auto one = tell(id, rows);
    told.emplace(id, std::pair{one.state, one.version});
    return one.broken;
  });
  if (broken) return broken;
  std::optional<std::string> wrong;
  each_case(tx, [&](const CaseRecord& c) {
    const auto found = told.find(c.id.value);
    if (found == told.end()) {
      wrong = fmt::format("dossier_case {}: no journal", c.id.value);
    } else if (found->second.first != c.state) {
      wrong = fmt::format("dossier_case {}: state is {}/{}, the journal says {}/{}", c.id.value, word(c.state.biz), word(c.state.sub),
                          word(found->second.first.biz), word(found->second.first.sub));
    } else if (found->second.second != c.version) {
      wrong = fmt::format("dossier_case {}: version is {}, the journal says {}", c.id.value, c.version, found->second.second);
    } else if (c.done_at && c.punctuality != punctuality(*c.done_at, c.due_at)) {
      wrong = fmt::format("dossier_case {}: punctuality does not follow from its moments", c.id.value);
    } else if (c.done_at.has_value() != c.punctuality.has_value()) {
      wrong = fmt::format("dossier_case {}: settled without punctuality, or the other way round", c.id.value);
    }
    told.erase(c.id.value);
    return !wrong;
  });
  if (!wrong && !told.empty()) wrong = fmt::format("store_journal dossier {}: no row in dossier_case", told.begin()->first);
  return wrong;
}

// Numbers of results by year and sign ("15/2026/UBND" -> "2026-ubnd") over all agencies: a dossier may have passed from one to another.
std::map<std::string, std::int64_t> numbers_given_to_results(store::ReadTx& tx) {
  std::map<std::string, std::int64_t> given;
  (void)store::replay(tx, "dossier", [&](std::int64_t, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
    for (const auto& row : rows) {
      if (row.kind != events::kNumbered) continue;
      const auto json = Json::parse(row.payload);
      const auto number = json ? (*json)["number"].text().value_or("") : "";
      const auto rest = number.substr(std::min(number.find('/'), number.size() - 1) + 1);
      const auto sign = rest.find('/');
      ++given[fmt::format("{}-{}", rest.substr(0, sign), sign == std::string::npos ? "" : fold(rest.substr(sign + 1)))];
    }
    return std::nullopt;
  });
  return given;
}

// Codes and receipts of each series: as many as the counter says, the highest is the counter.
std::optional<std::string> check_numbers(store::ReadTx& tx) {
  struct Seen {
    std::int64_t count = 0, highest = 0;
  };
  std::map<std::pair<std::string, std::string>, Seen> seen;
  const auto note = [&](std::string scope, std::string name, std::int64_t value) {
    auto& s = seen[{std::move(scope), std::move(name)}];
    ++s.count;
    s.highest = std::max(s.highest, value);
  };
  each_case(tx, [&](const CaseRecord& c) {
    const auto last = c.code.rfind('-');
    note("code", c.code.substr(0, last), std::stoll(c.code.substr(last + 1)));
    note("receipt", fmt::format("{}-{}", c.received_unit.value, c.receipt_year), c.receipt_number);
    return true;
  });
  std::map<std::string, std::int64_t> results = numbers_given_to_results(tx);
  for (const auto& counter : counters(tx)) {
    if (counter.scope == "result") results[counter.name.substr(counter.name.find('-') + 1)] -= counter.value;
    if (counter.scope != "code" && counter.scope != "receipt") continue;
    const auto& s = seen[{counter.scope, counter.name}];
    if (s.count != counter.value || s.highest != counter.value)
      return fmt::format("dossier_counter {} {}: says {}, there are {} numbers up to {}", counter.scope, counter.name, counter.value,
                         s.count, s.highest);
    seen.erase({counter.scope, counter.name});
  }
  for (const auto& [series, difference] : results)
    if (difference != 0) return fmt::format("dossier_counter result …-{}: {} numbers more given than counted", series, difference);
  if (!seen.empty()) return fmt::format("dossier_counter {} {}: missing", seen.begin()->first.first, seen.begin()->first.second);
  return std::nullopt;
}
// Forms 02, 03 and 05 are numbered by desk and year: over all desks of a year as many as were sent, each desk a unit there is (a desk that
// took over another's dossiers numbers on with its own).
std::optional<std::string> check_form_numbers(store::ReadTx& tx, const identity::UnitTree& tree) {
  std::map<std::string, std::int64_t> left;  // "form02-2026" -> numbers given less numbers counted
  for (const auto& [form, at] : numbered_forms(tx)) ++left[fmt::format("{}-{}", form, int{std::chrono::year_month_day{day_of(at)}.year()})];
  for (const auto& counter : counters(tx)) {
    constexpr auto kScopes =
        std::to_array<std::string_view>({"code", "receipt", "result", "apology", "filing", "form02", "form03", "form05"});
    if (std::ranges::find(kScopes, counter.scope) == kScopes.end())
      return fmt::format("dossier_counter {} {}: no such series", counter.scope, counter.name);
    if (!counter.scope.starts_with("form")) continue;
    const auto dash = counter.name.find('-');
    std::int64_t unit = 0;
    std::from_chars(counter.name.data(), counter.name.data() + std::min(dash, counter.name.size()), unit);
    if (dash == std::string::npos || tree.find(UnitId{unit}) == nullptr)
      return fmt::format("dossier_counter {} {}: no such desk", counter.scope, counter.name);
    left[counter.scope + counter.name.substr(dash)] -= counter.value;
  }
  for (const auto& [series, difference] : left)
    if (difference != 0) return fmt::format("dossier_counter {}: {} numbers more given than counted", series, difference);
  return std::nullopt;
}
}  // namespace

std::vector<store::Verifier> Dossiers::verifiers() const {
  // The tree is read in a transaction of its own, so before the ones of the checks.
  const auto check_forms = [tree = impl_->identity.tree()](store::ReadTx& tx) { return check_form_numbers(tx, *tree); };
  const auto check_versions = [catalog = &impl_->catalog](store::ReadTx& tx) -> std::optional<std::string> {
    const auto ours = versions_in_use(tx), theirs = catalog->used_versions(tx);
    for (const auto id : ours)
      if (!std::ranges::binary_search(theirs, id))
        return fmt::format("catalog_version {}: dossiers stand on it, it is not marked used", id);
    for (const auto id : theirs)
      if (!std::ranges::binary_search(ours, id)) return fmt::format("catalog_version {}: marked used, no dossier stands on it", id);
    return std::nullopt;
  };
  return {{"dossier: content by the journal", check_content},
          {"dossier: states from the journal", check_states},
          {"dossier: numbers", check_numbers},
          {"dossier: numbers of forms", check_forms},
          {"dossier: way", broken_life},
          {"dossier: inquiries", broken_inquiries},
          {"dossier: procedures in use", check_versions}};
}

std::vector<store::Verifier> CaseFiles::verifiers() const {
  return {{"dossier: files", [blobs = &blobs_](store::ReadTx& tx) -> std::optional<std::string> {
             for (const auto& row : stored_hashes(tx))
               if (!blobs->find(tx, row.hash)) return fmt::format("{} of dossier {}: no such file", row.table, row.dossier);
             return std::nullopt;
           }}};
}

}  // namespace motcua::dossier
