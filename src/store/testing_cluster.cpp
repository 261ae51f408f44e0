#include "store/testing_cluster.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace motcua::store {

namespace fs = std::filesystem;

namespace {
const fs::path kPrograms = "/usr/lib/postgresql/15/bin";

// Runs a program of PostgreSQL, as user postgres when we are root (it refuses to run as root). Exit code; output goes to `log`.
int run(const std::vector<std::string>& command, const fs::path& log) {
  const auto child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    if (::geteuid() == 0) {
      const auto* user = ::getpwnam("postgres");
      if (user == nullptr || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0) ::_exit(126);
    }
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

pid_t server_of(const fs::path& cluster) {
  std::ifstream file(cluster / "data" / "postmaster.pid");
  pid_t pid = 0;
  file >> pid;
  return file ? pid : 0;
}
}  // namespace

fs::path test_root() {
  const fs::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : fs::path("/tmp");
}

void remove_leftovers(const fs::path& root, std::string_view prefix) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(root, ignored)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    pid_t pid = 0;
    std::from_chars(name.data() + prefix.size(), name.data() + name.size(), pid);
    if (pid <= 0 || ::kill(pid, 0) == 0 || errno != ESRCH) continue;
    if (const auto server = server_of(entry.path()); server > 0) ::kill(server, SIGQUIT);
    fs::remove_all(entry.path(), ignored);
  }
}

TestCluster& TestCluster::instance(Disk disk) {
  static TestCluster cluster(disk);
  return cluster;
}

TestCluster::TestCluster(Disk disk)
    : owner_(::getpid()),
      folder_((disk == Disk::fast ? test_root() : fs::temp_directory_path()) / fmt::format("motcua-pg-{}", ::getpid())) {
  remove_leftovers(folder_.parent_path(), "motcua-pg-");
  fs::create_directories(folder_);
  if (::geteuid() == 0) {
    const auto* user = ::getpwnam("postgres");
    if (user == nullptr || ::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("no user postgres");
  }
  const auto log = folder_ / "log";
  if (run({kPrograms / "initdb", "--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums", "--auth=trust", "--username=motcua",
           "--no-sync", "-D", folder_ / "data"},
          log) != 0)
    throw std::runtime_error("initdb failed: " + log.string());
  std::ofstream conf(folder_ / "data" / "postgresql.conf", std::ios::app);
  conf << "listen_addresses = ''\nunix_socket_directories = '" << folder_.string() << "'\nmax_connections = 60\nlog_min_messages = fatal\n";
  conf << (disk == Disk::fast ? "fsync = off\nfull_page_writes = off\nshared_buffers = 32MB\nautovacuum = off\nmax_wal_size = 256MB\n"
                                "bgwriter_delay = 10s\nwal_writer_delay = 10s\n"
                              : "shared_buffers = 256MB\nmax_wal_size = 2GB\n");
  conf.close();
  start();
}

void TestCluster::start() {
  if (run({kPrograms / "pg_ctl", "start", "-w", "-t", "60", "-D", folder_ / "data", "-l", folder_ / "server.log"}, folder_ / "log") != 0)
    throw std::runtime_error("the PostgreSQL server does not start: " + (folder_ / "server.log").string());
}

void TestCluster::crash() { run({kPrograms / "pg_ctl", "stop", "-m", "immediate", "-w", "-D", folder_ / "data"}, folder_ / "log"); }

TestCluster::~TestCluster() {
  if (::getpid() != owner_) return;  // a child of fork
  crash();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string TestCluster::url(const std::string& database) const {
  return fmt::format("postgresql:///{}?host={}&user=motcua", database, folder_.string());
}

namespace {
void administer(const std::string& url, const std::string& command) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), command.c_str()), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw std::runtime_error(command + ": " + PQerrorMessage(connection.get()));
}
}  // namespace

std::string TestCluster::create_database(const std::string& template_name) {
  auto name = fmt::format("test_{}", ++databases_);
  administer(url("postgres"), template_name.empty() ? fmt::format("CREATE DATABASE {}", name)
                                                    : fmt::format("CREATE DATABASE {} TEMPLATE {}", name, template_name));
  return name;
}

}  // namespace motcua::store
