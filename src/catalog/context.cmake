add_context(catalog DEPENDS identity web store base LIBS fmt::fmt PkgConfig::yaml TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE expression.cpp generated_questions.cpp map_reader.cpp node.cpp pages.cpp staff_pages.cpp)
file(GLOB catalog_packs CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/packs/*.yaml)
embed_files(motcua_catalog catalog_packs ${catalog_packs})
embed_files(motcua_catalog catalog_words ${CMAKE_CURRENT_LIST_DIR}/everyday-words.yaml)
