// Accounts, rights, sign-in and units in the store, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/account_record.hpp"
#include "identity/accounts.hpp"
#include "identity/gate.hpp"
#include "identity/sign_in.hpp"
#include "identity/store.hpp"
#include "identity/totp.hpp"
#include "identity/unit_register.hpp"
#include "identity/verify.hpp"
#include "store/testing.hpp"

namespace motcua::identity {
namespace {

using store::ReadTx;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

constexpr std::string_view kWorld = R"(
units:
- {key: tinh, kind: province, name: Tỉnh Sông, gso: '99'}
- {key: xa, parent: tinh, kind: commune, name: Xã Bến, gso: '99001'}
- {key: xa/mot-cua, parent: xa, kind: one_stop, name: Trung tâm Phục vụ hành chính công xã Bến}
- {key: xa/van-hoa, parent: xa, kind: division, name: Phòng Văn hóa - Xã hội xã Bến}
- {key: xa-2, parent: tinh, kind: commune, name: Xã Đồng, gso: '99002'}
)";
constexpr std::string_view kPassword = "mưa thuận gió hòa";
const Device kFirefox{"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"};

AccountOptions cheap() { return {{1, 8 * 1024}, std::string(32, 's'), "Một cửa"}; }

class Service : public store::EngineTest {
 protected:
  Service() : EngineTest({{"identity", migrations()}}), units_(identity_), accounts_(identity_, cheap()), sign_in_(accounts_) {
    EXPECT_EQ(units_.import(system(), merge({read_unit_pack(kWorld).value()}).value()).value().added, 5);
  }
  Actor system() { return identity_.system_actor(); }
  UnitId unit(std::string_view key) { return identity_.tree()->by_key(key); }
  AccountId person(std::string user_name, std::optional<Role> role = {}, std::string_view unit_key = "xa", bool subtree = true) {
    const auto made = accounts_.create(system(), {user_name, "Nguyễn Văn " + user_name, "Chuyên viên", "", std::string(kPassword), false});
    EXPECT_TRUE(made) << made.error().key;
    if (role) {
      const auto granted = accounts_.grant(system(), made->id, *role, {unit(unit_key), subtree}, {identity_.today(), {}}, "QĐ 1");
      EXPECT_TRUE(granted) << granted.error().key;
    }
    return made->id;
  }
  Actor as(AccountId id) { return identity_.load_actor(id).value(); }
  template <class R> static std::string key(const R& result) { return result ? "" : result.error().key; }
  std::string try_password(std::string_view name, std::string_view password) { return key(sign_in_.password(name, password, kFirefox)); }

  FixedClock clock_{parse_instant("2026-11-25T08:00").value()};
  IdSource ids_{clock_};
  Identity identity_{db(), clock_, ids_};
  UnitRegister units_;
  Accounts accounts_;
  SignIn sign_in_;
};
MOTCUA_EACH_ENGINE(Service);

TEST_P(Service, keeps_the_shipped_units_exactly) {
  const auto pack = shipped_units().value();
  const auto report = units_.import(system(), pack);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->added, static_cast<int>(pack.units.size()));
  EXPECT_EQ(units_.import(system(), pack)->added, 0) << "a second import changes nothing";
  const auto tree = identity_.tree();
  EXPECT_EQ(faults(*tree), std::vector<std::string>{});
  const auto now = identity_.today();
  EXPECT_EQ(tree->successor(tree->by_key("cao-lanh-2023/29888"), now), tree->by_key("dong-thap/phuong-my-tra"));
  EXPECT_EQ(tree->children(tree->by_key("tinh-2025-82"), now).size(), 102U + 16U);
}

TEST_P(Service, publishes_who_is_within_whom_for_lists_of_others) {
  const auto within = db().read([&](ReadTx& tx) { return rows::closure_fault(tx, *identity_.tree()); });
  EXPECT_FALSE(within) << *within;
  EXPECT_EQ(key(units_.apply(system(), MoveUnit{unit("xa/van-hoa"), parse_day("2027-01-01").value(), unit("xa-2"), "QĐ 2"})), "");
  EXPECT_FALSE(db().read([&](ReadTx& tx) { return rows::closure_fault(tx, *identity_.tree()); }));
  EXPECT_TRUE(identity_.tree()->is_within(unit("xa/van-hoa"), unit("xa"), parse_day("2026-12-31").value()));
  EXPECT_TRUE(identity_.tree()->is_within(unit("xa/van-hoa"), unit("xa-2"), parse_day("2027-01-01").value()));
}

