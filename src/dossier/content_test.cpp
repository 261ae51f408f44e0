// Every value of the way of a dossier that is changed past the journal is found by verify and its table named.
#include <map>
#include <set>

#include "dossier/content.hpp"
#include "dossier/endings.hpp"
#include "dossier/replies.hpp"
#include "dossier/testing_life.hpp"
#include "store/testing_raw.hpp"

namespace motcua::dossier {
namespace {

using Kind = store::RawDatabase::Column::Kind;

class DossierContent : public testing::LifeTest {
 protected:
  void finish(const Accepted& a) {
    ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
    ok(w_.dossiers.approve(w_.as("thanh"), ref(a)));
    ok(w_.dossiers.number_result(w_.as("yen"), ref(a), "CT"));
    ok(w_.dossiers.mark_ready(w_.as("yen"), ref(a)));
    ok(w_.dossiers.return_result(w_.as("nhung"), ref(a),
                                 {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}));
  }
  // A row in every table this slice fills today.
  void live() {
    const auto asked = verifying(1);
    ask(asked, 2);
    send(asked);
    EXPECT_TRUE(replies_.save_note(asked.token, 1, "Ký lại"));
    EXPECT_TRUE(replies_.save_note(asked.token, 2, "Nộp sau"));
    EXPECT_TRUE(replies_.send(asked.token));
    ok(replies_.send_back(w_.as("nhung"), ref(asked), 2, "Chưa có ngày"));
    const std::vector<SupplementAnswer> one{{1, ItemAnswer::given, ""}};
    ok(supplements_.answer(w_.as("nhung"), ref(asked), one));
    propose(verifying(2));
    const auto withdrawn = verifying(3);
    ok(endings_.ask_withdrawal(w_.as("nhung"), ref(withdrawn), {"Trần Thị Ngọc Bích", "Đổi ý"}));
    ok(endings_.grant_withdrawal(w_.as("nhung"), ref(withdrawn), {10000, "Thông tư"}));
    const auto corrected = verifying(4);
    finish(corrected);
    ok(endings_.correct(w_.as("thanh"), ref(corrected), "Sai ngày", "Điều 23.1"));
    ok(endings_.reroute(w_.as("kiem"), ref(verifying(5)), {w_.unit("xa-2/ubnd"), {}, "Xã khác", "Điều 20"}));
    const auto archived = verifying(6);
    finish(archived);
    ok(endings_.archive(w_.as("yen"), ref(archived), "Hộp 1", "10 năm"));
  }
  // A value of this kind that differs from the one that is there, as SQL.
  static std::vector<std::string> others(const store::RawDatabase::Column& c) {
    if (c.kind == Kind::truth) return {"NOT " + c.name};
    if (c.kind == Kind::number) return {"COALESCE(" + c.name + ", 0) + 1"};
    // Words of a fixed list first: any other is refused by the table.
    return {"'late'", "'void'", "'stop'", "'stopped'", "'declined'", "'replaced'", "COALESCE(" + c.name + ", '') || 'x'"};
  }
  Endings endings_{w_.dossiers};
  store::Blobs blobs_{*database_, w_.clock, database_.folder() / "blobs"};
  Replies replies_{w_.dossiers, blobs_};
};
MOTCUA_EACH_ENGINE(DossierContent);

TEST_P(DossierContent, of_its_way_is_under_the_digest_value_by_value) {
  live();
  ASSERT_EQ(verify(), "");
  store::RawDatabase raw(database_.url());
  std::set<std::string> filled;
  int changed = 0;
  for (std::size_t t = 8; t < kContentTables.size(); ++t) {
    const std::string table(kContentTables[t]);
    if (raw.rows("SELECT 1 FROM " + table).empty()) continue;
    filled.insert(table);
    for (const auto& column : raw.columns(table)) {
      if (column.in_key) continue;
      const auto dossier = raw.one("SELECT dossier FROM " + table + " ORDER BY 1 LIMIT 1").value();
      const auto kept = raw.one("SELECT " + column.name + " FROM " + table + " WHERE dossier = " + dossier + " ORDER BY 1 LIMIT 1");
      bool done = false;
      for (const auto& other : others(column)) {
        raw.change("CREATE TABLE kept_row AS SELECT * FROM " + table);
        const auto rows = raw.change("UPDATE " + table + " SET " + column.name + " = " + other + " WHERE dossier = " + dossier);
        const bool differs = rows && *rows > 0 &&
                             !raw.rows("SELECT 1 FROM " + table + " x WHERE dossier = " + dossier +
                                       " AND NOT EXISTS (SELECT 1 FROM kept_row k WHERE "
                                       "k.dossier = x.dossier AND COALESCE(CAST(k." +
                                       column.name + " AS TEXT), '?') = COALESCE(CAST(x." + column.name + " AS TEXT), '?'))")
                                  .empty();
        if (differs) {
          EXPECT_THAT(verify(), ::testing::HasSubstr(table + " of dossier " + dossier)) << table << "." << column.name << " = " << other;
          ++changed;
          done = true;
        }
        raw.change("DELETE FROM " + table);
        raw.change("INSERT INTO " + table + " SELECT * FROM kept_row");
        raw.change("DROP TABLE kept_row");
        if (done) break;
      }
      EXPECT_TRUE(done) << table << "." << column.name << " could not be changed from " << kept.value_or("NULL");
    }
  }
  EXPECT_EQ(verify(), "") << "everything was put back";
  EXPECT_EQ(filled, (std::set<std::string>{"dossier_proposal", "dossier_supplement", "dossier_supplement_item", "dossier_ending",
                                           "dossier_correction", "dossier_reroute", "dossier_archive", "dossier_supplement_reply"}));
  EXPECT_GT(changed, 70);
}

TEST_P(DossierContent, of_its_way_is_missed_when_a_line_is_gone) {
  live();
  store::RawDatabase raw(database_.url());
  for (const auto* table :
       {"dossier_supplement_item", "dossier_proposal", "dossier_ending", "dossier_archive", "dossier_supplement_reply"}) {
    raw.change(std::string("CREATE TABLE kept_row AS SELECT * FROM ") + table);
    raw.change(std::string("DELETE FROM ") + table);
    EXPECT_THAT(verify(), ::testing::HasSubstr(table)) << table;
    raw.change(std::string("INSERT INTO ") + table + " SELECT * FROM kept_row");
    raw.change("DROP TABLE kept_row");
  }
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace motcua::dossier
