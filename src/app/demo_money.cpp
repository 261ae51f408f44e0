#include "app/demo_money.hpp"

#include <fmt/core.h>

#include "app/demo_people.hpp"
#include "app/desk_services.hpp"

namespace motcua::app {

namespace {
std::string line(std::string_view day, std::string_view ref, std::string_view text, std::int64_t amount) {
  return fmt::format("{},{},{},{}\n", day, ref, text, amount);
}
}  // namespace

Result<int> make_demo_money(Services& s) {
  DeskServices desk(s);
  int receipts = 0;
  int bank = 0;
  for (const auto& place : demo_places()) {
    const auto unit = s.identity.tree()->by_key(fmt::format("{}/ttpvhcc", place.key));
    const auto cashier_account =
        s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, fmt::format("thuquy.{}", place.suffix)); });
    const auto admin_account =
        s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, fmt::format("quantri.{}", place.suffix)); });
    if (!cashier_account || !admin_account || !unit) continue;
    TRY(const auto admin, s.identity.load_actor(admin_account->id));
    TRY_VOID(desk.money.set_account(admin, {unit, "970405", "Ngân hàng mẫu", fmt::format("390000000{:03}", ++bank),
                                            std::string(s.identity.tree()->name(unit, s.identity.today())), "MAU/26E",
                                            s.identity.today() - std::chrono::days{300}, "Dữ liệu trình diễn", ""}));
    TRY(const auto cashier, s.identity.load_actor(cashier_account->id, unit));
    const auto due = desk.money.due(cashier, "", 8).rows;
    const auto today = vn_date(s.identity.today());
    std::string csv = "Ngày giao dịch,Số tham chiếu,Nội dung,Ghi có\n";
    for (std::size_t i = 0; i < due.size() && i < 6; ++i) {
      const auto reference = money::reference_of(due[i].subject);
      if (i < 2) {
        TRY(const auto receipt, desk.money.take(cashier, due[i].subject, {}));
        ++receipts;
        if (i == 1) TRY_VOID(desk.money.undo(cashier, receipt, "Thu nhầm, người nộp chuyển khoản"));
      } else if (i < 4) {
        csv += line(today, fmt::format("MAU{}{:02}", bank, i), "CK " + reference, due[i].due.value);
      } else if (i == 4) {
        csv += line(today, fmt::format("MAU{}{:02}", bank, i), reference + " nop thieu", due[i].due.value - 1000);
      }
    }
    // One paid from home, one begun and not gone on with.
    for (std::size_t i = 6; i < due.size(); ++i) {
      TRY(const auto order, desk.orders.begin(due[i].code));
      if (i > 6) continue;
      TRY_VOID(desk.orders.told({order.token, fmt::format("MAU-CONG-{}", bank), order.amount, true}));
      ++receipts;
    }
    csv += line(today, fmt::format("MAU{}99", bank), "NGUOI MAU nop le phi ho so", 8000);
    TRY(const auto done, desk.money.import_statement(cashier, unit, csv, "sao-ke-mau.csv"));
    receipts += done.matched;
  }
  return receipts;
}

}  // namespace motcua::app
