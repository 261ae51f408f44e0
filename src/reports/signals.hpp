// Signals that paper and work may differ (chống hình thức): found by rules of data, explained by the unit, closed by somebody else.
// A signal is a question with its cases; nobody is blamed by the program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "reports/reports.hpp"
#include "reports/signal_rules.hpp"

namespace motcua::reports {

enum class SignalState : std::uint8_t { open, explained, closed };
std::string_view word(SignalState s);   // as stored
std::string_view label(SignalState s);  // "Chờ giải trình"
std::optional<SignalState> signal_state_from(std::string_view word);

enum class SignalOutcome : std::uint8_t { lawful, mended, to_inspect };
std::string_view word(SignalOutcome o);   // as stored
std::string_view label(SignalOutcome o);  // "Có lý do đúng quy định"
std::optional<SignalOutcome> signal_outcome_from(std::string_view word);

struct SignalRow {
  std::int64_t id{}, version{};
  std::string rule{};
  UnitId unit{};
  Day from{}, to{};
  std::int64_t population = 0, hits = 0;
  std::string chance{}, evidence{};  // in words, as found
  SignalState state{};
  Instant found_at{};
  std::string explanation{};
  std::optional<Instant> explained_at{};
  AccountId explained_by{};
  std::string explained_by_name{};
  std::optional<SignalOutcome> outcome{};
  std::string closing{};
  std::optional<Instant> closed_at{};
  std::string closed_by_name{};
  friend bool operator==(const SignalRow&, const SignalRow&) = default;
};
struct SignalFilter {
  std::optional<SignalState> state{};
  std::string rule{};
  UnitId unit{};  // with all below it; 0: any
  std::string after{};
  int limit = 50;
};
struct SignalLine {
  SignalRow row{};
  std::string title{}, unit_name{};
};
struct SignalPage {
  std::vector<SignalLine> rows{};
  std::string next{};
  std::int64_t open = 0, explained = 0, closed = 0;
};
struct SignalCase {
  std::string code{}, procedure_name{}, why{};
  Instant at{};
};
struct SignalView {
  SignalLine line{};
  const SignalRule* rule{};  // as it held then
  std::vector<SignalCase> cases{};
  std::string next{};
  bool may_explain = false, may_close = false;
};
struct SignalRound {
  int windows = 0, found = 0;
};

class Signals {
 public:
  Signals(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog, dossier::Dossiers& dossiers,
          Reports& reports);

  // Looks at every window that has ended and was not looked at; at most `most` of each rule. Does nothing while another instance does.
  SignalRound round(std::string_view owner, int most = 40);

  SignalPage list(const Actor& actor, const SignalFilter& filter);
  Result<SignalView> open(const Actor& actor, std::int64_t id, std::string_view after = {});
  // By the unit; may be bettered until the signal is closed. `version`: as seen.
  Result<std::int64_t> explain(const Actor& actor, std::int64_t id, std::int64_t version, std::string_view text);
  // By a person other than who explained.
  Result<std::int64_t> close(const Actor& actor, std::int64_t id, std::int64_t version, SignalOutcome outcome, std::string_view text);
  std::vector<store::Verifier> verifiers() const;

 private:
  struct Found;
  struct Look;
  struct Calendars;
  std::vector<Found> look(const SignalRule& rule, const WindowDays& days, Calendars& calendars) const;
  std::vector<Found> look(store::ReadTx& tx, const SignalRule& rule, const WindowDays& days, Calendars& calendars) const;
  int keep(const SignalRule& rule, const WindowDays& days, const std::vector<Found>& found);
  bool may_explain(const Actor& actor, UnitId unit) const;
  bool may_close(const Actor& actor, const SignalRow& row) const;
  std::vector<UnitId> visible(const Actor& actor, UnitId below) const;
  SignalLine line_of(SignalRow row) const;

  store::Database& db_;
  const Clock& clock_;
  identity::Identity& identity_;
  catalog::Catalog& catalog_;
  dossier::Dossiers& dossiers_;
  Reports& reports_;
};

}  // namespace motcua::reports
