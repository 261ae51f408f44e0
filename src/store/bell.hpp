// Wakes the workers of this process up when something was published; workers of other processes look by themselves.
#pragma once

#include <functional>

namespace motcua::store {

class Bell {
 public:
  static void add(const void* owner, std::function<void()> wake);
  static void remove(const void* owner);
  static void ring();
};

}  // namespace motcua::store
