// Immediate cases: one screen, one transaction, every move of the table with its row; who may and who may not.
#include "dossier/at_once.hpp"

#include <algorithm>

#include "dossier/pages.hpp"
#include "dossier/pages_at_once.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_life.hpp"
#include "store/testing_raw.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::key;
using ::testing::Not;
using testing::told;

constexpr std::string_view kCopies = "2.000815";  // chứng thực bản sao: trong ngày
constexpr std::string_view kCard =
    "087199001234|340123456|Trần Thị Ngọc Bích|14021999|Nữ|Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp|15042021";

class AtOnceTest : public testing::LifeTest {
 protected:
  AtOnceTest() {
    using enum identity::Role;
    // At the desk, and with the right to settle: the officer of the office who sits there.
    w_.person("lan", "Đỗ Thị Lan", receptionist, "xa/mot-cua");
    also("lan", officer, "xa/van-phong");
    router_.add(web::bind_routes("dossier", pages_, Pages::routes()));
    router_.add(web::bind_routes("dossier_at_once", own_pages_, AtOncePages::routes()));
  }
  void also(std::string_view who, identity::Role role, std::string_view place) {
    const auto done =
        w_.accounts.grant(w_.identity.system_actor(), w_.account(who), role, {w_.unit(place), true}, {w_.identity.today(), {}}, "QĐ 2");
    EXPECT_TRUE(done) << told(done);
  }
  Arrangement wish(bool active = true) {
    return {{}, w_.unit("xa/mot-cua"), std::string(kCopies), "", {}, "", "CT-BS", active, w_.identity.today(), "QĐ 12/QĐ-UBND"};
  }
  Intake intake(int n, bool paid = true) {
    auto i = w_.intake(n, kCopies);
    const auto version = w_.catalog.on_day(kCopies, w_.identity.today()).value();
    while (const auto* q = catalog::next_question(*version, i.answers, catalog::Channel::counter)) i.answers[q->id] = q->options.front().id;
    i.papers.clear();
    for (const auto& p : catalog::required_papers(*version, i.answers, catalog::Channel::counter))
      if (p.need == catalog::Need::required) i.papers.push_back({p.component->id, "", p.originals, p.copies, false});
    for (const auto& fee : version->fees) i.amounts[fee.id] = 8000;
    i.paid = paid;
    return i;
  }
  AtOnce deed(std::string_view signer = "thanh") {
    return {w_.account(signer),
            {"Bản sao chứng thực, 3 bản", "", ""},
            {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}};
  }
  std::vector<std::string> kinds(const Accepted& a) {
    auto file = open(a);
    std::vector<std::string> all;
    for (auto it = file.events.rbegin(); it != file.events.rend(); ++it) all.push_back(it->kind);
    return all;
  }
  std::string verified() {
    auto all = w_.dossiers.verifiers();
    std::ranges::move(at_once_verifiers(), std::back_inserter(all));
    return store::verify(*database_, all).first();
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }
  web::testing::Pairs form(std::string_view what) {
    web::testing::Pairs f{{"form_id", "mot-bieu-mau-tra-ngay"},
                          {"thu_tuc", std::string(kCopies)},
                          {"the", std::string(kCard)},
                          {"du", "1"},
                          {"viec", std::string(what)}};
    for (const auto& [id, answer] : intake(1).answers) f.emplace_back("q." + id, answer);
    return f;
  }

  AtOnceDesk desk_{w_.dossiers};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  AtOncePages own_pages_{w_.dossiers, w_.identity, w_.clock, shells_};
};
MOTCUA_EACH_ENGINE(AtOnceTest);

