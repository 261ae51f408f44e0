// `motcua indices …`: sets of criteria from the command line.
#pragma once

#include <span>
#include <string_view>

#include "base/command.hpp"
#include "indices/indices.hpp"

namespace motcua::indices {

inline constexpr std::string_view kIndicesUsage =
    "motcua indices import TỆP.yaml… | check TỆP.yaml… | list   [--data THƯ_MỤC] [--database ĐỊA_CHỈ]\n"
    "  import: nhập bộ tiêu chí; bộ đã có kỳ chấm thì đặt valid_from mới. check: chỉ đọc và báo lỗi có dòng, ký tự";

int indices_command(std::span<const std::string_view> args, CommandIo& io, Indices& indices, const identity::Identity& identity);

}  // namespace motcua::indices
