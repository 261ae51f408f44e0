// Procedure packs: YAML of one field of administration, read strictly. Private to this slice; packs/README.md describes the keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "catalog/model.hpp"
#include "catalog/node.hpp"

namespace motcua::catalog {

// A procedure of a pack as it is stored: the procedure itself, its forms and its field, questions made out of conditions.
struct PackProcedure {
  std::string code;
  std::string file;
  std::optional<Day> valid_from;  // the pack's own; an import may name another day
  Node document;
  ProcedureVersion version;  // read from `document`; without ids and days
};

// Every mistake is told with file, line, procedure and key; unknown keys are mistakes.
Result<std::vector<PackProcedure>> read_pack(std::string_view file, std::string_view text, const Units& units);

// The stored document back into a version.
Result<ProcedureVersion> read_document(std::string_view json, const Units& units);

Result<Units> read_units(std::string_view file, std::string_view text);

// Adds a question for each condition that has no `needs:` of its own; equal conditions share one question.
void add_generated_questions(Node& procedure);

// What a reader of single values cannot see: expressions name real questions, steps reach their end, shares add up, …
// One sentence for each mistake.
std::vector<std::string> mistakes_of(const ProcedureVersion& version, const Units& units);

}  // namespace motcua::catalog
