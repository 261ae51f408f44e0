// P6: the yearly report of a province, the lists behind its figures and the leader's boards, against one full scan of the journal in the
// same run. P9: how these grow with the number of dossiers. How fast the journal is folded.
//   bench_reports [DOSSIERS …]   default 60000; the bars are for 1 M and more: bench_reports 10000 100000 1000000 (10000000: an hour)
//   Several sizes: each is measured, and the last is compared with the first.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/moves.hpp"
#include "identity/unit_register.hpp"
#include "identity/units_import.hpp"
#include "money/money.hpp"
#include "reports/board.hpp"
#include "reports/reports.hpp"
#include "reports/testing_lives.hpp"
#include "store/journal.hpp"
#include "store/testing.hpp"

using namespace motcua;

namespace {
using identity::UnitId;
constexpr int kCommunes = 100;
MOTCUA_SQL(kScan, "SELECT id, payload FROM store_journal WHERE id > $1 ORDER BY id");

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}
double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

double p95(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() * 95 / 100];
}

std::vector<UnitId> make_units(identity::Identity& identity, identity::UnitRegister& units) {
  std::string pack = "units:\n- {key: tinh, kind: province, name: Tỉnh Thử, gso: '82', eid: H20}\n";
  for (int i = 0; i < kCommunes; ++i)
    pack += fmt::format(
        "- {{key: xa-{0}, parent: tinh, kind: commune, name: Xã {0}, gso: '{1}'}}\n"
        "- {{key: xa-{0}/ubnd, parent: xa-{0}, kind: committee, name: UBND xã {0}, eid: H20.{0}.1}}\n"
        "- {{key: xa-{0}/mot-cua, parent: xa-{0}/ubnd, kind: one_stop, name: Trung tâm {0}}}\n"
        "- {{key: xa-{0}/phong-1, parent: xa-{0}/ubnd, kind: division, name: Phòng một {0}}}\n"
        "- {{key: xa-{0}/phong-2, parent: xa-{0}/ubnd, kind: division, name: Phòng hai {0}}}\n",
        i, 30'000 + i);
  const auto done = units.import(identity.system_actor(), identity::merge({identity::read_unit_pack(pack).value()}).value());
  if (!done) std::exit(1);
  std::vector<UnitId> made;
  for (int i = 0; i < kCommunes; ++i) made.push_back(identity.tree()->by_key(fmt::format("xa-{}/ubnd", i)));
  return made;
}

// A desk, and two divisions with four officers each.
struct Commune {
  UnitId unit, desk;
  std::vector<reports::Hands> people;
};
std::vector<Commune> communes_of(const identity::Identity& identity, std::span<const UnitId> units) {
  const auto tree = identity.tree();
  std::vector<Commune> all;
  for (int i = 0; i < kCommunes; ++i) {
    Commune c{units[static_cast<std::size_t>(i)], tree->by_key(fmt::format("xa-{}/mot-cua", i)), {}};
    for (const int division : {1, 2})
      for (std::int64_t n = 1; n <= 4; ++n)
        c.people.push_back(
            {tree->by_key(fmt::format("xa-{}/phong-{}", i, division)), identity::AccountId{1'000'000 + i * 100 + division * 10 + n}});
    all.push_back(std::move(c));
  }
  return all;
}

void fill(store::Database& db, std::span<const Commune> communes, int dossiers) {
  std::mt19937_64 random(1);
  constexpr int kAtOnce = 2'000;
  for (int from = 0; from < dossiers; from += kAtOnce) {
    const auto done = db.write([&](store::Tx& tx) -> Status {
      for (int i = from; i < std::min(dossiers, from + kAtOnce); ++i) {
        auto l = reports::testing::random_life(random, 1'000 + i, parse_day("2025-11-15").value(), 395);
        const auto& commune = communes[random() % communes.size()];
        l.unit = commune.unit;
        l.place = random() % 20 == 0 ? communes[random() % communes.size()].desk : commune.desk;
        l.field = fmt::format("linh-vuc-{}", random() % 15);
        l.procedure = fmt::format("1.{:06}", random() % 150);
        reports::testing::take_into_hands(random, l, commune.people);
        std::int64_t seq = 0;
        for (const auto& row : reports::testing::journal_rows(l)) {
          TRY(seq, store::append(tx,
                                 {.object = "dossier",
                                  .object_id = l.id,
                                  .at = row.at,
                                  .recorded_at = row.recorded_at,
                                  .actor = row.hands.officer.value,
                                  .unit = row.hands.unit.value,
                                  .kind = row.kind,
                                  .payload = row.payload},
                                 seq));
        }
      }
      return {};
    });
    if (!done) std::exit(1);
  }
}

// What a size cost, in milliseconds.
struct Measured {
  double report = 0, cell = 0, officer = 0, board = 0;
};

void row(std::string_view id, std::string_view what, double value, std::string_view unit, double bar, bool less, std::string_view detail) {
  fmt::print("{{\"id\":\"{}\",\"what\":\"{}\",\"value\":{:.1f},\"unit\":\"{}\",\"bar\":{},\"better\":\"{}\",\"detail\":\"{}\"}}\n", id,
             what, value, unit, bar, less ? "less" : "more", detail);
}

Measured measure(store::Engine engine, int dossiers) {
  store::TestDatabase database({calendar::migrations(),
                                {"identity", identity::migrations()},
                                catalog::migrations(),
                                money::migrations(),
                                dossier::migrations(),
                                reports::migrations()},
                               engine);
  FixedClock clock{parse_instant("2027-03-01T09:00").value()};
  IdSource ids{clock};
  identity::Identity identity{*database, clock, ids};
  identity::UnitRegister register_of_units{identity};
  catalog::Catalog catalog{*database, clock, ids};
  reports::Reports reports{*database, clock, identity, catalog};
  const auto communes = communes_of(identity, make_units(identity, register_of_units));
  fill(*database, communes, dossiers);
  reports::FoldReport folded;
  const auto folding = milliseconds([&] { folded = reports.fold(); });

  const auto& form = *reports::form("07b");
  const reports::Question year{.period = reports::official_period(reports::PeriodKind::year, 2026)};
  auto officer = year;
  officer.unit = communes[7].unit;
  officer.settling = communes[7].people[0].unit;
  officer.officer = communes[7].people[0].officer;
  const reports::Question month{.period = reports::official_period(reports::PeriodKind::month, 2026, 11),
                                .unit = identity.tree()->by_key("xa-7")};
  const reports::Question province{.period = month.period, .unit = identity.tree()->by_key("tinh")};
  const auto actor = identity.system_actor();
  std::vector<double> scans, tables, cells, officers, boards, provinces;
  std::int64_t bytes = 0;
  for (int round = 0; round < 3; ++round) {
    scans.push_back(milliseconds([&] {
      database->read([&](store::ReadTx& tx) {
        tx.each(
            kScan, [&](const store::Row& r) { bytes += std::ssize(r.view(1)); }, 0);
      });
    }));
    tables.push_back(milliseconds([&] { (void)reports.table(actor, form, year).value(); }));
    officers.push_back(milliseconds([&] { (void)reports.table(actor, form, officer).value(); }));
    provinces.push_back(milliseconds([&] { (void)reports.board(actor, province).value(); }));
  }
  for (const auto& column : form.columns)
    cells.push_back(
        milliseconds([&] { (void)reports.cell(actor, form, year, {.section = "xa", .field = "linh-vuc-3"}, column.number, "").value(); }));
  for (int i = 0; i < 40; ++i) boards.push_back(milliseconds([&] { (void)reports.board(actor, month).value(); }));

  const auto* name = engine == store::Engine::sqlite ? "SQLite" : "PostgreSQL";
  const std::string suffix = engine == store::Engine::sqlite ? "" : "p";
  const auto size = fmt::format("{} dossiers, {} rows of the journal", dossiers, folded.rows);
  row("P6" + suffix, fmt::format("Yearly report of a province, {}", name), median(scans) / median(tables), "× of a journal scan", 200,
      false,
      fmt::format("{}; scan {:.0f} ms, report {:.1f} ms, of one officer {:.1f} ms", size, median(scans), median(tables), median(officers)));
  row("P6c" + suffix, fmt::format("List behind a figure, slowest of {} columns, {}", cells.size(), name),
      *std::max_element(cells.begin(), cells.end()), "ms", 20, true, size);
  row("P6b" + suffix, fmt::format("Board of a commune, p95 of {}, {}", boards.size(), name), p95(boards), "ms", 50, true,
      fmt::format("{}; of the province {:.1f} ms", size, median(provinces)));
  row("P11f" + suffix, fmt::format("Journal folded, {}", name), static_cast<double>(folded.rows) / folding, "rows a ms", 20, false, size);
  return {median(tables), *std::max_element(cells.begin(), cells.end()), median(officers), p95(boards)};
}
}  // namespace

int main(int argc, char** argv) {
  std::vector<int> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::max(1'000, std::atoi(argv[i])));
  if (sizes.empty()) sizes.push_back(60'000);
  for (const auto engine : store::tested_engines()) {
    std::vector<Measured> all;
    for (const int n : sizes) all.push_back(measure(engine, n));
    if (all.size() < 2) continue;
    const auto& first = all.front();
    const auto& last = all.back();
    const auto* name = engine == store::Engine::sqlite ? "SQLite" : "PostgreSQL";
    std::string curve;
    for (std::size_t i = 0; i < all.size(); ++i)
      curve += fmt::format("{}{}: report {:.1f}, list {:.1f}, officer {:.1f}, board {:.1f} ms", i == 0 ? "" : "; ", sizes[i], all[i].report,
                           all[i].cell, all[i].officer, all[i].board);
    row(engine == store::Engine::sqlite ? "P9r" : "P9rp",
        fmt::format("Growth of the yearly report, {} to {} dossiers, {}", sizes.front(), sizes.back(), name), last.report / first.report,
        "×", 2, true, curve);
  }
}
