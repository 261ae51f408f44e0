#include "identity/citizens.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "identity/citizen_parts.hpp"
#include "identity/gate.hpp"
#include "identity/permissions.hpp"
#include "identity/roles.hpp"
#include "identity/store_citizens.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::identity {

using namespace std::chrono_literals;
using citizen::device_hash;
using citizen::profile_from;
using citizen::profile_json;
using citizen::session_hash;

namespace {
constexpr auto kTouchEvery = 5min;

std::string asked_hash(std::string_view token) { return web::sha256_hex(fmt::format("citizen-code:{}", token)); }
std::string six_digits() {
  const auto bytes = web::random_bytes(8);
  std::uint64_t n = 0;
  for (const char c : bytes) n = n << 8 | static_cast<unsigned char>(c);
  return fmt::format("{:06}", n % 1'000'000);
}

// What the journal keeps of a citizen: that something changed and its digest, never the person's data.
Result<std::int64_t> journal(store::Tx& tx, CitizenId id, std::string_view kind, std::string_view what, std::int64_t expected,
                             Instant now) {
  JsonWriter json;
  json.begin_object().field("content", web::sha256_hex(what)).end_object();
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

bool plain_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > 254) return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == domain.size()) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '@' || c == '.' || c == '-' || c == '_' || c == '+';
                     }) &&
         domain.find('@') == std::string_view::npos;
}
}  // namespace

namespace citizen {
std::string session_hash(std::string_view token) { return web::sha256_hex(fmt::format("citizen-session:{}", token)); }
std::string device_hash(const Device& device) { return web::sha256_hex("device:" + device.user_agent); }

std::string profile_json(const CitizenProfile& p) {
  JsonWriter json;
  json.begin_object().field("name", p.name).field("number", p.number).field("birth", p.birth).field("sex", p.sex);
  return json.field("address", p.address).end_object().take();
}
CitizenProfile profile_from(std::string_view text) {
  CitizenProfile p;
  const auto json = Json::parse(text);
  if (!json) return p;
  const auto get = [&](std::string_view key) { return std::string((*json)[key].text().value_or("")); };
  return {get("name"), get("number"), get("birth"), get("sex"), get("address")};
}
}  // namespace citizen

std::string_view word(ContactKind kind) { return kind == ContactKind::phone ? "phone" : "email"; }

Result<Contact> parse_contact(std::string_view typed) {
  const auto text = clean(typed);
  const auto wrong = [](std::string message) {
    return errors::invalid_fields("identity.contact_wrong", {{"lien_he", std::move(message)}});
  };
  if (text.empty()) return wrong("Gõ nơi nhận mã của bạn.");
  if (text.find('@') != std::string::npos) {
    const auto lower = ascii_lower(text);
    if (!plain_address(lower)) return wrong("Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@thu.example.");
    return Contact{ContactKind::email, lower};
  }
  const auto phone = Phone::parse(text);
  if (!phone || phone->kind() != Phone::Kind::mobile) return wrong("Số điện thoại chưa đúng. Gõ số di động 10 chữ số, ví dụ 0912 345 678.");
  return Contact{ContactKind::phone, phone->national()};
}

std::string masked(const Contact& contact) {
  if (contact.kind == ContactKind::phone) {
    const auto phone = Phone::parse(contact.value);
    return phone ? phone->masked() : "số điện thoại của bạn";
  }
  const auto at = contact.value.find('@');
  return contact.value.substr(0, std::min<std::size_t>(2, at)) + "…" + contact.value.substr(at);
}

std::string_view Citizen::contact(ContactKind kind) const {
  for (const auto& c : contacts)
    if (c.kind == kind) return c.value;
  return {};
}
std::string Citizen::shown_name() const {
  if (!profile.name.empty()) return profile.name;
  return contacts.empty() ? "Người dân" : masked(contacts.front());
}

