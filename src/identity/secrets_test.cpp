// Passwords and one-time codes.
#include <gtest/gtest.h>
#include <sodium.h>

#include <set>

#include "identity/password.hpp"
#include "identity/totp.hpp"

namespace motcua::identity {
namespace {

constexpr PasswordCost kCheap{1, 8 * 1024};

TEST(Password, only_the_right_one_verifies) {
  const auto hash = hash_password("con trâu là đầu cơ nghiệp", kCheap);
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password("con trâu là đầu cơ nghiệp", hash));
  EXPECT_FALSE(verify_password("con trau la dau co nghiep", hash));
  EXPECT_FALSE(verify_password("", hash));
  EXPECT_NE(hash, hash_password("con trâu là đầu cơ nghiệp", kCheap)) << "salted";
}

TEST(Password, hash_of_other_costs_is_renewed) {
  const auto hash = hash_password("con trâu", kCheap);
  EXPECT_FALSE(needs_rehash(hash, kCheap));
  EXPECT_TRUE(needs_rehash(hash, {2, 8 * 1024}));
}

TEST(Password, weak_ones_are_refused_with_a_reason) {
  const struct {
    const char* password;
    bool good;
  } rows[] = {
      {"con trâu đi cày", true}, {"xk7-mưa-rào", true},   {"ngắn quá", false},         {"1234567890123", false},
      {"aaaaaaaaaaaa", false},   {"abababababab", false}, {"MatKhau123", false},       {"mật khẩu 123", false},
      {"qwertyuiop", false},     {"abcdefghijkl", false}, {"nvan.motcua-2026", false}, {"password2026!", false},
  };
  for (const auto& row : rows) {
    const auto status = check_new_password(row.password, "nvan.motcua");
    EXPECT_EQ(status.has_value(), row.good) << row.password;
    if (!status) {
      EXPECT_FALSE(status.error().fields.at(0).message.empty());
    }
  }
}

TEST(Password, length_is_counted_in_characters_not_bytes) {
  EXPECT_FALSE(check_new_password("ủềữẫệợ", ""));  // 6 characters in 18 bytes
}

TEST(Password, handed_out_ones_are_good_and_differ) {
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    const auto p = random_password();
    EXPECT_TRUE(check_new_password(p, "an"));
    EXPECT_TRUE(seen.insert(p).second);
  }
}

// RFC 6238, appendix B, SHA-1.
TEST(Totp, gives_the_codes_of_the_rfc) {
  const struct {
    std::int64_t seconds;
    const char* code;
  } rows[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
              {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& row : rows) EXPECT_EQ(totp_code("12345678901234567890", row.seconds / 30, 8), row.code) << row.seconds;
}

// RFC 4648, section 10 (without padding).
TEST(Totp, writes_base32_as_the_rfc) {
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(base32("f"), "MY");
  EXPECT_EQ(base32("fo"), "MZXQ");
  EXPECT_EQ(base32("foo"), "MZXW6");
  EXPECT_EQ(base32("foob"), "MZXW6YQ");
  EXPECT_EQ(base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(Totp, a_code_works_once_and_only_around_its_time) {
  const std::string secret = "12345678901234567890";
  const auto at = [](std::int64_t seconds) { return from_us(seconds * 1'000'000); };
  const auto code = totp_code(secret, 1000);
  EXPECT_EQ(match_totp(secret, code, at(1000 * 30), 0), 1000);
  EXPECT_EQ(match_totp(secret, code, at(999 * 30), 0), 1000) << "clock of the phone is ahead";
  EXPECT_EQ(match_totp(secret, code, at(1001 * 30 + 29), 0), 1000);
  EXPECT_FALSE(match_totp(secret, code, at(1002 * 30), 0));
  EXPECT_FALSE(match_totp(secret, code, at(998 * 30 + 29), 0));
  EXPECT_FALSE(match_totp(secret, code, at(1000 * 30), 1000)) << "used before";
  EXPECT_EQ(match_totp(secret, code.substr(0, 3) + " " + code.substr(3), at(1000 * 30), 0), 1000);
  EXPECT_FALSE(match_totp(secret, "", at(1000 * 30), 0));
}

TEST(Totp, uri_names_issuer_account_and_secret) {
  EXPECT_EQ(otpauth_uri("motcua", "nguyễn.an", "foobar"),
            "otpauth://totp/motcua:nguy%E1%BB%85n.an?secret=MZXW6YTBOI&issuer=motcua&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, secret_rests_sealed) {
  const std::string key(32, 'k');
  const auto sealed = seal_secret("12345678901234567890", key);
  EXPECT_EQ(sealed.find("12345"), std::string::npos);
  EXPECT_EQ(open_secret(sealed, key), "12345678901234567890");
  EXPECT_FALSE(open_secret(sealed, std::string(32, 'x')));
  auto broken = sealed;
  broken[30] = broken[30] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(open_secret(broken, key));
  EXPECT_FALSE(open_secret("", key));
}

TEST(RecoveryCodes, differ_and_forgive_case_and_dashes) {
  const auto codes = random_recovery_codes();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
  EXPECT_EQ(recovery_code_hash("abcd-ef23"), recovery_code_hash(" ABCD EF23"));
  EXPECT_NE(recovery_code_hash("abcd-ef23"), recovery_code_hash("abcd-ef24"));
}

}  // namespace
}  // namespace motcua::identity
