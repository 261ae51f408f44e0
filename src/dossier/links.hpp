// Hồ sơ liên thông: one submission, several procedures, of one or several agencies and levels (118/2025/NĐ-CP Đ20). Each part is a dossier
// of its own: its own procedure, limit, agency, receipts at each hand-over; a part for another agency has two start moments (its term runs
// from when that agency takes it over). The linked case keeps the order, the promise to the applicant and who caused how much of a delay.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "dossier/lateness.hpp"

namespace motcua::dossier {

// What differs between the parts; the person, the way of return and the desk are those of the common intake.
struct LinkedPart {
  std::string procedure_code;
  UnitId agency;  // 0: found by the table of competence, else left to the dispatcher
  catalog::Answers answers;
  std::vector<catalog::BroughtPaper> papers;
  std::map<std::string, std::int64_t, std::less<>> amounts;
};
struct LinkedIntake {
  Intake common;  // its form_id is that of the linked case; procedure, answers, papers are those of the parts
  bool ordered = true;
  std::vector<LinkedPart> parts;  // 2 to 6, in the order of work
};

// Which agency settles, and how that is known.
struct Competence {
  UnitId agency;      // 0: cannot be determined
  std::string basis;  // "cấp xã theo danh mục", "điều phối …", or why it cannot be determined
};

// A dossier that is one part of a linked case.
struct LinkNote {
  std::string code;  // of the linked case
  int part = 0, parts = 0;
  std::string waits;  // why it may not be handed over yet; empty: its turn
};

struct LinkLegView {
  int seq = 0;
  std::string code, procedure, agency_name, basis, holder, state_words, waits;
  UnitId agency;
  State state;
  bool undetermined = false, elsewhere = false;
  Instant planned_start, planned_due;
  std::optional<Instant> turn_at;  // from when it could go on: reception, or the part before it was settled
  std::optional<Instant> handed_at, taken_at, done_at;
  Instant due_at;  // of the part itself; an estimate until its agency takes it over
  std::optional<Punctuality> punctuality;
  std::vector<HandoverView> receipts;
};
struct LinkView {
  std::int64_t id = 0;
  std::string code, applicant, unit_name, received_by;
  UnitId received_unit;
  bool ordered = true;
  Instant received_at, promised_at;
  std::optional<Instant> done_at;  // of the last part; nothing while one runs
  std::vector<LinkLegView> legs;
  std::optional<LateView> late;  // against the promise; each minute with the agency that took it
  int settled() const;
};
struct LinkRow {
  std::string code, applicant, unit_name;
  Instant received_at, promised_at;
  int parts = 0, settled = 0;
  bool undetermined = false;
};
// A part whose agency cannot be told from the rules.
struct DispatchRow {
  std::string link_code, code, procedure_code, procedure, unit_name, why;
  std::int64_t version = 0;
  DossierId id;
  Instant received_at;
};
struct Determination {
  UnitId agency;
  std::string basis;
  bool remember = false;  // for the same procedure in the same commune from today
};

class Links {
 public:
  explicit Links(Dossiers& dossiers);

  Competence competence(const catalog::ProcedureVersion& version, UnitId receiving, Day day);
  // One preview for each part, in order. Errors of a part carry its number before the field: "1.q.id".
  Result<std::vector<Preview>> preview(const Actor& actor, const LinkedIntake& intake);
  // Parts are received one by one; sent again after an interruption, the same form goes on where it stopped. Gives the code.
  Result<std::string> accept(const Actor& actor, const LinkedIntake& intake);
  Result<LinkView> open(const Actor& actor, std::string_view code);
  std::vector<LinkRow> list(const Actor& actor);
  std::optional<LinkNote> note(DossierId id);  // of a dossier the caller has loaded; nothing: it is not a part
  // ---- dispatcher ----
  std::vector<DispatchRow> queue(const Actor& actor);
  Result<std::int64_t> determine(const Actor& actor, Ref ref, const Determination& d);
  std::vector<UnitId> agencies() const;

  std::vector<store::Verifier> verifiers() const;

 private:
  Dossiers::Impl& s_;
  Dossiers& dossiers_;
};

}  // namespace motcua::dossier
