// A small model of a dossier's way, written from the specification of the one-stop mechanism and not from the program: who may do what
// in which state, what it leads to, how the clock runs. The random walk compares the program with it. Tests only.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace motcua::dossier::walk {

using std::chrono::days;
using std::chrono::minutes;

// ---- the calendar of the walk: Monday to Friday, two days off, sessions end at 17:00 ----
inline bool works(Day d) {
  static const std::set<Day> kOff{parse_day("2026-11-24").value(), parse_day("2027-01-01").value()};
  const std::chrono::weekday w{d};
  return w != std::chrono::Saturday && w != std::chrono::Sunday && !kOff.contains(d);
}
inline Instant evening(Day d) { return to_instant(LocalTime{d}) + std::chrono::hours{17}; }
inline Instant nth_evening(Day from, int n) {  // of the n-th working day after `from`
  while (n > 0) n -= works(from += days{1});
  return evening(from);
}

struct Span {
  Instant from;
  std::optional<Instant> to;
};
// A term in working days from `start`; what is left begins again after each pause that falls into it.
inline Instant term_end(Instant start, int term, const std::vector<Span>& pauses, std::size_t& next) {
  Day day = day_of(start);
  Instant begin = start, end = nth_evening(day, term);
  for (; next < pauses.size() && pauses[next].from < end; ++next) {
    const auto& p = pauses[next];
    if (*p.to <= begin) continue;
    for (Day d = day + days{1}; term > 0 && evening(d) <= p.from; d += days{1}) term -= works(d);
    begin = *p.to;
    day = day_of(begin);
    end = nth_evening(day, term);
  }
  return end;
}

// ---- who ----
struct Person {
  std::string place;  // scope: this unit and those below it
  std::set<std::string> rights;
};
// By §2.2 of the specification.
inline const std::map<std::string, Person>& people() {
  static const std::set<std::string> kDesk{"read", "accept", "hand_over", "notify", "return"},
      kOfficer{"read", "hand_over", "work", "propose"}, kHead{"read", "assign", "review"};
  static const std::map<std::string, Person> kPeople{{"nhung", {"mot-cua", kDesk}},
                                                     {"tam", {"mot-cua", kDesk}},
                                                     {"giam-doc", {"mot-cua", {"read", "hand_over", "notify"}}},
                                                     {"tra", {"mot-cua", {"read", "hand_over", "return"}}},
                                                     {"thu-quy", {"mot-cua", {"read", "refund"}}},
                                                     {"ha", {"van-phong", kOfficer}},
                                                     {"huy", {"van-phong", kOfficer}},
                                                     {"khanh", {"van-phong", kHead}},
                                                     {"kinh", {"kinh-te", kOfficer}},
                                                     {"truong", {"kinh-te", kHead}},
                                                     {"thanh", {"ubnd", {"read", "review", "approve"}}},
                                                     {"yen", {"ubnd", {"read", "hand_over", "issue", "archive"}}},
                                                     {"kiem", {"ubnd", {"read", "change_due"}}},
                                                     {"la", {"xa-2", kDesk}}};
  return kPeople;
}
inline bool may(const std::string& who, const std::string& right, const std::string& place) {
  const auto& p = people().at(who);
  const bool below = p.place == place || (p.place == "ubnd" && place != "xa-2");
  return below && p.rights.contains(right);
}

// ---- one dossier ----
struct Request {
  bool sent = false;
  int items = 0;
  std::set<int> answered;
  Instant answer_by;
};
struct Ending {
  bool done = false, originals_left = false;
};
struct Dossier {
  std::string biz = "received", sub = "none";
  std::string place = "mot-cua", holder, settling, officer, worker, drafter, proposer, proposal, asked_from;
  bool drafted = false, signed_ = false, numbered = false, extended = false, refund_due = false;
  int requests = 0, proposed_items = 0;
  std::optional<Request> request;
  std::vector<Ending> endings;
  // clock
  Instant start;
  int term = 2, extension = 0;
  std::vector<Span> pauses;
  std::optional<Instant> restart, done_at, closed_at;
  Instant due;

