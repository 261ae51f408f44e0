// Settings through the real router: who may open them, what bad input gives back, preview, then the change at its day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "identity/gate.hpp"
#include "identity/page_parts.hpp"
#include "identity/settings_pages.hpp"
#include "identity/store.hpp"
#include "identity/totp.hpp"
#include "store/testing.hpp"
#include "web/testing.hpp"

namespace motcua::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using web::testing::Client;
using web::testing::header_of;

constexpr std::string_view kPassword = "mưa thuận gió hòa";
constexpr std::string_view kWorld = R"(
units:
- {key: tinh, kind: province, name: Tỉnh Sông, gso: '99'}
- {key: xa, parent: tinh, kind: commune, name: Xã Bến, gso: '99001'}
- {key: xa/mot-cua, parent: xa, kind: one_stop, name: Trung tâm Phục vụ hành chính công xã Bến}
- {key: xa/van-hoa, parent: xa, kind: division, name: Phòng Văn hóa - Xã hội}
- {key: xa-2, parent: tinh, kind: commune, name: Xã Đồng, gso: '99002'}
- {key: xa-2/van-hoa, parent: xa-2, kind: division, name: Phòng Văn hóa - Xã hội}
)";

class SettingsPages : public ::testing::Test {
 protected:
  SettingsPages() {
    EXPECT_TRUE(units_.import(system(), merge({read_unit_pack(kWorld).value()}).value()));
    admin_ = person("admin", Role::sysadmin, "xa");
    an_ = person("an", Role::officer, "xa/van-hoa");
    binh_ = person("binh", Role::officer, "xa-2");
    thanh_tra_ = person("thanhtra", Role::auditor, "xa");
    router_.add(web::bind_routes<UnitPages>("identity", unit_pages_, UnitPages::routes()));
    router_.add(web::bind_routes<AccountPages>("identity", account_pages_, AccountPages::routes()));
    router_.add(web::bind_routes<OwnPages>("identity", own_pages_, OwnPages::routes()));
  }
  Actor system() { return identity_.system_actor(); }
  UnitId unit(std::string_view key) { return identity_.tree()->by_key(key); }
  std::string unit_path(std::string_view key) { return "/quan-tri/don-vi/" + std::to_string(unit(key).value); }
  static std::string account_path(AccountId id) { return "/quan-tri/tai-khoan/" + std::to_string(id.value); }
  AccountId person(std::string user_name, std::optional<Role> role = {}, std::string_view unit_key = "xa") {
    const auto made = accounts_.create(system(), {user_name, "Nguyễn Văn " + user_name, "Chuyên viên", "", std::string(kPassword), false});
    EXPECT_TRUE(made) << made.error().key;
    if (role) {
      EXPECT_TRUE(accounts_.grant(system(), made->id, *role, {unit(unit_key), true}, {identity_.today(), {}}, "QĐ 1"));
    }
    return made->id;
  }
  void sign_in(Client& client, std::string_view name) {
    client.headers = {{"user-agent", "Firefox/128.0"}};
    client.cookies[std::string(kSessionCookie)] = sign_in_.password(name, kPassword, {"Firefox/128.0"}).value().token;
  }
  Client as(std::string_view name) {
    Client client(router_);
    sign_in(client, name);
    return client;
  }
  std::int64_t changes() {
    return db_->read([](store::ReadTx& tx) {
      std::int64_t n = 0;
      tx.each(store::Query{"test.changes",
                           "SELECT (SELECT count(*) FROM store_journal) + (SELECT count(*) FROM identity_session) + "
                           "(SELECT count(*) FROM identity_totp)"},
              [&](const store::Row& r) { n = r.i64(0); });
      return n;
    });
  }

