// What the address of a page asks for: period, unit, field, known day; shared by all pages of figures. Private.
#pragma once

#include "reports/page_views.hpp"

namespace motcua::reports {

inline constexpr std::string_view kAllUnits = "tat-ca";  // in don_vi: whatever the reader may see

// Fields ky, tu, den, don_vi, linh_vuc, thu_tuc, biet_den; a missing unit is the place the reader works for.
Result<Question> question_from(const web::Fields& q, const identity::Actor& actor, const identity::Identity& identity);
// What the filter row offers, and what it shows as chosen. `form`: nothing where the page has no choice of forms.
Choices choices_for(const Reports& reports, const identity::Identity& identity, catalog::Catalog& catalog, const identity::Actor& actor,
                    const Question& q);
web::Fields chosen_fields(const Form* form, const Question& q);
// Fields noi_nhan, noi_xu_ly, nguoi_xu_ly of pages that know them: where dossiers were received, and who works on them.
Status add_hands(Question& asked, const web::Fields& q, const identity::Identity& identity);
void add_hand_fields(web::Fields& f, const Question& q);
void add_involved(Choices& c, const Reports& reports, const identity::Identity& identity, const identity::Actor& actor, const Question& q);

}  // namespace motcua::reports
