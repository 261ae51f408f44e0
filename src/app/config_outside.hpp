// Settings of what stands outside: the provider of sign-in for citizens, the payment gateway; declared like those of config.hpp.
#pragma once

#include <array>

#include "app/config.hpp"

namespace motcua::app {

inline constexpr auto kOutsideSettings = std::to_array<Setting>({
    {"sso_issuer", SettingType::text, "",
     "Địa chỉ nơi xác thực người dân (OpenID Connect), ví dụ https://xacthuc.example; để trống thì chỉ đăng nhập bằng mã"},
    {"sso_client", SettingType::text, "", "Tên của hệ thống này ở nơi xác thực (client_id)"},
    {"sso_secret", SettingType::secret_file, "", "Tệp chứa mật khẩu của hệ thống này ở nơi xác thực (dòng đầu)"},
    {"sso_name", SettingType::text, "VNeID", "Tên nơi xác thực ghi trên nút đăng nhập"},
    {"sso_scope", SettingType::text, "openid", "Phạm vi xin nơi xác thực, cách nhau bằng dấu cách"},
    {"sso_acr", SettingType::text, "", "Mức xác thực phải có (acr_values), ví dụ LoA1; để trống thì không đòi"},
    {"sso_contacts", SettingType::text, "claimed",
     "claimed: tin địa chỉ thư, số điện thoại khi nơi xác thực nói đã xác minh; proven: luôn tin, vì nơi ấy chỉ giữ số đã xác minh"},
    {"pay_gateway", SettingType::text, "",
     "Trang thanh toán của cổng, ví dụ https://cong.example/pay; để trống thì người dân nộp bằng chuyển khoản hoặc tại quầy"},
    {"pay_merchant", SettingType::text, "", "Mã của đơn vị ở cổng thanh toán"},
    {"pay_secret", SettingType::secret_file, "", "Tệp khóa ký chung với cổng thanh toán (dòng đầu, ít nhất 16 ký tự)"},
    {"pay_name", SettingType::text, "Cổng thanh toán", "Tên cổng thanh toán ghi trên trang"},
});

// First line of a file of the settings; empty when none is named. A file that is not there stops the start.
std::string first_line(const std::filesystem::path& path);

}  // namespace motcua::app
