// The steering committee: members, regulation, sessions with agenda and papers, conclusions that become tasks.
#pragma once

#include <string>
#include <vector>

#include "reform/committee_records.hpp"
#include "reform/plans.hpp"

namespace motcua::reform {

struct CommitteeView {
  Committee committee{};
  std::string unit_name{}, follow_up_name{};
  std::vector<Member> members{};
  std::vector<CommitteePaper> papers{};  // of the committee itself
  std::vector<Session> sessions{};
  std::vector<TaskView> tasks{};  // of all conclusions: the follow-up board
  bool may_manage = false;
};
struct SessionView {
  Session session{};
  Committee committee{};
  std::string follow_up_name{};
  std::vector<CommitteePaper> papers{};
  std::vector<Item> items{};        // before the notice for those who write it only
  std::vector<TaskView> tasks{};    // what this conclusion gave
  std::vector<TaskView> earlier{};  // of sessions before, not done yet: the follow-up office reports on them here
  bool may_manage = false;
};
struct FollowUp {  // conclusions of all committees one reads
  std::int64_t open = 0, overdue = 0, done = 0;
};

// Paragraphs of a conclusion go by letter: "a", "b", "đ".
std::string item_mark(int number);

class Committees {
 public:
  Committees(const Base& base, Plans& plans) : b_(base), plans_(plans) {}

  // Of one's own units and those above, whose conclusions bind them.
  std::vector<CommitteeView> list(const Actor& actor);
  FollowUp follow_up(const Actor& actor);
  Result<CommitteeView> open(const Actor& actor, std::int64_t id);
  Result<std::int64_t> set_up(const Actor& actor, Committee wish);
  Result<std::int64_t> add_member(const Actor& actor, std::int64_t committee, Member wish);
  Result<std::int64_t> add_paper(const Actor& actor, std::int64_t committee, CommitteePaper wish);
  // Comments → finished → for signature → issued, never back.
  Status move_paper(const Actor& actor, std::int64_t paper, PaperState to, std::string number, std::optional<Day> day, std::string note);
  Result<std::int64_t> plan_session(const Actor& actor, std::int64_t committee, Session wish);
  Result<CommitteePaper> paper(const Actor& actor, std::int64_t id);
  Result<SessionView> session(const Actor& actor, std::int64_t id);
  Status hold(const Actor& actor, std::int64_t session, std::string attendance);
  Result<std::int64_t> add_item(const Actor& actor, std::int64_t session, Item wish);
  // Issues the notice: each item becomes a task, followed up by the office of the committee.
  Status conclude(const Actor& actor, std::int64_t session, std::string number, std::optional<Day> day, std::string agreed,
                  std::string results, std::string limits);

 private:
  Result<Committee> managed(store::ReadTx& tx, const Actor& actor, std::int64_t id) const;
  Result<Session> managed_session(store::ReadTx& tx, const Actor& actor, std::int64_t id, Committee* committee = nullptr) const;
  Base b_;
  Plans& plans_;
};

}  // namespace motcua::reform
