add_context(identity DEPENDS store base LIBS fmt::fmt PkgConfig::sodium PkgConfig::yaml)
