// Identifiers: 64 bits, ordered by time, made by the application, the same on both databases.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>

#include "base/clock.hpp"

namespace motcua {

// Id<struct DossierTag>: comparing a dossier with an account does not compile.
template <class Tag> struct Id {
  std::int64_t value{};
  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

// 43 bits of milliseconds since 2020-01-01, 8 bits of instance, 12 bits of sequence: 4,096 ids a millisecond and instance;
// a burst beyond that runs ahead of the clock, a clock set back never repeats an id.
class IdSource {
 public:
  // after: the latest id an earlier run is known to have given. New ones lie beyond it and 16 ms of others that nobody told of,
  // whatever the clock says meanwhile.
  explicit IdSource(const Clock& clock, std::uint8_t instance = 0, std::int64_t after = 0);
  std::int64_t next();
  static std::int64_t first_of(Instant moment);  // no id of an earlier moment is as large
  template <class Tag> Id<Tag> next() { return Id<Tag>{next()}; }

 private:
  const Clock& clock_;
  std::uint8_t instance_;
  std::atomic<std::int64_t> last_{0};  // milliseconds << 12 | sequence
};

}  // namespace motcua
