// Pages of tasks: lists, one task with its proofs, reminders and reminder letters.
#pragma once

#include <span>

#include "reform/plan_pages.hpp"

namespace motcua::reform {

class TaskPages {
 public:
  TaskPages(Plans& plans, const web::Shells& shells) : plans_(plans), shells_(shells) {}
  static std::span<const web::RouteOf<TaskPages>> routes();

  web::Response list(web::Call& call);
  web::Response give_form(web::Call& call);
  web::Response give(web::Call& call);
  web::Response task(web::Call& call);
  web::Response form(web::Call& call);
  web::Response act(web::Call& call);
  web::Response file(web::Call& call);
  web::Response reminders(web::Call& call);
  web::Response read(web::Call& call);
  web::Response letter(web::Call& call);

 private:
  FormScreen give_screen(const Actor& actor) const;
  std::optional<FormScreen> screen(const TaskPage& p, std::string_view what, const web::Fields& query) const;
  Result<std::string> done(web::Call& call, const TaskPage& p, std::string_view what);
  Plans& plans_;
  const web::Shells& shells_;
};

// Takes a file of the request over into the blobs: PDF or picture, told by its content. Nothing was sent: both empty.
struct KeptFile {
  std::string hash, name;
};
Result<KeptFile> keep_file(const Base& base, const web::Request& request, std::string_view field);
// The file of a record, for somebody who may see the record.
web::Response file_response(web::Call& call, const Base& base, const std::string& hash, const std::string& name);

}  // namespace motcua::reform
