// Every permission of the program, by name. A route names one (web::Permission); a role is a set of them (roles.hpp).
// The object's own scope is checked where it is loaded: Actor::permits_in(permission, unit).
#pragma once

#include <bitset>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "web/http.hpp"

namespace motcua::identity {

// Dossiers: the case from draft to return (one-stop.md §2.2).
inline constexpr web::Permission kDossierDraft{"dossier.draft"};           // help to fill in, keep a draft, queue tickets, scan
inline constexpr web::Permission kDossierOwn{"dossier.own"};               // own dossiers: submit, supplement, withdraw, download
inline constexpr web::Permission kDossierRead{"dossier.read"};             // see dossiers of the scope
inline constexpr web::Permission kDossierHistory{"dossier.history"};       // the whole journal of a dossier
inline constexpr web::Permission kDossierAccept{"dossier.accept"};         // receive at the counter, forms 01, 02, 03, code
inline constexpr web::Permission kDossierTicket{"dossier.ticket"};         // Phiếu gửi hồ sơ and Biên bản giao nhận of the post
inline constexpr web::Permission kDossierHandOver{"dossier.hand_over"};    // give and take custody (form 05/06)
inline constexpr web::Permission kDossierNotify{"dossier.notify"};         // speak to the applicant: supplement, refusal, apology sent
inline constexpr web::Permission kDossierAllocate{"dossier.allocate"};     // counters and people of the one-stop unit
inline constexpr web::Permission kDossierRemind{"dossier.remind"};         // reminder letters on delegated authority
inline constexpr web::Permission kDossierWork{"dossier.work"};             // verify, consult, draft the result
inline constexpr web::Permission kDossierPropose{"dossier.propose"};       // propose supplement, refusal, extension, stop
inline constexpr web::Permission kDossierAssign{"dossier.assign"};         // give work to a person
inline constexpr web::Permission kDossierReview{"dossier.review"};         // pass on or send back for rework
inline constexpr web::Permission kDossierApprove{"dossier.approve"};       // decide and sign; apology and extension too
inline constexpr web::Permission kDossierIssue{"dossier.issue"};           // number, seal, issue
inline constexpr web::Permission kDossierArchive{"dossier.archive"};       // hand over to the archive
inline constexpr web::Permission kDossierConsult{"dossier.consult"};       // answer a consultation
inline constexpr web::Permission kDossierReturn{"dossier.return"};         // give the result, record identity and signature
inline constexpr web::Permission kDossierChangeDue{"dossier.change_due"};  // ask to correct one due date, with a reason
inline constexpr web::Permission kDossierApproveDue{"dossier.approve_due"};  // agree to that correction (another person)
inline constexpr web::Permission kDossierPersonal{"dossier.personal"};       // fields with personal data in full

// Money.
inline constexpr web::Permission kFeeCollect{"fee.collect"};
inline constexpr web::Permission kFeeRefund{"fee.refund"};
inline constexpr web::Permission kFeeReconcile{"fee.reconcile"};

// Catalogues and rules.
inline constexpr web::Permission kCatalogRead{"catalog.read"};
inline constexpr web::Permission kCatalogEdit{"catalog.edit"};      // procedures, papers, steps, terms with their legal basis
inline constexpr web::Permission kCatalogTariff{"catalog.tariff"};  // fees and charges
inline constexpr web::Permission kCalendarRead{"calendar.read"};
inline constexpr web::Permission kCalendarEdit{"calendar.edit"};

// People, units, rights.
inline constexpr web::Permission kIdentityRead{"identity.read"};          // units, people and titles
inline constexpr web::Permission kIdentityManage{"identity.manage"};      // units, accounts, grants
inline constexpr web::Permission kIdentityDelegate{"identity.delegate"};  // give own rights to a stand-in for a period
inline constexpr web::Permission kIdentityAudit{"identity.audit"};        // what happened to accounts and units
inline constexpr web::Permission kIdentityPropose{"identity.propose"};    // propose replacement of seconded staff

// Answers, figures, control.
inline constexpr web::Permission kFeedbackSend{"feedback.send"};      // rate, send PAKN
inline constexpr web::Permission kFeedbackAnswer{"feedback.answer"};  // answer PAKN
inline constexpr web::Permission kReportRead{"report.read"};          // dashboards, drill-down
inline constexpr web::Permission kReportMake{"report.make"};          // official forms, scores
inline constexpr web::Permission kReportApology{"report.apology"};    // public list of apologies
inline constexpr web::Permission kDirectiveGive{"directive.give"};    // directives of the leader
inline constexpr web::Permission kAuditRead{"audit.read"};            // read-only, full history of all
inline constexpr web::Permission kSystemManage{"system.manage"};      // settings of the installation

// What is known of a permission besides its name.
struct PermissionInfo {
  web::Permission permission;
  std::string_view title;  // for pages and audit lists
  bool reading = false;    // only looks; then the successor of an ended unit has it too (reference-formats.md §9.2)
  bool delegable = true;   // a stand-in may receive it
  bool deciding = false;   // settles a dossier; technical support never has it (one-stop.md §2.2, SYSADMIN)
};
std::span<const PermissionInfo> all_permissions();
// Index in all_permissions(); nothing for web::kOpen, web::kSignedIn and unknown names.
std::optional<std::size_t> permission_index(web::Permission permission);

// A set of permissions; small and copied by value.
class PermissionSet {
 public:
  PermissionSet() = default;
  PermissionSet(std::initializer_list<web::Permission> permissions);
  void add(web::Permission permission);
  bool has(web::Permission permission) const;
  bool empty() const { return bits_.none(); }
  std::size_t size() const { return bits_.count(); }
  bool covers(const PermissionSet& other) const { return (other.bits_ & ~bits_).none(); }
  PermissionSet without_undelegable() const;
  bool any_deciding() const;
  bool any_writing() const;
  PermissionSet& operator|=(const PermissionSet& other) {
    bits_ |= other.bits_;
    return *this;
  }
  PermissionSet& operator&=(const PermissionSet& other) {
    bits_ &= other.bits_;
    return *this;
  }
  friend bool operator==(const PermissionSet&, const PermissionSet&) = default;

 private:
  std::bitset<64> bits_;
};

}  // namespace motcua::identity
