// Passwords: Argon2id by libsodium, the rules for new ones, random ones to hand out. Hashing takes tens of milliseconds on purpose:
// never inside a transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace motcua::identity {

// Cost of one hash. Defaults follow OWASP's floor for Argon2id (19 MiB, 2 passes); tests take cheaper ones.
struct PasswordCost {
  std::uint64_t operations = 2;
  std::size_t memory_bytes = 19 * 1024 * 1024;
};

std::string hash_password(std::string_view password, const PasswordCost& cost);
bool verify_password(std::string_view password, const std::string& hash);
// Was the hash made with other costs than these? Then it is renewed at the next sign-in.
bool needs_rehash(const std::string& hash, const PasswordCost& cost);

// At least 10 characters, not all alike, not a run of the keyboard, without the user name (of 4 or more), not among the usual ones. Length
// beats classes of characters (NIST SP 800-63B). The field is "new_password".
Status check_new_password(std::string_view password, std::string_view user_name);

// Four groups of four letters and digits without look-alikes (about 79 bits); read out on the telephone without trouble.
std::string random_password();

}  // namespace motcua::identity
