#include "reform/initiatives.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_initiatives.hpp"
#include "reform/store_plans.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

bool may_follow(InitiativeState from, InitiativeState to) {
  using enum InitiativeState;
  if (from == stopped || from == to) return false;
  if (to == stopped || to == adjusted) return true;
  if (from == adjusted) return to == pilot || to == evaluated;
  return static_cast<int>(to) == static_cast<int>(from) + 1;
}

namespace {
constexpr int kMonthsShown = 12;
constexpr int kQuietMonths = 3;

int month_number(Day day) {
  const std::chrono::year_month_day d{day};
  return int{d.year()} * 12 + static_cast<int>(unsigned{d.month()}) - 1;
}
Day first_of(int month) {
  return Day{std::chrono::local_days{std::chrono::year{month / 12} / std::chrono::month{static_cast<unsigned>(month % 12) + 1} / 1}};
}
tl::unexpected<Error> no_initiative() {
  return errors::not_found("reform.no_initiative", "Không có mô hình, sáng kiến này trong phạm vi của bạn.");
}
}  // namespace

std::int64_t Initiatives::recorded(const Initiative& i, Day from, Day to) const {
  if (i.source == CountSource::manual || !count_ || from > to) return 0;
  const auto place = b_.identity.tree()->territory(i.unit, i.started_on).value_or(i.unit);
  return count_({i.source, place, i.procedure, std::max(from, i.started_on), to});
}

// Outside of the transaction that read the rows: the sources have their own.
void Initiatives::count(InitiativeView& v, const std::vector<HandTally>& tallies) const {
  const auto& i = v.initiative;
  const auto today = b_.today();
  const int now = month_number(today);
  v.recorded = recorded(i, i.started_on, today);
  bool lately = now - month_number(i.started_on) < kQuietMonths;
  for (const auto& t : tallies) {
    v.by_hand += t.count;
    lately = lately || (t.count > 0 && now - (t.year * 12 + t.month - 1) < kQuietMonths);
  }
  const bool runs = i.state != InitiativeState::stopped && i.state != InitiativeState::registered;
  v.unused = runs && !lately && recorded(i, first_of(now - kQuietMonths + 1), today) == 0;
}

InitiativeView Initiatives::base_view(const Actor& actor, const Initiative& i) const {
  return {.initiative = i,
          .unit_name = b_.unit_name(i.unit),
          .may_work = b_.may_work(actor, i.unit) || b_.may_manage(actor, i.unit),
          .may_manage = b_.may_manage(actor, i.unit)};
}

Result<Initiative> Initiatives::visible(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto i = find<Initiative>(tx, id);
  if (!i || !actor.permits_in(kReformRead, i->unit)) return no_initiative();
  return *std::move(i);
}

std::vector<InitiativeView> Initiatives::list(const Actor& actor) {
  const auto units = actor.units_with(kReformRead);
  std::vector<std::pair<InitiativeView, std::vector<HandTally>>> read;
  b_.db.read([&](ReadTx& tx) {
    for (const auto& i : rows::initiatives(tx, units)) read.emplace_back(base_view(actor, i), rows::tallies(tx, i.id));
  });
  std::vector<InitiativeView> out;
  for (auto& [v, tallies] : read) {
    count(v, tallies);
    out.push_back(std::move(v));
  }
  return out;
}

Result<InitiativeView> Initiatives::open(const Actor& actor, std::int64_t id) {
  std::vector<HandTally> tallies;
  TRY(auto v, b_.db.read([&](ReadTx& tx) -> Result<InitiativeView> {
    TRY(const auto i, visible(tx, actor, id));
    auto v = base_view(actor, i);
    tallies = rows::tallies(tx, id);
    v.measures = rows::measures(tx, id);
    v.replications = plans_.viewed(tx, rows::tasks_of_origin(tx, Origin::replication, id));
    return v;
  }));
  count(v, tallies);
  const auto& i = v.initiative;
  const int now = month_number(b_.today()), began = std::max(month_number(i.started_on), now - kMonthsShown + 1);
  for (int m = now; m >= began; --m) {
    MonthUse use{.year = m / 12, .month = m % 12 + 1};
    use.recorded = recorded(i, first_of(m), std::min(first_of(m + 1) - std::chrono::days{1}, b_.today()));
    for (const auto& t : tallies)
      if (t.year == use.year && t.month == use.month) {
        use.by_hand = t.count;
        use.note = t.note;
      }
    v.months.push_back(std::move(use));
  }
  return v;
}

Result<std::int64_t> Initiatives::add(const Actor& actor, Initiative wish) {
  wish.name = clean(wish.name);
  wish.procedure = clean(wish.procedure);
  std::vector<FieldError> wrong;
  if (wish.name.empty()) wrong.push_back({"ten", "Ghi tên mô hình, sáng kiến."});
  if (!wish.unit) wrong.push_back({"don_vi", "Chọn đơn vị."});
  if (wish.started_on == Day{}) wrong.push_back({"ngay", "Ghi ngày bắt đầu."});
  if (clean(wish.counted).empty()) wrong.push_back({"dem", "Ghi đếm gì để biết có được dùng: lượt quét, trường hợp, hồ sơ."});
  if (wish.source == CountSource::dossiers && wish.procedure.empty())
    wrong.push_back({"thu_tuc", "Ghi mã thủ tục có hồ sơ được đếm, ví dụ 2.000815."});
  if (!wrong.empty()) return errors::invalid_fields("reform.initiative_invalid", std::move(wrong));
  if (!b_.may_work(actor, wish.unit) && !b_.may_manage(actor, wish.unit)) return not_yours("reform.initiative_not_yours");
  wish.id = b_.ids.next();
  wish.state = InitiativeState::registered;
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    auto i = wish;
    TRY_VOID(keep(tx, i, "reform_initiative.registered", by));
    return i.id;
  });
}

