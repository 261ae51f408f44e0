// What `serve` does by itself beside answering. Any number of instances may run: a job that must not run twice takes a lease.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/compose.hpp"

namespace motcua::app {

struct Job {
  std::string_view name;  // in the log
  std::chrono::seconds every;
  std::function<void()> run;
};

// This instance among those that share a database: "1-4711".
std::string instance_name(const Config& config);
// All jobs: watching lateness, folding reports, looking for signals, learning standard minutes, seals of the journal, old sessions and
// answers, files that wait for the scanner.
std::vector<Job> jobs(Services& services, const std::string& owner);
// Runs the job again and again until stopped; a failure is logged and tried again at the next time.
void keep_doing(const Job& job, const std::stop_token& stop);

}  // namespace motcua::app
