// What happened to a dossier's term after it began: kept as JSON in dossier_case.clock, so that the due moment and its proof can be
// told again from the row alone. Private.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"

namespace motcua::dossier {

struct ClockFacts {
  std::vector<calendar::Pause> pauses;       // an open one has no end
  std::optional<calendar::Restart> restart;  // the last one: from zero (118/2025/NĐ-CP Đ19.5)
  bool empty() const { return pauses.empty() && !restart; }

  void pause(Instant from, std::string reason) { pauses.push_back({from, std::nullopt, std::move(reason)}); }
  void resume(Instant to);  // ends the pauses that are open
  // From zero again.
  void begin_anew(Instant at, std::string reason);
  void put_into(calendar::DueRequest& request) const;
};

std::string clock_json(const ClockFacts& facts);  // empty text: nothing happened
ClockFacts clock_from(std::string_view json);

}  // namespace motcua::dossier
