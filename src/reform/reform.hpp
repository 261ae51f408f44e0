// THE header of this context: managing administrative reform. Small on purpose: what stands behind it is in services.hpp and pages.hpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "store/blobs.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::identity {
class Identity;
}
namespace motcua::reports {
class Reports;
}

namespace motcua::reform {

struct Services;
store::MigrationSet migrations();

// All services of the slice over one database.
class Reform {
 public:
  Reform(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, reports::Reports& reports,
         store::Blobs& blobs);
  ~Reform();

  // What runs by itself: once a day, reminders; how many were made.
  int round(const std::string& owner);
  std::vector<store::Verifier> verifiers() const;
  Services& services() { return *services_; }

 private:
  std::unique_ptr<Services> services_;
};

}  // namespace motcua::reform
