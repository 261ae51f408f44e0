// Online filing: a citizen fills in, submits (T1), mends and submits again (T4); the desk receives (T2), asks once and in full (T3) or
// refuses with its reason (T5) within 8 working hours (118/2025/NĐ-CP Đ17.2). The dossier begins with T2.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/filing.hpp"
#include "identity/citizens.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

// What the rule of a time gives the desk; by the day of submission.
struct FilingRule {
  Day from;
  std::string_view basis;
  int alert_hours;           // the receptionist is told within these hours
  int answer_working_hours;  // receive, ask or refuse
};
const FilingRule& filing_rule(Day submitted);

class OnlineFiling {
 public:
  OnlineFiling(Dossiers& dossiers, store::Blobs& blobs);

  // ---- the citizen; somebody else's filing does not exist ----
  // A new draft; `unit` takes it in. What the profile tells is filled in.
  Result<FilingId> begin(const identity::Citizen& citizen, std::string_view procedure, UnitId unit, const catalog::Answers& answers);
  Result<Filing> mine(const identity::Citizen& citizen, FilingId id);
  std::vector<FilingRow> all_of(const identity::Citizen& citizen);
  // Keeps what one page tells; `change` gets what is stored.
  Status save(const identity::Citizen& citizen, FilingId id, std::string_view page, const std::function<void(FilingContent&)>& change);
  Status add_file(const identity::Citizen& citizen, FilingId id, std::string_view component, const std::filesystem::path& upload,
                  std::string_view name);
  Status remove_file(const identity::Citizen& citizen, FilingId id, int seq);
  // What the person has sent with filings before: each file once for each paper, newest first. Drafts are not kept, and nobody else sees
  // it.
  std::vector<KeptPaper> kept(const identity::Citizen& citizen);
  // One of these again, for a paper of this filing. Error dossier.no_kept_paper.
  Status reuse(const identity::Citizen& citizen, FilingId id, std::string_view component, std::string_view hash);
  Result<std::filesystem::path> kept_path(const KeptPaper& paper) { return blobs_.open(paper.file.hash); }
  Status discard(const identity::Citizen& citizen, FilingId id);
  Result<std::string> submit(const identity::Citizen& citizen, FilingId id);  // T1, T4; the number
  Result<std::filesystem::path> file_path(const Filing& filing, std::string_view hash);

  Result<catalog::VersionPtr> procedure_of(const Filing& filing);
  static Channel channel_of(const catalog::ProcedureVersion& version);  // online_full, online_partial
  // Papers this case wants as files: not what is declared on the form, told as data or only shown.
  static std::vector<catalog::RequiredPaper> papers_to_upload(const catalog::ProcedureVersion& version, const FilingContent& content);
  // Everything that stands in the way, in the order of the pages.
  std::vector<FilingProblem> problems(const Filing& filing, const catalog::ProcedureVersion& version);
  // Units that take this procedure in online: the one-stop units of communes.
  std::vector<UnitId> units_for(const catalog::ProcedureVersion& version);

  // ---- the desk ----
  struct Board {
    std::vector<FilingRow> waiting, asked, answered;
    int late = 0;  // waiting beyond the 8 working hours
    Instant now;
  };
  Board board(const Actor& actor);
  int waiting_for(const Actor& actor);
  Result<Filing> at_desk(const Actor& actor, std::string_view number, std::string_view purpose);
  // As the desk would receive it now.
  Intake intake_of(const Filing& filing, const catalog::ProcedureVersion& version) const;
  struct Reception {
    std::map<std::string, std::int64_t, std::less<>> amounts{};  // fees the catalogue knows no amount of
    std::string variant{};
  };
  Result<Accepted> accept(const Actor& actor, std::string_view number, std::int64_t version, const Reception& reception);  // T2
  Status ask(const Actor& actor, std::string_view number, std::int64_t version, const FilingAnswer& answer);               // T3
  Status refuse(const Actor& actor, std::string_view number, std::int64_t version, const FilingAnswer& answer);            // T5

  // ---- others ----
  // Tells the desk of new filings, and its head of those that wait too long; how many. A job.
  int tell_desks(std::string_view owner);
  // Whom a dossier or filing belongs to, for messages; nothing: nobody of the portal.
  struct Owner {
    std::int64_t citizen{};
    std::string number, procedure, dossier_code, link_token, email, phone, applicant;
    FilingAnswer answer;
    std::optional<Instant> due_at;
    bool by_sms = false;
  };
  std::optional<Owner> owner_of_filing(FilingId id);
  std::optional<Owner> owner_of_dossier(DossierId id);

 private:
  template <class F> Status change(const identity::Citizen& citizen, FilingId id, F&& body);
  template <class F> Status answer(const Actor& actor, std::string_view number, std::int64_t version, F&& body);
  Dossiers& d_;
  Dossiers::Impl& s_;
  store::Blobs& blobs_;
};

// What the journal says of each filing against what is stored: for `motcua verify`.
std::vector<store::Verifier> filing_verifiers();

}  // namespace motcua::dossier
