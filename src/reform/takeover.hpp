// The public post takes over the desk of a one-stop, stage by stage: what was reached when, and how far all units are.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reform/plans.hpp"
#include "reform/record.hpp"

namespace motcua::reform {

enum class Stage : std::uint8_t { none, planned, trained, beside, partly, wholly, stopped };
MOTCUA_WORDS(Stage, {"B0", "Chưa triển khai"}, {"B1", "Có kế hoạch"}, {"B2", "Đào tạo, tập huấn"}, {"B3", "Đang học việc"},
             {"B4", "Chuyển giao một phần"}, {"B5", "Chuyển giao hoàn toàn"}, {"B6", "Tạm dừng / thu hồi"});
// "Triển khai" counts B3 to B5, "hoàn toàn" B5 alone.
constexpr bool carried_out(Stage s) { return s == Stage::beside || s == Stage::partly || s == Stage::wholly; }

// One stage reached by one unit; rows are added, never changed.
struct TakeoverStep {
  std::int64_t id{}, version{};
  UnitId unit{};
  Stage stage{};
  Day day{};
  std::string document{};  // plan, contract
  std::string scope{};     // reception, movement, return; fields of procedures
  int employees{};         // of the post
  int withdrawn{};         // officials who went back to their offices
  std::string note{};      // why it was stopped
  std::string made_by{};
};
template <> struct Table<TakeoverStep> {
  using T = TakeoverStep;
  static constexpr std::string_view name = "reform_takeover";
  static constexpr std::tuple columns{Column{"id", &T::id},
                                      Column{"version", &T::version},
                                      Column{"unit_id", &T::unit},
                                      Column{"stage", &T::stage},
                                      Column{"day", &T::day},
                                      Column{"document", &T::document},
                                      Column{"scope", &T::scope},
                                      Column{"employees", &T::employees},
                                      Column{"withdrawn", &T::withdrawn},
                                      Column{"note", &T::note},
                                      Column{"made_by", &T::made_by}};
};
namespace rows {
std::vector<TakeoverStep> takeover_steps(store::ReadTx& tx, UnitId unit);  // oldest first
}

struct TakeoverTally {
  std::int64_t units = 0, carried_out = 0, wholly = 0;
};
TakeoverTally takeover_tally(std::span<const Stage> stages);

struct TakeoverRow {
  UnitId unit{};
  std::string name{};
  Stage stage{};
  std::vector<TakeoverStep> steps{};
  bool may_manage = false;
};

class Takeovers {
 public:
  explicit Takeovers(const Base& base) : b_(base) {}
  // One-stops the actor reads, by name.
  std::vector<TakeoverRow> list(const Actor& actor);
  Result<TakeoverRow> open(const Actor& actor, UnitId unit);
  Status reach(const Actor& actor, TakeoverStep step);
  const Base& base() const { return b_; }

 private:
  Base b_;
};

}  // namespace motcua::reform
