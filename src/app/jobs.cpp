#include "app/jobs.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "base/log.hpp"

namespace motcua::app {

void keep_watching(Services& services, const std::stop_token& stop) {
  const auto owner = fmt::format("{}-{}", services.config.number("instance"), ::getpid());
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    try {
      const auto round = services.lateness.round(owner);
      if (round.warned + round.drafted + round.dropped > 0)
        log::info("dossier.lateness_round", log::kv("warned", round.warned), log::kv("drafted", round.drafted),
                  log::kv("dropped", round.dropped));
    } catch (const store::Failure& e) {
      log::warn("dossier.lateness_round_failed", log::kv("error", e.what()));
    }
    wake.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
  }
}

}  // namespace motcua::app
