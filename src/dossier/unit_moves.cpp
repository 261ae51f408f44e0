#include "dossier/unit_moves.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "dossier/inquiries.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/service.hpp"
#include "dossier/store_unit_moves.hpp"
#include "store/verify.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kObject = "dossier_merger", kMovedEvent = "dossier.unit_merged";
constexpr int kShown = 200, kBatch = 100;
constexpr std::chrono::days kOneDay{1};

std::string content_of(const MergerRecord& m, const std::vector<UnitPair>& pairs, const std::vector<MergerCase>& cases,
                       const std::vector<MergerRight>& rights) {
  JsonWriter j;
  j.begin_array().value(m.id).value(m.version).value(m.ended.value).value(to_number(m.on)).value(m.basis).value(m.made_by);
  j.value(to_us(m.made_at)).value(m.finished_at ? std::optional(to_us(*m.finished_at)) : std::nullopt).value(m.closing);
  for (const auto& p : pairs) j.begin_array().value(p.from.value).value(p.to.value).end_array();
  for (const auto& c : cases) {
    j.begin_array().value(c.dossier.value).value(c.state_words).value(c.holder).value(to_us(c.due_at)).value(c.from.value);
    j.value(c.to.value).value(to_us(c.at)).end_array();
  }
  for (const auto& r : rights)
    j.begin_array().value(r.seq).value(r.account.value).value(r.person).value(r.role).value(r.from.value).value(r.to.value).end_array();
  return web::sha256_hex(j.end_array().take());
}

Status journal(store::Tx& tx, const Actor& actor, const MergerRecord& m, std::string_view kind, std::int64_t seen, Instant now) {
  JsonWriter json;
  json.begin_object().field("by", actor.display_name).field("unit", m.ended.value).field("basis", m.basis);
  json.field("content", content_of(m, pairs_of(tx, m.id), merger_cases(tx, m.id), merger_rights(tx, m.id))).end_object();
  const auto payload = json.take();
  TRY(const auto seq, store::append(tx,
                                    {.object = kObject,
                                     .object_id = m.id,
                                     .at = now,
                                     .recorded_at = now,
                                     .actor = actor.account_id,
                                     .unit = actor.acting_unit().value,
                                     .kind = kind,
                                     .payload = payload},
                                    seen));
  (void)seq;
  return {};
}

// First day without the unit.
std::optional<Day> end_of(const identity::UnitTree& tree, UnitId unit) {
  const auto* u = tree.find(unit);
  return u ? u->span.to : std::nullopt;
}

// The unit whose end took this one with it: the highest above it that ended on the same day.
UnitId root_of(const identity::UnitTree& tree, UnitId unit, Day end) {
  auto root = unit;
  for (const auto above : tree.ancestors(unit, end - kOneDay))
    if (end_of(tree, above) == end) root = above;
  return root;
}

// Last numbers of the books of these desks.
std::string closing_of(const Dossiers::Impl& s, store::ReadTx& tx, const std::vector<UnitPair>& pairs, Day last) {
  std::string lines;
  const auto tree = s.identity.tree();
  for (const auto& c : counters(tx)) {
    if (c.scope != "receipt") continue;
    const auto dash = c.name.find('-');
    for (const auto& p : pairs)
      if (c.name.substr(0, dash) == std::to_string(p.from.value))
        lines +=
            fmt::format("Giấy tiếp nhận năm {} của {}: số cuối cùng {}.\n", c.name.substr(dash + 1), tree->name(p.from, last), c.value);
  }
  return lines;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}
}  // namespace

