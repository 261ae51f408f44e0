// What outlasts a day: desks that are merged, the month the post settles, the counter it runs. On both databases.
#include <algorithm>

#include "dossier/unit_moves.hpp"
#include "post/pages_settlement.hpp"
#include "post/settlement.hpp"
#include "post/testing_post.hpp"

namespace motcua::post {
namespace {

using ::testing::HasSubstr;
using testing::key;
using testing::told;

class PostOverTime : public testing::PostTest {};
MOTCUA_EACH_ENGINE(PostOverTime);

// The other commune's desk has a clerk of the post, a slip that waits, a protocol nobody signed and a parcel on its way when the commune is
// merged into ours.
TEST_P(PostOverTime, slips_of_a_merged_desk_go_over_to_its_successor) {
  using enum identity::Role;
  const auto theirs = w_.unit("xa-2/mot-cua");
  w_.person("buu-dien-2", "Mạc Thị Thư", post_clerk, "xa-2/mot-cua");
  w_.person("quan-tri", "Ngô Văn Máy", sysadmin, "tinh");
  const auto write = [&] {
    const auto s = post_.write(w_.as("buu-dien-2"), {theirs, fields(), ""});
    EXPECT_TRUE(s) << told(s);
    return s.value_or(SlipId{});
  };
  const auto unsigned_one = write();
  const auto protocol = post_.hand_over(w_.as("buu-dien-2"), theirs).value();
  const auto waiting = write();
  const auto system = w_.identity.system_actor();
  const auto on = w_.identity.today() + std::chrono::days{1};
  for (const auto& [from, to] :
       {std::pair{theirs, unit_}, std::pair{w_.unit("xa-2/ubnd"), w_.unit("xa/ubnd")}, std::pair{w_.unit("xa-2"), w_.unit("xa")}})
    ASSERT_TRUE(w_.units.apply(
        system, identity::EndUnit{
                    .unit = from, .on = on, .into = {to}, .kind = identity::SuccessionKind::merge, .whole = true, .legal_basis = "NQ 1"}));
  at("2026-10-06T08:00");
  dossier::UnitMoves moves{w_.dossiers, w_.accounts};
  EXPECT_TRUE(post_.slips(w_.as("buu-dien"), Direction::in, SlipState::waiting).empty()) << "by the protocol, not before";
  ASSERT_TRUE(moves.apply(w_.as("quan-tri"), w_.unit("xa-2"), {}, "NQ 1"));
  // What was handed over before is signed for by the new desk, and received there.
  ASSERT_EQ(post_.to_sign(w_.as("nhung"), Direction::in).size(), 1U);
  EXPECT_TRUE(post_.may_sign(w_.as("nhung"), post_.protocol(w_.as("nhung"), protocol).value()));
  const auto done = post_.sign(w_.as("nhung"), protocol, {{unsigned_one, true, ""}});
  ASSERT_TRUE(done) << told(done);
  EXPECT_EQ(done->accepted, 1) << (done->failed.empty() ? "" : done->failed.front().second);
  const auto first = post_.slip(w_.as("nhung"), unsigned_one).value();
  EXPECT_EQ(w_.see(first.code).received_unit, unit_);
  EXPECT_EQ(first.unit, theirs) << "the paper keeps the desk it was written for";
  // What still waited goes on a protocol of the new desk, with a number of its series.
  const auto next = post_.hand_over(w_.as("buu-dien"), unit_);
  ASSERT_TRUE(next) << told(next);
  const auto fresh = post_.protocol(w_.as("buu-dien"), *next).value();
  EXPECT_EQ(fresh.unit, unit_);
  EXPECT_EQ(fresh.slips.front().id, waiting);
  EXPECT_EQ(post_.sign(w_.as("nhung"), *next, {{waiting, true, ""}}).value().accepted, 1);
  EXPECT_EQ(verified(), "");
}

TEST_P(PostOverTime, a_result_of_a_merged_desk_is_brought_back_to_its_successor_and_sent_again) {
  using enum identity::Role;
  const auto theirs = w_.unit("xa-2/mot-cua");
  w_.person("buu-dien-2", "Mạc Thị Thư", post_clerk, "xa-2/mot-cua");
  w_.person("truong-2", "Trương Văn Phòng", unit_head, "xa-2/ubnd");
  w_.person("ha-2", "Hà Thị Hội", officer, "xa-2/ubnd");
  w_.person("chu-2", "Chu Văn Ký", approver, "xa-2/ubnd");
  w_.person("thu-2", "Thư Thị Hội", clerk_archive, "xa-2/ubnd");
  w_.person("quan-tri", "Ngô Văn Máy", sysadmin, "tinh");
  auto intake = w_.intake(1);
  intake.return_method = dossier::ReturnMethod::post;
  intake.return_address = "Ấp 1";
  const auto a = w_.dossiers.accept(w_.as("la"), intake).value();
  auto& d = w_.dossiers;
  dossier::Ref r{a.id, 1};
  const auto step = [&](const Result<std::int64_t>& v) {
    ASSERT_TRUE(v) << told(v);
    r.version = *v;
  };
  step(d.hand_over(w_.as("la"), r, w_.unit("xa-2/ubnd")));
  step(d.assign(w_.as("truong-2"), r, w_.account("ha-2")));
  step(d.save_draft_result(w_.as("ha-2"), r, {"Kết quả", "", ""}));
  step(d.submit_for_signature(w_.as("ha-2"), r, w_.account("chu-2")));
  step(d.approve(w_.as("chu-2"), r));
  step(d.number_result(w_.as("thu-2"), r, "UBND"));
  step(d.mark_ready(w_.as("thu-2"), r));
  const auto sent = post_.send(w_.as("la"), theirs, {{a.id, "VN1"}}, {});
  ASSERT_TRUE(sent) << told(sent);
  ASSERT_TRUE(post_.take_over(w_.as("buu-dien-2"), *sent));
  w_.dossiers.accept(w_.as("la"), w_.intake(2)).value();  // something is open, so that the merger has its protocol
  const auto system = w_.identity.system_actor();
  const auto on = w_.identity.today() + std::chrono::days{1};
  for (const auto& [from, to] :
       {std::pair{theirs, unit_}, std::pair{w_.unit("xa-2/ubnd"), w_.unit("xa/ubnd")}, std::pair{w_.unit("xa-2"), w_.unit("xa")}})
    ASSERT_TRUE(w_.units.apply(
        system, identity::EndUnit{
                    .unit = from, .on = on, .into = {to}, .kind = identity::SuccessionKind::merge, .whole = true, .legal_basis = "NQ 1"}));
  at("2026-10-06T08:00");
  dossier::UnitMoves moves{w_.dossiers, w_.accounts};
  ASSERT_TRUE(moves.apply(w_.as("quan-tri"), w_.unit("xa-2"), {}, "NQ 1"));
  const auto slip = post_.slips(w_.as("buu-dien"), Direction::out, SlipState::on_way).front().id;
  ASSERT_TRUE(post_.undelivered(w_.as("buu-dien"), slip, "Chuyển nhà"));
  ASSERT_TRUE(post_.take_back(w_.as("nhung"), slip));
  const auto folders = custody_.folders(w_.as("nhung"), unit_);
  EXPECT_EQ(std::ranges::count(folders, a.code, &Folder::code), 1) << "it lies here now";
  ASSERT_EQ(post_.ready(w_.as("nhung"), unit_).size(), 1U);
  const auto again = post_.send(w_.as("nhung"), unit_, {{a.id, "VN2"}}, {});
  ASSERT_TRUE(again) << told(again);
  EXPECT_EQ(post_.protocol(w_.as("nhung"), *again).value().unit, unit_);
  ASSERT_TRUE(post_.take_over(w_.as("buu-dien"), *again));
  ASSERT_TRUE(post_.delivered(w_.as("buu-dien"), post_.slips(w_.as("buu-dien"), Direction::out, SlipState::on_way).front().id,
                              "Trần Thị Ngọc Bích"));
  EXPECT_EQ(w_.see(a.code).delivery, dossier::DeliveryState::delivered);
  EXPECT_EQ(verified(), "");
}

TEST_P(PostOverTime, what_the_post_took_in_a_month_is_compared_with_its_transfer_and_closed) {
  Settlements months{*database_, w_.clock, w_.ids};
  const auto cashier = w_.as("thu-quy");
  const auto october = parse_day("2026-10-01").value();
  const auto first = written(true, "BD 1"), second = written(true, "BD 2");
  const auto unpaid_one = written(true);
  const auto protocol = handed();
  ASSERT_TRUE(post_.sign(w_.as("nhung"), protocol, {{first, true, ""}, {second, true, ""}, {unpaid_one, true, ""}}));
  auto view = months.month(cashier, unit_, october).value();
  EXPECT_EQ(view.month.taken, Dong{60000});
  ASSERT_EQ(view.takings.size(), 2U) << "what the post did not take is not its debt";
  EXPECT_THAT(view.takings.front().document, HasSubstr("BD 1"));
  EXPECT_FALSE(view.over);
  EXPECT_EQ(key(months.close(cashier, unit_, october, "")), "post.month_not_over");
  EXPECT_EQ(key(months.month(w_.as("nhung"), unit_, october)), "identity.not_permitted");
  EXPECT_EQ(key(months.month(w_.as("buu-dien"), unit_, october)), "identity.not_permitted") << "the post does not settle with itself";
  // One receipt is undone in the same month: the post owes less.
  const auto slip = post_.slip(w_.as("nhung"), second).value();
  const auto claim = money_.open(cashier, money::SubjectId{slip.dossier.value}, "test").value();
  ASSERT_TRUE(money_.undo(cashier, claim.receipts.front().receipt.id, "Bưu điện ghi nhầm người nộp"));
  at("2026-11-03T09:00");
  view = months.month(cashier, unit_, october).value();
  EXPECT_EQ(view.month.taken, Dong{30000});
  EXPECT_EQ(view.takings.size(), 3U);
  // The post sends too little; the line of the statement is chosen once.
  const std::string csv =
      "Ngày,Số tham chiếu,Nội dung,Số tiền\n02/11/2026,BD10,BUU DIEN NOP PHI THANG 10,25000\n02/11/2026,K2,hoc phi,5000\n";
  ASSERT_TRUE(money_.import_statement(cashier, unit_, csv, "sao-ke.csv"));
  view = months.month(cashier, unit_, october).value();
  ASSERT_EQ(view.open_lines.size(), 2U);
  const auto line = view.open_lines.front().id;
  EXPECT_EQ(key(months.add_transfer(w_.as("nhung"), unit_, october, line)), "identity.not_permitted");
  ASSERT_TRUE(months.add_transfer(cashier, unit_, october, line));
  EXPECT_EQ(key(months.add_transfer(cashier, unit_, october, line)), "money.line_taken");
  EXPECT_EQ(key(months.add_transfer(cashier, unit_, october, money::BankLineId{1})), "money.no_such_line");
  EXPECT_EQ(months.month(cashier, unit_, october)->month.missing(), Dong{5000});
  EXPECT_EQ(key(months.close(cashier, unit_, october, " ")), "post.difference_without_reason");
  ASSERT_TRUE(months.close(cashier, unit_, october, "Thiếu 5.000, nộp bù tháng 11"));
  EXPECT_EQ(key(months.close(cashier, unit_, october, "lần nữa")), "post.month_closed");
  EXPECT_EQ(key(months.add_transfer(cashier, unit_, october,
                                    months.month(cashier, unit_, parse_day("2026-11-01").value())->open_lines.front().id)),
            "post.month_closed");
  // What is undone afterwards is an entry of its own month; the closed one stays what it was.
  const auto other = post_.slip(w_.as("nhung"), first).value();
  const auto paid = money_.open(cashier, money::SubjectId{other.dossier.value}, "test").value();
  ASSERT_TRUE(money_.undo(cashier, paid.receipts.front().receipt.id, "Hồ sơ được miễn"));
  EXPECT_EQ(months.month(cashier, unit_, october)->month.taken, Dong{30000});
  const auto list = months.months(cashier, unit_);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].taken, Dong{-30000});
  EXPECT_TRUE(list[1].closed);
  EXPECT_EQ(verified(), "");
  const auto broken = [&] { return store::verify(*database_, months.verifiers()).first(); };
  EXPECT_EQ(broken(), "");
  EXPECT_EQ(key(months.close(cashier, unit_, parse_day("2026-09-01").value(), "x")), "post.month_empty");
}

