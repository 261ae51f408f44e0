// Commands on the data itself: bring the schema up to date, check the record, back up, restore.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "app/commands.hpp"
#include "app/compose.hpp"
#include "app/desk_services.hpp"
#include "app/open.hpp"
#include "app/ready.hpp"
#include "base/json.hpp"
#include "dossier/bundle_check.hpp"
#include "store/backup.hpp"
#include "store/verify.hpp"

namespace motcua::app {

namespace {

int migrate_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {}, io);
  if (!r) return 2;
  open_database(r->config);
  fmt::print(io.out, "Cơ sở dữ liệu đã theo đúng phiên bản chương trình.\n");
  return 0;
}

// A dispute file, by itself: nothing of this installation is opened.
int verify_bundle(const std::filesystem::path& file, CommandIo& io) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) {
    fmt::print(io.err, "Không đọc được tệp {}.\n", file.string());
    return 2;
  }
  const auto report = dossier::check_bundle(std::move(bytes).str());
  for (const auto& line : report.lines) fmt::print(io.out, "{:<44} {}\n", line.name, line.broken ? "HỎNG: " + *line.broken : "đúng");
  if (report.clean()) {
    fmt::print(io.out, "Hồ sơ {}, {} lập lúc {}.\nDấu vân tay khóa ký: {} (so với trang /khoa-ky của cơ quan)\n", report.code,
               report.made_by, report.made_at, report.fingerprint);
  } else {
    fmt::print(io.out, "Tệp này không còn như khi lập; không dùng làm chứng cứ.\n");
  }
  return report.clean() ? 0 : 1;
}

int verify_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {{"json", false}, {"all", false}, {"bundle", true}}, io);
  if (!r) return 2;
  if (r->args.has("bundle")) return verify_bundle(std::filesystem::path(r->args.get_or("bundle", "")), io);
  Services services(r->config, io.clock);
  auto verifiers = services.verifiers();
  std::ranges::move(DeskServices(services).verifiers(), std::back_inserter(verifiers));
  const auto report = store::verify(*services.db, verifiers, !r->args.has("all"));
  if (r->args.has("json")) {
    JsonWriter json;
    json.begin_object().field("clean", report.clean()).key("checks").begin_array();
    for (const auto& line : report.lines) json.begin_object().field("name", line.name).field("broken", line.broken).end_object();
    json.end_array().end_object();
    fmt::print(io.out, "{}\n", json.take());
  } else {
    for (const auto& line : report.lines) fmt::print(io.out, "{:<28} {}\n", line.name, line.broken ? "HỎNG: " + *line.broken : "đúng");
    fmt::print(io.out, "{}\n", report.clean() ? "Toàn bộ bản ghi khớp nhau." : "Dòng hỏng đầu tiên: " + report.first());
  }
  return report.clean() ? 0 : 1;
}

int backup_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {}, io);
  if (!r) return 2;
  if (r->args.positional().size() != 1) {
    fmt::print(io.err, "Cần đúng một thư mục đích, ví dụ: motcua backup /sao-luu/2026-11-25\n");
    return 2;
  }
  const auto report =
      store::backup(database_url(r->config), blob_folder(r->config), std::filesystem::path(r->args.positional()[0]), io.clock.now());
  if (!report) {
    fmt::print(io.err, "{}\n", report.error().message);
    return 1;
  }
  fmt::print(io.out, "Đã sao lưu {} tệp, {} byte ({}).\n", report->files, report->bytes, report->engine);
  // Whoever finds the backup must not find the key beside it.
  fmt::print(io.out, "Khóa {} không nằm trong bản sao lưu: cất riêng, phục hồi thì cần nó cho mã QR trên giấy hẹn và mã xác thực.\n",
             secret_path(r->config).string());
  fmt::print(io.out, "Khóa {} cũng vậy: mất nó thì giấy đã phát vẫn xác minh được theo khóa công bố, nhưng phải ký bằng khóa mới.\n",
             statement_key_path(r->config).string());
  return 0;
}

int restore_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {}, io);
  if (!r) return 2;
  if (r->args.positional().size() != 1) {
    fmt::print(io.err, "Cần đúng một thư mục sao lưu, ví dụ: motcua restore /sao-luu/2026-11-25 --data var/moi\n");
    return 2;
  }
  std::filesystem::create_directories(r->config.path("data"));
  const auto report = store::restore(std::filesystem::path(r->args.positional()[0]), database_url(r->config), blob_folder(r->config));
  if (!report) {
    fmt::print(io.err, "{}\n", report.error().message);
    return 1;
  }
  fmt::print(io.out, "Đã phục hồi {} tệp, {} byte. Chạy motcua verify để kiểm tra.\n", report->files, report->bytes);
  if (const auto key = secret_path(r->config); !std::filesystem::exists(key))
    fmt::print(io.out, "Trước khi chạy lệnh khác, chép khóa đã cất riêng vào {}; không có nó thì mã QR trên giấy hẹn cũ không mở được.\n",
               key.string());
  return 0;
}

}  // namespace

std::vector<Command> data_commands() {
  return {
      {"migrate", "đưa cơ sở dữ liệu lên phiên bản của chương trình", "motcua migrate [--data THƯ_MỤC] [--database ĐỊA_CHỈ]",
       migrate_command},
      {"verify", "tính lại toàn bộ bản ghi và nêu dòng hỏng đầu tiên",
       "motcua verify [--all] [--json] [--data THƯ_MỤC] [--database ĐỊA_CHỈ]\nmotcua verify --bundle TỆP   (hồ sơ tranh chấp; không cần "
       "máy chủ)",
       verify_command},
      {"backup", "sao lưu cơ sở dữ liệu và tệp vào một thư mục mới", "motcua backup ĐÍCH [--data THƯ_MỤC] [--database ĐỊA_CHỈ]",
       backup_command},
      {"restore", "phục hồi từ thư mục sao lưu vào chỗ trống", "motcua restore NGUỒN [--data THƯ_MỤC] [--database ĐỊA_CHỈ]",
       restore_command},
  };
}

}  // namespace motcua::app
