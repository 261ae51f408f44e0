#include "reform/record.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace motcua::reform {

std::optional<std::string> compare(store::ReadTx& tx, std::string_view table,
                                   std::span<const std::tuple<std::int64_t, std::int64_t, std::string>> rows) {
  std::set<std::int64_t> seen;
  auto broken = store::replay(tx, table, [&](std::int64_t id, std::span<const store::JournalRow> journal) -> std::optional<std::string> {
    seen.insert(id);
    const auto found = std::ranges::lower_bound(rows, id, {}, [](const auto& r) { return std::get<0>(r); });
    if (found == rows.end() || std::get<0>(*found) != id)
      return fmt::format("bảng {}, dòng {}: có nhật ký nhưng không còn dòng", table, id);
    if (std::get<1>(*found) != journal.back().seq || std::get<2>(*found) != journal.back().payload)
      return fmt::format("bảng {}, dòng {}: khác nhật ký", table, id);
    return std::nullopt;
  });
  for (const auto& row : rows)
    if (!broken && !seen.contains(std::get<0>(row))) broken = fmt::format("bảng {}, dòng {}: không có nhật ký", table, std::get<0>(row));
  return broken;
}

std::vector<store::Verifier> readable(std::vector<store::Verifier> all) {
  for (auto& v : all)
    v.check = [name = v.name, check = std::move(v.check)](store::ReadTx& tx) -> std::optional<std::string> {
      try {
        return check(tx);
      } catch (const BrokenInvariant& e) {
        return "bảng " + std::string(name) + ": có dòng không đọc được (" + e.what() + ")";
      }
    };
  return all;
}

}  // namespace motcua::reform
