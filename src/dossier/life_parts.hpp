// Parts of the use cases of a dossier's way that several of them share: proposals, numbers of forms, the head of the papers, how a dossier
// ends without the result that was asked for. Private.
#pragma once

#include <string>
#include <string_view>

#include "dossier/service.hpp"
#include "dossier/store_life.hpp"

namespace motcua::dossier {

// The officer may propose now: the state allows what is proposed, and nothing else waits for a decision.
Status require_free_to_propose(Work& w, Action action);
// What was proposed, to be decided now.
Result<ProposalRecord> require_proposal(Work& w, ProposalKind kind, Action action);
std::string supplement_content(const SupplementWish& wish);
SupplementWish supplement_of_proposal(std::string_view content);
std::string ground_content(const Ground& ground);
Ground ground_of_proposal(std::string_view content);

// Next number of a form of this desk and year: "02", "03", "05".
std::int64_t take_form_number(Work& w, std::string_view form);
// T14, T18, T20: form 05 gets its number, money and originals are set, the bundle goes back to the desk, the dossier is closed now.
Status end_without_result(Work& w, EndingRecord e, Action action, std::string_view event);
// T17 after its move: the request is written down, the clock stands, the running step ends, what was proposed is void.
struct WithdrawalWish;
Status keep_withdrawal(Work& w, State from, const WithdrawalWish& wish);
// Papers with originals, as a line; empty: none.
std::string originals_of(const std::vector<PaperRecord>& papers);

// Head of the official forms: body, office, number, place and date.
print::Letterhead letterhead_of(const Dossiers::Impl& s, const CaseRecord& c, std::string number, Day date);
std::string desk_sign_of(const Dossiers::Impl& s, UnitId unit);  // "TTPVHCC" or "BPTNTKQ"

}  // namespace motcua::dossier
