// Applying online over the pages: signed in by a code, page by page, submitted, received by the desk, found again.
#include "portal/pages_apply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/pages.hpp"
#include "dossier/pages_intake.hpp"
#include "dossier/store_filing.hpp"
#include "dossier/testing_filing.hpp"
#include "identity/pages_citizens.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::portal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::header_of;

class Apply : public ::testing::TestWithParam<store::Engine> {
 protected:
  Apply() {
    router_.add(web::bind_routes("portal", pages_, ApplyPages::routes()));
    router_.add(web::bind_routes("identity", citizen_pages_, identity::CitizenPages::routes()));
    router_.add(web::bind_routes("dossier", intake_pages_, dossier::IntakePages::routes()));
    router_.add(web::bind_routes("dossier", desk_pages_, dossier::Pages::routes()));
  }
  web::testing::Client nobody() { return web::testing::Client(router_); }
  web::testing::Client staff(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }
  // Over the pages, as a person does it.
  web::testing::Client citizen(const std::string& email) {
    auto c = nobody();
    EXPECT_EQ(c.post("/dang-nhap/nguoi-dan", {{"lien_he", email}}).status, 303);
    const auto in = c.post("/dang-nhap/nguoi-dan/ma", {{"code", f_.codes.last.at(email)}, {"tiep", "/ho-so-cua-toi"}});
    EXPECT_EQ(in.status, 303);
    return c;
  }
  // A valid file for each paper that is asked for.
  void upload_all(web::testing::Client& c, const std::string& base) {
    const auto id = dossier::FilingId{std::stoll(base.substr(base.rfind('/') + 1))};
    const auto filing = *f_.w.db.read([&](store::ReadTx& tx) { return dossier::find_filing(tx, id); });
    const auto version = f_.filing.procedure_of(filing).value();
    for (const auto& p : dossier::OnlineFiling::papers_to_upload(*version, filing.content)) {
      web::Upload up;
      up.field = "tep." + p.component->id;
      up.file_name = "quet.pdf";
      up.path = f_.file(dossier::testing::FilingWorld::pdf(++pages_sent_));
      up.size = std::filesystem::file_size(up.path);
      EXPECT_EQ(c.post_files(base + "/giay-to", {}, {up}).status, 303) << p.component->id;
    }
  }
  // From the first page to the check; what is asked is answered as the form wants it.
  std::string filled(web::testing::Client& c) {
    const auto code = std::string(dossier::testing::kProcedure);
    auto r = c.post("/nop-ho-so/moi/" + code, {{"noi_nop", std::to_string(f_.w.unit("xa/mot-cua").value)}});
    EXPECT_EQ(r.status, 303) << r.body;
    const auto base = header_of(r, "location");
    auto at = header_of(c.get(base), "location");
    const auto version = f_.w.catalog.on_day(code, f_.w.identity.today()).value();
    for (int steps = 0; !at.ends_with("/kiem-tra") && steps < 40; ++steps) {
      EXPECT_EQ(c.get(at).status, 200) << at;
      const auto page = at.substr(at.rfind('/') + 1);
      web::testing::Pairs sent;
      if (page.starts_with("cau.")) {
        sent.emplace_back(page.substr(4), version->question(page.substr(4))->options.front().id);
      } else if (page == "nguoi-nop") {
        sent = {{"name", "Trần Thị Ngọc Bích"}, {"number", "087199001234"}, {"address", "Ấp 1, xã Tân Phú, tỉnh Đồng Tháp"}};
      } else if (page.starts_with("to-khai.")) {
        for (const auto& f : version->forms.front().fields)
          if (f.group == page.substr(8)) sent.emplace_back("f." + f.key, dossier::testing::FilingWorld::value_for(f));
      } else if (page == "giay-to") {
        upload_all(c, base);
      } else if (page == "nhan-ket-qua") {
        sent = {{"cach_nhan", "counter"}};
      } else {
        sent = {{"nguoi_dien", "helper"}, {"nguoi_giup", "Tổ công nghệ số ấp 1"}};
      }
      r = c.post(at, sent);
      EXPECT_EQ(r.status, 303) << at << "\n" << r.body.substr(0, 3000);
      if (r.status != 303) break;
      at = header_of(r, "location");
    }
    return base;
  }

