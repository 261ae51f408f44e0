// For tests: an installation of its own over either engine, with a demonstration's data at a moment that stands still.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/compose.hpp"
#include "app/demo.hpp"
#include "app/open.hpp"
#include "app/serve.hpp"
#include "base/log.hpp"
#include "store/testing.hpp"
#include "web/testing.hpp"

namespace motcua::app::testing {

inline const Instant kWednesdayMorning = *parse_instant("2026-11-25T10:20");

class World {
 public:
  explicit World(store::Engine engine, Instant now = kWednesdayMorning)
      : clock(now), database(all_migrations(), engine), config(config_for(database)) {
    log::set_level(log::Level::error);  // a walk asks thousands of times
    database.close();
    services = std::make_unique<Services>(config, clock, Filling::seen);
    site = std::make_unique<Site>(*services);
  }

  // Fills the installation; the report tells what was made.
  DemoReport demo(int dossiers, std::uint64_t seed = DemoOptions{}.seed) {
    const auto now = clock.now();
    auto report = make_demo(*services, clock, now, {.seed = seed, .dossiers = dossiers});
    EXPECT_TRUE(report) << (report ? "" : report.error().message + " [" + report.error().key + "]");
    return report.value_or(DemoReport{});
  }

  // A visitor who is signed in as an account of the demonstration ("tiepnhan.tamnong"). One session for each name.
  web::testing::Client as(const std::string& user) {
    web::testing::Client client(site->router());
    auto& cookies = cookies_[user];
    if (cookies.empty()) {
      const auto answer = client.post("/dang-nhap", {{"user_name", user}, {"password", std::string(kDemoPassword)}});
      EXPECT_EQ(answer.status, 303) << user << " cannot sign in";
      cookies = client.cookies;
    }
    client.cookies = cookies;
    return client;
  }
  web::testing::Client nobody() { return web::testing::Client(site->router()); }

  FixedClock clock;
  store::TestDatabase database;
  Config config;
  std::unique_ptr<Services> services;
  std::unique_ptr<Site> site;

 private:
  static Config config_for(const store::TestDatabase& database) {
    const auto data = database.folder().string();
    const std::vector<std::string_view> words{"--data", data, "--database", database.url(), "--limits", "off"};
    const auto options = setting_options();
    return Config::load(Args::parse(words, options).value(), {}).value();
  }
  std::map<std::string, std::map<std::string, std::string>> cookies_;
};

// One filled world for a test program and engine, for tests that leave it as it is.
inline World& shared_world(store::Engine engine) {
  static std::map<store::Engine, std::unique_ptr<World>> worlds;
  auto& world = worlds[engine];
  if (!world) {
    world = std::make_unique<World>(engine);
    world->demo(60);
  }
  return *world;
}

}  // namespace motcua::app::testing
