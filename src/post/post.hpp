// THE header of this context: dossiers and results carried by the public post. Custody of paper folders: custody.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/deliveries.hpp"
#include "dossier/dossier.hpp"
#include "print/postal_forms.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"
#include "web/forms.hpp"

namespace motcua::post {

using dossier::DossierId;
using identity::Actor;
using identity::UnitId;
using SlipId = Id<struct SlipTag>;
using ProtocolId = Id<struct ProtocolTag>;
using SchemeId = Id<struct SchemeTag>;

store::MigrationSet migrations();

enum class Direction : std::uint8_t { in, out };
// in: waiting → handed (on a protocol) → accepted | sent_back.
// out: handed → on_way → delivered | undelivered → back (at the desk again) → resent (on a new slip) | fetched.
enum class SlipState : std::uint8_t { waiting, handed, accepted, sent_back, on_way, delivered, undelivered, back, resent, fetched };
std::string_view word(Direction d);
std::string_view word(SlipState s);
std::string_view label(SlipState s);  // "Chờ giao cho Bộ phận Một cửa"

struct Slip {
  SlipId id;
  std::int64_t version{};
  Direction direction{};
  UnitId unit;  // the one-stop it goes to or comes from
  int year{};
  std::int64_t number{};
  SlipState state{};
  std::int64_t clerk{};
  std::string clerk_name;
  Instant made_at;
  DossierId dossier;
  std::string code, procedure_code, procedure_name;
  std::string person_name, person_address, person_phone;
  std::string papers;   // lines
  std::string content;  // fields of the desk's form as the clerk filled them in
  Dong fee_taken{};
  std::string fee_paper;  // the post's own receipt
  std::string waybill;
  SchemeId scheme;
  ProtocolId protocol;
  std::string reason, receiver;
  std::optional<Instant> ended_at;
  std::string written_number() const;  // "12/2026"
};

struct Protocol {
  ProtocolId id;
  std::int64_t version{};
  Direction direction{};
  UnitId unit;
  int year{};
  std::int64_t number{};
  Instant made_at;
  std::int64_t giver{};
  std::string giver_name;
  std::optional<Instant> signed_at;
  std::int64_t taker{};
  std::string taker_name, note;
  std::vector<Slip> slips;
  std::string written_number() const;
};

// What the clerk writes at the post office. `fields`: those of the desk's form.
struct NewSlip {
  UnitId unit;
  web::Fields fields;
  std::string fee_paper;  // with the field "da_thu": the fee was taken
};
// Papers the case needs and what is missing: the clerk counts and tells, he neither refuses nor asks for more (45/2016/QĐ-TTg Điều 6).
struct Counted {
  web::Fields values;  // what stands in the form: typed, from the card, and defaults
  catalog::VersionPtr procedure;
  std::vector<catalog::Asked> asked;
  std::vector<catalog::RequiredPaper> papers;
  std::vector<std::string> missing;
  catalog::FeesDue fees;
  Dong fee{};                                // with the amounts the clerk typed
  std::vector<std::string> amounts_missing;  // fees whose amount the catalogue does not know
};
struct Check {  // of one slip when a protocol is signed
  SlipId slip;
  bool complete = true;
  std::string reason;  // when it goes back
};
struct Signed {
  int accepted = 0, sent_back = 0;
  std::vector<std::pair<std::string, std::string>> failed;  // slip and why it could not be taken as it is
};
// A result ready to be sent: settled and asked for by post, or returned by post without a protocol yet, or brought back.
struct ReadyRow {
  DossierId dossier;
  std::int64_t version{};
  std::string code, procedure_name, person_name, address;
  Instant since;
  bool fee_due = false;   // first the money, then the result
  bool returned = false;  // handed to the post at the desk of returns: its waybill is known
  std::string waybill;
  SlipId back;  // the slip it came back on
};
struct Outgoing {
  DossierId dossier;
  std::string waybill;
};
struct FeesTaken {  // by the post
  int slips = 0;
  Dong amount{};
};

struct Scheme {
  SchemeId id;
  UnitId unit;
  std::string name;
  Day valid_from{};
  std::optional<Day> valid_to;
  Dong cost{};  // of one delivery, paid by the unit
  std::string source, set_by_name;
};
struct SchemeCount {
  Scheme scheme;
  int sent = 0, delivered = 0, undelivered = 0, on_way = 0;
  Dong cost{};  // of what was delivered or tried
};

class Post {
 public:
  Post(store::Database& db, const Clock& clock, IdSource& ids, dossier::Dossiers& dossiers, catalog::Catalog& catalog,
       identity::Identity& identity)
      : db_(db), clock_(clock), ids_(ids), dossiers_(dossiers), deliveries_(dossiers), catalog_(catalog), identity_(identity) {}

