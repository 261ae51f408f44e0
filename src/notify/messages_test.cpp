// Messages from being written to being delivered; mail goes to a real SMTP server (aiosmtpd).
#include "notify/messages.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "dossier/testing_filing.hpp"
#include "notify/announce.hpp"
#include "web/crypto.hpp"

namespace motcua::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

Instant at(std::string_view text) { return parse_instant(text).value(); }

TEST(QuietHours, nobody_is_disturbed_at_night) {
  const auto out = [](std::string_view now) { return vn_datetime(after_quiet_hours(at(now), 21 * 60, 7 * 60)); };
  EXPECT_EQ(out("2026-10-05T20:59"), "20:59 05/10/2026");
  EXPECT_EQ(out("2026-10-05T21:00"), "07:00 06/10/2026");
  EXPECT_EQ(out("2026-10-06T00:30"), "07:00 06/10/2026");
  EXPECT_EQ(out("2026-10-06T06:59"), "07:00 06/10/2026");
  EXPECT_EQ(out("2026-10-06T07:00"), "07:00 06/10/2026");
}

TEST(Retry, grows_and_ends) {
  EXPECT_EQ(retry_after(1), 1min);
  for (int tries = 2; tries <= 7; ++tries) EXPECT_GT(*retry_after(tries), *retry_after(tries - 1));
  EXPECT_EQ(retry_after(8), std::nullopt);
}

TEST(Mime, a_header_never_breaks_out_of_its_line) {
  const Letter letter{"mai@thu.example\r\nBcc: ke@xau.example", "Hồ sơ\r\nBcc: ke@xau.example", "Nội dung", "1", at("2026-10-05T09:10")};
  const auto text = mime_letter(letter, {.url = "", .from = "motcua@xa.example", .from_name = "Một cửa"});
  EXPECT_THAT(text, Not(HasSubstr("\r\nBcc:")));
  EXPECT_THAT(text, HasSubstr("Date: Mon, 05 Oct 2026 02:10:00 +0000"));
  EXPECT_THAT(text, HasSubstr("Subject: =?UTF-8?B?"));
}

// What others wrote: a mail server that prints what it takes.
class MailServer {
 public:
  explicit MailServer(const std::filesystem::path& folder) : log_(folder / "mail.log") {
    port_ = free_port();
    const auto where = "127.0.0.1:" + std::to_string(port_);
    pid_ = ::fork();
    if (pid_ == 0) {
      if (!std::freopen(log_.c_str(), "w", stdout) || !std::freopen((log_.string() + ".err").c_str(), "w", stderr)) ::_exit(1);
      ::execl("/usr/bin/python3", "python3", "-u", "-m", "aiosmtpd", "-n", "-l", where.c_str(), "-c", "aiosmtpd.handlers.Debugging",
              "stdout", nullptr);
      ::_exit(1);
    }
    for (int i = 0; i < 400 && !answers(); ++i) ::poll(nullptr, 0, 25);  // Python starts
  }
  ~MailServer() { stop(); }
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;
  void stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::string log() const {
    std::ifstream in(log_);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
  }

 private:
  static sockaddr_in local(int port) {
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    a.sin_port = htons(static_cast<std::uint16_t>(port));
    return a;
  }
  static int free_port() {
    const int s = ::socket(AF_INET, SOCK_STREAM, 0);
    auto a = local(0);
    socklen_t size = sizeof a;
    EXPECT_EQ(::bind(s, reinterpret_cast<sockaddr*>(&a), size), 0);
    EXPECT_EQ(::getsockname(s, reinterpret_cast<sockaddr*>(&a), &size), 0);
    ::close(s);
    return ntohs(a.sin_port);
  }
  bool answers() const {
    const int s = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto a = local(port_);
    const bool yes = ::connect(s, reinterpret_cast<const sockaddr*>(&a), sizeof a) == 0;
    ::close(s);
    return yes;
  }
  std::filesystem::path log_;
  int port_ = 0;
  pid_t pid_ = 0;
};

class Delivering : public ::testing::TestWithParam<store::Engine> {
 protected:
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }
  Messages messages(const std::string& url) {
    MessageSettings s;
    s.mail = smtp_transport({.url = url, .from = "motcua@xa.example", .from_name = "Một cửa điện tử"});
    return Messages(*database_, f_.w.clock, f_.w.ids, std::move(s));
  }
  static std::string base64_part(std::string_view log) {
    // The body is the base64 lines after the empty line that ends the headers.
    std::string encoded;
    bool last_header = false, body = false;
    std::istringstream lines{std::string(log)};
    for (std::string line; std::getline(lines, line);) {
      if (line.find("END MESSAGE") != std::string::npos) break;
      if (body) encoded += line;
      last_header = last_header || line.starts_with("Content-Transfer-Encoding");
      body = body || (last_header && line.empty());
    }
    for (auto& c : encoded) c = c == '+' ? '-' : c == '/' ? '_' : c;
    while (encoded.ends_with('=')) encoded.pop_back();
    return web::base64url_decode(encoded);
  }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::FilingWorld f_{database_};
};
MOTCUA_EACH_ENGINE(Delivering);

