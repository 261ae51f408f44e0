// Accounts of units, statements of the bank and what they pay for.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "base/vietqr.hpp"
#include "money/money.hpp"
#include "money/post_money.hpp"
#include "money/sealed_rows.hpp"
#include "money/statement.hpp"
#include "money/store.hpp"
#include "web/crypto.hpp"

namespace motcua::money {

std::string_view word(LineState s) {
  switch (s) {
    case LineState::open: return "open";
    case LineState::matched: return "matched";
    case LineState::aside: return "aside";
  }
  return {};
}
std::string_view label(LineState s) {
  switch (s) {
    case LineState::open: return "Chưa khớp";
    case LineState::matched: return "Đã khớp";
    case LineState::aside: return "Để riêng";
  }
  return {};
}

std::optional<BankAccount> Money::account_on(UnitId unit, Day day) {
  const auto found = db_.read([&](store::ReadTx& tx) { return money::account_on(tx, unit, day); });
  return found ? std::optional(found->account) : std::nullopt;
}

std::vector<BankAccount> Money::accounts(UnitId unit) {
  std::vector<BankAccount> list;
  for (auto& a : db_.read([&](store::ReadTx& tx) { return accounts_of(tx, unit); })) list.push_back(std::move(a.account));
  return list;
}

Status Money::set_account(const Actor& actor, const BankAccount& given) {
  TRY_VOID(actor.require(identity::kIdentityManage, given.unit));
  AccountRecord r;
  r.account = given;
  auto& a = r.account;
  a.bank_name = clean(a.bank_name);
  a.holder = clean(a.holder);
  a.symbol = clean(a.symbol);
  a.source = clean(a.source);
  std::vector<FieldError> wrong;
  VietQr probe;
  probe.bank_bin = a.bank_bin;
  probe.account = a.number;
  if (a.bank_bin.size() != 6 || a.bank_bin.find_first_not_of("0123456789") != std::string::npos)
    wrong.push_back({"bin", "Mã ngân hàng (BIN) có 6 chữ số, ví dụ 970436."});
  else if (!build_vietqr(probe))
    wrong.push_back({"so_tai_khoan", "Số tài khoản chỉ gồm chữ và số không dấu, tối đa 19 ký tự."});
  if (a.bank_name.empty()) wrong.push_back({"ngan_hang", "Ghi tên ngân hàng hoặc kho bạc."});
  if (a.holder.empty()) wrong.push_back({"chu_tai_khoan", "Ghi tên chủ tài khoản đúng như ngân hàng ghi."});
  if (a.source.empty()) wrong.push_back({"can_cu", "Ghi văn bản giao tài khoản này."});
  if (!wrong.empty()) return errors::invalid_fields("money.account_incomplete", std::move(wrong));
  r.id = ids_.next();
  r.set_at = clock_.now();
  r.set_by = actor.account_id;
  a.set_by_name = actor.display_name;
  const auto taken = errors::conflict("money.account_day_taken", "Ngày này đã có một tài khoản. Chọn ngày khác.");
  return db_.write([&](store::Tx& tx) -> Status {
    insert(tx, r, taken.value());
    return append_row(tx, actor, r.set_at, "money_account", r.id, 0, events::kAccountSet, content_of(r));
  });
}

namespace {
// The bank's own number when it gives one; else the whole line, counted when it stands several times in the file.
std::string key_of(const StatementLine& l, std::map<std::string, int>& seen) {
  if (!l.bank_ref.empty()) return "ref:" + l.bank_ref;
  auto key = web::sha256_hex(fmt::format("{}|{}|{}", to_number(l.booked_on), l.amount.value, l.description)).substr(0, 32);
  return fmt::format("line:{}:{}", key, ++seen[key]);
}
constexpr int kMaxLines = 5000;
}  // namespace

Result<Import> Money::import_statement(const Actor& actor, UnitId unit, std::string_view bytes, std::string_view file_name) {
  TRY_VOID(actor.require(identity::kFeeReconcile, unit));
  TRY(const auto statement, read_statement(bytes));
  if (statement.lines.size() > kMaxLines)
    return errors::invalid("money.statement_too_long", fmt::format("Tệp có hơn {} dòng. Tải sao kê của ít ngày hơn.", kMaxLines));
  const auto now = clock_.now();
  std::vector<BankLineRecord> records;
  std::map<std::string, int> seen;
  for (const auto& l : statement.lines) {
    BankLineRecord r;
    r.line_key = key_of(l, seen);
    r.line.id = ids_.next<BankLineTag>();
    r.line.unit = unit;
    r.line.file_name = clean(file_name);
    r.line.imported_at = now;
    r.line.imported_by_name = actor.display_name;
    r.line.booked_on = l.booked_on;
    r.line.amount = l.amount;
    r.line.description = l.description;
    r.line.bank_ref = l.bank_ref;
    r.version = 1;
    records.push_back(std::move(r));
  }
  Import done;
  done.lines = static_cast<int>(records.size());
  done.skipped = statement.skipped;
  TRY(const auto fresh, db_.write([&](store::Tx& tx) -> Result<std::vector<BankLineId>> {
    std::vector<BankLineId> ids;
    for (const auto& r : records) {
      if (!insert_new(tx, r)) continue;
      TRY_VOID(append_row(tx, actor, now, "money_bank_line", r.line.id.value, 0, events::kLineImported, content_of(r)));
      ids.push_back(r.line.id);
    }
    return ids;
  }));
  done.new_lines = static_cast<int>(fresh.size());
  for (const auto id : fresh) {
    TRY(const auto why, match(actor, id, std::nullopt));
    if (why.empty()) ++done.matched;
  }
  return done;
}

// Takes the money of one line; why not, in words, when it does not fit. Only what a person chose is an error.
Result<std::string> Money::match(const Actor& actor, BankLineId id, std::optional<SubjectId> chosen) {
  ensure(subjects_ != nullptr, "money is taken for something");
  struct Found {
    BankLineRecord line;
    std::string why;
    SubjectId subject;
  };
  const auto found = db_.read([&](store::ReadTx& tx) -> std::optional<Found> {
    auto line = find_line(tx, id);
    if (!line || line->line.state != LineState::open) return std::nullopt;
    Found f{*std::move(line), "", {}};
    const auto subject = chosen ? chosen : subject_in(f.line.line.description);
    const auto book = subject ? Book::find(tx, *subject) : std::nullopt;
    if (!subject) {
      f.why = "Nội dung chuyển khoản không có mã MC…";
    } else if (!book || book->debtor().unit != f.line.line.unit) {
      f.why = "Không có khoản thu nào của đơn vị mang mã này";
    } else if (book->due() == Dong{}) {
      f.why = fmt::format("Hồ sơ {} không còn khoản phải nộp", book->debtor().code);
    } else if (book->due() < f.line.line.amount || (!chosen && book->due() != f.line.line.amount)) {
      // A smaller sum may be a part payment or a mistake of the payer: a person says which.
      f.why = fmt::format("Hồ sơ {} phải nộp {}, khoản này {}", book->debtor().code, vn_money_short(book->due()),
                          vn_money_short(f.line.line.amount));
    }
    if (subject) f.subject = *subject;
    return f;
  });
  if (!found) return errors::not_found("money.no_such_line", "Khoản này không còn chờ khớp.");
  auto record = found->line;
  const auto old = record.version++;
  auto& l = record.line;
  const auto now = clock_.now();
  if (!found->why.empty()) {
    if (chosen) return errors::invalid_fields("money.line_does_not_fit", {{"ma", found->why + "."}});
    if (l.why == found->why) return found->why;
    l.why = found->why;
    TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
      if (!decide(tx, record, old)) return errors::conflict("money.line_taken", "Khoản này vừa được người khác xử lý.");
      return append_row(tx, actor, now, "money_bank_line", id.value, old, events::kLineImported, content_of(record));
    }));
    return found->why;
  }
  l.state = LineState::matched;
  l.why.clear();
  l.subject = found->subject;
  l.decided_at = now;
  l.decided_by_name = actor.display_name;
  const Taking taking{Way::bank, fmt::format("giao dịch {} ngày {}", l.bank_ref.empty() ? "ngân hàng" : l.bank_ref, vn_date(l.booked_on)),
                      "", l.amount};
  TRY_VOID(subjects_->pay(actor, found->subject, taking, [&](store::Tx& tx, ReceiptId receipt) -> Status {
    auto done = record;
    done.line.receipt = receipt;
    if (!decide(tx, done, old)) return errors::conflict("money.line_taken", "Khoản này vừa được người khác xử lý.");
    return append_row(tx, actor, now, "money_bank_line", id.value, old, events::kLineMatched, content_of(done));
  }));
  return std::string();
}

