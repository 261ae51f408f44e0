// Calendars over stored rules: loaded once for each set of scopes that say something of their own, shared by all units below.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "calendar/calendar.hpp"
#include "calendar/store.hpp"
#include "store/journal.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> calendar_migrations();
}

namespace motcua::calendar {

using store::ReadTx;
using store::Tx;
using namespace std::chrono_literals;

namespace {

// A dossier of 2018 can still be explained, a term of twenty years still ends inside.
constexpr int kFirstYear = 2010;
constexpr int kLastYear = 2070;
constexpr std::size_t kMostVersions = 512;
// How long another instance's change may go unseen; changes of this instance are seen at once.
constexpr auto kRecheck = 1s;

using Key = std::vector<std::pair<ScopeLevel, std::int64_t>>;

std::vector<FieldError> faults(const DayException& e) {
  std::vector<FieldError> out;
  if (e.reason.empty()) out.push_back({"reason", "Ghi lý do để người xem hạn trả hiểu vì sao."});
  if (e.source.empty()) out.push_back({"source", "Ghi căn cứ: số, ngày của quyết định hoặc thông báo."});
  if (e.last < e.first) out.push_back({"last", "Ngày cuối phải từ ngày đầu trở đi."});
  if (e.last - e.first > std::chrono::days{366}) out.push_back({"last", "Một lần ghi tối đa một năm."});
  if (e.kind == ExceptionKind::special_hours && e.sessions.empty()) out.push_back({"sessions", "Ghi các buổi làm việc của ngày này."});
  return out;
}

std::vector<FieldError> faults(const WeekdayRule& rule) {
  std::vector<FieldError> out;
  if (rule.source.empty()) out.push_back({"source", "Ghi căn cứ: số, ngày của quyết định hoặc thông báo."});
  if (rule.valid_from && rule.valid_to && *rule.valid_to < *rule.valid_from)
    out.push_back({"valid_to", "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."});
  return out;
}

Status check(const Scope& scope, const Change& change) {
  for (const auto& exception : change.exceptions)
    if (auto wrong = faults(exception); !wrong.empty()) return errors::invalid_fields("calendar.exception_invalid", std::move(wrong));
  for (const auto& rule : change.weekdays)
    if (auto wrong = faults(rule); !wrong.empty()) return errors::invalid_fields("calendar.weekday_invalid", std::move(wrong));
  // The merger knows the rules for sessions.
  const CalendarLayer probe{.level = scope.level, .name = {}, .week = change.weekdays, .exceptions = change.exceptions};
  TRY_VOID(WorkCalendar::build({&probe, 1}, kFirstYear, kFirstYear));
  return {};
}

tl::unexpected<Error> weekday_missing() { return errors::not_found("calendar.weekday_missing", "Giờ làm việc này không còn trong lịch."); }

std::string_view level_label(ScopeLevel level) {
  switch (level) {
    case ScopeLevel::nation: return "Cả nước";
    case ScopeLevel::province: return "Tỉnh, thành phố";
    case ScopeLevel::unit: return "Đơn vị";
  }
  return {};
}

// One scope with what it would say besides.
struct Added {
  Scope scope;
  const Change& change;
};

Result<CalendarPtr> load(ReadTx& tx, const Key& key, const Added* added = nullptr) {
  std::vector<CalendarLayer> layers{national_layer(kFirstYear, kLastYear, rows::decisions(tx))};
  for (const auto& [level, unit] : key) {
    auto layer = rows::layer(tx, {level, unit});
    layer.name = level_label(level);
    if (added != nullptr && added->scope == Scope{level, unit}) {
      std::ranges::copy(added->change.weekdays, std::back_inserter(layer.week));
      std::ranges::copy(added->change.exceptions, std::back_inserter(layer.exceptions));
    }
    if (level != ScopeLevel::nation) {
      layers.push_back(std::move(layer));
      continue;
    }
    // National rules stand beside the holidays: one layer, so that what is decided for a day of it meets the holiday there.
    std::ranges::move(layer.week, std::back_inserter(layers[0].week));
    std::ranges::move(layer.exceptions, std::back_inserter(layers[0].exceptions));
  }
  return WorkCalendar::build(layers, kFirstYear, kLastYear);
}

}  // namespace

struct Calendars::Impl {
  Impl(store::Database& database, const Clock& c, IdSource& i) : db(database), clock(c), ids(i) {}

