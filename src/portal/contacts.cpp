#include "portal/contacts.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "portal/store_contacts.hpp"
#include "store/kept_rows.hpp"
#include "web/crypto.hpp"

namespace motcua::portal {

namespace {
constexpr int kMostContacts = 300;
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kContactWords{
    {{"hotline", "Đường dây nóng"}, {"point", "Điểm hỗ trợ"}, {"team", "Tổ hỗ trợ"}}};

std::string digest_of(const Contact& c) {
  JsonWriter j;
  j.begin_array().value(c.id.value).value(c.unit.value).value(word(c.kind)).value(c.hamlet).value(c.name).value(c.place);
  return web::sha256_hex(j.value(c.phone).value(c.hours).value(c.ended).end_array().take());
}
Status keep_contact(store::Tx& tx, const Actor& actor, Instant now, std::string_view kind, Contact& c) {
  const auto before = c.version++;
  put(tx, c);
  return store::append(tx, store::RowChange{"portal_contact", c.id.value, before, now, actor.account_id, actor.acting_unit().value,
                                            actor.display_name, kind, digest_of(c)});
}
}  // namespace

std::string_view word(ContactKind k) { return kContactWords.at(static_cast<std::size_t>(k)).first; }
std::string_view label(ContactKind k) { return kContactWords.at(static_cast<std::size_t>(k)).second; }
std::optional<ContactKind> contact_kind_from(std::string_view w) {
  for (const auto k : kContactKinds)
    if (word(k) == w) return k;
  return std::nullopt;
}

std::vector<Contact> Contacts::list(UnitId unit) {
  auto all = db_.read([&](store::ReadTx& tx) { return contacts_of(tx, unit, kMostContacts); });
  std::ranges::stable_sort(all, {}, &Contact::kind);
  return all;
}

Status Contacts::add(const Actor& actor, const Contact& given) {
  TRY_VOID(actor.require(identity::kDossierAllocate, given.unit));
  auto c = given;
  for (auto* text : {&c.hamlet, &c.name, &c.place, &c.phone, &c.hours}) *text = clean(text->substr(0, 200));
  std::vector<FieldError> wrong;
  if (c.name.empty()) wrong.push_back({"ten", "Ghi tên, ví dụ: Nhà văn hóa ấp 1, Tổ công nghệ số ấp 1."});
  if (!c.phone.empty() || c.kind == ContactKind::hotline) {
    if (const auto phone = Phone::parse(c.phone))
      c.phone = phone->national();
    else
      wrong.push_back({"dien_thoai", "Ghi số điện thoại gọi được, ví dụ 1022 hoặc 0277 3 812 345."});
  }
  if (c.kind == ContactKind::point && c.place.empty()) wrong.push_back({"noi", "Ghi nơi đến được, ví dụ: Nhà văn hóa ấp 1, đường Số 2."});
  if (!wrong.empty()) return errors::invalid_fields("portal.contact_incomplete", std::move(wrong));
  c.id = ids_.next<ContactTag>();
  c.version = 0;
  c.ended = false;
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto fresh = c;
    return keep_contact(tx, actor, now, "portal.contact_added", fresh);
  });
}

Status Contacts::end(const Actor& actor, ContactId id) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto c = find_contact(tx, id);
    if (!c || !actor.permits_in(identity::kDossierAllocate, c->unit))
      return errors::not_found("portal.no_contact", "Không có dòng liên hệ này ở nơi bạn phụ trách.");
    if (c->ended) return {};
    c->ended = true;
    return keep_contact(tx, actor, now, "portal.contact_ended", *c);
  });
}

std::vector<store::Verifier> Contacts::verifiers() const {
  return {{"portal: contacts", [](store::ReadTx& tx) {
             return store::check_kept_rows(tx, "portal_contact", contact_ids(tx), [&](std::int64_t id) -> store::KeptRow {
               const auto c = find_contact(tx, ContactId{id});
               if (!c) return std::nullopt;
               return std::pair{digest_of(*c), c->version};
             });
           }}};
}

}  // namespace motcua::portal
