// Minutes of a dialogue on paper.
#pragma once

#include <string>

#include "reform/letters.hpp"
#include "survey/dialogues.hpp"

namespace motcua::survey {

std::string dialogue_minutes(const DialogueView& v, const reform::Issuer& issuer);

}  // namespace motcua::survey
