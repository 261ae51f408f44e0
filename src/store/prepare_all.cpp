#include "store/engine.hpp"
#include "store/verify.hpp"

namespace motcua::store {

std::vector<std::string> prepare_all(Database& db) {
  std::vector<std::string> errors;
  for (const auto* sql : statements()) {
    try {
      db.read([&](ReadTx& tx) { dynamic_cast<SchemaTx&>(tx).prepare_only(sql->name, sql->text); });
    } catch (const std::exception& failure) {
      errors.emplace_back(failure.what());
    }
  }
  return errors;
}

}  // namespace motcua::store
