// What the pages of the portal show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/numbers.hpp"
#include "catalog/catalog.hpp"
#include "dossier/public_end.hpp"
#include "dossier/standstill.hpp"
#include "money/money.hpp"
#include "portal/hours.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct HomeView {
  std::string centre;  // name of the one-stop unit
  std::string hotline;
  std::vector<web::ui::Tile> events;
  OpenHours hours;
  int procedures = 0;
  std::string today_line;  // "Hôm nay: đã nhận 12 hồ sơ, đã xong 9."; empty: nothing yet
};

struct LookUpView {
  std::string csrf;
  const web::Fields* values = nullptr;
  std::span<const FieldError> errors;
  std::string hotline;
};

struct FollowView {
  dossier::PublicView dossier{};
  dossier::PublicEnd end{};
  std::string hotline{};
  std::vector<web::ui::Step> steps{};
  web::ui::Tone tone = web::ui::Tone::info;
  std::string status_sentence{};  // "Hồ sơ đang đúng hẹn."
  std::string due_words{};        // "17:00 thứ Năm, 26/11/2026"
  std::string done_words{}, answer_words{}, closed_words{};
  std::vector<web::ui::Paper> asked{};  // papers the dossier waits for
  int still_missing = 0;
  std::optional<dossier::Standstill> still{};  // it has not moved for longer than usual
  bool may_reply = false;                      // something can be answered online now
  web::ui::Proof proof{};
  std::optional<money::PublicClaim> claim{};  // what was paid, and what is given back
  // Nothing is paid for what will not come: a dossier that ended, a letter of refusal.
  bool asks_to_pay() const { return dossier.fee_due > 0 && !dossier.returned_at && !end.closed_at && !end.refused; }
};

}  // namespace motcua::portal
