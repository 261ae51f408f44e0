#include "store/blobs.hpp"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <thread>

#include "store/test_schema.hpp"

namespace motcua::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// sha256sum of "hello"
constexpr std::string_view kHello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

class FakeScanner final : public Scanner {
 public:
  bool away = false;
  Result<Verdict> scan(const fs::path& path) override {
    if (away) return errors::unavailable("test.away", "");
    std::ifstream file(path);
    std::string text;
    std::getline(file, text);
    return Verdict{text.find("EICAR") == std::string::npos, text.find("EICAR") == std::string::npos ? "" : "Eicar-Test"};
  }
};

class BlobStore : public EngineTest {
 protected:
  BlobStore() : EngineTest({}) {}
  fs::path folder() { return database().folder() / "blobs"; }
  fs::path hello_file() { return folder() / "2c" / "f2" / kHello; }
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
};
MOTCUA_EACH_ENGINE(BlobStore);

TEST_P(BlobStore, keeps_equal_content_once_under_its_hash) {
  Blobs blobs(db(), clock, folder());
  const auto first = blobs.put("hello", "text/plain").value();
  EXPECT_EQ(first.hash, kHello);
  EXPECT_EQ(first.size, 5);
  EXPECT_EQ(blobs.put("hello", "image/png")->type, "text/plain");
  EXPECT_TRUE(fs::exists(hello_file()));
  EXPECT_TRUE(fs::is_empty(folder() / "incoming"));
  EXPECT_EQ(blobs.read(kHello).value(), "hello");
  EXPECT_EQ(blobs.put("", "text/plain")->size, 0);
}

TEST_P(BlobStore, takes_over_a_file) {
  Blobs blobs(db(), clock, folder());
  const auto upload = database().folder() / "upload";
  std::ofstream(upload) << "hello";
  EXPECT_EQ(blobs.put_file(upload, "text/plain")->hash, kHello);
  EXPECT_FALSE(fs::exists(upload));
  EXPECT_EQ(blobs.read(kHello).value(), "hello");
}

TEST_P(BlobStore, finds_nothing_under_strange_names) {
  Blobs blobs(db(), clock, folder());
  for (const auto* name : {"", "../../etc/passwd", "zz", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9825"})
    EXPECT_EQ(blobs.open(name).error().code, Errc::not_found) << name;
}

TEST_P(BlobStore, opens_nothing_that_was_not_found_clean) {
  FakeScanner scanner;
  Blobs blobs(db(), clock, folder(), &scanner);
  const auto good = blobs.put("hello", "text/plain").value();
  const auto bad = blobs.put("EICAR", "text/plain").value();
  EXPECT_EQ(blobs.open(good.hash).error().code, Errc::unavailable);
  scanner.away = true;
  EXPECT_EQ(blobs.scan_pending(), 0);
  EXPECT_EQ(blobs.open(good.hash).error().code, Errc::unavailable);
  scanner.away = false;
  EXPECT_EQ(blobs.scan_pending(), 2);
  EXPECT_TRUE(blobs.open(good.hash).has_value());
  EXPECT_EQ(blobs.open(bad.hash).error().code, Errc::forbidden);
  EXPECT_EQ(blobs.put("EICAR", "text/plain")->scan_state, ScanState::infected);
}

TEST_P(BlobStore, tells_of_a_changed_byte_and_of_a_missing_file) {
  Blobs blobs(db(), clock, folder());
  (void)blobs.put("hello", "text/plain");
  (void)blobs.put("other", "text/plain");
  const auto check = [&] { return db().read([&](ReadTx& tx) { return blobs.verify(tx); }); };
  EXPECT_EQ(check(), std::nullopt);
  std::ofstream(hello_file()) << "hellp";
  EXPECT_THAT(check().value_or(""), HasSubstr(std::string(kHello)));
  EXPECT_THROW((void)blobs.read(kHello), Failure);
  fs::remove(hello_file());
  EXPECT_THAT(check().value_or(""), HasSubstr("không còn"));
  (void)blobs.put("hello", "text/plain");
  EXPECT_EQ(check(), std::nullopt);
}

// Speaks INSTREAM as `man clamd` says, once.
class FakeClamd {
 public:
  FakeClamd(fs::path path, std::string answer) : path_(std::move(path)), answer_(std::move(answer)) {
    fd_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path_.c_str());
    ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(fd_, 1);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeClamd() {
    thread_.join();
    ::close(fd_);
  }
  std::string received;

 private:
  static std::string take(int fd, std::size_t n) {
    std::string bytes(n, '\0');
    for (std::size_t at = 0; at < n;) {
      const auto got = ::read(fd, bytes.data() + at, n - at);
      if (got <= 0) return {};
      at += static_cast<std::size_t>(got);
    }
    return bytes;
  }
  void serve() {
    const int peer = ::accept(fd_, nullptr, nullptr);
    if (take(peer, 10) == std::string_view("zINSTREAM\0", 10)) {
      for (;;) {
        const auto head = take(peer, 4);
        if (head.size() != 4) break;
        std::size_t n = 0;
        for (const char c : head) n = n << 8U | static_cast<unsigned char>(c);
        if (n == 0) break;
        received += take(peer, n);
      }
      if (!answer_.empty()) (void)!::write(peer, answer_.data(), answer_.size());
    }
    ::close(peer);
  }
  fs::path path_;
  std::string answer_;
  int fd_;
  std::thread thread_;
};

class Clamd : public ::testing::Test {
 protected:
  Result<Scanner::Verdict> ask(std::string answer) {
    const auto folder = fs::temp_directory_path() / ("motcua-clamd-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const auto file = folder / "file";
    std::ofstream(file) << content_;
    Result<Scanner::Verdict> verdict;
    {
      FakeClamd clamd(folder / "socket", std::move(answer));
      verdict = clamd_scanner("unix:" + (folder / "socket").string(), 20)->scan(file);
      received_ = &clamd.received;
      fs::remove_all(folder);
      thread_safe_copy_ = clamd.received;
    }
    return verdict;
  }
  const std::string content_ = std::string(200'000, 'x') + "end";
  std::string* received_ = nullptr;
  std::string thread_safe_copy_;
};

TEST_F(Clamd, takes_the_whole_file_and_its_verdict_counts) {
  const auto clean = ask(std::string("stream: OK\0", 11));
  EXPECT_TRUE(clean.value().clean);
  EXPECT_EQ(thread_safe_copy_, content_);
  const auto infected = ask(std::string("stream: Win.Test.EICAR_HDB-1 FOUND\0", 35));
  EXPECT_FALSE(infected.value().clean);
  EXPECT_EQ(infected->note, "Win.Test.EICAR_HDB-1");
}

TEST_F(Clamd, that_cannot_answer_leaves_the_file_unjudged) {
  EXPECT_FALSE(ask(std::string("INSTREAM size limit exceeded. ERROR\0", 36)).has_value());
  EXPECT_FALSE(ask("").has_value());
  EXPECT_FALSE(clamd_scanner("unix:/nonexistent/socket", 5)->scan("/etc/hostname").has_value());
  EXPECT_FALSE(clamd_scanner("tcp:127.0.0.1:1", 5)->scan("/etc/hostname").has_value());
  EXPECT_FALSE(clamd_scanner("nonsense", 5)->scan("/etc/hostname").has_value());
}

}  // namespace
}  // namespace motcua::store
