// What the officer asks of others while he verifies: a look at the place (T9), opinions of other bodies in parallel, each with its limit
// (T10, T11; who is silent is reported to the head of the one-stop, 118/2025/NĐ-CP Đ19.4c), money the applicant owes by a special law,
// whose time is no time of the term (T15, T16).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

struct SiteCheckPlan {
  std::optional<Instant> at;  // nothing: not typed or not readable
  std::string place, members, content;
  bool applicant_needed = false;  // then he is told
};
struct OpinionAsked {
  UnitId unit;       // a unit of this installation answers on its own page; 0: a body outside, the officer writes its letter down
  std::string body;  // its name when it is outside
  int days = 0;      // working days to answer
  int row = 0;       // of the form, for messages; 0: as many as stand before it
};
struct ConsultWish {
  std::string content;
  std::vector<OpinionAsked> bodies;
};
struct ObligationWish {
  std::string name, payee, notice, legal_basis;
  std::int64_t amount = 0;
  std::optional<Day> pay_by;
};

// An opinion with who answers it.
struct OpinionOf {
  OpinionView view;
  UnitId unit;  // 0: a body outside
  std::string answered_by;
  bool overdue(Instant now) const { return !view.answered_at && now > view.reply_by; }
};
struct InquiriesFile {
  std::vector<SiteCheckView> site_checks;
  std::vector<OpinionOf> opinions;
  std::vector<ObligationView> obligations;
  const SiteCheckView* open_site_check() const;
  const ObligationView* open_obligation() const;
  int waiting(Instant now) const;  // opinions that may still come in time
};

// A line for who is asked, and for the head of the one-stop. No personal data: who is asked sees the question, not the person.
struct OpinionRow {
  std::string code, procedure, body, content, asked_by, asked_unit, answer;
  int seq = 0;
  Instant asked_at, reply_by;
  std::optional<Instant> answered_at;
  bool silent = false, overdue = false;
};

class Inquiries {
 public:
  explicit Inquiries(Dossiers& dossiers);

  Result<std::int64_t> begin_site_check(const Actor& actor, Ref ref, const SiteCheckPlan& plan);                      // T9
  Result<std::int64_t> finish_site_check(const Actor& actor, Ref ref, std::string_view findings);                     // T9b
  Result<std::int64_t> consult(const Actor& actor, Ref ref, const ConsultWish& wish);                                 // T10
  Result<std::int64_t> write_down(const Actor& actor, Ref ref, int opinion, std::string_view answer);                 // a letter that came
  Result<std::int64_t> finish_consulting(const Actor& actor, Ref ref);                                                // T11
  Result<std::int64_t> ask_payment(const Actor& actor, Ref ref, const ObligationWish& wish);                          // T15
  Result<std::int64_t> confirm_payment(const Actor& actor, Ref ref, std::string_view document, std::int64_t amount);  // T16

  InquiriesFile of(DossierId id);  // of a dossier the caller has loaded
  // Units that can be asked, the division of the dossier left out.
  std::vector<UnitId> bodies(const DossierView& dossier) const;

  // ---- who is asked ----
  std::vector<OpinionRow> asked_of(const Actor& actor);
  Status answer(const Actor& actor, std::string_view code, int opinion, std::string_view answer);
  // ---- head of the one-stop ----
  std::vector<OpinionRow> silent(const Actor& actor);
  // Job: limits that passed without a word are written into the journal, once each. How many now. Safe on several instances.
  int report_silence();

 private:
  Dossiers::Impl& s_;
};

}  // namespace motcua::dossier
