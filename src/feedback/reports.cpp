// Reports and proposals: terms, who answers, the public answer.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"
#include "calendar/due.hpp"
#include "feedback/feedback.hpp"
#include "feedback/store.hpp"
#include "store/counters.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"
#include "web/crypto.hpp"

namespace motcua::feedback {

namespace {
struct Words {
  std::string_view word, label;
};
constexpr std::array<Words, 4> kKinds{{{"regulation", "Quy định chưa hợp lý"},
                                       {"behaviour", "Hành vi, chậm trễ, làm sai quy định"},
                                       {"fault", "Lỗi của hệ thống, trang mạng"},
                                       {"other", "Việc khác"}}};
constexpr std::array<Words, 4> kStates{{{"received", "Đã nhận"},
                                        {"assigned", "Đã giao người trả lời"},
                                        {"forwarded", "Đã chuyển nơi có thẩm quyền"},
                                        {"answered", "Đã trả lời"}}};
constexpr std::array<Words, 3> kVerdicts{{{"dung", "Phản ánh đúng"}, {"mot-phan", "Đúng một phần"}, {"khong-dung", "Phản ánh không đúng"}}};

// 20 days of the rule for reports to the Government's portal; a rule of a later day is one more line.
constexpr std::array<ReportTerm, 1> kTerms{{{Day{std::chrono::year{2017} / 4 / 25}, 20, "574/QĐ-TTg năm 2017"}}};
constexpr std::size_t kLongest = 4000;
constexpr int kMostLines = 200;

tl::unexpected<Error> no_such() { return errors::not_found("feedback.no_report", "Không có phản ánh, kiến nghị này ở nơi bạn làm việc."); }

std::string digest(const Report& r) {
  JsonWriter j;
  j.begin_array().value(r.number).value(word(r.kind)).value(word(r.state)).value(r.unit.value).value(r.handler).value(r.citizen);
  j.value(r.sender)
      .value(r.contact)
      .value(r.address)
      .value(r.dossier_code)
      .value(r.content)
      .value(to_us(r.received_at))
      .value(to_us(r.due_at));
  j.value(r.forwarded_to).value(r.answer).value(r.verdict).value(r.answered_at ? std::optional(to_us(*r.answered_at)) : std::nullopt);
  return web::sha256_hex(j.value(r.answered_by).value(r.is_public).value(r.public_content).end_array().take());
}

Result<std::int64_t> journal(store::Tx& tx, const Report& r, std::string_view kind, std::int64_t actor, Instant now) {
  JsonWriter j;
  j.begin_object()
      .field("number", r.number)
      .field("kind", word(r.kind))
      .field("state", word(r.state))
      .field("content", digest(r))
      .end_object();
  const auto payload = j.take();
  store::publish(tx, {.topic = kind, .key = r.id.value, .payload = payload, .at = now});
  return store::append(tx,
                       {.object = "feedback_report",
                        .object_id = r.id.value,
                        .at = now,
                        .recorded_at = now,
                        .actor = actor,
                        .unit = r.unit.value,
                        .kind = kind,
                        .payload = payload},
                       r.version);
}
}  // namespace

std::string_view word(ReportKind k) { return kKinds[static_cast<std::size_t>(k)].word; }
std::string_view label(ReportKind k) { return kKinds[static_cast<std::size_t>(k)].label; }
std::optional<ReportKind> report_kind_from(std::string_view w) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i].word == w) return static_cast<ReportKind>(i);
  return std::nullopt;
}
std::string_view word(ReportState s) { return kStates[static_cast<std::size_t>(s)].word; }
std::string_view label(ReportState s) { return kStates[static_cast<std::size_t>(s)].label; }
std::string_view verdict_label(std::string_view verdict) {
  for (const auto& v : kVerdicts)
    if (v.word == verdict) return v.label;
  return {};
}

const ReportTerm& report_term(Day received) {
  const auto* term = &kTerms.front();
  for (const auto& t : kTerms)
    if (received >= t.from) term = &t;
  return *term;
}

