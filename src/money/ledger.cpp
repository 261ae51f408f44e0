#include "money/ledger.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "money/store.hpp"
#include "store/counters.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::money {

namespace {
constexpr std::string_view kUnowedFee = "khong-phai-nop";

// What a gateway reports goes through nobody's hands.
bool moves_till(const Entry& e) {
  return e.actor != 0 && (e.kind == Kind::payment || e.kind == Kind::refund || (e.kind == Kind::counter && e.receipt));
}

void put(JsonWriter& j, const Entry& e) {
  j.begin_array().value(e.id.value).value(e.unit).value(word(e.kind)).value(word(e.source)).value(word(e.target)).value(e.amount.value);
  j.value(e.fee).value(e.name).value(e.receipt.value).value(e.counters.value).value(e.document).value(e.reason).value(to_us(e.at));
  j.value(e.actor).value(e.actor_name).end_array();
}

void put(JsonWriter& j, const Receipt& r) {
  j.begin_array().value(r.id.value).value(r.unit.value).value(r.year).value(r.number).value(r.symbol).value(r.payer).value(r.address);
  j.value(to_us(r.issued_at)).value(r.issued_by).value(r.issued_by_name).end_array();
}
}  // namespace

std::optional<Book> Book::find(store::ReadTx& tx, SubjectId subject) {
  auto record = find_claim(tx, subject);
  if (!record) return std::nullopt;
  Book book(std::move(record->debtor));
  book.version_ = record->version;
  book.opened_at_ = record->opened_at;
  book.open_ = record->open;
  book.entries_ = money::entries_of(tx, subject);
  book.receipts_ = receipts_of(tx, subject);
  book.stored_entries_ = book.entries_.size();
  book.stored_receipts_ = book.receipts_.size();
  return book;
}

std::vector<const Entry*> Book::entries_of(ReceiptId receipt) const {
  std::vector<const Entry*> list;
  for (const auto& e : entries_)
    if (e.receipt == receipt && e.kind == Kind::payment) list.push_back(&e);
  return list;
}

bool Book::undone(ReceiptId receipt) const {
  const auto left = in_force(entries_, Kind::payment);
  return std::ranges::none_of(left, [&](const Entry* e) { return e->receipt == receipt; });
}

Entry Book::entry(const Writer& w, Kind kind, Account from, Account to, Dong amount) const {
  Entry e;
  e.id = w.ids.next<EntryTag>();
  e.subject = debtor_.subject;
  e.unit = debtor_.unit.value;
  e.kind = kind;
  e.source = from;
  e.target = to;
  e.amount = amount;
  e.at = w.now;
  e.actor = w.actor.account_id;
  e.actor_name = w.actor.display_name;
  return e;
}

void Book::charge(const Writer& w, const Charge& c) {
  if (c.gross > Dong{}) {
    auto e = entry(w, Kind::charge, Account::fee, Account::due, c.gross);
    e.fee = c.fee;
    e.name = c.name;
    e.reason = c.basis;
    entries_.push_back(std::move(e));
  }
  if (c.relief > Dong{}) {
    ensure(c.relief <= c.gross, "a relief is part of what is charged");
    auto e = entry(w, Kind::relief, Account::due, Account::exempt, c.relief);
    e.fee = c.fee;
    e.name = c.name;
    e.reason = c.why;
    entries_.push_back(std::move(e));
  }
}

