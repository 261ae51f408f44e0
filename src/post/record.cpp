// Rows of this context with their journal, and what verify asks of them.
#include <fmt/core.h>

#include "post/store.hpp"
#include "store/counters.hpp"

namespace motcua::post {

Status keep(store::Tx& tx, const Deed& deed, std::string_view object, std::int64_t id, std::int64_t before, const std::string& content) {
  return store::append(tx, store::RowChange{object, id, before, deed.now, deed.actor.account_id, deed.actor.acting_unit().value,
                                            deed.actor.display_name, deed.kind, content});
}

namespace {
template <class T> Status keep_next(store::Tx& tx, const Deed& deed, std::string_view object, T& row) {
  const auto before = row.version++;
  put(tx, row);
  return keep(tx, deed, object, row.id.value, before, content_of(row));
}
}  // namespace

Status keep(store::Tx& tx, const Deed& deed, Slip& s) { return keep_next(tx, deed, "post_slip", s); }
Status keep(store::Tx& tx, const Deed& deed, Protocol& p) { return keep_next(tx, deed, "post_protocol", p); }
Status keep(store::Tx& tx, const Deed& deed, Alarm& a) { return keep_next(tx, deed, "post_alarm", a); }

std::int64_t next_number(store::Tx& tx, std::string_view what, Direction d, UnitId unit, int year) {
  return store::next_number(tx, what, fmt::format("{}-{}-{}", word(d), unit.value, year));
}
int year_of(Instant t) { return int{std::chrono::year_month_day{day_of(t)}.year()}; }

std::vector<store::Verifier> Post::verifiers() const {
  const auto check = [](store::ReadTx& tx) -> std::optional<std::string> {
    if (auto broken = store::check_kept_rows(tx, "post_slip", ids_of(tx, "post_slip"), [&](std::int64_t id) -> store::KeptRow {
          const auto s = find_slip(tx, SlipId{id});
          return s ? store::KeptRow{{content_of(*s), s->version}} : std::nullopt;
        }))
      return broken;
    if (auto broken = store::check_kept_rows(tx, "post_protocol", ids_of(tx, "post_protocol"), [&](std::int64_t id) -> store::KeptRow {
          const auto p = find_protocol(tx, ProtocolId{id});
          return p ? store::KeptRow{{content_of(*p), p->version}} : std::nullopt;
        }))
      return broken;
    if (auto broken =
            store::check_kept_rows(tx, "post_scheme", ids_of(tx, "post_scheme"), [&](std::int64_t id) { return kept_scheme(tx, id); }))
      return broken;
    return number_gap(tx);
  };
  return {{"post: slips and protocols", check}};
}

std::vector<store::Verifier> Custody::verifiers() const {
  return {{"post: custody", [](store::ReadTx& tx) -> std::optional<std::string> {
             if (auto broken = store::check_kept_rows(tx, "post_count", ids_of(tx, "post_count"),
                                                      [&](std::int64_t id) { return kept_count(tx, id); }))
               return broken;
             return store::check_kept_rows(tx, "post_alarm", ids_of(tx, "post_alarm"), [&](std::int64_t id) -> store::KeptRow {
               const auto a = find_alarm(tx, AlarmId{id});
               return a ? store::KeptRow{{content_of(*a), a->version}} : std::nullopt;
             });
           }}};
}

}  // namespace motcua::post
