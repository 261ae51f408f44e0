// What the citizen's and the desk's side of online filing share. Private.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dossier/filing.hpp"
#include "dossier/service.hpp"
#include "dossier/store_filing.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

inline constexpr int kMostFilings = 200;  // lines of one list

namespace filing_events {
inline constexpr std::string_view kSubmitted = "dossier_filing.submitted";      // T1
inline constexpr std::string_view kResubmitted = "dossier_filing.resubmitted";  // T4
inline constexpr std::string_view kAsked = "dossier_filing.asked";              // T3
inline constexpr std::string_view kRefused = "dossier_filing.refused";          // T5
inline constexpr std::string_view kReceived = "dossier_filing.received";        // T2
inline constexpr std::string_view kDeskTold = "dossier_filing.desk_told";
inline constexpr std::string_view kEscalated = "dossier_filing.escalated";
}  // namespace filing_events

struct FilingEvent {
  std::string_view kind;
  std::int64_t actor{};
  std::string by_name;
  const Transition* transition = nullptr;
  std::string text;
};
// Everything a submitted filing says, as one digest; its last journal row ends with it.
std::string filing_digest(const Filing& f);
// Journal row, filing and message together; `f` gets its new version.
Status write_filing(store::Tx& tx, Filing& f, const FilingEvent& event, std::int64_t old_version, Instant old_saved, Instant now);
std::string next_filing_number(store::Tx& tx, Instant now);  // "NOP-261125-0007"
// Names, code and link of what it became, verdicts of the scanner.
void fill_in(const Dossiers::Impl& s, const store::Blobs& blobs, store::ReadTx& tx, Filing& f);
// Photos and signatures are given as files or in person, not typed.
bool typed_online(const catalog::FormField& field);
// What is wrong with what was typed into a field of the form; nothing typed is not looked at here.
std::optional<std::string> field_fault(const catalog::FormField& field, std::string_view value, Day today);

}  // namespace motcua::dossier
