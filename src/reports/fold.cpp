// The journal folded into sums, in the background; and `motcua verify`, which tells everything again from the journal and compares.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "reports/service.hpp"
#include "reports/store_entries.hpp"
#include "reports/told_once.hpp"
#include "store/lease.hpp"
#include "store/seal.hpp"

namespace motcua::reports {

namespace {
constexpr int kBatch = 2'000;  // rows of the journal in one transaction

void add(Sums& sums, Dimensions dimensions, Instant recorded_at, const std::vector<Entry>& entries) {
  for (const auto& [p, hands] : entries) {
    dimensions.hands = hands;
    sums[{dimensions, day_of(p.at), day_of(recorded_at), p.account}] += p.amount;
  }
}

// One batch; the id folded up to, nothing when another instance was faster.
Result<std::int64_t> fold_batch(store::Tx& tx, std::int64_t from, std::int64_t settled, std::int64_t& rows) {
  std::vector<dossier::JournalMove> moves;
  const auto upto = dossier::each_move(tx, from, settled, kBatch, [&](const dossier::JournalMove& m) { moves.push_back(m); });
  // Claimed before anything is written: two jobs of one instance share its lease, and the second must leave, not add the steps again.
  if (!move_watermark(tx, from, upto)) return errors::conflict("reports.folded_elsewhere", "Số liệu đang được tổng hợp ở nơi khác.");
  rows = static_cast<std::int64_t>(moves.size());
  std::vector<DossierId> ids;
  for (const auto& m : moves) ids.push_back(m.dossier);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  auto cases = load_cases(tx, ids);
  // A row of an object with a greater seq may have got a smaller id only in another transaction that waited for it; sort all the same.
  std::stable_sort(moves.begin(), moves.end(),
                   [](const auto& a, const auto& b) { return a.dossier != b.dossier ? a.dossier < b.dossier : a.seq < b.seq; });
  Sums sums;
  std::set<DossierId> changed;
  std::map<DossierId, std::size_t> stored;
  for (const auto& [id, c] : cases) stored[id] = c.steps.size();
  for (const auto& m : moves) {
    auto& c = cases[m.dossier];
    const auto before = c.steps.size();
    const auto postings = enter(c, m);
    if (c.steps.size() == before) continue;
    changed.insert(m.dossier);
    add(sums, c.row->dimensions, m.recorded_at, postings);
  }
  for (const auto id : changed) {
    const auto& c = cases.at(id);
    save_case(tx, *c.row);
    for (std::size_t i = stored[id]; i < c.steps.size(); ++i) add_step(tx, id, c.steps[i]);
  }
  add_sums(tx, sums);
  return upto;
}
}  // namespace

FoldReport Reports::fold() {
  auto& s = *impl_;
  FoldReport report;
  const auto now = s.clock.now();
  const auto [from, last] = s.db.read([](store::ReadTx& tx) { return std::pair{watermark(tx), last_journal_id(tx)}; });
  report.upto = from;
  if (from >= last) return report;  // nothing new: nothing is written
  if (!store::try_acquire_lease(s.db, "reports.fold", s.owner, now, now + std::chrono::minutes(5))) return report;
  const auto settled = store::settled_journal_id(s.db);
  report.upto = s.db.read([](store::ReadTx& tx) { return watermark(tx); });
  bool summed = false;
  while (report.upto < settled) {
    std::int64_t rows = 0;
    const auto done = s.db.write([&](store::Tx& tx) { return fold_batch(tx, report.upto, settled, rows); });
    if (!done) break;
    report.rows += rows;
    report.upto = *done;
    summed = true;
  }
  if (summed) {
    const auto dropped = s.db.write([](store::Tx& tx) -> Status {
      drop_zeros(tx);
      return {};
    });
    ensure(dropped.has_value(), "dropping sums of nothing is never refused");
  }
  store::release_lease(s.db, "reports.fold", s.owner);
  return report;
}

FoldReport Reports::rebuild() {
  const auto done = impl_->db.write([](store::Tx& tx) -> Status {
    forget_all(tx);
    return {};
  });
  ensure(done.has_value(), "forgetting sums is never refused");
  return fold();
}

Tail Reports::Impl::tail(store::ReadTx& tx) const {
  std::vector<dossier::JournalMove> moves;
  dossier::each_move(tx, watermark(tx), INT64_MAX, INT32_MAX, [&](const dossier::JournalMove& m) { moves.push_back(m); });
  std::vector<DossierId> ids;
  for (const auto& m : moves) ids.push_back(m.dossier);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Tail tail;
  for (auto& [id, c] : load_cases(tx, ids)) tail.cases[id].now = std::move(c);
  std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  for (const auto& m : moves) {
    auto& one = tail.cases[m.dossier];
    for (auto& [p, hands] : enter(one.now, m)) one.added.push_back({p, hands, m.recorded_at});
  }
  std::erase_if(tail.cases, [](const auto& item) { return !item.second.now.row; });
  return tail;
}

namespace {
// Everything told again from the journal up to the watermark.
struct Told {
  std::map<DossierId, Case> cases;
  Sums sums;
  std::map<DossierId, std::uint64_t> steps;  // a fingerprint of all steps of a dossier: there are too many to hold
};

void add_fingerprint(std::uint64_t& all, const StepRow& s) {
  const auto due = s.step.due_at ? to_us(*s.step.due_at) : 0;
  const auto text = fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", s.step.seq, to_us(s.step.at), to_us(s.step.recorded_at), word(s.step.effect),
                                due, s.actor.value, s.reason, s.unit.value, s.takes);
  all = all * 1'000'003 + std::hash<std::string>{}(text);
}

std::optional<std::string> check_steps(store::ReadTx& tx, const Told& told) {
  std::map<DossierId, std::uint64_t> stored;
  each_step(tx, [&](DossierId id, const StepRow& step) { add_fingerprint(stored[id], step); });
  for (const auto& [id, print] : told.steps)
    if (const auto found = stored.find(id); found == stored.end() || found->second != print)
      return fmt::format("reports_step of dossier {}: differs from the journal", id.value);
  if (stored.size() != told.steps.size()) return std::string("reports_step: steps of a dossier the journal does not know");
  return std::nullopt;
}

Told tell(store::ReadTx& tx) {
  Told told;
  const auto upto = watermark(tx);
  dossier::each_history(tx, [&](DossierId id, const std::vector<dossier::JournalMove>& moves) -> std::optional<std::string> {
    Case c;
    for (const auto& m : moves) {
      if (m.journal_id > upto) break;
      const auto postings = enter(c, m);
      if (c.row) add(told.sums, c.row->dimensions, m.recorded_at, postings);
    }
    for (const auto& step : c.steps) add_fingerprint(told.steps[id], step);
    if (c.row) {
      c.steps.clear();
      told.cases.emplace(id, std::move(c));
    }
    return std::nullopt;
  });
  std::erase_if(told.sums, [](const auto& item) { return item.second == 0; });
  return told;
}

std::optional<std::string> check(store::ReadTx& tx) {
  auto told = tell(tx);
  std::optional<std::string> wrong;
  each_case(tx, [&](const CaseRow& row) {
    const auto found = told.cases.find(row.dossier);
    if (wrong) return;
    if (found == told.cases.end() || *found->second.row != row)
      wrong = fmt::format("reports_case {}: differs from the journal", row.dossier.value);
    else
      told.cases.erase(found);
  });
  if (wrong) return wrong;
  if (!told.cases.empty()) return fmt::format("reports_case {}: missing", told.cases.begin()->first.value);
  if (auto broken = check_steps(tx, told)) return broken;
  auto daily = all_daily(tx);
  std::erase_if(daily, [](const auto& item) { return item.second == 0; });
  if (daily != told.sums) {
    for (const auto& [key, amount] : told.sums)
      if (const auto it = daily.find(key); it == daily.end() || it->second != amount)
        return fmt::format("reports_daily unit {} day {} {}: says {}, the journal says {}", key.dimensions.unit.value, iso(key.day),
                           word(key.account), it == daily.end() ? 0 : it->second, amount);
    return std::string("reports_daily: rows the journal does not know");
  }
  auto half = all_half(tx), expected = halves_of(told.sums);
  std::erase_if(half, [](const auto& item) { return item.second == 0; });
  std::erase_if(expected, [](const auto& item) { return item.second == 0; });
  if (half != expected) return std::string("reports_half: differs from reports_daily");
  return std::nullopt;
}
}  // namespace

std::vector<store::Verifier> Reports::verifiers() const {
  return {{"reports: sums from the journal", check},
          {"reports: signed off", frozen_fault},
          {"reports: entered by units", [](store::ReadTx& tx) {
             return told_once_fault(tx, "form_entry", "reports_entry", all_entries(tx), entry_payload,
                                    [](const EntryRow& e) { return e.at; });
           }}};
}

}  // namespace motcua::reports
