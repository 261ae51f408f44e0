// Lists of lateness: alerts, drafts that wait, letters sent, late dossiers nobody apologised for; and the ladder a unit sets.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.hpp"
#include "dossier/apology_draft.hpp"
#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/store_lateness.hpp"

namespace motcua::dossier {

namespace {
std::optional<std::pair<Instant, std::int64_t>> cursor_in(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t at = 0, id = 0;
  const auto* end = text.data() + text.size();
  if (std::from_chars(text.data(), text.data() + dot, at).ptr != text.data() + dot) return std::nullopt;
  if (std::from_chars(text.data() + dot + 1, end, id).ptr != end) return std::nullopt;
  return std::pair{from_us(at), id};
}

LateQuery query_of(const LateFilter& f) {
  LateQuery q;
  q.unit = f.unit;
  q.from = to_instant(LocalTime{f.from});
  q.to = to_instant(LocalTime{f.to + std::chrono::days{1}});
  q.after = cursor_in(f.after);
  q.limit = std::clamp(f.limit, 1, 200) + 1;  // one more tells whether there is a next page
  return q;
}

// Cuts the row too many; the cursor of the next page.
template <class T, class F> std::string cut(std::vector<T>& rows, int limit, F&& cursor) {
  if (static_cast<int>(rows.size()) < limit) return {};
  rows.pop_back();
  return cursor(rows.back());
}

const Rung* shipped_rung(std::string_view key) {
  for (const auto& r : late_data().rungs)
    if (r.key == key) return &r;
  return nullptr;
}
}  // namespace

std::vector<AlertRow> Lateness::alerts(const Actor& actor, int limit) {
  std::vector<AlertRow> rows;
  for (auto& a : db_.read([&](store::ReadTx& tx) { return alerts_of(tx, actor.account(), limit); })) {
    AlertRow r;
    r.id = a.id;
    r.code = std::move(a.code);
    r.procedure_name = std::move(a.procedure_name);
    if (const auto* rung = shipped_rung(a.rung)) r.words = rung->words;
    r.recipient = recipient_from(a.recipient).value_or(Recipient::officer);
    r.due_at = a.due_at;
    r.made_at = a.made_at;
    r.state = a.state;
    r.holder_name = std::move(a.holder_name);
    rows.push_back(std::move(r));
  }
  return rows;
}

std::int64_t Lateness::count_alerts(const Actor& actor) {
  return db_.read([&](store::ReadTx& tx) { return count_alerts_of(tx, actor.account()); });
}

Status Lateness::mark_seen(const Actor& actor, std::int64_t alert) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    if (!mark_alert_seen(tx, alert, actor.account(), now))
      return errors::not_found("dossier.no_such_alert", "Cảnh báo này không còn. Mở lại danh sách.");
    return {};
  });
}

std::vector<DraftRow> Lateness::unsigned_apologies(const Actor& actor, int limit) {
  const auto units = actor.units_with(identity::kDossierRead);
  const auto now = clock_.now();
  std::vector<DraftRow> rows;
  std::map<UnitId, calendar::CalendarPtr> calendars;
  for (const auto& listed : db_.read([&](store::ReadTx& tx) { return drafts_at(tx, units, limit); })) {
    const auto& a = listed.apology;
    DraftRow r;
    r.code = listed.code;
    r.procedure_name = listed.procedure_name;
    r.unit_name = s().unit_name(a.unit);
    r.cause_words = apology_reason(a);
    r.signer_name = a.signer_name;
    r.due_before = a.due_before;
    r.due_after = a.due_after;
    auto& calendar = calendars[a.received_unit];
    if (!calendar) calendar = s().calendar_of(a.received_unit).value_or(nullptr);
    const auto day_before = calendar ? working_days_before(*calendar, a.due_before, 1) : std::nullopt;
    r.past_limit = day_before && now > *day_before;
    r.past_due = now > a.due_before;
    rows.push_back(std::move(r));
  }
  return rows;
}

LatePage<SentRow> Lateness::sent(const LateFilter& filter) {
  LatePage<SentRow> page;
  const auto q = query_of(filter);
  auto rows = db_.read([&](store::ReadTx& tx) {
    page.total = count_sent_apologies(tx, q);
    return sent_apologies(tx, q);
  });
  page.next =
      cut(rows, q.limit, [](const ListedApology& l) { return fmt::format("{}.{}", to_us(*l.apology.sent_at), l.apology.dossier.value); });
  for (const auto& l : rows) {
    const auto& a = l.apology;
    // What was typed by hand may name people: the public reads the coded cause.
    const auto* cause = late_data().cause(a.cause);
    page.rows.push_back({l.code, mask_name(l.applicant_name), l.procedure_name, s().unit_name(a.unit), cause ? cause->words : "",
                         a.due_before, a.due_after, *a.sent_at, a.timeliness.value_or(Timeliness::after_due)});
  }
  return page;
}

