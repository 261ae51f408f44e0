// A private PostgreSQL cluster for one test program: unix socket only, removed at the end. Private to the tests' library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace motcua::store {

// In memory when the machine offers that: tests are about behaviour, not about the disk.
std::filesystem::path test_root();

// Removes folders PREFIX<pid>… whose process is gone, stopping a PostgreSQL server that still runs in one.
void remove_leftovers(const std::filesystem::path& root, std::string_view prefix);

class TestCluster {
 public:
  // fast: in memory, without syncs. durable: on the disk of the temporary folder, as in production (for measurements).
  enum class Disk : std::uint8_t { fast, durable };
  // Started at the first call, which also decides about the disk.
  static TestCluster& instance(Disk disk = Disk::fast);
  ~TestCluster();
  TestCluster(const TestCluster&) = delete;
  TestCluster& operator=(const TestCluster&) = delete;

  std::string url(const std::string& database) const;
  // A new database, as a copy of `template_name` when that is not empty.
  std::string create_database(const std::string& template_name);
  // Kills the server without a chance to tidy up, and starts it again.
  void crash();
  void start();

 private:
  explicit TestCluster(Disk disk);
  int owner_;  // process that started it
  std::filesystem::path folder_;
  int databases_ = 0;
};

}  // namespace motcua::store
