// Finding signals: each rule looks at one window of the record.
#include "reports/signals.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/json.hpp"
#include "base/numbers.hpp"
#include "dossier/facts.hpp"
#include "dossier/moves.hpp"
#include "reports/store_signals.hpp"
#include "store/journal.hpp"
#include "store/lease.hpp"
#include "store/seal.hpp"

namespace motcua::reports {

using std::chrono::days;

namespace {
bool is_online(dossier::Channel c) { return c != dossier::Channel::counter && c != dossier::Channel::post; }

Instant start_of(Day day) { return to_instant(LocalTime{day}); }

// "hh:mm ngày dd/mm/yyyy"
std::string at_words(Instant t) { return vn_datetime(t); }
}  // namespace

// What one unit shows in a window.
struct Signals::Found {
  UnitId unit{};
  std::int64_t population = 0, hits = 0;
  double chance = 0;
  std::string evidence{};
  std::vector<SignalHit> cases{};
};

// The calendars of the units a round meets. One is read in a transaction of its own, so a look that misses some names them and looks again.
struct Signals::Calendars {
  std::map<UnitId, calendar::CalendarPtr> loaded{};
  std::set<UnitId> wanted{};
};

// One look of one rule. Collects by unit, then weighs.
struct Signals::Look {
  const Signals& s;
  store::ReadTx& tx;
  const SignalRule& rule;
  Instant from, to;

  struct Sum {
    std::int64_t population = 0;
    std::vector<SignalHit> hits{};
  };
  Calendars& calendars;
  std::map<UnitId, Sum> units{};

  calendar::CalendarPtr calendar_of(UnitId unit) {
    const auto known = calendars.loaded.find(unit);
    if (known != calendars.loaded.end()) return known->second;
    calendars.wanted.insert(unit);
    return {};
  }

  void entered_after_hours() {
    each_entered(tx, from, to, [&](const CaseRow& c) {
      if (is_online(c.dimensions.channel)) return;
      auto& sum = units[c.dimensions.place];
      ++sum.population;
      const auto calendar = calendar_of(c.dimensions.place);
      const auto day = day_of(c.received_recorded);
      if (!calendar || !calendar->covers(day)) return;
      const auto opening = calendar->opening(day), closing = calendar->closing(day);
      if (opening && closing && c.received_recorded >= *opening && c.received_recorded <= *closing) return;
      if (calendar->is_open(c.received_recorded)) return;  // an evening session of the desk
      sum.hits.push_back({c.dossier, c.received_recorded,
                          closing ? fmt::format("Ghi vào hệ thống lúc {}, ngoài giờ làm việc", at_words(c.received_recorded))
                                  : fmt::format("Ghi vào hệ thống lúc {}, ngày nghỉ", at_words(c.received_recorded))});
    });
  }
  void settled_at_once() {
    each_settled(tx, from, to, [&](const CaseRow& c) {
      auto& sum = units[c.dimensions.unit];
      ++sum.population;
      if (c.outcome == Account::withdrawn || c.outcome == Account::stopped) return;
      if (*c.closed_recorded - c.received_recorded > std::chrono::minutes{rule.span_minutes}) return;
      sum.hits.push_back({c.dossier, *c.closed_recorded,
                          fmt::format("Ghi nhận và ghi có kết quả cách nhau {} giây, lúc {}",
                                      std::chrono::duration_cast<std::chrono::seconds>(*c.closed_recorded - c.received_recorded).count(),
                                      at_words(*c.closed_recorded))});
    });
  }
  void settled_in_last_hour() {
    each_settled(tx, from, to, [&](const CaseRow& c) {
      if (c.outcome == Account::withdrawn || c.outcome == Account::stopped) return;
      auto& sum = units[c.dimensions.unit];
      ++sum.population;
      const auto left = c.due_at - *c.closed_at;
      if (left < std::chrono::minutes{0} || left > std::chrono::minutes{rule.span_minutes}) return;
      sum.hits.push_back(
          {c.dossier, *c.closed_at, fmt::format("Có kết quả lúc {}, hẹn trả {}", at_words(*c.closed_at), at_words(c.due_at))});
    });
  }
  void online_by_desk() {
    each_entered(tx, from, to, [&](const CaseRow& c) {
      if (!is_online(c.dimensions.channel)) return;
      auto& sum = units[c.dimensions.place];
      ++sum.population;
      const auto moves = dossier::moves_of(tx, c.dossier);
      if (moves.empty()) return;
      const auto& first = moves.front();
      const bool came_as_received =
          first.moves && (first.to.biz == dossier::BizState::received || first.to.biz == dossier::BizState::in_process);
      if (!came_as_received && (!first.actor || first.actor != c.received_by)) return;
      sum.hits.push_back(
          {c.dossier, c.received_recorded,
           fmt::format("Kênh “{}” nhưng do người tiếp nhận nhập lúc {}", label(c.dimensions.channel), at_words(c.received_recorded))});
    });
  }
  void entered_later() {
    each_entered(tx, from, to, [&](const CaseRow& c) {
      auto& sum = units[c.dimensions.place];
      ++sum.population;
      if (c.received_recorded - c.received_at <= std::chrono::minutes{rule.span_minutes}) return;
      sum.hits.push_back({c.dossier, c.received_recorded,
                          fmt::format("Nhận {}, ghi vào hệ thống {}", at_words(c.received_at), at_words(c.received_recorded))});
    });
  }