Status Initiatives::tally(const Actor& actor, std::int64_t id, HandTally wish) {
  std::vector<FieldError> wrong;
  if (wish.year < 2010 || wish.year > 2100 || wish.month < 1 || wish.month > 12)
    wrong.push_back({"thang", "Ghi tháng và năm, ví dụ 8/2026."});
  else if (wish.year * 12 + wish.month - 1 > month_number(b_.today()))
    wrong.push_back({"thang", "Tháng này chưa đến."});
  if (wish.count < 0) wrong.push_back({"so_luong", "Ghi số lượng, không âm."});
  if (!wrong.empty()) return errors::invalid_fields("reform.tally_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(const auto i, visible(tx, actor, id));
    if (!b_.may_work(actor, i.unit) && !b_.may_manage(actor, i.unit)) return not_yours("reform.tally_not_yours");
    auto t = rows::tally_of(tx, id, wish.year, wish.month)
                 .value_or(HandTally{.id = b_.ids.next(), .initiative = id, .year = wish.year, .month = wish.month});
    t.count = wish.count;
    t.note = clean(wish.note);
    return keep(tx, t, "reform_tally.counted", by);
  });
}

Result<std::int64_t> Initiatives::measure(const Actor& actor, std::int64_t id, Measure wish) {
  wish.what = clean(wish.what);
  wish.unit = clean(wish.unit);
  wish.source = clean(wish.source);
  std::vector<FieldError> wrong;
  if (wish.what.empty()) wrong.push_back({"gi", "Ghi đo cái gì: thời gian chờ, số lần đi lại, chi phí."});
  if (wish.unit.empty()) wrong.push_back({"don_vi_do", "Ghi đơn vị đo dùng cho cả trước và sau: phút, lần, đồng, %."});
  if (wish.source.empty()) wrong.push_back({"nguon", "Ghi số liệu lấy từ đâu."});
  if (!wrong.empty()) return errors::invalid_fields("reform.measure_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto i, visible(tx, actor, id));
    if (!b_.may_work(actor, i.unit) && !b_.may_manage(actor, i.unit)) return not_yours("reform.measure_not_yours");
    if (i.state == InitiativeState::registered || i.state == InitiativeState::stopped)
      return errors::illegal_transition("reform.measure_too_early", "Đo trước và sau khi mô hình đang thí điểm.");
    auto m = wish;
    m.id = b_.ids.next();
    m.initiative = id;
    TRY_VOID(keep(tx, m, "reform_measure.added", by));
    return m.id;
  });
}

Status Initiatives::move(const Actor& actor, std::int64_t id, InitiativeState to, std::string opinion, std::string decision) {
  opinion = clean(opinion);
  decision = clean(decision);
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto i, visible(tx, actor, id));
    if (!b_.may_manage(actor, i.unit)) return not_yours("reform.initiative_not_managed");
    if (!may_follow(i.state, to) || to == InitiativeState::replicated)
      return errors::illegal_transition("reform.initiative_step",
                                        fmt::format("Từ “{}” không chuyển sang “{}” được.", label(i.state), label(to)));
    if (to == InitiativeState::evaluated && rows::measures(tx, id).empty())
      return errors::invalid_fields("reform.evaluation_missing", {{"buoc", "Chưa có số đo trước và sau: thêm số đo rồi đánh giá."}});
    if ((to == InitiativeState::recognised || to == InitiativeState::stopped) && decision.empty())
      return errors::invalid_fields("reform.decision_missing", {{"quyet_dinh", "Ghi văn bản công nhận, hoặc lý do dừng."}});
    if (!opinion.empty()) i.opinion = opinion;
    if (!decision.empty()) i.decision = decision;
    i.state = to;
    return keep(tx, i, "reform_initiative.moved", by);
  });
}

Result<std::int64_t> Initiatives::replicate(const Actor& actor, std::int64_t id, UnitId to, std::optional<Day> due) {
  std::vector<FieldError> wrong;
  if (!to) wrong.push_back({"don_vi", "Chọn đơn vị nhân rộng."});
  if (!due) wrong.push_back({"han", "Ghi thời hạn."});
  if (!wrong.empty()) return errors::invalid_fields("reform.replicate_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(auto i, visible(tx, actor, id));
    if (i.state != InitiativeState::recognised && i.state != InitiativeState::replicated)
      return errors::illegal_transition("reform.not_recognised", "Chỉ nhân rộng mô hình đã được công nhận.");
    const auto owner = actor.acting_unit();
    if (!b_.may_manage(actor, owner)) return not_yours("reform.replicate_not_yours");
    if (to == i.unit) return errors::invalid_fields("reform.replicate_at_home", {{"don_vi", "Đơn vị này đang làm mô hình."}});
    for (const auto& t : rows::tasks_of_origin(tx, Origin::replication, id))
      if (t.lead == to && t.course != Course::cancelled)
        return errors::invalid_fields("reform.replicate_twice", {{"don_vi", "Đã giao đơn vị này nhân rộng."}});
    TRY(const auto task, plans_.give(tx, by,
                                     {.owner = owner,
                                      .text = "Nhân rộng: " + i.name,
                                      .content = i.content,
                                      .lead = to,
                                      .due = due,
                                      .product = "Báo cáo kết quả áp dụng",
                                      .origin = Origin::replication,
                                      .document = i.decision,
                                      .origin_id = id,
                                      .follow_up = owner}));
    if (i.state == InitiativeState::recognised) {
      i.state = InitiativeState::replicated;
      TRY_VOID(keep(tx, i, "reform_initiative.replicated", by));
    }
    return task;
  });
}

}  // namespace motcua::reform
