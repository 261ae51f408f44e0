// A dossier's fee over the gateway, on both databases: told once, twice, late, wrongly, in any order; money that came is never lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "dossier/endings.hpp"
#include "dossier/payments.hpp"
#include "dossier/store.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_life.hpp"
#include "money/pages_gateway.hpp"
#include "store/testing_raw.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using testing::key;
using ::testing::Not;
using testing::told;

constexpr std::string_view kKey = "khoa chung voi cong";

class GatewayOrdersTest : public testing::LifeTest {
 protected:
  GatewayOrdersTest() {
    money_.set_subjects(payments_);
    call_everybody();
    router_.add(web::bind_routes("money_gateway", pages_, money::GatewayPages::routes()));
  }
  Accepted unpaid(int n) {
    auto intake = w_.intake(n);
    intake.paid = false;
    intake.payment = PaymentMethod::at_return;
    auto a = w_.dossiers.accept(w_.as("nhung"), intake);
    EXPECT_TRUE(a) << told(a);
    return a.value();
  }
  money::Order begun(const Accepted& a) {
    auto order = orders_.begin(a.code);
    EXPECT_TRUE(order) << told(order);
    return order.value_or(money::Order{});
  }
  Status notice(const money::Order& o, std::string transaction, std::int64_t amount = 30000, bool paid = true) {
    return orders_.told({o.token, std::move(transaction), Dong{amount}, paid});
  }
  money::OrderState state(const money::Order& o) { return orders_.find(o.token)->state; }
  money::PublicClaim claim(const Accepted& a) { return money_.public_claim(a.code).value(); }
  FinState fin(const Accepted& a) { return w_.see(a.code).fin; }
  std::string verified() {
    auto all = w_.dossiers.verifiers();
    for (auto& v : money_.verifiers()) all.push_back(std::move(v));
    for (auto& v : payments_.verifiers()) all.push_back(std::move(v));
    for (auto& v : orders_.verifiers()) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  void cash(const Accepted& a) {
    const auto r = money_.take(w_.as("thu-quy"), money::SubjectId{a.id.value}, {.way = money::Way::cash});
    EXPECT_TRUE(r) << told(r);
  }
  // As the gateway posts it.
  web::Response post(const money::Order& o, std::string_view transaction, std::string_view amount, std::string_view secret = kKey) {
    const auto text = "amount=" + std::string(amount) + "&currency=VND&merchant=xa&order=" + web::percent_encode(o.token) +
                      "&status=paid&transaction=" + std::string(transaction);
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const char c : web::hmac_sha256(secret, text)) {
      hex += kDigits[static_cast<unsigned char>(c) >> 4];
      hex += kDigits[static_cast<unsigned char>(c) & 15];
    }
    web::testing::Client gateway(router_);
    gateway.with_csrf = false;
    gateway.headers = {{"authorization", "MC-HMAC-SHA256 " + hex}};
    web::testing::Pairs form;
    const auto fields = web::parse_urlencoded(text).value();
    for (const auto& [name, value] : fields.items()) form.emplace_back(name, value);
    return gateway.post("/thanh-toan/ket-qua", form);
  }

  money::Money money_{*database_, w_.clock, w_.ids, w_.identity};
  Payments payments_{*database_, w_.clock, w_.ids, w_.catalog, w_.calendars, w_.identity};
  money::GatewayOrders orders_{*database_, w_.clock, w_.ids, w_.identity, payments_};
  std::unique_ptr<money::Gateway> gateway_ =
      money::signed_gateway({"https://cong.example/pay", "xa", std::string(kKey), "Cổng thử", "https://xa.example"});
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  money::GatewayPages pages_{orders_, gateway_.get(), shells_};
};
MOTCUA_EACH_ENGINE(GatewayOrdersTest);