TEST_P(AtOnceTest, receives_settles_and_returns_in_one_go_with_a_row_for_each_move) {
  ASSERT_TRUE(desk_.arrange(w_.as("thanh"), wish()));
  const auto a = desk_.settle(w_.as("lan"), intake(1), deed());
  ASSERT_TRUE(a) << told(a);
  EXPECT_THAT(kinds(*a), ElementsAre("dossier.accepted", "dossier.handed_over", "dossier.assigned", "dossier.work_begun",
                                     "dossier.step_completed", "dossier.drafted", "dossier.submitted", "dossier.approved",
                                     "dossier.numbered", "dossier.ready", "dossier.returned"));
  const auto file = open(*a);
  const auto& d = file.dossier;
  EXPECT_EQ(d.state, (State{BizState::returned, WorkSub::none}));
  EXPECT_EQ(d.delivery, DeliveryState::delivered);
  EXPECT_TRUE(d.fin == FinState::paid || d.fee_total == 0);
  EXPECT_EQ(d.punctuality, punctuality(w_.clock.now(), d.due_at));
  EXPECT_EQ(d.done_at, w_.clock.now());
  EXPECT_EQ(file.result->number, "1/2026/CT-BS");
  EXPECT_EQ(file.result->signed_by, "Nguyễn Văn Thành (ký trên bản giấy tại quầy)");
  EXPECT_EQ(file.returned->receiver, "Trần Thị Ngọc Bích");
  // Form 07 has its line, form 06 every hand-over.
  EXPECT_EQ(w_.dossiers.register_of(w_.as("nhung"), {})->rows.front().code, a->code);
  EXPECT_EQ(file.handovers.size(), 5U);
  EXPECT_EQ(verified(), "");
  // The same form again: the dossier of the first time, once.
  const auto again = desk_.settle(w_.as("lan"), intake(1), deed());
  ASSERT_TRUE(again) << told(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->code, a->code);
  EXPECT_EQ(desk_.settle(w_.as("lan"), intake(2), deed()).value().receipt_number, a->receipt_number + 1);
}

TEST_P(AtOnceTest, rests_on_what_the_signer_arranged_himself) {
  const auto p = w_.dossiers.preview(w_.as("lan"), intake(1)).value();
  EXPECT_TRUE(desk_.offered(w_.as("lan"), intake(1), p).empty()) << "nobody arranged anything";
  EXPECT_EQ(key(desk_.settle(w_.as("lan"), intake(1), deed())), "dossier.at_once_incomplete");
  EXPECT_FALSE(desk_.arrange(w_.as("khanh"), wish())) << "who may not sign arranges no signature";
  EXPECT_FALSE(desk_.arrange(w_.as("lan"), wish()));
  auto other = wish();
  other.desk = w_.unit("xa-2/mot-cua");
  EXPECT_FALSE(desk_.arrange(w_.as("thanh"), other)) << "another commune's desk";
  auto slow = wish();
  slow.procedure_code = "2.000913";
  EXPECT_FALSE(desk_.arrange(w_.as("thanh"), slow)) << "two working days are not at once";
  ASSERT_TRUE(desk_.arrange(w_.as("thanh"), wish()));
  EXPECT_EQ(desk_.offered(w_.as("lan"), intake(1), p).size(), 1U);
  EXPECT_TRUE(desk_.offered(w_.as("nhung"), intake(1), p).empty()) << "may receive, not settle";
  EXPECT_EQ(key(desk_.settle(w_.as("nhung"), intake(1), deed())), "dossier.at_once_incomplete");
  EXPECT_FALSE(desk_.settle(w_.as("ha"), intake(1), deed())) << "may settle, not receive";
  EXPECT_EQ(key(desk_.settle(w_.as("lan"), intake(1), deed("khanh"))), "dossier.at_once_incomplete") << "a signer nobody knows";
  ASSERT_TRUE(desk_.arrange(w_.as("thanh"), wish(false)));
  EXPECT_EQ(key(desk_.settle(w_.as("lan"), intake(1), deed())), "dossier.at_once_incomplete") << "ended";
  EXPECT_EQ(verified(), "");
}

TEST_P(AtOnceTest, keeps_four_eyes) {
  // The signer himself sits at the desk, with every right: he cannot sign what he settles.
  also("thanh", identity::Role::receptionist, "xa/mot-cua");
  also("thanh", identity::Role::officer, "xa/van-phong");
  ASSERT_TRUE(desk_.arrange(w_.as("thanh"), wish()));
  const auto at_the_desk = w_.identity.load_actor(w_.account("thanh"), w_.unit("xa/mot-cua")).value();
  EXPECT_EQ(key(desk_.settle(at_the_desk, intake(1), deed())), "dossier.at_once_incomplete");
}

TEST_P(AtOnceTest, stores_nothing_when_something_is_missing) {
  ASSERT_TRUE(desk_.arrange(w_.as("thanh"), wish()));
  auto unsigned_receipt = deed();
  unsigned_receipt.handing.confirmed = false;
  EXPECT_EQ(key(desk_.settle(w_.as("lan"), intake(1), unsigned_receipt)), "dossier.at_once_incomplete");
  auto no_result = deed();
  no_result.result.title = " ";
  EXPECT_EQ(key(desk_.settle(w_.as("lan"), intake(1), no_result)), "dossier.at_once_incomplete");
  EXPECT_EQ(key(desk_.settle(w_.as("lan"), intake(1, false), deed())), "dossier.at_once_incomplete") << "the fee is not taken";
  EXPECT_TRUE(w_.dossiers.register_of(w_.as("nhung"), {})->rows.empty());
  const auto a = desk_.settle(w_.as("lan"), intake(1), deed());
  ASSERT_TRUE(a) << told(a);
  EXPECT_EQ(a->receipt_number, 1) << "no number was lost";
}

