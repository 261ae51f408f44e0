#include "review/commands.hpp"

#include <fmt/core.h>

#include "review/scenario.hpp"

namespace motcua::review {

int review_command(std::span<const std::string_view> args, CommandIo& io, Reviews& reviews, const identity::Identity& identity) {
  if (args.size() != 3 || args[0] != "articles" || args[1] != "--unit") {
    fmt::print(io.err, "{}\n", kReviewUsage);
    return 2;
  }
  const auto unit = identity.tree()->by_key(args[2]);
  if (!unit) {
    fmt::print(io.err, "Không có đơn vị “{}”. Tìm khóa bằng motcua units find.\n", args[2]);
    return 1;
  }
  const auto system = identity.system_actor();
  const auto made = make_article_plan(reviews, system, system, unit);
  if (!made) {
    fmt::print(io.err, "{}\n", made.error().message);
    return 1;
  }
  const auto plan = reviews.plan(system, *made).value();
  const auto line = [&](std::string_view where, const Totals& t) {
    fmt::print(io.out, "{}: {} thủ tục trong kế hoạch, {} phương án ({}), tiết kiệm {}\n", where, t.planned, t.proposed, t.proposed_share(),
               million_words(t.saving.saved()));
  };
  for (const auto& [level, totals] : plan.levels) line("Cấp " + level, totals);
  line("Cộng", plan.all);
  fmt::print(io.out, "Xem tại /ra-soat/{}\n", made->value);
  return 0;
}

}  // namespace motcua::review
