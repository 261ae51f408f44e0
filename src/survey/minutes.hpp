// Minutes of a dialogue on paper.
#pragma once

#include <string>

#include "survey/dialogues.hpp"

namespace motcua::survey {

std::string dialogue_minutes(const DialogueView& v);

}  // namespace motcua::survey
