#include "survey/dialogues.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_plans.hpp"
#include "survey/store.hpp"

namespace motcua::survey {

using reform::By;
using reform::by_of;
using reform::find;
using reform::keep;
using store::ReadTx;
using store::Tx;

namespace {
constexpr std::size_t kMostText = 4'000;
constexpr int kMostQuestions = 500;  // of one dialogue from the web

tl::unexpected<Error> no_dialogue() {
  return errors::not_found("survey.no_dialogue", "Không có buổi đối thoại này, hoặc chưa được thông báo.");
}
QuestionTally tally_of(const std::vector<DialogueQuestion>& questions, const std::vector<Promise>& promises) {
  QuestionTally t;
  for (const auto& q : questions) {
    ++t.received;
    t.answered += q.state == QuestionState::answered;
    t.refused += q.state == QuestionState::refused;
    t.waiting += q.state == QuestionState::received || q.state == QuestionState::accepted;
  }
  for (const auto& p : promises) {
    ++t.promises;
    t.kept += reform::is_done(p.view.state);
    t.late += p.view.state == reform::TaskState::overdue;
  }
  return t;
}
}  // namespace

Result<Dialogue> Dialogues::managed(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto d = find<Dialogue>(tx, id);
  if (!d || !g_.base.may_read(actor, d->unit)) return no_dialogue();
  if (!g_.base.may_manage(actor, d->unit)) return reform::not_yours("survey.dialogue_not_yours");
  return *std::move(d);
}

Result<DialogueQuestion> Dialogues::question_of(ReadTx& tx, std::int64_t dialogue, std::int64_t id) const {
  auto q = find<DialogueQuestion>(tx, id);
  if (!q || q->dialogue != dialogue) return errors::not_found("survey.no_question", "Không có câu hỏi này trong buổi đối thoại.");
  return *std::move(q);
}

DialogueView Dialogues::view_of(ReadTx& tx, const Dialogue& d) const {
  DialogueView v{.dialogue = d, .unit_name = g_.base.unit_name(d.unit), .questions = rows::questions(tx, d.id)};
  // What was promised are tasks that come from this dialogue.
  for (auto& t : g_.plans.viewed(tx, reform::rows::tasks_of_origin(tx, reform::Origin::conclusion, d.id))) {
    Promise p;
    for (const auto& q : v.questions)
      if (q.task == t.task.id) p.question = q.id, p.question_number = q.number;
    if (reform::is_done(t.state))
      for (const auto& proof : reform::rows::proofs(tx, t.task.id))
        if (proof.state == reform::ProofState::accepted) p.proof = fmt::format("{} {}, {}", proof.text, proof.number, vn_date(proof.day));
    p.view = std::move(t);
    v.promises.push_back(std::move(p));
  }
  v.tally = tally_of(v.questions, v.promises);
  v.takes_questions = d.state == DialogueState::announced && d.day && g_.base.today() <= *d.day;
  return v;
}

std::vector<DialogueRow> Dialogues::list(const Actor& actor, int limit) {
  const auto units = actor.units_with(identity::kReformRead);
  return g_.base.db.read([&](ReadTx& tx) {
    std::vector<DialogueRow> out;
    for (const auto& d : rows::dialogues(tx, units, limit)) {
      auto v = view_of(tx, d);
      out.push_back({std::move(v.dialogue), std::move(v.unit_name), v.tally});
    }
    return out;
  });
}

std::vector<std::string> Dialogues::without_any(const Actor& actor, int year) {
  std::set<std::int64_t> held;
  const auto units = actor.units_with(identity::kReformRead);
  g_.base.db.read([&](ReadTx& tx) {
    for (const auto& d : rows::dialogues(tx, units, 1000))
      if (d.year == year && d.state >= DialogueState::held) held.insert(d.unit.value);
  });
  const auto tree = g_.base.identity.tree();
  const auto day = g_.base.today();
  std::vector<std::string> names;
  for (const auto u : units)
    if (tree->kind(u, day) == identity::UnitKind::committee && !held.contains(u.value)) names.emplace_back(tree->name(u, day));
  std::ranges::sort(names, {}, [](const std::string& n) { return collation_key(n); });
  return names;
}

Result<DialogueView> Dialogues::open(const Actor& actor, std::int64_t id) {
  return g_.base.db.read([&](ReadTx& tx) -> Result<DialogueView> {
    const auto d = find<Dialogue>(tx, id);
    if (!d || !g_.base.may_read(actor, d->unit)) return no_dialogue();
    auto v = view_of(tx, *d);
    v.may_manage = g_.base.may_manage(actor, d->unit);
    if (!v.may_manage)  // who asked, and how he can be reached, is for those who answer
      for (auto& q : v.questions) q.sender.clear(), q.contact.clear();
    return v;
  });
}

Result<std::int64_t> Dialogues::plan(const Actor& actor, Dialogue d) {
  if (!g_.base.may_manage(actor, d.unit)) return reform::not_yours("survey.dialogue_plan_not_yours");
  d.topic = clean(d.topic);
  d.partner = clean(d.partner);
  std::vector<FieldError> wrong;
  if (d.topic.empty()) wrong.push_back({"chu_de", "Ghi chủ đề đối thoại."});
  if (d.year < 2020 || d.year > 2100) wrong.push_back({"nam", "Ghi năm, ví dụ 2026."});
  if (d.month < 1 || d.month > 12) wrong.push_back({"thang", "Ghi tháng dự kiến, từ 1 đến 12."});
  if (!wrong.empty()) return errors::invalid_fields("survey.dialogue_invalid", std::move(wrong));
  d.id = g_.base.ids.next();
  d.made_by = actor.display_name;
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Result<std::int64_t> {
    auto fresh = d;
    TRY_VOID(keep(tx, fresh, "survey_dialogue.planned", by));
    return fresh.id;
  });
}

