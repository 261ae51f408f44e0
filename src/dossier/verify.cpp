// `motcua verify`: every state is told again from the journal, every number was given and given once.
#include <fmt/core.h>

#include <map>
#include <unordered_map>

#include "dossier/service.hpp"
#include "dossier/store_life.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

namespace {
// What the journal says of one dossier.
struct Told {
  State state;
  std::int64_t version = 0;
  std::optional<std::string> broken;
};

State state_from(const Json& pair) {
  return {biz_state_from(pair.at(0).text().value_or("")).value_or(BizState::none),
          work_sub_from(pair.at(1).text().value_or("")).value_or(WorkSub::none)};
}

Told tell(std::int64_t id, std::span<const store::JournalRow> rows) {
  Told told;
  for (const auto& row : rows) {
    told.version = row.seq;
    const auto json = Json::parse(row.payload);
    if (!json) return {told.state, told.version, fmt::format("store_journal dossier {} seq {}: payload is no JSON", id, row.seq)};
    const auto action = (*json)["action"].text();
    if (!action) continue;  // a fact that moves nothing
    const auto from = state_from((*json)["from"]), to = state_from((*json)["to"]);
    const auto which = action_from(*action);
    const auto* t = which ? transition(told.state, *which) : nullptr;
    if (from != told.state || !t || after(told.state, *t) != to)
      return {told.state, told.version,
              fmt::format("store_journal dossier {} seq {}: {} is not lawful from {}", id, row.seq, *action, word(told.state.biz))};
    told.state = to;
  }
  return told;
}

std::optional<std::string> check_states(store::ReadTx& tx) {
  std::unordered_map<std::int64_t, std::pair<State, std::int64_t>> told;
  const auto broken = store::replay(tx, "dossier", [&](std::int64_t id, std::span<const store::JournalRow> rows) {
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
  for (const auto& counter : counters(tx)) {
    if (counter.scope != "code" && counter.scope != "receipt") continue;
    const auto& s = seen[{counter.scope, counter.name}];
    if (s.count != counter.value || s.highest != counter.value)
      return fmt::format("dossier_counter {} {}: says {}, there are {} numbers up to {}", counter.scope, counter.name, counter.value,
                         s.count, s.highest);
    seen.erase({counter.scope, counter.name});
  }
  if (!seen.empty()) return fmt::format("dossier_counter {} {}: missing", seen.begin()->first.first, seen.begin()->first.second);
  return std::nullopt;
}
}  // namespace

std::vector<store::Verifier> Dossiers::verifiers() const {
  return {{"dossier: states from the journal", check_states}, {"dossier: numbers", check_numbers}, {"dossier: way", broken_life}};
}

}  // namespace motcua::dossier
