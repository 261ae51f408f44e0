#include "base/id.hpp"

namespace motcua {

std::int64_t IdSource::next() {
  using namespace std::chrono;
  constexpr auto epoch = sys_days{2020y / January / 1};
  const auto tick = duration_cast<milliseconds>(clock_.now() - epoch).count() << 12;
  auto last = last_.load(std::memory_order_relaxed);
  std::int64_t mine{};
  do {
    mine = tick > last ? tick : last + 1;
  } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));
  return ((mine >> 12) << 20) | (std::int64_t{instance_} << 12) | (mine & 0xfff);
}

}  // namespace motcua
