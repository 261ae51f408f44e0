// The control sheet (form 06) and the register (form 07) are views of the journal: every moment and every name on them is one of a journal
// row. Here is what compares them; `motcua verify` asks for every dossier, `motcua verify --bundle` for the one in the file. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace motcua::dossier {

struct SlipLine {  // of the control sheet
  int seq = 0;
  std::string from_name;
  Instant given_at;
  std::optional<Instant> received_at;
};
struct RegisterMoments {  // of the line in the register
  Instant received_at;
  std::optional<Instant> done_at, returned_at, closed_at;
};
struct RecordRow {  // of the journal
  Instant at, recorded_at;
  std::string_view kind;
  std::string by;
};
// The first entry that no journal row tells, in words; empty: all are told.
std::string not_in_journal(std::span<const SlipLine> slip, const RegisterMoments& entry, std::span<const RecordRow> journal);

}  // namespace motcua::dossier