TEST_P(Service, changes_units_with_an_effective_date) {
  const auto on = parse_day("2027-01-01").value();
  const auto before = parse_day("2026-12-31").value();
  EXPECT_EQ(key(units_.apply(system(), RenameUnit{unit("xa"), on, "Phường Bến", UnitKind::ward, "NQ 9"})), "");
  EXPECT_EQ(identity_.tree()->name(unit("xa"), before), "Xã Bến");
  EXPECT_EQ(identity_.tree()->name(unit("xa"), on), "Phường Bến");
  EXPECT_EQ(identity_.tree()->kind(unit("xa"), on), UnitKind::ward);

  const auto end = EndUnit{unit("xa"), on, {unit("xa-2")}, SuccessionKind::merge, true, "NQ 9"};
  EXPECT_EQ(key(units_.apply(system(), end)), "identity.unit_end") << "units below must go first";
  EXPECT_EQ(key(units_.apply(system(), EndUnit{unit("xa/van-hoa"), on, {}, SuccessionKind::takeover, true, "NQ 9"})), "");
  EXPECT_EQ(key(units_.apply(system(), EndUnit{unit("xa/mot-cua"), on, {}, SuccessionKind::takeover, true, "NQ 9"})), "");
  EXPECT_EQ(key(units_.apply(system(), end)), "");
  EXPECT_EQ(identity_.tree()->successor(unit("xa/mot-cua"), on), unit("xa-2"));
  EXPECT_EQ(identity_.tree()->name_then_and_now(unit("xa"), before, on), "Xã Bến (nay là Xã Đồng)");
}

TEST_P(Service, preview_shows_and_stores_nothing) {
  const auto tree = units_.preview(
      system(), AddUnit{{}, "Điểm tiếp nhận số 2", UnitKind::reception_point, unit("xa/mot-cua"), identity_.today(), "", "", "QĐ 3"});
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->children(unit("xa/mot-cua"), identity_.today()).size(), 1U);
  EXPECT_EQ(identity_.tree()->children(unit("xa/mot-cua"), identity_.today()).size(), 0U);
}

TEST_P(Service, only_who_manages_a_unit_changes_it) {
  const auto admin = person("admin", Role::sysadmin, "xa");
  const auto rename = [&](std::string_view k) { return RenameUnit{unit(k), identity_.today(), "Tên mới", UnitKind::commune, "QĐ"}; };
  EXPECT_EQ(key(units_.apply(as(admin), rename("xa"))), "");
  EXPECT_EQ(key(units_.apply(as(admin), rename("xa-2"))), "identity.unit_not_yours");
  EXPECT_EQ(key(units_.apply(as(admin), rename("tinh"))), "identity.unit_not_yours");
  EXPECT_EQ(key(units_.apply(as(person("an", Role::officer)), rename("xa"))), "identity.unit_not_yours");
  EXPECT_EQ(key(units_.apply(Actor(), rename("xa"))), "identity.unit_not_yours") << "nobody is not the system";
}

TEST_P(Service, user_names_are_folded_and_unique) {
  person("nva");
  EXPECT_EQ(key(accounts_.create(system(), {"NVA", "Khác", "", "", "", true})), "identity.user_name_taken");
  EXPECT_EQ(key(accounts_.create(system(), {"a b", "Khác", "", "", "", true})), "identity.account_incomplete");
  EXPECT_EQ(key(accounts_.create(system(), {"nvb", " ", "", "", "", true})), "identity.account_incomplete");
  EXPECT_EQ(key(accounts_.create(system(), {"nvb", "B", "", "", "12345678", true})), "identity.password_weak");
  EXPECT_EQ(key(accounts_.create(Actor(), {"nvb", "B", "", "", "", true})), "identity.create_forbidden");
}

