// Sample dossiers pass what a real application passes; their papers and the contacts of a place.
#include "portal/samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <set>

#include "dossier/testing_filing.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_life.hpp"
#include "portal/boards.hpp"
#include "portal/pages_contacts.hpp"
#include "portal/pages_forms.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::portal {
namespace {

using dossier::testing::key;
using dossier::testing::told;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string words_of(const std::filesystem::path& folder, const std::string& pdf) {
  const auto path = folder / "to-khai.pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  std::string text;
  auto* pipe = ::popen(("pdftotext -layout " + path.string() + " -").c_str(), "r");
  std::array<char, 4096> part{};
  while (const auto n = ::fread(part.data(), 1, part.size(), pipe)) text.append(part.data(), n);
  EXPECT_EQ(::pclose(pipe), 0);
  return text;
}

std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(queue::migrations());
  all.push_back(migrations());
  return all;
}

class SamplesTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  SamplesTest() {
    f_.w.person("giam-doc", "Đặng Thị Sáu", identity::Role::bpmc_head, "xa/mot-cua");
    std::vector<catalog::PackFile> packs;
    for (auto& pack : catalog::Catalog::shipped_packs())
      if (pack.name == "ho-tich.yaml") packs.push_back(std::move(pack));
    const auto done = f_.w.catalog.import(packs, std::nullopt, {});
    EXPECT_TRUE(done) << told(done);
    router_.add(web::bind_routes("portal", pages_, FormPages::routes()));
    router_.add(web::bind_routes("contacts", contact_pages_, ContactPages::routes()));
  }
  // Every procedure of civil status that is in force.
  std::vector<catalog::VersionPtr> procedures() {
    std::vector<catalog::VersionPtr> all;
    catalog::Search search;
    search.field = "ho-tich";
    search.day = f_.w.identity.today();
    for (int page = 1;; ++page) {
      search.page = page;
      const auto found = f_.w.catalog.search(search);
      for (const auto& row : found.rows) all.push_back(f_.w.catalog.on_day(row.code, f_.w.identity.today()).value());
      if (page >= found.pages) return all;
    }
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    if (!name.empty()) c.cookies["phien"] = std::move(name);
    return c;
  }
  std::string verified() { return store::verify(*database_, contacts_.verifiers()).first(); }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::FilingWorld f_{database_};
  UnitId unit_ = f_.w.unit("xa/mot-cua");
  queue::Queue queue_{*database_, f_.w.clock, f_.w.ids, f_.w.dossiers, f_.w.identity};
  Contacts contacts_{*database_, f_.w.clock, f_.w.ids};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{f_.w};
  web::Router router_{{.gate = gate_, .clock = f_.w.clock}, {.secret = std::string(32, 'r')}};
  FormPages pages_{{f_.w.catalog, f_.w.dossiers, f_.w.identity, queue_, "xa/mot-cua", "https://motcua.example",
                    [](UnitId, std::string_view code, Day) { return code == "1.001193" ? std::optional(45) : std::nullopt; }}};
  ContactPages contact_pages_{{contacts_, f_.w.dossiers, f_.w.identity, f_.w.clock, shells_, "xa/mot-cua", "1022", [](UnitId) {
                                 return std::vector<std::pair<std::string, std::string>>{{"10/10/2026", "Thứ Bảy"}};
                               }}};
};
MOTCUA_EACH_ENGINE(SamplesTest);

TEST_P(SamplesTest, each_form_of_civil_status_has_one_that_fits_and_names_no_field_the_form_does_not_have) {
  std::set<std::string> forms;
  for (const auto& version : procedures())
    for (const auto& form : version->forms) {
      forms.insert(form.id);
      EXPECT_THAT(strange_keys(form), IsEmpty()) << form.id;
      EXPECT_TRUE(fitting_sample(form, f_.w.identity.today())) << form.id;
    }
  EXPECT_THAT(forms, SizeIs(18));
  const auto sampled = sampled_forms();
  EXPECT_EQ(std::set<std::string>(sampled.begin(), sampled.end()), forms) << "no sample without its form";
}

TEST_P(SamplesTest, each_passes_what_a_real_application_passes) {
  int passed = 0;
  for (const auto& version : procedures()) {
    if (version->forms.empty()) continue;
    dossier::Filing filing;
    filing.content.form = sample_of(version->forms.front()).value();
    for (const auto& p : f_.filing.problems(filing, *version))
      EXPECT_FALSE(p.page.starts_with("to-khai")) << version->code << " " << p.error.field << ": " << p.error.message;
    ++passed;
  }
  EXPECT_EQ(passed, 32);
}

TEST_P(SamplesTest, one_that_lacks_what_its_form_must_have_or_says_what_cannot_be_read_is_not_offered) {
  auto form = f_.w.catalog.on_day("1.001193", f_.w.identity.today()).value()->forms.front();
  ASSERT_TRUE(fitting_sample(form, f_.w.identity.today()));
  auto more = form;
  more.fields.push_back(form.fields.front());
  more.fields.back().key = "moi";
  more.fields.back().required = true;
  EXPECT_FALSE(fitting_sample(more, f_.w.identity.today()));
  for (auto& field : form.fields)
    if (field.key == "con_gioi_tinh") field.options = {"Trai", "Gái"};
  EXPECT_FALSE(fitting_sample(form, f_.w.identity.today()));
}

