// For tests: random lives of dossiers, and what a period counts of each by a decision tree of its own (that of OpenCPS, one-stop mechanism
// §11.5), written from the events of the life and not from the ledger.
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "reports/cases.hpp"

namespace motcua::reports::testing {

using namespace std::chrono_literals;

struct Event {
  enum class Kind : std::uint8_t { pause, resume, extend, settle, withdraw, stop, give, note, take } kind{};
  Instant at;
  std::optional<Instant> due;
  Hands hands{};  // of take
};
struct Life {
  std::int64_t id{};
  Instant received_at, recorded_at, due;
  dossier::Channel channel{};
  std::string field, procedure;
  UnitId unit;
  std::vector<Event> events;
  UnitId place{};  // 0: the unit
};

inline Instant noon(Day d) { return to_instant(LocalTime{d}) + 12h; }

// Something like the real spread: most are settled in days, some wait for papers, some are late, withdrawn, stopped or never end.
inline Life random_life(std::mt19937_64& random, std::int64_t id, Day first, int days) {
  const auto roll = [&](int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); };
  Life l;
  l.id = id;
  l.received_at = to_instant(LocalTime{first + std::chrono::days{roll(days)}}) + std::chrono::minutes{450 + roll(540)};
  l.recorded_at = roll(10) == 0 ? l.received_at + std::chrono::hours{1 + roll(24 * 25)} : l.received_at;
  l.due = noon(day_of(l.received_at) + std::chrono::days{1 + roll(30)}) + 5h;
  l.channel = static_cast<dossier::Channel>(roll(6));
  auto at = l.recorded_at;
  bool paused = false;
  for (int i = roll(5); i > 0; --i) {
    at += std::chrono::minutes{1 + roll(60 * 24 * 12)};
    if (paused) {
      l.events.push_back({Event::Kind::resume, at, noon(day_of(at) + std::chrono::days{roll(20)}) + 5h});
      paused = false;
    } else if (const int what = roll(4); what == 0) {
      l.events.push_back({Event::Kind::extend, at, noon(day_of(at) + std::chrono::days{roll(15)}) + 5h});
    } else if (what == 1) {
      l.events.push_back({Event::Kind::note, at, {}});
    } else {
      l.events.push_back({Event::Kind::pause, at, {}});
      paused = true;
    }
  }
  const int end = roll(20);
  if (end == 0) return l;  // never ends
  at += std::chrono::minutes{1 + roll(60 * 24 * 15)};
  if (end == 1) {
    l.events.push_back({Event::Kind::withdraw, at, {}});
  } else if (end == 2) {
    l.events.push_back({Event::Kind::stop, at, {}});
  } else {
    if (paused) {
      l.events.push_back({Event::Kind::resume, at, noon(day_of(at) + std::chrono::days{1 + roll(5)}) + 5h});
      at += std::chrono::minutes{1 + roll(60 * 24 * 8)};
    }
    // Now and then at the very moment it is due.
    auto due = l.due;
    for (const auto& e : l.events)
      if (e.due) due = *e.due;
    if (roll(8) == 0 && due > at) at = due;
    l.events.push_back({Event::Kind::settle, at, {}});
    if (roll(3) != 0) l.events.push_back({Event::Kind::give, at + std::chrono::minutes{1 + roll(60 * 24 * 40)}, {}});
  }
  return l;
}

// People take the dossier into their hands now and then, most soon after it came.
inline void take_into_hands(std::mt19937_64& random, Life& l, std::span<const Hands> people) {
  std::vector<Event> events;
  auto at = l.recorded_at;
  const auto take = [&] { events.push_back({Event::Kind::take, at, {}, people[random() % people.size()]}); };
  if (random() % 10 != 0) take();
  for (auto& e : l.events) {
    at = e.at;
    events.push_back(std::move(e));
    if (random() % 4 == 0) take();
  }
  l.events = std::move(events);
}

// The hands a life ended in, or is in: what came after its end changes nothing.
inline Hands hands_of(const Life& l) {
  Hands hands;
  for (const auto& e : l.events) {
    if (e.kind == Event::Kind::settle || e.kind == Event::Kind::withdraw || e.kind == Event::Kind::stop) break;
    if (e.kind == Event::Kind::take) hands = e.hands;
  }
  return hands;
}

// ---- the oracle -----------------------------------------------------------------------------------------------------------------------

enum class Seen : std::uint8_t { nothing, waiting, processing, overdue };
struct Verdict {
  bool received = false, carried = false;  // in the period; before it and not done when it began
  std::optional<Account> released;         // in the period
  Seen at_end = Seen::nothing;
};

