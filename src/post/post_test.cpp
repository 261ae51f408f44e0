// Postal reception as officials read it (tests/cases/post), the return leg and the custody of paper, on both databases.
#include "post/post.hpp"

#include <algorithm>
#include <map>

#include "base/testing_cases.hpp"
#include "post/testing_post.hpp"

namespace motcua::post {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::key;
using testing::PostTest;
using testing::told;

MOTCUA_EACH_ENGINE(PostTest);

TEST_P(PostTest, cases_of_postal_reception) {
  const auto cases = read_cases("post");
  for (const auto& c : cases) {
    const auto& name = c.name;
    w_.clock.set(vn_moment(c.at("Lập phiếu")));
    const auto slip = written(true, c.has("Thu hộ") ? c.at("Thu hộ") : "");
    w_.clock.set(vn_moment(c.at("Giao")));
    const auto protocol = handed();
    w_.clock.set(vn_moment(c.at("Ký")));
    const bool back = c.has("Trả lại");
    const auto done = post_.sign(w_.as("nhung"), protocol, {{slip, !back, back ? c.at("Trả lại") : ""}});
    ASSERT_TRUE(done) << name << told(done);
    const auto after = post_.protocol(w_.as("nhung"), protocol).value().slips.front();
    if (back) {
      EXPECT_EQ(after.state, SlipState::sent_back) << name;
      EXPECT_EQ(after.reason, c.at("Trả lại")) << name;
      EXPECT_EQ(after.code, "") << name;
    } else {
      ASSERT_THAT(done->failed, IsEmpty()) << name << ": " << done->failed.front().second;
      const auto d = w_.see(after.code);
      EXPECT_EQ(vn_datetime(d.received_at), c.at("Tiếp nhận")) << name;
      EXPECT_EQ(vn_datetime(d.due_at), c.at("Hạn")) << name;
      EXPECT_EQ(d.channel, dossier::Channel::post) << name;
      EXPECT_EQ(d.applicant.name, "Nguyễn Văn Gửi");
      EXPECT_EQ(label(d.fin), c.has("Tiền") ? c.at("Tiền") : label(dossier::FinState::due)) << name;
    }
  }
  EXPECT_EQ(cases.size(), 4U);
  EXPECT_EQ(verified(), "");
}

TEST_P(PostTest, role_post_clerk_reaches_no_decision) {
  const auto slip = written();
  const auto protocol = handed();
  EXPECT_EQ(key(post_.sign(w_.as("buu-dien"), protocol, {{slip, true, ""}})), "identity.not_permitted");
  EXPECT_EQ(key(w_.dossiers.accept(w_.as("buu-dien"), w_.intake(1))), "identity.not_permitted");
  const auto a = w_.accepted(2);
  EXPECT_EQ(key(w_.dossiers.approve(w_.as("buu-dien"), {a.id, 1})), "dossier.not_found") << "sees no dossiers at all";
  EXPECT_EQ(client("buu-dien").get("/nhan-buu-chinh").status, 403);
  EXPECT_EQ(client("la").get("/nhan-buu-chinh/" + std::to_string(protocol.value)).status, 404) << "another commune";
}

TEST_P(PostTest, what_goes_back_needs_a_reason_and_an_incomplete_slip_does_not_become_a_dossier) {
  const auto slip = written(false);
  const auto protocol = handed();
  EXPECT_EQ(key(post_.sign(w_.as("nhung"), protocol, {{slip, false, " "}})), "post.sent_back_without_reason");
  const auto done = post_.sign(w_.as("nhung"), protocol, {{slip, true, ""}});
  ASSERT_TRUE(done) << told(done);
  ASSERT_EQ(done->failed.size(), 1U) << "papers are missing: told, not taken";
  ASSERT_TRUE(post_.sign(w_.as("nhung"), protocol, {{slip, false, "Thiếu giấy tờ"}}));
  EXPECT_EQ(post_.slips(w_.as("buu-dien"), Direction::in, SlipState::sent_back).size(), 1U);
  EXPECT_EQ(verified(), "");
}

TEST_P(PostTest, the_return_leg_is_counted_delivered_or_brought_back) {
  ASSERT_TRUE(
      post_.add_scheme(w_.as("giam-doc"), {{}, unit_, "Trả kết quả tại nhà miễn phí", w_.identity.today(), {}, Dong{26000}, "KH 12", ""}));
  const auto scheme = post_.schemes(unit_, w_.identity.today()).front().id;
  const auto a = ready(1), b = ready(2);
  EXPECT_EQ(post_.ready(w_.as("tra"), unit_).size(), 2U);
  EXPECT_EQ(key(post_.send(w_.as("tra"), unit_, {{a.id, ""}}, scheme)), "post.sending_incomplete");
  const auto protocol = post_.send(w_.as("tra"), unit_, {{a.id, "EL001VN"}, {b.id, "EL002VN"}}, scheme);
  ASSERT_TRUE(protocol) << told(protocol);
  EXPECT_EQ(w_.see(a.code).delivery, dossier::DeliveryState::in_post);
  ASSERT_TRUE(post_.take_over(w_.as("buu-dien"), *protocol));
  const auto on_way = post_.slips(w_.as("buu-dien"), Direction::out, SlipState::on_way);
  ASSERT_EQ(on_way.size(), 2U);
  EXPECT_EQ(key(post_.delivered(w_.as("buu-dien"), on_way[0].id, "")), "post.no_receiver");
  ASSERT_TRUE(post_.delivered(w_.as("buu-dien"), on_way[0].id, "Trần Thị Ngọc Bích"));
  ASSERT_TRUE(post_.undelivered(w_.as("buu-dien"), on_way[1].id, "Không có người nhận, đã gọi hai lần"));
  EXPECT_EQ(key(post_.delivered(w_.as("buu-dien"), on_way[0].id, "x")), "post.slip_elsewhere");
  EXPECT_EQ(w_.see(a.code).delivery, dossier::DeliveryState::delivered);
  EXPECT_EQ(w_.see(b.code).delivery, dossier::DeliveryState::returned_undelivered);
  const auto counts = post_.counts(w_.as("giam-doc"), unit_).front();
  EXPECT_EQ(counts.sent, 2);
  EXPECT_EQ(counts.delivered, 1);
  EXPECT_EQ(counts.undelivered, 1);
  EXPECT_EQ(counts.cost, Dong{52000});
  EXPECT_THAT(print::postal_protocol_pdf(post_.protocol_form(w_.as("tra"), *protocol).value()).value_or(""),
              ::testing::StartsWith("%PDF-"));
  EXPECT_EQ(verified(), "");
}

TEST_P(PostTest, what_the_post_brings_back_is_sent_again_or_fetched_at_the_desk) {
  const auto a = ready(1), b = ready(2);
  const auto out = [&](const std::vector<Outgoing>& results) {
    const auto protocol = post_.send(w_.as("tra"), unit_, results, {});
    ASSERT_TRUE(protocol) << told(protocol);
    ASSERT_TRUE(post_.take_over(w_.as("buu-dien"), *protocol));
    for (const auto& s : post_.slips(w_.as("buu-dien"), Direction::out, SlipState::on_way))
      ASSERT_TRUE(post_.undelivered(w_.as("buu-dien"), s.id, "Nhà khóa cửa"));
  };
  out({{a.id, "EL001VN"}, {b.id, "EL002VN"}});
  const auto brought = post_.slips(w_.as("tra"), Direction::out, SlipState::undelivered);
  ASSERT_EQ(brought.size(), 2U);
  EXPECT_TRUE(post_.ready(w_.as("tra"), unit_).empty()) << "the post still has them";
  EXPECT_EQ(key(post_.take_back(w_.as("buu-dien"), brought[0].id)), "identity.not_permitted") << "the desk says that it has them";
  for (const auto& s : brought) ASSERT_TRUE(post_.take_back(w_.as("tra"), s.id));
  EXPECT_EQ(custody_.folders(w_.as("nhung"), unit_).size(), 2U) << "the desk answers for them again";
  auto again = post_.ready(w_.as("tra"), unit_);
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(key(post_.fetched(w_.as("tra"), brought[1].id, "")), "post.no_fetcher");
  ASSERT_TRUE(post_.fetched(w_.as("tra"), brought[1].id, "Trần Thị Ngọc Bích"));
  EXPECT_EQ(w_.see(brought[1].code).delivery, dossier::DeliveryState::delivered);
  const auto second = post_.send(w_.as("tra"), unit_, {{brought[0].dossier, "EL003VN"}}, {});
  ASSERT_TRUE(second) << told(second);
  EXPECT_EQ(w_.see(brought[0].code).delivery, dossier::DeliveryState::in_post);
  EXPECT_EQ(post_.slip(w_.as("tra"), brought[0].id)->state, SlipState::resent);
  EXPECT_EQ(verified(), "");
}

TEST_P(PostTest, a_result_the_desk_of_returns_gave_to_the_post_gets_its_protocol) {
  const auto a = ready(1);
  const auto version = w_.see(a.code).version;
  ASSERT_TRUE(w_.dossiers.return_result(w_.as("tra"), {a.id, version}, {.method = dossier::ReturnMethod::post, .waybill = "EL009VN"}));
  const auto rows = post_.ready(w_.as("tra"), unit_);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows.front().returned);
  const auto protocol = post_.send(w_.as("tra"), unit_, {{a.id, ""}}, {});
  ASSERT_TRUE(protocol) << told(protocol);
  EXPECT_EQ(post_.protocol(w_.as("tra"), *protocol)->slips.front().waybill, "EL009VN");
  EXPECT_TRUE(post_.ready(w_.as("tra"), unit_).empty());
  EXPECT_EQ(key(post_.send(w_.as("buu-dien"), unit_, {{a.id, "x"}}, {})), "identity.not_permitted") << "the clerk sends nothing himself";
}

