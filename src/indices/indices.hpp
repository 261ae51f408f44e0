// THE header of this context: sets of criteria, index 766 in real time, scoring rounds, what-if, figures and series of others.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "identity/identity.hpp"
#include "indices/live.hpp"
#include "indices/rows.hpp"
#include "indices/scoring.hpp"
#include "indices/shipped.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::indices {

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
  LiveSources sources{};
};

using SetPtr = std::shared_ptr<const CriteriaSet>;

struct ImportedSet {
  enum class What : std::uint8_t { added, replaced, unchanged } what{};
  std::string code, name;
  Day valid_from{};
};

// ---- sets --------------------------------------------------------------------------------------------------------------------------
class Sets {
 public:
  explicit Sets(Ground ground) : g_(ground) {}
  // All or nothing. A set of the same code and first day is replaced while no round stands on it.
  Result<std::vector<ImportedSet>> import(const Actor& actor, std::span<const SetFile> files);
  // Sets that travel with the program and are not there yet.
  Status seed();
  std::vector<SetRow> list();
  std::optional<SetRow> row(SetId id);
  Result<SetPtr> open(SetId id);
  Result<SetPtr> open(store::ReadTx& tx, SetId id);
  // The version of a code that holds on a day.
  Result<std::pair<SetId, SetPtr>> on(std::string_view code, Day day);

 private:
  Result<std::vector<ImportedSet>> put(const Actor& actor, std::span<const SetFile> files, bool only_missing);
  Ground g_;
  std::mutex mutex_;
  std::map<std::pair<std::int64_t, std::int64_t>, SetPtr> cache_;  // id and version
};

// ---- figures of others ---------------------------------------------------------------------------------------------------------------
struct NewFact {
  UnitId unit;
  std::string fact{};
  Day from{}, to{};
  Fraction value{};
  std::string source{};
};
struct NewSeries {
  std::string code{};
  UnitId unit;
  int year = 0;
  std::string part{};
  Fraction score{};
  int rank = 0;
  std::string source{};
};
struct SeriesName {
  std::string_view code, name, scale;
};
std::span<const SeriesName> series_names();

class Figures {
 public:
  explicit Figures(Ground ground) : g_(ground) {}
  Result<std::int64_t> add(const Actor& actor, const NewFact& fact);
  Status withdraw_fact(const Actor& actor, std::int64_t id);
  std::vector<FactRow> facts(const Actor& actor, UnitId unit, std::int64_t before, int limit);
  // For a figure the one within these days that ends last, as known on a day.
  std::map<std::string, FactRow, std::less<>> within(store::ReadTx& tx, UnitId unit, Day from, Day to, std::optional<Day> known = {}) const;
  Result<std::int64_t> add(const Actor& actor, const NewSeries& row);
  Status withdraw_series(const Actor& actor, std::int64_t id);
  std::vector<SeriesRow> series(const Actor& actor, UnitId unit);

 private:
  Ground g_;
};

// ---- index 766 -----------------------------------------------------------------------------------------------------------------------
struct IndexView {
  SetRow row{};
  SetPtr set{};
  reports::Question question{};
  std::string unit_name{};
  LiveFacts recorded{};
  std::map<std::string, FactRow, std::less<>> imported{};
  Inputs inputs{};
  Scored scored{};
  std::optional<Fraction> fact(std::string_view id) const;
};
struct IndexPlace {
  UnitId unit{};
  std::string name{};
  Fraction total{}, unknown{};
  int rank = 0;
};
struct IndexPoint {
  reports::Period period{};
  Fraction total{}, known_max{};
};
class Index766 {
 public:
  static constexpr std::string_view kCode = "chi-so-766";
  Index766(Ground ground, Sets& sets, Figures& figures)
      : g_(ground), sets_(sets), figures_(figures), live_(g_.reports, g_.catalog, g_.identity, g_.sources) {}
  Result<IndexView> at(const Actor& actor, const reports::Question& question);
  // Communes within the unit that the reader may see, best first; empty for a single one.
  Result<std::vector<IndexPlace>> places(const Actor& actor, const reports::Question& question);
  // The calendar months before, the oldest first, the month of the question last.
  Result<std::vector<IndexPoint>> months(const Actor& actor, const reports::Question& question, int count);
  Live& live() { return live_; }

 private:
  IndexView view(const SetRow& row, SetPtr set, const reports::Question& q, LiveFacts facts,
                 std::map<std::string, FactRow, std::less<>> imported) const;
  Ground g_;
  Sets& sets_;
  Figures& figures_;
  Live live_;
};

