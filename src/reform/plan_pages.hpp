// Pages of plans: list, one plan, its forms.
#pragma once

#include <span>

#include "reform/plans.hpp"
#include "reform/screen.hpp"

namespace motcua::reform {

std::string plan_path(std::int64_t plan);
inline const ui::Link kHomeCrumb{.label = "Cải cách hành chính", .href = "/cai-cach"};

// Units a task of this unit may be given to: its own offices, and the committees below it.
std::vector<ui::Option> lead_options(const Base& base, UnitId unit);
// Committees and offices the person may manage for.
std::vector<ui::Option> managed_units(const Base& base, const Actor& actor);
ui::Tone tone_of(TaskState state);
std::string_view goal_state(const GoalView& g);  // "Đạt", "Chưa đến hạn", "Không đạt"
// The three counters side by side, never added up.
Group counters(const PlanTallies& t, const std::string& base_href);

class PlanPages {
 public:
  PlanPages(Plans& plans, const web::Shells& shells) : plans_(plans), shells_(shells) {}
  static std::span<const web::RouteOf<PlanPages>> routes();

  web::Response list(web::Call& call);
  web::Response draft_form(web::Call& call);
  web::Response draft(web::Call& call);
  web::Response plan(web::Call& call);
  web::Response form(web::Call& call);
  web::Response act(web::Call& call);

 private:
  FormScreen draft_screen(const Actor& actor) const;
  // The form of one thing to do; nothing when there is none of this name.
  std::optional<FormScreen> screen(const PlanView& v, std::string_view what, const web::Fields& query) const;
  Result<std::string> done(const Actor& actor, const PlanView& v, std::string_view what, const web::Fields& form);
  Plans& plans_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
