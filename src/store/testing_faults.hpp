// Faults below SQLite: the n-th write, sync or truncation of the process fails, or the power goes out there.
#pragma once

#include <cstdint>

namespace motcua::store {

enum class Fault : std::uint8_t {
  none,
  io_error,   // SQLITE_IOERR
  disk_full,  // SQLITE_FULL at writes
  power_cut,  // what was not synced is gone (half of the last write may stay), and the process ends with exit code 77
};

// Puts itself before SQLite's own file layer; every database opened from now on goes through it. Once per process is enough.
void install_faults();
// The n-th operation from now on fails (n ≥ 1); all later ones too when `permanent`. Fault::none only counts.
void arm_fault(Fault fault, int n, bool permanent = false);
// Operations since arm_fault.
int counted_operations();
// Whether the armed fault has struck.
bool fault_struck();

inline constexpr int kPowerCutExit = 77;

}  // namespace motcua::store