TEST_P(PostTest, what_the_post_took_is_summed_and_a_changed_fee_is_told) {
  written(true, "BD 1");
  written(true, "BD 2");
  written(true);
  const auto from = w_.clock.now() - std::chrono::hours{1}, to = w_.clock.now() + std::chrono::hours{1};
  const auto taken = post_.fees_taken(w_.as("nhung"), unit_, from, to);
  EXPECT_EQ(taken.slips, 2);
  EXPECT_EQ(taken.amount, Dong{60000});
  EXPECT_EQ(post_.fees_taken(w_.as("la"), unit_, from, to).slips, 0) << "another commune";
}

TEST_P(PostTest, a_folder_is_with_who_gave_it_until_the_other_side_confirms) {
  const auto a = w_.accepted(1);
  EXPECT_EQ(custody_.folders(w_.as("nhung"), unit_).size(), 1U);
  ASSERT_TRUE(w_.dossiers.hand_over(w_.as("nhung"), {a.id, 1}, w_.unit("xa/van-phong")));
  auto folders = custody_.folders(w_.as("nhung"), unit_);
  ASSERT_EQ(folders.size(), 1U);
  EXPECT_TRUE(folders.front().on_way);
  EXPECT_THAT(folders.front().to_unit_name, HasSubstr("Văn phòng"));
  const auto story = custody_.story(w_.as("nhung"), a.code);
  ASSERT_TRUE(story) << told(story);
  EXPECT_EQ(story->lines.size(), 2U) << "from the applicant, to the office";
  EXPECT_TRUE(story->folder.on_way);
  EXPECT_EQ(key(custody_.story(w_.as("la"), a.code)), "dossier.not_found");
  ASSERT_TRUE(w_.dossiers.confirm_receipt(w_.as("khanh"), {a.id, 2}));
  EXPECT_THAT(custody_.folders(w_.as("nhung"), unit_), IsEmpty());
}

