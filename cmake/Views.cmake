# HTML templates to typed C++ (tools/template_compiler.cpp, syntax in src/web/README.md).
add_executable(template_compiler ${PROJECT_SOURCE_DIR}/tools/template_compiler.cpp)
target_compile_options(template_compiler PRIVATE -O1)
set_target_properties(template_compiler PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tools)

# compile_views(TARGET CONTEXT view.html...): each becomes <build>/generated/views/CONTEXT/NAME.{hpp,cpp}, included as
# "views/CONTEXT/NAME.hpp": void motcua::CONTEXT::views::NAME(web::Html& out, arguments…).
function(compile_views target context)
  set(components "")
  if(context STREQUAL "web")
    set(components --components)  # only components may write classes and forms
  endif()
  set(out ${PROJECT_BINARY_DIR}/generated/views)
  set(group "")
  foreach(view IN LISTS ARGN)
    get_filename_component(name ${view} NAME_WE)
    set(base ${out}/${context}/${name})
    add_custom_command(
      OUTPUT ${base}.hpp ${base}.cpp
      BYPRODUCTS ${base}.messages
      COMMAND template_compiler --context ${context} --root ${PROJECT_SOURCE_DIR} --out ${out} ${components} ${view}
      DEPENDS ${view} template_compiler
      COMMENT "view ${context}/${name}"
      VERBATIM)
    target_sources(${target} PRIVATE ${base}.cpp ${base}.hpp)
    # Many small files with the same heavy headers: one translation unit, but a change of one view compiles them all.
    set_source_files_properties(${base}.cpp PROPERTIES HEADER_FILE_ONLY ${MOTCUA_GROUP})
    string(APPEND group "#include \"views/${context}/${name}.cpp\"\n")
  endforeach()
  if(MOTCUA_GROUP)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/grouped/${target}_views.cpp CONTENT "${group}")
    target_sources(${target} PRIVATE ${PROJECT_BINARY_DIR}/grouped/${target}_views.cpp)
  endif()
  target_include_directories(${target} PUBLIC ${PROJECT_BINARY_DIR}/generated)
endfunction()

# compile_messages(TARGET): the catalogues of all contexts as one sorted table.
function(compile_messages target)
  file(GLOB catalogues CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*/messages/en.yaml)
  set(out ${PROJECT_BINARY_DIR}/generated/english_messages.cpp)
  add_custom_command(
    OUTPUT ${out}
    COMMAND template_compiler --messages ${out} ${catalogues}
    DEPENDS ${catalogues} template_compiler
    COMMENT "message catalogue"
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
