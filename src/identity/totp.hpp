// One-time codes by time (RFC 6238: SHA-1, 30 seconds, 6 digits, as all authenticator apps have it), and recovery codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace motcua::identity {

inline constexpr std::int64_t kTotpStep = 30;  // seconds

std::string random_totp_secret();  // 20 raw bytes
std::string base32(std::string_view bytes);
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);
std::int64_t totp_step(Instant at);
// The step of a right code of now, the one before or the one after (clocks differ), later than `last_step` (a code works once).
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant now, std::int64_t last_step);
// otpauth://totp/… for the QR code of the app.
std::string otpauth_uri(std::string_view issuer, std::string_view user_name, std::string_view secret);

// Ten codes "abcd-efgh"; kept as hashes, each works once.
std::vector<std::string> random_recovery_codes();
std::string recovery_code_hash(std::string_view code);  // spaces, dashes and case do not matter

// Secrets rest sealed with a key of the installation (secretbox), so that a stolen database alone does not give them away.
std::string seal_secret(std::string_view secret, std::string_view installation_secret);
std::optional<std::string> open_secret(std::string_view sealed, std::string_view installation_secret);

}  // namespace motcua::identity