std::vector<BankLine> Money::unmatched(const Actor& actor, int limit) {
  std::vector<BankLine> list;
  for (auto& r : db_.read([&](store::ReadTx& tx) { return open_lines(tx, actor.units_with(identity::kFeeReconcile), limit); }))
    list.push_back(std::move(r.line));
  return list;
}

std::vector<BankLine> Money::lines(const Actor& actor, int limit) {
  std::vector<BankLine> list;
  for (auto& r : db_.read([&](store::ReadTx& tx) { return newest_lines(tx, actor.units_with(identity::kFeeReconcile), limit); }))
    list.push_back(std::move(r.line));
  return list;
}

Status Money::assign(const Actor& actor, BankLineId id, std::string_view code) {
  const auto record = db_.read([&](store::ReadTx& tx) { return find_line(tx, id); });
  if (!record || !visible(actor, record->line.unit)) return errors::not_found("money.no_such_line", "Không có khoản này.");
  TRY_VOID(actor.require(identity::kFeeReconcile, record->line.unit));
  const auto subject = find(actor, code);
  if (!subject) return errors::invalid_fields("money.line_without_claim", {{"ma", "Không có khoản thu nào mang mã hồ sơ này."}});
  TRY_VOID(match(actor, id, *subject));
  return {};
}

