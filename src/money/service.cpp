// The cashier's use cases: what is due, receipts, corrections.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "base/vietqr.hpp"
#include "identity/letterhead.hpp"
#include "money/money.hpp"
#include "money/store.hpp"
#include "store/journal.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> money_migrations();
}

namespace motcua::money {

store::MigrationSet migrations() { return {"money", embedded::money_migrations()}; }

namespace {
tl::unexpected<Error> no_claim() {
  return errors::not_found("money.no_such_claim", "Không tìm thấy khoản thu. Kiểm tra lại mã hồ sơ, hoặc hồ sơ này không thu phí.");
}
tl::unexpected<Error> no_receipt() { return errors::not_found("money.no_such_receipt_here", "Không có biên lai này."); }

std::string receipt_number(std::int64_t number) { return fmt::format("{:07}", number); }

// "123-456": a cursor of (moment, id).
std::pair<Instant, std::int64_t> cursor_from(std::string_view text) {
  std::int64_t at = INT64_MIN, id = 0;
  const auto* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, at);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') return {from_us(0), 0};
  std::from_chars(first.ptr + 1, end, id);
  return {from_us(at), id};
}
}  // namespace

Result<TransferOrder> transfer_order(store::ReadTx& tx, UnitId unit, SubjectId subject, Dong amount, Day day) {
  auto account = money::account_on(tx, unit, day);
  if (!account) return errors::not_found("money.no_account", "Đơn vị chưa khai tài khoản nhận tiền nên chưa có mã QR chuyển khoản.");
  TransferOrder order;
  order.reference = reference_of(subject);
  order.amount = amount;
  order.to = std::move(account->account);
  VietQr qr;
  qr.bank_bin = order.to.bank_bin;
  qr.account = order.to.number;
  qr.amount = amount;
  qr.purpose = order.reference;
  TRY(order.payload, build_vietqr(qr));
  return order;
}

bool Money::visible(const Actor& actor, UnitId unit) const {
  return actor.permits_in(identity::kFeeCollect, unit) || actor.permits_in(identity::kFeeReconcile, unit) ||
         actor.permits_in(identity::kAuditRead, unit);
}

DuePage Money::due(const Actor& actor, std::string_view after, int limit) {
  DuePage page;
  const auto units = actor.units_with(identity::kFeeCollect);
  page.rows = db_.read([&](store::ReadTx& tx) { return open_claims(tx, units, cursor_from(after), limit + 1); });
  if (std::cmp_greater(page.rows.size(), limit)) {
    page.rows.pop_back();
    page.next = fmt::format("{}-{}", to_us(page.rows.back().opened_at), page.rows.back().subject.value);
  }
  return page;
}

Result<SubjectId> Money::find(const Actor& actor, std::string_view typed) {
  const auto code = to_upper(clean(typed));
  return db_.read([&](store::ReadTx& tx) -> Result<SubjectId> {
    auto subject = subject_of_code(tx, code);
    if (!subject) subject = subject_in(code);
    const auto claim = subject ? find_claim(tx, *subject) : std::nullopt;
    if (!claim || !visible(actor, claim->debtor.unit)) return no_claim();
    return *subject;
  });
}

Result<ClaimView> Money::open(const Actor& actor, SubjectId subject, std::string_view purpose) {
  const auto today = day_of(clock_.now());
  TRY(auto view, db_.read([&](store::ReadTx& tx) -> Result<ClaimView> {
    const auto book = Book::find(tx, subject);
    if (!book || !visible(actor, book->debtor().unit)) return no_claim();
    ClaimView v;
    v.debtor = book->debtor();
    v.unit_name = identity_.tree()->name(v.debtor.unit, today);
    v.opened_at = book->opened_at();
    v.standing = book->standing();
    const auto b = book->balances();
    v.due = b.of(Account::due);
    v.received = b.received();
    v.exempt = b.of(Account::exempt);
    v.to_refund = b.to_refund();
    const bool may = actor.permits_in(identity::kFeeCollect, v.debtor.unit);
    for (const auto& r : book->receipts()) {
      ReceiptView rv{r, {}, {}, book->undone(r.id), false, receipt_number(r.number)};
      for (const auto* e : book->entries_of(r.id)) {
        rv.amount += e->amount;
        for (const auto way : {Way::cash, Way::bank, Way::gateway, Way::post})
          if (account_of(way) == e->target) rv.way = way;
      }
      rv.may_undo = may && !rv.undone && (v.standing == Standing::paid || v.standing == Standing::due);
      v.receipts.push_back(std::move(rv));
    }
    for (const auto& e : book->entries()) {
      EntryLine line{e, false, ""};
      line.undone = std::ranges::any_of(book->entries(), [&](const Entry& x) { return x.counters == e.id; });
      for (const auto& r : v.receipts)
        if (r.receipt.id == e.receipt) line.receipt = r.number;
      v.entries.push_back(std::move(line));
    }
    v.may_take = may && v.due > Dong{};
    v.may_refund = v.to_refund > Dong{} && actor.permits_in(identity::kFeeRefund, v.debtor.unit);
    if (v.due > Dong{})
      if (auto order = transfer_order(tx, v.debtor.unit, subject, v.due, today)) v.order = *std::move(order);
    return v;
  }));
  TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
    store::log_access(tx, {clock_.now(), actor.account_id, actor.acting_unit().value, "money", subject.value, purpose});
    return {};
  }));
  return view;
}

