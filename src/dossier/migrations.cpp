#include "dossier/dossier.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> dossier_migrations();
}

namespace motcua::dossier {
store::MigrationSet migrations() { return {"dossier", embedded::dossier_migrations()}; }
}  // namespace motcua::dossier
