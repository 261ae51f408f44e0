// A dossier that has not moved for longer than this step usually takes, told to officer and applicant with its cause in plain words. Not
// lateness: it may well be in time; it is what nobody would notice until it is late. Dossiers that wait for the applicant are never among
// them. How long is usual is learned from what was finished; where too little was, nothing is said.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

// Working minutes of a step as it was finished in the last three months.
struct Usual {
  std::int64_t median = 0, upper = 0, samples = 0;  // upper: nine of ten took no longer
};
std::optional<Usual> usual_of(std::vector<std::int64_t> minutes);  // nothing: fewer than ten
bool stands_still(std::int64_t used, const Usual& usual);
// Why it stands: where it lies and what it waits for; told to the applicant as well, so it names no person.
std::string_view standstill_cause(State state, bool held);

struct Standstill {
  std::string code, procedure_name, step_name, holder_name, cause;
  UnitId unit;
  Instant since, due_at;
  std::int64_t used = 0, median = 0;  // working minutes
  std::string words() const;          // "Đứng ở bước “Thẩm tra” 2 ngày 3 giờ làm việc, thường xong trong 4 giờ."
};

class Standstills {
 public:
  explicit Standstills(Dossiers& dossiers);

  std::optional<Standstill> of(DossierId id);
  std::optional<Standstill> by_link(std::string_view token);
  // Of the units whose work the person gives out or oversees, else his own; the longest beyond the usual first.
  std::vector<Standstill> list(const Actor& actor);
  // Learns anew when a day has passed; how many steps were learned. One instance at a time. A job.
  int learn(std::string_view owner);

 private:
  Dossiers::Impl& s_;
};

}  // namespace motcua::dossier
