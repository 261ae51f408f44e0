add_context(identity DEPENDS print web store base LIBS fmt::fmt OpenSSL::Crypto PkgConfig::sodium PkgConfig::yaml PkgConfig::cjose
  TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE accounts_rights.cpp pages_own.cpp pages_sign_in.cpp pages_units.cpp store_sessions.cpp store_units.cpp)
file(GLOB unit_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/identity/units/*.yaml)
embed_files(motcua_identity identity_unit_files ${unit_files})
