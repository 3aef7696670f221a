# Compiles one case twice; see CMakeLists.txt. Variables: those of flags.cmake, and CASE.
# A case's comments: `// expect: REGEX` on the first line; `// no squall line` where the sentence is the compiler's;
# `// more errors` where the compiler adds errors of its own; `// more lines` where it takes more than 12 lines.
include("${CMAKE_CURRENT_LIST_DIR}/flags.cmake")

file(STRINGS "${CASE}" lines)
list(GET lines 0 first)
if(NOT first MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "${CASE}: the first line has to be: // expect: <regular expression>")
endif()
set(expected "${CMAKE_MATCH_1}")
file(STRINGS "${CASE}" compilers_own REGEX "^// no squall line")
file(STRINGS "${CASE}" more_errors REGEX "^// (more errors|no squall line)")
file(STRINGS "${CASE}" more_lines REGEX "^// more lines")
set(most_lines 12) # without the list of included files and the source that is quoted

if(is_clang)
  list(APPEND flags -include-pch "${precompiled}")
else()
  list(APPEND flags "-I${PRECOMPILED}") # where schema.hpp.gch is found first
endif()
list(APPEND flags "-I${CMAKE_CURRENT_LIST_DIR}")

function(compile out_code out_text)
  execute_process(
    COMMAND "${COMPILER}" ${flags} -fsyntax-only ${ARGN} "${CASE}"
    RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(${out_code} "${code}" PARENT_SCOPE)
  set(${out_text} "${text}" PARENT_SCOPE)
endfunction()

compile(code text)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "Without the mistake the case has to compile:\n${text}")
endif()

compile(code text -DMISTAKE)
if(code EQUAL 0)
  message(FATAL_ERROR "With the mistake the case compiles.")
endif()

# Lines as a list: what separates and groups in a list of CMake's is replaced.
string(REPLACE ";" "," plain "${text}")
string(REPLACE "[" "<" plain "${plain}")
string(REPLACE "]" ">" plain "${plain}")
string(REPLACE "\n" ";" lines "${plain}")
set(errors)
set(sentences 0)
set(line_count 0)
foreach(line IN LISTS lines)
  if(line AND NOT line MATCHES "^(In file included from| +from | *[0-9]* *\\||[0-9]+ errors? generated)")
    math(EXPR line_count "${line_count} + 1")
  endif()
  if(line MATCHES "error: ")
    list(APPEND errors "${line}")
    if(line MATCHES "squall: ")
      math(EXPR sentences "${sentences} + 1")
    endif()
  endif()
endforeach()
list(GET errors 0 first_error)
if(NOT first_error MATCHES "${expected}")
  message(FATAL_ERROR
    "The first error is not the expected one.\nexpected: ${expected}\nfound:    ${first_error}\n\n${text}")
endif()
if(NOT compilers_own AND NOT sentences EQUAL 1)
  message(FATAL_ERROR "There should be one squall: sentence, and there are ${sentences}:\n${text}")
endif()
list(LENGTH errors count)
if(NOT more_errors AND NOT count EQUAL 1)
  message(FATAL_ERROR "One mistake, and ${count} errors:\n${text}")
endif()
if(NOT more_lines AND line_count GREATER most_lines)
  message(FATAL_ERROR "The mistake takes ${line_count} lines, and ${most_lines} are enough:\n${text}")
endif()