TEST_P(Service, admins_manage_accounts_only_within_their_scope) {
  const auto admin = as(person("admin", Role::sysadmin, "xa"));
  const auto inside = person("an", Role::officer, "xa/van-hoa", false);
  const auto outside = person("binh", Role::officer, "xa-2");
  const auto wider = person("chi", Role::sysadmin, "tinh");
  EXPECT_EQ(key(accounts_.lock(admin, inside)), "");
  EXPECT_EQ(key(accounts_.lock(admin, outside)), "identity.account_not_yours");
  EXPECT_EQ(key(accounts_.reset_password(admin, wider)), "identity.account_not_yours") << "no way up by resetting a password";
  EXPECT_EQ(key(accounts_.lock(as(outside), inside)), "identity.account_not_yours");
  const DaySpan span{identity_.today(), {}};
  EXPECT_EQ(key(accounts_.grant(admin, inside, Role::receptionist, {unit("xa/mot-cua"), false}, span, "QĐ")), "");
  EXPECT_EQ(key(accounts_.grant(admin, inside, Role::officer, {unit("xa-2"), false}, span, "QĐ")), "identity.grant_outside");
  EXPECT_EQ(key(accounts_.grant(admin, admin.account(), Role::officer, {unit("xa"), false}, span, "QĐ")), "identity.grant_self");
  EXPECT_EQ(key(accounts_.grant(system(), inside, Role::citizen, {unit("xa"), false}, span, "QĐ")), "identity.role_not_for_staff");
  EXPECT_EQ(key(accounts_.grant(system(), admin.account(), Role::approver, {unit("xa"), false}, span, "QĐ")),
            "identity.roles_incompatible");
}

TEST_P(Service, grants_end_on_their_day) {
  const auto an = person("an");
  const auto id = accounts_.grant(system(), an, Role::officer, {unit("xa"), true}, {identity_.today(), {}}, "QĐ").value();
  EXPECT_TRUE(as(an).permits_in(kDossierWork, unit("xa/van-hoa")));
  EXPECT_EQ(key(accounts_.end_grant(system(), id, identity_.today() + std::chrono::days{1})), "");
  EXPECT_TRUE(as(an).permits(kDossierWork));
  clock_.advance(24h);
  EXPECT_FALSE(as(an).permits(kDossierWork));
}

TEST_P(Service, a_stand_in_acts_while_the_delegation_lasts) {
  const auto head = person("head", Role::approver, "xa");
  const auto an = person("an", Role::officer, "xa/van-hoa");
  const DaySpan week{identity_.today(), identity_.today() + std::chrono::days{7}};
  const auto lent = accounts_.delegate(as(head), an, Role::approver, {unit("xa"), true}, week, "đi công tác");
  ASSERT_TRUE(lent) << lent.error().key;
  EXPECT_TRUE(as(an).permits_in(kDossierApprove, unit("xa/van-hoa")));
  const auto approvers = db().read([&](ReadTx& tx) { return identity_.accounts_with(tx, kDossierApprove, unit("xa/van-hoa")); });
  EXPECT_EQ(approvers.size(), 2U);
  EXPECT_EQ(key(different_person(as(head).person(), as(an), kDossierApprove, unit("xa"))), "identity.four_eyes_lent");
  EXPECT_EQ(key(accounts_.delegate(as(an), head, Role::approver, {unit("xa"), true}, week, "chuyển tiếp")), "identity.delegation_exceeds");
  EXPECT_EQ(key(accounts_.delegate(as(head), an, Role::approver, {unit("tinh"), true}, week, "rộng hơn")), "identity.delegation_exceeds");
  // The giver locked: nothing is lent any more.
  EXPECT_EQ(key(accounts_.lock(system(), head)), "");
  EXPECT_FALSE(as(an).permits(kDossierApprove));
  EXPECT_EQ(key(accounts_.unlock(system(), head)), "");
  EXPECT_EQ(key(accounts_.revoke_delegation(as(head), *lent)), "");
  EXPECT_FALSE(as(an).permits(kDossierApprove));
}

