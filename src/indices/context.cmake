add_context(indices DEPENDS reports dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing ALONE set_reader.cpp)
file(GLOB index_sets CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/indices/sets/*.yaml)
embed_files(motcua_indices indices_sets ${index_sets})
