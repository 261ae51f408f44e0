// Over the pages: a request for papers answered from home without an account, seen and sent back at the desk; a withdrawal asked for
// online.
#include "portal/pages_reply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/pages.hpp"
#include "dossier/pages_files.hpp"
#include "dossier/pages_life.hpp"
#include "dossier/supplement.hpp"
#include "dossier/testing_filing.hpp"
#include "identity/pages_citizens.hpp"
#include "portal/portal.hpp"
#include "portal/views.hpp"
#include "queue/queue.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::portal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::header_of;

class Reply : public ::testing::TestWithParam<store::Engine> {
 protected:
  Reply() {
    router_.add(web::bind_routes("portal", follow_pages_, Pages::routes()));
    router_.add(web::bind_routes("portal_reply", pages_, ReplyPages::routes()));
    router_.add(web::bind_routes("identity", citizen_pages_, identity::CitizenPages::routes()));
    router_.add(web::bind_routes("dossier", desk_pages_, dossier::Pages::routes()));
    router_.add(web::bind_routes("dossier_life", life_pages_, dossier::LifePages::routes()));
    router_.add(web::bind_routes("dossier_files", file_pages_, dossier::FilePages::routes()));
  }
  web::testing::Client nobody() { return web::testing::Client(router_); }
  web::testing::Client staff(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }
  web::testing::Client citizen(const std::string& email) {
    auto c = nobody();
    EXPECT_EQ(c.post("/dang-nhap/nguoi-dan", {{"lien_he", email}}).status, 303);
    EXPECT_EQ(c.post("/dang-nhap/nguoi-dan/ma", {{"code", f_.codes.last.at(email)}, {"tiep", "/ho-so-cua-toi"}}).status, 303);
    return c;
  }
  web::Upload paper(std::string field) {
    web::Upload up;
    up.field = std::move(field);
    up.file_name = "chup-lai.pdf";
    up.path = f_.file(dossier::testing::FilingWorld::pdf(++sent_));
    up.size = std::filesystem::file_size(up.path);
    return up;
  }
  std::string version() { return std::to_string(f_.w.see(accepted_.code).version); }
  // The desk has told the applicant of two papers.
  void ask() {
    auto& d = f_.w.dossiers;
    accepted_ = f_.w.accepted(1);
    dossier::Ref r{accepted_.id, 1};
    r.version = d.hand_over(f_.w.as("nhung"), r, f_.w.unit("xa/van-phong")).value();
    r.version = d.assign(f_.w.as("khanh"), r, f_.w.account("ha")).value();
    r.version = d.begin_work(f_.w.as("ha"), r).value();
    const auto procedure = f_.w.catalog.on_day(dossier::testing::kProcedure, f_.w.identity.today()).value();
    dossier::SupplementWish wish;
    wish.reason = "Giấy tờ chưa hợp lệ";
    for (std::size_t i = 0; i < 2; ++i)
      wish.items.push_back({procedure->components.at(i).id, "", "thiếu chữ ký", "Điều 5", "Nộp bản có chữ ký",
                            procedure->components.at(i).digital_source.empty() ? "" : "Không kết nối được"});
    r.version = supplements_.propose(f_.w.as("ha"), r, wish).value();
    r.version = supplements_.ask(f_.w.as("khanh"), r, "").value();
    r.version = supplements_.send(f_.w.as("nhung"), r, "tin-nhan").value();
    link_ = "/t/" + accepted_.token;
  }

  store::TestDatabase database_{dossier::testing::all_tables(), GetParam()};
  dossier::testing::FilingWorld f_{database_};
  dossier::Supplements supplements_{f_.w.dossiers};
  dossier::Endings endings_{f_.w.dossiers};
  money::Money money_{f_.w.db, f_.w.clock, f_.w.ids, f_.w.identity};
  queue::Queue queue_{f_.w.db, f_.w.clock, f_.w.ids, f_.w.dossiers, f_.w.identity};
  dossier::Replies replies_{f_.w.dossiers, f_.blobs};
  dossier::CaseFiles files_{f_.w.db, f_.w.clock, f_.blobs, f_.w.dossiers, f_.w.identity};
  web::Shells shells_{{}};
  dossier::testing::WorldGate staff_gate_{f_.w};
  identity::EverybodyGate gate_{staff_gate_, f_.citizens};
  web::Router router_{{.gate = gate_, .clock = f_.w.clock}, {.secret = std::string(32, 'r')}};
  Pages follow_pages_{{f_.w.catalog, f_.w.dossiers, f_.w.identity, f_.w.calendars, shells_, f_.w.clock, "xa/mot-cua", "1022", "", replies_,
                       money_, queue_}};
  ReplyPages pages_{replies_, shells_};
  identity::CitizenPages citizen_pages_{f_.citizens, f_.w.clock, shells_};
  dossier::Pages desk_pages_{f_.w.dossiers, f_.w.catalog, f_.w.identity, f_.w.clock, shells_};
  dossier::LifePages life_pages_{supplements_, endings_, replies_, f_.w.dossiers, f_.w.identity, f_.w.clock, shells_};
  dossier::FilePages file_pages_{files_, f_.w.dossiers, shells_};
  dossier::Accepted accepted_;
  std::string link_;
  int sent_ = 0;
};
MOTCUA_EACH_ENGINE(Reply);

