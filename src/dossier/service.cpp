// Shared by the use cases: units and calendars, who may see what, how a record becomes a view.
#include "dossier/service.hpp"
#include "dossier/merged_desks.hpp"
#include "dossier/store_unit_moves.hpp"
#include "dossier/unit_moves.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/sealed.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

Dossiers::Dossiers(store::Database& db, const Clock& clock, IdSource& ids, catalog::Catalog& catalog, calendar::Calendars& calendars,
                   identity::Identity& identity, DossierOptions options)
    : impl_(new Impl{db, clock, ids, catalog, calendars, identity, std::move(options)}) {
  ensure(impl_->options.link_secret.size() >= 32, "the secret of the links has 32 bytes or more");
}
Dossiers::~Dossiers() = default;

// ---- units and calendars ----

calendar::CalendarOf Dossiers::Impl::chain_of(UnitId unit) const {
  const auto tree = identity.tree();
  const auto today = identity.today();
  calendar::CalendarOf whose;
  auto line = tree->ancestors(unit, today);
  std::reverse(line.begin(), line.end());
  line.push_back(unit);
  for (const auto u : line) {
    const auto kind = tree->kind(u, today);
    const bool province = kind == identity::UnitKind::province || kind == identity::UnitKind::central_city;
    whose.chain.push_back({province ? calendar::ScopeLevel::province : calendar::ScopeLevel::unit, u.value});
  }
  return whose;
}

Result<calendar::CalendarPtr> Dossiers::Impl::calendar_of(UnitId unit) const { return calendars.of(chain_of(unit)); }

Result<calendar::CalendarPtr> Dossiers::calendar_of(UnitId unit) const { return impl_->calendar_of(unit); }

UnitId Dossiers::Impl::competent_of(UnitId receiving, Day day) const {
  const auto tree = identity.tree();
  auto line = tree->ancestors(receiving, day);
  line.insert(line.begin(), receiving);
  const auto is_committee = [&](UnitId u) { return tree->kind(u, day) == identity::UnitKind::committee; };
  // The People's Committee above the desk, or that of the commune the desk stands in (both hang on the commune).
  for (const auto u : line) {
    if (is_committee(u)) return u;
    for (const auto child : tree->children(u, day))
      if (is_committee(child)) return child;
    if (tree->territory(u, day) == u) break;  // never that of the district for a commune whose committee is not listed by itself
  }
  for (const auto u : line) {
    const auto kind = tree->kind(u, day);
    const bool desk = kind == identity::UnitKind::one_stop || kind == identity::UnitKind::reception_point;
    if (!desk && !tree->code(u, identity::CodeSystem::eid, day).empty()) return u;
  }
  return line.back();
}

Result<std::string> Dossiers::Impl::agency_code(UnitId competent, UnitId receiving, Day day) const {
  const auto tree = identity.tree();
  // Until 30/6/2025 the code begins with the agency that receives, since then with the one that settles (118/2025/NĐ-CP Đ28).
  const auto first = day < identity::kTwoTierStart ? receiving : competent;
  auto line = tree->ancestors(first, day);
  line.insert(line.begin(), first);
  for (const auto u : line)
    for (const auto system : {identity::CodeSystem::eid, identity::CodeSystem::eid_old})
      if (const auto code = tree->code(u, system, day); !code.empty()) return std::string(code);
  return errors::unavailable(
      "dossier.no_agency_code",
      "Đơn vị giải quyết chưa có mã định danh nên chưa cấp được mã hồ sơ. Nhờ quản trị khai báo mã định danh của đơn vị.");
}

std::string Dossiers::Impl::unit_name(UnitId unit) const {
  return unit ? std::string(identity.tree()->name(unit, identity.today())) : std::string{};
}

