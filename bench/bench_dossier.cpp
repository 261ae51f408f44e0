// P1 and P2 through the real service: Dossiers::accept with the real catalogue, units, rights, calendar and due date, durable.
// Each figure is a ratio to a limit taken in the same rounds, alternating; medians of three.
//   P1  SQLite, 64 waiting writers       against fdatasync of 24 KB in place
//   P2  PostgreSQL, 8 connections        against pgbench, prepared, with the statements of one acceptance as the server logged them
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
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/dossier.hpp"
#include "identity/accounts.hpp"
#include "identity/unit_register.hpp"
#include "identity/units_import.hpp"
#include "money/money.hpp"
#include "store/testing_cluster.hpp"

using namespace motcua;
namespace fs = std::filesystem;

namespace {
using Seconds = std::chrono::duration<double>;
constexpr int kDesks = 100;  // communes of a province; each has its own series of numbers
constexpr std::string_view kProcedure = "2.000913";

Seconds round_length{2.5};
int rounds = 3;

template <class T> T must(Result<T> r) {
  if (!r) {
    fmt::print(stderr, "{} [{}]\n", r.error().message, r.error().key);
    for (const auto& field : r.error().fields) fmt::print(stderr, "  {}: {}\n", field.field, field.message);
    std::exit(1);
  }
  return *std::move(r);
}
void must(const Status& s) {
  if (!s) {
    fmt::print(stderr, "{} [{}]\n", s.error().message, s.error().key);
    std::exit(1);
  }
}

// A province of a hundred communes, an official at each desk.
class Province {
 public:
  // A second process on a filled database has a number of its own, as a second server has: the clock stands still here.
  Province(store::Database& database, bool fresh) : db(database), ids{clock, static_cast<std::uint8_t>(fresh ? 0 : 1)} {
    if (fresh) fill();
    for (int i = 0; i < kDesks; ++i) {
      const auto desk = identity.tree()->by_key(fmt::format("xa-{}/mot-cua", i));
      desks.push_back(desk);
      const auto there = accounts.list(identity.system_actor(), {.within = desk, .day = identity.today()});
      if (there.rows.size() == 1) officials.push_back(must(identity.load_actor(there.rows.front().id, desk)));
    }
    if (desks.size() != officials.size()) std::exit(1);
  }

  dossier::Accepted accept(int desk, const std::string& form_id) {
    dossier::Intake intake;
    intake.form_id = form_id;
    intake.procedure_code = std::string(kProcedure);
    intake.applicant = {
        "087199001234", "Trần Thị Ngọc Bích", "14/02/1999", "Nữ", "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp", "0912 345 678", "", false};
    const auto version = must(catalog.on_day(kProcedure, identity.today()));
    for (const auto& p : catalog::required_papers(*version, intake.answers, catalog::Channel::counter))
      if (p.need == catalog::Need::required) intake.papers.push_back({p.component->id, "", p.originals, p.copies, false});
    intake.paid = true;
    return must(dossiers.accept(officials[static_cast<std::size_t>(desk)], intake));
  }

  store::Database& db;
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  IdSource ids;
  identity::Identity identity{db, clock, ids};
  identity::UnitRegister units{identity};
  identity::Accounts accounts{identity, {{1, 8 * 1024}, std::string(32, 's'), "Một cửa"}};
  catalog::Catalog catalog{db, clock, ids};
  calendar::Calendars calendars{db, clock, ids};
  dossier::Dossiers dossiers{db, clock, ids, catalog, calendars, identity, {std::string(32, 'k'), "https://motcua.example", "1022"}};
  std::vector<identity::UnitId> desks;
  std::vector<identity::Actor> officials;