// ---- rounds ----------------------------------------------------------------------------------------------------------------------------
struct NewRound {
  SetId set;
  UnitId owner;
  std::string name{};
  Day from{}, to{}, self_due{}, appraisal_due{};
};
struct RoundSummary {
  RoundRow row{};
  std::string set_name{}, owner_name{};
  int cards = 0, final_cards = 0;
};
struct CardSummary {
  CardRow row{};
  std::string name{};
  Fraction self{}, now{};  // totals of the self-score, and as it stands
  int rank = 0;            // among all, once published; before: as it stands
};
struct RoundView {
  RoundRow row{};
  SetPtr set{};
  std::string owner_name{};
  bool for_owner = false;  // sees every card
  bool may_manage = false, may_publish = false;
  std::vector<CardSummary> cards{};  // those the reader may see
  int all = 0;
  Fraction best{}, mean{};                          // of all
  std::map<std::string, std::string> appraisers{};  // field -> name
  std::vector<std::pair<AccountId, std::string>> candidates{};
};
struct ItemView {
  const Item* item{};
  ItemScore self{}, now{};
  std::vector<AnswerRow> answers{};  // all of it, in order
  std::vector<EvidenceRow> evidence{};
  std::optional<AnswerRow> last(Stage stage) const;
  bool answered() const;
};
struct CardRights {
  bool self = false, lock = false, dispute = false, accept = false, owner = false;
  std::set<std::string> fields{};  // whose items may be appraised now
};
struct CardView {
  RoundRow round{};
  CardRow card{};
  SetPtr set{};
  std::string unit_name{}, owner_name{};
  Scored self{}, now{};
  std::map<std::string, ItemView> items{};
  LiveFacts recorded{};
  CardRights rights{};
  std::vector<std::string> missing{};  // what still stands against locking
  std::vector<std::string> warnings{};
  std::map<std::string, Fraction> before{};  // item -> points of the round before, when there was one
  std::string before_name{};
  Instant now_at{};
};
struct WhatIfRow {
  UnitId unit{};
  std::string name{};
  Fraction before{}, after{};
  int rank_before = 0, rank_after = 0;
  std::map<std::string, std::pair<std::string, std::string>> items{};  // changed ones: "50 % → 1,25", before and after
};
struct WhatIf {
  Fraction max_before{}, max_after{};
  std::vector<const Item*> changed{};  // of the set before
  std::vector<WhatIfRow> rows{};       // by rank after
};
std::span<const std::pair<std::string_view, std::string_view>> reason_codes();  // why an appraiser takes points away

class Rounds {
 public:
  Rounds(Ground ground, Sets& sets) : g_(ground), sets_(sets), live_(g_.reports, g_.catalog, g_.identity, g_.sources) {}

  Result<RoundId> create(const Actor& actor, const NewRound& wish);
  std::vector<RoundSummary> list(const Actor& actor, std::int64_t before, int limit);
  Result<RoundView> open(const Actor& actor, RoundId id);
  Result<CardView> card(const Actor& actor, RoundId round, UnitId unit);
  Status set_appraiser(const Actor& actor, RoundId round, std::string_view field, AccountId account);  // 0: nobody in particular

  struct Given {
    std::string item{};
    Answer answer{};
    std::string reason{}, note{};
  };
  Status save_self(const Actor& actor, RoundId round, UnitId unit, const Given& given);
  struct NewEvidence {
    std::string item{};
    EvidenceKind kind{};
    std::string title{}, number{};
    std::optional<Day> day{};
    std::string link{};
  };
  Status add_evidence(const Actor& actor, RoundId round, UnitId unit, const NewEvidence& evidence);
  Status withdraw_evidence(const Actor& actor, RoundId round, UnitId unit, std::int64_t id);
  Status lock(const Actor& actor, RoundId round, UnitId unit);
  Status appraise(const Actor& actor, RoundId round, UnitId unit, const Given& given);  // the first or the second time
  Status keep_self(const Actor& actor, RoundId round, UnitId unit, std::string_view field);
  Status finish_appraisal(const Actor& actor, RoundId round, UnitId unit);
  Status dispute(const Actor& actor, RoundId round, UnitId unit, const Given& given);
  Status accept(const Actor& actor, RoundId round, UnitId unit);
  Status survey(const Actor& actor, RoundId round, UnitId unit, const Given& given);
  Status publish(const Actor& actor, RoundId round, std::string_view decision);

  Result<WhatIf> what_if(const Actor& actor, RoundId round, const Change& change);

 private:
  struct Loaded;
  Result<Loaded> load(store::ReadTx& tx, const Actor& actor, RoundId round, UnitId unit);
  template <class F> Status change(const Actor& actor, RoundId round, UnitId unit, std::string_view kind, F&& step);
  reports::Question question_of(const RoundRow& round, UnitId unit) const;
  Ground g_;
  Sets& sets_;
  Live live_;
};

// All of it; app composes one.
struct Indices {
  explicit Indices(Ground ground) : sets(ground), figures(ground), index766(ground, sets, figures), rounds(ground, sets) {}
  Sets sets;
  Figures figures;
  Index766 index766;
  Rounds rounds;
};

}  // namespace motcua::indices
