// How rows of the journal are hashed and combined; the written form of the format is in src/store/README.md. Private to store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::store {

// The hashed fields, in the order of the format.
struct ChainLink {
  std::string_view object;
  std::int64_t object_id;
  std::int64_t seq;
  std::int64_t at_us;
  std::int64_t recorded_at_us;
  std::int64_t actor;
  std::int64_t unit;
  std::string_view kind;
  std::string_view payload;
  std::string_view prev_hash;
};
// SHA-256 in hex over an encoding in which every field has one reading: numbers as 8 bytes, texts with their length before them.
std::string chain_hash(const ChainLink& link);

// Merkle tree as in RFC 6962: leaves and inner nodes are hashed with different prefixes. Takes leaves one by one and keeps only
// one hash per level.
class MerkleTree {
 public:
  void add(std::int64_t id, std::string_view hash);
  std::string root() const;  // hex; "" without leaves
  std::int64_t leaves() const { return leaves_; }

 private:
  std::vector<std::string> levels_;  // full subtrees, biggest first
  std::int64_t leaves_ = 0;
};

// One seal with the seal before it; the `prev` of the next one.
struct SealLink {
  std::int64_t number;
  std::int64_t from_id;
  std::int64_t to_id;
  std::int64_t rows;
  std::string_view root;
  std::int64_t at_us;
  std::string_view prev;
};
std::string seal_hash(const SealLink& link);

}  // namespace motcua::store
