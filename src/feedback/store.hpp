// SQL ↔ types. Private.
#pragma once

#include <functional>

#include "feedback/feedback.hpp"

namespace motcua::feedback {

std::optional<Rating> rating_of(store::ReadTx& tx, dossier::DossierId id);
// False: this dossier has been judged before.
bool insert(store::Tx& tx, const Rating& r);
// Of a period, newest first; `units` nothing: all.
std::vector<Rating> ratings_between(store::ReadTx& tx, const std::vector<UnitId>* units, Instant from, Instant until);
void each_rating(store::ReadTx& tx, const std::function<bool(const Rating&)>& on);

void insert(store::Tx& tx, const Report& r);
bool save(store::Tx& tx, const Report& r, std::int64_t old_version);
std::optional<Report> find_report(store::ReadTx& tx, ReportId id);
std::optional<Report> report_numbered(store::ReadTx& tx, std::string_view number);
std::vector<Report> open_reports(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);
std::vector<Report> answered_reports(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);
std::vector<Report> public_reports(store::ReadTx& tx, int limit);
std::vector<Report> reports_of(store::ReadTx& tx, std::int64_t citizen, int limit);
void each_report(store::ReadTx& tx, const std::function<bool(const Report&)>& on);

std::string answers_text(const RatingAnswers& answers);  // canonical JSON

}  // namespace motcua::feedback