Result<ReceiptId> Book::take(const Writer& w, const Taking& taking) {
  // What is due of each fee, in the order the fees were fixed.
  std::vector<std::pair<const Entry*, Dong>> fees;
  for (const auto* charge : in_force(entries_, Kind::charge)) {
    Dong left;
    for (const auto& e : entries_)
      if (e.fee == charge->fee) left += e.target == Account::due ? e.amount : e.source == Account::due ? Dong{} - e.amount : Dong{};
    if (left > Dong{} && std::ranges::none_of(fees, [&](const auto& f) { return f.first->fee == charge->fee; }))
      fees.emplace_back(charge, left);
  }
  if (fees.empty()) return errors::illegal_transition("money.nothing_due", "Không còn khoản nào phải nộp.");
  if (taking.amount < Dong{} || taking.amount > due())
    return errors::invalid_fields("money.more_than_due",
                                  {{"so_tien", fmt::format("Còn phải nộp {}: thu nhiều nhất chừng đó.", vn_money_short(due()))}});
  auto rest = taking.amount == Dong{} ? due() : taking.amount;
  const int year{std::chrono::year_month_day{day_of(w.now)}.year()};
  Receipt r;
  r.id = w.ids.next<ReceiptTag>();
  r.subject = debtor_.subject;
  r.unit = debtor_.unit;
  r.year = year;
  r.number = store::next_number(w.tx, "money-receipt", fmt::format("{}-{}", debtor_.unit.value, year));
  if (const auto account = account_on(w.tx, debtor_.unit, day_of(w.now))) r.symbol = account->account.symbol;
  r.payer = clean(taking.payer).empty() ? debtor_.payer : clean(taking.payer);
  r.address = debtor_.address;
  r.issued_at = w.now;
  r.issued_by = w.actor.account_id;
  r.issued_by_name = w.actor.display_name;
  std::vector<Entry> paid;
  for (const auto& [charge, left] : fees) {
    const auto part = std::min(left, rest);
    if (part == Dong{}) break;
    rest = rest - part;
    auto e = entry(w, Kind::payment, Account::due, account_of(taking.way), part);
    e.fee = charge->fee;
    e.name = charge->name;
    e.receipt = r.id;
    e.document = clean(taking.document);
    paid.push_back(std::move(e));
  }
  std::ranges::move(paid, std::back_inserter(entries_));
  receipts_.push_back(std::move(r));
  return receipts_.back().id;
}

Status Book::undo(const Writer& w, ReceiptId receipt, std::string_view reason) {
  if (std::ranges::find(receipts_, receipt, &Receipt::id) == receipts_.end())
    return errors::not_found("money.no_such_receipt", "Không có biên lai này.");
  if (undone(receipt)) return errors::illegal_transition("money.receipt_undone", "Biên lai này đã hủy rồi.");
  const auto now_standing = standing();
  if (now_standing == Standing::refund_due || now_standing == Standing::refunded)
    return errors::illegal_transition("money.refund_promised", "Khoản này đã có quyết định hoàn nên không hủy biên lai được nữa.");
  const auto why = clean(reason);
  if (why.empty()) return errors::invalid_fields("money.undo_without_reason", {{"ly_do", "Ghi lý do hủy biên lai."}});
  std::vector<Entry> added;
  for (const auto* e : in_force(entries_, Kind::payment)) {
    if (e->receipt != receipt) continue;
    auto back = entry(w, Kind::counter, e->target, e->source, e->amount);
    back.fee = e->fee;
    back.name = e->name;
    back.receipt = receipt;
    back.counters = e->id;
    back.reason = why;
    added.push_back(std::move(back));
  }
  std::ranges::move(added, std::back_inserter(entries_));
  return {};
}

void Book::drop_due(const Writer& w, std::string_view reason) {
  if (due() == Dong{}) return;
  std::vector<Entry> added;
  // What was charged and what was relieved is taken back whole; what was paid of a fee is what was owed for it.
  std::vector<std::pair<const Entry*, Dong>> paid;
  for (const auto* charge : in_force(entries_, Kind::charge)) {
    Dong sum;
    for (const auto* e : in_force(entries_, Kind::payment))
      if (e->fee == charge->fee) sum += e->amount;
    if (sum > Dong{} && std::ranges::none_of(paid, [&](const auto& p) { return p.first->fee == charge->fee; }))
      paid.emplace_back(charge, sum);
  }
  for (const auto kind : {Kind::relief, Kind::charge})
    for (const auto* e : in_force(entries_, kind)) {
      auto back = entry(w, Kind::counter, e->target, e->source, e->amount);
      back.fee = e->fee;
      back.name = e->name;
      back.counters = e->id;
      back.reason = std::string(reason);
      added.push_back(std::move(back));
    }
  for (const auto& [charge, sum] : paid) {
    auto owed = entry(w, Kind::charge, Account::fee, Account::due, sum);
    owed.fee = charge->fee;
    owed.name = charge->name;
    owed.reason = charge->reason;
    added.push_back(std::move(owed));
  }
  std::ranges::move(added, std::back_inserter(entries_));
}

