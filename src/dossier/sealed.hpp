// What the QR of a receipt says of its applicant: sealed, so that only this installation can read it. Private.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::dossier {

// Crockford's letters: capitals and digits only, so that a QR stays in its alphanumeric mode.
std::string base32(std::string_view bytes);
// Nothing when a letter is not one of the alphabet. Bits that fill no byte are dropped.
std::optional<std::string> base32_decode(std::string_view text);

// XChaCha20-Poly1305 of libsodium; `bound_to` (the dossier's code) is authenticated with it. The same input gives the same seal, so
// a receipt printed again carries the same code. `secret`: 32 bytes or more.
std::string seal(std::string_view secret, std::string_view text, std::string_view bound_to);
// Nothing when the seal is not ours, was altered, or belongs to another dossier.
std::optional<std::string> open_seal(std::string_view secret, std::string_view sealed, std::string_view bound_to);

}  // namespace motcua::dossier
