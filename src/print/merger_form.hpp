// Biên bản bàn giao when units are merged or ended: what passes from one to the other, line by line. A4.
#pragma once

#include <string>
#include <vector>

#include "print/forms.hpp"

namespace motcua::print {

struct MergerForm {
  Letterhead head;
  std::string number;  // of the protocol
  std::string giver, receiver;
  Day on;
  std::string basis;
  Instant made_at;
  std::string made_by;
  struct UnitLine {
    std::string from, to;
  };
  std::vector<UnitLine> units;
  struct CaseLine {
    std::string code, procedure, state, due, holder, to;
  };
  std::vector<CaseLine> cases;
  struct RightLine {
    std::string person, role, from, to;
  };
  std::vector<RightLine> rights;
  std::vector<std::string> closing;  // last numbers of the books that are closed
};
Result<std::string> merger_pdf(const MergerForm& form);

}  // namespace motcua::print
