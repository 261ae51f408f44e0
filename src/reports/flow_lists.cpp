// Dossiers behind the figures of work and flow: told anew by the same walk, so that a list is as long as its figure.
#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/fact_lists.hpp"
#include "reports/flow_parts.hpp"

namespace motcua::reports {

namespace {
// One row to be: the dossier and why it is in the list.
struct Hit {
  DossierId dossier{};
  std::string detail{};
};

void add_page(Listed& l, std::size_t found, std::size_t after, std::size_t limit) {
  l.figure = static_cast<std::int64_t>(found);
  if (after + limit < found) l.next = std::to_string(after + limit);
}

template <class T> std::span<const T> page_of(const std::vector<T>& all, std::size_t after, std::size_t limit) {
  const auto from = std::min(after, all.size());
  return std::span<const T>(all).subspan(from, std::min(limit, all.size() - from));
}

// Rows of cases for the page asked for.
void add_rows(Listed& l, store::ReadTx& tx, const identity::UnitTree& tree, catalog::Catalog& catalog, Day on, const std::vector<Hit>& hits,
              std::size_t after, std::size_t limit) {
  add_page(l, hits.size(), after, limit);
  const auto page = page_of(hits, after, limit);
  std::vector<DossierId> ids;
  for (const auto& h : page) ids.push_back(h.dossier);
  const auto cases = load_cases(tx, ids);
  for (const auto& h : page) {
    const auto found = cases.find(h.dossier);
    if (found == cases.end() || !found->second.row) continue;
    const auto& row = *found->second.row;
    std::string name = row.dimensions.procedure;
    if (const auto version = catalog.version(tx, row.version)) name = (*version)->name;
    l.rows.push_back({row.code, std::move(name), std::string(tree.name(row.dimensions.unit, on)), row.received_at, row.due_at, h.detail});
  }
}

std::string stay_words(const Stay& s, std::int64_t minutes) {
  return fmt::format("Từ {} đến {}: {}", vn_datetime(s.from), vn_datetime(s.to), minutes_words(minutes));
}

// What one dossier adds to the figure picked.
void add_stays(std::vector<Hit>& hits, std::span<const dossier::JournalMove> moves, const StayPick& pick,
               const calendar::WorkCalendar& calendar) {
  const auto id = moves.front().dossier;
  if (pick.kind == StayPick::Kind::back) {
    for (const auto& m : moves)
      if (goes_back(m) && label(m.from) == pick.state && label(m.to) == pick.back_to)
        hits.push_back({id, fmt::format("Quay về lúc {}{}{}", vn_datetime(m.at), m.reason.empty() ? "" : ": ", m.reason)});
    return;
  }
  std::vector<Stay> here;
  std::int64_t minutes = 0;
  for (const auto& s : stays_of(moves))
    if (label(s.state) == pick.state) {
      here.push_back(s);
      minutes += minutes_of(calendar, s);
    }
  if (pick.kind == StayPick::Kind::visits)
    for (const auto& s : here) hits.push_back({id, stay_words(s, minutes_of(calendar, s))});
  else if (here.size() > (pick.kind == StayPick::Kind::again ? 1U : 0U))
    hits.push_back({id, fmt::format("{} lượt, tổng cộng {}", here.size(), minutes_words(minutes))});
}
}  // namespace

Result<Listed> Flow::stay_list(const Actor& actor, const Question& q, const StayPick& pick, std::size_t after, std::size_t limit) {
  const auto narrow = reports_.narrow(actor, q);
  const auto now = clock_.now();
  const auto span = span_of(q, now);
  TRY(const auto calendar, dossiers_.calendar_of(q.unit));
  using Kind = StayPick::Kind;
  Listed l{.title = pick.kind == Kind::back ? fmt::format("Quay về: {}", pick.back_to) : pick.state,
           .rule = pick.kind == Kind::visits     ? "Mỗi lượt hồ sơ xong trong kỳ đã ở chặng này"
                   : pick.kind == Kind::dossiers ? "Hồ sơ xong trong kỳ đã qua chặng này"
                   : pick.kind == Kind::again    ? "Hồ sơ xong trong kỳ đã ở chặng này hơn một lần"
                                                 : fmt::format("Mỗi lần hồ sơ xong trong kỳ quay về từ: {}", pick.state),
           .counted = pick.kind == Kind::visits ? "lượt"
                      : pick.kind == Kind::back ? "lần"
                                                : "hồ sơ"};
  return db_.read([&](store::ReadTx& tx) {
    std::vector<Hit> hits;
    const auto ended = ended_cases(tx, narrow, span.from, span.to, std::nullopt, kMostCases);
    each_dossier_moves(tx, ended.latest, [&](std::span<const dossier::JournalMove> moves) { add_stays(hits, moves, pick, *calendar); });
    add_rows(l, tx, *identity_.tree(), catalog_, tree_day(q, now), hits, after, limit);
    return l;
  });
}

Result<Listed> Flow::delay_list(const Actor& actor, const Question& q, dossier::LateBy by, std::string_view name, std::size_t after,
                                std::size_t limit) {
  const auto narrow = reports_.narrow(actor, q);
  const auto now = clock_.now();
  const auto span = span_of(q, now);
  Listed l{.title = fmt::format("Chậm: {}", name), .rule = "Có kết quả quá hạn trong kỳ, có phần chậm ở đây"};
  return db_.read([&](store::ReadTx& tx) {
    std::vector<Hit> hits;
    const auto late = ended_cases(tx, narrow, span.from, span.to, Account::late, kMostLate).latest;
    for (const auto& [id, view] : lateness_.split_many(tx, late))
      for (const auto& s : dossier::sum_by(by, view.stretches, view.split))
        if (s.name == name) hits.push_back({id, fmt::format("Chậm ở đây {}", minutes_words(s.minutes))});
    add_rows(l, tx, *identity_.tree(), catalog_, tree_day(q, now), hits, after, limit);
    return l;
  });
}

Result<Listed> Flow::work_list(const Actor& actor, const Question& q, UnitId unit, AccountId officer, bool open, std::size_t after,
                               std::size_t limit) {
  const auto units = scope(actor, q);
  const auto now = clock_.now();
  const auto span = span_of(q, now);
  const auto on = tree_day(q, now);
  Listed l{.title = open ? "Đang giữ" : "Bước đã xong",
           .rule = open ? "Bước người này đang giữ" : "Bước người này làm xong trong kỳ",
           .counted = "bước"};
  return db_.read([&](store::ReadTx& tx) {
    const auto standards = standards_of(tx);
    std::vector<dossier::StepFact> steps;
    const auto take = [&](const dossier::StepFact& s) {
      if (s.unit == unit && s.holder == officer) steps.push_back(s);
    };
    if (open)
      dossier::each_step_running(tx, units, q.field, kMostSteps, take);
    else
      dossier::each_step_ended(tx, units, q.field, span.from, span.to, kMostSteps, take);
    if (!steps.empty()) l.title += ": " + steps.back().holder_name;
    add_page(l, steps.size(), after, limit);
    for (const auto& s : page_of(steps, after, limit))
      l.rows.push_back({s.code, s.procedure_name, std::string(identity_.tree()->name(s.unit, on)), s.started_at, s.due_at,
                        fmt::format("{}{}, {} phút định mức", s.name, s.finished_at ? ", xong " + vn_datetime(*s.finished_at) : "",
                                    vn_number(standards.minutes(s.unit, {s.procedure, s.step})))});
    return l;
  });
}

Result<Listed> Flow::paper_list(const Actor& actor, const Question& q, const PaperPick& pick, std::size_t after, std::size_t limit) {
  const auto units = scope(actor, q);
  const auto now = clock_.now();
  const auto span = span_of(q, now);
  const auto on = tree_day(q, now);
  const bool needless = pick.component.empty();
  Listed l{.title = pick.paper,
           .rule = needless ? "Tiếp nhận trong kỳ, giấy tờ này nộp thừa" : "Tiếp nhận trong kỳ, giấy tờ này phải bổ sung sau tiếp nhận"};
  return db_.read([&](store::ReadTx& tx) {
    const dossier::ListAsk ask{units, "", span.from, span.to, {}, kMostSteps};
    auto found = needless ? dossier::list_needless_papers(tx, ask, pick.procedure)
                          : dossier::list_missing_paper(tx, ask, pick.procedure, pick.component);
    if (needless) std::erase_if(found, [key = collation_key(pick.paper)](const auto& d) { return collation_key(d.detail) != key; });
    add_page(l, found.size(), after, limit);
    for (const auto& d : page_of(found, after, limit))
      l.rows.push_back({d.code, d.procedure_name, std::string(identity_.tree()->name(d.unit, on)), d.received_at, d.due_at, d.detail});
    return l;
  });
}

}  // namespace motcua::reports
