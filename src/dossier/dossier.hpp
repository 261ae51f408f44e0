// THE header of this context: a dossier (hồ sơ thủ tục hành chính) from its reception at the desk to its return.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/late_views.hpp"
#include "dossier/life_types.hpp"
#include "dossier/model.hpp"
#include "dossier/states.hpp"
#include "identity/identity.hpp"
#include "print/forms.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

using DossierId = Id<struct DossierTag>;
using identity::AccountId;
using identity::Actor;
using identity::UnitId;

store::MigrationSet migrations();

// ---- what the desk sends ------------------------------------------------------------------------------------------------------

struct Person {
  std::string number;  // số định danh cá nhân, or code of an organisation
  std::string name;
  std::string birth;  // dd/mm/yyyy, or only the year
  std::string sex;    // "Nam", "Nữ" or empty
  std::string address;
  std::string phone;
  std::string email;
  bool organisation = false;
};

struct Intake {
  std::string form_id;         // one per form shown; the same form sent twice gives the same dossier
  std::string procedure_code;  // "1.001193"
  UnitId unit;                 // receiving one-stop unit; 0: the acting unit
  UnitId competent;            // agency competent to settle; 0: found from the receiving unit
  Channel channel = Channel::counter;
  Person applicant;
  bool authorised = false;  // the applicant acts for `principal`
  Person principal;
  std::string authority;     // paper it rests on
  catalog::Answers answers;  // to the questions of the case
  catalog::Answers form;     // fields of the electronic form
  bool form_typed = false;   // the declaration is typed at the desk instead of a paper one: its required fields must be filled
  std::vector<catalog::BroughtPaper> papers;
  std::map<std::string, catalog::FeeInput, std::less<>> fees;  // fee id -> quantity, pages, exemption
  std::map<std::string, std::int64_t, std::less<>> amounts;    // fee id -> đồng, where the catalogue knows no amount
  PaymentMethod payment = PaymentMethod::at_return;
  bool paid = false;  // the money has been taken
  ReturnMethod return_method = ReturnMethod::counter;
  std::string return_address;  // post
  std::string variant;         // term variant chosen by the officer, or empty
  int sets = 1;
  bool tell_by_sms = true;
  std::string note;
  // When it really came (signing of the postal hand-over); nothing: now. Never in the future; a back-dated one stays visible.
  std::optional<Instant> received_at;
  std::string late_reason;                       // why it is entered later than it came; demanded with received_at
  std::string register_volume, register_number;  // of the paper register, where one is still kept
};

struct Accepted {
  DossierId id;
  std::string code;
  std::int64_t receipt_number{};  // of the unit and year: "Số: …/-TTPVHCC"
  std::string token;              // for the link of the receipt
  Instant due_at;
  bool repeated = false;  // this form had been sent before; nothing was done
};

// What the desk shows while it fills in, and everything that stands in the way of acceptance.
struct Preview {
  catalog::VersionPtr procedure;
  std::vector<catalog::Asked> asked;
  std::vector<catalog::RequiredPaper> papers;
  catalog::Completeness completeness;
  catalog::FeesDue fees;
  std::int64_t fee_total{};  // known amounts and those typed by the officer
  std::string term_words;
  Instant received_at;
  std::optional<calendar::DueMoment> due;
  std::optional<calendar::Explanation> why;  // day by day
  UnitId competent;
  bool elsewhere = false;             // `competent` is an agency of another place: `due` is an estimate
  std::vector<FieldError> errors;     // form field -> what to do
  std::vector<std::string> warnings;  // does not stand in the way
};

// ---- what others read ---------------------------------------------------------------------------------------------------------