std::string Dossiers::Impl::province_name(UnitId unit, Day day) const {
  const auto tree = identity.tree();
  auto line = tree->ancestors(unit, day);
  line.insert(line.begin(), unit);
  for (const auto u : line) {
    const auto kind = tree->kind(u, day);
    if (kind != identity::UnitKind::province && kind != identity::UnitKind::central_city) continue;
    std::string_view name = tree->name(u, day);
    for (const std::string_view prefix : {"Tỉnh ", "tỉnh ", "Thành phố ", "thành phố "})
      if (name.starts_with(prefix)) return std::string(name.substr(prefix.size()));
    return std::string(name);
  }
  return {};
}

// ---- links ----

// Told again from the identifier whenever the receipt is printed; the database keeps only its hash. 100 bits.
std::string Dossiers::Impl::token_of(DossierId id) const {
  return base32(web::hmac_sha256(options.link_secret, fmt::format("dossier-link|{}", id.value)).substr(0, 13)).substr(0, 20);
}

std::string Dossiers::Impl::qr_of(const CaseRecord& c, std::string_view form) const {
  return to_upper(fmt::format("{}/T/{}/{}/{}/{}/{}", options.public_url, token_of(c.id), c.code, c.procedure_code, form,
                              seal(options.link_secret, c.applicant_number, c.code)));
}

std::string token_hash(std::string_view token) { return web::sha256_hex(token); }

// ---- who may see what ----

bool Dossiers::Impl::visible(const Actor& actor, const CaseRecord& c) const {
  if (!actor.signed_in()) return false;
  if (c.holder == actor.account()) return true;
  for (const auto unit : {c.received_unit, c.competent_unit, c.settling_unit, c.holder_unit})
    if (unit && actor.permits_in(identity::kDossierRead, unit)) return true;
  return false;
}

namespace {
UnitId through_protocols(const Dossiers::Impl& s, store::ReadTx& tx, UnitId unit, bool or_counterpart) {
  const auto tree = s.identity.tree();
  const auto today = s.identity.today();
  for (int merged = 0; merged < 8 && unit && !tree->exists(unit, today); ++merged) {
    auto next = desk_after(tx, unit);
    if (!next && or_counterpart) next = counterpart(*tree, unit, today);
    if (!next) break;
    unit = *next;
  }
  return unit;
}

// A desk that was merged: the one that carries on acts for it, by the protocol (UnitMoves). The stored row keeps the desk it came to.
UnitId desk_now(const Dossiers::Impl& s, store::ReadTx& tx, UnitId desk) { return through_protocols(s, tx, desk, false); }

tl::unexpected<Error> not_here() {
  return errors::not_found("dossier.not_found", "Không có hồ sơ này, hoặc hồ sơ không thuộc phạm vi của bạn. Kiểm tra lại mã hồ sơ.");
}
}  // namespace

UnitId Dossiers::Impl::unit_now(store::ReadTx& tx, UnitId unit) const { return through_protocols(*this, tx, unit, true); }

UnitId unit_now(Dossiers& dossiers, store::ReadTx& tx, UnitId unit) { return inside(dossiers).unit_now(tx, unit); }

std::vector<UnitId> with_merged(store::ReadTx& tx, std::vector<UnitId> units) {
  auto fresh = units;
  for (int merged = 0; merged < 8 && !fresh.empty(); ++merged) {
    fresh = desks_before(tx, fresh);
    std::erase_if(fresh, [&](UnitId u) { return std::ranges::find(units, u) != units.end(); });
    units.insert(units.end(), fresh.begin(), fresh.end());
  }
  return units;
}

Result<CaseRecord> Dossiers::Impl::load(store::ReadTx& tx, const Actor& actor, DossierId id) const {
  auto c = find_case(tx, id);
  if (c) c->received_unit = desk_now(*this, tx, c->received_unit);
  if (!c || !visible(actor, *c)) return not_here();
  return *std::move(c);
}

Result<CaseRecord> Dossiers::Impl::load_code(store::ReadTx& tx, const Actor& actor, std::string_view code) const {
  auto c = find_case_by_code(tx, code);
  if (c) c->received_unit = desk_now(*this, tx, c->received_unit);
  if (!c || !visible(actor, *c)) return not_here();
  return *std::move(c);
}

