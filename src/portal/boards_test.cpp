// Boards with QR codes: printed sheets are read back by a scanner others wrote, counts, old prints.
#include "portal/boards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "portal/pages_boards.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::portal {
namespace {

using ::testing::HasSubstr;

class BoardsWorld : public ::testing::TestWithParam<store::Engine> {
 protected:
  BoardsWorld() {
    router_.add(web::bind_routes("portal", pages_, BoardPages::routes()));
    w_.person("giamdoc", "Đặng Thị Lan", identity::Role::bpmc_head, "xa/mot-cua");
  }
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }
  web::testing::Client client(std::string name = {}) {
    web::testing::Client c(router_);
    if (!name.empty()) c.cookies["phien"] = std::move(name);
    return c;
  }
  Board only() { return boards_.list(w_.as("giamdoc"), 202610).at(0); }
  // What zbarimg reads from the first page of the sheet, one line a code.
  std::string scanned(const std::string& pdf) {
    const auto folder = database_.folder();
    std::ofstream(folder / "sheet.pdf", std::ios::binary) << pdf;
    const auto command = "cd " + folder.string() +
                         " && pdftoppm -r 200 -png -singlefile sheet.pdf sheet && zbarimg --quiet --raw sheet.png > codes.txt 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream in(folder / "codes.txt");
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
  }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::World w_{*database_};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Boards boards_{*database_, w_.clock, w_.ids, w_.identity, w_.catalog, "https://motcua.example"};
  BoardPages pages_{boards_, w_.identity, shells_};
};
MOTCUA_EACH_ENGINE(BoardsWorld);

TEST_P(BoardsWorld, a_board_is_registered_printed_read_and_counted) {
  const auto unit = std::to_string(w_.unit("xa/mot-cua").value);
  EXPECT_EQ(client("giamdoc").post("/quan-tri/bang-ma", {{"don_vi", unit}, {"noi_treo", ""}, {"thu_tuc", "2.000815"}}).status, 422);
  EXPECT_EQ(client("giamdoc").post("/quan-tri/bang-ma", {{"don_vi", unit}, {"noi_treo", "Ấp 1"}, {"thu_tuc", "9.999999"}}).status, 422);
  EXPECT_EQ(client("nhung").post("/quan-tri/bang-ma", {{"don_vi", unit}}).status, 403);
  EXPECT_EQ(client("giamdoc")
                .post("/quan-tri/bang-ma", {{"don_vi", unit}, {"noi_treo", "Nhà văn hóa ấp 1"}, {"thu_tuc", "2.000815, 2.000913"}})
                .status,
            303);
  const auto board = only();
  EXPECT_EQ(board.code.size(), 4U);
  const auto base = "/quan-tri/bang-ma/" + std::to_string(board.id.value);
  for (const auto* size : {"?kho=a5", "?kho=a4"}) {
    const auto pdf = client("giamdoc").get(base + "/phieu.pdf" + size);
    ASSERT_EQ(pdf.status, 200);
    const auto codes = scanned(pdf.body);
    EXPECT_THAT(codes, HasSubstr("HTTPS://MOTCUA.EXAMPLE/B/" + board.code + "/2.000815"));
    EXPECT_THAT(codes, HasSubstr("HTTPS://MOTCUA.EXAMPLE/B/" + board.code + "/2.000913"));
  }
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(web::testing::header_of(client().get("/B/" + board.code + "/2.000815"), "location"), "/thu-tuc/2.000815");
  EXPECT_EQ(web::testing::header_of(client().get("/B/0000/2.000815"), "location"), "/thu-tuc/2.000815")
      << "unknown boards lead on, uncounted";
  EXPECT_EQ(web::testing::header_of(client().get("/B/" + board.code + "/abc"), "location"), "/thu-tuc");
  EXPECT_EQ(only().scans, 3);
  EXPECT_EQ(only().scans_of_month, 3);
  EXPECT_EQ(boards_.list(w_.as("giamdoc"), 202609).at(0).scans_of_month, 0);
  EXPECT_THAT(client("giamdoc").get("/quan-tri/bang-ma?thang=10/2026").body, HasSubstr("3 / 3"));
  EXPECT_EQ(client("giamdoc").get("/quan-tri/bang-ma?thang=abc").status, 422);
  EXPECT_FALSE(only().outdated_at);
  EXPECT_EQ(client("giamdoc").post(base + "/thao", {}).status, 303);
  EXPECT_THAT(client("giamdoc").get("/quan-tri/bang-ma").body, HasSubstr("đã tháo"));
  EXPECT_EQ(client("giamdoc").get("/quan-tri/bang-ma/1/phieu.pdf").status, 404);
}

TEST_P(BoardsWorld, an_old_print_leads_to_todays_version_and_tells_its_owner) {
  const auto id = boards_.add(w_.as("giamdoc"), w_.unit("xa/mot-cua"), "Ấp 2", "2.000815").value();
  for (auto& pack : catalog::Catalog::shipped_packs())
    if (pack.name == "chung-thuc.yaml") {
      const auto at = pack.text.find("short_name: Chứng thực bản sao");
      ASSERT_NE(at, std::string::npos);
      pack.text.replace(at, std::string("short_name: Chứng thực bản sao").size(), "short_name: Chứng thực bản sao, mới");
      ASSERT_TRUE(w_.catalog.import(std::vector<catalog::PackFile>{pack}, w_.identity.today() + std::chrono::days{10}, {}));
    }
  boards_.read(only().code, "2.000815");
  EXPECT_FALSE(only().outdated_at) << "the new version does not hold yet";
  w_.clock.set(w_.clock.now() + std::chrono::hours{24 * 11});
  EXPECT_EQ(boards_.read(only().code, "2.000815"), "/thu-tuc/2.000815");
  EXPECT_TRUE(only().outdated_at);
  EXPECT_THAT(client("giamdoc").get("/quan-tri/bang-ma").body, HasSubstr("bản in cũ"));
  EXPECT_TRUE(boards_.reprint(w_.as("giamdoc"), id));
  boards_.read(only().code, "2.000815");
  EXPECT_FALSE(only().outdated_at);
  EXPECT_EQ(only().scans, 3);
}

}  // namespace
}  // namespace motcua::portal