  store::TestDatabase db_{{{"identity", migrations()}}};
  FixedClock clock_{parse_instant("2026-11-25T08:00").value()};
  IdSource ids_{clock_};
  Identity identity_{*db_, clock_, ids_};
  UnitRegister units_{identity_};
  Accounts accounts_{identity_, {{1, 8 * 1024}, std::string(32, 's'), "Một cửa"}};
  SignIn sign_in_{accounts_};
  web::Shells shells_{web::ShellSettings{}};
  UnitPages unit_pages_{units_, accounts_, shells_};
  AccountPages account_pages_{accounts_, shells_};
  OwnPages own_pages_{sign_in_, shells_};
  SessionGate gate_{sign_in_};
  web::Router router_{{gate_, clock_}, {.secret = std::string(32, 'r')}};
  AccountId admin_, an_, binh_, thanh_tra_;
};

TEST_F(SettingsPages, open_for_who_may_and_change_nothing_when_looked_at) {
  const auto may = [](Role role) {
    return [role](std::string_view name) {
      for (const auto& p : all_permissions())
        if (p.permission.name == name) return role_info(role).permissions.has(p.permission);
      return false;
    };
  };
  const auto signs = [this](std::string_view name) { return [this, name](Client& c) { sign_in(c, name); }; };
  const auto grant = accounts_.grants(an_).front().id.value;
  const auto path_of = [&](const web::Route& route) {
    std::string path(route.pattern);
    const auto put = [&](std::string_view what, const std::string& value) {
      if (const auto at = path.find(what); at != std::string::npos) path.replace(at, what.size(), value);
    };
    put("{id}", path.find("don-vi") != std::string::npos ? std::to_string(unit("xa").value) : std::to_string(an_.value));
    put("{viec}", "doi-ten");
    put("{so}", std::to_string(grant));
    return path;
  };
  // Sessions are counted, so each persona signs in before the count: the walk asks for the client first.
  EXPECT_THAT(web::testing::walk_routes(router_, {{{"admin", signs("admin"), may(Role::sysadmin)},
                                                   {"officer", signs("an"), may(Role::officer)},
                                                   {"auditor", signs("thanhtra"), may(Role::auditor)}},
                                                  path_of,
                                                  [this] { return changes(); }}),
              IsEmpty());
}

TEST_F(SettingsPages, show_units_as_of_a_day_and_find_them_without_marks_and_by_old_names) {
  ASSERT_TRUE(units_.apply(system(), RenameUnit{unit("xa"), parse_day("2027-01-01").value(), "Phường Bến", UnitKind::ward, "NQ 9"}));
  auto an = as("an");
  const auto now = an.get("/quan-tri/don-vi");
  EXPECT_EQ(now.status, 200);
  EXPECT_THAT(now.body, HasSubstr("Xã Bến"));
  EXPECT_THAT(now.body, Not(HasSubstr("Phường Bến")));
  EXPECT_THAT(an.get("/quan-tri/don-vi?ngay=01/01/2027").body, HasSubstr("Phường Bến"));
  EXPECT_THAT(an.get("/quan-tri/don-vi?q=xa+ben&ngay=01/01/2027").body, HasSubstr("có lúc tên là Xã Bến"));
  EXPECT_THAT(an.get("/quan-tri/don-vi?q=99002").body, HasSubstr("Xã Đồng"));
  EXPECT_THAT(an.get("/quan-tri/don-vi?q=khong+co").body, HasSubstr("Không có đơn vị nào"));
  const auto wrong = an.get("/quan-tri/don-vi?ngay=32/13/2027");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("ví dụ 30/06/2025"));
  const auto page = an.get(unit_path("xa"));
  for (const char* text : {"Phường Bến", "NQ 9", "từ 01/01/2027", "đến hết 31/12/2026", "99001", "Tỉnh Sông", "Nguyễn Văn an"})
    EXPECT_THAT(page.body, HasSubstr(text));
  EXPECT_THAT(page.body, Not(HasSubstr("/doi-ten"))) << "an officer sees no change forms";
  EXPECT_EQ(an.get("/quan-tri/don-vi/12345").status, 404);
}

