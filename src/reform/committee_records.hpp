// What is kept of the steering committee. Private to the slice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reform/committee_words.hpp"
#include "reform/record.hpp"

namespace motcua::reform {

using identity::UnitId;

struct Committee {
  std::int64_t id{}, version{};
  UnitId unit{};  // that set it up
  std::string name{}, decision{};
  Day set_up_on{};
  UnitId follow_up{};  // office that follows conclusions up
};
template <> struct Table<Committee> {
  static constexpr std::string_view name = "reform_committee";
  static constexpr std::tuple columns{Column{"id", &Committee::id},
                                      Column{"version", &Committee::version},
                                      Column{"unit_id", &Committee::unit},
                                      Column{"name", &Committee::name},
                                      Column{"decision", &Committee::decision},
                                      Column{"set_up_on", &Committee::set_up_on},
                                      Column{"follow_up", &Committee::follow_up}};
};

struct Member {
  std::int64_t id{}, version{}, committee{};
  std::string name{}, post{};
  MemberRole role{};
  std::string charge{}, area{};  // lĩnh vực, địa bàn phụ trách
};
template <> struct Table<Member> {
  static constexpr std::string_view name = "reform_member";
  static constexpr std::tuple columns{
      Column{"id", &Member::id},         Column{"version", &Member::version}, Column{"committee", &Member::committee},
      Column{"name", &Member::name},     Column{"post", &Member::post},       Column{"role", &Member::role},
      Column{"charge", &Member::charge}, Column{"area", &Member::area}};
};

// The regulation in its versions, notices, what a session was about.
struct CommitteePaper {
  std::int64_t id{}, version{}, committee{}, of_session{};  // 0: of the committee itself
  PaperKind kind{};
  PaperState state{};
  std::string title{}, number{};
  Day day{};
  std::string note{};  // comments and what became of them
  std::string hash{}, file_name{};
};
template <> struct Table<CommitteePaper> {
  static constexpr std::string_view name = "reform_paper";
  static constexpr std::tuple columns{Column{"id", &CommitteePaper::id},
                                      Column{"version", &CommitteePaper::version},
                                      Column{"committee", &CommitteePaper::committee},
                                      Column{"of_session", &CommitteePaper::of_session},
                                      Column{"kind", &CommitteePaper::kind},
                                      Column{"state", &CommitteePaper::state},
                                      Column{"title", &CommitteePaper::title},
                                      Column{"number", &CommitteePaper::number},
                                      Column{"day", &CommitteePaper::day},
                                      Column{"note", &CommitteePaper::note},
                                      Column{"hash", &CommitteePaper::hash},
                                      Column{"file_name", &CommitteePaper::file_name}};
};

struct Session {
  std::int64_t id{}, version{}, committee{};
  int number{};
  Day day{};
  std::string place{}, chair{}, attendance{};
  SessionState state{};
  std::string notice{};  // number of the notice of conclusion
  std::optional<Day> notice_on{};
  std::string agreed{}, results{}, limits{};
};
template <> struct Table<Session> {
  static constexpr std::string_view name = "reform_session";
  static constexpr std::tuple columns{Column{"id", &Session::id},
                                      Column{"version", &Session::version},
                                      Column{"committee", &Session::committee},
                                      Column{"number", &Session::number},
                                      Column{"day", &Session::day},
                                      Column{"place", &Session::place},
                                      Column{"chair", &Session::chair},
                                      Column{"attendance", &Session::attendance},
                                      Column{"state", &Session::state},
                                      Column{"notice", &Session::notice},
                                      Column{"notice_on", &Session::notice_on},
                                      Column{"agreed", &Session::agreed},
                                      Column{"results", &Session::results},
                                      Column{"limits", &Session::limits}};
};

// A paragraph of the conclusion that becomes a task when the notice is issued.
struct Item {
  std::int64_t id{}, version{}, session{};
  int number{};
  std::string text{};
  Content content{};
  UnitId lead{};
  std::optional<Day> due{};
  std::string product{}, metric{};
  TargetKind target_kind{};
  std::int64_t target{};
  std::int64_t given{};  // the task it became
};
template <> struct Table<Item> {
  static constexpr std::string_view name = "reform_item";
  static constexpr std::tuple columns{Column{"id", &Item::id},
                                      Column{"version", &Item::version},
                                      Column{"session", &Item::session},
                                      Column{"number", &Item::number},
                                      Column{"text", &Item::text},
                                      Column{"content", &Item::content},
                                      Column{"lead_unit", &Item::lead},
                                      Column{"due", &Item::due},
                                      Column{"product", &Item::product},
                                      Column{"metric", &Item::metric},
                                      Column{"target_kind", &Item::target_kind},
                                      Column{"target", &Item::target},
                                      Column{"given", &Item::given}};
};

}  // namespace motcua::reform