  store::TestDatabase database_{dossier::testing::all_tables(), GetParam()};
  dossier::testing::FilingWorld f_{database_};
  web::Shells shells_{{}};
  dossier::testing::WorldGate staff_gate_{f_.w};
  identity::EverybodyGate gate_{staff_gate_, f_.citizens};
  web::Router router_{{.gate = gate_, .clock = f_.w.clock}, {.secret = std::string(32, 'r')}};
  ApplyPages pages_{f_.filing, f_.w.catalog, f_.w.identity, f_.w.clock, shells_, "xa/mot-cua"};
  identity::CitizenPages citizen_pages_{f_.citizens, f_.w.clock, shells_};
  dossier::IntakePages intake_pages_{f_.filing, f_.w.dossiers, shells_};
  dossier::Pages desk_pages_{f_.w.dossiers, f_.w.catalog, f_.w.identity, f_.w.clock, shells_};
  int pages_sent_ = 100;
};
MOTCUA_EACH_ENGINE(Apply);

TEST_P(Apply, whoever_is_not_signed_in_is_led_to_the_code_and_back) {
  auto c = nobody();
  const auto wanted = "/nop-ho-so/moi/" + std::string(dossier::testing::kProcedure);
  EXPECT_THAT(header_of(c.get(wanted), "location"), HasSubstr("/dang-nhap?tiep="));
  EXPECT_EQ(c.post("/dang-nhap/nguoi-dan", {{"lien_he", "khong phai thu"}}).status, 422);
  EXPECT_EQ(c.post("/dang-nhap/nguoi-dan", {{"lien_he", "0912345678"}}).status, 422) << "no way to send text messages";
  EXPECT_EQ(c.post("/dang-nhap/nguoi-dan", {{"lien_he", "Mai@Thu.example"}}).status, 303);
  EXPECT_THAT(c.get("/dang-nhap/nguoi-dan/ma").body, HasSubstr("ma…@thu.example"));
  EXPECT_EQ(c.post("/dang-nhap/nguoi-dan/ma", {{"code", "000000x"}}).status, 422);
  const auto in = c.post("/dang-nhap/nguoi-dan/ma", {{"code", f_.codes.last.at("mai@thu.example")}, {"tiep", wanted}});
  EXPECT_THAT(header_of(in, "location"), HasSubstr("/tai-khoan-cua-toi?tiep=")) << "the first time asks who it is";
  EXPECT_EQ(c.get(wanted).status, 200);
  EXPECT_EQ(c.get("/tiep-nhan/truc-tuyen").status, 403) << "a citizen is no member of the staff";
  EXPECT_EQ(c.post("/dang-xuat/nguoi-dan", {}).status, 303);
  EXPECT_EQ(c.get(wanted).status, 303);
}

TEST_P(Apply, five_wrong_codes_end_the_code) {
  auto c = nobody();
  c.post("/dang-nhap/nguoi-dan", {{"lien_he", "mai@thu.example"}});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(c.post("/dang-nhap/nguoi-dan/ma", {{"code", "12345"}}).status, 422);
  const auto r = c.post("/dang-nhap/nguoi-dan/ma", {{"code", f_.codes.last.at("mai@thu.example")}});
  EXPECT_EQ(r.status, 422);
  EXPECT_THAT(r.body, HasSubstr("Yêu cầu mã mới"));
}

