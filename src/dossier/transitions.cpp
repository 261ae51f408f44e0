// The table itself (one-stop mechanism, decree 118/2025 as amended; the basis is the last column) and what is proven about it
// when this file compiles.
#include <algorithm>

#include "dossier/states.hpp"

namespace motcua::dossier {

namespace {
using enum Action;
using B = BizState;
using W = WorkSub;
using C = ClockEffect;
using R = dossier::Role;
constexpr std::nullopt_t kAny = std::nullopt;
constexpr std::nullopt_t kKept = std::nullopt;
constexpr auto kCitizen = identity::kDossierOwn;
constexpr auto kAccept = identity::kDossierAccept;
constexpr auto kHandOver = identity::kDossierHandOver;
constexpr auto kAssign = identity::kDossierAssign;
constexpr auto kWork = identity::kDossierWork;
constexpr auto kReview = identity::kDossierReview;
constexpr auto kApprove = identity::kDossierApprove;
constexpr auto kIssue = identity::kDossierIssue;
constexpr auto kArchive = identity::kDossierArchive;
constexpr auto kReturn = identity::kDossierReturn;
constexpr auto kReroute = identity::kDossierChangeDue;
constexpr auto kNotify = identity::kDossierNotify;

constexpr auto kTransitions = std::to_array<Transition>({
    // Coming in
    {"T1", B::draft, kAny, submit, B::submitted, W::none, R::citizen, kCitizen, C::none, 0, true, "310/2026; 45/2020 Đ11"},
    {"T2", B::submitted, kAny, accept_online, B::received, W::none, R::receptionist, kAccept, C::start, 1, true,
     "118/2025 Đ17.2; 309/2026 Đ8.3"},
    {"T3", B::submitted, kAny, ask_at_intake, B::intake_supplement, W::none, R::receptionist, kAccept, C::none, 2, true, "309/2026 Đ8.1"},
    {"T4", B::intake_supplement, kAny, resubmit, B::submitted, W::none, R::citizen, kCitizen, C::none, 0, true, "45/2020 Đ12"},
    {"T5", B::submitted, kAny, refuse_intake, B::intake_refused, W::none, R::receptionist, kAccept, C::none, 3, true,
     "118/2025 Đ17.1c, Đ17.2a"},
    {"T6", B::none, kAny, accept_at_desk, B::received, W::none, R::receptionist, kAccept, C::start, 1, true, "118/2025 Đ17.1, Đ17.4"},
    // To the settling agency
    {"T7", B::received, kAny, hand_over, B::in_process, W::to_transfer, R::receptionist, kHandOver, C::run, 6, true, "309/2026 Đ8.3, Đ9"},
    {"T8", B::in_process, W::to_transfer, assign, B::in_process, W::assigned, R::unit_head, kAssign, C::run, 6, true, "118/2025 Đ19.1"},
    // Work inside the agency
    {"W1", B::in_process, W::assigned, begin_work, B::in_process, W::verifying, R::officer, kWork, C::run, 0, true, "118/2025 Đ19.4"},
    {"W2", B::in_process, W::verifying, begin_drafting, B::in_process, W::drafting, R::officer, kWork, C::run, 0, true, "118/2025 Đ19.4"},
    {"W3", B::in_process, W::drafting, submit_for_review, B::in_process, W::review, R::officer, kWork, C::run, 6, true, "118/2025 Đ19.4"},
    {"W4", B::in_process, W::review, endorse, B::in_process, W::to_sign, R::unit_head, kReview, C::run, 6, true, "118/2025 Đ19.4"},
    {"W5", B::in_process, W::drafting, submit_for_signature, B::in_process, W::to_sign, R::officer, kWork, C::run, 6, true,
     "118/2025 Đ19.4"},
    {"W6", B::in_process, W::review, send_back, B::in_process, W::drafting, R::unit_head, kReview, C::run, 6, true, "118/2025 Đ19.4"},
    {"W7", B::in_process, W::to_sign, send_back, B::in_process, W::drafting, R::approver, kApprove, C::run, 6, true, "118/2025 Đ19.4"},
    {"W8", B::in_process, W::to_sign, approve, B::in_process, W::to_number, R::approver, kApprove, C::run, 6, true, "118/2025 Đ19.4"},
    {"T9", B::in_process, W::verifying, go_on_site, B::in_process, W::site_check, R::officer, kWork, C::run, 6, true, "118/2025 Đ19.4a, d"},
    {"T9b", B::in_process, W::site_check, finish_site_check, B::in_process, W::verifying, R::officer, kWork, C::run, 6, true,
     "118/2025 Đ19.4a"},
    {"T10", B::in_process, W::verifying, consult, B::in_process, W::consulting, R::officer, kWork, C::run, 6, true, "118/2025 Đ19.4b, c"},
    {"T11", B::in_process, W::consulting, finish_consulting, B::in_process, W::verifying, R::officer, kWork, C::run, 6, true,
     "118/2025 Đ19.4c"},
    // Waiting for the applicant
    {"T12", B::in_process, kAny, ask_supplement, B::supplement, kKept, R::unit_head, kReview, C::stop, 2, true, "118/2025 Đ19.5"},
    {"T13", B::supplement, kAny, confirm_supplement, B::in_process, kKept, R::receptionist, kAccept, C::restart, 1, true, "118/2025 Đ19.5"},
    {"T14", B::supplement, kAny, close_unsupplemented, B::stopped, W::none, R::receptionist, kAccept, C::stop, 5, true, "118/2025 Đ19.5"},
    {"T15", B::in_process, kAny, ask_payment, B::fin_obligation, kKept, R::officer, kWork, C::pause, 0, true, "luật chuyên ngành"},
    {"T16", B::fin_obligation, kAny, confirm_payment, B::in_process, kKept, R::officer, kWork, C::resume, 0, true, "luật chuyên ngành"},
    // Withdrawal
    {"T17", B::received, kAny, ask_withdrawal, B::withdraw_requested, kKept, R::citizen, kAccept, C::pause, 0, true,
     "118/2025 Đ21.1, Đ21.2"},
    {"T17", B::in_process, kAny, ask_withdrawal, B::withdraw_requested, kKept, R::citizen, kAccept, C::pause, 0, true,
     "118/2025 Đ21.1, Đ21.2"},
    {"T17", B::supplement, kAny, ask_withdrawal, B::withdraw_requested, kKept, R::citizen, kAccept, C::pause, 0, true,
     "118/2025 Đ21.1, Đ21.2"},
    {"T17", B::fin_obligation, kAny, ask_withdrawal, B::withdraw_requested, kKept, R::citizen, kAccept, C::pause, 0, true,
     "118/2025 Đ21.1, Đ21.2"},
    {"T18", B::withdraw_requested, kAny, grant_withdrawal, B::withdrawn, W::none, R::receptionist, kNotify, C::stop, 5, true,
     "118/2025 Đ21; 03/2025/TT-VPCP Đ7"},
    {"T19", B::withdraw_requested, kAny, decline_withdrawal, B::in_process, kKept, R::unit_head, kAssign, C::resume, 0, true,
     "118/2025 Đ21"},
    // Ends
    {"T20", B::in_process, kAny, stop, B::stopped, W::none, R::approver, kApprove, C::stop, 5, true, "03/2025/TT-VPCP Đ7"},
    {"T21", B::in_process, kAny, refuse, B::refused_result, W::none, R::approver, kApprove, C::stop, 3, true, "118/2025 Đ19.3"},
    // The work goes on where it stood: that it was extended is told by the due moments, not by a place in the work.
    {"T22", B::in_process, kAny, extend, B::in_process, kKept, R::approver, kApprove, C::extend, 4, true, "118/2025 Đ19.6"},
    {"T23", B::in_process, W::to_number, mark_ready, B::done, W::none, R::clerk, kIssue, C::stop, 6, true, "118/2025 Đ22.1, Đ22.5"},
    {"T24", B::done, kAny, return_result, B::returned, W::none, R::return_clerk, kReturn, C::none, 7, true, "118/2025 Đ22.3"},
    {"T24", B::refused_result, kAny, return_refusal, B::returned, W::none, R::return_clerk, kReturn, C::none, 7, true,
     "118/2025 Đ19.3, Đ22.3"},
    {"T25", B::returned, kAny, correct, B::in_process, W::drafting, R::approver, kApprove, C::start, 0, true, "118/2025 Đ23.1"},
    {"T26", B::returned, kAny, archive, B::archived, W::none, R::clerk, kArchive, C::none, 0, true, "118/2025 Đ22.6"},
    {"T26", B::withdrawn, kAny, archive, B::archived, W::none, R::clerk, kArchive, C::none, 0, true, "118/2025 Đ22.6"},
    {"T26", B::stopped, kAny, archive, B::archived, W::none, R::clerk, kArchive, C::none, 0, true, "118/2025 Đ22.6"},
    {"T26", B::intake_refused, kAny, archive, B::archived, W::none, R::clerk, kArchive, C::none, 0, true, "118/2025 Đ22.6"},
    {"T27", B::received, kAny, reroute, B::received, kKept, R::control, kReroute, C::none, 0, true, "118/2025 Đ20"},
    {"T27", B::in_process, kAny, reroute, B::in_process, W::to_transfer, R::control, kReroute, C::none, 0, true, "118/2025 Đ20"},
});

// The dossier lies on the desk of who works on it.
constexpr bool with_officer(WorkSub s) {
  return s == W::assigned || s == W::verifying || s == W::site_check || s == W::consulting || s == W::drafting;
}
// "Any step" of the table has two bounds: what an officer proposes or does is done while he has the dossier (who reviews or signs sends
// it back first), and a signed result is issued, not undone.
constexpr bool barred(State from, Action a) {
  if (from.biz != B::in_process) return false;
  if (a == ask_supplement || a == ask_payment || a == refuse || a == stop) return !with_officer(from.sub);
  return a == reroute && from.sub == W::to_number;
}
constexpr bool matches(const Transition& t, State from, Action action) {
  return t.from == from.biz && t.action == action && (!t.from_sub || *t.from_sub == from.sub) && !barred(from, action);
}
constexpr const Transition* find(State from, Action action) {
  for (const auto& t : kTransitions)
    if (matches(t, from, action)) return &t;
  return nullptr;
}
constexpr State lead(State from, const Transition& t) { return {t.to, t.to_sub.value_or(from.sub)}; }

// No two rows for one state and action.
constexpr bool unambiguous() {
  for (std::size_t i = 0; i < kTransitions.size(); ++i)
    for (std::size_t j = i + 1; j < kTransitions.size(); ++j) {
      const auto &a = kTransitions[i], &b = kTransitions[j];
      if (a.from == b.from && a.action == b.action && (!a.from_sub || !b.from_sub || *a.from_sub == *b.from_sub)) return false;
    }
  return true;
}
static_assert(unambiguous());

constexpr bool reaches(BizState from, BizState to) {
  return std::any_of(kTransitions.begin(), kTransitions.end(), [&](const Transition& t) { return t.from == from && t.to == to; });
}
// What may never happen: a settled dossier goes back to work only as a correction (T25), a refused intake needs a new submission, a
// settled one cannot be asked for papers, withdrawn and stopped ones stay so.
static_assert(!reaches(B::done, B::in_process));
static_assert(std::count_if(kTransitions.begin(), kTransitions.end(),
                            [](const Transition& t) { return t.from == B::returned && t.to == B::in_process; }) == 1);
static_assert(find({B::returned, W::none}, correct)->id == "T25");
static_assert(!reaches(B::intake_refused, B::received));
static_assert(!reaches(B::done, B::supplement) && !reaches(B::returned, B::supplement));
static_assert(!reaches(B::withdrawn, B::in_process));
static_assert(!reaches(B::stopped, B::done) && !reaches(B::stopped, B::in_process));
static_assert(!find({B::returned, W::none}, accept_at_desk));
// Nobody signs what was not submitted, nothing is ready before it is signed.
static_assert(!find({B::in_process, W::drafting}, approve) && !find({B::in_process, W::to_sign}, mark_ready));
// A signed result is neither refused, stopped nor sent elsewhere; only its papers can still be asked back by the applicant (T17, T19).
static_assert(!find({B::in_process, W::to_number}, refuse) && !find({B::in_process, W::to_number}, stop));
static_assert(!find({B::in_process, W::to_sign}, ask_supplement) && !find({B::in_process, W::to_number}, reroute));
// The clock starts where a dossier is received, and nowhere else but at a correction.
static_assert(std::all_of(kTransitions.begin(), kTransitions.end(), [](const Transition& t) {
  return (t.clock == C::start) == ((t.to == B::received && t.from != B::received) || t.action == correct);
}));

constexpr bool waits(BizState s) { return s == B::supplement || s == B::fin_obligation || s == B::withdraw_requested; }
// Pausing and waiting are the same thing.
static_assert(std::all_of(kTransitions.begin(), kTransitions.end(), [](const Transition& t) {
  const bool stops_to_wait = t.clock == C::pause || (t.clock == C::stop && t.to == B::supplement);
  return stops_to_wait == waits(t.to);
}));
}  // namespace

std::span<const Transition> transitions() { return kTransitions; }

const Transition* transition(State from, Action action) { return find(from, action); }

State after(State from, const Transition& t) { return lead(from, t); }

std::vector<const Transition*> moves_from(State from) {
  std::vector<const Transition*> moves;
  for (const auto& t : kTransitions)
    if (matches(t, from, t.action)) moves.push_back(&t);
  return moves;
}

bool on_officers_desk(State s) { return s.biz == BizState::in_process && with_officer(s.sub); }

bool clock_paused(BizState s) { return waits(s); }

bool is_open(BizState s) { return s == BizState::received || s == BizState::in_process || waits(s); }

}  // namespace motcua::dossier