std::optional<UnitId> counterpart(const identity::UnitTree& tree, UnitId ended, Day day) {
  const auto end = end_of(tree, ended);
  if (!end) return std::nullopt;
  const auto successor = tree.successor(ended, day);
  if (!successor) return std::nullopt;
  const auto last = *end - kOneDay;
  const auto kind = tree.kind(ended, last);
  if (!kind || tree.kind(*successor, day) == kind || identity::kind_info(*kind).territorial) return successor;
  const auto home = tree.territory(*successor, day).value_or(*successor);
  const auto words = fold_words(tree.name(ended, last));
  std::optional<UnitId> best;
  int most = -1, equals = 0;
  for (const auto u : tree.within(home, day)) {
    if (tree.kind(u, day) != kind || tree.territory(u, day).value_or(home) != home) continue;
    int score = 0;
    for (const auto& w : fold_words(tree.name(u, day)))
      if (std::find(words.begin(), words.end(), w) != words.end()) ++score;
    equals = score == most ? equals + 1 : score > most ? 1 : equals;
    if (score > most) {
      most = score;
      best = u;
    }
  }
  return equals == 1 ? best : std::nullopt;
}

UnitMoves::UnitMoves(Dossiers& dossiers, identity::Accounts& accounts) : s_(inside(dossiers)), accounts_(accounts) {}

Status UnitMoves::require(const Actor& actor, UnitId ended) const {
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  const auto end = end_of(*tree, ended);
  const auto heirs = tree->successors(ended, today);
  const bool ours = std::any_of(heirs.begin(), heirs.end(), [&](UnitId u) { return actor.permits_in(identity::kIdentityManage, u); });
  if (!end || heirs.empty() || !ours)
    return errors::not_found("dossier.no_such_merger", "Không có đơn vị đã kết thúc này trong phạm vi quản trị của bạn.");
  if (*end > today)
    return errors::illegal_transition(
        "dossier.merger_to_come",
        fmt::format("Đơn vị này còn hoạt động đến hết ngày {}; bàn giao từ ngày {}.", vn_date(*end - kOneDay), vn_date(*end)));
  return {};
}

UnitMap UnitMoves::mapping(UnitId ended, const UnitMap& chosen) const {
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  const auto end = end_of(*tree, ended);
  UnitMap map;
  for (const auto u : tree->within(ended, *end - kOneDay)) {
    if (end_of(*tree, u) != end) continue;  // went on under another unit
    const auto by_hand = chosen.find(u);
    map[u] =
        by_hand != chosen.end() && tree->exists(by_hand->second, today) ? by_hand->second : counterpart(*tree, u, today).value_or(UnitId{});
  }
  return map;
}

std::vector<EndedUnit> UnitMoves::ended(const Actor& actor) {
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  std::vector<UnitCount> counts;
  std::vector<MergerRecord> made;
  s_.db.read([&](store::ReadTx& tx) {
    counts = open_by_holder_unit(tx);
    made = mergers(tx);
  });
  std::map<UnitId, EndedUnit> found;
  const auto add = [&](UnitId root, Day end) -> EndedUnit& {
    auto& e = found[root];
    if (e.unit) return e;
    std::string heirs;
    for (const auto u : tree->successors(root, today)) heirs += fmt::format("{}{}", heirs.empty() ? "" : ", ", tree->name(u, today));
    e = {root, std::string(tree->name(root, end - kOneDay)), heirs, end, 0, false};
    return e;
  };
  for (const auto& c : counts) {
    const auto end = end_of(*tree, c.unit);
    if (end && *end <= today) add(root_of(*tree, c.unit, *end), *end).open += c.open;
  }
  for (const auto& m : made)
    if (!m.finished_at) add(m.ended, m.on).begun = true;
  std::vector<EndedUnit> list;
  for (auto& [unit, e] : found)
    if (require(actor, unit)) list.push_back(std::move(e));
  return list;
}