LatePage<MissingRow> Lateness::missing(const LateFilter& filter) {
  LatePage<MissingRow> page;
  const auto q = query_of(filter);
  const auto now = clock_.now();
  auto rows = db_.read([&](store::ReadTx& tx) {
    page.total = count_late_without_apology(tx, q, now);
    return late_without_apology(tx, q, now);
  });
  page.next = cut(rows, q.limit, [](const LateCase& c) { return fmt::format("{}.{}", to_us(c.due_at), c.id.value); });
  for (const auto& c : rows) {
    MissingRow r{c.code, c.procedure_name, s().unit_name(c.competent_unit), c.due_at, c.done_at, 0};
    if (const auto calendar = s().calendar_of(c.elsewhere ? c.competent_unit : c.received_unit))
      r.late_minutes = (*calendar)->working_minutes(c.due_at, c.done_at.value_or(now));
    page.rows.push_back(std::move(r));
  }
  return page;
}

std::vector<UnitId> Lateness::units_with_lateness() {
  return db_.read([&](store::ReadTx& tx) { return competent_units_late(tx, clock_.now()); });
}

UnitId Lateness::agency_of(const Actor& actor) const {
  return actor.acting_unit() ? s().competent_of(actor.acting_unit(), day_of(clock_.now())) : UnitId{};
}

// ---- settings ----

std::vector<Rung> Lateness::ladder_of(store::ReadTx& tx, UnitId unit, Day day) const {
  std::vector<std::vector<Rung>> chain;
  auto line = identity_.tree()->ancestors(unit, day);
  line.insert(line.begin(), unit);
  for (const auto u : line) {
    std::vector<Rung> own;
    for (auto& r : rungs_of(tx, u)) own.push_back(std::move(r.rung));
    chain.push_back(std::move(own));
  }
  return ladder_on(late_data(), chain, day);
}

Result<std::vector<RungView>> Lateness::ladder(const Actor& actor, UnitId unit) {
  TRY_VOID(actor.require(identity::kCatalogRead, unit));
  const auto today = day_of(clock_.now());
  return db_.read([&](store::ReadTx& tx) {
    std::set<std::string> own;
    for (const auto& r : rungs_of(tx, unit))
      if (r.rung.holds_on(today)) own.insert(r.rung.key);
    std::vector<RungView> views;
    for (auto& rung : ladder_of(tx, unit, today)) views.push_back({rung, own.contains(rung.key)});
    return views;
  });
}

Status Lateness::set_rung(const Actor& actor, UnitId unit, std::string_view key, std::string_view when, std::vector<Recipient> to,
                          std::string_view source) {
  TRY_VOID(actor.require(identity::kCatalogEdit, unit));
  const auto* shipped = shipped_rung(key);
  if (!shipped) return errors::not_found("dossier.no_such_rung", "Không có bậc cảnh báo này.");
  std::vector<FieldError> wrong;
  auto at = WarnAt::parse(when);
  if (!at) wrong.push_back({"moc", "Nhập mốc như: 50% thời hạn (1 đến 99), hoặc 1 đến 60 ngày làm việc trước hạn."});
  if (to.empty()) wrong.push_back({"nguoi_nhan", "Chọn ít nhất một người nhận cảnh báo."});
  const auto basis = clean(source);
  if (basis.empty()) wrong.push_back({"can_cu", "Ghi căn cứ, ví dụ: Quy chế hoạt động của Trung tâm."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.rung_invalid", std::move(wrong));
  at->unless_apology = shipped->when.unless_apology && at->kind != WarnAt::Kind::off;
  const auto now = clock_.now();
  const auto today = day_of(now);
  RungRecord r;
  r.id = ids_.next();
  r.unit = unit;
  r.rung = {std::string(key), *at, std::move(to), today, {}, basis, {}};
  const auto payload =
      rung_payload({r.id, unit.value, std::string(key), at->text(), recipients_text(r.rung.to), today, {}, basis, now, actor.account_id});
  return db_.write([&](store::Tx& tx) -> Status {
    end_rung(tx, unit, key, today - std::chrono::days{1});
    insert_rung(tx, r, actor.account(), now);
    TRY_VOID(store::append(tx,
                           {.object = "dossier_warning_rule",
                            .object_id = r.id,
                            .at = now,
                            .recorded_at = now,
                            .actor = actor.account_id,
                            .unit = unit.value,
                            .kind = "dossier_warning_rule.set",
                            .payload = payload},
                           0));
    for (const auto u : identity_.units_within(unit, today)) watch_again(tx, u, now);
    return {};
  });
}

Status Lateness::reset_rung(const Actor& actor, UnitId unit, std::string_view key) {
  TRY_VOID(actor.require(identity::kCatalogEdit, unit));
  const auto now = clock_.now();
  const auto today = day_of(now);
  const auto id = ids_.next();
  JsonWriter json;
  json.begin_object().field("unit", unit.value).field("rung", key).end_object();
  const auto payload = json.take();
  return db_.write([&](store::Tx& tx) -> Status {
    end_rung(tx, unit, key, today - std::chrono::days{1});
    TRY_VOID(store::append(tx,
                           {.object = "dossier_warning_rule",
                            .object_id = id,
                            .at = now,
                            .recorded_at = now,
                            .actor = actor.account_id,
                            .unit = unit.value,
                            .kind = "dossier_warning_rule.reset",
                            .payload = payload},
                           0));
    for (const auto u : identity_.units_within(unit, today)) watch_again(tx, u, now);
    return {};
  });
}

}  // namespace motcua::dossier