Status Dialogues::announce(const Actor& actor, std::int64_t id, const Dialogue& wish) {
  std::vector<FieldError> wrong;
  if (!wish.day || *wish.day < g_.base.today()) wrong.push_back({"ngay", "Ghi ngày tổ chức, từ hôm nay trở đi."});
  if (clean(wish.clock).empty()) wrong.push_back({"gio", "Ghi giờ bắt đầu, ví dụ 08:00."});
  if (clean(wish.place).empty()) wrong.push_back({"noi", "Ghi nơi tổ chức."});
  if (clean(wish.chair).empty()) wrong.push_back({"chu_tri", "Ghi người chủ trì."});
  if (clean(wish.invited).empty()) wrong.push_back({"moi", "Ghi ai được mời, ví dụ: toàn thể người dân ấp 1, ấp 2."});
  if (!wrong.empty()) return errors::invalid_fields("survey.announce_invalid", std::move(wrong));
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(auto d, managed(tx, actor, id));
    if (d.state != DialogueState::planned)
      return errors::illegal_transition("survey.dialogue_announced", "Buổi đối thoại này đã thông báo.");
    d.day = wish.day;
    d.clock = clean(wish.clock);
    d.place = clean(wish.place);
    d.chair = clean(wish.chair);
    d.invited = nfc(trim(wish.invited));
    d.notice = nfc(trim(wish.notice));
    d.state = DialogueState::announced;
    d.announced_on = g_.base.today();
    return keep(tx, d, "survey_dialogue.announced", by);
  });
}

Status Dialogues::hold(const Actor& actor, std::int64_t id, int people, std::string minutes) {
  minutes = nfc(trim(minutes));
  std::vector<FieldError> wrong;
  if (people < 1) wrong.push_back({"so_nguoi", "Ghi số người dự."});
  if (minutes.empty()) wrong.push_back({"dien_bien", "Ghi diễn biến và kết luận của chủ trì."});
  if (!wrong.empty()) return errors::invalid_fields("survey.hold_invalid", std::move(wrong));
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(auto d, managed(tx, actor, id));
    if (d.state == DialogueState::planned)
      return errors::illegal_transition("survey.dialogue_unannounced", "Thông báo buổi đối thoại trước, để người dân biết mà dự.");
    if (d.state == DialogueState::published)
      return errors::illegal_transition("survey.dialogue_published", "Kết luận đã công khai, không sửa nữa.");
    if (d.day && *d.day > g_.base.today()) return errors::illegal_transition("survey.dialogue_early", "Buổi đối thoại chưa đến ngày.");
    d.people = people;
    d.minutes = minutes;
    d.state = DialogueState::held;
    return keep(tx, d, "survey_dialogue.held", by);
  });
}

