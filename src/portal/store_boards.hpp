// SQL ↔ types of boards. Private.
#pragma once

#include "portal/boards.hpp"

namespace motcua::portal {

std::optional<Board> find_board(store::ReadTx& tx, BoardId id);
std::optional<Board> find_board(store::ReadTx& tx, std::string_view code);
std::vector<Board> boards_of(store::ReadTx& tx, const std::vector<UnitId>& units, int month, int limit);
bool insert(store::Tx& tx, const Board& b);  // false: the code is taken
void save(store::Tx& tx, const Board& b);
void count_scan(store::Tx& tx, BoardId id, int month, std::string_view procedure);
std::string joined_codes(const std::vector<std::string>& codes);

}  // namespace motcua::portal
