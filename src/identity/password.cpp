#include "identity/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "base/text.hpp"

namespace motcua::identity {
namespace {

constexpr std::size_t kShortest = 10;
constexpr std::size_t kLongest = 200;

void need_sodium() {
  static std::once_flag once;
  std::call_once(once, [] { ensure(sodium_init() >= 0, "libsodium does not start"); });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// "1234567890", "abcdefgh", "87654321": each step the same, up or down; after 9 comes 0.
bool is_run(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const int step : {-1, 0, 1}) {
    bool all = text.size() > 2;
    for (std::size_t i = 1; i < text.size() && all; ++i) {
      const char before = text[i - 1];
      all = text[i] - before == step || (digit(before) && digit(text[i]) && (before - '0' + step + 10) % 10 == text[i] - '0');
    }
    if (all) return true;
  }
  return false;
}

bool is_repetition(std::string_view text) {
  for (std::size_t unit = 1; unit <= text.size() / 2 && unit <= 4; ++unit) {
    bool same = true;
    for (std::size_t i = unit; i < text.size() && same; ++i) same = text[i] == text[i - unit];
    if (same) return true;
  }
  return false;
}

bool is_usual(std::string_view folded) {
  static constexpr auto kUsual = std::to_array<std::string_view>({"matkhau", "password", "qwertyuiop", "1q2w3e4r5t", "iloveyou", "motcua",
                                                                  "administrator", "quantri", "chaomung", "vietnam", "hanoi"});
  std::string letters;
  std::ranges::copy_if(folded, std::back_inserter(letters),
                       [](char c) { return c != ' ' && c != '.' && c != '-' && c != '_' && c != '@'; });
  // A usual word with digits at its end is usual too: matkhau123.
  const auto end = letters.find_last_not_of("0123456789!");
  const auto stem = end == std::string::npos ? std::string_view() : std::string_view(letters).substr(0, end + 1);
  return std::ranges::any_of(kUsual, [&](std::string_view word) { return stem == word || letters == word; });
}

}  // namespace

std::string hash_password(std::string_view password, const PasswordCost& cost) {
  need_sodium();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const int failed =
      crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  ensure(failed == 0, "no memory for a password hash");
  return std::string(out.data());
}

bool verify_password(std::string_view password, const std::string& hash) {
  need_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(const std::string& hash, const PasswordCost& cost) {
  need_sodium();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.operations, cost.memory_bytes) != 0;
}

Status check_new_password(std::string_view password, std::string_view user_name) {
  const auto refuse = [](std::string message) {
    return errors::invalid_fields("identity.password_weak", {{"new_password", std::move(message)}});
  };
  if (characters(password) < kShortest) return refuse("Mật khẩu cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt.");
  if (password.size() > kLongest) return refuse("Mật khẩu dài quá 200 ký tự; hãy chọn mật khẩu ngắn hơn.");
  const auto folded = fold(password);
  if (is_run(folded) || is_repetition(folded)) return refuse("Mật khẩu này quá dễ đoán. Hãy tránh dãy liên tiếp và ký tự lặp lại.");
  if (is_usual(folded)) return refuse("Mật khẩu này thường gặp. Hãy chọn mật khẩu khác.");
  if (user_name.size() >= 4 && folded.find(fold(user_name)) != std::string::npos) return refuse("Mật khẩu không được chứa tên đăng nhập.");
  return {};
}

std::string random_password() {
  need_sodium();
  static constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";  // without i, l, o, 0, 1
  std::string text;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return text;
}

}  // namespace motcua::identity
