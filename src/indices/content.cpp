// What an object is now, as one text: the journal keeps its digest with every change, verify compares.
#include <array>

#include "base/json.hpp"
#include "indices/store.hpp"

namespace motcua::indices::table {

namespace {
constexpr std::array<std::string_view, 5> kObjects{"indices_set", "indices_round", "indices_card", "indices_fact", "indices_series"};

std::optional<std::string> day(const std::optional<Day>& d) { return d ? std::optional(iso(*d)) : std::nullopt; }
std::optional<std::int64_t> time(const std::optional<Instant>& t) { return t ? std::optional(to_us(*t)) : std::nullopt; }
std::optional<std::int64_t> figure(const std::optional<Fraction>& f) { return f ? std::optional(f->to_scaled(kScale)) : std::nullopt; }

std::string of(const SetRow& s) {
  JsonWriter j;
  j.begin_object()
      .field("code", s.code)
      .field("kind", s.kind)
      .field("name", s.name)
      .field("from", iso(s.valid_from))
      .field("to", day(s.valid_to));
  j.field("file", s.file)
      .field("body", s.body)
      .field("sha256", s.sha256)
      .field("at", to_us(s.imported_at))
      .field("by", s.imported_by.value);
  return j.end_object().take();
}
std::string of(ReadTx& tx, const RoundRow& r) {
  JsonWriter j;
  j.begin_object()
      .field("set", r.set.value)
      .field("owner", r.owner.value)
      .field("name", r.name)
      .field("from", iso(r.from))
      .field("to", iso(r.to));
  j.field("self_due", iso(r.self_due))
      .field("appraisal_due", iso(r.appraisal_due))
      .field("published", r.published)
      .field("decision", r.decision);
  j.field("at", to_us(r.created_at)).field("by", r.created_by.value).field("published_at", time(r.published_at));
  j.key("appraisers").begin_object();
  for (const auto& [field, account] : appraisers(tx, r.id)) j.field(field, account.value);
  return j.end_object().end_object().take();
}
std::string of(ReadTx& tx, const CardRow& c) {
  JsonWriter j;
  j.begin_object().field("round", c.round.value).field("unit", c.unit.value).field("state", word(c.state)).field("total", figure(c.total));
  j.field("rank", c.rank).field("grade", c.grade).key("answers").begin_array();
  for (const auto& a : answers(tx, c.id)) {
    j.begin_array().value(a.id).value(a.item).value(word(a.stage)).value(a.answer.choice).value(figure(a.answer.part));
    j.value(figure(a.answer.whole)).value(a.answer.not_applicable).value(figure(a.points)).value(a.reason).value(a.note);
    j.value(a.by.value).value(a.by_name).value(to_us(a.at)).end_array();
  }
  j.end_array().key("evidence").begin_array();
  for (const auto& e : evidence(tx, c.id)) {
    j.begin_array().value(e.id).value(e.item).value(word(e.kind)).value(e.title).value(e.number).value(day(e.day)).value(e.link);
    j.value(e.by.value).value(e.by_name).value(to_us(e.at)).value(time(e.withdrawn_at)).end_array();
  }
  j.end_array().key("facts").begin_object();
  for (const auto& [fact, value] : card_facts(tx, c.id)) j.field(fact, value.to_scaled(kScale));
  return j.end_object().end_object().take();
}
std::string of(const FactRow& f) {
  JsonWriter j;
  j.begin_object().field("unit", f.unit.value).field("fact", f.fact).field("from", iso(f.from)).field("to", iso(f.to));
  j.field("value", f.value.to_scaled(kScale)).field("source", f.source).field("by", f.by.value).field("name", f.by_name);
  return j.field("at", to_us(f.at)).field("withdrawn_at", time(f.withdrawn_at)).end_object().take();
}
std::string of(const SeriesRow& s) {
  JsonWriter j;
  j.begin_object().field("code", s.code).field("unit", s.unit.value).field("year", s.year).field("part", s.part);
  j.field("score", s.score.to_scaled(kScale)).field("rank", s.rank).field("source", s.source).field("by", s.by.value);
  return j.field("name", s.by_name).field("at", to_us(s.at)).field("withdrawn_at", time(s.withdrawn_at)).end_object().take();
}
template <class T, class F> std::string text(const std::optional<T>& row, F&& write) { return row ? write(*row) : std::string(); }
}  // namespace

std::span<const std::string_view> objects() { return kObjects; }

std::string content_of(ReadTx& tx, std::string_view object, std::int64_t id) {
  if (object == "indices_set") return text(set(tx, {id}), [](const SetRow& s) { return of(s); });
  if (object == "indices_round") return text(round(tx, {id}), [&](const RoundRow& r) { return of(tx, r); });
  if (object == "indices_card") return text(card(tx, CardId{id}), [&](const CardRow& c) { return of(tx, c); });
  if (object == "indices_fact") return text(fact(tx, id), [](const FactRow& f) { return of(f); });
  return text(series_row(tx, id), [](const SeriesRow& s) { return of(s); });
}

std::int64_t version_of(ReadTx& tx, std::string_view object, std::int64_t id) {
  const auto version = [](const auto& row) { return row ? row->version : 0; };
  if (object == "indices_set") return version(set(tx, {id}));
  if (object == "indices_round") return version(round(tx, {id}));
  if (object == "indices_card") return version(card(tx, CardId{id}));
  if (object == "indices_fact") return version(fact(tx, id));
  return version(series_row(tx, id));
}

}  // namespace motcua::indices::table
