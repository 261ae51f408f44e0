add_context(base HOT LIBS fmt::fmt PkgConfig::icu ALONE dates.cpp personal_number.cpp)
# The two folders are told in this one file: an object of a test is the same in every checkout, so the compiler cache serves all.
target_compile_definitions(motcua_base_testing PRIVATE MOTCUA_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MOTCUA_BINARY_DIR="${PROJECT_BINARY_DIR}")
