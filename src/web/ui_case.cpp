#include "web/ui_case.hpp"

namespace motcua::web::ui {
namespace {

Markup due_class(Tone tone) {
  switch (tone) {
    case Tone::warn: return " mc-due--soon";
    case Tone::bad: return " mc-due--late";
    case Tone::wait:
    case Tone::none: return " mc-due--wait";
    case Tone::info:
    case Tone::good: return "";
  }
  return "";
}

void why(Html& out, const Link& link) {
  if (link.href.empty()) return;
  out << " <a";
  out.url_attr(" href", link.href);
  out << ">";
  out.text(link.label) << "</a>";
}

}  // namespace

void due_badge(Html& out, const Due& due) {
  out << "<span class=\"mc-due" << due_class(due.tone) << "\">";
  out.text(due.words) << "</span>";
  if (!due.moment.empty()) {
    out << "<span class=\"mc-due__moment\">";
    out.text(due.moment) << "</span>";
  }
}

void due_panel(Html& out, const Due& due) {
  out << "<div class=\"mc-duepanel" << due_class(due.tone) << "\"><p>";
  out.text(due.term) << "</p><p class=\"mc-duepanel__value\">";
  out.text(due.words) << "</p>";
  if (!due.moment.empty()) {
    out << "<p>";
    out.text(due.moment_label) << " <strong>";
    out.text(due.moment) << "</strong>";
    why(out, due.why);
    out << "</p>";
  }
  out << "</div>\n";
}

void due_side(Html& out, const Due& due) {
  out << "<div class=\"mc-dueside\"><p class=\"mc-dueside__term\">";
  out.text(due.term) << "</p><p class=\"mc-dueside__value\">";
  out.text(due.moment) << "</p><p class=\"mc-dueside__text\">";
  out.text(due.words);
  why(out, due.why);
  out << "</p></div>\n";
}

namespace {
void proof_sources(Html& out, const Proof& proof) {
  if (proof.sources.empty()) return;
  out << "<ul class=\"mc-sources\">";
  for (const auto& source : proof.sources) {
    out << "<li>";
    out.text(source) << "</li>";
  }
  out << "</ul>";
}
}  // namespace

void due_proof(Html& out, const Proof& proof) {
  out << "<details class=\"mc-details\"";
  out.attr(" id", proof.id);
  out.optional(" open", proof.open);
  out << "><summary>";
  out.text(proof.summary) << "</summary><div class=\"mc-details__body\">";
  if (!proof.text.empty()) {
    out << "<p>";
    out.text(proof.text) << "</p>";
  }
  out << "<ol class=\"mc-days\">";
  for (const auto& day : proof.days) {
    out << "<li class=\"mc-day";
    if (!day.counted) out << " mc-day--skip";
    if (day.today) out << " mc-day--now";
    if (day.last) out << " mc-day--end";
    out << "\"><span class=\"mc-day__date\"><strong>";
    out.text(day.weekday) << "</strong> ";
    out.text(day.date) << "</span><span class=\"mc-day__count\">";
    out.text(day.count) << "</span><span class=\"mc-day__reason\">";
    out.text(day.reason) << "</span></li>";
  }
  out << "</ol>";
  proof_sources(out, proof);
  out << "</div></details>\n";
}

void due_proof_table(Html& out, const Proof& proof) {
  out << "<table class=\"mc-proof\"";
  out.attr(" id", proof.id);
  out << "><caption>";
  out.text(proof.text) << "</caption><thead class=\"mc-hidden\"><tr><th scope=\"col\">";
  out.say("Ngày") << "</th><th scope=\"col\">";
  out.say("Tính thế nào") << "</th></tr></thead><tbody>";
  for (const auto& day : proof.days) {
    out << (day.last      ? Markup("<tr class=\"mc-proof__due\"><th scope=\"row\">")
            : day.counted ? Markup("<tr class=\"mc-proof__day\"><th scope=\"row\">")
                          : Markup("<tr class=\"mc-proof__off\"><th scope=\"row\">"));
    out.text(day.weekday) << "<br>";
    out.text(day.date) << "</th><td>";
    if (!day.count.empty()) out.text(day.count) << (day.reason.empty() ? Markup("") : Markup(". "));
    out.text(day.reason) << "</td></tr>";
  }
  out << "</tbody></table>\n";
  proof_sources(out, proof);
}

void case_head(Html& out, const CaseHead& head, Slot proof) {
  out << "<section class=\"mc-card mc-card--accent mc-casehead\"><div class=\"mc-head\"><div class=\"mc-head__text\"><p "
         "class=\"mc-meta\"><span class=\"mc-code\">";
  out.text(head.code) << "</span> ";
  tag(out, head.status);
  out << "</p><h1>";
  out.text(head.title) << "</h1>";
  for (const auto& line : head.meta) {
    out << "<p class=\"mc-meta\">";
    out.text(line) << "</p>";
  }
  out << "</div>";
  if (!head.due.words.empty()) due_panel(out, head.due);
  out << "</div><div class=\"mc-casehead__proof\">";
  proof(out);
  out << "</div></section>\n";
}

void next_action(Html& out, const NextAction& next, Slot actions) {
  out << "<section class=\"mc-next\"><div><p class=\"mc-next__kicker\">";
  out.text(next.kicker) << "</p><h2>";
  out.text(next.title) << "</h2>";
  if (!next.text.empty()) {
    out << "<p>";
    out.text(next.text) << "</p>";
  }
  out << "</div><div class=\"mc-next__do\">";
  actions(out);
  out << "</div>";
  if (!next.otherwise.empty()) {
    out << "<p class=\"mc-next__else\">";
    out.text(next.otherwise) << "</p>";
  }
  out << "</section>\n";
}

void task_list(Html& out, const std::vector<Task>& tasks) {
  out << "<ul class=\"mc-tasks\">";
  for (const auto& task : tasks) {
    out << "<li><div>";
    if (task.href.empty()) {
      out.text(task.name);
    } else {
      out << "<a";
      out.url_attr(" href", task.href);
      out << ">";
      out.text(task.name) << "</a>";
    }
    if (!task.hint.empty()) {
      out << "<span class=\"mc-small\">";
      out.text(task.hint) << "</span>";
    }
    out << "</div><div class=\"mc-tasks__when\">";
    out.text(task.when) << "</div><div class=\"mc-tasks__status\">";
    tag(out, task.status);
    out << "</div></li>";
  }
  out << "</ul>\n";
}

void timeline(Html& out, const std::vector<Event>& events) {
  out << "<ol class=\"mc-timeline\">";
  for (const auto& event : events) {
    out << (event.hand_over ? Markup("<li class=\"mc-timeline__hand\">") : Markup("<li>"));
    out << "<p class=\"mc-timeline__at\">";
    out.text(event.at) << "</p><div><p>";
    out.text(event.what) << "</p>";
    if (!event.detail.empty()) {
      out << "<p class=\"mc-muted\">";
      out.text(event.detail) << "</p>";
    }
    out << "</div>";
    if (!event.verdict.empty() || !event.used.empty()) {
      out << "<p class=\"mc-timeline__used\">";
      if (!event.verdict.empty()) {
        out << (event.tone == Tone::bad ? Markup("<strong class=\"mc-bad\">") : Markup("<strong class=\"mc-good\">"));
        out.text(event.verdict) << "</strong> ";
      }
      out.text(event.used) << "</p>";
    }
    out << "</li>";
  }
  out << "</ol>\n";
}

void checklist(Html& out, const std::vector<ChecklistItem>& items) {
  out << "<ul class=\"mc-checklist\">";
  for (const auto& item : items) {
    out << "<li><strong>";
    out.text(item.code) << "</strong><a";
    out.url_attr(" href", item.href);
    out << ">";
    out.text(item.title) << "</a><div class=\"mc-checklist__state\">";
    tag(out, item.status);
    if (!item.score.empty()) {
      out << "<span class=\"mc-small\">";
      out.text(item.score) << "</span>";
    }
    out << "</div></li>";
  }
  out << "</ul>\n";
}

}  // namespace motcua::web::ui
