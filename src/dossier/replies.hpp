// What the applicant does himself after reception, from home: answers a request for papers item by item, asks to withdraw. He never moves a
// dossier past the desk: an answer is looked at there and accepted (Supplements::answer, T13) or sent back; a withdrawal is a request (T17)
// which the desk decides (T18, T19). Whoever holds the link of the receipt may answer; only the person who filed may ask to withdraw.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "dossier/filing.hpp"
#include "identity/citizens.hpp"

namespace motcua::dossier {

struct ReplyFile {
  int seq = 0;
  std::string name, hash, type;
  std::int64_t size{};
};
// One answer to one item, as it was sent.
struct ReplyView {
  int item = 0, round = 0;
  std::string note;
  std::vector<ReplyFile> files;
  Instant sent_at;
  std::optional<Instant> returned_at;  // the desk could not accept it
  std::string returned_by, return_reason;
};

// The request as the applicant fills it in.
struct ReplyItem {
  SupplementItemView asked;
  std::optional<ReplyView> sent;  // the last one
  std::string note;               // typed, not sent yet
  std::vector<ReplyFile> files;
  bool accepted() const { return asked.answer != ItemAnswer::none; }
  bool waits() const { return !accepted() && sent && !sent->returned_at; }  // for the desk
  bool open() const { return !accepted() && !waits(); }
  bool filled() const { return !note.empty() || !files.empty(); }
};
struct ReplyForm {
  DossierId id;
  std::string code, procedure_name, link_token, unit_name;
  SupplementView request;
  std::vector<ReplyItem> items;
  bool anything_open() const;
  bool all_sent() const;  // nothing is left to the applicant but to wait
};

// Asking to withdraw, as the person who filed sees it.
struct WithdrawalForm {
  std::string code, procedure_name, link_token, unit_name, applicant;
  bool may_ask = false;
  std::optional<EndingView> last;  // the last request and its answer
};

class Replies {
 public:
  Replies(Dossiers& dossiers, store::Blobs& blobs);

  // ---- who holds the link; nothing to answer is Errc::not_found ----
  Result<ReplyForm> form(std::string_view token);
  Status save_note(std::string_view token, int item, std::string_view note);
  Status add_file(std::string_view token, int item, const std::filesystem::path& upload, std::string_view name);
  Status remove_file(std::string_view token, int item, int seq);
  // Every open item that was filled in; all that are open must be, the applicant is asked once and answers once.
  Status send(std::string_view token);

  // ---- who filed it online ----
  Result<WithdrawalForm> withdrawal(const identity::Citizen& citizen, FilingId filing);
  Status ask_withdrawal(const identity::Citizen& citizen, FilingId filing, std::string_view reason);

  // ---- the desk ----
  std::vector<ReplyView> of(DossierId id, int request);  // newest of each item; of a dossier the caller has loaded
  Result<std::int64_t> send_back(const Actor& actor, Ref ref, int item, std::string_view reason);

 private:
  template <class F> Status change_draft(std::string_view token, int item, F&& body);
  template <class F> Status by_applicant(DossierId id, F&& body);
  Dossiers::Impl& s_;
  store::Blobs& blobs_;
};

}  // namespace motcua::dossier
