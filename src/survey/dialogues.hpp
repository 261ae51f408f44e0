// Dialogues with citizens (tiếp xúc, đối thoại): planned, announced, held; questions sent in public or asked in the hall; promises, which
// are tasks of reform and are followed up in public.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "survey/polls.hpp"

namespace motcua::survey {

struct Promise {
  reform::TaskView view{};
  std::string proof{};  // the accepted product that ended it
  std::int64_t question{};
  int question_number{};
};
struct QuestionTally {
  std::int64_t received{}, answered{}, refused{}, waiting{};
  std::int64_t promises{}, kept{}, late{};
};
struct DialogueRow {
  Dialogue dialogue{};
  std::string unit_name{};
  QuestionTally tally{};
};
struct DialogueView {
  Dialogue dialogue{};
  std::string unit_name{};
  std::vector<DialogueQuestion> questions{};
  std::vector<Promise> promises{};
  QuestionTally tally{};
  bool may_manage = false;
  bool takes_questions = false;  // from everybody, today
};
struct NewQuestion {
  std::string text{}, sender{}, contact{};
  reform::Content content = reform::Content::procedures;
};
struct NewPromise {
  std::int64_t question{};  // 0: of the meeting as a whole
  std::string text{}, product{};
  UnitId lead{};
  std::optional<Day> due{};
  reform::Content content = reform::Content::procedures;
};

class Dialogues {
 public:
  explicit Dialogues(const Ground& ground) : g_(ground) {}

  std::vector<DialogueRow> list(const Actor& actor, int limit = 100);
  // Committees the actor reads that have held none this year (at least one is due: Luật Thực hiện dân chủ ở cơ sở Điều 32).
  std::vector<std::string> without_any(const Actor& actor, int year);
  Result<DialogueView> open(const Actor& actor, std::int64_t id);
  Result<std::int64_t> plan(const Actor& actor, Dialogue wish);
  // With day, hour, place, chair and whom it invites: from now on everybody sees it and may ask.
  Status announce(const Actor& actor, std::int64_t id, const Dialogue& wish);
  Status hold(const Actor& actor, std::int64_t id, int people, std::string minutes);
  // The conclusion in public; every question must have been answered or refused with a reason.
  Status publish(const Actor& actor, std::int64_t id);
  Result<int> add_question(const Actor& actor, std::int64_t id, const NewQuestion& wish);
  Status take_up(const Actor& actor, std::int64_t id, std::int64_t question, std::string public_text);
  Status refuse(const Actor& actor, std::int64_t id, std::int64_t question, std::string reason);
  Status answer(const Actor& actor, std::int64_t id, std::int64_t question, std::string public_text, std::string answer, bool on_spot);
  Result<std::int64_t> promise(const Actor& actor, std::int64_t id, const NewPromise& wish);

  // ---- everybody
  std::vector<DialogueRow> in_public(int limit = 50);
  std::optional<DialogueView> open_in_public(std::int64_t id);
  Result<int> ask(std::int64_t id, const NewQuestion& wish);  // the number of the question
  const Ground& ground() const { return g_; }

  const reform::Base& base() const { return g_.base; }

 private:
  Result<Dialogue> managed(store::ReadTx& tx, const Actor& actor, std::int64_t id) const;
  Result<DialogueQuestion> question_of(store::ReadTx& tx, std::int64_t dialogue, std::int64_t id) const;
  DialogueView view_of(store::ReadTx& tx, const Dialogue& d) const;
  Result<int> add(store::Tx& tx, const Dialogue& d, const NewQuestion& wish, Asked channel, const reform::By& by);
  Ground g_;
};

}  // namespace motcua::survey