inline Verdict judge(const Life& l, Instant from, Instant to) {
  Verdict v;
  if (l.received_at >= to) return v;
  // Release, whenever it was.
  std::optional<Instant> released;
  Account how{};
  auto due = l.due;
  for (const auto& e : l.events) {
    if (released) break;
    if (e.due) due = *e.due;
    if (e.kind == Event::Kind::settle) {
      released = e.at;
      how = e.at > due ? Account::late : day_of(e.at) < day_of(due) ? Account::early : Account::on_time;
    }
    if (e.kind == Event::Kind::withdraw) released = e.at, how = Account::withdrawn;
    if (e.kind == Event::Kind::stop) released = e.at, how = Account::stopped;
  }
  if (released && *released < from) return v;  // done before: not of this period
  if (l.received_at >= from)
    v.received = true;
  else
    v.carried = true;
  if (released && *released < to) {
    v.released = how;
    return v;
  }
  auto due_then = l.due;
  bool waiting = false;
  for (const auto& e : l.events) {
    if (e.at >= to) break;
    if (e.due) due_then = *e.due;
    if (e.kind == Event::Kind::pause) waiting = true;
    if (e.kind == Event::Kind::resume) waiting = false;
  }
  v.at_end = waiting ? Seen::waiting : due_then < to ? Seen::overdue : Seen::processing;
  return v;
}

// ---- as rows of a journal
// ----------------------------------------------------------------------------------------------------------------

struct Row {
  Instant at, recorded_at;
  std::string kind, payload;
  Hands hands{};  // whose row it is
};

inline std::vector<Row> journal_rows(const Life& l) {
  std::vector<Row> rows;
  JsonWriter first;
  first.begin_object().field("by", "Người thử").field("code", "H20.39.5-" + std::to_string(l.id)).field("t", "T6");
  first.field("action", "accept_at_desk");
  first.key("from").begin_array().value("none").value("none").end_array();
  first.key("to").begin_array().value("received").value("none").end_array();
  first.field("procedure", l.procedure)
      .field("version", 0)
      .field("field", l.field)
      .field("received_unit", (l.place ? l.place : l.unit).value);
  first.field("competent_unit", l.unit.value).field("channel", dossier::word(l.channel)).field("due_at", to_us(l.due)).end_object();
  rows.push_back({l.received_at, l.recorded_at, "dossier.accepted", first.take()});
  std::string from = "received";
  for (const auto& e : l.events) {
    JsonWriter json;
    json.begin_object().field("by", "Người thử").field("code", "H20.39.5-" + std::to_string(l.id));
    const auto move = [&](std::string_view action, std::string to) {
      json.field("action", action);
      json.key("from").begin_array().value(from).value("none").end_array();
      json.key("to").begin_array().value(to).value("none").end_array();
      from = std::move(to);
    };
    switch (e.kind) {
      case Event::Kind::pause: move("ask_supplement", "supplement"); break;
      case Event::Kind::resume: move("confirm_supplement", "in_process"); break;
      case Event::Kind::extend: move("extend", "in_process"); break;
      case Event::Kind::settle: move("mark_ready", "done"); break;
      case Event::Kind::withdraw: move("grant_withdrawal", "withdrawn"); break;
      case Event::Kind::stop: move("stop", "stopped"); break;
      case Event::Kind::give: move("return_result", "returned"); break;
      case Event::Kind::note:
      case Event::Kind::take: break;
    }
    if (e.due) json.field("due_at", std::to_string(to_us(*e.due)));
    json.end_object();
    rows.push_back({e.at, e.at, e.kind == Event::Kind::take ? "dossier.drafted" : "dossier.event", json.take(), e.hands});
  }
  return rows;
}

inline std::vector<Step> steps_of(const Life& l) {
  std::vector<Step> steps{{1, l.received_at, l.recorded_at, Effect::opened, l.due}};
  for (const auto& e : l.events) {
    const auto seq = steps.back().seq + 1;
    switch (e.kind) {
      case Event::Kind::pause: steps.push_back({seq, e.at, e.at, Effect::paused, e.due}); break;
      case Event::Kind::resume: steps.push_back({seq, e.at, e.at, Effect::resumed, e.due}); break;
      case Event::Kind::extend: steps.push_back({seq, e.at, e.at, Effect::due_changed, e.due}); break;
      case Event::Kind::settle: steps.push_back({seq, e.at, e.at, Effect::settled, e.due}); break;
      case Event::Kind::withdraw: steps.push_back({seq, e.at, e.at, Effect::withdrawn, e.due}); break;
      case Event::Kind::stop: steps.push_back({seq, e.at, e.at, Effect::stopped, e.due}); break;
      case Event::Kind::give: steps.push_back({seq, e.at, e.at, Effect::returned, e.due}); break;
      case Event::Kind::note:
      case Event::Kind::take: break;
    }
  }
  return steps;
}

}  // namespace motcua::reports::testing
