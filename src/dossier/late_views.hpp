// What a case shows of its lateness and of form 04. Part of the public header.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "calendar/calendar.hpp"
#include "dossier/lateness.hpp"
#include "dossier/warnings.hpp"

namespace motcua::dossier {

// Of a dossier past its first due moment, settled or running (then as of now).
struct LateView {
  Instant due;  // the first promise: before any extension
  bool running = false;
  std::vector<Stretch> stretches;
  LateSplit split;
};

enum class ApologyState : std::uint8_t { draft, sent, dropped };
struct ApologyView {
  ApologyState state{};
  std::int64_t version{};
  std::string cause{}, cause_words{}, cause_text{};  // code, its words, what was added by hand
  int days{};                                        // working days asked for
  Instant due_before, due_after, limit;              // limit: until then it is in time
  std::int64_t signer{};
  std::string signer_name{}, edited_by{}, number{}, signed_by{};
  std::optional<Instant> sent_at{};
  std::optional<Timeliness> timeliness{};
  std::optional<calendar::Explanation> why{};  // of the new due moment
};

}  // namespace motcua::dossier
