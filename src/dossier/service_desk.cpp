// The desk: what a case needs, what stands in the way, and acceptance.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/official_codes.hpp"
#include "base/personal_number.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/content.hpp"
#include "dossier/money_link.hpp"
#include "dossier/service.hpp"

namespace motcua::dossier {

namespace {
std::string digits_only(std::string_view s) {
  std::string out;
  for (const char c : s)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

constexpr auto kEnteredAtOnce = std::chrono::minutes{15};
constexpr auto kLatestEntry = std::chrono::days{30};

// A term of minutes is a promise of the locality ("hồ sơ không hẹn"); the legal term stands beside it.
bool is_promise(const catalog::ProcedureVersion& version, std::string_view variant) {
  const auto* v = version.time_limit.variant(variant);
  return v && v->unit == catalog::TimeUnit::minutes;
}

struct Fees {
  std::vector<FeeRecord> rows;
  std::vector<money::Charge> charges;
  std::int64_t total = 0;
  FinState state = FinState::none;
};
Fees settle_fees(const Preview& p, const Intake& intake) {
  Fees fees;
  bool any = false, exempt = false;
  for (const auto& line : p.fees.lines) {
    if (line.fee->kind == catalog::FeeKind::none || line.quantity == 0) continue;
    const auto typed = intake.amounts.find(line.fee->id);
    // What somebody types is the full amount of the tariff; a reduction is taken off it.
    const Dong told = typed == intake.amounts.end() ? Dong{} : Dong{typed->second};
    const std::int64_t amount = line.amount ? line.amount->value : catalog::left_to_pay(line.exemption, told).value;
    any = true;
    exempt = exempt || line.exemption;
    fees.total += amount;
    fees.rows.push_back(
        {line.fee->id, line.fee->name, line.quantity, amount, line.exemption ? line.exemption->text : "", line.basis, line.how});
    // What an exemption spares is told too, where the tariff knows it.
    const Dong gross = !line.exemption ? Dong{amount} : line.unit_amount ? *line.unit_amount * line.quantity : told;
    fees.charges.push_back({line.fee->id, line.fee->name, gross, gross - Dong{amount}, line.basis, fees.rows.back().exemption});
  }
  if (fees.total == 0) {
    fees.state = any && exempt ? FinState::exempt : FinState::none;
  } else {
    fees.state = intake.paid ? FinState::paid : FinState::due;
  }
  return fees;
}

// Entered later than it came (postal hand-over, a day without power): allowed for a month, with the reason (§6.1 of the mechanism).
void check_moment(Preview& p, const Intake& intake, Instant now) {
  if (p.received_at > now) p.errors.push_back({"received_at", "Thời gian nhận không được ở tương lai. Sửa lại ngày giờ nhận hồ sơ."});
  if (p.received_at >= now - kEnteredAtOnce) return;
  if (clean(intake.late_reason).empty())
    p.errors.push_back({"late_reason", "Ghi lý do nhập lùi ngày, ví dụ: biên bản giao nhận bưu chính số 12."});
  if (p.received_at < now - kLatestEntry) p.errors.push_back({"received_at", "Chỉ nhập lùi tối đa 30 ngày. Kiểm tra lại ngày nhận hồ sơ."});
  p.warnings.push_back("Hồ sơ được ghi là nhập lùi ngày; giờ nhập thật nằm trong diễn biến.");
}

void check_papers(Preview& p, const Intake& intake, const catalog::Answers& answers) {
  const auto& v = *p.procedure;
  const auto channel = catalog_channel(intake.channel);
  p.asked = catalog::asked_questions(v, answers, channel);
  for (const auto& q : p.asked)
    if (!q.answer) p.errors.push_back({"q." + q.question->id, "Chọn câu trả lời: " + q.question->text});
  p.papers = catalog::required_papers(v, answers, channel);
  p.completeness = catalog::check_completeness(p.papers, intake.papers);
  for (const auto& f : p.completeness.findings) {
    using enum catalog::FindingKind;
    if (f.kind == missing || f.kind == too_few) {
      p.errors.push_back({"paper." + f.component, f.message});
    } else if (f.kind != undecided) {  // an undecided paper waits for its question, which is named above
      p.warnings.push_back(f.message);
    }
  }
  if (!v.channels.offers(channel))
    p.warnings.push_back(fmt::format("Thủ tục này công bố không nhận theo hình thức “{}”.", catalog::label_of(channel)));
}

void check_form(Preview& p, const Intake& intake, const catalog::Answers& answers) {
  const auto& v = *p.procedure;
  if (!intake.form_typed || v.forms.empty()) return;
  auto values = answers;
  values.insert(intake.form.begin(), intake.form.end());
  for (const auto* field : catalog::missing_fields(v.forms.front(), values))
    if (field->type != catalog::FieldType::photo && field->type != catalog::FieldType::signature)  // taken on paper or as a file
      p.errors.push_back({"form." + field->key, fmt::format("Điền “{}” của tờ khai.", field->label)});
}

void check_people(Preview& p, const Intake& intake, Day today) {
  check_person(intake.applicant, "applicant.", "người nộp", today, p.errors);
  if (intake.authorised) {
    check_person(intake.principal, "principal.", "người ủy quyền", today, p.errors);
    if (clean(intake.authority).empty()) p.errors.push_back({"authority", "Ghi tên, số văn bản ủy quyền."});
  }
  if (intake.tell_by_sms && intake.applicant.phone.empty()) p.warnings.push_back("Chưa có số điện thoại nên không nhắn tin được.");
  if (intake.return_method == ReturnMethod::post && clean(intake.return_address).empty())
    p.errors.push_back({"return_address", "Nhập địa chỉ để bưu chính giao kết quả."});
  if (intake.sets < 1 || intake.sets > 99) p.errors.push_back({"sets", "Số bộ hồ sơ từ 1 đến 99."});
}

void price(Preview& p, const Intake& intake, const catalog::FeeRequest& request) {
  p.fees = catalog::fees_due(*p.procedure, request);
  for (const auto& line : p.fees.lines) {
    if (line.fee->kind == catalog::FeeKind::none || line.quantity == 0) continue;
    const auto typed = intake.amounts.find(line.fee->id);
    if (line.amount) {
      p.fee_total += line.amount->value;
    } else if (typed != intake.amounts.end()) {
      p.fee_total += catalog::left_to_pay(line.exemption, Dong{typed->second}).value;
    } else if (!line.open) {
      p.errors.push_back({"amount." + line.fee->id, fmt::format("Nhập số tiền của khoản “{}”.", line.fee->name)});
    }
  }
}

// What acceptance writes besides the numbers, which are taken inside the transaction.
struct Entry {
  CaseRecord c;
  std::vector<PaperRecord> papers;
  Fees fees;
  StepRecord step;
  HandoverRecord line;
  const Transition* transition = nullptr;
};

void put_people(CaseRecord& c, const Intake& intake) {
  c.applicant_number = intake.applicant.number;
  c.applicant_name = intake.applicant.name;
  c.applicant_json = person_json(intake.applicant);
  if (intake.authorised) c.principal_json = person_json(intake.principal);
  c.authority = intake.authorised ? clean(intake.authority) : "";
  c.return_method = intake.return_method;
  c.return_address = clean(intake.return_address);
  c.sets = intake.sets;
  c.tell_by_sms = intake.tell_by_sms && !intake.applicant.phone.empty();
  c.note = clean(intake.note);
  c.register_volume = clean(intake.register_volume);
  c.register_number = clean(intake.register_number);
}

void put_procedure(CaseRecord& c, const Intake& intake, const catalog::ProcedureVersion& v) {
  c.procedure_version = v.id;
  c.procedure_code = v.code;
  c.procedure_name = v.name;
  c.field_id = v.field.id;
  c.field_name = v.field.name;
  c.answers_json = answers_json(catalog::valid_answers(v, intake.answers, catalog_channel(intake.channel)));
  c.form_json = answers_json(intake.form);
  ensure(!v.steps.empty(), "a procedure has steps");
  c.step = v.steps.front().id;
  c.step_seq = 1;
}

void put_clock(CaseRecord& c, const Preview& p, const Intake& intake, Instant now) {
  c.received_at = p.received_at;
  c.legal_start = p.received_at;
  c.due_at = p.due->moment;
  c.promised_at = p.due->promised;
  c.term = p.due->proof.term.text();
  c.term_words = p.term_words;
  c.term_variant = intake.variant;
  c.cutoff_minutes = p.due->proof.cutoff.minutes;
  c.calendar_version = p.due->proof.calendar;
  if (p.received_at < now - kEnteredAtOnce) c.entered_late = clean(intake.late_reason);
  c.elsewhere = p.elsewhere;
}

std::vector<PaperRecord> brought(const Intake& intake, const catalog::ProcedureVersion& v) {
  std::vector<PaperRecord> papers;
  for (const auto& b : intake.papers) {
    if (b.originals == 0 && b.copies == 0 && !b.from_register) continue;
    const auto* component = v.component(b.component);
    papers.push_back({b.component, b.name.empty() && component ? component->name : clean(b.name),
                      component ? std::string(catalog::label_of(component->kind)) : "Ngoài danh mục", b.originals, b.copies,
                      b.from_register});
  }
  return papers;
}

StepRecord first_step(const CaseRecord& c, const Preview& p, const calendar::WorkCalendar& calendar) {
  const auto& first = p.procedure->steps.front();
  StepRecord step;
  step.seq = 1;
  step.step = first.id;
  step.name = first.name;
  step.role = first.role;
  step.unit = c.received_unit;
  step.holder = c.received_by;
  step.holder_name = c.received_by_name;
  step.started_at = p.received_at;
  // At the desk the rule of transfer is the limit: the same day, after the cut-off the next working morning (309/2026/NĐ-CP Đ9).
  step.limit_at = calendar.transfer_by(p.received_at);
  step.allotted_minutes = calendar.working_minutes(p.due->proof.counted_from, c.due_at) * first.share / catalog::kWholeShare;
  return step;
}

HandoverRecord first_line(const CaseRecord& c) {
  HandoverRecord line;
  line.seq = 1;
  line.to_unit = c.received_unit;
  line.from_name = c.applicant_name;
  line.to_name = c.received_by_name;
  line.given_at = c.received_at;
  line.received_at = c.received_at;
  line.note = std::string(label(c.channel));
  return line;
}

std::string accepted_payload(const CaseRecord& r, const Entry& e, const Arrival& arrival) {
  JsonWriter json;
  json.begin_object().field("by", r.received_by_name).field("code", r.code).field("t", e.transition->id);
  json.field("action", word(e.transition->action));
  json.key("from").begin_array().value(word(e.transition->from)).value(word(WorkSub::none)).end_array();
  json.key("to").begin_array().value(word(r.state.biz)).value(word(r.state.sub)).end_array();
  json.field("procedure", r.procedure_code).field("version", r.procedure_version.value).field("field", r.field_id);
  json.field("received_unit", r.received_unit.value).field("competent_unit", r.competent_unit.value).field("channel", word(r.channel));
  json.field("received_at", to_us(r.received_at)).field("due_at", to_us(r.due_at)).field("term", r.term);
  json.field("receipt", r.receipt_number).field("fee_total", r.fee_total).field("sms", r.tell_by_sms);
  if (!r.entered_late.empty()) json.field("reason", "Nhập lùi ngày: " + r.entered_late);
  if (r.elsewhere) json.field("elsewhere", true);
  if (!arrival.filing.empty()) json.field("filing", arrival.filing);
  json.end_object();
  return with_digest(json.take(), {r, e.papers, e.fees.rows, {e.step}, {e.line}, {}, {}, arrival.files});
}
}  // namespace

void check_person(const Person& p, const std::string& prefix, std::string_view whom, Day today, std::vector<FieldError>& errors) {
  const auto wrong = [&](std::string_view field, std::string message) {
    errors.push_back({prefix + std::string(field), std::move(message)});
  };
  if (clean(p.name).empty()) wrong("name", fmt::format("Nhập họ tên {}.", whom));
  if (p.number.empty()) {
    wrong("number",
          p.organisation ? "Nhập mã số của tổ chức." : fmt::format("Nhập số định danh cá nhân {}, hoặc quét mã QR trên thẻ.", whom));
  } else if (!p.organisation) {
    if (const auto number = PersonalNumber::parse(p.number, today); !number) wrong("number", number.error().message);
  }
  if (!p.birth.empty())
    if (const auto birth = parse_partial_date(p.birth); !birth) wrong("birth", birth.error().message);
  if (clean(p.address).empty()) wrong("address", fmt::format("Nhập nơi cư trú {}.", whom));
  if (!p.phone.empty())
    if (const auto phone = Phone::parse(p.phone); !phone) wrong("phone", phone.error().message);
  if (!p.email.empty() && (p.email.find('@') == std::string::npos || p.email.find(' ') != std::string::npos))
    wrong("email", "Địa chỉ thư điện tử không đúng. Ví dụ: ten@thu.example.");
}

Person tidy(Person p) {
  p.number = p.organisation ? clean(p.number) : digits_only(p.number);
  p.name = clean(p.name);
  p.birth = clean(p.birth);
  p.sex = clean(p.sex);
  p.address = clean(p.address);
  p.phone = clean(p.phone);
  p.email = clean(p.email);
  return p;
}

Result<Preview> Dossiers::preview(const Actor& actor, const Intake& intake) {
  const auto& s = *impl_;
  Preview p;
  const auto unit = intake.unit ? intake.unit : actor.acting_unit();
  TRY_VOID(actor.require(identity::kDossierAccept, unit));
  const auto now = s.clock.now();
  p.received_at = intake.received_at.value_or(now);
  check_moment(p, intake, now);
  const auto day = day_of(p.received_at);
  p.competent = intake.competent ? intake.competent : s.competent_of(unit, day);
  TRY(p.procedure, s.catalog.on_day(intake.procedure_code, day));
  const auto& v = *p.procedure;
  const auto channel = catalog_channel(intake.channel);
  const auto answers = catalog::valid_answers(v, intake.answers, channel);
  check_papers(p, intake, answers);
  check_form(p, intake, answers);
  check_people(p, intake, day_of(now));
  price(p, intake, {.answers = answers, .channel = channel, .province = s.province_name(unit, day), .day = day, .inputs = intake.fees});

  const bool promise = is_promise(v, intake.variant);
  const auto term = catalog::term_of(v, answers, channel, promise ? std::string_view{} : std::string_view(intake.variant));
  p.term_words = catalog::words_of(term);
  p.elsewhere = p.competent != s.competent_of(unit, day);
  if (p.elsewhere)
    p.warnings.push_back(
        fmt::format("{} giải quyết hồ sơ này: thời hạn tính từ khi cơ quan đó nhận hồ sơ, ngày hẹn trả dưới đây là dự kiến.",
                    s.unit_name(p.competent)));
  TRY(const auto calendar_now, s.calendar_of(p.elsewhere ? p.competent : unit));
  TRY(const auto counted, calendar_term(term));
  calendar::DueRequest due_request{.start = p.received_at, .term = counted};
  if (term.cutoff_minutes) due_request.cutoff = calendar::TimeOfDay{static_cast<std::int16_t>(*term.cutoff_minutes)};
  if (promise) due_request.promise = calendar::Term::working_minutes(v.time_limit.variant(intake.variant)->value);
  TRY(auto due, calendar::due(*calendar_now, due_request));
  if (auto why = calendar::explain(*calendar_now, due.proof)) p.why = *std::move(why);
  p.due = std::move(due);
  return p;
}

Result<Accepted> Dossiers::accept(const Actor& actor, const Intake& sent) { return receive(*this, *impl_, actor, sent, {}); }

Result<Accepted> receive(Dossiers& dossiers, const Dossiers::Impl& s, const Actor& actor, const Intake& sent, const Arrival& arrival) {
  Intake intake = sent;
  intake.applicant = tidy(std::move(intake.applicant));
  intake.principal = tidy(std::move(intake.principal));
  if (intake.form_id.size() < 8 || intake.form_id.size() > 100)
    return errors::invalid("dossier.form_id_missing", "Biểu mẫu đã cũ. Mở lại trang tiếp nhận rồi nhập lại.");
  TRY(const auto p, dossiers.preview(actor, intake));
  if (!p.errors.empty()) return errors::invalid_fields("dossier.intake_incomplete", p.errors);

  const auto unit = intake.unit ? intake.unit : actor.acting_unit();
  const auto now = s.clock.now();
  const auto day = day_of(p.received_at);
  TRY(const auto agency, s.agency_code(arrival.linked ? s.competent_of(unit, day) : p.competent, unit, day));
  TRY(const auto issuer, AgencyCode::parse(agency));
  TRY(const auto calendar_now, s.calendar_of(unit));

  Entry e;
  auto& c = e.c;
  c.id = s.ids.next<DossierTag>();
  c.form_id = intake.form_id;
  const auto token = s.token_of(c.id);
  c.token_hash = token_hash(token);
  c.receipt_year = int{std::chrono::year_month_day{day}.year()};
  c.received_unit = unit;
  c.competent_unit = p.competent;
  c.holder_unit = unit;
  c.holder = c.received_by = actor.account();
  c.holder_name = c.received_by_name = actor.display_name;
  c.channel = intake.channel;
  e.transition = transition(arrival.from, arrival.action);
  ensure(e.transition && e.transition->built, "reception is in the table");
  c.state = after(arrival.from, *e.transition);
  e.fees = settle_fees(p, intake);
  c.fin = e.fees.state;
  c.fee_total = e.fees.total;
  c.payment = e.fees.total == 0 ? PaymentMethod::none : intake.payment;
  put_people(c, intake);
  put_procedure(c, intake, *p.procedure);
  put_clock(c, p, intake, now);
  e.papers = brought(intake, *p.procedure);
  e.step = first_step(c, p, *calendar_now);
  e.line = first_line(c);

  const auto taking = arrival.taking || !intake.paid ? arrival.taking : std::optional(money::Taking{.way = way_of(intake.payment)});
  const auto sent_before = errors::conflict("dossier.form_sent_before", "Biểu mẫu này đã được gửi.");
  auto outcome = s.db.write([&](store::Tx& tx) -> Result<Accepted> {
    // Numbers first (their rows stay locked until the commit), then everything in one batch.
    const std::chrono::year_month_day ymd{day};
    const auto series = fmt::format("{}-{:02}{:02}{:02}", agency, int{ymd.year()} % 100, unsigned{ymd.month()}, unsigned{ymd.day()});
    const auto numbers = take_numbers(tx, series, fmt::format("{}-{}", unit.value, c.receipt_year));
    auto r = e.c;
    TRY(const auto code, DossierCode::build(issuer, day, numbers.code));
    r.code = code.text();
    r.receipt_number = numbers.receipt;
    r.search_text =
        fold(fmt::format("{} {} {} {} {}", r.code, r.applicant_name, r.applicant_number, p.procedure->short_name, p.procedure->code));
    r.version = 1;
    insert(tx, r, sent_before.value());
    insert_papers(tx, r.id, e.papers);
    insert(tx, r.id, e.step);
    insert(tx, r.id, e.line);
    insert_fees(tx, r.id, e.fees.rows);
    TRY_VOID(open_book({tx, s.ids, actor, now}, r, e.fees.charges, taking));
    for (const auto& f : arrival.files) insert(tx, r.id, f);
    const auto payload = accepted_payload(r, e, arrival);
    TRY(const auto seq, store::append(tx,
                                      {.object = "dossier",
                                       .object_id = r.id.value,
                                       .at = r.received_at,
                                       .recorded_at = now,
                                       .actor = actor.account_id,
                                       .unit = unit.value,
                                       .kind = events::kAccepted,
                                       .payload = payload},
                                      0));
    ensure(seq == r.version, "the first row of a journal is number 1");
    TRY_VOID(s.catalog.mark_used(tx, r.procedure_version));
    store::publish(tx, {.topic = events::kAccepted, .key = r.id.value, .payload = payload, .at = now});
    Accepted accepted{r.id, r.code, r.receipt_number, token, r.due_at, false};
    if (arrival.also) TRY_VOID(arrival.also(tx, accepted));
    return accepted;
  });
  if (outcome || outcome.error().key != "dossier.form_sent_before") return outcome;

  // The same form a second time: the dossier of the first.
  return s.db.read([&](store::ReadTx& tx) -> Result<Accepted> {
    const auto first_one = find_case_by_form(tx, intake.form_id);
    if (!first_one || first_one->received_by != actor.account())
      return errors::conflict("dossier.form_of_other", "Biểu mẫu này đã được người khác gửi. Mở lại trang tiếp nhận rồi nhập lại.");
    return Accepted{first_one->id, first_one->code, first_one->receipt_number, s.token_of(first_one->id), first_one->due_at, true};
  });
}

std::vector<UnitId> Dossiers::settling_units(UnitId received_unit, const catalog::ProcedureVersion& version, Day day) const {
  const auto tree = impl_->identity.tree();
  const auto root = tree->territory(received_unit, day).value_or(impl_->competent_of(received_unit, day));
  // Words of the unit the pack names for the step after reception.
  std::vector<std::string> wanted;
  for (const auto& step : version.steps) {
    if (step.role != "chuyen-mon") continue;
    if (const auto* unit = catalog::Catalog::units().unit(step.unit)) wanted = fold_words(unit->name_in(catalog::regime_on(day)));
    break;
  }
  std::vector<std::pair<int, UnitId>> ranked;
  for (const auto u : tree->within(root, day)) {
    const auto kind = tree->kind(u, day);
    if (!kind || *kind == identity::UnitKind::one_stop || *kind == identity::UnitKind::reception_point ||
        *kind == identity::UnitKind::postal || identity::kind_info(*kind).territorial || tree->territory(u, day).value_or(root) != root)
      continue;
    int score = *kind == identity::UnitKind::committee ? -1 : 0;
    for (const auto& w : fold_words(tree->name(u, day)))
      if (std::find(wanted.begin(), wanted.end(), w) != wanted.end()) ++score;
    ranked.emplace_back(-score, u);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<UnitId> units;
  for (const auto& [score, u] : ranked) units.push_back(u);
  if (units.empty()) units.push_back(impl_->competent_of(received_unit, day));
  return units;
}

}  // namespace motcua::dossier