  store::Database& db;
  const Clock& clock;
  IdSource& ids;

  std::mutex mutex;
  std::int64_t revision = 0;  // 0: nothing loaded
  Instant checked;
  std::set<std::pair<ScopeLevel, std::int64_t>> speaking;  // scopes with rules of their own
  std::map<Key, CalendarPtr> current;
  std::map<std::uint64_t, CalendarPtr> versions;

  // Drops what is out of date; gives the revision that is in force. The database is never asked under the mutex: a caller
  // inside a read of its own would hold what another one waits for.
  std::int64_t refresh() {
    const Instant now = clock.now();
    std::int64_t known = 0;
    {
      const std::scoped_lock lock(mutex);
      if (revision != 0 && now >= checked && now - checked < kRecheck) return revision;
      known = revision;
    }
    std::vector<Scope> scopes;
    const auto stored = db.read([&](ReadTx& tx) {
      const auto n = rows::revision(tx);
      if (n != known) scopes = rows::scopes(tx);
      return n;
    });
    const std::scoped_lock lock(mutex);
    if (stored < revision) return revision;  // another thread has seen more
    checked = now;
    if (stored == revision) return revision;
    if (stored == known) {  // forgotten while we looked: look again at the next call
      return stored;
    }
    current.clear();
    speaking.clear();
    for (const auto& scope : scopes) speaking.emplace(scope.level, scope.unit);
    revision = stored;
    return revision;
  }

  Result<CalendarPtr> of(const CalendarOf& whose) {
    const auto at_revision = refresh();
    Key key;
    {
      const std::scoped_lock lock(mutex);
      if (speaking.contains({ScopeLevel::nation, 0})) key.emplace_back(ScopeLevel::nation, 0);
      for (const auto& scope : whose.chain)
        if (scope.level != ScopeLevel::nation && speaking.contains({scope.level, scope.unit})) key.emplace_back(scope.level, scope.unit);
      if (const auto found = current.find(key); found != current.end()) return found->second;
    }
    TRY(auto calendar, db.read([&](ReadTx& tx) { return load(tx, key); }));
    const std::scoped_lock lock(mutex);
    // Same content, same object; a version is kept for the proofs that name it.
    if (versions.size() >= kMostVersions) versions.clear();
    calendar = versions.try_emplace(calendar->version(), calendar).first->second;
    if (revision == at_revision) current.emplace(std::move(key), calendar);
    return calendar;
  }

  // Writes one row each with its journal.
  Result<std::int64_t> add(Tx& tx, const NewException& wish, const Actor& by) {
    const auto at = clock.now();
    const auto id = ids.next();
    rows::add_exception(tx, id, wish, std::nullopt, {at, by.account});
    TRY_VOID(record(tx, "calendar_exception", id, 0, "calendar.exception_added", rows::payload_of(wish), by, at));
    return id;
  }
  Result<std::int64_t> add(Tx& tx, const NewWeekdayRule& wish, const Actor& by) {
    const auto at = clock.now();
    const auto id = ids.next();
    rows::add_weekday(tx, id, wish, {at, by.account});
    TRY_VOID(record(tx, "calendar_session", id, 0, "calendar.weekday_set", rows::payload_of(wish), by, at));
    return id;
  }

  void forget() {
    const std::scoped_lock lock(mutex);
    revision = 0;
  }

