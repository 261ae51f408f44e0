#include "catalog/words.hpp"

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "catalog/map_reader.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> catalog_words();
}

namespace motcua::catalog {
namespace {

constexpr int kCodeWeight = 100;
constexpr int kShortNameWeight = 14;
constexpr int kEverydayWeight = 12;
constexpr int kEverydayFieldWeight = 10;
constexpr int kNameWeight = 8;
constexpr int kFieldWeight = 3;
constexpr int kPairWeight = 30;
constexpr std::size_t kMostWords = 8;
// Words of nearly every procedure and of everyday requests; they tell nothing apart.
constexpr auto kCommon = std::to_array<std::string_view>(
    {"thu", "tuc", "dang", "ky", "cap", "giay", "lam", "xin", "viec", "cho", "cua", "va", "hoac", "co", "tai", "de", "can", "muon", "toi"});

bool is_common(std::string_view word) { return std::ranges::find(kCommon, word) != kCommon.end(); }

void add(std::map<std::string, int>& weights, std::string_view text, int weight) {
  for (const auto& word : fold_words(text)) {
    auto& kept = weights[word];
    kept = std::max(kept, is_common(word) ? 1 : weight);
  }
}

// Two words that stand together: "đổi tên" says more than "đổi" and "tên".
void add_pairs(std::map<std::string, int>& weights, std::string_view text, int weight) {
  while (!text.empty()) {
    const auto comma = text.find(',');
    for (auto& pair : word_pairs(text.substr(0, comma))) {
      auto& kept = weights[std::move(pair)];
      kept = std::max(kept, weight);
    }
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
}

bool contains(const std::vector<std::string>& list, std::string_view item) { return std::ranges::find(list, item) != list.end(); }

}  // namespace

Result<EverydayWords> read_everyday_words(std::string_view file, std::string_view text) {
  TRY(const auto root, parse_yaml(text, file));
  Problems problems{std::string(file), {}, {}};
  EverydayWords all;
  MapReader m(root, "", problems);
  m.integer("schema_version", 1, 1);
  m.each("words", "text", [&](MapReader& w) {
    EverydayWords::Entry entry;
    entry.text = w.text("text");
    entry.procedures = w.texts("procedures");
    if (const auto field = w.opt_text("field"); !field.empty()) entry.fields.push_back(field);
    all.words.push_back(std::move(entry));
  });
  m.each("life_events", "id", [&](MapReader& e) {
    EverydayWords::Event event;
    event.event.id = e.text("id");
    event.event.name = e.text("name");
    event.procedures = e.texts("procedures");
    event.fields = e.texts("fields");
    all.events.push_back(std::move(event));
  });
  m.finish();
  if (auto error = problems.error()) return tl::make_unexpected(*std::move(error));
  return all;
}

const EverydayWords& everyday_words() {
  static const EverydayWords words = [] {
    const auto files = embedded::catalog_words();
    ensure(files.size() == 1, "everyday-words.yaml is not embedded");
    auto read = read_everyday_words(files[0].name, files[0].bytes);
    ensure(read.has_value(), read ? "" : read.error().message);
    return *std::move(read);
  }();
  return words;
}

std::map<std::string, int> search_words(const ProcedureVersion& version, const EverydayWords& everyday) {
  std::map<std::string, int> weights;
  add(weights, version.field.name, kFieldWeight);
  add(weights, version.name, kNameWeight);
  for (const auto& entry : everyday.words)
    if (contains(entry.procedures, version.code)) {
      add(weights, entry.text, kEverydayWeight);
      add_pairs(weights, entry.text, kPairWeight);
    } else if (contains(entry.fields, version.field.id)) {
      add(weights, entry.text, kEverydayFieldWeight);
      add_pairs(weights, entry.text, kPairWeight);
    }
  // A short name of few words is the plain procedure, not one of its special forms.
  const auto length = static_cast<int>(fold_words(version.short_name).size());
  add(weights, version.short_name, kShortNameWeight + std::max(0, 8 - length));
  add_pairs(weights, version.short_name, kPairWeight);
  add(weights, version.code, 1);
  for (const auto& code : version.previous_codes) weights.insert_or_assign(code, kCodeWeight / 2);
  weights.insert_or_assign(version.code, kCodeWeight);
  return weights;
}

std::vector<std::string> word_pairs(std::string_view text) {
  const auto words = fold_words(text);
  std::vector<std::string> pairs;
  for (std::size_t i = 1; i < words.size() && pairs.size() < kMostWords; ++i)
    if (!is_common(words[i - 1]) && !is_common(words[i])) pairs.push_back(words[i - 1] + "_" + words[i]);
  return pairs;
}

std::vector<std::string> query_words(std::string_view text) {
  // A code is one word, also an unfinished one: "1.0011".
  const auto typed = trim(text);
  if (typed.size() >= 3 && typed[1] == '.' && typed.find(' ') == std::string_view::npos) return {std::string(typed)};
  auto words = fold_words(text);
  auto telling = words;
  std::erase_if(telling, is_common);
  // The last word may be unfinished: "giấy k" still looks for k…
  if (!telling.empty()) words = std::move(telling);
  if (words.size() > kMostWords) words.resize(kMostWords);
  return words;
}

}  // namespace motcua::catalog
