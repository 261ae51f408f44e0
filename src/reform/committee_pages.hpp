// Pages of the steering committee and its sessions.
#pragma once

#include <span>

#include "reform/committees.hpp"
#include "reform/plan_pages.hpp"
#include "reform/screen.hpp"

namespace motcua::reform {

std::string committee_path(std::int64_t id);
std::string session_path(std::int64_t id);
// What conclusions gave: whose, until when, how far. The follow-up board.
Grid followed_tasks(const std::vector<TaskView>& tasks);

class CommitteePages {
 public:
  CommitteePages(Committees& committees, const Base& base, const web::Shells& shells) : c_(committees), b_(base), shells_(shells) {}
  static std::span<const web::RouteOf<CommitteePages>> routes();

  web::Response list(web::Call& call);
  web::Response new_form(web::Call& call);
  web::Response create(web::Call& call);
  web::Response committee(web::Call& call);
  web::Response committee_form(web::Call& call);
  web::Response committee_act(web::Call& call);
  web::Response file(web::Call& call);

 private:
  FormScreen new_screen(const Actor& actor) const;
  std::optional<FormScreen> committee_screen(const CommitteeView& v, std::string_view what, const web::Fields& query) const;
  Result<std::string> committee_done(web::Call& call, const CommitteeView& v, std::string_view what);
  Committees& c_;
  Base b_;
  const web::Shells& shells_;
};

class SessionPages {
 public:
  SessionPages(Committees& committees, const Base& base, const web::Shells& shells) : c_(committees), b_(base), shells_(shells) {}
  static std::span<const web::RouteOf<SessionPages>> routes();

  web::Response session(web::Call& call);
  web::Response session_form(web::Call& call);
  web::Response session_act(web::Call& call);
  web::Response notice_pdf(web::Call& call);

 private:
  std::optional<FormScreen> session_screen(const SessionView& v, std::string_view what) const;
  Result<std::string> session_done(web::Call& call, const SessionView& v, std::string_view what);
  Result<std::string> item_added(web::Call& call, const SessionView& v);
  Committees& c_;
  Base b_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
