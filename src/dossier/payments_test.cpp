// Money of dossiers on both databases: taken, undone, given back, matched with the bank; the finance state is what the entries say.
#include "dossier/payments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/vietqr.hpp"
#include "dossier/endings.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_life.hpp"
#include "money/pages.hpp"
#include "store/testing_raw.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using testing::key;
using ::testing::Not;
using testing::told;

class PaymentsTest : public testing::LifeTest {
 protected:
  PaymentsTest() {
    money_.set_subjects(payments_);
    call_everybody();
    router_.add(web::bind_routes("money", pages_, money::Pages::routes()));
  }
  Accepted unpaid(int n) {
    auto intake = w_.intake(n);
    intake.paid = false;
    intake.payment = PaymentMethod::at_return;
    auto a = w_.dossiers.accept(w_.as("nhung"), intake);
    EXPECT_TRUE(a) << told(a);
    return a.value();
  }
  static money::SubjectId subject(const Accepted& a) { return money::SubjectId{a.id.value}; }
  money::ReceiptId taken(const Accepted& a, money::Way way = money::Way::cash) {
    auto r = money_.take(w_.as("thu-quy"), subject(a), {.way = way});
    EXPECT_TRUE(r) << told(r);
    return r.value_or(money::ReceiptId{});
  }
  money::ClaimView claim(const Accepted& a) { return money_.open(w_.as("thu-quy"), subject(a), "test").value(); }
  FinState fin(const Accepted& a) { return w_.see(a.code).fin; }
  void has_account() {
    const auto done = money_.set_account(w_.as("quan-tri"), {w_.unit("xa/mot-cua"), "970436", "Ngân hàng mẫu", "1012345678",
                                                             "TTPVHCC XA TAN PHU", "TP/26E", w_.identity.today(), "QĐ 12/QĐ-UBND", ""});
    EXPECT_TRUE(done) << told(done);
  }
  std::string verified() {
    auto all = w_.dossiers.verifiers();
    for (auto& v : money_.verifiers()) all.push_back(std::move(v));
    for (auto& v : payments_.verifiers()) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  Result<money::Import> import(std::string_view csv) {
    return money_.import_statement(w_.as("thu-quy"), w_.unit("xa/mot-cua"), csv, "sao-ke.csv");
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }

  money::Money money_{*database_, w_.clock, w_.ids, w_.identity};
  Payments payments_{*database_, w_.clock, w_.ids, w_.catalog, w_.calendars, w_.identity};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  money::Pages pages_{money_, w_.identity, w_.clock, shells_};
};
MOTCUA_EACH_ENGINE(PaymentsTest);

TEST_P(PaymentsTest, what_is_due_is_taken_once_with_a_receipt) {
  const auto a = unpaid(1);
  EXPECT_EQ(fin(a), FinState::due);
  EXPECT_EQ(claim(a).due, Dong{30000});
  taken(a);
  EXPECT_EQ(fin(a), FinState::paid);
  EXPECT_EQ(claim(a).due, Dong{});
  EXPECT_EQ(claim(a).received, Dong{30000});
  EXPECT_EQ(key(money_.take(w_.as("thu-quy"), subject(a), {})), "money.nothing_due");
  EXPECT_EQ(key(money_.take(w_.as("tra"), subject(unpaid(2)), {})), "identity.not_permitted");
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, receipts_are_numbered_without_a_gap_by_unit_and_year_and_a_cancelled_number_is_not_used_again) {
  has_account();
  const auto a = unpaid(1), b = unpaid(2), c = unpaid(3);
  const auto first = taken(a);
  ASSERT_TRUE(money_.undo(w_.as("thu-quy"), first, "Ghi nhầm người nộp"));
  taken(b);
  w_.accepted(4);  // paid at the desk: a receipt too
  taken(a);
  at("2027-01-04T08:30");
  taken(c);
  const auto number = [&](const Accepted& x) {
    const auto list = claim(x).receipts;
    return list.back().number + "/" + std::to_string(list.back().receipt.year);
  };
  EXPECT_EQ(number(b), "0000002/2026");
  EXPECT_EQ(number(a), "0000004/2026");
  EXPECT_EQ(number(c), "0000001/2027");
  EXPECT_EQ(claim(a).receipts.front().receipt.symbol, "TP/26E");
  EXPECT_TRUE(claim(a).receipts.front().undone);
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, a_book_is_what_its_journal_says_also_when_later_numbers_lie_below_earlier_ones) {
  const auto a = unpaid(1);
  ASSERT_TRUE(money_.undo(w_.as("thu-quy"), taken(a), "Ghi nhầm người nộp"));
  const FixedClock set_back(w_.clock.now() - std::chrono::hours{24 * 30});
  IdSource below{set_back};
  money::Money another{*database_, w_.clock, below, w_.identity};
  another.set_subjects(payments_);
  const auto again = another.take(w_.as("thu-quy"), subject(a), {.way = money::Way::cash});
  ASSERT_TRUE(again) << told(again);
  EXPECT_EQ(fin(a), FinState::paid);
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, a_mistake_is_undone_by_a_counter_entry_never_by_an_edit) {
  const auto a = unpaid(1);
  const auto receipt = taken(a);
  EXPECT_EQ(key(money_.undo(w_.as("thu-quy"), receipt, " ")), "money.undo_without_reason");
  EXPECT_EQ(key(money_.undo(w_.as("nhung"), receipt, "nhầm")), "identity.not_permitted") << "not the receipt she gave";
  ASSERT_TRUE(money_.undo(w_.as("thu-quy"), receipt, "Thu nhầm hồ sơ"));
  EXPECT_EQ(key(money_.undo(w_.as("thu-quy"), receipt, "lần nữa")), "money.receipt_undone");
  EXPECT_EQ(fin(a), FinState::due);
  const auto c = claim(a);
  ASSERT_EQ(c.entries.size(), 3U);
  EXPECT_TRUE(c.entries[1].undone);
  EXPECT_EQ(c.entries[2].entry.kind, money::Kind::counter);
  EXPECT_EQ(c.entries[2].entry.reason, "Thu nhầm hồ sơ");
  const auto edit = [&](store::Sql sql) {
    (void)database_->write([&](store::Tx& tx) -> Status {
      tx.exec(sql);
      return {};
    });
  };
  EXPECT_THROW(edit({"edit", "UPDATE money_entry SET amount = 1"}), store::Failure) << "the table takes no change";
  EXPECT_THROW(edit({"delete", "DELETE FROM money_receipt"}), store::Failure);
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, an_exemption_is_told_with_what_it_spares) {
  constexpr std::string_view kMortgage = "2.001035";  // 50.000 ₫; loans for farming are spared
  const auto version = w_.catalog.on_day(kMortgage, w_.identity.today()).value();
  auto intake = w_.intake(1, kMortgage);
  while (const auto* q = catalog::next_question(*version, intake.answers, catalog::Channel::counter))
    intake.answers[q->id] = q->options.back().id;
  intake.papers.clear();
  for (const auto& p : catalog::required_papers(*version, intake.answers, catalog::Channel::counter))
    if (p.need == catalog::Need::required) intake.papers.push_back({p.component->id, "", p.originals, p.copies, false});
  const auto& fee = version->fees.front();
  intake.fees[fee.id].exemption = fee.exemptions.front().id;
  intake.paid = false;
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake);
  ASSERT_TRUE(a) << told(a);
  EXPECT_EQ(fin(*a), FinState::exempt);
  const auto c = claim(*a);
  EXPECT_EQ(c.exempt, Dong{50000});
  EXPECT_EQ(c.due, Dong{});
  EXPECT_EQ(c.entries.back().entry.reason, fee.exemptions.front().text);
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, a_reduction_is_charged_with_what_it_spares_and_the_rest_is_due) {
  constexpr std::string_view kMortgage = "2.001035";
  auto packs = std::vector<catalog::PackFile>{};
  for (auto& pack : catalog::Catalog::shipped_packs())
    if (pack.name == "chung-thuc.yaml") packs.push_back(pack);
  auto& text = packs.front().text;
  text.insert(text.find("    exemptions:\n", text.find("  - id: phi-giao-dich", text.find("- code: '2.001035'"))),
              "    reliefs:\n    - relief: Hộ cận nghèo\n      percent: 50\n");
  const auto plan = w_.catalog.import(packs, w_.identity.today(), {});
  ASSERT_TRUE(plan) << told(plan);
  const auto version = w_.catalog.on_day(kMortgage, w_.identity.today()).value();
  auto intake = w_.intake(1, kMortgage);
  while (const auto* q = catalog::next_question(*version, intake.answers, catalog::Channel::counter))
    intake.answers[q->id] = q->options.back().id;
  intake.papers.clear();
  for (const auto& p : catalog::required_papers(*version, intake.answers, catalog::Channel::counter))
    if (p.need == catalog::Need::required) intake.papers.push_back({p.component->id, "", p.originals, p.copies, false});
  intake.fees[version->fees.front().id].exemption = "ho-can-ngheo";
  intake.paid = false;
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake);
  ASSERT_TRUE(a) << told(a);
  EXPECT_EQ(fin(*a), FinState::due);
  EXPECT_EQ(w_.see(a->code).fee_total, 25000);
  EXPECT_EQ(claim(*a).exempt, Dong{25000});
  EXPECT_EQ(claim(*a).due, Dong{25000});
  taken(*a);
  EXPECT_EQ(fin(*a), FinState::paid);
  EXPECT_EQ(claim(*a).received, Dong{25000});
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, an_advance_and_the_rest_have_a_receipt_each_and_it_is_paid_when_all_is_there) {
  const auto a = unpaid(1);
  const auto part = [&](std::int64_t amount) { return money_.take(w_.as("thu-quy"), subject(a), {.amount = Dong{amount}}); };
  EXPECT_EQ(key(part(30001)), "money.more_than_due");
  EXPECT_EQ(key(part(-1)), "money.more_than_due");
  const auto advance = part(10000);
  ASSERT_TRUE(advance) << told(advance);
  EXPECT_EQ(fin(a), FinState::due) << "not before all is there";
  EXPECT_EQ(claim(a).due, Dong{20000});
  EXPECT_EQ(claim(a).received, Dong{10000});
  EXPECT_EQ(w_.dossiers.look_up(a.code, a.token)->fee_due, 20000) << "the applicant reads what is left";
  EXPECT_EQ(verified(), "");
  // A mistake in the advance is undone by counter-entries, and only that.
  ASSERT_TRUE(money_.undo(w_.as("thu-quy"), *advance, "Ghi nhầm số tiền"));
  EXPECT_EQ(claim(a).due, Dong{30000});
  ASSERT_TRUE(part(12000));
  taken(a);
  EXPECT_EQ(fin(a), FinState::paid);
  const auto receipts = claim(a).receipts;
  ASSERT_EQ(receipts.size(), 3U);
  EXPECT_TRUE(receipts[0].undone);
  EXPECT_EQ(receipts[1].amount, Dong{12000});
  EXPECT_EQ(receipts[2].amount, Dong{18000});
  EXPECT_EQ(claim(a).received, Dong{30000});
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, an_advance_of_a_withdrawn_case_stays_paid_and_can_be_given_back_up_to_what_was_paid) {
  Endings endings(w_.dossiers);
  const auto a = unpaid(1), b = unpaid(2);
  for (const auto& x : {a, b}) {
    ASSERT_TRUE(money_.take(w_.as("thu-quy"), subject(x), {.amount = Dong{10000}}));
    ok(endings.ask_withdrawal(w_.as("nhung"), ref(x), {"Trần Thị Ngọc Bích", "Đổi ý"}));
  }
  EXPECT_EQ(key(endings.grant_withdrawal(w_.as("nhung"), ref(a), {.refund = 10001, .refund_note = "Thông tư"})), "dossier.refund_too_much");
  ok(endings.grant_withdrawal(w_.as("nhung"), ref(a), {.refund = 10000, .refund_note = "Thông tư 226/2016/TT-BTC"}));
  EXPECT_EQ(claim(a).due, Dong{}) << "the rest is owed no more";
  EXPECT_EQ(claim(a).to_refund, Dong{10000});
  EXPECT_EQ(fin(a), FinState::refund_due);
  ok(endings.grant_withdrawal(w_.as("nhung"), ref(b), {}));
  EXPECT_EQ(fin(b), FinState::paid);
  EXPECT_EQ(claim(b).received, Dong{10000});
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, a_transfer_below_what_is_due_is_a_part_only_when_a_person_says_so) {
  has_account();
  const auto a = unpaid(1);
  const auto line = "05/10/2026,T1," + money::reference_of(subject(a)) + ",12000\n";
  const auto done = import("Ngày,Số tham chiếu,Nội dung,Số tiền\n" + line);
  ASSERT_TRUE(done) << told(done);
  EXPECT_EQ(done->matched, 0);
  const auto open = money_.unmatched(w_.as("thu-quy")).front();
  EXPECT_THAT(open.why, HasSubstr("phải nộp"));
  const auto matched = money_.assign(w_.as("thu-quy"), open.id, a.code);
  ASSERT_TRUE(matched) << told(matched);
  EXPECT_EQ(claim(a).due, Dong{18000});
  EXPECT_EQ(fin(a), FinState::due);
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, withdrawal_drops_what_is_due_and_promises_back_what_the_law_says) {
  Endings endings(w_.dossiers);
  const auto owed = unpaid(1);
  const auto paid = unpaid(2);
  taken(paid);
  for (const auto& a : {owed, paid}) ok(endings.ask_withdrawal(w_.as("nhung"), ref(a), {"Trần Thị Ngọc Bích", "Đổi ý"}));
  ok(endings.grant_withdrawal(w_.as("nhung"), ref(owed), {}));
  ok(endings.grant_withdrawal(w_.as("nhung"), ref(paid), {.refund = 20000, .refund_note = "Thông tư 226/2016/TT-BTC"}));
  EXPECT_EQ(fin(owed), FinState::none);
  EXPECT_EQ(fin(paid), FinState::refund_due);
  EXPECT_EQ(claim(paid).to_refund, Dong{20000});
  EXPECT_EQ(key(money_.pay_refund(w_.as("thu-quy"), subject(paid), money::Way::cash, "")), "dossier.refund_without_document");
  ASSERT_TRUE(money_.pay_refund(w_.as("thu-quy"), subject(paid), money::Way::cash, "PC 03"));
  EXPECT_EQ(fin(paid), FinState::refunded);
  EXPECT_EQ(claim(paid).received, Dong{10000});
  EXPECT_EQ(key(money_.pay_refund(w_.as("thu-quy"), subject(paid), money::Way::cash, "PC 04")), "dossier.nothing_to_refund");
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, a_day_sheet_holds_what_one_cashier_took_since_the_last_and_is_closed_with_the_money_counted) {
  const auto unit = w_.unit("xa/mot-cua");
  const auto a = unpaid(1), b = unpaid(2), c = unpaid(3);
  taken(a);
  money_.undo(w_.as("thu-quy"), taken(b), "Thu nhầm").value();
  w_.accepted(4);  // nhung's own sheet
  auto sheet = money_.open_sheet(w_.as("thu-quy"), unit);
  EXPECT_EQ(sheet.lines.size(), 3U);
  EXPECT_EQ(sheet.sums.total, Dong{30000});
  EXPECT_EQ(sheet.sums.cash, Dong{30000});
  EXPECT_EQ(money_.open_sheet(w_.as("nhung"), unit).sums.total, Dong{30000});
  EXPECT_EQ(key(money_.close(w_.as("thu-quy"), {unit, sheet.sheet, Dong{20000}, "PN 1", ""})), "money.closing_incomplete")
      << "differs, no reason";
  EXPECT_EQ(key(money_.close(w_.as("thu-quy"), {unit, sheet.sheet, Dong{30000}, "", ""})), "money.closing_incomplete") << "no voucher";
  const auto closed = money_.close(w_.as("thu-quy"), {unit, sheet.sheet, Dong{20000}, "PN 1", "Thiếu 10.000, nộp bù ngày mai"});
  ASSERT_TRUE(closed) << told(closed);
  EXPECT_EQ(key(money_.close(w_.as("thu-quy"), {unit, sheet.sheet, Dong{}, "", ""})), "money.sheet_closed");
  taken(c);
  const auto next = money_.open_sheet(w_.as("thu-quy"), unit);
  EXPECT_EQ(next.lines.size(), 1U);
  EXPECT_EQ(next.carried, Dong{10000});
  EXPECT_EQ(next.sums.cash, Dong{40000});
  const auto old = money_.sheet(w_.as("thu-quy"), *closed).value();
  EXPECT_EQ(old.number, 1);
  EXPECT_EQ(old.lines.size(), 3U) << "a closed sheet stays what it was";
  EXPECT_EQ(key(money_.sheet(w_.as("la"), *closed)), "money.no_such_sheet");
  const auto form = money_.sheet_form(w_.as("thu-quy"), *closed);
  ASSERT_TRUE(form) << told(form);
  EXPECT_THAT(print::day_sheet_pdf(*form).value(), ::testing::StartsWith("%PDF-"));
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, the_qr_code_is_a_vietqr_that_carries_sum_and_reference) {
  const auto a = unpaid(1);
  EXPECT_FALSE(claim(a).order) << "no account yet";
  has_account();
  const auto order = claim(a).order;
  ASSERT_TRUE(order);
  const auto qr = parse_vietqr(order->payload);
  ASSERT_TRUE(qr) << told(qr);
  EXPECT_EQ(qr->amount, Dong{30000});
  EXPECT_EQ(qr->account, "1012345678");
  EXPECT_EQ(money::subject_in(qr->purpose), subject(a));
}

