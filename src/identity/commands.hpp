// `motcua user …`: accounts and rights from the command line, as the system actor. The application gives the services.
#pragma once

#include <span>
#include <string_view>

#include "base/command.hpp"
#include "identity/accounts.hpp"
#include "identity/unit_register.hpp"

namespace motcua::identity {

inline constexpr std::string_view kUserUsage =
    "user add TÊN --name \"HỌ TÊN\" [--title CHỨC-VỤ] [--role VAI-TRÒ --unit ĐƠN-VỊ [--self]] [--password-file TỆP]\n"
    "user list [--search CHỮ] [--json]\n"
    "user lock TÊN | user unlock TÊN\n"
    "user reset-password TÊN [--totp]\n"
    "user grant TÊN --role VAI-TRÒ --unit ĐƠN-VỊ [--self] [--from NGÀY] [--to NGÀY] [--reason CĂN-CỨ]\n"
    "ĐƠN-VỊ: khóa của tệp đơn vị, mã thống kê hoặc mã định danh đang dùng. VAI-TRÒ: RECEPTIONIST, OFFICER, … (user roles).\n";

// 0 good, 1 refused (message to err), 2 the call was wrong.
int user_command(std::span<const std::string_view> args, CommandIo& io, Accounts& accounts);
// `motcua units import [TỆP…]`: the shipped units when no file is named; adds what is missing.
int units_command(std::span<const std::string_view> args, CommandIo& io, UnitRegister& units, Identity& identity);

}  // namespace motcua::identity
