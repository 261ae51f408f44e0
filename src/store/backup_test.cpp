#include "store/backup.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "store/blobs.hpp"
#include "store/journal.hpp"
#include "store/test_schema.hpp"
#include "store/testing_cluster.hpp"
#include "store/verify.hpp"

namespace motcua::store {
namespace {

namespace fs = std::filesystem;

const Instant kNow = *parse_instant("2026-10-05T09:10");

class Backup : public EngineTest {
 protected:
  Backup() : EngineTest({}) {
    hash = Blobs(db(), clock, blobs()).put("hello", "text/plain")->hash;
    (void)db().write([](Tx& tx) { return append(tx, {"dossier", 1, kNow, kNow, 1, 2, "k", "{}"}, 0); });
  }
  fs::path blobs() { return database().folder() / "blobs"; }
  fs::path copy() { return database().folder() / "copy"; }
  // An empty place of the same kind.
  std::string elsewhere() {
    if (GetParam() == Engine::sqlite) return "sqlite:" + (database().folder() / "restored.sqlite").string();
    auto& cluster = TestCluster::instance();
    return cluster.url(cluster.create_database(""));
  }
  FixedClock clock{kNow};
  std::string hash;
};
MOTCUA_EACH_ENGINE(Backup);

TEST_P(Backup, restores_the_same_record_elsewhere) {
  const auto saved = backup(database().url(), blobs(), copy(), kNow).value();
  EXPECT_EQ(saved.files, 2);
  (void)db().write([](Tx& tx) { return append(tx, {"dossier", 2, kNow, kNow, 1, 2, "k", "{}"}, 0); });  // after the backup
  const auto place = elsewhere();
  const auto new_blobs = database().folder() / "restored";
  EXPECT_EQ(restore(copy(), place, new_blobs)->files, 2);
  const auto restored = open({place, 2});
  EXPECT_EQ(verify(*restored, {}).first(), "");
  EXPECT_EQ(restored->read([](ReadTx& tx) { return history(tx, "dossier", 1).size() + history(tx, "dossier", 2).size(); }), 1U);
  EXPECT_EQ(Blobs(*restored, clock, new_blobs).read(hash).value(), "hello");
  restored->migrate({});
  EXPECT_TRUE(restored->write([](Tx& tx) { return append(tx, {"dossier", 1, kNow, kNow, 1, 2, "k", "{}"}, 1); }));
  EXPECT_EQ(verify(*restored, {}).first(), "");
}

TEST_P(Backup, never_overwrites) {
  ASSERT_TRUE(backup(database().url(), blobs(), copy(), kNow));
  EXPECT_EQ(backup(database().url(), blobs(), copy(), kNow).error().key, "store.backup_target_used");
  EXPECT_FALSE(restore(copy(), database().url(), database().folder() / "restored").has_value());
  EXPECT_EQ(restore(copy(), elsewhere(), blobs()).error().key, "store.restore_blobs_used");
}

TEST_P(Backup, refuses_a_copy_that_was_changed_or_is_incomplete) {
  ASSERT_TRUE(backup(database().url(), blobs(), copy(), kNow));
  const auto file = copy() / "blobs" / hash.substr(0, 2) / hash.substr(2, 2) / hash;
  std::ofstream(file) << "hellp";
  const auto place = elsewhere();
  EXPECT_EQ(restore(copy(), place, database().folder() / "r").error().key, "store.backup_file_changed");
  fs::remove(file);
  EXPECT_EQ(restore(copy(), place, database().folder() / "r").error().key, "store.backup_file_missing");
  std::ofstream(copy() / "MANIFEST", std::ios::app) << std::string(64, 'a') << " 1 ../../etc/passwd\n";
  EXPECT_EQ(restore(copy(), place, database().folder() / "r").error().key, "store.bad_manifest_path");
  fs::remove(copy() / "MANIFEST");
  EXPECT_EQ(restore(copy(), place, database().folder() / "r").error().key, "store.no_manifest");
}

}  // namespace
}  // namespace motcua::store
