// THE header of this context: a dossier (hồ sơ thủ tục hành chính) from its reception at the desk to its return.
#pragma once

#include <cstdint>
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
#include "catalog/catalog.hpp"
#include "dossier/model.hpp"
#include "dossier/states.hpp"
#include "identity/identity.hpp"
#include "store/db.hpp"

namespace motcua::dossier {

using DossierId = Id<struct DossierTag>;
using catalog::Dong;
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
  std::vector<catalog::BroughtPaper> papers;
  std::map<std::string, catalog::FeeInput, std::less<>> fees;  // fee id -> quantity, pages, exemption
  std::map<std::string, Dong, std::less<>> amounts;            // fee id -> amount the officer knows where the catalogue does not
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
};

struct Accepted {
  DossierId id;
  std::string code;
  std::int64_t receipt_number{};  // of the unit and year: "Số: …/-TTPVHCC"
  std::string token;              // for the link of the receipt
  Instant due_at;
  bool repeated = false;  // this form had been sent before; nothing was done
};

// ---- what others read ---------------------------------------------------------------------------------------------------------

struct PaperView {
  std::string component, name, kind;
  int originals = 0, copies = 0;
  bool from_register = false, shown_only = false;
};
struct StepView {
  int seq = 0;
  std::string step, name, role;
  std::int64_t holder{};
  std::string holder_name;
  Instant started_at;
  std::optional<Instant> limit_at, finished_at;
  std::int64_t allotted_minutes{}, used_minutes{};
  std::string outcome;
};
// A line of the control slip (form 06).
struct HandoverView {
  int seq = 0;
  UnitId from_unit, to_unit;
  std::string from_unit_name, to_unit_name, from_name, to_name;
  Instant given_at;
  std::optional<Instant> received_at;
  std::int64_t allotted_minutes{}, used_minutes{};
  std::optional<Punctuality> result;  // nothing while it runs
  std::string note;
};
struct FeeView {
  std::string fee, name, how;
  int quantity = 1;
  Dong amount{};
  std::string exemption;
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
  std::string title, summary, body;  // as drafted
  std::string number;                // số, ký hiệu
  std::optional<Day> dated;
  std::string drafted_by, signed_by;
  std::optional<Instant> signed_at;
  bool refusal = false;
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
  Dong fee_total{};
  ReturnMethod return_method{};
  std::string return_address;
  int sets = 1;
  bool tell_by_sms = false;
  std::string note;
  Instant received_at, legal_start, due_at;
  std::optional<Instant> promised_at, handed_at, done_at, returned_at;
  std::string term_words, term_variant;
  std::optional<Punctuality> punctuality;
  std::string step;  // id of the step of the pack that runs
};

// A line of a worklist, of the register, of a search.
struct DossierRow {
  DossierId id;
  std::int64_t version{};
  std::string code, procedure_code, procedure_name, field_name, applicant_name;
  Channel channel{};
  State state;
  Instant received_at, due_at;
  std::optional<Instant> done_at, returned_at;
  std::optional<Punctuality> punctuality;
  std::string holder_name, holder_unit_name;
  Urgency urgency{};
  std::string remaining;  // "Còn 1 ngày 3 giờ"
};

}  // namespace motcua::dossier
