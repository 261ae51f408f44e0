// Sign-in and sessions. The browser holds a random token; the database its hash. A session is bound to the browser (hash of the
// user agent), rotated at sign-in, at the second factor and at a change of password, and ends when idle or old.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.hpp"

namespace motcua::identity {

struct SignInOptions {
  std::chrono::minutes idle{60};
  std::chrono::hours absolute{12};
  std::chrono::minutes second_factor{5};  // between password and code
  int free_failures = 4;                  // then the next try waits 30 s, 1 min, 2, 4 … up to an hour
};

struct Device {
  std::string user_agent;
};

enum class SignInStage : std::uint8_t { full, second_factor };
struct SignedIn {
  std::string token;  // for the cookie
  AccountId account;
  SignInStage stage{};
  bool must_change_password = false;
};

struct SessionInfo {
  std::string key;  // names it in forms; not the token
  std::string device;
  Instant created_at, seen_at;
  bool current = false;
};

// Who a token stands for, as the gate finds it.
struct Presence {
  std::shared_ptr<const Actor> actor;
  bool must_change_password = false;
  std::string token_hash;
};

class SignIn {
 public:
  SignIn(Accounts& accounts, SignInOptions options = {});

  // One answer for every wrong pair, and the same work: nobody learns which user names exist. Tries are counted by name, so names
  // that nobody has make you wait as well.
  // Errors: identity.sign_in_failed, identity.sign_in_wait (says how long).
  Result<SignedIn> password(std::string_view user_name, std::string_view password, const Device& device);
  // The code of the app or a recovery code; a new token.
  Result<SignedIn> second_factor(std::string_view token, std::string_view code, const Device& device);

  // Nothing for an unknown, ended or strange token, or while the second factor is due.
  std::optional<Presence> presence(std::string_view token, const Device& device);
  bool waits_for_second_factor(std::string_view token, const Device& device) const;
  // A new token for the same session (after a change of password); the old one is dead at once.
  Result<std::string> rotate(std::string_view token, const Device& device);
  Status choose_unit(const Actor& by, std::string_view token, UnitId unit);

  void sign_out(std::string_view token);
  void sign_out_everywhere(const Actor& by, std::string_view keep_token = {});
  Status end_session(const Actor& by, std::string_view key);
  std::vector<SessionInfo> sessions(const Actor& by, std::string_view token) const;
  // Ended sessions and tries of yesterday leave their tables; for the worker, every few minutes.
  std::int64_t sweep();

  static std::string token_hash(std::string_view token);
  Accounts& accounts() const { return accounts_; }

 private:
  std::string insert(store::Tx& tx, AccountId account, bool full, const Device& device, UnitId unit, Instant now);
  Status count_failure(store::Tx& tx, std::string_view key, AccountId account, const Device& device, Instant now);
  // Through: tries are forgotten, the journal says from which device.
  Status arrived(store::Tx& tx, AccountId account, std::string_view key, const Device& device, Instant now);
  Accounts& accounts_;
  Identity& identity_;
  SignInOptions options_;
  std::string dummy_hash_;  // verified for user names that do not exist
};

}  // namespace motcua::identity
