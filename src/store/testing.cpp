#include "store/testing.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>

#include "store/testing_cluster.hpp"

namespace motcua::store {

namespace {
namespace fs = std::filesystem;

// Folder of this process, removed at its end; what dead processes left is removed at the start.
class Folder {
 public:
  Folder() : path_(test_root() / fmt::format("motcua-test-{}", ::getpid())) {
    remove_leftovers(test_root(), "motcua-test-");
    fs::create_directories(path_);
  }
  ~Folder() {
    if (::getpid() != owner_) return;  // a child of fork
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }
  fs::path next() {
    auto path = path_ / std::to_string(++count_);
    fs::create_directories(path);
    return path;
  }

 private:
  const pid_t owner_ = ::getpid();
  fs::path path_;
  std::atomic<int> count_{0};
};

Folder& process_folder() {
  static Folder instance;
  return instance;
}

// One schema, migrated once per set of migrations.
std::string key_of(std::span<const MigrationSet> sets) {
  std::string key;
  for (const auto& set : sets) key += fmt::format("{}:{}:{};", set.context, set.files.size(), static_cast<const void*>(set.files.data()));
  return key;
}

template <class Make> std::string once_per(Engine engine, std::span<const MigrationSet> sets, Make make) {
  static std::mutex mutex;
  static std::map<std::pair<Engine, std::string>, std::string> made;
  const std::lock_guard lock(mutex);
  auto& entry = made[{engine, key_of(sets)}];
  if (entry.empty()) entry = make();
  return entry;
}

std::string sqlite_template(std::span<const MigrationSet> sets) {
  return once_per(Engine::sqlite, sets, [&] {
    const auto file = (process_folder().next() / "template.sqlite").string();
    open({"sqlite:" + file, 1})->migrate(sets);
    return file;
  });
}

std::string postgres_template(std::span<const MigrationSet> sets) {
  return once_per(Engine::postgres, sets, [&] {
    auto& cluster = TestCluster::instance();
    const auto name = cluster.create_database("");
    open({cluster.url(name), 1})->migrate(sets);
    return name;
  });
}
}  // namespace

TestDatabase::TestDatabase(std::span<const MigrationSet> sets, Engine engine) : folder_(process_folder().next()) {
  if (engine == Engine::sqlite) {
    const auto file = folder_ / "motcua.sqlite";
    fs::copy_file(sqlite_template(sets), file);
    url_ = "sqlite:" + file.string();
  } else {
    auto& cluster = TestCluster::instance();
    // Not dropped before the cluster is: that would cost a checkpoint each time.
    url_ = cluster.url(cluster.create_database(postgres_template(sets)));
  }
  reopen();
}

TestDatabase::~TestDatabase() {
  db_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void TestDatabase::reopen() {
  db_.reset();
  db_ = open({url_, 4});
}

std::vector<Engine> tested_engines() { return {Engine::sqlite, Engine::postgres}; }

std::string engine_name(const ::testing::TestParamInfo<Engine>& info) { return info.param == Engine::sqlite ? "sqlite" : "postgres"; }

}  // namespace motcua::store
