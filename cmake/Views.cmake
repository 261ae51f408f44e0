# compile_views(TARGET CONTEXT view...): HTML templates to typed C++. Filled in with the template compiler.
function(compile_views target context)
endfunction()
