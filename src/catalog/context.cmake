add_context(catalog DEPENDS store base LIBS fmt::fmt PkgConfig::yaml)
