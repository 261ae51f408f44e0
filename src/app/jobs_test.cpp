// What `serve` does by itself, each job once, with a clock that stands still until it is moved.
#include "app/jobs.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing_world.hpp"
#include "store/lease.hpp"
#include "store/seal.hpp"
#include "store/testing_raw.hpp"

namespace motcua::app {
namespace {

using namespace std::chrono_literals;

class Jobs : public ::testing::TestWithParam<store::Engine> {
 protected:
  void run(std::string_view name) {
    const auto all = jobs(*world_.services, "test");
    const auto job = std::ranges::find(all, name, &Job::name);
    ASSERT_NE(job, all.end()) << name;
    job->run();
  }
  testing::World world_{GetParam()};
};
MOTCUA_EACH_ENGINE(Jobs);

TEST_P(Jobs, seal_the_journal) {
  world_.demo(3);
  run("seals");
  store::Sealer sealer(*world_.services->db, world_.clock, "test");
  EXPECT_EQ(sealer.run_once().rows, 0) << "something was left";
  const auto actor = world_.services->identity.system_actor();
  ASSERT_TRUE(world_.services->accounts.create(actor, {"moi.tamnong", "Người Mẫu Mới", "Công chức", "1022", {}, true}));
  EXPECT_EQ(sealer.run_once().rows, 1);
}

TEST_P(Jobs, end_sessions_that_are_over_where_no_other_instance_does) {
  world_.demo(1);
  world_.as("tiepnhan.tamnong");
  const auto sessions = [&] { return store::RawDatabase(world_.database.url()).content("identity_session"); };
  const auto signed_in = sessions();
  ASSERT_FALSE(signed_in.empty());
  const auto later = world_.clock.now() + 24h * 30;
  world_.clock.set(later);
  ASSERT_TRUE(store::try_acquire_lease(*world_.services->db, "app.clean_up", "other", later, later + 5min));
  run("clean_up");
  EXPECT_EQ(sessions(), signed_in) << "the other holds the lease";
  store::release_lease(*world_.services->db, "app.clean_up", "other");
  run("clean_up");
  EXPECT_NE(sessions(), signed_in);
}

TEST_P(Jobs, all_run_on_an_empty_installation) {
  for (const auto& job : jobs(*world_.services, "test")) EXPECT_NO_THROW(job.run()) << job.name;
}

}  // namespace
}  // namespace motcua::app
