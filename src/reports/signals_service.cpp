// Signals as people work on them: lists, explanation, closing; and what `motcua verify` compares.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/json.hpp"
#include "identity/permissions.hpp"
#include "reports/signals.hpp"
#include "reports/store_signals.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"

namespace motcua::reports {

namespace {
struct Named {
  std::string_view word, label;
};
constexpr std::array<Named, 3> kStates{{{"open", "Chờ giải trình"}, {"explained", "Đã giải trình, chờ kết luận"}, {"closed", "Đã đóng"}}};
constexpr std::array<Named, 3> kOutcomes{
    {{"lawful", "Có lý do đúng quy định"}, {"mended", "Có thiếu sót, đã khắc phục"}, {"to_inspect", "Đưa vào kế hoạch kiểm tra"}}};
template <class E> std::optional<E> from_word(std::span<const Named> all, std::string_view word) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].word == word) return static_cast<E>(i);
  return std::nullopt;
}
constexpr std::size_t kLeastText = 10, kMostText = 4'000;
}  // namespace

std::string_view word(SignalState s) { return kStates[static_cast<std::size_t>(s)].word; }
std::string_view label(SignalState s) { return kStates[static_cast<std::size_t>(s)].label; }
std::optional<SignalState> signal_state_from(std::string_view w) { return from_word<SignalState>(kStates, w); }
std::string_view word(SignalOutcome o) { return kOutcomes[static_cast<std::size_t>(o)].word; }
std::string_view label(SignalOutcome o) { return kOutcomes[static_cast<std::size_t>(o)].label; }
std::optional<SignalOutcome> signal_outcome_from(std::string_view w) { return from_word<SignalOutcome>(kOutcomes, w); }

Signals::Signals(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog,
                 dossier::Dossiers& dossiers, Reports& reports)
    : db_(db), clock_(clock), identity_(identity), catalog_(catalog), dossiers_(dossiers), reports_(reports) {}

std::vector<UnitId> Signals::visible(const Actor& actor, UnitId below) const {
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  std::vector<UnitId> units;
  for (const auto& u : tree->units())
    if ((actor.is_system() || actor.permits_in(identity::kReportRead, u.id)) && (!below || tree->is_within(u.id, below, today)))
      units.push_back(u.id);
  return units;
}

SignalLine Signals::line_of(SignalRow row) const {
  SignalLine line;
  if (const auto* rule = signal_rule(row.rule, row.from)) line.title = rule->title;
  line.unit_name = identity_.tree()->name_then_and_now(row.unit, row.from, identity_.today());
  line.row = std::move(row);
  return line;
}

bool Signals::may_explain(const Actor& actor, UnitId unit) const {
  return actor.permits_in(identity::kReportMake, unit) || actor.permits_in(identity::kDossierAssign, unit) ||
         actor.permits_in(identity::kDossierAllocate, unit);
}

bool Signals::may_close(const Actor& actor, const SignalRow& row) const {
  return actor.permits_in(identity::kReportMake, row.unit) && actor.account() != row.explained_by;
}

namespace {
std::optional<std::pair<Instant, std::int64_t>> cursor_from(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t at = 0, id = 0;
  const auto read = [](std::string_view part, std::int64_t& n) {
    const auto [end, wrong] = std::from_chars(part.data(), part.data() + part.size(), n);
    return wrong == std::errc{} && end == part.data() + part.size();
  };
  if (!read(text.substr(0, dot), at) || !read(text.substr(dot + 1), id)) return std::nullopt;
  return std::pair{from_us(at), id};
}
}  // namespace

SignalPage Signals::list(const Actor& actor, const SignalFilter& filter) {
  const auto units = visible(actor, filter.unit);
  SignalPage page;
  db_.read([&](store::ReadTx& tx) {
    auto rows = signals_of(tx, units, filter, cursor_from(filter.after), filter.limit + 1);
    const bool more = static_cast<int>(rows.size()) > filter.limit;
    if (more) rows.pop_back();
    if (more) page.next = fmt::format("{}.{}", to_us(rows.back().found_at), rows.back().id);
    for (auto& r : rows) page.rows.push_back(line_of(std::move(r)));
    for (const auto& [state, count] : count_signals(tx, units, filter)) switch (state) {
        case SignalState::open: page.open = count; break;
        case SignalState::explained: page.explained = count; break;
        case SignalState::closed: page.closed = count; break;
      }
  });
  return page;
}

