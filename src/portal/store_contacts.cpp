#include "portal/store_contacts.hpp"

namespace motcua::portal {

using store::ReadTx;
using store::Row;

namespace {
#define CONTACT_COLUMNS "id, version, unit, kind, hamlet, name, place, phone, hours, ended"
MOTCUA_SQL(kPutContact, "INSERT INTO portal_contact (" CONTACT_COLUMNS
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET version = excluded.version, "
                        "ended = excluded.ended");
MOTCUA_SQL(kContact, "SELECT " CONTACT_COLUMNS " FROM portal_contact WHERE id = $1");
MOTCUA_SQL(kContactsOf, "SELECT " CONTACT_COLUMNS " FROM portal_contact WHERE unit = $1 AND ended = $2 ORDER BY hamlet, id LIMIT $3");
MOTCUA_SQL(kContactIds, "SELECT id FROM portal_contact ORDER BY id");

Contact contact_from(const Row& r) {
  Contact c;
  c.id = r.id<ContactTag>(0);
  c.version = r.i64(1);
  c.unit = r.id<identity::UnitTag>(2);
  c.kind = contact_kind_from(r.view(3)).value_or(ContactKind::hotline);
  c.hamlet = r.text(4);
  c.name = r.text(5);
  c.place = r.text(6);
  c.phone = r.text(7);
  c.hours = r.text(8);
  c.ended = r.boolean(9);
  return c;
}
}  // namespace

void put(store::Tx& tx, const Contact& c) {
  tx.send(kPutContact, c.id, c.version, c.unit, word(c.kind), c.hamlet, c.name, c.place, c.phone, c.hours, c.ended);
}
std::optional<Contact> find_contact(ReadTx& tx, ContactId id) { return tx.one<Contact>(kContact, contact_from, id); }
std::vector<Contact> contacts_of(ReadTx& tx, UnitId unit, int limit) {
  return tx.all<Contact>(kContactsOf, contact_from, unit, false, limit);
}
std::vector<std::int64_t> contact_ids(ReadTx& tx) {
  return tx.all<std::int64_t>(kContactIds, [](const Row& r) { return r.i64(0); });
}

}  // namespace motcua::portal