TEST_P(Reply, from_the_link_of_the_receipt_to_the_desk_and_back) {
  ask();
  auto c = nobody();
  EXPECT_THAT(c.get(link_).body, HasSubstr("Bổ sung qua mạng"));
  const auto form = c.get(link_ + "/bo-sung");
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, HasSubstr("thiếu chữ ký"));
  // Half of it: said, and nothing typed is lost.
  const auto half = c.post_files(link_ + "/bo-sung", {{"tra_loi_1", "Tôi ký lại ở trang 2"}, {"viec", "gui"}}, {});
  EXPECT_EQ(half.status, 422);
  EXPECT_THAT(half.body, HasSubstr("Nội dung 2: viết câu trả lời hoặc tải giấy tờ lên"));
  EXPECT_THAT(half.body, HasSubstr("Tôi ký lại ở trang 2"));
  // A paper is kept, another one is dropped again.
  EXPECT_EQ(
      c.post_files(link_ + "/bo-sung", {{"tra_loi_1", "Tôi ký lại ở trang 2"}, {"viec", "luu"}}, {paper("tep_2"), paper("tep_2")}).status,
      303);
  EXPECT_THAT(c.get(link_ + "/bo-sung").body, HasSubstr("value=\"2.2\""));
  EXPECT_EQ(c.post_files(link_ + "/bo-sung", {{"tra_loi_1", "Tôi ký lại ở trang 2"}, {"bo", "2.2"}}, {}).status, 303);
  EXPECT_THAT(c.get(link_ + "/bo-sung").body, Not(HasSubstr("value=\"2.2\"")));
  const auto sent = c.post_files(link_ + "/bo-sung", {{"tra_loi_1", "Tôi ký lại ở trang 2"}, {"viec", "gui"}}, {});
  EXPECT_EQ(header_of(sent, "location"), link_);
  const auto followed = c.get(link_).body;
  EXPECT_THAT(followed, HasSubstr("Đã gửi qua mạng, chờ xem"));
  EXPECT_THAT(followed, Not(HasSubstr("Bổ sung qua mạng</a>"))) << "nothing is left to do";
  EXPECT_THAT(c.get(link_ + "/bo-sung").body, Not(HasSubstr("trang 2"))) << "what was sent is not shown to whoever has the link";

  const auto desk = "/ho-so/" + accepted_.code + "/bo-sung";
  const auto seen = staff("nhung").get(desk).body;
  EXPECT_THAT(seen, HasSubstr("Người nộp gửi qua mạng"));
  EXPECT_THAT(seen, HasSubstr("Tôi ký lại ở trang 2"));
  const auto file = replies_.of(accepted_.id, 1).back().files.front().hash;
  EXPECT_THAT(seen, HasSubstr("/ho-so/" + accepted_.code + "/tep/" + file));
  EXPECT_EQ(staff("nhung").get("/ho-so/" + accepted_.code + "/tep/" + file).status, 200);
  EXPECT_THAT(staff("nhung").get("/bo-sung").body, HasSubstr("Gửi qua mạng, chờ xem"));
  EXPECT_EQ(staff("nhung").post(desk + "/chua-dat", {{"v", version()}, {"noi_dung", "2"}}).status, 422);
  EXPECT_EQ(staff("khanh").post(desk + "/chua-dat", {{"v", version()}, {"noi_dung", "2"}, {"chua_dat", "Mờ"}}).status, 403);
  EXPECT_EQ(staff("nhung").post(desk + "/chua-dat", {{"v", version()}, {"noi_dung", "2"}, {"chua_dat", "Ảnh mờ góc trái"}}).status, 303);
  EXPECT_THAT(c.get(link_ + "/bo-sung").body, HasSubstr("Ảnh mờ góc trái"));
  EXPECT_EQ(c.post_files(link_ + "/bo-sung", {{"tra_loi_2", ""}, {"viec", "gui"}}, {paper("tep_2")}).status, 303);

  EXPECT_EQ(staff("nhung").post(desk + "/tra-loi", {{"v", version()}, {"tra_loi_1", "given"}, {"tra_loi_2", "given"}}).status, 303);
  EXPECT_EQ(staff("nhung").post(desk + "/du", {{"v", version()}}).status, 303);
  EXPECT_EQ(header_of(c.get(link_ + "/bo-sung"), "location"), link_) << "answered: where the dossier is now";
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Reply, a_wrong_link_and_a_wrong_file_are_told) {
  ask();
  auto c = nobody();
  EXPECT_EQ(c.post_files("/t/AAAABBBBCCCCDDDD/bo-sung", {{"viec", "gui"}}, {}).status, 404);
  auto bad = paper("tep_1");
  bad.path = f_.file("MZ");
  bad.size = 2;
  const auto refused = c.post_files(link_ + "/bo-sung", {{"tra_loi_2", "Mang đến quầy thứ Năm"}, {"viec", "gui"}}, {bad});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Chỉ nhận ảnh JPEG, PNG hoặc tệp PDF"));
  EXPECT_THAT(c.get(link_ + "/bo-sung").body, HasSubstr("Mang đến quầy thứ Năm")) << "what was right is kept";
}