TEST_P(GatewayOrdersTest, what_is_told_becomes_of_it_what_it_must) {
  struct Step {
    enum class Kind { paid, failed, cash } kind{};
    std::string transaction{};
    std::int64_t amount = 30000;
    std::string refused{};
  };
  using K = Step::Kind;
  const struct {
    std::string_view what;
    std::vector<Step> steps;
    money::OrderState order;
    FinState fin;
    std::size_t receipts;
    std::int64_t due, to_refund;
  } rows[] = {
      {"paid", {{K::paid, "A"}}, money::OrderState::paid, FinState::paid, 1, 0, 0},
      {"told twice", {{K::paid, "A"}, {K::paid, "A"}, {K::paid, "A"}}, money::OrderState::paid, FinState::paid, 1, 0, 0},
      {"failed", {{K::failed}}, money::OrderState::failed, FinState::due, 0, 30000, 0},
      {"failed, then paid after all", {{K::failed}, {K::paid, "A"}}, money::OrderState::paid, FinState::paid, 1, 0, 0},
      {"paid, then said to have failed", {{K::paid, "A"}, {K::failed}}, money::OrderState::paid, FinState::paid, 1, 0, 0},
      {"paid in cash meanwhile", {{K::cash}, {K::paid, "A"}, {K::paid, "A"}}, money::OrderState::unowed, FinState::refund_due, 1, 0, 30000},
      {"paid twice there", {{K::paid, "A"}, {K::paid, "B"}, {K::paid, "B"}}, money::OrderState::paid, FinState::refund_due, 1, 0, 30000},
      {"less than was asked", {{K::paid, "A", 29999, "money.amount_differs"}}, money::OrderState::differs, FinState::due, 0, 30000, 0},
      {"more than was asked, told again",
       {{K::paid, "A", 60000, "money.amount_differs"}, {K::paid, "A", 60000, "money.amount_differs"}},
       money::OrderState::differs,
       FinState::due,
       0,
       30000,
       0},
      {"the same money with another sum",
       {{K::paid, "A"}, {K::paid, "A", 1, "money.amount_differs"}},
       money::OrderState::paid,
       FinState::paid,
       1,
       0,
       0},
      {"a wrong sum, then the right one",
       {{K::paid, "A", 1, "money.amount_differs"}, {K::paid, "B"}},
       money::OrderState::differs,
       FinState::paid,
       1,
       0,
       0},
  };
  int n = 0;
  for (const auto& row : rows) {
    const auto a = unpaid(++n);
    const auto order = begun(a);
    for (const auto& step : row.steps) {
      const auto transaction = step.transaction.empty() ? "" : step.transaction + std::to_string(n);
      if (step.kind == K::cash) {
        cash(a);
      } else {
        const auto done = notice(order, transaction, step.amount, step.kind == K::paid);
        EXPECT_EQ(key(done), step.refused) << row.what;
      }
    }
    EXPECT_EQ(state(order), row.order) << row.what;
    EXPECT_EQ(fin(a), row.fin) << row.what;
    EXPECT_EQ(claim(a).receipts.size(), row.receipts) << row.what;
    EXPECT_EQ(claim(a).due.value, row.due) << row.what;
    EXPECT_EQ(claim(a).to_refund.value, row.to_refund) << row.what;
    EXPECT_EQ(verified(), "") << row.what;
  }
}

TEST_P(GatewayOrdersTest, a_payment_after_the_dossier_was_withdrawn_is_given_back_and_shown) {
  const auto a = unpaid(1);
  const auto order = begun(a);
  Endings endings(w_.dossiers);
  const auto asked = endings.ask_withdrawal(w_.as("nhung"), ref(a), {"Nguyễn Thị Ánh Mẫu", "Đổi ý"});
  ASSERT_TRUE(asked) << told(asked);
  const auto granted = endings.grant_withdrawal(w_.as("nhung"), ref(a), {});
  ASSERT_TRUE(granted) << told(granted);
  EXPECT_EQ(claim(a).due, Dong{});
  EXPECT_EQ(key(orders_.begin(a.code)), "money.nothing_to_pay");
  ASSERT_TRUE(notice(order, "A"));
  EXPECT_EQ(state(order), money::OrderState::unowed);
  EXPECT_EQ(fin(a), FinState::refund_due);
  EXPECT_EQ(claim(a).to_refund, Dong{30000});
  EXPECT_EQ(verified(), "");
  const auto back = money_.pay_refund(w_.as("thu-quy"), money::SubjectId{a.id.value}, money::Way::bank, "UNC 7");
  ASSERT_TRUE(back) << told(back);
  EXPECT_EQ(fin(a), FinState::refunded);
  EXPECT_EQ(claim(a).to_refund, Dong{});
  EXPECT_EQ(claim(a).refunded, Dong{30000});
  EXPECT_EQ(verified(), "");
}

TEST_P(GatewayOrdersTest, money_paid_twice_is_given_back_and_the_fee_stays_paid) {
  const auto a = unpaid(1);
  const auto order = begun(a);
  cash(a);
  ASSERT_TRUE(notice(order, "A"));
  EXPECT_EQ(key(money_.pay_refund(w_.as("thu-quy"), money::SubjectId{a.id.value}, money::Way::cash, "")),
            "dossier.refund_without_document");
  ASSERT_TRUE(money_.pay_refund(w_.as("thu-quy"), money::SubjectId{a.id.value}, money::Way::cash, "PC 1"));
  EXPECT_EQ(fin(a), FinState::paid);
  EXPECT_EQ(verified(), "");
}

TEST_P(GatewayOrdersTest, money_beyond_what_is_left_after_a_part_was_paid_goes_back_whole) {
  const auto a = unpaid(1);
  const auto whole = begun(a);
  const auto part = money_.take(w_.as("thu-quy"), money::SubjectId{a.id.value}, {.way = money::Way::cash, .amount = Dong{10000}});
  ASSERT_TRUE(part) << told(part);
  const auto rest = begun(a);
  EXPECT_EQ(rest.amount, Dong{20000});
  ASSERT_TRUE(notice(whole, "A"));
  EXPECT_EQ(state(whole), money::OrderState::unowed);
  EXPECT_EQ(fin(a), FinState::due);
  ASSERT_TRUE(notice(rest, "B", 20000));
  EXPECT_EQ(state(rest), money::OrderState::paid);
  EXPECT_EQ(claim(a).due, Dong{});
  EXPECT_EQ(claim(a).to_refund, Dong{30000});
  EXPECT_EQ(verified(), "");
}