  bool running() const { return biz == "received" || biz == "in_process" || waits(); }
  bool waits() const { return biz == "supplement" || biz == "withdraw_requested"; }
  bool at_officer() const { return biz == "in_process" && (sub == "assigned" || sub == "verifying" || sub == "drafting"); }
  std::string agency_place() const { return settling.empty() ? "ubnd" : settling; }
  void count() {
    std::size_t next = 0;
    const auto from = restart.value_or(start);
    while (restart && next < pauses.size() && *pauses[next].to <= *restart) ++next;
    due = term_end(from, term, pauses, next);
    if (extension > 0) due = term_end(due, extension, pauses, next);
  }
  void hold(std::string where, std::string who) {
    place = std::move(where);
    holder = std::move(who);
  }
};

inline bool visible(const std::string& who, const Dossier& d) {
  if (!d.holder.empty() && d.holder == who) return true;
  for (const auto& place : {std::string("mot-cua"), std::string("ubnd"), d.settling, d.place})
    if (!place.empty() && may(who, "read", place)) return true;
  return false;
}

// ---- deeds ----
enum class Deed : std::uint8_t {
  hand_over,
  assign,
  begin,
  draft,
  to_review,
  to_sign,
  endorse,
  send_back,
  approve,
  number,
  ready,
  give,
  propose_supplement,
  propose_refusal,
  propose_stop,
  decline,
  ask,
  send,
  answer,
  confirm,
  close,
  ask_withdrawal,
  grant,
  deny,
  refuse,
  stop,
  originals,
  refund,
  correct,
  archive,
  reroute,
  extend
};
inline constexpr int kDeeds = static_cast<int>(Deed::extend) + 1;
struct Act {
  Deed deed{};
  std::string who;
  int arg = 0;
};
inline std::string unit_of(int arg) { return arg % 2 == 0 ? "van-phong" : "kinh-te"; }
inline std::string officer_of(int arg) {
  static const char* const kOfficers[] = {"ha", "huy", "kinh"};
  return kOfficers[arg % 3];
}
inline std::string head_of(const std::string& unit) { return unit == "van-phong" ? "khanh" : "truong"; }
inline int items_of(int arg) { return 1 + arg % 3; }

inline bool in(const Dossier& d, const std::string& sub) { return d.biz == "in_process" && d.sub == sub; }
inline bool has_it(const Dossier& d, const std::string& who) { return d.holder.empty() || d.holder == who; }

