// A small table for the tests of store itself.
#pragma once

#include "store/testing.hpp"

namespace motcua::store {

inline constexpr EmbeddedFile kThingFiles[] = {
    {"0001_thing.sql",
     "CREATE TABLE test_thing (id @BIGINT@ PRIMARY KEY, name TEXT NOT NULL UNIQUE, good @BOOL@ NOT NULL DEFAULT TRUE, day INTEGER,\n"
     "  amount @BIGINT@ CHECK (amount >= 0)) @STRICT@;\n"
     "CREATE TABLE test_part (id @BIGINT@ PRIMARY KEY, thing_id @BIGINT@ NOT NULL REFERENCES test_thing (id),\n"
     "  later_id @BIGINT@ REFERENCES test_thing (id) DEFERRABLE INITIALLY DEFERRED) @STRICT@;\n"
     "CREATE TABLE test_log (id @BIGINT@ PRIMARY KEY, text TEXT NOT NULL) @STRICT@;\n"
     "@APPEND_ONLY(test_log)@\n"}};
inline const MigrationSet kThings{"test", kThingFiles};

}  // namespace motcua::store
