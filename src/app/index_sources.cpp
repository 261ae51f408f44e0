#include "app/index_sources.hpp"

#include <algorithm>

#include "feedback/period.hpp"

namespace motcua::app {

void FeedbackIndexSource::add(store::ReadTx& tx, std::span<const identity::UnitId> units, Instant from, Instant to,
                              indices::LiveFacts& facts) const {
  const auto reports = feedback::reports_between(tx, units, from, to);
  // As with dossiers: what still has time is in time.
  const auto in_time =
      std::ranges::count_if(reports, [&](const feedback::Report& r) { return r.due_at >= std::min(to, r.answered_at.value_or(to)); });
  const std::pair<std::string, std::string> list{"Phản ánh, kiến nghị", "/phan-anh/xu-ly"};
  facts.emplace("pakn", indices::LiveFact{std::ssize(reports), {list}});
  facts.emplace("pakn_dung_han", indices::LiveFact{in_time, {list}});
  facts.emplace("khong_hai_long", indices::LiveFact{std::ssize(feedback::discontent(tx, units, from, to)),
                                                    {{"Đánh giá của người dân", "/bang-dieu-hanh/danh-gia"}}});
}

indices::LiveSources index_sources() {
  static const FeedbackIndexSource kFeedback;
  static const indices::LiveSource* const kAll[] = {&kFeedback};
  return kAll;
}

}  // namespace motcua::app
