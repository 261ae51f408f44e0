// Form 04 as the service and the job make it. Private.
#pragma once

#include "dossier/service.hpp"
#include "dossier/store_lateness.hpp"

namespace motcua::dossier {

// The due moment with so many working days more.
Result<calendar::DueMoment> extended_due(const CaseRecord& c, const calendar::WorkCalendar& calendar, int days);
// What the steps that are not done take by the procedure.
int proposed_days(const CaseRecord& c, const catalog::ProcedureVersion& procedure, const calendar::WorkCalendar& calendar, Instant now);
// Term, both due moments and the proof of the new one.
Status fill_dates(ApologyRecord& a, const CaseRecord& c, const calendar::WorkCalendar& calendar, int days);
// A draft with cause, signer and dates proposed; not yet kept.
Result<ApologyRecord> fresh_apology(const Dossiers::Impl& s, store::ReadTx& tx, const CaseRecord& c,
                                    const catalog::ProcedureVersion& procedure, const calendar::WorkCalendar& calendar, Instant now);
// Writes it with its own journal ("dossier_apology"), so that a draft never disturbs who works on the dossier.
Status keep_apology(store::Tx& tx, ApologyRecord& a, std::string_view kind, std::int64_t actor, UnitId unit, Instant now);
std::string apology_reason(const ApologyRecord& a);

}  // namespace motcua::dossier
