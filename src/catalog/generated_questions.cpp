// Packs of others carry conditions in words only. Each becomes a question, so that no list of papers stays flat.
#include <fmt/core.h>

#include <map>
#include <set>

#include "base/text.hpp"
#include "catalog/pack.hpp"

namespace motcua::catalog {
namespace {

constexpr std::size_t kLongestId = 48;

std::string text_of(const Node& map, std::string_view key) {
  const auto* found = map.find(key);
  return found && found->kind == Node::Kind::scalar ? found->text : std::string();
}

bool is_true(const Node& map, std::string_view key) {
  const auto* found = map.find(key);
  return found && !found->quoted && found->text == "true";
}

// "Khi cần xác định người thừa kế" -> "cần xác định người thừa kế": it follows "Có phải: ".
std::string as_question(std::string_view condition) {
  for (const std::string_view start : {"Khi ", "Trường hợp "})
    if (condition.starts_with(start)) condition.remove_prefix(start.size());
  std::string text(condition);
  while (text.ends_with('.')) text.pop_back();
  return fmt::format("Có phải: {}?", text);
}

class Maker {
 public:
  explicit Maker(Node& procedure) : procedure_(procedure) {
    const auto* written = procedure.find("questions");
    if (written)
      for (const auto& question : written->items) ids_.insert(text_of(question, "id"));
  }

  // The expression that asks this; equal keys share one question.
  std::string ask(const std::string& key, std::string_view id_words, std::string text) {
    const auto known = by_key_.find(key);
    if (known != by_key_.end()) return known->second + " = co";
    auto id = fresh_id(id_words);
    Node question;
    question.set("id", Node::scalar(id));
    question.set("text", Node::scalar(std::move(text)));
    question.set("kind", Node::scalar("yes-no"));
    auto made = Node::scalar("true");
    made.quoted = false;
    question.set("generated", std::move(made));
    auto* questions = procedure_.find("questions");
    if (!questions) {
      Node list;
      list.kind = Node::Kind::list;
      procedure_.set("questions", std::move(list));
      questions = procedure_.find("questions");
    }
    questions->items.push_back(std::move(question));
    return by_key_.emplace(key, std::move(id)).first->second + " = co";
  }

 private:
  std::string fresh_id(std::string_view words) {
    std::string base = "dk";
    for (const auto& word : fold_words(words)) {
      if (base.size() + word.size() + 1 > kLongestId) break;
      base += "_" + word;
    }
    auto id = base;
    for (int n = 2; !ids_.insert(id).second; ++n) id = fmt::format("{}_{}", base, n);
    return id;
  }

  Node& procedure_;
  std::set<std::string> ids_;
  std::map<std::string, std::string> by_key_;
};

}  // namespace

void add_generated_questions(Node& procedure) {
  Maker maker(procedure);
  // Pointers into the lists stay good: only "questions" grows, and it may be appended to the procedure itself, so look up again.
  const auto count = [&](std::string_view list) {
    const auto* found = procedure.find(list);
    return found ? found->items.size() : 0;
  };
  for (std::size_t i = 0; i < count("components"); ++i) {
    const auto component = procedure.find("components")->items[i];
    const auto condition = text_of(component, "condition");
    if (is_true(component, "required") || component.find("needs") || condition.empty()) continue;
    const auto folded = fold(condition);
    const auto name = text_of(component, "name");
    auto expression = folded == "neu co" ? maker.ask("co giay: " + text_of(component, "id"), "co " + text_of(component, "id"),
                                                     fmt::format("Bạn có giấy tờ này không: {}?", name))
                                         : maker.ask(folded, condition, as_question(condition));
    procedure.find("components")->items[i].set("needs", Node::scalar(std::move(expression)));
  }
  for (std::size_t i = 0; i < count("fees"); ++i) {
    const auto fee = procedure.find("fees")->items[i];
    const auto when = text_of(fee, "when");
    if (when.empty() || fee.find("needs")) continue;
    auto expression = maker.ask(fold(when), when, as_question(when));
    procedure.find("fees")->items[i].set("needs", Node::scalar(std::move(expression)));
  }
}

}  // namespace motcua::catalog
