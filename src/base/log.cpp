#include "base/log.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <atomic>
#include <mutex>

namespace motcua::log {
namespace {

std::atomic<Level> least{Level::info};
std::mutex sink_lock;
Sink& sink() {
  static Sink s;
  return s;
}

std::string_view name(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "?";
}

// Quoted when a reader could not tell where the value ends; line ends never get through.
void append_value(std::string& line, std::string_view value) {
  bool plain = !value.empty();
  for (const char c : value) {
    const auto u = static_cast<unsigned char>(c);
    if (u <= 0x20 || u == 0x7f || c == '"' || c == '=' || c == '\\') plain = false;
  }
  if (plain) {
    line += value;
    return;
  }
  line += '"';
  for (const char c : value) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (c == '\n') {
      line += "\\n";
    } else if (u < 0x20 || u == 0x7f) {
      line += fmt::format("\\x{:02x}", u);
    } else {
      line += c;
    }
  }
  line += '"';
}

}  // namespace

std::string plain(double value) { return fmt::format("{:.6g}", value); }

bool enabled(Level level) { return level >= least.load(std::memory_order_relaxed); }

void write(Level level, Key event, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  std::string line = "at=" + iso(SystemClock{}.now()) + " level=";
  line += name(level);
  line += " event=";
  line += event.text;
  for (const auto& field : fields) {
    line += ' ';
    line += field.key();
    line += '=';
    append_value(line, field.value());
  }
  const std::lock_guard held(sink_lock);
  if (sink()) {
    sink()(level, line);
    return;
  }
  line += '\n';
  // One call a line, so that lines of several processes do not mix; a log that cannot be written must not stop the work.
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;
}

Sink set_sink(Sink next) {
  const std::lock_guard held(sink_lock);
  std::swap(sink(), next);
  return next;
}

void set_level(Level level) { least.store(level, std::memory_order_relaxed); }

}  // namespace motcua::log
