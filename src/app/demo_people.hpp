// Invented people of the demo: names put together from lists, numbers that belong to nobody.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>

#include "dossier/dossier.hpp"
#include "identity/roles.hpp"

namespace motcua::app {

struct Post {
  std::string_view user;  // "tiepnhan": the account is tiepnhan.tamnong
  std::string_view name;
  std::string_view title;
  identity::Role role;
  std::string_view place;  // key of the unit below the commune: "ttpvhcc"
};
std::span<const Post> demo_posts();

struct Place {
  std::string_view key;      // "dong-thap/xa-tam-nong"
  std::string_view suffix;   // "tamnong"
  std::string_view address;  // "xã Tam Nông, tỉnh Đồng Tháp"
  double share;              // of the dossiers
};
std::span<const Place> demo_places();

// A citizen, plainly invented: the last digits 999xxx of the number and 0900 000 xxx of the phone are given to nobody.
dossier::Person invented_person(std::mt19937_64& random, std::string_view address);

// A whole number in [0, below); the same on every machine (the distributions of the standard library are not).
std::uint64_t pick(std::mt19937_64& random, std::uint64_t below);

}  // namespace motcua::app
