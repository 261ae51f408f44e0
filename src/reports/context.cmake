add_context(reports DEPENDS dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing)
embed_files(motcua_reports reports_data ${PROJECT_SOURCE_DIR}/src/reports/data/articles.txt ${PROJECT_SOURCE_DIR}/src/reports/data/signals.txt ${PROJECT_SOURCE_DIR}/src/reports/data/targets.txt)
