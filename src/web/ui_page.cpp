#include "web/ui_page.hpp"

#include "web/assets.hpp"
#include "web/http.hpp"
#include "web/ui_form.hpp"

namespace motcua::web::ui {
namespace {

// An open door in a ring ("một cửa"): our own sign, plainly no state emblem.
constexpr Markup kSign =
    "<svg class=\"mc-sign\" width=\"44\" height=\"44\" viewBox=\"0 0 44 44\" aria-hidden=\"true\" focusable=\"false\">"
    "<circle cx=\"22\" cy=\"22\" r=\"20.5\" fill=\"#a4161d\" stroke=\"#e3b23c\" stroke-width=\"2\"/>"
    "<path d=\"M13 34V19a9 9 0 0 1 18 0v15\" fill=\"none\" stroke=\"#e3b23c\" stroke-width=\"2.6\"/>"
    "<path d=\"M17 34V20.5l8.5-4.5v18z\" fill=\"#ffd54a\"/><circle cx=\"23.2\" cy=\"26\" r=\"1.2\" fill=\"#6d0c11\"/>"
    "<path d=\"M9 34h26\" stroke=\"#e3b23c\" stroke-width=\"2.6\"/></svg>";

void head(Html& out, const Shell& shell, const Page& page, bool citizen) {
  out << "<!DOCTYPE html>\n<html";
  out.attr(" lang", code_of(shell.lang));
  out << " class=\"govuk-template mc-html\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
  if (!page.errors.empty()) out.say("Lỗi: ");
  out.value(page.title);
  out << " – ";
  out.value(shell.service_name);
  out << "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"theme-color\" "
         "content=\"#6d0c11\">\n";
  out << "<link rel=\"icon\" type=\"image/svg+xml\"";
  out.url_attr(" href", asset_url("favicon.svg"));
  out << ">\n";
  for (const std::string_view font : {"be-vietnam-pro-vietnamese-400-normal.woff2", "be-vietnam-pro-latin-400-normal.woff2"}) {
    out << "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin=\"anonymous\"";
    out.url_attr(" href", asset_url(font));
    out << ">\n";
  }
  out << "<link rel=\"stylesheet\"";
  out.url_attr(" href", asset_url(citizen ? "citizen.css" : "staff.css"));
  out << ">\n<script type=\"module\"";
  out.url_attr(" src", asset_url(citizen ? "citizen.js" : "staff.js"));
  out << "></script>\n</head>\n<body class=\"govuk-template__body mc-body";
  out << (citizen ? Markup(" mc-citizen") : Markup(" mc-staff")) << "\">\n";
  out << "<a class=\"govuk-skip-link mc-skip\" href=\"#main\">";
  out.say("Đến nội dung chính") << "</a>\n";
}

void nav_link(Html& out, const Link& link) {
  out << "<a";
  out.url_attr(" href", link.href);
  if (link.current) out << " aria-current=\"page\"";
  out << ">";
  out.text(link.label);
  if (!link.count.empty()) {
    out << (link.count_alarm ? Markup(" <span class=\"mc-count mc-count--late\">") : Markup(" <span class=\"mc-count\">"));
    out.text(link.count) << "</span>";
  }
  out << "</a>";
}

void brand(Html& out, const Shell& shell, bool citizen) {
  out << kSign << "<div class=\"mc-header__names\"><a class=\"mc-header__name\"";
  out.url_attr(" href", shell.home);
  out << ">";
  out.text(shell.service_name) << "</a>";
  if (!shell.unit_name.empty()) {
    out << (citizen ? Markup("<span class=\"mc-header__sub mc-header__sub--long\">") : Markup("<span class=\"mc-header__sub\">"));
    out.text(shell.unit_name) << "</span>";
  }
  out << "</div>\n";
}

void user(Html& out, const Shell& shell) {
  out << "<div class=\"mc-header__user\">";
  if (!shell.user_name.empty()) {
    out << "<span class=\"mc-header__who\">";
    out.text(shell.user_name);
    if (!shell.user_place.empty()) (out << " – ").text(shell.user_place);
    out << "</span>";
  }
  for (const auto& link : shell.user_links) nav_link(out, link);
  if (!shell.user_name.empty() && !shell.sign_out_action.empty()) {
    out << "<form method=\"post\"";
    out.url_attr(" action", shell.sign_out_action);
    out << "><input type=\"hidden\"";
    out.attr(" name", kCsrfField).attr(" value", shell.csrf);
    out << "><button type=\"submit\" class=\"mc-linklike\">";
    out.say("Đăng xuất") << "</button></form>";
  }
  out << "</div>\n";
}

void top_messages(Html& out, const Shell& shell, const Page& page) {
  if (!shell.flash.empty()) {
    out << "<div class=\"mc-notice mc-notice--good\" role=\"status\"><p><strong>";
    out.text(shell.flash) << "</strong></p></div>\n";
  }
  error_summary(out, page.errors);
}

void crumbs(Html& out, const Page& page) {
  if (page.crumbs.empty()) return;
  out << "<nav class=\"mc-crumbs\"";
  out.attr(" aria-label", tr(out.lang(), "Đường dẫn"));
  out << "><ol>";
  for (const auto& link : page.crumbs) {
    out << "<li>";
    nav_link(out, link);
    out << "</li>";
  }
  out << "<li aria-current=\"page\">";
  out.text(page.crumb.empty() ? page.title : page.crumb) << "</li></ol></nav>\n";
}

void back(Html& out, const Page& page) {
  if (page.back.href.empty()) return;
  out << "<a class=\"govuk-back-link\"";
  out.url_attr(" href", page.back.href);
  out << ">";
  if (page.back.label.empty())
    out.say("Quay lại");
  else
    out.text(page.back.label);
  out << "</a>\n";
}

void footer(Html& out, const Shell& shell) {
  out << "<footer class=\"mc-footer\"><div class=\"mc-width\">";
  if (!shell.footer_links.empty()) {
    out << "<nav id=\"danh-muc\"";
    out.attr(" aria-label", tr(out.lang(), "Danh mục"));
    out << "><ul>";
    for (const auto& link : shell.footer_links) {
      out << "<li>";
      nav_link(out, link);
      out << "</li>";
    }
    out << "</ul></nav>\n";
  }
  if (!shell.hotline.empty()) {
    out << "<p>";
    out.say("Cần người giúp? Gọi") << " <a";
    out.url_attr(" href", "tel:" + shell.hotline);
    out << ">";
    out.text(shell.hotline) << "</a>.</p>";
  }
  if (!shell.note.empty()) {
    out << "<p>";
    out.text(shell.note) << "</p>";
  }
  out << "</div></footer>\n</body>\n</html>\n";
}

void main_begin(Html& out, const Page& page, bool citizen) {
  out << "<main class=\"mc-main";
  if (page.narrow) out << " mc-main--narrow";
  out << "\" id=\"main\" tabindex=\"-1\"";
  if (!page.refresh.empty()) out.attr(" data-live", page.refresh);
  out << (citizen ? Markup("><div class=\"mc-main__in\">\n") : Markup("><div class=\"mc-width mc-main__in\">\n"));
}

}  // namespace

void staff_page(Html& out, const Shell& shell, const Page& page, Slot body) {
  head(out, shell, page, false);
  out << "<header class=\"mc-header\"><div class=\"mc-width mc-header__in\">";
  brand(out, shell, false);
  user(out, shell);
  out << "</div></header>\n";
  if (!shell.nav.empty()) {
    out << "<nav class=\"mc-nav\"";
    out.attr(" aria-label", tr(out.lang(), "Chức năng"));
    out << "><ul class=\"mc-width\">";
    for (const auto& link : shell.nav) {
      out << "<li>";
      nav_link(out, link);
      out << "</li>";
    }
    out << "</ul></nav>\n";
  }
  out << "<div class=\"mc-width\">";
  crumbs(out, page);
  if (!page.back.href.empty()) {
    out << "<nav";
    out.attr(" aria-label", tr(out.lang(), "Quay lại"));
    out << ">";
    back(out, page);
    out << "</nav>";
  }
  out << "</div>\n";
  main_begin(out, page, false);
  top_messages(out, shell, page);
  body(out);
  out << "</div></main>\n";
  footer(out, shell);
}

void citizen_page(Html& out, const Shell& shell, const Page& page, Slot body) {
  head(out, shell, page, true);
  out << "<header class=\"mc-header\"><div class=\"mc-width mc-header__in\">";
  brand(out, shell, true);
  out << "<nav class=\"mc-header__nav\"";
  out.attr(" aria-label", tr(out.lang(), "Chính"));
  out << ">";
  for (const auto& link : shell.nav) nav_link(out, link);
  if (shell.user_name.empty())
    for (const auto& link : shell.user_links) nav_link(out, link);
  if (!shell.footer_links.empty()) {
    out << "<a class=\"mc-header__short\" href=\"#danh-muc\">";
    out.say("Danh mục") << "</a>";
  }
  out << "</nav>\n";
  // After the navigation, so that on a phone it is a line of its own below the name of the service.
  if (!shell.user_name.empty()) user(out, shell);
  out << "</div></header>\n";
  if (!page.back.href.empty()) {
    out << "<nav class=\"mc-width\"";
    out.attr(" aria-label", tr(out.lang(), "Quay lại"));
    out << ">";
    back(out, page);
    out << "</nav>\n";
  }
  main_begin(out, page, true);
  top_messages(out, shell, page);
  body(out);
  out << "</div></main>\n";
  footer(out, shell);
}

void error_summary(Html& out, std::span<const FieldError> errors) {
  if (errors.empty()) return;
  out << "<div class=\"govuk-error-summary\" role=\"alert\" tabindex=\"-1\" data-focus><h2 class=\"govuk-error-summary__title\">";
  out.say("Cần sửa các chỗ sau");
  out << "</h2><ul class=\"govuk-list govuk-error-summary__list\">";
  for (const auto& error : errors) {
    out << "<li>";
    if (error.field.empty()) {
      out.text(error.message);
    } else {
      out << "<a href=\"#";
      out.url_part(error.field) << "\">";
      out.text(error.message) << "</a>";
    }
    out << "</li>";
  }
  out << "</ul></div>\n";
}

void link_row(Html& out, const std::vector<Link>& links) {
  if (links.empty()) return;
  out << "<ul class=\"mc-links\">";
  for (const auto& link : links) {
    out << "<li>";
    nav_link(out, link);
    out << "</li>";
  }
  out << "</ul>\n";
}

void page_head(Html& out, const PageHead& head) {
  out << "<div class=\"mc-head\"><div class=\"mc-head__text\">";
  if (!head.caption.empty()) {
    out << "<p class=\"mc-caption\">";
    out.text(head.caption) << "</p>";
  }
  out << "<h1>";
  out.text(head.title) << "</h1>";
  for (const auto& line : head.meta) {
    out << "<p class=\"mc-meta\">";
    out.text(line) << "</p>";
  }
  out << "</div>";
  link_row(out, head.links);
  out << "</div>\n";
}

namespace {
void box(Html& out, Markup open, Slot body) {
  out << open;
  body(out);
  out << "</div>\n";
}
void heading(Html& out, int level, const Label& text, std::string_view count = {}) {
  constexpr Markup kOpen[] = {"<h1>", "<h2>", "<h3>", "<h4>"};
  constexpr Markup kClose[] = {"</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n"};
  const auto i = static_cast<std::size_t>(level < 1 ? 0 : level > 4 ? 3 : level - 1);
  out << kOpen[i];
  out.text(text);
  if (!count.empty()) {
    out << " <span class=\"mc-count\">";
    out.text(count) << "</span>";
  }
  out << kClose[i];
}
}  // namespace

void columns(Html& out, Slot body) { box(out, "<div class=\"mc-cols\">\n", body); }
void main_column(Html& out, Slot body) { box(out, "<div class=\"mc-cols__main\">\n", body); }
void side_column(Html& out, const Side& side, Slot body) {
  box(out, side.sticky ? Markup("<div class=\"mc-cols__side mc-cols__side--sticky\">\n") : Markup("<div class=\"mc-cols__side\">\n"), body);
}
void halves(Html& out, Slot body) { box(out, "<div class=\"mc-grid mc-grid--2\">\n", body); }
void thirds(Html& out, Slot body) { box(out, "<div class=\"mc-grid mc-grid--3\">\n", body); }
void wide_left(Html& out, Slot body) { box(out, "<div class=\"mc-grid mc-grid--75\">\n", body); }

void card(Html& out, const Card& card, Slot body) {
  out << "<section class=\"mc-card";
  if (card.accent) out << " mc-card--accent";
  if (card.flush) out << " mc-card--flush";
  if (card.tone == Tone::bad) out << " mc-card--bad";
  if (card.tone == Tone::good) out << " mc-card--good";
  if (card.tone == Tone::warn) out << " mc-card--warn";
  out << "\"";
  if (!card.id.empty()) out.attr(" id", card.id);
  out << ">\n";
  if (!card.title.empty()) {
    if (card.step > 0) {
      out << "<div class=\"mc-card__step\"><span class=\"mc-step\" aria-hidden=\"true\">";
      out.text(card.step) << "</span>";
      heading(out, card.level, card.title, card.count);
      out << "</div>";
    } else {
      heading(out, card.level, card.title, card.count);
    }
  }
  body(out);
  out << "</section>\n";
}

void section(Html& out, const Section& section, Slot body) {
  out << "<section class=\"mc-section\"";
  if (!section.id.empty()) out.attr(" id", section.id);
  out << ">\n";
  if (!section.title.empty()) heading(out, section.level, section.title);
  body(out);
  out << "</section>\n";
}

namespace {
void notice_begin(Html& out, const Notice& notice) {
  out << "<div class=\"mc-notice";
  switch (notice.tone) {
    case Tone::good: out << " mc-notice--good"; break;
    case Tone::warn: out << " mc-notice--warn"; break;
    case Tone::bad: out << " mc-notice--bad"; break;
    case Tone::wait: out << " mc-notice--dark"; break;
    case Tone::none:
    case Tone::info: break;
  }
  out << (notice.alert ? Markup("\" role=\"alert\">") : Markup("\">"));
  if (!notice.title.empty() || !notice.text.empty()) {
    out << "<p>";
    if (!notice.title.empty()) {
      out << "<strong>";
      out.text(notice.title) << "</strong> ";
    }
    out.text(notice.text) << "</p>";
  }
}
}  // namespace

void notice(Html& out, const Notice& notice) {
  notice_begin(out, notice);
  out << "</div>\n";
}
void notice(Html& out, const Notice& notice, Slot body) {
  notice_begin(out, notice);
  body(out);
  out << "</div>\n";
}
void inset(Html& out, Slot body) { box(out, "<div class=\"mc-inset\">\n", body); }

void warning(Html& out, const Warning& warning) {
  out << "<div class=\"mc-warning\"><span class=\"mc-warning__sign\" aria-hidden=\"true\">!</span><p><span class=\"mc-hidden\">";
  out.say("Chú ý:") << " </span><strong>";
  out.text(warning.text) << "</strong></p></div>\n";
}

void confirmation(Html& out, const Confirmation& confirmation) {
  out << "<div class=\"mc-confirm\"><h1>";
  out.text(confirmation.title) << "</h1><p>";
  out.text(confirmation.text);
  if (!confirmation.code.empty()) {
    out << "<br><strong>";
    out.text(confirmation.code) << "</strong>";
  }
  out << "</p></div>\n";
}

void empty(Html& out, const Empty& empty) {
  out << "<div class=\"mc-empty\"><p><strong>";
  out.text(empty.title) << "</strong></p>";
  if (!empty.text.empty()) {
    out << "<p>";
    out.text(empty.text) << "</p>";
  }
  if (!empty.action.href.empty()) {
    out << "<p>";
    nav_link(out, empty.action);
    out << "</p>";
  }
  out << "</div>\n";
}

void details(Html& out, const Details& details, Slot body) {
  out << "<details class=\"mc-details\"";
  if (!details.id.empty()) out.attr(" id", details.id);
  out.optional(" open", details.open);
  out << "><summary>";
  out.text(details.summary) << "</summary><div class=\"mc-details__body\">\n";
  body(out);
  out << "</div></details>\n";
}

void button(Html& out, const Button& button) {
  const bool link = !button.href.empty();
  out << (link ? Markup("<a role=\"button\" draggable=\"false\"") : Markup("<button type=\"submit\""));
  out << " class=\"govuk-button";
  switch (button.kind) {
    case ButtonKind::main: break;
    case ButtonKind::secondary: out << " govuk-button--secondary"; break;
    case ButtonKind::warning: out << " govuk-button--warning"; break;
    case ButtonKind::quiet: out << " mc-button--quiet"; break;
  }
  if (button.small) out << " mc-button--small";
  out << "\"";
  if (link) {
    out.url_attr(" href", button.href);
  } else {
    out.optional(" name", button.name);
    if (!button.name.empty()) out.attr(" value", button.value);
    if (!button.form_action.empty()) out.url_attr(" formaction", button.form_action);
    out.optional(" form", button.form);
    out.optional(" formnovalidate", button.skip_validation);
  }
  if (!button.key.empty()) out.attr(" data-key", button.key).attr(" aria-keyshortcuts", button.key);
  out << ">";
  out.text(button.label);
  if (!button.key.empty()) {
    out << " <kbd class=\"mc-key\" aria-hidden=\"true\">";
    out.text(button.key) << "</kbd>";
  }
  out << (link ? Markup("</a>\n") : Markup("</button>\n"));
}

void buttons(Html& out, Slot body) { box(out, "<div class=\"mc-buttons\">\n", body); }
void sticky_bar(Html& out, Slot body) { box(out, "<div class=\"mc-stickybar\">\n", body); }

void print_button(Html& out) {
  out << "<button type=\"button\" class=\"govuk-button govuk-button--secondary\" data-print hidden>";
  out.say("In") << "</button>\n";
}

void action_form(Html& out, const ActionForm& form) {
  out << "<form class=\"mc-actionform\" method=\"post\"";
  out.url_attr(" action", form.action);
  out << "><input type=\"hidden\"";
  out.attr(" name", kCsrfField).attr(" value", form.call != nullptr ? form.call->csrf_token : form.csrf);
  out << ">";
  if (form.call != nullptr && !form.call->form_id.empty()) {
    out << "<input type=\"hidden\"";
    out.attr(" name", kFormIdField).attr(" value", form.call->form_id);
    out << ">";
  }
  for (const auto& [name, value] : form.hidden) {
    out << "<input type=\"hidden\"";
    out.attr(" name", name).attr(" value", value);
    out << ">";
  }
  button(out, form.button);
  out << "</form>\n";
}

void muted(Html& out, const Content& text) {
  out << "<span class=\"mc-muted\">";
  out.text(text) << "</span>";
}
void strong_number(Html& out, const Content& text) {
  out << "<strong class=\"mc-number\">";
  out.text(text) << "</strong>";
}
void dot(Html& out) { out << "<span class=\"mc-dot\" aria-hidden=\"true\"> · </span>"; }
void code(Html& out, const Code& code) {
  out << "<span class=\"mc-code\">";
  out.text(code.text) << "</span>";
}

}  // namespace motcua::web::ui
