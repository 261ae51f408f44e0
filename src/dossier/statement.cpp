#include "dossier/statement.hpp"

#include <fmt/core.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "dossier/bundle_check.hpp"
#include "dossier/sealed.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kForm = "MC1", kListForm = "MCR1";
struct KindWords {
  StatementKind kind;
  std::string_view letter, label;
};
constexpr std::array<KindWords, 3> kStatementKinds{{{StatementKind::receipt, "N", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"},
                                                    {StatementKind::apology, "X", "Văn bản xin lỗi và hẹn lại ngày trả"},
                                                    {StatementKind::result, "K", "Kết quả giải quyết"}}};
std::optional<StatementKind> kind_from(std::string_view letter) {
  for (const auto& k : kStatementKinds)
    if (k.letter == letter) return k.kind;
  return std::nullopt;
}

std::string bytes_of_hex(std::string_view hex) {
  std::string out(hex.size() / 2, '\0');
  std::size_t written = 0;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), hex.data(), hex.size(), nullptr, &written, nullptr) != 0)
    return {};
  out.resize(written);
  return out;
}
const unsigned char* raw(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

std::string minute_text(Instant t) {
  const auto day = iso(day_of(t));  // 2026-10-05
  const auto clock = vn_time(t);
  return day.substr(2, 2) + day.substr(5, 2) + day.substr(8, 2) + clock.substr(0, 2) + clock.substr(3, 2);
}
std::optional<Instant> minute_from(std::string_view t) {
  if (t.size() != 10 || !std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return parse_instant(fmt::format("20{}-{}-{}T{}:{}", t.substr(0, 2), t.substr(2, 2), t.substr(4, 2), t.substr(6, 2), t.substr(8, 2)));
}
Instant to_minute(Instant t) { return std::chrono::floor<std::chrono::minutes>(t); }

std::vector<std::string_view> parts_of(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = std::min(text.find(between), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

bool plain(std::string_view text) {
  return !text.empty() && text.size() <= 120 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-'; });
}

bool holds(std::string_view text, std::string_view signature, const StatementKey& key) {
  ensure(sodium_init() >= 0, "libsodium starts");
  const auto mark = base32_decode(signature);
  const auto open = bytes_of_hex(key.public_hex);
  // Written one way only: bits that fill no byte are not free to be changed.
  return mark && mark->size() == crypto_sign_BYTES && base32(*mark) == signature && open.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(raw(*mark), raw(text), text.size(), raw(open)) == 0;
}
const StatementKey* key_named(std::span<const StatementKey> keys, std::string_view id) {
  const auto at = std::ranges::find(keys, id, &StatementKey::id);
  return at == keys.end() ? nullptr : &*at;
}
StatementKey key_of_seed(std::string_view seed) {
  auto hex = bundle_key(seed);
  return {base32(bytes_of_hex(web::sha256_hex(bytes_of_hex(hex))).substr(0, 5)), std::move(hex)};
}
std::string list_body(const RevocationList& list) {
  auto text = fmt::format("{}/{}/{}\n", kListForm, minute_text(list.stated_at), list.lines.size());
  for (const auto& r : list.lines) text += fmt::format("{}/{}/{}\n", letter(r.kind), r.code, minute_text(r.at));
  return text;
}
}  // namespace

std::string_view letter(StatementKind kind) { return kStatementKinds[static_cast<std::size_t>(kind)].letter; }
std::string_view label(StatementKind kind) { return kStatementKinds[static_cast<std::size_t>(kind)].label; }

std::string signed_part(const Statement& s) {
  return fmt::format("{}/{}/{}/{}/{}/{}/{}/{}", kForm, letter(s.kind), s.code, s.agency, minute_text(s.issued_at),
                     s.due_at ? minute_text(*s.due_at) : "-", s.hash, s.key_id);
}
std::string text_of(const Statement& s) { return signed_part(s) + "/" + s.signature; }

std::optional<Statement> read_statement(std::string_view typed) {
  const auto all = to_upper(typed);
  // Papers are read by people too: what stands before the form's name (a link) and after the line is not ours.
  const auto begin = all.find(std::string(kForm) + "/");
  if (begin == std::string::npos) return std::nullopt;
  const auto text = std::string_view(all).substr(begin);
  const auto parts = parts_of(text.substr(0, std::min(text.find_first_of(" \t\r\n"), text.size())), '/');
  if (parts.size() != 9 || !std::ranges::all_of(parts, plain)) return std::nullopt;
  const auto kind = kind_from(parts[1]);
  const auto issued = minute_from(parts[4]);
  const auto due = minute_from(parts[5]);
  if (!kind || !issued || (parts[5] != "-" && !due)) return std::nullopt;
  return Statement{*kind, std::string(parts[2]), std::string(parts[3]), *issued,
                   due,   std::string(parts[6]), std::string(parts[7]), std::string(parts[8])};
}

std::string paper_hash(std::string_view salt, std::span<const std::string> said) {
  std::string all(salt);
  for (const auto& s : said) all += '\n' + s;
  return base32(bytes_of_hex(web::sha256_hex(all)).substr(0, 10));
}

std::string_view word(Verdict v) {
  static constexpr std::array<std::string_view, 4> kWords{"genuine", "revoked", "forged", "unknown_key"};
  return kWords[static_cast<std::size_t>(v)];
}
std::string_view label(Verdict v) {
  static constexpr std::array<std::string_view, 4> kLabels{"Giấy thật", "Giấy thật nhưng đã bị thu hồi", "Giấy giả hoặc đã bị sửa",
                                                           "Không phải giấy của cơ quan này"};
  return kLabels[static_cast<std::size_t>(v)];
}

Checked judge(const Statement& s, std::span<const StatementKey> keys, std::span<const Revocation> revoked) {
  const auto* key = key_named(keys, s.key_id);
  if (!key) return {Verdict::unknown_key, {}};
  if (!holds(signed_part(s), s.signature, *key)) return {Verdict::forged, {}};
  const auto concerns = s.kind == StatementKind::apology ? StatementKind::receipt : s.kind;
  for (const auto& r : revoked)
    if (r.kind == concerns && r.code == s.code && s.issued_at < to_minute(r.at)) return {Verdict::revoked, r.at};
  return {Verdict::genuine, {}};
}

std::optional<RevocationList> read_revocations(std::string_view text, std::span<const StatementKey> keys) {
  const auto lines = parts_of(text, '\n');
  // The head, the lines, the signature, and nothing after the last line end.
  if (lines.size() < 3 || !lines.back().empty()) return std::nullopt;
  const auto head = parts_of(lines.front(), '/');
  const auto mark = parts_of(lines[lines.size() - 2], '/');
  if (head.size() != 3 || head[0] != kListForm || mark.size() != 2) return std::nullopt;
  const auto* key = key_named(keys, mark[0]);
  const auto body = text.substr(0, text.size() - lines[lines.size() - 2].size() - 1);
  if (!key || !holds(body, mark[1], *key)) return std::nullopt;
  RevocationList list;
  const auto stated = minute_from(head[1]);
  if (!stated) return std::nullopt;
  list.stated_at = *stated;
  for (std::size_t i = 1; i + 2 < lines.size(); ++i) {
    const auto parts = parts_of(lines[i], '/');
    const auto kind = parts.size() == 3 ? kind_from(parts[0]) : std::nullopt;
    const auto at = parts.size() == 3 ? minute_from(parts[2]) : std::nullopt;
    if (!kind || !at) return std::nullopt;
    list.lines.push_back({*kind, std::string(parts[1]), *at});
  }
  return list;
}

std::string keys_text(std::span<const StatementKey> keys) {
  std::string text;
  for (const auto& k : keys) text += fmt::format("{} {}\n", k.id, k.public_hex);
  return text;
}
std::vector<StatementKey> read_keys(std::string_view text) {
  std::vector<StatementKey> keys;
  for (const auto line : parts_of(text, '\n')) {
    const auto tidy = clean(line);
    const auto parts = parts_of(tidy, ' ');
    if (parts.size() < 2 || parts[0].size() != 8 || bytes_of_hex(parts[1]).size() != crypto_sign_PUBLICKEYBYTES) continue;
    keys.push_back({std::string(parts[0]), std::string(parts[1])});
  }
  return keys;
}

std::string seed_from_hex(std::string_view line) {
  auto seed = bytes_of_hex(clean(line));
  return seed.size() == crypto_sign_SEEDBYTES ? seed : std::string{};
}

StatementSigner::StatementSigner(std::vector<std::string> seeds) {
  ensure(!seeds.empty(), "there is a key to sign with");
  for (const auto& seed : seeds) keys_.push_back(key_of_seed(seed));
  seed_ = std::move(seeds.back());
}

std::string StatementSigner::sign(Statement s) const {
  s.key_id = keys_.back().id;
  s.signature = base32(bytes_of_hex(sign_bundle(seed_, signed_part(s)).signature));
  return text_of(s);
}
std::string StatementSigner::sign(const RevocationList& list) const {
  const auto body = list_body(list);
  return fmt::format("{}{}/{}\n", body, keys_.back().id, base32(bytes_of_hex(sign_bundle(seed_, body).signature)));
}

}  // namespace motcua::dossier