TEST_P(AtOnceTest, of_which_a_changed_byte_is_told) {
  ASSERT_TRUE(desk_.arrange(w_.as("thanh"), wish()));
  ASSERT_TRUE(desk_.settle(w_.as("lan"), intake(1), deed()));
  ASSERT_EQ(verified(), "");
  store::RawDatabase raw(database_.url());
  raw.change("UPDATE dossier_result SET recorded_name = 'Người khác'");
  EXPECT_THAT(verified(), HasSubstr("dossier_result"));
  raw.change("UPDATE dossier_result SET recorded_name = 'Đỗ Thị Lan'");
  EXPECT_EQ(verified(), "");
  raw.change("UPDATE dossier_result SET arrangement = arrangement + 1");
  EXPECT_THAT(verified(), HasSubstr("dossier_result"));
}

TEST_P(AtOnceTest, is_one_screen_of_the_desk_and_a_page_of_the_signer) {
  auto thanh = client("thanh");
  const auto wrong = thanh.post("/ky-tai-quay", {{"don_vi", std::to_string(w_.unit("xa/mot-cua").value)},
                                                 {"thu_tuc", "2.000913"},
                                                 {"ky_hieu", "CT-BS"},
                                                 {"tu_ngay", "05/10/2026"},
                                                 {"can_cu", ""}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("không phải loại trả kết quả ngay"));
  EXPECT_EQ(client("lan").get("/ky-tai-quay").status, 403);
  auto lan = client("lan");
  EXPECT_THAT(lan.post("/tiep-nhan", form("cap-nhat")).body, Not(HasSubstr("Trả kết quả ngay")));
  EXPECT_EQ(thanh
                .post("/ky-tai-quay", {{"don_vi", std::to_string(w_.unit("xa/mot-cua").value)},
                                       {"thu_tuc", "2.000815"},
                                       {"ky_hieu", "CT-BS"},
                                       {"tu_ngay", "05/10/2026"},
                                       {"can_cu", "QĐ 12/QĐ-UBND"}})
                .status,
            303);
  EXPECT_THAT(lan.post("/tiep-nhan", form("cap-nhat")).body, HasSubstr("Tiếp nhận và trả ngay"));
  EXPECT_THAT(client("nhung").post("/tiep-nhan", form("cap-nhat")).body, Not(HasSubstr("Tiếp nhận và trả ngay")));
  auto sent = form("tra-ngay");
  sent.emplace_back("ngay_ket_qua", "Bản sao chứng thực, 3 bản");
  const auto incomplete = lan.post("/tiep-nhan", sent);
  EXPECT_EQ(incomplete.status, 422);
  EXPECT_THAT(incomplete.body, HasSubstr("Chọn người đã ký bản giấy tại quầy."));
  EXPECT_THAT(incomplete.body, HasSubstr("value=\"Bản sao chứng thực, 3 bản\"")) << "what was typed stays";
  sent.emplace_back("ngay_nguoi_ky", std::to_string(w_.account("thanh").value));
  sent.emplace_back("ngay_giay_to", "the-can-cuoc");
  sent.emplace_back("ngay_da_nhan", "1");
  sent.emplace_back("da_thu", "1");
  const auto version = w_.catalog.on_day(kCopies, w_.identity.today()).value();
  for (const auto& fee : version->fees) {
    sent.emplace_back("phi." + fee.id + ".sl", "1");
    sent.emplace_back("phi." + fee.id + ".tien", "8.000");
  }
  const auto done = lan.post("/tiep-nhan", sent);
  ASSERT_EQ(done.status, 303) << done.body;
  const auto page = lan.get(web::testing::header_of(done, "location"));
  EXPECT_THAT(page.body, HasSubstr("Đã tiếp nhận và trả kết quả"));
  EXPECT_THAT(page.body, HasSubstr("1/2026/CT-BS"));
  EXPECT_THAT(thanh.get("/ky-tai-quay").body, HasSubstr("Đỗ Thị Lan"));
  EXPECT_EQ(thanh.post("/ky-tai-quay/thoi", {{"so", std::to_string(desk_.own(w_.as("thanh")).front().id.value)}}).status, 303);
  EXPECT_THAT(lan.post("/tiep-nhan", form("cap-nhat")).body, Not(HasSubstr("Tiếp nhận và trả ngay")));
}

}  // namespace
}  // namespace motcua::dossier
