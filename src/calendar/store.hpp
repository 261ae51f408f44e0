// Rows of the calendar ↔ types. Private to the context.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"

namespace motcua::calendar::rows {

std::int64_t revision(store::ReadTx& tx);
void bump_revision(store::Tx& tx);
// Scopes that say anything of their own.
std::vector<Scope> scopes(store::ReadTx& tx);
// What one scope says now.
CalendarLayer layer(store::ReadTx& tx, const Scope& scope);
HolidayDecisions decisions(store::ReadTx& tx);

struct Stamp {
  Instant at;
  std::int64_t by{};
};
// With a seed key: nothing happens when it is there already (0 rows).
std::int64_t add_exception(store::Tx& tx, std::int64_t id, const NewException& wish, std::optional<std::string_view> seed_key, Stamp stamp);
void add_weekday(store::Tx& tx, std::int64_t id, const NewWeekdayRule& wish, Stamp stamp);
struct Decision {
  std::string kind;  // "tet", "national_day"
  int year{}, choice{};
  std::string source;
};
std::int64_t add_decision(store::Tx& tx, const Decision& decision);
std::int64_t decision_id(const Decision& decision);  // names it in the journal
std::optional<StoredException> exception(store::ReadTx& tx, std::int64_t id);
void withdraw_exception(store::Tx& tx, std::int64_t id, Instant at);
std::vector<StoredException> exceptions(store::ReadTx& tx, const Scope& scope, Day first, Day last);

std::vector<StoredWeekday> weekdays(store::ReadTx& tx, const Scope& scope);
struct VersionedWeekday {
  StoredWeekday stored;
  std::int64_t version{};  // of its journal
};
std::optional<VersionedWeekday> weekday(store::ReadTx& tx, std::int64_t id);
void withdraw_weekday(store::Tx& tx, std::int64_t id, std::int64_t version, Instant at);
void end_weekday(store::Tx& tx, std::int64_t id, std::int64_t version, Day last);

// What the first journal row of each says. `seed_key`: came with the program.
std::string payload_of(const NewException& wish, std::optional<std::string_view> seed_key = {});
std::string payload_of(const NewWeekdayRule& wish);
std::string payload_of(const Decision& decision);

// Every row as it is kept, withdrawn ones too, in order of id: for verify.
struct Kept {
  std::int64_t id{};
  std::string payload;                  // as the first journal row of a row like this says it
  std::optional<std::int64_t> version;  // where the row keeps one
  std::optional<Stamp> created;
  std::optional<Instant> withdrawn_at;
};
std::vector<Kept> kept_exceptions(store::ReadTx& tx);
std::vector<Kept> kept_sessions(store::ReadTx& tx);
std::vector<Kept> kept_decisions(store::ReadTx& tx);

std::string sessions_text(const std::vector<Session>& sessions);
std::vector<Session> sessions_of(std::string_view text);
std::string_view level_name(ScopeLevel level);
std::string_view kind_name(ExceptionKind kind);

}  // namespace motcua::calendar::rows
