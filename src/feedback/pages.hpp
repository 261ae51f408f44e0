// Pages of judging: by the dossier's link, at the counter's tablet, results for everybody; reports and proposals, their desk, their
// answers.
#pragma once

#include <span>

#include "feedback/feedback.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::feedback {

struct RateView {
  dossier::Judged dossier;
  std::optional<Rating> given;
  std::span<const Question> questions;
  std::string token;
  bool at_counter = false;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
  std::string action() const { return "/danh-gia/" + token; }
};
struct ResultsView {
  Results results;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
  bool staff = false;
};
struct SendView {
  std::vector<web::ui::Option> units;
  std::string unit, sender, contact;
  std::vector<Report> mine, answered;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
struct BoardView {
  std::vector<Report> reports;
  Instant now;
};
struct ReportView {
  Report report;
  std::vector<web::ui::Option> handlers;
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
  std::string base() const { return "/phan-anh/xu-ly/" + report.number; }
};

std::vector<web::ui::Option> options_of(const Question& question);
std::vector<web::ui::Part> bars_of(const QuestionResult& result);
std::string tenths(int score);  // "87,5"

class Pages {
 public:
  Pages(Feedback& feedback, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : feedback_(feedback), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response rate_form(web::Call& call);      // GET /danh-gia/{token}
  web::Response rate(web::Call& call);           // POST
  web::Response results(web::Call& call);        // GET /danh-gia
  web::Response staff_results(web::Call& call);  // GET /bang-dieu-hanh/danh-gia
  web::Response send_form(web::Call& call);      // GET /phan-anh
  web::Response send(web::Call& call);           // POST
  web::Response board(web::Call& call);          // GET /phan-anh/xu-ly
  web::Response show(web::Call& call);           // GET /phan-anh/xu-ly/{so}
  web::Response assign(web::Call& call);         // POST …/giao
  web::Response forward(web::Call& call);        // POST …/chuyen
  web::Response answer(web::Call& call);         // POST …/tra-loi

 private:
  web::Response rate_page(web::Call& call, std::vector<FieldError> errors);
  web::Response send_page(web::Call& call, std::vector<FieldError> errors);
  web::Response report_page(web::Call& call, std::vector<FieldError> errors);
  web::Response after(web::Call& call, const Status& done, std::string flash);
  web::Response results_page(web::Call& call, bool staff);
  Feedback& feedback_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::feedback
