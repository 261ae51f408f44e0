#include "base/args.hpp"

#include <algorithm>

namespace motcua {

Result<Args> Args::parse(std::span<const std::string_view> args, std::span<const Option> known) {
  Args out;
  bool only_positional = false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto arg = args[i];
    if (only_positional || !arg.starts_with("--")) {
      out.positional_.push_back(arg);
      continue;
    }
    if (arg == "--") {
      only_positional = true;
      continue;
    }
    const auto equals = arg.find('=');
    const auto name = arg.substr(2, equals == std::string_view::npos ? std::string_view::npos : equals - 2);
    const auto option = std::ranges::find(known, name, &Option::name);
    if (option == known.end()) return errors::invalid("args.unknown", "Không có tùy chọn --" + std::string(name) + ".");
    auto& values = out.values_[option->name];
    if (!values.empty() && !option->repeatable)
      return errors::invalid("args.repeated", "Tùy chọn --" + std::string(name) + " chỉ được ghi một lần.");
    if (!option->takes_value) {
      if (equals != std::string_view::npos)
        return errors::invalid("args.no_value", "Tùy chọn --" + std::string(name) + " không có giá trị.");
      values.emplace_back();
    } else if (equals != std::string_view::npos) {
      values.push_back(arg.substr(equals + 1));
    } else if (i + 1 < args.size()) {
      values.push_back(args[++i]);
    } else {
      return errors::invalid("args.value_missing", "Tùy chọn --" + std::string(name) + " cần một giá trị.");
    }
  }
  return out;
}

std::optional<std::string_view> Args::get(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt : std::optional(found->second.front());
}

std::vector<std::string_view> Args::all(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string_view>{} : found->second;
}

}  // namespace motcua