  // Pauses of the window with the dossier as it stood then.
  void pauses_with(const std::function<void(const PauseRow&, const Case&, Sum&)>& visit) {
    const auto rows = pauses(tx, from, to);
    std::vector<DossierId> ids;
    for (const auto& p : rows) ids.push_back(p.dossier);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const auto cases = load_cases(tx, ids);
    for (const auto& p : rows) {
      const auto found = cases.find(p.dossier);
      if (found == cases.end() || !found->second.row) continue;
      auto& sum = units[found->second.row->dimensions.unit];
      ++sum.population;
      visit(p, found->second, sum);
    }
  }
  void paused_near_due() {
    pauses_with([&](const PauseRow& p, const Case& c, Sum& sum) {
      std::vector<Step> before;
      for (const auto& step : c.plain_steps())
        if (step.seq < p.seq) before.push_back(step);
      const auto due = ends(before).due_at;
      const auto calendar = calendar_of(c.row->dimensions.unit);
      if (!calendar || due < p.at || !calendar->covers(due)) return;
      const auto left = calendar->working_minutes(p.at, due);
      if (left > rule.span_minutes) return;
      // A term that was short from the start is no term run down.
      if (calendar->working_minutes(c.row->received_at, due) <= 2L * rule.span_minutes) return;
      sum.hits.push_back({p.dossier, p.at, fmt::format("Dừng chờ bổ sung lúc {}, khi đó hẹn trả {}", at_words(p.at), at_words(due))});
    });
  }
  void paused_without_letter() {
    std::vector<std::pair<PauseRow, UnitId>> all;
    std::vector<DossierId> ids;
    pauses_with([&](const PauseRow& p, const Case& c, Sum&) {
      all.emplace_back(p, c.row->dimensions.unit);
      ids.push_back(p.dossier);
    });
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::multimap<DossierId, dossier::PauseLetter> letters;
    dossier::each_pause_letter(tx, ids, [&](const dossier::PauseLetter& l) { letters.emplace(l.dossier, l); });
    for (const auto& [p, unit] : all) {
      const auto calendar = calendar_of(unit);
      const auto until = calendar ? calendar->add_working_minutes(p.at, rule.span_minutes) : std::nullopt;
      if (!until) continue;
      const auto [first, last] = letters.equal_range(p.dossier);
      const bool told = std::any_of(first, last, [&, pause = p](const auto& l) {
        const auto sent = l.second.sent_at;
        return sent && *sent <= *until && l.second.asked_at >= pause.at - days{1};
      });
      if (!told)
        units[unit].hits.push_back(
            {p.dossier, p.at, fmt::format("Dừng lúc {}, đến {} chưa có phiếu nào được gửi", at_words(p.at), at_words(*until))});
    }
  }

