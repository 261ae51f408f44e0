#include "indices/commands.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/dates.hpp"

namespace motcua::indices {

namespace {
int usage(CommandIo& io) {
  fmt::print(io.err, "{}\n", kIndicesUsage);
  return 2;
}

Result<std::vector<SetFile>> read_files(std::span<const std::string_view> names) {
  std::vector<SetFile> files;
  for (const auto name : names) {
    std::ifstream in{std::string(name), std::ios::binary};
    if (!in) return errors::not_found("indices.no_file", fmt::format("Không mở được tệp {}.", name));
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back({std::filesystem::path(name).filename().string(), std::move(text).str()});
  }
  return files;
}

int list(CommandIo& io, Indices& indices) {
  for (const auto& row : indices.sets.list())
    fmt::print(io.out, "{:<14} từ {}  {}  ({})\n", row.code, vn_date(row.valid_from), row.name, row.file);
  return 0;
}
std::string_view word(ImportedSet::What what) {
  switch (what) {
    case ImportedSet::What::added: return "mới";
    case ImportedSet::What::replaced: return "thay";
    case ImportedSet::What::unchanged: return "không đổi";
  }
  return "";
}
}  // namespace

int indices_command(std::span<const std::string_view> args, CommandIo& io, Indices& indices, const identity::Identity& identity) {
  if (args.empty()) return usage(io);
  if (args[0] == "list" && args.size() == 1) return list(io, indices);
  const bool import = args[0] == "import";
  if ((!import && args[0] != "check") || args.size() < 2) return usage(io);
  const auto files = read_files(args.subspan(1));
  const auto fail = [&](const Error& e) {
    fmt::print(io.err, "{}\n", e.message);
    return 1;
  };
  if (!files) return fail(files.error());
  if (!import) {
    for (const auto& file : *files) {
      const auto set = read_set(file.name, file.text);
      if (!set) return fail(set.error());
      fmt::print(io.out, "{}: đúng. {} lĩnh vực, {} tiêu chí, thang điểm {}\n", file.name, set->fields.size(), set->items().size(),
                 set->scale.text());
    }
    return 0;
  }
  const auto done = indices.sets.import(identity.system_actor(), *files);
  if (!done) return fail(done.error());
  for (const auto& one : *done)
    fmt::print(io.out, "{:<10} {:<14} từ {}  {}\n", word(one.what), one.code, vn_date(one.valid_from), one.name);
  return 0;
}

}  // namespace motcua::indices