struct PaperView {
  std::string component, name, kind;
  int originals = 0, copies = 0;
  bool from_register = false;
};
struct StepView {
  int seq = 0;  // 0: to come
  std::string step, name, role, holder_name;
  std::optional<Instant> started_at, limit_at, finished_at;
  std::int64_t allotted_minutes{}, used_minutes{};
  std::string outcome;
};
// A line of the control slip (form 06).
struct HandoverView {
  int seq = 0;
  std::string from_unit, to_unit, from_name, to_name;
  Instant given_at;
  std::optional<Instant> received_at;
  std::int64_t allotted_minutes{}, used_minutes{};
  std::optional<Punctuality> result;  // nothing while it runs
  std::string note;
};
struct FeeView {
  std::string fee, name, how, exemption, basis;
  int quantity = 1;
  std::int64_t amount{};
};
struct EventView {
  std::int64_t seq{};
  Instant at, recorded_at;
  std::string kind;  // "dossier.accepted"
  std::string text;  // "Tiếp nhận tại quầy"
  std::string detail;
  std::string actor_name, unit_name;
};
struct ResultView {
  std::string title, summary, body;
  std::string number;
  std::optional<Day> dated;
  std::string drafted_by, signed_by;
  Instant drafted_at;
  std::optional<Instant> signed_at;
};
struct ReturnView {
  ReturnMethod method{};
  std::string receiver, receiver_number, identity_check, authority, confirmation, waybill, returned_by;
  bool drawn_signature = false;
  Instant returned_at;
};

struct DossierView {
  DossierId id;
  std::int64_t version{};  // sequence of the journal; sent back with every change
  std::string code;
  std::int64_t receipt_number{};
  catalog::VersionId procedure_version;
  std::string procedure_code, procedure_name, field_name;
  UnitId received_unit, competent_unit, settling_unit, holder_unit;
  AccountId received_by, holder;
  std::string received_unit_name, competent_unit_name, settling_unit_name, holder_unit_name, received_by_name, holder_name;
  Channel channel{};
  Person applicant, principal;
  bool authorised = false;
  std::string authority;
  catalog::Answers answers, form;
  State state;
  FinState fin{};
  DeliveryState delivery{};
  PaymentMethod payment{};
  std::int64_t fee_total{};
  ReturnMethod return_method{};
  std::string return_address;
  int sets = 1;
  bool tell_by_sms = false;
  std::string note;
  Instant received_at, legal_start, due_at;
  std::optional<Instant> promised_at, handed_at, done_at, returned_at;
  std::string term_words, term_variant;
  std::optional<Punctuality> punctuality;
  std::string step;
  std::string entered_late;              // why the reception was entered later; empty: at once
  bool elsewhere = false;                // an agency of another place settles it: the term runs from taken_over_at
  std::optional<Instant> taken_over_at;  // until then due_at is an estimate
  std::optional<Instant> original_due;   // before the extension by form 04
  std::optional<Instant> closed_at;      // withdrawn, stopped: settled then, never late
  std::string clock_words;               // "Thời hạn tính lại từ 09:00 14/10/2026"; empty: the clock ran through
  Urgency urgency{};
  std::string remaining;  // "Còn 1 ngày 3 giờ"; empty once settled
};

// One move the reader may make now, or why not.
struct Move {
  const Transition* transition{};
  std::string why_not;  // empty: allowed
};

struct CaseFile {
  DossierView dossier;
  catalog::VersionPtr procedure;
  std::vector<PaperView> papers;
  std::vector<StepView> steps;  // begun ones, then those to come
  std::vector<HandoverView> handovers;
  std::vector<FeeView> fees;
  std::vector<EventView> events;  // newest first
  std::optional<ResultView> result;
  std::optional<ReturnView> returned;
  std::optional<calendar::Explanation> why;
  std::vector<Move> moves;
  std::optional<ProposalView> proposal;      // waits for somebody's decision
  bool may_propose = false;                  // supplement, refusal, stop: the reader works on it and nothing is proposed yet
  std::optional<SupplementView> supplement;  // the open request, while the dossier waits for it
  std::optional<LateView> late;              // who caused the delay
  std::optional<ApologyView> apology;        // form 04, drafted or sent
};

// A line of a worklist, of the register, of a search.
struct DossierRow {
  DossierId id;
  std::int64_t version{};
  std::string code, procedure_code, procedure_name, field_name, applicant_name, contact;
  Channel channel{};
  State state;
  ReturnMethod return_method{};
  Instant received_at, due_at;
  bool entered_late = false;
  std::optional<Instant> done_at, returned_at, closed_at;
  std::optional<Punctuality> punctuality;
  std::string holder_name, holder_unit_name, competent_unit_name;
  Urgency urgency{};
  std::string remaining;
};