Result<BankLine> account_for(store::Tx& tx, const Actor& actor, Instant now, UnitId unit, BankLineId id, std::string_view note) {
  auto record = find_line(tx, id);
  if (!record || record->line.unit != unit || !actor.permits_in(identity::kFeeReconcile, unit))
    return errors::not_found("money.no_such_line", "Không có khoản này.");
  const auto taken = errors::conflict("money.line_taken", "Khoản này vừa được xử lý.");
  if (record->line.state != LineState::open) return taken;
  const auto old = record->version++;
  record->line.state = LineState::aside;
  record->line.note = clean(note);
  record->line.decided_at = now;
  record->line.decided_by_name = actor.display_name;
  if (!decide(tx, *record, old)) return taken;
  TRY_VOID(append_row(tx, actor, now, "money_bank_line", id.value, old, events::kLineSetAside, content_of(*record)));
  return record->line;
}

Status Money::set_aside(const Actor& actor, BankLineId id, std::string_view note) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    const auto record = find_line(tx, id);
    if (!record || !visible(actor, record->line.unit)) return errors::not_found("money.no_such_line", "Không có khoản này.");
    TRY_VOID(actor.require(identity::kFeeReconcile, record->line.unit));
    if (record->line.state == LineState::open && clean(note).empty())
      return errors::invalid_fields("money.aside_without_note", {{"ghi_chu", "Ghi khoản này là gì, sẽ xử lý thế nào."}});
    TRY_VOID(account_for(tx, actor, now, record->line.unit, id, note));
    return {};
  });
}

}  // namespace motcua::money