  // Journal, message and revision of one change.
  Status record(Tx& tx, std::string_view object, std::int64_t id, std::int64_t seq, std::string_view kind, const std::string& payload,
                const Actor& by, Instant at) {
    TRY_VOID(store::append(tx,
                           {.object = object,
                            .object_id = id,
                            .at = at,
                            .recorded_at = at,
                            .actor = by.account,
                            .unit = by.unit,
                            .kind = kind,
                            .payload = payload},
                           seq));
    store::publish(tx, {.topic = "calendar.changed", .key = id, .payload = payload, .at = at});
    rows::bump_revision(tx);
    tx.after_commit([this] { forget(); });
    return {};
  }
};

Calendars::Calendars(store::Database& db, const Clock& clock, IdSource& ids) : impl_(std::make_unique<Impl>(db, clock, ids)) {}
Calendars::~Calendars() = default;

Result<CalendarPtr> Calendars::of(const CalendarOf& whose) { return impl_->of(whose); }

Result<CalendarPtr> Calendars::by_version(std::uint64_t version) {
  const std::scoped_lock lock(impl_->mutex);
  if (const auto found = impl_->versions.find(version); found != impl_->versions.end()) return found->second;
  return errors::not_found("calendar.unknown_version", "Phiên bản lịch này không còn trong bộ nhớ. Xem phần giải thích lưu cùng hồ sơ.");
}

Status Calendars::seed_national(Tx& tx) {
  const rows::Stamp stamp{impl_->clock.now(), 0};
  const auto& data = national_data();
  std::int64_t added = 0;
  // What comes with the program is journaled like what people enter, by nobody (account 0).
  const auto note = [&](std::string_view object, std::int64_t id, std::string_view kind, const std::string& payload) -> Status {
    ++added;
    TRY_VOID(store::append(
        tx, {.object = object, .object_id = id, .at = stamp.at, .recorded_at = stamp.at, .kind = kind, .payload = payload}, 0));
    return {};
  };
  const auto decide = [&](const rows::Decision& d) -> Status {
    if (rows::add_decision(tx, d) == 0) return {};
    return note("calendar_decision", rows::decision_id(d), "calendar.decision_shipped", rows::payload_of(d));
  };
  const auto except = [&](const NewException& wish, const std::string& key) -> Status {
    const auto id = impl_->ids.next();
    if (rows::add_exception(tx, id, wish, key, stamp) == 0) return {};
    return note("calendar_exception", id, "calendar.exception_shipped", rows::payload_of(wish, key));
  };
  for (const auto& d : data.decisions.tet) TRY_VOID(decide({"tet", d.year, d.days_before, d.source}));
  for (const auto& d : data.decisions.national_day) TRY_VOID(decide({"national_day", d.year, d.day_before ? 1 : 0, d.source}));
  for (const auto& swap : data.swaps) {
    const NewException off{
        {},
        {.first = swap.off, .last = swap.off, .kind = ExceptionKind::swap_off, .reason = swap.reason, .source = swap.source},
        swap.in_force};
    const NewException work{{},
                            {.first = swap.work,
                             .last = swap.work,
                             .kind = ExceptionKind::swap_work,
                             .reason = fmt::format("{}: làm việc thay ngày {}", swap.reason, vn_date(swap.off)),
                             .source = swap.source,
                             .as_on = swap.off},
                            swap.in_force};
    TRY_VOID(except(off, "off " + iso(swap.off)));
    TRY_VOID(except(work, "work " + iso(swap.work)));
  }
  if (added > 0) {
    rows::bump_revision(tx);
    tx.after_commit([impl = impl_.get()] { impl->forget(); });
  }
  return {};
}

Result<CalendarPtr> Calendars::preview(const CalendarOf& whose, const Scope& scope, const Change& change) {
  TRY_VOID(check(scope, change));
  Key key{{ScopeLevel::nation, 0}};
  for (const auto& link : whose.chain)
    if (link.level != ScopeLevel::nation) key.emplace_back(link.level, link.unit);
  ensure(std::ranges::find(key, std::pair(scope.level, scope.unit)) != key.end(), "a change is tried in a scope of the chain");
  const Added added{scope, change};
  return impl_->db.read([&](ReadTx& tx) { return load(tx, key, &added); });
}

Result<std::vector<std::int64_t>> Calendars::apply(const Scope& scope, const Change& change, const Actor& by) {
  TRY_VOID(check(scope, change));
  return impl_->db.write([&](Tx& tx) -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> added;
    for (const auto& exception : change.exceptions) {
      TRY(const auto id, impl_->add(tx, NewException{scope, exception}, by));
      added.push_back(id);
    }
    for (const auto& rule : change.weekdays) {
      TRY(const auto id, impl_->add(tx, NewWeekdayRule{scope, rule}, by));
      added.push_back(id);
    }
    return added;
  });
}

Result<std::int64_t> Calendars::add_exception(const NewException& wish, const Actor& by) {
  TRY_VOID(check(wish.scope, {.exceptions = {wish.exception}}));
  return impl_->db.write([&](Tx& tx) { return impl_->add(tx, wish, by); });
}