Result<std::string> Feedback::send(const ReportWish& wish, const identity::Citizen* citizen) {
  std::vector<FieldError> wrong;
  if (clean(wish.content).size() < 10) wrong.push_back({"noi_dung", "Viết rõ việc bạn phản ánh hoặc đề nghị."});
  if (wish.content.size() > kLongest) wrong.push_back({"noi_dung", "Viết ngắn hơn 4.000 ký tự."});
  if (clean(wish.sender).empty()) wrong.push_back({"ho_ten", "Ghi họ tên để cơ quan trả lời bạn."});
  if (clean(wish.contact).empty()) wrong.push_back({"lien_he", "Ghi số điện thoại hoặc thư điện tử để cơ quan trả lời bạn."});
  const auto tree = identity_.tree();
  const auto now = clock_.now();
  if (!wish.unit || !tree->exists(wish.unit, day_of(now))) wrong.push_back({"noi_nhan", "Chọn nơi bạn muốn gửi."});
  if (!wrong.empty()) return errors::invalid_fields("feedback.report_incomplete", std::move(wrong));
  TRY(const auto calendar, dossiers_.calendar_of(wish.unit));
  TRY(const auto due, calendar::due(*calendar, {.start = now, .term = calendar::Term::calendar_days(report_term(day_of(now)).days)}));
  Report r;
  r.id = ids_.next<ReportTag>();
  r.kind = wish.kind;
  r.unit = wish.unit;
  r.citizen = citizen ? citizen->id.value : 0;
  r.sender = clean(wish.sender);
  r.contact = clean(wish.contact);
  r.address = clean(wish.address);
  r.dossier_code = dossier::tidy_dossier_code(wish.dossier_code);
  r.content = std::string(trim(wish.content));
  r.received_at = now;
  r.due_at = due.moment;
  return db_.write([&](store::Tx& tx) -> Result<std::string> {
    auto one = r;
    const std::chrono::year_month_day ymd{day_of(now)};
    const auto day = fmt::format("{:02}{:02}{:02}", int{ymd.year()} % 100, unsigned{ymd.month()}, unsigned{ymd.day()});
    one.number = fmt::format("PA-{}-{:04}", day, store::next_number(tx, "feedback", day));
    TRY(one.version, journal(tx, one, "feedback.report_received", one.citizen, now));
    insert(tx, one);
    return one.number;
  });
}

std::vector<Report> Feedback::of(const identity::Citizen& citizen) {
  return db_.read([&](store::ReadTx& tx) { return reports_of(tx, citizen.id.value, kMostLines); });
}
std::vector<Report> Feedback::answered_in_public(int limit) {
  auto all = db_.read([&](store::ReadTx& tx) { return public_reports(tx, limit); });
  for (auto& r : all) r.unit_name = identity_.tree()->name(r.unit, identity_.today());
  return all;
}

std::optional<Report> Feedback::told_of(ReportId id) {
  return db_.read([&](store::ReadTx& tx) { return find_report(tx, id); });
}

std::vector<Report> Feedback::board(const Actor& actor) {
  const auto units = actor.units_with(identity::kFeedbackAnswer);
  auto all = db_.read([&](store::ReadTx& tx) {
    auto open = open_reports(tx, units, kMostLines);
    for (auto& r : answered_reports(tx, units, 50)) open.push_back(std::move(r));
    for (auto& r : open)
      if (r.handler != 0)
        if (const auto account = identity_.account(tx, identity::AccountId{r.handler})) r.handler_name = account->name;
    return open;
  });
  for (auto& r : all) r.unit_name = identity_.tree()->name(r.unit, identity_.today());
  return all;
}

Result<Report> Feedback::open(const Actor& actor, std::string_view number) {
  return db_.read([&](store::ReadTx& tx) -> Result<Report> {
    auto r = report_numbered(tx, number);
    if (!r || !actor.permits_in(identity::kFeedbackAnswer, r->unit)) return no_such();
    r->unit_name = identity_.tree()->name(r->unit, identity_.today());
    if (r->handler != 0)
      if (const auto account = identity_.account(tx, identity::AccountId{r->handler})) r->handler_name = account->name;
    return *std::move(r);
  });
}

std::vector<identity::AccountView> Feedback::handlers(const Report& report) {
  return db_.read([&](store::ReadTx& tx) { return identity_.accounts_with(tx, identity::kFeedbackAnswer, report.unit); });
}

