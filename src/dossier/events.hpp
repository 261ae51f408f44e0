// What this context announces through the outbox; key is the dossier's id, the payload names its code and the units concerned.
#pragma once

#include <string_view>

namespace motcua::dossier::events {

inline constexpr std::string_view kAccepted = "dossier.accepted";
inline constexpr std::string_view kHandedOver = "dossier.handed_over";
inline constexpr std::string_view kBundleReceived = "dossier.bundle_received";
inline constexpr std::string_view kAssigned = "dossier.assigned";
inline constexpr std::string_view kWorkBegun = "dossier.work_begun";
inline constexpr std::string_view kStepCompleted = "dossier.step_completed";
inline constexpr std::string_view kDrafted = "dossier.drafted";
inline constexpr std::string_view kSubmitted = "dossier.submitted";
inline constexpr std::string_view kEndorsed = "dossier.endorsed";
inline constexpr std::string_view kSentBack = "dossier.sent_back";
inline constexpr std::string_view kApproved = "dossier.approved";
inline constexpr std::string_view kNumbered = "dossier.numbered";
inline constexpr std::string_view kReady = "dossier.ready";
inline constexpr std::string_view kPaid = "dossier.paid";
inline constexpr std::string_view kReturned = "dossier.returned";
inline constexpr std::string_view kExtended = "dossier.extended";         // form 04 sent (T22)
inline constexpr std::string_view kDueMoved = "dossier.due_moved";        // by a late change of the calendar
inline constexpr std::string_view kDueRestored = "dossier.due_restored";  // that change taken back
inline constexpr std::string_view kWarned = "dossier.warned";             // somebody was told that it may be late; no journal row
inline constexpr std::string_view kNoted = "dossier.noted";
// On its way: supplement, endings, waits, inquiries, corrections.
inline constexpr std::string_view kProposed = "dossier.proposed";
inline constexpr std::string_view kProposalDeclined = "dossier.proposal_declined";
inline constexpr std::string_view kSupplementAsked = "dossier.supplement_asked";
inline constexpr std::string_view kSupplementSent = "dossier.supplement_sent";
inline constexpr std::string_view kSupplementReplied = "dossier.supplement_replied";     // by the applicant, online
inline constexpr std::string_view kReplyReturned = "dossier.supplement_reply_returned";  // what he sent will not do
inline constexpr std::string_view kSupplementAnswered = "dossier.supplement_answered";
inline constexpr std::string_view kSupplementComplete = "dossier.supplement_complete";
inline constexpr std::string_view kSupplementLapsing = "dossier.supplement_lapsing";
inline constexpr std::string_view kSupplementClosed = "dossier.supplement_closed";
inline constexpr std::string_view kRefused = "dossier.refused";
inline constexpr std::string_view kStopped = "dossier.stopped";
inline constexpr std::string_view kWithdrawalAsked = "dossier.withdrawal_asked";
inline constexpr std::string_view kWithdrawn = "dossier.withdrawn";
inline constexpr std::string_view kWithdrawalDeclined = "dossier.withdrawal_declined";
inline constexpr std::string_view kOriginalsBack = "dossier.originals_back";
inline constexpr std::string_view kRefunded = "dossier.refunded";
inline constexpr std::string_view kPaymentAsked = "dossier.payment_asked";
inline constexpr std::string_view kPaymentConfirmed = "dossier.payment_confirmed";
inline constexpr std::string_view kSiteCheckBegun = "dossier.site_check_begun";
inline constexpr std::string_view kSiteCheckFinished = "dossier.site_check_finished";
inline constexpr std::string_view kConsulted = "dossier.consulted";
inline constexpr std::string_view kOpinionGiven = "dossier.opinion_given";
inline constexpr std::string_view kOpinionsClosed = "dossier.opinions_closed";
inline constexpr std::string_view kCorrectionBegun = "dossier.correction_begun";
inline constexpr std::string_view kRerouted = "dossier.rerouted";
inline constexpr std::string_view kArchived = "dossier.archived";

}  // namespace motcua::dossier::events
