// Arguments of a command: `--name value`, `--name=value`, `--flag`, and what stands alone.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace motcua {

struct Option {
  std::string_view name;  // without the dashes
  bool takes_value = true;
  bool repeatable = false;
};

class Args {
 public:
  // Unknown options, a missing value or a repeated single option are errors that name the option.
  static Result<Args> parse(std::span<const std::string_view> args, std::span<const Option> known);

  bool has(std::string_view name) const { return values_.contains(name); }
  std::optional<std::string_view> get(std::string_view name) const;
  std::string_view get_or(std::string_view name, std::string_view fallback) const { return get(name).value_or(fallback); }
  std::vector<std::string_view> all(std::string_view name) const;
  const std::vector<std::string_view>& positional() const { return positional_; }

 private:
  std::map<std::string_view, std::vector<std::string_view>, std::less<>> values_;
  std::vector<std::string_view> positional_;
};

}  // namespace motcua