TEST_F(SettingsPages, preview_a_change_then_apply_it_at_its_day) {
  auto admin = as("admin");
  const auto path = unit_path("xa") + "/doi-ten";
  EXPECT_EQ(admin.get(path).status, 200);
  const auto bad = admin.get(path + "?xem=1&name=Ph%C6%B0%E1%BB%9Dng+B%E1%BA%BFn&kind=ward&on=mai&legal_basis=");
  EXPECT_EQ(bad.status, 422);
  EXPECT_THAT(bad.body, HasSubstr("value=\"Phường Bến\""));
  EXPECT_THAT(bad.body, HasSubstr("value=\"mai\""));
  EXPECT_THAT(bad.body, HasSubstr("Nhập số và tên văn bản"));

  const auto before = changes();
  const auto preview = admin.get(path + "?xem=1&name=Ph%C6%B0%E1%BB%9Dng+B%E1%BA%BFn&kind=ward&on=01/01/2027&legal_basis=NQ+9");
  EXPECT_EQ(preview.status, 200);
  for (const char* text : {"Từ 01/01/2027, Xã Bến đổi thành Phường Bến (phường).", "Trước", "Sau", "Chưa có gì thay đổi", "Áp dụng"})
    EXPECT_THAT(preview.body, HasSubstr(text));
  EXPECT_EQ(changes(), before);

  const web::testing::Pairs form{{"name", "Phường Bến"}, {"kind", "ward"}, {"on", "01/01/2027"}, {"legal_basis", "NQ 9"}};
  const auto done = admin.post(path, form);
  ASSERT_EQ(done.status, 303) << done.body;
  EXPECT_EQ(identity_.tree()->name(unit("xa"), parse_day("2026-12-31").value()), "Xã Bến");
  EXPECT_EQ(identity_.tree()->name(unit("xa"), parse_day("2027-01-01").value()), "Phường Bến");
  EXPECT_THAT(admin.follow(done).body, HasSubstr("Đã ghi. Từ 01/01/2027"));
  EXPECT_EQ(admin.post(path, form).status, 422) << "once more changes nothing and says so";
}

TEST_F(SettingsPages, add_move_and_merge_units_named_as_people_name_them) {
  auto admin = as("admin");
  const auto added =
      admin.post(unit_path("xa") + "/them",
                 {{"name", "Điểm tiếp nhận số 2"}, {"kind", "reception_point"}, {"on", "01/12/2026"}, {"legal_basis", "QĐ 3"}});
  ASSERT_EQ(added.status, 303) << added.body;
  const auto day = parse_day("2026-12-01").value();
  const auto fresh = unit_from(*identity_.tree(), "diem tiep nhan so 2", day);
  ASSERT_TRUE(fresh);
  EXPECT_EQ(identity_.tree()->parent(*fresh, day), unit("xa"));

  const auto point = "/quan-tri/don-vi/" + std::to_string(fresh->value);
  const auto unclear = admin.post(point + "/chuyen", {{"parent", "phong van hoa - xa hoi"}, {"on", "01/02/2027"}, {"legal_basis", "QĐ"}});
  EXPECT_EQ(unclear.status, 422);
  EXPECT_THAT(unclear.body, HasSubstr("Có 2 đơn vị tên này"));
  EXPECT_THAT(unclear.body, HasSubstr("value=\"phong van hoa - xa hoi\""));
  EXPECT_EQ(admin
                .post(unit_path("xa/van-hoa") + "/ket-thuc", {{"into", "Xã Bến, Tỉnh Sông"},
                                                              {"succession", "takeover"},
                                                              {"whole", "whole"},
                                                              {"on", "01/01/2027"},
                                                              {"legal_basis", "QĐ 4"}})
                .status,
            303);
  EXPECT_EQ(identity_.tree()->successor(unit("xa/van-hoa"), parse_day("2027-01-01").value()), unit("xa"));
  const auto early = admin.get(unit_path("xa") + "/ket-thuc?xem=1&on=01/02/2027&legal_basis=QD");
  EXPECT_EQ(early.status, 422);
  EXPECT_THAT(early.body, HasSubstr("Còn đơn vị bên dưới"));
  EXPECT_EQ(admin.get(unit_path("xa-2") + "/doi-ten").status, 403) << "not his";
}