TEST_P(PaymentsTest, a_bank_statement_pays_by_reference_once_and_the_rest_is_a_list) {
  const auto a = unpaid(1), b = unpaid(2), c = unpaid(3);
  const auto line = [](std::string_view ref, std::string_view amount, const std::string& text) {
    return "27/11/2026," + std::string(ref) + "," + text + "," + std::string(amount) + "\n";
  };
  const std::string csv = "Ngày,Số tham chiếu,Nội dung,Số tiền\n" + line("FT1", "30000", "CK " + money::reference_of(subject(a))) +
                          line("FT2", "20000", money::reference_of(subject(b)) + " nop thieu") + line("FT3", "30000", "nop le phi") +
                          line("FT4", "30000", money::reference_of(subject(a)) + " lan hai") + line("FT5", "1000000", "hoc phi");
  EXPECT_EQ(key(money_.import_statement(w_.as("nhung"), w_.unit("xa/mot-cua"), csv, "x")), "identity.not_permitted");
  const auto done = import(csv);
  ASSERT_TRUE(done) << told(done);
  EXPECT_EQ(done->new_lines, 5);
  EXPECT_EQ(done->matched, 1);
  EXPECT_EQ(fin(a), FinState::paid);
  EXPECT_EQ(claim(a).receipts.front().way, money::Way::bank);
  EXPECT_EQ(fin(b), FinState::due);
  auto open = money_.unmatched(w_.as("thu-quy"));
  ASSERT_EQ(open.size(), 4U);
  EXPECT_THAT(open[0].why, HasSubstr("phải nộp 30.000"));
  EXPECT_THAT(open[1].why, HasSubstr("không có mã"));
  EXPECT_THAT(open[2].why, HasSubstr("không còn khoản phải nộp"));
  const auto again = import(csv);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->new_lines, 0) << "the same file twice changes nothing";
  EXPECT_EQ(key(money_.assign(w_.as("thu-quy"), open[3].id, b.code)), "money.line_does_not_fit") << "more than is due";
  EXPECT_EQ(key(money_.assign(w_.as("thu-quy"), open[1].id, "khong-co")), "money.line_without_claim");
  ASSERT_TRUE(money_.assign(w_.as("thu-quy"), open[1].id, c.code));
  EXPECT_EQ(fin(c), FinState::paid);
  EXPECT_EQ(key(money_.set_aside(w_.as("thu-quy"), open[3].id, "")), "money.aside_without_note");
  ASSERT_TRUE(money_.set_aside(w_.as("thu-quy"), open[3].id, "Học phí chuyển nhầm, trả lại"));
  EXPECT_EQ(key(money_.set_aside(w_.as("la"), open[0].id, "x")), "money.no_such_line");
  EXPECT_EQ(money_.unmatched(w_.as("thu-quy")).size(), 2U);
  EXPECT_EQ(verified(), "");
}

