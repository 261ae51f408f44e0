// Lateness cannot pass silently: warnings, form 04 drafted before it is needed, the lists of those sent and of those missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "dossier/late_views.hpp"
#include "print/apology_form.hpp"

namespace motcua::dossier {

struct ApologyWish {
  std::string cause;       // code of data/late.txt
  std::string cause_text;  // demanded with the code "khac"
  int days = 0;            // working days after the due moment
  AccountId signer;
};

struct AlertRow {
  std::int64_t id{};
  std::string code, procedure_name, words;
  Recipient recipient{};
  Instant due_at, made_at;
  State state;
  std::string holder_name;
};
// A draft that waits for its signature.
struct DraftRow {
  std::string code, procedure_name, unit_name, cause_words, signer_name;
  Instant due_before, due_after;
  bool past_limit = false, past_due = false;
};
// A line of the public list: no personal data beyond a masked name.
struct SentRow {
  std::string code, masked_name, procedure_name, unit_name, cause_words;
  Instant due_before, due_after, sent_at;
  Timeliness timeliness{};
};
// Late and nobody apologised.
struct MissingRow {
  std::string code, procedure_name, unit_name;
  Instant due_at;
  std::optional<Instant> done_at;
  std::int64_t late_minutes{};
};
struct LateFilter {
  UnitId unit;        // competent agency; 0: all
  Day from{}, to{};   // both inclusive: of sending, or of the due moment
  std::string after;  // cursor
  int limit = 50;
};
template <class Row> struct LatePage {
  std::vector<Row> rows;
  std::int64_t total = 0;
  std::string next;
};

// A rung as it holds for a unit today, and whether the unit set it itself.
struct RungView {
  Rung rung;
  bool own = false;
};

class Lateness {
 public:
  Lateness(store::Database& db, const Clock& clock, IdSource& ids, Dossiers& dossiers, identity::Identity& identity)
      : db_(db), clock_(clock), ids_(ids), dossiers_(dossiers), identity_(identity) {}

  // --- the job: idempotent, one instance at a time (lease "dossier.lateness") ---
  struct Round {
    bool held = true;  // false: another instance does it
    int looked = 0, warned = 0, drafted = 0, dropped = 0;
  };
  Round round(std::string_view owner);

  // --- form 04 ---
  // Writes the draft; makes one when none waits yet. The new version of the draft.
  Result<std::int64_t> save_apology(const Actor& actor, DossierId id, std::int64_t seen, const ApologyWish& wish);
  // Signs and sends: T22. `ref` the dossier as seen, `seen` the version of the draft. Once only.
  Result<std::int64_t> send_apology(const Actor& actor, Ref ref, std::int64_t seen);
  Result<print::ApologyForm> apology_form(const Actor& actor, std::string_view code);
  bool may_edit(const Actor& actor, const DossierView& dossier) const;
  bool may_sign(const Actor& actor, const DossierView& dossier) const;
  // Causes for the step the dossier is at; those of its role first.
  std::vector<const LateCause*> causes(const CaseFile& file) const;

  // --- lists ---
  std::vector<AlertRow> alerts(const Actor& actor, int limit = 100);
  std::int64_t count_alerts(const Actor& actor);
  Status mark_seen(const Actor& actor, std::int64_t alert);
  std::vector<DraftRow> unsigned_apologies(const Actor& actor, int limit = 200);
  LatePage<SentRow> sent(const LateFilter& filter);        // public
  LatePage<MissingRow> missing(const LateFilter& filter);  // public
  std::vector<UnitId> units_with_lateness();
  // Who caused the delay, of those that are late; for figures. In the order given, others left out.
  struct LateOf {
    DossierId dossier{};
    LateView view{};
  };
  std::vector<LateOf> split_many(store::ReadTx& tx, std::span<const DossierId> dossiers);
  UnitId agency_of(const Actor& actor) const;  // competent for what comes in where this person works; 0: nowhere

  // --- settings of a unit ---
  Result<std::vector<RungView>> ladder(const Actor& actor, UnitId unit);
  // From today on; `when` "off" silences the rung. The legal or internal basis is demanded.
  Status set_rung(const Actor& actor, UnitId unit, std::string_view key, std::string_view when, std::vector<Recipient> to,
                  std::string_view source);
  Status reset_rung(const Actor& actor, UnitId unit, std::string_view key);

  std::vector<store::Verifier> verifiers() const;

 private:
  struct Look;
  Dossiers::Impl& s() const { return inside(dossiers_); }
  std::vector<Rung> ladder_of(store::ReadTx& tx, UnitId unit, Day day) const;
  int drop_needless();
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  Dossiers& dossiers_;
  identity::Identity& identity_;
};

}  // namespace motcua::dossier
