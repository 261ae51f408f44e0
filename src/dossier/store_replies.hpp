// SQL ↔ types of what the applicant answers online. Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/replies.hpp"

namespace motcua::dossier {

struct ReplyRecord {
  int request = 0;
  ReplyView view;
  std::vector<std::string> hashes;  // of its files among those of the dossier
};
std::vector<ReplyRecord> replies_of(store::ReadTx& tx, DossierId id);  // by request, item, round
void insert(store::Tx& tx, DossierId id, const ReplyRecord& r);
void save_return(store::Tx& tx, DossierId id, const ReplyRecord& r);
// Items of the open requests whose last answer waits for the desk.
int unread_replies(store::ReadTx& tx, DossierId id);

struct ReplyDraft {
  int item = 0;
  std::string note;
  std::vector<ReplyFile> files;
};
std::vector<ReplyDraft> drafts_of(store::ReadTx& tx, DossierId id, int request);
void save_note(store::Tx& tx, DossierId id, int request, int item, std::string_view note);
void insert(store::Tx& tx, DossierId id, int request, int item, const ReplyFile& file);
void delete_draft_file(store::Tx& tx, DossierId id, int request, int item, int seq);
void delete_drafts(store::Tx& tx, DossierId id);

}  // namespace motcua::dossier
