// For tests only: the database past the program, as somebody with the file or the password has it. Looks into every table and
// changes values behind the journal's back.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.hpp"

namespace motcua::store {

class RawDatabase {
 public:
  explicit RawDatabase(const std::string& url);
  ~RawDatabase();
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  Engine engine() const;
  // Every table, in order of name; the views left out.
  std::vector<std::string> tables();
  struct Column {
    std::string name;
    enum class Kind : std::uint8_t { number, truth, text } kind{};
    bool in_key = false;  // of the primary key
  };
  std::vector<Column> columns(const std::string& table);
  using Cell = std::optional<std::string>;
  // Throws std::runtime_error.
  std::vector<std::vector<Cell>> rows(const std::string& sql);
  std::optional<std::string> one(const std::string& sql);
  // Rows changed; nothing when the database's own rules refuse. Triggers and foreign keys are out of force on this connection.
  std::optional<std::int64_t> change(const std::string& sql);
  // Text of all rows of a table, sorted: equal when nothing changed.
  std::string content(const std::string& table);
  // Differs once another connection has committed a change; on PostgreSQL it may differ without one.
  std::int64_t data_version();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A text or number as SQL literal.
std::string quoted(std::string_view text);

}  // namespace motcua::store
