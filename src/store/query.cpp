#include <type_traits>

#include "store/db.hpp"

// The linker gathers the entries of MOTCUA_SQL between these two symbols; weak, so that a program without statements links.
extern "C" {
extern const ::motcua::store::Sql* const __start_motcua_sql[] __attribute__((weak));
extern const ::motcua::store::Sql* const __stop_motcua_sql[] __attribute__((weak));
}

namespace motcua::store {

std::span<const Sql* const> statements() { return {__start_motcua_sql, __stop_motcua_sql}; }

void Query::append(std::string_view part) {
  for (const char c : part) {
    if (c == '?') {
      text_ += '$';
      text_ += std::to_string(next_++);
    } else {
      text_ += c;
    }
  }
}

void Query::bind(const Value& value) {
  std::visit(
      [&](const auto& v) {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string_view>) {
          values_.emplace_back(std::string(v));
        } else {
          values_.emplace_back(v);
        }
      },
      value.stored());
}

std::vector<Value> Query::values() const {
  std::vector<Value> out;
  out.reserve(values_.size());
  for (const auto& stored : values_)
    std::visit(
        [&](const auto& v) {
          if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) {
            out.emplace_back(nullptr);
          } else {
            out.emplace_back(v);
          }
        },
        stored);
  return out;
}

void ReadTx::each(const Query& query, const std::function<void(const Row&)>& on_row) {
  const auto values = query.values();
  run_query(query.name(), query.text(), values, on_row);
}

}  // namespace motcua::store
