#include "dossier/money_link.hpp"

#include "base/json.hpp"
#include "dossier/payments.hpp"

namespace motcua::dossier {

FinState fin_of(money::Standing s) {
  switch (s) {
    case money::Standing::none: return FinState::none;
    case money::Standing::due: return FinState::due;
    case money::Standing::paid: return FinState::paid;
    case money::Standing::exempt: return FinState::exempt;
    case money::Standing::refund_due: return FinState::refund_due;
    case money::Standing::refunded: return FinState::refunded;
  }
  return FinState::none;
}

money::Way way_of(PaymentMethod m) {
  switch (m) {
    case PaymentMethod::viet_qr:
    case PaymentMethod::transfer: return money::Way::bank;
    case PaymentMethod::online: return money::Way::gateway;
    case PaymentMethod::none:
    case PaymentMethod::cash:
    case PaymentMethod::at_return: return money::Way::cash;
  }
  return money::Way::cash;
}

PaymentMethod method_of(money::Way way) {
  switch (way) {
    case money::Way::bank: return PaymentMethod::transfer;
    case money::Way::gateway: return PaymentMethod::online;
    case money::Way::cash:
    case money::Way::post: return PaymentMethod::cash;
  }
  return PaymentMethod::cash;
}

money::Debtor debtor_of(const CaseRecord& c) {
  return {money::SubjectId{c.id.value}, c.received_unit, c.code, c.procedure_name, c.applicant_name, person_from(c.applicant_json).address};
}

Status open_book(const money::Writer& w, const CaseRecord& c, const std::vector<money::Charge>& charges,
                 const std::optional<money::Taking>& taking) {
  Dong gross, net;
  for (const auto& charge : charges) {
    gross += charge.gross;
    net += charge.gross - charge.relief;
  }
  if (gross == Dong{}) return {};
  money::Book book(debtor_of(c));
  for (const auto& charge : charges) book.charge(w, charge);
  const bool take = taking && net > Dong{};
  if (take) TRY_VOID(book.take(w, *taking));
  return book.save(w, take ? money::events::kReceived : money::events::kCharged);
}

money::Book book_of(Work& w) {
  if (auto book = money::Book::find(w.tx, money::SubjectId{w.c.id.value})) return *std::move(book);
  money::Book book(debtor_of(w.c));
  const auto writer = writer_of(w);
  for (const auto& f : fees_of(w.tx, w.c.id)) book.charge(writer, {f.fee, f.name, Dong{f.amount}, {}, f.basis, ""});
  return book;
}

Dong paid_of(Work& w) {
  const auto book = money::Book::find(w.tx, money::SubjectId{w.c.id.value});
  if (!book) return w.c.fin == FinState::paid ? Dong{w.c.fee_total} : Dong{};
  const auto b = book->balances();
  return b.received() - b.to_refund();
}

Dong due_of_book(store::ReadTx& tx, const CaseRecord& c) {
  if (c.fin != FinState::due) return {};
  const auto book = money::Book::find(tx, money::SubjectId{c.id.value});
  return book ? book->due() : Dong{c.fee_total};
}

Result<money::ReceiptId> take_due(Work& w, const money::Taking& taking) {
  auto book = book_of(w);
  const auto writer = writer_of(w);
  const auto due = book.due();
  TRY(const auto receipt, book.take(writer, taking));
  TRY_VOID(book.save(writer, money::events::kReceived));
  w.c.fin = fin_of(book.standing());
  w.c.payment = method_of(taking.way);
  TRY_VOID(w.record(events::kPaid, {{"method", std::string(word(w.c.payment))},
                                    {"amount", std::to_string((due - book.due()).value)},
                                    {"receipt", std::to_string(receipt.value)}}));
  return receipt;
}

Status keep_unowed(Work& w, money::Book book, Dong amount, const money::Taking& taking) {
  const std::string why = book.due() > Dong{} ? "Tiền đến nhiều hơn số còn phải nộp" : "Tiền đến khi hồ sơ không còn khoản phải nộp";
  const auto writer = writer_of(w);
  book.keep_unowed(writer, amount, taking, why);
  TRY_VOID(book.save(writer, money::events::kUnowed));
  w.c.fin = fin_of(book.standing());
  return w.record(events::kUnowedReceived, {{"amount", std::to_string(amount.value)}, {"text", why}});
}

Status end_book(Work& w, Dong refund, std::string_view reason) {
  if (w.c.fin != FinState::due && refund == Dong{}) return {};
  auto book = book_of(w);
  const auto writer = writer_of(w);
  // Paid before there were books: the book is opened with what was taken then.
  if (w.c.fin == FinState::paid && book.due() > Dong{}) TRY_VOID(book.take(writer, {.way = way_of(w.c.payment)}));
  book.drop_due(writer, "Hồ sơ kết thúc khi chưa nộp");
  if (refund > Dong{}) TRY_VOID(book.promise_refund(writer, refund, reason));
  TRY_VOID(book.save(writer, refund > Dong{} ? money::events::kRefundPromised : money::events::kDropped));
  w.c.fin = fin_of(book.standing());
  return {};
}

Status pay_refund_of(Work& w, money::Way way, std::string_view document) {
  auto book = book_of(w);
  const auto writer = writer_of(w);
  TRY_VOID(book.pay_refund(writer, way, document));
  TRY_VOID(book.save(writer, money::events::kRefunded));
  w.c.fin = fin_of(book.standing());
  return {};
}

}  // namespace motcua::dossier