TEST_F(SettingsPages, list_accounts_of_ones_scope_only) {
  auto admin = as("admin");
  const auto all = admin.get("/quan-tri/tai-khoan");
  EXPECT_THAT(all.body, HasSubstr("Nguyễn Văn an<"));
  EXPECT_THAT(all.body, Not(HasSubstr("Nguyễn Văn binh")));
  EXPECT_EQ(admin.get(account_path(binh_)).status, 404);
  EXPECT_EQ(admin.post(account_path(binh_) + "/khoa").status, 404);
  EXPECT_THAT(admin.get("/quan-tri/tai-khoan?q=nguyen+van+an").body, HasSubstr("1 tài khoản"));
  EXPECT_THAT(admin.get("/quan-tri/tai-khoan?don-vi=phong+van+hoa+-+xa+hoi,+xa+ben,+tinh+song").body, HasSubstr("1 tài khoản"));
  EXPECT_THAT(admin.get("/quan-tri/tai-khoan?q=khong+co+ai").body, HasSubstr("Không có tài khoản nào như vậy"));
  auto auditor = as("thanhtra");
  const auto looked = auditor.get(account_path(an_));
  EXPECT_EQ(looked.status, 200);
  EXPECT_THAT(looked.body, HasSubstr("Giao vai trò"));  // the journal
  EXPECT_THAT(looked.body, Not(HasSubstr("/mat-khau\"")));
}

TEST_F(SettingsPages, create_an_account_whose_password_is_shown_once) {
  auto admin = as("admin");
  const auto bad = admin.post("/quan-tri/tai-khoan", {{"user_name", "có dấu"}, {"name", "Lê Chi"}});
  EXPECT_EQ(bad.status, 422);
  EXPECT_THAT(bad.body, HasSubstr("value=\"Lê Chi\""));
  const auto made = admin.post("/quan-tri/tai-khoan", {{"user_name", "chi"}, {"name", "Lê Chi"}, {"title", "Văn thư"}});
  ASSERT_EQ(made.status, 200) << made.body;
  const auto id = db_->read([&](store::ReadTx& tx) { return identity_.account_by_name(tx, "chi")->id; });
  const auto reset = admin.post(account_path(id) + "/mat-khau");
  EXPECT_THAT(reset.body, HasSubstr("Mật khẩu chỉ hiện lần này"));
  EXPECT_THAT(admin.get(account_path(id)).body, HasSubstr("Chờ đổi mật khẩu"));
  EXPECT_EQ(admin.post("/quan-tri/tai-khoan", {{"user_name", "chi"}, {"name", "Lê Chi"}}).status, 422) << "taken";
  EXPECT_EQ(admin.post(account_path(id) + "/nguoi", {{"name", "Lê Thị Chi"}, {"title", "Văn thư"}, {"phone", "02771022"}}).status, 303);
  EXPECT_EQ(accounts_.details(id)->phone, "02771022");
  const auto nameless = admin.post(account_path(id) + "/nguoi", {{"name", ""}, {"title", "Trưởng phòng"}});
  EXPECT_EQ(nameless.status, 422);
  EXPECT_THAT(nameless.body, HasSubstr("value=\"Trưởng phòng\""));
}

TEST_F(SettingsPages, lock_and_unlock) {
  auto admin = as("admin");
  auto an = as("an");
  EXPECT_EQ(an.get("/tai-khoan").status, 200);
  EXPECT_EQ(admin.post(account_path(an_) + "/khoa").status, 303);
  EXPECT_EQ(an.get("/tai-khoan").status, 303) << "signed out";
  EXPECT_THAT(admin.get(account_path(an_)).body, HasSubstr("Đang khóa"));
  EXPECT_EQ(admin.post(account_path(an_) + "/mo-khoa").status, 303);
  EXPECT_EQ(admin.post(account_path(admin_) + "/khoa").status, 409) << "not oneself";
}

