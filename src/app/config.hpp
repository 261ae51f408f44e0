// Settings: each is declared once with its type, default and help. File < environment < flag. An unknown or ill-typed key stops
// the start. Secrets are given only as paths of files.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/args.hpp"
#include "base/result.hpp"

namespace motcua::app {

enum class SettingType : std::uint8_t { text, number, flag, path, secret_file };

struct Setting {
  std::string_view name;  // in the file; MOTCUA_NAME in the environment; --name (with dashes) as a flag
  SettingType type;
  std::string_view fallback;
  std::string_view help;  // Vietnamese, one line
};

inline constexpr auto kSettings = std::to_array<Setting>({
    {"data", SettingType::path, "var/motcua", "Thư mục dữ liệu: cơ sở dữ liệu SQLite, tệp đính kèm, khóa"},
    {"database", SettingType::text, "",
     "Địa chỉ PostgreSQL (postgresql://…, được ghi nhiều máy chủ); để trống thì dùng SQLite trong thư mục dữ liệu"},
    {"listen", SettingType::text, "127.0.0.1", "Địa chỉ lắng nghe"},
    {"port", SettingType::number, "8080", "Cổng lắng nghe; 0 là chọn cổng trống và in ra"},
    {"public_url", SettingType::text, "", "Địa chỉ người dùng gõ, in trên giấy hẹn và mã QR; để trống thì theo địa chỉ lắng nghe"},
    {"tls_certificate", SettingType::path, "", "Tệp chứng thư TLS (PEM); để trống thì không bật TLS"},
    {"tls_key", SettingType::secret_file, "", "Tệp khóa TLS (PEM)"},
    {"trusted_proxy", SettingType::text, "", "Địa chỉ máy chủ đứng trước được tin phần đầu X-Forwarded-*"},
    {"workers", SettingType::number, "4", "Số luồng xử lý yêu cầu"},
    {"readers", SettingType::number, "4", "Số kết nối đọc (SQLite) hoặc số kết nối (PostgreSQL)"},
    {"clamd", SettingType::text, "", "Nơi clamd lắng nghe (đường dẫn socket hoặc máy:cổng); để trống thì tệp tải lên không được quét"},
    {"secret_file", SettingType::secret_file, "",
     "Tệp khóa bí mật của hệ thống (ít nhất 32 byte); để trống thì tạo trong thư mục dữ liệu. Nhiều máy chung một cơ sở dữ liệu phải chung "
     "tệp này"},
    {"instance", SettingType::number, "0", "Số của máy này, 0–255; khác nhau khi nhiều máy chung một cơ sở dữ liệu"},
    {"unit", SettingType::text, "",
     "Khóa của Trung tâm Phục vụ hành chính công mà trang chủ giới thiệu; để trống thì lấy trung tâm cấp xã đầu tiên"},
    {"hotline", SettingType::text, "1022", "Số điện thoại hỏi đáp in trên giấy hẹn và trang công dân"},
    {"note", SettingType::text, "", "Câu ghi ở chân mọi trang, ví dụ: Dữ liệu trong trang là dữ liệu giả"},
    {"metrics_token", SettingType::text, "", "Mã để đọc /metrics từ máy khác; để trống thì chỉ máy này đọc được"},
    {"clock", SettingType::text, "", "Chỉ để thử nghiệm: giờ đứng yên, ví dụ 2026-11-25T09:00; để trống là giờ thật"},
    {"limits", SettingType::text, "on", "Chỉ để thử tải: off thì không giới hạn số yêu cầu của tài khoản và của địa chỉ nội bộ máy này"},
    {"log_level", SettingType::text, "info", "debug, info, warn hoặc error"},
});

class Config {
 public:
  // `file` may be empty: then DATA/motcua.toml is read when it exists. Flags of other meaning must have been taken out of `args`.
  static Result<Config> load(const Args& args, const std::map<std::string, std::string>& environment);

  std::string text(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  bool flag(std::string_view name) const;
  std::filesystem::path path(std::string_view name) const;
  // Where the value came from: "mặc định", the file's path, "MOTCUA_PORT", "--port".
  std::string origin(std::string_view name) const;

 private:
  struct Entry {
    std::string value, origin;
  };
  Status set(std::string_view name, std::string value, std::string origin);
  std::map<std::string, Entry, std::less<>> entries_;
};

// The settings as options of a command line, with --config FILE.
std::vector<Option> setting_options();
// The environment of this process, MOTCUA_* only.
std::map<std::string, std::string> motcua_environment();

}  // namespace motcua::app