// Lawful, and this person's to do. Long: one line a deed, as in the table of the specification.
inline bool expected(const Dossier& d, const Act& a, Instant now) {
  const auto& who = a.who;
  const auto can = [&](const char* right, const std::string& place) { return may(who, right, place); };
  const auto decides = [&](const char* kind, const char* right) {
    return d.proposal == kind && d.at_officer() && can(right, d.place) && who != d.proposer;
  };
  const bool proposes = can("propose", d.place) && has_it(d, who) && d.at_officer() && d.proposal.empty();
  const bool hands_in = has_it(d, who) && can("work", d.place) && in(d, "drafting") && d.drafted && d.proposal.empty();
  const bool waits_sent = d.biz == "supplement" && d.request && d.request->sent;
  const bool ended = !d.endings.empty() && d.endings.back().done;
  if (!visible(who, d)) return false;
  switch (a.deed) {
    case Deed::hand_over: return d.biz == "received" && can("hand_over", d.place);
    case Deed::assign: return in(d, "to_transfer") && can("assign", d.place) && may(officer_of(a.arg), "work", d.place);
    case Deed::begin: return in(d, "assigned") && has_it(d, who) && can("work", d.place);
    case Deed::draft: return d.at_officer() && has_it(d, who) && can("work", d.place);
    case Deed::to_review:
    case Deed::to_sign: return hands_in;
    case Deed::endorse: return in(d, "review") && has_it(d, who) && can("review", d.place) && d.drafter != who;
    case Deed::send_back:
      return has_it(d, who) && ((in(d, "review") && can("review", d.place)) || (in(d, "to_sign") && can("approve", d.place)));
    case Deed::approve: return in(d, "to_sign") && has_it(d, who) && can("approve", d.place) && d.drafter != who;
    case Deed::number: return in(d, "to_number") && can("issue", d.place) && !d.numbered;
    case Deed::ready: return in(d, "to_number") && can("issue", d.place) && d.numbered;
    case Deed::give: return (d.biz == "done" || d.biz == "refused_result") && can("return", "mot-cua");
    case Deed::propose_supplement:
    case Deed::propose_refusal:
    case Deed::propose_stop: return proposes;
    case Deed::decline: return !d.proposal.empty() && can(d.proposal == "supplement" ? "review" : "approve", d.place);
    case Deed::ask: return decides("supplement", "review") && (d.requests == 0 || a.arg % 2 == 1);
    case Deed::send: return d.biz == "supplement" && d.request && !d.request->sent && can("notify", "mot-cua");
    case Deed::answer:
      return waits_sent && can("accept", "mot-cua") && items_of(a.arg) <= d.request->items &&
             !d.request->answered.contains(items_of(a.arg));
    case Deed::confirm: return waits_sent && can("accept", "mot-cua") && static_cast<int>(d.request->answered.size()) == d.request->items;
    case Deed::close: return waits_sent && can("accept", "mot-cua") && now > d.request->answer_by;
    case Deed::ask_withdrawal: return (d.biz == "received" || d.biz == "in_process" || d.biz == "supplement") && can("accept", "mot-cua");
    case Deed::grant: return d.biz == "withdraw_requested" && can("notify", "mot-cua") && !d.signed_;
    case Deed::deny: return d.biz == "withdraw_requested" && can("assign", d.agency_place()) && d.asked_from == "in_process";
    case Deed::refuse: return decides("refuse", "approve");
    case Deed::stop: return decides("stop", "approve");
    case Deed::originals: return ended && d.endings.back().originals_left && can("return", "mot-cua");
    case Deed::refund: return ended && d.refund_due && can("refund", "mot-cua");
    case Deed::correct: return d.biz == "returned" && can("approve", d.agency_place());
    case Deed::archive:
      return (d.biz == "returned" || ((d.biz == "withdrawn" || d.biz == "stopped") && !d.endings.back().originals_left)) && !d.refund_due &&
             can("archive", "ubnd");
    case Deed::reroute: return d.biz == "in_process" && d.sub != "to_number" && can("change_due", "ubnd") && unit_of(a.arg) != d.settling;
    case Deed::extend: {
      if (d.biz != "in_process" || d.extended || !can("approve", "ubnd")) return false;
      auto longer = d;
      longer.extension = items_of(a.arg);
      longer.count();
      return longer.due > now;
    }
  }
  return false;
}

inline void end_without_result(Dossier& d, const char* how, Instant now) {
  d.biz = how;
  d.sub = "none";
  d.closed_at = now;
  if (!d.pauses.empty() && !d.pauses.back().to) d.pauses.back().to = now;
  d.request.reset();
  d.proposal.clear();
  d.hold("mot-cua", "");
}

