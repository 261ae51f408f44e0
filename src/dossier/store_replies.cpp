#include "dossier/store_replies.hpp"

namespace motcua::dossier {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kReplies,
           "SELECT request, item, round, note, files, sent_at, returned_at, returned_name, return_reason FROM dossier_supplement_reply "
           "WHERE dossier = $1 ORDER BY request, item, round");
MOTCUA_SQL(kInsertReply,
           "INSERT INTO dossier_supplement_reply (dossier, request, item, round, note, files, sent_at, returned_at, returned_name, "
           "return_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(
    kSaveReturn,
    "UPDATE dossier_supplement_reply SET returned_at = $5, returned_name = $6, return_reason = $7 WHERE dossier = $1 AND request = $2 "
    "AND item = $3 AND round = $4");
MOTCUA_SQL(kUnread,
           "SELECT COUNT(DISTINCT r.item) FROM dossier_supplement_reply r JOIN dossier_supplement_item i ON i.dossier = r.dossier AND "
           "i.request = r.request AND i.seq = r.item JOIN dossier_supplement s ON s.dossier = r.dossier AND s.seq = r.request WHERE "
           "r.dossier = $1 AND r.returned_at IS NULL AND i.answer = 'none' AND s.state = 'sent'");
MOTCUA_SQL(kReplyNotes, "SELECT item, note FROM dossier_reply_draft WHERE dossier = $1 AND request = $2");
MOTCUA_SQL(kReplyFiles,
           "SELECT item, seq, name, hash, type, size FROM dossier_reply_draft_file WHERE dossier = $1 AND request = $2 ORDER BY item, seq");
MOTCUA_SQL(kSaveNote,
           "INSERT INTO dossier_reply_draft (dossier, request, item, note) VALUES ($1, $2, $3, $4) ON CONFLICT (dossier, request, item) DO "
           "UPDATE SET note = excluded.note");
MOTCUA_SQL(kInsertReplyFile,
           "INSERT INTO dossier_reply_draft_file (dossier, request, item, seq, name, hash, type, size) VALUES ($1, $2, $3, $4, $5, $6, $7, "
           "$8)");
MOTCUA_SQL(kDeleteReplyFile, "DELETE FROM dossier_reply_draft_file WHERE dossier = $1 AND request = $2 AND item = $3 AND seq = $4");
MOTCUA_SQL(kDeleteReplyFiles, "DELETE FROM dossier_reply_draft_file WHERE dossier = $1");
MOTCUA_SQL(kDeleteReplyNotes, "DELETE FROM dossier_reply_draft WHERE dossier = $1");

std::string joined(const std::vector<std::string>& hashes) {
  std::string all;
  for (const auto& h : hashes) all += (all.empty() ? "" : " ") + h;
  return all;
}
std::vector<std::string> hashes_in(std::string_view text) {
  std::vector<std::string> hashes;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    hashes.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return hashes;
}
ReplyDraft& draft_of(std::vector<ReplyDraft>& drafts, int item) {
  for (auto& d : drafts)
    if (d.item == item) return d;
  return drafts.emplace_back(ReplyDraft{item, {}, {}});
}
}  // namespace

std::vector<ReplyRecord> replies_of(ReadTx& tx, DossierId id) {
  return tx.all<ReplyRecord>(
      kReplies,
      [](const Row& r) {
        ReplyRecord x;
        x.request = r.i32(0);
        x.view.item = r.i32(1);
        x.view.round = r.i32(2);
        x.view.note = r.text(3);
        x.hashes = hashes_in(r.view(4));
        x.view.sent_at = r.instant(5);
        x.view.returned_at = r.opt_instant(6);
        x.view.returned_by = r.text(7);
        x.view.return_reason = r.text(8);
        return x;
      },
      id);
}
void insert(Tx& tx, DossierId id, const ReplyRecord& r) {
  tx.send(kInsertReply, id, r.request, r.view.item, r.view.round, r.view.note, joined(r.hashes), r.view.sent_at, r.view.returned_at,
          r.view.returned_by, r.view.return_reason);
}
void save_return(Tx& tx, DossierId id, const ReplyRecord& r) {
  tx.send(kSaveReturn, id, r.request, r.view.item, r.view.round, r.view.returned_at, r.view.returned_by, r.view.return_reason);
}
int unread_replies(ReadTx& tx, DossierId id) { return static_cast<int>(tx.number(kUnread, id)); }

std::vector<ReplyDraft> drafts_of(ReadTx& tx, DossierId id, int request) {
  std::vector<ReplyDraft> drafts;
  tx.each(
      kReplyNotes, [&](const Row& r) { draft_of(drafts, r.i32(0)).note = r.text(1); }, id, request);
  tx.each(
      kReplyFiles,
      [&](const Row& r) {
        draft_of(drafts, r.i32(0)).files.push_back({r.i32(1), r.text(2), r.text(3), r.text(4), r.i64(5)});
      },
      id, request);
  return drafts;
}
void save_note(Tx& tx, DossierId id, int request, int item, std::string_view note) { tx.send(kSaveNote, id, request, item, note); }
void insert(Tx& tx, DossierId id, int request, int item, const ReplyFile& f) {
  tx.send(kInsertReplyFile, id, request, item, f.seq, f.name, f.hash, f.type, f.size);
}
void delete_draft_file(Tx& tx, DossierId id, int request, int item, int seq) { tx.send(kDeleteReplyFile, id, request, item, seq); }
void delete_drafts(Tx& tx, DossierId id) {
  tx.send(kDeleteReplyFiles, id);
  tx.send(kDeleteReplyNotes, id);
}

}  // namespace motcua::dossier
