#include "app/settings_pages.hpp"

#include <gmock/gmock.h>

#include "app/testing_world.hpp"

namespace motcua::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Settings : public ::testing::TestWithParam<store::Engine> {};
MOTCUA_EACH_ENGINE(Settings);

TEST_P(Settings, index_shows_exactly_what_the_reader_may_open) {
  auto& world = testing::shared_world(GetParam());
  for (const auto* user : {"quantri.tamnong", "tuphap.tamnong", "kiemsoat.tamnong"}) {
    auto client = world.as(user);
    const auto page = client.get("/quan-tri");
    ASSERT_EQ(page.status, 200) << user;
    for (const auto& entry : settings_entries()) {
      const auto link = "href=\"" + std::string(entry.href) + "\">" + std::string(entry.name);
      if (client.get(std::string(entry.href)).status == 200)
        EXPECT_THAT(page.body, HasSubstr(link)) << user;
      else
        EXPECT_THAT(page.body, Not(HasSubstr(link))) << user;
    }
  }
}

TEST_P(Settings, index_asks_strangers_to_sign_in) { EXPECT_EQ(testing::shared_world(GetParam()).nobody().get("/quan-tri").status, 303); }

}  // namespace
}  // namespace motcua::app