TEST_P(SamplesTest, papers_are_blank_to_fill_in_or_filled_with_an_invented_person) {
  auto person = client("");
  const auto sample = person.get("/thu-tuc/1.001193/to-khai/tk-khai-sinh/mau.pdf");
  ASSERT_EQ(sample.status, 200);
  auto text = words_of(database_.folder(), sample.body);
  EXPECT_THAT(text, HasSubstr("TỜ KHAI ĐĂNG KÝ KHAI SINH"));
  EXPECT_THAT(text, HasSubstr("Nguyễn Mẫu Bình An"));
  EXPECT_THAT(text, HasSubstr("người và số liệu không có thật"));
  text = words_of(database_.folder(), person.get("/thu-tuc/1.001193/to-khai/tk-khai-sinh/trong.pdf").body);
  EXPECT_THAT(text, Not(HasSubstr("Nguyễn Mẫu Bình An")));
  EXPECT_THAT(text, HasSubstr("......"));
  EXPECT_EQ(person.get("/thu-tuc/1.001193/to-khai/tk-la/mau.pdf").status, 404);
  EXPECT_EQ(person.get("/thu-tuc/9.999999/to-khai/tk-khai-sinh/trong.pdf").status, 404);
  EXPECT_EQ(person.get("/thu-tuc/1.001193/ma-qr.svg").content_type, "image/svg+xml");
  for (const auto& version : procedures())
    for (const auto& form : version->forms)
      EXPECT_TRUE(form_pdf({*version, form, nullptr, ""}).starts_with("%PDF")) << version->code << " " << form.id;
}

TEST_P(SamplesTest, the_page_of_a_procedure_is_told_what_this_place_promises) {
  const auto today = f_.w.identity.today();
  const auto version = f_.w.catalog.on_day("1.001193", today).value();
  const auto extras = pages_.extras(*version, today);
  ASSERT_EQ(extras.promise.size(), 3U);
  EXPECT_THAT(extras.promise[0].second, HasSubstr("45 phút"));
  EXPECT_EQ(extras.promise[1].second, "Trung tâm Phục vụ hành chính công xã Tân Phú");
  EXPECT_THAT(extras.promise[2].second, HasSubstr("07:30–11:30"));
  EXPECT_TRUE(extras.book_at.empty()) << "nobody takes appointments yet";
  EXPECT_TRUE(pages_.extras(*version, today - std::chrono::days{400}).promise.empty()) << "nothing is known of the past";
}

TEST_P(SamplesTest, contacts_are_set_by_the_head_shown_to_everybody_and_ended_not_deleted) {
  EXPECT_THAT(client("").get("/lien-he").body, HasSubstr("Chưa có số liệu"));
  auto head = client("giam-doc");
  EXPECT_EQ(head.post("/quan-tri/lien-he", {{"loai", "point"}, {"ten", "Nhà văn hóa ấp 1"}, {"dien_thoai", ""}}).status, 422);
  EXPECT_EQ(head.post("/quan-tri/lien-he", {{"loai", "hotline"}, {"ten", "Trực"}, {"dien_thoai", "12"}}).status, 422);
  EXPECT_EQ(head.post("/quan-tri/lien-he", {{"loai", "point"},
                                            {"ap", "Ấp 1"},
                                            {"ten", "Nhà văn hóa ấp 1"},
                                            {"noi", "đường Số 2"},
                                            {"dien_thoai", "0912 000 461"},
                                            {"gio", "08:00-11:00 thứ Bảy"}})
                .status,
            303);
  const auto page = client("").get("/lien-he").body;
  EXPECT_THAT(page, HasSubstr("Nhà văn hóa ấp 1, Ấp 1, đường Số 2, 08:00-11:00 thứ Bảy"));
  EXPECT_THAT(page, HasSubstr("tel:0912000461"));
  EXPECT_THAT(page, HasSubstr("07:30–11:30")) << "hours of the calendar";
  EXPECT_THAT(page, HasSubstr("10/10/2026")) << "a session that is to come";
  EXPECT_THAT(client("").get("/lien-he?don_vi=" + std::to_string(f_.w.unit("xa-2/mot-cua").value)).body, Not(HasSubstr("Nhà văn hóa ấp 1")))
      << "another place";
  const auto id = contacts_.list(unit_).front().id;
  EXPECT_EQ(client("nhung").post("/quan-tri/lien-he/" + std::to_string(id.value) + "/thoi").status, 403);
  f_.w.person("giam-doc-2", "Người xã khác", identity::Role::bpmc_head, "xa-2/mot-cua");
  EXPECT_EQ(client("giam-doc-2").post("/quan-tri/lien-he/" + std::to_string(id.value) + "/thoi").status, 404);
  EXPECT_EQ(head.post("/quan-tri/lien-he/" + std::to_string(id.value) + "/thoi").status, 303);
  EXPECT_THAT(client("").get("/lien-he").body, Not(HasSubstr("Nhà văn hóa ấp 1")));
  EXPECT_EQ(verified(), "");
}

}  // namespace
}  // namespace motcua::portal
