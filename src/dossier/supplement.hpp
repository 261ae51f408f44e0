// Bổ sung hồ sơ after reception (118/2025/NĐ-CP Đ19.5): the officer proposes, the head decides (T12), the one-stop tells the applicant
// and writes down his answers, and says when everything is there (T13) or closes what nobody completed (T14). The officer never speaks
// to the applicant himself (Đ5.1e).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "print/notices.hpp"

namespace motcua::dossier {

// What the rule of a time says; by the day of reception. Times are those of the decree, a special law may set others.
struct SupplementRule {
  Day from;
  std::string_view basis;
  int notice_within;                    // working days after reception
  bool restarts;                        // the term runs again from zero when everything is there
  std::optional<int> close_after_days;  // calendar days after the notice; nothing: the decree knew no closing
};
const SupplementRule& supplement_rule(Day received);

// How the applicant was told.
std::span<const NamedCode> notice_ways();

struct SupplementAnswer {
  int item = 0;
  ItemAnswer answer{};
  std::string note;
};

// Lines of the list "Bổ sung hồ sơ".
struct SupplementRow {
  std::string code, applicant, procedure;
  SupplementState state{};
  Instant asked_at;
  std::optional<Instant> sent_at, answer_by;
  int items = 0, missing = 0;
  int replied = 0;    // answered online, to be looked at
  int days_left = 0;  // calendar days until answer_by; negative: past
  bool lapsed = false;
};
struct ProposalRow {
  std::string code, applicant, procedure, unit, by;
  ProposalKind kind{};
  Instant at, due_at;
};
struct SupplementBoard {
  std::vector<ProposalRow> proposals;  // of the units this person decides in
  std::vector<SupplementRow> to_send, waiting, lapsed;
};

class Supplements {
 public:
  explicit Supplements(Dossiers& dossiers);

  Result<std::int64_t> propose(const Actor& actor, Ref ref, const SupplementWish& wish);
  // Of any kind of proposal: who decides it sends it back to the officer, with the reason.
  Result<std::int64_t> decline(const Actor& actor, Ref ref, std::string_view reason);
  // T12. `again`: why the applicant is asked a second time; only the person who decides can give that reason.
  Result<std::int64_t> ask(const Actor& actor, Ref ref, std::string_view again);
  // The desk tells the applicant: form 02 gets its number, the time to answer begins.
  Result<std::int64_t> send(const Actor& actor, Ref ref, std::string_view way);
  Result<std::int64_t> answer(const Actor& actor, Ref ref, std::span<const SupplementAnswer> answers);
  Result<std::int64_t> confirm(const Actor& actor, Ref ref);                           // T13
  Result<std::int64_t> close(const Actor& actor, Ref ref, std::string_view guidance);  // T14

  std::vector<SupplementView> of(DossierId id);  // of a dossier the caller has loaded
  // Papers that can be asked for, and what a register has of them (empty: nothing).
  struct Askable {
    std::string component, name, register_name;
  };
  static std::vector<Askable> askable(const CaseFile& file);
  SupplementBoard board(const Actor& actor);
  // Form 02 of the request `seq` (0: the last one).
  Result<print::SupplementForm> slip(const Actor& actor, std::string_view code, int seq = 0);

  // Job: warns, twice for each request, before it is closed (on the 10th and the 14th of 15 days, a special term in proportion). How many
  // were warned now. Safe to run on several instances at once.
  int warn_lapsing();

 private:
  Dossiers::Impl& s_;
};

}  // namespace motcua::dossier
