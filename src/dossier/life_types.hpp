// What can happen to a dossier on its way, as pages and the portal see it: proposals, supplement requests, endings, payments,
// inquiries, corrections. Part of dossier.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "dossier/model.hpp"

namespace motcua::dossier {

// ---- supplement (bổ sung, 118/2025/NĐ-CP Đ19.5) ---------------------------------------------------------------------------------

// One thing the applicant is asked for: always with the paper it concerns, why, by which rule, and what to do.
struct AskedItem {
  std::string component;  // of the procedure; nothing outside the published list may be asked for
  std::string paper;      // its name
  std::string reason, legal_basis, todo;
  std::string register_note;  // why a paper that a register has is asked for all the same (309/2026/NĐ-CP Đ2, Đ8.1)
};
enum class ItemAnswer : std::uint8_t { none, given, replaced };  // replaced: found in a register, or no longer needed
std::string_view word(ItemAnswer a);
std::string_view label(ItemAnswer a);
std::optional<ItemAnswer> item_answer_from(std::string_view word);

struct SupplementItemView {
  int seq = 0;
  AskedItem asked;
  ItemAnswer answer{};
  std::string note;
  std::optional<Instant> answered_at;
  std::string answered_by;
};
enum class SupplementState : std::uint8_t { asked, sent, complete, closed, void_ };
std::string_view word(SupplementState s);
std::string_view label(SupplementState s);
std::optional<SupplementState> supplement_state_from(std::string_view word);

struct SupplementView {
  int seq = 0;
  SupplementState state{};
  std::string reason, again_reason, late_basis, special_basis;
  int special_days = 0;
  std::int64_t number = 0;  // of form 02: "…/PBS-TTPVHCC"; 0 until it is sent
  std::string officer_name, approved_by, sent_by, sent_how;
  Instant asked_at;
  std::optional<Instant> sent_at, answer_by, ended_at;
  Instant due_before;
  std::optional<Instant> due_after;
  std::vector<SupplementItemView> items;
  bool open() const { return state == SupplementState::asked || state == SupplementState::sent; }
  int missing() const;  // items not answered yet
};

// What the officer wants, before the head agrees.
struct SupplementWish {
  std::string reason;
  std::vector<AskedItem> items;
  int special_days = 0;       // a special law gives another time to answer
  std::string special_basis;  // which
  std::string late_basis;     // why it is asked later than 3 working days after reception
};

// ---- proposals -------------------------------------------------------------------------------------------------------------------

enum class ProposalKind : std::uint8_t { supplement, refuse, stop };
std::string_view word(ProposalKind k);
std::string_view label(ProposalKind k);
std::optional<ProposalKind> proposal_kind_from(std::string_view word);

// Reasons with a code, so that they can be counted; the words beside it are the officer's.
struct Ground {
  std::string code, reason, legal_basis;
  std::string guidance;  // what the applicant can do now: right agency, how to submit again, complaint
};
struct NamedCode {
  std::string_view code, label;
};
std::span<const NamedCode> refusal_codes();
std::span<const NamedCode> stop_codes();
std::string_view ground_label(std::string_view code);  // of either; empty when unknown

struct ProposalView {
  ProposalKind kind{};
  SupplementWish supplement;
  Ground ground;
  std::string by;
  Instant at;
};

// ---- endings ---------------------------------------------------------------------------------------------------------------------

enum class EndingKind : std::uint8_t { refused, withdrawn, stopped, closed };
std::string_view word(EndingKind k);
std::string_view label(EndingKind k);
std::optional<EndingKind> ending_kind_from(std::string_view word);
enum class EndingState : std::uint8_t { asked, done, declined };
std::string_view word(EndingState s);
std::optional<EndingState> ending_state_from(std::string_view word);

struct EndingView {
  int seq = 0;
  EndingKind kind{};
  EndingState state{};
  Ground ground;
  std::optional<Instant> requested_at;  // withdrawal
  std::string requested_by;
  std::int64_t number = 0;  // of form 03 or 05
  std::optional<Instant> decided_at;
  std::string decided_by, answer;
  std::string originals;  // papers that go back; empty: none
  std::optional<Instant> originals_back_at;
  std::string originals_receiver;
  std::int64_t refund = 0;
  std::string refund_note;
  std::optional<Instant> refunded_at;
};

// ---- payment, inquiry, correction, re-routing, archive ---------------------------------------------------------------------------

struct ObligationView {
  int seq = 0;
  std::string name, payee, notice, legal_basis;
  std::int64_t amount = 0;
  std::optional<Day> pay_by;
  Instant asked_at;
  std::string asked_by;
  Instant due_before;
  std::string paid_document;
  std::optional<Instant> paid_at;
  std::string confirmed_by;
  std::optional<Instant> due_after;
};
struct SiteCheckView {
  int seq = 0;
  Instant planned_at;
  std::string place, members, content;
  bool applicant_present = false;
  Instant begun_at;
  std::string begun_by;
  std::optional<Instant> finished_at;
  std::string findings;
};
struct OpinionView {
  int seq = 0;
  std::string body, content;
  Instant reply_by, asked_at;
  std::string asked_by;
  std::optional<Instant> answered_at;
  std::string answer;
  bool silent = false;  // the time to answer passed without a word; reported to the head of the one-stop
};
struct CorrectionView {
  int seq = 0;
  std::string reason, legal_basis;
  Instant decided_at;
  std::string decided_by, old_number;
  Instant old_due_at, old_done_at;
  Punctuality old_punctuality{};
};
struct RerouteView {
  int seq = 0;
  std::string from_agency, to_agency, to_unit, reason, legal_basis;
  Instant at;
  std::string by;
};
struct ArchiveView {
  std::string folder, retention;
  int papers = 0, files = 0;
  Instant at;
  std::string by;
};

}  // namespace motcua::dossier
