// P6: the yearly report of a province, and the list behind one of its figures, against one full scan of the journal in the same run.
//   bench_reports [DOSSIERS]   default 60,000; the bars are for 2.5 M and hold the better the more there are
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

std::vector<UnitId> make_units(identity::Identity& identity, identity::UnitRegister& units) {
  std::string pack = "units:\n- {key: tinh, kind: province, name: Tỉnh Thử, gso: '82', eid: H20}\n";
  for (int i = 0; i < kCommunes; ++i)
    pack += fmt::format(
        "- {{key: xa-{0}, parent: tinh, kind: commune, name: Xã {0}, gso: '{1}'}}\n"
        "- {{key: xa-{0}/ubnd, parent: xa-{0}, kind: committee, name: UBND xã {0}, eid: H20.{0}.1}}\n",
        i, 30'000 + i);
  const auto done = units.import(identity.system_actor(), identity::merge({identity::read_unit_pack(pack).value()}).value());
  if (!done) std::exit(1);
  std::vector<UnitId> made;
  for (int i = 0; i < kCommunes; ++i) made.push_back(identity.tree()->by_key(fmt::format("xa-{}/ubnd", i)));
  return made;
}

void fill(store::Database& db, std::span<const UnitId> units, int dossiers) {
  std::mt19937_64 random(1);
  constexpr int kAtOnce = 2'000;
  for (int from = 0; from < dossiers; from += kAtOnce) {
    const auto done = db.write([&](store::Tx& tx) -> Status {
      for (int i = from; i < std::min(dossiers, from + kAtOnce); ++i) {
        auto l = reports::testing::random_life(random, 1'000 + i, parse_day("2025-11-15").value(), 395);
        l.unit = units[random() % units.size()];
        l.field = fmt::format("linh-vuc-{}", random() % 15);
        l.procedure = fmt::format("1.{:06}", random() % 150);
        std::int64_t seq = 0;
        for (const auto& row : reports::testing::journal_rows(l)) {
          TRY(seq, store::append(tx,
                                 {.object = "dossier",
                                  .object_id = l.id,
                                  .at = row.at,
                                  .recorded_at = row.recorded_at,
                                  .actor = 0,
                                  .unit = 0,
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

void measure(store::Engine engine, int dossiers) {
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
  fill(*database, make_units(identity, register_of_units), dossiers);
  reports::FoldReport folded;
  const auto folding = milliseconds([&] { folded = reports.fold(); });

  const auto& form = *reports::form("07b");
  const reports::Question year{.period = reports::official_period(reports::PeriodKind::year, 2026)};
  const auto actor = identity.system_actor();
  std::vector<double> scans, reports_ms, cells;
  std::int64_t bytes = 0;
  for (int round = 0; round < 3; ++round) {
    scans.push_back(milliseconds([&] {
      database->read([&](store::ReadTx& tx) {
        tx.each(
            kScan, [&](const store::Row& r) { bytes += std::ssize(r.view(1)); }, 0);
      });
    }));
    reports_ms.push_back(milliseconds([&] { (void)reports.table(actor, form, year).value(); }));
    cells.push_back(milliseconds([&] { (void)reports.cell(actor, form, year, {.section = "xa", .field = "linh-vuc-3"}, 12, "").value(); }));
  }
  const auto* name = engine == store::Engine::sqlite ? "SQLite" : "PostgreSQL";
  const auto detail = fmt::format("{} hồ sơ, {} dòng nhật ký; quét {:.0f} ms, báo cáo {:.1f} ms; tổng hợp {:.0f} dòng/s", dossiers,
                                  folded.rows, median(scans), median(reports_ms), static_cast<double>(folded.rows) / folding * 1000);
  fmt::print(
      "{{\"id\":\"P6\",\"what\":\"Yearly report of a province, {}\",\"value\":{:.1f},\"unit\":\"× of a journal scan\",\"bar\":200,"
      "\"better\":\"more\",\"detail\":\"{}\"}}\n",
      name, median(scans) / median(reports_ms), detail);
  fmt::print(
      "{{\"id\":\"P6\",\"what\":\"List behind a figure, "
      "{}\",\"value\":{:.1f},\"unit\":\"ms\",\"bar\":20,\"better\":\"less\",\"detail\":\"{} "
      "dossiers\"}}\n",
      name, median(cells), dossiers);
}
}  // namespace

int main(int argc, char** argv) {
  const int dossiers = argc > 1 ? std::atoi(argv[1]) : 60'000;
  for (const auto engine : store::tested_engines()) measure(engine, dossiers);
}