  std::vector<Found> weighed(bool together) {
    std::vector<Found> found;
    for (auto& [unit, sum] : units) {
      std::stable_sort(sum.hits.begin(), sum.hits.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
      const auto hits = static_cast<std::int64_t>(sum.hits.size());
      const auto dense = together ? densest(sum.hits, rule.span_minutes) : hits;
      if (dense < rule.least || !stands_out(rule, hits, sum.population)) continue;
      Found f{.unit = unit, .population = sum.population, .hits = hits};
      f.chance = chance_of(hits, sum.population, rule.usual_permille / 1000.0);
      f.evidence = fmt::format("{} trên {} trường hợp", vn_number(hits), vn_number(sum.population));
      if (together) f.evidence += fmt::format("; nhiều nhất {} hồ sơ trong vòng {} phút", vn_number(dense), rule.span_minutes);
      f.evidence += ".";
      f.cases = std::move(sum.hits);
      found.push_back(std::move(f));
    }
    return found;
  }

  // Half-months of a calendar month.
  std::pair<std::int64_t, std::int64_t> halves() const { return {half_of(day_of(from)), half_of(day_of(from)) + 2}; }

  std::vector<Found> silent_units() {
    const auto [first, last] = halves();
    const auto tree = s.identity_.tree();
    const auto on = day_of(from);
    const auto last_day = day_of(to) - days{1};
    std::map<UnitId, std::int64_t> received;
    for (const auto u : units_ever(tx, first))
      if (tree->exists(u, on) && tree->exists(u, last_day)) received[u];
    for (const auto& r : received_by_unit(tx, first, last))
      if (const auto it = received.find(r.unit); it != received.end()) it->second += r.count;
    std::vector<Found> found;
    for (const auto& [unit, count] : received) {
      if (count > 0) continue;
      std::vector<std::int64_t> peers;
      for (const auto& [other, n] : received)
        if (other != unit && tree->level(other, on) == tree->level(unit, on)) peers.push_back(n);
      if (peers.empty()) continue;
      std::nth_element(peers.begin(), peers.begin() + static_cast<std::ptrdiff_t>(peers.size() / 2), peers.end());
      const auto median = peers[peers.size() / 2];
      if (!silence_stands_out(rule, static_cast<double>(median))) continue;
      found.push_back({.unit = unit,
                       .population = median,
                       .hits = 0,
                       .chance = std::exp(-static_cast<double>(median)),
                       .evidence = fmt::format("Không ghi nhận hồ sơ nào; một nửa trong {} đơn vị cùng cấp ghi nhận từ {} hồ sơ trở lên.",
                                               peers.size(), vn_number(median))});
    }
    return found;
  }
  std::vector<Found> offline_units() {
    const auto [first, last] = halves();
    struct Counts {
      std::int64_t all = 0, online = 0;
    };
    std::map<UnitId, Counts> by_unit;
    Counts total;
    for (const auto& r : received_by_unit(tx, first, last)) {
      by_unit[r.unit].all += r.count;
      total.all += r.count;
      if (!is_online(r.channel)) continue;
      by_unit[r.unit].online += r.count;
      total.online += r.count;
    }
    std::vector<Found> found;
    for (const auto& [unit, c] : by_unit) {
      const auto others = total.all - c.all;
      if (c.online > 0 || c.all == 0 || others == 0) continue;
      const auto share = static_cast<double>(total.online) / static_cast<double>(others);
      if (!none_stands_out(rule, c.all, share)) continue;
      found.push_back({.unit = unit,
                       .population = c.all,
                       .hits = 0,
                       .chance = std::pow(1 - share, static_cast<double>(c.all)),
                       .evidence = fmt::format("{} hồ sơ, không có hồ sơ trực tuyến; ở các đơn vị khác {} hồ sơ nộp trực tuyến.",
                                               vn_number(c.all), vn_percent(total.online, others))});
    }
    return found;
  }
  std::vector<Found> register_gaps() {
    struct Book {
      std::vector<std::int64_t> numbers;
    };
    std::map<std::pair<UnitId, std::string>, Book> books;
    dossier::each_register_number(tx, from, to, [&](const dossier::RegisterNumber& n) {
      std::int64_t number = 0;
      for (const char c : n.number) {
        if (c < '0' || c > '9' || number > 100'000'000) return;
        number = number * 10 + (c - '0');
      }
      books[{n.unit, n.volume}].numbers.push_back(number);
    });
    std::map<UnitId, Found> found;
    for (const auto& [key, book] : books) {
      const auto gaps = gaps_of(book.numbers);
      if (gaps.missing == 0) continue;
      auto& f = found[key.first];
      f.unit = key.first;
      f.hits += gaps.missing;
      f.population += static_cast<std::int64_t>(book.numbers.size()) + gaps.missing;
      f.evidence += fmt::format("{}Quyển {}: không có số {}.", f.evidence.empty() ? "" : " ",
                                key.second.empty() ? "(không ghi)" : key.second, gaps.words);
    }
    std::vector<Found> list;
    for (auto& [unit, f] : found)
      if (f.hits >= rule.least) list.push_back(std::move(f));
    return list;
  }
};

std::vector<Signals::Found> Signals::look(const SignalRule& rule, const WindowDays& window, Calendars& calendars) const {
  for (;;) {
    auto found = db_.read([&](store::ReadTx& tx) { return look(tx, rule, window, calendars); });
    if (calendars.wanted.empty()) return found;
    for (const auto unit : std::exchange(calendars.wanted, {})) calendars.loaded[unit] = dossiers_.calendar_of(unit).value_or(nullptr);
  }
}

std::vector<Signals::Found> Signals::look(store::ReadTx& tx, const SignalRule& rule, const WindowDays& window, Calendars& calendars) const {
  Look l{*this, tx, rule, start_of(window.from), start_of(window.to + days{1}), calendars};
  if (rule.key == "nhap-don") return l.entered_after_hours(), l.weighed(true);
  if (rule.key == "cung-phut") return l.settled_at_once(), l.weighed(false);
  if (rule.key == "gio-chot") return l.settled_in_last_hour(), l.weighed(true);
  if (rule.key == "truc-tuyen-quay") return l.online_by_desk(), l.weighed(false);
  if (rule.key == "ghi-lui") return l.entered_later(), l.weighed(false);
  if (rule.key == "bo-sung-sat-han") return l.paused_near_due(), l.weighed(false);
  if (rule.key == "dung-khong-phieu") return l.paused_without_letter(), l.weighed(false);
  if (rule.key == "khong-ho-so") return l.silent_units();
  if (rule.key == "khong-truc-tuyen") return l.offline_units();
  ensure(rule.key == "so-giay", "every rule of the data is looked at");
  return l.register_gaps();
}

int Signals::keep(const SignalRule& rule, const WindowDays& window, const std::vector<Found>& found) {
  const auto now = clock_.now();
  int kept = 0;
  const auto done = db_.write([&](store::Tx& tx) -> Status {
    kept = 0;
    for (const auto& f : found) {
      if (signal_known(tx, rule.key, f.unit, window.from)) continue;
      SignalRow row{.id = identity_.ids().next(),
                    .rule = rule.key,
                    .unit = f.unit,
                    .from = window.from,
                    .to = window.to,
                    .population = f.population,
                    .hits = f.hits,
                    .chance = rule.usual_permille == 0 && f.hits > 0 ? std::string{} : chance_words(f.chance),
                    .evidence = f.evidence,
                    .state = SignalState::open,
                    .found_at = now};
      JsonWriter json;
      json.begin_object().field("rule", row.rule).field("unit", row.unit.value).field("from", iso(row.from)).field("to", iso(row.to));
      json.field("hits", row.hits).field("population", row.population).field("evidence", row.evidence).field("chance", row.chance);
      json.field("least", rule.least).field("usual", rule.usual_permille).field("rarer", rule.chance_permille).key("cases").begin_array();
      for (const auto& hit : f.cases)
        json.begin_object().field("dossier", hit.dossier.value).field("at", to_us(hit.at)).field("why", hit.why).end_object();
      json.end_array().end_object();
      const auto payload = json.take();
      TRY(row.version, store::append(tx,
                                     {.object = "signal",
                                      .object_id = row.id,
                                      .at = now,
                                      .recorded_at = now,
                                      .actor = 0,
                                      .unit = 0,
                                      .kind = "reports.signal_found",
                                      .payload = payload},
                                     0));
      insert(tx, row);
      int seq = 0;
      for (const auto& hit : f.cases) insert_case(tx, row.id, ++seq, hit);
      ++kept;
    }
    set_looked_upto(tx, rule.key, window.to);
    return {};
  });
  return done ? kept : 0;
}

SignalRound Signals::round(std::string_view owner, int most) {
  SignalRound r;
  const auto now = clock_.now();
  if (!store::try_acquire_lease(db_, "reports.signals", owner, now, now + std::chrono::minutes(10))) return r;
  reports_.fold();
  const auto settled = store::settled_journal_id(db_);
  const auto [folded, first] = db_.read([](store::ReadTx& tx) { return std::pair{watermark(tx), first_entered(tx)}; });
  // Rows of an ended window were recorded before now; an hour covers those whose transaction took long.
  const auto last = day_of(now - std::chrono::hours{1});
  if (folded >= settled && first) {
    Calendars calendars;
    for (const auto& rule : signal_rules()) {
      const auto upto = db_.read([&](store::ReadTx& tx) { return looked_upto(tx, rule.key); });
      auto window = window_of(rule.window, std::max(upto ? *upto + days{1} : day_of(*first), rule.from));
      for (int i = 0; i < most && window.to + days{rule.wait_days} < last && (!rule.until || window.from <= *rule.until); ++i) {
        const auto found = look(rule, window, calendars);
        r.found += keep(rule, window, found);
        ++r.windows;
        window = window_of(rule.window, window.to + days{1});
      }
    }
  }
  store::release_lease(db_, "reports.signals", owner);
  return r;
}

}  // namespace motcua::reports