TEST_P(PostTest, the_count_at_the_end_of_the_day_raises_and_ends_alarms) {
  const auto a = w_.accepted(1), b = w_.accepted(2), c = w_.accepted(3);
  ASSERT_TRUE(w_.dossiers.hand_over(w_.as("nhung"), {c.id, 1}, w_.unit("xa/van-phong")));
  ASSERT_TRUE(w_.dossiers.confirm_receipt(w_.as("khanh"), {c.id, 2}));
  auto done = custody_.count(w_.as("nhung"), unit_, {a.code, c.code, "H99-LA"});
  ASSERT_TRUE(done) << told(done);
  EXPECT_EQ(done->seen, 1);
  EXPECT_EQ(done->missing, 1);
  EXPECT_EQ(done->elsewhere, 1) << "seen at the desk, the office has confirmed it";
  EXPECT_EQ(done->unknown.size(), 1U);
  auto alarms = custody_.alarms(w_.as("nhung"));
  ASSERT_EQ(alarms.size(), 2U);
  done = custody_.count(w_.as("nhung"), unit_, {a.code, b.code});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->found, 1);
  alarms = custody_.alarms(w_.as("nhung"));
  ASSERT_EQ(alarms.size(), 1U);
  EXPECT_FALSE(alarms.front().missing);
  EXPECT_EQ(key(custody_.end_alarm(w_.as("nhung"), alarms.front().id, "")), "post.alarm_without_ending");
  EXPECT_EQ(key(custody_.end_alarm(w_.as("la"), alarms.front().id, "x")), "post.no_such_alarm");
  ASSERT_TRUE(custody_.end_alarm(w_.as("nhung"), alarms.front().id, "Đã trả về Văn phòng"));
  EXPECT_THAT(custody_.alarms(w_.as("nhung")), IsEmpty());
  EXPECT_EQ(verified(), "");
}

