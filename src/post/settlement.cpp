#include "post/settlement.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "post/store_settlement.hpp"
#include "store/kept_rows.hpp"

namespace motcua::post {

using identity::kFeeReconcile;

Day month_of(Day day) {
  const std::chrono::year_month_day ymd{day};
  return std::chrono::local_days{ymd.year() / ymd.month() / 1};
}
Day month_after(Day first) { return month_of(first + std::chrono::days{32}); }

namespace {
std::pair<Instant, Instant> span_of(Day first) { return {to_instant(LocalTime{first}), to_instant(LocalTime{month_after(first)})}; }

Month sums_of_month(store::ReadTx& tx, UnitId unit, Day first) {
  Month m;
  m.first = first;
  const auto [from, to] = span_of(first);
  const auto sum = money::post_sum(tx, unit, from, to);
  m.entries = sum.entries;
  m.taken = sum.amount;
  for (const auto& t : transfers_of(tx, unit, first)) m.transferred += t.amount;
  m.closed = settlement_of(tx, unit, first);
  return m;
}

std::string month_words(Day first) {
  const std::chrono::year_month_day ymd{first};
  return fmt::format("tháng {:02}/{}", unsigned{ymd.month()}, int{ymd.year()});
}
tl::unexpected<Error> closed_before(Day first) {
  return errors::illegal_transition("post.month_closed", fmt::format("Đối soát {} đã khóa.", month_words(first)));
}
}  // namespace

std::vector<Month> Settlements::months(const Actor& actor, UnitId unit, int how_many) {
  std::vector<Month> list;
  if (!actor.permits_in(kFeeReconcile, unit)) return list;
  db_.read([&](store::ReadTx& tx) {
    auto first = month_of(day_of(clock_.now()));
    for (int i = 0; i < how_many; ++i, first = month_of(first - std::chrono::days{1})) {
      auto m = sums_of_month(tx, unit, first);
      if (i == 0 || m.entries > 0 || m.transferred > Dong{} || m.closed) list.push_back(std::move(m));
    }
  });
  return list;
}

Result<MonthView> Settlements::month(const Actor& actor, UnitId unit, Day first) {
  TRY_VOID(actor.require(kFeeReconcile, unit));
  MonthView v;
  db_.read([&](store::ReadTx& tx) {
    v.month = sums_of_month(tx, unit, month_of(first));
    const auto [from, to] = span_of(v.month.first);
    v.over = clock_.now() >= to;
    v.takings = money::post_takings(tx, unit, from, to);
    v.transfers = transfers_of(tx, unit, v.month.first);
    if (!v.month.closed) v.open_lines = money::lines_to_account_for(tx, unit);
  });
  return v;
}

Status Settlements::add_transfer(const Actor& actor, UnitId unit, Day day, money::BankLineId line) {
  TRY_VOID(actor.require(kFeeReconcile, unit));
  const auto first = month_of(day);
  const auto now = clock_.now();
  const auto id = ids_.next();
  return db_.write([&](store::Tx& tx) -> Status {
    if (settlement_of(tx, unit, first)) return closed_before(first);
    TRY(const auto taken, money::account_for(tx, actor, now, unit, line, fmt::format("Bưu điện nộp tiền thu hộ {}", month_words(first))));
    const Transfer t{id, unit, first, line, taken.amount, taken.booked_on, taken.bank_ref, actor.display_name, now};
    insert(tx, t, actor.account_id);
    return store::append(tx, store::RowChange{"post_transfer", t.id, 0, now, actor.account_id, actor.acting_unit().value,
                                              actor.display_name, "post.transfer_added", content_of(t, actor.account_id)});
  });
}

Status Settlements::close(const Actor& actor, UnitId unit, Day day, std::string_view note) {
  TRY_VOID(actor.require(kFeeReconcile, unit));
  const auto first = month_of(day);
  const auto now = clock_.now();
  const auto id = ids_.next();
  if (now < span_of(first).second)
    return errors::illegal_transition("post.month_not_over",
                                      fmt::format("Khóa được từ ngày {}, khi hết tháng.", vn_date(month_after(first))));
  const auto taken = closed_before(first);
  return db_.write([&](store::Tx& tx) -> Status {
    const auto m = sums_of_month(tx, unit, first);
    if (m.closed) return taken;
    if (m.entries == 0 && m.transferred == Dong{})
      return errors::illegal_transition("post.month_empty", "Tháng này bưu điện không thu hộ và không nộp khoản nào: không có gì để khóa.");
    if (m.missing() != Dong{} && clean(note).empty())
      return errors::invalid_fields("post.difference_without_reason",
                                    {{"ghi_chu", "Số bưu điện nộp khác số đã thu: ghi vì sao và xử lý thế nào."}});
    const Settlement s{id, unit, first, m.entries, m.taken, m.transferred, clean(note), actor.display_name, now};
    insert(tx, s, actor.account_id, taken.value());
    return store::append(tx, store::RowChange{"post_settlement", s.id, 0, now, actor.account_id, actor.acting_unit().value,
                                              actor.display_name, "post.month_closed", content_of(s, actor.account_id)});
  });
}

std::vector<store::Verifier> Settlements::verifiers() const { return {{"post: months settled", broken_settlements}}; }

}  // namespace motcua::post
