// SQL ↔ types of citizens. Private.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/citizens.hpp"

namespace motcua::identity::rows {

struct CitizenRow {
  CitizenId id;
  std::int64_t version{};
  std::string profile;  // JSON
  Instant made_at;
};
struct CodeRow {
  std::string token_hash;
  Contact contact;
  std::string code_hash;
  int tries = 0;
  Instant made_at, until;
};
struct CitizenSessionRow {
  std::string token_hash;
  CitizenId citizen;
  std::string device_hash;
  Instant made_at, seen_at, expires_at;
};

std::optional<CitizenRow> citizen(store::ReadTx& tx, CitizenId id);
void insert(store::Tx& tx, const CitizenRow& c);
bool save_profile(store::Tx& tx, const CitizenRow& c, std::int64_t old_version);
std::vector<Contact> contacts_of(store::ReadTx& tx, CitizenId id);
std::optional<CitizenId> citizen_with(store::ReadTx& tx, const Contact& contact);
void insert(store::Tx& tx, const Contact& contact, CitizenId id, Instant now);
std::optional<CodeRow> code(store::ReadTx& tx, std::string_view token_hash);
int codes_since(store::ReadTx& tx, const Contact& contact, Instant since);
void insert(store::Tx& tx, const CodeRow& c);
void count_try(store::Tx& tx, std::string_view token_hash);
void spend_code(store::Tx& tx, std::string_view token_hash);  // stays counted, opens nothing any more
std::optional<CitizenSessionRow> citizen_session(store::ReadTx& tx, std::string_view token_hash);
void insert(store::Tx& tx, const CitizenSessionRow& s);
void touch_citizen_session(store::Tx& tx, std::string_view token_hash, Instant now);
void delete_citizen_session(store::Tx& tx, std::string_view token_hash);
struct LoginRow {
  std::string issuer, subject;
  CitizenId citizen;
  std::string number;
  Instant linked_at;
};
std::optional<LoginRow> login(store::ReadTx& tx, std::string_view issuer, std::string_view subject);
std::vector<LoginRow> logins_of(store::ReadTx& tx, CitizenId id);
std::optional<CitizenId> citizen_with_number(store::ReadTx& tx, std::string_view number);
void insert(store::Tx& tx, const LoginRow& l);
void save_number(store::Tx& tx, const LoginRow& l);
std::vector<CitizenId> citizens_with_login(store::ReadTx& tx);
bool use_once(store::Tx& tx, std::string_view token_hash, Instant until);
std::int64_t sweep_citizens(store::Tx& tx, Instant now, Instant idle_before, Instant codes_before);

}  // namespace motcua::identity::rows
