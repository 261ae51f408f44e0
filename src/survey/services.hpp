// The services of this slice together, for its pages, for the demonstration and for tests.
#pragma once

#include "survey/dialogues.hpp"
#include "survey/polls.hpp"

namespace motcua::survey {

struct Services {
  explicit Services(Ground g) : ground(std::move(g)), polls(ground), dialogues(ground) {}
  Ground ground;
  Polls polls;
  Dialogues dialogues;
};

}  // namespace motcua::survey
