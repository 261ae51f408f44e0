#include "dossier/store_inquiries.hpp"
#include "store/lists.hpp"

#include <fmt/core.h>

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kOpinions,
           "SELECT seq, body, content, reply_by, asked_at, asked_name, answered_at, answer, silent, body_unit, answered_name "
           "FROM dossier_opinion WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(kInsertOpinion,
           "INSERT INTO dossier_opinion (dossier, seq, body, content, reply_by, asked_at, asked_name, answered_at, answer, silent, "
           "body_unit, answered_name) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, '', $8, $9, '')");
MOTCUA_SQL(kSaveOpinion,
           "UPDATE dossier_opinion SET answered_at = $3, answer = $4, silent = $5, answered_name = $6 WHERE dossier = $1 AND seq = $2");
#define OPINION_LINE                                                                                                            \
  "SELECT o.dossier, o.seq, c.code, c.procedure_name, o.body, o.content, o.asked_name, o.asked_at, o.reply_by, o.answered_at, " \
  "o.answer, o.silent, c.settling_unit FROM dossier_opinion o JOIN dossier_case c ON c.id = o.dossier WHERE "
MOTCUA_SQL(kPast, OPINION_LINE
           "o.answered_at IS NULL AND NOT o.silent AND c.biz_state = 'in_process' AND c.work_sub = 'consulting' AND o.reply_by < $1 "
           "ORDER BY o.reply_by, o.dossier, o.seq LIMIT $2");
MOTCUA_SQL(kTables,
           "SELECT EXISTS (SELECT 1 FROM dossier_obligation WHERE dossier = $1), EXISTS (SELECT 1 FROM dossier_site_check WHERE dossier = "
           "$1), EXISTS (SELECT 1 FROM dossier_opinion WHERE dossier = $1)");
MOTCUA_SQL(kSiteWithoutCheck,
           "SELECT c.id FROM dossier_case c WHERE c.running AND c.biz_state = 'in_process' AND c.work_sub = 'site_check' AND NOT EXISTS "
           "(SELECT 1 FROM dossier_site_check s WHERE s.dossier = c.id AND s.finished_at IS NULL) LIMIT 1");
MOTCUA_SQL(kConsultingWithoutOpinion,
           "SELECT c.id FROM dossier_case c WHERE c.running AND c.biz_state = 'in_process' AND c.work_sub = 'consulting' AND NOT EXISTS "
           "(SELECT 1 FROM dossier_opinion o WHERE o.dossier = c.id) LIMIT 1");

OpinionLine line_from(const Row& r) {
  OpinionLine l;
  l.id = r.id<DossierTag>(0);
  auto& o = l.row;
  o.seq = r.i32(1);
  o.code = r.text(2);
  o.procedure = r.text(3);
  o.body = r.text(4);
  o.content = r.text(5);
  o.asked_by = r.text(6);
  o.asked_at = r.instant(7);
  o.reply_by = r.instant(8);
  o.answered_at = r.opt_instant(9);
  o.answer = r.text(10);
  o.silent = r.boolean(11);
  l.settling_unit = UnitId{r.i64(12)};
  return l;
}

std::vector<OpinionLine> lines(ReadTx& tx, Query& q, Query::Part open, const std::vector<UnitId>& units, std::string_view order,
                               int limit) {
  if (units.empty()) return {};
  store::add_list(q, open, units);
  if (order == "limit") {
    q.add(" ORDER BY o.reply_by, o.dossier, o.seq LIMIT ?", limit);
  } else {
    q.add(" ORDER BY o.reply_by DESC, o.dossier, o.seq LIMIT ?", limit);
  }
  std::vector<OpinionLine> found;
  tx.each(q, [&](const Row& r) { found.push_back(line_from(r)); });
  return found;
}
}  // namespace

std::vector<OpinionOf> opinions_of(ReadTx& tx, DossierId id) {
  return tx.all<OpinionOf>(
      kOpinions,
      [](const Row& r) {
        return OpinionOf{{r.i32(0), r.text(1), r.text(2), r.instant(3), r.instant(4), r.text(5), r.opt_instant(6), r.text(7), r.boolean(8)},
                         UnitId{r.i64(9)},
                         r.text(10)};
      },
      id);
}
void insert(Tx& tx, DossierId id, const OpinionOf& o) {
  const auto& v = o.view;
  tx.send(kInsertOpinion, id, v.seq, v.body, v.content, v.reply_by, v.asked_at, v.asked_by, v.silent, o.unit);
}
void save(Tx& tx, DossierId id, const OpinionOf& o) {
  tx.send(kSaveOpinion, id, o.view.seq, o.view.answered_at, o.view.answer, o.view.silent, o.answered_by);
}

std::vector<OpinionLine> open_opinions(ReadTx& tx, const std::vector<UnitId>& bodies, int limit) {
  Query q("dossier.open_opinions", OPINION_LINE "o.answered_at IS NULL AND c.biz_state = 'in_process' AND c.work_sub = 'consulting'");
  return lines(tx, q, " AND o.body_unit IN (", bodies, "limit", limit);
}
std::vector<OpinionLine> silent_opinions(ReadTx& tx, const std::vector<UnitId>& received_units, int limit) {
  Query q("dossier.silent_opinions", OPINION_LINE "o.silent");
  return lines(tx, q, " AND c.received_unit IN (", received_units, "latest", limit);
}
std::vector<OpinionLine> opinions_past(ReadTx& tx, Instant now, int limit) { return tx.all<OpinionLine>(kPast, line_from, now, limit); }

InquiryTables inquiry_tables(ReadTx& tx, DossierId id) {
  return tx
      .one<InquiryTables>(
          kTables,
          [](const Row& r) {
            return InquiryTables{r.boolean(0), r.boolean(1), r.boolean(2)};
          },
          id)
      .value();
}

std::optional<std::string> broken_inquiries(ReadTx& tx) {
  std::optional<std::string> found;
  tx.each(kSiteWithoutCheck, [&](const Row& r) { found = fmt::format("dossier_case {}: on site, no check is under way", r.i64(0)); });
  if (!found)
    tx.each(kConsultingWithoutOpinion, [&](const Row& r) { found = fmt::format("dossier_case {}: waits for nobody's opinion", r.i64(0)); });
  return found;
}

}  // namespace motcua::dossier
