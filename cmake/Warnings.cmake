# Every translation unit of ours is compiled with these; a warning is an error.
add_library(motcua_warnings INTERFACE)
target_compile_options(motcua_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wconversion -Wsign-conversion
  -Wnull-dereference -Wimplicit-fallthrough -Werror -fdiagnostics-color=always)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false positives of these two in std::string and std::vector at -O2.
  target_compile_options(motcua_warnings INTERFACE -Wno-restrict -Wno-null-dereference -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-maybe-uninitialized -Wno-dangling-pointer)
endif()
if(MOTCUA_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
# For every file alike, so that one precompiled header fits all (some libraries ask for it).
add_compile_options(-pthread)
# Same object file whichever folder the checkout stands in, so that a compiler cache serves all of them.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
find_program(MOTCUA_MOLD mold)
if(MOTCUA_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(MOTCUA_CCACHE ccache)
if(MOTCUA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MOTCUA_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${MOTCUA_CCACHE})
endif()