Result<DossierView> Dossiers::load_visible(store::ReadTx& tx, const Actor& actor, DossierId id) {
  TRY(const auto c, impl_->load(tx, actor, id));
  return impl_->view(c, false);  // the calendar may have to be read, which a running transaction must not do
}

// ---- views ----

namespace {
std::string clock_words(const ClockFacts& facts) {
  if (facts.restart) return fmt::format("Thời hạn tính lại từ {}: {}", vn_datetime(facts.restart->at), facts.restart->reason);
  for (const auto& p : facts.pauses)
    if (!p.to) return fmt::format("Thời hạn tạm dừng từ {}: {}", vn_datetime(p.from), p.reason);
  if (!facts.pauses.empty())
    return fmt::format("Thời hạn đã tạm dừng {} – {}: {}", vn_datetime(facts.pauses.back().from), vn_datetime(*facts.pauses.back().to),
                       facts.pauses.back().reason);
  return {};
}
}  // namespace

DossierView Dossiers::Impl::view(const CaseRecord& c, bool with_time_left) const {
  DossierView v;
  v.id = c.id;
  v.version = c.version;
  v.code = c.code;
  v.receipt_number = c.receipt_number;
  v.procedure_version = c.procedure_version;
  v.procedure_code = c.procedure_code;
  v.procedure_name = c.procedure_name;
  v.field_name = c.field_name;
  v.received_unit = c.received_unit;
  v.competent_unit = c.competent_unit;
  v.settling_unit = c.settling_unit;
  v.holder_unit = c.holder_unit;
  v.received_by = c.received_by;
  v.holder = c.holder;
  v.received_unit_name = unit_name(c.received_unit);
  v.competent_unit_name = unit_name(c.competent_unit);
  v.settling_unit_name = unit_name(c.settling_unit);
  v.holder_unit_name = unit_name(c.holder_unit);
  v.received_by_name = c.received_by_name;
  v.holder_name = c.holder_name;
  v.channel = c.channel;
  v.applicant = person_from(c.applicant_json);
  v.authorised = !c.principal_json.empty();
  if (v.authorised) v.principal = person_from(c.principal_json);
  v.authority = c.authority;
  v.answers = answers_from(c.answers_json);
  v.form = answers_from(c.form_json);
  v.state = c.state;
  v.fin = c.fin;
  v.delivery = c.delivery;
  v.payment = c.payment;
  v.fee_total = c.fee_total;
  v.return_method = c.return_method;
  v.return_address = c.return_address;
  v.sets = c.sets;
  v.tell_by_sms = c.tell_by_sms;
  v.note = c.note;
  v.received_at = c.received_at;
  v.legal_start = c.legal_start;
  v.due_at = c.due_at;
  v.promised_at = c.promised_at;
  v.handed_at = c.handed_at;
  v.done_at = c.done_at;
  v.returned_at = c.returned_at;
  v.term_words = c.term_words;
  v.term_variant = c.term_variant;
  v.punctuality = c.punctuality;
  v.step = c.step;
  v.entered_late = c.entered_late;
  v.elsewhere = c.elsewhere;
  v.taken_over_at = c.taken_over_at;
  v.original_due = c.original_due;
  v.closed_at = c.closed_at;
  v.clock_words = clock_words(clock_from(c.clock));
  if (!with_time_left) return v;
  if (const auto cal = calendar_of(clock_unit(c))) {
    const auto now = clock.now();
    const bool paused = clock_paused(c.state.biz);
    v.urgency = paused ? Urgency::later : urgency(now, c.due_at, (*cal)->add_working_days(day_of(now), 2).value_or(day_of(now)));
    if (!c.done_at && !paused && is_open(c.state.biz)) v.remaining = remaining_words(calendar::distance(**cal, now, c.due_at).minutes);
  }
  return v;
}

