// Break one byte in each table of store and be told.
#include "store/verify.hpp"

#include <gmock/gmock.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include "store/counters.hpp"
#include "store/journal.hpp"
#include "store/seal.hpp"
#include "store/test_schema.hpp"

namespace motcua::store {
namespace {

using ::testing::HasSubstr;

const Instant kNow = *parse_instant("2026-10-05T09:10");

class Verify : public EngineTest {
 protected:
  Verify() : EngineTest({}) {
    const FixedClock clock{kNow};
    (void)db().write([](Tx& tx) -> Status {
      for (std::int64_t id = 1; id <= 3; ++id)
        for (std::int64_t seq = 0; seq < 3; ++seq)
          TRY_VOID(append(tx, {"dossier", id, kNow, kNow, 5, 6, "dossier.step", "{\"n\":1}"}, seq));
      next_number(tx, "dossier", "A");
      log_access(tx, {kNow, 1, 2, "dossier", 1, "/dossiers/{id}"});
      publish(tx, {"dossier.accepted", 1, "{}", kNow});
      return {};
    });
    Sealer(db(), clock).run_once();
  }
  // Past all rules and triggers, as somebody with the file in his hands.
  void tamper(const std::string& sql) {
    database().close();
    if (GetParam() == Engine::sqlite) {
      sqlite3* raw = nullptr;
      sqlite3_open(database().url().substr(7).c_str(), &raw);
      const std::string all =
          "DROP TRIGGER store_journal_no_update; DROP TRIGGER store_journal_no_delete; PRAGMA ignore_check_constraints = 1;" + sql;
      char* message = nullptr;
      EXPECT_EQ(sqlite3_exec(raw, all.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
      sqlite3_close(raw);
    } else {
      PGconn* raw = PQconnectdb(database().url().c_str());
      const std::string all =
          "ALTER TABLE store_journal DISABLE TRIGGER ALL; ALTER TABLE store_delivery DISABLE TRIGGER ALL; "
          "ALTER TABLE store_counter DROP CONSTRAINT store_counter_value_check;" +
          sql;
      PGresult* result = PQexec(raw, all.c_str());
      EXPECT_EQ(PQresultStatus(result), PGRES_COMMAND_OK) << PQerrorMessage(raw);
      PQclear(result);
      PQfinish(raw);
    }
    database().reopen();
  }
  std::string first() { return verify(db(), {}).first(); }
};
MOTCUA_EACH_ENGINE(Verify);

TEST_P(Verify, is_content_with_an_untouched_record) {
  EXPECT_EQ(first(), "");
  EXPECT_TRUE(verify(db(), {}).clean());
}

TEST_P(Verify, names_the_row_whatever_field_of_the_journal_was_changed) {
  for (const std::string field : {"at = at + 1", "recorded_at = recorded_at - 1", "actor = 7", "unit = 7", "kind = 'dossier.stop'",
                                  "payload = '{\"n\":2}'", "hash = 'a' || substr(hash, 2)", "object_id = 9", "object = 'unit'"}) {
    SCOPED_TRACE(field);
    tamper("CREATE TABLE kept AS SELECT * FROM store_journal; UPDATE store_journal SET " + field + " WHERE object_id = 2 AND seq = 3;");
    EXPECT_THAT(first(), HasSubstr("store_journal, dòng 6"));
    const std::string restore = "DELETE FROM store_journal; INSERT INTO store_journal SELECT * FROM kept; DROP TABLE kept;";
    if (GetParam() == Engine::sqlite) {
      sqlite3* raw = nullptr;
      database().close();
      sqlite3_open(database().url().substr(7).c_str(), &raw);
      sqlite3_exec(raw,
                   (restore + "CREATE TRIGGER store_journal_no_update BEFORE UPDATE ON store_journal BEGIN SELECT 1; END;"
                              "CREATE TRIGGER store_journal_no_delete BEFORE DELETE ON store_journal BEGIN SELECT 1; END;")
                       .c_str(),
                   nullptr, nullptr, nullptr);
      sqlite3_close(raw);
      database().reopen();
    } else {
      database().close();
      PGconn* raw = PQconnectdb(database().url().c_str());
      PQclear(PQexec(raw, (restore + "ALTER TABLE store_counter ADD CONSTRAINT store_counter_value_check CHECK (value >= 1)").c_str()));
      PQfinish(raw);
      database().reopen();
    }
    EXPECT_EQ(first(), "");
  }
}

TEST_P(Verify, notices_a_row_taken_out_of_the_middle) {
  tamper("DELETE FROM store_journal WHERE object_id = 2 AND seq = 2;");
  EXPECT_THAT(first(), HasSubstr("thiếu bước 2"));
}

TEST_P(Verify, notices_that_the_end_of_a_chain_was_cut_off) {
  tamper("DELETE FROM store_journal WHERE object_id = 3 AND seq = 3;");
  EXPECT_THAT(first(), HasSubstr("store_seal, dấu 1"));
}

TEST_P(Verify, notices_a_changed_seal) {
  tamper("UPDATE store_seal SET root = 'b' || substr(root, 2);");
  EXPECT_THAT(first(), HasSubstr("store_seal, dấu 1"));
}

TEST_P(Verify, notices_a_seal_that_was_taken_away) {
  const FixedClock clock{kNow};
  (void)db().write([](Tx& tx) { return append(tx, {"dossier", 4, kNow, kNow, 5, 6, "k", "{}"}, 0); });
  Sealer(db(), clock).run_once();
  EXPECT_EQ(first(), "");
  tamper("DELETE FROM store_seal WHERE number = 1;");
  EXPECT_THAT(first(), HasSubstr("thiếu dấu 1"));
}

TEST_P(Verify, notices_a_delivery_without_message) {
  tamper("INSERT INTO store_delivery (outbox_id, subscriber, key, next_at) VALUES (99, 'mail', 1, 0);");
  EXPECT_THAT(first(), HasSubstr("store_delivery: tin 99"));
}

TEST_P(Verify, notices_a_message_that_was_routed_to_nobody) {
  tamper("UPDATE store_outbox SET routed = TRUE;");
  EXPECT_THAT(first(), HasSubstr("store_outbox, dòng 1"));
}

TEST_P(Verify, notices_an_impossible_counter) {
  tamper("UPDATE store_counter SET value = 0;");
  EXPECT_THAT(first(), HasSubstr("store_counter, dãy dossier A"));
}

TEST_P(Verify, runs_the_checks_of_others_and_reports_what_they_found) {
  const Verifier others[] = {{"a", [](ReadTx&) { return std::optional<std::string>(); }},
                             {"b", [](ReadTx&) { return std::optional<std::string>("bảng x, dòng 1"); }},
                             {"c", [](ReadTx&) { return std::optional<std::string>("bảng y, dòng 2"); }}};
  EXPECT_EQ(verify(db(), others).first(), "bảng x, dòng 1");
  EXPECT_EQ(verify(db(), others).lines.size(), own_verifiers().size() + 2);
  EXPECT_EQ(verify(db(), others, false).lines.size(), own_verifiers().size() + 3);
}

TEST_P(Verify, replays_one_object_after_the_other) {
  (void)db().write([](Tx& tx) -> Status {
    for (std::int64_t seq = 0; seq < 4500; ++seq) TRY_VOID(append(tx, {"unit", 1, kNow, kNow, 5, 6, "k", "{}"}, seq));
    TRY_VOID(append(tx, {"unit", 2, kNow, kNow, 5, 6, "k", "{}"}, 0));
    return {};
  });
  std::vector<std::pair<std::int64_t, std::size_t>> seen;
  const auto broken = db().read([&](ReadTx& tx) {
    return replay(tx, "unit", [&](std::int64_t id, std::span<const JournalRow> rows) -> std::optional<std::string> {
      seen.emplace_back(id, rows.size());
      return std::nullopt;
    });
  });
  EXPECT_EQ(broken, std::nullopt);
  EXPECT_THAT(seen, ::testing::ElementsAre(std::pair(1, 4500U), std::pair(2, 1U)));
}

}  // namespace
}  // namespace motcua::store
