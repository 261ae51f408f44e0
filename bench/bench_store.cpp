// P1 and P2: the whole transaction "accept a dossier" at the level of the store: number, dossier, four papers, step, journal,
// outbox. Durable. Each figure is a ratio to a limit taken in the same rounds, alternating; medians of three.
//   P1  SQLite, 64 waiting writers                 against fdatasync of 24 KB in place
//   P2  PostgreSQL, 8 connections, pipeline mode   against pgbench with the same statements, prepared
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/id.hpp"
#include "store/counters.hpp"
#include "store/journal.hpp"
#include "store/testing_cluster.hpp"

using namespace motcua;
using namespace motcua::store;
namespace fs = std::filesystem;

namespace {
using Seconds = std::chrono::duration<double>;
constexpr Seconds kRound{2.5};
constexpr int kRounds = 3;
constexpr int kPapers = 4;

constexpr EmbeddedFile kFiles[] = {
    {"0001_bench.sql",
     "CREATE TABLE bench_dossier (id @BIGINT@ PRIMARY KEY, code TEXT NOT NULL UNIQUE, procedure TEXT NOT NULL, unit_id @BIGINT@ NOT NULL,\n"
     "  state TEXT NOT NULL, applicant TEXT NOT NULL, personal_number TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL,\n"
     "  search_text TEXT NOT NULL, channel TEXT NOT NULL, received_at @BIGINT@ NOT NULL, due_at @BIGINT@ NOT NULL, officer @BIGINT@ NOT "
     "NULL,\n"
     "  fee @BIGINT@ NOT NULL, paid @BOOL@ NOT NULL, return_way TEXT NOT NULL, proof TEXT NOT NULL, version @BIGINT@ NOT NULL,\n"
     "  day INTEGER NOT NULL) @STRICT@;\n"
     "CREATE INDEX bench_dossier_list ON bench_dossier (unit_id, state, due_at, id);\n"
     "CREATE TABLE bench_paper (id @BIGINT@ PRIMARY KEY, dossier_id @BIGINT@ NOT NULL REFERENCES bench_dossier (id), name TEXT NOT NULL,\n"
     "  originals INTEGER NOT NULL, copies INTEGER NOT NULL) @STRICT@;\n"
     "CREATE INDEX bench_paper_list ON bench_paper (dossier_id);\n"
     "CREATE TABLE bench_step (id @BIGINT@ PRIMARY KEY, dossier_id @BIGINT@ NOT NULL REFERENCES bench_dossier (id), name TEXT NOT NULL,\n"
     "  due_at @BIGINT@ NOT NULL, officer @BIGINT@) @STRICT@;\n"}};
const MigrationSet kSet{"bench", kFiles};

MOTCUA_SQL(
    kDossier,
    "INSERT INTO bench_dossier (id, code, procedure, unit_id, state, applicant, personal_number, address, phone, search_text, channel, "
    "received_at, due_at, officer, fee, paid, return_way, proof, version, day) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)");
MOTCUA_SQL(kPaper, "INSERT INTO bench_paper (id, dossier_id, name, originals, copies) VALUES ($1, $2, $3, $4, $5)");
MOTCUA_SQL(kStep, "INSERT INTO bench_step (id, dossier_id, name, due_at, officer) VALUES ($1, $2, $3, $4, $5)");
MOTCUA_SQL(kDossiers, "SELECT count(DISTINCT code) FROM bench_dossier");

const std::string kPayload(400, 'p');
const std::string kProof(300, 'q');
const std::string kSearch(80, 's');

// `unit`: 500 units as in a province; each has its own series of numbers.
Status accept(Database& db, IdSource& ids, const Clock& clock, int unit) {
  return db.write([&](Tx& tx) -> Status {
    const auto series = fmt::format("000.00.{}.H43-261005", unit);
    const auto number = next_number(tx, "dossier", series);
    const auto id = ids.next();
    const auto now = clock.now();
    tx.send(kDossier, id, fmt::format("{}-{:04}", series, number), "1.004873", unit, "accepted", "Nguyễn Thị Hòa", "001187654321",
            "Thôn 3, xã Hòa Bình, tỉnh Phú Thọ", "0912345678", kSearch, "counter", now, now + std::chrono::hours(72), 17, 8000, true,
            "counter", kProof, 1, day_of(now));
    for (int i = 0; i < kPapers; ++i) tx.send(kPaper, ids.next(), id, "Tờ khai đăng ký khai sinh", 1, i);
    tx.send(kStep, ids.next(), id, "Thụ lý", now + std::chrono::hours(24), 18);
    TRY_VOID(append(tx, {"dossier", id, now, now, 17, unit, "dossier.accepted", kPayload}, 0));
    publish(tx, {"dossier.accepted", id, "{}", now});
    return {};
  });
}

struct Measured {
  double per_second;
  double p50_ms;
  double p99_ms;
};

Measured run_clients(Database& db, int clients) {
  const SystemClock clock;
  IdSource ids(clock);
  std::atomic<bool> stop{false};
  std::vector<std::vector<float>> times(static_cast<std::size_t>(clients));
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int c = 0; c < clients; ++c)
      threads.emplace_back([&, c] {
        for (int i = c; !stop; i += clients) {
          const auto from = std::chrono::steady_clock::now();
          if (!accept(db, ids, clock, i % 500)) std::abort();
          times[static_cast<std::size_t>(c)].push_back(
              std::chrono::duration<float, std::milli>(std::chrono::steady_clock::now() - from).count());
        }
      });
    std::jthread timer([&] {
      while (std::chrono::steady_clock::now() - start < kRound) ::poll(nullptr, 0, 20);
      stop = true;
    });
  }
  const Seconds took = std::chrono::steady_clock::now() - start;
  std::vector<float> all;
  for (const auto& t : times) all.insert(all.end(), t.begin(), t.end());
  std::ranges::sort(all);
  const auto at = [&](double share) {
    return all.empty() ? 0.0 : double{all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))]};
  };
  return {static_cast<double>(all.size()) / took.count(), at(0.5), at(0.99)};
}

