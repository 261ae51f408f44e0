add_context(portal DEPENDS queue dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE pages_boards.cpp store_boards.cpp form_sheet.cpp samples.cpp)
embed_files(motcua_portal portal_data ${PROJECT_SOURCE_DIR}/src/portal/data/samples.txt)
