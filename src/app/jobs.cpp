#include "app/jobs.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "dossier/standstill.hpp"
#include "dossier/supplement.hpp"
#include "store/idempotency.hpp"
#include "store/lease.hpp"
#include "store/seal.hpp"

namespace motcua::app {

namespace {
constexpr std::chrono::hours kKeepAnswers{24 * 7};  // a form that is sent again after that is a new one

void watch_lateness(Services& services, const std::string& owner) {
  const auto round = services.lateness.round(owner);
  if (round.warned + round.drafted + round.dropped > 0)
    log::info("dossier.lateness_round", log::kv("warned", round.warned), log::kv("drafted", round.drafted),
              log::kv("dropped", round.dropped));
}

// Who was asked for papers is told before the dossier is closed. No lease: a warning counted once is not given twice.
void warn_of_closing(Services& services) {
  if (const int warned = dossier::Supplements(services.dossiers).warn_lapsing(); warned > 0)
    log::info("dossier.supplements_warned", log::kv("warned", warned));
}

void look_for_signals(Services& services, const std::string& owner) {
  const auto round = services.signals.round(owner);
  if (round.found > 0) log::info("reports.signals_round", log::kv("windows", round.windows), log::kv("found", round.found));
}

void clean_up(Services& services, const std::string& owner) {
  const auto now = services.clock.now();
  if (!store::try_acquire_lease(*services.db, "app.clean_up", owner, now, now + std::chrono::minutes(5))) return;
  const auto sessions = services.sign_in.sweep();
  const auto answers =
      services.db->write([&](store::Tx& tx) -> Result<std::int64_t> { return store::forget_answers(tx, now - kKeepAnswers); }).value_or(0);
  if (sessions + answers > 0) log::info("app.cleaned_up", log::kv("sessions", sessions), log::kv("answers", answers));
}
}  // namespace

std::string instance_name(const Config& config) { return fmt::format("{}-{}", config.number("instance"), ::getpid()); }

std::vector<Job> jobs(Services& services, const std::string& owner) {
  using namespace std::chrono_literals;
  return {
      {"lateness", 1min, [&services, owner] { watch_lateness(services, owner); }},
      {"supplements", 10min, [&services] { warn_of_closing(services); }},
      {"opinions", 1min, [&services] { services.inquiries.report_silence(); }},
      // Sums of the reports follow the journal a few seconds behind; what is not folded yet is added by each question.
      {"reports", 5s, [&services] { services.reports.fold(); }},
      {"signals", 10min, [&services, owner] { look_for_signals(services, owner); }},
      {"usual", 1h, [&services, owner] { dossier::Standstills(services.dossiers).learn(owner); }},
      {"standards", 1h, [&services, owner] { services.flow.learn(owner); }},
      {"seals", 1min, [&services, owner] { store::Sealer(*services.db, services.clock, owner).run_once(); }},
      {"clean_up", 10min, [&services, owner] { clean_up(services, owner); }},
      // Dates of tasks are days: the round does something once a day, and catches up after the program was off.
      {"reform", 10min, [&services, owner] { services.reform.round(owner); }},
      {"scans", 5s, [&services] { services.blobs.scan_pending(); }},
  };
}

void keep_doing(const Job& job, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    try {
      job.run();
    } catch (const store::Failure& e) {
      log::warn("app.job_failed", log::kv("job", job.name), log::kv("error", e.what()));
    }
    wake.wait_for(lock, stop, job.every, [] { return false; });
  }
}

}  // namespace motcua::app