namespace {
tl::unexpected<Error> no_signal() {
  return errors::not_found("reports.no_signal", "Không có dấu hiệu này, hoặc dấu hiệu không thuộc phạm vi của bạn.");
}
}  // namespace

Result<SignalView> Signals::open(const Actor& actor, std::int64_t id, std::string_view after) {
  constexpr int kPage = 50;
  int seq = 0;
  std::from_chars(after.data(), after.data() + after.size(), seq);
  return db_.read([&](store::ReadTx& tx) -> Result<SignalView> {
    auto row = find_signal(tx, id);
    if (!row || !(actor.is_system() || actor.permits_in(identity::kReportRead, row->unit))) return no_signal();
    SignalView v;
    v.rule = signal_rule(row->rule, row->from);
    if (!v.rule) return no_signal();
    v.may_explain = row->state != SignalState::closed && may_explain(actor, row->unit);
    v.may_close = row->state != SignalState::closed && may_close(actor, *row);
    auto hits = hits_of(tx, id, seq, kPage + 1);
    if (static_cast<int>(hits.size()) > kPage) {
      hits.pop_back();
      v.next = std::to_string(hits.back().seq);
    }
    std::vector<DossierId> ids;
    for (const auto& h : hits) ids.push_back(h.hit.dossier);
    const auto cases = load_cases(tx, ids);
    for (auto& h : hits) {
      SignalCase c{.why = std::move(h.hit.why), .at = h.hit.at};
      if (const auto found = cases.find(h.hit.dossier); found != cases.end() && found->second.row) {
        c.code = found->second.row->code;
        if (const auto version = catalog_.version(tx, found->second.row->version)) c.procedure_name = (*version)->name;
        if (c.procedure_name.empty()) c.procedure_name = found->second.row->dimensions.procedure;
      }
      v.cases.push_back(std::move(c));
    }
    v.line = line_of(*std::move(row));
    return v;
  });
}

namespace {
Result<std::int64_t> write_on(store::Tx& tx, SignalRow& row, std::string_view kind, const Actor& actor, Instant now) {
  JsonWriter json;
  json.begin_object().field("by", actor.display_name).field("state", word(row.state)).field("explanation", row.explanation);
  json.field("outcome", row.outcome ? word(*row.outcome) : std::string_view{}).field("closing", row.closing).end_object();
  const auto payload = json.take();
  TRY(row.version, store::append(tx,
                                 {.object = "signal",
                                  .object_id = row.id,
                                  .at = now,
                                  .recorded_at = now,
                                  .actor = actor.account_id,
                                  .unit = actor.acting_unit().value,
                                  .kind = kind,
                                  .payload = payload},
                                 row.version));
  update(tx, row);
  return row.version;
}

Status check_text(std::string_view text, std::string_view field) {
  if (text.size() >= kLeastText && text.size() <= kMostText) return {};
  auto e = errors::invalid("reports.signal_text", "Ghi rõ vì sao, từ 10 đến 4.000 ký tự, để người khác đọc hiểu được.");
  e.value().fields.push_back({std::string(field), "Ghi rõ vì sao, từ 10 đến 4.000 ký tự."});
  return e;
}

tl::unexpected<Error> changed_meanwhile() {
  return errors::conflict("reports.signal_changed", "Người khác vừa ghi vào dấu hiệu này. Mở lại trang để xem rồi ghi tiếp.");
}
}  // namespace

Result<std::int64_t> Signals::explain(const Actor& actor, std::int64_t id, std::int64_t version, std::string_view text) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<std::int64_t> {
    auto row = find_signal(tx, id);
    if (!row || !actor.permits_in(identity::kReportRead, row->unit)) return no_signal();
    if (!may_explain(actor, row->unit))
      return errors::forbidden("reports.may_not_explain", "Lãnh đạo hoặc người kiểm soát thủ tục của đơn vị ghi giải trình.");
    if (row->state == SignalState::closed) return errors::conflict("reports.signal_closed", "Dấu hiệu đã đóng, không ghi thêm được.");
    if (row->version != version) return changed_meanwhile();
    TRY_VOID(check_text(text, "giai_trinh"));
    row->state = SignalState::explained;
    row->explanation = text;
    row->explained_at = now;
    row->explained_by = actor.account();
    row->explained_by_name = actor.display_name;
    return write_on(tx, *row, "reports.signal_explained", actor, now);
  });
}

