// Rules of the ledger, the reference in a bank's text, statements as banks write them.
#include "money/model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "money/statement.hpp"

namespace motcua::money {
namespace {

using ::testing::ElementsAre;

Entry entry(std::int64_t id, Kind kind, Account from, Account to, std::int64_t amount, std::int64_t receipt = 0,
            std::int64_t counters = 0) {
  Entry e;
  e.id = EntryId{id};
  e.kind = kind;
  e.source = from;
  e.target = to;
  e.amount = Dong{amount};
  e.name = "Phí";
  e.receipt = ReceiptId{receipt};
  e.counters = EntryId{counters};
  return e;
}
const auto kCharge = entry(1, Kind::charge, Account::fee, Account::due, 30000);
const auto kPaid = entry(2, Kind::payment, Account::due, Account::cash, 30000, 7);

TEST(Ledger, a_claim_stands_where_its_entries_say) {
  const auto relief = entry(3, Kind::relief, Account::due, Account::exempt, 30000);
  const auto undo = entry(4, Kind::counter, Account::cash, Account::due, 30000, 7, 2);
  const auto promise = entry(5, Kind::refund_promised, Account::refund, Account::fee, 10000);
  const auto refund = entry(6, Kind::refund, Account::cash, Account::refund, 10000);
  const auto stand = [](std::vector<Entry> e) { return standing(e); };
  EXPECT_EQ(stand({}), Standing::none);
  EXPECT_EQ(stand({kCharge}), Standing::due);
  EXPECT_EQ(stand({kCharge, relief}), Standing::exempt);
  EXPECT_EQ(stand({kCharge, kPaid}), Standing::paid);
  EXPECT_EQ(stand({kCharge, kPaid, undo}), Standing::due);
  EXPECT_EQ(stand({kCharge, kPaid, promise}), Standing::refund_due);
  EXPECT_EQ(stand({kCharge, kPaid, promise, refund}), Standing::refunded);
  const std::vector<Entry> all{kCharge, kPaid, promise, refund};
  EXPECT_EQ(balances(all).received(), Dong{20000});
  EXPECT_TRUE(balances(all).zero_sum());
}

TEST(Ledger, what_was_undone_is_no_longer_in_force) {
  const std::vector<Entry> entries{kCharge, kPaid, entry(4, Kind::counter, Account::cash, Account::due, 30000, 7, 2)};
  EXPECT_TRUE(in_force(entries, Kind::payment).empty());
  EXPECT_EQ(in_force(entries, Kind::charge).size(), 1U);
}

TEST(Ledger, accounts_sum_to_nothing_whatever_happens) {
  std::mt19937 random(20261128);
  for (int round = 0; round < 200; ++round) {
    std::vector<Entry> entries;
    for (int i = 1; i < 30; ++i) {
      const auto from = static_cast<Account>(random() % kAccounts);
      const auto to = static_cast<Account>((static_cast<std::size_t>(from) + 1 + random() % (kAccounts - 1)) % kAccounts);
      entries.push_back(entry(i, Kind::charge, from, to, 1 + static_cast<std::int64_t>(random() % 1'000'000)));
      ASSERT_TRUE(balances(entries).zero_sum());
    }
  }
}

TEST(Sheet, sums_what_came_in_less_what_went_out_by_way_and_fee) {
  auto bank = entry(3, Kind::payment, Account::due, Account::bank, 15000, 8);
  bank.name = "Lệ phí";
  const std::vector<Entry> entries{kPaid, bank, entry(4, Kind::counter, Account::cash, Account::due, 30000, 7, 2),
                                   entry(5, Kind::payment, Account::due, Account::cash, 40000, 9)};
  const auto s = sums_of(entries, Dong{5000});
  EXPECT_EQ(s.total, Dong{55000});
  EXPECT_EQ(s.cash, Dong{45000}) << "carried over 5.000, taken 30.000 and 40.000, undone 30.000";
  EXPECT_EQ(s.receipts, 3);
  EXPECT_EQ(s.undone, 1);
  ASSERT_EQ(s.by_way.size(), 2U);
  EXPECT_EQ(s.by_way[0].amount, Dong{40000});
  EXPECT_EQ(s.by_way[1].label, "Chuyển khoản");
  Dong by_fee;
  for (const auto& f : s.by_fee) by_fee += f.amount;
  EXPECT_EQ(by_fee, s.total);
}

// ---- reference ----

TEST(Reference, comes_back_from_what_banks_make_of_it) {
  const SubjectId id{7318349394477056};
  const auto reference = reference_of(id);
  EXPECT_EQ(reference.size(), 16U);
  for (const auto& text : {reference, "MBVCB.123456.0901 NGUYEN VAN A chuyen tien " + reference + " GD 881",
                           "CT DEN:" + reference.substr(0, 7) + " " + reference.substr(7)})
    EXPECT_EQ(subject_in(text), id) << text;
  std::string small;
  for (const char c : reference) small += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  EXPECT_EQ(subject_in(small), id);
}

TEST(Reference, of_every_number_is_its_own_and_a_wrong_letter_is_seen) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2000; ++i) {
    const SubjectId id{static_cast<std::int64_t>(random() >> 1)};
    auto reference = reference_of(id);
    ASSERT_EQ(subject_in(reference), id);
    const auto at = 2 + random() % 14;
    const auto before = reference[at];
    reference[at] = before == '7' ? '8' : '7';
    EXPECT_NE(subject_in(reference), id);
    reference[at] = before;
    if (reference[5] != reference[6]) {
      std::swap(reference[5], reference[6]);
      EXPECT_NE(subject_in(reference), id);
    }
  }
  EXPECT_FALSE(subject_in("chuyen tien hoc phi MC con"));
  EXPECT_FALSE(subject_in(""));
}

