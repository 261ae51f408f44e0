// The roles of one-stop.md §2.2: code, official title, what each may do and must not do.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "identity/permissions.hpp"

namespace motcua::identity {

enum class Role : std::uint8_t {
  citizen,
  delegate,
  guide,
  post_clerk,
  receptionist,
  return_clerk,
  bpmc_head,
  officer,
  unit_head,
  approver,
  clerk_archive,
  consultee,
  cashier,
  control,
  leader,
  auditor,
  sysadmin,
};

struct RoleInfo {
  Role role;
  std::string_view code;   // "RECEPTIONIST"; stored and used by the command line
  std::string_view title;  // "CBCCVC tiếp nhận hồ sơ (BPMC)"
  std::string_view may;    // shown where a role is granted
  std::string_view must_not;
  bool staff = true;  // granted to accounts of officials; citizens get theirs by signing in to the portal
  PermissionSet permissions;
};

std::span<const RoleInfo> all_roles();
const RoleInfo& role_info(Role role);
std::optional<Role> role_from_code(std::string_view code);

// What a role must not do, as permissions it may never carry (the column "Must not do").
struct Prohibition {
  Role role;
  web::Permission permission;
  std::string_view source;
};
std::span<const Prohibition> prohibitions();

// Two roles one account may not hold at the same time; nothing when they go together, else the reason (Vietnamese).
std::optional<std::string_view> incompatible(Role a, Role b);

}  // namespace motcua::identity
