// What citizens meet: one question a page, where my dossier is, papers for this case, the waiting room's display.
#pragma once

#include <string>
#include <vector>

#include "web/html.hpp"
#include "web/ui_list.hpp"
#include "web/ui_page.hpp"

namespace motcua::web::ui {

struct Progress {
  Label task{};  // "Đăng ký khai sinh"
  int current = 0;
  int total = 0;
  Label saved{};  // "Đã lưu lúc 9:12. Bạn có thể nghỉ và làm tiếp sau."
};
void progress(Html& out, const Progress& progress);

struct YourDate {
  Label before{};        // "Hẹn trả kết quả"
  std::string moment{};  // "16:30 thứ Tư, 25/11/2026"
  Label after{};
  Link why{};
  std::vector<Content> lines{};
};
void your_date(Html& out, const YourDate& date);
void todo(Html& out, const Card& card, Slot body);  // green frame: what you must do

struct Paper {
  Label name{};
  Content note{};
  bool needed = true;  // false: a tick, "Bạn không phải nộp"
};
void papers(Html& out, const std::vector<Paper>& papers);

enum class StepState : std::uint8_t { done, now, later, problem };
struct Step {
  Label title{};
  Content note{};
  StepState state = StepState::later;
};
void steps(Html& out, const std::vector<Step>& steps);

enum class Icon : std::uint8_t { baby, rings, house, pin, hammer, shop, stamp, hand, flower, paper, search, people };
struct Tile {
  Label title{};
  Label text{};
  std::string href{};
  Icon icon = Icon::paper;
};
void tiles(Html& out, const std::vector<Tile>& tiles);
void hero(Html& out, Slot body);                      // white band under the header; columns stand in it
void pairs(Html& out, const std::vector<Sum>& rows);  // "Chứng thực   15 phút"

// ---- display of the waiting room (refreshed by the HTTP header Refresh) -----------------------------------------------------------------
struct Called {
  std::string number{};  // "A 047"
  std::string counter{};
  std::string what{};
  bool just_now = false;
};
struct QueueRow {
  std::string letter{};
  std::string what{};
  std::string people{};
  std::string wait{};
};
struct Display {
  Lang lang = Lang::vi;
  std::string unit_name{};
  std::string day_line{};  // "thứ Hai, 23/11/2026 · mở cửa đến 11:30"
  std::string clock{};     // "9:12"
  std::vector<Called> called{};
  std::string promise{};  // "Hôm nay: 30–45 phút"
  std::string promise_text{};
  std::vector<Sum> promises{};
  std::string kept{};  // "Giữ lời sáng nay: 17 trên 18."
  std::string kept_text{};
  std::vector<QueueRow> queues{};
  Html qr{};  // SVG
  std::string foot_title{};
  std::string foot_text{};
};
void display_page(Html& out, const Display& display);

}  // namespace motcua::web::ui
