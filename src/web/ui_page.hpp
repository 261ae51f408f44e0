// The page itself: shell, head, cards, notices, buttons.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "web/html.hpp"

namespace motcua::web {
struct Call;
}

namespace motcua::web::ui {

// What a state means to the reader; always said in words as well.
enum class Tone : std::uint8_t { none, info, good, warn, bad, wait };

struct Link {
  Label label{};
  std::string href{};
  bool current = false;
  std::string count{};       // beside the label, already written: "12", "0 ₫"
  bool count_alarm = false;  // the count needs attention ("Quá hạn 1")
};

// What all pages of one request share. Made by Shells (shells.hpp) from the call.
struct Shell {
  Lang lang = Lang::vi;
  std::string service_name{};  // "Hệ thống thông tin giải quyết thủ tục hành chính"; citizens: "Một cửa xã Tân Phú"
  std::string unit_name{};     // "Trung tâm Phục vụ hành chính công xã Tân Phú, tỉnh Đồng Tháp"
  std::string home = "/";
  std::string user_name{};           // empty: nobody is signed in
  std::string user_place{};          // "Quầy số 3"
  std::string sign_out_action{};     // empty: no sign-out form
  std::vector<Link> user_links{};    // "Tài khoản của tôi", "Đăng nhập"
  std::vector<Link> nav{};           // current is marked
  std::vector<Link> footer_links{};  // citizens: "Tất cả thủ tục", …
  std::string hotline{};             // "1022"
  std::string note{};                // "Phiên bản thử nghiệm · Dữ liệu trong trang là dữ liệu giả"
  std::string csrf{};
  std::string flash{};  // kept over one redirect
};

struct Page {
  Label title{};                         // of the browser tab; the page writes its own <h1> with page_head or question
  std::vector<Link> crumbs{};            // staff: way here, without this page
  Label crumb{};                         // staff: this page in the crumbs; empty: title
  Link back{};                           // citizens: "Quay lại"
  std::span<const FieldError> errors{};  // shown as a linked summary on top; the tab title then begins with "Lỗi:"
  std::string refresh{};                 // address of the live fragment of this page, if any
  bool narrow = false;                   // tablet and question width
};

// A staff page: header, navigation, crumbs, flash, error summary, <main>. `body` writes what stands in main.
void staff_page(Html& out, const Shell& shell, const Page& page, Slot body);
// A citizen page: lean style sheet, 19 px.
void citizen_page(Html& out, const Shell& shell, const Page& page, Slot body);

// The summary alone (a page that is rendered inside another frame). Fields are linked by their name.
void error_summary(Html& out, std::span<const FieldError> errors);

// ---- head --------------------------------------------------------------------------------------------------------------------------
struct PageHead {
  Label title{};                // the <h1>
  Label caption{};              // small line above: "Hồ sơ H20.15-261120-0031"
  std::vector<Content> meta{};  // lines below, each a list of facts already joined
  std::vector<Link> links{};    // at the right: "In danh sách", "Tải bảng tính (XLSX)"
};
void page_head(Html& out, const PageHead& head);
void link_row(Html& out, const std::vector<Link>& links);  // one line of links with dots between

// ---- layout ------------------------------------------------------------------------------------------------------------------------
void columns(Html& out, Slot body);  // main_column and side_column stand in it
void main_column(Html& out, Slot body);
struct Side {
  bool sticky = false;
};
void side_column(Html& out, const Side& side, Slot body);
inline void side_column(Html& out, Slot body) { side_column(out, {}, body); }
void halves(Html& out, Slot body);  // cards side by side
void thirds(Html& out, Slot body);
void wide_left(Html& out, Slot body);  // 7 : 5

struct Card {
  Label title{};
  int step = 0;         // desk: number in a red disc before the title
  bool accent = false;  // gold edge on top
  Tone tone = Tone::none;
  std::string count{};  // after the title
  std::string id{};     // target of links
  int level = 2;        // of the heading
  bool flush = false;   // a table fills the card
};
void card(Html& out, const Card& card, Slot body);
inline void card(Html& out, Slot body) { card(out, {}, body); }
struct Section {
  Label title{};
  int level = 2;
  std::string id{};
};
void section(Html& out, const Section& section, Slot body);

// ---- notices -----------------------------------------------------------------------------------------------------------------------
struct Notice {
  Label title{};
  Label text{};
  Tone tone = Tone::info;
  bool alert = false;  // read out at once (role=alert)
};
void notice(Html& out, const Notice& notice);             // banner with a bold first sentence
void notice(Html& out, const Notice& notice, Slot body);  // with links inside
void inset(Html& out, Slot body);                         // quoted matter, law
struct Warning {
  Label text{};
};
void warning(Html& out, const Warning& warning);  // "!" and one bold sentence
struct Confirmation {
  Label title{};  // "Đã nhận hồ sơ"
  Label text{};   // "Mã hồ sơ"
  std::string code{};
};
void confirmation(Html& out, const Confirmation& confirmation);
struct Empty {
  Label title{};  // "Chưa có hồ sơ nào"
  Label text{};   // what would be here and how to get it here
  Link action{};
};
void empty(Html& out, const Empty& empty);
struct Details {
  Label summary{};
  bool open = false;
  std::string id{};
};
void details(Html& out, const Details& details, Slot body);

// ---- buttons -----------------------------------------------------------------------------------------------------------------------
enum class ButtonKind : std::uint8_t { main, secondary, warning, quiet };
struct Button {
  Label label{};
  ButtonKind kind = ButtonKind::main;
  std::string href{};  // a link that looks like a button
  std::string name{};  // of the value sent with the form
  std::string value{};
  std::string form_action{};  // another address for the same form
  std::string form{};         // id of a form elsewhere on the page
  std::string key{};          // keyboard shortcut, told in the label: "F9"
  bool small = false;
  bool skip_validation = false;  // "Lưu nháp"
};
void button(Html& out, const Button& button);
void buttons(Html& out, Slot body);     // a row of them
void sticky_bar(Html& out, Slot body);  // stays at the lower edge: submit of a long form, bulk actions
void print_button(Html& out);           // shown only where scripts run
struct ActionForm {                     // one button that posts: sign out, accept, remove
  std::string action{};
  const Call* call = nullptr;  // brings the token and the one-time number
  std::string csrf{};
  Button button{};
  std::vector<std::pair<std::string, std::string>> hidden{};
};
void action_form(Html& out, const ActionForm& form);

void muted(Html& out, const Content& text);          // <span>, secondary text
void strong_number(Html& out, const Content& text);  // tabular figures, one piece
void dot(Html& out);                                 // " · " between facts
struct Code {
  std::string text{};
};
void code(Html& out, const Code& code);  // dossier code, unbroken

}  // namespace motcua::web::ui
