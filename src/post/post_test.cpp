// Postal reception as officials read it (tests/cases/post), the return leg and the custody of paper, on both databases.
#include "post/post.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/testing_cases.hpp"
#include "dossier/payments.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_links.hpp"
#include "dossier/unit_moves.hpp"
#include "post/custody.hpp"
#include "post/pages.hpp"
#include "post/pages_settlement.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::post {
namespace {

using dossier::testing::key;
using dossier::testing::told;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(migrations());
  return all;
}
class PostTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  PostTest() {
    using enum identity::Role;
    w_.person("buu-dien", "Lý Thị Bưu", post_clerk, "xa/mot-cua");
    w_.person("tra", "Bùi Văn Trả", return_clerk, "xa/mot-cua");
    w_.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
    w_.person("thu-quy", "Hồ Thị Quỹ", cashier, "xa/mot-cua");
    money_.set_subjects(payments_);
    router_.add(web::bind_routes("post", pages_, Pages::routes()));
    router_.add(web::bind_routes("post_custody", custody_pages_, CustodyPages::routes()));
  }
  void at(std::string_view iso) { w_.clock.set(parse_instant(iso).value()); }
  // The clerk's form: every required paper counted.
  web::Fields fields(bool complete = true) {
    web::Fields f;
    f.add("thu_tuc", std::string(dossier::testing::kProcedure));
    f.add("form_id", "x");
    f.add("ten", "Nguyễn Văn Gửi");
    f.add("so", "087199001234");
    f.add("dia_chi", "Ấp Tân Thạnh, xã Tân Phú");
    f.add("dien_thoai", "0912 345 678");
    f.add("tra", "post");
    f.add("tra_dia_chi", "Ấp Tân Thạnh, xã Tân Phú");
    const auto version = w_.catalog.on_day(dossier::testing::kProcedure, w_.identity.today()).value();
    bool first = true;
    for (const auto& p : catalog::required_papers(*version, {}, catalog::Channel::post)) {
      if (p.need != catalog::Need::required) continue;
      if (complete || first) f.add("g." + p.component->id, "co");
      first = false;
    }
    return f;
  }
  SlipId written(bool complete = true, std::string fee_paper = "") {
    auto f = fields(complete);
    if (!fee_paper.empty()) f.add("da_thu", "1");
    const auto s = post_.write(w_.as("buu-dien"), {unit_, f, fee_paper});
    EXPECT_TRUE(s) << told(s);
    return s.value_or(SlipId{});
  }
  ProtocolId handed() {
    const auto p = post_.hand_over(w_.as("buu-dien"), unit_);
    EXPECT_TRUE(p) << told(p);
    return p.value_or(ProtocolId{});
  }
  // Received over the counter, result fetched by post; settled and ready.
  dossier::Accepted ready(int n) {
    auto intake = w_.intake(n);
    intake.return_method = dossier::ReturnMethod::post;
    intake.return_address = "Ấp Tân Thạnh, xã Tân Phú";
    const auto a = w_.dossiers.accept(w_.as("nhung"), intake).value();
    EXPECT_TRUE(w_.dossiers.hand_over(w_.as("nhung"), {a.id, 1}, w_.unit("xa/van-phong")));
    dossier::testing::work_to_the_end(w_, a.id, a.code, dossier::testing::kCommune);
    return a;
  }
  std::string verified() {
    auto all = w_.dossiers.verifiers();
    for (auto more : {post_.verifiers(), custody_.verifiers(), payments_.verifiers(), money_.verifiers()})
      for (auto& v : more) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::World w_{*database_};
  UnitId unit_ = w_.unit("xa/mot-cua");
  money::Money money_{*database_, w_.clock, w_.ids, w_.identity};
  dossier::Payments payments_{*database_, w_.clock, w_.ids, w_.catalog, w_.calendars, w_.identity};
  Post post_{*database_, w_.clock, w_.ids, w_.dossiers, w_.catalog, w_.identity};
  Custody custody_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{post_, w_.identity, w_.clock, shells_};
  CustodyPages custody_pages_{custody_, w_.identity, shells_};
};
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

TEST_P(PostTest, what_the_post_took_in_a_month_is_compared_with_its_transfer_and_closed) {
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
}

TEST_P(PostTest, pages_of_the_month_show_the_difference_and_close_it) {
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
TEST_P(PostTest, a_counter_run_by_the_post_receives_and_keeps_folders_of_its_own_within_its_scope) {
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

// The other commune's desk has a clerk of the post, a slip that waits, a protocol nobody signed and a parcel on its way when the commune is
// merged into ours.
TEST_P(PostTest, slips_of_a_merged_desk_go_over_to_its_successor) {
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

TEST_P(PostTest, a_result_of_a_merged_desk_is_brought_back_to_its_successor_and_sent_again) {
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