Status Calendars::withdraw_exception(std::int64_t id, std::string_view reason, const Actor& by) {
  if (reason.empty()) return errors::invalid_fields("calendar.withdrawal_invalid", {{"reason", "Ghi lý do bỏ ngày này."}});
  return impl_->db.write([&](Tx& tx) -> Status {
    const auto stored = rows::exception(tx, id);
    if (!stored) return errors::not_found("calendar.exception_missing", "Ngày này không còn trong lịch.");
    const auto at = impl_->clock.now();
    rows::withdraw_exception(tx, id, at);
    JsonWriter json;
    json.begin_object().field("reason", reason).end_object();
    return impl_->record(tx, "calendar_exception", id, 1, "calendar.exception_withdrawn", json.take(), by, at);
  });
}

Result<std::int64_t> Calendars::set_weekday(const NewWeekdayRule& wish, const Actor& by) {
  TRY_VOID(check(wish.scope, {.weekdays = {wish.rule}}));
  return impl_->db.write([&](Tx& tx) { return impl_->add(tx, wish, by); });
}

Status Calendars::withdraw_weekday(std::int64_t id, std::string_view reason, const Actor& by) {
  if (reason.empty()) return errors::invalid_fields("calendar.weekday_withdrawal_invalid", {{"reason", "Ghi lý do thu hồi."}});
  return impl_->db.write([&](Tx& tx) -> Status {
    const auto found = rows::weekday(tx, id);
    if (!found) return weekday_missing();
    const auto at = impl_->clock.now();
    rows::withdraw_weekday(tx, id, found->version + 1, at);
    JsonWriter json;
    json.begin_object().field("reason", reason).end_object();
    return impl_->record(tx, "calendar_session", id, found->version, "calendar.weekday_withdrawn", json.take(), by, at);
  });
}

Status Calendars::end_weekday(std::int64_t id, Day last, std::string_view reason, const Actor& by) {
  if (reason.empty()) return errors::invalid_fields("calendar.weekday_end_invalid", {{"reason", "Ghi lý do chấm dứt."}});
  return impl_->db.write([&](Tx& tx) -> Status {
    const auto found = rows::weekday(tx, id);
    if (!found) return weekday_missing();
    const auto& rule = found->stored.rule;
    if (rule.valid_from && last < *rule.valid_from)
      return errors::invalid_fields(
          "calendar.weekday_end_before_start",
          {{"last", fmt::format("Ngày áp dụng cuối phải từ {} trở đi. Muốn bỏ hẳn, chọn thu hồi.", vn_date(*rule.valid_from))}});
    if (rule.valid_to && last > *rule.valid_to)
      return errors::invalid_fields("calendar.weekday_end_later",
                                    {{"last", fmt::format("Giờ này chỉ áp dụng đến {}. Chọn ngày sớm hơn.", vn_date(*rule.valid_to))}});
    const auto at = impl_->clock.now();
    rows::end_weekday(tx, id, found->version + 1, last);
    JsonWriter json;
    json.begin_object().field("valid_to", iso(last)).field("reason", reason).end_object();
    return impl_->record(tx, "calendar_session", id, found->version, "calendar.weekday_ended", json.take(), by, at);
  });
}

std::vector<StoredWeekday> Calendars::weekdays(const Scope& scope) {
  return impl_->db.read([&](ReadTx& tx) { return rows::weekdays(tx, scope); });
}

std::optional<StoredException> Calendars::exception(std::int64_t id) {
  return impl_->db.read([&](ReadTx& tx) { return rows::exception(tx, id); });
}

std::optional<StoredWeekday> Calendars::weekday(std::int64_t id) {
  return impl_->db.read([&](ReadTx& tx) -> std::optional<StoredWeekday> {
    if (auto found = rows::weekday(tx, id)) return std::move(found->stored);
    return std::nullopt;
  });
}

std::vector<StoredException> Calendars::exceptions(const Scope& scope, int year) {
  using namespace std::chrono;
  const Day first{local_days{std::chrono::year{year} / January / 1}};
  const Day last{local_days{std::chrono::year{year} / December / 31}};
  return impl_->db.read([&](ReadTx& tx) { return rows::exceptions(tx, scope, first, last); });
}

store::MigrationSet migrations() { return {"calendar", embedded::calendar_migrations()}; }

}  // namespace motcua::calendar
