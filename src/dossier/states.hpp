// States of a dossier and every lawful move between them. The table is the law of this context: it guards the service, fills the
// buttons of a page, prints the diagram docs/dossier-states.md and is walked by tests. Nothing else may change a state.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"

namespace motcua::dossier {

// Business state. `none` is where a dossier comes from: every move, the first one too, goes from an account to an account.
enum class BizState : std::uint8_t {
  none,
  draft,
  submitted,
  intake_supplement,
  intake_refused,
  received,
  in_process,
  supplement,
  fin_obligation,
  withdraw_requested,
  withdrawn,
  stopped,
  refused_result,
  done,
  returned,
  archived
};
inline constexpr int kBizStates = 16;

// Where the work stands while the dossier is settled. Kept while the clock is paused, so that work goes on where it stopped.
enum class WorkSub : std::uint8_t {
  none,
  to_transfer,
  assigned,
  verifying,
  site_check,
  consulting,
  interagency,
  drafting,
  review,
  to_sign,
  to_number
};
inline constexpr int kWorkSubs = 11;

enum class FinState : std::uint8_t { none, due, paid, exempt, refund_due, refunded, reconciled };
enum class DeliveryState : std::uint8_t { not_ready, ready, notified, in_post, delivered, returned_undelivered, unclaimed, stored };

struct State {
  BizState biz = BizState::none;
  WorkSub sub = WorkSub::none;
  friend constexpr bool operator==(const State&, const State&) = default;
};

enum class Action : std::uint8_t {
  submit,
  accept_online,
  ask_at_intake,
  resubmit,
  refuse_intake,
  accept_at_desk,
  hand_over,
  assign,
  begin_work,
  begin_drafting,
  submit_for_review,
  endorse,
  submit_for_signature,
  send_back,
  approve,
  go_on_site,
  finish_site_check,
  consult,
  finish_consulting,
  ask_supplement,
  confirm_supplement,
  close_unsupplemented,
  ask_payment,
  confirm_payment,
  ask_withdrawal,
  grant_withdrawal,
  decline_withdrawal,
  stop,
  refuse,
  extend,
  mark_ready,
  return_refusal,
  return_result,
  correct,
  archive,
  reroute
};
inline constexpr int kActions = 36;

enum class Role : std::uint8_t { citizen, receptionist, return_clerk, officer, unit_head, approver, clerk, control };
enum class ClockEffect : std::uint8_t { none, start, run, pause, resume, restart, stop, extend };

struct Transition {
  std::string_view id;  // "T8" as in the specification of the one-stop mechanism; "W…" moves inside the settling agency
  BizState from;
  std::optional<WorkSub> from_sub;  // nothing: any
  Action action;
  BizState to;
  std::optional<WorkSub> to_sub;  // nothing: stays as it is
  Role actor;
  web::Permission permission;
  ClockEffect clock;
  int form;    // number of the official form that goes out (03/2025/TT-VPCP), 0 for none
  bool built;  // a service operation carries it out; the others are refused with a reason
  std::string_view basis;
};

std::span<const Transition> transitions();
const Transition* transition(State from, Action action);  // nullptr: not lawful
State after(State from, const Transition& t);             // where it leads
std::vector<const Transition*> moves_from(State from);    // in order of the table
std::optional<int> national_status(BizState s);           // 1–10 of the national portal; nothing for drafts and `none`
std::string_view national_label(int code);                // "Đang xử lý"
bool on_officers_desk(State s);                           // who works on it has it: supplement, payment, refusal, stop may begin
bool clock_paused(BizState s);                            // waits for the applicant: never overdue
bool is_open(BizState s);                                 // received and neither settled nor closed
std::string states_markdown();                            // docs/dossier-states.md

std::string_view word(BizState s);  // as stored, "in_process"
std::string_view word(WorkSub s);
std::string_view word(FinState s);
std::string_view word(DeliveryState s);
std::string_view word(Action a);
std::string_view word(ClockEffect c);
std::optional<BizState> biz_state_from(std::string_view word);
std::optional<WorkSub> work_sub_from(std::string_view word);
std::optional<FinState> fin_state_from(std::string_view word);
std::optional<DeliveryState> delivery_state_from(std::string_view word);
std::optional<Action> action_from(std::string_view word);

std::string label(State s);  // "Đang xử lý, chờ ký"
std::string_view label(BizState s);
std::string_view label(WorkSub s);
std::string_view label(Action a);  // as on a button: "Trình ký"
std::string_view label(Role r);    // title of the role
std::string_view label(FinState s);
std::string_view label(DeliveryState s);

}  // namespace motcua::dossier
