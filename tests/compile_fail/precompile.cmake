# Precompiles the schema of the cases; see CMakeLists.txt.
include("${CMAKE_CURRENT_LIST_DIR}/flags.cmake")

file(MAKE_DIRECTORY "${PRECOMPILED}")
execute_process(
  COMMAND "${COMPILER}" ${flags} -x c++-header "${CMAKE_CURRENT_LIST_DIR}/schema.hpp" -o "${precompiled}"
  COMMAND_ERROR_IS_FATAL ANY)
