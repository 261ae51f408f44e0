#include "store/engine.hpp"

namespace motcua::store {

std::unique_ptr<Database> open_postgres(const std::string&, int) { throw Failure(FailureKind::other, "postgres.open", "not built yet"); }

}  // namespace motcua::store
