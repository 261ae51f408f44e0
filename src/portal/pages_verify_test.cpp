// Is this paper ours? Asked over the pages, with scripts off.
#include "portal/pages_verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::portal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::header_of;

class Verify : public ::testing::TestWithParam<store::Engine> {
 protected:
  Verify() {
    router_.add(web::bind_routes("portal", pages_, VerifyPages::routes()));
    accepted_ = w_.accepted(1);
  }
  std::string proof() { return dossier::proof_link(w_.dossiers, w_.dossiers.receipt(w_.as("nhung"), accepted_.code).value()); }
  void have_a_key() {
    dossier::sign_with(w_.dossiers, std::make_shared<const dossier::StatementSigner>(std::vector{std::string(32, 'q')}));
  }
  web::Response ask(const std::string& text) { return web::testing::Client(router_).post("/xac-minh", {{"noi_dung", text}}); }

  store::TestDatabase database_{dossier::testing::all_tables(), GetParam()};
  dossier::testing::World w_{*database_};
  dossier::Statements statements_{w_.dossiers};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  VerifyPages pages_{statements_, shells_};
  dossier::Accepted accepted_;
};
MOTCUA_EACH_ENGINE(Verify);

TEST_P(Verify, a_genuine_paper_a_forged_one_and_what_is_no_statement) {
  have_a_key();
  const auto good = proof();
  const auto genuine = ask(good);
  EXPECT_EQ(genuine.status, 200);
  EXPECT_THAT(genuine.body, HasSubstr("Giấy thật."));
  EXPECT_THAT(genuine.body, HasSubstr("17:00 07/10/2026"));
  EXPECT_THAT(genuine.body, Not(HasSubstr("Trần Thị Ngọc Bích")));
  auto forged = good;
  forged[forged.find("2610071700")] = '3';
  EXPECT_THAT(ask(forged).body, HasSubstr("Giấy giả hoặc đã bị sửa."));
  const auto other = dossier::StatementSigner({std::string(32, 'z')}).sign(*dossier::read_statement(good));
  EXPECT_THAT(ask(other).body, HasSubstr("Không phải giấy của cơ quan này."));
  const auto none = ask("HTTPS://MOTCUA.EXAMPLE/T/ABC");
  EXPECT_EQ(none.status, 422);
  EXPECT_THAT(none.body, HasSubstr("không phải mã ở góc trên"));
  EXPECT_EQ(ask("").status, 422);
}

TEST_P(Verify, the_link_of_the_code_answers_at_once_and_the_lists_are_for_everybody) {
  have_a_key();
  const auto link = proof();
  web::testing::Client c(router_);
  EXPECT_THAT(c.get(link.substr(link.find("/X/"))).body, HasSubstr("Giấy thật."));
  const auto page = c.get("/xac-minh");
  EXPECT_THAT(page.body, HasSubstr("data-keys=\"" + statements_.keys()[0].id + ":"));
  EXPECT_THAT(page.body, Not(HasSubstr("Giấy thật.")));
  EXPECT_EQ(dossier::read_keys(c.get("/xac-minh/khoa.txt").body).at(0).public_hex, statements_.keys()[0].public_hex);
  EXPECT_TRUE(dossier::read_revocations(c.get("/xac-minh/thu-hoi.txt").body, statements_.keys()));
  const auto worker = c.get("/xac-minh/ngoai-mang.js");
  EXPECT_EQ(header_of(worker, "Service-Worker-Allowed"), "/xac-minh");
  EXPECT_THAT(worker.content_type, HasSubstr("text/javascript"));
}

TEST_P(Verify, without_a_key_there_is_nothing_to_check) {
  EXPECT_EQ(web::testing::Client(router_).get("/xac-minh").status, 404);
  EXPECT_EQ(proof(), "");
}

}  // namespace
}  // namespace motcua::portal