std::string Citizens::code_hash(std::string_view token, std::string_view code) const {
  return web::sha256_hex(web::hmac_sha256(options_.secret, fmt::format("{}:{}", token, code)));
}

Result<Citizens::Asked> Citizens::ask_code(const Contact& contact) {
  if (!sender_.reaches(contact.kind))
    return errors::invalid_fields("identity.contact_unreachable",
                                  {{"lien_he", contact.kind == ContactKind::phone
                                                   ? "Hệ thống chưa nhắn tin được. Dùng địa chỉ thư điện tử, hoặc đến quầy để được giúp."
                                                   : "Hệ thống chưa gửi thư được. Dùng số điện thoại, hoặc đến quầy để được giúp."}});
  const auto now = clock_.now();
  const auto token = web::random_token();
  const auto code = six_digits();
  return db_.write([&](store::Tx& tx) -> Result<Asked> {
    if (rows::codes_since(tx, contact, now - 1h) >= options_.codes_an_hour)
      return errors::invalid_fields("identity.too_many_codes",
                                    {{"lien_he", "Đã gửi nhiều mã trong một giờ qua. Chờ rồi thử lại sau, hoặc dùng mã vừa nhận."}});
    const auto until = now + options_.code_life;
    rows::insert(tx, rows::CodeRow{asked_hash(token), contact, code_hash(token, code), 0, now, until});
    sender_.send_code(tx, contact, code, until);
    return Asked{token, options_.show_code ? code : ""};
  });
}

std::optional<Contact> Citizens::asked_contact(std::string_view token) const {
  if (token.empty()) return std::nullopt;
  const auto row = db_.read([&](store::ReadTx& tx) { return rows::code(tx, asked_hash(token)); });
  if (!row || row->until <= clock_.now()) return std::nullopt;
  return row->contact;
}

Result<Citizens::Arrived> Citizens::prove(std::string_view token, std::string_view code, const Device& device, CitizenId known) {
  const auto now = clock_.now();
  const auto hash = asked_hash(token);
  enum class Outcome : std::uint8_t { gone, wrong, through };
  Arrived arrived;
  // A wrong try is written down, so the use case ends well and says so.
  TRY(const auto outcome, db_.write([&](store::Tx& tx) -> Result<Outcome> {
    const auto row = rows::code(tx, hash);
    if (!row || row->until <= now || row->tries >= options_.tries) return Outcome::gone;
    std::string digits;
    for (const char c : code)
      if (c >= '0' && c <= '9') digits += c;
    if (!web::constant_time_equal(code_hash(token, digits), row->code_hash)) {
      rows::count_try(tx, hash);
      return Outcome::wrong;
    }
    rows::spend_code(tx, hash);
    arrived = {};
    if (const auto owner = rows::citizen_with(tx, row->contact)) {
      arrived.citizen = *owner;
    } else {
      arrived.citizen = known ? known : ids_.next<CitizenTag>();
      const auto before = rows::citizen(tx, arrived.citizen);
      arrived.first_time = !before;
      TRY(const auto version, journal(tx, arrived.citizen, before ? "citizen.contact_added" : "citizen.created", row->contact.value,
                                      before ? before->version : 0, now));
      if (before) {
        auto c = *before;
        c.version = version;
        rows::save_profile(tx, c, before->version);
      } else {
        rows::insert(tx, rows::CitizenRow{arrived.citizen, version, profile_json({}), now});
      }
      rows::insert(tx, row->contact, arrived.citizen, now);
    }
    arrived.session = web::random_token();
    rows::insert(tx, rows::CitizenSessionRow{session_hash(arrived.session), arrived.citizen, device_hash(device), now, now,
                                             now + options_.absolute});
    return Outcome::through;
  }));
  if (outcome == Outcome::gone)
    return errors::invalid_fields("identity.code_gone", {{"code", "Mã đã hết hạn hoặc đã nhập sai nhiều lần. Yêu cầu mã mới."}});
  if (outcome == Outcome::wrong)
    return errors::invalid_fields("identity.code_wrong", {{"code", "Mã chưa đúng. Xem lại 6 chữ số trong tin vừa nhận."}});
  return arrived;
}

