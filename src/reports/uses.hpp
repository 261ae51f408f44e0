// What was received, by unit, procedure and channel: for whoever asks how many procedures are used at all.
#pragma once

#include <map>
#include <memory>

#include "reports/reports.hpp"

namespace motcua::reports {

class Uses {
 public:
  Uses(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog);
  ~Uses();
  // In the period of the question, within what the reader may see, as known on its day.
  std::map<Dimensions, std::int64_t> received(const Actor& actor, const Question& question) const;

 private:
  std::unique_ptr<Reports::Impl> impl_;
};

}  // namespace motcua::reports
