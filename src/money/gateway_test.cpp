// The signed gateway: what goes there is signed over every field, what comes back is taken only as it was signed.
#include "money/gateway.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/crypto.hpp"
#include "web/forms.hpp"

namespace motcua::money {
namespace {

constexpr std::string_view kSecret = "khoa chung voi cong";

std::string signature(std::string_view text, std::string_view secret = kSecret) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : web::hmac_sha256(secret, text)) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

class GatewayTest : public ::testing::Test {
 protected:
  std::unique_ptr<Gateway> gateway_ =
      signed_gateway({"https://cong.example/pay", "xa-tan-phu", std::string(kSecret), "Cổng thử", "https://xa.example"});
};

TEST_F(GatewayTest, leads_there_with_every_field_under_the_signature) {
  Order order;
  order.token = "don-1";
  order.amount = Dong{30000};
  const auto url = gateway_->pay_url(order, "Phi MC1 & 2");
  ASSERT_TRUE(url.starts_with("https://cong.example/pay?"));
  const auto query = url.substr(url.find('?') + 1);
  const auto mark = query.rfind("&signature=");
  EXPECT_EQ(query.substr(mark + 11), signature(query.substr(0, mark)));
  const auto fields = web::parse_urlencoded(query).value();
  EXPECT_EQ(fields.get("amount"), "30000");
  EXPECT_EQ(fields.get("currency"), "VND");
  EXPECT_EQ(fields.get("description"), "Phi MC1 & 2");
  EXPECT_EQ(fields.get("merchant"), "xa-tan-phu");
  EXPECT_EQ(fields.get("order"), "don-1");
  EXPECT_EQ(fields.get("notify_url"), "https://xa.example/thanh-toan/ket-qua");
  EXPECT_EQ(fields.get("return_url"), "https://xa.example/thanh-toan/don-1?ve=1");
}

TEST_F(GatewayTest, believes_only_what_was_signed_for_us) {
  const std::string good = "amount=30000&currency=VND&merchant=xa-tan-phu&order=don-1&status=paid&transaction=GD%2F1";
  const auto read = [&](std::string_view body, std::string_view authorization) {
    const auto notice = gateway_->read(web::parse_urlencoded(body).value(), authorization);
    return notice ? std::string() : notice.error().key;
  };
  const auto with = [](std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
  };
  const auto said = gateway_->read(web::parse_urlencoded(good).value(), "MC-HMAC-SHA256 " + signature(good));
  ASSERT_TRUE(said);
  EXPECT_EQ(said->order, "don-1");
  EXPECT_EQ(said->transaction, "GD/1");
  EXPECT_EQ(said->amount, Dong{30000});
  EXPECT_TRUE(said->paid);
  const auto failed = with(good, "paid", "failed");
  EXPECT_FALSE(gateway_->read(web::parse_urlencoded(failed).value(), "MC-HMAC-SHA256 " + signature(failed))->paid);

  struct Row {
    std::string_view what;
    std::string body, authorization;
  };
  const auto signed_row = [&](std::string_view what, std::string body) { return Row{what, body, "MC-HMAC-SHA256 " + signature(body)}; };
  const Row rows[] = {
      {"without a signature", good, ""},
      {"another scheme", good, "Bearer " + signature(good)},
      {"another secret", good, "MC-HMAC-SHA256 " + signature(good, "khoa cua ke khac")},
      {"another amount under the same signature", with(good, "30000", "10000"), "MC-HMAC-SHA256 " + signature(good)},
      {"another order under the same signature", with(good, "don-1", "don-2"), "MC-HMAC-SHA256 " + signature(good)},
      {"a field twice", good + "&amount=1", "MC-HMAC-SHA256 " + signature(good)},
      {"a field less", with(good, "&status=paid", ""), "MC-HMAC-SHA256 " + signature(with(good, "&status=paid", ""))},
      {"part of a signature", good, "MC-HMAC-SHA256 " + signature(good).substr(0, 32)},
      signed_row("of another merchant", with(good, "xa-tan-phu", "xa-khac")),
      signed_row("in another currency", with(good, "VND", "USD")),
      signed_row("nothing", with(good, "30000", "0")),
      signed_row("less than nothing", with(good, "30000", "-30000")),
      signed_row("no number", with(good, "30000", "30.000")),
      signed_row("more than a number", with(good, "30000", "99999999999999999999")),
      signed_row("without a name of the money", with(good, "GD%2F1", "")),
  };
  for (const auto& row : rows) EXPECT_EQ(read(row.body, row.authorization), "money.gateway_signature") << row.what;
}

TEST(SignedGateway, does_not_start_with_a_secret_that_can_be_guessed) {
  EXPECT_THROW(signed_gateway({"https://cong.example", "xa", "ngan", "Cổng", "https://xa.example"}), BrokenInvariant);
}

TEST(Standing, of_money_that_was_never_owed) {
  const auto e = [](std::int64_t id, Kind kind, Account from, Account to, std::int64_t amount, std::int64_t counters = 0) {
    Entry entry;
    entry.id = EntryId{id};
    entry.kind = kind;
    entry.source = from;
    entry.target = to;
    entry.amount = Dong{amount};
    entry.counters = EntryId{counters};
    return entry;
  };
  const auto charge = e(1, Kind::charge, Account::fee, Account::due, 30), cash = e(2, Kind::payment, Account::due, Account::cash, 30);
  const auto again = e(3, Kind::payment, Account::due, Account::gateway, 30);
  const auto promise = e(4, Kind::refund_promised, Account::refund, Account::due, 30);
  const auto back = e(5, Kind::refund, Account::cash, Account::refund, 30);
  const auto dropped = e(6, Kind::counter, Account::due, Account::fee, 30, 1);
  const auto standing = [](std::vector<Entry> entries) { return money::standing(entries); };
  EXPECT_EQ(standing({charge, cash, again, promise}), Standing::refund_due);
  EXPECT_EQ(standing({charge, cash, again, promise, back}), Standing::paid) << "the fee itself was paid and kept";
  EXPECT_EQ(standing({charge, dropped, again, promise}), Standing::refund_due);
  EXPECT_EQ(standing({charge, dropped, again, promise, back}), Standing::refunded);
  EXPECT_EQ(standing({charge, cash, e(4, Kind::refund_promised, Account::refund, Account::fee, 10),
                      e(5, Kind::refund, Account::cash, Account::refund, 10)}),
            Standing::refunded);
}

}  // namespace
}  // namespace motcua::money
