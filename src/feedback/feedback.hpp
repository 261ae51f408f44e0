// What people say about the service: judgements of dossiers (one vote each), and reports and proposals (phản ánh, kiến nghị) with a term,
// somebody who answers and a public answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "dossier/judged.hpp"
#include "feedback/questions.hpp"
#include "identity/citizens.hpp"
#include "identity/identity.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::feedback {

using identity::Actor;
using identity::UnitId;

store::MigrationSet migrations();
std::vector<store::Verifier> verifiers();

// ---- judgements ----
struct Rating {
  dossier::DossierId dossier;
  std::string code, procedure_code, procedure_name, received_by, officer, channel, comment;
  UnitId received_unit, settling_unit;
  bool at_counter = false;  // at the tablet on the counter
  RatingAnswers answers;
  int score = 0;    // 0–100, of the questions that count
  int overall = 0;  // 1–5
  Instant at;
};
struct UnitResult {
  UnitId unit;
  std::string unit_name;
  std::int64_t votes = 0;
  std::optional<int> score;            // tenths of a point; nothing: nobody voted
  std::int64_t content = 0;            // overall 4 and 5
  std::vector<std::int64_t> by_stars;  // 1 … 5
};
struct QuestionResult {
  std::string text;
  struct Count {
    std::string text;
    std::int64_t count = 0;
  };
  std::vector<Count> counts;
};
struct Results {
  std::vector<UnitResult> units;
  std::vector<QuestionResult> questions;  // of all units together
  std::vector<Rating> latest;             // with a comment, newest first; names left out on public pages
  Day from{}, to{};
};

// ---- reports and proposals ----
using ReportId = Id<struct ReportTag>;
enum class ReportKind : std::uint8_t { regulation, behaviour, fault, other };
std::string_view word(ReportKind kind);
std::string_view label(ReportKind kind);
std::optional<ReportKind> report_kind_from(std::string_view word);
enum class ReportState : std::uint8_t { received, assigned, forwarded, answered };
std::string_view word(ReportState state);
std::string_view label(ReportState state);
std::string_view verdict_label(std::string_view verdict);  // "dung", "mot-phan", "khong-dung"

// Time to answer, by kind and day of receipt.
struct ReportTerm {
  Day from;
  int days;  // calendar days
  std::string_view basis;
};
const ReportTerm& report_term(Day received);

struct Report {
  ReportId id;
  std::string number;
  std::int64_t version{};
  ReportKind kind{};
  ReportState state{};
  UnitId unit;
  std::string unit_name;
  std::int64_t handler{};
  std::string handler_name;
  std::int64_t citizen{};
  std::string sender, contact, address, dossier_code, content;
  Instant received_at, due_at;
  std::string forwarded_to, answer, verdict, answered_by;
  std::optional<Instant> answered_at;
  bool is_public = false;
  std::string public_content;  // what may be shown to everybody: without names of people
};
struct ReportWish {
  ReportKind kind{};
  UnitId unit;
  std::string sender, contact, address, dossier_code, content;
};

class Feedback {
 public:
  Feedback(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, dossier::Dossiers& dossiers)
      : db_(db), clock_(clock), ids_(ids), identity_(identity), dossiers_(dossiers) {}

  std::optional<dossier::Judged> judged(std::string_view token) { return dossier::judged_by_link(dossiers_, token); }
  std::optional<Rating> rating_of(dossier::DossierId id);
  Status rate(std::string_view token, const RatingAnswers& answers, int overall, std::string_view comment, bool at_counter);
  // Of the units the person reads reports of; `from`–`to` inclusive.
  Results results(const Actor& actor, Day from, Day to);
  // The same sums for everybody, of all units, without comments.
  Results public_results(Day from, Day to);

  Result<std::string> send(const ReportWish& wish, const identity::Citizen* citizen);  // the number
  std::vector<Report> of(const identity::Citizen& citizen);
  std::vector<Report> board(const Actor& actor);  // open ones by due moment, then answered ones
  Result<Report> open(const Actor& actor, std::string_view number);
  std::vector<identity::AccountView> handlers(const Report& report);
  Status assign(const Actor& actor, std::string_view number, std::int64_t version, identity::AccountId handler);
  Status forward(const Actor& actor, std::string_view number, std::int64_t version, std::string_view to);
  Status answer(const Actor& actor, std::string_view number, std::int64_t version, std::string_view text, std::string_view verdict,
                std::string_view public_content);
  std::vector<Report> answered_in_public(int limit = 50);
  std::optional<Report> told_of(ReportId id);  // for messages to its sender

 private:
  Results sum(const std::vector<UnitId>* units, Day from, Day to);
  template <class F> Status change(const Actor& actor, std::string_view number, std::int64_t version, std::string_view kind, F&& body);
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  identity::Identity& identity_;
  dossier::Dossiers& dossiers_;
};

}  // namespace motcua::feedback