TEST_P(Service, search_folds_marks_and_pages_by_given_name) {
  const auto make = [&](const char* user, const char* name) { EXPECT_TRUE(accounts_.create(system(), {user, name, "", "", "", true})); };
  make("dat", "Trần Thị Đặng");
  make("an1", "Lê Văn An");
  make("ha", "Đỗ Hà");
  const auto names = [&](AccountFilter f) {
    std::vector<std::string> found;
    for (const auto& row : accounts_.list(system(), std::move(f)).rows) found.push_back(row.name);
    return found;
  };
  EXPECT_EQ(names({.search = "dang"}), std::vector<std::string>{"Trần Thị Đặng"});
  EXPECT_EQ(names({.search = "ĐỖ"}), std::vector<std::string>{"Đỗ Hà"});
  EXPECT_EQ(names({.search = "%"}), std::vector<std::string>{});
  AccountFilter two{.limit = 2};
  const auto first = accounts_.list(system(), two);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(first.total, 3);
  two.after_sort = first.rows.back().sort_key;
  two.after_id = first.rows.back().id;
  const auto second = accounts_.list(system(), two);
  EXPECT_FALSE(second.more);
  ASSERT_EQ(second.rows.size(), 1U);
  EXPECT_EQ(first.rows[0].name, "Lê Văn An");
  EXPECT_EQ(second.rows[0].name, "Đỗ Hà");
}

// --- sign-in ---

TEST_P(Service, signs_in_and_knows_the_person_again) {
  const auto an = person("an", Role::officer, "xa");
  const auto in = sign_in_.password("AN", kPassword, kFirefox);
  ASSERT_TRUE(in) << in.error().key;
  EXPECT_EQ(in->stage, SignInStage::full);
  const auto here = sign_in_.presence(in->token, kFirefox);
  ASSERT_TRUE(here);
  EXPECT_EQ(here->actor->account(), an);
  EXPECT_EQ(here->actor->acting_unit(), unit("xa"));
  sign_in_.sign_out(in->token);
  EXPECT_FALSE(sign_in_.presence(in->token, kFirefox));
}

TEST_P(Service, wrong_name_wrong_password_and_locked_say_the_same) {
  person("an");
  EXPECT_EQ(try_password("an", "sai mật khẩu"), "identity.sign_in_failed");
  EXPECT_EQ(try_password("khong-co", kPassword), "identity.sign_in_failed");
  const auto binh = person("binh");
  EXPECT_EQ(key(accounts_.lock(system(), binh)), "");
  EXPECT_EQ(try_password("binh", kPassword), "identity.sign_in_failed");
  EXPECT_EQ(try_password("", ""), "identity.sign_in_failed");
}

TEST_P(Service, guessing_gets_slower_and_slower) {
  person("an");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(try_password("an", "sai"), "identity.sign_in_failed") << i;
  EXPECT_EQ(try_password("an", kPassword), "identity.sign_in_wait") << "the right one waits too";
  clock_.advance(31s);
  EXPECT_EQ(try_password("an", "sai"), "identity.sign_in_failed");
  clock_.advance(31s);
  EXPECT_EQ(try_password("an", kPassword), "identity.sign_in_wait") << "now a minute";
  clock_.advance(30s);
  EXPECT_EQ(try_password("an", kPassword), "");
  EXPECT_EQ(try_password("an", "sai"), "identity.sign_in_failed") << "a success forgets the failures";
  EXPECT_EQ(try_password("an", kPassword), "");
}

