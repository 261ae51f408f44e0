// Acceptance on a disk that fails or fills up at every single operation (quality R2): the official is told, nothing is left half
// done, no number is lost, and the same form sent again is received once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "dossier/testing_world.hpp"
#include "store/testing_faults.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {
namespace {

using store::Fault;

class AcceptanceFaults : public ::testing::TestWithParam<std::tuple<Fault, bool>> {
 protected:
  AcceptanceFaults() { EXPECT_TRUE(w_.dossiers.accept(w_.as("nhung"), w_.intake(0))); }  // caches are warm: faults meet the acceptance
  ~AcceptanceFaults() override { store::arm_fault(Fault::none, 0); }

  // The code, after a second try when the first was told to have failed.
  Accepted accept_insisting(int form, std::string_view official, std::atomic<int>& told) {
    try {
      if (auto a = w_.dossiers.accept(w_.as(official), w_.intake(form))) return *a;
      ADD_FAILURE() << "refused, not told as a failure of the machine";
    } catch (const store::Failure& failure) {
      EXPECT_TRUE(failure.kind() == store::FailureKind::disk || failure.kind() == store::FailureKind::read_only) << failure.what();
      ++told;
    }
    store::arm_fault(Fault::none, 0);  // the disk is well again
    const auto again = w_.dossiers.accept(w_.as(official), w_.intake(form));
    EXPECT_TRUE(again) << (again ? "" : again.error().message);
    return again ? *again : Accepted{};
  }
  // Journal, chains, numbers without a gap: as `motcua verify` says.
  void expect_whole() {
    const auto report = store::verify(*database_, w_.dossiers.verifiers());
    EXPECT_EQ(report.first(), "");
  }

  struct Installed {
    Installed() { store::install_faults(); }
  } installed_;  // before the database is opened
  store::TestDatabase database_{testing::all_tables(), store::Engine::sqlite};
  testing::World w_{*database_};
};

using Kind = std::tuple<Fault, bool>;
std::string kind_name(const ::testing::TestParamInfo<Kind>& kind) {
  const auto [fault, permanent] = kind.param;
  return std::string(fault == Fault::io_error ? "io_error" : "disk_full") + (permanent ? "_until_mended" : "_once");
}
INSTANTIATE_TEST_SUITE_P(kinds, AcceptanceFaults,
                         ::testing::Values(Kind{Fault::io_error, false}, Kind{Fault::io_error, true}, Kind{Fault::disk_full, false},
                                           Kind{Fault::disk_full, true}),
                         kind_name);

TEST_P(AcceptanceFaults, at_any_operation_are_told_and_the_form_is_received_once_at_the_second_try) {
  const auto [fault, permanent] = GetParam();
  std::atomic<int> told = 0;
  int n = 0;
  for (bool struck = true; struck && n < 400 && !HasFailure();) {
    store::arm_fault(fault, ++n, permanent);
    const auto a = accept_insisting(n, "nhung", told);
    struck = store::fault_struck() || told == n;
    store::arm_fault(Fault::none, 0);
    EXPECT_EQ(a.receipt_number, n + 1) << "a number was lost or given twice at operation " << n;
    EXPECT_EQ(w_.see(a.code).code, a.code);
  }
  EXPECT_GT(told, 5) << "faults were met";
  EXPECT_LT(n, 400) << "an acceptance has an end";
  expect_whole();
}

// Four officials share one durable commit: all of them learn of its failure, none of their dossiers is there twice.
TEST_P(AcceptanceFaults, of_a_shared_commit_are_told_to_all_who_waited_for_it) {
  const auto [fault, permanent] = GetParam();
  constexpr int kOfficials = 4;
  std::atomic<int> told = 0;
  std::set<std::int64_t> receipts{1};
  for (int round = 0; round < 30 && !HasFailure(); ++round) {
    store::arm_fault(fault, 1 + round * 3, permanent);
    std::vector<Accepted> got(kOfficials);
    {
      std::vector<std::jthread> officials;
      for (int i = 0; i < kOfficials; ++i)
        officials.emplace_back([&, i] {
          // Mended by the first who was told; a fault armed once may strike the second try of another: then a third.
          for (int attempt = 0; attempt < 3 && got[static_cast<std::size_t>(i)].code.empty(); ++attempt) {
            try {
              got[static_cast<std::size_t>(i)] = accept_insisting(100 + round * kOfficials + i, i % 2 ? "nhung" : "tam", told);
            } catch (const store::Failure&) {
              ++told;
            }
          }
        });
    }
    store::arm_fault(Fault::none, 0);
    for (const auto& a : got) EXPECT_TRUE(receipts.insert(a.receipt_number).second) << "receipt " << a.receipt_number << " twice";
  }
  EXPECT_GT(told, 0);
  EXPECT_EQ(*receipts.rbegin(), static_cast<std::int64_t>(receipts.size())) << "no gap";
  expect_whole();
}

}  // namespace
}  // namespace motcua::dossier
