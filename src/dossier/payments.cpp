#include "dossier/payments.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "dossier/endings.hpp"
#include "dossier/money_link.hpp"
#include "dossier/store_life.hpp"

namespace motcua::dossier {

Payments::Payments(store::Database& db, const Clock& clock, IdSource& ids, catalog::Catalog& catalog, calendar::Calendars& calendars,
                   identity::Identity& identity)
    : s_(new Dossiers::Impl{db, clock, ids, catalog, calendars, identity, {}}) {}
Payments::~Payments() = default;

// Whoever takes money means the case as it is now: no page stands between.
Result<Ref> Payments::current(const Actor& actor, money::SubjectId subject) const {
  TRY(const auto c, s_->db.read([&](store::ReadTx& tx) { return s_->load(tx, actor, DossierId{subject.value}); }));
  return Ref{c.id, c.version};
}

Result<money::ReceiptId> Payments::pay(const Actor& actor, money::SubjectId subject, const money::Taking& taking,
                                       const std::function<Status(store::Tx&, money::ReceiptId)>& also) {
  TRY(const auto ref, current(actor, subject));
  money::ReceiptId receipt;
  TRY_VOID(s_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kFeeCollect, w.c.received_unit));
    TRY(receipt, take_due(w, taking));
    return also(w.tx, receipt);
  }));
  return receipt;
}

Result<money::Subjects::Reported> Payments::take_reported(money::SubjectId subject, Dong amount, const money::Taking& taking,
                                                          const std::function<Status(store::Tx&, const Reported&)>& also) {
  const DossierId id{subject.value};
  const auto before = s_->db.read([&](store::ReadTx& tx) { return find_case(tx, id); });
  if (!before) return errors::not_found("dossier.nothing_to_pay_for", "Không có hồ sơ của khoản tiền này.");
  TRY(auto procedure, s_->version_of(*before));
  TRY(auto calendar, s_->calendar_of(Dossiers::Impl::clock_unit(*before)));
  auto actor = identity::Actor::system(s_->identity.tree(), s_->identity.today());
  actor.display_name = money::label(taking.way);
  const auto now = s_->clock.now();
  return s_->db.write([&](store::Tx& tx) -> Result<Reported> {
    auto c = find_case(tx, id);
    ensure(c.has_value(), "a dossier is never deleted");
    Work w(tx, *s_, actor, *std::move(c), procedure, calendar, now);
    auto book = book_of(w);
    Reported reported{{}, amount > book.due()};  // more than is left of the fee is not split: it goes back whole
    if (reported.unowed) {
      TRY_VOID(keep_unowed(w, std::move(book), amount, taking));
    } else {
      auto part = taking;
      part.amount = amount;
      TRY(reported.receipt, take_due(w, part));
    }
    TRY_VOID(also(tx, reported));
    TRY_VOID(w.save());
    return reported;
  });
}

Status Payments::undo(const Actor& actor, money::SubjectId subject, money::ReceiptId receipt, std::string_view reason) {
  TRY(const auto ref, current(actor, subject));
  TRY_VOID(s_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kFeeCollect, w.c.received_unit));
    auto book = book_of(w);
    const auto writer = writer_of(w);
    TRY_VOID(book.undo(writer, receipt, reason));
    TRY_VOID(book.save(writer, money::events::kUndone));
    w.c.fin = fin_of(book.standing());
    return w.record(events::kPaymentUndone, {{"receipt", std::to_string(receipt.value)}, {"reason", clean(reason)}});
  }));
  return {};
}

Status Payments::pay_refund(const Actor& actor, money::SubjectId subject, money::Way way, std::string_view document) {
  TRY(const auto ref, current(actor, subject));
  TRY_VOID(s_->change(actor, ref, [&](Work& w) { return refund_ending(w, way, document); }));
  return {};
}

std::vector<store::Verifier> Payments::verifiers() const {
  return {{"dossier: money", [](store::ReadTx& tx) -> std::optional<std::string> {
             std::optional<std::string> broken;
             each_case(tx, [&](const CaseRecord& c) {
               std::optional<money::Book> book;
               try {
                 book = money::Book::find(tx, money::SubjectId{c.id.value});
               } catch (const std::bad_optional_access&) {
                 broken = fmt::format("money_entry of claim {}: cannot be read", c.id.value);
                 return false;
               }
               if (!book) return true;
               if (fin_of(book->standing()) != c.fin)
                 broken = fmt::format("dossier_case {}: finance state is {}, its entries say {}", c.id.value, word(c.fin),
                                      word(fin_of(book->standing())));
               else if (book->debtor().code != c.code || book->debtor().unit != c.received_unit)
                 broken = fmt::format("money_claim {}: belongs to another dossier", c.id.value);
               return !broken;
             });
             return broken;
           }}};
}

}  // namespace motcua::dossier