std::optional<Citizen> Citizens::presence(std::string_view session, const Device& device) {
  const auto now = clock_.now();
  const auto hash = session_hash(session);
  bool touch = false;
  auto found = db_.read([&](store::ReadTx& tx) -> std::optional<Citizen> {
    const auto row = rows::citizen_session(tx, hash);
    if (!row || row->expires_at <= now || row->seen_at + options_.idle <= now || row->device_hash != device_hash(device))
      return std::nullopt;
    touch = now - row->seen_at >= kTouchEvery;
    return find(tx, row->citizen);
  });
  if (found && touch)
    (void)db_.write([&](store::Tx& tx) -> Status {
      rows::touch_citizen_session(tx, hash, now);
      return {};
    });
  return found;
}

void Citizens::sign_out(std::string_view session) {
  (void)db_.write([&](store::Tx& tx) -> Status {
    rows::delete_citizen_session(tx, session_hash(session));
    return {};
  });
}

std::optional<Citizen> Citizens::find(store::ReadTx& tx, CitizenId id) const {
  const auto row = rows::citizen(tx, id);
  if (!row) return std::nullopt;
  return Citizen{row->id, profile_from(row->profile), rows::contacts_of(tx, id), !rows::logins_of(tx, id).empty()};
}

Status Citizens::save_profile(CitizenId id, const CitizenProfile& profile) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto row = rows::citizen(tx, id);
    if (!row) return errors::not_found("identity.no_citizen", "Không có tài khoản này.");
    const auto text = profile_json(profile);
    if (text == row->profile) return {};
    const auto before = row->version;
    TRY(row->version, journal(tx, id, "citizen.profile_saved", text, before, now));
    row->profile = text;
    ensure(rows::save_profile(tx, *row, before), "the journal orders the writers of one citizen");
    return {};
  });
}

std::int64_t Citizens::sweep() {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<std::int64_t> { return rows::sweep_citizens(tx, now, now - options_.idle, now - 24h); })
      .value_or(0);
}

// ---- principal and gate ----

CitizenPrincipal::CitizenPrincipal(Citizen who) : citizen_(std::move(who)) {
  account_id = citizen_.id.value;
  display_name = citizen_.shown_name();
}
bool CitizenPrincipal::permits(web::Permission permission) const {
  return permission.name == web::kOpen.name || role_info(Role::citizen).permissions.has(permission);
}

const Citizen* citizen_of(const web::Call& call) {
  const auto* principal = dynamic_cast<const CitizenPrincipal*>(call.principal.get());
  return principal ? &principal->citizen() : nullptr;
}

web::Cookie citizen_cookie(std::string token) {
  const bool gone = token.empty();
  return {std::string(kCitizenCookie), std::move(token), "Lax", gone ? std::optional(0s) : std::nullopt, true};
}
web::Cookie code_cookie(std::string token) {
  const bool gone = token.empty();
  return {std::string(kCodeCookie), std::move(token), "Lax", std::chrono::seconds(gone ? 0s : 900s), true};
}

std::shared_ptr<const web::Principal> EverybodyGate::identify(const web::Request& request, web::Response& out) {
  auto staff = staff_.identify(request, out);
  const auto token = request.cookie(kCitizenCookie);
  if (staff->signed_in() || token.empty()) return staff;
  auto citizen = citizens_.presence(token, device_of(request));
  if (!citizen) {
    out.cookies.push_back(citizen_cookie(""));
    return staff;
  }
  auto principal = std::make_shared<CitizenPrincipal>(*std::move(citizen));
  principal->session_key = web::hmac_sha256(token, "identity.citizen_session_key");
  return principal;
}

}  // namespace motcua::identity