Result<MergerView> UnitMoves::view(const Actor& actor, UnitId ended, const UnitMap& chosen) {
  TRY_VOID(require(actor, ended));
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  const auto end = *end_of(*tree, ended);
  const auto name_before = [&](UnitId u) { return std::string(tree->name(u, end - kOneDay)); };
  MergerView v;
  v.unit = ended;
  v.on = end;
  v.name = name_before(ended);
  for (const auto u : tree->successors(ended, today))
    v.receiver += fmt::format("{}{}", v.receiver.empty() ? "" : ", ", tree->name(u, today));
  return s_.db.read([&](store::ReadTx& tx) -> Result<MergerView> {
    const auto made = merger_of(tx, ended);
    if (made) {
      v.basis = made->basis;
      v.made_by = made->made_by;
      v.made_at = made->made_at;
      v.finished_at = made->finished_at;
    }
    std::vector<UnitPair> pairs;
    if (made) pairs = pairs_of(tx, made->id);
    if (!made)
      for (const auto& [from, to] : mapping(ended, chosen)) pairs.push_back({from, to});
    std::vector<UnitId> units;
    for (const auto& p : pairs) {
      units.push_back(p.from);
      v.units.push_back({p.from, p.to, name_before(p.from), p.to ? std::string(tree->name(p.to, today)) : std::string(), 0});
    }
    for (const auto& c : open_by_holder_unit(tx))
      for (auto& u : v.units)
        if (u.from == c.unit) u.open = c.open;
    if (made) {
      for (auto& c : merger_cases(tx, made->id)) {
        ++v.cases_total;
        v.cases.push_back({c.code, c.procedure, c.state_words, c.holder, name_before(c.from), s_.unit_name(c.to), c.due_at});
      }
      for (auto& r : merger_rights(tx, made->id))
        v.rights.push_back({r.account, r.person, r.role, name_before(r.from), s_.unit_name(r.to)});
    }
    if (!made || !made->finished_at) {
      const auto left = open_in(tx, units, 100'000);
      v.cases_total += static_cast<int>(left.size());
      for (const auto id : left) {
        if (static_cast<int>(v.cases.size()) >= kShown) break;
        const auto c = find_case(tx, id);
        if (!c) continue;
        const auto pair = std::find_if(v.units.begin(), v.units.end(), [&](const auto& u) { return u.from == c->holder_unit; });
        v.cases.push_back({c->code, c->procedure_name, label(c->state), c->holder_name, s_.unit_name(c->holder_unit),
                           pair == v.units.end() ? s_.unit_name(c->holder_unit) : pair->to_name, c->due_at});
      }
    }
    v.closing = split_lines(made && made->finished_at ? made->closing : closing_of(s_, tx, pairs, end - kOneDay));
    return v;
  });
}

Status UnitMoves::move_rights(const Actor& actor, std::int64_t merger, const UnitMap& map, Day on, std::string_view basis) {
  const auto system = s_.identity.system_actor();
  int seq = static_cast<int>(s_.db.read([&](store::ReadTx& tx) { return merger_rights(tx, merger); }).size());
  identity::AccountFilter filter;
  filter.day = on - kOneDay;
  filter.within = map.empty() ? UnitId{} : map.begin()->first;
  std::set<AccountId> seen;
  for (const auto& [from, to] : map) {
    if (!to) continue;
    filter.within = from;
    filter.limit = 500;
    for (const auto& account : accounts_.list(system, filter).rows) {
      if (!seen.insert(account.id).second) continue;
      const auto grants = accounts_.grants(account.id);
      for (const auto& g : grants) {
        const auto target = map.find(g.scope.unit);
        if (target == map.end() || !target->second || !g.span.covers(on - kOneDay)) continue;
        const bool has = std::any_of(grants.begin(), grants.end(), [&](const auto& other) {
          return other.role == g.role && other.scope.unit == target->second && (!other.span.to || *other.span.to > on);
        });
        if (has) continue;
        const auto done = accounts_.grant(system, account.id, g.role, {target->second, g.scope.subtree}, {on, g.span.to},
                                          fmt::format("Sắp xếp đơn vị: {}", basis));
        if (!done) return tl::make_unexpected(done.error());
        const MergerRight right{++seq,        account.id,    account.name, std::string(identity::role_info(g.role).title),
                                g.scope.unit, target->second};
        TRY_VOID(s_.db.write([&](store::Tx& tx) -> Status {
          insert(tx, merger, right);
          return {};
        }));
      }
    }
  }
  (void)actor;
  return {};
}

namespace {
// One dossier passes from unit to unit: held, settled and decided where the work is carried on; the running step begins anew there, so that
// nobody answers for the time of another.
Status pass_on(Work& w, const UnitMap& map, std::int64_t merger, std::string_view words) {
  const auto after = [&](UnitId u) {
    const auto found = map.find(u);
    return found == map.end() || !found->second ? u : found->second;
  };
  const bool running = is_open(w.c.state.biz);
  const auto from = w.c.holder_unit, to = after(from);
  MergerCase line{w.c.id, label(w.c.state), w.c.holder_name, w.c.due_at, from, to, w.now, {}, {}};
  const auto steps = steps_of(w.tx, w.c.id);
  const bool in_step = running && to != from && !steps.empty() && !steps.back().finished_at;
  if (in_step) w.end_step("sap-xep-don-vi");
  if (running) {
    w.c.settling_unit = after(w.c.settling_unit);
    w.c.competent_unit = after(w.c.competent_unit);
  }
  w.pass(to, w.c.holder, w.c.holder_name, true, words);
  if (in_step) w.begin_step_anew();
  insert(w.tx, merger, line);
  return w.record(kMovedEvent, {{"text", fmt::format("{}: từ {} sang {}", words, w.s.unit_name(from), w.s.unit_name(to))}});
}
}  // namespace

Result<int> UnitMoves::move_cases(const Actor& actor, std::int64_t merger, const UnitMap& map, std::string_view words) {
  std::vector<UnitId> units;
  for (const auto& [from, to] : map) units.push_back(from);
  int moved = 0;
  for (;;) {
    const auto ids = s_.db.read([&](store::ReadTx& tx) { return open_in(tx, units, kBatch); });
    if (ids.empty()) return moved;
    int now_moved = 0;
    for (const auto id : ids) {
      const auto before = s_.db.read([&](store::ReadTx& tx) { return find_case(tx, id); });
      if (!before) continue;
      TRY(const auto procedure, s_.version_of(*before));
      TRY(const auto calendar, s_.calendar_of(Dossiers::Impl::clock_unit(*before)));
      const auto done = s_.db.write([&](store::Tx& tx) -> Status {
        auto c = find_case(tx, id);
        if (!c || c->version != before->version) return {};  // somebody works on it: the next round takes it
        Work w(tx, s_, actor, *std::move(c), procedure, calendar, s_.clock.now());
        TRY_VOID(pass_on(w, map, merger, words));
        return w.save();
      });
      if (!done && done.error().code != Errc::conflict) return tl::make_unexpected(done.error());
      if (done) ++now_moved;
    }
    moved += now_moved;
    if (now_moved == 0) return moved;
  }
}

Result<MergerView> UnitMoves::apply(const Actor& actor, UnitId ended, const UnitMap& chosen, std::string_view basis_typed) {
  TRY_VOID(require(actor, ended));
  const auto tree = s_.identity.tree();
  const auto end = *end_of(*tree, ended);
  auto made = s_.db.read([&](store::ReadTx& tx) { return merger_of(tx, ended); });
  if (made && made->finished_at)
    return errors::illegal_transition("dossier.merger_done", fmt::format("Đã bàn giao xong lúc {}.", vn_datetime(*made->finished_at)));
  UnitMap map;
  if (!made) {
    map = mapping(ended, chosen);
    const auto basis = clean(basis_typed);
    std::vector<FieldError> wrong;
    if (basis.empty()) wrong.push_back({"can_cu", "Ghi nghị quyết, quyết định sắp xếp đơn vị."});
    for (const auto& [from, to] : map)
      if (!to)
        wrong.push_back(
            {fmt::format("dich_{}", from.value), fmt::format("Chọn đơn vị tiếp nhận việc của {}.", tree->name(from, end - kOneDay))});
    if (!wrong.empty()) return errors::invalid_fields("dossier.merger_incomplete", std::move(wrong));
    MergerRecord m{s_.ids.next(), 1, ended, end, basis, actor.display_name, s_.clock.now(), {}, {}};
    TRY_VOID(s_.db.write([&](store::Tx& tx) -> Status {
      insert(tx, m);
      for (const auto& [from, to] : map) insert_pair(tx, m.id, {from, to});
      return journal(tx, actor, m, "dossier_merger.begun", 0, m.made_at);
    }));
    made = m;
  } else {
    for (const auto& p : s_.db.read([&](store::ReadTx& tx) { return pairs_of(tx, made->id); })) map[p.from] = p.to;
  }
  // People first: who holds a dossier can go on with it where it lies afterwards.
  TRY_VOID(move_rights(actor, made->id, map, end, made->basis));
  TRY(const auto moved, move_cases(actor, made->id, map, fmt::format("Sắp xếp đơn vị ({})", made->basis)));
  (void)moved;
  std::vector<UnitId> units;
  for (const auto& [from, to] : map) units.push_back(from);
  TRY_VOID(s_.db.write([&](store::Tx& tx) -> Status {
    if (!open_in(tx, units, 1).empty()) return {};  // not all: begun again it goes on
    auto m = *made;
    m.version = 2;
    m.finished_at = s_.clock.now();
    m.closing = closing_of(s_, tx, pairs_of(tx, m.id), end - kOneDay);
    save(tx, m);
    return journal(tx, actor, m, "dossier_merger.finished", 1, *m.finished_at);
  }));
  return view(actor, ended);
}

Result<print::MergerForm> UnitMoves::protocol(const Actor& actor, UnitId ended) {
  TRY(const auto v, view(actor, ended));
  if (!v.made_at) return errors::illegal_transition("dossier.no_protocol_yet", "Chưa bàn giao nên chưa có biên bản.");
  print::MergerForm f;
  CaseRecord head_of;
  head_of.received_unit = v.units.empty() ? ended : v.units.front().to;
  head_of.competent_unit = s_.competent_of(head_of.received_unit, s_.identity.today());
  f.number = fmt::format("{}/BB-SX", ended.value % 100'000);
  f.head = letterhead_of(s_, head_of, f.number, day_of(*v.made_at));
  f.giver = v.name;
  f.receiver = v.receiver;
  f.on = v.on;
  f.basis = v.basis;
  f.made_at = *v.made_at;
  f.made_by = v.made_by;
  for (const auto& u : v.units) f.units.push_back({u.from_name, u.to_name});
  for (const auto& c : v.cases) f.cases.push_back({c.code, c.procedure, c.state_words, vn_datetime(c.due_at), c.holder, c.to_name});
  for (const auto& r : v.rights) f.rights.push_back({r.person, r.role_title, r.from_name, r.to_name});
  f.closing = v.closing;
  return f;
}

std::vector<store::Verifier> UnitMoves::verifiers() const {
  return {{"dossier: merged units", [](store::ReadTx& tx) -> std::optional<std::string> {
             std::map<std::int64_t, std::pair<std::int64_t, std::string>> told;
             (void)store::replay(tx, kObject, [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
               const auto json = Json::parse(rows.back().payload);
               told[id] = {rows.back().seq, json ? std::string((*json)["content"].text().value_or("")) : std::string()};
               return std::nullopt;
             });
             for (const auto& m : mergers(tx)) {
               const auto found = told.find(m.id);
               if (found == told.end() || found->second.first != m.version)
                 return fmt::format("dossier_merger {}: its version is not that of the journal", m.id);
               if (m.finished_at &&
                   found->second.second != content_of(m, pairs_of(tx, m.id), merger_cases(tx, m.id), merger_rights(tx, m.id)))
                 return fmt::format("dossier_merger {}: it or its lines are not what the journal says", m.id);
             }
             return std::nullopt;
           }}};
}

}  // namespace motcua::dossier
