// `motcua report …`: reports on the command line, and the upkeep of their sums.
#pragma once

#include <span>
#include <string_view>

#include "base/command.hpp"
#include "identity/identity.hpp"
#include "reports/reports.hpp"

namespace motcua::reports {

inline constexpr std::string_view kReportUsage =
    "motcua report [--form 07a|07b|ii-06a|quan-ly] [--period thang-2026-11|quy-2026-3|6-thang-2026|nam-2026|TỪ..ĐẾN] [--unit KHÓA]\n"
    "              [--known NGÀY] [--json|--csv|--xlsx TỆP|--pdf TỆP]   in hoặc ghi báo cáo; không có --form: biểu có hiệu lực\n"
    "motcua report fold       tổng hợp phần sổ nhật ký chưa tổng hợp\n"
    "motcua report rebuild    bỏ mọi số đã tổng hợp, tổng hợp lại từ sổ nhật ký\n"
    "motcua report articles --check   số liệu của năm bài báo bên số của hệ thống, và chênh lệch\n"
    "                         [--data THƯ_MỤC] [--database ĐỊA_CHỈ]";

// Exit code as for every command; figures are those of the whole installation.
int report_command(std::span<const std::string_view> args, CommandIo& io, Reports& reports, identity::Identity& identity);

}  // namespace motcua::reports
