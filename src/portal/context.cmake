add_context(portal DEPENDS queue dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE pages_boards.cpp store_boards.cpp)
