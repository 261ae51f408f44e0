# Style sheets and scripts: built by sass and esbuild (assets/build.mjs), named by content, embedded through the assembler.
# build_assets(TARGET). Without the npm packages (bin/setup installs them) the program is built without assets and says so.
find_program(MOTCUA_NODE node)

function(build_assets target)
  set(out ${PROJECT_BINARY_DIR}/assets)
  if(NOT MOTCUA_NODE OR NOT EXISTS ${PROJECT_SOURCE_DIR}/node_modules/sass/package.json)
    message(STATUS "assets: no npm packages (bin/setup installs them): pages will be unstyled")
    file(CONFIGURE OUTPUT ${out}/none/assets_table.cpp CONTENT "#include \"web/assets_table.hpp\"
namespace motcua::web {
std::span<const Asset> asset_table() { return {}; }
}
" @ONLY)
    target_sources(${target} PRIVATE ${out}/none/assets_table.cpp)
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/scss/*.scss ${PROJECT_SOURCE_DIR}/assets/ts/*.ts ${PROJECT_SOURCE_DIR}/assets/*.svg)
  add_custom_command(
    OUTPUT ${out}/assets_table.cpp ${out}/assets_table.S
    COMMAND ${MOTCUA_NODE} ${PROJECT_SOURCE_DIR}/assets/build.mjs ${out} > ${out}/assets.log
    DEPENDS ${sources} ${PROJECT_SOURCE_DIR}/assets/build.mjs ${PROJECT_SOURCE_DIR}/package-lock.json
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMENT "style sheets and scripts"
    VERBATIM)
  file(MAKE_DIRECTORY ${out})
  set_property(SOURCE ${out}/assets_table.S APPEND PROPERTY OBJECT_DEPENDS ${out}/assets_table.cpp)
  target_sources(${target} PRIVATE ${out}/assets_table.cpp ${out}/assets_table.S)
endfunction()