DossierRow Dossiers::Impl::row(const CaseRecord& c, Day soon_until, const calendar::CalendarPtr& cal) const {
  const auto now = clock.now();
  const auto person = person_from(c.applicant_json);
  DossierRow r;
  r.id = c.id;
  r.version = c.version;
  r.code = c.code;
  r.procedure_code = c.procedure_code;
  r.procedure_name = c.procedure_name;
  r.field_name = c.field_name;
  r.applicant_name = c.applicant_name;
  r.contact = person.phone.empty() ? person.address : person.address + "; " + person.phone;
  r.channel = c.channel;
  r.state = c.state;
  r.return_method = c.return_method;
  r.received_at = c.received_at;
  r.due_at = c.due_at;
  r.entered_late = !c.entered_late.empty();
  r.done_at = c.done_at;
  r.returned_at = c.returned_at;
  r.closed_at = c.closed_at;
  r.punctuality = c.punctuality;
  r.holder_name = c.holder_name;
  r.holder_unit_name = unit_name(c.holder_unit);
  r.competent_unit_name = unit_name(c.competent_unit);
  const bool paused = clock_paused(c.state.biz);
  r.urgency = paused ? Urgency::later : urgency(now, c.due_at, soon_until);
  if (cal && !c.done_at && !paused && is_open(c.state.biz)) r.remaining = remaining_words(calendar::distance(*cal, now, c.due_at).minutes);
  return r;
}

Result<catalog::VersionPtr> Dossiers::Impl::version_of(const CaseRecord& c) const { return catalog.version(c.procedure_version); }

Result<calendar::DueRequest> Dossiers::Impl::due_request(const CaseRecord& c) {
  TRY(const auto term, calendar::Term::parse(c.term));
  calendar::DueRequest request{.start = c.legal_start, .term = term};
  request.cutoff = calendar::TimeOfDay{static_cast<std::int16_t>(c.cutoff_minutes)};
  if (!c.extension.empty()) {
    TRY(const auto more, calendar::Term::parse(c.extension));
    request.extension = calendar::Extension{more, "văn bản xin lỗi và đề nghị gia hạn (118/2025/NĐ-CP Điều 19.6)"};
  }
  clock_from(c.clock).put_into(request);
  return request;
}

std::optional<calendar::DueMoment> Dossiers::Impl::due_of(const CaseRecord& c, const calendar::WorkCalendar& cal) const {
  const auto request = due_request(c);
  if (!request) return std::nullopt;
  auto due = calendar::due(cal, *request);
  if (!due || due->moment != c.due_at) return std::nullopt;
  return *due;
}

std::optional<calendar::Explanation> Dossiers::Impl::why(const CaseRecord& c) const {
  auto cal = calendars.by_version(c.calendar_version);
  if (!cal) cal = calendar_of(clock_unit(c));
  if (!cal) return std::nullopt;
  const auto due = due_of(c, **cal);
  if (!due) return std::nullopt;
  const auto facts = clock_from(c.clock);
  auto explained = calendar::explain(**cal, due->proof, facts.pauses);
  return explained ? std::optional(*std::move(explained)) : std::nullopt;
}

Error Dossiers::Impl::changed_meanwhile(store::ReadTx& tx, DossierId id, std::int64_t seen) const {
  std::string what = "Hồ sơ vừa được người khác xử lý.";
  for (const auto& row : store::history(tx, "dossier", id.value)) {
    if (row.seq <= seen) continue;
    std::string who = "Hệ thống";
    if (const auto payload = Json::parse(row.payload)) who = std::string((*payload)["by"].text().value_or(who));
    what = fmt::format("{} vừa thực hiện “{}” lúc {}.", who, event_label(row.kind), vn_time(row.recorded_at));
    break;
  }
  auto error = errors::conflict("dossier.changed_meanwhile", what + " Xem lại hồ sơ rồi làm tiếp.");
  return std::move(error.value());
}

// ---- JSON of persons and answers ----

