// Files of a dossier and the result on-line, on both databases.
#include "dossier/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "dossier/testing_world.hpp"

namespace motcua::dossier {
namespace {

class Files : public ::testing::TestWithParam<store::Engine> {
 protected:
  Files() { std::filesystem::create_directories(folder_ / "up"); }
  ~Files() override { std::filesystem::remove_all(folder_); }
  template <class R> static std::string key(const R& r) { return r ? "" : r.error().key; }
  std::filesystem::path upload(std::string_view bytes) {
    const auto path = folder_ / "up" / std::to_string(++uploads_);
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  static std::string folder_name() {
    std::string name = (std::filesystem::temp_directory_path() / "motcua-files-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    return name;
  }
  Ref ref(const std::string& code) { return {w_.see(code).id, w_.see(code).version}; }
  std::string verify() {
    for (const auto& v : w_.dossiers.verifiers())
      if (const auto broken = database_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }

  store::TestDatabase database_{testing::all_tables(), GetParam()};
  testing::World w_{*database_};
  std::filesystem::path folder_ = folder_name();
  store::Blobs blobs_{*database_, w_.clock, folder_ / "blobs"};
  CaseFiles files_{*database_, w_.clock, blobs_, w_.dossiers, w_.identity};
  int uploads_ = 0;
};
MOTCUA_EACH_ENGINE(Files);

TEST_P(Files, keeps_a_scan_by_its_content_and_writes_it_down) {
  const auto a = w_.accepted(1);
  const auto added = files_.add(w_.as("nhung"), ref(a.code), upload("%PDF-1.7 một tờ"), "Giấy tờ.exe", "Căn cước");
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(*added, 2);
  const auto list = files_.of(a.id);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].name, "Giấy tờ.pdf") << "the ending follows the content";
  EXPECT_EQ(list[0].type, "application/pdf");
  EXPECT_EQ(list[0].added_by, "Nguyễn Thị Hồng Nhung");
  EXPECT_EQ(files_.add(w_.as("nhung"), ref(a.code), upload("%PDF-1.7 một tờ"), "lại.pdf", ""), 2) << "the same content once";
  EXPECT_EQ(w_.dossiers.open(w_.as("nhung"), a.code, "test")->events.front().kind, "dossier.file_added");
  const auto opened = files_.open(w_.as("nhung"), a.code, list[0].hash, "test");
  ASSERT_TRUE(opened);
  std::ifstream in(opened->path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "%PDF-1.7 một tờ");
  EXPECT_EQ(verify(), "");
}

TEST_P(Files, refuses_other_content_other_people_and_old_pages) {
  const auto a = w_.accepted(1), b = w_.accepted(2);
  EXPECT_EQ(key(files_.add(w_.as("nhung"), ref(a.code), upload("MZ chương trình"), "anh.pdf", "")), "dossier.file_refused");
  EXPECT_EQ(key(files_.add(w_.as("nhung"), ref(a.code), upload(""), "trong.pdf", "")), "dossier.file_refused");
  EXPECT_EQ(key(files_.add(w_.as("la"), ref(a.code), upload("%PDF-"), "x.pdf", "")), "dossier.not_found");
  EXPECT_EQ(key(files_.add(w_.as("kiem"), ref(a.code), upload("%PDF-"), "x.pdf", "")), "dossier.may_not_add_files");
  EXPECT_EQ(key(files_.add(w_.as("nhung"), {a.id, 7}, upload("%PDF-"), "x.pdf", "")), "dossier.file_meets_change");
  ASSERT_TRUE(files_.add(w_.as("nhung"), ref(a.code), upload("\x89PNG\r\n\x1a\n..."), "anh", ""));
  const auto hash = files_.of(a.id).at(0).hash;
  EXPECT_EQ(key(files_.open(w_.as("la"), a.code, hash, "test")), "dossier.not_found");
  EXPECT_EQ(key(files_.open(w_.as("kiem"), a.code, hash, "test")), "dossier.file_is_personal");
  EXPECT_EQ(key(files_.open(w_.as("nhung"), b.code, hash, "test")), "dossier.file_not_found") << "of another dossier";
}

TEST_P(Files, gives_the_result_to_who_holds_the_receipt_when_it_is_returned_online) {
  auto intake = w_.intake(1);
  intake.return_method = ReturnMethod::online;
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake).value();
  EXPECT_EQ(key(files_.result_for(a.token, "test")), "dossier.no_result_file") << "not yet";
  Ref r{a.id, 1};
  r.version = w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")).value();
  r.version = w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")).value();
  r.version = w_.dossiers.save_draft_result(w_.as("ha"), r, {"Văn bản chứng thực", "Đúng quy định", "Dòng một\nDòng hai"}).value();
  r.version = w_.dossiers.submit_for_signature(w_.as("ha"), r, w_.account("thanh")).value();
  r.version = w_.dossiers.approve(w_.as("thanh"), r).value();
  r.version = w_.dossiers.number_result(w_.as("yen"), r, "CT").value();
  r.version = w_.dossiers.mark_ready(w_.as("yen"), r).value();
  const auto first = files_.result_for(a.token, "test");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->name, "ket-qua-" + a.code + ".pdf");
  std::ifstream in(first->path, std::ios::binary);
  EXPECT_THAT(std::string(std::istreambuf_iterator<char>(in), {}), ::testing::StartsWith("%PDF-"));
  w_.clock.advance(std::chrono::hours{1});
  EXPECT_EQ(files_.result_for(a.token, "test")->path, first->path) << "printed once";
  static constexpr store::Sql kLogged{"logged", "SELECT COUNT(*) FROM store_access WHERE actor = 0"};
  EXPECT_EQ(database_->read([&](store::ReadTx& tx) { return tx.number(kLogged); }), 2);
  EXPECT_EQ(key(files_.result_for("00000000000000000000", "test")), "dossier.no_result_file");
  EXPECT_EQ(key(files_.result_for(w_.accepted(2).token, "test")), "dossier.no_result_file");
}
}  // namespace
}  // namespace motcua::dossier
