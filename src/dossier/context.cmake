add_context(dossier DEPENDS money catalog calendar identity print store web base LIBS fmt::fmt PkgConfig::sodium TEST_LIBS motcua_store_testing motcua_web_testing)
embed_files(motcua_dossier dossier_data ${PROJECT_SOURCE_DIR}/src/dossier/data/late.txt)
