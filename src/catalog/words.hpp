// Words people use for procedures, and the events of life they come with. Private to this slice.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "catalog/catalog.hpp"

namespace motcua::catalog {

struct EverydayWords {
  struct Entry {
    std::string text;  // ways to say it, parted by commas
    std::vector<std::string> procedures, fields;
  };
  std::vector<Entry> words;
  struct Event {
    LifeEvent event;
    std::vector<std::string> procedures, fields;
  };
  std::vector<Event> events;
};
Result<EverydayWords> read_everyday_words(std::string_view file, std::string_view text);
// The list that travels inside the program.
const EverydayWords& everyday_words();

// Folded words under which a procedure is found, with their weights: code, short name, name, everyday words, field.
std::map<std::string, int> search_words(const ProcedureVersion& version, const EverydayWords& everyday);

// Words of a query that say something: "làm", "giấy", "thủ tục" … are left out unless there is nothing else. At most 8.
std::vector<std::string> query_words(std::string_view text);
// Neighbouring words of a text, "doi_ten"; in the same table as words, which never hold a "_".
std::vector<std::string> word_pairs(std::string_view text);

}  // namespace motcua::catalog
