// THE header of this context: sampled surveys of satisfaction (SIPAS), dialogues with citizens, published indices of the province.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "identity/identity.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {
class Dossiers;
}
namespace motcua::reform {
class Reform;
struct ReportFigure;
}  // namespace motcua::reform
namespace motcua::reports {
class Reports;
}

namespace motcua::survey {

struct Services;
store::MigrationSet migrations();

// What an index of another slice takes from here: the newest closed survey of a unit and year.
struct SipasValue {
  std::int64_t content{}, valid{};  // answers 4 and 5, answers with an opinion
  std::string title{}, href{};
};

class Survey {
 public:
  // `secret`: makes the links of those who were drawn; `public_url`: what stands before them on paper.
  Survey(reform::Reform& reform, reports::Reports& reports, dossier::Dossiers& dossiers, std::string secret, std::string public_url);
  ~Survey();

  std::vector<store::Verifier> verifiers() const;
  std::optional<SipasValue> sipas(identity::UnitId unit, int year) const;
  // What a periodic report of reform asks about: answers, dialogues, questions of a unit in some days.
  std::optional<reform::ReportFigure> figure(std::string_view key, identity::UnitId unit, Day from, Day to) const;
  Services& services() { return *services_; }

 private:
  std::unique_ptr<Services> services_;
};

}  // namespace motcua::survey
