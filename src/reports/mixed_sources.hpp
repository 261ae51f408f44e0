// What the catalogue of procedures and the tree of units tell the forms of mixed_forms.hpp.
#pragma once

#include "reports/mixed.hpp"

namespace motcua::reports {

// 03b and the procedures of 08c.
class CatalogFormSource final : public FormSource {
 public:
  CatalogFormSource(catalog::Catalog& catalog, const identity::Identity& identity) : catalog_(catalog), identity_(identity) {}
  bool knows(std::string_view form) const override { return form == "03b" || form == "08c"; }
  Facts facts(store::ReadTx& tx, const Actor& actor, const MixedAsk& ask, std::span<const UnitId> units) const override;

 private:
  catalog::Catalog& catalog_;
  const identity::Identity& identity_;
};

// Places of reception of 08b and 08c.
class UnitFormSource final : public FormSource {
 public:
  explicit UnitFormSource(const identity::Identity& identity) : identity_(identity) {}
  bool knows(std::string_view form) const override { return form == "08b" || form == "08c"; }
  Facts facts(store::ReadTx& tx, const Actor& actor, const MixedAsk& ask, std::span<const UnitId> units) const override;

 private:
  const identity::Identity& identity_;
};

}  // namespace motcua::reports
