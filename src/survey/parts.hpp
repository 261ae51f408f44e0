// What the pages of surveys share: the result as blocks, the questionnaire as fields of a form, answers read from a form.
#pragma once

#include "reform/screen.hpp"
#include "survey/polls.hpp"

namespace motcua::survey {

namespace ui = web::ui;
using reform::Block;
using reform::Cell;
using reform::Field;
using reform::FormScreen;
using reform::Grid;
using reform::Group;
using reform::Screen;

inline const ui::Link kReformCrumb{.label = "Cải cách hành chính", .href = "/cai-cach"};
inline const ui::Link kPollsCrumb{.label = "Khảo sát hài lòng", .href = "/cai-cach/khao-sat"};
inline const ui::Link kDialoguesCrumb{.label = "Đối thoại", .href = "/cai-cach/doi-thoai"};

std::string poll_path(std::int64_t poll);
// Factors, units, years of a closed survey; what is too small is told to be so.
void add_result(Screen& screen, const PollView& v);
std::vector<Field> questionnaire_fields(const Questionnaire& form);
Levels levels_in(const Questionnaire& form, const web::Fields& sent);

}  // namespace motcua::survey