// ---- statements ----

TEST(Statement, is_read_as_different_banks_write_it) {
  const auto first = read_statement(
      "\xEF\xBB\xBFSao kê tài khoản,,,\n\nNgày giao dịch,Số tham chiếu,Nội dung,Ghi nợ,Ghi có\n"
      "27/11/2026 09:12:01,FT1,\"NGUYEN VAN A, chuyen tien MC1\",,\"30,000\"\n27/11/2026,FT2,phi quan ly,\"5,000\",\n"
      "28/11/2026,FT3,MC2,,\"1,030,000.00\"\nCộng,,,\"5,000\",\"1,060,000\"\n");
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->lines.size(), 2U);
  EXPECT_EQ(first->lines[0].description, "NGUYEN VAN A, chuyen tien MC1");
  EXPECT_EQ(first->lines[0].amount, Dong{30000});
  EXPECT_EQ(first->lines[0].bank_ref, "FT1");
  EXPECT_EQ(first->lines[0].booked_on, parse_day("2026-11-27"));
  EXPECT_EQ(first->lines[1].amount, Dong{1030000});
  EXPECT_EQ(first->skipped, 2);
  const auto second = read_statement("Date;Description;Amount\n2026-11-27;\"a \"\"b\"\"\";+30.000 VND\n2026-11-27;out;-1.000\n");
  ASSERT_TRUE(second) << second.error().message;
  ASSERT_EQ(second->lines.size(), 1U);
  EXPECT_EQ(second->lines[0].description, "a \"b\"");
  EXPECT_EQ(second->lines[0].amount, Dong{30000});
}

TEST(Statement, that_cannot_be_read_says_what_to_do) {
  const auto key = [](std::string_view bytes) {
    const auto s = read_statement(bytes);
    return s ? std::string() : s.error().key;
  };
  EXPECT_EQ(key("a,b,c\n1,2,3\n"), "money.statement_headings");
  EXPECT_EQ(key("Ngày,Số tiền,Nội dung\n"), "money.statement_empty");
  EXPECT_EQ(key("Ngày,Số tiền,Nội dung\n31/02/2026,30.000,x\n"), "money.statement_line");
  EXPECT_EQ(key("Ngày,Số tiền,Nội dung\n27/11/2026,\"30.000,55\",x\n"), "money.statement_line") << "đồng have no fraction";
  EXPECT_EQ(key("Ng\xE0y,Ti\xEAn\n"), "money.statement_coding");
}

}  // namespace
}  // namespace motcua::money
