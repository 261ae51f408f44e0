#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/clock.hpp"
#include "store/engine.hpp"
#include "store/files.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> store_migrations();
}

namespace motcua::store {

// NOLINTBEGIN
MOTCUA_SQL(kAppliedMigrations, "SELECT context, number, name, checksum FROM store_migration ORDER BY context, number");
MOTCUA_SQL(kAddMigration, "INSERT INTO store_migration (context, number, name, checksum, applied_at) VALUES ($1, $2, $3, $4, $5)");
// NOLINTEND

namespace {
struct Step {
  std::string context;
  int number{};
  std::string name;
  std::string checksum;
  std::string_view text;
};

Failure refused(const std::string& message) { return {FailureKind::other, "migrate", message}; }

// "0007_add_phone.sql" is step 7.
int number_of(std::string_view context, std::string_view file) {
  int number = 0;
  const auto [end, error] = std::from_chars(file.data(), file.data() + file.size(), number);
  if (error != std::errc{} || number <= 0 || *end != '_' || !file.ends_with(".sql"))
    throw refused(fmt::format("{}/{}: a migration is called NNNN_name.sql", context, file));
  return number;
}

std::vector<Step> steps_of(std::span<const MigrationSet> sets) {
  std::vector<Step> steps;
  const auto add = [&](const MigrationSet& set) {
    int last = 0;
    for (const auto& file : set.files) {
      const int number = number_of(set.context, file.name);
      if (number != last + 1) throw refused(fmt::format("{}/{}: number {} is expected", set.context, file.name, last + 1));
      last = number;
      steps.push_back({std::string(set.context), number, std::string(file.name), sha256_hex(file.bytes), file.bytes});
    }
  };
  add({"store", embedded::store_migrations()});
  for (const auto& set : sets)
    if (set.context != "store") add(set);
  return steps;
}

std::vector<Step> applied_steps(ReadTx& tx) {
  return tx.all<Step>(kAppliedMigrations, [](const Row& r) { return Step{r.text(0), r.i32(1), r.text(2), r.text(3), {}}; });
}

// The steps still to run; throws when the schema is not one that this program can take further.
std::vector<Step> pending_steps(const std::vector<Step>& known, const std::vector<Step>& applied) {
  std::set<std::pair<std::string, int>> done;
  for (const auto& step : applied) {
    const auto it = std::ranges::find_if(known, [&](const Step& k) { return k.context == step.context && k.number == step.number; });
    if (it == known.end())
      throw refused(fmt::format("cơ sở dữ liệu do phiên bản motcua mới hơn tạo ra (bước {}/{}). Cài phiên bản mới rồi chạy lại.",
                                step.context, step.name));
    if (it->checksum != step.checksum)
      throw refused(fmt::format(
          "bước {}/{} đã chạy trên cơ sở dữ liệu này nhưng nội dung đã bị sửa. Khôi phục tệp cũ; thay đổi mới phải là một bước mới.",
          step.context, step.name));
    done.emplace(step.context, step.number);
  }
  std::vector<Step> pending;
  for (const auto& step : known)
    if (!done.contains({step.context, step.number})) pending.push_back(step);
  return pending;
}

void create_table(SchemaTx& tx, Engine engine) {
  tx.script("store_migration", expand_macros("store_migration",
                                             "CREATE TABLE IF NOT EXISTS store_migration (context TEXT NOT NULL, number INTEGER NOT NULL, "
                                             "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at @BIGINT@ NOT NULL, "
                                             "PRIMARY KEY (context, number)) @STRICT@;",
                                             engine));
}

std::string append_only(std::string_view table, Engine engine) {
  if (engine == Engine::sqlite)
    return fmt::format(
        "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END;\n"
        "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END;",
        table);
  return fmt::format(
      "CREATE OR REPLACE FUNCTION store_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $append_only$ BEGIN "
      "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END $append_only$;\n"
      "CREATE TRIGGER {0}_no_change BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION store_refuse_change();\n"
      "CREATE TRIGGER {0}_no_truncate BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION store_refuse_change();",
      table);
}

std::string expand_macro(std::string_view file, std::string_view macro, Engine engine) {
  const bool lite = engine == Engine::sqlite;
  if (macro == "STRICT") return lite ? "STRICT" : "";
  if (macro == "BIGINT") return lite ? "INTEGER" : "BIGINT";
  if (macro == "BOOL") return lite ? "INTEGER" : "BOOLEAN";
  if (macro == "BLOB") return lite ? "BLOB" : "BYTEA";
  if (macro == "COLLATE") return lite ? "" : "COLLATE \"C\"";
  if (macro == "SERIAL") return lite ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY";
  if (macro.starts_with("APPEND_ONLY(") && macro.ends_with(")")) {
    macro.remove_prefix(12);
    macro.remove_suffix(1);
    return append_only(macro, engine);
  }
  throw Failure(FailureKind::dialect, file, fmt::format("unknown macro @{}@", macro));
}

// Lines that begin with @SQLITE@ or @POSTGRES@ are for that engine only.
std::string choose_lines(std::string_view text, Engine engine) {
  static constexpr std::string_view kSqlite = "@SQLITE@";
  static constexpr std::string_view kPostgres = "@POSTGRES@";
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    auto line = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    const bool sqlite_only = line.starts_with(kSqlite);
    const bool postgres_only = line.starts_with(kPostgres);
    if (sqlite_only) line.remove_prefix(kSqlite.size());
    if (postgres_only) line.remove_prefix(kPostgres.size());
    if ((sqlite_only && engine != Engine::sqlite) || (postgres_only && engine != Engine::postgres)) continue;
    out += line;
  }
  return out;
}
}  // namespace

std::string expand_macros(std::string_view file, std::string_view text, Engine engine) {
  const auto chosen = choose_lines(text, engine);
  std::string out;
  std::string_view rest = chosen;
  for (;;) {
    const auto at = rest.find('@');
    out += rest.substr(0, at);
    if (at == std::string_view::npos) return out;
    rest.remove_prefix(at + 1);
    const auto close = rest.find('@');
    if (close == std::string_view::npos) throw Failure(FailureKind::dialect, file, "a macro is not closed by @");
    out += expand_macro(file, rest.substr(0, close), engine);
    rest.remove_prefix(close + 1);
  }
}

void apply_migrations(std::span<const MigrationSet> sets, Engine engine, const MigrationHost& host) {
  const auto known = steps_of(sets);
  bool change_of_existing = false;
  host.transaction([&](SchemaTx& tx) {
    create_table(tx, engine);
    const auto applied = applied_steps(tx);
    change_of_existing = !applied.empty() && !pending_steps(known, applied).empty();
  });
  if (change_of_existing) host.backup();
  host.transaction([&](SchemaTx& tx) {
    for (const auto& step : pending_steps(known, applied_steps(tx))) {
      const auto name = step.context + "/" + step.name;
      tx.script(name, expand_macros(name, step.text, engine));
      tx.exec(kAddMigration, step.context, step.number, step.name, step.checksum, SystemClock{}.now());
    }
  });
}

}  // namespace motcua::store