TEST_P(PostOverTime, pages_of_the_month_show_the_difference_and_close_it) {
  Settlements months{*database_, w_.clock, w_.ids};
  SettlementPages pages{months, w_.identity, shells_};
  router_.add(web::bind_routes("post_settlement", pages, SettlementPages::routes()));
  const auto slip = written(true, "BD 7");
  ASSERT_TRUE(post_.sign(w_.as("nhung"), handed(), {{slip, true, ""}}));
  auto cashier = client("thu-quy");
  EXPECT_THAT(cashier.get("/thu-phi/buu-chinh").body, HasSubstr("Nộp thiếu 30.000"));
  const auto path = std::string("/thu-phi/buu-chinh/2026-10");
  EXPECT_THAT(cashier.get(path).body, HasSubstr("Khóa được khi hết tháng."));
  EXPECT_EQ(cashier.get("/thu-phi/buu-chinh/2026-13").status, 404);
  EXPECT_EQ(client("nhung").get(path).status, 403);
  EXPECT_EQ(client("buu-dien").get(path).status, 403);
  at("2026-11-02T09:00");
  ASSERT_TRUE(
      money_.import_statement(w_.as("thu-quy"), unit_, "Ngày,Số tham chiếu,Nội dung,Số tiền\n02/11/2026,BD10,BUU DIEN,30000\n", "x.csv"));
  EXPECT_EQ(cashier.post(path + "/khoa", {{"ghi_chu", ""}}).status, 422) << "nothing came in yet";
  const auto line = months.month(w_.as("thu-quy"), unit_, parse_day("2026-10-01").value())->open_lines.front().id;
  EXPECT_EQ(cashier.post(path + "/khoan", {{"khoan", std::to_string(line.value)}}).status, 303);
  EXPECT_THAT(cashier.get(path).body, HasSubstr("Khớp"));
  EXPECT_EQ(cashier.post(path + "/khoa", {{"ghi_chu", ""}}).status, 303);
  EXPECT_THAT(cashier.get(path).body, HasSubstr("khóa lúc"));
}

