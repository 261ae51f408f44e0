// The dispute file (hồ sơ tranh chấp) checked by itself: no database, no server, nothing of this installation. Its format is told in
// docs/dispute-file.md; whoever does not trust this program can write the same check from there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::dossier {

inline constexpr std::string_view kBundleFormat = "motcua-ho-so-tranh-chap/1";

struct BundleLine {
  std::string name;
  std::optional<std::string> broken;  // what does not hold
};
struct BundleReport {
  std::string code, made_at, made_by;
  std::string fingerprint;  // of the key that signed: to be compared with the published one
  std::vector<BundleLine> lines;
  bool clean() const;
};
// Ends at the first thing that does not hold.
BundleReport check_bundle(std::string_view archive);

// Ed25519 over the manifest. The seed is 32 bytes of the installation.
struct BundleSignature {
  std::string key, signature;  // hex
};
BundleSignature sign_bundle(std::string_view seed, std::string_view manifest);
std::string bundle_key(std::string_view seed);      // hex
std::string key_fingerprint(std::string_view key);  // "3F2A 91C0 …": the first 16 bytes of its SHA-256

}  // namespace motcua::dossier
