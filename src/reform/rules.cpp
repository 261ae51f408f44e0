#include "reform/rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace motcua::reform {

TaskState state_on(const Dated& d, Day today) {
  if (d.course == Course::cancelled) return TaskState::cancelled;
  if (d.course == Course::done && d.done) {
    if (!d.due || *d.done == *d.due) return TaskState::done_on_time;
    return *d.done < *d.due ? TaskState::done_early : TaskState::done_late;
  }
  if (d.due && today > *d.due) return TaskState::overdue;
  if (d.deployed) return TaskState::deployed;
  return d.begun ? TaskState::in_progress : TaskState::not_started;
}

void Tally::add(const Dated& d, Day today) {
  const auto s = state_on(d, today);
  if (s != TaskState::cancelled) {
    ++live;
    if (is_done(s) || d.deployed) ++carried_out;
  }
  switch (s) {
    case TaskState::not_started: ++not_started; break;
    case TaskState::in_progress: ++in_progress; break;
    case TaskState::deployed: ++deployed; break;
    case TaskState::done_early: ++early; break;
    case TaskState::done_on_time: ++on_time; break;
    case TaskState::done_late: ++late; break;
    case TaskState::overdue: ++overdue; break;
    case TaskState::cancelled: ++cancelled; break;
  }
}