TEST_P(Reply, a_withdrawal_is_asked_for_by_who_filed_and_seen_at_the_desk) {
  auto c = citizen("mai@thu.example");
  const auto mai = f_.citizen("mai@thu.example");
  const auto id = f_.filled(mai);
  const auto number = f_.filing.submit(mai, id).value();
  const auto accepted = f_.filing.accept(f_.w.as("nhung"), number, f_.filing.mine(mai, id)->version, {}).value();
  const auto address = "/ho-so-cua-toi/" + std::to_string(id.value) + "/rut";
  EXPECT_THAT(c.get(address).body, HasSubstr("Gửi yêu cầu rút"));
  EXPECT_EQ(citizen("khac@thu.example").get(address).status, 404);
  EXPECT_EQ(citizen("khac@thu.example").post(address, {{"ly_do", "Phá"}}).status, 404);
  EXPECT_EQ(c.post(address, {{"ly_do", ""}}).status, 422);
  EXPECT_EQ(c.post(address, {{"ly_do", "Tôi đổi ý"}}).status, 303);
  EXPECT_THAT(c.get(address).body, HasSubstr("Chưa trả lời"));
  EXPECT_THAT(c.get(address).body, Not(HasSubstr("Gửi yêu cầu rút")));
  EXPECT_THAT(staff("nhung").get("/ho-so/" + accepted.code + "/rut").body, HasSubstr("Tôi đổi ý"));
  const auto v = std::to_string(f_.w.see(accepted.code).version);
  EXPECT_EQ(staff("nhung").post("/ho-so/" + accepted.code + "/rut/dong-y", {{"v", v}}).status, 303);
  EXPECT_THAT(c.get(address).body, HasSubstr("Đã cho rút"));
}

TEST(Follow, nothing_is_paid_for_what_will_not_come) {
  FollowView v;
  v.dossier.fee_due = 30000;
  EXPECT_TRUE(v.asks_to_pay());
  v.end.refused = true;
  EXPECT_FALSE(v.asks_to_pay());
  v.end = {};
  v.end.closed_at = Instant{};
  EXPECT_FALSE(v.asks_to_pay());
  v.end = {};
  v.dossier.fee_due = 0;
  EXPECT_FALSE(v.asks_to_pay());
}

TEST(CodeOfReceipt, leads_to_the_dossier_or_to_the_part_it_names) {
  const struct {
    std::string_view rest, page;
  } rows[] = {
      {"ABC", "/t/ABC"},
      {"ABC/H20.39.5-261123-0007/1.001193/01", "/t/ABC"},
      {"ABC/bo-sung", "/t/ABC/bo-sung"},
      {"ABC/BO-SUNG", "/t/ABC/bo-sung"},
      {"ABC/NOP-PHI/", "/t/ABC/nop-phi"},
      {"ABC/quan-tri", "/t/ABC"},
      {"", "/t/"},
  };
  for (const auto& row : rows) EXPECT_EQ(page_of_code(row.rest), row.page) << row.rest;
}

}  // namespace
}  // namespace motcua::portal
