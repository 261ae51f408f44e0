#include "base/id.hpp"

namespace motcua {

namespace {
std::int64_t ms_of(Instant moment) {
  using namespace std::chrono;
  constexpr auto epoch = sys_days{2020y / January / 1};
  return duration_cast<milliseconds>(moment - epoch).count();
}
}  // namespace

IdSource::IdSource(const Clock& clock, std::uint8_t instance, std::int64_t after)
    : clock_(clock), instance_(instance), last_(after > 0 ? ((after >> 20) + 16) << 12 : 0) {}

std::int64_t IdSource::first_of(Instant moment) { return ms_of(moment) << 20; }

std::int64_t IdSource::next() {
  const auto tick = ms_of(clock_.now()) << 12;
  auto last = last_.load(std::memory_order_relaxed);
  std::int64_t mine{};
  do {
    mine = tick > last ? tick : last + 1;
  } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));
  return ((mine >> 12) << 20) | (std::int64_t{instance_} << 12) | (mine & 0xfff);
}

}  // namespace motcua
