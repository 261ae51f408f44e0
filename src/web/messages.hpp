// The catalogue behind translate(): made at build time from src/*/messages/en.yaml, sorted by the Vietnamese text.
#pragma once

#include <span>
#include <string_view>

namespace motcua::web {

struct Message {
  std::string_view vietnamese;
  std::string_view other;
};
std::span<const Message> english_messages();

}  // namespace motcua::web