  // --- the postal clerk ---
  Result<Counted> count(const NewSlip& slip);
  Result<SlipId> write(const Actor& actor, const NewSlip& slip);
  Result<ProtocolId> hand_over(const Actor& actor, UnitId unit);  // all slips that wait; error post.nothing_to_hand_over
  // The clerk takes what the one-stop sends.
  Status take_over(const Actor& actor, ProtocolId id);
  Status delivered(const Actor& actor, SlipId slip, std::string_view receiver);
  Status undelivered(const Actor& actor, SlipId slip, std::string_view reason);

  // --- the one-stop ---
  // Signs for a protocol of the post. That moment is the moment of filing of what is complete; the rest goes back with its reason.
  Result<Signed> sign(const Actor& actor, ProtocolId id, const std::vector<Check>& checks);
  bool may_sign(const Actor& actor, const Protocol& protocol);
  bool may_send(const Actor& actor, UnitId unit) const;
  std::vector<ReadyRow> ready(const Actor& actor, UnitId unit);
  Result<ProtocolId> send(const Actor& actor, UnitId unit, const std::vector<Outgoing>& results, SchemeId scheme);
  // What the post could not deliver is at the desk again; there it is sent once more (send) or fetched.
  Status take_back(const Actor& actor, SlipId slip);
  Status fetched(const Actor& actor, SlipId slip, std::string_view receiver);

  // Those that have ended newest first, the others oldest first.
  std::vector<Slip> slips(const Actor& actor, Direction direction, SlipState state, int limit = 200);
  Result<Slip> slip(const Actor& actor, SlipId id);
  std::vector<Slip> slips_of_dossier(DossierId id);                        // for whoever sees the dossier: the caller has asked
  std::vector<Protocol> to_sign(const Actor& actor, Direction direction);  // with slips the taking side has not decided on; oldest first
  std::vector<Protocol> protocols(const Actor& actor, int limit = 50);     // newest first, without slips
  Result<Protocol> protocol(const Actor& actor, ProtocolId id);
  FeesTaken fees_taken(const Actor& actor, UnitId unit, Instant from, Instant to);
  Result<print::PostalSlipForm> slip_form(const Actor& actor, SlipId id);
  Result<print::PostalProtocolForm> protocol_form(const Actor& actor, ProtocolId id);

  // --- schemes ---
  Status add_scheme(const Actor& actor, const Scheme& scheme);
  std::vector<Scheme> schemes(UnitId unit, Day day);
  std::vector<SchemeCount> counts(const Actor& actor, UnitId unit);

  std::vector<store::Verifier> verifiers() const;

 private:
  // A unit that was merged is seen, and its slips are settled, by who carries on its work (dossier/merged_desks.hpp).
  bool sees(store::ReadTx& tx, const Actor& actor, UnitId unit) const;
  UnitId desk_now(store::ReadTx& tx, UnitId unit) const;
  Result<Slip> in_state(store::ReadTx& tx, const Actor& actor, web::Permission permission, SlipId id, SlipState state) const;
  Result<dossier::Intake> intake_of(const Slip& slip, UnitId desk) const;
  Status accept(const Actor& actor, const Slip& slip, const Protocol& p);
  Status settle(store::Tx& tx, const Actor& actor, Slip& slip, SlipState to, std::string_view event);
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  dossier::Dossiers& dossiers_;
  dossier::Deliveries deliveries_;
  catalog::Catalog& catalog_;
  identity::Identity& identity_;
};

}  // namespace motcua::post