// What a deed leads to. Long: one case a deed.
inline void apply(Dossier& d, const Act& a, Instant now) {
  const auto& who = a.who;
  const auto go = [&](const char* biz, const char* sub) {
    d.biz = biz;
    d.sub = sub;
  };
  const auto propose = [&](const char* kind) {
    d.proposal = kind;
    d.proposer = who;
    d.proposed_items = items_of(a.arg);
  };
  switch (a.deed) {
    case Deed::hand_over:
      go("in_process", "to_transfer");
      d.settling = unit_of(a.arg);
      d.hold(d.settling, "");
      break;
    case Deed::assign:
      d.sub = "assigned";
      d.worker = officer_of(a.arg);
      d.hold(d.place, d.worker);
      break;
    case Deed::begin: d.sub = "verifying"; break;
    case Deed::draft:
      d.sub = "drafting";
      d.drafted = true;
      d.drafter = who;
      break;
    case Deed::to_review:
      d.sub = "review";
      d.hold(d.settling, head_of(d.settling));
      break;
    case Deed::to_sign:
    case Deed::endorse:
      d.sub = "to_sign";
      d.hold("ubnd", "thanh");
      break;
    case Deed::send_back:
      d.sub = "drafting";
      d.hold(d.settling, d.drafter);
      break;
    case Deed::approve:
      d.sub = "to_number";
      d.signed_ = true;
      d.hold("ubnd", "");
      break;
    case Deed::number:
      d.numbered = true;
      d.hold(d.place, who);
      break;
    case Deed::ready:
      go("done", "none");
      d.done_at = now;
      d.hold("mot-cua", "");
      break;
    case Deed::give:
      go("returned", "none");
      d.hold("mot-cua", who);
      break;
    case Deed::propose_supplement: propose("supplement"); break;
    case Deed::propose_refusal: propose("refuse"); break;
    case Deed::propose_stop: propose("stop"); break;
    case Deed::decline: d.proposal.clear(); break;
    case Deed::ask:
      d.biz = "supplement";
      d.request = Request{false, d.proposed_items, {}, {}};
      ++d.requests;
      d.officer = d.holder;
      d.proposal.clear();
      d.hold("mot-cua", "");
      break;
    case Deed::send: {
      d.request->sent = true;
      Day last = day_of(now) + days{15};  // calendar days, moved to a working day
      while (!works(last)) last += days{1};
      d.request->answer_by = evening(last);
      break;
    }
    case Deed::answer: d.request->answered.insert(items_of(a.arg)); break;
    case Deed::confirm:
      d.biz = "in_process";
      d.request.reset();
      d.restart = now;
      d.extension = 0;
      d.hold(d.settling, d.officer);
      d.count();
      break;
    case Deed::close:
      end_without_result(d, "stopped", now);
      d.endings.push_back({true, true});
      break;
    case Deed::ask_withdrawal:
      d.asked_from = d.biz;
      d.biz = "withdraw_requested";
      d.pauses.push_back({now, {}});
      d.proposal.clear();
      d.endings.push_back({false, false});
      break;
    case Deed::grant:
      end_without_result(d, "withdrawn", now);
      d.endings.back() = {true, true};
      d.refund_due = a.arg % 2 == 1;
      break;
    case Deed::deny:
      d.biz = "in_process";
      d.pauses.back().to = now;
      d.count();
      break;
    case Deed::refuse:
      go("refused_result", "none");
      d.done_at = now;
      d.proposal.clear();
      d.endings.push_back({true, true});
      d.hold("mot-cua", "");
      break;
    case Deed::stop:
      end_without_result(d, "stopped", now);
      d.endings.push_back({true, true});
      break;
    case Deed::originals: d.endings.back().originals_left = false; break;
    case Deed::refund: d.refund_due = false; break;
    case Deed::correct:
      go("in_process", "drafting");
      d.start = now;
      d.term = 3;
      d.extension = 0;
      d.pauses.clear();
      d.restart.reset();
      d.done_at.reset();
      d.signed_ = d.numbered = false;
      d.hold(d.settling, d.drafted ? d.drafter : d.worker);
      d.count();
      break;
    case Deed::archive:
      go("archived", "none");
      d.hold("ubnd", "");
      break;
    case Deed::reroute:
      d.sub = "to_transfer";
      d.settling = unit_of(a.arg);
      d.drafted = false;
      d.drafter.clear();
      d.proposal.clear();
      d.hold(d.settling, "");
      break;
    case Deed::extend:
      d.extended = true;
      d.extension = items_of(a.arg);
      d.count();
      break;
  }
}

}  // namespace motcua::dossier::walk