TEST_P(Service, a_name_that_nobody_has_makes_you_wait_in_the_same_way) {
  person("an");
  EXPECT_EQ(key(accounts_.lock(system(), person("binh"))), "");
  const auto answers = [&](std::string_view name) {
    std::vector<std::string> said;
    for (int i = 0; i < 6; ++i) {
      const auto answer = sign_in_.password(name, "sai", kFirefox);
      said.push_back(answer.error().key + answer.error().message);
    }
    clock_.advance(31s);
    said.push_back(sign_in_.password(name, "sai", kFirefox).error().message);
    said.push_back(sign_in_.password(name, "sai", kFirefox).error().message);
    return said;
  };
  const auto known = answers("an");
  EXPECT_THAT(known.back(), HasSubstr("60 giây"));
  EXPECT_EQ(answers("khong-co"), known);
  EXPECT_EQ(answers("binh"), known) << "locked";
  EXPECT_EQ(answers(std::string(5000, 'x')), known);
  clock_.advance(25h);
  EXPECT_EQ(try_password("an", "sai"), "identity.sign_in_failed");
  EXPECT_EQ(try_password("an", "sai"), "identity.sign_in_failed") << "a day without a try begins anew";
  clock_.advance(25h);
  EXPECT_EQ(db().read([&](ReadTx& tx) { return rows::tries(tx, try_key("an", cheap().secret))->failures; }), 2);
  sign_in_.sweep();
  EXPECT_FALSE(db().read([&](ReadTx& tx) { return rows::tries(tx, try_key("an", cheap().secret)); }));
}

TEST_P(Service, the_journal_tells_of_sign_ins_and_of_slowed_guessing) {
  const auto an = person("an");
  ASSERT_TRUE(sign_in_.password("an", kPassword, kFirefox));
  for (int i = 0; i < 7; ++i) (void)try_password("an", "sai");
  const auto audit = accounts_.audit(an, 10);
  ASSERT_EQ(audit.size(), 3U) << "one row a wait, not one a try";
  EXPECT_EQ(audit[0].kind, "account.sign_in_slowed");
  EXPECT_EQ(audit[1].kind, "account.signed_in");
  EXPECT_EQ(audit[1].device, "Firefox trên Linux");
  EXPECT_EQ(audit[1].actor, an);
  for (const auto& verifier : verifiers())
    EXPECT_EQ(db().read([&](ReadTx& tx) { return verifier.check(tx).value_or(""); }), "") << "these rows carry no state";
}

TEST_P(Service, the_second_factor_is_turned_off_by_oneself_only_with_the_password) {
  const auto an = person("an");
  EXPECT_FALSE(accounts_.pending_totp(as(an)));
  const auto begun = accounts_.begin_totp(as(an)).value();
  EXPECT_EQ(accounts_.pending_totp(as(an))->uri, begun.uri) << "the page with the code can be shown again";
  const auto secret = db().read([&](ReadTx& tx) { return open_secret(rows::totp(tx, an)->sealed_secret, cheap().secret).value(); });
  ASSERT_TRUE(accounts_.confirm_totp(as(an), totp_code(secret, totp_step(clock_.now()))));
  EXPECT_FALSE(accounts_.pending_totp(as(an))) << "never shown again";
  EXPECT_EQ(accounts_.details(an)->recovery_codes_left, 10);
  EXPECT_EQ(key(accounts_.disable_totp(as(an), "sai")), "identity.totp_off_password");
  EXPECT_EQ(key(accounts_.disable_totp(as(an), kPassword)), "");
  EXPECT_EQ(key(accounts_.disable_totp(as(an), kPassword)), "identity.totp_off_already");
  EXPECT_EQ(sign_in_.password("an", kPassword, kFirefox)->stage, SignInStage::full);
  EXPECT_EQ(accounts_.audit(an, 2)[1].kind, "account.totp_off");
  for (const auto& verifier : verifiers()) EXPECT_EQ(db().read([&](ReadTx& tx) { return verifier.check(tx).value_or(""); }), "");
}

TEST_P(Service, lists_only_accounts_of_the_scopes_one_looks_from) {
  const auto an = person("an", Role::officer, "xa/van-hoa", false);
  const auto binh = person("binh", Role::officer, "xa-2");
  const auto chi = person("chi");
  const auto seen = [&](std::vector<Scope> scopes) {
    std::vector<AccountId> ids;
    for (const auto& row : accounts_.list(system(), {.seen_from = std::move(scopes)}).rows) ids.push_back(row.id);
    return ids;
  };
  EXPECT_THAT(seen({}), ::testing::UnorderedElementsAre(an, binh, chi));
  EXPECT_THAT(seen({{unit("xa"), true}}), ::testing::UnorderedElementsAre(an, chi));
  EXPECT_THAT(seen({{unit("xa"), false}}), ::testing::UnorderedElementsAre(chi));
  EXPECT_THAT(seen({{unit("xa-2"), false}, {unit("xa"), true}}), ::testing::UnorderedElementsAre(an, binh, chi));
}

