#include "reform/store_committee.hpp"

#include "reform/store_record.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(Committee)
MOTCUA_REFORM_TABLE(Member)
MOTCUA_REFORM_TABLE(CommitteePaper)
MOTCUA_REFORM_TABLE(Session)
MOTCUA_REFORM_TABLE(Item)

namespace rows {

using store::ReadTx;

namespace {
MOTCUA_REFORM_LIST(kMembers, Member, "WHERE committee = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kPapers, CommitteePaper, "WHERE committee = $1 AND of_session = $2 ORDER BY id");
MOTCUA_REFORM_LIST(kSessions, Session, "WHERE committee = $1 ORDER BY number DESC");
MOTCUA_REFORM_LIST(kItems, Item, "WHERE session = $1 ORDER BY number");
}  // namespace

std::vector<Member> members(ReadTx& tx, std::int64_t committee) { return tx.all<Member>(kMembers, from_row<Member>, committee); }
std::vector<CommitteePaper> papers(ReadTx& tx, std::int64_t committee, std::int64_t session) {
  return tx.all<CommitteePaper>(kPapers, from_row<CommitteePaper>, committee, session);
}
std::vector<Session> sessions(ReadTx& tx, std::int64_t committee) { return tx.all<Session>(kSessions, from_row<Session>, committee); }
std::vector<Item> items(ReadTx& tx, std::int64_t session) { return tx.all<Item>(kItems, from_row<Item>, session); }

}  // namespace rows
}  // namespace motcua::reform
