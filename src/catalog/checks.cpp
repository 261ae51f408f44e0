// What must hold in a version as a whole: expressions, workflow, fees.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "catalog/pack.hpp"

namespace motcua::catalog {
namespace {

using Mistakes = std::vector<std::string>;

template <class T, class P> void unique(const std::vector<T>& items, P projection, std::string_view what, Mistakes& mistakes) {
  std::set<std::string_view> seen;
  for (const auto& item : items)
    if (!seen.insert(std::invoke(projection, item)).second)
      mistakes.push_back(fmt::format("{} \"{}\" có hai lần", what, std::invoke(projection, item)));
}

// `until`: only questions before this one may be used.
void check_expression(const ProcedureVersion& v, const Expression& expression, std::string_view where, const Question* until,
                      Mistakes& mistakes) {
  for (const auto& [name, value] : expression.comparisons()) {
    if (name == "kenh") {
      if (!channel_of(value)) mistakes.push_back(fmt::format("{}: không có kênh nộp \"{}\"", where, value));
      continue;
    }
    const auto* question = v.question(name);
    if (!question || (until && question >= until))
      mistakes.push_back(fmt::format("{}: không có câu hỏi \"{}\"{}", where, name, question ? " ở phía trước" : ""));
    else if (!question->option(value))
      mistakes.push_back(fmt::format("{}: câu hỏi \"{}\" không có lựa chọn \"{}\"", where, name, value));
  }
}

void check_questions(const ProcedureVersion& v, Mistakes& mistakes) {
  unique(v.questions, &Question::id, "Câu hỏi", mistakes);
  unique(v.questions, &Question::text, "Câu hỏi", mistakes);
  for (const auto& q : v.questions) {
    for (const std::string_view taken : {"kenh", "ngay", "sua"})
      if (q.id == taken) mistakes.push_back(fmt::format("Câu hỏi \"{}\": tên này đã dùng cho việc khác", q.id));
    if (q.options.size() < 2) mistakes.push_back(fmt::format("Câu hỏi \"{}\" cần ít nhất hai lựa chọn", q.id));
    unique(q.options, &Question::Option::id, fmt::format("Câu hỏi \"{}\": lựa chọn", q.id), mistakes);
    if (!q.preset.empty() && !q.option(q.preset))
      mistakes.push_back(fmt::format("Câu hỏi \"{}\" không có lựa chọn sẵn \"{}\"", q.id, q.preset));
    if (q.for_staff && q.preset.empty()) mistakes.push_back(fmt::format("Câu hỏi \"{}\" dành cho cán bộ nên cần lựa chọn sẵn", q.id));
    check_expression(v, q.asked_if, fmt::format("Câu hỏi \"{}\"", q.id), &q, mistakes);
    for (const auto& form : v.forms)
      if (form.field(q.id)) mistakes.push_back(fmt::format("Câu hỏi \"{}\" trùng tên ô của biểu mẫu \"{}\"", q.id, form.id));
  }
}

void check_components(const ProcedureVersion& v, Mistakes& mistakes) {
  unique(v.components, &Component::id, "Giấy tờ", mistakes);
  for (const auto& c : v.components) {
    check_expression(v, c.needs, fmt::format("Giấy tờ \"{}\"", c.id), nullptr, mistakes);
    if (!c.form.empty() && !v.form(c.form)) mistakes.push_back(fmt::format("Giấy tờ \"{}\": không có biểu mẫu \"{}\"", c.id, c.form));
    if (c.kind == PaperKind::data && (c.originals || c.copies))
      mistakes.push_back(fmt::format("Giấy tờ \"{}\" chỉ khai thông tin thì không đếm bản", c.id));
    if (c.kind != PaperKind::data && c.originals + c.copies == 0) mistakes.push_back(fmt::format("Giấy tờ \"{}\" cần số bản", c.id));
  }
}

void check_forms(const ProcedureVersion& v, Mistakes& mistakes) {
  unique(v.forms, &Form::id, "Biểu mẫu", mistakes);
  for (const auto& form : v.forms) {
    unique(form.fields, &FormField::key, fmt::format("Biểu mẫu \"{}\": ô", form.id), mistakes);
    for (const auto& field : form.fields) {
      const auto where = fmt::format("Biểu mẫu \"{}\", ô \"{}\"", form.id, field.key);
      if (std::ranges::find(form.groups, field.group, &FormGroup::key) == form.groups.end())
        mistakes.push_back(fmt::format("{}: không có nhóm \"{}\"", where, field.group));
      const bool chooses = field.type == FieldType::select || field.type == FieldType::multiselect;
      if (chooses != !field.options.empty()) mistakes.push_back(fmt::format("{}: lựa chọn không hợp kiểu ô", where));
      for (const auto& [name, value] : field.needs.comparisons()) {
        const auto* other = form.field(name);
        if (!other)
          mistakes.push_back(fmt::format("{}: không có ô \"{}\"", where, name));
        else if (!value.empty() && !other->options.empty() && std::ranges::find(other->options, value) == other->options.end())
          mistakes.push_back(fmt::format("{}: ô \"{}\" không có lựa chọn \"{}\"", where, name, value));
      }
    }
  }
}

void check_time(const ProcedureVersion& v, Mistakes& mistakes) {
  const auto& t = v.time_limit;
  if (t.same_day && t.value != 0) mistakes.push_back("Thời hạn trong ngày thì giá trị là 0");
  unique(t.variants, &TermVariant::id, "Thời hạn riêng", mistakes);
  for (const auto& variant : t.variants)
    check_expression(v, variant.needs, fmt::format("Thời hạn riêng \"{}\"", variant.id), nullptr, mistakes);
}

void check_fees(const ProcedureVersion& v, Mistakes& mistakes) {
  unique(v.fees, &Fee::id, "Khoản thu", mistakes);
  for (const auto& fee : v.fees) {
    const auto where = fmt::format("Khoản thu \"{}\"", fee.id);
    check_expression(v, fee.needs, where, nullptr, mistakes);
    unique(fee.exemptions, &Exemption::id, where + ": diện miễn", mistakes);
    for (const auto& exemption : fee.exemptions) check_expression(v, exemption.applies, where, nullptr, mistakes);
    if (fee.kind == FeeKind::none && (!fee.amount || fee.amount->value != 0)) mistakes.push_back(where + ": không thu thì số tiền là 0");
    int next = 1;
    for (const auto& tier : fee.tiers) {
      if (tier.from_page != next || (tier.to_page && *tier.to_page < tier.from_page))
        mistakes.push_back(where + ": các bậc theo trang phải nối nhau");
      next = tier.to_page.value_or(-1) + 1;
    }
    if (!fee.tiers.empty() && fee.tiers.back().to_page) mistakes.push_back(where + ": bậc cuối không được có trang cuối");
  }
}

// Steps that can be reached from `from` by outcomes; `backwards`: steps from which the end can be reached.
std::set<std::string_view> reachable(const ProcedureVersion& v, bool backwards) {
  std::set<std::string_view> reached;
  if (backwards)
    reached.insert(kEnd);
  else if (!v.steps.empty())
    reached.insert(v.steps.front().id);
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& step : v.steps)
      for (const auto& outcome : step.outcomes) {
        const std::string_view from = backwards ? outcome.to : step.id;
        const std::string_view to = backwards ? step.id : outcome.to;
        if (reached.contains(from)) grew |= reached.insert(to).second;
      }
  }
  return reached;
}

