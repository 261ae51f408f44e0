// Patterns to routes: literal segments before captures before the rest, with a way back when a branch does not fit.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http.hpp"

namespace motcua::web {

class RouteTree {
 public:
  // Throws BrokenInvariant: malformed pattern, or a method and shape that is taken. The route must stay where it is.
  void insert(const Route& route);

  struct Found {
    const Route* route = nullptr;
    std::vector<std::pair<std::string, std::string>> params{};
    std::array<bool, 4> methods{};  // those some route of this path has, by Method
    bool any() const { return methods[0] || methods[1] || methods[2] || methods[3]; }
  };
  // `path` is decoded and begins with '/'. Without a method only `methods` is filled.
  Found find(std::optional<Method> method, std::string_view path) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> capture;
    std::array<const Route*, 4> here{};
    std::array<const Route*, 4> rest{};
  };
  static bool walk(const Node& node, const std::vector<std::string_view>& segments, std::size_t at, std::optional<Method> method,
                   Found& found);
  Node root_;
};

}  // namespace motcua::web
