#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "catalog/cases.hpp"

namespace motcua::catalog {
namespace {

struct Counted {
  int originals = 0;
  int copies = 0;
  bool from_register = false;
  bool there = false;
};

Counted count(const std::vector<BroughtPaper>& brought, std::string_view component) {
  Counted counted;
  for (const auto& paper : brought) {
    if (paper.component != component) continue;
    counted.originals += paper.originals;
    counted.copies += paper.copies;
    counted.from_register |= paper.from_register;
  }
  counted.there = counted.originals + counted.copies > 0;
  return counted;
}

std::string amount_words(int originals, int copies, PaperKind kind) {
  const std::string_view one = kind == PaperKind::form || kind == PaperKind::e_form || kind == PaperKind::photo ? "bản" : "bản chính";
  if (originals > 0 && copies > 0) return fmt::format("{} {} và {} bản sao", originals, one, copies);
  return originals > 0 ? fmt::format("{} {}", originals, one) : fmt::format("{} bản sao", copies);
}

void check_one(const RequiredPaper& paper, const Counted& brought, Completeness& result) {
  const auto& component = *paper.component;
  const auto tell = [&](FindingKind kind, std::string message) { result.findings.push_back({kind, component.id, std::move(message)}); };
  if (brought.from_register) {
    tell(FindingKind::by_register, fmt::format("Đã có dữ liệu {}: không đề nghị nộp {}.", component.digital_source, component.name));
    if (brought.there) tell(FindingKind::superfluous, fmt::format("Trả lại {}: cơ quan đã tra được dữ liệu.", component.name));
    return;
  }
  if (component.kind == PaperKind::data) {
    if (brought.there) tell(FindingKind::superfluous, fmt::format("Trả lại {}: chỉ cần khai thông tin.", component.name));
    return;
  }
  if (paper.need == Need::open) {
    tell(FindingKind::undecided, fmt::format("Chưa rõ có cần {} không: hãy trả lời các câu hỏi của trường hợp.", component.name));
    return;
  }
  if (!brought.there) {
    if (paper.need == Need::required)
      tell(FindingKind::missing, fmt::format("Thiếu {} {}.", amount_words(paper.originals, paper.copies, component.kind), component.name));
    return;
  }
  // An original may be copied at the counter, so it makes up for a copy; never the other way round.
  const int short_originals = std::max(0, paper.originals - brought.originals);
  const int spare_originals = std::max(0, brought.originals - paper.originals);
  const int short_copies = std::max(0, paper.copies - brought.copies - spare_originals);
  if (short_originals + short_copies > 0) {
    tell(FindingKind::too_few,
         fmt::format("{}: còn thiếu {}.", component.name, amount_words(short_originals, short_copies, component.kind)));
    return;
  }
  if (component.kind == PaperKind::present_only) return;
  const int surplus = brought.originals + brought.copies - paper.originals - paper.copies;
  if (surplus > 0)
    tell(FindingKind::too_many, fmt::format("{}: thừa {} bản, trả lại; chỉ cần {}.", component.name, surplus,
                                            amount_words(paper.originals, paper.copies, component.kind)));
}

}  // namespace

Completeness check_completeness(const std::vector<RequiredPaper>& required, const std::vector<BroughtPaper>& brought) {
  Completeness result;
  for (const auto& paper : required) check_one(paper, count(brought, paper.component->id), result);
  for (const auto& paper : brought) {
    const bool listed = std::ranges::any_of(required, [&](const auto& r) { return r.component->id == paper.component; });
    if (listed || paper.originals + paper.copies == 0) continue;
    const auto& name = paper.name.empty() ? paper.component : paper.name;
    result.findings.push_back({FindingKind::superfluous, paper.component, fmt::format("Trả lại {}: trường hợp này không cần.", name)});
  }
  result.complete = std::ranges::none_of(result.findings, [](const auto& f) {
    return f.kind == FindingKind::missing || f.kind == FindingKind::too_few || f.kind == FindingKind::undecided;
  });
  return result;
}

}  // namespace motcua::catalog
