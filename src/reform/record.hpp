// Records of this slice: a struct, its table and its columns named once. Reading, writing, the journal's payload and what
// `motcua verify` compares all follow from that list, so none of them can forget a column. Private to the slice.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "base/json.hpp"
#include "identity/identity.hpp"
#include "reform/words.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"

namespace motcua::reform {

template <class T, class M> struct Column {
  std::string_view name;
  M T::*member;
};
template <class T, class M> Column(const char*, M T::*) -> Column<T, M>;

// Specialised for each record: `name` (also the journal's object) and `columns`; the first is id, the second version.
template <class T> struct Table;

// ---- statements, written at compile time ----------------------------------------------------------------------------------------------
struct Text {
  std::array<char, 3000> chars{};
  std::size_t size = 0;
  constexpr Text& add(std::string_view s) {
    for (const char c : s) chars.at(size++) = c;
    return *this;
  }
  constexpr Text& add(int n) {
    if (n >= 10) add(n / 10);
    chars.at(size++) = static_cast<char>('0' + n % 10);
    return *this;
  }
};
template <std::size_t N> struct Tail {
  char chars[N]{};
  constexpr Tail(const char (&s)[N]) {
    for (std::size_t i = 0; i < N; ++i) chars[i] = s[i];
  }
};

template <class T> constexpr void add_columns(Text& t) {
  std::apply(
      [&](const auto&... c) {
        bool first = true;
        ((t.add(first ? "" : ", ").add(c.name), first = false), ...);
      },
      Table<T>::columns);
}
template <class T, Tail kTail> consteval Text select_text() {
  Text t;
  t.add("SELECT ");
  add_columns<T>(t);
  t.add(" FROM ").add(Table<T>::name).add(" ").add(kTail.chars);
  return t;
}
template <class T> consteval Text put_text() {
  Text t;
  t.add("INSERT INTO ").add(Table<T>::name).add(" (");
  add_columns<T>(t);
  t.add(") VALUES (");
  for (int i = 1; i <= static_cast<int>(std::tuple_size_v<decltype(Table<T>::columns)>); ++i) t.add(i > 1 ? ", $" : "$").add(i);
  t.add(") ON CONFLICT (id) DO UPDATE SET ");
  std::apply(
      [&](const auto& id, const auto&... c) {
        static_cast<void>(id);
        bool first = true;
        ((t.add(first ? "" : ", ").add(c.name).add(" = excluded.").add(c.name), first = false), ...);
      },
      Table<T>::columns);
  return t;
}
template <class T, Tail kTail> inline constexpr Text kSelect = select_text<T, kTail>();
template <class T> inline constexpr Text kPut = put_text<T>();

// ---- values ---------------------------------------------------------------------------------------------------------------------------
template <class E>
concept Worded = std::is_enum_v<E>;

inline void read(const store::Row& r, int i, std::int64_t& v) { v = r.i64(i); }
inline void read(const store::Row& r, int i, int& v) { v = r.i32(i); }
inline void read(const store::Row& r, int i, bool& v) { v = r.boolean(i); }
inline void read(const store::Row& r, int i, std::string& v) { v = r.text(i); }
inline void read(const store::Row& r, int i, Day& v) { v = r.day(i); }
inline void read(const store::Row& r, int i, Instant& v) { v = r.instant(i); }
inline void read(const store::Row& r, int i, std::optional<Day>& v) { v = r.opt_day(i); }
inline void read(const store::Row& r, int i, std::optional<Instant>& v) { v = r.opt_instant(i); }
inline void read(const store::Row& r, int i, std::optional<std::int64_t>& v) { v = r.opt_i64(i); }
template <class Tag> void read(const store::Row& r, int i, Id<Tag>& v) { v = Id<Tag>{r.i64(i)}; }
template <Worded E> void read(const store::Row& r, int i, E& v) {
  const auto found = from_word<E>(r.view(i));
  ensure(found.has_value(), "a word of the reform tables is known");
  v = *found;
}

template <class V> const V& bound(const V& v) { return v; }
template <Worded E> std::string_view bound(const E& e) { return word(e); }

template <class V> void write(JsonWriter& json, const V& v) { json.value(v); }
inline void write(JsonWriter& json, const Day& v) { json.value(iso(v)); }
inline void write(JsonWriter& json, const Instant& v) { json.value(to_us(v)); }
inline void write(JsonWriter& json, const std::optional<Day>& v) { json.value(v ? std::optional(iso(*v)) : std::nullopt); }
inline void write(JsonWriter& json, const std::optional<Instant>& v) { json.value(v ? std::optional(to_us(*v)) : std::nullopt); }
template <class Tag> void write(JsonWriter& json, const Id<Tag>& v) { json.value(v.value); }
template <Worded E> void write(JsonWriter& json, const E& v) { json.value(word(v)); }

// ---- whole records ----------------------------------------------------------------------------------------------------------------------
template <class T> T from_row(const store::Row& row) {
  T r;
  std::apply(
      [&](const auto&... c) {
        int i = 0;
        (read(row, i++, r.*(c.member)), ...);
      },
      Table<T>::columns);
  return r;
}
// Canonical; without the version, which is the number of the journal row that says it.
template <class T> std::string content(const T& r) {
  JsonWriter json;
  json.begin_object();
  std::apply([&](const auto&... c) { (..., (c.name == "version" ? void() : (json.key(c.name), write(json, r.*(c.member))))); },
             Table<T>::columns);
  json.end_object();
  return json.take();
}
template <class T> void put_with(store::Tx& tx, const store::Sql& sql, const T& r) {
  std::apply([&](const auto&... c) { tx.send(sql, bound(r.*(c.member))...); }, Table<T>::columns);
}

// Defined by MOTCUA_REFORM_TABLE in a store file.
template <class T> void put(store::Tx& tx, const T& r);
template <class T> std::optional<T> find(store::ReadTx& tx, std::int64_t id);
template <class T> std::vector<T> all_of(store::ReadTx& tx);

// Who changes a record, and when it happened and was learned.
struct By {
  std::int64_t account{}, unit{};
  std::string name;
  Instant at;
};
inline By by_of(const identity::Actor& actor, Instant now) {
  return {actor.account_id, actor.acting_unit().value, actor.display_name, now};
}

// The record and its journal row, together. Somebody else was faster: Errc::conflict.
template <class T> Status keep(store::Tx& tx, T& r, std::string_view kind, const By& by) {
  const auto payload = content(r);
  TRY(r.version, store::append(tx,
                               {.object = Table<T>::name,
                                .object_id = r.id,
                                .at = by.at,
                                .recorded_at = by.at,
                                .actor = by.account,
                                .unit = by.unit,
                                .kind = kind,
                                .payload = payload},
                               r.version));
  put(tx, r);
  return {};
}

// Every row says what the last row of its journal says, and no journal is without its row.
std::optional<std::string> compare(store::ReadTx& tx, std::string_view table,
                                   std::span<const std::tuple<std::int64_t, std::int64_t, std::string>> rows);
template <class T> store::Verifier verifier() {
  return {Table<T>::name, [](store::ReadTx& tx) -> std::optional<std::string> {
            std::vector<std::tuple<std::int64_t, std::int64_t, std::string>> rows;
            for (const auto& r : all_of<T>(tx)) rows.emplace_back(r.id, r.version, content(r));
            return compare(tx, Table<T>::name, rows);
          }};
}

// A word no enumeration knows cannot be read at all: that is a broken row too.
std::vector<store::Verifier> readable(std::vector<store::Verifier> all);

}  // namespace motcua::reform
