#include "dossier/content.hpp"

#include <algorithm>
#include <iterator>

#include "base/json.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
using Parts = std::vector<std::string>;  // hashes
constexpr std::size_t kWhole = 64, kShort = 8;

void put(JsonWriter& j, const std::optional<Instant>& t) { j.value(t ? std::optional(to_us(*t)) : std::nullopt); }
void put(JsonWriter& j, Instant t) { j.value(to_us(t)); }
void put(JsonWriter& j, const std::optional<Punctuality>& p) { j.value(p ? std::optional(word(*p)) : std::nullopt); }

std::string part(const CaseRecord& c) {
  JsonWriter j;
  j.begin_array().value(c.id.value).value(c.version).value(c.code).value(c.form_id).value(c.token_hash).value(c.receipt_year);
  j.value(c.receipt_number).value(c.procedure_version.value).value(c.procedure_code).value(c.procedure_name).value(c.field_id);
  j.value(c.field_name).value(c.received_unit.value).value(c.competent_unit.value).value(c.settling_unit.value);
  j.value(c.holder_unit.value).value(c.holder.value).value(c.holder_name).value(c.received_by.value).value(c.received_by_name);
  j.value(word(c.channel)).value(c.applicant_number).value(c.applicant_name).value(c.applicant_json).value(c.principal_json);
  j.value(c.authority).value(c.answers_json).value(c.form_json).value(word(c.state.biz)).value(word(c.state.sub)).value(word(c.fin));
  j.value(word(c.delivery)).value(word(c.payment)).value(c.fee_total).value(word(c.return_method)).value(c.return_address);
  j.value(c.sets).value(c.tell_by_sms).value(c.note);
  put(j, c.received_at), put(j, c.legal_start), put(j, c.due_at), put(j, c.promised_at), put(j, c.handed_at), put(j, c.done_at);
  put(j, c.returned_at);
  j.value(c.term).value(c.term_words).value(c.term_variant).value(c.cutoff_minutes).value(c.calendar_version);
  put(j, c.punctuality);
  j.value(c.step).value(c.step_seq).value(c.search_text).value(c.register_volume).value(c.register_number).value(c.entered_late);
  j.value(c.elsewhere);
  put(j, c.taken_over_at);
  j.value(c.extension);
  put(j, c.original_due);
  j.value(c.clock);
  put(j, c.closed_at);
  return j.end_array().take();
}

std::string part(const std::vector<PaperRecord>& papers) {
  JsonWriter j;
  j.begin_array();
  for (const auto& p : papers)
    j.begin_array().value(p.component).value(p.name).value(p.kind).value(p.originals).value(p.copies).value(p.from_register).end_array();
  return j.end_array().take();
}

