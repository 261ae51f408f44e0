// SQL ↔ types of contacts. Private.
#pragma once

#include "portal/contacts.hpp"

namespace motcua::portal {

void put(store::Tx& tx, const Contact& c);
std::optional<Contact> find_contact(store::ReadTx& tx, ContactId id);
std::vector<Contact> contacts_of(store::ReadTx& tx, UnitId unit, int limit);
std::vector<std::int64_t> contact_ids(store::ReadTx& tx);

}  // namespace motcua::portal
