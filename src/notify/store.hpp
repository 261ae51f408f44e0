// SQL ↔ types. Private.
#pragma once

#include "notify/messages.hpp"

namespace motcua::notify {

void insert(store::Tx& tx, const Message& m);  // nothing happens when the cause is known
std::vector<Message> due(store::ReadTx& tx, Instant now, int limit);
void settle(store::Tx& tx, const Message& m);  // state, tries, next try, body
std::vector<Message> on_page(store::ReadTx& tx, identity::CitizenId citizen, int limit);
std::vector<Message> troubled(store::ReadTx& tx, int limit);
bool try_again(store::Tx& tx, std::int64_t id, Instant now);

}  // namespace motcua::notify
