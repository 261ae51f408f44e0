// Judgements: one vote a dossier, results by unit and question.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "base/text.hpp"
#include "feedback/feedback.hpp"
#include "feedback/store.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> feedback_migrations();
}

namespace motcua::feedback {

store::MigrationSet migrations() { return {"feedback", embedded::feedback_migrations()}; }

namespace {
constexpr std::size_t kLongestComment = 2000;
constexpr int kLatest = 30;

std::string rating_json(const Rating& r) {
  JsonWriter j;
  j.begin_object().field("code", r.code).key("answers").raw(answers_text(r.answers)).field("score", r.score).field("overall", r.overall);
  return j.field("comment", web::sha256_hex(r.comment)).field("counter", r.at_counter).end_object().take();
}
}  // namespace

std::optional<Rating> Feedback::rating_of(dossier::DossierId id) {
  return db_.read([&](store::ReadTx& tx) { return feedback::rating_of(tx, id); });
}

Status Feedback::rate(std::string_view token, const RatingAnswers& sent, int overall, std::string_view comment, bool at_counter) {
  const auto d = judged(token);
  if (!d) return errors::not_found("feedback.no_dossier", "Không có hồ sơ với đường dẫn này.");
  if (!d->ended) return errors::illegal_transition("feedback.too_early", "Hồ sơ chưa xong. Đánh giá được sau khi nhận kết quả.");
  const auto now = clock_.now();
  const auto questions = questions_on(day_of(now));
  Rating r;
  r.answers = valid(questions, sent);
  std::vector<FieldError> wrong;
  if (overall < 1 || overall > 5) wrong.push_back({"chung", "Chọn một mức hài lòng chung."});
  const auto score = score_of(questions, r.answers);
  if (!score) wrong.push_back({std::string(questions.empty() ? "chung" : questions.front().id), "Trả lời ít nhất một câu hỏi."});
  if (comment.size() > kLongestComment) wrong.push_back({"gop_y", "Viết ngắn hơn 2.000 ký tự."});
  if (!wrong.empty()) return errors::invalid_fields("feedback.rating_incomplete", std::move(wrong));
  r.dossier = d->id;
  r.code = d->code;
  r.procedure_code = d->procedure_code;
  r.procedure_name = d->procedure_name;
  r.received_unit = d->received_unit;
  r.settling_unit = d->settling_unit;
  r.received_by = d->received_by;
  r.officer = d->officer;
  r.channel = dossier::word(d->channel);
  r.at_counter = at_counter;
  r.score = *score;
  r.overall = overall;
  r.comment = clean(comment);
  r.at = now;
  const auto voted = errors::conflict("feedback.voted", "Hồ sơ này đã được đánh giá. Mỗi hồ sơ đánh giá một lần.");
  return db_.write([&](store::Tx& tx) -> Status {
    if (feedback::rating_of(tx, r.dossier)) return voted;
    const auto payload = rating_json(r);
    const auto seq = store::append(tx,
                                   {.object = "feedback_rating",
                                    .object_id = r.dossier.value,
                                    .at = now,
                                    .recorded_at = now,
                                    .actor = 0,
                                    .unit = r.received_unit.value,
                                    .kind = "feedback.rated",
                                    .payload = payload},
                                   0);
    if (!seq || !insert(tx, r)) return voted;
    store::publish(tx, {.topic = "feedback.rated", .key = r.dossier.value, .payload = payload, .at = now});
    return {};
  });
}

Results Feedback::sum(const std::vector<UnitId>* units, Day from, Day to) {
  const auto votes = db_.read([&](store::ReadTx& tx) {
    return ratings_between(tx, units, to_instant(LocalTime{from}), to_instant(LocalTime{to + std::chrono::days{1}}));
  });
  Results results;
  results.from = from;
  results.to = to;
  std::map<UnitId, std::pair<UnitResult, std::int64_t>> by_unit;
  for (const auto& v : votes) {
    auto& [unit, points] = by_unit[v.received_unit];
    if (unit.by_stars.empty()) {
      unit.unit = v.received_unit;
      unit.unit_name = identity_.tree()->name(v.received_unit, identity_.today());
      unit.by_stars.assign(5, 0);
    }
    ++unit.votes;
    points += v.score;
    unit.content += v.overall >= 4;
    ++unit.by_stars[static_cast<std::size_t>(v.overall - 1)];
  }
  for (auto& [id, pair] : by_unit) {
    auto& [unit, points] = pair;
    unit.score = static_cast<int>((points * 20 + unit.votes) / (2 * unit.votes));
    results.units.push_back(std::move(unit));
  }
  std::sort(results.units.begin(), results.units.end(),
            [](const auto& a, const auto& b) { return a.score != b.score ? a.score > b.score : a.unit_name < b.unit_name; });
  for (const auto& q : questions_on(to)) {
    QuestionResult result{std::string(q.text), {}};
    for (const auto& o : q.options)
      result.counts.push_back({std::string(o.text), std::count_if(votes.begin(), votes.end(), [&](const auto& v) {
                                 const auto given = v.answers.find(q.id);
                                 return given != v.answers.end() && given->second == o.id;
                               })});
    results.questions.push_back(std::move(result));
  }
  for (const auto& v : votes)
    if (!v.comment.empty() && results.latest.size() < kLatest) results.latest.push_back(v);
  return results;
}

Results Feedback::results(const Actor& actor, Day from, Day to) {
  const auto units = actor.units_with(identity::kReportRead);
  return sum(&units, from, to);
}
Results Feedback::public_results(Day from, Day to) {
  auto all = sum(nullptr, from, to);
  all.latest.clear();
  return all;
}

}  // namespace motcua::feedback
