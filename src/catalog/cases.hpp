// One case of a procedure: what is asked, which papers it needs, what is missing, how long it takes and what it costs.
// Pure functions over a version; cheap enough to run at each key stroke of the desk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/model.hpp"

namespace motcua::catalog {

// ---- Questions ----

// Questions that make sense now, in order, each with the answer that counts (nullptr: none yet). A question whose condition is
// not met by the answers before it is left out; answers to it are ignored everywhere.
struct Asked {
  const Question* question{};
  const Question::Option* answer{};
  bool given = false;  // else the answer is the preset of the question
};
std::vector<Asked> asked_questions(const ProcedureVersion& version, const Answers& answers, Channel channel);
// The first question without an answer; nullptr when the case is decided.
const Question* next_question(const ProcedureVersion& version, const Answers& answers, Channel channel);
// Only the answers that count: known question, known option, asked.
Answers valid_answers(const ProcedureVersion& version, const Answers& answers, Channel channel);

// Whether an expression of the pack (needs:) holds in this case.
Truth evaluate_case(const ProcedureVersion& version, const Answers& answers, Channel channel, const Expression& expression);

// ---- Papers ----

enum class Need : std::uint8_t {
  required,  // must be there
  optional,  // taken when there is one ("nếu có")
  open,      // a question is not answered yet
};

struct RequiredPaper {
  const Component* component{};
  Need need{};
  std::string why;    // "Vì bạn nhờ người khác đi làm thay"; the pack's words, or empty when always needed
  int originals = 0;  // for all dossier sets together
  int copies = 0;
};
// Papers of this case in the pack's order. Papers the answers exclude are not listed.
std::vector<RequiredPaper> required_papers(const ProcedureVersion& version, const Answers& answers, Channel channel);

// Papers this case is spared because a register holds their content: nothing to bring.
struct SparedPaper {
  const Component* component{};
  bool declare = false;  // its data are told on the form (number, date, issuer)
};
std::vector<SparedPaper> spared_papers(const ProcedureVersion& version, const Answers& answers, Channel channel);

// One line of what lies on the counter.
struct BroughtPaper {
  std::string component;  // component id; empty: not in the list, see name
  std::string name;       // of a paper that is not in the list, or the alternative chosen
  int originals = 0;      // also for papers shown only, forms, photos
  int copies = 0;
  bool from_register = false;  // its content was found in the register (digital_source)
};

enum class FindingKind : std::uint8_t { missing, superfluous, too_few, too_many, by_register, undecided };
struct Finding {
  FindingKind kind{};
  std::string component;  // id, or empty for a paper outside the list
  std::string message;    // whole sentence: "Thiếu 1 bản chính Giấy chứng sinh."
};
struct Completeness {
  bool complete = false;  // nothing missing, too few or undecided; superfluous papers are given back, they do not block
  std::vector<Finding> findings;
};
// Asking for a paper that a register holds or that is not on the list is forbidden (118/2025/NĐ-CP Điều 5.1, 309/2026/NĐ-CP).
Completeness check_completeness(const std::vector<RequiredPaper>& required, const std::vector<BroughtPaper>& brought);

// ---- Form fields ----

enum class FieldNeed : std::uint8_t { required, optional, open };  // open: decided by the words of required_if
// `values`: form field key → text (empty: not filled), beside them answers to questions.
FieldNeed field_need(const FormField& field, const Answers& values);
// Fields that must be filled and are not.
std::vector<const FormField*> missing_fields(const Form& form, const Answers& values);

// ---- Time ----

// The term of this case; `chosen_variant` (officer, outcome of a step) wins over the answers.
Term term_of(const ProcedureVersion& version, const Answers& answers, Channel channel, std::string_view chosen_variant = {});
std::string words_of(const Term& term);  // "3 ngày làm việc", "trong ngày, nhận sau 15:00 thì ngày làm việc tiếp theo"

// ---- Fees ----

struct FeeInput {
  int quantity = 1;       // copies, cases …; 0: none wanted
  int pages = 1;          // of one copy, for tiers
  std::string exemption;  // Exemption::id, or empty
};
struct FeeRequest {
  Answers answers;
  Channel channel = Channel::counter;
  std::string province;  // "Đồng Tháp"
  Day day{};
  std::map<std::string, FeeInput, std::less<>> inputs;  // fee id → input; absent: the default of FeeInput
};
struct FeeLine {
  const Fee* fee{};
  int quantity = 1;
  std::optional<Dong> unit_amount;  // nothing: nobody told us; never taken as 0
  std::optional<Dong> amount;
  const Exemption* exemption{};
  bool open = false;  // depends on a question without an answer
  std::string basis;  // legal basis of the amount or of the exemption
  std::string how;  // "2 bản × 8.000 ₫", "Miễn: Người khuyết tật", "Chưa có số liệu của tỉnh: hỏi bộ phận thu phí"
};
struct FeesDue {
  std::vector<FeeLine> lines;
  std::optional<Dong> total;  // nothing as soon as one line is unknown
  Dong known;                 // sum of the lines that are known
};
FeesDue fees_due(const ProcedureVersion& version, const FeeRequest& request);
// What is left to pay of a full amount; what a reduction spares is rounded down to whole đồng.
Dong left_to_pay(const Exemption* exemption, Dong full);

}  // namespace motcua::catalog
