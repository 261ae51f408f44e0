#include "app/settings_pages.hpp"

#include <array>

#include "views/app/settings.hpp"

namespace motcua::app {

namespace {
constexpr auto kEntries = std::to_array<SettingsEntry>({
    {"Danh mục thủ tục", "/quan-tri/thu-tuc", "Thủ tục theo ngày hiệu lực, nhập bản mới, xem thay đổi"},
    {"Đơn vị", "/quan-tri/don-vi", "Cây đơn vị theo ngày, đổi tên, sáp nhập, kết thúc"},
    {"Tài khoản", "/quan-tri/tai-khoan", "Người dùng, vai trò, khóa, cấp lại mật khẩu"},
    {"Lịch làm việc", "/quan-tri/lich", "Ngày nghỉ, hoán đổi, giờ làm việc, tính thử hạn trả"},
    {"Đổi hẹn theo lịch", "/doi-hen", "Hồ sơ phải đổi hẹn sau khi lịch đổi"},
    {"Tài khoản thu", "/quan-tri/tai-khoan-thu", "Tài khoản nhận phí, lệ phí và ký hiệu biên lai của từng Bộ phận Một cửa"},
    {"Quầy và lấy số", "/quan-tri/quay", "Việc, quầy, máy lấy số, đặt giờ của Bộ phận Một cửa"},
    {"Liên hệ, điểm hỗ trợ", "/quan-tri/lien-he", "Đường dây nóng, điểm và tổ hỗ trợ theo ấp, khóm"},
    {"Bậc cảnh báo trễ hạn", "/quan-tri/canh-bao", "Khi nào báo cho ai"},
});

web::Permission permission_of(const web::Router& router, std::string_view href) {
  for (const auto& route : router.routes())
    if (route.method == web::Method::get && route.pattern == href) return route.permission;
  ensure(false, "a settings page without a route");
  return web::kSignedIn;
}
}  // namespace

std::span<const SettingsEntry> settings_entries() { return kEntries; }

std::span<const web::RouteOf<SettingsPages>> SettingsPages::routes() {
  static constexpr auto kRoutes =
      std::to_array<web::RouteOf<SettingsPages>>({{web::Method::get, "/quan-tri", web::kSignedIn, &SettingsPages::index}});
  return kRoutes;
}

web::Response SettingsPages::index(web::Call& call) {
  std::vector<SettingsEntry> open;
  for (const auto& entry : kEntries)
    if (call.principal->permits(permission_of(router_, entry.href))) open.push_back(entry);
  const auto shell = shells_.staff(call);
  return web::Response::html(web::render(shell.lang, views::settings, open, shell));
}

}  // namespace motcua::app