Result<ReceiptId> Money::take(const Actor& actor, SubjectId subject, const Taking& taking) {
  ensure(subjects_ != nullptr, "money is taken for something");
  return subjects_->pay(actor, subject, taking, [](store::Tx&, ReceiptId) -> Status { return {}; });
}

Result<SubjectId> Money::undo(const Actor& actor, ReceiptId receipt, std::string_view reason) {
  ensure(subjects_ != nullptr, "money is taken for something");
  const auto found = db_.read([&](store::ReadTx& tx) { return find_receipt(tx, receipt); });
  if (!found || !visible(actor, found->unit)) return no_receipt();
  TRY_VOID(actor.require(identity::kFeeCollect, found->unit));
  // Whoever gave it takes it back; for others it needs who reconciles.
  if (found->issued_by != actor.account_id) TRY_VOID(actor.require(identity::kFeeReconcile, found->unit));
  TRY_VOID(subjects_->undo(actor, found->subject, receipt, reason));
  return found->subject;
}

Status Money::pay_refund(const Actor& actor, SubjectId subject, Way way, std::string_view document) {
  ensure(subjects_ != nullptr, "money is taken for something");
  return subjects_->pay_refund(actor, subject, way, document);
}

print::FeeReceiptForm Money::form_of(store::ReadTx& tx, const Receipt& receipt) const {
  const auto book = Book::find(tx, receipt.subject);
  ensure(book.has_value(), "a receipt belongs to a claim");
  const auto tree = identity_.tree();
  const auto day = day_of(receipt.issued_at);
  print::FeeReceiptForm f;
  f.number = receipt_number(receipt.number);
  f.head = identity::letterhead(*tree, identity::committee_above(*tree, receipt.unit, day), receipt.unit,
                                fmt::format("{}/{}", f.number, receipt.year), day);
  f.symbol = receipt.symbol;
  f.qr_text = fmt::format("{} BIEN LAI {}", book->debtor().code, f.number);
  f.payer = receipt.payer;
  f.address = receipt.address;
  f.dossier_code = book->debtor().code;
  f.title = book->debtor().title;
  for (const auto* e : book->entries_of(receipt.id)) {
    f.lines.push_back({e->name, e->amount});
    f.total += e->amount;
    f.way = label(e->target);
    f.document = e->document;
  }
  f.collector = receipt.issued_by_name;
  f.issued_at = receipt.issued_at;
  for (const auto& e : book->entries())
    if (e.kind == Kind::counter && e.receipt == receipt.id) f.undone = fmt::format("ĐÃ HỦY lúc {}: {}", vn_datetime(e.at), e.reason);
  return f;
}

Result<print::FeeReceiptForm> Money::receipt_form(const Actor& actor, ReceiptId id) {
  return db_.read([&](store::ReadTx& tx) -> Result<print::FeeReceiptForm> {
    const auto receipt = find_receipt(tx, id);
    if (!receipt || !visible(actor, receipt->unit)) return no_receipt();
    return form_of(tx, *receipt);
  });
}

// ---- whoever holds the link ----

std::optional<PublicClaim> Money::public_claim(std::string_view code) {
  return db_.read([&](store::ReadTx& tx) -> std::optional<PublicClaim> {
    const auto subject = subject_of_code(tx, code);
    const auto book = subject ? Book::find(tx, *subject) : std::nullopt;
    if (!book) return std::nullopt;
    PublicClaim c;
    c.subject = *subject;
    c.unit = book->debtor().unit;
    c.due = book->due();
    c.to_refund = book->balances().to_refund();
    for (const auto* e : in_force(book->entries(), Kind::refund)) c.refunded += e->amount;
    for (const auto& r : book->receipts()) {
      PublicClaim::Paid paid{r.id, receipt_number(r.number), {}, {}, r.issued_at, book->undone(r.id)};
      for (const auto* e : book->entries_of(r.id)) {
        paid.amount += e->amount;
        paid.way = way_from(word(e->target)).value_or(Way::cash);
      }
      c.receipts.push_back(std::move(paid));
    }
    return c;
  });
}

Result<TransferOrder> Money::public_transfer(std::string_view code) {
  const auto claim = public_claim(code);
  if (!claim || claim->due <= Dong{}) return no_claim();
  return db_.read([&](store::ReadTx& tx) { return transfer_order(tx, claim->unit, claim->subject, claim->due, day_of(clock_.now())); });
}

Result<print::FeeReceiptForm> Money::public_receipt(std::string_view code, ReceiptId id) {
  return db_.read([&](store::ReadTx& tx) -> Result<print::FeeReceiptForm> {
    const auto receipt = find_receipt(tx, id);
    if (!receipt || subject_of_code(tx, code) != receipt->subject) return no_receipt();
    return form_of(tx, *receipt);
  });
}

}  // namespace motcua::money
