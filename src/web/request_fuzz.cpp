// The request grammar: nothing crashes, and the outcome does not depend on how the network cut the bytes.
#include <cstddef>
#include <span>

#include "base/result.hpp"
#include "web/server_reader.hpp"

namespace motcua::web::request_fuzz {

void fuzz_one(std::span<const std::byte> data);

namespace {

struct Outcome {
  RequestReader::State state{};
  std::string head;
  std::string body;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(std::string_view text, std::size_t step) {
  Outcome out;
  RequestReader reader(600, [&](std::string_view piece) {
    out.body += piece;
    return true;
  });
  std::string in;
  bool limited = false;
  while (!text.empty() || !in.empty()) {
    const auto piece = text.substr(0, step);
    text.remove_prefix(piece.size());
    in += piece;
    for (;;) {
      const auto was = reader.state();
      const auto used = reader.feed(in);
      in.erase(0, used);
      if (reader.state() == RequestReader::State::body && !limited) {
        limited = true;
        reader.limit_body(200);
        if (reader.head().content_length.value_or(0) > 200) {
          out.state = RequestReader::State::failed;
          return out;
        }
        continue;
      }
      if (used == 0 || reader.state() != was) break;
    }
    out.state = reader.state();
    if (out.state == RequestReader::State::done || out.state == RequestReader::State::failed || text.empty()) break;
  }
  if (out.state == RequestReader::State::failed || out.state == RequestReader::State::head) {
    out.body.clear();
    return out;
  }
  const auto& head = reader.head();
  ensure(head.target.starts_with('/'), "targets are paths");
  out.head = head.method + " " + head.target + " " + head.host + (head.keep_alive ? " keep" : "");
  for (const auto& [name, value] : head.headers) {
    ensure(value.find_first_of("\r\n") == std::string::npos, "a header is one line");
    out.head += "\n" + name + ":" + value;
  }
  return out;
}

}  // namespace

void fuzz_one(std::span<const std::byte> data) {
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  const auto whole = read(text, text.size() + 1);
  const auto single = read(text, 1);
  // A request that cannot become whole may be noticed a few bytes earlier or later.
  const auto done = RequestReader::State::done;
  ensure((single.state == done) == (whole.state == done), "byte by byte");
  if (whole.state == done) ensure(single == whole, "the same request");
}

}  // namespace motcua::web::request_fuzz
