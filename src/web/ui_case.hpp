// The case: due moment and its proof, next action, tasks, timeline, checklist.
#pragma once

#include <string>
#include <vector>

#include "web/html.hpp"
#include "web/ui_list.hpp"
#include "web/ui_page.hpp"

namespace motcua::web::ui {

// Words come from the caller (calendar): "Còn 3 giờ", "Quá hạn 1 ngày 2 giờ". Tone: good in time, warn soon, bad late, wait stopped.
struct Due {
  Label words{};
  Tone tone = Tone::good;
  std::string moment{};  // "16:30 01/12" small below, or "16:30, thứ Ba 01/12/2026" in the panel
  Label term = "Thời gian còn lại";
  Label moment_label = "Hẹn trả";
  Link why{};  // "Vì sao?"
};
void due_badge(Html& out, const Due& due);  // in rows
void due_panel(Html& out, const Due& due);  // in the head of a case; cream = your date
void due_side(Html& out, const Due& due);   // desk: expected moment, dark red

struct ProofDay {
  std::string weekday{};  // "Thứ Hai"
  std::string date{};     // "23/11"
  Label count{};          // "Ngày 1", "Không tính"
  Label reason{};         // "Ngày làm việc", "Nghỉ hằng tuần"
  bool counted = false;
  bool today = false;
  bool last = false;
};
struct Proof {
  Label summary = "Vì sao? Cách tính ngày hẹn trả";
  Content text{};
  std::vector<ProofDay> days{};
  std::vector<Content> sources{};
  bool open = false;
  std::string id = "vi-sao";
};
void due_proof(Html& out, const Proof& proof);        // staff: strip of days, rows on phones
void due_proof_table(Html& out, const Proof& proof);  // citizens: one row a day

struct CaseHead {
  std::string code{};
  Tag status{};
  Label title{};  // the <h1>
  std::vector<Content> meta{};
  Due due{};
};
void case_head(Html& out, const CaseHead& head, Slot proof);

struct NextAction {
  Label kicker = "Việc tiếp theo";
  Label title{};
  Content text{};
  Content otherwise{};  // "Nếu không kịp: …"
};
void next_action(Html& out, const NextAction& next, Slot actions);

struct Task {
  Label name{};
  std::string href{};
  Label hint{};
  Label when{};  // "Hạn nội bộ 16:30 30/11"
  Tag status{};
};
void task_list(Html& out, const std::vector<Task>& tasks);

struct Event {
  std::string at{};  // "30/11 10:50"
  Content what{};
  Content detail{};
  bool hand_over = false;
  Label verdict{};  // "Trước hạn"
  Tone tone = Tone::none;
  std::string used{};  // "4 giờ 56 phút trên 5 giờ 36 phút"
};
void timeline(Html& out, const std::vector<Event>& events);

// Checklist (inspection): closed rows, one open at a time.
struct ChecklistItem {
  std::string code{};
  Label title{};
  std::string href{};
  Tag status{};
  Label score{};
};
void checklist(Html& out, const std::vector<ChecklistItem>& items);

}  // namespace motcua::web::ui