enum class Tab : std::uint8_t { mine, unit, to_transfer, to_take, to_sign, to_number, ready, all };
std::string_view word(Tab tab);  // in addresses: "cua-toi", "don-vi", …
std::string_view label(Tab tab);
std::optional<Tab> tab_from(std::string_view word);

struct Filter {
  std::string text;       // code, name or number; marks do not matter
  std::string field;      // id of the field
  std::string procedure;  // code
  std::optional<Channel> channel;
  std::optional<Day> from, to;  // day of reception, both inclusive
  UnitId unit;                  // `all` and the register: of this unit only; 0: the acting unit
  std::string after;            // cursor of the page before
  int limit = 50;
};
struct Worklist {
  Tab tab{};
  std::vector<DossierRow> rows;  // by due moment; `all` newest first
  std::string next;              // cursor of the next page; empty: the last one
  struct Count {
    Tab tab{};
    std::int64_t count = 0;
  };
  std::vector<Count> counts;  // of the tabs this person may use; `all` has none
};

// What anybody with the link or the code of the receipt sees; no personal data.
struct PublicView {
  std::string link_token;  // for /t/…
  std::string code, procedure_name, received_unit_name, holder_unit_name, holder_name;
  State state;
  std::string status;  // "Đang xử lý"
  std::string words;   // what happens now
  std::string next;    // what comes then
  Instant received_at, due_at;
  std::optional<Instant> done_at, returned_at;
  bool late = false;
  std::string remaining;
  std::int64_t fee_due{};  // still to pay
  std::string return_place, masked_phone;
  struct Stage {
    std::string name;
    std::optional<Instant> at;
    bool done = false, current = false;
  };
  std::vector<Stage> stages;
  std::optional<calendar::Explanation> why;
  std::optional<Instant> first_due;  // before form 04: the agency was sorry and gave a new date
  // What the applicant is asked for while it waits (state `supplement`), in plain words.
  struct Asked {
    std::string paper, reason, todo;
    bool answered = false;
  };
  std::vector<Asked> asked;
  std::optional<Instant> answer_by;  // closed when not everything is there by then
  bool paused = false;               // the term does not run: due_at is no promise now
};

struct WaitingRoom {
  std::string unit_name;
  Instant now;
  struct Line {
    std::int64_t receipt_number{};
    std::string code, words;
    bool ready = false;
  };
  std::vector<Line> ready;  // results that can be fetched
  std::vector<Line> today;  // received today, still running
  std::int64_t received_today = 0, settled_today = 0, same_day_promised = 0, same_day_kept = 0;
};

// ---- what people do -------------------------------------------------------------------------------------------------------------

// A dossier as the person saw it; a change meets Errc::conflict when somebody else was faster.
struct Ref {
  DossierId id;
  std::int64_t version{};
};
struct Draft {
  std::string title, summary, body;
};
struct Handing {
  ReturnMethod method = ReturnMethod::counter;
  std::string receiver{};         // name of who takes it
  std::string receiver_number{};  // of the paper shown
  std::string identity_check{};   // "the-can-cuoc", "vneid", "giay-hen", "giay-uy-quyen", "giay-to-khac"
  std::string authority{};        // authorisation paper when it is somebody else
  bool confirmed = false;         // "người nhận đã ký nhận": typed confirmation
  std::string signature{};        // drawn, as PNG data URL; optional
  std::string waybill{};          // post
  bool fee_taken = false;         // what was still due has been paid now
  PaymentMethod payment = PaymentMethod::cash;
};

struct DossierOptions {
  std::string link_secret;  // at least 32 bytes; makes the tokens of receipts, the same on all instances
  std::string public_url;   // "https://motcua.example": front of the link in the QR
  std::string hotline;      // "1022"
};

// Use cases: each one transaction with its journal row and its message. Thread-safe.
class Dossiers final : public catalog::RunningCases {
 public:
  struct Impl;
  Dossiers(store::Database& db, const Clock& clock, IdSource& ids, catalog::Catalog& catalog, calendar::Calendars& calendars,
           identity::Identity& identity, DossierOptions options);
  ~Dossiers() override;