std::string person_json(const Person& p) {
  JsonWriter json;
  json.begin_object()
      .field("number", p.number)
      .field("name", p.name)
      .field("birth", p.birth)
      .field("sex", p.sex)
      .field("address", p.address)
      .field("phone", p.phone)
      .field("email", p.email)
      .field("organisation", p.organisation)
      .end_object();
  return json.take();
}

Person person_from(std::string_view text) {
  Person p;
  const auto json = Json::parse(text);
  if (!json) return p;
  const auto get = [&](std::string_view name) { return std::string((*json)[name].text().value_or("")); };
  p.number = get("number");
  p.name = get("name");
  p.birth = get("birth");
  p.sex = get("sex");
  p.address = get("address");
  p.phone = get("phone");
  p.email = get("email");
  p.organisation = (*json)["organisation"].boolean().value_or(false);
  return p;
}

std::string answers_json(const catalog::Answers& answers) {
  JsonWriter json;
  json.begin_object();
  for (const auto& [key, value] : answers)
    if (!value.empty()) json.field(key, value);
  json.end_object();
  return json.take();
}

catalog::Answers answers_from(std::string_view text) {
  catalog::Answers answers;
  if (const auto json = Json::parse(text))
    for (const auto& [key, value] : json->members()) answers.emplace(std::string(key), std::string(value.text().value_or("")));
  return answers;
}

catalog::Channel catalog_channel(Channel c) {
  switch (c) {
    case Channel::counter: return catalog::Channel::counter;
    case Channel::post: return catalog::Channel::post;
    case Channel::online_full:
    case Channel::online_partial:
    case Channel::kiosk:
    case Channel::vneid: return catalog::Channel::online;
  }
  return catalog::Channel::counter;
}

Result<calendar::Term> calendar_term(const catalog::Term& term) {
  if (term.same_day) return calendar::Term::same_day();
  switch (term.unit) {
    case catalog::TimeUnit::working_days: return calendar::Term::parse(fmt::format("{}wd", term.value));
    case catalog::TimeUnit::calendar_days: return calendar::Term::parse(fmt::format("{}d", term.value));
    case catalog::TimeUnit::hours: return calendar::Term::parse(fmt::format("{}wh", term.value));
    case catalog::TimeUnit::minutes: return calendar::Term::parse(fmt::format("{}m", term.value));
  }
  return calendar::Term::same_day();
}

std::string_view event_label(std::string_view kind) {
  using namespace events;
  constexpr std::pair<std::string_view, std::string_view> kLabels[] = {{kAccepted, "Tiếp nhận hồ sơ"},
                                                                       {kHandedOver, "Chuyển hồ sơ"},
                                                                       {kBundleReceived, "Nhận bàn giao"},
                                                                       {kAssigned, "Phân công"},
                                                                       {kWorkBegun, "Bắt đầu thẩm tra"},
                                                                       {kStepCompleted, "Xong bước"},
                                                                       {kDrafted, "Soạn kết quả"},
                                                                       {kSubmitted, "Trình"},
                                                                       {kEndorsed, "Duyệt, trình ký"},
                                                                       {kSentBack, "Trả lại để sửa"},
                                                                       {kApproved, "Ký duyệt"},
                                                                       {kNumbered, "Vào số"},
                                                                       {kReady, "Chuyển kết quả về nơi trả"},
                                                                       {kPaid, "Thu phí, lệ phí"},
                                                                       {kReturned, "Trả kết quả"},
                                                                       {kExtended, "Xin lỗi và gia hạn"},
                                                                       {kDueMoved, "Đổi ngày hẹn theo lịch làm việc"},
                                                                       {kDueRestored, "Trả lại ngày hẹn cũ"},
                                                                       {kNoted, "Ghi chú nội bộ"},
                                                                       {"dossier.file_added", "Đính tệp"}};
  for (const auto& [k, l] : kLabels)
    if (k == kind) return l;
  return life_event_label(kind);
}

Dossiers::Impl& inside(Dossiers& dossiers) { return *dossiers.impl_; }

}  // namespace motcua::dossier
