// For tests: the small commune with its reports and the services of reform; the cookie "phien=NAME" is that person.
#pragma once

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "reform/reform.hpp"
#include "reform/services.hpp"
#include "store/blobs.hpp"
#include "store/verify.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::reform::testing {

inline Day day(std::string_view iso) { return parse_day(iso).value(); }

inline std::vector<store::MigrationSet> all_tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(reports::migrations());
  all.push_back(migrations());
  return all;
}

struct World {
  explicit World(store::TestDatabase& database) : base(*database), blobs(*database, base.clock, database.folder() / "blobs") {
    using enum identity::Role;
    base.person("chu_tich", "Trần Thị Chủ Tịch", leader, "xa/ubnd");
    base.person("tinh", "Sở Nội vụ tỉnh", control, "tinh");
    base.person("xa2", "Người phụ trách xã khác", control, "xa-2/ubnd");
  }
  UnitId unit(std::string_view key) const { return base.unit(key); }
  identity::Actor as(std::string_view name) const { return base.as(name); }
  std::string broken(store::Database& db) {
    const auto checks = reform.verifiers();
    return store::verify(db, checks, false).first();
  }

  dossier::testing::World base;
  store::Blobs blobs;
  reports::Reports reports{base.db, base.clock, base.identity, base.catalog};
  Reform reform{base.db, base.clock, base.ids, base.identity, reports, blobs};
};

class ReformTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  store::TestDatabase database{all_tables(), GetParam()};
  World w{database};
};

}  // namespace motcua::reform::testing