TEST_P(PostTest, pages_of_clerk_and_desk) {
  auto clerk = client("buu-dien"), desk = client("nhung");
  EXPECT_EQ(clerk.get("/buu-chinh/phieu-gui").status, 200);
  EXPECT_EQ(clerk.get("/buu-chinh/phieu-gui?thu_tuc=9.999999").status, 422);
  EXPECT_THAT(clerk.get("/buu-chinh/phieu-gui?thu_tuc=" + std::string(dossier::testing::kProcedure)).body, HasSubstr("Còn thiếu"));
  web::testing::Pairs form;
  const auto typed = fields();
  for (const auto& [name, value] : typed.items()) form.emplace_back(name, value);
  auto without = form;
  std::erase_if(without, [](const auto& p) { return p.first == "ten"; });
  EXPECT_EQ(clerk.post("/buu-chinh/phieu-gui", without).status, 422);
  EXPECT_EQ(clerk.post("/buu-chinh/phieu-gui", form).status, 303);
  EXPECT_THAT(clerk.get("/buu-chinh").body, HasSubstr("Nguyễn Văn Gửi"));
  const auto slip = post_.slips(w_.as("buu-dien"), Direction::in, SlipState::waiting).front();
  EXPECT_THAT(clerk.get("/buu-chinh/phieu-gui/" + std::to_string(slip.id.value) + "/in.pdf").body, ::testing::StartsWith("%PDF-"));
  EXPECT_EQ(clerk.post("/buu-chinh/giao").status, 303);
  EXPECT_GE(clerk.post("/buu-chinh/giao").status, 400) << "nothing waits";
  const auto protocol = std::to_string(post_.protocols(w_.as("nhung")).front().id.value);
  EXPECT_THAT(desk.get("/nhan-buu-chinh").body, HasSubstr("chờ ký"));
  EXPECT_EQ(clerk.get("/buu-chinh/phieu-gui?tu=" + std::to_string(slip.id.value)).status, 200) << "once more from what was written";
  EXPECT_EQ(clerk.get("/buu-chinh/phieu-gui?tu=1").status, 404);
  EXPECT_THAT(desk.get("/nhan-buu-chinh/" + protocol).body, HasSubstr("Nguyễn Văn Gửi"));
  const auto key_of = "kiem." + std::to_string(slip.id.value);
  EXPECT_EQ(desk.post("/nhan-buu-chinh/" + protocol + "/ky", {{key_of, "tra-lai"}}).status, 422);
  EXPECT_EQ(desk.post("/nhan-buu-chinh/" + protocol + "/ky", {{key_of, "du"}}).status, 303);
  EXPECT_THAT(desk.get("/nhan-buu-chinh/" + protocol).body, HasSubstr("Đã tiếp nhận"));
  EXPECT_THAT(desk.get("/ho-so-giay").body, HasSubstr("Kiểm đếm cuối ngày"));
  EXPECT_EQ(desk.post("/ho-so-giay/kiem-dem", {{"quet", "khong-co"}}).status, 303);
  EXPECT_THAT(desk.get("/ho-so-giay").body, HasSubstr("Thiếu hồ sơ"));
  EXPECT_EQ(client("thu-quy").get("/ho-so-giay").status, 403);
}

