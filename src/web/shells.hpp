// The shell of a page (names, navigation, user, flash) from the call. Made once by app, handed to the slices by reference.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web/gate.hpp"
#include "web/http.hpp"
#include "web/ui_page.hpp"

namespace motcua::web {

struct NavEntry {
  std::string label;  // Vietnamese; translated when the catalogue knows it
  std::string href;   // also the prefix of the paths it is current for
  Permission permission = kSignedIn;
};

struct ShellSettings {
  std::string staff_name = "Hệ thống thông tin giải quyết thủ tục hành chính";
  std::string citizen_name = "Một cửa điện tử";
  std::string unit_name;
  std::string staff_home = "/";
  std::string citizen_home = "/";
  std::string sign_in_path = "/dang-nhap";
  std::string sign_out_action = "/dang-xuat";
  std::string hotline;
  std::string note;
  std::vector<NavEntry> staff_nav;
  std::vector<NavEntry> citizen_nav;
  std::vector<NavEntry> citizen_footer;
  // Last touch: the unit of the person signed in, counts in the navigation.
  std::function<void(const Call&, ui::Shell&)> adjust;
};

class Shells {
 public:
  explicit Shells(ShellSettings settings) : settings_(std::move(settings)) {}
  ui::Shell staff(const Call& call) const;
  ui::Shell citizen(const Call& call) const;
  const ShellSettings& settings() const { return settings_; }

 private:
  ShellSettings settings_;
};

// Error pages in the shell of the area the visitor is in: `is_staff_path` decides by the path.
class ShellErrorPages final : public ErrorPages {
 public:
  ShellErrorPages(const Shells& shells, std::function<bool(const Call&)> is_staff) : shells_(shells), is_staff_(std::move(is_staff)) {}
  Response render(const Call& call, const Problem& problem) const override;

 private:
  const Shells& shells_;
  std::function<bool(const Call&)> is_staff_;
};

}  // namespace motcua::web
