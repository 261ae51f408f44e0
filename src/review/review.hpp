// THE header of this context: review and simplification of procedures with their compliance cost.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "catalog/catalog.hpp"
#include "identity/identity.hpp"
#include "reports/reports.hpp"
#include "reports/uses.hpp"
#include "review/cost.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::review {

using identity::AccountId;
using identity::Actor;
using identity::UnitId;
using PlanId = Id<struct ReviewPlanTag>;
using ItemId = Id<struct ReviewItemTag>;

store::MigrationSet migrations();
std::vector<store::Verifier> verifiers();

// What the services stand on.
struct Ground {
  store::Database& db;
  const Clock& clock;
  IdSource& ids;
  identity::Identity& identity;
  reports::Reports& reports;
  catalog::Catalog& catalog;
};

// Average income of a person per hour, from a day on.
struct WageRow {
  std::int64_t id{};
  Day valid_from{};
  Dong hourly{};
  std::string source{};
  AccountId by{};
  Instant at{};
  std::int64_t version = 0;
};

enum class Basis : std::uint8_t { province, government };
struct PlanRow {
  PlanId id;
  UnitId unit;
  int year = 0;
  std::string name{}, decision{};
  Basis basis{};
  AccountId created_by{};
  Instant created_at{};
  std::int64_t version = 0;
};

enum class ItemState : std::uint8_t { planned, reviewed, proposed, checked, approved, carried_out };
std::string_view word(ItemState s);
std::string_view label(ItemState s);
enum class Outcome : std::uint8_t { none, keep, abolish, amend };
std::string_view word(Outcome o);
std::string_view label(Outcome o);
std::optional<Outcome> outcome_from(std::string_view word);

struct ItemRow {
  ItemId id;
  PlanId plan;
  std::string procedure_code{}, procedure_name{}, level{}, reason{};
  Day due{};
  ItemState state = ItemState::planned;
  std::string necessary{}, reasonable{}, legal{}, findings{};
  Outcome outcome = Outcome::none;
  std::string proposal{}, recommendation{};
  int documents = 0;  // legal texts to amend
  std::optional<int> days_now{}, days_after{};
  Sheet sheet{};
  std::string wage_source{}, subjects_source{}, returned_note{}, decision{};
  std::optional<Day> carried_on{};
  std::string carried_by{};  // the text that carried it out
  std::int64_t version = 0;
};

struct NewPlan {
  UnitId unit;
  int year = 0;
  std::string name{}, decision{};
  Basis basis{};
};
struct NewItem {
  std::string procedure_code{}, procedure_name{}, level{}, reason{};
  Day due{};
};
struct Findings {
  std::string necessary{}, reasonable{}, legal{}, findings{};
  Outcome outcome = Outcome::none;
  std::string proposal{}, recommendation{};
  int documents = 0;
  std::optional<int> days_now{}, days_after{};
};
struct Volumes {
  Dong wage{};
  std::string wage_source{};
  Volume now{}, after{};
  std::string subjects_source{};
};

// Counters of a level and their sums (reform.md 6.1): never mixed.
struct Totals {
  int planned = 0, reviewed = 0, proposed = 0, approved = 0, carried_out = 0;
  int keep = 0, abolish = 0, amend = 0, documents = 0;
  Saving saving{};  // of proposals
  int days_now = 0, days_after = 0;
  std::string proposed_share() const;  // "73,68 %"
};
Totals totals_of(std::span<const ItemRow> items);
std::map<std::string, Totals> totals_by_level(std::span<const ItemRow> items);

// Dossiers of a procedure in the record.
struct LiveVolume {
  std::int64_t dossiers = 0;
  Day from{}, to{};
  std::string href{};
};
// What the carried-out proposal has saved since, from dossiers really received.
struct Realised {
  LiveVolume volume{};
  Dong saved{}, promised{};  // promised: of the same days of the year
};

struct PlanSummary {
  PlanRow row{};
  std::string unit_name{};
  Totals totals{};
};
struct PlanView {
  PlanRow row{};
  std::string unit_name{};
  bool may_edit = false;
  std::vector<ItemRow> items{};
  Totals all{};
  std::map<std::string, Totals> levels{};
};
struct ItemView {
  PlanRow plan{};
  ItemRow item{};
  std::string unit_name{};
  bool may_edit = false, may_check = false, may_approve = false;
  std::optional<LiveVolume> last_year{};
  std::optional<Realised> realised{};
  std::optional<WageRow> wage{};  // in force
};

class Reviews {
 public:
  explicit Reviews(Ground ground) : g_(ground), uses_(g_.db, g_.clock, g_.identity, g_.catalog) {}
  Status seed();  // the wage base that ships with the program

  std::vector<WageRow> wages();
  Result<std::int64_t> add_wage(const Actor& actor, Day from, Dong hourly, std::string_view source);
  Result<PlanId> create(const Actor& actor, const NewPlan& plan);
  std::vector<PlanSummary> plans(const Actor& actor, std::int64_t before, int limit);
  Result<PlanView> plan(const Actor& actor, PlanId id);
  // The name comes from the catalogue when the code is known there.
  Result<ItemId> add(const Actor& actor, PlanId plan, const NewItem& item);
  Result<ItemView> item(const Actor& actor, PlanId plan, ItemId id);
  Status record_findings(const Actor& actor, PlanId plan, ItemId id, const Findings& findings);
  Status put_step(const Actor& actor, PlanId plan, ItemId id, const Step& step);  // id 0: a new one
  Status drop_step(const Actor& actor, PlanId plan, ItemId id, std::int64_t step);
  Status set_volumes(const Actor& actor, PlanId plan, ItemId id, const Volumes& volumes);
  Status propose(const Actor& actor, PlanId plan, ItemId id);
  Status check(const Actor& actor, PlanId plan, ItemId id);  // thẩm định chất lượng rà soát
  Status send_back(const Actor& actor, PlanId plan, ItemId id, std::string_view why);
  Status approve(const Actor& actor, PlanId plan, ItemId id, std::string_view decision);
  Status carry_out(const Actor& actor, PlanId plan, ItemId id, Day on, std::string_view text);

 private:
  template <class F> Status change(const Actor& actor, PlanId plan, ItemId id, std::string_view kind, F&& step);
  LiveVolume volume(const Actor& actor, UnitId unit, std::string_view procedure, Day from, Day to) const;
  Ground g_;
  reports::Uses uses_;
};

}  // namespace motcua::review
