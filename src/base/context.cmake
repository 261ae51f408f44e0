add_context(base LIBS fmt::fmt PkgConfig::icu)
