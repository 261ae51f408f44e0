#include "web/shells.hpp"

#include "views/web/error.hpp"

namespace motcua::web {
namespace {

bool is_below(std::string_view path, std::string_view prefix) {
  if (path == prefix) return true;
  return prefix.size() > 1 && path.starts_with(prefix) && path.size() > prefix.size() && path[prefix.size()] == '/';
}

bool may_see(const Call& call, Permission permission) {
  if (permission.name == kOpen.name) return true;
  if (!call.principal || !call.principal->signed_in()) return false;
  return call.principal->permits(permission);
}

std::vector<ui::Link> links(const Call& call, const std::vector<NavEntry>& entries) {
  std::vector<ui::Link> out;
  const auto lang = lang_of(call.lang);
  std::size_t best = 0;
  std::size_t current = entries.size();
  for (const auto& entry : entries) {
    if (!may_see(call, entry.permission)) continue;
    // The longest prefix wins: "/ho-so/moi" beside "/ho-so".
    if (is_below(call.request.path, entry.href) && entry.href.size() > best) {
      best = entry.href.size();
      current = out.size();
    }
    out.push_back({.label = std::string(translate(lang, entry.label)), .href = entry.href});
  }
  if (current < out.size()) out[current].current = true;
  return out;
}

}  // namespace

static ui::Shell common(const Call& call, const ShellSettings& settings) {
  ui::Shell shell;
  shell.lang = lang_of(call.lang);
  shell.unit_name = settings.unit_name;
  shell.hotline = settings.hotline;
  shell.note = settings.note;
  shell.csrf = call.csrf_token;
  shell.flash = call.flash;
  if (call.principal && call.principal->signed_in()) {
    shell.user_name = call.principal->display_name;
    shell.sign_out_action = settings.sign_out_action;
  } else {
    shell.user_links = {{.label = "Đăng nhập", .href = settings.sign_in_path}};
  }
  return shell;
}

ui::Shell Shells::staff(const Call& call) const {
  auto shell = common(call, settings_);
  shell.service_name = settings_.staff_name;
  shell.home = settings_.staff_home;
  shell.nav = links(call, settings_.staff_nav);
  if (settings_.adjust) settings_.adjust(call, shell);
  return shell;
}

ui::Shell Shells::citizen(const Call& call) const {
  auto shell = common(call, settings_);
  shell.service_name = settings_.citizen_name;
  shell.home = settings_.citizen_home;
  shell.nav = links(call, settings_.citizen_nav);
  shell.footer_links = links(call, settings_.citizen_footer);
  if (settings_.adjust) settings_.adjust(call, shell);
  return shell;
}

Response ShellErrorPages::render(const Call& call, const Problem& problem) const {
  const bool staff = is_staff_ && is_staff_(call);
  const auto shell = staff ? shells_.staff(call) : shells_.citizen(call);
  ui::Page page;
  page.title = problem.title;
  page.narrow = true;
  Html out(shell.lang, 8 * 1024);
  const auto body = [&](Html& o) { views::error(o, problem); };
  if (staff)
    ui::staff_page(out, shell, page, body);
  else
    ui::citizen_page(out, shell, page, body);
  return Response::html(std::move(out).take(), problem.status);
}

}  // namespace motcua::web
