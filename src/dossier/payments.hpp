// Money taken, undone and given back at the cashier's, as the dossier's own use cases: state, journal and entries in one transaction.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "money/money.hpp"

namespace motcua::dossier {

namespace events {
inline constexpr std::string_view kPaymentUndone = "dossier.payment_undone";
inline constexpr std::string_view kUnowedReceived = "dossier.unowed_received";
}  // namespace events

class Payments final : public money::Subjects {
 public:
  Payments(store::Database& db, const Clock& clock, IdSource& ids, catalog::Catalog& catalog, calendar::Calendars& calendars,
           identity::Identity& identity);
  ~Payments() override;

  Result<money::ReceiptId> pay(const Actor& actor, money::SubjectId subject, const money::Taking& taking,
                               const std::function<Status(store::Tx&, money::ReceiptId)>& also) override;
  Result<Reported> take_reported(money::SubjectId subject, Dong amount, const money::Taking& taking,
                                 const std::function<Status(store::Tx&, const Reported&)>& also) override;
  Status undo(const Actor& actor, money::SubjectId subject, money::ReceiptId receipt, std::string_view reason) override;
  Status pay_refund(const Actor& actor, money::SubjectId subject, money::Way way, std::string_view document) override;

  // The finance state of every case is what its entries say.
  std::vector<store::Verifier> verifiers() const;

 private:
  Result<Ref> current(const Actor& actor, money::SubjectId subject) const;
  std::unique_ptr<Dossiers::Impl> s_;
};

}  // namespace motcua::dossier