TEST_P(Service, sessions_end_when_idle_and_when_old) {
  person("an");
  const auto idle = sign_in_.password("an", kPassword, kFirefox)->token;
  clock_.advance(59min);
  EXPECT_TRUE(sign_in_.presence(idle, kFirefox));
  clock_.advance(61min);
  EXPECT_FALSE(sign_in_.presence(idle, kFirefox));
  const auto old = sign_in_.password("an", kPassword, kFirefox)->token;
  for (int i = 0; i < 23; ++i) {
    clock_.advance(31min);
    EXPECT_TRUE(sign_in_.presence(old, kFirefox)) << i;
  }
  clock_.advance(31min);
  EXPECT_FALSE(sign_in_.presence(old, kFirefox)) << "12 hours are over";
  EXPECT_GE(sign_in_.sweep(), 1);
}

TEST_P(Service, a_stolen_token_is_worthless_on_another_browser) {
  person("an");
  const auto token = sign_in_.password("an", kPassword, kFirefox)->token;
  EXPECT_FALSE(sign_in_.presence(token, {"curl/8.0"}));
  EXPECT_FALSE(sign_in_.presence("made up", kFirefox));
  EXPECT_FALSE(sign_in_.presence(SignIn::token_hash(token), kFirefox)) << "what a thief of the database has opens nothing";
}

TEST_P(Service, tokens_are_made_by_us_and_change_at_each_step) {
  person("an");
  const auto first = sign_in_.password("an", kPassword, kFirefox)->token;
  const auto second = sign_in_.password("an", kPassword, kFirefox)->token;
  EXPECT_NE(first, second);
  const auto rotated = sign_in_.rotate(first, kFirefox).value();
  EXPECT_FALSE(sign_in_.presence(first, kFirefox)) << "fixation: the old token is dead";
  EXPECT_TRUE(sign_in_.presence(rotated, kFirefox));
  sign_in_.sign_out_everywhere(*sign_in_.presence(rotated, kFirefox)->actor, rotated);
  EXPECT_TRUE(sign_in_.presence(rotated, kFirefox));
  EXPECT_FALSE(sign_in_.presence(second, kFirefox));
}

TEST_P(Service, changing_the_password_ends_the_other_sessions) {
  const auto an = person("an");
  const auto here = sign_in_.password("an", kPassword, kFirefox)->token;
  const auto there = sign_in_.password("an", kPassword, kFirefox)->token;
  EXPECT_EQ(key(accounts_.change_password(as(an), "sai", "trời xanh mây trắng")), "identity.old_password_wrong");
  EXPECT_EQ(key(accounts_.change_password(as(an), kPassword, kPassword)), "identity.password_same");
  EXPECT_EQ(key(accounts_.change_password(as(an), kPassword, "ngắn")), "identity.password_weak");
  EXPECT_EQ(key(accounts_.change_password(as(an), kPassword, "trời xanh mây trắng", SignIn::token_hash(here))), "");
  EXPECT_TRUE(sign_in_.presence(here, kFirefox));
  EXPECT_FALSE(sign_in_.presence(there, kFirefox));
  EXPECT_EQ(try_password("an", kPassword), "identity.sign_in_failed");
  EXPECT_EQ(try_password("an", "trời xanh mây trắng"), "");
}

TEST_P(Service, a_reset_password_must_be_changed_before_anything_else) {
  const auto an = person("an", Role::officer, "xa");
  const auto handed_out = accounts_.reset_password(system(), an).value();
  const auto in = sign_in_.password("an", handed_out, kFirefox).value();
  EXPECT_TRUE(in.must_change_password);
  SessionGate gate(sign_in_);
  web::Request request;
  request.headers = {{"cookie", std::string(kSessionCookie) + "=" + in.token}, {"user-agent", kFirefox.user_agent}};
  web::Response out;
  const auto who = gate.identify(request, out);
  EXPECT_TRUE(who->signed_in());
  EXPECT_FALSE(who->permits(kDossierWork));
  EXPECT_FALSE(who->session_key.empty());
  EXPECT_EQ(who->session_key.find(in.token), std::string::npos);
}

