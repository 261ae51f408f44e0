// What was typed into the forms of a change, as a Change. Private to the context.
#pragma once

#include <string>
#include <string_view>

#include "calendar/calendar.hpp"
#include "web/http.hpp"

namespace motcua::calendar {

// The days a change touches, for the comparison before and after.
struct TypedChange {
  Change change;
  Day first;
  Day last;  // of an open end: a quarter later
};

// "hoan-doi", "nghi", "gio", "mo-them", "tuan"; the title of the form, empty for another word.
std::string_view title_of_change(std::string_view kind);

// `before` tells whether a swap makes sense. Errors name the fields of the form.
Result<TypedChange> read_change(const web::Fields& fields, const WorkCalendar& before);

std::string sessions_words(const std::vector<Session>& sessions);  // "07:30–11:30, 13:00–17:00"; reception only is said
std::string day_words(const DayInfo& info);                        // "Làm việc 07:30–11:30", "Nghỉ lễ, tết: Quốc khánh"
std::string_view kind_words(ExceptionKind kind);
std::string span_words(Day first, Day last);

}  // namespace motcua::calendar
