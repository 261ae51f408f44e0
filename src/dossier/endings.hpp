// How a dossier ends without the result that was asked for, and what happens after its end: refusal (T21), stop (T20), withdrawal
// (T17–T19), correction of an issued result (T25), re-routing (T27), archive (T26).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "print/notices.hpp"

namespace motcua::dossier {

struct WithdrawalWish {  // the applicant's written request, written down at the desk
  std::string who, reason;
};
struct WithdrawalGrant {
  std::int64_t refund = 0;  // đồng that goes back, where the law on that fee says so
  std::string refund_note;  // which; or why nothing goes back
};
struct RerouteOrder {
  UnitId agency;  // competent now
  UnitId unit;    // settles there
  std::string reason, legal_basis;
};
// Everything about endings of one dossier, for its page.
struct EndingsFile {
  std::vector<EndingView> endings;
  std::vector<CorrectionView> corrections;
  std::vector<RerouteView> reroutes;
  std::optional<ArchiveView> archive;
};

class Endings {
 public:
  explicit Endings(Dossiers& dossiers);

  // Refusal or stop, by the officer; decided by refuse() and stop(), sent back by Supplements::decline().
  Result<std::int64_t> propose(const Actor& actor, Ref ref, ProposalKind kind, const Ground& ground);
  Result<std::int64_t> refuse(const Actor& actor, Ref ref);                                      // T21, form 03: a result that is fetched
  Result<std::int64_t> stop(const Actor& actor, Ref ref);                                        // T20, form 05
  Result<std::int64_t> ask_withdrawal(const Actor& actor, Ref ref, const WithdrawalWish& wish);  // T17
  Result<std::int64_t> grant_withdrawal(const Actor& actor, Ref ref, const WithdrawalGrant& grant);  // T18, form 05
  Result<std::int64_t> decline_withdrawal(const Actor& actor, Ref ref, std::string_view reason, std::string_view legal_basis);  // T19
  // After the end: originals handed back, money handed back.
  Result<std::int64_t> give_originals_back(const Actor& actor, Ref ref, std::string_view receiver);
  Result<std::int64_t> refund(const Actor& actor, Ref ref, std::string_view document);
  // The result was wrong by the agency's fault: 3 working days until the right one is at the desk (118/2025/NĐ-CP Đ23.1).
  Result<std::int64_t> correct(const Actor& actor, Ref ref, std::string_view reason, std::string_view legal_basis);
  Result<std::int64_t> reroute(const Actor& actor, Ref ref, const RerouteOrder& order);  // the clock runs on, the code stays
  Result<std::int64_t> archive(const Actor& actor, Ref ref, std::string_view folder, std::string_view retention);

  EndingsFile of(DossierId id);  // of a dossier the caller has loaded
  // Form 03 of the last refusal, form 05 of the last stop, withdrawal or closing.
  Result<print::RefusalForm> refusal_letter(const Actor& actor, std::string_view code);
  Result<print::StopForm> stop_notice(const Actor& actor, std::string_view code);
  // Agencies a dossier can be sent to, and the divisions of each.
  std::vector<UnitId> agencies() const;

 private:
  Dossiers::Impl& s_;
};

}  // namespace motcua::dossier
