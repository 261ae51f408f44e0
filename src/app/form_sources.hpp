// What slices above the reports tell official forms: reports and proposals of people (06), reviews of procedures (04).
#pragma once

#include "reports/mixed_sources.hpp"

namespace motcua::app {

class FeedbackFormSource final : public reports::FormSource {
 public:
  bool knows(std::string_view form) const override { return form == "06a" || form == "06b"; }
  reports::Facts facts(store::ReadTx& tx, const identity::Actor& actor, const reports::MixedAsk& ask,
                       std::span<const identity::UnitId> units) const override;
};

class ReviewFormSource final : public reports::FormSource {
 public:
  explicit ReviewFormSource(const identity::Identity& identity) : identity_(identity) {}
  bool knows(std::string_view form) const override { return form == "04b"; }
  reports::Facts facts(store::ReadTx& tx, const identity::Actor& actor, const reports::MixedAsk& ask,
                       std::span<const identity::UnitId> units) const override;

 private:
  const identity::Identity& identity_;
};

// The forms with everybody who tells them something.
struct FormServices {
  FormServices(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog, reports::Reports& reports)
      : published(catalog, identity),
        places(identity),
        reviewed(identity),
        forms(db, clock, identity, reports, {&published, &places, &heard, &reviewed}) {}
  FormServices(const FormServices&) = delete;
  FormServices& operator=(const FormServices&) = delete;

  reports::CatalogFormSource published;
  reports::UnitFormSource places;
  FeedbackFormSource heard;
  ReviewFormSource reviewed;
  reports::MixedForms forms;
};

}  // namespace motcua::app
