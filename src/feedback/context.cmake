add_context(feedback DEPENDS dossier catalog calendar identity web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing)
