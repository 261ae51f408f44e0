// Into an account by what a provider of sign-in has proven.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "identity/citizen_parts.hpp"
#include "identity/oidc.hpp"
#include "identity/store_citizens.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::identity {

namespace {
using rows::LoginRow;

std::string digest_of(std::vector<LoginRow> logins) {
  std::ranges::sort(logins, {}, [](const LoginRow& l) { return std::pair(l.issuer, l.subject); });
  JsonWriter j;
  j.begin_array();
  for (const auto& l : logins)
    j.begin_array().value(l.issuer).value(l.subject).value(l.citizen.value).value(l.number).value(to_us(l.linked_at)).end_array();
  return web::sha256_hex(j.end_array().take());
}

// Somebody else at this provider, or by number: their accounts are never one.
bool another_person(const LoginRow& l, const ForeignPerson& p) {
  const auto& number = p.profile.number;
  if (!number.empty() && !l.number.empty()) return number != l.number;
  return l.issuer == p.issuer && l.subject != p.subject;
}
bool free_for(store::ReadTx& tx, CitizenId id, const ForeignPerson& p) {
  const auto logins = rows::logins_of(tx, id);
  return std::ranges::none_of(logins, [&](const LoginRow& l) { return another_person(l, p); });
}

// Whose account it is; none: a new one.
Result<CitizenId> account_of(store::ReadTx& tx, const ForeignPerson& p, CitizenId known) {
  if (const auto l = rows::login(tx, p.issuer, p.subject)) return l->citizen;
  if (!p.profile.number.empty())
    if (const auto same = rows::citizen_with_number(tx, p.profile.number)) return *same;
  if (known) {
    if (!free_for(tx, known, p))
      return errors::conflict("identity.login_of_another",
                              "Tài khoản đang mở đã gắn với một người khác. Đăng xuất, rồi đăng nhập lại bằng tài khoản của bạn.");
    return known;
  }
  for (const auto& contact : p.proven)
    if (const auto owner = rows::citizen_with(tx, contact); owner && free_for(tx, *owner, p)) return *owner;
  return CitizenId{};
}

// What nobody has typed yet is filled in; what somebody typed stays, but for the number that is proven now.
CitizenProfile filled(CitizenProfile mine, const ForeignPerson& p) {
  const auto fill = [](std::string& into, const std::string& from) {
    if (into.empty()) into = from;
  };
  if (!p.profile.number.empty()) mine.number = p.profile.number;
  fill(mine.name, p.profile.name);
  fill(mine.birth, p.profile.birth);
  fill(mine.sex, p.profile.sex);
  fill(mine.address, p.profile.address);
  return mine;
}

Result<std::int64_t> record(store::Tx& tx, CitizenId id, std::string_view kind, const std::string& profile, const std::string& logins,
                            std::int64_t expected, Instant now) {
  JsonWriter json;
  json.begin_object().field("content", web::sha256_hex(profile)).field("logins", logins).end_object();
  return store::append(tx,
                       {.object = "citizen",
                        .object_id = id.value,
                        .at = now,
                        .recorded_at = now,
                        .actor = id.value,
                        .unit = 0,
                        .kind = kind,
                        .payload = json.take()},
                       expected);
}

std::string told_logins(std::span<const store::JournalRow> rows) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    if (const auto json = Json::parse(row->payload))
      if (const auto logins = (*json)["logins"].text()) return std::string(*logins);
  return {};
}
}  // namespace

Result<Citizens::Arrived> Citizens::enter(const ForeignPerson& p, const Device& device, CitizenId known) {
  ensure(!p.issuer.empty() && !p.subject.empty(), "a login of a provider has a name");
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<Arrived> {
    Arrived arrived;
    TRY(arrived.citizen, account_of(tx, p, known));
    arrived.first_time = !arrived.citizen;
    if (arrived.first_time) arrived.citizen = ids_.next<CitizenTag>();
    const auto before = rows::citizen(tx, arrived.citizen);
    ensure(before.has_value() != arrived.first_time, "an account of a login exists");
    auto logins = rows::logins_of(tx, arrived.citizen);
    const auto own = std::ranges::find_if(logins, [&](const LoginRow& l) { return l.issuer == p.issuer && l.subject == p.subject; });
    const bool fresh = own == logins.end();
    const bool renumbered = !fresh && !p.profile.number.empty() && own->number != p.profile.number;
    if (fresh) logins.push_back({p.issuer, p.subject, arrived.citizen, p.profile.number, now});
    if (renumbered) own->number = p.profile.number;
    // What is typed later stays typed: the provider fills in once.
    const auto profile = before && !fresh && !renumbered
                             ? before->profile
                             : citizen::profile_json(filled(before ? citizen::profile_from(before->profile) : CitizenProfile{}, p));
    std::vector<Contact> added;
    for (const auto& contact : p.proven)
      if (!rows::citizen_with(tx, contact)) added.push_back(contact);
    if (fresh || renumbered || !added.empty()) {
      const auto kind = arrived.first_time ? "citizen.created" : fresh ? "citizen.login_linked" : "citizen.login_told_more";
      TRY(const auto version, record(tx, arrived.citizen, kind, profile, digest_of(logins), before ? before->version : 0, now));
      const rows::CitizenRow row{arrived.citizen, version, profile, now};
      if (before)
        ensure(rows::save_profile(tx, row, before->version), "the journal orders the writers of one citizen");
      else
        rows::insert(tx, row);
      if (fresh) rows::insert(tx, logins.back());
      if (renumbered) rows::save_number(tx, *own);
      for (const auto& contact : added) rows::insert(tx, contact, arrived.citizen, now);
    }
    arrived.session = web::random_token();
    rows::insert(tx, rows::CitizenSessionRow{citizen::session_hash(arrived.session), arrived.citizen, citizen::device_hash(device), now,
                                             now, now + options_.absolute});
    return arrived;
  });
}

bool Citizens::use_once(std::string_view token, Instant until) {
  const auto hash = web::sha256_hex(fmt::format("sso:{}", token));
  return db_.write([&](store::Tx& tx) -> Result<bool> { return rows::use_once(tx, hash, until); }).value_or(false);
}

store::Verifier login_verifier() {
  return {"identity: logins of citizens", [](store::ReadTx& tx) -> std::optional<std::string> {
            std::map<std::int64_t, std::string> rows_of;
            for (const auto id : rows::citizens_with_login(tx)) rows_of[id.value] = digest_of(rows::logins_of(tx, id));
            auto broken = store::replay(tx, "citizen",
                                        [&](std::int64_t id, std::span<const store::JournalRow> journal) -> std::optional<std::string> {
                                          const auto told = told_logins(journal);
                                          const auto found = rows_of.find(id);
                                          if (told != (found == rows_of.end() ? std::string() : found->second))
                                            return fmt::format("identity_citizen_login of {}: not what the journal says", id);
                                          if (found != rows_of.end()) rows_of.erase(found);
                                          return std::nullopt;
                                        });
            if (!broken && !rows_of.empty()) broken = fmt::format("identity_citizen_login of {}: no journal", rows_of.begin()->first);
            return broken;
          }};
}

}  // namespace motcua::identity