// A counter the post runs: a point of reception of the unit, at the post office. Its people are accounts of the unit like others, with a
// role and a scope; they receive, hand out, take fees and answer for folders there, and decide nothing (309/2026/NĐ-CP Điều 5).
TEST_P(PostOverTime, a_counter_run_by_the_post_receives_and_keeps_folders_of_its_own_within_its_scope) {
  using enum identity::Role;
  const auto point = w_.units
                         .apply(w_.identity.system_actor(), identity::AddUnit{.id = {},
                                                                              .name = "Điểm tiếp nhận Bưu điện Tân Phú",
                                                                              .kind = identity::UnitKind::reception_point,
                                                                              .parent = unit_,
                                                                              .from = w_.identity.today(),
                                                                              .gso_code = "",
                                                                              .eid = "",
                                                                              .legal_basis = "Hợp đồng 7/HĐ-TTPVHCC"})
                         .value();
  const auto made =
      w_.accounts
          .create(w_.identity.system_actor(), {"quay-buu-dien", "Kiều Thị Điện", "Nhân viên bưu điện", "", "mưa thuận gió hòa", false})
          .value();
  for (const auto role : {post_clerk, receptionist})
    ASSERT_TRUE(
        w_.accounts.grant(w_.identity.system_actor(), made.id, role, {point, true}, {w_.identity.today(), {}}, "Hợp đồng 7/HĐ-TTPVHCC"));
  w_.who["quay-buu-dien"] = {made.id, point};
  const auto clerk = w_.as("quay-buu-dien");
  const auto a = w_.dossiers.accept(clerk, w_.intake(1));
  ASSERT_TRUE(a) << told(a);
  const auto seen = w_.see(a->code, "quay-buu-dien");
  EXPECT_EQ(seen.received_unit, point) << "the receipt and the book are of the point";
  EXPECT_EQ(seen.competent_unit, w_.unit("xa/ubnd"));
  EXPECT_EQ(seen.due_at, w_.see(w_.accepted(2).code).due_at) << "the same term as at the desk";
  // Custody: the folder is hers until the office confirms, and she counts hers alone.
  ASSERT_EQ(custody_.folders(clerk, point).size(), 1U);
  EXPECT_TRUE(custody_.folders(clerk, unit_).empty()) << "what lies at the desk is not hers";
  EXPECT_EQ(custody_.count(clerk, point, {a->code})->missing, 0);
  EXPECT_EQ(key(custody_.count(clerk, unit_, {})), "identity.not_permitted");
  ASSERT_TRUE(w_.dossiers.hand_over(clerk, {a->id, 1}, w_.unit("xa/van-phong")));
  EXPECT_TRUE(custody_.folders(clerk, point).front().on_way);
  ASSERT_TRUE(w_.dossiers.assign(w_.as("khanh"), {a->id, 2}, w_.account("ha")));
  EXPECT_TRUE(custody_.folders(clerk, point).empty());
  // Scope: nothing outside, no decision; the head of the one-stop sees the point.
  EXPECT_FALSE(w_.dossiers.accept(clerk, [&] {
    auto i = w_.intake(3);
    i.unit = unit_;
    return i;
  }()));
  EXPECT_EQ(key(w_.dossiers.begin_work(clerk, {a->id, 3})), "dossier.held_by_other");
  EXPECT_TRUE(w_.dossiers.open(w_.as("giam-doc"), a->code, "test"));
  EXPECT_EQ(key(w_.dossiers.open(w_.as("la"), a->code, "test")), "dossier.not_found");
  // The result is handed out where it was received.
  auto& d = w_.dossiers;
  dossier::Ref r{a->id, 3};
  const auto step = [&](const Result<std::int64_t>& v) {
    ASSERT_TRUE(v) << told(v);
    r.version = *v;
  };
  step(d.begin_work(w_.as("ha"), r));
  step(d.save_draft_result(w_.as("ha"), r, {"Kết quả", "", ""}));
  step(d.submit_for_signature(w_.as("ha"), r, w_.account("thanh")));
  EXPECT_FALSE(d.approve(clerk, r));
  step(d.approve(w_.as("thanh"), r));
  step(d.number_result(w_.as("yen"), r, "UBND"));
  step(d.mark_ready(w_.as("yen"), r));
  step(d.return_result(clerk, r, {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}));
  EXPECT_EQ(verified(), "");
}

}  // namespace
}  // namespace motcua::post
