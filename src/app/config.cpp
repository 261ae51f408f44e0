#include "app/config.hpp"

#include "app/config_messages.hpp"
#include "app/config_outside.hpp"

#include <unistd.h>

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>

namespace motcua::app {

namespace {

std::string flag_name(std::string_view name) {
  std::string out{name};
  std::ranges::replace(out, '_', '-');
  return out;
}
std::string variable_name(std::string_view name) {
  std::string out = "MOTCUA_";
  for (const char c : name) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}
std::optional<Setting> find(std::string_view name) {
  for (const auto& s : all_settings())
    if (s.name == name) return s;
  return std::nullopt;
}
bool is_number(std::string_view text) {
  std::int64_t n{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() && n >= 0;
}

Result<std::map<std::string, std::string>> read_file(const std::filesystem::path& file) {
  std::map<std::string, std::string> values;
  try {
    const auto table = toml::parse_file(file.string());
    for (const auto& [key, node] : table) {
      if (const auto* s = node.as_string()) {
        values[std::string(key.str())] = s->get();
      } else if (const auto* n = node.as_integer()) {
        values[std::string(key.str())] = std::to_string(n->get());
      } else if (const auto* b = node.as_boolean()) {
        values[std::string(key.str())] = b->get() ? "true" : "false";
      } else {
        return errors::invalid("config.type", file.string() + ": " + std::string(key.str()) + " phải là chữ, số hoặc true/false.");
      }
    }
  } catch (const toml::parse_error& e) {
    return errors::invalid("config.syntax",
                           file.string() + ", dòng " + std::to_string(e.source().begin.line) + ": " + std::string(e.description()));
  }
  return values;
}

}  // namespace

std::vector<Setting> all_settings() {
  std::vector<Setting> all(kSettings.begin(), kSettings.end());
  all.insert(all.end(), kMessageSettings.begin(), kMessageSettings.end());
  all.insert(all.end(), kOutsideSettings.begin(), kOutsideSettings.end());
  return all;
}

std::string first_line(const std::filesystem::path& path) {
  if (path.empty()) return {};
  std::ifstream in(path);
  ensure(in.is_open(), "the file with a password does not exist: " + path.string());
  std::string line;
  std::getline(in, line);
  return line;
}

Status Config::set(std::string_view name, std::string value, std::string origin) {
  const auto setting = find(name);
  if (!setting) return errors::invalid("config.unknown", origin + ": không có thiết lập tên " + std::string(name) + ".");
  if (setting->type == SettingType::number && !is_number(value))
    return errors::invalid("config.number", origin + ": " + std::string(name) + " phải là số nguyên không âm, đang là “" + value + "”.");
  if (setting->type == SettingType::flag && value != "true" && value != "false")
    return errors::invalid("config.flag", origin + ": " + std::string(name) + " phải là true hoặc false, đang là “" + value + "”.");
  entries_[std::string(name)] = {std::move(value), std::move(origin)};
  return {};
}

Result<Config> Config::load(const Args& args, const std::map<std::string, std::string>& environment) {
  Config config;
  for (const auto& s : all_settings()) config.entries_[std::string(s.name)] = {std::string(s.fallback), "mặc định"};

  std::filesystem::path file;
  if (const auto given = args.get("config")) {
    file = *given;
    if (!std::filesystem::exists(file)) return errors::invalid("config.missing", "Không có tệp thiết lập " + file.string() + ".");
  } else {
    std::string data{args.get_or("data", "var/motcua")};
    if (const auto from_environment = environment.find("MOTCUA_DATA"); from_environment != environment.end() && !args.has("data"))
      data = from_environment->second;
    if (const auto inside = std::filesystem::path(data) / "motcua.toml"; std::filesystem::exists(inside)) file = inside;
  }
  if (!file.empty()) {
    TRY(const auto values, read_file(file));
    for (const auto& [name, value] : values) TRY_VOID(config.set(name, value, file.string()));
  }
  for (const auto& s : all_settings())
    if (const auto found = environment.find(variable_name(s.name)); found != environment.end())
      TRY_VOID(config.set(s.name, found->second, found->first));
  for (const auto& s : all_settings())
    if (const auto given = args.get(flag_name(s.name))) TRY_VOID(config.set(s.name, std::string(*given), "--" + flag_name(s.name)));
  return config;
}

std::string Config::text(std::string_view name) const {
  const auto found = entries_.find(name);
  ensure(found != entries_.end(), "a setting that is declared");
  return found->second.value;
}
std::int64_t Config::number(std::string_view name) const {
  const auto value = text(name);
  std::int64_t n{};
  std::from_chars(value.data(), value.data() + value.size(), n);
  return n;
}
bool Config::flag(std::string_view name) const { return text(name) == "true"; }
std::filesystem::path Config::path(std::string_view name) const { return text(name); }
std::string Config::origin(std::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? std::string{} : found->second.origin;
}

std::vector<Option> setting_options() {
  static const auto names = [] {
    std::vector<std::string> all;
    for (const auto& s : all_settings()) all.push_back(flag_name(s.name));
    return all;
  }();
  std::vector<Option> options{{"config"}};
  for (const auto& name : names) options.push_back({name});
  return options;
}

std::map<std::string, std::string> motcua_environment() {
  std::map<std::string, std::string> out;
  for (char** e = environ; *e; ++e) {
    const std::string_view entry{*e};
    const auto equals = entry.find('=');
    if (entry.starts_with("MOTCUA_") && equals != std::string_view::npos) out.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return out;
}

}  // namespace motcua::app
