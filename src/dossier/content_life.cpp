#include "dossier/content_life.hpp"

#include "base/json.hpp"

namespace motcua::dossier {

namespace {
void put(JsonWriter& j, const std::optional<Instant>& t) { j.value(t ? std::optional(to_us(*t)) : std::nullopt); }
void put(JsonWriter& j, Instant t) { j.value(to_us(t)); }

std::string part(const std::optional<ProposalRecord>& p) {
  JsonWriter j;
  j.begin_array();
  if (p) {
    j.value(word(p->kind)).value(p->content).value(p->by.value).value(p->person.value).value(p->by_name);
    put(j, p->at);
  }
  return j.end_array().take();
}

std::string part(const std::vector<SupplementRecord>& requests) {
  JsonWriter j;
  j.begin_array();
  for (const auto& r : requests) {
    const auto& v = r.view;
    j.begin_array().value(v.seq).value(word(v.state)).value(v.reason).value(v.again_reason).value(v.late_basis).value(v.special_days);
    j.value(v.special_basis).value(r.officer.value).value(v.officer_name).value(v.approved_by);
    put(j, v.asked_at);
    j.value(v.number);
    put(j, v.sent_at);
    j.value(v.sent_by).value(v.sent_how);
    put(j, v.answer_by);
    j.value(r.warned);
    put(j, v.due_before), put(j, v.due_after), put(j, v.ended_at);
    j.end_array();
  }
  return j.end_array().take();
}

std::string items_part(const std::vector<SupplementRecord>& requests) {
  JsonWriter j;
  j.begin_array();
  for (const auto& r : requests)
    for (const auto& i : r.view.items) {
      j.begin_array().value(r.view.seq).value(i.seq).value(i.asked.component).value(i.asked.paper).value(i.asked.reason);
      j.value(i.asked.legal_basis).value(i.asked.todo).value(i.asked.register_note).value(word(i.answer)).value(i.note);
      put(j, i.answered_at);
      j.value(i.answered_by).end_array();
    }
  return j.end_array().take();
}

std::string part(const std::vector<EndingRecord>& endings) {
  JsonWriter j;
  j.begin_array();
  for (const auto& e : endings) {
    const auto& v = e.view;
    j.begin_array().value(v.seq).value(word(v.kind)).value(word(v.state)).value(v.ground.code).value(v.ground.reason);
    j.value(v.ground.legal_basis).value(v.ground.guidance).value(e.from_state);
    put(j, v.requested_at);
    j.value(v.requested_by).value(v.number);
    put(j, v.decided_at);
    j.value(v.decided_by).value(v.answer).value(v.originals);
    put(j, v.originals_back_at);
    j.value(v.originals_receiver).value(v.refund).value(v.refund_note);
    put(j, v.refunded_at);
    j.end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<ObligationView>& obligations) {
  JsonWriter j;
  j.begin_array();
  for (const auto& o : obligations) {
    j.begin_array().value(o.seq).value(o.name).value(o.payee).value(o.notice).value(o.amount).value(o.legal_basis);
    j.value(o.pay_by ? std::optional(to_number(*o.pay_by)) : std::nullopt);
    put(j, o.asked_at);
    j.value(o.asked_by);
    put(j, o.due_before);
    j.value(o.paid_document);
    put(j, o.paid_at);
    j.value(o.confirmed_by);
    put(j, o.due_after);
    j.end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<SiteCheckView>& checks) {
  JsonWriter j;
  j.begin_array();
  for (const auto& c : checks) {
    j.begin_array().value(c.seq);
    put(j, c.planned_at);
    j.value(c.place).value(c.members).value(c.content).value(c.applicant_present);
    put(j, c.begun_at);
    j.value(c.begun_by);
    put(j, c.finished_at);
    j.value(c.findings).end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<OpinionOf>& opinions) {
  JsonWriter j;
  j.begin_array();
  for (const auto& o : opinions) {
    j.begin_array().value(o.view.seq).value(o.view.body).value(o.view.content);
    put(j, o.view.reply_by), put(j, o.view.asked_at);
    j.value(o.view.asked_by);
    put(j, o.view.answered_at);
    j.value(o.view.answer).value(o.view.silent).value(o.unit.value).value(o.answered_by).end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<CorrectionRecord>& corrections) {
  JsonWriter j;
  j.begin_array();
  for (const auto& c : corrections) {
    const auto& v = c.view;
    j.begin_array().value(v.seq).value(v.reason).value(v.legal_basis);
    put(j, v.decided_at);
    j.value(v.decided_by).value(v.old_number);
    put(j, v.old_due_at), put(j, v.old_done_at);
    j.value(word(v.old_punctuality)).value(c.old_result).value(c.old_return).end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<RerouteRecord>& reroutes) {
  JsonWriter j;
  j.begin_array();
  for (const auto& r : reroutes) {
    j.begin_array().value(r.seq).value(r.from_agency.value).value(r.to_agency.value).value(r.to_unit.value).value(r.reason);
    j.value(r.legal_basis);
    put(j, r.at);
    j.value(r.by).value(r.old_draft).end_array();
  }
  return j.end_array().take();
}

std::string part(const std::optional<ArchiveView>& a) {
  JsonWriter j;
  j.begin_array();
  if (a) {
    j.value(a->folder).value(a->retention).value(a->papers).value(a->files);
    put(j, a->at);
    j.value(a->by);
  }
  return j.end_array().take();
}

std::string part(const std::vector<ReplyRecord>& replies) {
  JsonWriter j;
  j.begin_array();
  for (const auto& r : replies) {
    const auto& v = r.view;
    j.begin_array().value(r.request).value(v.item).value(v.round).value(v.note).begin_array();
    for (const auto& hash : r.hashes) j.value(hash);
    j.end_array();
    put(j, v.sent_at), put(j, v.returned_at);
    j.value(v.returned_by).value(v.return_reason).end_array();
  }
  return j.end_array().take();
}
}  // namespace

LifeContent load_life(store::ReadTx& tx, DossierId id) {
  LifeContent life;
  for (const auto table : life_tables_of(tx, id)) {
    switch (table) {
      case LifeTable::proposal: life.proposal = proposal_of(tx, id); break;
      case LifeTable::supplement: life.supplements = supplements_of(tx, id); break;
      case LifeTable::ending: life.endings = endings_of(tx, id); break;
      case LifeTable::obligation: life.obligations = obligations_of(tx, id); break;
      case LifeTable::site_check: life.site_checks = site_checks_of(tx, id); break;
      case LifeTable::opinion: life.opinions = opinions_of(tx, id); break;
      case LifeTable::correction: life.corrections = corrections_of(tx, id); break;
      case LifeTable::reroute: life.reroutes = reroutes_of(tx, id); break;
      case LifeTable::archive: life.archive = archive_of(tx, id); break;
      case LifeTable::reply: life.replies = replies_of(tx, id); break;
    }
  }
  return life;
}

std::array<std::string, 11> life_parts(const LifeContent& l) {
  return {part(l.proposal), part(l.supplements), items_part(l.supplements), part(l.endings), part(l.obligations), part(l.site_checks),
          part(l.opinions), part(l.corrections), part(l.reroutes),          part(l.archive), part(l.replies)};
}

}  // namespace motcua::dossier
