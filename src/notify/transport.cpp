#include "notify/transport.hpp"

#include <curl/curl.h>
#include <fmt/core.h>

#include <cstring>
#include <mutex>

#include "base/json.hpp"
#include "web/crypto.hpp"
#include "web/fetch.hpp"

namespace motcua::notify {

namespace {
struct Easy {
  CURL* handle;
  Easy() : handle(curl_easy_init()) { ensure(handle != nullptr, "libcurl starts"); }
  ~Easy() { curl_easy_cleanup(handle); }
  Easy(const Easy&) = delete;
  Easy& operator=(const Easy&) = delete;
};
struct List {
  curl_slist* items = nullptr;
  ~List() { curl_slist_free_all(items); }
  void add(const std::string& item) { items = curl_slist_append(items, item.c_str()); }
};
void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) { return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U; };
    const unsigned n = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    out += kLetters[n >> 18 & 63];
    out += kLetters[n >> 12 & 63];
    out += i + 1 < bytes.size() ? kLetters[n >> 6 & 63] : '=';
    out += i + 2 < bytes.size() ? kLetters[n & 63] : '=';
  }
  return out;
}

// RFC 2047: words of at most 75 characters, never cut inside a letter.
std::string header_words(std::string_view text) {
  std::string out, word;
  const auto flush = [&] {
    if (word.empty()) return;
    out += (out.empty() ? "" : "\r\n ") + fmt::format("=?UTF-8?B?{}?=", base64(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    while (i + length < text.size() && (static_cast<unsigned char>(text[i + length]) & 0xc0) == 0x80) ++length;
    if (word.size() + length > 39) flush();
    const auto letter = text.substr(i, length);
    if (letter != "\r" && letter != "\n") word += letter;
    i += length;
  }
  flush();
  return out;
}
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '\r' && c != '\n') out += c;
  return out;
}
std::string rfc_date(Instant at) {
  const auto seconds = static_cast<std::time_t>(to_us(at) / 1'000'000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
}

tl::unexpected<Error> failed(std::string why) {
  auto error = errors::unavailable("notify.not_delivered", "Chưa gửi được, hệ thống sẽ gửi lại.");
  error.value().detail = std::move(why);
  return error;
}

struct Source {
  std::string_view left;
};
std::size_t read_more(char* to, std::size_t size, std::size_t count, void* from) {
  auto& source = *static_cast<Source*>(from);
  const auto n = std::min(size * count, source.left.size());
  std::memcpy(to, source.left.data(), n);
  source.left.remove_prefix(n);
  return n;
}

class Smtp final : public Transport {
 public:
  explicit Smtp(SmtpSettings settings) : s_(std::move(settings)) { start_curl(); }
  Status send(const Letter& letter) override {
    const Easy easy;
    const auto text = mime_letter(letter, s_);
    Source source{text};
    List to;
    to.add("<" + one_line(letter.to) + ">");
    const auto from = "<" + s_.from + ">";
    curl_easy_setopt(easy.handle, CURLOPT_URL, s_.url.c_str());
    curl_easy_setopt(easy.handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy.handle, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy.handle, CURLOPT_MAIL_RCPT, to.items);
    if (!s_.user.empty()) {
      curl_easy_setopt(easy.handle, CURLOPT_USERNAME, s_.user.c_str());
      curl_easy_setopt(easy.handle, CURLOPT_PASSWORD, s_.password.c_str());
    }
    curl_easy_setopt(easy.handle, CURLOPT_USE_SSL, static_cast<long>(s_.need_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(easy.handle, CURLOPT_READFUNCTION, read_more);
    curl_easy_setopt(easy.handle, CURLOPT_READDATA, &source);
    curl_easy_setopt(easy.handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy.handle, CURLOPT_TIMEOUT, static_cast<long>(s_.seconds));
    curl_easy_setopt(easy.handle, CURLOPT_NOSIGNAL, 1L);
    const auto code = curl_easy_perform(easy.handle);
    long answer = 0;
    curl_easy_getinfo(easy.handle, CURLINFO_RESPONSE_CODE, &answer);
    if (code != CURLE_OK) return failed(answer > 0 ? fmt::format("{} ({})", curl_easy_strerror(code), answer) : curl_easy_strerror(code));
    return {};
  }

 private:
  SmtpSettings s_;
};

class Sms final : public Transport {
 public:
  explicit Sms(SmsSettings settings) : s_(std::move(settings)) {}
  Status send(const Letter& letter) override {
    JsonWriter json;
    json.begin_object().field("to", letter.to).field("text", letter.body).field("id", letter.id).end_object();
    web::FetchRequest request{.url = s_.url, .post = true, .body = json.take(), .headers = {"Content-Type: application/json"}};
    request.seconds = s_.seconds;
    if (!s_.token.empty()) request.headers.push_back("Authorization: Bearer " + s_.token);
    const auto answer = web::fetch(request);
    if (!answer) return failed(answer.error().detail);
    if (answer->status < 200 || answer->status >= 300) return failed(fmt::format("answer {}", answer->status));
    return {};
  }

 private:
  SmsSettings s_;
};
}  // namespace

std::string mime_letter(const Letter& letter, const SmtpSettings& from) {
  const auto domain = from.from.substr(from.from.find('@') + 1);
  std::string text = fmt::format(
      "Date: {}\r\nFrom: {} <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\nAuto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      rfc_date(letter.at), header_words(from.from_name), from.from, one_line(letter.to), header_words(letter.subject), letter.id, domain);
  const auto body = base64(letter.body);
  for (std::size_t i = 0; i < body.size(); i += 76) text += body.substr(i, 76) + "\r\n";
  return text;
}

std::unique_ptr<Transport> smtp_transport(SmtpSettings settings) { return std::make_unique<Smtp>(std::move(settings)); }
std::unique_ptr<Transport> sms_transport(SmsSettings settings) { return std::make_unique<Sms>(std::move(settings)); }

}  // namespace motcua::notify
