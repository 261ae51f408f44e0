// People of the portal. Who proves an e-mail address or a telephone number with a one-time code is signed in; the first time makes the
// account. No passwords. What the person says of himself (profile) is kept to be filled in again, and proves nothing.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "identity/sign_in.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"
#include "web/gate.hpp"

namespace motcua::identity {

using CitizenId = Id<struct CitizenTag>;

enum class ContactKind : std::uint8_t { email, phone };
std::string_view word(ContactKind kind);
struct Contact {
  ContactKind kind{};
  std::string value;  // lower case address; number in national form
  friend bool operator==(const Contact&, const Contact&) = default;
};
Result<Contact> parse_contact(std::string_view typed);  // errors name the field "lien_he"
std::string masked(const Contact& contact);             // "bi…@thu.example", "09•••••678"

struct ForeignPerson;

struct CitizenProfile {
  std::string name, number, birth, sex, address;
  friend bool operator==(const CitizenProfile&, const CitizenProfile&) = default;
};
struct Citizen {
  CitizenId id;
  CitizenProfile profile;
  std::vector<Contact> contacts;  // proven, oldest first
  bool by_provider = false;       // a provider of sign-in has proven who this is
  std::string_view contact(ContactKind kind) const;
  std::string shown_name() const;  // the name, else the masked contact
};

// Brings a code to the person; filled in by whoever can send messages.
class CodeSender {
 public:
  virtual ~CodeSender() = default;
  virtual bool reaches(ContactKind kind) const = 0;
  virtual void send_code(store::Tx& tx, const Contact& to, std::string_view code, Instant until) = 0;
};

struct CitizenOptions {
  std::string secret;  // keys the hashes of codes
  std::chrono::minutes code_life{10};
  int tries = 5;          // of one code
  int codes_an_hour = 5;  // to one contact
  std::chrono::hours idle{12};
  std::chrono::hours absolute{24 * 7};
  bool show_code = false;  // demonstration only: the page tells the code
};

class Citizens {
 public:
  Citizens(store::Database& db, const Clock& clock, IdSource& ids, CodeSender& sender, CitizenOptions options)
      : db_(db), clock_(clock), ids_(ids), sender_(sender), options_(std::move(options)) {}

  struct Asked {
    std::string token;  // for the cookie of this browser
    std::string code;   // only when options.show_code
  };
  // The same answer whether the contact has an account or not.
  Result<Asked> ask_code(const Contact& contact);
  std::optional<Contact> asked_contact(std::string_view token) const;
  // The code was right: a session. `known`: who is signed in already gets a further contact instead of another account.
  struct Arrived {
    std::string session;
    CitizenId citizen;
    bool first_time = false;
  };
  Result<Arrived> prove(std::string_view token, std::string_view code, const Device& device, CitizenId known = {});

  // Who a provider of sign-in has proven (oidc.hpp): the account that login opens, the one of the same proven personal number, the one
  // signed in (`known`), the one of the same proven contact, else a new one. What the person typed of himself never decides, and an account
  // that is another person's there is not opened. Error identity.login_of_another.
  Result<Arrived> enter(const ForeignPerson& person, const Device& device, CitizenId known = {});
  // False: this way was gone before.
  bool use_once(std::string_view token, Instant until);

  std::optional<Citizen> presence(std::string_view session, const Device& device);
  void sign_out(std::string_view session);
  std::optional<Citizen> find(store::ReadTx& tx, CitizenId id) const;
  Status save_profile(CitizenId id, const CitizenProfile& profile);
  bool reaches(ContactKind kind) const { return sender_.reaches(kind); }
  std::int64_t sweep();  // ended sessions and old codes

 private:
  std::string code_hash(std::string_view token, std::string_view code) const;
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  CodeSender& sender_;
  CitizenOptions options_;
};

// Accounts opened by a provider are what the journal says.
store::Verifier login_verifier();

// A citizen as the caller of a page: may look after own dossiers and judge, nothing of the staff.
class CitizenPrincipal final : public web::Principal {
 public:
  explicit CitizenPrincipal(Citizen who);
  bool permits(web::Permission permission) const override;
  const Citizen& citizen() const { return citizen_; }

 private:
  Citizen citizen_;
};
// The citizen behind a call; null for anybody else.
const Citizen* citizen_of(const web::Call& call);

inline constexpr std::string_view kCitizenCookie = "mc_dan";
inline constexpr std::string_view kCodeCookie = "mc_ma";
web::Cookie citizen_cookie(std::string token);
web::Cookie code_cookie(std::string token);

// Staff by their session; else citizens by theirs. Who has both acts as staff.
class EverybodyGate final : public web::Gate {
 public:
  EverybodyGate(web::Gate& staff, Citizens& citizens) : staff_(staff), citizens_(citizens) {}
  std::shared_ptr<const web::Principal> identify(const web::Request& request, web::Response& out) override;

 private:
  web::Gate& staff_;
  Citizens& citizens_;
};

}  // namespace motcua::identity
