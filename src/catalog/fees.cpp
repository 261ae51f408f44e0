#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "catalog/cases.hpp"

namespace motcua::catalog {
namespace {

// "Tỉnh Đồng Tháp", "đồng tháp" and "Đồng Tháp" are one province.
std::string province_key(std::string_view name) {
  auto key = fold(name);
  for (const std::string_view kind : {"tinh ", "thanh pho ", "tp ", "tp. "})
    if (key.starts_with(kind)) return key.substr(kind.size());
  return key;
}

// The amount the province's people's council has set, as in force on that day.
const LocalAmount* local_amount(const Fee& fee, std::string_view province, Day day) {
  const LocalAmount* best = nullptr;
  const auto key = province_key(province);
  for (const auto& local : fee.local_amounts) {
    if (province_key(local.province) != key || (local.effective_from && *local.effective_from > day)) continue;
    if (!best || best->effective_from.value_or(Day::min()) <= local.effective_from.value_or(Day::min())) best = &local;
  }
  return best;
}

Dong tiered(const Fee& fee, int pages) {
  Dong sum;
  for (const auto& tier : fee.tiers) {
    const int last = std::min(pages, tier.to_page.value_or(pages));
    if (last >= tier.from_page) sum += tier.amount * (last - tier.from_page + 1);
  }
  return fee.cap_per_copy ? std::min(sum, *fee.cap_per_copy) : sum;
}

const Exemption* exemption_of(const Fee& fee, std::string_view chosen, const std::function<Truth(const Expression&)>& evaluate) {
  // Of several that apply the one that spares most.
  const Exemption* best = nullptr;
  for (const auto& exemption : fee.exemptions)
    if (exemption.id == chosen || (exemption.applies && evaluate(exemption.applies) == Truth::yes))
      if (!best || best->percent < exemption.percent) best = &exemption;
  return best;
}

// Amount of one unit and what it stands on.
void set_unit_amount(FeeLine& line, const FeeRequest& request, const FeeInput& input) {
  const auto& fee = *line.fee;
  line.basis = fee.basis;
  if (request.channel == Channel::online && fee.amount_online) {
    line.unit_amount = fee.amount_online;
  } else if (!fee.tiers.empty()) {
    line.unit_amount = tiered(fee, std::max(1, input.pages));
  } else if (const auto* local = local_amount(fee, request.province, request.day)) {
    line.unit_amount = local->amount;
    line.basis = local->basis;
  } else {
    line.unit_amount = fee.amount;
  }
}

void set_amount(FeeLine& line, const FeeRequest& request, int pages) {
  const auto& fee = *line.fee;
  const auto unit = !fee.tiers.empty() ? fmt::format("bản ({} trang)", pages) : fee.unit.empty() ? std::string("lần") : fee.unit;
  if (line.exemption && line.exemption->percent == 100) {
    line.amount = Dong{0};
    line.how = fmt::format("Miễn: {}", line.exemption->text);
  } else if (!line.unit_amount) {
    line.how = request.province.empty() ? "Chưa có số liệu: mức thu do Hội đồng nhân dân cấp tỉnh quy định, hỏi bộ phận thu phí"
                                        : fmt::format("Chưa có số liệu của {}: hỏi bộ phận thu phí", request.province);
  } else {
    line.amount = *line.unit_amount * line.quantity;
    const auto full = *line.amount;
    if (line.amount->value == 0)
      line.how = "Không thu";
    else if (line.quantity == 1)
      line.how = fmt::format("{} một {}", vn_money_short(*line.unit_amount), unit);
    else
      line.how = fmt::format("{} {} × {}", line.quantity, unit, vn_money_short(*line.unit_amount));
    line.amount = left_to_pay(line.exemption, full);
  }
  if (line.exemption && line.exemption->percent < 100)
    line.how += fmt::format("; giảm {}%: {}", line.exemption->percent, line.exemption->text);
}

}  // namespace

Dong left_to_pay(const Exemption* exemption, Dong full) { return exemption ? full - Dong{full.value * exemption->percent / 100} : full; }

FeesDue fees_due(const ProcedureVersion& version, const FeeRequest& request) {
  const auto evaluate = [&](const Expression& e) { return evaluate_case(version, request.answers, request.channel, e); };
  FeesDue due;
  due.total = Dong{0};
  for (const auto& fee : version.fees) {
    const auto needed = fee.needs ? evaluate(fee.needs) : Truth::yes;
    if (needed == Truth::no) continue;
    const auto found = request.inputs.find(fee.id);
    const auto input = found == request.inputs.end() ? FeeInput{} : found->second;
    FeeLine line;
    line.fee = &fee;
    line.quantity = std::max(0, input.quantity);
    line.exemption = exemption_of(fee, input.exemption, evaluate);
    set_unit_amount(line, request, input);
    if (needed == Truth::open) {
      line.open = true;
      line.how = "Tùy câu trả lời của trường hợp";
    } else {
      set_amount(line, request, std::max(1, input.pages));
    }
    if (line.amount)
      due.known += *line.amount;
    else
      due.total.reset();
    if (due.total && line.amount) *due.total += *line.amount;
    due.lines.push_back(std::move(line));
  }
  return due;
}

}  // namespace motcua::catalog
