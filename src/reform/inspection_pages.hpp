// Pages of inspections, visits and findings.
#pragma once

#include <fmt/core.h>

#include <span>
#include <string>

#include "reform/inspections.hpp"
#include "reform/plan_pages.hpp"
#include "reform/screen.hpp"

namespace motcua::reform {

inline std::string round_path(std::int64_t id) { return fmt::format("/cai-cach/kiem-tra/{}", id); }
inline std::string visit_path(std::int64_t id) { return fmt::format("/cai-cach/cuoc-kiem-tra/{}", id); }
inline const web::ui::Link kRoundsCrumb{.label = "Kiểm tra và phúc tra", .href = "/cai-cach/kiem-tra"};

class InspectionPages {
 public:
  InspectionPages(Inspections& inspections, const Base& base, const web::Shells& shells) : i_(inspections), b_(base), shells_(shells) {}
  static std::span<const web::RouteOf<InspectionPages>> routes();

  web::Response rounds(web::Call& call);
  web::Response plan_form(web::Call& call);
  web::Response plan(web::Call& call);
  web::Response round(web::Call& call);
  web::Response round_form(web::Call& call);
  web::Response round_act(web::Call& call);
  web::Response visit(web::Call& call);
  web::Response visit_form(web::Call& call);
  web::Response visit_act(web::Call& call);
  web::Response minutes_pdf(web::Call& call);
  web::Response conclusion_pdf(web::Call& call);

 private:
  FormScreen plan_screen(const Actor& actor) const;
  std::optional<FormScreen> round_screen(const Actor& actor, const RoundView& v, std::string_view what) const;
  std::optional<FormScreen> visit_screen(const VisitView& v, std::string_view what, const web::Fields& query) const;
  Result<std::string> visit_done(web::Call& call, const VisitView& v, std::string_view what);
  Result<std::string> marks_done(const Actor& actor, const VisitView& v, const web::Fields& form);
  Inspections& i_;
  Base b_;
  const web::Shells& shells_;
};

class FindingPages {
 public:
  FindingPages(Inspections& inspections, const Base& base, const web::Shells& shells) : i_(inspections), b_(base), shells_(shells) {}
  static std::span<const web::RouteOf<FindingPages>> routes();

  web::Response list(web::Call& call);
  web::Response finding(web::Call& call);
  web::Response form(web::Call& call);
  web::Response act(web::Call& call);
  web::Response file(web::Call& call);

 private:
  std::optional<FormScreen> screen(const FindingView& v, std::string_view what) const;
  Result<std::string> done(web::Call& call, const FindingView& v, std::string_view what);
  Inspections& i_;
  Base b_;
  const web::Shells& shells_;
};

ui::Tone tone_of(FindingState state);
Grid finding_grid(const std::vector<FindingView>& findings);

}  // namespace motcua::reform