Status Book::promise_refund(const Writer& w, Dong amount, std::string_view reason) {
  const auto b = balances();
  if (amount <= Dong{} || amount > b.received() - b.to_refund())
    return errors::invalid("money.refund_too_much", fmt::format("Hoàn tối đa {} đã nộp.", vn_money_short(b.received() - b.to_refund())));
  auto e = entry(w, Kind::refund_promised, Account::refund, Account::fee, amount);
  e.reason = clean(reason);
  entries_.push_back(std::move(e));
  return {};
}

Status Book::pay_refund(const Writer& w, Way way, std::string_view document) {
  const auto amount = balances().to_refund();
  if (amount <= Dong{}) return errors::illegal_transition("money.nothing_to_refund", "Không có khoản phải hoàn.");
  auto e = entry(w, Kind::refund, account_of(way), Account::refund, amount);
  e.name = "Hoàn phí, lệ phí";
  e.document = clean(document);
  entries_.push_back(std::move(e));
  return {};
}

void Book::keep_unowed(const Writer& w, Dong amount, const Taking& taking, std::string_view why) {
  // Named apart from every fee: what is due of a fee is a sum of its own entries.
  auto came = entry(w, Kind::payment, Account::due, account_of(taking.way), amount);
  came.fee = kUnowedFee;
  came.name = "Tiền đến khi không còn phải nộp";
  came.document = clean(taking.document);
  came.reason = why;
  auto promise = entry(w, Kind::refund_promised, Account::refund, Account::due, amount);
  promise.fee = came.fee;
  promise.name = came.name;
  promise.reason = why;
  entries_.push_back(std::move(came));
  entries_.push_back(std::move(promise));
}

Status Book::save(const Writer& w, std::string_view event) {
  ensure(balances().zero_sum(), "entries pass amounts on: their accounts sum to nothing");
  const auto old = version_;
  if (old == 0) opened_at_ = w.now;
  ++version_;
  open_ = due() > Dong{};
  put_claim(w.tx, {debtor_, version_, opened_at_, open_}, old);
  const bool till = std::any_of(entries_.begin() + static_cast<std::ptrdiff_t>(stored_entries_), entries_.end(), moves_till);
  if (till) touch_till(w.tx, debtor_.unit, w.actor.account_id);
  for (; stored_receipts_ < receipts_.size(); ++stored_receipts_) insert(w.tx, receipts_[stored_receipts_]);
  Dong sum;
  for (; stored_entries_ < entries_.size(); ++stored_entries_) {
    const auto& e = entries_[stored_entries_];
    insert(w.tx, e, moves_till(e));
    sum += e.amount;
  }
  JsonWriter json;
  json.begin_object().field("by", w.actor.display_name).field("code", debtor_.code).field("amount", sum.value);
  json.field("content", digest()).end_object();
  const auto payload = json.take();
  TRY_VOID(store::append(w.tx,
                         {.object = "money",
                          .object_id = debtor_.subject.value,
                          .at = w.now,
                          .recorded_at = w.now,
                          .actor = w.actor.account_id,
                          .unit = debtor_.unit.value,
                          .kind = event,
                          .payload = payload},
                         old));
  store::publish(w.tx, {.topic = event, .key = debtor_.subject.value, .payload = payload, .at = w.now});
  return {};
}

// In order of their numbers, as they are read back: a clock set back hands out numbers below the earlier ones.
std::string Book::digest() const {
  auto entries = entries_;
  auto receipts = receipts_;
  std::ranges::sort(entries, {}, &Entry::id);
  std::ranges::sort(receipts, {}, &Receipt::id);
  JsonWriter j;
  j.begin_array().value(debtor_.subject.value).value(version_).value(debtor_.unit.value).value(debtor_.code).value(debtor_.title);
  j.value(debtor_.payer).value(debtor_.address).value(to_us(opened_at_)).value(open_);
  j.begin_array();
  for (const auto& e : entries) put(j, e);
  j.end_array().begin_array();
  for (const auto& r : receipts) put(j, r);
  j.end_array().end_array();
  return web::sha256_hex(j.take());
}

}  // namespace motcua::money
