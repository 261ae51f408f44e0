#include "dossier/statements.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "dossier/service.hpp"
#include "dossier/store_statements.hpp"

namespace motcua::dossier {

namespace {
constexpr int kMostRevocations = 5000;

std::string agency_in(std::string_view code) { return std::string(code.substr(0, std::min(code.find('-'), code.size()))); }

std::string link_of(const Dossiers::Impl& s, Statement st) {
  if (!s.signer) return {};
  st.agency = agency_in(st.code);
  return to_upper(s.options.public_url) + "/X/" + s.signer->sign(std::move(st));
}
std::string moment_of(Instant t) { return std::to_string(to_us(t)); }
Instant start_of(Day d) { return to_instant(LocalTime{d}); }
}  // namespace

void sign_with(Dossiers& dossiers, std::shared_ptr<const StatementSigner> signer) { inside(dossiers).signer = std::move(signer); }

std::string proof_link(Dossiers& dossiers, const print::ReceiptForm& f) {
  const std::string said[] = {f.dossier_code,           f.head.number,      f.applicant, f.identifier, f.procedure_code,
                              moment_of(f.received_at), moment_of(f.due_at)};
  // Issued again: the day of the new paper, which is on it.
  const auto issued = f.head.date == day_of(f.received_at) ? f.received_at : start_of(f.head.date);
  return link_of(inside(dossiers), {StatementKind::receipt, f.dossier_code, {}, issued, f.due_at, paper_hash(f.qr_text, said), {}, {}});
}

std::string proof_link(Dossiers& dossiers, const print::ApologyForm& f) {
  if (!f.signed_at) return {};
  const std::string said[] = {f.dossier_code,          f.head.number,          f.applicant, f.reason,
                              moment_of(f.due_before), moment_of(f.due_after), f.signer};
  return link_of(inside(dossiers),
                 {StatementKind::apology, f.dossier_code, {}, *f.signed_at, f.due_after, paper_hash(f.qr_text, said), {}, {}});
}

std::string proof_link(Dossiers& dossiers, const print::ResultForm& f, std::string_view salt) {
  const std::string said[] = {f.dossier_code, f.head.number, f.title, f.summary, f.body, f.applicant, f.signer};
  return link_of(inside(dossiers), {StatementKind::result, f.dossier_code, {}, f.signed_at, {}, paper_hash(salt, said), {}, {}});
}

Statements::Statements(Dossiers& dossiers) : s_(inside(dossiers)) {}

bool Statements::ready() const { return s_.signer != nullptr; }
std::span<const StatementKey> Statements::keys() const { return s_.signer ? s_.signer->keys() : std::span<const StatementKey>{}; }

RevocationList Statements::revocations() {
  return {s_.clock.now(), s_.db.read([&](store::ReadTx& tx) { return revocations_of(tx, kMostRevocations); })};
}
std::string Statements::signed_revocations() { return s_.signer ? s_.signer->sign(revocations()) : std::string{}; }

Statements::Answer Statements::answer(std::string_view text) {
  Answer a;
  a.asked_at = s_.clock.now();
  a.statement = read_statement(text);
  if (!a.statement) return a;
  const auto& st = *a.statement;
  std::optional<CaseRecord> c;
  std::vector<Revocation> revoked;
  s_.db.read([&](store::ReadTx& tx) {
    revoked = revocations_for(tx, st.code);
    c = find_case_by_code(tx, st.code);
  });
  a.checked = judge(st, keys(), revoked);
  if (a.checked.verdict == Verdict::unknown_key || a.checked.verdict == Verdict::forged || !c) return a;
  a.agency_name = s_.unit_name(c->competent_unit);
  // Only where a date still stands: nothing is said of what has ended.
  if (st.due_at && is_open(c->state.biz) && std::chrono::floor<std::chrono::minutes>(c->due_at) != *st.due_at) a.due_now = c->due_at;
  return a;
}

}  // namespace motcua::dossier
