// A newcomer's way in, through the real router: form, wrong password, first password, unit, sign-out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/pages.hpp"
#include "identity/unit_register.hpp"
#include "store/testing.hpp"
#include "web/testing.hpp"

namespace motcua::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SignInPages : public ::testing::Test {
 protected:
  SignInPages() {
    EXPECT_TRUE(units_.import(identity_.system_actor(), shipped_units().value()));
    router_.add(web::bind_routes<Pages>("identity", pages_, Pages::routes()));
  }
  std::string person(bool two_units) {
    const auto made = accounts_.create(identity_.system_actor(), {"an", "Nguyễn An", "", "", "", true}).value();
    for (const char* key : {"dong-thap/phuong-my-tra", "dong-thap/phuong-cao-lanh"})
      if (two_units || std::string_view(key) == "dong-thap/phuong-my-tra") {
        EXPECT_TRUE(accounts_.grant(identity_.system_actor(), made.id, Role::officer, {identity_.tree()->by_key(key), true},
                                    {identity_.today(), {}}, "QĐ"));
      }
    return made.password;
  }
  store::TestDatabase db_{{{"identity", migrations()}}};
  FixedClock clock_{parse_instant("2026-11-25T08:00").value()};
  IdSource ids_{clock_};
  Identity identity_{*db_, clock_, ids_};
  UnitRegister units_{identity_};
  Accounts accounts_{identity_, {{1, 8 * 1024}, std::string(32, 's'), "x"}};
  SignIn sign_in_{accounts_};
  web::Shells shells_{web::ShellSettings{}};
  Pages pages_{sign_in_, shells_};
  SessionGate gate_{sign_in_};
  web::Router router_{{gate_, clock_}, {.secret = std::string(32, 'r')}};
};

TEST_F(SignInPages, lead_from_the_form_over_the_first_password_to_the_page_that_was_wanted) {
  const auto password = person(true);
  web::testing::Client client(router_);
  EXPECT_THAT(client.get("/dang-nhap?tiep=/ho-so").body, HasSubstr("Tên đăng nhập"));

  const auto wrong = client.post("/dang-nhap", {{"user_name", "an"}, {"password", "sai-mat-khau"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("chưa đúng"));
  EXPECT_THAT(wrong.body, Not(HasSubstr("sai-mat-khau")));

  const auto in = client.post("/dang-nhap", {{"user_name", "an"}, {"password", password}, {"tiep", "/ho-so"}});
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(web::testing::header_of(in, "location"), "/tai-khoan/mat-khau");
  EXPECT_THAT(client.follow(in).body, HasSubstr("Hãy đặt mật khẩu của riêng bạn"));

  const auto other =
      client.post("/tai-khoan/mat-khau", {{"old_password", password}, {"new_password", "gió mùa đông bắc"}, {"again", "khác"}});
  EXPECT_EQ(other.status, 422);
  const auto done =
      client.post("/tai-khoan/mat-khau", {{"old_password", password}, {"new_password", "gió mùa đông bắc"}, {"again", "gió mùa đông bắc"}});
  EXPECT_EQ(done.status, 303) << done.body;
  const auto units = client.get("/chon-don-vi");
  EXPECT_THAT(units.body, HasSubstr("Phường Mỹ Trà"));
  EXPECT_THAT(units.body, HasSubstr("Phường Cao Lãnh"));
  const auto chosen = std::to_string(identity_.tree()->by_key("dong-thap/phuong-cao-lanh").value);
  EXPECT_EQ(client.post("/chon-don-vi", {{"unit", chosen}}).status, 303);
  EXPECT_EQ(client.post("/chon-don-vi", {{"unit", "1"}}).status, 422) << "not a unit of his";

  EXPECT_EQ(client.post("/dang-xuat").status, 303);
  EXPECT_EQ(client.get("/tai-khoan/mat-khau").status, 303) << "sent to sign in";
}

TEST_F(SignInPages, never_lead_to_another_site) {
  const auto password = person(false);
  web::testing::Client client(router_);
  (void)client.get("/dang-nhap");
  const auto in = client.post("/dang-nhap", {{"user_name", "an"}, {"password", password}, {"tiep", "https://example.org/"}});
  EXPECT_EQ(web::testing::header_of(in, "location").find("example.org"), std::string::npos);
}

TEST_F(SignInPages, refuse_a_post_without_token) {
  web::testing::Client client(router_);
  client.with_csrf = false;
  (void)client.get("/dang-nhap");
  EXPECT_EQ(client.post("/dang-nhap", {{"user_name", "an"}, {"password", "x"}}).status, 403);
}

}  // namespace
}  // namespace motcua::identity
