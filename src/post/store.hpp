// SQL ↔ types of this context, and the journal of its rows. Private.
#pragma once

#include "post/custody.hpp"
#include "post/post.hpp"
#include "store/kept_rows.hpp"

namespace motcua::post {

void put(store::Tx& tx, const Slip& s);  // new, or over the version before
std::optional<Slip> find_slip(store::ReadTx& tx, SlipId id);
std::vector<Slip> slips_in(store::ReadTx& tx, const std::vector<UnitId>& units, Direction d, SlipState s, int limit);
std::vector<Slip> slips_of(store::ReadTx& tx, ProtocolId id);
std::vector<Slip> slips_of(store::ReadTx& tx, DossierId id);
FeesTaken fees_of(store::ReadTx& tx, UnitId unit, Instant from, Instant to);
void put(store::Tx& tx, const Protocol& p);
std::optional<Protocol> find_protocol(store::ReadTx& tx, ProtocolId id);
std::vector<Protocol> newest_protocols(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);
// With slips the other side has not decided on; oldest first.
std::vector<Protocol> open_protocols(store::ReadTx& tx, const std::vector<UnitId>& units, Direction d);
void insert(store::Tx& tx, const Scheme& s, Instant at, std::int64_t by);
std::vector<Scheme> schemes_of(store::ReadTx& tx, UnitId unit);
std::vector<SchemeCount> scheme_counts(store::ReadTx& tx, UnitId unit);
std::vector<ReadyRow> ready_to_send(store::ReadTx& tx, UnitId unit);

std::vector<Folder> folders_of(store::ReadTx& tx, UnitId unit, int limit);
// Results and parcels of a desk that was merged into this one, which lie here now.
std::vector<Folder> folders_after(store::ReadTx& tx, UnitId unit, UnitId ended, int limit);
std::optional<Folder> folder_of(store::ReadTx& tx, std::string_view code);
void insert(store::Tx& tx, const Count& c);
std::vector<Count> counts_of(store::ReadTx& tx, UnitId unit, int limit);
void put(store::Tx& tx, const Alarm& a);
std::optional<Alarm> find_alarm(store::ReadTx& tx, AlarmId id);
std::vector<Alarm> open_alarms(store::ReadTx& tx, const std::vector<UnitId>& units);
int count_open_alarms(store::ReadTx& tx, const std::vector<UnitId>& units);
std::vector<Alarm> alarms_of(store::ReadTx& tx, DossierId id);

// Digests for journal and verify.
std::string content_of(const Slip& s);
std::string content_of(const Protocol& p);
std::string content_of(const Scheme& s, Instant at, std::int64_t by);
std::string content_of(const Count& c);
std::string content_of(const Alarm& a);
std::vector<std::int64_t> ids_of(store::ReadTx& tx, std::string_view table);
store::KeptRow kept_scheme(store::ReadTx& tx, std::int64_t id);
store::KeptRow kept_count(store::ReadTx& tx, std::int64_t id);
std::optional<std::string> number_gap(store::ReadTx& tx);

// Written with its row of the journal; the version grows by one.
struct Deed {
  const Actor& actor;
  Instant now;
  std::string_view kind;  // "post.slip_written"
};
Status keep(store::Tx& tx, const Deed& deed, Slip& s);
Status keep(store::Tx& tx, const Deed& deed, Protocol& p);
Status keep(store::Tx& tx, const Deed& deed, Alarm& a);
Status keep(store::Tx& tx, const Deed& deed, std::string_view object, std::int64_t id, std::int64_t before, const std::string& content);

std::int64_t next_number(store::Tx& tx, std::string_view what, Direction d, UnitId unit, int year);
int year_of(Instant t);

}  // namespace motcua::post
