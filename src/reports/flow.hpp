// Work and flow: load of people in standard minutes and how unevenly it lies, where dossiers stand still and who caused delays, papers
// that are asked for again and again. All from what was recorded; names of people only for those who give out the work.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "dossier/service_lateness.hpp"
#include "reports/flow_model.hpp"
#include "reports/listed.hpp"
#include "reports/reports.hpp"

namespace motcua::reports {

struct OfficerLoad {
  AccountId officer{};
  std::string name{};
  std::int64_t done = 0, minutes = 0;  // steps finished in the period, their standard minutes
  std::int64_t open = 0, open_minutes = 0;
  double load = 0;  // minutes over working time
};
struct Proposal {
  std::string code{}, procedure_name{};
  std::int64_t version{};
  Instant due_at{};
  std::int64_t minutes = 0;
  AccountId officer{};
  std::string officer_name{};
};
struct UnitLoad {
  UnitId unit{};
  std::string name{};
  std::vector<OfficerLoad> officers{};  // most first
  Spread spread{};
  std::vector<Proposal> proposals{};  // for dossiers nobody works on yet
  bool may_assign = false;
};
struct LoadBoard {
  std::int64_t working_minutes = 0;  // of one person in the period, up to now
  std::vector<UnitLoad> units{};
  bool cut = false;  // more steps than are looked at
};

struct StandardLine {
  std::string procedure{}, procedure_name{}, step{}, step_name{};
  std::int64_t minutes = 0;  // that holds
  std::optional<Learned> learned{};
  bool own = false;
  std::string source{};  // of the unit's own, or how it was learned
};
struct StandardWish {
  std::string procedure{}, step{};
  std::int64_t minutes = 0;
  std::string source{};
};

struct StayLine {
  std::string state{};
  StayKind kind{};
  std::int64_t visits = 0, dossiers = 0, again = 0;  // again: dossiers that came here more than once
  std::int64_t minutes = 0, median = 0, p90 = 0;     // working minutes
};
struct BackLine {
  std::string from{}, to{};
  std::int64_t times = 0;
};
struct DelayLine {
  std::string name{};
  std::int64_t minutes = 0, dossiers = 0;
};
struct FlowBoard {
  std::int64_t settled = 0, looked = 0;  // looked: the latest of them
  std::vector<StayLine> stays{};         // most time first
  std::vector<BackLine> back{};
  std::int64_t late = 0, late_looked = 0, late_minutes = 0;
  std::vector<DelayLine> by_unit{}, by_party{}, by_step{};
};

struct PaperLine {
  std::string procedure{}, procedure_name{}, paper{};
  std::string component{};  // of the procedure's list, of a paper asked for
  bool needless = false;    // brought without being on the list; else asked for
  std::int64_t dossiers = 0;
  Rate now{}, before{};  // under the latest version of the guidance, and the one before
  std::optional<Day> changed{};
};

// Which figure of the map of stays: the times dossiers came to a state, the dossiers, those that came again, or the moves back from it.
struct StayPick {
  enum class Kind : std::uint8_t { visits, dossiers, again, back } kind{};
  std::string state{}, back_to{};  // as shown
};
struct PaperPick {
  std::string procedure{}, component{}, paper{};  // component: of a paper asked for; paper: the name of one brought in vain
};

class Flow {
 public:
  Flow(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog, dossier::Dossiers& dossiers,
       dossier::Lateness& lateness, Reports& reports)
      : db_(db), clock_(clock), identity_(identity), catalog_(catalog), dossiers_(dossiers), lateness_(lateness), reports_(reports) {}

  Result<LoadBoard> load(const Actor& actor, const Question& question);
  Result<FlowBoard> flow(const Actor& actor, const Question& question);
  // Most often first; rates where at least `least` dossiers came under the version.
  Result<std::vector<PaperLine>> papers(const Actor& actor, const Question& question, std::int64_t least = 5);

  // The lists behind these figures; `after`: how many rows came before.
  Result<Listed> stay_list(const Actor& actor, const Question& question, const StayPick& pick, std::size_t after, std::size_t limit = 50);
  Result<Listed> delay_list(const Actor& actor, const Question& question, dossier::LateBy by, std::string_view name, std::size_t after,
                            std::size_t limit = 50);
  Result<Listed> work_list(const Actor& actor, const Question& question, UnitId unit, AccountId officer, bool open, std::size_t after,
                           std::size_t limit = 50);
  Result<Listed> paper_list(const Actor& actor, const Question& question, const PaperPick& pick, std::size_t after, std::size_t limit = 50);

  // Steps done in the last three months, with their standard.
  Result<std::vector<StandardLine>> standards(const Actor& actor, UnitId unit);
  Status set_standard(const Actor& actor, UnitId unit, const StandardWish& wish);
  bool may_set(const Actor& actor, UnitId unit) const;
  // Whose standards are meant by a place: the committee that governs it when the reader's right lies there.
  UnitId governing(const Actor& actor, UnitId unit) const;
  // Learns anew when a day has passed; how many were learned. One instance at a time.
  int learn(std::string_view owner);
  std::vector<store::Verifier> verifiers() const;

 private:
  struct Standards;
  Standards standards_of(store::ReadTx& tx) const;
  std::vector<UnitId> scope(const Actor& actor, const Question& q) const;

  store::Database& db_;
  const Clock& clock_;
  identity::Identity& identity_;
  catalog::Catalog& catalog_;
  dossier::Dossiers& dossiers_;
  dossier::Lateness& lateness_;
  Reports& reports_;
};

}  // namespace motcua::reports