void check_steps(const ProcedureVersion& v, const Units& units, Mistakes& mistakes) {
  unique(v.steps, &Step::id, "Bước", mistakes);
  if (v.steps.empty()) mistakes.push_back("Cần ít nhất một bước");
  int sum = 0;
  const auto from_start = reachable(v, false);
  const auto to_end = reachable(v, true);
  for (const auto& step : v.steps) {
    sum += step.share;
    const auto where = fmt::format("Bước \"{}\"", step.id);
    if (!units.role(step.role)) mistakes.push_back(fmt::format("{}: không có vai trò \"{}\"", where, step.role));
    if (!units.unit(step.unit)) mistakes.push_back(fmt::format("{}: không có đơn vị \"{}\"", where, step.unit));
    if (step.id == kEnd) mistakes.push_back(fmt::format("{}: tên này dành cho điểm kết thúc", where));
    if (!from_start.contains(step.id)) mistakes.push_back(fmt::format("{}: không bước nào dẫn tới", where));
    if (!to_end.contains(step.id)) mistakes.push_back(fmt::format("{}: không dẫn tới kết thúc", where));
    unique(step.outcomes, &Outcome::id, where + ": kết quả", mistakes);
    for (const auto& outcome : step.outcomes) {
      if (outcome.to != kEnd && !v.step(outcome.to)) mistakes.push_back(fmt::format("{}: không có bước \"{}\"", where, outcome.to));
      if (!outcome.switches_to_variant.empty() && !v.time_limit.variant(outcome.switches_to_variant))
        mistakes.push_back(fmt::format("{}: không có thời hạn riêng \"{}\"", where, outcome.switches_to_variant));
    }
  }
  if (sum != kWholeShare)
    mistakes.push_back(fmt::format("Tổng tỷ lệ thời gian các bước là {}.{:06}, phải là 1", sum / kWholeShare, sum % kWholeShare));
}

}  // namespace

std::vector<std::string> mistakes_of(const ProcedureVersion& version, const Units& units) {
  Mistakes mistakes;
  check_questions(version, mistakes);
  check_components(version, mistakes);
  check_forms(version, mistakes);
  check_time(version, mistakes);
  check_fees(version, mistakes);
  check_steps(version, units, mistakes);
  unique(version.results, &ResultPaper::id, "Kết quả", mistakes);
  if (!version.channels.counter && !version.channels.post && version.channels.online == OnlineLevel::none)
    mistakes.push_back("Cần ít nhất một cách nộp");
  return mistakes;
}

}  // namespace motcua::catalog
