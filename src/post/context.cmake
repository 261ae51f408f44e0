add_context(post DEPENDS dossier money catalog calendar identity print store web base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing)
