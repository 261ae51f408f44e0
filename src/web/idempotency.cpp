#include "web/idempotency.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "store/idempotency.hpp"
#include "web/crypto.hpp"

namespace motcua::web {
namespace {

// Hashed: session keys do not lie about in memory longer than needed.
std::string name_of(std::string_view owner, std::string_view key) {
  return sha256_hex(std::to_string(owner.size()) + ":" + std::string(owner) + std::string(key));
}

}  // namespace

Idempotency::Claim MemoryIdempotency::claim(std::string_view owner, std::string_view key, std::string_view fingerprint) {
  const auto name = name_of(owner, key);
  std::unique_lock held(lock_);
  const auto free_or_done = [&] {
    const auto found = entries_.find(name);
    return found == entries_.end() || !found->second.running || found->second.fingerprint != fingerprint;
  };
  if (!changed_.wait_for(held, options_.wait, free_or_done)) return {State::running, {}};
  make_room();
  const auto [entry, fresh] = entries_.try_emplace(name, Entry{std::string(fingerprint), clock_.now(), true, {}});
  if (fresh) return {State::fresh, {}};
  if (entry->second.fingerprint != fingerprint) return {State::other_content, {}};
  return {State::done, entry->second.answer};
}

void MemoryIdempotency::complete(std::string_view owner, std::string_view key, const Response& answer) {
  if (answer.body.size() > options_.max_body || !answer.file.empty()) return forget(owner, key);
  const std::lock_guard held(lock_);
  if (const auto found = entries_.find(name_of(owner, key)); found != entries_.end()) {
    found->second.running = false;
    found->second.answer = answer;
  }
  changed_.notify_all();
}

void MemoryIdempotency::forget(std::string_view owner, std::string_view key) {
  const std::lock_guard held(lock_);
  entries_.erase(name_of(owner, key));
  changed_.notify_all();
}

void MemoryIdempotency::make_room() {
  if (entries_.size() < options_.max_entries) return;
  const auto oldest = clock_.now() - options_.keep;
  std::erase_if(entries_, [&](const auto& e) { return !e.second.running && e.second.at < oldest; });
  while (entries_.size() >= options_.max_entries) {
    const auto first = std::ranges::min_element(entries_, {}, [](const auto& e) { return e.second.at; });
    entries_.erase(first);
  }
}

std::string MemoryIdempotency::fingerprint_of(std::string_view owner, std::string_view key) {
  const std::lock_guard held(lock_);
  const auto found = entries_.find(name_of(owner, key));
  return found == entries_.end() ? "" : found->second.fingerprint;
}

Idempotency::Claim StoredIdempotency::claim(std::string_view owner, std::string_view key, std::string_view fingerprint) {
  auto claimed = here_.claim(owner, key, fingerprint);
  if (claimed.state != State::fresh) return claimed;
  const auto scope = sha256_hex(owner);  // no session keys in the database
  try {
    auto earlier = db_.read([&](store::ReadTx& tx) { return store::earlier_answer(tx, scope, key, fingerprint); });
    if (earlier && !*earlier) return claimed;
    here_.forget(owner, key);
    if (!earlier) return {State::other_content, {}};
    const auto kept = Json::parse(**earlier);
    ensure(kept.has_value(), "a kept answer is JSON");
    auto answer = Response::see_other(std::string((*kept)["location"].text().value_or("/")));
    answer.flash = (*kept)["flash"].text().value_or("");
    return {State::done, std::move(answer)};
  } catch (...) {
    here_.forget(owner, key);
    throw;
  }
}

void StoredIdempotency::complete(std::string_view owner, std::string_view key, const Response& answer) {
  const auto fingerprint = here_.fingerprint_of(owner, key);
  here_.complete(owner, key, answer);
  const auto location = std::ranges::find(answer.headers, "Location", &std::pair<std::string, std::string>::first);
  if (answer.status != 303 || location == answer.headers.end() || !answer.cookies.empty() || fingerprint.empty()) return;
  JsonWriter json;
  json.begin_object().field("location", location->second).field("flash", answer.flash).end_object();
  const auto text = json.take();
  const auto scope = sha256_hex(owner);
  // Another instance was faster: both did the work, nothing to keep.
  (void)db_.write([&](store::Tx& tx) -> Status {
    store::keep_answer(tx, scope, key, fingerprint, text, clock_.now());
    return {};
  });
}

}  // namespace motcua::web
