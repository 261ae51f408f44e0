#include "dossier/standstill.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/service.hpp"
#include "dossier/store_standstill.hpp"
#include "store/lease.hpp"

namespace motcua::dossier {

using namespace std::chrono_literals;

namespace {
constexpr std::size_t kLeastFinished = 10;
constexpr std::int64_t kLeastMinutes = 240;  // half a working day: nobody is alarmed sooner
constexpr std::chrono::days kLookBack{92};
constexpr int kMostOfUnit = 2000, kMostRunning = 2000;
constexpr std::size_t kMostShown = 200;
constexpr std::string_view kLearnLease = "dossier.usual";

// The step as it stands now, when that is longer than usual.
std::optional<Standstill> counted(RunningStep step, const std::optional<Usual>& usual, const calendar::WorkCalendar& calendar,
                                  Instant now) {
  if (!usual) return std::nullopt;
  step.still.used = std::max<std::int64_t>(0, calendar.working_minutes(step.still.since, now));
  if (!stands_still(step.still.used, *usual)) return std::nullopt;
  step.still.median = usual->median;
  step.still.cause = std::string(standstill_cause(step.state, step.held));
  return std::move(step.still);
}
}  // namespace

std::optional<Usual> usual_of(std::vector<std::int64_t> minutes) {
  if (minutes.size() < kLeastFinished) return std::nullopt;
  std::ranges::sort(minutes);
  // Of n values the one that a share of them does not exceed.
  const auto at = [&](std::size_t tenths) { return minutes[(minutes.size() * tenths + 9) / 10 - 1]; };
  return Usual{at(5), at(9), static_cast<std::int64_t>(minutes.size())};
}

bool stands_still(std::int64_t used, const Usual& u) { return used > std::max({u.upper, 2 * u.median, kLeastMinutes}); }

std::string_view standstill_cause(State state, bool held) {
  if (state.biz == BizState::received) return "Hồ sơ còn ở quầy tiếp nhận, chưa chuyển đến nơi giải quyết.";
  switch (state.sub) {
    case WorkSub::to_transfer: return "Đã chuyển đến nơi giải quyết nhưng chưa ai được giao làm.";
    case WorkSub::assigned: return "Đã giao người làm nhưng chưa bắt đầu.";
    case WorkSub::site_check: return "Đang chờ kiểm tra thực địa.";
    case WorkSub::consulting: return "Đang chờ cơ quan khác cho ý kiến.";
    case WorkSub::interagency: return "Đang chờ phần việc của cơ quan khác.";
    case WorkSub::review: return "Đã soạn xong, chờ lãnh đạo phòng xem.";
    case WorkSub::to_sign: return "Đã trình, chờ ký.";
    case WorkSub::to_number: return "Đã ký, chờ vào số và chuyển về nơi trả.";
    case WorkSub::none:
    case WorkSub::verifying:
    case WorkSub::drafting: break;
  }
  return held ? "Người được giao chưa làm xong bước này." : "Chưa ai được giao làm bước này.";
}

std::string Standstill::words() const {
  return fmt::format("Đứng ở bước “{}” {} làm việc, thường xong trong {}.", step_name, duration_words(used), duration_words(median));
}

Standstills::Standstills(Dossiers& dossiers) : s_(inside(dossiers)) {}

std::optional<Standstill> Standstills::of(DossierId id) {
  std::optional<Usual> usual;
  std::optional<CaseRecord> c;
  auto step = s_.db.read([&](store::ReadTx& tx) {
    auto running = running_step(tx, id);
    if (running) usual = usual_step(tx, running->key.first, running->key.second);
    if (usual) c = find_case(tx, id);
    return running;
  });
  if (!step || !c) return std::nullopt;
  const auto calendar = s_.calendar_of(Dossiers::Impl::clock_unit(*c));
  return calendar ? counted(*std::move(step), usual, **calendar, s_.clock.now()) : std::nullopt;
}

std::optional<Standstill> Standstills::by_link(std::string_view token) {
  const auto c = s_.db.read([&](store::ReadTx& tx) { return find_case_by_token(tx, token_hash(to_upper(token))); });
  return c ? of(c->id) : std::nullopt;
}

std::vector<Standstill> Standstills::list(const Actor& actor) {
  const auto units = actor.units_with(identity::kDossierRead);
  const auto now = s_.clock.now();
  std::map<StepName, Usual> usual;
  auto steps = s_.db.read([&](store::ReadTx& tx) {
    usual = usual_steps(tx);
    // Working time is never longer than the time that passed.
    return usual.empty() ? std::vector<RunningStep>{} : running_steps(tx, units, now - std::chrono::minutes{kLeastMinutes}, kMostRunning);
  });
  std::vector<Standstill> all;
  for (auto& step : steps) {
    const auto u = usual.find(step.key);
    const auto calendar = u == usual.end() ? Result<calendar::CalendarPtr>{} : s_.calendar_of(step.still.unit);
    if (u == usual.end() || !calendar) continue;
    if (auto still = counted(std::move(step), u->second, **calendar, now)) all.push_back(*std::move(still));
  }
  std::ranges::stable_sort(all, std::ranges::greater{}, [](const Standstill& x) { return x.used - x.median; });
  all.resize(std::min(all.size(), kMostShown));
  return all;
}

int Standstills::learn(std::string_view owner) {
  const auto now = s_.clock.now();
  const auto last = s_.db.read([](store::ReadTx& tx) { return usual_learned_at(tx); });
  if (last && day_of(*last) == day_of(now)) return 0;
  if (!store::try_acquire_lease(s_.db, kLearnLease, owner, now, now + 10min)) return 0;
  std::map<StepName, std::vector<std::int64_t>> used;
  for (const auto& unit : s_.identity.tree()->units())  // a transaction each: nobody waits for the whole
    s_.db.read([&](store::ReadTx& tx) { used_in_unit(tx, unit.id, now - kLookBack, kMostOfUnit, used); });
  std::map<StepName, Usual> usual;
  for (auto& [key, minutes] : used)
    if (const auto u = usual_of(std::move(minutes))) usual.emplace(key, *u);
  const auto kept = s_.db.write([&](store::Tx& tx) -> Status {
    save_usual(tx, usual, now);
    return {};
  });
  ensure(kept.has_value(), "what was learned is never refused");
  store::release_lease(s_.db, kLearnLease, owner);
  return static_cast<int>(usual.size());
}

}  // namespace motcua::dossier