// What the disk can do at most: 24 KB in place, made durable, per second.
double syncs_per_second(const fs::path& folder) {
  const auto path = folder / "sync";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string block(24 << 10, 'x');
  for (int i = 0; i < 64; ++i)
    if (::pwrite(fd, block.data(), block.size(), i * static_cast<off_t>(block.size())) < 0) std::abort();
  ::fsync(fd);
  int n = 0;
  const auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start < kRound) {
    if (::pwrite(fd, block.data(), block.size(), (n % 64) * static_cast<off_t>(block.size())) < 0 || ::fdatasync(fd) != 0) std::abort();
    ++n;
  }
  const Seconds took = std::chrono::steady_clock::now() - start;
  ::close(fd);
  return n / took.count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void print(const char* id, const char* what, double value, double bar, const std::string& detail) {
  fmt::print("{{\"id\":\"{}\",\"what\":\"{}\",\"value\":{:.2f},\"unit\":\"×\",\"bar\":{:.1f},\"better\":\"more\",\"detail\":\"{}\"}}\n", id,
             what, value, bar, detail);
  std::fflush(stdout);
}

void bench_sqlite(const fs::path& folder) {
  const auto db = open({"sqlite:" + (folder / "bench.sqlite").string(), 2});
  db->migrate({&kSet, 1});
  std::vector<double> ratios, rates, limits, p99;
  for (int round = 0; round < kRounds; ++round) {
    const auto limit = syncs_per_second(folder);
    const auto got = run_clients(*db, 64);
    ratios.push_back(got.per_second / limit);
    rates.push_back(got.per_second);
    limits.push_back(limit);
    p99.push_back(got.p99_ms);
  }
  print("P1s", "accept (store level), SQLite, 64 waiting writers ÷ fdatasync of 24 KB", median(ratios), 2.0,
        fmt::format("{:.0f} a second, fdatasync {:.0f} a second, p99 {:.1f} ms", median(rates), median(limits), median(p99)));
}