Result<std::int64_t> Signals::close(const Actor& actor, std::int64_t id, std::int64_t version, SignalOutcome outcome,
                                    std::string_view text) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<std::int64_t> {
    auto row = find_signal(tx, id);
    if (!row || !actor.permits_in(identity::kReportRead, row->unit)) return no_signal();
    if (!may_close(actor, *row))
      return errors::forbidden("reports.may_not_close_signal", "Người kiểm soát thủ tục khác người giải trình mới được kết luận.");
    if (row->state == SignalState::closed) return errors::conflict("reports.signal_closed_twice", "Dấu hiệu đã đóng trước đó.");
    if (row->version != version) return changed_meanwhile();
    if (row->state == SignalState::open && outcome != SignalOutcome::to_inspect)
      return errors::invalid("reports.signal_unexplained",
                             "Đơn vị chưa giải trình. Chờ giải trình rồi kết luận, hoặc đưa vào kế hoạch kiểm tra.");
    TRY_VOID(check_text(text, "ket_luan"));
    row->state = SignalState::closed;
    row->outcome = outcome;
    row->closing = text;
    row->closed_at = now;
    row->closed_by_name = actor.display_name;
    return write_on(tx, *row, "reports.signal_closed", actor, now);
  });
}

namespace {
std::string text_of(const Json& json, std::string_view name) { return std::string(json[name].text().value_or("")); }

// A signal as its journal tells it; nothing when a row cannot be read.
std::optional<SignalRow> told_by(std::int64_t id, std::span<const store::JournalRow> rows) {
  SignalRow row{.id = id, .version = static_cast<std::int64_t>(rows.size())};
  for (const auto& r : rows) {
    const auto json = Json::parse(r.payload, {.bytes = 20'000'000});
    if (!json) return std::nullopt;
    if (r.seq == 1) {
      row.rule = text_of(*json, "rule");
      row.unit = {(*json)["unit"].integer().value_or(0)};
      row.from = parse_day(text_of(*json, "from")).value_or(Day{});
      row.to = parse_day(text_of(*json, "to")).value_or(Day{});
      row.hits = (*json)["hits"].integer().value_or(0);
      row.population = (*json)["population"].integer().value_or(0);
      row.evidence = text_of(*json, "evidence");
      row.chance = text_of(*json, "chance");
      row.found_at = r.at;
      continue;
    }
    const auto state = signal_state_from(text_of(*json, "state"));
    if (!state) return std::nullopt;
    row.state = *state;
    row.explanation = text_of(*json, "explanation");
    row.outcome = signal_outcome_from(text_of(*json, "outcome"));
    row.closing = text_of(*json, "closing");
    if (*state == SignalState::closed) {
      row.closed_at = r.at;
      row.closed_by_name = text_of(*json, "by");
    } else {
      row.explained_at = r.at;
      row.explained_by = {r.actor};
      row.explained_by_name = text_of(*json, "by");
    }
  }
  return row;
}

bool same_cases(store::ReadTx& tx, std::int64_t id, const store::JournalRow& first) {
  const auto json = Json::parse(first.payload, {.bytes = 20'000'000});
  if (!json) return false;
  const auto told = (*json)["cases"].elements();
  const auto stored = hits_of(tx, id, 0, INT32_MAX);
  if (told.size() != stored.size()) return false;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto& [seq, hit] = stored[i];
    if (seq != static_cast<int>(i) + 1 || told[i]["dossier"].integer() != hit.dossier.value || told[i]["at"].integer() != to_us(hit.at) ||
        told[i]["why"].text().value_or("") != hit.why)
      return false;
  }
  return true;
}

std::optional<std::string> signal_fault(store::ReadTx& tx) {
  std::map<std::int64_t, SignalRow> stored;
  each_signal(tx, [&](const SignalRow& row) { stored[row.id] = row; });
  std::size_t seen = 0;
  auto wrong = store::replay(tx, "signal", [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
    ++seen;
    const auto it = stored.find(id);
    if (it == stored.end()) return fmt::format("reports_signal {}: missing", id);
    if (told_by(id, rows) != it->second) return fmt::format("reports_signal {}: differs from the journal", id);
    if (!same_cases(tx, id, rows.front())) return fmt::format("reports_signal_case of {}: differs from what was found", id);
    return std::nullopt;
  });
  if (!wrong && seen != stored.size()) wrong = "reports_signal: rows the journal does not know";
  return wrong;
}
}  // namespace

std::vector<store::Verifier> Signals::verifiers() const { return {{"reports: signals", signal_fault}}; }

}  // namespace motcua::reports
