#include "reform/takeover.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_record.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(TakeoverStep)

namespace rows {
namespace {
MOTCUA_REFORM_LIST(kTakeoverSteps, TakeoverStep, "WHERE unit_id = $1 ORDER BY day, id");
}  // namespace
std::vector<TakeoverStep> takeover_steps(store::ReadTx& tx, UnitId unit) {
  return tx.all<TakeoverStep>(kTakeoverSteps, from_row<TakeoverStep>, unit);
}
}  // namespace rows

TakeoverTally takeover_tally(std::span<const Stage> stages) {
  TakeoverTally t;
  for (const auto s : stages) {
    ++t.units;
    t.carried_out += carried_out(s);
    t.wholly += s == Stage::wholly;
  }
  return t;
}

std::vector<TakeoverRow> Takeovers::list(const Actor& actor) {
  const auto tree = b_.identity.tree();
  const auto day = b_.today();
  std::vector<TakeoverRow> out;
  for (const auto u : actor.units_with(identity::kReformRead))
    if (tree->kind(u, day) == identity::UnitKind::one_stop) out.push_back({.unit = u, .name = std::string(tree->name(u, day))});
  std::ranges::sort(out, {}, [](const TakeoverRow& r) { return collation_key(r.name); });
  b_.db.read([&](store::ReadTx& tx) {
    for (auto& r : out) {
      r.steps = rows::takeover_steps(tx, r.unit);
      if (!r.steps.empty()) r.stage = r.steps.back().stage;
    }
  });
  return out;
}

Result<TakeoverRow> Takeovers::open(const Actor& actor, UnitId unit) {
  auto all = list(actor);
  const auto at = std::ranges::find(all, unit, &TakeoverRow::unit);
  if (at == all.end()) return errors::not_found("reform.no_takeover", "Không có Bộ phận Một cửa này trong phạm vi của bạn.");
  at->may_manage = b_.may_manage(actor, unit);
  return std::move(*at);
}

Status Takeovers::reach(const Actor& actor, TakeoverStep s) {
  TRY(const auto row, open(actor, s.unit));
  if (!row.may_manage) return not_yours("reform.takeover_not_yours");
  s.document = clean(s.document);
  s.scope = clean(s.scope);
  s.note = clean(s.note);
  std::vector<FieldError> wrong;
  if (s.day == Day{} || s.day > b_.today()) wrong.push_back({"ngay", "Ghi ngày đạt bước này, không sau hôm nay."});
  if (!row.steps.empty() && s.day < row.steps.back().day) wrong.push_back({"ngay", "Ngày này trước bước đã ghi gần nhất."});
  if (!row.steps.empty() && s.stage == row.steps.back().stage) wrong.push_back({"buoc", "Đơn vị đang ở bước này rồi."});
  if (s.stage == Stage::none) wrong.push_back({"buoc", "Chọn bước đã đạt."});
  if (s.stage == Stage::planned && s.document.empty()) wrong.push_back({"van_ban", "Ghi kế hoạch, hợp đồng: số, ngày."});
  if (carried_out(s.stage) && s.employees < 1) wrong.push_back({"nhan_vien", "Ghi số nhân viên bưu chính làm tại quầy."});
  if ((s.stage == Stage::partly || s.stage == Stage::wholly) && s.scope.empty())
    wrong.push_back({"pham_vi", "Ghi phần đã chuyển giao: tiếp nhận, luân chuyển, trả kết quả, lĩnh vực."});
  if (s.stage == Stage::wholly && s.withdrawn < 1) wrong.push_back({"cong_chuc", "Ghi số công chức đã rút về."});
  if (s.stage == Stage::stopped && s.note.empty()) wrong.push_back({"ly_do", "Ghi lý do tạm dừng, thu hồi."});
  if (!wrong.empty()) return errors::invalid_fields("reform.takeover_invalid", std::move(wrong));
  s.id = b_.ids.next();
  s.made_by = actor.display_name;
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](store::Tx& tx) -> Status {
    auto fresh = s;
    if (rows::takeover_steps(tx, s.unit).size() != row.steps.size())
      return errors::conflict("reform.takeover_changed", "Người khác vừa ghi một bước. Xem lại rồi ghi.");
    return keep(tx, fresh, "reform_takeover.reached", by);
  });
}

}  // namespace motcua::reform