Status Dialogues::publish(const Actor& actor, std::int64_t id) {
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(auto d, managed(tx, actor, id));
    if (d.state != DialogueState::held)
      return errors::illegal_transition("survey.dialogue_not_held", "Ghi biên bản trước khi công khai kết luận.");
    for (const auto& q : rows::questions(tx, id))
      if (q.state == QuestionState::received || q.state == QuestionState::accepted)
        return errors::illegal_transition(
            "survey.dialogue_unanswered",
            fmt::format("Câu hỏi số {} chưa được trả lời. Trả lời, hoặc ghi lý do không trả lời, rồi công khai.", q.number));
    d.state = DialogueState::published;
    d.published_on = g_.base.today();
    return keep(tx, d, "survey_dialogue.published", by);
  });
}

Result<int> Dialogues::add(Tx& tx, const Dialogue& d, const NewQuestion& wish, Asked channel, const By& by) {
  DialogueQuestion q{.id = g_.base.ids.next(), .dialogue = d.id, .number = rows::next_question(tx, d.id), .channel = channel};
  q.text = nfc(trim(wish.text));
  q.sender = clean(wish.sender);
  q.contact = clean(wish.contact);
  q.content = wish.content;
  q.received_at = by.at;
  if (q.text.empty()) return errors::invalid_fields("survey.question_empty", {{"cau_hoi", "Ghi câu hỏi hoặc ý kiến."}});
  if (q.text.size() > kMostText)
    return errors::invalid_fields("survey.question_long", {{"cau_hoi", "Câu hỏi dài quá. Rút ngắn, hoặc chia làm hai câu."}});
  if (channel == Asked::web && q.number > kMostQuestions)
    return errors::illegal_transition("survey.questions_full",
                                      "Buổi đối thoại đã nhận đủ câu hỏi trên mạng. Mời bạn hỏi tại buổi đối thoại.");
  TRY_VOID(keep(tx, q, "survey_question.received", by));
  return q.number;
}

Result<int> Dialogues::add_question(const Actor& actor, std::int64_t id, const NewQuestion& wish) {
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Result<int> {
    TRY(const auto d, managed(tx, actor, id));
    if (d.state == DialogueState::planned || d.state == DialogueState::published)
      return errors::illegal_transition("survey.no_more_questions", "Chỉ ghi câu hỏi từ khi thông báo đến khi công khai kết luận.");
    return add(tx, d, wish, Asked::hall, by);
  });
}

Result<int> Dialogues::ask(std::int64_t id, const NewQuestion& wish) {
  return g_.base.db.write([&](Tx& tx) -> Result<int> {
    const auto d = find<Dialogue>(tx, id);
    if (!d || d->state == DialogueState::planned) return no_dialogue();
    if (!view_of(tx, *d).takes_questions)
      return errors::illegal_transition("survey.questions_over",
                                        "Buổi đối thoại này không còn nhận câu hỏi trên mạng. Mời bạn gửi phản ánh, kiến nghị.");
    return add(tx, *d, wish, Asked::web, {0, d->unit.value, "", g_.base.clock.now()});
  });
}

Status Dialogues::take_up(const Actor& actor, std::int64_t id, std::int64_t question, std::string public_text) {
  public_text = nfc(trim(public_text));
  if (public_text.empty())
    return errors::invalid_fields("survey.public_text", {{"cong_khai", "Ghi câu hỏi để công khai, không có tên, số điện thoại của ai."}});
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(const auto d, managed(tx, actor, id));
    TRY(auto q, question_of(tx, d.id, question));
    if (q.state != QuestionState::received) return errors::illegal_transition("survey.question_taken", "Câu hỏi này đã được xem xét.");
    q.public_text = public_text;
    q.state = QuestionState::accepted;
    return keep(tx, q, "survey_question.accepted", by);
  });
}

Status Dialogues::refuse(const Actor& actor, std::int64_t id, std::int64_t question, std::string reason) {
  reason = nfc(trim(reason));
  if (reason.empty())
    return errors::invalid_fields("survey.refuse_reason",
                                  {{"ly_do", "Ghi lý do và nơi giải quyết, ví dụ: là khiếu nại, gửi đến Ban Tiếp công dân."}});
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(const auto d, managed(tx, actor, id));
    TRY(auto q, question_of(tx, d.id, question));
    if (q.state == QuestionState::answered || d.state == DialogueState::published)
      return errors::illegal_transition("survey.question_done", "Câu hỏi này đã được trả lời.");
    q.answer = reason;
    q.answered_by = actor.display_name;
    q.answered_on = g_.base.today();
    q.state = QuestionState::refused;
    return keep(tx, q, "survey_question.refused", by);
  });
}

