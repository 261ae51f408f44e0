// The desk's side of online filing: T2, T3, T5, the list by the time left, who is told and when.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/filing_parts.hpp"
#include "dossier/online_filing.hpp"
#include "store/lease.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

using namespace std::chrono_literals;

namespace {
constexpr std::string_view kLease = "dossier.filings";

tl::unexpected<Error> no_such() {
  return errors::not_found("dossier.no_filing_here", "Không có hồ sơ nộp trực tuyến này ở nơi bạn làm việc.");
}
tl::unexpected<Error> changed() {
  return errors::conflict("dossier.filing_answered_meanwhile",
                          "Hồ sơ vừa được người khác trả lời hoặc người nộp vừa nộp lại. Mở lại hồ sơ.");
}

std::string names_of(const std::vector<identity::AccountView>& accounts) {
  std::string names;
  for (const auto& a : accounts) names += (names.empty() ? "" : ", ") + a.name;
  return names;
}
}  // namespace

std::string next_filing_number(store::Tx& tx, Instant now) {
  const std::chrono::year_month_day ymd{day_of(now)};
  const auto day = fmt::format("{:02}{:02}{:02}", int{ymd.year()} % 100, unsigned{ymd.month()}, unsigned{ymd.day()});
  return fmt::format("NOP-{}-{:04}", day, take_number(tx, "filing", day));
}

bool typed_online(const catalog::FormField& field) {
  return field.type != catalog::FieldType::photo && field.type != catalog::FieldType::signature;
}

void fill_in(const Dossiers::Impl& s, const store::Blobs& blobs, store::ReadTx& tx, Filing& f) {
  f.unit_name = s.unit_name(f.unit);
  for (auto& file : f.files)
    if (const auto blob = blobs.find(tx, file.hash)) file.scan = blob->scan_state;
  if (!f.dossier) return;
  f.link_token = s.token_of(f.dossier);
  if (const auto c = find_case(tx, f.dossier)) f.dossier_code = c->code;
}

OnlineFiling::Board OnlineFiling::board(const Actor& actor) {
  const auto units = actor.units_with(identity::kDossierAccept);
  Board b;
  b.now = s_.clock.now();
  s_.db.read([&](store::ReadTx& tx) {
    b.waiting = filings_at(tx, units, FilingState::submitted, kMostFilings);
    b.asked = filings_at(tx, units, FilingState::intake_supplement, kMostFilings);
    b.answered = filings_at(tx, units, FilingState::received, 30);
    for (auto& r : filings_at(tx, units, FilingState::intake_refused, 30)) b.answered.push_back(std::move(r));
  });
  std::sort(b.answered.begin(), b.answered.end(), [](const auto& x, const auto& y) { return x.answered_at > y.answered_at; });
  b.late = static_cast<int>(
      std::count_if(b.waiting.begin(), b.waiting.end(), [&](const auto& r) { return r.answer_by && *r.answer_by < b.now; }));
  return b;
}

int OnlineFiling::waiting_for(const Actor& actor) {
  const auto units = actor.units_with(identity::kDossierAccept);
  return s_.db.read([&](store::ReadTx& tx) { return count_waiting(tx, units); });
}

Result<Filing> OnlineFiling::at_desk(const Actor& actor, std::string_view number, std::string_view purpose) {
  auto f = s_.db.read([&](store::ReadTx& tx) -> Result<Filing> {
    auto found = find_filing_numbered(tx, number);
    if (!found || !actor.permits_in(identity::kDossierAccept, found->unit)) return no_such();
    fill_in(s_, blobs_, tx, *found);
    return *std::move(found);
  });
  if (!f) return f;
  TRY_VOID(s_.db.write([&](store::Tx& tx) -> Status {
    store::log_access(tx, {.at = s_.clock.now(),
                           .actor = actor.account_id,
                           .unit = f->unit.value,
                           .object = "dossier_filing",
                           .object_id = f->id.value,
                           .purpose = purpose});
    return {};
  }));
  return f;
}

Intake OnlineFiling::intake_of(const Filing& f, const catalog::ProcedureVersion& version) const {
  const auto& c = f.content;
  Intake i;
  i.form_id = "nop-truc-tuyen-" + f.number;
  i.procedure_code = version.code;
  i.unit = f.unit;
  i.channel = channel_of(version);
  i.applicant = c.applicant;
  i.authorised = c.authorised;
  if (c.authorised) i.principal = c.principal;
  i.authority = c.authority;
  i.answers = c.answers;
  i.form = c.form;
  i.form_typed = !version.forms.empty();
  for (const auto& p : catalog::required_papers(version, c.answers, catalog::Channel::online)) {
    const bool sent = std::any_of(f.files.begin(), f.files.end(), [&](const auto& file) { return file.component == p.component->id; });
    const auto uploads = papers_to_upload(version, c);
    const bool to_upload = std::any_of(uploads.begin(), uploads.end(), [&](const auto& u) { return u.component == p.component; });
    if (sent || (!to_upload && p.need == catalog::Need::required)) i.papers.push_back({p.component->id, "", p.originals, p.copies, false});
  }
  i.return_method = c.return_method;
  i.return_address = c.return_address;
  i.tell_by_sms = !c.applicant.phone.empty();
  i.note = fmt::format("Nộp trực tuyến số {} lúc {}. {}{}.", f.number, f.submitted_at ? vn_datetime(*f.submitted_at) : "",
                       label(c.filled_by), c.helper.empty() ? "" : ": " + c.helper);
  return i;
}

