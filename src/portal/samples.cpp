#include "portal/samples.hpp"

#include <algorithm>
#include <map>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> portal_data();
}

namespace motcua::portal {

using catalog::Answers;

namespace {
constexpr std::string_view kCommon = "chung";
using Samples = std::map<std::string, Answers, std::less<>>;

std::string with_line_breaks(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i)
    if (value.substr(i, 2) == "\\n")
      text += '\n', ++i;
    else
      text += value[i];
  return text;
}

Samples read_samples(std::string_view text) {
  Samples samples;
  Answers* section = nullptr;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('[') && line.ends_with(']')) {
      section = &samples[std::string(line.substr(1, line.size() - 2))];
      continue;
    }
    const auto equals = line.find('=');
    ensure(section && equals != std::string_view::npos, "data/samples.txt: a line is key = value below a [form]");
    (*section)[std::string(trim(line.substr(0, equals)))] = with_line_breaks(trim(line.substr(equals + 1)));
  }
  return samples;
}

const Samples& shipped_samples() {
  static const Samples kSamples = [] {
    const auto files = embedded::portal_data();
    ensure(!files.empty(), "data/samples.txt travels inside the program");
    return read_samples(files.front().bytes);
  }();
  return kSamples;
}
}  // namespace

std::vector<std::string> sampled_forms() {
  std::vector<std::string> ids;
  for (const auto& [id, values] : shipped_samples())
    if (id != kCommon) ids.push_back(id);
  return ids;
}

std::vector<std::string> strange_keys(const catalog::Form& form) {
  std::vector<std::string> keys;
  if (const auto own = shipped_samples().find(form.id); own != shipped_samples().end())
    for (const auto& [key, value] : own->second)
      if (!form.field(key)) keys.push_back(key);
  return keys;
}

std::optional<Answers> sample_of(const catalog::Form& form) {
  const auto& all = shipped_samples();
  const auto own = all.find(form.id);
  if (own == all.end()) return std::nullopt;
  Answers values = own->second;
  if (const auto common = all.find(kCommon); common != all.end())
    for (const auto& [key, value] : common->second)
      if (form.field(key)) values.emplace(key, value);
  return values;
}

std::optional<Answers> fitting_sample(const catalog::Form& form, Day today) {
  auto values = sample_of(form);
  if (values && dossier::form_problems(form, {}, *values, today).empty()) return values;
  return std::nullopt;
}

}  // namespace motcua::portal
