// Settings of mail, text messages and sign-in codes; declared like those of config.hpp.
#pragma once

#include <array>
#include <vector>

#include "app/config.hpp"

namespace motcua::app {

inline constexpr auto kMessageSettings = std::to_array<Setting>({
    {"smtp", SettingType::text, "", "Máy chủ gửi thư, ví dụ smtp://thu.example:587 hoặc smtps://thu.example; để trống thì không gửi thư"},
    {"mail_from", SettingType::text, "motcua@localhost", "Địa chỉ người gửi ghi trên thư"},
    {"smtp_user", SettingType::text, "", "Tên đăng nhập máy chủ thư; có tên thì bắt buộc TLS"},
    {"smtp_password", SettingType::secret_file, "", "Tệp chứa mật khẩu máy chủ thư (dòng đầu)"},
    {"sms", SettingType::text, "", "Địa chỉ HTTP của nhà cung cấp tin nhắn (nhận JSON to, text, id); để trống thì không nhắn tin"},
    {"sms_token", SettingType::secret_file, "", "Tệp chứa mã truy cập của nhà cung cấp tin nhắn (dòng đầu)"},
    {"show_codes", SettingType::text, "off", "Chỉ để trình diễn: on thì mã đăng nhập của người dân hiện ngay trên trang"},
});

// Every setting of the program, in the order of the help.
std::vector<Setting> all_settings();

}  // namespace motcua::app