TEST_P(Delivering, a_code_reaches_the_mail_server_and_is_forgotten_here) {
  MailServer server(database_.folder());
  auto m = messages(server.url());
  identity::Citizens citizens{*database_, f_.w.clock, f_.w.ids, m, {.secret = std::string(32, 'c')}};
  const auto asked = citizens.ask_code(identity::parse_contact("mai@thu.example").value()).value();
  EXPECT_EQ(asked.code, "") << "never shown on a page";
  EXPECT_EQ(m.deliver("may-1").sent, 1);
  EXPECT_EQ(m.deliver("may-1").sent, 0);
  server.stop();
  const auto log = server.log();
  EXPECT_THAT(log, HasSubstr("To: <mai@thu.example>"));
  const auto body = base64_part(log);
  EXPECT_THAT(body, HasSubstr("Mã đăng nhập của bạn là "));
  const auto digits = body.substr(body.find("là ") + 4, 6);
  EXPECT_TRUE(citizens.prove(asked.token, digits, {"phone"})) << "the code that arrived opens the account: " << digits;
}

TEST_P(Delivering, a_server_that_is_away_is_tried_again_and_given_up) {
  auto m = messages("smtp://127.0.0.1:1");
  EXPECT_TRUE(database_->write([&](store::Tx& tx) -> Status {
    Message one;
    one.cause = "7:email";
    one.way = Way::email;
    one.address = "mai@thu.example";
    one.subject = "Hồ sơ";
    one.body = "Nội dung";
    m.write(tx, one);
    m.write(tx, one);  // the same cause is told once
    return {};
  }));
  int failed = 0;
  for (int i = 0; i < 12; ++i) {
    failed += m.deliver("may-1").failed;
    f_.w.clock.set(f_.w.clock.now() + 12h);
  }
  EXPECT_EQ(failed, 8) << "one message, eight tries";
  ASSERT_EQ(m.troubled().size(), 1U);
  EXPECT_EQ(m.troubled().front().state, MessageState::failed);
  EXPECT_FALSE(m.troubled().front().fault.empty());
  EXPECT_TRUE(m.retry(m.troubled().front().id));
  MailServer server(database_.folder());
  auto again = messages(server.url());
  EXPECT_EQ(again.deliver("may-1").sent, 1);
  EXPECT_FALSE(again.retry(12345));
}

TEST_P(Delivering, what_happens_to_a_filing_is_told_on_the_page_and_by_mail) {
  MailServer server(database_.folder());
  auto m = messages(server.url());
  Announcer announcer{*database_, f_.w.clock, m, f_.filing, "https://motcua.example"};
  store::OutboxWorker outbox(*database_, f_.w.clock);
  outbox.subscribe("notify.filings", "dossier_filing.*", [&](const store::Delivery& d) { return announcer.take(d); });
  outbox.subscribe("notify.dossiers", "dossier.*", [&](const store::Delivery& d) { return announcer.take(d); });
  const auto mai = f_.citizen("mai@thu.example");
  const auto id = f_.filled(mai);
  EXPECT_TRUE(f_.filing.save(mai, id, "nguoi-nop", [](dossier::FilingContent& c) { c.applicant.email = "mai@thu.example"; }));
  const auto number = f_.filing.submit(mai, id).value();
  outbox.run_once();
  outbox.run_once();
  ASSERT_EQ(m.of(mai.id).size(), 1U);
  EXPECT_EQ(m.of(mai.id).front().subject, "Đã nhận hồ sơ trực tuyến " + number);
  EXPECT_EQ(m.deliver("may-1").sent, 1);
  const auto version = f_.filing.mine(mai, id).value().version;
  ASSERT_TRUE(f_.filing.accept(f_.w.as("nhung"), number, version, {}));
  outbox.run_once();
  ASSERT_EQ(m.of(mai.id).size(), 2U);
  EXPECT_THAT(m.of(mai.id).front().body, HasSubstr("đã được tiếp nhận, mã H20.39.5-261005-0001"));
  EXPECT_THAT(m.of(mai.id).front().link, HasSubstr("/t/"));
  const auto other = f_.citizen("khac@thu.example");
  EXPECT_TRUE(m.of(other.id).empty());
  server.stop();
  EXPECT_THAT(server.log(), HasSubstr("To: <mai@thu.example>"));
}

TEST_P(Delivering, who_wrote_without_an_account_hears_the_answer_by_mail_or_text_message) {
  MailServer server(database_.folder());
  auto m = messages(server.url());
  Announcer announcer{*database_, f_.w.clock, m, f_.filing, "https://motcua.example"};
  store::Delivery d;
  d.id = 71;
  d.topic = "feedback.report_answered";
  d.key = 5;
  d.at = f_.w.clock.now();
  Announcer::Reader reader;
  reader.email = "dan@thu.example";
  reader.values = {{"{so}", "PA-261005-0001"}, {"{tra_loi}", "Đã mở thêm quầy thứ Bảy."}};
  EXPECT_TRUE(announcer.tell(d, reader));
  EXPECT_TRUE(announcer.tell(d, reader)) << "told again, written once";
  EXPECT_EQ(m.deliver("may-1").sent, 1);
  d.id = 72;
  d.at -= 49h;
  EXPECT_TRUE(announcer.tell(d, reader));
  d.topic = "feedback.rated";
  EXPECT_TRUE(announcer.tell(d, reader)) << "no template: nobody is told";
  EXPECT_EQ(m.deliver("may-1").sent, 0) << "what happened days ago is no news";
  server.stop();
  EXPECT_THAT(server.log(), HasSubstr("To: <dan@thu.example>"));
  EXPECT_THAT(base64_part(server.log()), HasSubstr("Phản ánh PA-261005-0001 của bạn đã được trả lời.\n\nĐã mở thêm quầy thứ Bảy."));
}

}  // namespace
}  // namespace motcua::notify
