# embed_files(TARGET FUNCTION file...): puts files into the program through the assembler (.incbin; GCC 12 has no #embed).
# Makes std::span<const motcua::EmbeddedFile> motcua::embedded::FUNCTION(), sorted by name; declare it where it is used.
function(embed_files target function)
  set(files ${ARGN})
  list(SORT files)
  set(asm "  .section .note.GNU-stack,\"\",@progbits\n  .section .rodata\n")
  set(declarations "")
  set(rows "")
  set(i 0)
  foreach(file IN LISTS files)
    set(symbol motcua_embed_${function}_${i})
    get_filename_component(name ${file} NAME)
    string(APPEND asm "  .global ${symbol}, ${symbol}_end\n  .balign 16\n${symbol}:\n  .incbin \"${file}\"\n${symbol}_end:\n  .byte 0\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND rows "      {\"${name}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR i "${i} + 1")
  endforeach()
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embed)
  file(CONFIGURE OUTPUT ${dir}/${function}.S CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${function}.cpp CONTENT "#include \"base/embedded.hpp\"
${declarations}namespace motcua::embedded {
std::span<const EmbeddedFile> ${function}();
std::span<const EmbeddedFile> ${function}() {
  static const EmbeddedFile files[] = {
${rows}  };
  return files;
}
}  // namespace motcua::embedded
" @ONLY)
  set_property(SOURCE ${dir}/${function}.S PROPERTY OBJECT_DEPENDS ${files})
  target_sources(${target} PRIVATE ${dir}/${function}.S ${dir}/${function}.cpp)
endfunction()
