#include "web/fetch.hpp"

#include <curl/curl.h>
#include <fmt/core.h>

#include <mutex>

namespace motcua::web {

namespace {
struct FetchHandle {
  CURL* handle;
  FetchHandle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle = curl_easy_init();
    ensure(handle != nullptr, "libcurl starts");
  }
  ~FetchHandle() { curl_easy_cleanup(handle); }
  FetchHandle(const FetchHandle&) = delete;
  FetchHandle& operator=(const FetchHandle&) = delete;
};
struct HeaderList {
  curl_slist* items = nullptr;
  HeaderList() = default;
  ~HeaderList() { curl_slist_free_all(items); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
};
struct Sink {
  std::string* to;
  std::size_t most;
};
std::size_t keep(char* from, std::size_t size, std::size_t count, void* into) {
  auto& sink = *static_cast<Sink*>(into);
  if (sink.to->size() + size * count > sink.most) return 0;  // ends the exchange
  sink.to->append(from, size * count);
  return size * count;
}
}  // namespace

Result<Fetched> fetch(const FetchRequest& q) {
  const FetchHandle easy;
  HeaderList headers;
  for (const auto& h : q.headers) headers.items = curl_slist_append(headers.items, h.c_str());
  Fetched answer;
  Sink sink{&answer.body, q.most};
  curl_easy_setopt(easy.handle, CURLOPT_URL, q.url.c_str());
  curl_easy_setopt(easy.handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy.handle, CURLOPT_HTTPHEADER, headers.items);
  if (q.post) {
    curl_easy_setopt(easy.handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(q.body.size()));
    curl_easy_setopt(easy.handle, CURLOPT_POSTFIELDS, q.body.c_str());
  }
  if (!q.user.empty()) {
    curl_easy_setopt(easy.handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(easy.handle, CURLOPT_USERNAME, q.user.c_str());
    curl_easy_setopt(easy.handle, CURLOPT_PASSWORD, q.password.c_str());
  }
  curl_easy_setopt(easy.handle, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy.handle, CURLOPT_WRITEDATA, &sink);
  curl_easy_setopt(easy.handle, CURLOPT_TIMEOUT, static_cast<long>(q.seconds));
  curl_easy_setopt(easy.handle, CURLOPT_NOSIGNAL, 1L);
  const auto code = curl_easy_perform(easy.handle);
  long status = 0;
  curl_easy_getinfo(easy.handle, CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK) {
    auto error = errors::unavailable("web.no_answer", "Nơi được hỏi chưa trả lời. Thử lại sau ít phút.");
    error.value().detail = status > 0 ? fmt::format("{} ({})", curl_easy_strerror(code), status) : curl_easy_strerror(code);
    return error;
  }
  answer.status = static_cast<int>(status);
  return answer;
}

bool private_address(std::string_view url) {
  if (url.starts_with("https://")) return url.size() > 8;
  if (!url.starts_with("http://")) return false;
  auto host = url.substr(7);
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.find('@') != std::string_view::npos) return false;
  const auto colon = host.starts_with("[") ? host.find(':', host.find(']')) : host.find(':');
  host = host.substr(0, colon);
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

}  // namespace motcua::web