std::string part(const std::vector<FeeRecord>& fees) {
  JsonWriter j;
  j.begin_array();
  for (const auto& f : fees) {
    j.begin_array().value(f.fee).value(f.name).value(f.quantity).value(f.amount).value(f.exemption).value(f.basis).value(f.how);
    j.end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<StepRecord>& steps) {
  JsonWriter j;
  j.begin_array();
  for (const auto& s : steps) {
    j.begin_array().value(s.seq).value(s.step).value(s.name).value(s.role).value(s.unit.value).value(s.holder.value).value(s.holder_name);
    put(j, s.started_at), put(j, s.limit_at), put(j, s.finished_at);
    j.value(s.allotted_minutes).value(s.used_minutes).value(s.outcome).end_array();
  }
  return j.end_array().take();
}

std::string part(const std::vector<HandoverRecord>& lines) {
  JsonWriter j;
  j.begin_array();
  for (const auto& h : lines) {
    j.begin_array().value(h.seq).value(h.from_unit.value).value(h.to_unit.value).value(h.from_name).value(h.to_name);
    put(j, h.given_at), put(j, h.received_at);
    j.value(h.allotted_minutes).value(h.used_minutes);
    put(j, h.result);
    j.value(h.note).end_array();
  }
  return j.end_array().take();
}

std::string part(const std::optional<ResultRecord>& r) {
  JsonWriter j;
  j.begin_array();
  if (r) {
    j.value(r->title).value(r->summary).value(r->body).value(r->drafted_by.value).value(r->drafted_person.value).value(r->drafted_name);
    put(j, r->drafted_at);
    j.value(r->signed_by.value).value(r->signed_name);
    put(j, r->signed_at);
    j.value(r->number).value(r->dated ? std::optional(to_number(*r->dated)) : std::nullopt);
    // Only where there is one: digests of before there were paper signatures stay what they are.
    if (!r->recorded_name.empty() || r->arrangement) j.value(r->recorded_name).value(r->arrangement);
  }
  return j.end_array().take();
}

std::string part(const std::optional<ReturnRecord>& r) {
  JsonWriter j;
  j.begin_array();
  if (r) {
    j.value(word(r->method)).value(r->receiver).value(r->receiver_number).value(r->identity_check).value(r->authority);
    j.value(r->confirmation).value(r->signature).value(r->waybill).value(r->returned_by.value).value(r->returned_by_name);
    put(j, r->returned_at);
  }
  return j.end_array().take();
}

std::string part(const std::vector<FileRecord>& files) {
  JsonWriter j;
  j.begin_array();
  for (const auto& f : files) {
    j.begin_array().value(f.seq).value(f.component).value(f.name).value(f.hash).value(f.type).value(f.size);
    put(j, f.added_at);
    j.value(f.added_by.value).value(f.added_by_name).end_array();
  }
  return j.end_array().take();
}

Parts hashed(const std::vector<std::string>& texts) {
  Parts parts;
  for (const auto& text : texts) parts.push_back(web::sha256_hex(text));
  return parts;
}

std::string whole(const Parts& parts, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += parts[i];
  return web::sha256_hex(all);
}
}  // namespace

Content load_content(store::ReadTx& tx, CaseRecord c) {
  const auto id = c.id;
  return {std::move(c),      papers_of(tx, id), fees_of(tx, id),  steps_of(tx, id), handovers_of(tx, id),
          result_of(tx, id), return_of(tx, id), files_of(tx, id), load_life(tx, id)};
}

std::vector<std::string> content_parts(const Content& x) {
  std::vector<std::string> parts{part(x.c),         part(x.papers), part(x.fees),     part(x.steps),
                                 part(x.handovers), part(x.result), part(x.returned), part(x.files)};
  std::ranges::move(life_parts(x.life), std::back_inserter(parts));
  return parts;
}

std::string digest_of(const Content& content) {
  const auto parts = hashed(content_parts(content));
  auto digest = whole(parts, parts.size()) + ' ';
  for (const auto& p : parts) digest += p.substr(0, kShort);
  return digest;
}

std::string_view changed_table(const Content& content, std::string_view digest) { return changed_table(content_parts(content), digest); }

std::string_view changed_table(const std::vector<std::string>& texts, std::string_view digest) {
  const auto parts = hashed(texts);
  const auto shorts = digest.substr(std::min(digest.size(), kWhole + 1));
  const auto count = std::min(shorts.size() / kShort, parts.size());
  for (std::size_t i = 0; i < count; ++i)
    if (shorts.substr(i * kShort, kShort) != std::string_view(parts[i]).substr(0, kShort)) return kContentTables[i];
  if (parts.size() < shorts.size() / kShort) return kContentTables[parts.size()];  // the digest knows a table that is not here
  return count > 0 && digest.substr(0, kWhole) == whole(parts, count) ? std::string_view{} : kContentTables.front();
}

std::string with_digest(std::string payload, const Content& content) {
  ensure(payload.size() > 2 && payload.back() == '}', "a payload is an object with fields");
  payload.pop_back();
  return payload + ",\"content\":\"" + digest_of(content) + "\"}";
}

}  // namespace motcua::dossier