TEST_F(SettingsPages, preview_a_role_then_grant_and_end_it) {
  auto admin = as("admin");
  const auto path = account_path(an_) + "/vai-tro";
  EXPECT_THAT(admin.get(path).body, HasSubstr("Văn thư"));
  const auto bad = admin.get(path + "?xem=1&role=CLERK_ARCHIVE&unit=xa+nao&from=01/12/2026&reason=Q%C4%90+7");
  EXPECT_EQ(bad.status, 422);
  EXPECT_THAT(bad.body, HasSubstr("không có đơn vị tên"));
  EXPECT_THAT(bad.body, HasSubstr("value=\"QĐ 7\""));
  const auto before = changes();
  const auto preview = admin.get(path + "?xem=1&role=CLERK_ARCHIVE&unit=xa+ben&subtree=1&from=01/12/2026&to=31/12/2026&reason=Q%C4%90+7");
  EXPECT_EQ(preview.status, 200);
  for (const char* text : {"Không sửa nội dung.", "từ 01/12/2026 đến hết 31/12/2026", "Xã Bến, Tỉnh Sông và các đơn vị bên dưới"})
    EXPECT_THAT(preview.body, HasSubstr(text));
  EXPECT_EQ(changes(), before);
  EXPECT_EQ(admin
                .post(path, {{"role", "CLERK_ARCHIVE"},
                             {"unit", "Xã Bến, Tỉnh Sông"},
                             {"subtree", "1"},
                             {"from", "01/12/2026"},
                             {"to", "31/12/2026"},
                             {"reason", "QĐ 7"}})
                .status,
            303);
  const auto grant = accounts_.grants(an_).back();
  EXPECT_EQ(grant.role, Role::clerk_archive);
  EXPECT_EQ(grant.span, (DaySpan{parse_day("2026-12-01").value(), parse_day("2027-01-01").value()})) << "the last day is in";
  const auto end = path + "/" + std::to_string(grant.id.value);
  EXPECT_EQ(admin.get(end).status, 200);
  EXPECT_EQ(admin.post(end, {{"last", "01/01/2020"}}).status, 422) << "the past is not rewritten";
  EXPECT_EQ(admin.post(end, {{"last", "15/12/2026"}}).status, 303);
  EXPECT_EQ(accounts_.grants(an_).back().span.to, parse_day("2026-12-16"));
  EXPECT_EQ(admin.post(path, {{"role", "OFFICER"}, {"unit", "xa dong"}, {"from", "01/12/2026"}, {"reason", "QĐ"}}).status, 403)
      << "outside his scope";
}

TEST_F(SettingsPages, end_sessions_from_another_place) {
  auto here = as("an");
  auto there = as("an");
  auto third = as("an");
  const auto page = here.get("/tai-khoan");
  EXPECT_THAT(page.body, HasSubstr("Phiên này"));
  const auto key = SignIn::token_hash(there.cookies[std::string(kSessionCookie)]);
  EXPECT_THAT(page.body, HasSubstr(key));
  EXPECT_EQ(here.post("/tai-khoan/phien", {{"phien", key}}).status, 303);
  EXPECT_EQ(there.get("/tai-khoan").status, 303);
  EXPECT_EQ(third.get("/tai-khoan").status, 200);
  EXPECT_EQ(as("binh").post("/tai-khoan/phien", {{"phien", SignIn::token_hash(third.cookies[std::string(kSessionCookie)])}}).status, 404);
  EXPECT_EQ(here.post("/tai-khoan/phien/tat-ca").status, 303);
  EXPECT_EQ(third.get("/tai-khoan").status, 303);
  EXPECT_EQ(here.get("/tai-khoan").status, 200);
  EXPECT_EQ(header_of(here.post("/tai-khoan/phien/tat-ca", {{"ca-day", "1"}}), "location"), "/dang-nhap");
  EXPECT_EQ(here.get("/tai-khoan").status, 303);
}

