#include "app/form_sources.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "feedback/period.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "review/period.hpp"

namespace motcua::app {

using reports::Fact;
using reports::Facts;
using reports::MixedAsk;

namespace {
Fact report_fact(const feedback::Report& r, const identity::Actor& actor) {
  auto detail = fmt::format("{}. Nhận {}, hạn trả lời {}", feedback::label(r.kind), vn_datetime(r.received_at), vn_datetime(r.due_at));
  if (r.answered_at) detail += fmt::format(", trả lời {}", vn_datetime(*r.answered_at));
  Fact f{.row = "he-thong", .name = r.number, .detail = std::move(detail)};
  if (actor.permits_in(identity::kFeedbackAnswer, r.unit)) f.href = "/phan-anh/xu-ly/" + r.number;
  return f;
}
}  // namespace

Facts FeedbackFormSource::facts(store::ReadTx& tx, const identity::Actor& actor, const MixedAsk& ask,
                                std::span<const identity::UnitId> units) const {
  Facts facts{{}, {"he-thong"}};
  const auto from = ask.period.begin(), to = std::max(from, ask.until());
  for (const auto& r : feedback::reports_between(tx, units, from, to)) {
    auto count = [&, fact = report_fact(r, actor)](int column) mutable {
      fact.column = column;
      facts.all.push_back(fact);
    };
    const bool behaviour = r.kind == feedback::ReportKind::behaviour, earlier = r.received_at < from;
    count(behaviour ? 4 : 5);
    count(earlier ? 6 : 7);
    if (!r.answered_at || *r.answered_at >= to) {
      count(behaviour ? 14 : 15);
      continue;
    }
    count(behaviour ? 9 : 10);
    count(earlier ? 11 : 12);
    if (r.is_public) count(16);
  }
  return facts;
}

namespace {
// What one procedure of a plan counts as in the period.
void add_item(Facts& facts, const review::DatedItem& d, const MixedAsk& ask) {
  const auto& i = d.item;
  const auto until = ask.until();
  const auto within = [&](const std::optional<Instant>& at) { return at && *at >= ask.period.begin() && *at < until; };
  Fact base{.row = d.plan.basis == review::Basis::government ? "chinh-phu" : "dia-phuong",
            .name = fmt::format("{} {}", i.procedure_code, i.procedure_name),
            .detail = fmt::format("Cấp {}. {}", i.level, d.plan.name),
            .href = fmt::format("/ra-soat/{}/thu-tuc/{}", d.plan.id.value, i.id.value)};
  const auto add = [&](int column, std::int64_t amount = 1, std::int64_t whole = 0, std::string text = {}) {
    auto f = base;
    f.column = column;
    f.amount = amount;
    f.whole = whole;
    f.text = std::move(text);
    facts.all.push_back(std::move(f));
  };
  if (d.planned_at < until) add(2);
  // What was changed since the day known is told as it is now only: its figures of then are not known.
  if (ask.known && day_of(d.changed_at) > *ask.known) {
    if (i.state >= review::ItemState::reviewed) facts.partial.insert(base.row);
    return;
  }
  if (i.outcome == review::Outcome::keep && i.state >= review::ItemState::reviewed && within(d.reviewed_at)) add(4);
  if (i.state < review::ItemState::approved || !within(d.approved_at)) return;
  add(i.outcome == review::Outcome::abolish ? 5 : 6);
  if (i.documents > 0) add(7, i.documents);
  const std::int64_t now = i.days_now.value_or(0), cut = now - i.days_after.value_or(0);
  if (now > 0) {
    add(9, cut);
    add(10, cut, now);
  }
  const auto s = review::saving(i.sheet);
  if (s.before.value > 0) {
    add(11, s.saved().value);
    add(12, s.saved().value, s.before.value);
  }
  add(13, 1, 0, i.decision);
}
}  // namespace

Facts ReviewFormSource::facts(store::ReadTx& tx, const identity::Actor& actor, const MixedAsk& ask,
                              std::span<const identity::UnitId>) const {
  const auto tree = identity_.tree();
  const auto on = ask.last_day(identity_.today());
  const int year = int{std::chrono::year_month_day{ask.period.to}.year()};
  Facts facts;
  for (const auto& d : review::items_of_year(tx, year, [&](const review::PlanRow& p) {
         return p.unit && tree->is_within(p.unit, ask.unit, on) && identity::may_for(actor, identity::kReportRead, p.unit);
       })) {
    facts.known.insert(d.plan.basis == review::Basis::government ? "chinh-phu" : "dia-phuong");
    add_item(facts, d, ask);
  }
  return facts;
}

}  // namespace motcua::app
