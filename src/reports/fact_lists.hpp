// Lists behind the board's figures that are no cells of a form: papers asked for, charges, letters, waiting time, what is due.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "reports/listed.hpp"
#include "reports/reports.hpp"

namespace motcua::reports {

class FactLists {
 public:
  FactLists(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog);
  ~FactLists();
  // `fact`: "bo-sung", "bo-sung-lai", "thanh-toan", "xin-loi", "cong-dan-cho", "hen-hom-nay", "qua-han-lau". `part`: those of the part of
  // a rate, else those of its whole. `after`: cursor.
  Result<Listed> list(const Actor& actor, const Question& question, std::string_view fact, bool part, std::string_view after,
                      int limit = 50) const;

 private:
  std::unique_ptr<Reports::Impl> impl_;
};

}  // namespace motcua::reports
