// SQL ↔ types of this context. Private.
#pragma once

#include "store/kept_rows.hpp"
#include "visit/visit.hpp"

namespace motcua::visit {

struct Stamp {
  Instant at;
  std::int64_t by{};
};
void insert(store::Tx& tx, const Promise& p, const Stamp& stamp, const Error& taken);
std::vector<Promise> promises_of(store::ReadTx& tx, UnitId unit);
void insert(store::Tx& tx, const Session& s, const Stamp& stamp);
std::optional<Session> find_session(store::ReadTx& tx, SessionId id);
std::vector<Session> sessions_of(store::ReadTx& tx, UnitId unit, int limit);
std::vector<Session> sessions_from(store::ReadTx& tx, UnitId unit, Day day, int limit);  // without dossiers
bool in_a_session(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, SessionId session, std::int64_t id, const SessionCase& c, std::int64_t by, const Error& taken);

// Dossiers received at the desk in [from, to).
struct Seen {
  Visited v;
  std::optional<Instant> promised_at;  // told at reception
  bool waits_or_ended = false;
};
std::vector<Seen> received(store::ReadTx& tx, UnitId unit, Instant from, Instant to);

std::string content_of(const Promise& p, const Stamp& stamp);
std::string content_of(const Session& s, const Stamp& stamp);
std::string content_of(SessionId session, std::int64_t id, const SessionCase& c, std::int64_t by);
std::optional<std::string> broken_rows(store::ReadTx& tx);

}  // namespace motcua::visit
