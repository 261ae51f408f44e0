// What is kept, as plain rows. Shared by store and services.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "identity/identity.hpp"
#include "indices/scoring.hpp"

namespace motcua::indices {

using identity::AccountId;
using identity::UnitId;
using SetId = Id<struct IndexSetTag>;
using RoundId = Id<struct RoundTag>;
using CardId = Id<struct CardTag>;

inline constexpr int kScale = 4;  // figures are kept as integers of 10^-4

struct SetRow {
  SetId id;
  std::string code{}, kind{}, name{};
  Day valid_from{};
  std::optional<Day> valid_to{};
  std::string file{}, body{}, sha256{};
  Instant imported_at{};
  AccountId imported_by{};
  std::int64_t version = 0;
};

struct RoundRow {
  RoundId id;
  SetId set;
  UnitId owner;
  std::string name{};
  Day from{}, to{}, self_due{}, appraisal_due{};
  bool published = false;
  std::string decision{};
  Instant created_at{};
  AccountId created_by{};
  std::optional<Instant> published_at{};
  std::int64_t version = 0;
};

enum class CardState : std::uint8_t { self, locked, appraised, disputed, final };
std::string_view word(CardState s);
std::string_view label(CardState s);
enum class Stage : std::uint8_t { self, appraised, disputed, second, survey };
std::string_view word(Stage s);
std::string_view label(Stage s);

struct CardRow {
  CardId id;
  RoundId round;
  UnitId unit;
  CardState state = CardState::self;
  std::optional<Fraction> total{};  // when published
  int rank = 0;
  std::string grade{};
  std::int64_t version = 0;
};

struct AnswerRow {
  std::int64_t id{};
  CardId card;
  std::string item{};
  Stage stage{};
  Answer answer{};
  std::optional<Fraction> points{};
  std::string reason{}, note{};
  AccountId by{};
  std::string by_name{};
  Instant at{};
};

enum class EvidenceKind : std::uint8_t { document, extract, picture, minutes, list, link };
std::string_view word(EvidenceKind k);
std::string_view label(EvidenceKind k);
std::optional<EvidenceKind> evidence_kind(std::string_view word);
struct EvidenceRow {
  std::int64_t id{};
  CardId card;
  std::string item{};
  EvidenceKind kind{};
  std::string title{}, number{};
  std::optional<Day> day{};
  std::string link{};
  AccountId by{};
  std::string by_name{};
  Instant at{};
  std::optional<Instant> withdrawn_at{};
};

struct FactRow {
  std::int64_t id{};
  UnitId unit;
  std::string fact{};  // of a set, or "diem:G1" for a score published by others
  Day from{}, to{};
  Fraction value{};
  std::string source{};
  AccountId by{};
  std::string by_name{};
  Instant at{};
  std::optional<Instant> withdrawn_at{};
  std::int64_t version = 0;
};

struct SeriesRow {
  std::int64_t id{};
  std::string code{};
  UnitId unit;
  int year = 0;
  std::string part{};  // empty: the whole index
  Fraction score{};
  int rank = 0;  // 0: not told
  std::string source{};
  AccountId by{};
  std::string by_name{};
  Instant at{};
  std::optional<Instant> withdrawn_at{};
  std::int64_t version = 0;
};

}  // namespace motcua::indices
