add_context(identity DEPENDS print web store base LIBS fmt::fmt OpenSSL::Crypto PkgConfig::sodium PkgConfig::yaml
  TEST_LIBS motcua_store_testing motcua_web_testing)
file(GLOB unit_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/identity/units/*.yaml)
embed_files(motcua_identity identity_unit_files ${unit_files})
