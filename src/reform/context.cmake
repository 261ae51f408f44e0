add_context(reform DEPENDS reports dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing)
embed_files(motcua_reform reform_data ${PROJECT_SOURCE_DIR}/src/reform/data/checklist.txt)