TEST_P(PostTest, pages_of_the_way_back) {
  auto desk = client("tra"), clerk = client("buu-dien"), head = client("giam-doc");
  const auto a = ready(1);
  const auto choice = std::to_string(a.id.value);
  EXPECT_THAT(desk.get("/gui-ket-qua").body, HasSubstr(a.code));
  EXPECT_THAT(clerk.get("/gui-ket-qua").body, ::testing::Not(HasSubstr(a.code))) << "the clerk sees no dossiers";
  EXPECT_EQ(desk.post("/gui-ket-qua", {}).status, 422) << "nothing chosen";
  EXPECT_EQ(desk.post("/gui-ket-qua", {{"chon", choice}, {"buu_gui." + choice, ""}}).status, 422);
  EXPECT_EQ(desk.post("/gui-ket-qua", {{"chon", choice}, {"buu_gui." + choice, "EL001VN"}}).status, 303);
  const auto protocol = std::to_string(post_.protocols(w_.as("tra")).front().id.value);
  EXPECT_EQ(desk.get("/gui-ket-qua/bien-ban/" + protocol).status, 200);
  EXPECT_EQ(desk.post("/buu-chinh/bien-ban/" + protocol + "/nhan").status, 403);
  EXPECT_EQ(clerk.post("/buu-chinh/bien-ban/" + protocol + "/nhan").status, 303);
  const auto slip = std::to_string(post_.slips(w_.as("buu-dien"), Direction::out, SlipState::on_way).front().id.value);
  EXPECT_EQ(clerk.post("/buu-chinh/phieu-gui/" + slip + "/khong-phat-duoc", {{"ly_do", ""}}).status, 422);
  EXPECT_EQ(clerk.post("/buu-chinh/phieu-gui/" + slip + "/khong-phat-duoc", {{"ly_do", "Nhà khóa cửa"}}).status, 303);
  EXPECT_EQ(client("la").post("/gui-ket-qua/" + slip + "/da-ve").status, 404) << "another commune";
  EXPECT_EQ(desk.post("/gui-ket-qua/" + slip + "/da-ve").status, 303);
  EXPECT_EQ(desk.post("/gui-ket-qua/" + slip + "/den-nhan", {{"nguoi_nhan", ""}}).status, 422);
  EXPECT_EQ(desk.post("/gui-ket-qua/" + slip + "/den-nhan", {{"nguoi_nhan", "Trần Thị Ngọc Bích"}}).status, 303);
  EXPECT_EQ(head.get("/gui-ket-qua/chuong-trinh").status, 200);
  EXPECT_EQ(head.post("/gui-ket-qua/chuong-trinh", {{"ten", ""}, {"tu_ngay", "05/10/2026"}, {"can_cu", ""}}).status, 422);
  EXPECT_EQ(head.post("/gui-ket-qua/chuong-trinh", {{"ten", "Trả tại nhà"}, {"tu_ngay", "05/10/2026"}, {"can_cu", "KH 1"}}).status, 303);
  EXPECT_EQ(desk.get("/gui-ket-qua/chuong-trinh").status, 403);
}

TEST_P(PostTest, pages_of_a_folder) {
  const auto a = w_.accepted(1);
  auto desk = client("nhung");
  EXPECT_EQ(desk.get("/ho-so-giay?ma=" + a.code).status, 303) << "a code leads to the folder";
  EXPECT_THAT(desk.get("/ho-so-giay/" + a.code).body, HasSubstr("Nhận từ người nộp"));
  EXPECT_EQ(desk.get("/ho-so-giay/H99-000000-0001").status, 404);
  EXPECT_EQ(client("la").get("/ho-so-giay/" + a.code).status, 404) << "another commune";
  EXPECT_EQ(desk.post("/ho-so-giay/canh-bao/1", {{"ket_thuc", "x"}}).status, 404);
}

}  // namespace
}  // namespace motcua::post
