#include "web/forms.hpp"

#include <gtest/gtest.h>

#include "web/cookies.hpp"
#include "web/crypto.hpp"
#include "web/idempotency.hpp"
#include "web/limits.hpp"
#include "web/multipart.hpp"
#include "web/server_head.hpp"

namespace motcua::web {
namespace {

TEST(Forms, knows_utf8_from_what_is_not) {
  for (const auto* good : {"", "a", "đ", "ệ", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(valid_utf8(good)) << good;
  for (const std::string_view bad :
       {std::string_view("\0", 1), std::string_view("\x80"), std::string_view("\xC0\xAE"), std::string_view("\xC4"),
        std::string_view("\xE1\xBB"), std::string_view("\xED\xA0\x80"), std::string_view("\xF4\x90\x80\x80"),
        std::string_view("\xF5\x80\x80\x80"), std::string_view("\xE0\x80\xAF"), std::string_view("a\xFF")})
    EXPECT_FALSE(valid_utf8(bad)) << ::testing::PrintToString(bad);
}

TEST(Forms, reads_fields_composed_and_with_one_kind_of_line_end) {
  const auto f = parse_urlencoded("ten=e%CC%82%CC%A3+x&ghi=1%0D%0A2%0D3&ghi=&trong&ten=%C4%90");
  ASSERT_TRUE(f);
  EXPECT_EQ(f->get("ten"), "\xE1\xBB\x87 x");  // ệ in one piece
  EXPECT_EQ(f->get("ghi"), "1\n2\n3");
  EXPECT_EQ(f->all("ten").size(), 2u);
  EXPECT_TRUE(f->has("trong"));
  EXPECT_FALSE(f->has("khac"));
  EXPECT_EQ(f->get("khac"), "");
}

TEST(Forms, refuses_more_than_its_limits) {
  EXPECT_EQ(parse_urlencoded("a&b&c", {.max_fields = 2}).error().key, "web.form_too_many_fields");
  EXPECT_EQ(parse_urlencoded("a=12345", {.max_value = 4}).error().key, "web.form_value_too_long");
  EXPECT_EQ(parse_urlencoded("abc=1", {.max_name = 2}).error().key, "web.form_value_too_long");
  EXPECT_EQ(parse_urlencoded("a=%F").error().key, "web.form_bad_encoding");
}

TEST(Forms, tames_names_of_files) {
  EXPECT_EQ(clean_file_name("C:\\Users\\a\\giấy.pdf"), "giấy.pdf");
  EXPECT_EQ(clean_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(clean_file_name(".htaccess"), "htaccess");
  EXPECT_EQ(clean_file_name("a\r\nb\".pdf"), "ab.pdf");
  EXPECT_EQ(clean_file_name(".."), "tep");
  EXPECT_EQ(clean_file_name("\xff"), "tep");
  const auto cut = clean_file_name(std::string(300, 'a') + "ệ.pdf");
  EXPECT_LE(cut.size(), 150u);
  EXPECT_TRUE(cut.ends_with(".pdf"));
  EXPECT_EQ(content_disposition("giấy.pdf"), "attachment; filename=\"gi___y.pdf\"; filename*=UTF-8''gi%E1%BA%A5y.pdf");
}

TEST(Forms, leads_back_only_to_this_site) {
  EXPECT_EQ(local_target("/ho-so?x=1"), "/ho-so?x=1");
  for (const auto* bad : {"", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: 1", "javascript:alert(1)"})
    EXPECT_EQ(local_target(bad), "/");
}

TEST(Forms, reads_parameters_of_headers) {
  EXPECT_EQ(header_parameter("form-data; name=\"a\\\"b; c\"; filename=x", "name"), "a\"b; c");
  EXPECT_EQ(header_parameter("form-data; name=\"a\"; FileName=x ", "filename"), "x");
  EXPECT_EQ(header_parameter("form-data; filename=\"C:\\dir\\a\"", "filename"), "C:\\dir\\a");
  EXPECT_EQ(header_parameter("form-data", "name"), std::nullopt);
  EXPECT_EQ(header_parameter("form-data; name=\"a", "name"), std::nullopt);
  EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), "a b");
  EXPECT_EQ(multipart_boundary("multipart/mixed; boundary=a"), "");
}

TEST(Cookies, are_strict_over_tls_and_believed_only_with_the_prefix) {
  EXPECT_EQ(set_cookie({.name = "phien", .value = "abc"}, true), "__Host-phien=abc; Path=/; SameSite=Lax; HttpOnly; Secure");
  EXPECT_EQ(set_cookie({.name = "phien", .value = "abc", .max_age = std::chrono::hours{1}}, false),
            "phien=abc; Path=/; SameSite=Lax; Max-Age=3600; HttpOnly");
  EXPECT_THROW(set_cookie({.name = "a", .value = "x; Domain=evil"}, false), BrokenInvariant);
  Request q;
  q.headers.emplace_back("cookie", "phien=planted; __Host-phien=ours; x=1");
  EXPECT_EQ(q.cookie("phien"), "planted");
  q.secure = true;
  EXPECT_EQ(q.cookie("phien"), "ours");
  EXPECT_EQ(q.cookie("x"), "");
}

TEST(Cookies, a_signed_value_is_read_by_its_owner_only) {
  const auto value = sign_value("k", "a", "tin");
  EXPECT_EQ(read_signed("k", "a", value), "tin");
  EXPECT_EQ(read_signed("k", "b", value), std::nullopt);
  EXPECT_EQ(read_signed("x", "a", value), std::nullopt);
  for (std::size_t i = 0; i < value.size() - 1; ++i) {  // one changed character anywhere (the very last one has unused bits)
    auto changed = value;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(read_signed("k", "a", changed), "tin") << i;
  }
}

TEST(Crypto, agrees_with_the_published_examples) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-2
  EXPECT_EQ(base64url(hmac_sha256("Jefe", "what do ya want for nothing?")), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM")
      << "RFC 4231, case 2, in base64url";
  EXPECT_EQ(random_token(32).size(), 43u);
  EXPECT_NE(random_token(), random_token());
  EXPECT_TRUE(constant_time_equal("ab", "ab"));
  EXPECT_FALSE(constant_time_equal("ab", "ac"));
  EXPECT_FALSE(constant_time_equal("ab", "abc"));
}

TEST(Limits, memory_stays_bounded_under_many_addresses) {
  RateLimiter limiter({.max_keys = 1600});
  FixedClock clock{Instant{}};
  for (int i = 0; i < 20'000; ++i) limiter.take("a" + std::to_string(i), {1, 5}, clock.now());
  EXPECT_LE(limiter.keys(), 1600u);
}

TEST(Limits, a_clock_set_back_locks_nobody_out) {
  RateLimiter limiter({});
  FixedClock clock{Instant{std::chrono::hours{100}}};
  EXPECT_FALSE(limiter.take("a", {1, 1}, clock.now()));
  EXPECT_TRUE(limiter.take("a", {1, 1}, clock.now()));
  clock.set(Instant{std::chrono::hours{1}});
  EXPECT_TRUE(limiter.take("a", {1, 1}, clock.now()));
  clock.advance(std::chrono::seconds{1});
  EXPECT_FALSE(limiter.take("a", {1, 1}, clock.now()));
}

TEST(Limits, one_subscriber_of_ipv6_is_one_key) {
  EXPECT_EQ(address_key("2001:db8:1:2::1"), address_key("2001:db8:1:2:ffff::9"));
  EXPECT_NE(address_key("2001:db8:1:2::1"), address_key("2001:db8:1:3::1"));
  EXPECT_EQ(address_key("::ffff:10.0.0.1"), address_key("10.0.0.1"));
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("10.0.0.1"));
}

TEST(Proxy, is_believed_only_when_it_is_trusted) {
  const std::vector<std::string> proxies = {"10.0.0.1", "10.0.0.2"};
  const auto client = [&](std::string remote, std::string forwarded) {
    Request q;
    q.remote = std::move(remote);
    q.headers = {{"x-forwarded-for", std::move(forwarded)}, {"x-forwarded-proto", "https"}};
    believe_proxy(proxies, q);
    return q.remote + (q.secure ? " tls" : "");
  };
  EXPECT_EQ(client("203.0.113.9", "1.2.3.4"), "203.0.113.9");
  EXPECT_EQ(client("10.0.0.1", "1.2.3.4"), "1.2.3.4 tls");
  EXPECT_EQ(client("10.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.2"), "1.2.3.4 tls") << "what the client itself wrote stands further left";
  EXPECT_EQ(client("10.0.0.1", "nonsense"), "10.0.0.1 tls");
}

TEST(Head, writes_dates_as_http_wants_them) {
  EXPECT_EQ(http_date(Instant{std::chrono::seconds{784111777}}), "Sun, 06 Nov 1994 08:49:37 GMT");  // the example of RFC 9110
}

}  // namespace
}  // namespace motcua::web
