// `motcua review …`
#pragma once

#include <span>
#include <string_view>

#include "base/command.hpp"
#include "review/review.hpp"

namespace motcua::review {

inline constexpr std::string_view kReviewUsage =
    "motcua review articles --unit KHÓA_ĐƠN_VỊ   [--data THƯ_MỤC] [--database ĐỊA_CHỈ]\n"
    "  articles: lập kịch bản rà soát năm 2023 (38 và 70 thủ tục) qua các bước của chương trình, in tổng số";

int review_command(std::span<const std::string_view> args, CommandIo& io, Reviews& reviews, const identity::Identity& identity);

}  // namespace motcua::review