  // --- desk ---
  Result<Preview> preview(const Actor& actor, const Intake& intake);
  Result<Accepted> accept(const Actor& actor, const Intake& intake);
  // Units a dossier of this receiving unit can be handed to, the likeliest for the step after reception first.
  std::vector<UnitId> settling_units(UnitId received_unit, const catalog::ProcedureVersion& version, Day day) const;

  // --- work; each returns the new version ---
  Result<std::int64_t> hand_over(const Actor& actor, Ref ref, UnitId to, std::string_view note = {});
  Result<std::int64_t> confirm_receipt(const Actor& actor, Ref ref);
  Result<std::int64_t> assign(const Actor& actor, Ref ref, AccountId officer);
  Result<std::int64_t> begin_work(const Actor& actor, Ref ref);
  Result<std::int64_t> complete_step(const Actor& actor, Ref ref, std::string_view outcome);
  Result<std::int64_t> save_draft_result(const Actor& actor, Ref ref, const Draft& draft);
  Result<std::int64_t> submit_for_review(const Actor& actor, Ref ref, AccountId reviewer);
  Result<std::int64_t> submit_for_signature(const Actor& actor, Ref ref, AccountId signer);
  Result<std::int64_t> endorse(const Actor& actor, Ref ref, AccountId signer);
  Result<std::int64_t> send_back(const Actor& actor, Ref ref, std::string_view reason);
  Result<std::int64_t> approve(const Actor& actor, Ref ref);
  Result<std::int64_t> number_result(const Actor& actor, Ref ref, std::string_view symbol);  // "TLKT" -> "15/2026/TLKT"
  Result<std::int64_t> mark_ready(const Actor& actor, Ref ref);
  Result<std::int64_t> record_payment(const Actor& actor, Ref ref, PaymentMethod method);
  Result<std::int64_t> return_result(const Actor& actor, Ref ref, const Handing& handing);
  Result<std::int64_t> add_note(const Actor& actor, Ref ref, std::string_view text);
  // Moves of the table that no operation carries out yet: always an error that says so.
  Result<std::int64_t> refuse_unbuilt(Action action) const;

  // People a dossier can be given to for the next move.
  std::vector<identity::AccountView> officers(const DossierView& dossier);
  std::vector<identity::AccountView> reviewers(const DossierView& dossier);
  std::vector<identity::AccountView> signers(const DossierView& dossier);

  // --- reading; personal data read is logged with `purpose` (route) ---
  Result<CaseFile> open(const Actor& actor, std::string_view code, std::string_view purpose);
  // Without urgency and time left.
  Result<DossierView> load_visible(store::ReadTx& tx, const Actor& actor, DossierId id);
  Worklist worklist(const Actor& actor, Tab tab, const Filter& filter);
  // Lines of form 07 of a unit, newest first; `next` as in a worklist.
  Result<Worklist> register_of(const Actor& actor, const Filter& filter);
  // "H20.39.5-261123-0007", the text of a receipt's QR, or the last digits of a code of today's unit.
  Result<std::string> code_from_scan(const Actor& actor, std::string_view scanned);

  // --- papers ---
  Result<print::ReceiptForm> receipt(const Actor& actor, std::string_view code);
  Result<print::ControlSlipForm> control_slip(const Actor& actor, std::string_view code);
  Result<print::RegisterForm> register_form(const Actor& actor, const Filter& filter);

  // --- for everybody ---
  Result<PublicView> look_up(std::string_view code, std::string_view token);
  Result<PublicView> look_up_link(std::string_view token);
  Result<WaitingRoom> waiting_room(UnitId unit);
  std::string link_of(std::string_view token) const;
  // The calendar that holds for a unit: its own rules over those of the units above it.
  Result<calendar::CalendarPtr> calendar_of(UnitId unit) const;

  // --- others ---
  std::vector<catalog::RunningCases::Count> by_step(store::ReadTx& tx, catalog::VersionId version) const override;
  // States told again from the journal, numbers dense: for `motcua verify`.
  std::vector<store::Verifier> verifiers() const;

 private:
  friend Impl& inside(Dossiers& dossiers);  // for the further services of this context
  std::unique_ptr<Impl> impl_;
};

// What the services of this context share; nobody else can read it (service.hpp).
Dossiers::Impl& inside(Dossiers& dossiers);

}  // namespace motcua::dossier
