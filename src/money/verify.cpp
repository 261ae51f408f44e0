// What the ledger must be: rows as their journal says, numbers dense, every account summing to nothing.
#include <fmt/core.h>

#include <set>

#include "base/json.hpp"
#include "money/money.hpp"
#include "money/sealed_rows.hpp"
#include "money/store.hpp"
#include "store/counters.hpp"
#include "store/kept_rows.hpp"
#include "web/crypto.hpp"

namespace motcua::money {

namespace {
using Broken = std::optional<std::string>;

void put(JsonWriter& j, const std::optional<Instant>& t) { j.value(t ? std::optional(to_us(*t)) : std::nullopt); }

// The digest the last row of a journal carries.
std::string told(std::span<const store::JournalRow> rows) {
  const auto json = Json::parse(rows.back().payload);
  return json ? std::string((*json)["content"].text().value_or("")) : std::string();
}

// Nothing also when a word in it is none of ours.
std::optional<Book> readable(store::ReadTx& tx, SubjectId subject) {
  try {
    return Book::find(tx, subject);
  } catch (const store::Failure&) {
    throw;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Broken check_claims(store::ReadTx& tx) {
  std::set<std::int64_t> journals;
  auto broken = store::replay(tx, "money", [&](std::int64_t id, std::span<const store::JournalRow> rows) -> Broken {
    journals.insert(id);
    const auto book = readable(tx, SubjectId{id});
    if (!book) return fmt::format("money_claim {}: there is a journal but no row that can be read", id);
    if (book->digest() != told(rows) || book->version() != rows.back().seq)
      return fmt::format("money_entry of claim {}: not what the journal says", id);
    if (!book->balances().zero_sum()) return fmt::format("money_entry of claim {}: accounts do not sum to nothing", id);
    if (book->due() < Dong{}) return fmt::format("money_entry of claim {}: more was taken than was due", id);
    return std::nullopt;
  });
  if (broken) return broken;
  SubjectId last;
  for (auto page = subjects_after(tx, last, 5000); !page.empty(); page = subjects_after(tx, last, 5000)) {
    for (const auto subject : page)
      if (!journals.contains(subject.value)) return fmt::format("money_claim {}: no journal", subject.value);
    last = page.back();
  }
  if (const auto id = entry_without_claim(tx)) return fmt::format("money_entry {}: no such claim", *id);
  if (const auto id = entry_off_its_sheet(tx)) return fmt::format("money_entry {}: not on the sheet of its moment", *id);
  return std::nullopt;
}

Broken check_numbers(store::ReadTx& tx) {
  const auto dense = [&](const std::vector<ReceiptSeries>& all, std::string_view scope, std::string_view table) -> Broken {
    for (const auto& s : all)
      if (s.lowest != 1 || s.highest != s.count || store::last_number(tx, scope, fmt::format("{}-{}", s.unit, s.year)) != s.count)
        return fmt::format("{} of unit {} in {}: numbers are not dense", table, s.unit, s.year);
    return std::nullopt;
  };
  if (auto broken = dense(receipt_series(tx), "money-receipt", "money_receipt")) return broken;
  if (auto broken = dense(sheet_series(tx), "money-sheet", "money_sheet")) return broken;
  for (const auto& t : tills(tx))
    if (t.sheet != t.closed + 1) return fmt::format("money_till {} {}: open sheet does not follow the closed ones", t.unit, t.cashier);
  return std::nullopt;
}

Broken check_sealed(store::ReadTx& tx) {
  using Row = store::KeptRow;
  auto broken = store::check_kept_rows(tx, "money_sheet", ids_of_sheets(tx), [&](std::int64_t id) -> Row {
    const auto s = find_sheet(tx, SheetId{id});
    try {
      return s ? Row{{content_of(tx, *s), 1}} : std::nullopt;
    } catch (const std::bad_optional_access&) {  // a word of an entry that is none of ours
      return std::nullopt;
    }
  });
  if (broken) return broken;
  broken = store::check_kept_rows(tx, "money_account", ids_of_accounts(tx), [&](std::int64_t id) -> Row {
    const auto a = find_account(tx, id);
    return a ? Row{{content_of(*a), 1}} : std::nullopt;
  });
  if (broken) return broken;
  return store::check_kept_rows(tx, "money_bank_line", ids_of_lines(tx), [&](std::int64_t id) -> Row {
    const auto l = find_line(tx, BankLineId{id});
    return l ? Row{{content_of(*l), l->version}} : std::nullopt;
  });
}
}  // namespace

std::string content_of(store::ReadTx& tx, const SheetRecord& s) {
  JsonWriter j;
  j.begin_array().value(s.id.value).value(s.unit.value).value(s.cashier).value(s.cashier_name).value(s.sheet).value(s.year);
  j.value(s.number).value(to_us(s.closed_at)).value(s.counted.value).value(s.document).value(s.note);
  // Everything on it: a sheet that is closed is what it was.
  for (const auto& e : entries_on_sheet(tx, s.unit, s.cashier, s.sheet)) {
    j.value(e.id.value).value(e.amount.value).value(word(e.kind)).value(word(e.source)).value(word(e.target)).value(e.name);
    j.value(e.document).value(e.reason).value(to_us(e.at)).value(e.actor_name).value(e.fee).value(e.receipt.value).value(e.counters.value);
  }
  return web::sha256_hex(j.end_array().take());
}

std::string content_of(const AccountRecord& r) {
  const auto& a = r.account;
  JsonWriter j;
  j.begin_array().value(r.id).value(a.unit.value).value(a.bank_bin).value(a.bank_name).value(a.number).value(a.holder).value(a.symbol);
  j.value(to_number(a.valid_from)).value(a.source).value(to_us(r.set_at)).value(r.set_by).value(a.set_by_name);
  return web::sha256_hex(j.end_array().take());
}

std::string content_of(const BankLineRecord& r) {
  const auto& l = r.line;
  JsonWriter j;
  j.begin_array().value(l.id.value).value(r.version).value(l.unit.value).value(r.line_key).value(l.file_name).value(to_us(l.imported_at));
  j.value(l.imported_by_name).value(to_number(l.booked_on)).value(l.amount.value).value(l.description).value(l.bank_ref);
  j.value(word(l.state)).value(l.why).value(l.subject.value).value(l.receipt.value).value(l.note);
  put(j, l.decided_at);
  return web::sha256_hex(j.value(l.decided_by_name).end_array().take());
}

Status append_row(store::Tx& tx, const Actor& actor, Instant now, std::string_view object, std::int64_t id, std::int64_t version,
                  std::string_view event, const std::string& content) {
  return store::append(
      tx, store::RowChange{object, id, version, now, actor.account_id, actor.acting_unit().value, actor.display_name, event, content});
}

std::vector<store::Verifier> Money::verifiers() const {
  return {{"money: claims by the journal", check_claims}, {"money: numbers", check_numbers}, {"money: sheets and bank", check_sealed}};
}

}  // namespace motcua::money