TEST_P(Apply, page_by_page_to_the_number_and_into_the_hands_of_the_desk) {
  auto c = citizen("mai@thu.example");
  const auto base = filled(c);
  const auto check = c.get(base + "/kiem-tra");
  EXPECT_THAT(check.body, HasSubstr("Trần Thị Ngọc Bích"));
  EXPECT_THAT(check.body, Not(HasSubstr("Còn thiếu:"))) << check.body;
  const auto sent = c.post(base + "/nop", {});
  ASSERT_EQ(sent.status, 303);
  const auto done = c.follow(sent);
  EXPECT_THAT(done.body, HasSubstr("NOP-261005-0001"));
  EXPECT_THAT(c.get("/ho-so-cua-toi").body, HasSubstr("NOP-261005-0001"));
  EXPECT_EQ(header_of(c.get(base), "location"), header_of(sent, "location")) << "nothing to change any more";

  EXPECT_THAT(staff("nhung").get("/tiep-nhan/truc-tuyen").body, HasSubstr("NOP-261005-0001"));
  EXPECT_EQ(staff("la").get("/tiep-nhan/truc-tuyen/NOP-261005-0001").status, 404);
  const auto seen = staff("nhung").get("/tiep-nhan/truc-tuyen/NOP-261005-0001");
  EXPECT_THAT(seen.body, HasSubstr("Có người giúp tôi điền: Tổ công nghệ số ấp 1"));
  EXPECT_THAT(seen.body, HasSubstr("Hẹn trả"));
  const auto& form = f_.w.catalog.on_day(dossier::testing::kProcedure, f_.w.identity.today()).value()->forms.front();
  ASSERT_FALSE(form.groups.empty());
  EXPECT_THAT(seen.body, HasSubstr("<h3>" + form.groups.front().label + "</h3>")) << "the form as it was asked";
  const auto filing = f_.filing.at_desk(f_.w.as("nhung"), "NOP-261005-0001", "test").value();
  EXPECT_EQ(staff("nhung").get("/tiep-nhan/truc-tuyen/NOP-261005-0001/tep/" + filing.files.front().hash).status, 200);
  const auto accepted = staff("nhung").post("/tiep-nhan/truc-tuyen/NOP-261005-0001/tiep-nhan", {{"v", std::to_string(filing.version)}});
  EXPECT_EQ(accepted.status, 303) << accepted.body;
  EXPECT_THAT(header_of(accepted, "location"), HasSubstr("/tiep-nhan/H20.39.5-261005-"));
  EXPECT_THAT(c.follow(sent).body, HasSubstr("Xem hồ sơ đang ở đâu"));
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Apply, what_is_wrong_is_said_and_nothing_typed_is_lost) {
  auto c = citizen("mai@thu.example");
  const auto base = filled(c);
  const auto wrong = c.post(base + "/nguoi-nop", {{"name", "Trần Thị Ngọc Bích"}, {"number", "123"}, {"address", "Ấp 1"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("value=\"123\""));
  EXPECT_THAT(c.get(base + "/kiem-tra").body, HasSubstr("Còn thiếu:"));
  EXPECT_THAT(header_of(c.post(base + "/nop", {}), "location"), HasSubstr("/kiem-tra"));
  const auto mended =
      c.post(base + "/nguoi-nop", {{"name", "Trần Thị Ngọc Bích"}, {"number", "087199001234"}, {"address", "Ấp 1"}, {"tu", "kiem-tra"}});
  EXPECT_THAT(header_of(mended, "location"), HasSubstr("/kiem-tra"));
  web::Upload empty;
  empty.field = "tep.x";
  empty.file_name = "trong.pdf";
  empty.path = f_.file("");
  EXPECT_EQ(c.post_files(base + "/giay-to", {}, {empty}).status, 422);
}

TEST_P(Apply, the_desk_asks_and_the_person_mends) {
  auto c = citizen("mai@thu.example");
  const auto base = filled(c);
  const auto sent = c.post(base + "/nop", {});
  const auto v = [&] { return std::to_string(f_.filing.at_desk(f_.w.as("nhung"), "NOP-261005-0001", "test").value().version); };
  const auto address = std::string("/tiep-nhan/truc-tuyen/NOP-261005-0001");
  EXPECT_EQ(staff("nhung").post(address + "/yeu-cau-sua", {{"v", v()}, {"ly_do", "Bản chụp mờ"}}).status, 422);
  EXPECT_EQ(staff("khanh").post(address + "/yeu-cau-sua", {{"v", v()}}).status, 403);
  const auto asked = staff("nhung").post(
      address + "/yeu-cau-sua", {{"v", v()}, {"ly_do", "Bản chụp mờ"}, {"giay", "to-khai"}, {"can_lam.to-khai", "Ghi lại số hợp đồng"}});
  EXPECT_EQ(asked.status, 303) << asked.body;
  EXPECT_THAT(c.follow(sent).body, HasSubstr("Ghi lại số hợp đồng"));
  EXPECT_THAT(header_of(c.get(base), "location"), HasSubstr("/kiem-tra"));
  EXPECT_EQ(c.post(base + "/nop", {}).status, 303);
  EXPECT_THAT(c.follow(sent).body, HasSubstr("Nộp lại lần 2"));
  EXPECT_EQ(staff("nhung").post(address + "/tu-choi", {{"v", v()}, {"ly_do_tu_choi", "Sai nơi"}}).status, 422);
  const auto refused = staff("nhung").post(address + "/tu-choi", {{"v", v()},
                                                                  {"ly_do_tu_choi", "Không thuộc thẩm quyền"},
                                                                  {"can_cu_tu_choi", "118/2025/NĐ-CP Điều 17.2"},
                                                                  {"huong_dan", "Nộp tại xã Tân Hội"}});
  EXPECT_EQ(refused.status, 303);
  EXPECT_THAT(c.follow(sent).body, HasSubstr("Nộp tại xã Tân Hội"));
}

TEST_P(Apply, what_was_answered_on_the_procedures_page_is_not_asked_again) {
  auto c = citizen("mai@thu.example");
  const auto version = f_.w.catalog.on_day(dossier::testing::kProcedure, f_.w.identity.today()).value();
  web::testing::Pairs sent{{"noi_nop", std::to_string(f_.w.unit("xa/mot-cua").value)}};
  catalog::Answers answers;
  while (const auto* q = catalog::next_question(*version, answers, catalog::Channel::online)) answers[q->id] = q->options.front().id;
  for (const auto& [id, value] : answers) sent.emplace_back(id, value);
  const auto base = header_of(c.post("/nop-ho-so/moi/" + version->code, sent), "location");
  EXPECT_EQ(header_of(c.get(base), "location"), base + "/nguoi-nop");
  const auto check = c.get(base + "/kiem-tra").body;
  for (const auto& [id, value] : answers)
    if (!version->question(id)->for_staff) {
      EXPECT_THAT(check, HasSubstr(version->question(id)->option(value)->text));
    }
}

TEST(AnsweredBefore, a_question_is_passed_over_until_its_page_is_opened_and_saved) {
  dossier::Filing f;
  f.content.answers = {{"chung_sinh", "co"}};
  EXPECT_TRUE(answered_before(f, {"cau.chung_sinh", ""}));
  EXPECT_FALSE(answered_before(f, {"cau.ket_hon", ""})) << "not told yet";
  EXPECT_FALSE(answered_before(f, {"nguoi-nop", ""}));
  f.content.seen = {"cau.chung_sinh"};
  EXPECT_FALSE(answered_before(f, {"cau.chung_sinh", ""})) << "opened to be changed: part of the way again";
}

TEST_P(Apply, who_begins_again_is_offered_the_draft_that_stands) {
  auto c = citizen("mai@thu.example");
  const auto begin = "/nop-ho-so/moi/" + std::string(dossier::testing::kProcedure);
  EXPECT_THAT(c.get(begin).body, Not(HasSubstr("Làm tiếp")));
  const auto base = filled(c);
  const auto again = c.get(begin).body;
  EXPECT_THAT(again, HasSubstr("Bạn đang soạn dở hồ sơ này"));
  EXPECT_THAT(again, HasSubstr("href=\"" + base + "\""));
  EXPECT_THAT(again, HasSubstr("Bắt đầu hồ sơ mới"));
  EXPECT_THAT(citizen("khac@thu.example").get(begin).body, Not(HasSubstr(base))) << "nobody else's draft";
  EXPECT_EQ(c.post(base + "/nop", {}).status, 303);
  EXPECT_THAT(c.get(begin).body, Not(HasSubstr("Làm tiếp"))) << "what was sent is no draft";
}

TEST_P(Apply, a_paper_that_was_sent_once_is_offered_for_the_same_paper_again) {
  auto c = citizen("mai@thu.example");
  EXPECT_THAT(c.get("/giay-to-cua-toi").body, HasSubstr("Chưa có giấy tờ nào"));
  const auto first = filled(c);
  EXPECT_THAT(c.get("/giay-to-cua-toi").body, HasSubstr("Chưa có giấy tờ nào")) << "a draft keeps nothing";
  EXPECT_EQ(c.post(first + "/nop", {}).status, 303);
  const auto kept = c.get("/giay-to-cua-toi").body;
  EXPECT_THAT(kept, HasSubstr("quet.pdf"));
  const auto files = f_.w.db.read([&](store::ReadTx& tx) {
    return dossier::find_filing(tx, dossier::FilingId{std::stoll(first.substr(first.rfind('/') + 1))})->files;
  });
  ASSERT_FALSE(files.empty());
  const auto& file = files.front();
  EXPECT_EQ(c.get("/giay-to-cua-toi/" + file.hash).status, 200);

  const auto second = filled(c);
  const auto id = dossier::FilingId{std::stoll(second.substr(second.rfind('/') + 1))};
  const auto papers = [&] { return f_.w.db.read([&](store::ReadTx& tx) { return dossier::find_filing(tx, id)->files; }); };
  const auto before = papers().size();
  EXPECT_THAT(c.get(second + "/giay-to").body, HasSubstr(file.hash));
  EXPECT_EQ(c.post(second + "/giay-to/dung-lai", {{"giay", file.component}, {"tep", file.hash}}).status, 303);
  EXPECT_EQ(c.post(second + "/giay-to/dung-lai", {{"giay", file.component}, {"tep", file.hash}}).status, 303) << "twice is once";
  EXPECT_EQ(papers().size(), before + 1);
  EXPECT_EQ(papers().back().name, file.name);
  EXPECT_EQ(c.post(second + "/giay-to/dung-lai", {{"giay", file.component}, {"tep", std::string(64, '0')}}).status, 404);
  EXPECT_EQ(c.post(second + "/giay-to/dung-lai", {{"giay", "khong-co"}, {"tep", file.hash}}).status, 404);
  EXPECT_EQ(c.post(second + "/nop", {}).status, 303);
  EXPECT_EQ(f_.verify(), "");

  auto other = citizen("khac@thu.example");
  EXPECT_THAT(other.get("/giay-to-cua-toi").body, Not(HasSubstr("quet.pdf")));
  EXPECT_EQ(other.get("/giay-to-cua-toi/" + file.hash).status, 404);
  const auto theirs = filled(other);
  EXPECT_EQ(other.post(theirs + "/giay-to/dung-lai", {{"giay", file.component}, {"tep", file.hash}}).status, 404)
      << "nobody takes another's paper";
  EXPECT_EQ(staff("nhung").get("/giay-to-cua-toi").status, 403);
}

TEST_P(Apply, somebody_elses_filing_does_not_exist) {
  auto c = citizen("mai@thu.example");
  const auto base = filled(c);
  auto other = citizen("khac@thu.example");
  for (const auto* page : {"", "/kiem-tra", "/nguoi-nop"}) EXPECT_EQ(other.get(base + page).status, 404) << page;
  for (const auto* page : {"/nop", "/xoa", "/nguoi-nop", "/giay-to/bo"}) EXPECT_EQ(other.post(base + page, {}).status, 404) << page;
  EXPECT_THAT(other.get("/ho-so-cua-toi").body, HasSubstr("Chưa có hồ sơ nào"));
  EXPECT_EQ(c.post(base + "/xoa", {}).status, 303);
  EXPECT_EQ(c.get(base).status, 404);
}

}  // namespace
}  // namespace motcua::portal
