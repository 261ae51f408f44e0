// Commands of slices that work on the opened services.
#include <fmt/core.h>

#include "app/article_check.hpp"
#include "app/commands.hpp"
#include "app/compose.hpp"
#include "app/ready.hpp"
#include "app/slices.hpp"
#include "identity/commands.hpp"
#include "indices/commands.hpp"
#include "reports/articles.hpp"
#include "reports/commands.hpp"
#include "review/commands.hpp"

namespace motcua::app {

namespace {

// `motcua user …` and `motcua units …` take the settings from the environment and DATA; their own options are theirs to read.
// --data and --database are taken out before.
struct Split {
  std::vector<std::string_view> settings, own;
};
Split split(std::span<const std::string_view> args) {
  Split out;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool setting = args[i] == "--data" || args[i] == "--database" || args[i] == "--config" || args[i].starts_with("--data=") ||
                         args[i].starts_with("--database=");
    (setting ? out.settings : out.own).push_back(args[i]);
    if (setting && args[i].find('=') == std::string_view::npos && i + 1 < args.size()) out.settings.push_back(args[++i]);
  }
  return out;
}

template <class F> int with_services(std::span<const std::string_view> settings, CommandIo& io, F&& run) {
  const auto r = ready(settings, {}, io);
  if (!r) return 2;
  Services services(r->config, io.clock);
  return run(services);
}

int user(std::span<const std::string_view> args, CommandIo& io) {
  const auto parts = split(args);
  return with_services(parts.settings, io, [&](Services& s) { return identity::user_command(parts.own, io, s.accounts); });
}

int units(std::span<const std::string_view> args, CommandIo& io) {
  const auto parts = split(args);
  return with_services(parts.settings, io, [&](Services& s) { return identity::units_command(parts.own, io, s.units, s.identity); });
}

int report(std::span<const std::string_view> args, CommandIo& io) {
  const auto parts = split(args);
  return with_services(parts.settings, io, [&](Services& s) {
    if (!parts.own.empty() && parts.own[0] == "articles") {
      // One check a slice; others are added here.
      const reports::ArticleCheck checks[] = {reports::dossier_article_check(s.reports, *s.db, s.identity), reform_article_check(s)};
      return reports::article_command(checks, io);
    }
    return reports::report_command(parts.own, io, s.reports, s.identity);
  });
}

int indices(std::span<const std::string_view> args, CommandIo& io) {
  const auto parts = split(args);
  return with_services(parts.settings, io, [&](Services& s) {
    indices::Indices all(index_ground(s));
    return indices::indices_command(parts.own, io, all, s.identity);
  });
}

int review(std::span<const std::string_view> args, CommandIo& io) {
  const auto parts = split(args);
  return with_services(parts.settings, io, [&](Services& s) {
    review::Reviews reviews(review_ground(s));
    return review::review_command(parts.own, io, reviews, s.identity);
  });
}

int open_catalog(const Args& args, CommandIo& io, const std::function<int(catalog::Catalog&)>& run) {
  std::vector<std::string_view> settings;
  for (const auto* name : {"data", "database"})
    if (const auto given = args.get(name)) {
      settings.push_back(std::string_view(name) == "data" ? "--data" : "--database");
      settings.push_back(*given);
    }
  return with_services(settings, io, [&](Services& s) { return run(s.catalog); });
}

}  // namespace

std::vector<Command> slice_commands() {
  return {
      catalog::catalog_command(open_catalog),
      {"user", "tài khoản và vai trò: thêm, xem, khóa, đặt lại mật khẩu, giao quyền", identity::kUserUsage, user},
      {"report", "lập báo cáo từ hồ sơ: biểu, kỳ, đơn vị, như đã biết ngày; tổng hợp lại", reports::kReportUsage, report},
      {"indices", "bộ tiêu chí của các chỉ số: nhập, kiểm tra, liệt kê", indices::kIndicesUsage, indices},
      {"review", "rà soát thủ tục: kịch bản năm 2023", review::kReviewUsage, review},
      {"units", "tìm đơn vị; nhập cây đơn vị từ tệp, hoặc cây đi kèm chương trình",
       "motcua units find CHỮ TRONG TÊN | import [TỆP…]   [--data THƯ_MỤC] [--database ĐỊA_CHỈ]", units},
  };
}

}  // namespace motcua::app
