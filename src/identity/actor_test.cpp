#include "identity/actor.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace motcua::identity {
namespace {

Day day(const char* text) { return parse_day(text).value(); }
const Day kToday = day("2026-11-25");

// province 1 ─ commune 2 ─ {one-stop 3, division 4}; commune 5; district 6 ended 2025-07-01 into commune 2.
Unit unit(std::int64_t id, UnitKind kind, std::int64_t parent, DaySpan span = {}) {
  Unit u{UnitId{id}, "u" + std::to_string(id), span, {{"Đơn vị " + std::to_string(id), kind, span, ""}}, {}, {}, false, "", 0};
  if (parent != 0) u.parents.push_back({UnitId{parent}, span});
  return u;
}
std::shared_ptr<const UnitTree> tree() {
  static const auto t = std::make_shared<const UnitTree>(
      std::vector<Unit>{unit(1, UnitKind::province, 0), unit(2, UnitKind::commune, 1), unit(3, UnitKind::one_stop, 2),
                        unit(4, UnitKind::division, 2), unit(5, UnitKind::commune, 1),
                        unit(6, UnitKind::district, 1, {kSinceEver, kTwoTierStart})},
      std::vector<Succession>{{UnitId{6}, UnitId{2}, kTwoTierStart, SuccessionKind::abolish_level, true, "", false}});
  return t;
}
Grant grant(Role role, std::int64_t unit_id, bool subtree, std::int64_t account = 1, DaySpan span = {}) {
  return {GrantId{1}, AccountId{account}, role, {UnitId{unit_id}, subtree}, span, "QĐ"};
}
Actor actor(std::vector<Grant> own, std::vector<Lent> lent = {}, Day on = kToday) {
  return Actor(AccountId{1}, PersonId{11}, "An", effective_grants(*tree(), own, lent, on), UnitId{}, on, tree());
}
Delegation delegation(Role role, std::int64_t unit_id, bool subtree, const char* from = "2026-11-20", const char* to = "2026-12-01") {
  return {DelegationId{7}, AccountId{2}, AccountId{1}, role, {UnitId{unit_id}, subtree}, {day(from), day(to)}, "đi công tác", {}};
}

TEST(Actor, nobody_may_only_what_is_open) {
  const Actor nobody;
  EXPECT_TRUE(nobody.permits(web::kOpen));
  EXPECT_FALSE(nobody.permits(web::kSignedIn));
  EXPECT_FALSE(nobody.permits(kDossierRead));
  EXPECT_FALSE(nobody.permits_in(kDossierRead, UnitId{1}));
}

TEST(Actor, has_rights_in_the_scope_and_not_beside_or_above_it) {
  const auto self = actor({grant(Role::officer, 2, false)});
  EXPECT_TRUE(self.permits_in(kDossierWork, UnitId{2}));
  EXPECT_FALSE(self.permits_in(kDossierWork, UnitId{4})) << "not the units below";
  const auto below = actor({grant(Role::officer, 2, true)});
  EXPECT_TRUE(below.permits_in(kDossierWork, UnitId{4}));
  EXPECT_FALSE(below.permits_in(kDossierWork, UnitId{1})) << "not above";
  EXPECT_FALSE(below.permits_in(kDossierWork, UnitId{5})) << "not beside";
  EXPECT_FALSE(below.permits_in(kDossierWork, UnitId{99})) << "unknown unit";
  EXPECT_FALSE(below.permits_in(kDossierApprove, UnitId{2})) << "not what the role does not carry";
}

TEST(Actor, rights_begin_and_end_with_their_days) {
  const DaySpan november{day("2026-11-01"), day("2026-12-01")};
  for (const auto& [on, expected] : {std::pair("2026-10-31", false), {"2026-11-01", true}, {"2026-11-30", true}, {"2026-12-01", false}})
    EXPECT_EQ(actor({grant(Role::officer, 2, false, 1, november)}, {}, day(on)).permits(kDossierWork), expected) << on;
}

TEST(Actor, reads_but_does_not_act_for_an_ended_unit_it_succeeds) {
  const auto successor = actor({grant(Role::approver, 2, true)});
  EXPECT_TRUE(successor.permits_in(kDossierRead, UnitId{6}));
  EXPECT_FALSE(successor.permits_in(kDossierApprove, UnitId{6}));
  EXPECT_FALSE(actor({grant(Role::approver, 5, true)}).permits_in(kDossierRead, UnitId{6}));
}

TEST(Actor, lists_units_and_widest_scopes) {
  const auto both = actor({grant(Role::officer, 2, true), grant(Role::officer, 4, false), grant(Role::leader, 5, false)});
  EXPECT_EQ(both.units_with(kDossierWork), (std::vector{UnitId{2}, UnitId{3}, UnitId{4}}));
  EXPECT_EQ(both.scopes_with(kDossierWork), (std::vector{Scope{UnitId{2}, true}}));
  EXPECT_EQ(both.units_with(kDossierRead), (std::vector{UnitId{2}, UnitId{3}, UnitId{4}, UnitId{5}}));
}

// units_with and permits_in must be two views of one thing, for every role and scope.
TEST(ActorProperty, units_with_is_exactly_where_permits_in) {
  for (const auto& role : all_roles())
    for (std::int64_t scope = 1; scope <= 6; ++scope)
      for (const bool subtree : {false, true}) {
        const auto a = actor({grant(role.role, scope, subtree)});
        for (const auto& p : all_permissions()) {
          const auto listed = a.units_with(p.permission);
          for (std::int64_t u = 1; u <= 5; ++u)
            EXPECT_EQ(std::ranges::find(listed, UnitId{u}) != listed.end(), a.permits_in(p.permission, UnitId{u}))
                << role.code << " " << scope << " " << subtree << " " << p.permission.name << " " << u;
        }
      }
}

TEST(Delegation, lends_within_the_givers_rights) {
  const std::vector<Grant> giver{grant(Role::approver, 2, true, 2)};
  EXPECT_TRUE(check_delegation(*tree(), delegation(Role::approver, 2, true), giver));
  EXPECT_TRUE(check_delegation(*tree(), delegation(Role::approver, 4, false), giver));
}

TEST(Delegation, never_exceeds_the_givers_rights) {
  const std::vector<Grant> giver{grant(Role::approver, 2, false, 2, {day("2026-01-01"), day("2026-11-30")})};
  const auto key = [&](const Delegation& d) {
    const auto status = check_delegation(*tree(), d, giver);
    return status ? std::string() : status.error().key;
  };
  EXPECT_EQ(key(delegation(Role::approver, 2, false, "2026-11-20", "2026-11-25")), "");
  EXPECT_EQ(key(delegation(Role::approver, 2, true, "2026-11-20", "2026-11-25")), "identity.delegation_exceeds") << "wider scope";
  EXPECT_EQ(key(delegation(Role::approver, 1, false, "2026-11-20", "2026-11-25")), "identity.delegation_exceeds") << "unit above";
  EXPECT_EQ(key(delegation(Role::officer, 2, false, "2026-11-20", "2026-11-25")), "identity.delegation_exceeds") << "other role";
  EXPECT_EQ(key(delegation(Role::approver, 2, false)), "identity.delegation_exceeds") << "longer than the grant";
  auto endless = delegation(Role::approver, 2, false);
  endless.span.to.reset();
  EXPECT_EQ(key(endless), "identity.delegation_invalid");
  EXPECT_EQ(key(delegation(Role::approver, 2, false, "2026-01-01", "2027-02-01")), "identity.delegation_invalid") << "over a year";
  auto self = delegation(Role::approver, 2, false, "2026-11-20", "2026-11-25");
  self.receiver = self.giver;
  EXPECT_EQ(key(self), "identity.delegation_invalid");
}

TEST(Delegation, cannot_pass_on_what_was_lent) {
  // check_delegation sees own grants only: somebody who merely borrowed has none.
  EXPECT_EQ(check_delegation(*tree(), delegation(Role::approver, 2, false), {}).error().key, "identity.delegation_exceeds");
}

TEST(Delegation, works_only_while_it_and_the_givers_grant_last) {
  const auto with = [](Delegation d, std::vector<Grant> giver, const char* on) {
    return actor({}, {{std::move(d), PersonId{12}, std::move(giver)}}, day(on)).permits_in(kDossierApprove, UnitId{2});
  };
  const auto d = delegation(Role::approver, 2, false);
  const std::vector<Grant> giver{grant(Role::approver, 2, true, 2)};
  EXPECT_FALSE(with(d, giver, "2026-11-19"));
  EXPECT_TRUE(with(d, giver, "2026-11-20"));
  EXPECT_TRUE(with(d, giver, "2026-11-30"));
  EXPECT_FALSE(with(d, giver, "2026-12-01"));
  EXPECT_FALSE(with(d, {grant(Role::approver, 2, true, 2, {kSinceEver, day("2026-11-25")})}, "2026-11-25")) << "giver lost it";
  EXPECT_FALSE(with(d, {}, "2026-11-25")) << "giver locked";
  auto revoked = d;
  revoked.revoked_at = Instant{};
  EXPECT_FALSE(with(revoked, giver, "2026-11-25"));
}

TEST(Delegation, never_lends_the_right_to_manage_or_to_lend) {
  const auto a = actor({}, {{delegation(Role::sysadmin, 1, true), PersonId{12}, {grant(Role::sysadmin, 1, true, 2)}}});
  EXPECT_TRUE(a.permits(kCatalogRead));
  EXPECT_FALSE(a.permits(kIdentityManage));
  EXPECT_FALSE(a.permits(kSystemManage));
  EXPECT_FALSE(
      actor({}, {{delegation(Role::approver, 2, false), PersonId{12}, {grant(Role::approver, 2, true, 2)}}}).permits(kIdentityDelegate));
}

TEST(FourEyes, the_approver_is_another_person) {
  const auto approver = actor({grant(Role::approver, 2, true)});
  EXPECT_TRUE(different_person(PersonId{12}, approver, kDossierApprove, UnitId{2}));
  EXPECT_EQ(different_person(PersonId{11}, approver, kDossierApprove, UnitId{2}).error().key, "identity.four_eyes");
}

TEST(FourEyes, a_stand_in_does_not_approve_what_the_giver_prepared) {
  const std::vector<Lent> lent{{delegation(Role::approver, 2, true), PersonId{12}, {grant(Role::approver, 2, true, 2)}}};
  EXPECT_EQ(different_person(PersonId{12}, actor({}, lent), kDossierApprove, UnitId{2}).error().key, "identity.four_eyes_lent");
  EXPECT_TRUE(different_person(PersonId{13}, actor({}, lent), kDossierApprove, UnitId{2}));
  EXPECT_TRUE(different_person(PersonId{12}, actor({grant(Role::approver, 2, true)}, lent), kDossierApprove, UnitId{2}))
      << "who may approve in his own right does not act for the giver";
}

TEST(Grants, do_not_repeat_and_do_not_clash) {
  const std::vector<Grant> held{grant(Role::sysadmin, 1, true), grant(Role::officer, 2, false, 1, {kSinceEver, day("2026-01-01")})};
  const auto key = [&](const Grant& g) {
    const auto status = check_grant(g, held);
    return status ? std::string() : status.error().key;
  };
  EXPECT_EQ(key(grant(Role::sysadmin, 1, true)), "identity.grant_twice");
  EXPECT_EQ(key(grant(Role::approver, 2, false)), "identity.roles_incompatible");
  EXPECT_EQ(key(grant(Role::officer, 2, false, 1, {day("2026-01-01"), {}})), "");
  EXPECT_EQ(key(grant(Role::control, 2, false, 1, {day("2026-02-01"), day("2026-01-01")})), "identity.grant_period");
}

TEST(Scopes, intersect_only_where_both_reach) {
  const auto cut = [](Scope a, Scope b) { return intersect(*tree(), a, b, kToday); };
  EXPECT_EQ(cut({UnitId{1}, true}, {UnitId{2}, true}), (Scope{UnitId{2}, true}));
  EXPECT_EQ(cut({UnitId{2}, true}, {UnitId{1}, true}), (Scope{UnitId{2}, true}));
  EXPECT_EQ(cut({UnitId{1}, true}, {UnitId{2}, false}), (Scope{UnitId{2}, false}));
  EXPECT_FALSE(cut({UnitId{1}, false}, {UnitId{2}, true}));
  EXPECT_FALSE(cut({UnitId{5}, true}, {UnitId{2}, true}));
}

}  // namespace
}  // namespace motcua::identity
