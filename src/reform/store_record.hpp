// Statements each record has. Private to the slice's store files.
#pragma once

#include "reform/record.hpp"

// At namespace scope, inside motcua::reform. ALL: what follows the table's name when all rows are read, ordered by id.
#define MOTCUA_REFORM_TABLE(Type)                                                                        \
  namespace stored_##Type {                                                                              \
    MOTCUA_SQL(kPutOne, (kPut<Type>.chars.data()));                                                      \
    MOTCUA_SQL(kFindOne, (kSelect<Type, "WHERE id = $1">.chars.data()));                                 \
    MOTCUA_SQL(kAll, (kSelect<Type, "ORDER BY id">.chars.data()));                                       \
  }                                                                                                      \
  template <> void put<Type>(store::Tx & tx, const Type& r) { put_with(tx, stored_##Type::kPutOne, r); } \
  template <> std::optional<Type> find<Type>(store::ReadTx & tx, std::int64_t id) {                      \
    return tx.one<Type>(stored_##Type::kFindOne, from_row<Type>, id);                                    \
  }                                                                                                      \
  template <> std::vector<Type> all_of<Type>(store::ReadTx & tx) { return tx.all<Type>(stored_##Type::kAll, from_row<Type>); }

// A list under a condition: LIST(name, Type, "WHERE …") makes `constexpr Sql name`.
#define MOTCUA_REFORM_LIST(name, Type, tail) MOTCUA_SQL(name, (kSelect<Type, tail>.chars.data()))