Status Dialogues::answer(const Actor& actor, std::int64_t id, std::int64_t question, std::string public_text, std::string answer,
                         bool on_spot) {
  public_text = nfc(trim(public_text));
  answer = nfc(trim(answer));
  std::vector<FieldError> wrong;
  if (public_text.empty()) wrong.push_back({"cong_khai", "Ghi câu hỏi để công khai, không có tên, số điện thoại của ai."});
  if (answer.empty()) wrong.push_back({"tra_loi", "Ghi câu trả lời."});
  if (!wrong.empty()) return errors::invalid_fields("survey.answer_empty", std::move(wrong));
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(const auto d, managed(tx, actor, id));
    TRY(auto q, question_of(tx, d.id, question));
    if (d.state == DialogueState::published)
      return errors::illegal_transition("survey.answers_frozen", "Kết luận đã công khai, câu trả lời không sửa nữa.");
    q.public_text = public_text;
    q.answer = answer;
    q.on_spot = on_spot;
    q.answered_by = actor.display_name;
    q.answered_on = g_.base.today();
    q.state = QuestionState::answered;
    return keep(tx, q, "survey_question.answered", by);
  });
}

Result<std::int64_t> Dialogues::promise(const Actor& actor, std::int64_t id, const NewPromise& wish) {
  std::vector<FieldError> wrong;
  if (clean(wish.text).empty()) wrong.push_back({"viec", "Ghi việc đã hứa, như người dân sẽ đọc."});
  if (!wish.lead) wrong.push_back({"don_vi", "Chọn đơn vị thực hiện."});
  if (!wish.due || *wish.due < g_.base.today()) wrong.push_back({"han", "Ghi ngày phải xong, từ hôm nay trở đi."});
  if (clean(wish.product).empty()) wrong.push_back({"san_pham", "Ghi sản phẩm chứng minh đã làm xong."});
  if (!wrong.empty()) return errors::invalid_fields("survey.promise_invalid", std::move(wrong));
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto d, managed(tx, actor, id));
    if (d.state == DialogueState::planned) return errors::illegal_transition("survey.promise_early", "Thông báo buổi đối thoại trước.");
    std::optional<DialogueQuestion> q;
    if (wish.question != 0) {
      TRY(q, question_of(tx, id, wish.question));
      if (q->task != 0) return errors::illegal_transition("survey.promised", "Câu hỏi này đã có việc được giao.");
    }
    TRY(const auto task,
        g_.plans.give(tx, by,
                      {.owner = d.unit,
                       .text = wish.text,
                       .content = wish.content,
                       .lead = wish.lead,
                       .due = wish.due,
                       .product = clean(wish.product),
                       .origin = reform::Origin::conclusion,
                       .document = fmt::format("Đối thoại với người dân{}: {}", d.day ? " ngày " + vn_date(*d.day) : "", d.topic),
                       .origin_id = d.id,
                       .follow_up = d.unit}));
    if (q) {
      q->task = task;
      TRY_VOID(keep(tx, *q, "survey_question.promised", by));
    }
    return task;
  });
}

std::vector<DialogueRow> Dialogues::in_public(int limit) {
  return g_.base.db.read([&](ReadTx& tx) {
    std::vector<DialogueRow> out;
    for (const auto& d : rows::public_dialogues(tx, limit)) {
      auto v = view_of(tx, d);
      out.push_back({std::move(v.dialogue), std::move(v.unit_name), v.tally});
    }
    return out;
  });
}

std::optional<DialogueView> Dialogues::open_in_public(std::int64_t id) {
  return g_.base.db.read([&](ReadTx& tx) -> std::optional<DialogueView> {
    const auto d = find<Dialogue>(tx, id);
    if (!d || d->state == DialogueState::planned) return std::nullopt;
    auto v = view_of(tx, *d);
    for (auto& q : v.questions) {
      q.sender.clear(), q.contact.clear(), q.answered_by.clear();
      q.text = q.public_text;
    }
    // What nobody has looked at yet is counted, not shown; neither is what was refused.
    std::erase_if(v.questions,
                  [](const DialogueQuestion& q) { return q.state == QuestionState::received || q.state == QuestionState::refused; });
    if (d->state != DialogueState::published) v.dialogue.minutes.clear();
    return v;
  });
}

}  // namespace motcua::survey