std::optional<std::int64_t> share(std::int64_t part, std::int64_t whole) {
  if (whole <= 0 || part < 0) return std::nullopt;
  return (part * 20'000 + whole) / (2 * whole);
}

std::string share_text(std::int64_t part, std::int64_t whole) {
  const auto s = share(part, whole);
  return s ? vn_decimal(*s, 2) + "%" : "chưa có số liệu";
}

std::string share_words(std::int64_t part, std::int64_t whole) {
  if (whole <= 0 || part < 0) return "chưa có số liệu";
  const auto rounded = (part * 200 + whole) / (2 * whole);
  const auto exact = part * 100, told = rounded * whole;
  return fmt::format("{}{}%", exact > told ? "hơn " : exact < told ? "gần " : "", rounded);
}

std::string_view majority_word(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return {};
  if (part == whole) return "tất cả";
  return part * 2 > whole ? "đa số" : "";
}

// ---- checks -----------------------------------------------------------------------------------------------------------------------------
namespace {
bool complete(const PlanLine& t) { return t.has_lead && t.has_due && !t.product.empty(); }

using Outcome = PlanCheck::Outcome;

PlanCheck check_exists(const PlanFacts& f, Day today) {
  if (f.issued) return {"PC1", "Kế hoạch đã ban hành", Outcome::good, "Đã ban hành.", {}};
  const bool late = f.issue_by && today > *f.issue_by;
  return {"PC1",
          "Kế hoạch đã ban hành",
          late ? Outcome::bad : Outcome::warn,
          f.issue_by ? fmt::format("{}ban hành trước ngày {}.", late ? "Lẽ ra phải " : "Phải ", vn_date(*f.issue_by))
                     : std::string("Chưa ban hành."),
          {}};
}

PlanCheck check_vague(const PlanFacts& f) {
  PlanCheck c{"PC2", "Nhiệm vụ cụ thể", Outcome::good, {}, {}};
  const auto all = static_cast<std::int64_t>(f.tasks.size());
  const auto good = complete_tasks(f.tasks);
  for (const auto& t : f.tasks)
    if (!complete(t))
      c.items.push_back(fmt::format("{}: thiếu {}", t.text, !t.has_lead ? "cơ quan chủ trì" : !t.has_due ? "thời hạn" : "sản phẩm"));
  if (all == 0) return {"PC2", "Nhiệm vụ cụ thể", Outcome::bad, "Chưa có nhiệm vụ nào.", {}};
  if (good * 100 < all * kCompleteShare) c.outcome = Outcome::bad;
  c.text = fmt::format("{}/{} nhiệm vụ có cơ quan chủ trì, thời hạn và sản phẩm ({}).", good, all, share_text(good, all));
  return c;
}

PlanCheck check_dialogue(const PlanFacts& f) {
  const bool planned = std::ranges::any_of(f.tasks, [](const PlanLine& t) { return t.kind == TaskKind::dialogue; });
  return {"PC3",
          "Có kế hoạch đối thoại với người dân",
          planned ? Outcome::good : Outcome::bad,
          planned ? "Có nhiệm vụ đối thoại." : "Chưa có nhiệm vụ đối thoại nào: thêm ít nhất một cuộc trong năm.",
          {}};
}

PlanCheck check_copied(const PlanFacts& f) {
  PlanCheck c{"PC4", "Không chép kế hoạch khác", Outcome::good, "Không giống kế hoạch năm trước hay của đơn vị khác.", {}};
  for (const auto& [name, percent] : f.alike)
    if (percent >= kAlikeShare) c.items.push_back(fmt::format("Giống {}% so với {}", percent, name));
  if (!c.items.empty()) {
    c.outcome = Outcome::warn;
    c.text = "Nội dung gần như chép lại: xem lại cho sát việc của đơn vị.";
  }
  return c;
}

PlanCheck check_cascade(const PlanFacts& f) {
  PlanCheck c{"PC5", "Triển khai đủ nhiệm vụ cấp trên giao", Outcome::good, {}, f.missing};
  if (f.handed_down == 0) {
    c.text = "Kế hoạch cấp trên không giao nhiệm vụ nào cho đơn vị.";
  } else {
    const auto kept = f.handed_down - static_cast<std::int64_t>(f.missing.size());
    c.text = fmt::format("{}/{} nhiệm vụ cấp trên giao đã thành nhiệm vụ của đơn vị.", kept, f.handed_down);
  }
  if (!f.missing.empty()) c.outcome = Outcome::bad;
  return c;
}

std::set<std::string> runs_of_three(std::string_view text) {
  const auto words = fold_words(text);
  std::set<std::string> runs;
  if (words.size() < 3 && !words.empty()) runs.insert(words.front() + (words.size() > 1 ? " " + words.back() : ""));
  for (std::size_t i = 0; i + 2 < words.size(); ++i) runs.insert(words[i] + " " + words[i + 1] + " " + words[i + 2]);
  return runs;
}
}  // namespace

std::int64_t complete_tasks(std::span<const PlanLine> tasks) { return std::ranges::count_if(tasks, complete); }

std::vector<PlanCheck> check_plan(const PlanFacts& facts, Day today) {
  return {check_exists(facts, today), check_vague(facts), check_dialogue(facts), check_copied(facts), check_cascade(facts)};
}

int likeness(std::string_view a, std::string_view b) {
  const auto left = runs_of_three(a), right = runs_of_three(b);
  if (left.empty() || right.empty()) return 0;
  const auto shared = std::ranges::count_if(left, [&](const std::string& r) { return right.contains(r); });
  const auto together = static_cast<std::int64_t>(left.size() + right.size()) - shared;
  return static_cast<int>(shared * 100 / together);
}

// ---- reminders
// ----------------------------------------------------------------------------------------------------------------------------
std::vector<Reminding> reminders_on(const Watched& w, Day today) {
  std::vector<Reminding> out;
  if (w.course != Course::open) return out;
  if (w.due) {
    const auto left = (*w.due - today).count();
    constexpr std::array<long, 4> kBefore{15, 7, 3, 1};
    if (std::ranges::find(kBefore, left) != kBefore.end()) out.push_back({ReminderRule::soon, Recipient::official});
    if (left == 0) {
      out.push_back({ReminderRule::today, Recipient::official});
      out.push_back({ReminderRule::today, Recipient::head});
    }
    const auto past = -left;
    if (past == 1 || past == 3 || (past >= 7 && past % 7 == 0)) {
      out.push_back({ReminderRule::overdue, Recipient::head});
      out.push_back({ReminderRule::overdue, Recipient::standing});
      if (past == 7) out.push_back({ReminderRule::letter, Recipient::clerk});
      if (w.sent_late >= 2) out.push_back({ReminderRule::third, Recipient::chair});
    }
  }
  const auto silent = (today - w.last_word).count();
  if (silent >= 30 && silent % 30 == 0) out.push_back({ReminderRule::silent, Recipient::official});
  return out;
}

// ---- targets
// --------------------------------------------------------------------------------------------------------------------------------
std::string Figure::text() const { return value ? vn_decimal(*value, 2) + "%" : "chưa có số liệu"; }

Figure figure_of(std::int64_t part, std::int64_t whole) { return {share(part, whole), part, whole, {}, {}}; }

std::optional<bool> reached(const Target& target, const Figure& figure, const Figure& reference) {
  if (target.kind == TargetKind::none || !figure.value) return std::nullopt;
  switch (target.kind) {
    case TargetKind::none: break;
    case TargetKind::at_least: return *figure.value >= target.value;
    case TargetKind::at_most: return *figure.value <= target.value;
    case TargetKind::average:
    case TargetKind::last_year:
      if (!reference.value) return std::nullopt;
      if (target.kind == TargetKind::average && *reference.value == 0) return std::nullopt;  // where nobody has any, none is no achievement
      return *figure.value >= *reference.value;
  }
  return std::nullopt;
}

std::string target_words(const Target& target) {
  const auto amount = vn_decimal(target.value, 2);
  auto short_amount = amount;
  while (short_amount.ends_with('0')) short_amount.pop_back();
  if (short_amount.ends_with(',')) short_amount.pop_back();
  switch (target.kind) {
    case TargetKind::none: return "";
    case TargetKind::at_least: return fmt::format("ít nhất {}%", short_amount);
    case TargetKind::at_most: return fmt::format("không quá {}%", short_amount);
    case TargetKind::average: return "không thấp hơn bình quân của tỉnh";
    case TargetKind::last_year: return "không thấp hơn năm trước";
  }
  return "";
}

}  // namespace motcua::reform