TEST_P(GatewayOrdersTest, two_clicks_are_one_order_and_a_later_one_is_another) {
  const auto a = unpaid(1);
  const auto first = begun(a);
  EXPECT_EQ(begun(a).token, first.token);
  EXPECT_GE(first.token.size(), 22U) << "cannot be guessed";
  w_.clock.advance(std::chrono::minutes{16});
  const auto second = begun(a);
  EXPECT_NE(second.token, first.token);
  // Both are paid: one takes the fee, the other is given back.
  ASSERT_TRUE(notice(second, "B"));
  ASSERT_TRUE(notice(first, "A"));
  EXPECT_EQ(state(second), money::OrderState::paid);
  EXPECT_EQ(state(first), money::OrderState::unowed);
  EXPECT_EQ(claim(a).receipts.size(), 1U);
  EXPECT_EQ(claim(a).to_refund, Dong{30000});
  EXPECT_EQ(verified(), "");
}

TEST_P(GatewayOrdersTest, a_receipt_is_numbered_with_the_others_counts_as_online_and_lies_in_no_till) {
  cash(unpaid(1));
  const auto a = unpaid(2);
  ASSERT_TRUE(notice(begun(a), "GD-9"));
  const auto paid = claim(a).receipts.at(0);
  EXPECT_EQ(paid.number, "0000002");
  EXPECT_EQ(paid.way, money::Way::gateway);
  const auto form = money_.public_receipt(a.code, paid.id);
  ASSERT_TRUE(form) << told(form);
  EXPECT_EQ(form->way, "Thanh toán trực tuyến");
  EXPECT_EQ(form->document, "GD-9");
  EXPECT_EQ(form->total, Dong{30000});
  EXPECT_EQ(key(money_.public_receipt(unpaid(3).code, paid.id)), "money.no_such_receipt_here") << "of another dossier";
  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.one("SELECT payment FROM dossier_case WHERE id = " + std::to_string(a.id.value)), "online");
  EXPECT_EQ(raw.one("SELECT sheet FROM money_entry WHERE target = 'gateway'"), "0");
  EXPECT_EQ(raw.one("SELECT count(*) FROM money_till WHERE cashier = 0"), "0");
}

TEST_P(GatewayOrdersTest, the_gateway_is_answered_so_that_it_knows_whether_to_tell_again) {
  const auto a = unpaid(1);
  const auto order = begun(a);
  EXPECT_EQ(post(order, "A", "30000", "khoa cua ke khac").status, 401);
  EXPECT_EQ(fin(a), FinState::due);
  auto unknown = order;
  unknown.token = "khong-co";
  EXPECT_EQ(post(unknown, "A", "30000").status, 404);
  EXPECT_EQ(post(order, "A", "20000").status, 422);
  EXPECT_EQ(post(order, "B", "30000").status, 200);
  EXPECT_EQ(post(order, "B", "30000").status, 200);
  EXPECT_EQ(fin(a), FinState::paid);
  web::testing::Client browser(router_);
  EXPECT_EQ(browser.post("/thanh-toan/ket-qua", {{"order", order.token}, {"status", "paid"}}).status, 401) << "nobody's browser tells";
  EXPECT_EQ(verified(), "");
}

TEST_P(GatewayOrdersTest, who_reconciles_sees_what_went_over_it) {
  const auto a = unpaid(1);
  ASSERT_TRUE(notice(begun(a), "GD-77"));
  EXPECT_EQ(notice(begun(unpaid(2)), "GD-78", 5).error().key, "money.amount_differs");
  web::testing::Client c(router_);
  c.cookies["phien"] = "thu-quy";
  const auto page = c.get("/thu-phi/cong");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr(a.code));
  EXPECT_THAT(page.body, HasSubstr("GD-77"));
  EXPECT_THAT(page.body, HasSubstr("Lệch số tiền"));
  c.cookies["phien"] = "tra";
  EXPECT_EQ(c.get("/thu-phi/cong").status, 403);
  EXPECT_TRUE(orders_.list(w_.as("tra"), "").rows.empty());
  const auto one = orders_.list(w_.as("thu-quy"), "", 1);
  EXPECT_EQ(one.rows.size(), 1U);
  EXPECT_EQ(orders_.list(w_.as("thu-quy"), one.next, 1).rows.front().code, a.code);
}

TEST_P(GatewayOrdersTest, a_changed_order_is_told_by_verify) {
  const auto order = begun(unpaid(1));
  ASSERT_EQ(verified(), "");
  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.change("UPDATE money_gateway_order SET amount = 1"), 1);
  EXPECT_THAT(verified(), HasSubstr("money_gateway_order"));
}

}  // namespace
}  // namespace motcua::dossier
