// Enumerators by their stored word and their Vietnamese label: one table for each, in the order of the enumeration. Private.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace motcua::dossier {

struct Named {
  std::string_view word, label;
};

template <class E, std::size_t N> constexpr const Named& named(const std::array<Named, N>& names, E e) {
  return names.at(static_cast<std::size_t>(e));
}
template <class E, std::size_t N> constexpr std::optional<E> from_word(const std::array<Named, N>& names, std::string_view w) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i].word == w) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace motcua::dossier
