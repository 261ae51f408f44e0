#include "catalog/map_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace motcua::catalog {
namespace {

std::optional<std::int64_t> whole_number(const Node& node) {
  if (node.quoted) return std::nullopt;
  std::int64_t number{};
  const auto* end = node.text.data() + node.text.size();
  const auto [at, wrong] = std::from_chars(node.text.data(), end, number);
  return wrong == std::errc{} && at == end ? std::optional(number) : std::nullopt;
}

}  // namespace

void Problems::add(int line, std::string_view key, std::string_view what) {
  if (key.starts_with("procedure.")) key.remove_prefix(10);  // the reader's own wrapper, not in the pack
  auto sentence = file;
  if (line > 0) sentence += fmt::format(", dòng {}", line);
  if (!procedure.empty()) sentence += fmt::format(", thủ tục {}", procedure);
  if (!key.empty()) sentence += fmt::format(", khóa {}", key);
  found.push_back(fmt::format("{}: {}.", sentence, what));
}

std::optional<Error> Problems::error() const {
  if (found.empty()) return std::nullopt;
  constexpr std::size_t kShown = 8;
  std::string message;
  for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) message += (i ? "\n" : "") + found[i];
  if (found.size() > kShown) message += fmt::format("\nVà {} lỗi nữa.", found.size() - kShown);
  return std::move(errors::invalid("catalog.pack_invalid", std::move(message))).value();
}

MapReader::MapReader(const Node& node, std::string path, Problems& problems) : node_(node), path_(std::move(path)), problems_(problems) {
  if (node.kind != Node::Kind::map) problems_.add(node.line, path_, "cần một nhóm khóa");
}

const Node* MapReader::take(std::string_view key) {
  seen_.push_back(key);
  const auto* found = node_.find(key);
  return found && found->kind != Node::Kind::null ? found : nullptr;
}

void MapReader::wrong(std::string_view key, std::string_view what) {
  const auto* at = node_.find(key);
  problems_.add(at ? at->line : node_.line, prefix() + std::string(key), what);
}

const Node* MapReader::scalar(std::string_view key, bool required) {
  const auto* found = take(key);
  if (!found) {
    if (required) wrong(key, "thiếu");
    return nullptr;
  }
  if (found->kind != Node::Kind::scalar) {
    wrong(key, "cần một giá trị đơn");
    return nullptr;
  }
  return found;
}

std::string MapReader::text(std::string_view key) {
  const auto* found = scalar(key, true);
  if (!found) return {};
  if (found->text.empty()) wrong(key, "để trống");
  if (!is_utf8(found->text)) wrong(key, "không phải UTF-8");
  return nfc(found->text);
}

std::string MapReader::opt_text(std::string_view key) {
  const auto* found = scalar(key, false);
  return found ? nfc(found->text) : std::string();
}

int MapReader::integer(std::string_view key, int least, int most) {
  const auto* found = scalar(key, true);
  if (!found) return least;
  const auto number = whole_number(*found);
  if (!number || *number < least || *number > most) {
    wrong(key, fmt::format("cần số nguyên từ {} đến {}", least, most));
    return least;
  }
  return static_cast<int>(*number);
}

int MapReader::integer_or(std::string_view key, int fallback) { return node_.find(key) ? integer(key) : (ignore(key), fallback); }

bool MapReader::truth(std::string_view key) {
  const auto* found = scalar(key, true);
  if (!found) return false;
  if (found->quoted || (found->text != "true" && found->text != "false")) wrong(key, "cần true hoặc false");
  return found->text == "true";
}

bool MapReader::truth_or(std::string_view key, bool fallback) { return node_.find(key) ? truth(key) : (ignore(key), fallback); }

std::optional<Dong> MapReader::money(std::string_view key) {
  const auto* found = scalar(key, false);
  if (!found) return std::nullopt;
  const auto number = whole_number(*found);
  if (!number || *number < 0 || *number > 1'000'000'000'000) {
    wrong(key, "cần số tiền nguyên, đơn vị đồng");
    return std::nullopt;
  }
  return Dong{*number};
}

std::optional<Day> MapReader::day(std::string_view key) {
  const auto* found = scalar(key, false);
  if (!found) return std::nullopt;
  const auto day = parse_day(found->text);
  if (!day) wrong(key, "cần ngày dạng 'năm-tháng-ngày'");
  return day;
}

int MapReader::millionths(std::string_view key) {
  const auto* found = scalar(key, true);
  if (!found) return 0;
  const std::string_view text = found->text;
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  auto part = std::string(dot == std::string_view::npos ? "" : text.substr(dot + 1));
  const auto digits = [](std::string_view s) { return std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; }); };
  if ((whole != "0" && whole != "1") || part.size() > 6 || !digits(part)) {
    wrong(key, "cần phần của 1, ví dụ 0.25");
    return 0;
  }
  part.resize(6, '0');
  int value{};
  std::from_chars(part.data(), part.data() + part.size(), value);
  return value + (whole == "1" ? 1'000'000 : 0);
}

std::optional<int> MapReader::time_of_day(std::string_view key) {
  const auto* found = scalar(key, false);
  if (!found) return std::nullopt;
  const auto& t = found->text;
  const auto digit = [&](std::size_t i) { return t[i] >= '0' && t[i] <= '9' ? t[i] - '0' : 100; };
  if (t.size() == 5 && t[2] == ':') {
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  wrong(key, "cần giờ dạng '15:00'");
  return std::nullopt;
}

Expression MapReader::expression(std::string_view key) {
  const auto* found = scalar(key, false);
  if (!found) return {};
  auto parsed = Expression::parse(found->text);
  if (parsed) return *std::move(parsed);
  wrong(key, parsed.error().message);
  return {};
}

std::vector<std::string> MapReader::texts(std::string_view key) {
  std::vector<std::string> all;
  const auto* found = take(key);
  if (!found) return all;
  if (found->kind != Node::Kind::list) {
    wrong(key, "cần một danh sách");
    return all;
  }
  for (const auto& item : found->items) {
    if (item.kind != Node::Kind::scalar || item.text.empty()) problems_.add(item.line, prefix() + std::string(key), "cần chữ");
    all.push_back(nfc(item.text));
  }
  return all;
}

std::vector<const Node*> MapReader::list(std::string_view key) {
  std::vector<const Node*> all;
  const auto* found = take(key);
  if (!found) return all;
  if (found->kind != Node::Kind::list) {
    wrong(key, "cần một danh sách");
    return all;
  }
  for (const auto& item : found->items) all.push_back(&item);
  return all;
}

void MapReader::finish() {
  for (const auto& [key, value] : node_.members)
    if (std::ranges::find(seen_, std::string_view(key)) == seen_.end()) problems_.add(value.line, prefix() + key, "không có khóa này");
}

}  // namespace motcua::catalog
