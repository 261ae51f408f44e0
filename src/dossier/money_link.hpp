// How a dossier's use cases keep its book of money (money/ledger.hpp): the finance state of a case is what the entries say. Private.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dossier/service.hpp"
#include "money/ledger.hpp"

namespace motcua::dossier {

FinState fin_of(money::Standing s);
money::Way way_of(PaymentMethod m);
PaymentMethod method_of(money::Way way);
money::Debtor debtor_of(const CaseRecord& c);
// Fixes what is owed at reception and takes it when it was paid at once (`taking`). Nothing owed: nothing written.
Status open_book(const money::Writer& w, const CaseRecord& c, const std::vector<money::Charge>& charges,
                 const std::optional<money::Taking>& taking);
// The book of this case; a case of before there were books gets its from the fees it was received with.
money::Book book_of(Work& w);
inline money::Writer writer_of(Work& w) { return {w.tx, w.s.ids, w.actor, w.now}; }
// Taken of it and not given back.
Dong paid_of(Work& w);
// What is still to pay of a case whose fees are due.
Dong due_of_book(store::ReadTx& tx, const CaseRecord& c);
// Takes what is due, or the part `taking` names: receipt, entries, finance state, journal row.
Result<money::ReceiptId> take_due(Work& w, const money::Taking& taking);
// Money came that is more than what is due: kept to be given back.
Status keep_unowed(Work& w, money::Book book, Dong amount, const money::Taking& taking);
// The case ends without a result: what is due is owed no more, `refund` is promised back.
Status end_book(Work& w, Dong refund, std::string_view reason);
Status pay_refund_of(Work& w, money::Way way, std::string_view document);
// The refund an ending promised is paid out (endings.cpp).
Status refund_ending(Work& w, money::Way way, std::string_view document);

}  // namespace motcua::dossier
