#include "web/route_tree.hpp"

#include <algorithm>

namespace motcua::web {
namespace {

// "/" has no segments; a trailing slash is an empty last one, which no pattern has.
std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path == "/") return segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = path.find('/');
    segments.push_back(path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  }
  return segments;
}

bool is_capture(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }
bool is_rest(std::string_view segment) { return is_capture(segment) && segment.ends_with("...}"); }

bool is_literal(std::string_view segment) {
  return !segment.empty() && segment.find_first_of("{}") == std::string_view::npos && segment != "." && segment != "..";
}

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::vector<std::pair<std::string, std::string>> captures(std::string_view pattern, const std::vector<std::string_view>& segments) {
  std::vector<std::pair<std::string, std::string>> params;
  const auto parts = split(pattern);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto part = parts[i];
    if (is_rest(part)) {
      std::string rest;
      for (auto k = i; k < segments.size(); ++k) rest += (k == i ? "" : "/") + std::string(segments[k]);
      params.emplace_back(part.substr(1, part.size() - 5), std::move(rest));
    } else if (is_capture(part)) {
      params.emplace_back(part.substr(1, part.size() - 2), segments[i]);
    }
  }
  return params;
}

}  // namespace

void RouteTree::insert(const Route& route) {
  const auto named = [&](std::string_view what) {
    return std::string(what) + ": " + std::string(route.pattern) + " (" + std::string(route.slice) + ")";
  };
  ensure(route.pattern.starts_with('/'), named("a route pattern begins with /"));
  ensure(route.pattern == "/" || !route.pattern.ends_with('/'), named("a route pattern does not end with /"));
  Node* node = &root_;
  bool rest = false;
  for (const auto segment : split(route.pattern)) {
    ensure(!rest, named("{name...} stands last"));
    if (is_rest(segment)) {
      ensure(is_name(segment.substr(1, segment.size() - 5)), named("a capture has a name of a-z 0-9 _"));
      rest = true;
    } else if (is_capture(segment)) {
      ensure(is_name(segment.substr(1, segment.size() - 2)), named("a capture has a name of a-z 0-9 _"));
      if (!node->capture) node->capture = std::make_unique<Node>();
      node = node->capture.get();
    } else {
      ensure(is_literal(segment), named("a segment is a word or a {capture}"));
      auto& next = node->literal[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
  }
  auto& place = (rest ? node->rest : node->here)[static_cast<std::size_t>(route.method)];
  if (place != nullptr) ensure(false, named("route is taken by " + std::string(place->pattern) + " of " + std::string(place->slice)));
  place = &route;
}

bool RouteTree::walk(const Node& node, const std::vector<std::string_view>& segments, std::size_t at, std::optional<Method> method,
                     Found& found) {
  const auto take = [&](const std::array<const Route*, 4>& routes) {
    for (std::size_t m = 0; m < routes.size(); ++m) found.methods[m] = found.methods[m] || routes[m] != nullptr;
    if (!method) return false;
    found.route = routes[static_cast<std::size_t>(*method)];
    return found.route != nullptr;
  };
  if (at == segments.size()) return take(node.here);
  if (const auto next = node.literal.find(segments[at]); next != node.literal.end())
    if (walk(*next->second, segments, at + 1, method, found)) return true;
  if (node.capture && !segments[at].empty() && walk(*node.capture, segments, at + 1, method, found)) return true;
  return take(node.rest);
}

RouteTree::Found RouteTree::find(std::optional<Method> method, std::string_view path) const {
  Found found;
  const auto segments = split(path);
  if (walk(root_, segments, 0, method, found)) found.params = captures(found.route->pattern, segments);
  return found;
}

}  // namespace motcua::web
