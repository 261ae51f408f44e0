// One changed value in each table is found by verify; the command line on real services.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "identity/commands.hpp"
#include "identity/sign_in.hpp"
#include "identity/verify.hpp"
#include "store/testing.hpp"

namespace motcua::identity {
namespace {

using ::testing::HasSubstr;

class Verify : public store::EngineTest {
 protected:
  Verify() : EngineTest({{"identity", migrations()}}), units_(identity_), accounts_(identity_, {{1, 8 * 1024}, std::string(32, 's'), "x"}) {
    const auto system = identity_.system_actor();
    EXPECT_TRUE(units_.import(system, shipped_units().value()));
    an_ = accounts_.create(system, {"an", "Nguyễn An", "Chuyên viên", "", "", true})->id;
    binh_ = accounts_.create(system, {"binh", "Trần Bình", "", "", "", true})->id;
    const auto unit = identity_.tree()->by_key("dong-thap/phuong-my-tra");
    const DaySpan year{identity_.today(), identity_.today() + std::chrono::days{365}};
    EXPECT_TRUE(accounts_.grant(system, an_, Role::approver, {unit, true}, year, "QĐ 1"));
    EXPECT_TRUE(accounts_.delegate(identity_.load_actor(an_).value(), binh_, Role::approver, {unit, true}, year, "đi học"));
    EXPECT_TRUE(accounts_.begin_totp(identity_.load_actor(an_).value()));
  }
  std::string broken() {
    for (const auto& verifier : verifiers())
      if (const auto text = db().read([&](store::ReadTx& tx) { return verifier.check(tx); })) return *text;
    return {};
  }
  int run(std::vector<std::string_view> words, std::string* out = nullptr) {
    std::FILE* file = std::tmpfile();
    CommandIo io{file, file, clock_};
    const int code = user_command(words, io, accounts_);
    if (out != nullptr) {
      std::rewind(file);
      for (int c = 0; (c = std::fgetc(file)) != EOF;) *out += static_cast<char>(c);
    }
    std::fclose(file);
    return code;
  }
  FixedClock clock_{parse_instant("2026-11-25T08:00").value()};
  IdSource ids_{clock_};
  Identity identity_{db(), clock_, ids_};
  UnitRegister units_;
  Accounts accounts_;
  AccountId an_, binh_;
};
MOTCUA_EACH_ENGINE(Verify);

MOTCUA_SQL(kUnitNote, "UPDATE identity_unit SET note = 'x' WHERE key = 'tinh-01'");
MOTCUA_SQL(kUnitVersion, "UPDATE identity_unit SET version = 7 WHERE key = 'tinh-01'");
MOTCUA_SQL(kUnitName, "UPDATE identity_unit_name SET name = 'Xã Khác' WHERE name = 'Xã Tam Nông'");
MOTCUA_SQL(kUnitCode, "UPDATE identity_unit_code SET code = '29889' WHERE code = '29888'");
MOTCUA_SQL(kUnitParent,
           "UPDATE identity_unit_parent SET from_day = from_day + 1 WHERE unit_id = (SELECT id FROM identity_unit WHERE key = "
           "'dong-thap/so-noi-vu')");
MOTCUA_SQL(kSuccession, "UPDATE identity_succession SET whole = FALSE WHERE kind = 'merge'");
MOTCUA_SQL(kWithin, "DELETE FROM identity_unit_within WHERE unit_id = (SELECT id FROM identity_unit WHERE key = 'dong-thap/so-noi-vu')");
MOTCUA_SQL(kPerson, "UPDATE identity_person SET title = 'Chủ tịch' WHERE name = 'Nguyễn An'");
MOTCUA_SQL(kAccountLocked, "UPDATE identity_account SET locked = TRUE WHERE user_name = 'binh'");
MOTCUA_SQL(kPassword, "UPDATE identity_credential SET password_hash = 'x'");
MOTCUA_SQL(kGrantRole, "UPDATE identity_grant SET role = 'SYSADMIN'");
MOTCUA_SQL(kDelegationDays, "UPDATE identity_delegation SET to_day = to_day + 1");

TEST_P(Verify, finds_nothing_in_a_sound_record) { EXPECT_EQ(broken(), ""); }

TEST_P(Verify, names_the_row_that_was_changed_behind_the_journals_back) {
  const struct {
    const store::Sql& tamper;
    const char* found;
  } rows[] = {
      {kUnitNote, "identity_unit "},     {kUnitVersion, "identity_unit "},  {kUnitName, "identity_unit "},
      {kUnitCode, "identity_unit "},     {kUnitParent, "identity_unit "},   {kSuccession, "identity_unit "},
      {kWithin, "identity_unit_within"}, {kPerson, "identity_account "},    {kAccountLocked, "identity_account "},
      {kPassword, "identity_account "},  {kGrantRole, "identity_account "}, {kDelegationDays, "identity_account "},
  };
  for (const auto& row : rows) {
    std::string text;
    // Rolled back each time: the error leaves no trace.
    (void)db().write([&](store::Tx& tx) -> Status {
      EXPECT_GE(tx.exec(row.tamper), 1) << row.tamper.name;
      for (const auto& verifier : verifiers())
        if (text.empty()) text = verifier.check(tx).value_or("");
      return errors::conflict("test.back", "");
    });
    EXPECT_THAT(text, HasSubstr(row.found)) << row.tamper.name;
  }
  EXPECT_EQ(broken(), "");
}

TEST_P(Verify, the_command_line_keeps_the_record_sound) {
  std::string out;
  EXPECT_EQ(run({"add", "chi", "--name", "Lê Chi", "--role", "receptionist", "--unit", "dong-thap/phuong-my-tra/ttpvhcc"}, &out), 0) << out;
  SignIn sign_in(accounts_);
  out.pop_back();
  EXPECT_TRUE(sign_in.password("chi", out, {"x"})) << out;
  EXPECT_EQ(run({"grant", "chi", "--role", "CASHIER", "--unit", "29888", "--to", "2026-12-31"}), 0);
  EXPECT_EQ(run({"grant", "chi", "--role", "CASHIER", "--unit", "nowhere"}, &(out = "")), 1);
  EXPECT_THAT(out, HasSubstr("nowhere"));
  EXPECT_EQ(run({"lock", "chi"}), 0);
  EXPECT_EQ(run({"unlock", "chi"}), 0);
  EXPECT_EQ(run({"reset-password", "chi"}), 0);
  EXPECT_EQ(run({"lock", "ai-day"}), 1);
  EXPECT_EQ(run({"frobnicate", "chi"}), 2);
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"list", "--search", "le chi", "--json"}, &(out = "")), 0);
  EXPECT_EQ(out, "[{\"user_name\":\"chi\",\"name\":\"Lê Chi\",\"title\":\"\",\"locked\":false,\"totp\":false}]\n");
  EXPECT_EQ(broken(), "");
}

TEST_P(Verify, every_statement_prepares) { EXPECT_THAT(store::prepare_all(db()), ::testing::IsEmpty()); }

TEST_P(Verify, audit_tells_what_happened_newest_first) {
  const auto rows = accounts_.audit(an_, 10);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].title, "Ủy quyền");
  EXPECT_EQ(rows[0].actor_name, "Nguyễn An");
  EXPECT_EQ(rows[1].title, "Giao vai trò");
  EXPECT_EQ(rows[2].title, "Tạo tài khoản");
  EXPECT_EQ(rows[2].actor_name, "Hệ thống");
}

}  // namespace
}  // namespace motcua::identity
