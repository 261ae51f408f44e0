#include "app/demo_signals.hpp"

#include <fmt/core.h>

#include "app/demo_intake.hpp"
#include "app/demo_people.hpp"

namespace motcua::app {

namespace {
using namespace std::chrono_literals;
using dossier::Actor;
using dossier::Ref;

constexpr std::size_t kPlace = 1;  // the second commune: the first one is what guides and stories show
constexpr int kAfterClosing = 9, kAtOnce = 6;

class Paperwork {
 public:
  Paperwork(Services& services, FixedClock& clock) : s_(services), clock_(clock) {}

  // Received during the day on paper, entered in the evening.
  Status enter_after(Instant closing) {
    clock_.set(closing + 65min);
    const auto desk = as("tiepnhan", "ttpvhcc");
    for (int i = 0; i < kAfterClosing; ++i) {
      TRY(const auto ref, receive(desk));
      TRY_VOID(s_.dossiers.hand_over(desk, ref, unit("phong-vhxh")));
      clock_.advance(4min);
    }
    return {};
  }
  // Settled on paper, entered when it was done.
  Status settle_at_once(Instant from) {
    for (int i = 0; i < kAtOnce; ++i) {
      clock_.set(from + i * 9min);
      TRY_VOID(settle());
    }
    return {};
  }

 private:
  identity::UnitId unit(std::string_view below) const {
    return s_.identity.tree()->by_key(fmt::format("{}/{}", demo_places()[kPlace].key, below));
  }
  dossier::AccountId account(std::string_view user) const {
    const auto name = fmt::format("{}.{}", user, demo_places()[kPlace].suffix);
    const auto found = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, name); });
    ensure(found.has_value(), "the demo has its people");
    return found->id;
  }
  Actor as(std::string_view user, std::string_view place) const { return s_.identity.load_actor(account(user), unit(place)).value(); }

  Result<Ref> receive(const Actor& desk) {
    TRY(const auto intake,
        plain_intake(s_, random_, unit("ttpvhcc"), fmt::format("trinh-dien-dau-hieu-{}", number_++), demo_places()[kPlace].address));
    TRY(const auto accepted, s_.dossiers.accept(desk, intake));
    return Ref{accepted.id, 1};
  }
  Status settle() {
    auto& d = s_.dossiers;
    const auto desk = as("tiepnhan", "ttpvhcc"), head = as("truongphong", "phong-vhxh"), officer = as("tuphap", "phong-vhxh"),
               signer = as("lanhdao", "ubnd"), clerk = as("vanthu", "ubnd");
    TRY(auto ref, receive(desk));
    TRY(ref.version, d.hand_over(desk, ref, unit("phong-vhxh")));
    TRY(ref.version, d.assign(head, ref, officer.account()));
    TRY(ref.version, d.save_draft_result(officer, ref, {"Kết quả giải quyết hồ sơ", "Đủ điều kiện.", ""}));
    clock_.advance(20s);
    TRY(ref.version, d.submit_for_signature(officer, ref, signer.account()));
    TRY(ref.version, d.approve(signer, ref));
    TRY(ref.version, d.number_result(clerk, ref, "UBND"));
    clock_.advance(20s);
    TRY_VOID(d.mark_ready(clerk, ref));
    return {};
  }

  Services& s_;
  FixedClock& clock_;
  std::mt19937_64 random_{77};
  int number_ = 0;
};
}  // namespace

Result<int> make_demo_signals(Services& s, FixedClock& clock, Instant now) {
  TRY(const auto calendar, s.calendars.of({}));
  std::vector<Day> days;  // the last two working days that are over
  for (Day d = day_of(now) - std::chrono::days{1}; days.size() < 2; d -= std::chrono::days{1})
    if (calendar->is_working_day(d)) days.push_back(d);
  Paperwork work(s, clock);
  TRY_VOID(work.settle_at_once(*calendar->opening(days[1]) + 2h));
  TRY_VOID(work.enter_after(*calendar->closing(days[0])));
  clock.set(now);
  int found = 0;
  for (auto round = s.signals.round("demo"); round.windows > 0; round = s.signals.round("demo")) found += round.found;
  return found;
}

}  // namespace motcua::app
