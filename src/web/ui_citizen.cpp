#include "web/ui_citizen.hpp"

#include <algorithm>

#include "web/assets.hpp"

namespace motcua::web::ui {
namespace {

constexpr Markup kTick =
    "<svg class=\"mc-tick\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"12\" "
    "cy=\"12\" "
    "r=\"12\" fill=\"#0f7a52\"/><path d=\"M6.5 12.5l3.5 3.5 7.5-8\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2.4\"/></svg>";
constexpr Markup kNow =
    "<svg class=\"mc-tick\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"12\" "
    "cy=\"12\" "
    "r=\"10.6\" fill=\"#fff\" stroke=\"#8f1218\" stroke-width=\"2.6\"/><circle cx=\"12\" cy=\"12\" r=\"5\" fill=\"#8f1218\"/></svg>";
constexpr Markup kLater =
    "<svg class=\"mc-tick\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"12\" "
    "cy=\"12\" "
    "r=\"10.8\" fill=\"#fff\" stroke=\"#8a8f93\" stroke-width=\"2\"/></svg>";
constexpr Markup kProblem =
    "<svg class=\"mc-tick\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"12\" "
    "cy=\"12\" "
    "r=\"12\" fill=\"#8f1218\"/><path d=\"M12 5.5v8M12 16v2.6\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2.6\"/></svg>";

// Line pictures of our own, 24 × 24, drawn with the colour of the text.
constexpr Markup picture(Icon icon) {
  switch (icon) {
    case Icon::baby:
      return "<circle cx=\"12\" cy=\"13\" r=\"8\"/><path d=\"M12 5c0-2 2-3 3-2M9.5 12v.6M14.5 12v.6M9.5 16c1.4 1.3 3.6 1.3 5 0\"/>";
    case Icon::rings:
      return "<circle cx=\"8.5\" cy=\"14\" r=\"5.5\"/><circle cx=\"15.5\" cy=\"14\" r=\"5.5\"/><path d=\"M7 5h3l-1.5 2.5z\"/>";
    case Icon::house: return "<path d=\"M3 11.5L12 4l9 7.5M5.5 10v10h13V10M10 20v-6h4v6\"/>";
    case Icon::pin: return "<path d=\"M12 21c4-5 7-8 7-11.5a7 7 0 0 0-14 0C5 13 8 16 12 21z\"/><circle cx=\"12\" cy=\"9.5\" r=\"2.5\"/>";
    case Icon::hammer: return "<path d=\"M4 20l9-9M11 5l8 8M13.5 3.5l7 7-3 3-7-7z\"/>";
    case Icon::shop:
      return "<path d=\"M4 10v10h16V10M3 10l2-6h14l2 6zM9 20v-6h6v6M3 10c1.5 2 4 2 4.500 0 1 2 3.500 2 4.500 0 1 2 3.500 2 4.500 0 1 2 3 2 "
             "4.500 0\"/>";
    case Icon::stamp: return "<path d=\"M5 20h14M6 17h12v-3H6zM10 14c0-3-2-4-2-6.500a4 4 0 0 1 8 0c0 2.500-2 3.500-2 6.500\"/>";
    case Icon::hand: return "<path d=\"M3 17l4-4h5l3 2h4l2 2-6 4H9l-3-2H3zM12 11c-2-2-4-3-4-5a2 2 0 0 1 4-1 2 2 0 0 1 4 1c0 2-2 3-4 5z\"/>";
    case Icon::flower:
      return "<circle cx=\"12\" cy=\"8\" r=\"2\"/><path d=\"M12 6a3 3 0 1 1 2 4 3 3 0 1 1-4 0 3 3 0 1 1 2-4M12 12v9M12 19c-3 "
             "0-4-1.500-5-3M12 19c3 0 4-1.500 5-3\"/>";
    case Icon::paper: return "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6\"/>";
    case Icon::search: return "<circle cx=\"11\" cy=\"11\" r=\"7\"/><path d=\"M16 16l5 5\"/>";
    case Icon::people:
      return "<circle cx=\"9\" cy=\"8\" r=\"3.500\"/><path d=\"M2.500 20c0-4 3-6 6.500-6s6.500 2 6.500 6M16 5a3.500 3.500 0 0 1 0 "
             "6.500M17.500 14.500c2.500.5 4 2.500 4 5.500\"/>";
  }
  return "";
}

void draw(Html& out, Icon icon) {
  out << "<svg class=\"mc-icon\" width=\"30\" height=\"30\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" "
         "stroke-width=\"1.6\" "
         "stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">"
      << picture(icon) << "</svg>";
}

}  // namespace

void progress(Html& out, const Progress& progress) {
  out << "<div class=\"mc-progress\"><p>";
  out.text(progress.task) << " · <strong>";
  out.say("Câu") << " ";
  out.text(progress.current) << " ";
  out.say("trên") << " ";
  out.text(progress.total) << "</strong></p>";
  const int share = progress.total > 0 ? std::clamp(progress.current * 100 / progress.total, 0, 100) : 0;
  out << "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"100\" "
         "height=\"8\" "
         "fill=\"#e7e0d3\"/><rect height=\"8\" fill=\"#8f1218\"";
  out.attr(" width", share);
  out << "/></svg>";
  if (!progress.saved.empty()) {
    out << "<p class=\"mc-progress__saved\">" << kTick << "<span>";
    out.text(progress.saved) << "</span></p>";
  }
  out << "</div>\n";
}

void your_date(Html& out, const YourDate& date) {
  out << "<div class=\"mc-yourdate\"><p>";
  out.text(date.before) << "</p><p class=\"mc-yourdate__moment\">";
  out.text(date.moment) << "</p>";
  if (!date.after.empty() || !date.why.href.empty()) {
    out << "<p>";
    out.text(date.after);
    if (!date.why.href.empty()) {
      out << " <a";
      out.url_attr(" href", date.why.href);
      out << ">";
      out.text(date.why.label) << "</a>";
    }
    out << "</p>";
  }
  for (const auto& line : date.lines) {
    out << "<p>";
    out.text(line) << "</p>";
  }
  out << "</div>\n";
}

void todo(Html& out, const Card& card, Slot body) {
  out << "<section class=\"mc-card mc-card--todo\"";
  if (!card.id.empty()) out.attr(" id", card.id);
  out << "><h2>";
  out.text(card.title) << "</h2>";
  body(out);
  out << "</section>\n";
}

void papers(Html& out, const std::vector<Paper>& papers) {
  out << "<ol class=\"mc-papers\">";
  int n = 0;
  for (const auto& paper : papers) {
    out << "<li>";
    if (paper.needed) {
      out << "<span class=\"mc-disc\" aria-hidden=\"true\">";
      out.text(++n) << "</span>";
    } else {
      out << "<span class=\"mc-disc mc-disc--no\" aria-hidden=\"true\">✓</span>";
    }
    out << "<div><h3>";
    out.text(paper.name) << "</h3>";
    if (!paper.note.empty()) {
      out << "<p class=\"mc-muted\">";
      out.text(paper.note) << "</p>";
    }
    out << "</div></li>";
  }
  out << "</ol>\n";
}

void steps(Html& out, const std::vector<Step>& steps) {
  out << "<ol class=\"mc-steps\">";
  for (const auto& step : steps) {
    switch (step.state) {
      case StepState::done: out << "<li>" << kTick; break;
      case StepState::now: out << "<li aria-current=\"step\">" << kNow; break;
      case StepState::later: out << "<li class=\"mc-steps__later\">" << kLater; break;
      case StepState::problem: out << "<li class=\"mc-steps__problem\">" << kProblem; break;
    }
    out << "<p class=\"mc-steps__title\">";
    out.text(step.title) << "</p>";
    if (!step.note.empty()) {
      out << "<p class=\"mc-muted\">";
      out.text(step.note) << "</p>";
    }
    out << "</li>";
  }
  out << "</ol>\n";
}

void tiles(Html& out, const std::vector<Tile>& tiles) {
  out << "<ul class=\"mc-tiles\">";
  for (const auto& tile : tiles) {
    out << "<li>";
    draw(out, tile.icon);
    out << "<div><a";
    out.url_attr(" href", tile.href);
    out << ">";
    out.text(tile.title) << "</a>";
    if (!tile.text.empty()) {
      out << "<p class=\"mc-muted\">";
      out.text(tile.text) << "</p>";
    }
    out << "</div></li>";
  }
  out << "</ul>\n";
}

void hero(Html& out, Slot body) {
  out << "<div class=\"mc-hero\"><div class=\"mc-width\">";
  body(out);
  out << "</div></div>\n";
}

void pairs(Html& out, const std::vector<Sum>& rows) {
  out << "<dl class=\"mc-pairs\">";
  for (const auto& row : rows) {
    out << "<div><dt>";
    out.text(row.label) << "</dt><dd>";
    out.text(row.amount) << "</dd></div>";
  }
  out << "</dl>\n";
}

namespace {
constexpr Markup kArrow =
    "<svg class=\"mc-call__arrow\" viewBox=\"0 0 64 34\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M1 17h60M45 3l16 14-16 14\" "
    "fill=\"none\" stroke=\"currentColor\" stroke-width=\"5\"/></svg>";

void called(Html& out, const Display& display) {
  out << "<section class=\"mc-display__calls\"><h2>";
  out.say("Mời đến quầy") << "</h2><ul>";
  for (const auto& call : display.called) {
    out << (call.just_now ? Markup("<li class=\"mc-call mc-call--now\"><strong class=\"mc-call__number\">")
                          : Markup("<li class=\"mc-call\"><strong class=\"mc-call__number\">"));
    out.text(call.number) << "</strong>" << kArrow << "<div><strong class=\"mc-call__counter\">";
    out.text(call.counter) << "</strong><span>";
    out.text(call.what) << "</span></div>";
    if (call.just_now) {
      out << "<span class=\"mc-call__new\">";
      out.say("vừa gọi") << "</span>";
    }
    out << "</li>";
  }
  out << "</ul></section>";
}

void queues(Html& out, const Display& display) {
  out << "<section class=\"mc-card\"><h2>";
  out.say("Đang chờ") << "</h2><table class=\"mc-display__queue\"><thead><tr><th scope=\"col\">";
  out.say("Số") << "</th><th scope=\"col\">";
  out.say("Việc") << "</th><th scope=\"col\" class=\"mc-num\">";
  out.say("Người") << "</th><th scope=\"col\" class=\"mc-num\">";
  out.say("Khoảng") << "</th></tr></thead><tbody>";
  for (const auto& row : display.queues) {
    out << "<tr><th scope=\"row\">";
    out.text(row.letter) << "</th><td>";
    out.text(row.what) << "</td><td class=\"mc-num\">";
    out.text(row.people) << "</td><td class=\"mc-num\">";
    out.text(row.wait) << "</td></tr>";
  }
  out << "</tbody></table></section>";
}
}  // namespace

void display_page(Html& out, const Display& display) {
  out << "<!DOCTYPE html>\n<html";
  out.attr(" lang", code_of(display.lang));
  out << " class=\"mc-html\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
  out.say("Mời đến quầy") << " – ";
  out.value(display.unit_name)
      << "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" type=\"image/svg+xml\"";
  out.url_attr(" href", asset_url("favicon.svg"));
  out << ">\n<link rel=\"stylesheet\"";
  out.url_attr(" href", asset_url("display.css"));
  out << ">\n</head>\n<body class=\"mc-display\">\n<header class=\"mc-display__head\"><div><h1>";
  out.text(display.unit_name) << "</h1><p>";
  out.text(display.day_line) << "</p></div><p class=\"mc-display__clock\">";
  out.text(display.clock) << "</p></header>\n<main class=\"mc-display__main\">";
  called(out, display);
  out << "<div class=\"mc-display__side\">";
  if (!display.promise.empty()) {
    out << "<section class=\"mc-card mc-card--good\"><h2 class=\"mc-display__promise\">";
    out.text(display.promise) << "</h2><p>";
    out.text(display.promise_text) << "</p>";
    pairs(out, display.promises);
    out << "<p><strong>";
    out.text(display.kept) << "</strong> ";
    out.text(display.kept_text) << "</p></section>";
  }
  if (!display.queues.empty()) queues(out, display);
  out << "</div></main>\n<footer class=\"mc-display__foot\">" << display.qr << "<div><p><strong>";
  out.text(display.foot_title) << "</strong></p><p>";
  out.text(display.foot_text) << "</p></div></footer>\n</body>\n</html>\n";
}

}  // namespace motcua::web::ui
