add_context(notify DEPENDS dossier catalog calendar identity web store base LIBS fmt::fmt PkgConfig::curl TEST_LIBS motcua_store_testing motcua_web_testing)
