// The only file that sees yaml-cpp.
#include <fmt/core.h>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "catalog/node.hpp"

namespace motcua::catalog {
namespace {

constexpr std::size_t kMaxDepth = 40;

struct Mistake {
  int line;
  std::string what;
};

// Builds the tree from the parser's events: no second tree of the library's own, and every node knows its line.
class Builder final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) throw Mistake{mark.line + 1, "tệp chỉ được có một tài liệu"};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(Node::Kind::null, mark, anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { throw Mistake{mark.line + 1, "không dùng bí danh (*)"}; }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    if (stack_.empty() == false && stack_.back()->kind == Node::Kind::map && !has_key_) {
      key_ = value;
      has_key_ = true;
      if (stack_.back()->find(key_)) throw Mistake{mark.line + 1, fmt::format("khóa \"{}\" viết hai lần", key_)};
      return;
    }
    const bool quoted = tag == "!";
    auto& node = add(!quoted && (value.empty() || value == "~" || value == "null") ? Node::Kind::null : Node::Kind::scalar, mark, anchor);
    node.text = value;
    node.quoted = quoted;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(add(Node::Kind::list, mark, anchor), mark);
  }
  void OnSequenceEnd() override { stack_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(add(Node::Kind::map, mark, anchor), mark);
  }
  void OnMapEnd() override { stack_.pop_back(); }

  Node take() { return std::move(root_); }

 private:
  // The node just opened is the last of its parent, so the pointers of the open chain stay good.
  void open(Node& node, const YAML::Mark& mark) {
    if (stack_.size() >= kMaxDepth) throw Mistake{mark.line + 1, "lồng quá sâu"};
    stack_.push_back(&node);
  }
  Node& add(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) throw Mistake{mark.line + 1, "không dùng neo (&)"};
    Node* node = &root_;
    if (!stack_.empty()) {
      auto& parent = *stack_.back();
      if (parent.kind == Node::Kind::list) {
        node = &parent.items.emplace_back();
      } else {
        if (!has_key_) throw Mistake{mark.line + 1, "tên khóa phải là một từ"};
        parent.members.push_back({std::move(key_), Node{}});
        node = &parent.members.back().value;
        has_key_ = false;
      }
    }
    node->kind = kind;
    node->line = mark.line + 1;
    return *node;
  }

  Node root_;
  std::vector<Node*> stack_;
  std::string key_;
  bool has_key_ = false;
  int documents_ = 0;
};

}  // namespace

Result<Node> parse_yaml(std::string_view text, std::string_view file) {
  Builder builder;
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Mistake& mistake) {
    return errors::invalid("catalog.pack_structure", fmt::format("{}, dòng {}: {}.", file, mistake.line, mistake.what));
  } catch (const YAML::Exception& wrong) {
    return errors::invalid("catalog.pack_yaml",
                           fmt::format("{}, dòng {}: không đọc được YAML ({}).", file, wrong.mark.line + 1, wrong.msg));
  }
  return builder.take();
}

}  // namespace motcua::catalog
