// A commune's life made up for demonstration: units of today, people in every role, some hundreds of dossiers in all states around
// the present moment. Everything goes through the real services, in order of time; the same seed and moment give the same data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/compose.hpp"

namespace motcua::app {

struct DemoAccount {
  std::string user_name, name, title, place;
};

struct DemoOptions {
  std::uint64_t seed = 2026;
  int dossiers = 400;
  int working_days = 15;  // how far back it begins
};

struct DemoReport {
  std::vector<DemoAccount> accounts;
  int accepted = 0, settled = 0, returned = 0;
};

inline constexpr std::string_view kDemoFrontUnit = "dong-thap/xa-tam-nong/ttpvhcc";
inline constexpr std::string_view kDemoPassword = "mot cua trinh dien";

// People of the demo, the same on every machine; `front`: only those of the commune the demo is about.
std::vector<DemoAccount> demo_accounts(bool front_only);
// `services` stands on `clock`, which is moved through the demo's days and left at `now`.
Result<DemoReport> make_demo(Services& services, FixedClock& clock, Instant now, const DemoOptions& options);

}  // namespace motcua::app
