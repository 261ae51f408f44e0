// Commands as they are typed, each on a folder of its own.
#include "app/commands.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/testing_world.hpp"
#include "base/json.hpp"

namespace motcua::app {
namespace {

using ::testing::HasSubstr;

struct Ran {
  int code;
  std::string out, err;
};

std::string read_back(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

class CommandLine : public ::testing::Test {
 protected:
  CommandLine() {
    std::string name = (std::filesystem::temp_directory_path() / "motcua-commands-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~CommandLine() override { std::filesystem::remove_all(folder_); }

  // `data` is a folder below the test's own.
  Ran run_in(const std::string& data, std::vector<std::string> words) {
    words.insert(words.end(), {"--data", (folder_ / data).string()});
    return run_words(words);
  }
  Ran run_words(const std::vector<std::string>& words) {
    const FixedClock clock{now_ += std::chrono::minutes{1}};
    CommandIo io{std::tmpfile(), std::tmpfile(), clock};
    const std::vector<std::string_view> args(words.begin(), words.end());
    Ran ran{run(args, io), {}, {}};
    ran.out = read_back(io.out);
    ran.err = read_back(io.err);
    return ran;
  }
  std::filesystem::path folder_;
  Instant now_ = *parse_instant("2026-11-25T09:00");
};

TEST_F(CommandLine, a_backup_of_the_demonstration_restored_elsewhere_holds_together) {
  ASSERT_EQ(run_in("one", {"demo", "--dossiers", "6", "--clock", "2026-11-25T09:00"}).code, 0);
  const auto backup = (folder_ / "backup").string();
  const auto saved = run_in("one", {"backup", backup});
  ASSERT_EQ(saved.code, 0) << saved.err;
  EXPECT_THAT(saved.out, HasSubstr("secret.key không nằm trong bản sao lưu"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "backup" / "secret.key"));
  const auto restored = run_in("two", {"restore", backup});
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("chép khóa đã cất riêng"));
  std::filesystem::copy_file(folder_ / "one" / "secret.key", folder_ / "two" / "secret.key");
  const auto verified = run_in("two", {"verify", "--json"});
  EXPECT_EQ(verified.code, 0) << verified.out;
  const auto json = Json::parse(verified.out);
  ASSERT_TRUE(json);
  EXPECT_TRUE((*json)["clean"].boolean().value_or(false));
}

TEST_F(CommandLine, the_first_account_is_made_with_a_key_that_units_find_tells) {
  ASSERT_EQ(run_in("new", {"migrate"}).code, 0);
  ASSERT_EQ(run_in("new", {"units", "import"}).code, 0);
  const auto found = run_in("new", {"units", "find", "hanh", "chinh", "cong", "xa", "tam", "nong"});
  ASSERT_EQ(found.code, 0) << found.err;
  const auto key = found.out.substr(0, found.out.find(' '));
  EXPECT_EQ(key, "dong-thap/xa-tam-nong/ttpvhcc");
  const auto made = run_in("new", {"user", "add", "quantri", "--name", "Người quản trị", "--role", "SYSADMIN", "--unit", key});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(run_in("new", {"user", "add", "quantri", "--name", "Người khác", "--role", "SYSADMIN", "--unit", key}).code, 1);
}

TEST_F(CommandLine, a_receipt_is_verified_without_the_server_it_came_from) {
  const dossier::StatementSigner signer({std::string(32, 'a')});
  const dossier::Statement paper{dossier::StatementKind::result,
                                 "H20.39.5-261005-0001",
                                 "H20.39.5",
                                 *parse_instant("2026-10-05T09:10"),
                                 std::nullopt,
                                 "K7Q2M9XW3T5R8Y1Z",
                                 {},
                                 {}};
  const auto text = "HTTPS://XA.EXAMPLE/X/" + signer.sign(paper);
  const auto keep = [&](const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return (folder_ / name).string();
  };
  const auto keys = keep("khoa.txt", dossier::keys_text(signer.keys()));
  const auto list = keep("thu-hoi.txt", signer.sign(dossier::RevocationList{*parse_instant("2026-11-24T07:00"), {}}));
  const auto good = run_words({"verify-receipt", text, "--keys", keys, "--revoked", list});
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("Giấy thật."));
  EXPECT_THAT(good.out, HasSubstr("Danh sách thu hồi lập lúc 07:00 24/11/2026"));
  auto forged = text;
  forged[forged.find("0001")] = '9';
  EXPECT_EQ(run_words({"verify-receipt", forged, "--keys", keys}).code, 1);
  const auto later = keep("moi.txt", signer.sign(dossier::RevocationList{
                                         *parse_instant("2026-11-25T07:00"),
                                         {{dossier::StatementKind::result, "H20.39.5-261005-0001", *parse_instant("2026-10-09T08:00")}}}));
  const auto revoked = run_words({"verify-receipt", text, "--keys", keys, "--revoked", later});
  EXPECT_EQ(revoked.code, 1);
  EXPECT_THAT(revoked.out, HasSubstr("Thu hồi lúc: 08:00 09/10/2026"));
  EXPECT_EQ(run_words({"verify-receipt", text, "--keys", keys, "--revoked", keys}).code, 2) << "no list";
  EXPECT_EQ(run_words({"verify-receipt", "rác", "--keys", keys}).code, 2);
  EXPECT_EQ(run_words({"verify-receipt", text, "--keys", (folder_ / "none").string()}).code, 2);
}

TEST_F(CommandLine, the_key_that_signs_receipts_is_made_once_and_for_its_owner_only) {
  ASSERT_EQ(run_in("one", {"migrate"}).code, 0);
  ASSERT_EQ(run_in("one", {"user", "list"}).code, 0);
  const auto key = folder_ / "one" / "statement.key";
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(key).permissions(), perms::owner_read | perms::owner_write);
  std::ifstream in(key);
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(dossier::seed_from_hex(line).size(), 32U);
  std::filesystem::permissions(key, perms::owner_read | perms::owner_write | perms::group_read);
  EXPECT_THROW(run_in("one", {"user", "list"}), BrokenInvariant) << "others may read it";
}

TEST_F(CommandLine, a_dispute_file_is_verified_without_the_data_it_came_from) {
  const auto file = folder_ / "ho-so.zip";
  auto& world = testing::shared_world(store::Engine::sqlite);
  auto leader = world.as("lanhdao.tamnong");
  const auto list = world.as("tiepnhan.tamnong").get("/ho-so?muc=tat-ca").body;
  const auto link = list.find("/ho-so/H");
  ASSERT_NE(link, std::string::npos);
  const auto code = list.substr(link + 7, list.find('"', link) - link - 7);
  auto archive = leader.get("/ho-so/" + code + "/tranh-chap.zip").body;
  std::ofstream(file, std::ios::binary) << archive;
  const auto good = run_words({"verify", "--bundle", file.string()});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  EXPECT_THAT(good.out, HasSubstr("Hồ sơ " + code));
  EXPECT_THAT(world.nobody().get("/khoa-ky").body, HasSubstr(world.services->bundles.fingerprint()));
  EXPECT_THAT(good.out, HasSubstr(world.services->bundles.fingerprint()));
  archive[archive.size() / 2] = static_cast<char>(archive[archive.size() / 2] ^ 1);
  std::ofstream(file, std::ios::binary) << archive;
  const auto bad = run_words({"verify", "--bundle", file.string()});
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.out, HasSubstr("HỎNG"));
  EXPECT_EQ(run_words({"verify", "--bundle", (folder_ / "none").string()}).code, 2);
}

TEST_F(CommandLine, what_is_wrong_is_told) {
  const auto nothing = run_in("new", {"units", "find", "khong-co-noi-nay"});
  EXPECT_EQ(nothing.code, 1);
  EXPECT_THAT(nothing.err, HasSubstr("Gõ ít chữ hơn"));
  EXPECT_EQ(run_in("new", {"backup"}).code, 2);
  EXPECT_EQ(run_in("new", {"restore", (folder_ / "none").string()}).code, 1);
  EXPECT_EQ(run_words({"khong-co-lenh-nay"}).code, 2);
}

}  // namespace
}  // namespace motcua::app
