// Signed statement (mã xác minh): what a receipt, an apology or a result of ours says, in one line that proves itself without us.
//
//   MC1/N/H20.39.5-261005-0001/H20.39.5/2610050910/2610071700/K7Q2…/4F9A2B7C/…
//   form, kind, dossier, agency, issued, due (- for a result), hash of the paper, key id, Ed25519 signature over all before it.
//
// Capitals and digits only (a QR stays in its alphanumeric mode), times of +07:00 to the minute, no personal data: the hash is salted with
// what only the paper itself says. Pure but for libsodium. Format: docs/signed-statement.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace motcua::dossier {

enum class StatementKind : std::uint8_t { receipt, apology, result };
std::string_view letter(StatementKind kind);  // "N", "X", "K"
std::string_view label(StatementKind kind);   // "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"

struct Statement {
  StatementKind kind{};
  std::string code, agency;
  Instant issued_at;
  std::optional<Instant> due_at;
  std::string hash, key_id, signature;  // base32
};
std::string signed_part(const Statement& s);
std::string text_of(const Statement& s);
// Finds the statement in what was scanned or pasted (a link with it, a line among others); nothing: there is none, or it is cut off.
std::optional<Statement> read_statement(std::string_view text);
// 80 bits, base32, of what the paper says; `salt` is on the paper (or the receipt) and nowhere else.
std::string paper_hash(std::string_view salt, std::span<const std::string> said);

struct StatementKey {
  std::string id;  // 8 letters, of the key's hash
  std::string public_hex;
};
// What the day's list withdraws: statements of this kind about this dossier that were issued before. A receipt's line counts for the
// apologies of its dossier too.
struct Revocation {
  StatementKind kind{};
  std::string code;
  Instant at;
};
struct RevocationList {
  Instant stated_at;
  std::vector<Revocation> lines;  // newest first
};
// The list as it is published: lines, then key id and signature over them.
std::optional<RevocationList> read_revocations(std::string_view text, std::span<const StatementKey> keys);

enum class Verdict : std::uint8_t { genuine, revoked, forged, unknown_key };
std::string_view word(Verdict v);
std::string_view label(Verdict v);
struct Checked {
  Verdict verdict{};
  std::optional<Instant> revoked_at;
};
Checked judge(const Statement& s, std::span<const StatementKey> keys, std::span<const Revocation> revoked);

// "4F9A2B7C 3b6a…": one key a line.
std::string keys_text(std::span<const StatementKey> keys);
std::vector<StatementKey> read_keys(std::string_view text);  // lines that are no key are passed over

std::string seed_from_hex(std::string_view line);  // 32 bytes; empty: no seed

class StatementSigner {
 public:
  // Seeds of 32 bytes, the last one signs; the others are keys of before, whose statements still hold.
  explicit StatementSigner(std::vector<std::string> seeds);
  std::string sign(Statement s) const;                 // the whole text
  std::string sign(const RevocationList& list) const;  // the whole list
  std::span<const StatementKey> keys() const { return keys_; }

 private:
  std::string seed_;
  std::vector<StatementKey> keys_;
};

}  // namespace motcua::dossier
