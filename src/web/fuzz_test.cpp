// Replays the fuzz targets: hand-made seeds, and mutations of them from fixed seeds.
#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string>
#include <vector>

namespace motcua::web {
namespace forms_fuzz {
void fuzz_one(std::span<const std::byte> data);
}
namespace multipart_fuzz {
void fuzz_one(std::span<const std::byte> data);
}
namespace request_fuzz {
void fuzz_one(std::span<const std::byte> data);
}
namespace {

using Target = void (*)(std::span<const std::byte>);

void mutate(std::string& text, std::mt19937& random, const std::vector<std::string>& words) {
  const auto at = [&] { return random() % (text.size() + 1); };
  switch (random() % 5) {
    case 0:
      if (!text.empty()) text[random() % text.size()] = static_cast<char>(random());
      break;
    case 1: text.erase(at(), random() % 8); break;
    case 2: text.insert(at(), 1, static_cast<char>(random())); break;
    case 3: text.insert(at(), words[random() % words.size()]); break;
    default: {
      const auto from = at();
      text.insert(at(), text.substr(from, random() % 40));
    }
  }
}

void replay(Target target, const std::vector<std::string>& seeds, const std::vector<std::string>& words, int rounds) {
  std::mt19937 random(20261005);
  for (int round = 0; round < rounds; ++round) {
    auto text = seeds[static_cast<std::size_t>(round) % seeds.size()];
    if (round >= static_cast<int>(seeds.size()))
      for (auto n = random() % 4 + 1; n > 0; --n) mutate(text, random, words);
    ASSERT_NO_THROW(target(std::as_bytes(std::span(text)))) << ::testing::PrintToString(text);
  }
}

TEST(Fuzz, forms_paths_names_and_cookies) {
  replay(forms_fuzz::fuzz_one,
         {"", "a=1&b=%C4%91+d&&c", "/ho-so/H01.26/giay?x=y", "/%2e%2e/a", "form-data; name=\"a\\\"b\"; filename=\"..\\x\"",
          "khach=abc; tin=x.y", "e\xCC\x82\xCC\xA3=\xE1\xBB\x87\r\n", "//evil.example/\\"},
         {"%", "%00", "%C4%91", "&", "=", "+", "\"", "\\", ";", "../", "/", "\r\n", "\xEF\xBF\xBE", "\xF4\x8F\xBF\xBF", "name="}, 20'000);
}

TEST(Fuzz, multipart) {
  replay(
      multipart_fuzz::fuzz_one,
      {"--b--", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n",
       "x\r\n--b \r\nContent-Disposition: form-data; name=\"f\"; filename=\"t.pdf\"\r\nContent-Type: a/b\r\n\r\n%PDF\r\n--\r\n--b--",
       "--b\r\n\r\n\r\n--b--",
       "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--b--"},
      {"\r\n--b", "--b", "\r\n", "--", "\r", "\n", "name=\"", "filename=\"x\"", "; ", "\r\n\r\n"}, 3'000);
}

TEST(Fuzz, requests) {
  replay(request_fuzz::fuzz_one,
         {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST /a?b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET",
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=\"y\"\r\nabc\r\n0\r\nT: 1\r\n\r\n",
          "GET http://a/b HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\nConnection: close\r\n\r\n"},
         {"\r\n", "Host: b\r\n", "Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", " ", ":", "HTTP/1.0", "\t",
          "ffffffffffffffff\r\n"},
         8'000);
}

}  // namespace
}  // namespace motcua::web