// The same statements for pgbench, which counts rows by itself; values are literals of the same sizes.
void write_script(const fs::path& path) {
  std::ofstream out(path);
  out << "\\set unit random(0, 499)\n\\set id random(1, 9000000000000000000)\n\\set p1 random(1, 9000000000000000000)\n"
         "\\set p2 random(1, 9000000000000000000)\n\\set p3 random(1, 9000000000000000000)\n\\set p4 random(1, 9000000000000000000)\n"
         "\\set step random(1, 9000000000000000000)\nBEGIN;\n"
         "INSERT INTO store_counter AS c (scope, name, value) VALUES ('dossier', CAST(:unit AS TEXT), 1) "
         "ON CONFLICT (scope, name) DO UPDATE SET value = c.value + 1 RETURNING value \\gset\n"
         "INSERT INTO bench_dossier VALUES (:id, 'g' || CAST(:id AS TEXT), '1.004873', :unit, 'accepted', 'Nguyễn Thị Hòa', "
         "'001187654321', "
         "'Thôn 3, xã Hòa Bình, tỉnh Phú Thọ', '0912345678', '"
      << kSearch << "', 'counter', 1, 2, 17, 8000, TRUE, 'counter', '" << kProof << "', 1, 20000);\n";
  for (int i = 1; i <= kPapers; ++i) out << "INSERT INTO bench_paper VALUES (:p" << i << ", :id, 'Tờ khai đăng ký khai sinh', 1, 0);\n";
  out << "INSERT INTO bench_step VALUES (:step, :id, 'Thụ lý', 1, 18);\n"
         "INSERT INTO store_journal (object, object_id, seq, at, recorded_at, actor, unit, kind, payload, prev_hash, hash) VALUES "
         "('bench', :id, 1, "
         "1, 1, 17, :unit, 'dossier.accepted', '"
      << kPayload << "', '', '" << std::string(64, 'a') << "');\n"
      << "INSERT INTO store_outbox (topic, key, payload, at) VALUES ('dossier.accepted', :id, '{}', 1);\nCOMMIT;\n";
}

double pgbench(const std::string& url, const fs::path& script) {
  const auto command =
      fmt::format("/usr/lib/postgresql/15/bin/pgbench -n -M prepared -c 8 -j 2 -T {} -f {} '{}' 2>&1", 3, script.string(), url);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 512> line{};
  double tps = 0;
  while (std::fgets(line.data(), line.size(), pipe) != nullptr) std::sscanf(line.data(), "tps = %lf", &tps);
  ::pclose(pipe);
  return tps;
}

void bench_postgres(const fs::path& folder) {
  auto& cluster = TestCluster::instance(TestCluster::Disk::durable);
  const auto url = cluster.url(cluster.create_database(""));
  const auto db = open({url, 8});
  db->migrate({&kSet, 1});
  const auto script = folder / "accept.pgbench";
  write_script(script);
  std::vector<double> ratios, rates, limits, p99;
  for (int round = 0; round < kRounds; ++round) {
    const auto limit = pgbench(url, script);
    const auto got = run_clients(*db, 8);
    ratios.push_back(got.per_second / limit);
    rates.push_back(got.per_second);
    limits.push_back(limit);
    p99.push_back(got.p99_ms);
  }
  print("P2s", "accept (store level), PostgreSQL, 8 connections ÷ pgbench prepared", median(ratios), 1.7,
        fmt::format("{:.0f} a second, pgbench {:.0f} a second, p99 {:.1f} ms, {} codes", median(rates), median(limits), median(p99),
                    db->read([](ReadTx& tx) { return tx.number(kDossiers); })));
}
}  // namespace

// An argument names the folder to measure in: the disk is what is measured.
int main(int argc, char** argv) {
  const auto folder = fs::absolute(argc > 1 ? argv[1] : ".") / fmt::format("bench-store-{}", ::getpid());
  fs::create_directories(folder);
  bench_sqlite(folder);
  bench_postgres(folder);
  fs::remove_all(folder);
}
