#include "store/testing_raw.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

namespace motcua::store {

struct RawDatabase::Impl {
  sqlite3* lite = nullptr;
  PGconn* post = nullptr;

  // Nothing when the statement is refused; the reason is in `error`.
  std::optional<std::vector<std::vector<Cell>>> run(const std::string& sql, std::int64_t& changed) {
    return lite ? run_lite(sql, changed) : run_post(sql, changed);
  }
  std::string error;

 private:
  std::optional<std::vector<std::vector<Cell>>> run_lite(const std::string& sql, std::int64_t& changed) {
    sqlite3_stmt* statement = nullptr;
    std::vector<std::vector<Cell>> found;
    int code = sqlite3_prepare_v2(lite, sql.c_str(), -1, &statement, nullptr);
    if (code == SQLITE_OK)
      while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        auto& row = found.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
          const auto* text = sqlite3_column_text(statement, i);
          row.push_back(text ? Cell(std::string(reinterpret_cast<const char*>(text))) : std::nullopt);
        }
      }
    if (code != SQLITE_DONE && code != SQLITE_OK) error = sqlite3_errmsg(lite);
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE && code != SQLITE_OK) return std::nullopt;
    changed = sqlite3_changes64(lite);
    return found;
  }
  std::optional<std::vector<std::vector<Cell>>> run_post(const std::string& sql, std::int64_t& changed) {
    PGresult* result = PQexec(post, sql.c_str());
    const auto status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      error = PQresultErrorMessage(result);
      PQclear(result);
      return std::nullopt;
    }
    std::vector<std::vector<Cell>> found;
    for (int r = 0; r < PQntuples(result); ++r) {
      auto& row = found.emplace_back();
      for (int i = 0; i < PQnfields(result); ++i)
        row.push_back(PQgetisnull(result, r, i) ? std::nullopt : Cell(std::string(PQgetvalue(result, r, i))));
    }
    changed = std::atoll(PQcmdTuples(result));
    PQclear(result);
    return found;
  }
};

RawDatabase::RawDatabase(const std::string& url) : impl_(std::make_unique<Impl>()) {
  std::int64_t ignored = 0;
  if (url.starts_with("sqlite:")) {
    if (sqlite3_open(url.substr(7).c_str(), &impl_->lite) != SQLITE_OK) throw std::runtime_error("cannot open " + url);
    sqlite3_busy_timeout(impl_->lite, 10'000);
    for (const auto* pragma : {"PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF"}) impl_->run(pragma, ignored);
    return;
  }
  impl_->post = PQconnectdb(url.c_str());
  if (PQstatus(impl_->post) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(impl_->post));
  for (const auto* set : {"SET session_replication_role = replica", "SET client_min_messages = warning"}) impl_->run(set, ignored);
}

RawDatabase::~RawDatabase() {
  sqlite3_close(impl_->lite);
  if (impl_->post) PQfinish(impl_->post);
}

Engine RawDatabase::engine() const { return impl_->lite ? Engine::sqlite : Engine::postgres; }

std::vector<std::vector<RawDatabase::Cell>> RawDatabase::rows(const std::string& sql) {
  std::int64_t ignored = 0;
  auto found = impl_->run(sql, ignored);
  if (!found) throw std::runtime_error(sql + ": " + impl_->error);
  return *std::move(found);
}

std::optional<std::string> RawDatabase::one(const std::string& sql) {
  const auto found = rows(sql);
  return found.empty() ? std::nullopt : found.front().front();
}

std::optional<std::int64_t> RawDatabase::change(const std::string& sql) {
  std::int64_t changed = 0;
  if (!impl_->run(sql, changed)) return std::nullopt;
  return changed;
}

std::vector<std::string> RawDatabase::tables() {
  std::vector<std::string> names;
  for (const auto& row : rows(impl_->lite ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
                                          : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND "
                                            "table_type = 'BASE TABLE' ORDER BY table_name"))
    names.push_back(row.front().value_or(""));
  std::ranges::sort(names);
  return names;
}

std::vector<RawDatabase::Column> RawDatabase::columns(const std::string& table) {
  std::vector<Column> list;
  if (impl_->lite) {
    // The types of SQLite do not tell truth from number: the checks of this project's schema know no difference either.
    for (const auto& row : rows("PRAGMA table_info(" + table + ")"))
      list.push_back({row[1].value_or(""), row[2] == "TEXT" ? Column::Kind::text : Column::Kind::number, row[5] != "0"});
    return list;
  }
  for (const auto& row :
       rows("SELECT c.column_name, c.data_type, EXISTS (SELECT 1 FROM information_schema.key_column_usage k JOIN "
            "information_schema.table_constraints t ON t.constraint_name = k.constraint_name AND t.constraint_type = 'PRIMARY KEY' WHERE "
            "k.table_name = c.table_name AND k.column_name = c.column_name) FROM information_schema.columns c WHERE c.table_schema = "
            "'public' AND c.table_name = '" +
            table + "' ORDER BY c.ordinal_position"))
    list.push_back({row[0].value_or(""),
                    row[1] == "text"      ? Column::Kind::text
                    : row[1] == "boolean" ? Column::Kind::truth
                                          : Column::Kind::number,
                    row[2] == "t"});
  return list;
}

std::string RawDatabase::content(const std::string& table) {
  std::vector<std::string> lines;
  for (const auto& row : rows("SELECT * FROM " + table)) {
    auto& line = lines.emplace_back();
    for (const auto& cell : row) line += cell.value_or("\x01") + '\x1f';
  }
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all += line + '\n';
  return all;
}

std::int64_t RawDatabase::data_version() {
  return std::stoll(one(impl_->lite ? "PRAGMA data_version" : "SELECT CAST(pg_current_wal_insert_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT)")
                        .value_or("0"));
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

}  // namespace motcua::store