 private:
  void fill() {
    std::string pack = "units:\n- {key: tinh, kind: province, name: Tỉnh Đồng Tháp, gso: '82', eid: H20}\n";
    for (int i = 0; i < kDesks; ++i)
      pack += fmt::format(
          "- {{key: xa-{0}, parent: tinh, kind: commune, name: Xã Số {0}, gso: '{1}'}}\n"
          "- {{key: xa-{0}/ubnd, parent: xa-{0}, kind: committee, name: Ủy ban nhân dân xã Số {0}, eid: H20.39.{2}}}\n"
          "- {{key: xa-{0}/mot-cua, parent: xa-{0}/ubnd, kind: one_stop, name: Trung tâm Phục vụ hành chính công xã Số {0}}}\n",
          i, 30001 + i, i + 1);
    must(units.import(identity.system_actor(), must(identity::merge({must(identity::read_unit_pack(pack))}))));
    for (auto& shipped : catalog::Catalog::shipped_packs())
      if (shipped.name == "chung-thuc.yaml") {
        const std::vector<catalog::PackFile> packs{shipped};
        must(catalog.import(packs, std::nullopt, {}));
      }
    must(db.write([&](store::Tx& tx) -> Status { return calendars.seed_national(tx); }));
    for (int i = 0; i < kDesks; ++i) {
      const auto made = must(accounts.create(
          identity.system_actor(), {fmt::format("quay{}", i), "Nguyễn Thị Hồng Nhung", "Công chức", "", "mưa thuận gió hòa", false}));
      must(accounts.grant(identity.system_actor(), made.id, identity::Role::receptionist,
                          {identity.tree()->by_key(fmt::format("xa-{}/mot-cua", i)), true}, {identity.today(), {}}, "QĐ 1"));
    }
  }
};

std::vector<store::MigrationSet> tables() {
  return {calendar::migrations(), {"identity", identity::migrations()}, catalog::migrations(), money::migrations(), dossier::migrations()};
}

struct Measured {
  double per_second{}, p50_ms{}, p99_ms{}, cpu_us{};  // CPU of the whole process for one acceptance
};

double cpu_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

Measured run_clients(Province& province, int clients) {
  static std::atomic<int> forms{0};
  std::atomic<bool> stop{false};
  std::vector<std::vector<float>> times(static_cast<std::size_t>(clients));
  const auto start = std::chrono::steady_clock::now();
  const auto cpu = cpu_seconds();
  {
    std::vector<std::jthread> threads;
    for (int c = 0; c < clients; ++c)
      threads.emplace_back([&, c] {
        for (int i = c; !stop; i += 7) {
          const auto from = std::chrono::steady_clock::now();
          province.accept(i % kDesks, fmt::format("bieu-mau-{}-{}", ::getpid(), ++forms));
          times[static_cast<std::size_t>(c)].push_back(
              std::chrono::duration<float, std::milli>(std::chrono::steady_clock::now() - from).count());
        }
      });
    while (std::chrono::steady_clock::now() - start < round_length) ::poll(nullptr, 0, 20);
    stop = true;
  }
  const Seconds took = std::chrono::steady_clock::now() - start;
  std::vector<float> all;
  for (const auto& t : times) all.insert(all.end(), t.begin(), t.end());
  std::ranges::sort(all);
  const auto at = [&](double share) {
    return all.empty() ? 0.0 : double{all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))]};
  };
  const auto n = static_cast<double>(all.size());
  return {n / took.count(), at(0.5), at(0.99), (cpu_seconds() - cpu) / std::max(n, 1.0) * 1e6};
}

