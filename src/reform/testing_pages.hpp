// For tests: the pages of this slice over the small commune.
#pragma once

#include <gtest/gtest.h>

#include "reform/pages.hpp"
#include "reform/testing_world.hpp"

namespace motcua::reform::testing {

class PagesTest : public ReformTest {
 protected:
  PagesTest() { router_.add(pages_.routes()); }
  web::Response get(std::string who, std::string target) { return client(std::move(who)).get(std::move(target)); }
  web::Response post(std::string who, std::string target, const web::testing::Pairs& form = {}) {
    return client(std::move(who)).post(std::move(target), form);
  }
  std::string drafted() {
    const auto answer =
        post("kiem", "/cai-cach/ke-hoach/them",
             {{"don_vi", std::to_string(w.unit("xa/ubnd").value)}, {"loai", "yearly"}, {"ten", "Kế hoạch thử"}, {"nam", "2026"}});
    EXPECT_EQ(answer.status, 303) << answer.body;
    return web::testing::header_of(answer, "location");
  }

 private:
  web::testing::Client client(std::string who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    return c;
  }
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w.base};
  Pages pages_{w.reform, shells_};
  web::Router router_{{gate_, w.base.clock}, {.secret = std::string(32, 's')}};
};

}  // namespace motcua::reform::testing
