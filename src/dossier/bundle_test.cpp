// The dispute file: made in one go, checked without a server, told when one byte is not what it was.
#include "dossier/bundle.hpp"

#include <filesystem>
#include <fstream>

#include "base/json.hpp"
#include "base/zip.hpp"
#include "dossier/bundle_check.hpp"
#include "dossier/content.hpp"
#include "dossier/endings.hpp"
#include "dossier/files.hpp"
#include "dossier/inquiries.hpp"
#include "dossier/record_views.hpp"
#include "dossier/testing_life.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using testing::key;

class DisputeFile : public testing::LifeTest {
 protected:
  DisputeFile() : folder_(std::filesystem::temp_directory_path() / ("motcua-bundle-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~DisputeFile() override { std::filesystem::remove_all(folder_); }

  // A dossier with a scan, an opinion, a wait for money and a signed draft on its way.
  Accepted lived() {
    const auto a = verifying(1);
    const auto scan = folder_ / "scan";
    std::ofstream(scan) << "%PDF-1.4 một trang";
    ok(files_.add(w_.as("ha"), ref(a), scan, "đơn đề nghị.pdf", ""));
    Inquiries inquiries(w_.dossiers);
    ok(inquiries.ask_payment(w_.as("ha"), ref(a), {"Lệ phí", "Thuế cơ sở 5", "TB 1", "101/2024/NĐ-CP Đ18", 1000, {}}));
    at("2026-10-06T09:00");
    ok(inquiries.confirm_payment(w_.as("ha"), ref(a), "GNT 1", 1000));
    ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Bản sao", "", ""}));
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
    return a;
  }
  std::string bundle(const Accepted& a, std::string_view who = "khanh") {
    auto made = bundles_.make(w_.as(who), a.code, "test");
    EXPECT_TRUE(made) << testing::told(made);
    return made.value_or("");
  }
  static std::string broken(std::string_view archive) {
    for (const auto& l : check_bundle(archive).lines)
      if (l.broken) return l.name + ": " + *l.broken;
    return {};
  }
  // The same bundle with one file changed and everything signed again: what somebody with a key of his own can do.
  static std::string forged(std::string_view archive, std::string_view name, const std::function<void(std::string&)>& change) {
    auto files = unzip(archive).value();
    JsonWriter json;
    json.begin_object().field("format", kBundleFormat).field("code", check_bundle(archive).code);
    json.field("made_at", "").field("made_by", "").key("files").begin_array();
    for (auto& f : files) {
      if (f.name == name) change(f.bytes);
      if (f.name == "manifest.json" || f.name == "chu-ky.json") continue;
      json.begin_object().field("name", f.name).field("bytes", f.bytes.size()).field("sha256", web::sha256_hex(f.bytes)).end_object();
    }
    const auto manifest = json.end_array().end_object().take();
    const auto mark = sign_bundle(std::string(32, 'x'), manifest);
    JsonWriter sign;
    sign.begin_object().field("algorithm", "Ed25519").field("key", mark.key).field("signature", mark.signature).end_object();
    files[files.size() - 2].bytes = manifest;
    files.back().bytes = sign.take();
    return zip(files);
  }
  static void replace(std::string& text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }

  std::filesystem::path folder_;
  store::Blobs blobs_{*database_, w_.clock, folder_ / "blobs", nullptr};
  CaseFiles files_{*database_, w_.clock, blobs_, w_.dossiers, w_.identity};
  Bundles bundles_{*database_, w_.clock, w_.dossiers, blobs_, std::string(32, 'b')};
};
MOTCUA_EACH_ENGINE(DisputeFile);

TEST_P(DisputeFile, has_data_papers_journal_calendar_and_rules_and_holds_by_itself) {
  const auto a = lived();
  const auto archive = bundle(a);
  const auto report = check_bundle(archive);
  EXPECT_EQ(broken(archive), "");
  EXPECT_TRUE(report.clean());
  EXPECT_EQ(report.lines.size(), 9U);
  EXPECT_EQ(report.code, a.code);
  EXPECT_EQ(report.made_by, "Lê Quốc Khánh");
  EXPECT_EQ(report.fingerprint, bundles_.fingerprint());
  std::map<std::string, std::string> files;
  const auto unpacked = unzip(archive).value();
  for (const auto& f : unpacked) files[f.name] = f.bytes;
  for (const std::string name :
       {"DOC-TRUOC.txt", "tom-tat.txt", "nhat-ky.jsonl", "giay-to/giay-tiep-nhan.pdf", "giay-to/phieu-kiem-soat.pdf",
        "giay-to/01-đơn đề nghị.pdf", "lich/cach-tinh-han.json", "lich/lich-lam-viec.json", "quy-trinh/thu-tuc.json",
        "quy-trinh/trang-thai.md", "manifest.json", "chu-ky.json"})
    EXPECT_TRUE(files.contains(name)) << name;
  for (const auto table : kContentTables) EXPECT_TRUE(files.contains("du-lieu/" + std::string(table) + ".json")) << table;
  EXPECT_THAT(files["tom-tat.txt"], HasSubstr("Trần Thị Ngọc Bích"));
  EXPECT_THAT(files["tom-tat.txt"], HasSubstr("nghĩa vụ tài chính"));
  EXPECT_THAT(files["lich/lich-lam-viec.json"], HasSubstr("Toàn quốc"));
}

// §12 of the issue: one byte is changed and the check says so. Every 97th byte, and both ends.
TEST_P(DisputeFile, one_changed_byte_is_told) {
  const auto archive = bundle(lived());
  for (std::size_t i = 0; i < archive.size(); i += (i < 64 || i + 64 > archive.size()) ? 1U : 997U) {
    auto bad = archive;
    bad[i] = static_cast<char>(bad[i] ^ 0x20);
    ASSERT_FALSE(check_bundle(bad).clean()) << "byte " << i;
  }
}

TEST_P(DisputeFile, who_changes_it_and_signs_again_with_a_key_of_his_own_is_told_by_the_record_itself) {
  const auto a = lived();
  const auto archive = bundle(a);
  const auto other = forged(archive, "", [](std::string&) {});
  EXPECT_EQ(broken(other), "");
  EXPECT_NE(check_bundle(other).fingerprint, bundles_.fingerprint()) << "the key is another one";
  const auto why = [&](std::string_view name, std::string_view from, std::string_view to) {
    return broken(forged(archive, name, [&](std::string& text) { replace(text, from, to); }));
  };
  EXPECT_THAT(why("du-lieu/dossier_case.json", "Ngọc Bích", "Ngọc Anh"), HasSubstr("dossier_case không như nhật ký ghi"));
  EXPECT_THAT(why("du-lieu/dossier_obligation.json", "1000", "9000"), HasSubstr("dossier_obligation không như nhật ký ghi"));
  EXPECT_THAT(why("nhat-ky.jsonl", "Phạm Thị Thu Hà", "Phạm Quốc Huy"), HasSubstr("không khớp dấu băm"));
  EXPECT_THAT(why("nhat-ky.jsonl", "\"seq\":2", "\"seq\":3"), HasSubstr("dòng 2 mang số 3"));
  EXPECT_THAT(broken(forged(archive, "lich/cach-tinh-han.json",
                            [](std::string& t) {
                              for (auto at = t.find("2026-10-"); at != std::string::npos; at = t.find("2026-10-"))
                                t.replace(at, 8, "2026-11-");
                            })),
              HasSubstr("hạn trả tính lại"));
  EXPECT_THAT(why("giay-to/01-đơn đề nghị.pdf", "một trang", "hai trang"), HasSubstr("đơn đề nghị.pdf"));
  EXPECT_THAT(broken(forged(archive, "nhat-ky.jsonl", [](std::string& t) { t.resize(t.rfind('\n', t.size() - 2) + 1); })),
              HasSubstr("dữ liệu ghi khác"))
      << "the last row cut off";
}

TEST_P(DisputeFile, is_for_who_may_read_the_whole_history_and_the_person) {
  const auto a = lived();
  EXPECT_EQ(key(bundles_.make(w_.as("nhung"), a.code, "test")), "dossier.bundle_not_allowed");
  EXPECT_EQ(key(bundles_.make(w_.as("kiem"), a.code, "test")), "dossier.bundle_not_allowed") << "control sees no person";
  EXPECT_EQ(key(bundles_.make(w_.as("la"), a.code, "test")), "dossier.not_found");
  EXPECT_TRUE(bundles_.make(w_.as("thanh"), a.code, "test"));
}

// While the clock stands there is no due moment to tell.
TEST_P(DisputeFile, is_made_while_the_dossier_waits) {
  const auto a = verifying(1);
  Inquiries inquiries(w_.dossiers);
  ok(inquiries.ask_payment(w_.as("ha"), ref(a), {"Lệ phí", "Thuế", "TB 1", "101/2024/NĐ-CP Đ18", 1000, {}}));
  EXPECT_EQ(broken(bundle(a)), "");
}

TEST_P(DisputeFile, control_sheet_and_register_are_views_of_the_journal) {
  const auto a = lived();
  EXPECT_EQ(verify(), "");
  // A hand-over that the journal does not know is found, even when the digest of the data is forged with it.
  const RecordRow row{*parse_instant("2026-10-05T09:10"), *parse_instant("2026-10-05T09:10"), "dossier.accepted", "Nhung"};
  const SlipLine first{1, "Bích", row.at, row.at};
  EXPECT_EQ(not_in_journal(std::vector{first}, {row.at, {}, {}, {}}, std::vector{row}), "");
  EXPECT_THAT(not_in_journal(std::vector{first, SlipLine{2, "Huy", row.at, {}}}, {row.at, {}, {}, {}}, std::vector{row}),
              HasSubstr("nhật ký không ghi Huy giao"));
  EXPECT_THAT(not_in_journal({}, {row.at, row.at, {}, {}}, std::vector{row}), HasSubstr("ngày xong"));
  EXPECT_THAT(not_in_journal({}, {*parse_instant("2026-10-04T09:10"), {}, {}, {}}, std::vector{row}), HasSubstr("ngày nhận"));
}

}  // namespace
}  // namespace motcua::dossier
