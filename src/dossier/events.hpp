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
inline constexpr std::string_view kNoted = "dossier.noted";

}  // namespace motcua::dossier::events
