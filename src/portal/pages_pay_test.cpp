// Paying from home over the pages, by who holds the link; on both databases.
#include "portal/pages_pay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/payments.hpp"
#include "dossier/testing_filing.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::portal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::header_of;

class Pay : public ::testing::TestWithParam<store::Engine> {
 protected:
  Pay() {
    money_.set_subjects(payments_);
    router_.add(web::bind_routes("portal_pay", pages_, PayPages::routes()));
  }
  // A dossier received with its fee still to pay, and the link of its receipt.
  std::string owing(int n) {
    auto intake = f_.w.intake(n);
    intake.paid = false;
    intake.payment = dossier::PaymentMethod::at_return;
    const auto a = f_.w.dossiers.accept(f_.w.as("nhung"), intake);
    EXPECT_TRUE(a) << (a ? "" : a.error().message);
    code_ = a->code;
    return "/t/" + a->token;
  }
  web::testing::Client visitor() { return web::testing::Client(router_); }

  store::TestDatabase database_{dossier::testing::all_tables(), GetParam()};
  dossier::testing::FilingWorld f_{database_};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{f_.w};
  web::Router router_{{.gate = gate_, .clock = f_.w.clock}, {.secret = std::string(32, 'r')}};
  money::Money money_{f_.w.db, f_.w.clock, f_.w.ids, f_.w.identity};
  dossier::Payments payments_{f_.w.db, f_.w.clock, f_.w.ids, f_.w.catalog, f_.w.calendars, f_.w.identity};
  money::GatewayOrders orders_{f_.w.db, f_.w.clock, f_.w.ids, f_.w.identity, payments_};
  std::unique_ptr<money::Gateway> gateway_ =
      money::signed_gateway({"https://cong.example/pay", "xa", "khoa chung voi cong", "Cổng thử", "https://xa.example"});
  PayPages pages_{f_.w.dossiers, money_, orders_, gateway_.get(), shells_};
  std::string code_;
};
MOTCUA_EACH_ENGINE(Pay);

TEST_P(Pay, leads_to_the_gateway_and_tells_what_became_of_it_to_the_browser_that_began) {
  const auto link = owing(1);
  auto c = visitor();
  const auto ways = c.get(link + "/nop-phi");
  ASSERT_EQ(ways.status, 200);
  EXPECT_THAT(ways.body, HasSubstr("30.000"));
  EXPECT_THAT(ways.body, HasSubstr("Thanh toán trực tuyến"));
  EXPECT_THAT(ways.body, Not(HasSubstr("VietQR"))) << "this unit has no account yet";
  const auto begun = c.post(link + "/nop-phi");
  ASSERT_EQ(begun.status, 303) << begun.body;
  const auto address = header_of(begun, "location");
  ASSERT_TRUE(address.starts_with("/thanh-toan/"));
  const auto order = c.get(address);
  EXPECT_THAT(order.body, HasSubstr("https://cong.example/pay?amount=30000"));
  EXPECT_THAT(order.body, HasSubstr(link)) << "back to the dossier, in this browser";
  EXPECT_THAT(visitor().get(address).body, Not(HasSubstr(link))) << "the gateway knows the address, the link it does not";
  EXPECT_THAT(order.body, Not(HasSubstr("notify_url=https%3A%2F%2Fxa.example%2Ft%2F")));
  const auto waiting = c.get(address + "?ve=1");
  EXPECT_THAT(waiting.body, HasSubstr("Đừng trả lần nữa"));
  EXPECT_THAT(waiting.body, Not(HasSubstr("https://cong.example")))
      << "what a browser says is not believed, and it is not asked to pay again";
  EXPECT_EQ(header_of(waiting, "Refresh"), "5");

  const auto token = address.substr(address.rfind('/') + 1);
  ASSERT_TRUE(orders_.told({token, "GD-1", Dong{30000}, true}));
  const auto paid = c.get(address + "?ve=1");
  EXPECT_THAT(paid.body, HasSubstr("Đã nộp 30.000"));
  EXPECT_EQ(header_of(paid, "Refresh"), "");
  EXPECT_EQ(header_of(c.get(link + "/nop-phi"), "location"), link) << "nothing is left to pay";
  EXPECT_EQ(c.post(link + "/nop-phi").status, 409);
  const auto receipt = money_.public_claim(code_)->receipts.at(0).id;
  const auto pdf = c.get(link + "/bien-lai/" + std::to_string(receipt.value));
  EXPECT_EQ(pdf.status, 200);
  EXPECT_EQ(pdf.content_type, "application/pdf");
  const auto other = owing(2);
  EXPECT_EQ(c.get(other + "/bien-lai/" + std::to_string(receipt.value)).status, 404) << "by the link of another dossier";
}

TEST_P(Pay, a_transfer_carries_sum_and_reference) {
  const auto link = owing(1);
  f_.w.person("quan-tri", "Ngô Văn Máy", identity::Role::sysadmin, "xa/ubnd");
  const auto set = money_.set_account(f_.w.as("quan-tri"), {f_.w.unit("xa/mot-cua"), "970436", "Ngân hàng mẫu", "1012345678",
                                                            "TTPVHCC XA TAN PHU", "TP/26E", f_.w.identity.today(), "QĐ 12/QĐ-UBND", ""});
  ASSERT_TRUE(set) << set.error().message;
  auto c = visitor();
  const auto ways = c.get(link + "/nop-phi").body;
  EXPECT_THAT(ways, HasSubstr("1012345678"));
  EXPECT_THAT(ways, HasSubstr("ma-qr.svg"));
  EXPECT_EQ(c.get(link + "/nop-phi/ma-qr.svg").content_type, "image/svg+xml");
}

TEST_P(Pay, nobody_gets_anywhere_with_a_link_that_is_none_or_an_order_that_is_none) {
  owing(1);
  auto c = visitor();
  for (const auto* address : {"/t/KHONG-CO/nop-phi", "/t/KHONG-CO/nop-phi/ma-qr.svg", "/t/KHONG-CO/bien-lai/1", "/thanh-toan/khong-co"})
    EXPECT_EQ(c.get(address).status, 404) << address;
  EXPECT_EQ(c.post("/t/KHONG-CO/nop-phi").status, 404);
}

TEST_P(Pay, without_a_gateway_nothing_is_begun) {
  const auto link = owing(1);
  PayPages pages{f_.w.dossiers, money_, orders_, nullptr, shells_};
  web::Router router{{.gate = gate_, .clock = f_.w.clock}, {.secret = std::string(32, 'r')}};
  router.add(web::bind_routes("portal_pay", pages, PayPages::routes()));
  web::testing::Client c(router);
  const auto ways = c.get(link + "/nop-phi");
  EXPECT_EQ(ways.status, 200);
  EXPECT_THAT(ways.body, Not(HasSubstr("Thanh toán trực tuyến")));
  EXPECT_EQ(c.post(link + "/nop-phi").status, 404);
}

}  // namespace
}  // namespace motcua::portal
