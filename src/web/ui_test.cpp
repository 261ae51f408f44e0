#include "web/ui.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/assets.hpp"
#include "web/gate.hpp"
#include "web/shells.hpp"

namespace motcua::web {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Person final : Principal {
  Person() {
    account_id = 7;
    display_name = "Nguyễn Thị <Mai>";
  }
  bool permits(Permission permission) const override { return permission.name == "dossier.accept" || permission.name == kSignedIn.name; }
};

Request at(std::string path) {
  Request r;
  r.path = std::move(path);
  return r;
}

ShellSettings settings() {
  ShellSettings s;
  s.unit_name = "Ủy ban nhân dân xã Tân Phú";
  s.staff_nav = {{"Hồ sơ", "/ho-so"},
                 {"Tiếp nhận", "/ho-so/moi", Permission("dossier.accept")},
                 {"Quản trị", "/quan-tri", Permission("settings.edit")}};
  return s;
}

TEST(Shells, show_only_what_the_person_may_open_and_mark_the_longest_match) {
  const Shells shells(settings());
  const auto request = at("/ho-so/moi/giay-to");
  const Call call{.request = request, .principal = std::make_shared<Person>()};
  const auto shell = shells.staff(call);
  ASSERT_EQ(shell.nav.size(), 2U);
  EXPECT_FALSE(shell.nav[0].current);
  EXPECT_TRUE(shell.nav[1].current);
  EXPECT_EQ(shell.sign_out_action, "/dang-xuat");
}

TEST(StaffPage, has_one_main_a_skip_link_and_a_sign_out_form_with_its_token) {
  const Shells shells(settings());
  const auto request = at("/");
  const Call call{.request = request, .principal = std::make_shared<Person>(), .csrf_token = "tok\"en"};
  const auto page = part(
      Lang::vi, [&](Html& o) { ui::staff_page(o, shells.staff(call), {.title = "Việc của tôi"}, [](Html& b) { b << "<h1>x</h1>"; }); });
  const std::string html(page.view());
  EXPECT_THAT(html, HasSubstr("<title>Việc của tôi – "));
  EXPECT_THAT(html, HasSubstr("href=\"#main\""));
  EXPECT_EQ(html.find("<main"), html.rfind("<main"));
  EXPECT_THAT(html, HasSubstr("name=\"_csrf\" value=\"tok&#34;en\""));
  EXPECT_THAT(html, HasSubstr("Nguyễn Thị &lt;Mai&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, Not(HasSubstr(" style=")));
}

TEST(StaffPage, begins_its_title_with_loi_and_links_the_summary_to_the_field) {
  const std::vector<FieldError> errors{{"full_name", "Ghi họ và tên."}};
  const auto page = part(Lang::vi, [&](Html& o) {
    ui::citizen_page(o, {}, {.title = "Bé tên gì?", .errors = errors}, [&](Html& b) {
      ui::form(b, {.action = "/x", .errors = errors},
               [](Html& c, const ui::FormWriter& f) { f.text(c, {.name = "full_name", .label = "Họ và tên", .hint = "Như trên giấy"}); });
    });
  });
  EXPECT_THAT(std::string(page.view()), HasSubstr("<title>Lỗi: Bé tên gì?"));
  EXPECT_THAT(std::string(page.view()), HasSubstr("<a href=\"#full_name\">Ghi họ và tên.</a>"));
  EXPECT_THAT(std::string(page.view()), HasSubstr("id=\"full_name\""));
  EXPECT_THAT(std::string(page.view()), HasSubstr("aria-describedby=\"full_name-hint full_name-error\" aria-invalid=\"true\""));
}

TEST(Form, shows_what_was_sent_again_but_never_a_password) {
  Request request = at("/x");
  request.form.add("a", "đã gõ <b>");
  request.form.add("p", "bí mật");
  request.form.add("c", "2");
  const Call call{.request = request, .csrf_token = "t", .form_id = "lan-1"};
  const auto html = part(Lang::vi, [&](Html& o) {
    ui::form(o, {.action = "/x", .call = &call}, [](Html& b, const ui::FormWriter& f) {
      f.text(b, {.name = "a", .label = "A", .value = "cũ"});
      f.password(b, {.name = "p", .label = "P"});
      f.radios(b, {.name = "c", .label = "C", .options = {{"1", "Một"}, {"2", "Hai"}}, .chosen = {"1"}});
    });
  });
  const std::string s(html.view());
  EXPECT_THAT(s, HasSubstr("value=\"đã gõ &lt;b&gt;\""));
  EXPECT_THAT(s, Not(HasSubstr("bí mật")));
  EXPECT_THAT(s, HasSubstr("value=\"2\" checked"));
  EXPECT_THAT(s, Not(HasSubstr("value=\"1\" checked")));
  EXPECT_THAT(s, HasSubstr("name=\"_csrf\" value=\"t\""));
  EXPECT_THAT(s, HasSubstr("name=\"_lan_gui\" value=\"lan-1\""));
}

TEST(Form, leaves_a_box_that_was_unticked_unticked) {
  Request request = at("/x");
  request.form.add("a", "x");
  const Call call{.request = request};
  const auto html = part(Lang::vi, [&](Html& o) {
    ui::form(o, {.action = "/x", .call = &call},
             [](Html& b, const ui::FormWriter& f) { f.checkbox(b, {.name = "sms", .label = "Nhận tin", .chosen = {"1"}}); });
  });
  EXPECT_THAT(std::string(html.view()), Not(HasSubstr("checked")));
}

TEST(Form, repeated_on_a_page_shares_no_id_and_the_summary_finds_the_wrong_one) {
  const std::vector<FieldError> errors{{"why", "Ghi căn cứ."}};
  const auto html = part(Lang::vi, [&](Html& o) {
    for (const bool wrong : {false, true})
      ui::form(o, {.action = "/x", .errors = wrong ? std::span(errors) : std::span<const FieldError>(), .ids = wrong ? "b-" : "a-"},
               [](Html& b, const ui::FormWriter& f) {
                 f.text(b, {.name = "why", .label = "Căn cứ", .hint = "Số, ngày"});
                 f.radios(b, {.name = "c", .label = "C", .options = {{"1", "Một"}, {"2", "Hai"}}});
               });
  });
  const std::string s(html.view());
  EXPECT_THAT(s, HasSubstr("for=\"a-why\""));
  EXPECT_THAT(s, HasSubstr("id=\"a-why\" name=\"why\" type=\"text\" aria-describedby=\"a-why-hint\""));
  EXPECT_THAT(s, HasSubstr("id=\"why\" name=\"why\" type=\"text\" aria-describedby=\"why-hint why-error\""));
  EXPECT_THAT(s, HasSubstr("id=\"a-c-2\""));
  EXPECT_THAT(s, HasSubstr("id=\"c-2\""));
}

TEST(DateParts, mark_only_the_wrong_box) {
  const std::vector<FieldError> errors{{"birth-month", "Tháng từ 1 đến 12."}};
  const auto html = part(Lang::vi, [&](Html& o) {
    ui::form(o, {.action = "/x", .errors = errors},
             [](Html& b, const ui::FormWriter& f) { f.date_parts(b, {.name = "birth", .label = "Ngày sinh", .value = "18/13/2026"}); });
  });
  const std::string s(html.view());
  EXPECT_THAT(s, HasSubstr("id=\"birth-month\" name=\"birth-month\" value=\"13\" aria-invalid=\"true\""));
  EXPECT_EQ(s.find("aria-invalid"), s.rfind("aria-invalid"));
}

TEST(Table, labels_each_cell_with_its_column_so_that_rows_can_stack) {
  const ui::Table t{.caption = "Hồ sơ", .columns = {{.label = "Mã"}, {.label = "Lệ phí", .numeric = true}}};
  const auto html = part(Lang::vi, [&](Html& o) {
    ui::table(o, t, [](Html& b, ui::TableWriter& w) {
      w.row(b, [&](Html& c) {
        w.head_cell(c, "H1");
        w.cell(c, "16.000 ₫");
      });
    });
  });
  EXPECT_THAT(std::string(html.view()), HasSubstr("<th scope=\"row\" data-label=\"Mã\">H1</th><td "
                                                  "class=\"mc-num\" data-label=\"Lệ phí\">16.000 ₫</td>"));
}

TEST(Table, refuses_more_cells_than_columns) {
  const ui::Table t{.columns = {{.label = "Mã"}}};
  Html out;
  EXPECT_THROW(ui::table(out, t, [](Html& b, ui::TableWriter& w) { w.row(b, [&](Html& c) { w.cell(c, "1"), w.cell(c, "2"); }); }),
               BrokenInvariant);
}

TEST(ErrorPages, show_the_incident_and_never_the_visitors_text_unescaped) {
  const Shells shells(settings());
  const ShellErrorPages pages(shells, [](const Call&) { return true; });
  const auto request = at("/ho-so/<x>");
  const Call call{.request = request, .principal = std::make_shared<Person>()};
  const auto r = pages.render(call, {.status = 500, .title = "Có lỗi xảy ra", .message = "Hãy thử lại <sau>.", .incident = "abc-1"});
  EXPECT_EQ(r.status, 500);
  EXPECT_THAT(r.body, HasSubstr("<strong>abc-1</strong>"));
  EXPECT_THAT(r.body, HasSubstr("Hãy thử lại &lt;sau&gt;."));
}

TEST(Assets, answer_by_their_address_packed_for_those_who_can) {
  if (find_asset(asset_url("staff.css")) == nullptr) {  // a build without npm packages
    EXPECT_EQ(asset_url("staff.css"), "/tai-san/chua-dung");
    return;
  }
  auto request = at(std::string(asset_url("citizen.css")));
  request.headers = {{"accept-encoding", "gzip, br"}};
  Call call{.request = request};
  const auto packed = serve_asset(call);
  EXPECT_EQ(packed.status, 200);
  EXPECT_LT(packed.body.size(), 14U * 1024);
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  const auto etag = [&] {
    for (const auto& [name, value] : packed.headers)
      if (name == "ETag") return value;
    return std::string();
  }();
  request.headers = {{"if-none-match", etag}};
  EXPECT_EQ(serve_asset(call).status, 304);
  const auto missing = at("/tai-san/citizen.000000000000.css");
  Call other{.request = missing};
  EXPECT_EQ(serve_asset(other).status, 404);
  EXPECT_THROW(asset_url("nosuch.css"), BrokenInvariant);
}

}  // namespace
}  // namespace motcua::web
