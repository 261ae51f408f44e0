// Figures that targets are held against: read live from the reports on dossiers. Nobody types them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reform/rules.hpp"
#include "reports/reports.hpp"

namespace motcua::reform {

struct Metric {
  std::string key, title, source;
};
// Sums of form 07a over a unit with all below it and some days; the page of the form is behind each of them.
struct DossierSums {
  reports::Balances balances{};
  identity::UnitId unit{};
  Day from{}, to{};
  std::int64_t total(std::string_view columns) const;  // "4+5"
  std::string href() const;
};

class Figures {
 public:
  Figures(reports::Reports& reports, identity::Identity& identity) : reports_(reports), identity_(identity) {}
  virtual ~Figures() = default;

  virtual std::vector<Metric> metrics() const;
  // Of the unit with all below it, in the year up to today (its last day, once it is over).
  virtual Figure of(std::string_view metric, identity::UnitId unit, int year) const;
  // Nothing when they cannot be read.
  std::optional<DossierSums> sums(identity::UnitId unit, Day from, Day to) const;
  // What a relative target is held against: the whole province in the same time, or the unit in the year before.
  Figure reference(TargetKind kind, std::string_view metric, identity::UnitId unit, int year) const;

 protected:
  // The province a unit lies in; itself when it is one.
  identity::UnitId province_of(identity::UnitId unit) const;
  reports::Reports& reports_;
  identity::Identity& identity_;
};

}  // namespace motcua::reform
