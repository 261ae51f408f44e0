#include "store/bell.hpp"

#include <map>
#include <mutex>

namespace motcua::store {

namespace {
std::mutex mutex;
std::map<const void*, std::function<void()>>& listeners() {
  static std::map<const void*, std::function<void()>> instance;
  return instance;
}
}  // namespace

void Bell::add(const void* owner, std::function<void()> wake) {
  const std::lock_guard lock(mutex);
  listeners()[owner] = std::move(wake);
}
void Bell::remove(const void* owner) {
  const std::lock_guard lock(mutex);
  listeners().erase(owner);
}
void Bell::ring() {
  const std::lock_guard lock(mutex);
  for (const auto& [owner, wake] : listeners()) wake();
}

}  // namespace motcua::store