template <class F>
Status Feedback::change(const Actor& actor, std::string_view number, std::int64_t version, std::string_view kind, F&& body) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto r = report_numbered(tx, number);
    if (!r || !actor.permits_in(identity::kFeedbackAnswer, r->unit)) return no_such();
    const auto meanwhile = errors::conflict("feedback.report_changed", "Phản ánh vừa được người khác xử lý. Mở lại rồi làm tiếp.");
    if (r->version != version) return meanwhile;
    if (r->state == ReportState::answered) return errors::illegal_transition("feedback.report_answered", "Phản ánh này đã được trả lời.");
    TRY_VOID(body(*r, now));
    TRY(r->version, journal(tx, *r, kind, actor.account_id, now));
    if (!save(tx, *r, version)) return meanwhile;
    return {};
  });
}

Status Feedback::assign(const Actor& actor, std::string_view number, std::int64_t version, identity::AccountId handler) {
  TRY(const auto report, open(actor, number));
  const auto all = handlers(report);
  if (std::none_of(all.begin(), all.end(), [&](const auto& a) { return a.id == handler; }))
    return errors::invalid_fields("feedback.no_such_handler", {{"nguoi_tra_loi", "Chọn một người trong danh sách."}});
  return change(actor, number, version, "feedback.report_assigned", [&](Report& r, Instant) -> Status {
    r.handler = handler.value;
    r.state = ReportState::assigned;
    return {};
  });
}

Status Feedback::forward(const Actor& actor, std::string_view number, std::int64_t version, std::string_view to) {
  const auto place = clean(to);
  if (place.empty()) return errors::invalid_fields("feedback.forward_where", {{"chuyen_den", "Ghi cơ quan có thẩm quyền trả lời."}});
  return change(actor, number, version, "feedback.report_forwarded", [&](Report& r, Instant) -> Status {
    r.forwarded_to = place;
    r.state = ReportState::forwarded;
    return {};
  });
}

Status Feedback::answer(const Actor& actor, std::string_view number, std::int64_t version, std::string_view text, std::string_view verdict,
                        std::string_view public_content) {
  std::vector<FieldError> wrong;
  if (clean(text).empty()) wrong.push_back({"tra_loi", "Viết câu trả lời cho người gửi."});
  if (text.size() > kLongest) wrong.push_back({"tra_loi", "Viết ngắn hơn 4.000 ký tự."});
  if (verdict_label(verdict).empty()) wrong.push_back({"ket_luan", "Chọn kết luận."});
  if (!wrong.empty()) return errors::invalid_fields("feedback.answer_incomplete", std::move(wrong));
  return change(actor, number, version, "feedback.report_answered", [&](Report& r, Instant now) -> Status {
    r.answer = std::string(trim(text));
    r.verdict = verdict;
    r.answered_at = now;
    r.answered_by = actor.display_name;
    r.public_content = clean(public_content);
    r.is_public = !r.public_content.empty();
    r.state = ReportState::answered;
    return {};
  });
}

std::vector<store::Verifier> verifiers() {
  return {{"feedback: reports by the journal",
           [](store::ReadTx& tx) -> std::optional<std::string> {
             std::map<std::int64_t, std::string> told;
             auto broken = store::replay(tx, "feedback_report",
                                         [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
                                           const auto json = Json::parse(rows.back().payload);
                                           told[id] = json ? std::string((*json)["content"].text().value_or("")) : "";
                                           return std::nullopt;
                                         });
             if (broken) return broken;
             std::optional<std::string> wrong;
             each_report(tx, [&](const Report& r) {
               if (told[r.id.value] != digest(r)) wrong = fmt::format("feedback_report {}: does not follow from the journal", r.id.value);
               return !wrong;
             });
             return wrong;
           }},
          {"feedback: ratings by the journal", [](store::ReadTx& tx) -> std::optional<std::string> {
             std::map<std::int64_t, std::int64_t> told;
             auto broken = store::replay(
                 tx, "feedback_rating", [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
                   const auto json = Json::parse(rows.back().payload);
                   if (rows.size() != 1) return fmt::format("feedback_rating {}: more than one vote", id);
                   told[id] = json ? (*json)["score"].integer().value_or(-1) * 10 + (*json)["overall"].integer().value_or(-1) : -1;
                   return std::nullopt;
                 });
             if (broken) return broken;
             std::optional<std::string> wrong;
             each_rating(tx, [&](const Rating& r) {
               if (told[r.dossier.value] != r.score * 10 + r.overall)
                 wrong = fmt::format("feedback_rating {}: does not follow from the journal", r.dossier.value);
               return !wrong;
             });
             return wrong;
           }}};
}

}  // namespace motcua::feedback
