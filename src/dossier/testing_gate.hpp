// For tests of pages: the cookie "phien=NAME" is that person of the world.
#pragma once

#include <memory>

#include "dossier/testing_world.hpp"
#include "web/gate.hpp"

namespace motcua::dossier::testing {

class WorldGate final : public web::Gate {
 public:
  explicit WorldGate(World& world) : world_(world) {}
  std::shared_ptr<const web::Principal> identify(const web::Request& request, web::Response&) override {
    const auto name = request.cookie("phien");
    if (name.empty()) return std::make_shared<Actor>();
    return std::make_shared<Actor>(world_.as(name));
  }

 private:
  World& world_;
};

}  // namespace motcua::dossier::testing
