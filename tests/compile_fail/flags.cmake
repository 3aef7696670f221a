# The flags of the cases and of their precompiled schema. Variables: COMPILER, INCLUDE, PRECOMPILED (a folder).
cmake_policy(VERSION 3.25)
set(ENV{LC_ALL} C)

set(flags -std=c++20 -Wall -Wextra -Werror -Wno-missing-field-initializers -fdiagnostics-color=never "-I${INCLUDE}")
execute_process(COMMAND "${COMPILER}" --version OUTPUT_VARIABLE version)
if(version MATCHES "clang")
  set(is_clang TRUE)
  list(APPEND flags -Wno-missing-designated-field-initializers)
  set(precompiled "${PRECOMPILED}/schema.hpp.pch")
else()
  set(is_clang FALSE)
  set(precompiled "${PRECOMPILED}/schema.hpp.gch")
endif()