Result<Accepted> OnlineFiling::accept(const Actor& actor, std::string_view number, std::int64_t version, const Reception& reception) {
  TRY(auto filing, at_desk(actor, number, "T2"));
  if (filing.version != version || filing.state != FilingState::submitted) return changed();
  TRY(const auto procedure, procedure_of(filing));
  for (const auto& file : filing.files)
    if (file.scan == store::ScanState::infected)
      return errors::invalid("dossier.filing_infected", fmt::format("Tệp “{}” có mã độc. Yêu cầu người nộp gửi lại tệp khác.", file.name));
  auto intake = intake_of(filing, *procedure);
  intake.amounts = reception.amounts;
  intake.variant = reception.variant;
  const State from{biz_of(filing.state), WorkSub::none};
  const auto* t = transition(from, Action::accept_online);
  ensure(t, "T2 is in the table");
  Arrival arrival{.from = from, .action = Action::accept_online, .filing = filing.number};
  const auto now = s_.clock.now();
  int seq = 0;
  for (const auto& file : filing.files) {
    const auto* component = procedure->component(file.component);
    const auto paper = component ? component->name : file.component;
    // One picture may serve two papers; a dossier keeps it once, under both names.
    const auto same = std::find_if(arrival.files.begin(), arrival.files.end(), [&](const auto& kept) { return kept.hash == file.hash; });
    if (same != arrival.files.end()) {
      if (same->component.find(paper) == std::string::npos) same->component += "; " + paper;
      continue;
    }
    arrival.files.push_back(
        {++seq, paper, file.name, file.hash, file.type, file.size, file.added_at, AccountId{filing.citizen}, filing.applicant_name});
  }
  arrival.also = [&](store::Tx& tx, const Accepted& accepted) -> Status {
    auto f = find_filing(tx, filing.id);
    if (!f || f->version != version || f->state != FilingState::submitted) return changed();
    const auto old_saved = f->saved_at;
    f->state = FilingState::received;
    f->answered_at = now;
    f->answered_by = actor.display_name;
    f->answer = {};
    f->dossier = accepted.id;
    return write_filing(tx, *f, {filing_events::kReceived, actor.account_id, actor.display_name, t, accepted.code}, version, old_saved,
                        now);
  };
  return receive(d_, s_, actor, intake, arrival);
}

template <class F> Status OnlineFiling::answer(const Actor& actor, std::string_view number, std::int64_t version, F&& body) {
  const auto now = s_.clock.now();
  return s_.db.write([&](store::Tx& tx) -> Status {
    auto f = find_filing_numbered(tx, number);
    if (!f || !actor.permits_in(identity::kDossierAccept, f->unit)) return no_such();
    if (f->version != version || f->state != FilingState::submitted) return changed();
    const auto old_saved = f->saved_at;
    f->answered_at = now;
    f->answered_by = actor.display_name;
    TRY(const FilingEvent event, body(*f));
    return write_filing(tx, *f, event, version, old_saved, now);
  });
}