TEST_P(Service, the_second_factor_is_asked_before_any_right) {
  const auto an = person("an", Role::officer, "xa");
  const auto enrolment = accounts_.begin_totp(as(an)).value();
  EXPECT_THAT(enrolment.uri, HasSubstr(enrolment.secret_base32));
  const auto secret = db().read([&](ReadTx& tx) { return open_secret(rows::totp(tx, an)->sealed_secret, cheap().secret).value(); });
  const auto code = [&] { return totp_code(secret, totp_step(clock_.now())); };
  EXPECT_EQ(key(accounts_.confirm_totp(as(an), "000000")), "identity.totp_wrong");
  const auto recovery = accounts_.confirm_totp(as(an), code()).value();
  EXPECT_EQ(recovery.size(), 10U);
  clock_.advance(1min);

  const auto half = sign_in_.password("an", kPassword, kFirefox).value();
  EXPECT_EQ(half.stage, SignInStage::second_factor);
  EXPECT_FALSE(sign_in_.presence(half.token, kFirefox));
  EXPECT_TRUE(sign_in_.waits_for_second_factor(half.token, kFirefox));
  EXPECT_EQ(key(sign_in_.second_factor(half.token, "000000", kFirefox)), "identity.code_failed");
  EXPECT_EQ(key(sign_in_.second_factor(half.token, code(), {"curl"})), "identity.session_gone");
  const auto used = code();
  const auto whole = sign_in_.second_factor(half.token, used, kFirefox);
  ASSERT_TRUE(whole) << whole.error().key;
  EXPECT_NE(whole->token, half.token);
  EXPECT_TRUE(sign_in_.presence(whole->token, kFirefox));
  EXPECT_FALSE(sign_in_.waits_for_second_factor(half.token, kFirefox));

  const auto again = sign_in_.password("an", kPassword, kFirefox)->token;
  EXPECT_EQ(key(sign_in_.second_factor(again, used, kFirefox)), "identity.code_failed") << "a code works once";
  EXPECT_EQ(key(sign_in_.second_factor(again, recovery[3], kFirefox)), "");
  const auto third = sign_in_.password("an", kPassword, kFirefox)->token;
  EXPECT_EQ(key(sign_in_.second_factor(third, recovery[3], kFirefox)), "identity.code_failed") << "a recovery code works once";
}

TEST_P(Service, guessing_codes_is_slowed_down_like_passwords) {
  const auto an = person("an");
  ASSERT_TRUE(accounts_.begin_totp(as(an)));
  const auto secret = db().read([&](ReadTx& tx) { return open_secret(rows::totp(tx, an)->sealed_secret, cheap().secret).value(); });
  ASSERT_TRUE(accounts_.confirm_totp(as(an), totp_code(secret, totp_step(clock_.now()))));
  for (int i = 0; i < 5; ++i) {
    const auto half = sign_in_.password("an", kPassword, kFirefox).value();  // a right password does not forget wrong codes
    EXPECT_EQ(key(sign_in_.second_factor(half.token, "999999", kFirefox)), "identity.code_failed");
  }
  EXPECT_EQ(try_password("an", kPassword), "identity.sign_in_wait");
}

TEST_P(Service, two_writers_on_one_account_meet) {
  const auto an = person("an");
  const auto stale = db().read([&](ReadTx& tx) { return *rows::account(tx, an); });
  EXPECT_EQ(key(accounts_.lock(system(), an)), "");
  const auto second = db().write([&](store::Tx& tx) -> Status {
    auto account = stale;
    const auto payload = std::string("{}");
    if (auto seq =
            store::append(tx, {"account", an.value, clock_.now(), clock_.now(), 0, 0, "account.updated", payload}, account.view.version);
        !seq)
      return tl::make_unexpected(seq.error());
    return {};
  });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::conflict);
}

}  // namespace
}  // namespace motcua::identity
