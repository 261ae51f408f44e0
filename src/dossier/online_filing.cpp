#include "dossier/online_filing.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/filing_parts.hpp"
#include "dossier/store_filing.hpp"
#include "dossier/uploads.hpp"

namespace motcua::dossier {

using identity::Citizen;
using namespace std::chrono_literals;

namespace {
constexpr int kMostDrafts = 20;
constexpr std::size_t kMostFiles = 40;

constexpr std::array<FilingRule, 2> kRules{{
    {Day{std::chrono::year{2018} / 6 / 21}, "61/2018/NĐ-CP Điều 17", 8, 8},
    {Day{std::chrono::year{2025} / 7 / 1}, "118/2025/NĐ-CP Điều 17.2", 2, 8},
}};

tl::unexpected<Error> no_such() { return errors::not_found("dossier.no_such_filing", "Không có hồ sơ nộp trực tuyến này."); }

// What the profile tells already, into the fields of the person who asks.
void prefill(const Citizen& citizen, const catalog::ProcedureVersion& version, FilingContent& content) {
  auto& p = content.applicant;
  p.name = citizen.profile.name;
  p.number = citizen.profile.number;
  p.birth = citizen.profile.birth;
  p.sex = citizen.profile.sex;
  p.address = citizen.profile.address;
  p.phone = std::string(citizen.contact(identity::ContactKind::phone));
  p.email = std::string(citizen.contact(identity::ContactKind::email));
  (void)version;
}

bool declared(const catalog::ProcedureVersion& version, const catalog::Component& component) {
  using catalog::PaperKind;
  if (component.kind == PaperKind::e_form || component.kind == PaperKind::data) return true;
  return component.kind == PaperKind::form && !version.forms.empty() && component.form == version.forms.front().id;
}
}  // namespace

const FilingRule& filing_rule(Day submitted) { return submitted < kRules[1].from ? kRules[0] : kRules[1]; }

std::string filing_digest(const Filing& f) {
  JsonWriter j;
  j.begin_array().value(f.number).value(word(f.state)).value(f.citizen).value(f.unit.value).value(f.procedure_code);
  j.raw(content_json(f.content)).raw(answer_json(f.answer)).value(f.rounds);
  j.value(f.submitted_at ? std::optional(to_us(*f.submitted_at)) : std::nullopt);
  j.value(f.answered_at ? std::optional(to_us(*f.answered_at)) : std::nullopt).value(f.answered_by).value(f.dossier.value);
  j.begin_array();
  for (const auto& file : f.files) j.begin_array().value(file.seq).value(file.component).value(file.name).value(file.hash).end_array();
  return web::sha256_hex(j.end_array().end_array().take());
}

Status write_filing(store::Tx& tx, Filing& f, const FilingEvent& event, std::int64_t old_version, Instant old_saved, Instant now) {
  JsonWriter json;
  json.begin_object().field("number", f.number).field("by", event.by_name).field("procedure", f.procedure_code);
  if (event.transition) {
    json.field("t", event.transition->id).field("action", word(event.transition->action));
    json.field("from", word(event.transition->from)).field("to", word(event.transition->to));
  }
  if (!event.text.empty()) json.field("text", event.text);
  json.field("content", filing_digest(f)).end_object();
  const auto payload = json.take();
  TRY(f.version, store::append(tx,
                               {.object = "dossier_filing",
                                .object_id = f.id.value,
                                .at = now,
                                .recorded_at = now,
                                .actor = event.actor,
                                .unit = f.unit.value,
                                .kind = event.kind,
                                .payload = payload},
                               old_version));
  if (!save(tx, f, old_version, old_saved))
    return errors::conflict("dossier.filing_changed", "Hồ sơ vừa được thay đổi ở nơi khác. Tải lại trang rồi làm lại.");
  store::publish(tx, {.topic = event.kind, .key = f.id.value, .payload = payload, .at = now});
  return {};
}

OnlineFiling::OnlineFiling(Dossiers& dossiers, store::Blobs& blobs) : d_(dossiers), s_(inside(dossiers)), blobs_(blobs) {}

Result<catalog::VersionPtr> OnlineFiling::procedure_of(const Filing& f) { return s_.catalog.on_day(f.procedure_code, s_.identity.today()); }

Channel OnlineFiling::channel_of(const catalog::ProcedureVersion& version) {
  return version.channels.online == catalog::OnlineLevel::partial ? Channel::online_partial : Channel::online_full;
}

std::vector<UnitId> OnlineFiling::units_for(const catalog::ProcedureVersion& version) {
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  const auto levels = version.levels(catalog::regime_on(today));
  const bool commune = std::find(levels.begin(), levels.end(), "xã") != levels.end();
  std::vector<UnitId> units;
  for (const auto& u : tree->units())
    if (tree->exists(u.id, today) && tree->kind(u.id, today) == identity::UnitKind::one_stop &&
        (tree->level(u.id, today) == identity::Level::commune) == commune)
      units.push_back(u.id);
  std::sort(units.begin(), units.end(), [&](UnitId a, UnitId b) { return tree->name(a, today) < tree->name(b, today); });
  return units;
}

Result<FilingId> OnlineFiling::begin(const Citizen& citizen, std::string_view procedure, UnitId unit, const catalog::Answers& answers) {
  TRY(const auto version, s_.catalog.on_day(procedure, s_.identity.today()));
  if (!version->channels.offers(catalog::Channel::online))
    return errors::invalid("dossier.not_online", "Thủ tục này chưa nhận hồ sơ trực tuyến. Xem các cách nộp khác ở trang thủ tục.");
  const auto units = units_for(*version);
  if (std::find(units.begin(), units.end(), unit) == units.end())
    return errors::invalid_fields("dossier.no_such_desk", {{"noi_nop", "Chọn nơi nhận hồ sơ."}});
  const auto now = s_.clock.now();
  Filing f;
  f.id = s_.ids.next<FilingTag>();
  f.citizen = citizen.id.value;
  f.unit = unit;
  f.procedure_code = version->code;
  f.procedure_version = version->id;
  f.procedure_name = version->name;
  f.content.answers = catalog::valid_answers(*version, answers, catalog::Channel::online);
  prefill(citizen, *version, f.content);
  f.made_at = f.saved_at = now;
  return s_.db.write([&](store::Tx& tx) -> Result<FilingId> {
    if (drafts_of(tx, f.citizen) >= kMostDrafts)
      return errors::invalid("dossier.too_many_drafts", "Bạn đang soạn dở nhiều hồ sơ. Nộp hoặc bỏ bớt ở trang Hồ sơ của tôi.");
    insert(tx, f);
    return f.id;
  });
}

Result<Filing> OnlineFiling::mine(const Citizen& citizen, FilingId id) {
  return s_.db.read([&](store::ReadTx& tx) -> Result<Filing> {
    auto f = find_filing(tx, id);
    if (!f || f->citizen != citizen.id.value || f->state == FilingState::discarded) return no_such();
    fill_in(s_, blobs_, tx, *f);
    return *std::move(f);
  });
}

std::vector<FilingRow> OnlineFiling::all_of(const Citizen& citizen) {
  auto rows = s_.db.read([&](store::ReadTx& tx) { return filings_of(tx, citizen.id.value, kMostFilings); });
  for (auto& r : rows)
    if (r.dossier) r.link_token = s_.token_of(r.dossier);
  return rows;
}

template <class F> Status OnlineFiling::change(const Citizen& citizen, FilingId id, F&& body) {
  const auto now = s_.clock.now();
  return s_.db.write([&](store::Tx& tx) -> Status {
    auto f = find_filing(tx, id);
    if (!f || f->citizen != citizen.id.value || f->state == FilingState::discarded) return no_such();
    if (!f->open_to_change())
      return errors::illegal_transition("dossier.filing_closed",
                                        fmt::format("Hồ sơ {} {}, không sửa được nữa.", f->number, to_lower(label(f->state))));
    const auto version = f->version;
    const auto saved = f->saved_at;
    TRY_VOID(body(tx, *f));
    f->saved_at = std::max(now, saved + std::chrono::microseconds{1});
    if (!dossier::save(tx, *f, version, saved))
      return errors::conflict("dossier.filing_changed_twice", "Hồ sơ vừa được thay đổi ở nơi khác. Tải lại trang rồi làm lại.");
    return {};
  });
}

Status OnlineFiling::save(const Citizen& citizen, FilingId id, std::string_view page, const std::function<void(FilingContent&)>& tell) {
  return change(citizen, id, [&](store::Tx&, Filing& f) -> Status {
    tell(f.content);
    if (!f.content.saw(page)) f.content.seen.emplace_back(page);
    f.applicant_name = f.content.applicant.name;
    return {};
  });
}

namespace {
tl::unexpected<Error> too_many_files(std::string_view component) {
  return errors::invalid_fields("dossier.filing_too_many_files",
                                {{fmt::format("tep.{}", component), "Hồ sơ đã có 40 tệp. Bỏ bớt tệp không cần."}});
}
}  // namespace

Status OnlineFiling::add_file(const Citizen& citizen, FilingId id, std::string_view component, const std::filesystem::path& upload,
                              std::string_view name) {
  TRY(const auto filing, mine(citizen, id));
  TRY(const auto version, procedure_of(filing));
  const auto field = fmt::format("tep.{}", component);
  const auto wrong = [&](std::string message) {
    return errors::invalid_fields("dossier.filing_file_refused", {{field, std::move(message)}});
  };
  const auto* paper = version->component(component);
  if (!paper) return wrong("Giấy tờ này không có trong thành phần hồ sơ.");
  TRY(const auto type, usable_upload(upload, field, paper->name));
  TRY(const auto blob, blobs_.put_file(upload, type));
  const auto now = s_.clock.now();
  return change(citizen, id, [&](store::Tx& tx, Filing& f) -> Status {
    if (f.files.size() >= kMostFiles) return too_many_files(component);
    for (const auto& known : f.files)
      if (known.hash == blob.hash && known.component == component) return {};
    const int seq = f.files.empty() ? 1 : f.files.back().seq + 1;
    insert(tx, f.id, {seq, std::string(component), shown_file_name(name, type), blob.hash, type, blob.size, now, {}});
    return {};
  });
}

std::vector<KeptPaper> OnlineFiling::kept(const Citizen& citizen) {
  constexpr int kMostKept = 300;
  auto all = s_.db.read([&](store::ReadTx& tx) { return kept_of(tx, citizen.id.value, kMostKept); });
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(all, [&](KeptPaper& p) {
    const auto version = s_.catalog.on_day(p.procedure_code, day_of(p.submitted_at));
    const auto* component = version ? (*version)->component(p.file.component) : nullptr;
    p.paper = component ? component->name : p.file.name;
    return !seen.emplace(p.file.hash, fold(p.paper)).second;
  });
  return all;
}

Status OnlineFiling::reuse(const Citizen& citizen, FilingId id, std::string_view component, std::string_view hash) {
  TRY(const auto filing, mine(citizen, id));
  TRY(const auto version, procedure_of(filing));
  const auto all = kept(citizen);
  const auto known = std::ranges::find_if(all, [&](const KeptPaper& p) { return p.file.hash == hash; });
  if (known == all.end() || !version->component(component))
    return errors::not_found("dossier.no_kept_paper", "Không có giấy tờ này trong các hồ sơ bạn đã nộp.");
  const auto now = s_.clock.now();
  return change(citizen, id, [&](store::Tx& tx, Filing& f) -> Status {
    if (f.files.size() >= kMostFiles) return too_many_files(component);
    for (const auto& file : f.files)
      if (file.hash == hash && file.component == component) return {};
    const int seq = f.files.empty() ? 1 : f.files.back().seq + 1;
    insert(tx, f.id, {seq, std::string(component), known->file.name, known->file.hash, known->file.type, known->file.size, now, {}});
    return {};
  });
}

Status OnlineFiling::remove_file(const Citizen& citizen, FilingId id, int seq) {
  return change(citizen, id, [&](store::Tx& tx, Filing& f) -> Status {
    delete_filing_file(tx, f.id, seq);
    return {};
  });
}

Status OnlineFiling::discard(const Citizen& citizen, FilingId id) {
  return change(citizen, id, [&](store::Tx& tx, Filing& f) -> Status {
    if (f.state != FilingState::draft) return errors::illegal_transition("dossier.filing_not_draft", "Hồ sơ đã nộp nên không bỏ được.");
    for (const auto& file : f.files) delete_filing_file(tx, f.id, file.seq);
    f.state = FilingState::discarded;
    f.content = {};  // what was typed is nobody's business any more
    f.applicant_name.clear();
    return {};
  });
}

Result<std::filesystem::path> OnlineFiling::file_path(const Filing& filing, std::string_view hash) {
  for (const auto& file : filing.files)
    if (file.hash == hash) return blobs_.open(hash);
  return errors::not_found("dossier.no_filing_file", "Không có tệp này.");
}

std::vector<catalog::RequiredPaper> OnlineFiling::papers_to_upload(const catalog::ProcedureVersion& version, const FilingContent& content) {
  auto papers = catalog::required_papers(version, content.answers, catalog::Channel::online);
  std::erase_if(papers, [&](const auto& p) { return declared(version, *p.component); });
  return papers;
}

std::vector<FilingProblem> OnlineFiling::problems(const Filing& f, const catalog::ProcedureVersion& version) {
  std::vector<FilingProblem> all;
  const auto& c = f.content;
  const auto add = [&](std::string page, std::string field, std::string message) {
    all.push_back({std::move(page), {std::move(field), std::move(message)}});
  };
  for (const auto& q : catalog::asked_questions(version, c.answers, catalog::Channel::online))
    if (!q.answer && !q.question->for_staff) add("cau." + q.question->id, q.question->id, "Chọn câu trả lời: " + q.question->text);
  std::vector<FieldError> person;
  check_person(c.applicant, "", "người nộp", s_.identity.today(), person);
  if (c.authorised) {
    check_person(c.principal, "uq.", "người ủy quyền", s_.identity.today(), person);
    if (clean(c.authority).empty()) person.push_back({"authority", "Ghi tên, số văn bản ủy quyền."});
  }
  for (auto& e : person) all.push_back({"nguoi-nop", std::move(e)});
  if (!version.forms.empty())
    std::ranges::move(form_problems(version.forms.front(), c.answers, c.form, s_.identity.today()), std::back_inserter(all));
  for (const auto& p : papers_to_upload(version, c)) {
    const bool there = std::any_of(f.files.begin(), f.files.end(), [&](const auto& file) { return file.component == p.component->id; });
    if (p.need == catalog::Need::required && !there)
      add("giay-to", "tep." + p.component->id, fmt::format("Tải lên “{}”.", p.component->name));
  }
  if (!c.saw("nhan-ket-qua")) add("nhan-ket-qua", "cach_nhan", "Chọn cách nhận kết quả.");
  if (c.return_method == ReturnMethod::post && clean(c.return_address).empty())
    add("nhan-ket-qua", "dia_chi_nhan", "Nhập địa chỉ để bưu chính giao kết quả.");
  if (c.filled_by == FilledBy::unknown) add("nguoi-dien", "nguoi_dien", "Cho biết ai đã điền hồ sơ này.");
  if (c.filled_by == FilledBy::helper && clean(c.helper).empty()) add("nguoi-dien", "nguoi_giup", "Ghi tên người đã giúp bạn.");
  return all;
}

Result<std::string> OnlineFiling::submit(const Citizen& citizen, FilingId id) {
  TRY(const auto seen, mine(citizen, id));
  TRY(const auto version, procedure_of(seen));
  TRY(const auto calendar, s_.calendar_of(seen.unit));
  const auto now = s_.clock.now();
  const auto& rule = filing_rule(day_of(now));
  TRY(const auto answer_by, calendar::due(*calendar, {.start = now, .term = calendar::Term::working_hours(rule.answer_working_hours)}));
  return s_.db.write([&](store::Tx& tx) -> Result<std::string> {
    auto f = find_filing(tx, id);
    if (!f || f->citizen != citizen.id.value || f->state == FilingState::discarded) return no_such();
    const auto action = f->state == FilingState::intake_supplement ? Action::resubmit : Action::submit;
    const auto* t = transition({biz_of(f->state), WorkSub::none}, action);
    if (!t) return errors::conflict("dossier.filed_already", fmt::format("Hồ sơ này đã nộp, số {}.", f->number));
    const auto wrong = problems(*f, *version);
    if (!wrong.empty()) {
      std::vector<FieldError> fields;
      for (const auto& p : wrong) fields.push_back(p.error);
      return errors::invalid_fields("dossier.filing_incomplete", std::move(fields));
    }
    const auto old_version = f->version;
    const auto old_saved = f->saved_at;
    if (f->number.empty()) f->number = next_filing_number(tx, now);
    f->state = FilingState::submitted;
    f->procedure_version = version->id;
    f->submitted_at = now;
    f->alert_by = now + std::chrono::hours{rule.alert_hours};
    f->answer_by = answer_by.moment;
    f->alerted_at.reset();
    f->escalated_at.reset();
    f->answered_at.reset();
    f->answered_by.clear();
    f->saved_at = std::max(now, old_saved + 1us);
    ++f->rounds;
    TRY_VOID(write_filing(
        tx, *f,
        {action == Action::submit ? filing_events::kSubmitted : filing_events::kResubmitted, citizen.id.value, citizen.shown_name(), t, ""},
        old_version, old_saved, now));
    return f->number;
  });
}

}  // namespace motcua::dossier