TEST_P(PaymentsTest, verify_finds_an_amount_that_was_changed_past_the_ledger) {
  taken(unpaid(1));
  ASSERT_EQ(verified(), "");
  store::RawDatabase raw(database_.url());
  ASSERT_TRUE(raw.change("UPDATE money_claim SET payer = 'Người khác'"));
  EXPECT_THAT(verified(), HasSubstr("money_entry of claim"));
}

TEST_P(PaymentsTest, pages_take_undo_and_close) {
  has_account();
  const auto a = unpaid(1);
  auto cashier = client("thu-quy");
  EXPECT_THAT(cashier.get("/thu-phi").body, HasSubstr(a.code));
  const auto path = "/thu-phi/" + std::to_string(a.id.value);
  EXPECT_EQ(cashier.get("/thu-phi?q=" + a.code).status, 303);
  EXPECT_EQ(cashier.get("/thu-phi?q=H20-khong-co").status, 404);
  EXPECT_THAT(cashier.get(path).body, HasSubstr("VietQR"));
  EXPECT_THAT(cashier.get(path + "/qr.svg").body, HasSubstr("<svg"));
  EXPECT_EQ(client("ha").get(path).status, 403);
  EXPECT_EQ(client("la").get(path).status, 404) << "another commune";
  EXPECT_EQ(cashier.post(path + "/thu", {{"cach", "bank"}}).status, 422) << "a transfer is taken from the statement";
  EXPECT_EQ(cashier.post(path + "/thu", {{"cach", "cash"}, {"so_tien", "nhiều"}}).status, 422);
  const auto too_much = cashier.post(path + "/thu", {{"cach", "cash"}, {"so_tien", "40.000"}});
  EXPECT_EQ(too_much.status, 422);
  EXPECT_THAT(too_much.body, HasSubstr("Còn phải nộp 30.000"));
  const auto b = unpaid(2);
  const auto other = "/thu-phi/" + std::to_string(b.id.value);
  EXPECT_EQ(cashier.post(other + "/thu", {{"cach", "cash"}, {"so_tien", "10.000"}}).status, 303);
  EXPECT_THAT(cashier.get(other).body, HasSubstr("Thu tiền mặt phần còn lại"));
  EXPECT_EQ(cashier
                .post("/thu-phi/bien-lai/" + std::to_string(claim(b).receipts.front().receipt.id.value) + "/huy",
                      {{"ly_do", "Ghi nhầm"}, {"khoan", std::to_string(b.id.value)}})
                .status,
            303);
  EXPECT_EQ(cashier.post(path + "/thu", {{"cach", "cash"}}).status, 303);
  const auto receipt = std::to_string(claim(a).receipts.front().receipt.id.value);
  EXPECT_THAT(cashier.get("/thu-phi/bien-lai/" + receipt + "/in.pdf").body, ::testing::StartsWith("%PDF-"));
  const auto wrong = cashier.post("/thu-phi/bien-lai/" + receipt + "/huy", {{"ly_do", ""}, {"khoan", std::to_string(a.id.value)}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Ghi lý do hủy biên lai"));
  EXPECT_THAT(cashier.get("/thu-phi/so-thu").body, HasSubstr("30.000"));
  const web::testing::Pairs closing{
      {"don_vi", std::to_string(w_.unit("xa/mot-cua").value)}, {"so", "1"}, {"dem_duoc", "30.000"}, {"chung_tu", "PN 7"}};
  const auto closed = cashier.post("/thu-phi/so-thu/khoa", closing);
  EXPECT_EQ(closed.status, 303);
  const auto sheet = web::testing::header_of(closed, "location");
  EXPECT_THAT(cashier.get(sheet).body, HasSubstr("Bảng kê số 1"));
  EXPECT_THAT(cashier.get(std::string(sheet) + "/in.pdf").body, ::testing::StartsWith("%PDF-"));
  EXPECT_EQ(client("nhung").get("/thu-phi/sao-ke").status, 403);
  ASSERT_TRUE(import("Ngày,Số tham chiếu,Nội dung,Số tiền\n05/10/2026,T1,nop phi,7000\n05/10/2026,T2,nop le phi,9000\n"));
  const auto lines = money_.unmatched(w_.as("thu-quy"));
  ASSERT_EQ(lines.size(), 2U);
  for (const auto& open : lines) {
    const auto number = std::to_string(open.id.value);
    const auto page = cashier.get("/thu-phi/sao-ke?khoan=" + number).body;
    EXPECT_THAT(page, HasSubstr("/thu-phi/sao-ke/" + number + "/khop"));
    EXPECT_EQ(page.find("/khop\""), page.rfind("/khop\"")) << "one line at a time";
  }
  EXPECT_EQ(cashier.get("/thu-phi/sao-ke").status, 200);
  EXPECT_EQ(cashier.post("/thu-phi/sao-ke", {}).status, 422);
  EXPECT_THAT(client("quan-tri").get("/quan-tri/tai-khoan-thu").body, HasSubstr("1012345678"));
  EXPECT_EQ(client("quan-tri")
                .post("/quan-tri/tai-khoan-thu", {{"don_vi", std::to_string(w_.unit("xa/mot-cua").value)}, {"tu_ngay", "x"}})
                .status,
            422);
  EXPECT_EQ(client("thu-quy").get("/quan-tri/tai-khoan-thu").status, 403);
}

}  // namespace
}  // namespace motcua::dossier