TEST_F(SettingsPages, turn_the_second_factor_on_with_a_code_and_off_with_the_password) {
  auto an = as("an");
  EXPECT_EQ(an.get("/tai-khoan/ma-xac-thuc/qr").status, 404) << "not begun";
  EXPECT_EQ(an.post("/tai-khoan/ma-xac-thuc").status, 303);
  EXPECT_THAT(an.get("/tai-khoan/ma-xac-thuc").body, HasSubstr("/tai-khoan/ma-xac-thuc/qr"));
  EXPECT_THAT(an.get("/tai-khoan/ma-xac-thuc/qr").body, HasSubstr("<svg"));
  const auto wrong = an.post("/tai-khoan/ma-xac-thuc/xac-nhan", {{"code", "000000"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("/tai-khoan/ma-xac-thuc/qr")) << "the code can still be scanned";
  const auto secret =
      db_->read([&](store::ReadTx& tx) { return open_secret(rows::totp(tx, an_)->sealed_secret, std::string(32, 's')).value(); });
  const auto on = an.post("/tai-khoan/ma-xac-thuc/xac-nhan", {{"code", totp_code(secret, totp_step(clock_.now()))}});
  EXPECT_EQ(on.status, 200);
  EXPECT_THAT(on.body, HasSubstr("chỉ hiện lần này"));
  EXPECT_EQ(an.get("/tai-khoan/ma-xac-thuc/qr").status, 404) << "the secret is not shown again";
  EXPECT_THAT(an.get("/tai-khoan/ma-xac-thuc").body, HasSubstr("10 mã dự phòng"));
  EXPECT_EQ(an.post("/tai-khoan/ma-xac-thuc/tat", {{"password", "sai"}}).status, 422);
  EXPECT_EQ(an.post("/tai-khoan/ma-xac-thuc/tat", {{"password", std::string(kPassword)}}).status, 303);
  EXPECT_FALSE(accounts_.details(an_)->view.totp);
}

TEST_F(SettingsPages, delegate_for_a_period_and_take_it_back) {
  auto an = as("an");
  EXPECT_THAT(an.get("/tai-khoan/uy-quyen/nguoi?q=van+binh").body, HasSubstr("Nguyễn Văn binh (binh)"));
  const auto right = std::to_string(accounts_.grants(an_).front().id.value);
  const auto bad =
      an.post("/tai-khoan/uy-quyen",
              {{"receiver", "Nguyễn Văn binh (binh)"}, {"right", right}, {"from", "01/12/2026"}, {"to", ""}, {"reason", "nghỉ phép"}});
  EXPECT_EQ(bad.status, 422);
  EXPECT_THAT(bad.body, HasSubstr("value=\"nghỉ phép\""));
  EXPECT_THAT(bad.body, HasSubstr("nhiều nhất một năm"));
  ASSERT_EQ(an.post("/tai-khoan/uy-quyen", {{"receiver", "Nguyễn Văn binh (binh)"},
                                            {"right", right},
                                            {"from", "01/12/2026"},
                                            {"to", "05/12/2026"},
                                            {"reason", "nghỉ phép"}})
                .status,
            303);
  const auto lent = accounts_.delegations_from(an_).front();
  EXPECT_EQ(lent.receiver, binh_);
  EXPECT_EQ(lent.span.to, parse_day("2026-12-06"));
  auto binh = as("binh");
  EXPECT_THAT(binh.get("/tai-khoan").body, HasSubstr("Tôi được ủy quyền"));
  const auto path = "/tai-khoan/uy-quyen/" + std::to_string(lent.id.value);
  EXPECT_EQ(binh.post(path).status, 404) << "not his to take back";
  EXPECT_EQ(an.post(path).status, 303);
  EXPECT_TRUE(accounts_.delegations_from(an_).front().revoked_at);
}

TEST_F(SettingsPages, lead_to_the_change_of_a_handed_out_password_first) {
  const auto handed_out = accounts_.reset_password(system(), an_).value();
  Client client(router_);
  client.headers = {{"user-agent", "x"}};
  client.cookies[std::string(kSessionCookie)] = sign_in_.password("an", handed_out, {"x"}).value().token;
  EXPECT_EQ(header_of(client.get("/tai-khoan"), "location"), "/tai-khoan/mat-khau");
  EXPECT_EQ(header_of(client.post("/tai-khoan/ma-xac-thuc"), "location"), "/tai-khoan/mat-khau");
  EXPECT_EQ(client.get("/quan-tri/don-vi").status, 403);
}

}  // namespace
}  // namespace motcua::identity
