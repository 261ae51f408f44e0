// What a place has: kinds of counters, counters, the machine's key.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "queue/store.hpp"
#include "web/crypto.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> queue_migrations();
}

namespace motcua::queue {

using identity::kDossierAllocate;

store::MigrationSet migrations() { return {"queue", embedded::queue_migrations()}; }

std::vector<Kind> Queue::kinds(UnitId unit) {
  return db_.read([&](store::ReadTx& tx) { return kinds_of(tx, unit); });
}
std::vector<Counter> Queue::counters(UnitId unit) {
  return db_.read([&](store::ReadTx& tx) { return counters_of(tx, unit); });
}

Status Queue::save_kind(const Actor& actor, Kind kind) {
  TRY_VOID(actor.require(kDossierAllocate, kind.unit));
  kind.name = clean(kind.name);
  kind.letter = to_upper(clean(kind.letter));
  std::vector<FieldError> wrong;
  if (kind.letter.size() != 1 || kind.letter[0] < 'A' || kind.letter[0] > 'Z')
    wrong.push_back({"chu", "Ghi một chữ cái từ A đến Z, đứng trước số trên vé."});
  if (kind.name.empty() || kind.name.size() > 120) wrong.push_back({"ten", "Ghi tên việc, ví dụ: Hộ tịch, chứng thực."});
  if (kind.per_slot < 0 || kind.per_slot > 20) wrong.push_back({"hen", "Ghi số từ 0 đến 20; 0 là không nhận đặt giờ."});
  if (!wrong.empty()) return errors::invalid_fields("queue.kind_incomplete", std::move(wrong));
  const auto deed = deed_of(&actor, kind.unit, clock_.now(), "queue.kind_set");
  const auto fresh = ids_.next<KindTag>();
  return db_.write([&](store::Tx& tx) -> Status {
    auto k = kind;
    k.id = fresh;
    k.version = 0;
    for (const auto& old : kinds_of(tx, kind.unit))
      if (old.letter == kind.letter) {
        k.id = old.id;
        k.version = old.version;
      }
    return keep(tx, deed, k);
  });
}

Status Queue::save_counter(const Actor& actor, Counter counter) {
  TRY_VOID(actor.require(kDossierAllocate, counter.unit));
  std::string letters;
  const auto known = kinds(counter.unit);
  std::vector<FieldError> wrong;
  for (const char c : to_upper(counter.letters)) {
    if (c == ' ' || c == ',') continue;
    const bool is_known = std::ranges::any_of(known, [&](const Kind& k) { return k.letter == std::string_view(&c, 1); });
    if (!is_known && wrong.empty()) wrong.push_back({"chu_quay", "Chỉ ghi chữ của các việc đã có ở trên, ví dụ: A, B."});
    if (letters.find(c) == std::string::npos) letters += c;
  }
  if (counter.number < 1 || counter.number > 99) wrong.push_back({"quay", "Ghi số quầy từ 1 đến 99."});
  if (letters.empty() && wrong.empty()) wrong.push_back({"chu_quay", "Ghi quầy nhận việc nào, ví dụ: A, B."});
  if (!wrong.empty()) return errors::invalid_fields("queue.counter_incomplete", std::move(wrong));
  counter.letters = letters;
  const auto deed = deed_of(&actor, counter.unit, clock_.now(), "queue.counter_set");
  const auto fresh = ids_.next<CounterTag>();
  return db_.write([&](store::Tx& tx) -> Status {
    auto c = counter;
    c.id = fresh;
    c.version = 0;
    for (const auto& old : counters_of(tx, counter.unit))
      if (old.number == counter.number) {
        c.id = old.id;
        c.version = old.version;
      }
    return keep(tx, deed, c);
  });
}

std::string Queue::key_of(UnitId unit) {
  const auto place = db_.read([&](store::ReadTx& tx) { return place_of(tx, unit); });
  return place ? place->key : std::string{};
}

Status Queue::new_key(const Actor& actor, UnitId unit) {
  TRY_VOID(actor.require(kDossierAllocate, unit));
  const auto deed = deed_of(&actor, unit, clock_.now(), "queue.machine_key_set");
  const auto fresh = ids_.next();
  const auto key = web::random_token(12);
  return db_.write([&](store::Tx& tx) -> Status {
    auto place = place_of(tx, unit).value_or(Place{fresh, 0, unit, {}});
    place.key = key;
    return keep(tx, deed, place);
  });
}

Result<UnitId> Queue::unit_of_key(std::string_view key) {
  if (key.size() > 100) return errors::not_found("queue.no_machine", "Địa chỉ máy lấy số này không còn dùng.");
  const auto place = db_.read([&](store::ReadTx& tx) { return place_with_key(tx, key); });
  if (!place) return errors::not_found("queue.no_machine", "Địa chỉ máy lấy số này không còn dùng.");
  return place->unit;
}

std::vector<store::Verifier> Queue::verifiers() const { return {{"queue: tickets and booked times", broken_rows}}; }

}  // namespace motcua::queue
