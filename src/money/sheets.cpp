// Day sheets of cashiers: what was taken since the last one, closed with the money counted.
#include <fmt/core.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/letterhead.hpp"
#include "money/money.hpp"
#include "money/sealed_rows.hpp"
#include "money/store.hpp"
#include "store/counters.hpp"
#include "store/journal.hpp"

namespace motcua::money {

namespace {
bool into_till(const Entry& e) {
  return e.target == Account::cash || e.target == Account::bank || e.target == Account::gateway || e.target == Account::post;
}
}  // namespace

SheetView Money::view_of(store::ReadTx& tx, UnitId unit, std::int64_t cashier, int sheet) const {
  SheetView v;
  v.unit = unit;
  v.unit_name = identity_.tree()->name(unit, day_of(clock_.now()));
  v.cashier = cashier;
  v.sheet = sheet;
  const auto entries = sheet > 0 ? entries_on_sheet(tx, unit, cashier, sheet) : std::vector<Entry>{};
  v.carried = sheet > 0 ? cash_before(tx, unit, cashier, sheet) : Dong{};
  // What the cashier handed in at the end is no part of what should lie in the till before.
  std::vector<Entry> moved;
  for (const auto& e : entries)
    if (e.kind != Kind::hand_in) moved.push_back(e);
  v.sums = sums_of(moved, v.carried);
  for (const auto& e : moved) {
    const auto facts = facts_of(tx, e);
    SheetLine line{e, facts.code, facts.payer, facts.receipt_number > 0 ? fmt::format("{:07}", facts.receipt_number) : std::string(),
                   into_till(e) ? e.amount : Dong{} - e.amount};
    v.lines.push_back(std::move(line));
  }
  return v;
}

SheetView Money::open_sheet(const Actor& actor, UnitId unit) {
  auto v = db_.read([&](store::ReadTx& tx) { return view_of(tx, unit, actor.account_id, money::open_sheet(tx, unit, actor.account_id)); });
  v.cashier_name = actor.display_name;
  return v;
}

namespace {
SheetView with_record(SheetView v, const SheetRecord& s) {
  v.id = s.id;
  v.cashier_name = s.cashier_name;
  v.number = s.number;
  v.closed_at = s.closed_at;
  v.counted = s.counted;
  v.document = s.document;
  v.note = s.note;
  return v;
}
}  // namespace

std::vector<SheetView> Money::closed_sheets(const Actor& actor, int limit) {
  const auto units = actor.units_with(identity::kFeeCollect);
  return db_.read([&](store::ReadTx& tx) {
    std::vector<SheetView> list;
    for (const auto& s : sheets_of(tx, units, limit)) {
      if (s.cashier != actor.account_id && !actor.permits_in(identity::kFeeReconcile, s.unit)) continue;
      auto v = with_record(view_of(tx, s.unit, s.cashier, s.sheet), s);
      v.lines.clear();
      list.push_back(std::move(v));
    }
    return list;
  });
}

Result<SheetView> Money::sheet(const Actor& actor, SheetId id) {
  return db_.read([&](store::ReadTx& tx) -> Result<SheetView> {
    const auto s = find_sheet(tx, id);
    if (!s || !visible(actor, s->unit) || (s->cashier != actor.account_id && !actor.permits_in(identity::kFeeReconcile, s->unit)))
      return errors::not_found("money.no_such_sheet", "Không có sổ thu này.");
    return with_record(view_of(tx, s->unit, s->cashier, s->sheet), *s);
  });
}

Result<SheetId> Money::close(const Actor& actor, const Closing& c) {
  TRY_VOID(actor.require(identity::kFeeCollect, c.unit));
  const auto now = clock_.now();
  const int year{std::chrono::year_month_day{day_of(now)}.year()};
  return db_.write([&](store::Tx& tx) -> Result<SheetId> {
    touch_till(tx, c.unit, actor.account_id);
    const auto sheet = money::open_sheet(tx, c.unit, actor.account_id);
    if (sheet != c.sheet) return errors::conflict("money.sheet_closed", "Sổ này đã khóa. Mở lại trang để xem sổ mới.");
    const auto v = view_of(tx, c.unit, actor.account_id, sheet);
    if (v.lines.empty() && v.carried == Dong{})
      return errors::illegal_transition("money.sheet_empty", "Chưa thu khoản nào nên chưa có gì để khóa sổ.");
    std::vector<FieldError> wrong;
    if (c.counted < Dong{}) wrong.push_back({"dem_duoc", "Ghi số tiền mặt đếm được; không có thì ghi 0."});
    if (c.counted != v.sums.cash && clean(c.note).empty())
      wrong.push_back({"ghi_chu", fmt::format("Đếm được khác sổ ({}): ghi lý do chênh lệch.", vn_money_short(v.sums.cash))});
    if (c.counted > Dong{} && clean(c.document).empty()) wrong.push_back({"chung_tu", "Ghi số phiếu nộp tiền vào quỹ hoặc ngân hàng."});
    if (!wrong.empty()) return errors::invalid_fields("money.closing_incomplete", std::move(wrong));
    SheetRecord s;
    s.id = ids_.next<SheetTag>();
    s.unit = c.unit;
    s.cashier = actor.account_id;
    s.cashier_name = actor.display_name;
    s.sheet = sheet;
    s.year = year;
    s.number = store::next_number(tx, "money-sheet", fmt::format("{}-{}", c.unit.value, year));
    s.closed_at = now;
    s.counted = c.counted;
    s.document = clean(c.document);
    s.note = clean(c.note);
    std::optional<Entry> handed;
    if (c.counted > Dong{}) {
      handed.emplace();
      handed->id = ids_.next<EntryTag>();
      handed->unit = c.unit.value;
      handed->kind = Kind::hand_in;
      handed->source = Account::cash;
      handed->target = Account::handed_in;
      handed->amount = c.counted;
      handed->name = "Nộp quỹ";
      handed->document = s.document;
      handed->at = now;
      handed->actor = actor.account_id;
      handed->actor_name = actor.display_name;
      insert(tx, *handed, true);
    }
    insert(tx, s);
    if (!next_sheet(tx, c.unit, actor.account_id, sheet)) return errors::conflict("money.sheet_closed", "Sổ này vừa được khóa.");
    TRY_VOID(append_row(tx, actor, now, "money_sheet", s.id.value, 0, events::kSheetClosed, content_of(tx, s)));
    return s.id;
  });
}

Result<print::DaySheetForm> Money::sheet_form(const Actor& actor, SheetId id) {
  TRY(const auto v, sheet(actor, id));
  const auto day = day_of(*v.closed_at);
  const auto tree = identity_.tree();
  print::DaySheetForm f;
  f.head = identity::letterhead(*tree, identity::committee_above(*tree, v.unit, day), v.unit,
                                fmt::format("{}/{}/BK", v.number, int{std::chrono::year_month_day{day}.year()}), day);
  f.cashier = v.cashier_name;
  f.period = v.lines.empty() ? "Sổ khóa " + vn_datetime(*v.closed_at)
                             : fmt::format("Từ {} đến {}", vn_datetime(v.lines.front().entry.at), vn_datetime(*v.closed_at));
  for (const auto& l : v.lines) {
    const bool in = into_till(l.entry);
    f.lines.push_back({l.receipt, l.code, l.payer,
                       l.entry.kind == Kind::counter  ? "Hủy: " + l.entry.reason
                       : l.entry.kind == Kind::refund ? "Hoàn tiền"
                                                      : l.entry.name,
                       std::string(label(in ? l.entry.target : l.entry.source)), l.signed_amount});
  }
  for (const auto& s : v.sums.by_way) f.by_way.push_back({s.label, s.count, s.amount});
  for (const auto& s : v.sums.by_fee) f.by_fee.push_back({s.label, s.count, s.amount});
  f.total = v.sums.total;
  f.carried = v.carried;
  f.expected = v.sums.cash;
  f.counted = v.counted;
  f.document = v.document;
  f.note = v.note;
  f.closed =
      fmt::format("Khóa sổ lúc {} trên hệ thống. Biên lai: {}, đã hủy: {}.", vn_datetime(*v.closed_at), v.sums.receipts, v.sums.undone);
  return f;
}

}  // namespace motcua::money
