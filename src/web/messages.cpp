#include "web/messages.hpp"

#include <algorithm>

#include "web/html.hpp"

namespace motcua::web {

std::string_view translate(Lang lang, std::string_view vietnamese) {
  if (lang == Lang::vi || vietnamese.empty()) return vietnamese;
  const auto all = english_messages();
  const auto found = std::ranges::lower_bound(all, vietnamese, {}, &Message::vietnamese);
  return found != all.end() && found->vietnamese == vietnamese ? found->other : vietnamese;
}

}  // namespace motcua::web
