// Parts of the work that more than one use case is made of: step by step (service_work.cpp, service_return.cpp), or all at once at the
// desk (at_once.cpp). Each inside a running use case. Private.
#pragma once

#include <string_view>
#include <vector>

#include "dossier/service.hpp"

namespace motcua::dossier {

inline constexpr std::string_view kSpecialist = "chuyen-mon";
inline constexpr std::string_view kLeader = "lanh-dao";
inline constexpr std::string_view kClerk = "van-thu";
inline constexpr std::string_view kReturnDesk = "tra-ket-qua";
inline constexpr std::size_t kLongestSymbol = 40;  // of the numbers of results, in bytes

// Where the result of this dossier is signed: the first of its agency, its settling unit, its desk where somebody may.
UnitId signing_place(const Dossiers::Impl& s, store::ReadTx& tx, const CaseRecord& c);
// The draft of the result, by who works on it (W1, W2 when they were passed over).
Status put_draft(Work& w, const Draft& draft);
// W8: the signature, by `result.signed_by`; on to the clerk.
Status put_signature(Work& w, ResultRecord result, const Work::Extra& told, std::string_view note);
// The number of the signed result, of the series of the agency, the year and the symbol.
Status put_number(Work& w, std::string_view symbol);
// T23: the result is at the desk.
Status put_ready(Work& w);
// What is missing of a handing out, by field; nothing: it can be done.
std::vector<FieldError> missing_of(const Handing& handing, std::string_view applicant, bool fee_due);
// T24, what is still due is taken.
Status hand_out(Work& w, const Handing& handing);

}  // namespace motcua::dossier