Status OnlineFiling::ask(const Actor& actor, std::string_view number, std::int64_t version, const FilingAnswer& sent) {
  std::vector<FieldError> wrong;
  if (clean(sent.reason).empty()) wrong.push_back({"ly_do", "Ghi lý do để người nộp hiểu vì sao phải sửa."});
  if (sent.items.empty()) wrong.push_back({"giay", "Chọn đủ mọi nội dung cần sửa: chỉ được yêu cầu một lần."});
  for (const auto& i : sent.items)
    if (clean(i.todo).empty()) wrong.push_back({"can_lam." + i.component, "Ghi người nộp phải làm gì với nội dung này."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.filing_ask_incomplete", std::move(wrong));
  return answer(actor, number, version, [&](Filing& f) -> Result<FilingEvent> {
    // One full request (118/2025/NĐ-CP Đ17.1c): a second one only names what the first could not know, and says so.
    if (f.rounds > 1 && clean(sent.legal_basis).empty())
      return errors::invalid_fields(
          "dossier.filing_asked_twice",
          {{"can_cu", "Hồ sơ đã được yêu cầu sửa một lần. Ghi vì sao lần trước chưa yêu cầu được nội dung này."}});
    const auto* t = transition({biz_of(f.state), WorkSub::none}, Action::ask_at_intake);
    ensure(t, "T3 is in the table");
    f.state = FilingState::intake_supplement;
    f.answer = sent;
    f.answer.reason = clean(sent.reason);
    return FilingEvent{filing_events::kAsked, actor.account_id, actor.display_name, t, f.answer.reason};
  });
}

Status OnlineFiling::refuse(const Actor& actor, std::string_view number, std::int64_t version, const FilingAnswer& sent) {
  std::vector<FieldError> wrong;
  if (clean(sent.reason).empty()) wrong.push_back({"ly_do_tu_choi", "Ghi lý do không tiếp nhận."});
  if (clean(sent.legal_basis).empty()) wrong.push_back({"can_cu_tu_choi", "Ghi căn cứ pháp lý của việc không tiếp nhận."});
  if (clean(sent.guidance).empty()) wrong.push_back({"huong_dan", "Ghi người nộp nên làm gì tiếp, nộp ở đâu."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.filing_refusal_incomplete", std::move(wrong));
  return answer(actor, number, version, [&](Filing& f) -> Result<FilingEvent> {
    const auto* t = transition({biz_of(f.state), WorkSub::none}, Action::refuse_intake);
    ensure(t, "T5 is in the table");
    f.state = FilingState::intake_refused;
    f.answer = {clean(sent.reason), clean(sent.legal_basis), clean(sent.guidance), {}};
    return FilingEvent{filing_events::kRefused, actor.account_id, actor.display_name, t, f.answer.reason};
  });
}

int OnlineFiling::tell_desks(std::string_view owner) {
  const auto now = s_.clock.now();
  if (!store::try_acquire_lease(s_.db, kLease, owner, now, now + 1min)) return 0;
  int told = 0;
  for (const auto id : s_.db.read([&](store::ReadTx& tx) { return filings_to_tell(tx, now, kMostFilings); })) {
    const auto done = s_.db.write([&](store::Tx& tx) -> Status {
      auto f = find_filing(tx, id);
      if (!f || f->state != FilingState::submitted) return {};
      const bool late = f->answer_by && *f->answer_by <= now;
      if (f->alerted_at && (!late || f->escalated_at)) return {};
      const auto version = f->version;
      const auto saved = f->saved_at;
      // The desk first; when nobody answered in time, who leads it.
      const auto permission = late ? identity::kDossierAllocate : identity::kDossierAccept;
      const auto whom = names_of(s_.identity.accounts_with(tx, permission, f->unit));
      if (!f->alerted_at) f->alerted_at = now;
      if (late) f->escalated_at = now;
      TRY_VOID(write_filing(tx, *f, {late ? filing_events::kEscalated : filing_events::kDeskTold, 0, "Hệ thống", nullptr, whom}, version,
                            saved, now));
      ++told;
      return {};
    });
    if (!done && done.error().code != Errc::conflict) break;  // a conflict: the desk is at it right now
  }
  return told;
}

namespace {
OnlineFiling::Owner owner_from(const Filing& f) {
  const auto& a = f.content.applicant;
  return {f.citizen, f.number, f.procedure_name, f.dossier_code, f.link_token, a.email, a.phone, f.applicant_name, f.answer, {}, false};
}
}  // namespace

std::optional<OnlineFiling::Owner> OnlineFiling::owner_of_filing(FilingId id) {
  return s_.db.read([&](store::ReadTx& tx) -> std::optional<Owner> {
    auto f = find_filing(tx, id);
    if (!f) return std::nullopt;
    fill_in(s_, blobs_, tx, *f);
    auto owner = owner_from(*f);
    if (f->dossier)
      if (const auto c = find_case(tx, f->dossier)) owner.due_at = c->due_at;
    return owner;
  });
}

std::optional<OnlineFiling::Owner> OnlineFiling::owner_of_dossier(DossierId id) {
  return s_.db.read([&](store::ReadTx& tx) -> std::optional<Owner> {
    const auto c = find_case(tx, id);
    if (!c) return std::nullopt;
    const auto person = person_from(c->applicant_json);
    Owner o{0,  "",        c->procedure_name, c->code, s_.token_of(id), person.email, person.phone, c->applicant_name,
            {}, c->due_at, c->tell_by_sms};
    if (const auto f = find_filing_of(tx, id)) {
      o.citizen = f->citizen;
      o.number = f->number;
    }
    return o;
  });
}

std::vector<store::Verifier> filing_verifiers() {
  return {{"dossier: online filings", [](store::ReadTx& tx) -> std::optional<std::string> {
             std::map<std::int64_t, std::string> told;
             const auto broken = store::replay(tx, "dossier_filing",
                                               [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
                                                 const auto json = Json::parse(rows.back().payload);
                                                 told[id] = json ? std::string((*json)["content"].text().value_or("")) : "";
                                                 return std::nullopt;
                                               });
             if (broken) return broken;
             std::optional<std::string> wrong;
             each_filing(tx, [&](const Filing& f) {
               const auto found = told.find(f.id.value);
               // While the applicant mends it, it is his draft again: the next submission tells it whole.
               if (found == told.end())
                 wrong = fmt::format("dossier_filing {}: no journal", f.id.value);
               else if (f.state != FilingState::intake_supplement && found->second != filing_digest(f))
                 wrong = fmt::format("dossier_filing {}: content does not follow from the journal", f.id.value);
               return !wrong;
             });
             return wrong;
           }}};
}

}  // namespace motcua::dossier
