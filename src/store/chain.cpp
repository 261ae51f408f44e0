#include "store/chain.hpp"

#include "base/result.hpp"
#include "store/files.hpp"

namespace motcua::store {

namespace {
void put(std::string& out, std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((bits >> shift) & 0xffU);
}
void put(std::string& out, std::string_view text) {
  put(out, static_cast<std::int64_t>(text.size()));
  out += text;
}
}  // namespace

std::string chain_hash(const ChainLink& link) {
  std::string bytes = "motcua-journal-1";
  bytes.reserve(256 + link.payload.size());
  put(bytes, link.object);
  put(bytes, link.object_id);
  put(bytes, link.seq);
  put(bytes, link.at_us);
  put(bytes, link.recorded_at_us);
  put(bytes, link.actor);
  put(bytes, link.unit);
  put(bytes, link.kind);
  put(bytes, link.payload);
  put(bytes, link.prev_hash);
  return sha256_hex(bytes);
}

std::string seal_hash(const SealLink& link) {
  std::string bytes = "motcua-seal-1";
  put(bytes, link.number);
  put(bytes, link.from_id);
  put(bytes, link.to_id);
  put(bytes, link.rows);
  put(bytes, link.root);
  put(bytes, link.at_us);
  put(bytes, link.prev);
  return sha256_hex(bytes);
}

void MerkleTree::add(std::int64_t id, std::string_view hash) {
  std::string leaf(1, '\0');
  put(leaf, id);
  leaf += hash;
  auto node = sha256_hex(leaf);
  // Two subtrees of equal size become one, as in a binary counter.
  for (auto n = leaves_; (n & 1) != 0; n >>= 1) {
    node = sha256_hex("\1" + levels_.back() + node);
    levels_.pop_back();
  }
  levels_.push_back(std::move(node));
  ++leaves_;
}

std::string MerkleTree::root() const {
  if (levels_.empty()) return {};
  auto node = levels_.back();
  for (auto it = std::next(levels_.rbegin()); it != levels_.rend(); ++it) node = sha256_hex("\1" + *it + node);
  return node;
}

}  // namespace motcua::store
