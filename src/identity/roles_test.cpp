#include "identity/roles.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "identity/identity.hpp"

namespace motcua::identity {
namespace {

TEST(Roles, are_those_of_the_specification_in_order) {
  const char* const codes[] = {"CITIZEN",   "DELEGATE", "GUIDE",     "POST_CLERK", "RECEPTIONIST",  "RETURN_CLERK",
                               "BPMC_HEAD", "OFFICER",  "UNIT_HEAD", "APPROVER",   "CLERK_ARCHIVE", "CONSULTEE",
                               "CASHIER",   "CONTROL",  "LEADER",    "AUDITOR",    "SYSADMIN"};
  ASSERT_EQ(all_roles().size(), std::size(codes));
  for (std::size_t i = 0; i < std::size(codes); ++i) {
    EXPECT_EQ(all_roles()[i].code, codes[i]);
    EXPECT_EQ(static_cast<std::size_t>(all_roles()[i].role), i);
    EXPECT_EQ(role_from_code(codes[i]), all_roles()[i].role);
  }
  EXPECT_FALSE(role_from_code("BOSS"));
}

TEST(Roles, never_carry_what_they_must_not_do) {
  for (const auto& p : prohibitions())
    EXPECT_FALSE(role_info(p.role).permissions.has(p.permission)) << role_info(p.role).code << " " << p.permission.name;
}

// The table of rights: permission -> exactly these roles. Written by hand from one-stop.md §2.2, not from roles.cpp.
TEST(Roles, hold_exactly_the_rights_of_the_table) {
  struct Row {
    const char* permission;
    std::set<std::string> roles;
  };
  const Row rows[] = {
      {"dossier.own", {"CITIZEN", "DELEGATE"}},
      {"dossier.accept", {"RECEPTIONIST"}},
      {"dossier.ticket", {"POST_CLERK"}},
      {"dossier.return", {"POST_CLERK", "RECEPTIONIST", "RETURN_CLERK"}},
      {"dossier.notify", {"RECEPTIONIST", "BPMC_HEAD"}},
      {"dossier.allocate", {"BPMC_HEAD"}},
      {"dossier.work", {"OFFICER"}},
      {"dossier.propose", {"OFFICER"}},
      {"dossier.assign", {"UNIT_HEAD"}},
      {"dossier.review", {"UNIT_HEAD", "APPROVER"}},
      {"dossier.approve", {"APPROVER"}},
      {"dossier.issue", {"CLERK_ARCHIVE"}},
      {"dossier.consult", {"CONSULTEE"}},
      {"dossier.change_due", {"CONTROL"}},
      {"dossier.approve_due", {"APPROVER"}},
      {"fee.collect", {"POST_CLERK", "RECEPTIONIST", "CASHIER"}},
      {"fee.refund", {"CASHIER"}},
      {"fee.reconcile", {"CASHIER"}},
      {"catalog.tariff", {"CONTROL", "SYSADMIN"}},
      {"catalog.edit", {"CONTROL", "SYSADMIN"}},
      {"calendar.edit", {"CONTROL", "SYSADMIN"}},
      {"identity.manage", {"SYSADMIN"}},
      {"identity.audit", {"AUDITOR", "SYSADMIN"}},
      {"audit.read", {"AUDITOR"}},
      {"directive.give", {"LEADER"}},
      {"report.make", {"CONTROL"}},
      {"system.manage", {"SYSADMIN"}},
  };
  for (const auto& row : rows) {
    std::set<std::string> holders;
    for (const auto& role : all_roles())
      for (std::size_t i = 0; i < all_permissions().size(); ++i)
        if (const auto p = all_permissions()[i].permission; p.name == row.permission && role.permissions.has(p))
          holders.insert(std::string(role.code));
    EXPECT_EQ(holders, row.roles) << row.permission;
  }
}

TEST(Roles, support_and_audit_never_decide) {
  EXPECT_FALSE(role_info(Role::sysadmin).permissions.any_deciding());
  EXPECT_FALSE(role_info(Role::auditor).permissions.any_writing());
  EXPECT_TRUE(incompatible(Role::sysadmin, Role::approver));
  EXPECT_TRUE(incompatible(Role::clerk_archive, Role::sysadmin));
  EXPECT_TRUE(incompatible(Role::auditor, Role::officer));
  EXPECT_TRUE(incompatible(Role::control, Role::approver));
  EXPECT_FALSE(incompatible(Role::sysadmin, Role::control));
  EXPECT_FALSE(incompatible(Role::auditor, Role::auditor));
  EXPECT_FALSE(incompatible(Role::receptionist, Role::cashier));
}

TEST(Permissions, have_unique_names_and_titles) {
  std::set<std::string_view> names;
  for (const auto& p : all_permissions()) {
    EXPECT_TRUE(names.insert(p.permission.name).second) << p.permission.name;
    EXPECT_FALSE(p.title.empty());
  }
}

TEST(Permissions, that_manage_rights_cannot_be_lent) {
  const auto lent = PermissionSet{kDossierApprove, kIdentityManage, kIdentityDelegate, kSystemManage}.without_undelegable();
  EXPECT_TRUE(lent.has(kDossierApprove));
  EXPECT_EQ(lent.size(), 1U);
}

TEST(Permissions, unknown_names_are_in_no_set) {
  EXPECT_FALSE(PermissionSet{kDossierRead}.has(web::kOpen));
  EXPECT_FALSE(permission_index(web::kSignedIn));
}

}  // namespace
}  // namespace motcua::identity
