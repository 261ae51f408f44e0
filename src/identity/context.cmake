add_context(identity DEPENDS web store base LIBS fmt::fmt PkgConfig::sodium PkgConfig::yaml)
file(GLOB unit_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/identity/units/*.yaml)
embed_files(motcua_identity identity_unit_files ${unit_files})
