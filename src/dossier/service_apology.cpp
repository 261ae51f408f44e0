// Form 04 (118/2025/NĐ-CP Điều 19.6): drafted before it is needed, signed by a person, once for a dossier.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "dossier/apology_draft.hpp"
#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/store_lateness.hpp"
#include "identity/letterhead.hpp"

namespace motcua::dossier {

namespace {
constexpr int kMostDays = 60;
constexpr std::string_view kOther = "khac";

tl::unexpected<Error> already_sent(const ApologyRecord& a) {
  return errors::illegal_transition(
      "dossier.already_extended", fmt::format("Hồ sơ đã xin lỗi và hẹn lại một lần (văn bản số {}, hẹn {}). Luật chỉ cho hẹn lại một lần.",
                                              a.number, vn_datetime(a.due_after)));
}

UnitId signing_unit(const Actor& actor, const CaseRecord& c) {
  for (const auto u : {c.competent_unit, c.settling_unit, c.holder_unit, c.received_unit})
    if (u && actor.permits_in(identity::kDossierApprove, u)) return u;
  return c.competent_unit;
}

template <class Case> bool permits_edit(const Actor& actor, const Case& c) {
  for (const auto u : {c.holder_unit, c.settling_unit, c.competent_unit})
    for (const auto p : {identity::kDossierPropose, identity::kDossierReview, identity::kDossierApprove})
      if (u && actor.permits_in(p, u)) return true;
  return false;
}

int days_in(std::string_view term) {
  const auto read = calendar::Term::parse(term);
  return read ? static_cast<int>(read->whole_days()) : 0;
}

std::string cause_words(const ApologyRecord& a) {
  const auto* cause = late_data().cause(a.cause);
  if (a.cause == kOther) return a.cause_text;
  std::string words = cause ? cause->words : a.cause;
  if (!a.cause_text.empty()) words += ": " + a.cause_text;
  return words;
}

Result<std::int64_t> journal(store::Tx& tx, const ApologyRecord& a, std::string_view kind, std::int64_t actor, UnitId unit, Instant now) {
  JsonWriter json;
  json.begin_object()
      .field("cause", a.cause)
      .field("term", a.term)
      .field("due_before", to_us(a.due_before))
      .field("due_after", to_us(a.due_after))
      .field("signer", a.signer_name);
  if (!a.number.empty()) json.field("number", a.number);
  json.field("content", digest_of(a)).end_object();
  const auto payload = json.take();
  return store::append(tx,
                       {.object = "dossier_apology",
                        .object_id = a.dossier.value,
                        .at = now,
                        .recorded_at = now,
                        .actor = actor,
                        .unit = unit.value,
                        .kind = kind,
                        .payload = payload},
                       a.version);
}
}  // namespace

// ---- shared with the job ----

Result<calendar::DueMoment> extended_due(const CaseRecord& c, const calendar::WorkCalendar& calendar, int days) {
  CaseRecord longer = c;
  longer.extension = calendar::Term::working_days(days).text();
  TRY(const auto request, Dossiers::Impl::due_request(longer));
  return calendar::due(calendar, request);
}

int proposed_days(const CaseRecord& c, const catalog::ProcedureVersion& procedure, const calendar::WorkCalendar& calendar, Instant now) {
  // As long as the steps that are not done take by the procedure; at least one day, and in the future.
  std::int64_t share = 0;
  bool to_come = false;
  for (const auto& step : procedure.steps) {
    to_come = to_come || step.id == c.step;
    if (to_come) share += step.share;
  }
  const auto total = std::max<std::int64_t>(1, calendar.working_minutes(clock_start(c), c.due_at));
  const auto minutes = total * (share > 0 ? share : catalog::kWholeShare) / catalog::kWholeShare;
  constexpr std::int64_t kDay = 480;
  int days = std::clamp(static_cast<int>((minutes + kDay - 1) / kDay), 1, kMostDays);
  if (now > c.due_at) days = std::min(kMostDays, days + calendar.working_days_between(day_of(c.due_at), day_of(now)));
  return days;
}

Status fill_dates(ApologyRecord& a, const CaseRecord& c, const calendar::WorkCalendar& calendar, int days) {
  TRY(const auto due, extended_due(c, calendar, days));
  TRY(const auto why, calendar::explain(calendar, due.proof));
  a.term = calendar::Term::working_days(days).text();
  a.due_before = c.due_at;
  a.due_after = due.moment;
  a.proof = why.json();
  return {};
}

Result<ApologyRecord> fresh_apology(const Dossiers::Impl& s, store::ReadTx& tx, const CaseRecord& c,
                                    const catalog::ProcedureVersion& procedure, const calendar::WorkCalendar& calendar, Instant now) {
  ApologyRecord a;
  a.dossier = c.id;
  a.unit = c.competent_unit;
  a.received_unit = c.received_unit;
  a.made_at = now;
  a.step = c.step;
  const auto* step = procedure.step(c.step);
  const auto causes = late_data().causes_for(step ? std::string_view(step->role) : std::string_view{}, day_of(now));
  if (!causes.empty()) a.cause = causes.front()->code;
  for (const auto unit : {c.competent_unit, c.settling_unit, c.received_unit}) {
    if (!unit || a.signer) continue;
    if (const auto signers = s.identity.accounts_with(tx, identity::kDossierApprove, unit); !signers.empty()) {
      a.signer = signers.front().id;
      a.signer_name = signers.front().name;
    }
  }
  TRY_VOID(fill_dates(a, c, calendar, proposed_days(c, procedure, calendar, now)));
  return a;
}

Status keep_apology(store::Tx& tx, ApologyRecord& a, std::string_view kind, std::int64_t actor, UnitId unit, Instant now) {
  TRY(a.version, journal(tx, a, kind, actor, unit, now));
  put_apology(tx, a);
  return {};
}

ApologyView apology_view(const Dossiers::Impl& s, const CaseRecord& c, const ApologyRecord& a) {
  ApologyView v;
  v.state = a.state;
  v.version = a.version;
  v.cause = a.cause;
  v.cause_words = cause_words(a);
  v.cause_text = a.cause_text;
  v.days = days_in(a.term);
  v.due_before = a.due_before;
  v.due_after = a.due_after;
  v.limit = a.due_before;
  if (const auto calendar = s.calendar_of(Dossiers::Impl::clock_unit(c))) v.limit = apology_limit(**calendar, clock_start(c), a.due_before);
  v.signer = a.signer.value;
  v.signer_name = a.signer_name;
  v.edited_by = a.edited_by_name;
  v.number = a.number;
  v.signed_by = a.signed_by_name;
  v.sent_at = a.sent_at;
  v.timeliness = a.timeliness;
  if (auto why = calendar::Explanation::from_json(a.proof)) v.why = *std::move(why);
  return v;
}

std::string apology_reason(const ApologyRecord& a) { return cause_words(a); }

// ---- the service ----

bool Lateness::may_edit(const Actor& actor, const DossierView& d) const { return permits_edit(actor, d); }

bool Lateness::may_sign(const Actor& actor, const DossierView& d) const {
  for (const auto u : {d.competent_unit, d.settling_unit, d.holder_unit, d.received_unit})
    if (u && actor.permits_in(identity::kDossierApprove, u)) return true;
  return false;
}

std::vector<const LateCause*> Lateness::causes(const CaseFile& file) const {
  const auto* step = file.procedure ? file.procedure->step(file.dossier.step) : nullptr;
  return late_data().causes_for(step ? std::string_view(step->role) : std::string_view{}, day_of(clock_.now()));
}

Result<std::int64_t> Lateness::save_apology(const Actor& actor, DossierId id, std::int64_t seen, const ApologyWish& wish) {
  const auto& impl = s();
  TRY(const auto before, db_.read([&](store::ReadTx& tx) { return impl.load(tx, actor, id); }));
  TRY(const auto procedure, impl.version_of(before));
  TRY(const auto calendar, impl.calendar_of(Dossiers::Impl::clock_unit(before)));
  const auto now = clock_.now();
  std::vector<FieldError> wrong;
  const auto* cause = late_data().cause(wish.cause);
  const auto text = clean(wish.cause_text);
  if (!cause || !cause->holds_on(day_of(now))) wrong.push_back({"ly_do", "Chọn lý do trễ hạn trong danh sách."});
  if (wish.cause == kOther && text.empty()) wrong.push_back({"ly_do_ghi", "Ghi rõ lý do trễ hạn để người nộp hiểu."});
  if (wish.days < 1 || wish.days > kMostDays) wrong.push_back({"so_ngay", fmt::format("Nhập số ngày làm việc từ 1 đến {}.", kMostDays)});
  if (!wrong.empty()) return errors::invalid_fields("dossier.apology_incomplete", std::move(wrong));
  return db_.write([&](store::Tx& tx) -> Result<std::int64_t> {
    TRY(const auto c, impl.load(tx, actor, id));
    if (!permits_edit(actor, c))
      return errors::forbidden("dossier.may_not_propose_extension", "Bạn không có quyền đề xuất gia hạn hồ sơ này.");
    auto found = find_apology(tx, id);
    if (found && found->state == ApologyState::sent) return already_sent(*found);
    if (c.state.biz != BizState::in_process)
      return errors::illegal_transition("dossier.not_extendable",
                                        fmt::format("Hồ sơ đang “{}” nên không xin gia hạn được.", label(c.state)));
    if ((found ? found->version : 0) != seen)
      return errors::conflict("dossier.apology_changed", "Văn bản xin lỗi vừa được người khác sửa. Xem lại rồi sửa tiếp.");
    if (!found) {
      TRY(found, fresh_apology(impl, tx, c, *procedure, *calendar, now));
    }
    auto& a = *found;
    a.state = ApologyState::draft;
    a.cause = wish.cause;
    a.cause_text = text;
    TRY_VOID(fill_dates(a, c, *calendar, wish.days));
    if (a.due_after <= now)
      return errors::invalid_fields("dossier.new_date_past",
                                    {{"so_ngay", fmt::format("Ngày hẹn mới {} đã qua. Nhập thêm ngày.", vn_date(a.due_after))}});
    if (wish.signer) {
      const auto signer = impl.identity.account(tx, wish.signer);
      if (!signer) return errors::invalid_fields("dossier.no_such_signer", {{"nguoi_ky", "Chọn người ký trong danh sách."}});
      a.signer = signer->id;
      a.signer_name = signer->name;
    }
    a.edited_by_name = actor.display_name;
    a.edited_at = now;
    TRY_VOID(keep_apology(tx, a, "dossier_apology.edited", actor.account_id, actor.acting_unit(), now));
    return a.version;
  });
}

namespace {
// Everything that can stand in the way of the letter besides rights and the table.
Status sendable(const ApologyRecord& a, const CaseRecord& c, const calendar::DueMoment& due, std::int64_t seen, Instant now) {
  if (a.state == ApologyState::sent) return already_sent(a);
  if (a.version != seen || a.due_before != c.due_at || a.due_after != due.moment)
    return errors::conflict("dossier.apology_changed", "Ngày hẹn hoặc văn bản xin lỗi vừa thay đổi. Mở lại văn bản, lưu dự thảo rồi ký.");
  if (a.cause.empty() || (a.cause == kOther && a.cause_text.empty()))
    return errors::invalid_fields("dossier.apology_incomplete", {{"ly_do", "Ghi lý do trễ hạn trước khi ký."}});
  if (due.moment <= now)
    return errors::invalid_fields("dossier.new_date_past", {{"so_ngay", "Ngày hẹn mới đã qua. Sửa số ngày, lưu dự thảo rồi ký."}});
  return {};
}
}  // namespace

Result<std::int64_t> Lateness::send_apology(const Actor& actor, Ref ref, std::int64_t seen) {
  return s().change(actor, ref, [&](Work& w) -> Status {
    auto found = find_apology(w.tx, w.c.id);
    if (!found)
      return errors::illegal_transition("dossier.no_apology_draft", "Chưa có dự thảo văn bản xin lỗi. Soạn dự thảo trước khi ký.");
    auto& a = *found;
    TRY(const auto due, extended_due(w.c, *w.calendar, std::max(1, days_in(a.term))));
    TRY_VOID(sendable(a, w.c, due, seen, w.now));
    if (!w.c.extension.empty()) return already_sent(a);
    const auto limit = apology_limit(*w.calendar, clock_start(w.c), w.c.due_at);
    const auto& title = late_data().title_for(day_of(w.c.received_at));
    const int year{std::chrono::year_month_day{day_of(w.now)}.year()};
    a.number = fmt::format("{}/{}", take_number(w.tx, "apology", fmt::format("{}-{}", a.unit.value, year)), title.sign);
    a.state = ApologyState::sent;
    a.signed_by = actor.account();
    a.signed_by_name = actor.display_name;
    a.sent_at = w.now;
    a.timeliness = timeliness(w.now, limit, w.c.due_at);
    w.c.extension = a.term;
    w.c.original_due = w.c.due_at;
    w.c.due_at = due.moment;
    w.c.calendar_version = due.proof.calendar;
    TRY_VOID(w.move(Action::extend, signing_unit(actor, w.c), events::kExtended,
                    {{"number", a.number},
                     {"reason", cause_words(a)},
                     {"cause", a.cause},
                     {"timeliness", std::string(word(*a.timeliness))},
                     {"due_before", std::to_string(to_us(a.due_before))},
                     {"due_at", std::to_string(to_us(a.due_after))},
                     {"clock", fmt::format("hẹn lại {} (hẹn đầu {})", vn_datetime(a.due_after), vn_datetime(a.due_before))}}));
    w.renew_limit();
    return keep_apology(w.tx, a, "dossier_apology.sent", actor.account_id, actor.acting_unit(), w.now);
  });
}

Result<print::ApologyForm> Lateness::apology_form(const Actor& actor, std::string_view code) {
  const auto& impl = s();
  CaseRecord c;
  std::optional<ApologyRecord> found;
  TRY_VOID(db_.read([&](store::ReadTx& tx) -> Status {
    TRY(c, impl.load_code(tx, actor, code));
    found = find_apology(tx, c.id);
    return {};
  }));
  if (!found || found->state == ApologyState::dropped)
    return errors::not_found("dossier.no_apology", "Hồ sơ này không có văn bản xin lỗi.");
  const auto& a = *found;
  const auto applicant = person_from(c.applicant_json);
  const auto day = day_of(a.sent_at.value_or(clock_.now()));
  const auto& title = late_data().title_for(day_of(c.received_at));
  print::ApologyForm f;
  f.head.office = to_upper(impl.unit_name(a.unit));
  if (constexpr std::string_view kKind = "ỦY BAN NHÂN DÂN "; f.head.office.starts_with(kKind)) f.head.office[kKind.size() - 1] = '\n';
  f.head.number = a.number.empty() ? "…/" + title.sign : a.number;
  f.head.place = identity::place_before_date(*impl.identity.tree(), a.unit, day);
  f.head.date = day;
  f.title = title.title;
  f.form_name = title.form;
  f.qr_text = to_upper(fmt::format("{}/T/{}", impl.options.public_url, impl.token_of(c.id)));
  f.agency = impl.unit_name(a.unit);
  f.applicant = applicant.name;
  f.identifier = applicant.number;
  f.dossier_code = c.code;
  f.procedure_name = c.procedure_name;
  f.received = day_of(c.received_at);
  f.due_before = a.due_before;
  f.reason = cause_words(a);
  f.due_after = a.due_after;
  f.signer_title = "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ";
  f.signer = a.sent_at ? a.signed_by_name : a.signer_name;
  f.signed_at = a.sent_at;
  return f;
}

}  // namespace motcua::dossier