// What the disk can do at most: 24 KB in place, made durable, per second.
double syncs_per_second(const fs::path& folder) {
  const auto path = folder / "sync";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string block(24 << 10, 'x');
  const auto write = [&](int at) {
    if (::pwrite(fd, block.data(), block.size(), at % 64 * static_cast<off_t>(block.size())) < 0) std::abort();
  };
  for (int i = 0; i < 64; ++i) write(i);
  ::fsync(fd);
  int n = 0;
  const auto start = std::chrono::steady_clock::now();
  for (; std::chrono::steady_clock::now() - start < round_length; ++n) {
    write(n);
    if (::fdatasync(fd) != 0) std::abort();
  }
  const Seconds took = std::chrono::steady_clock::now() - start;
  ::close(fd);
  return n / took.count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

struct Series {
  std::vector<double> ratios, rates, limits, p99, cpu;
  void add(const Measured& got, double limit) {
    ratios.push_back(got.per_second / limit);
    rates.push_back(got.per_second);
    limits.push_back(limit);
    p99.push_back(got.p99_ms);
    cpu.push_back(got.cpu_us);
  }
  void print(const char* id, const char* what, double bar, const char* limit) const {
    fmt::print(
        "{{\"id\":\"{}\",\"what\":\"{}\",\"value\":{:.2f},\"unit\":\"×\",\"bar\":{:.1f},\"better\":\"more\",\"rate\":{:.0f},"
        "\"detail\":\"{:.0f} a second, {} {:.0f} a second, p99 {:.1f} ms, {:.0f} µs CPU each\"}}\n",
        id, what, median(ratios), bar, median(rates), median(rates), limit, median(limits), median(p99), median(cpu));
    std::fflush(stdout);
  }
};

void bench_sqlite(const fs::path& folder) {
  const auto db = store::open({"sqlite:" + (folder / "bench.sqlite").string(), 2});
  db->migrate(tables());
  Province province(*db, true);
  run_clients(province, 4);  // caches are warm
  Series series;
  for (int i = 0; i < rounds; ++i) {
    const auto limit = syncs_per_second(folder);
    series.add(run_clients(province, 64), limit);
  }
  series.print("P1", "accept (whole service), SQLite, 64 writers ÷ fdatasync 24 KB", 2.0, "fdatasync");
}

// ---- the statements of one acceptance, for pgbench ------------------------------------------------------------------------------

struct Statement {
  std::string text;
  std::vector<std::string> values;  // as literals: 'text' or NULL
};

// Lines of a server's log: "… LOG:  execute NAME: SQL" and, after it, "… DETAIL:  parameters: $1 = 'x', $2 = NULL".
std::vector<Statement> logged_statements(const fs::path& log, std::uintmax_t from) {
  std::ifstream in(log);
  in.seekg(static_cast<std::streamoff>(from));
  std::vector<Statement> found;
  for (std::string line; std::getline(in, line);) {
    if (const auto at = line.find("LOG:  execute "); at != std::string::npos) {
      found.push_back({line.substr(line.find(": ", at + 14) + 2), {}});
    } else if (const auto detail = line.find("DETAIL:  parameters: "); detail != std::string::npos && !found.empty()) {
      auto& values = found.back().values;
      std::size_t i = detail;
      while ((i = line.find(" = ", i)) != std::string::npos) {
        i += 3;
        const auto begin = i;
        if (line[i] == '\'') {
          for (++i; line[i] != '\'' || line[i + 1] == '\''; ++i) i += line[i] == '\'' ? 1U : 0U;
          ++i;
        } else {
          i += 4;
        }
        values.push_back(line.substr(begin, i - begin));
      }
    }
  }
  return found;
}

// The same statements with other values where they must differ. pgbench looks for :name also inside texts, so these lose their colons.
std::string pgbench_script(const std::vector<Statement>& statements, const dossier::Accepted& one, std::int64_t unit) {
  // Entries and receipts of the money book have ids of their own.
  std::map<std::string, std::string> ids{{fmt::format("'{}'", one.id.value), "CAST(:id AS BIGINT)"},
                                         {fmt::format("'{}'", unit), "CAST(:unit AS BIGINT)"}};
  for (const auto& s : statements)
    if (s.text.starts_with("INSERT INTO money_entry") || s.text.starts_with("INSERT INTO money_receipt"))
      ids.emplace(s.values[0], fmt::format("CAST(:id AS BIGINT) + {}", ids.size()));
  std::string out = fmt::format(
      "\\set id random(1, 9000000000000000000)\n\\set receipt random(1, 9000000000000000000)\n\\set number random(1, 2000000000)\n"
      "\\set unit random(1, {})\n",
      kDesks);
  for (const auto& s : statements) {
    std::string text;
    for (std::size_t i = 0; i < s.text.size(); ++i) {
      std::size_t n = 0, end = i + 1;
      if (s.text[i] == '$')
        while (end < s.text.size() && s.text[end] >= '0' && s.text[end] <= '9') n = n * 10 + static_cast<std::size_t>(s.text[end++] - '0');
      if (n == 0 || n > s.values.size()) {
        text += s.text[i];
        continue;
      }
      i = end - 1;
      auto value = s.values[n - 1];
      std::ranges::replace(value, ':', '.');
      if (const auto other = ids.find(value); other != ids.end()) value = other->second;
      if (s.text.starts_with("INSERT INTO dossier_case")) {
        if (n == 3 || n == 4 || n == 5) value = "CAST(:id AS TEXT) || " + value;  // code, form, token: each unique
        if (n == 7) value = "CAST(:receipt AS BIGINT)";
      }
      if (s.text.starts_with("INSERT INTO money_receipt") && n == 5) value = ":number";
      if (s.text.starts_with("INSERT INTO store_counter") && n == 2) value += " || CAST(:unit AS TEXT)";
      if (s.text.starts_with("INSERT INTO dossier_counter")) value += " || CAST(:unit AS TEXT)";
      text += value;
    }
    out += text + ";\n";
  }
  return out;
}

void psql(const std::string& url, const std::string& sql) {
  if (std::system(fmt::format("psql -q '{}' -c \"{}\" >/dev/null", url, sql).c_str()) != 0) std::exit(1);
}

double pgbench(const std::string& url, const fs::path& script) {
  const auto command = fmt::format("/usr/lib/postgresql/15/bin/pgbench -n -M prepared -c 8 -j 2 -T {} -f {} '{}' 2>&1",
                                   std::max(1, static_cast<int>(round_length.count() + 0.5)), script.string(), url);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 512> line{};
  double tps = 0;
  while (std::fgets(line.data(), line.size(), pipe) != nullptr) {
    std::sscanf(line.data(), "tps = %lf", &tps);
    if (std::string_view(line.data()).find("ERROR") != std::string_view::npos) fmt::print(stderr, "{}", line.data());
  }
  ::pclose(pipe);
  if (tps <= 0) std::exit(1);
  return tps;
}

void bench_postgres(const fs::path& folder) {
  auto& cluster = store::TestCluster::instance(store::TestCluster::Disk::durable);
  const auto name = cluster.create_database("");
  const auto url = cluster.url(name);
  const auto host = url.substr(url.find("host=") + 5, url.find('&') - url.find("host=") - 5);
  const auto script = folder / "accept.pgbench";
  {
    // log_min_messages first: a session takes the settings in this order.
    for (const auto* set : {"log_min_messages = 'log'", "log_statement = 'all'", "log_parameter_max_length = -1"})
      psql(url, fmt::format("ALTER DATABASE {} SET {}", name, set));
    const auto db = store::open({url, 1});
    db->migrate(tables());
    Province province(*db, true);
    province.accept(0, "bieu-mau-nhap-1");
    const auto before = fs::file_size(host + "/server.log");
    const auto one = province.accept(0, "bieu-mau-nhap-2");
    const auto statements = logged_statements(host + "/server.log", before);
    if (statements.size() < 5) std::exit(1);
    std::ofstream(script) << pgbench_script(statements, one, province.desks[0].value);
    psql(url, fmt::format("ALTER DATABASE {} RESET ALL", name));
  }
  const auto db = store::open({url, 8});
  Province province(*db, false);
  run_clients(province, 8);
  Series series;
  for (int i = 0; i < rounds; ++i) {
    const auto limit = pgbench(url, script);
    series.add(run_clients(province, 8), limit);
  }
  series.print("P2", "accept (whole service), PostgreSQL, 8 connections ÷ pgbench", 1.7, "pgbench");
}
}  // namespace

// bench_dossier [FOLDER [SECONDS-A-ROUND]]: the disk of the folder is what is measured; a short round only shows that it runs.
int main(int argc, char** argv) {
  const auto folder = fs::absolute(argc > 1 ? argv[1] : ".") / fmt::format("bench-dossier-{}", ::getpid());
  if (argc > 2) {
    round_length = Seconds{std::atof(argv[2])};
    rounds = 1;
  }
  fs::create_directories(folder);
  bench_sqlite(folder);
  bench_postgres(folder);
  fs::remove_all(folder);
}
